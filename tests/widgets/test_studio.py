"""A studio links map, persona, curve and charts; what is chosen gives the rows behind it; has no browser."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
import traitlets

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.model.selection import Selection


@pytest.fixture(scope="module")
def sample() -> Any:
    return cjm.datasets.glasses("en")


@pytest.fixture
def journey(sample: Any) -> cjm.Journey:
    return sample.build(cjm.Document())


def bind(journey: cjm.Journey, sample: Any) -> cjm.Binding:
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
    return journey.bind(survey, events, stages=sample.matching(journey))


@pytest.fixture
def binding(journey: cjm.Journey, sample: Any) -> cjm.Binding:
    return bind(journey, sample)


def trend(studio: cjm.Studio) -> Any:
    return studio.charts[0]


def test_it_stands_in_any_box(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey, binding)
    assert isinstance(studio, ipywidgets.Box)
    for kind in (ipywidgets.HBox, ipywidgets.VBox, ipywidgets.Tab, ipywidgets.Accordion):
        assert studio in kind([studio]).children


def test_without_data_there_are_no_charts_until_they_are_bound(journey: cjm.Journey, sample: Any) -> None:
    studio = cjm.Studio(journey)
    assert (studio.charts, studio.binding) == ((), None)
    below = studio.children[-1]
    assert len(below.children) == 1
    binding = bind(journey, sample)
    assert studio.binding is binding
    assert studio.charts
    assert below.children[1].children == studio.charts


def test_what_is_marked_on_the_map_is_what_the_charts_are_about(
    journey: cjm.Journey, binding: cjm.Binding
) -> None:
    studio = cjm.Studio(journey)
    told: list[Selection] = []
    studio.observe(lambda change: told.append(change["new"]), "selection")
    stage, card = journey.stages[3], next(c for c in journey.cards if c.stage_id == journey.stages[1].id)
    studio.map.selection = [stage.id]
    assert studio.selection.stage_ids == (stage.id,)
    assert trend(studio).focused.stage_id == stage.id
    assert "Reimbursement" in trend(studio).alt
    studio.map.selection = [card.id]
    assert trend(studio).focused.stage_id == card.stage_id
    studio.map.selection = []
    assert trend(studio).focused.stage_id is None
    assert [one.stage_id for one in told] == [stage.id, card.stage_id, None]


def test_a_number_that_is_marked_is_the_metric_of_the_trend(
    journey: cjm.Journey, binding: cjm.Binding
) -> None:
    studio = cjm.Studio(journey)
    stage = journey.stages[3]
    studio.map.selection = [journey.lane("nps").id, stage.id]
    assert studio.selection.metric == "nps"
    assert (trend(studio).ask.metric, trend(studio).focused.stage_id) == ("nps", stage.id)
    assert len(binding.rows(studio.selection)) == binding.cells()["nps"][stage.id].n
    studio.map.selection = [journey.lane("csat").id, stage.id]
    assert len(binding.rows(studio.selection)) == binding.cells()["csat"][stage.id].n


def test_rows_of_a_selection_are_those_of_its_stage(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey)
    assert len(binding.rows(studio.selection)) == len(binding.rows())
    studio.selection = "Loyalty"
    assert binding.rows(studio.selection).equals(binding.rows("Loyalty"))
    studio.selection = journey.phases[0]
    parts = [len(binding.rows(s)) for s in journey.stages if s.phase_id == journey.phases[0].id]
    assert len(parts) == 2
    assert len(binding.rows(studio.selection)) == sum(parts)


def test_rows_of_a_persona_are_those_of_its_rule(
    journey: cjm.Journey, binding: cjm.Binding, sample: Any
) -> None:
    studio = cjm.Studio(journey)
    julie = journey.personas[0]
    julie.edit(segment='segment == "family"')
    studio.selection = [julie, "Loyalty"]
    rows = binding.rows(studio.selection)
    family = set(sample.events.loc[sample.events["segment"] == "family", "user_id"].dropna())
    everyone = binding.rows("Loyalty")
    assert len(rows) == everyone["user_id"].isin(family).sum() > 0
    assert set(rows["user_id"]) <= family
    julie.edit(segment="")
    assert len(binding.rows(studio.selection)) == len(binding.rows("Loyalty"))


def test_a_persona_chosen_is_filtered_by_and_shown(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey)
    julie, robert = journey.personas
    assert studio.persona is not None
    assert studio.persona.persona == julie
    studio.map.filters = {"personas": [robert.id]}
    assert studio.selection.persona_id == robert.id
    assert studio.persona.persona == robert
    studio.map.filters = {}
    assert studio.persona.persona == julie
    studio.selection = robert
    assert studio.map.filters == {"personas": [robert.id]}
    studio.selection = ()
    assert studio.map.filters == {}


def test_a_point_of_the_curve_shows_its_persona_and_filters_nothing(journey: cjm.Journey) -> None:
    studio = cjm.Studio(journey, curve=True)
    point = next(each for each in journey.emotions if each.persona_id == journey.personas[1].id)
    for board in (studio.map, studio.curve):
        board.selection = [point.id]
        assert studio.selection.stage_ids == (point.stage_id,)
        assert studio.persona.persona == journey.personas[1]
        assert studio.map.filters == {}
        studio.selection = ()


def test_the_curve_has_a_board_of_its_own_where_the_map_has_no_lane_for_it(journey: cjm.Journey) -> None:
    assert cjm.Studio(journey).curve is None
    journey.remove(journey.lane("emotions"))
    studio = cjm.Studio(journey)
    assert studio.curve in studio.children


def test_bad_input_changes_nothing_and_names_the_nearest(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey, selection="Loyalty")
    before = studio.selection
    with pytest.raises(traitlets.TraitError, match='Did you mean "Reimbursement"'):
        studio.selection = "Reimbursment"
    assert studio.selection == before
    with pytest.raises(BadInput, match='Did you mean "funnel"'):
        cjm.Studio(journey, charts=["funel"])
    with pytest.raises(BadInput, match="no setting"):
        cjm.Studio(journey, colour="red")
    with pytest.raises(BadInput, match="another journey"):
        cjm.Studio(journey.document.add_journey("Another"), binding)
    with pytest.raises(BadInput, match="needs a Journey"):
        cjm.Studio(binding)
    with pytest.raises(NotFound):
        binding.rows("Reimbursment")


def test_language_and_theme_reach_every_part(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey, curve=True, locale="en")
    studio.locale, studio.theme = "fr", "dark"
    for board in (studio.map, studio.curve, studio.persona):
        assert (board.locale, board.theme) == ("fr", "dark")
    assert {chart.language for chart in studio.charts} == {"fr"}
    assert all("cjm-dark" in chart._dom_classes for chart in studio.charts)


def test_the_static_picture_shows_map_and_persona(journey: cjm.Journey, binding: cjm.Binding) -> None:
    studio = cjm.Studio(journey)
    picture = cjm.render_static(studio)
    alone = cjm.render_static(journey)
    assert "Glasses for two children" in picture.svg
    assert "Mother of two" in picture.svg
    assert alone.alt in picture.alt
    assert "Julie" in picture.alt
    assert len(picture.png) <= 120_000


def test_closed_it_leaves_no_widget_and_hears_nothing(journey: cjm.Journey, binding: cjm.Binding) -> None:
    from ipywidgets.widgets.widget import _instances

    before = set(_instances)
    studio = cjm.Studio(journey, curve=True)
    studio.selection = journey.personas[1]
    studio.close()
    assert not [_instances[name] for name in set(_instances) - before]
    journey.edit(journey.stages[0], name="Found")
    studio.close()
