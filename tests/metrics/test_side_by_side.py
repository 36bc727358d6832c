"""Work on threads: in order, with its faults, and dropped when one piece fails."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from cjm_widgets.metrics import side_by_side as module
from cjm_widgets.metrics.side_by_side import side_by_side


@pytest.mark.parametrize("threads", [1, 4])
def test_results_come_in_the_order_of_the_pieces(monkeypatch: pytest.MonkeyPatch, threads: int) -> None:
    monkeypatch.setattr(module, "_THREADS", threads)
    assert side_by_side(lambda n: n * n, range(100)) == [n * n for n in range(100)]
    assert side_by_side(str, ()) == []


def test_pieces_run_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_THREADS", 2)
    both = threading.Barrier(2, timeout=20)
    assert sorted(side_by_side(lambda _: both.wait(), (0, 1))) == [0, 1]


class Pool(ThreadPoolExecutor):
    """A pool whose pieces after the first wait until the rest is dropped: no piece can be quick enough."""

    dropped = threading.Event()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        self.dropped.set()
        super().shutdown(wait=wait)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt])
def test_a_fault_is_raised_as_it_is_and_the_rest_dropped(
    monkeypatch: pytest.MonkeyPatch, threads: int, fault: type[BaseException]
) -> None:
    monkeypatch.setattr(module, "_THREADS", threads)
    monkeypatch.setattr(module, "ThreadPoolExecutor", Pool)
    monkeypatch.setattr(Pool, "dropped", threading.Event())
    seen: list[int] = []

    def work(piece: int) -> None:
        seen.append(piece)
        if piece == 0:
            raise fault("piece 0")
        assert Pool.dropped.wait(20)

    with pytest.raises(fault, match="piece 0"):
        side_by_side(work, range(500))
    assert len(seen) <= threads + 1
