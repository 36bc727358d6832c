"""The history of a document as bytes: one version a line, most of them as what changed; knows no files.

A line is a JSON object. Its ``data`` is base64 of zlib of ``{"set": {"table/id": text}, "gone": [keys]}``, to
be laid over the version its ``base`` names, or over nothing; ``sum`` is the SHA-256 of the whole text. A line
that was cut off, or that a disk spoilt, makes only itself unreadable, and what was laid over it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

from cjm_widgets.errors import FileProblem, NotFound
from cjm_widgets.model.codec import written
from cjm_widgets.model.fields import is_broken
from cjm_widgets.model.ids import new_id
from cjm_widgets.model.records import SCHEMA_VERSION
from cjm_widgets.model.words import Words

Flat = dict[str, str]
"""Texts of records under ``table/id``, as :func:`cjm_widgets.model.codec.flat` gives them."""

NAMED: Literal["named"] = "named"
LONGEST_CHAIN = 16
_MOST_TEXT = 256 * 1024 * 1024
_ID = re.compile(r"version_\w{1,40}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what is known of a version, and the packed difference from its base."""

    id: str
    at: str
    kind: str
    label: str
    changes: int
    schema: int
    base: str | None
    sum: str
    data: str

    def line(self) -> bytes:
        """Return the line with its end."""
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8") + b"\n"


