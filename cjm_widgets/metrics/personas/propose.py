"""Personas proposed from data: by a column, by behaviour, by the answers to a questionnaire; names nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from string import ascii_uppercase
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.metrics.columns import check_columns, coded, frame_of
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.personas import suggest
from cjm_widgets.metrics.personas.clusters import SMALLEST, Found, clusters, need_sklearn
from cjm_widgets.metrics.personas.proposals import QUOTES, Proposal, Proposals
from cjm_widgets.metrics.personas.table import Columns, People, people_of
from cjm_widgets.metrics.personas.traits import Traits, apart, traits_of
from cjm_widgets.metrics.quotes import Kind, drawn
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.model.rules import Column, Compare, Literal
from cjm_widgets.model.words import Words

WAYS = ("segment", "behaviour", "questionnaire")
SOURCES = {
    "segment": "proposals.by_segment",
    "behaviour": "proposals.by_behaviour",
    "questionnaire": "proposals.by_questionnaire",
}
CHOICE = {
    "k": "int64", "silhouette": "float64", "stability": "float64", "smallest": "int64", "chance": "float64",
    "holds": bool, "chosen": bool,
}  # fmt: skip


def propose_personas(
    data: Any, by: str | None = None, *, customer: str | None = None, segment: str | None = None,
    items: Sequence[str] | None = None, traits: Sequence[str] | None = None, verbatim: str | None = None,
    score: str | None = None, k: int | None = None, most: int = 8, quotes: int = 3, sample: int = 20_000,
    resamples: int = 20, seed: int = 0,
) -> Proposals:  # fmt: skip
    """Return groups of customers that may be personas, with what speaks for and against each; names nobody.

    Parameters
    ----------
    data : EventLog, Survey or data frame
        A frame has one row a customer. Of a log, customers are described by how often each of the commonest
        events occurs, how many there are on how many days, and the shares of channels. Of a survey, by the
        means of their answers (a row is a respondent where none is named).
    by : str, optional
        ``"segment"``: the labels of `segment` (of a log or survey: the declared column). ``"behaviour"``:
        clusters. ``"questionnaire"``: clusters of the answers to `items`. When left out, what is given says.
    customer, segment : str, optional
        Columns of a frame; neither is a trait of clusters.
    items, traits : sequence of str, optional
        Columns of the numeric answers to a questionnaire; columns that may set customers apart (all).
    verbatim, score : str, optional
        Columns of what customers said, and of the score they gave with it.
    k, most : int, optional
        The number of clusters, chosen when left out (see :func:`.clusters.clusters`); the largest one tried.
    quotes : int
        Representative, and as many dissenting, quotes a proposal.
    sample, resamples, seed : int
        More customers than `sample` are sampled, and the notes say so; bootstrap samples for the stability;
        the seed of every draw.

    Returns
    -------
    Proposals
        The largest first; empty where there are no groups, and the notes say why. p-values of traits that
        made the clusters describe them and prove nothing: the groups were drawn so as to differ in these.

    Raises
    ------
    BadInput
        Under 60 customers for clusters, no trait that tells customers apart, a column that is missing,
        several rows of one customer in a frame, no scikit-learn.
    """
    way = _way(by, data, segment, items)
    asked = {"k": k, "most": most, "resamples": resamples, "seed": seed, "quotes": quotes}
    _check_wholes({**asked, "sample": sample})
    people = people_of(data, Columns(customer, segment, verbatim, score), sample, seed)
    found = _traits(people, items if way == "questionnaire" else None, traits)
    return (_by_segment if way == "segment" else _by_clusters)(people, found, way, asked)


_LEAST = {"k": 2, "most": 2, "quotes": 0, "sample": 2 * SMALLEST, "resamples": 2, "seed": 0}


def _check_wholes(numbers: Mapping[str, Any]) -> None:
    for name, value in numbers.items():
        if name == "k" and value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int) or value < _LEAST[name]:
            raise BadInput(
                f"{name} is a whole number.", where=name, value=value, expected=f"{_LEAST[name]} or more"
            )


def _way(by: Any, data: Any, segment: Any, items: Any) -> str:
    if by is not None and by not in WAYS:
        raise BadInput(
            "Personas are not proposed so.", where="by", value=by, expected=", ".join(WAYS),
            hint=did_you_mean(str(by), WAYS),
        )  # fmt: skip
    if by == "questionnaire" and isinstance(data, EventLog):
        raise BadInput("An event log has no questionnaire.", where="by", expected='"behaviour" or "segment"')
    if by is not None:
        return str(by)
    if segment is not None:
        return "segment"
    return "questionnaire" if items is not None or isinstance(data, Survey) else "behaviour"


def _traits(people: People, items: Sequence[str] | None, wanted: Sequence[str] | None) -> Traits:
    """Return the traits that count, with the notes on what was left out and filled in."""
    for argument, columns in (("items", items), ("traits", wanted)):
        if columns is not None:
            if isinstance(columns, str) or not len(columns):
                raise BadInput("These are no columns.", where=argument, value=columns, expected='["a", "b"]')
            check_columns(
                list(people.frame.columns), {f"{argument}[{n}]": c for n, c in enumerate(columns)}, "The data"
            )
    chosen = items if items is not None else wanted
    frame = people.frame if chosen is None else people.frame[[str(name) for name in chosen]]
    aside = {*people.aside, people.segment}
    found = traits_of(frame, aside)
    if items is not None:
        for trait in [one for one in found.found if one.numbers is None]:
            found.left[trait.name] = "not_comparable"
        found.found = [one for one in found.found if one.numbers is not None]
    if found.left:
        people.notes.append(Words("proposals.left_out", names=", ".join(found.left)))
    gaps = [one.name for one in found.found if one.missing.any()]
    if gaps:
        people.notes.append(Words("proposals.gaps", names=", ".join(gaps)))
    return found


# -- by a column ----------------------------------------------------------------------------------------


def _by_segment(people: People, traits: Traits, way: str, asked: dict[str, Any]) -> Proposals:
    if people.segment is None:
        raise BadInput("No column holds segments.", where="segment", expected='segment="…"')
    read = coded(people.frame[people.segment])
    sizes = np.bincount(read.codes[read.codes >= 0], minlength=len(read.labels))
    order = [int(code) for code in np.argsort(-sizes, kind="stable") if sizes[code]]
    missing = int((read.codes < 0).sum())
    if missing:
        people.notes.append(Words("proposals.no_segment", n=missing))
    few = [read.labels[code] for code in order if sizes[code] < SMALLEST]
    if few:
        people.notes.append(Words("proposals.few", names=", ".join(few), least=SMALLEST))
    groups = {read.labels[code]: read.codes == code for code in order}
    column = people.frame[people.segment]
    rules = {}
    for label, inside in groups.items():
        text = isinstance(column.dtype, pd.CategoricalDtype) or not pd.api.types.is_numeric_dtype(
            column.dtype
        )
        if text and people.what != "survey":
            node = Compare((Column(people.segment), Literal(label)), ("=",))
            rules[label] = suggest.rated(node, people.frame, inside)
    return _proposals(people, traits, groups, rules, way, asked, frame_of([], CHOICE))


# -- by clusters ----------------------------------------------------------------------------------------


def _by_clusters(people: People, traits: Traits, way: str, asked: dict[str, Any]) -> Proposals:
    need_sklearn()
    n = len(people.frame)
    if n < 2 * SMALLEST:
        raise BadInput(
            "There are too few customers to find groups among them.", where="data", value=n,
            expected=f"at least {2 * SMALLEST}",
        )  # fmt: skip
    if not traits.found:
        raise BadInput(
            "No column tells customers apart.", where="traits", value=", ".join(traits.left) or None,
            expected="numbers, truth values, or texts of at most 12 levels, that are not all the same",
        )  # fmt: skip
    found = clusters(traits.points(), asked["k"], asked["most"], asked["resamples"], asked["seed"])
    rows = [(*asdict(one).values(), one.holds, one.k == found.k) for one in found.choices]
    choice = frame_of(rows, CHOICE)
    if found.codes is None:
        people.notes.append(_why(found))
        return _proposals(people, traits, {}, {}, way, asked, choice)
    chosen = next(one for one in found.choices if one.k == found.k)
    people.notes.append(
        Words(
            "proposals.chosen", k=chosen.k, silhouette=f"{chosen.silhouette:.2f}",
            chance=f"{chosen.chance:.2f}", stability=f"{chosen.stability:.2f}",
        )
    )  # fmt: skip
    if not chosen.holds or chosen.silhouette <= chosen.chance:
        people.notes.append(Words("proposals.forced"))
    people.notes.append(Words("proposals.circular"))
    groups = {_letter(code): found.codes == code for code in range(chosen.k)}
    rules = {
        letter: rule
        for letter, inside in groups.items()
        if (rule := suggest.described(traits, people.frame, inside, asked["seed"]))
    }
    return _proposals(people, traits, groups, rules, way, asked, choice)


def _why(found: Found) -> Words:
    if found.why == "alike":
        return Words("proposals.alike")
    return Words("proposals.chance") if found.why == "chance" else Words("proposals.not_firm")


def _letter(place: int) -> str:
    return (
        ascii_uppercase[place]
        if place < 26
        else f"{ascii_uppercase[place // 26 - 1]}{ascii_uppercase[place % 26]}"
    )


def _proposals(
    people: People,
    traits: Traits,
    groups: dict[str, NDArray[np.bool_]],
    rules: dict[str, suggest.Suggestion],
    way: str,
    asked: dict[str, Any],
    choice: pd.DataFrame,
) -> Proposals:
    tables = apart(traits, list(groups.values())) if groups else []
    told = {"n": len(people.frame), "column": people.segment or "", "seed": asked["seed"]}
    source = Words(SOURCES[way], **told)
    evidence = "reported" if way == "questionnaire" or people.what == "survey" else "observed"
    found = [
        Proposal(letter, int(inside.sum()), len(people.frame), table, rules.get(letter),
                 _quotes(people, inside, asked["quotes"], asked["seed"]), evidence, source)
        for (letter, inside), table in zip(groups.items(), tables, strict=True)
    ]  # fmt: skip
    label = np.full(len(people.frame), None, object)
    for letter, inside in groups.items():
        label[inside] = letter
    customers = people.frame.assign(proposal=label)
    left = frame_of(list(traits.left.items()), {"column": object, "reason": object})
    return Proposals(found, choice, people.notes, customers, left)


def _quotes(people: People, inside: NDArray[np.bool_], count: int, seed: int) -> pd.DataFrame:
    """Draw quotes of a group: some of what is typical of it, and some of what is not."""
    words = people.words
    here = words[inside[words["place"].to_numpy(int)]] if len(words) else words
    if not count or here.empty:
        return frame_of([], QUOTES)
    texts, scores = here["text"].tolist(), here["score"].to_numpy(float)
    low, high = (np.nanmin(scores), np.nanmax(scores)) if np.isfinite(scores).any() else (0.0, 1.0)
    scaled = [None if np.isnan(one) else float((one - low) / ((high - low) or 1)) for one in scores]
    rows: list[tuple[Any, ...]] = []
    kinds: tuple[Kind, ...] = ("representative", "dissenting")
    for kind in kinds:
        places = drawn(texts, scaled, count, kind, seed)
        rows += [(texts[at], scores[at], kind, here["row"].iloc[at], len(texts)) for at in places]
    return frame_of(rows, QUOTES)
