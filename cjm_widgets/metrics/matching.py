"""Which touchpoints and events of the data meet which stage; knows labels and names, no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.errors import BadInput

How = Literal["declared", "exact", "name", "unassigned"]
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a label belongs: a stage id, or None, and how that was found."""

    stage_id: str | None
    how: How


UNASSIGNED = Match(None, "unassigned")


def normalised(name: str) -> str:
    """Return a name without case, accents, punctuation and doubled spaces: "Thé – glacé" is "the glace"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_LETTERS.sub(" ", plain.casefold()).strip()


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
        for label in [labels] if isinstance(labels, str) else labels:
            text = str(label).strip()
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
) -> dict[str, Match]:
    """Find the stage of each label: as declared, else by the same name, else by one that reads the same.

    Parameters
    ----------
    labels : iterable of str
        The labels of the data.
    declared : mapping of str to str
        Label → stage id, as asked for.
    anchors : mapping of str to str
        Stage id → the name it is matched by. A stage keeps the name it had when it was bound, so that
        renaming
        it on the screen changes no number.
    names : mapping of str to str
        Id → name now, of the stages that are there. A stage whose anchor meets nothing is matched by this.
    """
    wanted = list(dict.fromkeys(labels))
    found = {label: Match(stage_id, "declared") for label, stage_id in declared.items() if stage_id in names}
    result = {label: found[label] for label in wanted if label in found}
    standing = {stage_id: name for stage_id, name in anchors.items() if stage_id in names}
    _by_name(wanted, standing, result)
    served = {hit.stage_id for hit in result.values()}
    served |= {stage_id for stage_id in declared.values() if stage_id in names}
    _by_name(wanted, {stage_id: name for stage_id, name in names.items() if stage_id not in served}, result)
    return {label: result.get(label, UNASSIGNED) for label in wanted}


def _by_name(labels: Sequence[str], stages: Mapping[str, str], result: dict[str, Match]) -> None:
    """Give labels that have no stage yet to the stage of their name; the first of two alike gets them."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for stage_id, name in stages.items():
        exact.setdefault(name.strip(), stage_id)
        folded.setdefault(normalised(name), stage_id)
    folded.pop("", None)
    for label in labels:
        if label in result:
            continue
        if label in exact:
            result[label] = Match(exact[label], "exact")
        elif normalised(label) in folded:
            result[label] = Match(folded[normalised(label)], "name")
