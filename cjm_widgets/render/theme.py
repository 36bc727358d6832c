"""The colours of meaning in both themes, as frozen tokens and as CSS; knows nothing of what they paint."""

from __future__ import annotations

import sys
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from cjm_widgets.errors import BadInput, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ThemeName = Literal["light", "dark"]
PALETTE = ("indigo", "raspberry", "teal", "ochre", "violet", "slate")
"""The persona colours, in the order in which personas without a colour of their own take them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each ``#rrggbb``; field ``accent_soft`` is the CSS token ``--cjm-accent-soft``.

    A colour X is text on ``bg``, ``surface`` and on ``X_soft`` (contrast at least 4.5:1), and ``on_accent``
    is text on the accent and on every persona colour. ``border`` and ``hatch`` are decoration: words say
    the same. ``on_mark`` is text on ``mark``, the ground of words that were looked for.
    """

    name: ThemeName
    bg: str
    surface: str
    text: str
    muted: str
    border: str
    accent: str
    accent_soft: str
    on_accent: str
    measured: str
    measured_soft: str
    positive: str
    positive_soft: str
    attention: str
    attention_soft: str
    negative: str
    negative_soft: str
    neutral: str
    neutral_soft: str
    focus: str
    hatch: str
    mark: str
    on_mark: str
    color: Mapping[str, str]

    def tokens(self) -> Iterator[tuple[str, str]]:
        """Yield each CSS custom property with its colour."""
        for item in fields(self):
            if item.name not in ("name", "color"):
                yield f"--cjm-{item.name.replace('_', '-')}", getattr(self, item.name)
        for name, value in self.color.items():
            yield f"--cjm-color-{name}", value

    def ink(self, name: str) -> str:
        """Return the colour of a token, such as ``"measured"``, or of the palette of personas."""
        return str(self.color[name] if name in self.color else getattr(self, name))

    def persona(self, color: str | None) -> str:
        """Return the colour of a persona; an unknown or missing name is indigo."""
        return self.color.get(color or PALETTE[0], self.color[PALETTE[0]])


LIGHT = Theme(
    name="light",
    bg="#ffffff",
    surface="#fbfbfd",
    text="#1d2433",
    muted="#5c667b",
    border="#e4e6ec",
    accent="#3b5bdb",
    accent_soft="#ebeefb",
    on_accent="#ffffff",
    measured="#0b7285",
    measured_soft="#dbeaed",
    positive="#237a37",
    positive_soft="#ebfbee",
    attention="#8f5500",
    attention_soft="#fff7e0",
    negative="#c92a2a",
    negative_soft="#fff0f0",
    neutral="#495057",
    neutral_soft="#f4f5f8",
    focus="#3b5bdb",
    hatch="#d0d5dd",
    mark="#ffe066",
    on_mark="#1d2433",
    color=MappingProxyType(
        {
            "indigo": "#3b5bdb",
            "raspberry": "#c2255c",
            "teal": "#0b7285",
            "ochre": "#965a00",
            "violet": "#7c3aad",
            "slate": "#56627a",
        }
    ),
)

DARK = Theme(
    name="dark",
    bg="#16181d",
    surface="#1c1f26",
    text="#e6e9f0",
    muted="#98a2b3",
    border="#333843",
    accent="#91a7ff",
    accent_soft="#222634",
    on_accent="#11131a",
    measured="#66d9e8",
    measured_soft="#21343b",
    positive="#69db7c",
    positive_soft="#16281b",
    attention="#ffd43b",
    attention_soft="#2b2412",
    negative="#ff8787",
    negative_soft="#301b1d",
    neutral="#adb5bd",
    neutral_soft="#22262e",
    focus="#91a7ff",
    hatch="#3a404c",
    mark="#f2c94c",
    on_mark="#11131a",
    color=MappingProxyType(
        {
            "indigo": "#91a7ff",
            "raspberry": "#f792bb",
            "teal": "#66d9e8",
            "ochre": "#f0b556",
            "violet": "#cc9cf5",
            "slate": "#a9b4c6",
        }
    ),
)

THEMES: Mapping[str, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})

DARK_HOSTS = (
    '[data-jp-theme-light="false"] .cjm-root:not([data-theme="light"], .cjm-light)',
    'html[theme="dark"] .cjm-root:not([data-theme="light"], .cjm-light)',
    'body.vscode-dark .cjm-root:not([data-theme="light"], .cjm-light)',
    '.cjm-root[data-theme="dark"]',
    ".cjm-root.cjm-dark",
)
NO_HOST_SAYS_LIGHT = (
    'html:not([theme="light"]) body:not([data-jp-theme-light="true"]):not(.vscode-light)'
    ' .cjm-root:not([data-theme="light"], .cjm-light)'
)


FIGURES = """.cjm-root.bqplot text {
  font-family: var(--jp-ui-font-family, sans-serif);
}
.cjm-root.bqplot .tick.short > line {
  display: none;
}
.cjm-root.bqplot path[style*="ff)"] {
  fill: var(--jp-layout-color0, var(--cjm-bg)) !important;
}"""
"""What figures of bqplot cannot be told by their traits; the colour of a hollow dot ends in ``ff``."""


def theme(name: str) -> Theme:
    """Return the theme of this name.

    Raises
    ------
    BadInput
        Neither ``"light"`` nor ``"dark"``.
    """
    try:
        return THEMES[name]
    except (KeyError, TypeError):
        raise BadInput(
            "There is no such theme.",
            where="theme",
            value=name,
            expected='"light" or "dark"',
            hint=did_you_mean(str(name), THEMES),
        ) from None


def css() -> str:
    """Return the style sheet of the tokens and of figures; every selector holds ``.cjm-root``."""
    parts = [
        _rule(".cjm-root", LIGHT),
        _rule(",\n".join(DARK_HOSTS), DARK),
        "@media (prefers-color-scheme: dark) {\n" + _indent(_rule(NO_HOST_SAYS_LIGHT, DARK)) + "\n}",
        FIGURES,
    ]
    return "\n".join(parts) + "\n"


def _rule(selector: str, of: Theme) -> str:
    lines = [f"  {name}: {value};" for name, value in of.tokens()]
    return "\n".join([f"{selector} {{", f"  color-scheme: {of.name};", *lines, "}"])


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


if __name__ == "__main__":
    sys.stdout.write(css())
