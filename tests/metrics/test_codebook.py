"""Books of codes: copies share labels and never see each other's."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.metrics.columns import Coded
from cjm_widgets.metrics.store import Codebook

words = st.lists(st.text("abcd", max_size=2), max_size=6, unique=True)


def column(labels: list[str]) -> Coded:
    return Coded(np.arange(-1, len(labels), dtype=np.int32), tuple(labels))


@given(st.lists(st.tuples(st.integers(0, 3), words, st.booleans()), max_size=12))
def test_books_that_share_labels_are_as_if_each_had_its_own(steps: list[tuple[int, list[str], bool]]) -> None:
    books: list[tuple[Codebook, dict[str, int]]] = [(Codebook(), {})]
    for which, labels, copies in steps:
        book, plain = books[which % len(books)]
        if copies:
            book, plain = book.copy(), dict(plain)
            books.append((book, plain))
        codes = book.encode(column(labels))
        for label in labels:
            plain.setdefault(label, len(plain))
        assert codes.tolist() == [-1, *(plain[label] for label in labels)]
        for each, expected in books:
            assert (each.labels, len(each)) == (tuple(expected), len(expected))


def test_a_copy_costs_nothing_until_two_of_them_grow() -> None:
    book = Codebook(str(n) for n in range(1000))
    first, second = book.copy(), book.copy()
    assert first._codes is book._codes
    assert (first.code("new"), first._codes is book._codes) == (1000, True)
    assert (second.code("other"), second._codes is book._codes) == (1000, False)
    assert (first.labels[-1], second.labels[-1], len(book)) == ("new", "other", 1000)
