"""Personas proposed from data, as people read them and take them over; finds none itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.locale import default_locale, known
from cjm_widgets.locale import text as say
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.personas.suggest import Suggestion
from cjm_widgets.metrics.personas.traits import SLIGHT
from cjm_widgets.model.words import say as translated

if TYPE_CHECKING:
    from cjm_widgets.model.document import Document
    from cjm_widgets.model.persona import Persona

SHOWN = 5
"""So many traits a proposal are put into words."""
TABLE = {
    "name": object, "n": "int64", "share": "float64", "apart": object, "rule": object, "precision": "float64",
    "recall": "float64",
}  # fmt: skip
_KINDS = {"representative": "proposals.representative", "dissenting": "proposals.dissenting"}
QUOTES = {"quote": object, "score": "float64", "kind": object, "row": object, "n": "int64"}


@dataclass(frozen=True)
class Proposal:
    """A group of customers that may be a persona; naming it is left to people.

    Attributes
    ----------
    letter : str
        A, B, C …, from the largest on; the label of the segment where they come from a column.
    n, of, share
        Customers, those looked at, and n over them.
    traits : pandas.DataFrame
        What tells them from the others, strongest first: trait, level, value, rest (means, or shares of the
        level), effect, measure (``"d"``: Cohen's d; ``"h"``: Cohen's h), n, n_rest, p, p_holm.
    rule : Suggestion or None
        A segment rule that says who they are, with precision and recall; None where none is good.
    quotes : pandas.DataFrame
        quote, score, kind (``"representative"``, ``"dissenting"``), row, n (verbatims drawn from).
    evidence : str
        ``"observed"`` (columns of data, events) or ``"reported"`` (answers).
    source : str
        What data and which way, in a sentence.
    """

    letter: str
    n: int
    of: int
    traits: pd.DataFrame
    rule: Suggestion | None
    quotes: pd.DataFrame
    evidence: str
    source: str

    @property
    def share(self) -> float:
        """Their share of the customers looked at."""
        return self.n / self.of

    @property
    def name(self) -> str:
        """What it is called until people name it."""
        return self.called(default_locale())

    def called(self, locale: str) -> str:
        """Return the neutral name in a language."""
        return say("proposals.name", locale, letter=self.letter)

    def apart(self, locale: str | None = None) -> list[str]:
        """Return what sets the group apart in words: the traits that are neither slight nor due to chance."""
        locale = known(locale) if locale else default_locale()
        there = self.traits[(self.traits["effect"].abs() >= SLIGHT) & (self.traits["p_holm"] < 0.05)]
        return [_said(row, locale) for row in there.head(SHOWN).to_dict("records")]

    def add_to(self, doc: Document, *, name: str | None = None, locale: str | None = None) -> Persona:
        """Make a persona of the proposal, or return the one of this name.

        It holds what the data show and nothing else: what sets it apart, a representative quote, the rule,
        each with its evidence; and says that it is a proposal.

        Parameters
        ----------
        doc : Document
            Where to.
        name : str, optional
            What people call it; "Segment A" when left out.
        locale : str, optional
            Language of what is written; that of the environment when left out.
        """
        locale = known(locale) if locale else default_locale()
        heading, claim = say("proposals.apart", locale), say("proposals.proposal", locale)
        rows = say("proposals.rows", locale, n=self.n, of=self.of)
        told: list[dict[str, Any]] = [
            {"name": claim, "kind": "text", "text": say(
                "proposals.claim", locale, n=self.n, of=self.of, share=f"{self.share:.0%}")}
        ]  # fmt: skip
        fields: dict[str, Any] = {}
        rests = [claim]
        if self.apart(locale):
            told.append({"name": heading, "kind": "list", "items": self.apart(locale)})
            rests.append(heading)
        evidence = [
            {
                "field": f"custom:{key}",
                "evidence": self.evidence,
                "source": translated(self.source, locale),
                "rows": rows,
            }
            for key in rests
        ]
        first = self.quotes[self.quotes["kind"] == "representative"].head(1)
        for quote in first.to_dict("records"):
            fields["quote"] = quote["quote"]
            drawn = say("proposals.drawn", locale, n=quote["n"])
            evidence.append(
                {"field": "quote", "evidence": "reported", "quote": quote["quote"], "source": drawn,
                 "rows": str(quote["row"])}
            )  # fmt: skip
        if self.rule:
            fields["segment"] = self.rule.rule
        wanted = name or self.called(locale)
        return doc.add_persona(wanted, **fields, custom_fields=told, evidence=evidence)

    def text(self, locale: str | None = None) -> str:
        """Return the proposal in words, in a language; that of the environment when left out."""
        locale = known(locale) if locale else default_locale()
        lines = [f"{self.called(locale)}: n = {self.n} ({self.share:.1%})"]
        lines += [f"  {one}" for one in self.apart(locale)]
        if self.rule:
            lines.append("  " + _rated(self.rule, locale))
        lines += [
            f"  {say(_KINDS[row['kind']], locale)}: “{row['quote']}”"
            for row in self.quotes.to_dict("records")
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self.text()


class Proposals(Sequence[Proposal]):
    """Personas proposed from data, the largest first, with what speaks for and against them.

    Made by :func:`cjm_widgets.propose_personas`.

    Attributes
    ----------
    choice : pandas.DataFrame
        How many clusters: k, silhouette, stability, smallest, chance, holds, chosen; empty without clusters.
    notes : tuple of str
        What to know: what was sampled, left out, filled in, and why there may be no proposal.
    customers : pandas.DataFrame
        The customers that were looked at with their traits and a column ``proposal`` (the letter, or None);
        the data over which suggested rules can be read.
    left_out : pandas.DataFrame
        column, reason: the columns that are no traits.
    """

    def __init__(
        self, found: Sequence[Proposal], choice: pd.DataFrame, notes: Sequence[str], customers: pd.DataFrame,
        left_out: pd.DataFrame,
    ) -> None:  # fmt: skip
        self._found = tuple(found)
        self.choice, self.notes = choice, tuple(notes)
        self.customers, self.left_out = customers, left_out

    def __getitem__(self, at: Any) -> Any:
        if not isinstance(at, str):
            return self._found[at]
        for one in self._found:
            if at in (one.letter, one.name):
                return one
        letters = [one.letter for one in self._found]
        raise NotFound(
            f'No proposal is called "{at}".', expected=", ".join(letters) or "none: there is no proposal",
            hint=did_you_mean(at, letters),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Proposal]:
        return iter(self._found)

    @property
    def table(self) -> pd.DataFrame:
        """One row a proposal: name, n, share, apart (in words), rule, precision, recall."""
        nan = float("nan")
        rows = [
            (
                one.name, one.n, one.share, "; ".join(one.apart()), one.rule.rule if one.rule else None,
                one.rule.precision if one.rule else nan, one.rule.recall if one.rule else nan,
            )
            for one in self
        ]  # fmt: skip
        return frame_of(rows, TABLE)

    def quotes(self) -> pd.DataFrame:
        """Return the quotes of all proposals, with the column name in front."""
        parts = [one.quotes.assign(name=one.name) for one in self if len(one.quotes)]
        columns = ["name", *QUOTES]
        return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)

    def add_to(self, doc: Document, *, locale: str | None = None) -> list[Persona]:
        """Make a persona of every proposal, as one step; see :meth:`Proposal.add_to`."""
        with doc.batch("propose_personas"):
            return [one.add_to(doc, locale=locale) for one in self]

    def text(self, locale: str | None = None) -> str:
        """Return everything in words, in a language; that of the environment when left out."""
        locale = known(locale) if locale else default_locale()
        lines = [one.text(locale) for one in self]
        if len(self.choice):
            lines.append(self.choice.round(3).to_string(index=False))
        lines += [translated(one, locale) for one in self.notes]
        return "\n".join(lines) or say("proposals.none", locale)

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        shares = {
            name: (lambda one: f"{one:.1%}" if one == one else "–")
            for name in ("share", "precision", "recall")
        }
        parts = (
            [self.table.to_html(index=False, border=0, formatters=shares, na_rep="–")] if len(self) else []
        )
        if len(self.choice):
            parts.append(self.choice.round(3).to_html(index=False, border=0, na_rep="–"))
        return "".join(
            [*parts, *(f"<p>{escape(translated(one, default_locale()))}</p>" for one in self.notes)]
        )


def _said(row: Mapping[Any, Any], locale: str) -> str:
    if row["level"] is None:
        values = {"value": f"{row['value']:.3g}", "rest": f"{row['rest']:.3g}"}
        what = row["trait"]
    else:
        values = {"value": f"{row['value']:.0%}", "rest": f"{row['rest']:.0%}"}
        what = f"{row['trait']} = {row['level']}"
    return say(
        "proposals.trait",
        locale,
        trait=what,
        **values,
        measure=row["measure"],
        effect=f"{row['effect']:+.2f}",
    )


def _rated(rule: Suggestion, locale: str) -> str:
    return say(
        "proposals.rule",
        locale,
        rule=rule.rule,
        precision=f"{rule.precision:.0%}",
        recall=f"{rule.recall:.0%}",
    )
