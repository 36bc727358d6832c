"""Starting points for personas in English and French, read from a data file; knows no documents."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.locale import known


@cache
def _load() -> dict[str, dict[str, Any]]:
    path = files("cjm_widgets") / "templates" / "personas" / "personas.json"
    return dict(json.loads(path.read_text("utf-8")))


def persona_templates() -> tuple[str, ...]:
    """Return the names of the persona templates, for ``doc.add_persona(name, template=…)``.

    ``"analytical"``, ``"hurried"``, ``"anxious"`` and ``"loyal"`` are tempers; ``"consumer"`` buys for a
    household; ``"decision_maker"``, ``"user"`` and ``"buyer"`` are roles in a company; ``"blank"`` is empty.
    """
    return tuple(_load())


def persona_template(name: str, locale: str = "en") -> dict[str, Any]:
    """Return the fields a template fills, in one language; each is marked as assumed.

    Raises
    ------
    NotFound
        No such template; the nearest one is named.
    BadInput
        No such language.
    """
    plans = _load()
    if name not in plans:
        raise NotFound(
            f'There is no persona template "{name}".', where="template",
            expected="one of " + ", ".join(plans), hint=did_you_mean(str(name), plans),
        )  # fmt: skip
    plan = plans[name]
    fields: dict[str, Any] = json.loads(json.dumps(plan[known(locale)]["fields"]))
    fields |= {score: plan[score] for score in ("digital_ease", "patience") if plan[score] is not None}
    return {**fields, "evidence": [{"field": field, "evidence": "assumed"} for field in fields]}


def described(locale: str) -> list[dict[str, Any]]:
    """Return all templates with their titles for a menu: name, group, title, about, fields."""
    language = known(locale)
    return [
        {
            "name": name,
            "group": plan["group"],
            "title": plan[language]["title"],
            "about": plan[language]["about"],
            "fields": persona_template(name, language),
        }
        for name, plan in _load().items()
    ]
