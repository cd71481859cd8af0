"""The table says of every indicator what a report needs, and where each number came from."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sdgkit.errors import UsageError
from sdgkit.indicators.indicators import Indicators


def test_every_indicator_has_a_row_in_the_order_of_the_agenda(kazstat: Indicators) -> None:
    rows = kazstat.table()
    assert len(rows) == 46
    codes = [row.code for row in rows]
    assert codes.index("3.b.2") > codes.index("3.7.2")
    assert codes.index("10.7.4") > codes.index("9.4.1")
    for row in rows:
        assert bool(row.why_not) == (not row.points)
        assert row.name.in_language("kk")


def test_each_point_can_be_followed_to_file_and_row(kazstat_folder: Path, kazstat: Indicators) -> None:
    for row in kazstat.table():
        for point in row.points:
            assert point.row is not None
            with (kazstat_folder / "data" / point.file).open(encoding="utf-8-sig", newline="") as stream:
                cells = list(csv.reader(stream))[point.row - 1]
            assert cells[0] == str(point.year)
            assert point.value in [
                float(cell) for cell in cells if cell.strip().replace(".", "").lstrip("-").isdigit()
            ]


def test_change_is_free_of_binary_noise(kazstat: Indicators) -> None:
    (row,) = [row for row in kazstat.table() if row.code == "3.1.1"]
    assert row.baseline is not None and row.latest is not None
    assert (row.baseline.year, row.baseline.value, row.latest.year, row.latest.value) == (
        2015,
        12.5,
        2023,
        11.4,
    )
    assert (row.change, row.change_percent) == (-1.1, -8.8)


def test_an_indicator_without_headline_says_why_and_what_can_be_chosen(kazstat: Indicators) -> None:
    (row,) = [row for row in kazstat.table() if row.code == "5.5.1"]
    assert row.why_not == "several-series"
    assert len(row.candidates) == 2
    assert row.assessment.result == "not-assessed"


def test_regions_come_with_iso_codes_and_whether_they_existed(kazstat: Indicators) -> None:
    frame = kazstat.by_region("3.1.1", 2022).set_index("place")
    assert frame.loc["KZKZY", "region"] == "KZ-43"
    assert frame.loc["KZKZY", "value"] == 29.2
    water = kazstat.by_region("6.3.1")
    assert not water[(water["place"] == "KZABY") & (water["year"] == 2020)]["valid"].iloc[0]
    assert water[(water["place"] == "KZABY") & (water["year"] == 2022)]["valid"].iloc[0]


def test_a_notebook_shows_series_chart_assessment_and_sources(kazstat: Indicators) -> None:
    html = kazstat["3.1.1"].to_html("ru")
    assert "<svg" in html
    assert "Министерство здравоохранения" in html
    assert "Целевое значение достигнуто" in html
    assert "нет одного ряда" not in html
    assert "несколько рядов" in kazstat["5.5.1"].to_html("ru")
    assert "46 indicators" in kazstat._repr_html_()


def test_the_frame_of_headlines_holds_every_point(kazstat: Indicators) -> None:
    frame = kazstat.headlines()
    assert set(frame.columns) == {
        "indicator",
        "year",
        "value",
        "sign",
        "unit",
        "series",
        "rule",
        "file",
        "row",
    }
    assert len(frame) == sum(len(row.points) for row in kazstat.table())


def test_a_notebook_shows_how_to_choose_a_series_and_what_the_columns_are(kazstat: Indicators) -> None:
    page = kazstat["1.1.1"].to_html("kk")
    assert "SERIES=_L_KZ_010101_1A" in page and "unit=PT" in page
    mothers = kazstat["3.1.1"].to_html("ru")
    assert "<td>17,0</td>" in mothers and "<td>11,4</td>" in mothers
    assert "<th>Indicator</th>" in kazstat._repr_html_()


def test_an_unknown_code_is_told_whatever_it_is(kazstat: Indicators) -> None:
    for code in ("9.9.9", "3.1", "", 311, None):
        with pytest.raises(UsageError):
            kazstat[code]  # type: ignore[index]
