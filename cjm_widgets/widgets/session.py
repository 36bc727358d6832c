"""One board's side of the conversation with its pages: messages in, messages out; knows no anywidget."""

from __future__ import annotations

import contextlib
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import CjmError, OperationRefused, shorten
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Op, Put
from cjm_widgets.model.signals import Change, Notice, Phase, SaveStatus, Unsubscribe
from cjm_widgets.model.wire import decode_ops, encode_op, encode_record
from cjm_widgets.model.words import Words, say
from cjm_widgets.widgets import labels, requests, shares, sharing
from cjm_widgets.widgets.aside import aside
from cjm_widgets.widgets.scope import Scope

Message = dict[str, Any]
REMEMBERED = 2000
MAX_LABEL = 60
MAX_ID = 80
_NEAR = re.compile(r'Did you mean "(.*)"\?', re.DOTALL)  # what errors.did_you_mean says


class Session:
    """Speaks the protocol of a board: snapshot, change, refusal, metrics, labels, status, notice.

    Parameters
    ----------
    document : Document
        Where edits go; the only writer of confirmed state.
    scope : Scope
        Which records this board shows.
    send : callable
        Takes a message to every page that shows the board.
    strings : callable
        Returns the texts of the interface in the board's language.
    """

    def __init__(
        self,
        document: Document,
        scope: Scope,
        send: Callable[[Message], None],
        strings: Callable[[], tuple[str, dict[str, str]]],
    ) -> None:
        self.document = document
        self.scope = scope
        self._send = send
        self._strings = strings
        self._answered: OrderedDict[str, Message] = OrderedDict()
        self._metrics_off: Unsubscribe | None = None
        self._status_rev = document.revision
        self._off = [
            document.observe(self._tell_change, Phase.WIDGETS),
            document.on_status(self._tell_status),
            document.on_notice(self._tell_notice),
            document.on_bound(self._follow_binding),
        ]
        self._follow_binding(scope.journey_id)

    def close(self) -> None:
        """Hear nothing more."""
        for off in self._off:
            off()
        if self._metrics_off:
            self._metrics_off()
        self._off, self._metrics_off = [], None

    # -- in -------------------------------------------------------------------------------------------

    def receive(self, content: Any) -> None:
        """Act on one message of a page; what is not of the protocol is answered with a refusal."""
        kind = content.get("type") if isinstance(content, Mapping) else None
        client = content.get("client") if isinstance(content, Mapping) else None
        try:
            if not _is_id(client):
                raise _not_protocol("A message needs the id of the page that sends it.", client)
            if kind == "hello":
                self.send_snapshot(client)
            elif kind == "templates":
                offered = requests.offered_templates(self._strings()[0])
                self._send({"type": "templates", "to": client, "templates": offered})
            elif kind == "labels" and self.scope.labels:
                self._send(labels.answer(shares.binding_of(self.document, self.scope), content, client))
            elif kind == "preview":
                self._preview(content, client)
            elif kind == "recipe":
                self._tell_recipe(content, client)
            elif kind == "export":
                self._export(content, client)
            elif kind in ("edit", "undo", "redo", "command"):
                self._once(content, client)
            else:
                raise _not_protocol("This message is not of the protocol.", kind)
        except CjmError as error:
            self._refuse(error, client, content.get("id") if isinstance(content, Mapping) else None)

    def _export(self, content: Mapping[str, Any], client: str) -> None:
        """Write a file, and tell the page that asked where it is."""
        if not _is_id(content.get("id")):
            raise _not_protocol("A request needs an id.", content.get("id"))
        work = sharing.ready(self.document, self.scope, self._strings()[0], content, client)
        aside(work, self._send, lambda error: self._refuse(error, client, content.get("id")))

    def _once(self, content: Mapping[str, Any], client: str) -> None:
        """Carry out a request, unless a batch of this id was answered before: then say the answer again."""
        batch_id = content.get("id")
        if not _is_id(batch_id):
            raise _not_protocol("A request needs an id.", batch_id)
        if batch_id in self._answered:
            self._send(self._answered[batch_id])
            return
        self._remember(batch_id, {"type": "ack", "to": client, "id": batch_id})
        try:
            self._carry_out(content, client, batch_id)
        except CjmError:
            raise
        except Exception as error:  # a fault of ours is no reason to tell the page that it was carried out
            told = OperationRefused(f"{type(error).__name__}: {error}", code="fault")
            self._refuse(told, client, batch_id)
            raise

    def _carry_out(self, content: Mapping[str, Any], client: str, batch_id: str) -> None:
        if content["type"] == "edit":
            ops = decode_ops(content.get("ops"))
            label = content.get("label")
            if not isinstance(label, str) or not label.isidentifier() or len(label) > MAX_LABEL:
                raise _not_protocol("A gesture needs a label.", label)
            for op in ops:
                self._check_scope(op)
            ops = self.scope.completed(self.document.state, ops)
            self.document.commit(ops, label=label, origin=client, batch_id=batch_id)
        elif content["type"] == "command":
            self._command(content, client, batch_id)
        else:
            step = self.document.undo if content["type"] == "undo" else self.document.redo
            if step(origin=client, batch_id=batch_id) is None:
                raise OperationRefused(f"There is nothing to {content['type']}.", code="nothing")

    def _command(self, content: Mapping[str, Any], client: str, batch_id: str) -> None:
        """Carry out what a page asks for by name, as one step; what changes nothing is only acknowledged."""
        name = content.get("name")
        ops = requests.command_ops(
            self.document.state, self.scope.journey_id, self._strings()[0], name, content.get("args")
        )
        if ops:
            self.document.commit(ops, label=str(name), origin=client, batch_id=batch_id)
        else:
            self._send(self._answered[batch_id])

    def _check_scope(self, op: Op) -> None:
        if isinstance(op, Put) and not self.scope.holds(op.record):
            raise OperationRefused(
                f"This board does not show that {op.record.prefix}.",
                code="missing_reference",
                table=op.table,
                record_id=op.record.id,
            )

    def _remember(self, batch_id: str, answer: Message) -> None:
        self._answered[batch_id] = answer
        while len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)

    # -- out ------------------------------------------------------------------------------------------

    def send_snapshot(self, client: str | None = None) -> None:
        """Send everything the board shows, to one page or to all."""
        with self.document.hold():  # a file that is merged in meanwhile would be missing from it for good
            self._send_snapshot(client)

    def _send_snapshot(self, client: str | None) -> None:
        state = self.document.state
        locale, strings = self._strings()
        self._send(
            {
                "type": "snapshot",
                "to": client,
                "rev": self.document.revision,
                "tables": {
                    name: {rid: encode_record(r) for rid, r in table.items() if self.scope.holds(r)}
                    for name, table in state.tables.items()
                },
                "metrics": self._cells(),
                "history": self._history(),
                "save": self._status(self.document.save_status),
                "strings": strings,
                "locale": locale,
                "read_only": self.document.read_only is not None,
                "acked": [
                    key
                    for key, answer in self._answered.items()
                    if (answer["type"], answer["to"]) == ("ack", client)
                ],
            }
        )

    def _tell_change(self, change: Change) -> None:
        self._send(
            {
                "type": "change",
                "rev": change.revision,
                "ops": [encode_op(op) for op in change.ops if self.scope.touches(op, change)],
                "ack": change.batch_id,
                "client": change.origin,
                "label": change.label,
                "history": self._history(),
            }
        )
        if self.scope.labels:
            if any(self.scope.touches(op, change) for op in change.ops):
                self._send(labels.CHANGED)
            return
        gone = shares.changed(change, self.scope) if self._metrics_off else None
        if gone is not None:
            part = shares.part(self.document, self.scope, self._strings()[0], gone=gone)
            self._send({"type": "metrics", "metrics": part})

    def _tell_status(self, status: SaveStatus) -> None:
        """Say what is known of the file, and of which revision; a page that is ahead waits for more."""
        self._status_rev = self.document.revision
        self._send({"type": "status", "save": self._status(status)})

    def _tell_notice(self, notice: Notice) -> None:
        message, detail = self._say(notice.message), self._say(notice.detail)
        self._send({"type": "notice", "level": notice.level, "message": message, "detail": detail})

    def _status(self, status: SaveStatus) -> Message:
        return {
            "state": status.state,
            "path": status.path,
            "at": status.at,
            "message": self._say(status.message),
            "rev": self._status_rev,
        }

    def _say(self, words: str | None) -> str | None:
        """Return `words` in the language of the board."""
        return say(words, self._strings()[0]) if isinstance(words, Words) else words

    def _refuse(self, error: CjmError, client: Any, batch_id: Any) -> None:
        refusal: Message = {
            "type": "refusal",
            "to": client if _is_id(client) else None,
            "id": batch_id if _is_id(batch_id) else None,
            "code": error.code,
            **_in_words(error, self._strings()[0]),
            "where": error.where,
            "expected": error.expected,
            "value": None if error.value is None else shorten(error.value),
        }
        refusal = {name: _sendable(said) for name, said in refusal.items()}
        if _is_id(batch_id) and batch_id in self._answered:
            self._remember(batch_id, refusal)
        self._send(refusal)

    def _history(self) -> dict[str, str | None]:
        return {"undo": self.document.history.undo_label, "redo": self.document.history.redo_label}

    # -- numbers --------------------------------------------------------------------------------------

    def _follow_binding(self, journey_id: str | None) -> None:
        """Listen to the binding of the journey this board shows, and send all its numbers."""
        if not self.scope.persona_id and (journey_id is None or journey_id != self.scope.journey_id):
            return
        if self._metrics_off:
            self._metrics_off()
            self._metrics_off = None
        binding = shares.binding_of(self.document, self.scope)
        if binding is not None:
            self._metrics_off = binding.on_change(self._tell_metrics)
            self._send(labels.CHANGED if self.scope.labels else {"type": "metrics", "metrics": self._cells()})

    def _tell_metrics(self, touched: Any) -> None:
        """Send the cells that changed: each as its value, or null where there is none any more."""
        if self.scope.labels:
            self._send(labels.CHANGED)
            return
        part = shares.part(self.document, self.scope, self._strings()[0])
        if not self.scope.persona_id:
            cells = self._of_stages()
            for metric, stage_id in touched:
                part.setdefault(metric, {})[stage_id] = cells.get(metric, {}).get(stage_id)
        if part:
            self._send({"type": "metrics", "metrics": part})

    def _preview(self, content: Mapping[str, Any], client: str) -> None:
        """Let charts move along with a drag, and say that the next preview may come."""
        ops = () if content.get("ops") == [] else decode_ops(content.get("ops"))
        # What the drag is about may be gone by now: its commit will say so.
        with contextlib.suppress(OperationRefused):
            for op in ops:
                self._check_scope(op)
            self.document.show_drag(ops)
        self._send({"type": "previewed", "to": client})

    def _tell_recipe(self, content: Mapping[str, Any], client: str) -> None:
        """Say how a number of the map was made; nothing where there is none (any more)."""
        metric, stage_id = content.get("metric"), content.get("stage_id")
        if self.scope.persona_id or not _is_text(metric) or not _is_text(stage_id):
            raise _not_protocol("A recipe is that of a metric at a stage.", (metric, stage_id))
        binding = shares.binding_of(self.document, self.scope)
        lines = requests.recipe_of(binding, metric, stage_id, self._strings()[0])
        asked = {"metric": metric, "stage_id": stage_id}
        self._send({"type": "recipe", "to": client, **asked, "lines": list(lines)})

    def _cells(self) -> shares.Cells:
        if self.scope.labels:
            return {}
        found = {} if self.scope.persona_id else self._of_stages()
        return {**found, **shares.cells(self.document, self.scope, self._strings()[0])}

    def _of_stages(self) -> shares.Cells:
        binding = shares.binding_of(self.document, self.scope)
        if binding is None:
            return {}
        locale = self._strings()[0]
        return {
            metric: {stage_id: cell.to_dict(locale) for stage_id, cell in cells.items()}
            for metric, cells in binding.cells().items()
        }


