"""Kyrgyzstan publishes its indicators as SDMX and as printed tables; sdgkit must hold both to the cell."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.places import place_of
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.wide_table import wide_table

Cell = tuple[str, str, int, str, str]
ROUNDED = 0.051
"""The messages round to one decimal or two where the tables do not."""


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "indicators" / "kyrgyzstan"


@pytest.fixture(scope="module")
def messages(folder: Path) -> Indicators:
    return read_indicators(folder)


@pytest.fixture(scope="module")
def tables(folder: Path) -> Indicators:
    return read_indicators(folder / "excel_files")


def test_every_observation_of_the_messages_stands_in_the_wide_tables(
    folder: Path, messages: Indicators
) -> None:
    """All twelve messages, read here with lxml alone."""
    compared = 0
    for path in sorted((folder / "data").glob("*.xml")):
        published: Counter[tuple[str, int, float]] = Counter()
        for series in etree.parse(path).iter("Series"):
            for one in series.iter("Obs"):
                if one.get("OBS_VALUE"):
                    key = (
                        str(series.get("SERIES")),
                        int(str(one.get("TIME_PERIOD"))),
                        float(str(one.get("OBS_VALUE"))),
                    )
                    published[key] += 1
        frame = wide_table(messages, path.stem)
        shown: Counter[tuple[str, int, float]] = Counter()
        for row in frame.to_dict("records"):
            for year in [name for name in frame.columns if isinstance(name, int)]:
                # Behind some figures stands their status, "I" for imputed.
                parts = [
                    re.fullmatch(r"(-?[\d.]+(?:e-?\d+)?)(?: [A-Z])?", part)
                    for part in str(row[year]).split("; ")
                ]
                shown.update((row["series"], year, float(part[1])) for part in parts if part)
        assert shown == published, path.name
        compared += sum(published.values())
    assert compared == 1639


def test_every_cell_of_the_printed_tables_is_read_with_its_row(folder: Path, tables: Indicators) -> None:
    """All ten workbooks, read here with openpyxl alone; "20221" over a column is 2022 with a footnote's number."""
    compared = 0
    for path in sorted((folder / "excel_files").glob("*.xlsx")):
        part = tables.observations[tables.observations["file"] == path.name]
        found = {
            (int(row), int(year), number if number == number else sign)
            for row, year, number, sign in zip(
                part["row"], part["year"], part["value"], part["sign"], strict=True
            )
        }
        (sheet,) = openpyxl.load_workbook(path, data_only=True).worksheets
        years = {
            cell.column: int(str(cell.value)[:4])
            for cell in sheet[4]
            if re.fullmatch(r"(19|20)\d\d\d?", str(cell.value))
        }
        assert years, path.name
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if cell.column in years and cell.value not in (None, ""):
                    written = str(cell.value).strip()
                    value = cell.value if isinstance(cell.value, int | float) else written
                    near = {
                        (cell.row, years[cell.column], value),
                        (cell.row, years[cell.column], _bare(written)),
                    }
                    assert near & found, (path.name, cell.coordinate, cell.value)
                    compared += 1
    assert compared == 1826


def _bare(text: str) -> float | str:
    """The number in brackets or with a decimal comma that a table may hold as text."""
    plain = text.strip("()").replace(",", ".")
    return float(plain) if re.fullmatch(r"[\d.]+", plain) else text


def cells_of(indicators: Indicators, code: str) -> dict[Cell, float]:
    """The figures of an indicator by region, year, sex and area; dimensions that do not vary do not count."""
    part = indicators.rows(code)
    varying = [name for name in ("SEX", "URBANISATION") if name in part and part[name].nunique() > 1]
    others = [name for name in indicators.dimensions if name not in varying and part[name].nunique() > 1]
    found: dict[Cell, float] = {}
    for row in part.to_dict("records"):
        if math.isnan(row["value"]) or any(not is_total(str(row[name])) for name in others):
            continue
        place = place_of(row["place"], str(indicators.name_of("place", row["place"]).root.get("ru", "")))
        cut = [
            str(row[name]) if name in varying and not is_total(str(row[name])) else ""
            for name in ("SEX", "URBANISATION")
        ]
        found.setdefault(
            (code, place.code if place else "", int(row["year"]), cut[0], cut[1]), float(row["value"])
        )
    return found


def test_the_wide_tables_agree_with_the_office_wherever_it_agrees_with_itself(
    messages: Indicators, tables: Indicators
) -> None:
    """Figures that both publications have, by region, year, sex and area.

    Maternal mortality was revised by the office in one of the two, and two figures of Issyk-Kul in 2019 differ.
    """
    agreeing, differing = Counter[str](), Counter[str]()
    for code in ("1.1.1", "3.1.1", "3.2.1", "4.2.2", "6.1.1", "6.2.1", "13.1.1", "17.1.1"):
        of_message, of_table = cells_of(messages, code), cells_of(tables, code)
        for cell in of_message.keys() & of_table.keys():
            same = abs(of_message[cell] - of_table[cell]) <= ROUNDED
            (agreeing if same else differing)[code] += 1
    assert dict(agreeing) == {
        "1.1.1": 165,
        "3.1.1": 20,
        "3.2.1": 510,
        "4.2.2": 15,
        "6.1.1": 154,
        "6.2.1": 36,
        "13.1.1": 321,
        "17.1.1": 17,
    }
    assert dict(differing) == {"3.1.1": 63, "13.1.1": 2}
