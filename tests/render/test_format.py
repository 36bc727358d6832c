"""Numbers in both languages, as the browser shows them."""

import pytest

from cjm_widgets.render import format as shown


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            ["2,140", "−0.9", "+34", "0", "64%", "59–69", "−3 … +12", "1.5 hr", "12 days", "—", "3.1–4.2"],
        ),
        (
            "fr",
            [
                "2\u202f140",
                "−0,9",
                "+34",
                "0",
                "64\xa0%",
                "59–69",
                "−3 … +12",
                "1,5\u202fh",
                "12\u202fj",
                "—",
                "3,1–4,2",
            ],
        ),
    ],
)
def test_numbers(locale: str, expected: list[str]) -> None:
    found = [
        shown.number(2140, locale),
        shown.signed(-0.9, locale, 1),
        shown.metric_value(34.2, "score", locale, "nps"),
        shown.signed(-0.2, locale),
        shown.percent(0.641, locale),
        shown.interval(0.59, 0.69, "share", locale),
        shown.interval(-3.2, 12, "score", locale, "nps"),
        shown.metric_value(5400, "seconds", locale),
        shown.duration(86_400 * 12, locale),
        shown.metric_value(None, "share", locale),
        shown.interval(3.1, 4.2, "score", locale, "ces"),
    ]
    assert shown.metric_value(0.125, "score", "en", "retries") == "0.13"
    assert [shown.metric_value(v, "money", "en") for v in (6.5, 12_345.6)] == ["6.5", "12,346"]
    assert [text.replace("\u202f%", "\xa0%") for text in found] == expected


def test_halves_go_away_from_zero_and_there_is_no_minus_zero() -> None:
    assert [shown.number(v, "en") for v in (0.5, 1.5, 2.5, -0.4, -0.5)] == ["1", "2", "3", "0", "−1"]
    assert shown.interval(None, 3, "score", "en") == ""
