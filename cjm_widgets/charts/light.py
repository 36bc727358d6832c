"""Parts of bqplot made faster: what is the same for a whole class is looked up once; knows no chart."""

from __future__ import annotations

from typing import Any, TypeVar

import bqplot
import ipywidgets
import traitlets

T = TypeVar("T", bound=type)

_FIRST = "tick_labels"
"""Goes before all else of a message: bqplot writes ticks with the words it knows when their places come, and
words that come behind are overwritten by what was there before."""


def light(kind: T) -> T:
    """Return a class of widgets whose instances look up once what they sync, and how.

    A mark takes its scales unchecked: charts give each the two of its figure.
    """
    synced: dict[str, Any] = kind.class_traits(sync=True)  # type: ignore[attr-defined]
    names = tuple(synced)
    written = {
        name: trait.metadata["to_json"] for name, trait in synced.items() if "to_json" in trait.metadata
    }

    def get_state(self: Any, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the state, or a piece of it, as :meth:`ipywidgets.Widget.get_state` does."""
        if key is None and not drop_defaults and len(self.keys) == len(names):
            known = self._trait_values
            state = {name: known[name] if name in known else getattr(self, name) for name in names}
            state.update((name, to_json(state[name], self)) for name, to_json in written.items())
            return state
        if key is not None and not isinstance(key, str):
            key = sorted(key, key=lambda name: (name != _FIRST, name))
        return kind.get_state(self, key, drop_defaults)  # type: ignore[attr-defined, no-any-return]

    body: dict[str, Any] = {
        "keys": traitlets.Any(),
        "_default_keys": traitlets.default("keys")(lambda _: list(names)),
        "get_state": get_state,
        "__module__": __name__,
        "__doc__": kind.__doc__,
    }
    if "scales" in names:
        body["_validate_scales"] = traitlets.validate("scales")(lambda _, proposal: proposal.value)
    made: T = type(kind)(kind.__name__, (kind,), body)
    return made


Lines: Any = light(bqplot.Lines)
Scatter: Any = light(bqplot.Scatter)
Label: Any = light(bqplot.Label)
Axis: Any = light(bqplot.Axis)
LinearScale: Any = light(bqplot.LinearScale)
Layout: Any = light(ipywidgets.Layout)
Figure: Any = light(bqplot.Figure)
