"""Which touchpoints and events of the data meet which stage; knows labels and names, no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.errors import BadInput
from cjm_widgets.model.fields import stored_text

How = Literal["by_hand", "exact", "alias", "pattern", "normalised", "unassigned"]
REGULAR = "re:"
"""Before a regular expression among declared labels."""
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a label belongs: a stage id, or None, and how that was found."""

    stage_id: str | None
    how: How


UNASSIGNED = Match(None, "unassigned")


def normalised(name: str) -> str:
    """Return a name without case, accents, punctuation and doubled spaces: "Thé – glacé" is "the glace"."""
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_LETTERS.sub(" ", name.casefold()).strip()


def declared_labels(stages: Mapping[str, Iterable[object]]) -> dict[str, str]:
    """Turn stage id → labels into label → stage id.

    Raises
    ------
    BadInput
        A label that two stages claim.
    """
    found: dict[str, str] = {}
    for stage_id, labels in stages.items():
        if not isinstance(labels, Iterable):
            raise BadInput(
                "The labels of a stage are a list of texts.", where="stages", value=labels,
                expected='["main", "catalog"]',
            )  # fmt: skip
        for label in [labels] if isinstance(labels, str | re.Pattern) else labels:
            text = REGULAR + label.pattern if isinstance(label, re.Pattern) else str(label).strip()
            if found.setdefault(text, stage_id) != stage_id:
                raise BadInput(
                    f'"{text}" is claimed by two stages.',
                    code="claimed_twice",
                    where="stages",
                    expected="one stage a label",
                )
    return found


def match(
    labels: Iterable[str],
    declared: Mapping[str, str],
    anchors: Mapping[str, str],
    names: Mapping[str, str],
    decided: Mapping[str, str | None] | None = None,
) -> dict[str, Match]:
    """Find the stage of each label.

    As decided or declared (``"by_hand"``); else of exactly its name (``"exact"``); else one that reads like a
    label decided or declared (``"alias"``); else one that a declared pattern fits, the longest of several
    (``"pattern"``); else one that reads like its name (``"normalised"``).

    Parameters
    ----------
    labels : iterable of str
        The labels of the data.
    declared : mapping of str to str
        Label → stage id, as asked for. A label with ``*`` or ``?`` is a pattern too, one after ``re:`` a
        regular expression; neither minds case.
    anchors : mapping of str to str
        Stage id → the name it is matched by. A stage keeps the name it had when it was bound, so that
        renaming it on the screen changes no number.
    names : mapping of str to str
        Id → name now, of the stages that are there. A stage whose anchor meets nothing is matched by this.
    decided : mapping of str to str or None, optional
        Label → stage id, None for one that stays without; it goes before what is declared, and is no pattern.
    """
    wanted = list(dict.fromkeys(labels))
    there = {label: stage_id for label, stage_id in declared.items() if stage_id in names}
    result = _decided(wanted, decided or {}, names)
    result |= {
        label: Match(there[label], "by_hand") for label in wanted if label in there and label not in result
    }
    chosen = {label: hit.stage_id for label, hit in result.items() if hit.stage_id is not None}
    standing = {stage_id: name for stage_id, name in anchors.items() if stage_id in names}
    _exactly(wanted, standing, result)
    reads: dict[str, str] = {}
    _likewise(wanted, dict(reversed((there | chosen).items())), "alias", result, reads)
    _by_pattern(wanted, there, result)
    named = {name: stage_id for stage_id, name in reversed(standing.items())}
    _likewise(wanted, named, "normalised", result, reads)
    served = {hit.stage_id for hit in result.values()} | set(there.values())
    left = {stage_id: name for stage_id, name in names.items() if stage_id not in served}
    if left:
        _exactly(wanted, left, result)
        named = {name: stage_id for stage_id, name in reversed(left.items())}
        _likewise(wanted, named, "normalised", result, reads)
    return {label: result.get(label, UNASSIGNED) for label in wanted}


def _decided(
    labels: Sequence[str], decided: Mapping[str, str | None], names: Mapping[str, str]
) -> dict[str, Match]:
    """Return what was decided of labels; a stage that is gone decides nothing."""
    if not decided:
        return {}
    kept = ((label, decided.get(stored_text(label), "")) for label in labels)
    return {label: Match(to, "by_hand") for label, to in kept if to is None or to in names}


def _exactly(labels: Sequence[str], stages: Mapping[str, str], result: dict[str, Match]) -> None:
    """Give labels that have no stage yet to the stage of their name; the first of two alike gets them."""
    exact: dict[str, str] = {}
    for stage_id, name in stages.items():
        exact.setdefault(name.strip(), stage_id)
    for label in labels:
        if label in exact and label not in result:
            result[label] = Match(exact[label], "exact")


def _likewise(
    labels: Sequence[str],
    known: Mapping[str, str],
    how: How,
    result: dict[str, Match],
    reads: dict[str, str],
) -> None:
    """Give labels that have no stage yet to that of a known text (text → stage id) that reads the same."""
    folded = {normalised(text): stage_id for text, stage_id in known.items()}
    folded.pop("", None)
    if not folded:
        return
    for label in labels:
        if label in result:
            continue
        if label not in reads:
            reads[label] = normalised(label)
        if reads[label] in folded:
            result[label] = Match(folded[reads[label]], how)


def _by_pattern(labels: Sequence[str], declared: Mapping[str, str], result: dict[str, Match]) -> None:
    found = [(text, _compiled(text), stage_id) for text, stage_id in declared.items() if is_pattern(text)]
    found.sort(key=lambda item: -len(item[0]))
    for label in labels if found else ():
        if label not in result:
            hit = next((stage_id for _, fits, stage_id in found if fits.search(label)), None)
            if hit is not None:
                result[label] = Match(hit, "pattern")


def is_pattern(text: str) -> bool:
    """Return whether a declared label is a pattern."""
    return text.startswith(REGULAR) or "*" in text or "?" in text


def _compiled(text: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression.

    Raises
    ------
    BadInput
        A regular expression that is none.
    """
    if not text.startswith(REGULAR):
        parts = {"*": ".*", "?": "."}
        return re.compile(
            "^" + "".join(parts.get(c, re.escape(c)) for c in text) + "$", re.IGNORECASE | re.DOTALL
        )
    try:
        return re.compile(text.removeprefix(REGULAR), re.IGNORECASE)
    except re.error as error:
        raise BadInput("This is no pattern.", where="stages", value=text, expected=str(error)) from error
