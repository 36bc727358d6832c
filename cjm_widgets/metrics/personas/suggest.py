"""A segment rule that describes a group of customers, with how well it does; knows no personas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.metrics.personas.masks import kind_in_memory, masks
from cjm_widgets.metrics.personas.traits import Trait, Traits
from cjm_widgets.model.rules import And, Column, Compare, In, Literal, Node, Not, Or, Truth, text_of

GOOD = 0.7
"""The precision and the recall that a rule must have to be suggested."""
DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rule, the share of those it finds who are of the group, and the share of the group it finds."""

    rule: str
    precision: float
    recall: float


def rated(node: Node, frame: pd.DataFrame, inside: NDArray[np.bool_]) -> Suggestion:
    """Return how well a rule describes some of the rows of a frame."""
    met = masks({"it": node}, frame)["it"]
    both = int((met & inside).sum())
    return Suggestion(text_of(node), both / max(int(met.sum()), 1), both / max(int(inside.sum()), 1))


def described(traits: Traits, frame: pd.DataFrame, inside: NDArray[np.bool_], seed: int) -> Suggestion | None:
    """Return the shortest good rule over traits that says who is in a group, or None where none is good.

    Notes
    -----
    Decision trees of depth 1 to 3 (CART, Breiman et al. 1984), group against rest; a deeper one is taken only
    for 0.02 more of F1. Bounds are shortened to as few digits as part the same customers. Precision and
    recall are those of the rule over the customers it was found on.
    """
    from sklearn.tree import DecisionTreeClassifier

    table, meanings = _indicators(traits)
    best: Suggestion | None = None
    for depth in range(1, DEEPEST + 1):
        tree = DecisionTreeClassifier(
            max_depth=depth, min_samples_leaf=max(5, len(frame) // 200), class_weight="balanced",
            random_state=seed,
        )  # fmt: skip
        node = _rule(tree.fit(table, inside).tree_, list(tree.classes_), table, meanings, frame)
        if node is None:
            continue
        found = rated(node, frame, inside)
        if best is None or _f1(found) > _f1(best) + 0.02:
            best = found
    return best if best and min(best.precision, best.recall) >= GOOD else None


def _f1(one: Suggestion) -> float:
    both = one.precision + one.recall
    return 2 * one.precision * one.recall / both if both else 0.0


Meaning = tuple[Trait, str | None]


def _indicators(traits: Traits) -> tuple[NDArray[np.float64], list[Meaning]]:
    columns: list[Any] = []
    meanings: list[Meaning] = []
    for trait in traits.found:
        if trait.numbers is not None:
            columns.append(np.where(trait.missing, np.nanmedian(trait.numbers), trait.numbers))
            meanings.append((trait, None))
        else:
            columns += [np.asarray(trait.codes) == at for at in range(len(trait.levels))]
            meanings += [(trait, level) for level in trait.levels]
    return np.stack(columns, axis=1).astype(float), meanings


def _rule(
    tree: Any, classes: list[Any], table: NDArray[np.float64], meanings: list[Meaning], frame: pd.DataFrame
) -> Node | None:
    """Return the leaves of a tree where the group prevails as one rule, or None where there is none."""
    if True not in classes or tree.node_count == 1:
        return None
    yes, paths = classes.index(True), []

    def walk(at: int, steps: list[tuple[int, bool, float]]) -> None:
        if tree.children_left[at] < 0:
            share = tree.value[at][0] / tree.value[at][0].sum()
            if share[yes] > 0.5:
                paths.append(steps)
            return
        column, bound = int(tree.feature[at]), float(tree.threshold[at])
        walk(int(tree.children_left[at]), [*steps, (column, True, bound)])
        walk(int(tree.children_right[at]), [*steps, (column, False, bound)])

    walk(0, [])
    if not paths or len(paths) == int((tree.children_left < 0).sum()):
        return None
    parts = [_path(steps, table, meanings, frame) for steps in paths]
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _path(
    steps: list[tuple[int, bool, float]],
    table: NDArray[np.float64],
    meanings: list[Meaning],
    frame: pd.DataFrame,
) -> Node:
    """Return the conditions on the way to a leaf, the tightest bounds of each column only."""
    low: dict[int, float] = {}
    high: dict[int, float] = {}
    for column, below, bound in steps:
        if below:
            high[column] = min(bound, high.get(column, np.inf))
        else:
            low[column] = max(bound, low.get(column, -np.inf))
    conditions = [
        _condition(column, low.get(column), high.get(column), table[:, column], meanings, frame)
        for column in dict.fromkeys(step[0] for step in steps)
    ]
    return conditions[0] if len(conditions) == 1 else And(tuple(conditions))


def _condition(
    at: int, low: float | None, high: float | None, values: NDArray[np.float64], meanings: list[Meaning],
    frame: pd.DataFrame,
) -> Node:  # fmt: skip
    trait, level = meanings[at]
    column = Column(trait.name)
    if level is not None:
        same = Compare((column, Literal(level)), ("=",))
        return same if low is not None else In(column, (Literal(level),), negated=True)
    if kind_in_memory(frame[trait.name]) == "truth":
        return Truth(column) if low is not None else Not(Truth(column))
    least = (
        None if low is None else _short(values[values <= low].max(), values[values > low].min(), upper=True)
    )
    most = (
        None
        if high is None
        else _short(values[values <= high].max(), values[values > high].min(), upper=False)
    )
    if least is not None and most is not None:
        return Compare((Literal(least), column, Literal(most)), ("<=", "<="))
    return (
        Compare((column, Literal(least)), (">=",))
        if least is not None
        else Compare((column, _lit(most)), ("<=",))
    )


def _lit(value: float | None) -> Literal:
    return Literal(0 if value is None else value)


def _short(below: float, above: float, *, upper: bool) -> int | float:
    """Return the number of the fewest digits that parts two values: it belongs to the upper or lower one."""
    for digits in range(-6, 12):
        for turn in (np.ceil, np.floor):
            scale = 10.0**digits
            value = float(turn((above if upper else below) * scale) / scale)
            if (below < value <= above) if upper else (below <= value < above):
                return int(value) if value.is_integer() else value
    return above if upper else below