class VersionLog:
    """The versions in the bytes of a history, oldest first; a value, nothing changes it."""

    def __init__(self, data: bytes = b"") -> None:
        found: dict[str, Entry] = {}
        for line in data.split(b"\n"):
            entry = _entry(line)
            if entry is not None:
                found.setdefault(entry.id, entry)  # two histories that git joined hold the common ones twice
        self._by_id = found
        self._ends_whole = not data or data.endswith(b"\n")
        self.size = len(data)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The lines that make sense."""
        return tuple(self._by_id.values())

    def records(self, version_id: str) -> Flat:
        """Return the content of a version.

        Raises
        ------
        NotFound
            No such version: it may have been thinned out.
        FileProblem
            Its line, or one it is laid over, is spoilt.
        """
        chain = self._chain(version_id)
        found: Flat = {}
        for entry in reversed(chain):
            change = _unpack(entry)
            found.update(change["set"])
            for key in change["gone"]:
                found.pop(key, None)
        found = dict(sorted(found.items(), key=_place))
        if digest(found, chain[0].schema) != chain[0].sum:
            raise _spoilt(version_id)
        return found

    def text(self, version_id: str) -> str:
        """Return the text of the document file of a version; raises as :meth:`records`."""
        return written(self.records(version_id), self._by_id[version_id].schema)

    @cached_property
    def latest(self) -> tuple[Entry, Flat] | None:
        """The newest version that can be read, or None."""
        for entry in reversed(self._by_id.values()):
            try:
                return entry, self.records(entry.id)
            except (FileProblem, NotFound):
                continue
        return None

    def ends_with(self, now: Flat) -> bool:
        """Tell whether the newest version holds the same."""
        last = self.latest
        return last is not None and last[0].sum == digest(now, SCHEMA_VERSION)

    def new(self, now: Flat, kind: str, label: str = "", at: str | None = None) -> Entry:
        """Return the line of a new version."""
        last = self.latest
        moment = at or datetime.now(UTC).isoformat(timespec="seconds")
        blank = Entry(new_id("version"), moment, kind, label, 0, SCHEMA_VERSION, None, "", "")
        return self._packed(blank, now, last)

    def line(self, entry: Entry) -> bytes:
        """Return what is to be added to the bytes; a line that was cut off before it is closed first."""
        return entry.line() if self._ends_whole else b"\n" + entry.line()

    def only(self, kept: Iterable[str]) -> bytes:
        """Return the bytes of a history that holds these versions alone, without spoilt ones."""
        log, whole = VersionLog(), []
        last: tuple[Entry, Flat] | None = None
        for version_id in kept:
            try:
                now = self.records(version_id)
            except (FileProblem, NotFound):
                continue
            entry = log._packed(self._by_id[version_id], now, last, recount=False)
            log._by_id[entry.id] = entry
            last = entry, now
            whole.append(entry.line())
        return b"".join(whole)

    def _packed(
        self, blank: Entry, now: Flat, last: tuple[Entry, Flat] | None, *, recount: bool = True
    ) -> Entry:
        """Return an entry with its content: what changed since the last one, or all."""
        before = last[1] if last else {}
        change = _change(before, now)
        count = _count(change)
        base = last[0].id if last and last[0].schema == blank.schema else None
        if base and (len(self._chain(base)) >= LONGEST_CHAIN or count > len(now) / 2):
            base = None
        packed = _pack(change if base else _change({}, now))
        return replace(
            blank,
            base=base,
            sum=digest(now, blank.schema),
            data=packed,
            changes=count if recount else blank.changes,
        )

    def _chain(self, version_id: str) -> list[Entry]:
        """Return a version and what it is laid over, down to one that stands alone."""
        chain: list[Entry] = []
        wanted: str | None = version_id
        while wanted is not None:
            entry = self._by_id.get(wanted)
            if entry is None and not chain:
                raise NotFound(
                    "This version is not in the history of the document any more.",
                    where="version",
                    value=version_id,
                )
            if entry is None or entry in chain:
                raise _spoilt(version_id)
            chain.append(entry)
            wanted = entry.base
        return chain


def surplus(entries: Sequence[Entry], most: int) -> list[str]:
    """Return which versions to let go so that at most `most` remain that nobody named.

    Those go first that are not the last of their day, the oldest first; then the oldest. Named ones stay.
    """
    automatic = [entry for entry in entries if entry.kind != NAMED]
    last_of_day = {entry.at[:10]: entry.id for entry in automatic}
    keep = set(last_of_day.values())
    order = [e.id for e in automatic if e.id not in keep] + [e.id for e in automatic if e.id in keep]
    return order[: max(0, len(automatic) - most)]


def changed(before: Flat, now: Flat) -> int:
    """Return how many records were added, changed or removed between two contents."""
    return _count(_change(before, now))


def digest(records: Flat, schema: int) -> str:
    """Return the SHA-256 of the text of a document."""
    return hashlib.sha256(written(records, schema).encode("utf-8", "surrogatepass")).hexdigest()


def _place(item: tuple[str, str]) -> tuple[str, str]:
    table, _, record_id = item[0].partition("/")
    return table, record_id


def _change(before: Flat, now: Flat) -> dict[str, Any]:
    return {
        "set": {key: text for key, text in now.items() if before.get(key) != text},
        "gone": [key for key in before if key not in now],
    }


def _count(change: dict[str, Any]) -> int:
    return len(change["set"]) + len(change["gone"])


def _pack(change: dict[str, Any]) -> str:
    plain = json.dumps(change, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return base64.b64encode(zlib.compress(plain, 9)).decode("ascii")


def _unpack(entry: Entry) -> dict[str, Any]:
    try:
        plain = zlib.decompressobj().decompress(base64.b64decode(entry.data, validate=True), _MOST_TEXT)
        change = json.loads(plain)
        if _is_change(change):
            return dict(change)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        pass
    raise _spoilt(entry.id)


def _is_change(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != {"set", "gone"}:
        return False
    put, gone = value["set"], value["gone"]
    return (
        isinstance(put, dict)
        and isinstance(gone, list)
        and all(isinstance(text, str) and not is_broken(text) for text in (*put, *put.values(), *gone))
    )


def _entry(line: bytes) -> Entry | None:
    """Return what a line says, or None where it makes no sense."""
    try:
        data = json.loads(line)
        entry = Entry(**data)
        datetime.fromisoformat(entry.at)
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (entry.id, entry.at, entry.kind, entry.label, entry.sum, entry.data)
    numbers = (entry.changes, entry.schema)
    fits = (
        all(isinstance(text, str) for text in texts)
        and not any(map(is_broken, texts))
        and all(isinstance(number, int) for number in numbers)
        and (entry.base is None or isinstance(entry.base, str))
    )
    return entry if fits and _ID.fullmatch(entry.id) else None


def _spoilt(version_id: str) -> FileProblem:
    return FileProblem(Words("versions.spoilt"), code="spoilt_version", where="version", value=version_id)
