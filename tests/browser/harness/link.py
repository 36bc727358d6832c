"""Joins a real widget in this process to pages: a comm whose other end is a queue; knows no browser."""

from __future__ import annotations

import json
import logging
import threading
from collections import deque
from typing import Any

from comm.base_comm import BaseComm
from ipywidgets import Widget
from jupyter_client.jsonutil import json_default

Packet = dict[str, Any]


def strict(value: Any) -> str:
    """Return the JSON Jupyter would send, refusing NaN and infinities."""
    return json.dumps(value, default=json_default, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


class QueueComm(BaseComm):
    """Hands what the widget sends to a link."""

    link: Link | None = None

    def publish_msg(self, msg_type: str, data: Any = None, buffers: Any = None, **_: Any) -> None:
        """Pass a message on; opening says nothing new."""
        if self.link and msg_type in ("comm_msg", "comm_close"):
            self.link.outgoing({"method": "close"} if msg_type == "comm_close" else data, buffers or [])


class _Faults(logging.Handler):
    """Keeps what ipywidgets would only log: exceptions of message handlers."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(self.format(record))


class Link:
    """The wire between one widget and every page that shows it.

    Attributes
    ----------
    id : str
        The model id, which outlives the widget.
    up, down : list of dict
        Custom messages and trait updates, from pages and to pages, in order.
    up_bytes, down_bytes : list of int
        Size of each as UTF-8 JSON.
    busy : bool
        While true, messages of pages wait, as they do while a cell runs.
    """

    def __init__(self, widget: Widget) -> None:
        self.widget = widget
        self.busy = False
        self.gone = False
        self.up: list[Packet] = []
        self.down: list[Packet] = []
        self.up_bytes: list[int] = []
        self.down_bytes: list[int] = []
        self.waiting: deque[Packet] = deque()
        self.queues: dict[str, deque[str]] = {}
        self.faults = _Faults()
        self._lock = threading.Lock()
        self._pumping = False
        self.id = str(widget.comm.comm_id)
        self._comm = QueueComm(comm_id=self.id, primary=False)
        self._comm.link = self
        widget.comm = self._comm
        widget.log.addHandler(self.faults)

    def detach(self) -> None:
        """Hear nothing more of this widget."""
        self.widget.log.removeHandler(self.faults)
        self._comm.link = None

    def state(self) -> str:
        """Return all synced traits but the bundle, as JSON."""
        state = self.widget.get_state()
        return strict({key: value for key, value in state.items() if key not in ("_esm", "_css", "layout")})

    def outgoing(self, data: Packet, buffers: list[Any]) -> None:
        """Queue a message of the kernel for every page."""
        if buffers:
            raise NotImplementedError("The plain page carries no binary buffers.")
        text = strict(data)
        with self._lock:
            self.down.append(data)
            self.down_bytes.append(len(text.encode()))
            for queue in self.queues.values():
                queue.append(text)

    def incoming(self, packet: Packet) -> None:
        """Take a message of a page; while the kernel is busy it waits."""
        if not self.gone:
            self.waiting.append(packet)
            self.pump()

    def pump(self) -> None:
        """Let the widget act on what waits, in order and one after the other; no lock is held meanwhile."""
        if self._pumping:
            return
        self._pumping = True
        try:
            while self.waiting and not self.busy and not self.gone:
                packet = self.waiting.popleft()
                self.up.append(packet)
                self.up_bytes.append(len(strict(packet).encode()))
                self.widget._handle_msg({"content": {"data": packet}, "buffers": []})
        finally:
            self._pumping = False

    def take(self, page_id: str) -> list[str]:
        """Return what a page has not got yet; nothing while the kernel is busy or gone."""
        with self._lock:
            queue = self.queues.get(page_id)
            if queue is None or self.busy or self.gone:
                return []
            messages = list(queue)
            queue.clear()
            return messages

    def messages(self, direction: str = "down") -> list[Any]:
        """Return the contents of the custom messages, `up` or `down`."""
        packets = self.up if direction == "up" else self.down
        return [packet["content"] for packet in packets if packet.get("method") == "custom"]
