"""Kernels made to be killed: forked ones with a session, and real ones with a widget; knows no page."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from tests.storage.editors import QUICK, SlowDisk

ROOT = Path(__file__).parents[2]
Message = dict[str, Any]


class Victim(Protocol):
    """A kernel with a board, as its pages know it."""

    def send(self, message: Message) -> None:
        """Take a message of a page."""

    def hear(self, seconds: float) -> list[Message]:
        """Return what it says within so many seconds, as soon as it says anything."""

    def kill(self) -> list[Message]:
        """End it by signal 9; returns what it had said before."""


# -- forked: a process of plain Python with a session ----------------------------------------------------


def serve(path: str, address: str) -> None:
    """Speak for the board of a document until killed; the disk is slow, so that kills fall into it."""
    from cjm_widgets import storage
    from cjm_widgets.storage import atomic
    from cjm_widgets.widgets.scope import Scope
    from cjm_widgets.widgets.session import Session

    atomic.os = SlowDisk()  # type: ignore[assignment]
    wire = socket.socket(socket.AF_UNIX)
    wire.connect(address)
    wire.sendall(f"{os.getpid()}\n".encode())
    document = storage.open(path, pace=QUICK)
    alone = threading.Lock()

    def say(message: Message) -> None:
        with alone:
            wire.sendall((json.dumps(message, allow_nan=False) + "\n").encode())

    session = Session(document, Scope(journey_id=document.journeys[0].id), say, lambda: ("en", {}))
    for line in wire.makefile("r", encoding="utf-8"):
        session.receive(json.loads(line))


def main() -> None:
    """Fork a victim for every line ``path address``, so that one costs no start of Python."""
    import cjm_widgets.storage
    import cjm_widgets.widgets.session

    assert cjm_widgets.storage
    for line in sys.stdin:
        path, address = line.split()
        if os.fork() == 0:
            try:
                serve(path, address)
            finally:
                os._exit(1)
        os.wait()


class Fork:
    """A forked victim, at the other end of a socket."""

    def __init__(self, nursery: subprocess.Popen[str], path: Path) -> None:
        address = path.with_name("wire")
        address.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(address))
            listener.listen(1)
            assert nursery.stdin is not None
            nursery.stdin.write(f"{path} {address}\n")
            self._wire, _ = listener.accept()
        self._rest = b""
        while b"\n" not in self._rest:
            self._rest += self._wire.recv(100)
        pid, _, self._rest = self._rest.partition(b"\n")
        self._pid = int(pid)

    def send(self, message: Message) -> None:
        self._wire.sendall((json.dumps(message) + "\n").encode())

    def hear(self, seconds: float) -> list[Message]:
        ready, _, _ = select.select([self._wire], [], [], seconds)
        if ready:
            self._rest += self._wire.recv(1_000_000)
        return self._whole()

    def kill(self) -> list[Message]:
        os.kill(self._pid, signal.SIGKILL)
        with contextlib.suppress(ConnectionResetError):
            while data := self._wire.recv(1_000_000):
                self._rest += data
        self._wire.close()
        return self._whole()

    def _whole(self) -> list[Message]:
        *lines, self._rest = self._rest.split(b"\n")
        return [json.loads(line) for line in lines]


# -- real: a Jupyter kernel with a widget -----------------------------------------------------------------


class RealKernel:
    """A kernel of its own with the map as a widget; messages go through comm and shell channel."""

    def __init__(self, path: Path) -> None:
        from jupyter_client.manager import KernelManager

        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=str(path.parent))
        self._client = self._manager.blocking_client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)
        code = f"import cjm_widgets as cjm\nboard = cjm.JourneyMap(cjm.open({str(path)!r}).journeys[0])"
        value = "[board.model_id, __import__('os').getpid()]"
        asked = self._client.execute(code, user_expressions={"who": value}, reply=True, timeout=60)
        found = asked["content"]["user_expressions"]["who"]["data"]["text/plain"]
        model, pid = json.loads(found.replace("'", '"'))
        self._model, self._pid = str(model), int(pid)

    def send(self, message: Message) -> None:
        data = {"method": "custom", "content": message}
        content = {"comm_id": self._model, "data": data}
        self._client.shell_channel.send(self._client.session.msg("comm_msg", content))

    def hear(self, seconds: float) -> list[Message]:
        said = []
        with contextlib.suppress(queue.Empty):
            while True:
                said.append(self._client.get_iopub_msg(timeout=0 if said else seconds))
        contents = [one["content"] for one in said if one["msg_type"] == "comm_msg"]
        ours = [each["data"] for each in contents if each["comm_id"] == self._model]
        return [data["content"] for data in ours if data.get("method") == "custom"]

    def kill(self) -> list[Message]:
        os.kill(self._pid, signal.SIGKILL)
        said = self.hear(0.1)
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)
        return said


if __name__ == "__main__":
    main()
