"""The headline is the published one where that is unambiguous, and none where a person must choose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators

NOT_A_DISAGGREGATION = {"Year", "Value", "GeoCode", "SERIES", "UNIT_MEASURE"}
"""`non_disaggregation_columns` of Kazakhstan's build, which decides what its site publishes as headline."""

Platform = Callable[..., Path]


def published(path: Path) -> dict[int, float]:
    """The headline by the rule of sdg-build, years with one row only; empty where several series remain."""
    frame = pd.read_csv(path, encoding="utf-8-sig", skip_blank_lines=True, skipinitialspace=True)
    frame = frame[[name for name in frame.columns if not name.startswith("Unnamed")]]
    blank = frame[[name for name in frame.columns if name not in NOT_A_DISAGGREGATION]].isna().all(axis=1)
    rows = frame[blank & frame["Value"].notna()]
    count = Counter(rows["Year"])
    mixed = any(name in rows and rows[name].nunique(dropna=False) > 1 for name in ("SERIES", "UNIT_MEASURE"))
    return (
        {}
        if mixed
        else {int(y): float(v) for y, v in zip(rows["Year"], rows["Value"], strict=True) if count[y] == 1}
    )


def test_headlines_equal_the_published_ones_of_kazakhstan(kazstat_folder: Path, kazstat: Indicators) -> None:
    compared = 0
    for path in sorted((kazstat_folder / "data").glob("*.csv")):
        if "4-c-1-2" in path.name:
            continue  # its national totals stand in the wrong column and are no headline on the site
        expected = published(path)
        if not expected:
            continue
        code = path.stem.removeprefix("indicator_").replace("-", ".")
        headline = kazstat.headline(code)
        assert headline is not None, code
        assert {p.year: p.value for p in headline.points} == expected, code
        compared += 1
    assert compared == 23


def test_years_with_contradicting_headlines_have_none(kazstat: Indicators) -> None:
    headline = kazstat.headline("3.3.1.1")
    assert headline is not None
    assert headline.left_out == (2022,)
    assert 2022 not in {point.year for point in headline.points}


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("1.1.1", "several-series"),
        ("6.1.1", "no-total"),
        ("17.3.1.2", "several-units"),
        ("3.3.3", "no-data"),
        ("13.2.2", "no-data"),
    ],
)
def test_without_a_single_series_there_is_no_headline(kazstat: Indicators, code: str, reason: str) -> None:
    assert kazstat.headline(code) is None
    assert kazstat.why_not(code) == reason


def test_a_code_for_the_total_counts_as_total(kazstat: Indicators) -> None:
    """3.2.1 has SEX=_T throughout; the public site shows no headline for it."""
    headline = kazstat.headline("3.2.1")
    assert headline is not None
    assert headline.rule == "totals"
    assert headline.points[0].value == 19.55


def test_a_person_chooses_the_series(kazstat_folder: Path) -> None:
    settings = {
        "headlines": {"5.5.1": {"series": "SG_GEN_PARL"}, "6.1.1": {"dimensions": {"URBANISATION": "R"}}}
    }
    indicators = read_indicators(kazstat_folder, settings=settings)
    seats = indicators.headline("5.5.1")
    assert seats is not None
    assert seats.rule == "settings"
    assert seats.points[0].year == 2011
    assert seats.points[0].value == 16.9
    assert "Мажилис" in seats.series_name.in_language("ru")
    rural = indicators.headline("6.1.1")
    assert rural is not None
    assert rural.points[-1].value == 94.5


def test_a_choice_that_fits_nothing_is_said(kazstat_folder: Path) -> None:
    settings = {"headlines": {"5.5.1": {"series": "NONE"}, "9.9.9": {"series": "X"}}}
    indicators = read_indicators(kazstat_folder, settings=settings)
    assert indicators.why_not("5.5.1") == "choice-empty"
    assert "indicators.choice-unknown" in {finding.code for finding in indicators.findings}


def test_the_same_row_twice_counts_once(platform: Platform) -> None:
    indicators = read_indicators(platform({"3-1-1": "Year,Value\n2015,1\n2015,1\n2016,2\n2016,3\n"}))
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value) for p in headline.points] == [(2015, 1.0)]
    assert headline.left_out == (2016,)


def test_one_code_throughout_is_no_disaggregation(kazstat: Indicators) -> None:
    headline = kazstat.headline("15.a.1")
    assert headline is not None
    assert headline.rule == "only-series"
    assert headline.series == {"COMPOSITE_BREAKDOWN": "_L_ODA_RCP"}


def test_candidates_show_what_can_be_chosen(kazstat: Indicators) -> None:
    found = kazstat.candidates("5.5.1")
    assert [one.series["SERIES"] for one in found] == ["SG_GEN_LOCG", "SG_GEN_PARL"]
    assert all(one.unit == "PT" for one in found)
