"""A sentence that knows its key in the catalogues; imports the catalogues only, and knows no reader."""

from __future__ import annotations

from typing import Any, Self

from cjm_widgets.locale import FALLBACK, text


class Words(str):
    """English text that can also be said in the language of whoever reads it.

    To Python it is a plain, frozen ``str``: it is compared, searched, printed and warned with in English.
    What shows it to a person asks :meth:`say` for their language.

    Parameters
    ----------
    key : str
        Full key of the catalogue, for instance ``"storage.disk_full"``.
    **values
        What fills the placeholders: text, numbers, other words, or a tuple of these, said as a list.

    Examples
    --------
    >>> full = Words("storage.disk_full")
    >>> full.upper()
    'THE DISK IS FULL.'
    >>> full.say("fr")
    'Le disque est plein.'
    """

    __slots__ = ("_rest", "_values", "key")

    key: str
    _values: tuple[tuple[str, Any], ...]
    _rest: tuple[Words, ...]

    def __new__(cls, key: str, /, **values: object) -> Self:
        """Look the English text up."""
        return cls._made(key, tuple(values.items()), ())

    @classmethod
    def _made(cls, key: str, values: tuple[tuple[str, Any], ...], rest: tuple[Words, ...]) -> Self:
        made = super().__new__(cls, _text(FALLBACK, key, values, rest))
        for name, value in (("key", key), ("_values", values), ("_rest", rest)):
            object.__setattr__(made, name, value)
        return made

    def say(self, locale: str) -> str:
        """Return the text in a language; what its catalogue lacks is English."""
        return _text(locale, self.key, self._values, self._rest)

    def then(self, *more: str | None) -> Self:
        """Return this sentence with others after it; text that is no words of a catalogue is left out."""
        return self._made(
            self.key, self._values, self._rest + tuple(part for part in more if isinstance(part, Words))
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("Words are frozen.")

    def __reduce__(self) -> tuple[Any, ...]:
        return Words._made, (self.key, self._values, self._rest)


def say(words: str, locale: str) -> str:
    """Return `words` in a language where they can be said in one; other text as it is."""
    return words.say(locale) if isinstance(words, Words) else words


def _text(locale: str, key: str, values: tuple[tuple[str, Any], ...], rest: tuple[Words, ...]) -> str:
    filled = {name: _filling(value, locale) for name, value in values}
    return " ".join([text(key, locale, **filled), *(part.say(locale) for part in rest)])


def _filling(value: object, locale: str) -> object:
    if isinstance(value, tuple):
        return ", ".join(str(_filling(part, locale)) for part in value)
    return say(value, locale) if isinstance(value, str) else value
