"""Icons, rich text, pictures and wide cards in static pictures."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.model.markdown import plain
from cjm_widgets.render.rich import Piece, rich_lines
from cjm_widgets.render.svg.picture_part import picture_block, size_of_picture
from cjm_widgets.render.text import ELLIPSIS


@pytest.fixture
def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Glasses")
    for name in ("Discovery", "Purchase", "Refund"):
        made.add_stage(name)
    made.add_lane("pain_points")
    return made


def svg(journey: cjm.Journey) -> str:
    return cjm.render_static(journey).svg


def rects(drawn: str, height: float) -> list[tuple[float, float]]:
    found = re.findall(r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn)
    return [(float(x), float(w)) for x, _, w, h in found if float(h) == height]


def test_lines_keep_their_looks_when_they_are_broken() -> None:
    lines = rich_lines("**Bold words** and *soft* and `code`\n- item", 70, 12, 9)
    pieces = [piece for line in lines for piece in line]
    assert "".join(p.text for p in pieces if p.bold).replace(" ", "") == "Boldwords"
    assert [p.text for p in pieces if p.italic] == ["soft"]
    assert [p.text for p in pieces if p.code] == ["code"]
    assert lines[-1] == (Piece("• item"),)


def test_a_cut_line_ends_in_an_ellipsis() -> None:
    lines = rich_lines("**word** " * 40, 60, 12, 2)
    assert len(lines) == 2
    assert lines[-1][-1].text.endswith(ELLIPSIS)


@given(st.text("ab *_`-\n…1.", max_size=80), st.integers(30, 200), st.integers(1, 6))
def test_broken_lines_say_what_was_written(text: str, room: int, most: int) -> None:
    lines = rich_lines(text, room, 12, most)
    said = "".join(p.text for line in lines for p in line)
    wanted = "".join(plain(text).split())
    got = "".join(said.split())
    assert len(lines) <= most
    assert got == wanted or (got.endswith(ELLIPSIS) and wanted.startswith(got[:-1]))


def test_a_wide_card_reaches_over_its_stages_and_the_others_stand_below(journey: cjm.Journey) -> None:
    lane, stages = journey.lanes[0], journey.stages
    card = journey.add_card(lane=lane, stage=stages[0], text="Wide")
    journey.add_card(lane=lane, stage=stages[1], text="Below")
    narrow = svg(journey)
    journey.edit(card, span=2)
    wide = svg(journey)
    (one, two), (far, near) = (
        sorted(width for _, width in rects(drawn, 26.0) if width > 20) for drawn in (narrow, wide)
    )
    assert one == two == far
    assert near > 2 * far
    top = {word: float(y) for y, word in re.findall(r'y="([\d.]+)"[^>]*>(Wide|Below)<', wide)}
    assert top["Below"] - top["Wide"] > 20


def test_an_icon_and_a_picture_are_drawn_and_unknown_ones_are_not(journey: cjm.Journey) -> None:
    card = journey.add_card(lane=journey.lanes[0], stage=journey.stages[0], text="Letter", icon="mail")
    with_icon = svg(journey)
    journey.edit(card, icon="no such icon")
    assert svg(journey).count("<g transform") == with_icon.count("<g transform") - 1
    journey.set_picture(card, Image.linear_gradient("L").resize((300, 200)).convert("RGB"), alt="A letter")
    shown = cjm.render_static(journey)
    assert shown.svg.count("<image ") == 1
    assert len(shown.png) <= 120_000
    picture = Image.open(io.BytesIO(shown.png)).convert("L")
    assert picture.getextrema()[0] < 30


@pytest.mark.parametrize(
    "address", ["", "data:image/png;base64,", "data:image/png;base64,AAAA", "data:image/webp;base64,UklGRg=="]
)
def test_a_broken_picture_is_left_out(address: str) -> None:
    assert picture_block(address, 100, 50) is None


def test_a_picture_of_enormous_size_is_left_out() -> None:
    out = io.BytesIO()
    Image.new("1", (6000, 6000)).save(out, "PNG")
    import base64

    assert size_of_picture("data:image/png;base64," + base64.b64encode(out.getvalue()).decode()) is None
