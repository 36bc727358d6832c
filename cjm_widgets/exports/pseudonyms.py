"""Names of people as pseudonyms, the same ones each time, with the way back in a key file only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.locale import default_locale, known, text
from cjm_widgets.model.document import Document
from cjm_widgets.model.pseudonyms import people_of, renamed
from cjm_widgets.model.records import PersonaRecord, Record
from cjm_widgets.model.state import State

_FORMAT = "cjm_widgets key"
_CODE = 4


@dataclass
class _Key:
    """What a key file holds: the secret, pseudonym → name, and persona id → picture."""

    secret: bytes
    names: dict[str, str] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)


def pseudonymize(
    doc: Document, *, key: str | os.PathLike[str], also: Iterable[str] = (), locale: str | None = None
) -> Document:
    """Return a copy of a document in which people have other names, everywhere and always the same ones.

    Names of personas and owners of journeys are replaced in every text, whole, in upper or lower case; the
    pictures of personas are taken out. The document itself is not touched. Only the key file leads back.

    Parameters
    ----------
    doc : Document
        What is to be handed on.
    key : str or path
        The key file; made when it is not there, for its owner alone to read. The same file gives the same
        names again, in other documents too. Keep it apart from what is handed on.
    also : iterable of str
        Other names to replace: first names, names in quotes and comments.
    locale : str, optional
        Language of the pseudonyms; that of the environment when left out.

    Returns
    -------
    Document
        In memory; ``.save(path)`` or :func:`export` writes it.

    Raises
    ------
    BadInput, FileProblem
        Not a document; a file that is no key, or that cannot be read or written.

    Examples
    --------
    >>> import cjm_widgets as cjm, tempfile, pathlib
    >>> doc = cjm.Document()
    >>> julie = doc.add_persona("Julie Martin", quote="Julie Martin waits.")
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "names.key"
    >>> other = cjm.pseudonymize(doc, key=file)
    >>> other.personas[0].quote == f"{other.personas[0].name} waits."
    True
    >>> cjm.reveal(other, key=file).personas[0].name
    'Julie Martin'
    """
    state, path = _state_of(doc), Path(key).expanduser()
    language = known(locale) if locale else default_locale()
    held = _read(path) if path.exists() else _Key(secrets.token_bytes(32))
    extra = [name.strip() for name in also if name.strip()]
    # A pseudonym is no name: what was pseudonymized before stays as it is.
    wanted = [name for name in (*people_of(state), *extra) if name not in held.names]
    names = {name: _pseudonym(held, name, language) for name in dict.fromkeys(wanted)}
    held.names.update({other: name for name, other in names.items()})
    people: dict[str, Record] = {}
    for persona in state.where(PersonaRecord):
        if persona.avatar:
            held.faces[persona.id] = persona.avatar
        people[persona.id] = persona.model_copy(update={"avatar": ""})
    _write(path, held)
    without_faces = state.with_tables({PersonaRecord.table: people, "conflicts": {}})
    return Document(renamed(without_faces, names))


def reveal(doc: Document, *, key: str | os.PathLike[str]) -> Document:
    """Return a copy of a document with the names and pictures that :func:`pseudonymize` took out.

    Parameters
    ----------
    doc : Document
        One that was pseudonymized, edited since or not.
    key : str or path
        The key file it was made with.

    Raises
    ------
    BadInput, FileProblem
        Not a document; no such file, or one that is no key.
    """
    state, held = _state_of(doc), _read(Path(key).expanduser())
    people: dict[str, Record] = {
        persona.id: persona.model_copy(update={"avatar": persona.avatar or held.faces.get(persona.id, "")})
        for persona in state.where(PersonaRecord)
    }
    return Document(renamed(state.with_tables({PersonaRecord.table: people}), held.names))


def _state_of(doc: object) -> State:
    if not isinstance(doc, Document):
        raise BadInput(
            f"This needs a document, not a {type(doc).__name__}.",
            where="doc",
            hint="For instance: cjm.pseudonymize(cjm.load('maps.cjm.json'), key='names.key')",
        )
    return doc.state


def _pseudonym(held: _Key, name: str, locale: str) -> str:
    """Return the pseudonym of a name: the same for the same secret, and longer where two would meet."""
    known_as = next((other for other, real in held.names.items() if real.casefold() == name.casefold()), None)
    if known_as is not None:
        return known_as
    digest = hmac.new(held.secret, name.casefold().encode(), hashlib.sha256).digest()
    code = base64.b32encode(digest).decode().rstrip("=")
    for length in range(_CODE, len(code) + 1):
        made = text("export.pseudonym", locale, code=code[:length])
        if held.names.get(made, name) == name:
            return made
    raise AssertionError("two names have one digest")


def _read(path: Path) -> _Key:
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
        texts = [{str(k): str(v) for k, v in data[part].items()} for part in ("names", "faces")]
        return _Key(bytes.fromhex(data["secret"]), *texts)
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        raise BadInput("This key file is damaged.", where="key", value=str(path)) from error


def _write(path: Path, held: _Key) -> None:
    from cjm_widgets.storage.atomic import write_atomic

    data = {"format": _FORMAT, "secret": held.secret.hex(), "names": held.names, "faces": held.faces}
    try:
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        write_atomic(path, json.dumps(data, ensure_ascii=False, indent=1).encode())
    except OSError as error:
        raise FileProblem(
            f"The key file cannot be written: {error.strerror or error}.", where=str(path)
        ) from error
