"""What is refused of a page, and in which words it is told; knows no document."""

from __future__ import annotations

import re
from typing import Any, TypeGuard

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import CjmError, OperationRefused, printable, shorten
from cjm_widgets.model.words import Words, say

MAX_ID = 80
_NEAR = re.compile(r'Did you mean "(.*)"\?', re.DOTALL)  # what errors.did_you_mean says


def is_id(value: Any) -> TypeGuard[str]:
    """Tell whether pages and their batches may be called so: what every wire carries as it is."""
    return isinstance(value, str) and 0 < len(value) <= MAX_ID and value.isascii() and value.isprintable()


def sendable(value: Any) -> Any:
    """Return the value; text without the halves of characters that no message can carry."""
    return printable(value) if isinstance(value, str) else value


def is_text(value: Any) -> TypeGuard[str]:
    """Tell whether this is text that can be sent back: without halves of characters."""
    return isinstance(value, str) and sendable(value) == value


def in_words(error: CjmError, locale: str) -> dict[str, str | None]:
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


def not_protocol(message: str, value: object) -> OperationRefused:
    """Return the error of a message that is none of the protocol."""
    return OperationRefused(message, code="invalid_message", value=value)
