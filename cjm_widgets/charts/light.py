"""Parts of bqplot made faster: what is the same for a whole class is looked up once; knows no chart."""

from __future__ import annotations

from typing import Any, TypeVar

import bqplot
import ipywidgets
import traitlets

T = TypeVar("T", bound=type)


def light(kind: T) -> T:
    """Return a class of widgets whose instances look up once what they sync, and how.

    A mark takes its scales unchecked: charts give each the two of its figure.
    """
    synced: dict[str, Any] = kind.class_traits(sync=True)  # type: ignore[attr-defined]
    names = tuple(synced)
    plain = kind._trait_to_json  # type: ignore[attr-defined]
    written = [(name, trait.metadata.get("to_json", plain)) for name, trait in synced.items()]

    def get_state(self: Any, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the state, or a piece of it, as :meth:`ipywidgets.Widget.get_state` does."""
        if key is None and not drop_defaults and len(self.keys) == len(names):
            return {name: to_json(getattr(self, name), self) for name, to_json in written}
        state: dict[str, Any] = kind.get_state(self, key, drop_defaults)  # type: ignore[attr-defined]
        return state

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
