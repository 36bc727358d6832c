"""One board's side of the conversation with its pages: messages in, messages out; knows no anywidget."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from cjm_widgets.errors import CjmError, OperationRefused, shorten
from cjm_widgets.model.document import Document
from cjm_widgets.model.history import Overtaken
from cjm_widgets.model.ops import Op, Put
from cjm_widgets.model.signals import Change, Notice, Phase, SaveStatus, Unsubscribe
from cjm_widgets.model.wire import decode_ops, encode_op, encode_record
from cjm_widgets.model.words import Words, say
from cjm_widgets.widgets import authors, disputes, labels, requests, shares, sharing, versions
from cjm_widgets.widgets.aside import aside
from cjm_widgets.widgets.presence import room_of
from cjm_widgets.widgets.refusals import in_words, is_id, is_text, not_protocol, sendable
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.turns import IN_TURN, Turns

Message = dict[str, Any]
Ready = Callable[[Document, Scope, str, Mapping[str, Any], str], Callable[[], Message]]
BESIDE: dict[str, Ready] = {
    "export": sharing.ready,
    **dict.fromkeys(versions.ASKS, versions.ready),
    **dict.fromkeys(disputes.ASKS, disputes.ready),
}
REMEMBERED = 2000
MAX_LABEL = 60


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
        self._turns = Turns()
        self._answered: OrderedDict[str, Message] = OrderedDict()
        self._metrics_off: Unsubscribe | None = None
        self._room = room_of(document)
        self._clients: set[str] = set()
        self._alone = True
        self._status_rev = document.revision
        self._off = [
            self._room.on_change(self._tell_people),
            document.observe(self._tell_change, Phase.WIDGETS),
            document.on_status(self._tell_status),
            document.on_notice(self._tell_notice),
            document.on_bound(self._follow_binding),
            document.on_version(self._tell_version),
        ]
        self._follow_binding(scope.journey_id)

    def close(self) -> None:
        """Hear nothing more; whoever stood here stands here no longer."""
        for off in self._off:
            off()
        for client in self._clients:
            self._room.leave(client)
        if self._metrics_off:
            self._metrics_off()
        self._off, self._metrics_off = [], None

    # -- in -------------------------------------------------------------------------------------------

    def receive(self, content: Any) -> None:
        """Act on one message of a page; what is not of the protocol is answered with a refusal.

        A request that overtook the one before it waits for that one.
        """
        if not isinstance(content, Mapping) or content.get("type") not in IN_TURN:
            self._act(content)
            return
        with self.document.hold():
            following: Mapping[str, Any] | None = content
            while following is not None and not self._turns.is_early(following, self._answered):
                self._act(following)
                following = self._turns.next(following)

    def _act(self, content: Any) -> None:
        kind = content.get("type") if isinstance(content, Mapping) else None
        client = content.get("client") if isinstance(content, Mapping) else None
        try:
            if not is_id(client):
                raise not_protocol("A message needs the id of the page that sends it.", client)
            if kind == "hello":
                self._turns.forget(client)
                self._meet(content, client)
                self.send_snapshot(client)
                self._tell_people()
            elif kind == "presence":
                self._meet(content, client)
            elif kind == "templates":
                offered = requests.offered_templates(self._strings()[0])
                self._send({"type": "templates", "to": client, "templates": offered})
            elif kind == "labels" and self.scope.labels:
                self._send(labels.answer(shares.binding_of(self.document, self.scope), content, client))
            elif kind == "preview":
                self._preview(content, client)
            elif kind == "recipe":
                self._tell_recipe(content, client)
            elif isinstance(kind, str) and kind in BESIDE:
                self._beside(BESIDE[kind], content, client)
            elif kind in IN_TURN:
                self._once(content, client)
            else:
                raise not_protocol("This message is not of the protocol.", kind)
        except CjmError as error:
            self._refuse(error, client, content.get("id") if isinstance(content, Mapping) else None)

    def _meet(self, content: Mapping[str, Any], client: str) -> None:
        """Take in who is before a page, and where; a page that does not say who it is is nobody's."""
        if self._room.is_late(client, content.get("n")):
            return
        if content.get("gone") is True:
            self._clients.discard(client)
            self._room.leave(client)
        elif "page" in content:
            self._clients.add(client)
            self._room.hear(client, content)

    def _beside(self, ready: Ready, content: Mapping[str, Any], client: str) -> None:
        """Do what takes long beside the event loop (a file, the history), and tell the page that asked."""
        if not is_id(content.get("id")):
            raise not_protocol("A request needs an id.", content.get("id"))
        work = ready(self.document, self.scope, self._strings()[0], content, client)
        aside(work, self._send, lambda error: self._refuse(error, client, content.get("id")))

    def _once(self, content: Mapping[str, Any], client: str) -> None:
        """Carry out a request, unless a batch of this id was answered before: then say the answer again."""
        batch_id = content.get("id")
        if not is_id(batch_id):
            raise not_protocol("A request needs an id.", batch_id)
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
                raise not_protocol("A gesture needs a label.", label)
            for op in ops:
                self._check_scope(op)
            ops = self.scope.completed(self.document.state, ops)
            by = self._room.page_of(client)
            self.document.commit(ops, label=label, origin=client, by=by, batch_id=batch_id)
        elif content["type"] == "command":
            self._command(content, client, batch_id)
        else:
            step = self.document.undo if content["type"] == "undo" else self.document.redo
            if step(origin=client, owners=self._room.owners(client), batch_id=batch_id) is None:
                raise OperationRefused(f"There is nothing to {content['type']}.", code="nothing")

    def _command(self, content: Mapping[str, Any], client: str, batch_id: str) -> None:
        """Carry out what a page asks for by name, as one step; what changes nothing is only acknowledged."""
        name = content.get("name")
        ops = requests.command_ops(
            self.document, self.scope.journey_id, self._strings()[0], name, content.get("args")
        )
        if ops:
            by, origin = self._room.page_of(client), requests.ORIGINS.get(str(name), client)
            self.document.commit(ops, label=str(name), origin=origin, by=by, batch_id=batch_id)
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
                **authors.histories(self.document),
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
                **authors.histories(self.document),
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

    def _tell_version(self, _version: object) -> None:
        if self.scope.journey_id and not self.scope.labels:
            self._send(versions.CHANGED)

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
            "to": client if is_id(client) else None,
            "id": batch_id if is_id(batch_id) else None,
            "code": error.code,
            **self._words(error),
            "where": error.where,
            "expected": error.expected,
            "value": None if error.value is None else shorten(error.value),
        }
        refusal = {name: sendable(said) for name, said in refusal.items()}
        if is_id(batch_id) and batch_id in self._answered:
            self._remember(batch_id, refusal)
        self._send(refusal)
        if isinstance(error, Overtaken):  # the step is passed over: the buttons tell of the one before
            self._send(authors.people(self.document))

    def _words(self, error: CjmError) -> dict[str, str | None]:
        locale = self._strings()[0]
        if isinstance(error, Overtaken):
            return authors.why_not(self.document, error, locale)
        return in_words(error, locale)

    def _tell_people(self, _people: object = None) -> None:
        """Say who is there, which those who were quiet answer; nothing while there is but one page."""
        message = authors.people(self.document)
        was_alone, self._alone = self._alone, len(message["people"]) < 2
        if not (was_alone and self._alone) or self._room.any_quiet():
            self._send(message)

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
        if self.scope.persona_id or not is_text(metric) or not is_text(stage_id):
            raise not_protocol("A recipe is that of a metric at a stage.", (metric, stage_id))
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
