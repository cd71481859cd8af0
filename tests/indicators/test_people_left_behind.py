"""Gaps between groups and regions, availability, comparison of sources, and the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.errors import UsageError
from sdgkit.indicators.availability import availability_summary, migration, targets_without_figures
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.map import tile_map
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.regions import of_basin

Platform = Callable[..., Path]


def test_the_gap_between_town_and_country_and_how_it_closed(kazstat: Indicators) -> None:
    (gap,) = kazstat.gaps("6.1.1").to_dict("records")
    assert (gap["worst"], gap["worst_value"], gap["best"], gap["best_value"]) == ("R", 94.5, "U", 98.4)
    assert (gap["gap"], gap["base_year"], gap["base_gap"], gap["gap_change"]) == (3.9, 2015, 35.5, -31.6)
    assert gap["trend"] == "narrowing"
    assert gap["worst_name"].in_language("ru") == "сельская местность" or gap["worst_name"].in_language("ru")


def test_where_less_is_better_the_worst_region_is_the_highest(kazstat: Indicators) -> None:
    frame = kazstat.gaps("3.1.1")
    row = frame[frame["dimension"] == "place"].iloc[0]
    assert (row["year"], row["worst"], row["worst_value"]) == (2023, "KZ-63", 33.9)
    assert row["direction"] == "down"


def test_gaps_of_regions_compare_only_what_kept_its_borders(kazstat: Indicators) -> None:
    frame = kazstat.gaps("8.6.1")
    row = frame[frame["dimension"] == "place"].iloc[0]
    assert row["groups"] == 20
    assert row["compared"] == 12


def test_a_gap_of_amounts_is_marked(kazstat: Indicators) -> None:
    assert not kazstat.gaps("15.3.1")["relative"].any()
    assert kazstat.gaps("3.1.2")["relative"].all()


def test_figures_across_the_new_regions_of_2022_are_not_comparable(kazstat: Indicators) -> None:
    frame = kazstat.regions_over_time("6.3.1").set_index(["region", "year"])["comparable"]
    assert not frame["KZ-63", 2021]
    assert frame["KZ-63", 2022]
    assert not frame["KZ-10", 2020]
    assert frame["KZ-43", 2010]


def test_the_aral_basin_is_shown_by_its_regions_without_an_average(kazstat: Indicators) -> None:
    frame = of_basin(kazstat, "3.1.1")
    assert set(frame["region"]) == {"KZ-43", "KZ-61", "KZ-79"}
    with pytest.raises(UsageError):
        of_basin(kazstat, "3.1.1", "nowhere")


def test_expected_disaggregations_are_read_from_the_wording(kazstat: Indicators) -> None:
    frame = kazstat.disaggregations().set_index("indicator")
    assert frame.loc["1.1.1", "expected"] == "SEX, AGE, URBANISATION, place"
    assert frame.loc["1.1.1", "missing"] == "AGE"
    assert frame.loc["17.1.1", "expected"] == ""


def test_availability_counts_repeated_indicators_once(kazstat: Indicators) -> None:
    frame = kazstat.availability()
    assert int(frame["counts"].sum()) == 234
    assert int(kazstat.availability(2020)["counts"].sum()) == 231
    summary = availability_summary(frame).set_index("goal")
    assert int(summary["total"].sum()) == 234
    rows = frame.set_index("indicator")
    assert rows.loc["3.1.1", "status"] == "reported"
    assert rows.loc["1.1.1", "status"] == "partly"
    assert rows.loc["3.3.3", "status"] == "not-applicable"
    assert rows.loc["16.8.1", "status"] == "not-reported"
    assert rows.loc["15.a.1", "old"]
    assert rows.loc["13.3.1.1", "national"]


def test_an_indicator_reported_under_another_code_counts_as_reported(kazstat: Indicators) -> None:
    rows = kazstat.availability().set_index("indicator")
    assert rows.loc["15.b.1", "reported_as"] == "15.a.1"
    assert rows.loc["15.b.1", "status"] == "reported"
    assert not rows.loc["15.b.1", "counts"]


def test_targets_without_figures_and_what_2025_changed(kazstat: Indicators) -> None:
    frame = targets_without_figures(kazstat.availability())
    assert "3.1" not in set(frame["target"])
    assert "12.5" in set(frame["target"])
    changed = migration(kazstat).set_index("indicator")
    assert changed.loc["8.9.2", "change"] == "new-meaning"
    assert "2.2.4" in changed.index


def test_national_and_international_figures_stand_side_by_side(platform: Platform, tmp_path: Path) -> None:
    meta = "reporting_status: complete\ncomputation_units: UNIT_MEASURE.PER_100000_LIVE_BIRTHS\n"
    folder = platform({"3-1-1": "Year,Value\n2015,12.5\n2016,12.7\n"}, {"3-1-1": meta})
    table = tmp_path / "international.csv"
    table.write_text(
        "indicator,year,value,unit,nature\n3.1.1,2016,0.14,PER_1000_LIVE_BIRTHS,E\n3.1.1,2017,0.13,PER_1000_LIVE_BIRTHS,E\n",
        encoding="utf-8",
    )
    frame = read_indicators(folder).compare(read_indicators(table)).set_index("year")
    assert frame.loc[2016, "national"] == 12.7
    assert frame.loc[2016, "international"] == 0.14
    assert frame.loc[2016, "difference"] == pytest.approx(1.3)
    assert frame.loc[2016, "nature"] == "E"
    assert frame.loc[2015, "international"] != frame.loc[2015, "international"]


def test_the_map_shows_all_twenty_regions_with_their_figures(kazstat: Indicators) -> None:
    picture = tile_map(kazstat.by_region("8.6.1", 2023), "kk", title="NEET")
    assert picture.count("<rect") == 20
    assert "Қызылорда" in picture
    assert "10,9" in picture
    assert picture.count("—") == 0
    assert tile_map(kazstat.by_region("8.6.1", 2023), country="FRA") == ""
