"""A survey: which columns hold what, copied, checked and counted; knows no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.carriers import Carrier, Lazy, light, selected
from cjm_widgets.metrics.columns import (
    Coded,
    Codes,
    Left,
    coded,
    excluded_frame,
    numbers_of,
    odd_values,
    scores,
)
from cjm_widgets.metrics.fingerprints import Digest, digest, way_back, whole
from cjm_widgets.metrics.scales import LEAST, check_above, check_groups, months_of
from cjm_widgets.metrics.times import Reading, local_days, read_times
from cjm_widgets.metrics.wide import Wide, marks

Direction = Literal["ease", "effort"]
QUESTIONS = ("csat", "nps", "ces")
NPS_SCALE = (0, 10)
NO_DAY = np.iinfo(np.int32).min
"""The day of an answer without a date."""


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """What a survey was told: columns, scales, direction and how to read times."""

    touchpoint: str
    csat: str | None
    nps: str | None
    ces: str | None
    segment: str | None
    time: str | None
    verbatim: str | None
    respondent: str | None
    csat_scale: tuple[int, int]
    ces_scale: tuple[int, int]
    ces_direction: Direction | None
    reading: Reading
    name: str
    channel: str | None = None
    check_scale: bool = True

    def wanted(self) -> dict[str, str | None]:
        """Return argument → column, for the columns that are read."""
        names = ("touchpoint", *QUESTIONS, "segment", "time", "verbatim", "respondent", "channel")
        return {name: getattr(self, name) for name in names}

    def scale(self, question: str) -> tuple[int, int]:
        """Return the declared scale of a question."""
        return {"csat": self.csat_scale, "nps": NPS_SCALE, "ces": self.ces_scale}[question]


class Survey:
    """Answers to a survey, one row each, ready to be bound to a journey.

    The frame given is not changed, nor copied where its library never changes one either; a change of a
    pandas frame afterwards is not seen.

    Parameters
    ----------
    df : data frame
        One row an answer about one touchpoint; :meth:`from_wide` takes one row a respondent. Of pandas,
        Polars (eager or lazy), pyarrow (Table or Dataset) or a relation of DuckDB.
    touchpoint : str
        Column of what the answer is about.
    csat, nps, ces : str, optional
        Columns of scores: satisfaction on `csat_scale`, recommendation from 0 to 10, effort on `ces_scale`.
        At least one.
    segment, time, verbatim, respondent : str, optional
        Columns of the segment, the date or time, the words, and who answered.
    csat_scale : tuple of int
        Lowest and highest score: (1, 5), (1, 7), (0, 10) or another of 4 to 11 points from 0 or 1; the top
        two boxes count as satisfied. Never guessed.
    ces_scale : tuple of int
        Lowest and highest score of the effort question.
    channel : str, optional
        Column of the channel that the answer is about or came by.
    invited : int or mapping of str to int, optional
        How many people were asked: about every touchpoint, or touchpoint → how many. Gives ``response_rate``.
    ces_direction : str, optional
        ``"ease"`` when high means easy (CES 2.0, Dixon et al. 2013), ``"effort"`` when high means effort
        (CES 1.0); must be given with `ces`.
    check_scale : bool
        Whether a column that mixes two scales (1 to 5 and 0 to 10) is refused, with the counts.
    name : str, optional
        What the survey is called in tables.
    tz : str
        Time zone of times without an offset and of days.
    time_format, time_unit, day_first
        How times are written, where it cannot be told; see :class:`Reading`.

    Raises
    ------
    BadInput
        A column that is missing or there twice, a scale or a direction that is not declared, a wrong type.

    Notes
    -----
    Scores outside the scale, not whole, not finite or not numbers never count, nor do answers without a
    touchpoint or with a date that cannot be read; answers without a date count, but not in a trend.
    :attr:`excluded` says how many of each.
    """

    kind = "survey"
    weights: NDArray[np.int64] | None = None
    """How many answers each row of the codes stands for; None where each is one."""

    def __init__(
        self,
        df: Any,
        touchpoint: str = "touchpoint",
        *,
        csat: str | None = None,
        nps: str | None = None,
        ces: str | None = None,
        segment: str | None = None,
        time: str | None = None,
        verbatim: str | None = None,
        respondent: str | None = None,
        csat_scale: tuple[int, int] = (1, 5),
        ces_scale: tuple[int, int] = (1, 7),
        ces_direction: Direction | None = None,
        channel: str | None = None,
        invited: Any = None,
        check_scale: bool = True,
        name: str | None = None,
        tz: str = "UTC",
        time_format: str | None = None,
        time_unit: str | None = None,
        day_first: bool | None = None,
    ) -> None:
        reading = Reading(tz, time_format, time_unit, day_first)
        columns = SurveyColumns(
            touchpoint, csat, nps, ces, segment, time, verbatim, respondent,
            _scale(csat_scale, "csat_scale"), _scale(ces_scale, "ces_scale"), ces_direction, reading,
            name or "survey", channel, check_scale,
        )  # fmt: skip
        _check_questions(columns)
        self.wide: Wide | None = None
        self.origin = way_back(df)
        self.invited = _invited(invited)
        self._read(df, columns, ())

    def _read(self, df: Any, columns: SurveyColumns, before: Sequence[Left]) -> None:
        """Copy and check the columns; `before` was left out on the way here."""
        self.columns, self.whole = columns, whole(df)
        self.carrier: Carrier = selected(df, columns.wanted(), "The survey")
        if self.carrier.spread:
            from cjm_widgets.metrics.cluster import read_spread_survey

            read_spread_survey(self)
            return
        self._read_frame(light(self.carrier), before)

    def _read_frame(self, frame: pd.DataFrame, before: Sequence[Left]) -> None:
        """Check and encode the columns of rows."""
        columns = self.columns
        self.rows = len(frame)
        self.touchpoints: Coded = coded(frame[columns.touchpoint])
        self.segments: Coded | None = coded(frame[columns.segment]) if columns.segment is not None else None
        self.channels: Coded | None = coded(frame[columns.channel]) if columns.channel is not None else None
        left = [*before]
        usable = self.touchpoints.codes >= 0
        self.odd: dict[Any, tuple[Any, ...]] = {}
        left.append(Left("missing_touchpoint", columns.touchpoint, int((~usable).sum())))
        self.days, usable = self._read_days(frame, usable, left)
        self.usable: NDArray[np.bool_] = usable
        self.scores: dict[str, NDArray[np.int16]] = {}
        for question in self.questions:
            found = scores(frame.loc[usable, getattr(columns, question)], columns.scale(question))
            values = np.full(len(frame), -1, np.int16)
            values[usable] = found.values
            self.scores[question] = values
            if columns.check_scale:
                self._check_scale(frame.loc[usable, getattr(columns, question)], question, found.left)
            left.extend(found.left)
        self._left = tuple(item for item in left if item.rows)

    def _check_scale(self, column: pd.Series[Any], question: str, left: Sequence[Left]) -> None:
        """Refuse a column that mixes two scales."""
        name, scale = getattr(self.columns, question), self.columns.scale(question)
        if any(item.reason == "outside_scale" and item.rows >= LEAST for item in left):
            check_above(name, numbers_of(column), scale)
        groups = {"touchpoint": self.touchpoints, "segment": self.segments, "channel": self.channels}
        check_groups(name, self.scores[question], scale, {**groups, "month": months_of(self.days)})

    def _read_days(
        self, frame: pd.DataFrame, usable: NDArray[np.bool_], left: list[Left]
    ) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        column = self.columns.time
        if column is None:
            return np.full(len(frame), NO_DAY, np.int32), usable
        times = read_times(frame[column], self.columns.reading)
        left.append(Left("bad_time", column, int((times.bad & usable).sum())))
        usable = usable & ~times.bad
        self.odd[column] = odd_values(frame[column], times.bad)
        left.append(Left("no_time", column, int((times.missing & usable).sum())))
        days = local_days(times.us, self.columns.reading.tz)
        days[times.missing | times.bad] = NO_DAY
        self.read_as = times.how
        return days, usable

    # -- what is in it --------------------------------------------------------------------------------

    @property
    def frame(self) -> pd.DataFrame:
        """The columns that are read; what is lazy is read anew."""
        return light(self.carrier)

    @property
    def name(self) -> str:
        """What the survey is called."""
        return self.columns.name

    @property
    def questions(self) -> tuple[str, ...]:
        """The metrics it has answers for: of ``"csat"``, ``"nps"``, ``"ces"``."""
        return tuple(question for question in QUESTIONS if getattr(self.columns, question) is not None)

    @property
    def excluded(self) -> pd.DataFrame:
        """What does not count: a DataFrame with reason, column and rows.

        Reasons: ``missing_touchpoint`` and ``bad_time`` (the whole answer), ``no_answer``,
        ``not_a_number``, ``not_finite``, ``not_whole``, ``outside_scale`` and ``not_used`` (this score),
        ``no_time`` (counts, but not in a trend). Each row of the data is counted once for the whole
        answer, or once a score.
        """
        return excluded_frame(self._left)

    @property
    def left(self) -> tuple[Left, ...]:
        """What :attr:`excluded` shows, as tuples."""
        return self._left

    @property
    def labels(self) -> Codes:
        """The touchpoint code of each row; -1 where the whole row does not count."""
        return np.where(self.usable, self.touchpoints.codes, np.int32(-1)).astype(np.int32)

    def label_counts(self) -> dict[str, int]:
        """Return touchpoint → how many answers count."""
        some = self.labels >= 0
        weights = None if self.weights is None else self.weights[some]
        counts = np.bincount(self.labels[some], weights, minlength=len(self.touchpoints.labels))
        return dict(zip(self.touchpoints.labels, counts.astype(np.int64).tolist(), strict=True))

    @cached_property
    def digest(self) -> Digest:
        """What a fingerprint of the answers is made of; words do not count."""
        columns = [f"{name}={column}" for name, column in self.wanted().items() if column]
        scored = [self.scores[question] for question in self.questions]
        person = None if self.weights is not None else self.columns.respondent
        who = coded(self.frame[person]) if person else None
        parts: list[Any] = [self.touchpoints, self.days, self.segments, self.channels, self.usable, who]
        ordered = not isinstance(self.carrier, Lazy)
        return digest(columns, len(self.days), [*parts, self.weights, *scored], ordered=ordered)

    def like(self, df: Any) -> Survey:
        """Return a survey with the same columns and scales over `df`, other rows of the same shape."""
        other = Survey.__new__(Survey)
        other.wide, other.invited = self.wide, self.invited
        other.origin = way_back(df)
        long, left = self.wide.melted(df) if self.wide else (df, [])
        other._read(long, self.columns, left)
        return other

    def wanted(self) -> dict[str, str | None]:
        """Return argument → column, for the columns that rows must have."""
        return self.wide.wanted() if self.wide else self.columns.wanted()

    def __len__(self) -> int:
        return self.rows

    def __repr__(self) -> str:
        return f"<Survey {self.name!r}: {len(self)} answers, {', '.join(self.questions)}>"

    # -- other shapes ---------------------------------------------------------------------------------

    @classmethod
    def from_wide(
        cls,
        df: Any,
        touchpoints: Sequence[str] | Mapping[str, str],
        *,
        not_used: Any = 0,
        respondent: str | None = None,
        segment: str | None = None,
        time: str | None = None,
        verbatim: str | None = None,
        question: Literal["csat", "ces"] = "csat",
        **settings: Any,
    ) -> Survey:
        """Return a survey from a frame with one row a respondent and one column a touchpoint.

        Parameters
        ----------
        df : data frame
            One row a respondent, of any of the libraries above.
        touchpoints : sequence of str, or mapping of str to str
            The columns that hold scores; as a mapping, column → what to call the touchpoint.
        not_used : object or collection of objects, optional
            What stands for "did not use it": counted as ``not_used``, not as a wrong score.
        respondent : str, optional
            Column of who answered; the index of the frame when left out. The same one on all rows it gives.
        segment, time, verbatim : str, optional
            Columns that belong to the respondent, repeated on every row.
        question : str
            What the scores are: ``"csat"`` or ``"ces"``.
        **settings
            As of :class:`Survey`: csat_scale, ces_scale, ces_direction, invited, name, tz, time_format.
        """
        if isinstance(touchpoints, str) or not touchpoints:
            raise BadInput(
                "A wide survey needs its touchpoint columns.",
                where="touchpoints",
                expected="a list of columns",
            )
        named = (
            dict(touchpoints) if isinstance(touchpoints, Mapping) else {name: name for name in touchpoints}
        )
        told: dict[str, Any] = {"segment": segment, "time": time, "verbatim": verbatim}
        told = {name: name for name, column in told.items() if column} | {question: "score"} | settings
        wide = Wide(named, respondent, segment, time, verbatim, marks(not_used))
        long, left = wide.melted(df)
        survey = cls(long.iloc[:0], "touchpoint", respondent="respondent", **told)
        survey.wide, survey.origin = wide, way_back(df)
        survey._read(long, survey.columns, left)
        return survey


def _invited(invited: Any) -> Any:
    """Return how many people were asked, checked."""
    from cjm_widgets.metrics.responses import invited_of

    return invited_of(invited)


def _scale(scale: Any, where: str) -> tuple[int, int]:
    """Return a declared scale as two whole numbers."""
    try:
        low, high = (int(end) for end in scale)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(
            "This is no scale.", where=where, value=scale, expected="lowest and highest score, (1, 5)"
        ) from error
    if low >= high or low < 0 or high > 100 or (low, high) != tuple(scale):
        raise BadInput(
            "This is no scale.", where=where, value=scale, expected="lowest and highest score, (1, 5)"
        )
    return low, high


def _check_questions(columns: SurveyColumns) -> None:
    """Make sure there is a question, and that scale and direction of each are declared."""
    if columns.touchpoint is None:
        raise BadInput(
            "A survey needs the column of what each answer is about.", code="missing_column",
            where="touchpoint", expected='touchpoint="…"',
        )  # fmt: skip
    if not any(getattr(columns, question) is not None for question in QUESTIONS):
        raise BadInput(
            "A survey needs a column of scores.",
            code="missing_column",
            expected='csat="…", nps="…" or ces="…"',
        )
    if columns.csat is not None:
        kpi.top_box(columns.csat_scale)
    if columns.ces is not None and columns.ces_direction not in ("ease", "effort"):
        raise BadInput(
            "Whether a high score means ease or effort must be declared: sources contradict each other.",
            where="ces_direction",
            value=columns.ces_direction,
            expected='"ease" or "effort"',
        )
