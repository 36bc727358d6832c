"""Spoils texts, bytes and JSON values at random from a seed; knows no format and no reader."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

WORDS = (
    b'"', b"\\", b"{", b"}", b"[", b"]", b":", b",", b";", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe",
    b"\xef\xbb\xbf", b"<", b">", b"&", b"&#0;",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"]]>", b"--", b"%%{", b"}%%", b"```",
    b"=1+1",
    b"null", b"true", b"NaN", b"Infinity", b"-1e999", b"1e308", b"9" * 30, b"\xed\xa0\x80",
    b"\\ud800",
    "é👩‍👧\u202e\u2028".encode(), b"section ", b"journey", b"title ", b"Me: 5: A, B", b"schema_version",
    b"[" * 3_000, b'{"a":' * 3_000,
    b"card_0000", b"personas/", b"date", b"score", b"0000-00-00", b"2026-13-45", b"<<<<<<< ours\n",
)  # fmt: skip
LEAVES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 10**30, 1.5, float("nan"), float("inf"), "", "x", "\ud800", "\x00",
    "x" * 5_000,
    "persona_0000", "card_0000", "stage_0001", "lane_0000", "journey_0000", "__proto__", [], {}, [[]], [None],
    {"op": "put"}, "a0", "zzzz", "2026-01-01", "data:image/png;base64,AAAA", "<b>", "=1+1", 2**63, -0.0,
)  # fmt: skip

MANY = 200
"""Values in a value beyond which it is not made fifty of: what is long to write is no find."""


def text(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return `data` with one to four wounds."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        size = len(made)
        at = chance.randrange(size + 1)
        end = min(size, at + chance.choice((1, 2, 8, 40, 400)))
        match chance.randrange(8):
            case 0 if size:
                made[at % size] = chance.randrange(256)
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end] * chance.choice((1, 2, 20))
            case 3:
                made[at:at] = chance.choice(WORDS)
            case 4:
                made[at:end] = chance.choice(WORDS)
            case 5:
                other = chance.choice(others)
                start = chance.randrange(len(other) + 1)
                made[at:end] = other[start : start + chance.choice((4, 40, 400))]
            case 6:
                del made[at:]
            case _:
                lines = made.split(b"\n")
                chance.shuffle(lines)
                made = bytearray(b"\n".join(lines))
    return bytes(made)


def value(data: Any, chance: random.Random) -> Any:
    """Return a JSON value with one to four wounds, most often one; most keep the kind of value.

    What is quite another thing is refused at the first glance; what is nearly right gets further in.
    """
    made = copy.deepcopy(data)
    for _ in range(chance.choice((1, 1, 1, 1, 2, 3, 4))):
        parent, key = _place(made, chance)
        if parent is None:
            return chance.choice(LEAVES)
        if chance.random() < 0.6:
            parent[key] = kin(parent[key], chance)
            continue
        match chance.randrange(8):
            case 0 | 1:
                parent[key] = copy.deepcopy(chance.choice(LEAVES))
            case 2:
                del parent[key]
            case 3 if isinstance(parent, dict):
                parent[str(chance.choice(LEAVES))] = copy.deepcopy(parent[key])
            case 4:
                other, place = _place(made, chance)
                if other is not None:
                    parent[key] = copy.deepcopy(other[place])
            case 5 if isinstance(parent, dict):
                parent[kin(key, chance)] = parent.pop(key)
            case 6:
                for _ in range(chance.choice((1, 30, 200))):
                    parent[key] = [parent[key]] if chance.random() < 0.5 else {"a": parent[key]}
            case _:
                few = len(list(islice(_places(parent[key]), MANY))) < MANY
                parent[key] = [copy.deepcopy(parent[key])] * chance.choice((1, 2, 50 if few else 2))
    return made


def kin(old: Any, chance: random.Random) -> Any:
    """Return another value of the kind of `old`."""
    match old:
        case bool():
            return not old
        case int():
            return chance.choice((0, 1, -1, 5, old + 1, 2**31, 2**63, 10**30, 10**400))
        case float():
            return chance.choice((0.0, -0.0, 0.5, -old, old / 3, 1e-320, 1e300, 1e308))
        case str():
            known = (each for each in LEAVES if isinstance(each, str))
            changed = (old + "\ud83d", old.upper(), old[:-1], old[::-1], old * 3)
            return chance.choice((*known, *changed, "é👩‍👧\u202e\u2028", "a\x1bb\r\nc"))
        case list():
            return chance.choice((old[::-1], old[1:], old * 2, [*old, old]))
        case dict():
            return dict(chance.sample(sorted(old.items(), key=str), chance.randrange(len(old) + 1)))
    return chance.choice(LEAVES)


def _place(data: Any, chance: random.Random) -> tuple[Any, Any]:
    """Return a container inside and one of its keys: any of all, or one on the way down."""
    if chance.random() < 0.7:
        return chance.choice(list(_places(data)) or [(None, None)])
    parent, key, here = None, None, data
    while isinstance(here, dict | list) and here and (parent is None or chance.random() < 0.8):
        parent = here
        key = chance.choice(list(here)) if isinstance(here, dict) else chance.randrange(len(here))
        here = parent[key]
    return parent, key


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    waiting = [data]
    while waiting:
        here = waiting.pop()
        for key in here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ():
            yield here, key
            waiting.append(here[key])
