"""Tests of small pictures: what is taken, how small it gets, what is refused in words."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cjm_widgets.errors import BadInput
from cjm_widgets.model.picture import AVATAR_SIDE, LIMIT, small_picture


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture that no encoder makes small."""
    random = np.random.default_rng(4)
    return Image.fromarray(random.integers(0, 256, (height, width, len(mode)), dtype=np.uint8), mode)


def encoded(image: Image.Image, kind: str = "PNG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def read(address: str) -> tuple[bytes, Image.Image]:
    data = base64.b64decode(address.split(",", 1)[1])
    return data, Image.open(io.BytesIO(data))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("side", [192, 480, 2000])
def test_a_picture_that_no_encoder_makes_small_fits_all_the_same(mode: str, side: int) -> None:
    data, image = read(small_picture(noise(1500, 900, mode), side=side))
    assert len(data) <= LIMIT
    assert image.width / image.height == pytest.approx(1500 / 900, rel=0.02)
    assert max(image.size) <= side


def test_path_bytes_image_and_data_address_give_the_same(tmp_path: Path) -> None:
    image = Image.new("RGB", (400, 300), "#3355dd")
    path = tmp_path / "face.png"
    image.save(path)
    data = path.read_bytes()
    address = "data:image/png;base64," + base64.b64encode(data).decode()
    made = {small_picture(source) for source in (path, str(path), data, image, address)}
    assert len(made) == 1
    assert made.pop().startswith("data:image/jpeg;base64,")


def test_an_avatar_is_the_square_in_the_middle() -> None:
    wide = Image.new("RGB", (900, 300), "red")
    wide.paste("blue", (300, 0, 600, 300))
    _, image = read(small_picture(wide, side=AVATAR_SIDE, square=True))
    assert image.size == (AVATAR_SIDE, AVATAR_SIDE)
    blue = image.convert("RGB").getpixel((4, 90))
    assert isinstance(blue, tuple)
    assert blue[2] > 200
    assert blue[0] < 60


def test_transparency_stays_and_the_turn_of_a_camera_is_done() -> None:
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    assert small_picture(clear).startswith("data:image/png;")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera of one's own"
    data, image = read(small_picture(encoded(Image.new("RGB", (80, 40), "red"), "JPEG", exif=exif)))
    assert image.size == (40, 80)
    assert b"camera" not in data
    assert not image.getexif()


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    frames = [Image.new("RGB", (30, 30), color) for color in ("red", "blue")]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    _, image = read(small_picture(moving))
    red = image.convert("RGB").getpixel((5, 5))
    assert isinstance(red, tuple)
    assert red[0] > 200


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("https://example.org/face.png", "not fetched"),
        ("//example.org/face.png", "not fetched"),
        ("file:///etc/hostname", "not fetched"),
        ("missing.png", "cannot be opened"),
        ("a\0b.png", "cannot be opened"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "SVG"),
        ("data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode(), "SVG"),
        ("data:image/png;base64,%%%", "broken"),
        (b"", "cannot be read"),
        (b"no picture", "cannot be read"),
        (encoded(Image.new("RGB", (50, 50)))[:60], "cannot be read"),
        (12, "no picture"),
        (None, "no picture"),
        (b"\x89PNG" + bytes(31_000_000), "too large"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_in_words(source: Any, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        small_picture(source)
    assert len(str(caught.value)) < 500


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    with pytest.raises(BadInput, match="too large"):
        small_picture(encoded(Image.new("1", (9000, 9000))))
