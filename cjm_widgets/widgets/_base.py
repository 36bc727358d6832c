"""The only place that knows anywidget: bundles, traits, the wire and the two outputs of a board."""

from __future__ import annotations

import traceback
from typing import Any, ClassVar, TypeVar

import anywidget
import traitlets

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import BadInput, CjmError, did_you_mean
from cjm_widgets.model.document import Document
from cjm_widgets.model.ids import new_id
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from cjm_widgets.widgets.two_outputs import TwoOutputs

T = TypeVar("T")

DRAWN = ("change", "metrics", "labels_changed")
"""The messages that say that the picture is not up to date any more."""


class BadTrait(BadInput, traitlets.TraitError):
    """A display setting that cannot be; as an error of traits too, which makes traitlets take it back."""


class Board(TwoOutputs, anywidget.AnyWidget):
    """Base of the boards: one widget model for a whole map, card or curve.

    Content never travels as a trait; traits carry what is small and a matter of display.

    Attributes
    ----------
    selection : list of str
        Ids of the records selected on the screen; can be set and observed.
    locale : str
        Language of the interface, ``"en"`` or ``"fr"``; the document's own words stay as they are.
    theme : str
        ``"auto"`` follows the notebook; ``"light"`` or ``"dark"``.
    width, height : str
        CSS lengths; empty for the width of the cell and the height of the content.
    """

    entry: ClassVar[str]
    namespaces: ClassVar[tuple[str, ...]] = ("common", "errors", "presence")
    settings: ClassVar[tuple[str, ...]] = ("locale", "theme", "width", "height", "selection")

    board_id = traitlets.Unicode().tag(sync=True)
    selection = traitlets.List(traitlets.Unicode()).tag(sync=True, echo_update=False)
    locale = traitlets.Unicode("en").tag(sync=True)
    theme = traitlets.Enum(("auto", "light", "dark"), "auto").tag(sync=True)
    width = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Unicode("").tag(sync=True)

    def __init__(self, document: Document, scope: Scope, **traits: Any) -> None:
        if not self._esm:
            raise CjmError(
                f"The browser part of {type(self).__name__} is not built.",
                code="not_built",
                hint="In a source tree, run: make build",
            )
        _check_traits(type(self), traits)
        traits.setdefault("locale", catalogue.default_locale())
        super().__init__(board_id=new_id("board"), **traits)
        self.document = document
        self._picture_key = self.board_id
        self._session = Session(document, scope, self._post, self._strings)
        self.on_msg(lambda _widget, content, _buffers: self._receive(content))

    # -- the wire -------------------------------------------------------------------------------------

    def _post(self, message: dict[str, Any]) -> None:
        self.send(message)
        if message["type"] in DRAWN:
            self._schedule_picture()

    def _receive(self, content: Any) -> None:
        """Act on a message; a fault of ours is shown on the board, never swallowed."""
        try:
            if scripts.asks(content):
                self.send(scripts.answer(self.entry))
                return
            self._session.receive(content)
        except Exception as error:  # noqa: BLE001 - whatever it was, the board says so
            self._tell(error, "error")

    def _tell(self, error: BaseException, level: str) -> None:
        """Show a fault on the board, with its traceback a click away."""
        detail = "".join(traceback.format_exception(error))
        self._post({"type": "notice", "level": level, "message": str(error), "detail": detail})

    def _strings(self) -> tuple[str, dict[str, str]]:
        return self.locale, catalogue.strings(self.locale, self.namespaces)

    @traitlets.validate("locale")
    def _known_locale(self, proposal: Any) -> str:
        try:
            return catalogue.known(proposal["value"])
        except BadInput as error:
            raise BadTrait(
                error.message, where="locale", value=error.value, expected=error.expected, hint=error.hint
            ) from error

    @traitlets.observe("locale")
    def _retranslate(self, _change: Any) -> None:
        if hasattr(self, "_session"):
            self._session.send_snapshot()

    def close(self) -> None:
        """Take the board off the screen and out of memory; the document stays."""
        if hasattr(self, "_session"):
            self._session.close()
            self._forget_picture()
        layout = self.layout
        super().close()
        if layout is not None:
            layout.close()


def _check_traits(board: type[Board], traits: dict[str, Any]) -> None:
    """Refuse a display setting that no board has; the nearest one is named."""
    known = board.class_trait_names()
    wrong = next((name for name in traits if name not in known), None)
    if wrong is not None:
        settings = board.settings
        raise BadInput(
            f'{board.__name__} has no setting "{wrong}".', where=wrong,
            expected="one of " + ", ".join(settings), hint=did_you_mean(wrong, settings),
        )  # fmt: skip


def expect(value: object, kind: type[T], example: str) -> T:
    """Return `value` when it is of `kind`; otherwise say what was wanted.

    Raises
    ------
    BadInput
        With an example of the right call.
    """
    if isinstance(value, kind):
        return value
    raise BadInput(
        f"This needs a {kind.__name__}, not a {type(value).__name__}.",
        value=value,
        hint=f"For instance: {example}",
    )
