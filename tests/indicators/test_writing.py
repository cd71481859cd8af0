"""What was read is written back and read again, the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.sdmx_writing import write_sdmx_ml
from sdgkit.indicators.wide_table import wide_table
from sdgkit.indicators.writing import write_open_sdg, write_sdmx_csv


def plain(indicators: Indicators) -> pd.DataFrame:
    """The observations in one order, without the file and row, which differ."""
    frame = indicators.observations
    columns = [
        "indicator",
        "year",
        "place",
        "value",
        "sign",
        "unit",
        "series",
        *sorted(indicators.dimensions),
    ]
    frame = frame[columns].astype({name: str for name in columns if name not in ("year", "value")})
    return frame.sort_values(columns).reset_index(drop=True)


@pytest.mark.parametrize("ending", ["csv"])
def test_a_tidy_table_comes_back_as_it_was(kazstat: Indicators, tmp_path: Path, ending: str) -> None:
    path = kazstat.write(tmp_path / f"tidy.{ending}")
    again = read_indicators(path)
    beside = ["unit", "file", "row"]
    whole = again.observations.drop(columns=beside).astype(str)
    assert whole.equals(kazstat.observations.drop(columns=beside).astype(str))
    # Where the platform names the unit beside the table, it stands in the rows; the others are as they were.
    blank = (kazstat.observations["unit"] == "").to_numpy()
    given = again.observations["unit"].astype(str).to_numpy()
    assert (given[~blank] == kazstat.observations["unit"].astype(str).to_numpy()[~blank]).all()
    told = [code in kazstat.units for code in kazstat.observations["indicator"][blank]]
    assert sum(told) > 1000
    assert ((given[blank] != "") == told).all()
    first = path.read_bytes()
    assert kazstat.write(path).read_bytes() == first


def test_parquet_holds_the_same_table(kazstat: Indicators, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    frame = pd.read_parquet(kazstat.write(tmp_path / "tidy.parquet"))
    assert len(frame) == len(kazstat.observations)
    assert frame["value"].tolist()[:50] == kazstat.observations["value"].tolist()[:50]
    assert "source_row" in frame


def test_an_open_sdg_folder_comes_back_with_headlines_and_names(kazstat: Indicators, tmp_path: Path) -> None:
    folder = write_open_sdg(kazstat, tmp_path / "platform")
    again = read_indicators(folder)
    assert again.kind == "open-sdg"
    assert again.codes == kazstat.codes
    for code in kazstat.codes:
        old, new = kazstat.headline(code), again.headline(code)
        assert (old is None) == (new is None), code
        if old is not None and new is not None:
            assert [(p.year, p.value) for p in new.points] == [(p.year, p.value) for p in old.points]
        assert again.indicator(code).name == kazstat.indicator(code).name
        assert again.indicator(code).level == kazstat.indicator(code).level
    ragged = [f for f in again.findings if f.code in ("indicators.row-short", "indicators.header-blank")]
    assert not ragged
    with pytest.raises(InputError):
        write_open_sdg(kazstat, folder)


def test_an_open_sdg_folder_passes_the_checks_of_the_platforms_builder(
    kazstat: Indicators, tmp_path: Path
) -> None:
    """The rules of sdg-build 2.3 for data files (sdg/check_csv.py); eight files of the source itself break them."""

    def broken(path: Path) -> list[str]:
        frame = pd.read_csv(path)
        texts = [
            frame[name].dropna() for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])
        ]
        rules = {
            "Year first": frame.columns[0] == "Year",
            "Value last": frame.columns[-1] == "Value",
            "numbers": pd.api.types.is_numeric_dtype(frame["Value"]),
            "headings without spaces": all(str(name) == str(name).strip() for name in frame.columns),
            "cells without spaces": all(
                (part.astype(str) == part.astype(str).str.strip()).all() for part in texts
            ),
            "no empty rows": not frame.isnull().all(axis=1).any(),
            "no blank headings": not any(str(name).startswith("Unnamed") for name in frame.columns),
        }
        return [name for name, kept in rules.items() if not kept]

    folder = write_open_sdg(kazstat, tmp_path / "platform")
    files = sorted((folder / "data").glob("*.csv"))
    assert len(files) == sum(1 for code in kazstat.codes if len(kazstat.rows(code)))
    assert {path.name: broken(path) for path in files if broken(path)} == {}


def test_sdmx_csv_comes_back_with_the_same_figures(shared_data: Path, tmp_path: Path) -> None:
    source = read_indicators(shared_data / "indicators" / "kyrgyzstan" / "data" / "3.1.1.xml")
    path = write_sdmx_csv(source, tmp_path / "3.1.1.csv")
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert header[:5] == ["DATAFLOW", "FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA"]
    again = read_indicators(path)
    assert again.country == "KGZ"
    pd.testing.assert_frame_equal(plain(again), plain(source))


def test_nothing_is_written_with_an_unknown_ending(kazstat: Indicators, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        kazstat.write(tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def test_sdmx_ml_comes_back_with_the_same_figures_and_bytes(shared_data: Path, tmp_path: Path) -> None:
    source = read_indicators(shared_data / "indicators" / "kyrgyzstan" / "data" / "3.2.1.xml")
    path = write_sdmx_ml(source, tmp_path / "3.2.1.xml", agency="KG_NSC", version="1.8")
    first = path.read_bytes()
    again = read_indicators(path)
    assert (again.kind, again.country) == ("sdmx", "KGZ")
    pd.testing.assert_frame_equal(plain(again), plain(source))
    assert write_sdmx_ml(source, path, agency="KG_NSC", version="1.8").read_bytes() == first


def test_wide_tables_have_years_as_columns_and_lead_back_to_their_rows(kazstat: Indicators) -> None:
    frame = wide_table(kazstat, "3.1.1")
    whole = frame[frame["place"] == ""].iloc[0]
    assert whole[2015] == "12.5"
    kyzylorda = frame[frame["place"] == "KZKZY"].iloc[0]
    assert kyzylorda[2022] == "29.2"
    assert kyzylorda["place_name"].in_language("ru") == "Кызылординская область"
    assert kyzylorda["rows"].startswith("indicator_3-1-1.csv: ")
    seats = wide_table(kazstat, "5.5.1")
    assert len(seats) == 2


def test_a_wide_table_shows_contradicting_figures_both(kazstat: Indicators) -> None:
    frame = wide_table(kazstat, "3.3.1.1")
    assert frame.iloc[0][2022] == "786; 686"


DIRTY = """\
indicator,year,value,unit,SEX,note,nature,place
3.1.1,2013,,PT,,,,
3.1.1,2014,27.4 e,PT,,,,
3.1.1,2015,<0.1,PT,,"first, quoted",C,
3.1.1,2016,>95,PT,,,E,
3.1.1,2017,…,PT,,с заметкой,,
3.1.1,2018,-,PT,,,,
3.1.1,2019,(12.5),PT,,,,
3.1.1,2020,12.3*,PT,,-as said,,
3.1.1,2021,12.300000001,PT,,,M,
3.1.1,2022,1234567.125,PT,F,,N,KZKZY
17.3.1.3,2023,0.00001,PT,M,,,KZKZY
17.3.1.3,2023,0.00001,PT,,,,
"""
WRITERS: dict[str, Callable[[Indicators, Path], Path]] = {
    "tidy.csv": lambda source, path: source.write(path),
    "sdmx.csv": write_sdmx_csv,
    "sdmx2.csv": lambda source, path: write_sdmx_csv(source, path, version="2.0"),
    "sdmx.xml": write_sdmx_ml,
    "platform": write_open_sdg,
}
KEPT = ["indicator", "year", "place", "value", "sign", "unit", "series", "SEX", "nature", "note"]


def facts(source: Indicators) -> list[tuple[str, ...]]:
    """What the observations say, whatever the format has for a total."""
    frame = source.observations.reindex(columns=KEPT).astype(object).fillna("").astype(str).replace("_T", "")
    return sorted(frame.itertuples(index=False, name=None))


@pytest.mark.parametrize("name", WRITERS)
def test_signs_notes_natures_and_national_codes_come_back_from_every_format(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "dirty.csv"
    path.write_text(DIRTY, encoding="utf-8")
    source = read_indicators(path)
    assert len(source.observations) == 12
    again = read_indicators(WRITERS[name](source, tmp_path / name))
    assert facts(again) == facts(source)
    kept = ["indicator", "year", "value", "sign", "unit"]
    assert again.headlines()[kept].equals(source.headlines()[kept])


@pytest.mark.parametrize("name", WRITERS)
def test_every_observation_of_kazakhstan_comes_back_from_every_format(
    kazstat: Indicators, tmp_path: Path, name: str
) -> None:
    """11 093 of 13 235 had no series; SDMX wants one, and whoever reads it must find the indicator by it."""
    again = read_indicators(WRITERS[name](kazstat, tmp_path / name))
    columns = ["indicator", "year", "place", "value", "series"]

    def keys(source: Indicators) -> list[tuple[str, ...]]:
        return sorted(source.observations[columns].astype(str).itertuples(index=False, name=None))

    assert keys(again) == keys(kazstat)
    points = ["indicator", "year", "value", "sign"]
    assert again.headlines()[points].equals(kazstat.headlines()[points])


def test_what_a_platform_says_of_an_indicator_comes_back(kazstat: Indicators, tmp_path: Path) -> None:
    again = read_indicators(write_open_sdg(kazstat, tmp_path / "platform"))
    for one in kazstat.indicators:
        other = again.indicator(one.code)
        assert (other.name, other.official_name, other.level) == (one.name, one.official_name, one.level)
        assert (other.responsible, other.custodian) == (one.responsible, one.custodian)
        assert [source.organisation for source in other.sources] == [s.organisation for s in one.sources]
        if one.reporting != "unknown":
            assert other.reporting == one.reporting
    configuration = (tmp_path / "platform" / "config_data.yml").read_text(encoding="utf-8")
    assert "COMMENT_OBS" in configuration


def test_the_status_of_a_figure_is_kept_and_nothing_is_compared_across_a_break(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text(
        "indicator,year,value,unit\n3.2.1,2015,20,PER_1000_LIVE_BIRTHS\n3.2.1,2017,30,PER_1000_LIVE_BIRTHS\n"
        "3.2.1,2021,15 b,PER_1000_LIVE_BIRTHS\n3.2.1,2023,12,PER_1000_LIVE_BIRTHS\n",
        encoding="utf-8",
    )
    source = read_indicators(path)
    assert source.assessment("3.2.1").why_not == "break"
    message = write_sdmx_ml(source, tmp_path / "data.xml")
    text = message.read_text(encoding="utf-8").replace('COMMENT_OBS="{b}"', "")
    message.write_text(text.replace('OBS_STATUS="A"', 'OBS_STATUS="B"', 3), encoding="utf-8")
    again = read_indicators(message)
    assert again.headlines()["sign"].tolist() == ["B", "B", "B", ""]
    assert again.assessment("3.2.1").why_not == "break"
