"""Record ids: random ones for what a hand makes, derived ones for what code asks for; knows no records."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH = 8


def new_id(prefix: str) -> str:
    """Return a random id such as ``card_k3f9x2ab``."""
    return f"{prefix}_{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def derived_id(prefix: str, *parts: object) -> str:
    """Return the id that always belongs to `parts`.

    A notebook cell that is run again asks for the same parts and so finds what it made the first time,
    however much that was edited since.
    """
    digest = hashlib.sha256(
        "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    ).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return f"{prefix}_{''.join(letters)}"
