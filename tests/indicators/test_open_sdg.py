"""A statistics office's Open SDG folder is read with all its dirt; nothing is lost, nothing becomes zero."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sdgkit.errors import InputError
from sdgkit.findings import Finding
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators

Platform = Callable[..., Path]


def codes_of(indicators: Indicators) -> list[str]:
    return [finding.code.removeprefix("indicators.") for finding in indicators.findings]


def one(indicators: Indicators, code: str) -> Finding:
    (found,) = [finding for finding in indicators.findings if finding.code == f"indicators.{code}"]
    return found


def test_all_of_kazstat_is_read_with_names_in_three_languages(kazstat: Indicators) -> None:
    assert len(kazstat) == 46
    assert kazstat.kind == "open-sdg"
    assert kazstat.languages == ("en", "kk", "ru")
    mortality = kazstat.indicator("3.1.1")
    assert mortality.name.in_language("ru") == "Коэффициент материнской смертности"
    assert mortality.name.in_language("kk") == "Ана өлім-жетімінің коэффициенті"
    assert mortality.level == "global"
    assert (
        mortality.sources[0].organisation.in_language("en")
        == "Ministry of Healthcare of the Republic of Kazakhstan"
    )


def test_no_row_of_kazstat_is_lost_or_read_wrong(kazstat_folder: Path, kazstat: Indicators) -> None:
    """Every data row with a year and a number comes back as the same number; counted without the reader."""
    for path in sorted((kazstat_folder / "data").glob("*.csv")):
        lines = path.read_text(encoding="utf-8-sig").splitlines()[1:]
        expected = []
        for line in lines:
            cells = [cell.strip() for cell in line.split(",")]
            filled = [cell for cell in cells if cell]
            if filled:
                expected.append(float(filled[-1]))
        part = kazstat.observations[kazstat.observations["file"] == path.name]
        assert part["value"].tolist() == expected, path.name


@pytest.mark.usefixtures("timed_alone")
def test_kazstat_is_read_and_checked_in_less_than_two_seconds(kazstat_folder: Path) -> None:
    begin = time.thread_time()
    read = read_indicators(kazstat_folder)
    assert read.findings
    read.table()
    assert time.thread_time() - begin < 2


def test_the_names_of_no_code_is_the_code(kazstat: Indicators) -> None:
    for column in kazstat.dimensions:
        for code in kazstat.observations[column].cat.categories:
            assert code == "" or str(code) not in kazstat.name_of(column, str(code)).root.values()


def test_units_given_as_words_or_broken_keys_become_units(kazstat: Indicators) -> None:
    mortality = kazstat.headline("3.1.1")
    assert mortality is not None
    assert mortality.unit == "PER_100000_LIVE_BIRTHS"
    emissions = kazstat.headline("9.4.1")
    assert emissions is not None
    assert emissions.unit == "kg_CO2"


def test_a_value_one_cell_too_far_left_is_put_right_and_said(kazstat: Indicators) -> None:
    found = [f for f in kazstat.findings if f.code == "indicators.row-short" and "4-c-1-2" in f.file]
    assert [(f.row, f.value, f.column) for f in found] == [
        (2, "32.8", "REF_AREA"),
        (20, "41.0", "REF_AREA"),
        (38, "55.9", "REF_AREA"),
        (56, "60.7", "REF_AREA"),
    ]
    headline = kazstat.headline("4.c.1.2")
    assert headline is not None
    assert [point.value for point in headline.points] == [32.8, 41.0, 55.9, 60.7]


def test_status_against_data_and_data_against_status(kazstat: Indicators) -> None:
    empty = {f.details["code"] for f in kazstat.findings if f.code == "indicators.status-but-no-data"}
    filled = {f.details["code"] for f in kazstat.findings if f.code == "indicators.data-but-status"}
    assert empty == {"6.6.1", "16.8.1", "17.18.2"}
    assert filled == {"15.a.1"}


def test_the_miscoded_region_is_found_as_different_values_for_one_key(kazstat: Indicators) -> None:
    """West Kazakhstan's figures from 2018 on are coded as Atyrau's."""
    found = [f for f in kazstat.findings if f.code == "indicators.duplicate-differs" and "17-3-1-3" in f.file]
    assert [f.row for f in found] == [60, 61, 62, 63, 64, 65]
    assert all("KZATY" in f.details["key"] for f in found)
    atyrau = kazstat.by_region("17.3.1.3", 2020)
    assert math.isnan(atyrau.set_index("place").loc["KZATY", "value"])


def test_regions_outside_their_years_are_found(kazstat: Indicators) -> None:
    found = {
        (f.file, f.value, f.details["years"])
        for f in kazstat.findings
        if f.code == "indicators.region-outside-years"
    }
    assert ("indicator_5-5-2.csv", "KZONT", "2020–2023") in found
    assert ("indicator_6-3-1.csv", "KZABY", "2019–2021") in found


def test_blank_headers_spaces_bom_and_cyrillic_keys_are_found(kazstat: Indicators) -> None:
    assert {"header-blank", "value-spaces", "bom", "cyrillic-key"} <= set(codes_of(kazstat))
    assert not [name for name in kazstat.dimensions if not name or name.startswith("Unnamed")]


def test_a_missing_value_is_never_zero(platform: Platform) -> None:
    indicators = read_indicators(
        platform({"3-1-1": "Year,Value\n2015,12.5\n2016,\n2017,…\n2018,-\n2019,0\n"})
    )
    assert [str(value) for value in indicators.observations["value"]] == ["12.5", "nan", "nan", "nan", "0.0"]
    headline = indicators.headline("3.1.1")
    assert headline is not None
    assert [(p.year, p.value, p.sign) for p in headline.points] == [
        (2015, 12.5, ""),
        (2017, None, "…"),
        (2018, None, "-"),
        (2019, 0.0, ""),
    ]


def test_a_row_that_can_be_read_in_two_ways_is_left_out_and_shown(platform: Platform) -> None:
    data = "Year,SEX,URBANISATION,Value\n2015,F,F,1\n2015,,,2\n2016,F,7\n"
    indicators = read_indicators(platform({"3-1-1": data}))
    found = one(indicators, "row-ragged")
    assert (found.row, found.value) == (4, "2016,F,7")
    assert len(indicators.observations) == 2


def test_a_cyrillic_letter_in_a_file_name_and_in_a_code(platform: Platform) -> None:
    indicators = read_indicators(platform({"7-а-1": "Year,SEX,Value\n2015,\u041c,1\n2015,,2\n"}))
    assert indicators.codes == ("7.a.1",)
    assert codes_of(indicators).count("cyrillic-code") == 2


def test_the_starter_layout_with_words_in_place_of_codes(platform: Platform) -> None:
    data = "Year,Units,Series,Sex,GeoCode,Value\n2015,Percentage,,,,10\n2015,Percentage,,Female,,12\n"
    folder = platform({"1-2-1": data})
    (folder / "meta").mkdir()
    (folder / "meta" / "1-2-1.md").write_text(
        "---\nindicator_name: People in poverty\nindicator_number: 1.2.1\nreporting_status: complete\n"
        "source_organisation_1: Office\nsource_active_1: true\ngraph_series_breaks:\n  - value: 2014.5\n---\ntext\n",
        encoding="utf-8",
    )
    indicators = read_indicators(folder)
    assert indicators.indicator("1.2.1").name.in_language("en") == "People in poverty"
    assert indicators.name_of("Sex", "Female").in_language("en") == "Female"
    headline = indicators.headline("1.2.1")
    assert headline is not None
    assert (headline.unit, [p.value for p in headline.points]) == ("Percentage", [10.0])
    assert one(indicators, "break-declared").value == "2015"


def test_broken_yaml_is_a_finding(platform: Platform) -> None:
    folder = platform({"1-2-1": "Year,Value\n2015,1\n"}, {"1-2-1": "a: [1\nb: }"}, SEX="F: : :")
    indicators = read_indicators(folder)
    assert "yaml-unreadable" in codes_of(indicators)
    assert len(indicators.observations) == 1


@pytest.mark.parametrize("name", ["nothing-here", "empty"])
def test_what_holds_no_indicators_is_refused_with_a_clear_message(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError) as error:
        read_indicators(tmp_path / name)
    assert name in error.value.what("ru")


def test_the_same_folder_gives_the_same_frame_twice(kazstat_folder: Path, kazstat: Indicators) -> None:
    again = read_indicators(kazstat_folder)
    assert again.observations.equals(kazstat.observations)
    assert again.findings == kazstat.findings
    assert again.sources == kazstat.sources


def test_damaged_files_never_break_the_reading(kazstat_folder: Path, tmp_path: Path) -> None:
    """Bytes changed, cut and put in at random: findings or a clear refusal, nothing else."""
    chance = random.Random(7)
    sources = sorted((kazstat_folder / "data").glob("*.csv"))
    (tmp_path / "data").mkdir()
    for number in range(12):
        source = chance.choice(sources)
        content = bytearray(source.read_bytes()[:4000])
        for _ in range(chance.randint(1, 30)):
            place = chance.randrange(len(content) + 1)
            pieces = [b",", b"\r", b'"', b";", b"\xff", b"\x00", b"1e999", b"=1+1"]
            extra = chance.choice([*pieces, bytes([chance.randrange(256)])])
            content[place : place + chance.choice([0, 0, 1, 9])] = extra
        path = tmp_path / "data" / f"indicator_3-{number + 1}-1.csv"
        path.write_bytes(bytes(content))
    indicators = read_indicators(tmp_path)
    assert [finding.what("kk") for finding in indicators.findings]
    assert len(indicators.table()) == 12
    indicators.gaps()
    for code in indicators.codes:
        indicators.by_region(code)
        assert "<div" in indicators[code].to_html("ru")
