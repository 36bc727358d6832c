"""Pictures of cards from Python: one step, drawn afresh, refused in words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

import cjm_widgets as cjm


@pytest.fixture
def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Glasses")
    made.add_card(lane=made.add_lane("images"), stage=made.add_stage("Purchase"), text="The shop")
    return made


def image(size: tuple[int, int] = (1200, 800)) -> Image.Image:
    return Image.linear_gradient("L").resize(size).convert("RGB")


def test_a_picture_is_set_from_a_file_bytes_or_an_image_and_taken_away(
    journey: cjm.Journey, tmp_path: Path
) -> None:
    card = journey.cards[0]
    path = tmp_path / "shop.png"
    image().save(path)
    before = journey.document.revision
    for source in (path, str(path), path.read_bytes(), image()):
        shown = journey.set_picture(card, source, alt="The shop from outside")
        assert shown.picture.startswith("data:image/jpeg;base64,")
        assert len(shown.picture) <= 88_000
        assert shown.picture_alt == "The shop from outside"
    assert journey.document.revision == before + 1  # the same picture is no change
    assert journey.set_picture(card.id, None).picture == ""
    assert journey.cards[0].picture_alt == ""
    journey.document.undo()
    assert journey.cards[0].picture_alt == "The shop from outside"


@pytest.mark.parametrize(
    "source", ["https://example.org/a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"text", 5]
)
def test_what_is_no_picture_is_refused_and_nothing_changes(journey: cjm.Journey, source: object) -> None:
    before = journey.document.revision
    with pytest.raises(cjm.CjmError):
        journey.set_picture(journey.cards[0], source)  # type: ignore[arg-type]
    assert journey.document.revision == before
    with pytest.raises(cjm.CjmError, match="in this journey"):
        journey.set_picture("card_gone0000", image())


def test_a_picture_is_in_the_file_and_comes_back(journey: cjm.Journey, tmp_path: Path) -> None:
    journey.set_picture(journey.cards[0], image(), alt="Shop")
    journey.document.save(tmp_path / "a.cjm.json")
    again = cjm.load(tmp_path / "a.cjm.json").journeys[0].cards[0]
    assert again.picture == journey.cards[0].picture
    data = again.picture.partition(",")[2]
    import base64

    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (480, 320)
