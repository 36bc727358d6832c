"""Unpacks the small pictures of records; knows no card, no persona and no format of export."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from typing import Any

MOST_PIXELS = 4_000_000
"""Larger than any that is made here; more of them would only be unpacked to be shrunk."""


@lru_cache(maxsize=64)
def unpacked(address: str) -> Any:
    """Return the picture of a data address as a Pillow image; None where it cannot be drawn."""
    from PIL import Image

    try:
        data = base64.b64decode(address.partition(",")[2], validate=True)
        with Image.open(io.BytesIO(data)) as image:
            if not 0 < image.width * image.height <= MOST_PIXELS:
                return None
            return image.convert("RGBA")
    except Exception:  # noqa: BLE001 - decoders raise what they like on broken data
        return None
