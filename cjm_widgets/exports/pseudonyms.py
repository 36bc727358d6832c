"""Names of people as pseudonyms, the same ones each time, with the way back in a key file only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable
from pathlib import Path

from cjm_widgets.errors import BadInput
from cjm_widgets.exports.key_file import Key, read_key, write_key
from cjm_widgets.locale import default_locale, known, text
from cjm_widgets.model.document import Document
from cjm_widgets.model.ids import keyed_id
from cjm_widgets.model.pseudonyms import people_of, renamed
from cjm_widgets.model.records import PersonaRecord, Record
from cjm_widgets.model.reids import own_id, with_ids
from cjm_widgets.model.spellings import folded
from cjm_widgets.model.state import State

_CODE = 4


def pseudonymize(
    doc: Document, *, key: str | os.PathLike[str], also: Iterable[str] = (), locale: str | None = None
) -> Document:
    """Return a copy of a document in which people have other names, everywhere and always the same ones.

    Names of personas and owners of journeys are replaced in every text, whole, in any case, Unicode form and
    spacing; another spelling of a name has the same pseudonym with a number behind it. The pictures of
    personas are taken out, and all records have other ids, as an id can be made from a name. The document
    itself is not touched. Only the key file leads back, to every spelling and id as it was.

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
    held = read_key(path) if path.exists() else Key()
    # A pseudonym is no name: what was pseudonymized before stays as it is.
    before = {folded(other) for other in held.names}
    extra = [name.strip() for name in also if name.strip()]
    names = [name for name in (*people_of(state), *extra) if folded(name) not in before]
    for name in names:
        _pseudonym(held, name, name, language)
    faceless = _faceless(state, held)
    made = renamed(faceless, names, lambda name, spelt: _pseudonym(held, name, spelt, language))
    ids = _new_ids(made, held)
    held.ids.update({new: old for old, new in ids.items()})
    write_key(path, held)
    return Document(with_ids(made, ids))


def reveal(doc: Document, *, key: str | os.PathLike[str]) -> Document:
    """Return a copy of a document with the names, pictures and ids that :func:`pseudonymize` took out.

    What was not edited since is exactly as it was. A pseudonym that somebody wrote in another case or spacing
    becomes the name in the spelling it stands for.

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
    state, held = _state_of(doc), read_key(Path(key).expanduser())
    named = renamed(state, held.names, lambda other, _: held.names[other])
    there = {record.id: held.ids[record.id] for record in named.records() if record.id in held.ids}
    back = with_ids(named, _looked_for(named, there))
    people: dict[str, Record] = {
        persona.id: persona.model_copy(update={"avatar": persona.avatar or held.faces.get(persona.id, "")})
        for persona in back.where(PersonaRecord)
    }
    return Document(back.with_tables({PersonaRecord.table: people}))


def _state_of(doc: object) -> State:
    if not isinstance(doc, Document):
        raise BadInput(
            f"This needs a document, not a {type(doc).__name__}.",
            where="doc",
            hint="For instance: cjm.pseudonymize(cjm.load('maps.cjm.json'), key='names.key')",
        )
    return doc.state


def _faceless(state: State, held: Key) -> State:
    """Return a document without pictures of personas, which the key keeps, and what merges set aside."""
    people: dict[str, Record] = {}
    for persona in state.where(PersonaRecord):
        if persona.avatar:
            held.faces[held.ids.get(persona.id, persona.id)] = persona.avatar
        people[persona.id] = persona.model_copy(update={"avatar": ""})
    return state.with_tables({PersonaRecord.table: people, "conflicts": {}})


def _new_ids(state: State, held: Key) -> dict[str, str]:
    """Return the id of each record → the one it is handed on with; those that were handed on before stay."""
    ids = {
        record.id: keyed_id(record.prefix, held.secret, "id", record.id)
        for record in state.records()
        if record.id not in held.ids and own_id(record, {}) is None
    }
    return _looked_for(state, ids)


def _looked_for(state: State, ids: dict[str, str]) -> dict[str, str]:
    """Return `ids` with those of the records that are looked for by what they say, where not known."""
    ruled = ((record.id, own_id(record, ids)) for record in state.records() if record.id not in ids)
    return {**ids, **{old: new for old, new in ruled if new is not None and new != old}}


def _pseudonym(held: Key, name: str, spelt: str, locale: str) -> str:
    """Return the pseudonym of a spelling of a name: the same for the same key.

    The first spelling met has the pseudonym itself, the others a number behind it.
    """
    alike = {other: real for other, real in held.names.items() if folded(real) == folded(name)}
    for other, real in alike.items():
        if real == spelt:
            return other
    first = next(iter(alike), None)
    # Not apart by a sign: "Julie Martin-2" is the name and a sign, and must lead back to that.
    made = f"{first}x{len(alike) + 1}" if first else _free(held, name, locale)
    held.names[made] = spelt
    return made


def _free(held: Key, name: str, locale: str) -> str:
    """Return a new pseudonym, longer where two would meet."""
    digest = hmac.new(held.secret, folded(name).encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    code = base64.b32encode(digest).decode().rstrip("=")
    for length in range(_CODE, len(code) + 1):
        made = text("export.pseudonym", locale, code=code[:length])
        if made not in held.names:
            return made
    raise AssertionError("two names have one digest")