def _is_id(value: Any) -> TypeGuard[str]:
    """Tell whether pages and their batches may be called so: what every wire carries as it is."""
    return isinstance(value, str) and 0 < len(value) <= MAX_ID and value.isascii() and value.isprintable()


def _sendable(value: Any) -> Any:
    """Return the value; text without the halves of characters that no message can carry."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _is_text(value: Any) -> TypeGuard[str]:
    """Tell whether this is text that can be sent back: without halves of characters."""
    return isinstance(value, str) and _sendable(value) == value


def _in_words(error: CjmError, locale: str) -> dict[str, str | None]:
    """Return what is said of a refusal: the sentence with the place, and what can be done, in a language.

    The sentence of the error itself is for Python; people get that of its code.
    """
    parts = [catalogue.maybe(f"errors.{error.code}", locale) or say(error.message, locale)]
    if error.where:
        parts.append(catalogue.text("refusals.place", locale, place=error.where))
    if error.value is not None:
        parts.append(catalogue.text("refusals.value", locale, value=shorten(error.value)))
    return {"message": " ".join(parts), "hint": _hint(error, locale)}


def _hint(error: CjmError, locale: str) -> str | None:
    hint = error.hint or ""
    near = _NEAR.fullmatch(hint)
    if near:
        return catalogue.text("refusals.near", locale, near=near[1])
    if isinstance(hint, Words) or error.code == "read_only":
        return say(hint, locale)
    return catalogue.maybe(f"refusals.hint_{error.code}", locale)


def _not_protocol(message: str, value: object) -> OperationRefused:
    return OperationRefused(message, code="invalid_message", value=value)
