"""What a file holds before anything is applied: valid, invalid, duplicate, unassigned; reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput, needed_for
from cjm_widgets.interchange.draft import Draft, Finding, Found, label
from cjm_widgets.interchange.merge import Merged, merge
from cjm_widgets.locale import default_locale, known, text
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import JourneyRecord, Record
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("status", "kind", "name", "place", "reason")
STATUSES = ("valid", "invalid", "duplicate", "unassigned")
SHOWN = 20


class Preview:
    """What :func:`cjm_widgets.read` found in a file; :meth:`apply` adds it to a document.

    Parameters
    ----------
    path : str
        The file, as it was called.
    format : str
        ``"mermaid"``, ``"json"``, ``"csv"``, ``"xlsx"``, ``"grid"``, ``"cjml"``, ``"metrics"`` or
        ``"feedback"``.
    draft : Draft
        What the reader found.
    update : bool
        Whether records that the document knows by their id get what the file says.
    frame : DataFrame, optional
        The rows of a file of data.
    hint : str, optional
        How such data are bound.

    Attributes
    ----------
    state : State
        The valid records.
    invalid, duplicates, unassigned : list of Finding
        What did not become a record, with place and reason.
    notes : list of str
        What is to be known of the file as a whole.
    frame : DataFrame or None
        The rows of metrics or feedback, to be bound to a journey; None for files of journeys.
    """

    def __init__(
        self,
        path: str,
        format: str,  # noqa: A002 - the word people use
        draft: Draft,
        *,
        update: bool = False,
        frame: pd.DataFrame | None = None,
        hint: Words | None = None,
    ) -> None:
        self.path = path
        self.format = format
        self.state: State = draft.state()
        self.invalid: Found = draft.invalid
        self.duplicates: Found = draft.duplicates
        self.unassigned: Found = draft.unassigned
        self.notes: list[Words] = draft.notes
        self.frame = frame
        self._places = draft.places
        self._update = update
        self._hint = hint

    @property
    def valid(self) -> tuple[Record, ...]:
        """The records that can be added, parents before what belongs to them."""
        return tuple(self.state.records())

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each status: valid, invalid, duplicate, unassigned."""
        valid = len(self.valid) if self.frame is None else len(self.frame)
        found = (self.invalid.total, self.duplicates.total, self.unassigned.total)
        return dict(zip(STATUSES, (valid, *found), strict=True))

    # -- reading it -----------------------------------------------------------------------------------

    def text(self, locale: str | None = None) -> str:
        """Return the preview as a few lines of text.

        Parameters
        ----------
        locale : str, optional
            ``"en"`` or ``"fr"``; that of the environment when left out.
        """
        return "\n".join(self._lines(known(locale) if locale else default_locale()))

    def _lines(self, locale: str) -> Iterator[str]:
        called = text(f"interchange.format_{self.format}", locale)
        yield text("interchange.head", locale, path=self.path, format=called)
        if self.frame is not None:
            yield "  " + text("interchange.rows", locale, count=len(self.frame))
        else:
            parts = [
                text(f"interchange.count_{name}", locale, count=len(table))
                for name, table in self.state.tables.items()
                if table
            ]
            yield "  " + text("interchange.valid", locale, what=", ".join(parts) or "0")
        for journey in self.state.where(JourneyRecord):
            yield "  " + text("interchange.journey", locale, title=journey.title)
        for status, found in zip(STATUSES[1:], (self.invalid, self.duplicates, self.unassigned), strict=True):
            if not found.total:
                continue
            yield "  " + text(f"interchange.found_{status}", locale, count=found.total)
            yield from ("    " + _said(each, locale) for each in found[:SHOWN])
            if found.total > SHOWN:
                yield "    " + text("interchange.more", locale, count=found.total - min(SHOWN, len(found)))
        yield from ("  " + words.say(locale) for words in self.notes)
        if self._hint is not None:
            yield "  " + self._hint.say(locale)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a record or finding: status, kind, name, place, reason (in English)."""
        with needed_for("A table"):
            import pandas as pd

        rows: list[tuple[str, str, str, str, str]] = [
            ("valid", record.prefix, label(record), str(self._places.get(record.id, "")), "")
            for record in self.valid
        ]
        for status, found in zip(STATUSES[1:], (self.invalid, self.duplicates, self.unassigned), strict=True):
            rows += [(status, "", each.value, str(each.place), str(each.reason)) for each in found]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Return the preview as plain JSON values, for pipelines."""
        findings = zip(STATUSES[1:], (self.invalid, self.duplicates, self.unassigned), strict=True)
        return {
            "path": self.path,
            "format": self.format,
            "counts": self.counts,
            "records": {name: len(table) for name, table in self.state.tables.items() if table},
            "journeys": [journey.title for journey in self.state.where(JourneyRecord)],
            **{
                status: [{"place": str(x.place), "reason": str(x.reason), "value": x.value} for x in found]
                for status, found in findings
            },
            "notes": [str(words) for words in self.notes],
        }

    def __repr__(self) -> str:
        return self.text()

    # -- using it -------------------------------------------------------------------------------------

    def compare(self, doc: Document) -> Merged:
        """Return what :meth:`apply` would add and change in a document, without doing it.

        Parameters
        ----------
        doc : Document
            The document.
        """
        return merge(_document(doc).state, self.state, update=self._update)

    def apply(self, doc: Document) -> tuple[Journey, ...]:
        """Add what is valid to a document, as one step of undo; a second time changes nothing.

        What the document held is kept as a version before it (see ``doc.versions``).

        Records of our own files are known by their id and get what the file says; private fields of personas
        that a file does not hold stay as they are. Nothing is removed.

        Parameters
        ----------
        doc : Document
            Where it goes.

        Returns
        -------
        tuple of Journey
            The journeys of the file, as they are in the document now.

        Raises
        ------
        BadInput
            The file holds data to be bound, not journeys; or `doc` is no document.
        OperationRefused
            The document may not be changed; nothing was.
        """
        if self.frame is not None:
            raise BadInput(
                Words("interchange.data_not_journey"), code="data_to_bind", where=self.path, hint=self._hint
            )
        with _document(doc).hold():
            merged = self.compare(doc)
            if merged.ops:
                doc.keep_version("before_import")
                doc.commit(merged.ops, label="import_file", origin="file")
            found = [merged.ids[journey.id] for journey in self.state.where(JourneyRecord)]
        return tuple(Journey(doc, journey_id) for journey_id in found)


def _document(doc: object) -> Document:
    if isinstance(doc, Document):
        return doc
    raise BadInput(
        "A file is added to a document.", where="doc", value=doc, hint="preview.apply(journey.document)"
    )


def _said(finding: Finding, locale: str) -> str:
    line = f"{finding.place.say(locale)} – {finding.reason.say(locale)}"
    return f"{line} [{finding.value}]" if finding.value else line
