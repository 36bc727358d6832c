"""A few verbatims for many: drawn by score and by likeness of their words, seeded; knows no map."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["representative", "dissenting"]
KINDS = ("representative", "dissenting")
_WORD = re.compile(r"[^\W_]{2,}")
_MOST_WORDS = 2_000
_MOST_TEXTS = 5_000


def words(text: str) -> list[str]:
    """Return the words of a text without case and accents, of two letters or more."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(plain.casefold())


def tf_idf(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return one row a text, of length 1 (0 for a text without words).

    Notes
    -----
    (1 + ln tf) · (1 + ln((1 + n)/(1 + df))), over the 2,000 commonest words (Salton and Buckley 1988, with
    the smoothed document frequency that scikit-learn uses).
    """
    counted = [Counter(words(text)) for text in texts]
    documents = Counter(word for row in counted for word in row)
    vocabulary = sorted(documents, key=lambda word: (-documents[word], word))[:_MOST_WORDS]
    place = {word: index for index, word in enumerate(vocabulary)}
    table = np.zeros((len(texts), len(vocabulary)))
    for index, row in enumerate(counted):
        for word, count in row.items():
            if word in place:
                weight = 1 + np.log((1 + len(texts)) / (1 + documents[word]))
                table[index, place[word]] = (1 + np.log(count)) * weight
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return np.asarray(np.divide(table, lengths, out=np.zeros_like(table), where=lengths > 0))


def typical(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how like the others each text is: the cosine with their mean, from 0 to 1."""
    centre = table.mean(axis=0) if len(table) else np.zeros(table.shape[1])
    length = float(np.linalg.norm(centre))
    return np.asarray(np.clip(table @ centre / length, 0, 1) if length else np.zeros(len(table)))


def drawn(texts: Sequence[str], scores: Sequence[float | None], k: int, kind: Kind, seed: int) -> list[int]:
    """Draw the places of up to `k` texts.

    Parameters
    ----------
    texts : sequence of str
        Verbatims, none empty.
    scores : sequence of float or None
        What each of them gave, on one scale from bad to good between 0 and 1; None where unknown.
    k : int
        How many to draw.
    kind : str
        ``"representative"``: as many of each score as its share calls for (largest remainders), likelier the
        more a text is like the others of that score. ``"dissenting"``: likelier the farther a score is from
        the median and the less a text is like the others; what agrees with the median is not drawn where any
        score differs.
    seed : int
        The same seed, texts and scores give the same draw.

    Returns
    -------
    list of int
        In the order in which they were drawn. The same words with the same score are drawn once.
    """
    random = np.random.default_rng(seed)
    heft = _distinct(texts, scores)
    left = list(heft)
    if len(left) > _MOST_TEXTS:
        left = sorted(random.choice(left, _MOST_TEXTS, replace=False).tolist())
    if not left:
        return []
    table = tf_idf([texts[index] for index in left])
    given = np.array([np.nan if scores[i] is None else scores[i] for i in left], float)
    if kind == "dissenting":
        return [left[place] for place in _dissent(table, given, k, random)]
    many = np.array([heft[index] for index in left])
    return [left[place] for place in _represent(table, given, many, k, random)]


def drawn_like(texts: Sequence[str], like: str, k: int, seed: int) -> list[int]:
    """Draw the places of up to `k` texts about the same as `like`.

    Likelier the more alike (cosine of TF-IDF, squared); a text that shares no word is never drawn, the same
    words only once. In the order of their likeness.
    """
    random = np.random.default_rng(seed)
    left = list(_distinct(texts, [None] * len(texts)))
    if len(left) > _MOST_TEXTS:
        left = sorted(random.choice(left, _MOST_TEXTS, replace=False).tolist())
    table = tf_idf([*(texts[index] for index in left), like])
    alike = table[:-1] @ table[-1]
    where = np.flatnonzero(alike > 0)
    places = where[_draw(alike[where] ** 2, min(k, where.size), random)] if where.size else where
    return [left[place] for place in sorted(places.tolist(), key=lambda place: -alike[place])]


def _distinct(texts: Sequence[str], scores: Sequence[float | None]) -> dict[int, int]:
    """Return the place of the first of all texts with the same words and score → how many there are."""
    first: dict[Any, int] = {}
    heft: dict[int, int] = {}
    for index, (text, score) in enumerate(zip(texts, scores, strict=True)):
        place = first.setdefault((tuple(words(text)) or text.strip(), score), index)
        heft[place] = heft.get(place, 0) + 1
    return heft


def _represent(
    table: NDArray[np.float64],
    given: NDArray[np.float64],
    many: NDArray[np.int64],
    k: int,
    random: np.random.Generator,
) -> list[int]:
    strata = [np.flatnonzero(given == score) for score in np.unique(given[~np.isnan(given)])]
    strata += [where for where in [np.flatnonzero(np.isnan(given))] if where.size]
    seats = _seats([int(many[where].sum()) for where in strata], [where.size for where in strata], k)
    picked: list[int] = []
    for where, count in zip(strata, seats, strict=True):
        weights = typical(table[where]) ** 2 + 1e-6
        picked += where[_draw(weights, count, random)].tolist()
    return picked


def _seats(sizes: Sequence[int], room: Sequence[int], k: int) -> list[int]:
    """Share `k` seats out by size, by largest remainders; what finds no room goes to the largest that has."""
    shares = [size * k / sum(sizes) for size in sizes]
    seats = [min(int(share), most) for share, most in zip(shares, room, strict=True)]
    order = sorted(range(len(sizes)), key=lambda i: (-(shares[i] - int(shares[i])), -sizes[i], i))
    for index in order[: k - sum(int(share) for share in shares)]:
        seats[index] += seats[index] < room[index]
    for index in sorted(range(len(sizes)), key=lambda i: (-sizes[i], i)):
        seats[index] += min(room[index] - seats[index], k - sum(seats))
    return seats


def _dissent(
    table: NDArray[np.float64], given: NDArray[np.float64], k: int, random: np.random.Generator
) -> list[int]:
    known = ~np.isnan(given)
    distance = np.zeros(len(given))
    if known.any():
        distance[known] = np.abs(given[known] - np.median(given[known]))
    odd = 1 - typical(table)
    where = np.flatnonzero(distance > 0) if (distance > 0).any() else np.arange(len(given))
    weights = (distance[where] + (0.0 if (distance > 0).any() else 1.0)) ** 2 * (
        0.01 + odd[where] ** 2
    ) + 1e-9
    return [int(index) for index in where[_draw(weights, min(k, where.size), random)]]


def _draw(weights: NDArray[np.float64], count: int, random: np.random.Generator) -> Any:
    """Draw places, each once, with chances in proportion to weights (Efraimidis and Spirakis 2006)."""
    keys = np.log(random.random(len(weights))) / weights
    return np.argsort(-keys, kind="stable")[:count]
