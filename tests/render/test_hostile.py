"""Hostile text in every field: the pictures hold it as text, and nothing else; knows no browser."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.model import codec
from cjm_widgets.render.fonts import FAMILY
from cjm_widgets.render.text import clean
from tests.hostile import CORPUS, HARMLESS, document, groups, text_fields
from tests.model.test_bad_input import DIRTY, ODD

TAGS = {
    "svg",
    "title",
    "defs",
    "pattern",
    "path",
    "rect",
    "circle",
    "text",
    "tspan",
    "g",
    "clipPath",
    "image",
}
# Numbers, colours, names of ours and paths: nothing a person typed.
PLAIN = re.compile(r"[-#%.,() \w+:/]*")
GROUPS = groups()


class Elements(HTMLParser):
    """Every element with its attributes, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.loose: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.loose.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(("!--", {}))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("!", {}))

    def handle_pi(self, data: str) -> None:
        self.found.append(("?", {}))


def pictures(doc: cjm.Document, locale: str = "en") -> list[cjm.render.picture.StaticPicture]:  # type: ignore[name-defined]
    class Curve:
        entry, locale, theme = "emotion_curve", "en", "light"

        def static_source(self) -> cjm.Journey:
            return doc.journeys[0]

    shown = [doc.journeys[0], Curve(), *doc.personas]
    return [cjm.render_static(each, locale=locale) for each in shown]


def check_svg(svg: str) -> ET.Element:
    root = ET.fromstring(svg)
    for node in root.iter():
        tag = node.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert tag in TAGS
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name
            assert name != "style"
            assert PLAIN.fullmatch(value) or (name, value) == ("font-family", FAMILY), (name, value)
            assert "script" not in value
    assert "<!" not in svg
    assert "<?" not in svg
    return root


def test_there_are_enough_texts_and_every_text_field_is_filled() -> None:
    assert len(CORPUS) >= 60
    assert len(set(CORPUS.values())) == len(CORPUS)
    assert set(text_fields("cards", "x")) >= {"text", "quote", "source", "icon", "picture_alt", "tags"}
    assert set(text_fields("personas", "x")) >= {"name", "role", "quote", "goals", "channels"}
    doc = document(["one", "two"])
    assert [persona.quote for persona in doc.personas] == ["one", "two"]
    assert [stage.description for stage in doc.journeys[0].stages] == ["one", "two"]


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_pictures_are_well_formed_and_hold_text_only(texts: list[str]) -> None:
    for locale in ("en", "fr"):
        for picture in pictures(document(texts), locale):
            check_svg(picture.svg)


def test_hostile_text_draws_no_attribute_that_harmless_text_does_not() -> None:
    def attributes(texts: list[str]) -> set[str]:
        roots = [ET.fromstring(picture.svg) for picture in pictures(document(texts))]
        return {name for root in roots for node in root.iter() for name in node.attrib}

    usual = attributes([HARMLESS, "Words", "مرحبا", "x" * 200, "1", "two\nlines", "", "!"])
    for texts in GROUPS:
        assert attributes(texts) <= usual


@pytest.mark.parametrize("texts", GROUPS[::3], ids=range(0, len(GROUPS), 3))
def test_the_html_is_one_image_whatever_it_is_called(texts: list[str]) -> None:
    journey, curve, *personas = pictures(document(texts))
    for picture in (journey, curve, personas[0]):
        read = Elements(picture.html)
        (div, div_has), (img, img_has) = read.found
        assert (div, div_has, img) == ("div", {"class": "cjm-static"}, "img")
        assert set(img_has) == {"alt", "src", "width"}
        assert img_has["alt"] == picture.alt
        assert re.fullmatch(r"data:image/png;base64,[A-Za-z0-9+/=]+", img_has["src"] or "")
        assert read.loose == []


@pytest.mark.parametrize("name", CORPUS)
def test_alternative_text_cannot_leave_its_attribute(name: str) -> None:
    doc = document([CORPUS[name], CORPUS[name]])
    for picture in (cjm.render_static(doc.journeys[0]), cjm.render_static(doc.personas[0])):
        html = type(picture)(picture.svg, picture.alt, scale=0.05).html
        assert [tag for tag, _ in Elements(html).found] == ["div", "img"]
        assert picture.alt == clean(picture.alt), "no direction mark or control character is read out"


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_text_goes_through_file_frame_and_json_unchanged(name: str) -> None:
    doc = document([CORPUS[name], CORPUS[name]])
    again = codec.loads(codec.dumps(doc.state))
    assert again == doc.state
    frame = doc.journeys[0].to_frame()
    assert frame["text"].tolist() == [card.text for card in doc.journeys[0].cards]
    assert cjm.Document.from_dict(json.loads(json.dumps(doc.to_dict()))).state == doc.state


@pytest.mark.parametrize("kind", [*ODD, "dirty"])
def test_text_of_any_kind_is_drawn_small_and_soon(kind: str) -> None:
    text = ODD.get(kind, DIRTY)
    journey = cjm.Document().add_journey(text[:1_000], template="purchase")
    journey.add_card(lane="actions", stage="Discovery", text=text, quote=text)
    journey.set_emotion(
        "Discovery", -2, persona=journey.document.add_persona("Julie", quote=text), quote=text
    )
    for shown in (journey, journey.personas[0]):
        picture = cjm.render_static(shown)
        check_svg(picture.svg)
        assert len(picture.svg) < 200_000
        assert len(picture.png) <= 120_000
        image = Image.open(io.BytesIO(picture.png))
        assert max(image.size) < 6_000
        assert len(picture.alt) < 1_000
