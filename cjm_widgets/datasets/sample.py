"""The handle on a sample: texts, data frames and the map, each made when asked for; imports no pandas."""

from __future__ import annotations

import json
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput, NotFound, did_you_mean

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.document import Document
    from cjm_widgets.model.journey import Journey

SEED = 20_260_105
"""The seed of the numbers that the notebooks and pictures show."""

LOCALES = ("en", "fr")


class Sample:
    """An invented story: two parents' and a grandfather's way to glasses, with a survey and an event log.

    Nothing in it comes from real people; ``notice`` says so, the journey is tagged, and both data frames
    carry ``.attrs["sample"] == True``.
    """

    def __init__(self, locale: str, seed: int) -> None:
        self.locale = locale
        self.seed = seed
        self._plan = read_part("glasses")
        self._words = read_part(f"glasses.{locale}")

    @property
    def notice(self) -> str:
        """One or two sentences that say that everything here is invented."""
        return str(self._words["notice"])

    @property
    def title(self) -> str:
        """The title of the journey that :meth:`build` makes."""
        return str(self._words["journey"]["title"])

    @property
    def stages(self) -> dict[str, list[str]]:
        """Stage name → the survey steps and events that belong to it, for ``journey.bind(…, stages=…)``."""
        words = self._words
        return {
            words["stages"][stage]["name"]: list(
                dict.fromkeys(
                    [words["steps"][step] for step in self._plan["steps"][stage]]
                    + [words["events"][event] for event in self._plan["events"][stage]]
                )
            )
            for stage in self._plan["stages"]
        }

    def matching(self, journey: Journey) -> dict[str, list[str]]:
        """Return :attr:`stages` for a journey that was edited since: under the names its stages have now.

        Stages that were removed are left out, so that a notebook goes on running after any edit of the map.
        """
        from cjm_widgets.model.ids import derived_id

        now = {stage.id: stage.name for stage in journey.stages}
        matched: dict[str, list[str]] = {}
        for name, parts in self.stages.items():
            stage_id = derived_id("stage", journey.id, name)
            if stage_id in now:
                matched.setdefault(now[stage_id], []).extend(parts)
        return matched

    @property
    def annotations(self) -> dict[str, str]:
        """Date (ISO) → what happened that day, for a trend chart."""
        return dict(self._words["annotations"])

    @cached_property
    def survey(self) -> pd.DataFrame:
        """Answers, one row each: step, rating 1–5, recommend 0–10, segment, date, comment.

        Shaped like what a survey tool hands over: questions left open (NaN), a few answers outside the scale,
        rows without a step, without a date or without a segment. Nine waves between January and May 2026.
        """
        from cjm_widgets.datasets.answers import survey_frame

        return survey_frame(self._plan, self._words, self.seed)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Visits, one row each, by time: user_id, timestamp, event, channel, segment.

        2,140 customers enter and 388 stay. A few rows have no customer or no time, some come twice, and one
        kind of event belongs to no stage.
        """
        from cjm_widgets.datasets.visits import events_frame

        return events_frame(self._plan, self._words, self.seed)

    def build(self, document: Document) -> Journey:
        """Put the whole story in `document` as one step to undo, or return the journey it made before.

        A second call changes nothing, however much was edited or removed since.

        Raises
        ------
        OperationRefused
            The document may not be changed; nothing is added.
        """
        from cjm_widgets.datasets.story import build_story

        return build_story(document, self._plan, self._words, self.locale)

    def __repr__(self) -> str:
        return f"<Sample {self.title!r}, {self.locale}, seed {self.seed}: {self.notice}>"


def glasses(locale: str = "en", *, seed: int = SEED) -> Sample:
    """Return the sample story "Glasses for two children".

    Parameters
    ----------
    locale : str
        ``"en"`` or ``"fr"``: the language of every word in it, in the data as well. Numbers are the same.
    seed : int
        Where the random numbers start, 0 or more; the totals of the story hold for every seed.

    Raises
    ------
    NotFound
        No such language; the nearest one is named.
    BadInput
        The seed is not a whole number from 0.

    Examples
    --------
    >>> glasses("fr").title
    'Des lunettes pour deux enfants'
    """
    if locale not in LOCALES:
        raise NotFound(
            "There is no sample in this language.",
            where="locale",
            value=locale,
            expected="one of " + ", ".join(LOCALES),
            hint=did_you_mean(str(locale), LOCALES),
        )
    _check_seed(seed)
    return Sample(locale, seed)


def _check_seed(seed: object) -> None:
    if not isinstance(seed, int) or isinstance(seed, bool) or seed < 0:
        raise BadInput("This is no seed.", where="seed", value=seed, expected="a whole number from 0")


@cache
def read_part(name: str) -> dict[str, Any]:
    """Return one of the data files beside this module; callers leave it as it is."""
    text = (files("cjm_widgets") / "datasets" / f"{name}.json").read_text("utf-8")
    part: dict[str, Any] = json.loads(text)
    return part
