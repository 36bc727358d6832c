"""The versions and conflicts of a document: the part of it that keeps, previews, restores and chooses."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, Self

from cjm_widgets.errors import BadInput, FileProblem, NotFound, did_you_mean
from cjm_widgets.model.between import diff
from cjm_widgets.model.fields import is_broken
from cjm_widgets.model.ops import Op, Patch, remove
from cjm_widgets.model.records import Conflict
from cjm_widgets.model.signals import Change, Notice, SaveStatus, Signal, Unsubscribe
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import Version, VersionKeeper, VersionKind
from cjm_widgets.model.words import Words

LONGEST_LABEL = 200


class Versioned:
    """What a document knows of its versions; it has a state and commits batches."""

    def __init__(self) -> None:
        super().__init__()
        self._keeper = VersionKeeper()
        self._kept: Signal[Version] = Signal()

    if TYPE_CHECKING:
        read_only: str | None

        @classmethod
        def of_state(cls, state: State) -> Self:
            """Return a document that begins with `state`."""

        @property
        def state(self) -> State:
            """The frozen content."""

        def commit(self, ops: Sequence[Op], *, label: str, origin: str = "python") -> Change:
            """Apply a batch."""

        def hold(self) -> AbstractContextManager[object]:
            """Keep other threads out."""

        def report(self, notice: Notice) -> None:
            """Tell people."""

        @property
        def save_status(self) -> SaveStatus:
            """What is known of the file."""

        def set_save_status(self, status: SaveStatus) -> None:
            """Say what became of the file."""

        def _check_writable(self) -> None: ...

        def _report_error(self, error: BaseException) -> None: ...

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions that were kept, the oldest first; read anew each time.

        A document in a file keeps them beside it, in ``<name>.cjm-history``; one in memory, in memory.
        """
        return self._keeper.versions()

    def on_version(self, fn: Callable[[Version], object]) -> Unsubscribe:
        """Call `fn` with each version that is kept because someone asked, or restored or imported.

        Those of every ten minutes are not told of. Returns the way out.
        """
        return self._kept.connect(fn)

    def version_distances(self) -> dict[str, int | None]:
        """Return for each version, by its id, how many records differ from now; None: it is unreadable."""
        return self._keeper.distances(self.state)

    def adopt_history(self, keeper: VersionKeeper) -> None:
        """Make `keeper` what keeps the versions from now on; called by the storage."""
        self._keeper = keeper

    def version(self, wanted: str | Version) -> Version:
        """Return the `wanted` version by its label or id; of several with one label, the newest.

        Raises
        ------
        NotFound
            With the nearest label.
        """
        known = self.versions
        asked = wanted.id if isinstance(wanted, Version) else wanted
        for version in reversed(known):
            if asked == version.id or (asked and asked == version.label):
                return version
        labels = [version.label for version in known if version.label]
        raise NotFound(
            "The history of this document has no such version.",
            where="version",
            value=asked,
            expected="a version of doc.versions, its label or its id",
            hint=did_you_mean(str(asked), labels),
        )

    def save_version(self, label: str) -> Version:
        """Keep the document as it is now, under a name; it is never thinned out.

        Parameters
        ----------
        label : str
            What it is called: 1 to 200 characters, for instance ``"before the workshop"``.

        Raises
        ------
        BadInput
            No text, or a longer one.
        OperationRefused
            Code ``read_only``: the document may not be changed, nor its history.
        FileProblem
            It could not be written; the document and its history are as they were.
        """
        text: object = label
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_LABEL or is_broken(text):
            raise BadInput(
                "This cannot name a version.", where="label", value=label,
                expected=f"a text of 1 to {LONGEST_LABEL} characters",
            )  # fmt: skip
        self._check_writable()
        try:
            return self._tell(self._keeper.name(self.state, label.strip()))
        except FileProblem as error:
            if error.hint is None:
                error.hint = Words("versions.document_safe" if self._is_saved() else "storage.kept_in_memory")
            raise

    def _is_saved(self) -> bool:
        """Tell whether the file is known to hold all edits."""
        return self.save_status.state in ("saved", "conflict")

    def keep_version(self, kind: VersionKind) -> Version | None:
        """Keep the document as it is now, by itself: None where the last version holds the same, or nothing.

        It is never in the way: what goes wrong is told as a warning. `kind` is why it is kept; for the
        package's own parts, such as an import: ``document.keep_version("before_import")``.
        """
        if self.read_only or self.state.is_empty():
            return None
        try:
            kept = self._keeper.keep(self.state, kind)
        except FileProblem as error:
            self.report(history_failed(error, saved=self._is_saved()))
            return None
        return None if kept is None else self._tell(kept)

    def _tell(self, kept: Version) -> Version:
        self._kept.emit(kept, self._report_error)
        return kept

    def preview(self, version: str | Version) -> Self:
        """Return a version as a document to look at: it cannot be changed and has no file.

        Parameters
        ----------
        version : Version or str
            One of :attr:`versions`, its label or its id.

        Raises
        ------
        NotFound
            No such version.
        FileProblem
            The history is spoilt at this place.

        Examples
        --------
        >>> from cjm_widgets import Document
        >>> doc = Document()
        >>> journey = doc.add_journey("Returns")
        >>> kept = doc.save_version("empty map")
        >>> stage = journey.add_stage("Send back")
        >>> doc.preview("empty map").journeys[0].stages
        ()
        """
        found = self.version(version)
        shown = self.of_state(found.state)
        label = found.label or Words(f"versions.{found.kind}")
        reason = Words("versions.preview", label=label, time=f"{found.time:%Y-%m-%d %H:%M}")
        shown.read_only = reason
        shown.set_save_status(SaveStatus("read_only", None, found.time.isoformat(), reason))
        return shown

    def restore(self, version: str | Version) -> Change | None:
        """Make the document what it was in a version, as one step that can be undone.

        What it holds now is kept as a version before it.

        Parameters
        ----------
        version : Version or str
            One of :attr:`versions`, its label or its id.

        Returns
        -------
        Change or None
            None where the document holds the same already.

        Raises
        ------
        NotFound, FileProblem
            As :meth:`preview`; nothing was changed.
        OperationRefused
            Code ``read_only``.
        """
        with self.hold():
            ops = self.prepare_restore(version)
            return self.commit(ops, label="restore_version", origin="version") if ops else None

    def prepare_restore(self, version: str | Version) -> tuple[Op, ...]:
        """Keep what the document holds now as a version, and return the batch that makes it the `version`.

        It is empty, and nothing is kept, where the document holds the same already; raises as
        :meth:`restore`.
        """
        wanted = self.version(version).state
        with self.hold():
            self._check_writable()
            if wanted == self.state:
                return ()
            self.keep_version("before_restore")
            return diff(self.state, wanted)

    def resolve(self, conflict: Conflict | str, *, keep: Literal["ours", "theirs"]) -> Change:
        """Choose between the two values of a field that two people changed, as one step.

        Parameters
        ----------
        conflict : Conflict or str
            One of ``doc.conflicts``, or its id.
        keep : str
            ``"ours"``: the value the record holds; ``"theirs"``: the other one.

        Raises
        ------
        NotFound
            No such conflict any more; or the record is gone and theirs is wanted.
        BadInput
            Neither of the two.
        OperationRefused
            The other value no longer fits: what it refers to is gone.
        """
        with self.hold():
            wanted = conflict.id if isinstance(conflict, Conflict) else conflict
            return self.commit(self.prepare_resolve(wanted, keep), label="resolve_conflict")

    def prepare_resolve(self, conflict: str, keep: str) -> tuple[Op, ...]:
        """Return the batch that chooses between the two values of a field; nothing is changed.

        Parameters
        ----------
        conflict : str
            The id of the conflict.
        keep : str
            ``"ours"`` or ``"theirs"``, as in :meth:`resolve`.

        Raises
        ------
        NotFound, BadInput
            As in :meth:`resolve`.
        """
        if keep not in ("ours", "theirs"):
            raise BadInput(
                "Only one of two values can be kept.", where="keep", value=keep,
                expected='"ours" or "theirs"', hint=did_you_mean(str(keep), ("ours", "theirs")),
            )  # fmt: skip
        found = self.state.get(Conflict, conflict)
        if keep == "ours":
            return (remove(found),)
        return Patch(found.of_table, found.of_id, {found.field: _value(found)}), remove(found)


def _value(conflict: Conflict) -> object:
    try:
        return json.loads(conflict.other)
    except ValueError:
        raise BadInput(
            "The other value of this conflict is not readable.", where=f"conflicts.{conflict.id}.other",
            value=conflict.other, expected="JSON",
        ) from None  # fmt: skip


def history_failed(error: FileProblem, *, saved: bool) -> Notice:
    """Return what is told when a version could not be kept by itself; `saved`: the document itself is."""
    reason = error.message if isinstance(error.message, Words) else Words("storage.fault", error=str(error))
    safe = Words("versions.document_safe") if saved else None
    return Notice("warning", Words("versions.not_kept", reason=reason).then(safe))
