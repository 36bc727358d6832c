"""Spoils files by what they are made of: JSON, XML, tables, workbooks, histories; knows no reader."""

from __future__ import annotations

import base64
import copy
import csv
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from tests.endurance import mutate

Spoil = Callable[[bytes, random.Random, Sequence[bytes]], bytes]
BYTES = 0.12
"""Which part of the wounds goes into the bytes, whatever they mean."""


def beside_bytes(spoil: Spoil) -> Spoil:
    """Return a spoiler that now and then wounds the bytes instead."""

    def either(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
        return (mutate.text if chance.random() < BYTES else spoil)(data, chance, others)

    return either


def json_values(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Return JSON with a value, key, kind or nesting changed, written in one of the ways it can be."""
    made = mutate.value(json.loads(data), chance)
    indent = chance.choice((None, None, 1))
    said = json.dumps(made, ensure_ascii=chance.random() < 0.7, indent=indent)
    return said.encode("utf-8", "surrogatepass")


# -- XML --------------------------------------------------------------------------------------------------

TEXTS = (
    "",
    " ",
    "5",
    "-1",
    "1e999",
    "good",
    "A1",
    "P1",
    "é👓",
    "]]>",
    "x" * 5_000,
    "2026-13-45",
    "=1+1",
    "\x00",
)

MANY = 1_000
"""Elements beyond which no more are added: what is long to write is no find."""


def elements(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Return XML with one to three elements changed, moved, doubled, taken out or nested."""
    root = ET.fromstring(data)
    for _ in range(chance.choice((1, 1, 2, 3))):
        parent = chance.choice([each for each in root.iter() if len(each)] or [root])
        if not len(parent) or sum(1 for _ in root.iter()) > MANY:
            break
        child = chance.choice(list(parent))
        _wound_element(root, parent, child, chance)
    return ET.tostring(root, encoding=chance.choice(("utf-8", "utf-8", "utf-16", "us-ascii")))


def _wound_element(root: ET.Element, parent: ET.Element, child: ET.Element, chance: random.Random) -> None:
    match chance.randrange(8):
        case 0 | 1:
            child.text = chance.choice(TEXTS)
        case 2:
            parent.remove(child)
        case 3:
            parent.extend([copy.deepcopy(child)] * chance.choice((1, 2, 50)))
        case 4:
            child.tag = chance.choice([each.tag for each in root.iter()] + ["x"])
        case 5 if child.attrib:
            child.set(chance.choice(list(child.attrib)), chance.choice(TEXTS))
        case 6:
            parent.append(copy.deepcopy(chance.choice([each for each in root.iter() if each is not root])))
        case _:
            for _ in range(chance.choice((1, 20, 300))):
                held = ET.Element(child.tag, dict(child.attrib))
                child.append(held)
                child = held


# -- tables -----------------------------------------------------------------------------------------------

CELLS = (
    "", " ", "=1+1", "NaN", "1e999", "-3", "5", "0000-00-00", "31/12/2026", "12/31/26", "2026-11-30T25:00",
    "yes", "x" * 5_000, "[", '["a", 1]', "[" * 2_000, "é👓\u202e", "a\nb", '"', "'=x", "card_0000", "9" * 400,
)  # fmt: skip
CODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252")


def cells(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Return a table with one to three cells, rows or columns changed, written in some way."""
    text = data.decode("utf-8-sig")
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[""]]
    for _ in range(chance.choice((1, 1, 2, 3))):
        rows = _wound_table(rows, chance)
    out = io.StringIO(newline="")
    ending = chance.choice(("\n", "\r\n"))
    csv.writer(
        out, delimiter=chance.choice((delimiter, delimiter, ";", "|")), lineterminator=ending
    ).writerows(rows)
    return out.getvalue().encode(chance.choice(CODINGS), "replace")


def _wound_table(rows: list[list[str]], chance: random.Random) -> list[list[str]]:
    at = chance.randrange(len(rows))
    row = rows[at]
    column = chance.randrange(len(row)) if row else 0
    match chance.randrange(9):
        case 0 | 1 | 2 if row:
            row[column] = chance.choice(CELLS)
        case 3 if row:
            other = chance.choice([each for each in rows if each] or [row])
            row[column] = chance.choice(other)
        case 4 if len(rows) > 1:
            return rows[:at] + rows[at + 1 :]
        case 5:
            return rows[:at] + [row] * chance.choice((2, 3, 50)) + rows[at:]
        case 6:
            return [each[:column] + each[column + 1 :] for each in rows]
        case 7 if row:
            return [[each[column] if column < len(each) else "", *each] for each in rows]
        case _:
            head, *rest = rows
            chance.shuffle(rest)
            return [head, *rest]
    return rows


def workbook(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """Return a workbook with a part of it spoiled, most often as the XML that it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        sheets = [name for name in names if "sheet" in name.lower() and name.endswith(".xml")]
        chosen = chance.choice(sheets if chance.random() < 0.7 else names)
        spoil = elements if chosen.endswith((".xml", ".rels")) and chance.random() < 0.8 else mutate.text
        for name in names:
            part = old.read(name)
            new.writestr(name, spoil(part, chance, [part]) if name == chosen else part)
    return out.getvalue()


# -- histories --------------------------------------------------------------------------------------------


def versions(data: bytes, chance: random.Random, _others: Sequence[bytes]) -> bytes:
    """Return a history with one to three lines changed: what they say, or what is packed in them."""
    lines = data.splitlines()
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(lines))
        match chance.randrange(6):
            case 0 | 1:
                lines[at] = _line(mutate.value(_entry(lines[at]), chance))
            case 2 | 3:
                entry = _entry(lines[at])
                lines[at] = _line({**entry, "data": _packed(entry.get("data"), chance)})
            case 4:
                lines.insert(chance.randrange(len(lines)), lines[at])
            case _:
                chance.shuffle(lines)
    return b"\n".join(lines) + b"\n" * chance.randrange(3)


def _entry(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _line(entry: Any) -> bytes:
    return json.dumps(entry).encode()


def _packed(data: Any, chance: random.Random) -> str:
    """Return what is packed, with something changed in it."""
    try:
        plain = json.loads(zlib.decompress(base64.b64decode(data)))
    except (TypeError, ValueError, zlib.error):
        plain = {"set": {}, "gone": []}
    return base64.b64encode(zlib.compress(json.dumps(mutate.value(plain, chance)).encode())).decode()
