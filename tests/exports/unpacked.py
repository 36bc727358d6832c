"""Every byte of an export as a reader could see it: packages unpacked, streams inflated, base64 decoded."""

from __future__ import annotations

import base64
import io
import re
import subprocess
import zipfile
import zlib
from pathlib import Path

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_CODED = re.compile(rb"[A-Za-z0-9+/]{80,}={0,2}")


def everything_in(path: Path) -> bytes:
    """Return the bytes of a file and of all that is packed in it."""
    data = path.read_bytes()
    parts = [data]
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts += [package.read(name) for name in package.namelist()]
            parts += [name.encode() for name in package.namelist()]
    if data[:4] == b"%PDF":
        for stream in _STREAM.findall(data):
            try:
                parts.append(zlib.decompress(stream))
            except zlib.error:
                parts.append(stream)
        done = subprocess.run(["pdftotext", "-q", str(path), "-"], capture_output=True, check=True)
        parts.append(done.stdout)
    for coded in [found for part in list(parts) for found in _CODED.findall(part)][:2000]:
        parts.append(base64.b64decode(coded.rstrip(b"=")[: len(coded.rstrip(b"=")) // 4 * 4]))
    return b"\n".join(parts)
