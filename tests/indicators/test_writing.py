"""What was read is written back and read again, the same."""

from __future__ import annotations

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
    pd.testing.assert_frame_equal(plain(again), plain(kazstat))
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
