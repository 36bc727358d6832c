"""Contrast of every pair of tokens in use, in both themes, and the scope of the style sheet."""

import re
from itertools import product

import pytest
import tinycss2

from cjm_widgets.errors import BadInput
from cjm_widgets.render.theme import DARK, LIGHT, PALETTE, Theme, css, theme

MEANINGS = ("accent", "measured", "positive", "attention", "negative", "neutral")


def luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_pairs(t: Theme) -> dict[str, tuple[str, str]]:
    softs = [f"{name}_soft" for name in MEANINGS]
    pairs = {
        f"{ink} on {ground}": (getattr(t, ink), getattr(t, ground))
        for ink, ground in product(("text", "muted"), ("bg", "surface", *softs))
    }
    for name, ground in product(MEANINGS, ("bg", "surface")):
        pairs[f"{name} on {ground}"] = (getattr(t, name), getattr(t, ground))
    for name in MEANINGS:
        pairs[f"{name} on its soft"] = (getattr(t, name), getattr(t, f"{name}_soft"))
    for name in ("accent", "measured", "positive", "negative"):
        pairs[f"on_accent on {name}"] = (t.on_accent, getattr(t, name))
    for name in PALETTE:
        pairs[f"on_accent on {name}"] = (t.on_accent, t.color[name])
    pairs["on_mark on mark"] = (t.on_mark, t.mark)
    return pairs


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast(t: Theme) -> None:
    low = {name: round(contrast(*pair), 2) for name, pair in text_pairs(t).items() if contrast(*pair) < 4.5}
    assert low == {}


@pytest.mark.parametrize("t", [LIGHT, DARK], ids=["light", "dark"])
def test_graphics_have_contrast(t: Theme) -> None:
    inks = {name: getattr(t, name) for name in (*MEANINGS, "focus")} | dict(t.color)
    pairs = {
        f"{name} on {ground}": contrast(ink, getattr(t, ground))
        for (name, ink), ground in product(inks.items(), ("bg", "surface", "accent_soft", "measured_soft"))
    }
    assert {name: round(value, 2) for name, value in pairs.items() if value < 3} == {}


def test_every_selector_is_scoped_and_every_token_is_in_both_themes() -> None:
    sheet = css()
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    media = [r for r in rules if r.type == "at-rule"]
    plain = [r for r in rules if r.type == "qualified-rule"]
    inner = tinycss2.parse_rule_list(media[0].content, skip_whitespace=True)
    for rule in (*plain, *inner):
        for selector in re.sub(r"\([^)]*\)", "", tinycss2.serialize(rule.prelude)).split(","):
            assert ".cjm-root" in selector
    names = {name for name, _ in LIGHT.tokens()}
    assert names == {name for name, _ in DARK.tokens()}
    contents = [tinycss2.serialize(rule.content) for rule in (*plain, *inner)]
    giving = [content for content in contents if "color-scheme" in content]
    assert len(giving) == 3
    for content in giving:
        assert set(re.findall(r"--cjm-[a-z-]+", content)) == names


def test_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(BadInput, match='Did you mean "dark"'):
        theme("drak")
