"""Every public name explains itself: a sentence first, every parameter named, in the numpy style."""

from __future__ import annotations

import inspect
import pydoc
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

import cjm_widgets as cjm
from tests.contract.test_names import BINDING, DOCUMENT, JOURNEY

# What a class offers by itself, beyond the names of the design.
CLASSES = ("Document", "Journey", "Persona", "Survey", "EventLog", "Binding", "JourneyMap", "PersonaCard",
           "PersonaDeck", "EmotionCurve", "CjmError", "Preview")  # fmt: skip
FUNCTIONS = ("open", "load", "read", "render_static", "templates", "persona_templates", "charts.trend",
             "charts.funnel", "charts.by_stage", "charts.distribution", "charts.emotion", "charts.heatmap",
             "datasets.glasses")  # fmt: skip
SECTIONS = ("Parameters", "Returns", "Raises", "Yields", "Notes", "Examples", "Attributes", "See Also")


def public() -> Iterator[tuple[str, Any]]:
    """Yield every public class, function, method and property with its dotted name."""
    for name in FUNCTIONS:
        thing: Any = cjm
        for part in name.split("."):
            thing = getattr(thing, part)
        yield name, thing
    for name in CLASSES:
        kind = getattr(cjm, name)
        yield name, kind
        own = [base for base in kind.__mro__ if base.__module__.startswith("cjm_widgets")]
        for member, value in {k: v for base in reversed(own) for k, v in vars(base).items()}.items():
            inner = getattr(value, "__func__", value)
            if not member.startswith("_") and (inspect.isfunction(inner) or isinstance(value, property)):
                yield f"{name}.{member}", value


PUBLIC = dict(public())


def parameters(thing: Any) -> list[str]:
    if isinstance(thing, property):
        return []
    call = thing.__init__ if inspect.isclass(thing) else getattr(thing, "__func__", thing)
    return [name for name in inspect.signature(call).parameters if name not in ("self", "cls")]


def test_the_names_of_the_design_are_looked_at() -> None:
    for owner, names in (("Document", DOCUMENT), ("Journey", JOURNEY), ("Binding", BINDING)):
        assert not [name for name in names if f"{owner}.{name}" not in PUBLIC]


@pytest.mark.parametrize("name", PUBLIC)
def test_it_begins_with_a_sentence(name: str) -> None:
    doc = inspect.getdoc(PUBLIC[name]) or ""
    first, _, rest = doc.partition("\n")
    assert re.match(r"[A-Z`:]", first), doc
    assert first.endswith("."), first
    assert not rest or rest.startswith("\n"), "an empty line after the first one"


@pytest.mark.parametrize("name", [name for name, thing in PUBLIC.items() if parameters(thing)])
def test_every_parameter_is_named(name: str) -> None:
    doc = inspect.getdoc(PUBLIC[name]) or ""
    wanted = parameters(PUBLIC[name])
    assert not [each for each in wanted if not re.search(rf"\b{each}\b", doc)]
    section = "\nParameters\n----------\n" in doc
    assert section or len(wanted) == 1 or all(f"`{each}`" in doc for each in wanted)


@pytest.mark.parametrize("name", PUBLIC)
def test_sections_are_those_of_numpy_and_underlined(name: str) -> None:
    lines = (inspect.getdoc(PUBLIC[name]) or "").split("\n")
    for above, line in pairwise(lines):
        if re.fullmatch(r"-{3,}", line):
            assert above in SECTIONS
            assert len(line) == len(above)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydoc reads old names of ipywidgets
@pytest.mark.parametrize("name", CLASSES)
def test_help_reads_well(name: str) -> None:
    text = pydoc.plain(pydoc.render_doc(getattr(cjm, name)))
    assert (inspect.getdoc(getattr(cjm, name)) or "").split("\n")[0] in text
    assert max(len(line) for line in (inspect.getdoc(getattr(cjm, name)) or "").split("\n")) <= 110
    for line in text.split("\n"):
        assert "TODO" not in line
        assert "0x7f" not in line
