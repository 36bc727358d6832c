"""All that is known of where customers stand, in layers; takes new rows in; knows codes, no frames."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.engine import NEVER, Events, groups_of
from cjm_widgets.metrics.rules import Plan, Rules
from cjm_widgets.metrics.standing import Standing, Stands, advanced

_LAYERS = 16


@dataclass(frozen=True)
class Ground:
    """Where customers stand, by bucket, and since then by batch of new rows.

    Attributes
    ----------
    size : int
        Customers a bucket.
    buckets : mapping of int to Standing
        Those of the last count of everything; customers that are missing are counted anew.
    layers : tuple of Standing
        Those who had new rows since, the newest first.
    clock : int
        A place after those of all events.
    customers : int
        How many customers were known; codes from here on are newcomers.
    """

    size: int
    buckets: Mapping[int, Standing] = field(default_factory=dict)
    layers: tuple[Standing, ...] = ()
    clock: int = 0
    customers: int = 0

    @staticmethod
    def holds(plan: Plan, rules: Rules) -> bool:
        """Return whether new rows can be added without the history: not in sessions, orders and contacts."""
        return rules.unit != "sessions" and plan.walk.order == "loose" and not plan.contacts.any()

    def has_room(self, rows: int) -> bool:
        """Return whether so many more rows have places."""
        return self.clock + rows < NEVER

    def over(self, standing: Standing | None) -> Ground:
        """Return the ground with a newer layer."""
        if standing is None:
            return self
        layers = (standing, *self.layers)
        if len(layers) > _LAYERS:
            who = np.unique(np.concatenate([layer.footing.customer for layer in layers]))
            stages = standing.footing.first.shape[1]
            layers = (Stands.of(standing.rows, who, stages, layers, {}, self.size).standing(),)
        return replace(self, layers=layers)

    def without(self, numbers: set[int]) -> Ground:
        """Return the ground without the rows of some buckets that nobody else keeps."""
        lighter = {n: s.detached() if n in numbers else s for n, s in self.buckets.items()}
        return replace(self, buckets=lighter)

    def taken(self, fresh: Events, plan: Plan, segments: int) -> tuple[Bundle, Bundle, Events, Ground]:
        """Take ordered rows in.

        Returns
        -------
        was, now : Bundle
            What to take off the whole, and what to add to it.
        rest : Events
            Rows that do not go on from what is known: late ones, and those that change a group.
        ground : Ground
            Where customers stand now.
        """
        who = fresh.customer[np.flatnonzero(np.diff(fresh.customer, prepend=-1))]
        stands = Stands.of(fresh, who, plan.stages, self.layers, self.buckets, self.size)
        newcomer = who >= self.customers
        group = groups_of(fresh, segments + 1)[np.searchsorted(fresh.customer, who)]
        easy = stands.going_on(fresh, newcomer)
        stands.group[newcomer] = group[newcomer]
        rest = fresh.take(slice(0, 0))
        if not easy.all():
            going = easy[np.searchsorted(who, fresh.customer)]
            rest, fresh, stands = fresh.take(~going), fresh.take(going), stands.take(easy)
        was, now, standing = advanced(stands, fresh, plan, segments + 1, self.clock)
        return was, now, rest, replace(self.over(standing), clock=self.clock + len(fresh))
