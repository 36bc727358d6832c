"""A picture as an output that a notebook stores below a widget; knows no widget and no chart."""

from __future__ import annotations

from cjm_widgets.render.picture import StaticPicture

QUIET = (
    '<style>.jp-OutputArea-child:has(> [data-mime-type="application/vnd.jupyter.widget-view+json"]'
    ":not(:has(*))):has(+ .jp-OutputArea-child .cjm-static){display:none}</style>"
)
"""Hides the host's "model not found" above a picture; a host that does not trust the notebook drops both."""


def bundle(picture: StaticPicture) -> dict[str, str]:
    """Return a picture as an output of a notebook."""
    return {"text/html": QUIET + picture.html, "text/plain": picture.alt}
