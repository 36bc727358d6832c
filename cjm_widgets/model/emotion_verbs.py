"""What a journey can be asked about its emotion curves; knows of the handle only what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.analysis.reading import EmotionSummary


class EmotionVerbs:
    """Mixed into :class:`Journey`."""

    __slots__ = ()

    def emotion_summary(self) -> tuple[EmotionSummary, ...]:
        """Return what each curve says: peak, trough, end, steepest fall, volatility, moments of truth.

        Returns
        -------
        tuple of EmotionSummary
            One a curve, persona by persona; ``str()`` of one is a few sentences, ``to_frame()`` its data.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> journey = cjm.Document().add_journey("Returns", template="purchase")
        >>> _ = journey.set_emotion("Discovery", 1), journey.set_emotion("Consideration", -1)
        >>> journey.emotion_summary()[0].reading("fall").value
        -2.0
        """
        from cjm_widgets.analysis.reading import read_curves

        return read_curves(self)  # type: ignore[arg-type]

    def emotion_gaps(self, metric: str | None = None, neutral: float | None = None) -> pd.DataFrame:
        """Return drawn and measured side by side: one row a point of a curve at a stage with a score.

        Parameters
        ----------
        metric : str, optional
            ``"csat"`` or ``"nps"``; that of the first lane of emotions when left out, else the first with
            numbers.
        neutral : float, optional
            The score that feels like nothing in particular, and becomes 0; the middle of its scale when
            neither this nor the lane's target says so.

        Returns
        -------
        DataFrame
            Columns stage, persona, drawn, drawn_low, drawn_high, measured, low, high (all from -2 to +2), gap
            (measured minus drawn), disagree (the interval lies wholly outside of the drawn range; never under
            the floor of answers), n, metric.

        Raises
        ------
        BadInput
            The journey is bound to no data, or there is no such score.
        """
        from cjm_widgets.analysis.gaps import gaps_frame

        return gaps_frame(self, metric, neutral)  # type: ignore[arg-type]
