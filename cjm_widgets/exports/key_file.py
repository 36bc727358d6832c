"""The key file of pseudonyms: read, written for its owner alone, refused where it is none; makes no name."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput, FileProblem

_FORMAT = "cjm_widgets key"
_PARTS = ("names", "faces", "ids")


@dataclass
class Key:
    """What a key file holds.

    Attributes
    ----------
    secret : bytes
        What pseudonyms and ids are made with.
    names : dict of str to str
        Pseudonym → name as it was spelt, each spelling apart; of one name the first met comes first.
    faces : dict of str to str
        Id of a persona, her own → picture.
    ids : dict of str to str
        Id in what is handed on → id in the document.
    """

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    names: dict[str, str] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


def read_key(path: Path) -> Key:
    """Return what a key file holds.

    Raises
    ------
    BadInput, FileProblem
        It is no key, or damaged; it cannot be read.
    """
    try:
        data: Any = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise FileProblem(
            f"The key file cannot be read: {error.strerror or error}.", where=str(path)
        ) from error
    except ValueError:
        data = None
    if not isinstance(data, Mapping) or data.get("format") != _FORMAT:
        raise BadInput("This file is no key of pseudonyms.", where="key", value=str(path))
    try:
        held = {"ids": {}, **data}  # the first key files had none
        texts = [{str(k): str(v) for k, v in held[part].items()} for part in _PARTS]
        return Key(bytes.fromhex(held["secret"]), *texts)
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise BadInput("This key file is damaged.", where="key", value=str(path)) from error


def write_key(path: Path, held: Key) -> None:
    """Write a key file whole or not at all; a new one can be read by its owner alone.

    Raises
    ------
    FileProblem
        It cannot be written.
    """
    from cjm_widgets.storage.atomic import write_atomic

    parts = {part: getattr(held, part) for part in _PARTS}
    data = {"format": _FORMAT, "secret": held.secret.hex(), **parts}
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        write_atomic(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise FileProblem(
            f"The key file cannot be written: {error.strerror or error}.", where=str(path)
        ) from error
