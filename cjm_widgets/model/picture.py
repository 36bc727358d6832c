"""Makes small pictures, to be kept in a record, out of files, bytes and images; knows no records."""

from __future__ import annotations

import base64
import io
import re
import warnings
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cjm_widgets.errors import BadInput, needed_for

if TYPE_CHECKING:
    from PIL.Image import Image

LIMIT = 64 * 1024
"""Bytes a picture in a record may take, before base64."""
MOST_BYTES = 30_000_000
"""Bytes of a file that is read at all."""
MOST_PIXELS = 60_000_000
"""Pixels of a picture that is opened at all."""
AVATAR_SIDE = 192
CARD_SIDE = 480

PictureSource: TypeAlias = "str | PathLike[str] | bytes | Image"

_WANTED = "a picture file (PNG, JPEG, WebP, GIF, BMP, TIFF), its bytes, or a Pillow image"
_DATA = re.compile(r"data:[\w/+.-]*(;[\w=-]+)*;base64,", re.IGNORECASE)
_REMOTE = re.compile(r"(?!data:)[a-z][a-z0-9+.-]+:(//|[^\\/])|//", re.IGNORECASE)
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<(\?xml|!|svg|html)", re.IGNORECASE)
_QUALITIES = (86, 74, 60, 45)


def small_picture(source: PictureSource, *, side: int = CARD_SIDE, square: bool = False) -> str:
    """Return a picture as a data address of at most 64 kB before base64, drawn afresh.

    Nothing of the file but its pixels is kept: no place, no camera, no author. A picture that is turned when
    it is shown is turned for good; of a moving one the first frame is kept.

    Parameters
    ----------
    source : str, path, bytes or Pillow image
        A file, the bytes of one, an image, or a data address. Remote addresses are refused: a document holds
        its pictures itself. SVG is refused: it can hold programs.
    side : int
        Pixels the longer side takes at most.
    square : bool
        Cut what lies beyond the square in the middle, as an avatar needs it.

    Returns
    -------
    str
        ``data:image/jpeg;base64,…``; PNG where parts of the picture are transparent.

    Raises
    ------
    BadInput
        No picture, one that cannot be read, or one of more than 30 MB or 60 million pixels.
    """
    image = _opened(source)
    if square:
        edge = min(image.size)
        left, top = (image.width - edge) // 2, (image.height - edge) // 2
        image = image.crop((left, top, left + edge, top + edge))
    clear = image.mode == "RGBA" and min(image.getchannel("A").tobytes(), default=255) < 255
    image = image if clear else image.convert("RGB")
    while True:
        sized = image.copy()
        sized.thumbnail((side, side))
        for data in _encodings(sized, clear):
            if len(data) <= LIMIT:
                kind = "png" if clear else "jpeg"
                return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
        side = side * 3 // 4


def _encodings(image: Image, clear: bool) -> Any:
    """Yield the bytes of a picture, each time smaller."""
    for quality in (None,) if clear else _QUALITIES:
        out = io.BytesIO()
        if quality is None:
            image.save(out, "PNG", optimize=True)
        else:
            image.save(out, "JPEG", quality=quality, optimize=True)
        yield out.getvalue()


def _opened(source: PictureSource) -> Image:
    """Return the pixels of `source`, upright, as RGB or RGBA."""
    with needed_for("Reading a picture"):
        from PIL import Image, ImageOps

    if isinstance(source, Image.Image):
        _check_size(source, source)
        return _plain(source)
    data = _bytes_of(source)
    if _MARKUP.match(data):
        raise _refused("An SVG or a web page is no picture that can be kept here.", source,
                       "Save it as PNG, for instance with an image editor.")  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as image:
                _check_size(image, source)
                return _plain(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(source) from None
    except BadInput:
        raise
    except Exception:  # noqa: BLE001 - decoders raise what they like on broken files
        raise _refused("This picture cannot be read.", source, None) from None


def _plain(image: Image) -> Image:
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _check_size(image: Image, source: object) -> None:
    if not min(image.size):
        raise _refused("This picture is empty.", source, None)
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(source)


def _bytes_of(source: object) -> bytes:
    """Return the bytes of a file, of a data address, or as they are."""
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
        if len(data) > MOST_BYTES:
            raise _too_large(source)
        return data
    if isinstance(source, str) and _DATA.match(source):
        return _decoded(source)
    if isinstance(source, str) and _REMOTE.match(source):
        raise _refused("A picture elsewhere on the network is not fetched.", source,
                       "Save it as a file and give its path.")  # fmt: skip
    if not isinstance(source, str | PathLike):
        raise _refused("This is no picture.", source, None)
    return _file_bytes(Path(source))


def _decoded(address: str) -> bytes:
    try:
        return base64.b64decode(address[address.index(",") + 1 :], validate=True)
    except ValueError:
        raise _refused("This data address is broken.", address, None) from None


def _file_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(str(path))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, BadInput):
            raise
        reason = getattr(error, "strerror", None) or "not a path"
        raise _refused(f"The picture cannot be opened: {reason}.", str(path), None) from None


def _too_large(source: object) -> BadInput:
    return BadInput(
        "This picture is too large to be read.", where="picture", value=_shown(source),
        expected="at most 30 MB and 60 million pixels", hint="Make it smaller first.",
    )  # fmt: skip


def _refused(message: str, source: object, hint: str | None) -> BadInput:
    return BadInput(message, where="picture", value=_shown(source), expected=_WANTED, hint=hint)


def _shown(source: object) -> str:
    if isinstance(source, bytes | bytearray | memoryview):
        return f"{len(source)} bytes"
    return str(source) if isinstance(source, str | PathLike) else f"a {type(source).__name__}"
