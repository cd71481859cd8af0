"""Gaps between groups and regions, availability, comparison of sources, and the map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.availability import availability_summary, migration, targets_without_figures
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.map import join_map, tile_map
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


def test_kyzylorda_is_a_place_of_its_own_beside_the_country(kazstat: Indicators) -> None:
    frame = kazstat.of_place("Кызылординская область").set_index("indicator")
    assert set(frame["region"]) == {"KZ-43"}
    # 1.1.1 and 15.2.1 have several series and no headline: each series has a line.
    assert frame.index.value_counts().drop(["1.1.1", "15.2.1"]).tolist() == [1] * 15
    assert len(frame.loc[["1.1.1"]]) == 2
    assert len(frame.loc[["15.2.1"]]) == 5
    mothers = frame.loc["3.1.1"]
    assert (mothers["baseline_year"], mothers["baseline"], mothers["latest_year"], mothers["latest"]) == (
        2015,
        46.8,
        2023,
        10.3,
    )
    assert (mothers["change"], mothers["country"], mothers["difference"]) == (-36.5, 11.4, -1.1)
    assert (mothers["better"], mothers["rank"], mothers["of"]) == (True, 10, 17)
    # An amount is no question of better or worse; a national indicator has no direction.
    assert frame.loc["15.3.1", "better"] is None
    assert frame.loc["4.c.1.2", "better"] is None
    assert kazstat.of_place("KZKZY").equals(kazstat.of_place("KZ-43"))


def test_the_aral_basin_is_three_regions_and_no_average(kazstat: Indicators) -> None:
    frame = kazstat.of_place("aral-basin")
    assert set(frame["region"]) == {"KZ-43", "KZ-61", "KZ-79"}
    # Turkistan and Shymkent begin in 2018: nothing before is their baseline.
    newer = frame[frame["region"] != "KZ-43"]["baseline_year"].dropna()
    assert (newer >= 2018).all()
    with pytest.raises(UsageError):
        kazstat.of_place("Atlantis")


def test_figures_find_the_shapes_of_a_map_with_other_codes(kazstat: Indicators, shared_data: Path) -> None:
    folder = shared_data / "indicators"
    joined = join_map(kazstat.by_region("8.6.1", 2023), folder / "kazstat" / "regions.geojson", "ru")
    by_code = {one["properties"]["kzCode"]: one["properties"] for one in joined.geojson["features"]}
    assert (by_code["KZ14"]["region"], by_code["KZ14"]["value"]) == ("KZ-43", 6.1)
    assert all(one["value"] is not None for one in by_code.values())
    (told,) = joined.findings
    assert (told.code, told.value) == ("indicators.map-without-shape", "KZ-10, KZ-33, KZ-62")
    mothers = read_indicators(folder / "kyrgyzstan" / "data" / "3.1.1.xml").by_region("3.1.1", 2019)
    kyrgyz = join_map(mothers, folder / "kyrgyzstan" / "oblasts.geojson")
    regions = {
        one["properties"]["NAME_1"]: one["properties"].get("region") for one in kyrgyz.geojson["features"]
    }
    assert regions["Batken"] == "KG-B"
    assert (regions["Osh"], regions["Osh (city)"]) == ("KG-O", "KG-GO")


def test_a_map_that_is_none_is_refused_and_strange_shapes_are_told(
    kazstat: Indicators, tmp_path: Path
) -> None:
    path = tmp_path / "map.geojson"
    path.write_text(
        '{"features": [{"properties": {"name": "Atlantis"}, "geometry": null}]}', encoding="utf-8"
    )
    joined = join_map(kazstat.by_region("8.6.1", 2023), path)
    assert [one.code for one in joined.findings] == [
        "indicators.map-shape-unknown",
        "indicators.map-without-shape",
    ]
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(InputError):
        join_map(kazstat.by_region("8.6.1", 2023), path)


def test_what_is_old_is_a_setting(kazstat_folder: Path) -> None:
    usual = read_indicators(kazstat_folder)
    strict = read_indicators(kazstat_folder, settings={"stale_after": 2})
    assert strict.availability()["old"].sum() > usual.availability()["old"].sum()
    assert (strict.assess()["why_not"] == "stale").sum() > (usual.assess()["why_not"] == "stale").sum()


@pytest.mark.parametrize("heading", ["Sex", "Пол", "SEX", "По полу"])
def test_a_disaggregation_counts_whatever_the_source_calls_it(platform: Platform, heading: str) -> None:
    data = f"Year,{heading},Age,Value\n2020,,,5\n2020,F,,6\n2020,M,,4\n2020,,Y15T24,9\n2020,,Y_GE25,3\n"
    frame = read_indicators(platform({"8-5-2": data})).disaggregations().set_index("indicator")
    assert frame.loc["8.5.2", "missing"] == "DISABILITY_STATUS"


def test_expected_disaggregations_are_read_from_the_wording(kazstat: Indicators) -> None:
    frame = kazstat.disaggregations().set_index("indicator")
    assert frame.loc["1.1.1", "expected"] == "SEX, AGE, URBANISATION, COMPOSITE_BREAKDOWN"
    assert frame.loc["1.1.1", "missing"] == "AGE, COMPOSITE_BREAKDOWN"
    assert frame.loc["1.1.1", "other"] == "employment status"
    assert frame.loc["1.1.1", "share"] == 0.5
    assert frame.loc["17.1.1", "expected"] == ""
    # Its two parts, parliament and local government, are two series.
    assert frame.loc["5.5.1", "missing"] == ""


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


def test_taxes_and_sectors_are_no_groups_that_could_be_left_behind(kazstat: Indicators) -> None:
    frame = kazstat.gaps()
    people = {(row["indicator"], row["dimension"]) for row in frame.to_dict("records") if row["people"]}
    others = {(row["indicator"], row["dimension"]) for row in frame.to_dict("records") if not row["people"]}
    assert others >= {("17.1.1", "COMPOSITE_BREAKDOWN"), ("6.4.1", "ACTIVITY")}
    assert people >= {("3.2.1", "SEX"), ("6.1.1", "URBANISATION"), ("8.6.1", "place")}
    assert not people & others


def source_of(tmp_path: Path, rows: str) -> Indicators:
    path = tmp_path / "data.csv"
    path.write_text("indicator,year,value,unit,series,place,SEX\n" + rows, encoding="utf-8")
    return read_indicators(path)


def test_where_all_groups_are_alike_none_is_the_worst(tmp_path: Path) -> None:
    line = source_of(tmp_path, "6.1.1,2023,95,PT,,,F\n6.1.1,2023,95,PT,,,M\n").gaps().iloc[0]
    assert (line["worst"], line["best"], line["gap"]) == ("", "", 0)
    assert (line["worst_value"], line["best_value"]) == (95, 95)


def test_of_a_best_value_inside_the_nearest_group_is_the_best(tmp_path: Path) -> None:
    """Of parity 0.70 is as far as 1.43; 1.00 is best although 1.20 is more."""
    rows = "4.5.1,2023,1.0,RATIO,,,A\n4.5.1,2023,1.2,RATIO,,,B\n4.5.1,2023,0.7,RATIO,,,C\n"
    line = source_of(tmp_path, rows).gaps().iloc[0]
    assert (line["worst"], line["best"]) == ("C", "A")


def test_regions_of_several_series_stand_apart_and_are_not_ranked_together(tmp_path: Path) -> None:
    """Poverty by three lines: 4.3 % by one line is not compared with 0.1 % by another."""
    rows = "".join(
        f"1.1.1,2023,{value},PT,{series},{place},\n"
        for series, place, value in [
            *(("LOW", "", 0.15), ("LOW", "KZKZY", 0.1), ("LOW", "KZATY", 0.2)),
            *(("HIGH", "", 6.0), ("HIGH", "KZKZY", 9.0), ("HIGH", "KZATY", 7.0), ("HIGH", "KZSHY", 4.3)),
        ]
    )  # fmt: skip
    source = source_of(tmp_path, rows)
    frame = source.by_region("1.1.1")
    assert len(frame) == 5
    assert frame["value"].notna().all()
    kyzylorda = source.of_place("KZ-43").set_index("series")
    assert kyzylorda[["latest", "rank", "of"]].to_numpy().tolist() == [[9.0, 3, 3], [0.1, 1, 2]]
    with pytest.raises(UsageError, match=r"HIGH PT, LOW PT"):
        source["1.1.1"].map()
    chosen = read_indicators(tmp_path / "data.csv", settings={"headlines": {"1.1.1": {"series": "LOW"}}})
    assert sorted(chosen.by_region("1.1.1")["value"]) == [0.1, 0.2]


def test_the_whole_is_no_group_beside_a_part_that_a_person_chose(tmp_path: Path) -> None:
    rows = "".join(
        f"6.1.1,2023,{value},PT,,{place},{sex}\n"
        for value, place, sex in [
            (95, "", ""),
            (99, "", "F"),
            (88, "", "M"),
            (90, "KZKZY", "M"),
            (80, "KZATY", "M"),
        ]
    )
    source_of(tmp_path, rows)
    source = read_indicators(
        tmp_path / "data.csv", settings={"headlines": {"6.1.1": {"dimensions": {"SEX": "M"}}}}
    )
    gaps = source.gaps("6.1.1").set_index("dimension")
    assert "SEX" not in gaps.index
    assert gaps.loc["place", ["worst", "best"]].tolist() == ["KZ-23", "KZ-43"]
