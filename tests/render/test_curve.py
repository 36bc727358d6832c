"""Python's emotion curve against the vectors that TypeScript's reads too, and its properties."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.render.curve import band_path, curve, number, path_of, point_at, y_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "curve"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}

values = st.floats(-2, 2) | st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0])
widths = st.floats(0.5, 300)


@st.composite
def points(draw: st.DrawFn, gaps: bool = True) -> list[tuple[float, float | None]]:
    ys = draw(st.lists(st.none() | values if gaps else values, max_size=12))
    x, found = 0.0, []
    for y in ys:
        x += draw(widths)
        found.append((x, y))
    return found


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 7


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    found = curve([(x, y) for x, y in vector["points"]])
    assert len(found) == len(vector["segments"])
    for segment, expected in zip(found, vector["segments"], strict=True):
        for pair, wanted in zip(segment, expected, strict=True):
            assert pair == pytest.approx(tuple(wanted), abs=1e-9)


@given(points())
def test_it_passes_through_the_points_and_never_bridges_a_gap(given_points) -> None:
    segments = curve(given_points)
    neighbours = [(a, b) for a, b in pairwise(given_points) if a[1] is not None and b[1] is not None]
    assert [(s[0], s[3]) for s in segments] == neighbours


@given(points(), st.floats(0, 1))
def test_between_two_points_it_stays_within_their_range(given_points, t: float) -> None:
    for segment in curve(given_points):
        start, end = segment[0], segment[3]
        x, y = point_at(segment, t)
        assert start[0] - 1e-9 <= x <= end[0] + 1e-9
        assert min(start[1], end[1]) - 1e-9 <= y <= max(start[1], end[1]) + 1e-9


@given(points(gaps=False))
def test_it_is_monotone_between_two_points(given_points) -> None:
    for segment in curve(given_points):
        heights = [point_at(segment, step / 16)[1] for step in range(17)]
        rising = segment[3][1] >= segment[0][1]
        for a, b in pairwise(heights):
            assert (b - a if rising else a - b) >= -1e-9


@given(points())
def test_the_path_moves_once_for_each_run(given_points) -> None:
    path = path_of(curve(given_points))
    runs = "".join("." if y is None else "x" for _, y in given_points)
    assert path.count("M") == len([run for run in runs.split(".") if len(run) > 1])
    assert not re.search(r"nan|inf|e", path)


def test_the_band_closes_and_a_single_point_has_none() -> None:
    band = band_path([(0, 1), (10, 2)], [(0, 3), (10, 4)])
    assert band.startswith("M0,1C")
    assert "L10,4C" in band
    assert band.endswith("0,3Z")
    assert band_path([(0, 1)], [(0, 3)]) == ""


def test_scale_and_numbers() -> None:
    assert (y_of(2, 100, 10), y_of(0, 100, 10), y_of(-2, 100, 10)) == (10, 50, 90)
    shown = [number(v) for v in (0.0, -0.001, 1.5, -10.0, 100.0, 2.346, -0.5)]
    assert shown == ["0", "0", "1.5", "-10", "100", "2.35", "-0.5"]
