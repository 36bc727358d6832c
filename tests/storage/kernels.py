"""A kernel with a file open, simulated in this process, so that a test says when it saves."""

from __future__ import annotations

from pathlib import Path

from cjm_widgets.model.document import Document
from cjm_widgets.model.signals import Notice, SaveStatus
from cjm_widgets.storage.autosave import Autosaver, Pace
from cjm_widgets.storage.file import DocumentFile
from cjm_widgets.storage.reading import read

IDLE = Pace(quiet=3600, longest=3600, look=3600)


class Kernel:
    """One kernel with a file open; its thread is not started, so that a test says when it saves."""

    def __init__(self, path: Path) -> None:
        content = read(path)
        file = DocumentFile(path, content)
        self.document = Document(file.base)
        self.saver = Autosaver(self.document, file, path.name, at="now" if content else None)
        self.notices: list[Notice] = []
        self.statuses: list[SaveStatus] = []
        self.document.on_notice(self.notices.append)
        self.document.on_status(self.statuses.append)

    @property
    def states(self) -> list[str]:
        return [status.state for status in self.statuses]
