"""Record ids: random ones for what a hand makes, derived ones for what code asks for; knows no records."""

from __future__ import annotations

import hashlib
import hmac
import secrets

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 8
KEYED_LENGTH = 12
"""Longer, as a whole document is called anew at once and no two may meet."""


def new_id(prefix: str) -> str:
    """Return a random id such as ``card_k3f9x2ab``."""
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def derived_id(prefix: str, *parts: object) -> str:
    """Return the id that always belongs to `parts`.

    A notebook cell that is run again asks for the same parts and so finds what it made the first time,
    however much that was edited since.
    """
    return _lettered(prefix, hashlib.sha256(_joined(parts)).digest()[:8], LENGTH)


def keyed_id(prefix: str, secret: bytes, *parts: object) -> str:
    """Return the id that always belongs to `parts` under one secret; nobody without it can find it out."""
    return _lettered(prefix, hmac.digest(secret, _joined(parts), "sha256")[:16], KEYED_LENGTH)


def _joined(parts: tuple[object, ...]) -> bytes:
    return "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")


def _lettered(prefix: str, digest: bytes, length: int) -> str:
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return f"{prefix}_{''.join(letters)}"
