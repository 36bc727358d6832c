"""Journey templates: data files with stages, lanes and prompts in English and French; knows no documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

from cjm_widgets.errors import NotFound, did_you_mean, needed_for

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Template:
    """A journey template in one language.

    Attributes
    ----------
    name : str
        What ``doc.add_journey(title, template=…)`` calls it.
    title, description : str
        What people call it, and what it is for.
    kind, shape : str
        What a journey made of it begins with.
    stages, lanes : tuple of str
        Their names in order, lanes as they are called in that language.
    """

    name: str
    title: str
    description: str
    kind: str
    shape: str
    stages: tuple[str, ...]
    lanes: tuple[str, ...]


class Templates(tuple[Template, ...]):
    """The journey templates, in the order a person would look for them; a notebook shows a table of them.

    ``templates["b2b"]`` finds one by its name, ``"b2b" in templates`` tells whether there is one.
    """

    __slots__ = ()

    @overload
    def __getitem__(self, key: SupportsIndex | str) -> Template: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Template, ...]: ...
    def __getitem__(self, key: SupportsIndex | slice | str) -> Template | tuple[Template, ...]:
        if not isinstance(key, str):
            return super().__getitem__(key)
        found = next((each for each in self if each.name == key), None)
        if found is None:
            raise _unknown("template", key, self.names)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self.names if isinstance(key, str) else super().__contains__(key)

    @property
    def names(self) -> list[str]:
        """What each is called by in Python."""
        return [each.name for each in self]

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame with one row a template: name, title, description, kind, stages, lanes."""
        with needed_for("A table"):
            import pandas as pd

        columns = ("name", "title", "description", "kind", "stages", "lanes")
        return pd.DataFrame([{name: getattr(each, name) for name in columns} for each in self])

    def __repr__(self) -> str:
        width = max((len(name) for name in self.names), default=0)
        said = (" – ".join(filter(None, (each.title, " → ".join(each.stages)))) for each in self)
        return "\n".join(f"{each.name:{width}}  {line}" for each, line in zip(self, said, strict=True))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td><code>{escape(each.name)}</code></td><td><strong>{escape(each.title)}</strong><br>"
            f"{escape(each.description)}</td><td>{escape(' → '.join(each.stages) or '–')}</td>"
            f"<td>{escape(', '.join(each.lanes) or '–')}</td></tr>"
            for each in self
        )
        return f"<table>{rows}</table>"


@cache
def _load() -> Mapping[str, dict[str, Any]]:
    folder = files("cjm_widgets") / "templates"
    found = {
        item.name.removesuffix(".json"): json.loads(item.read_text("utf-8"))
        for item in folder.iterdir()
        if item.name.endswith(".json")
    }
    return dict(sorted(found.items(), key=lambda pair: (pair[1]["order"], pair[0])))


def templates(locale: str | None = None) -> Templates:
    """Return the journey templates with their stages and lanes, for ``doc.add_journey(title, template=…)``.

    Parameters
    ----------
    locale : str, optional
        ``"en"`` or ``"fr"``; the language of the environment when left out.

    Raises
    ------
    NotFound
        No such language.
    """
    from cjm_widgets.locale import default_locale

    return Templates(_preview(name, locale or default_locale()) for name in _load())


def _preview(name: str, locale: str) -> Template:
    from cjm_widgets.locale import text

    plan = template(name, locale)
    return Template(
        name=name,
        title=plan["title"],
        description=plan["description"],
        kind=plan["kind"],
        shape=plan["shape"],
        stages=tuple(stage["name"] for stage in plan["stages"]),
        lanes=tuple(lane.get("title") or text(f"lanes.{lane['kind']}", locale) for lane in plan["lanes"]),
    )


def template(name: str, locale: str) -> dict[str, Any]:
    """Return one template in one language: ``phases``, ``stages`` and ``lanes`` as plain values.

    Raises
    ------
    NotFound
        No such template or language; the nearest one is named.
    """
    known = _load()
    if name not in known:
        raise _unknown("template", name, list(known))
    found = known[name]
    languages = [key for key, value in found.items() if isinstance(value, dict)]
    if locale not in languages:
        raise _unknown("language of templates", locale, languages)
    return {"kind": found["kind"], "shape": found["shape"], **found[locale]}


def _unknown(what: str, name: object, choices: list[str]) -> NotFound:
    return NotFound(
        f'There is no {what} "{name}".',
        expected="one of " + ", ".join(choices),
        hint=did_you_mean(str(name), choices),
    )
