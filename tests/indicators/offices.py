"""What tests of tables of many offices share: making a file, and all that was read of it in lines."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.observations import dimensions_of
from sdgkit.indicators.reading import read_indicators
from sdgkit.indicators.writing import number_text

Row = list[object]


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    """A text file with this content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding=encoding)
    return path


def book(path: Path, merged: tuple[str, ...] = (), **sheets: list[Row]) -> Path:
    """A workbook of these sheets; the ranges of the first are merged."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cells in merged:
        made.worksheets[0].merge_cells(cells)
    made.save(path)
    return path


def lines(indicators: Indicators) -> list[str]:
    """Every observation: "indicator | place | groups | unit | year | value and sign", in the order it was read."""
    frame = indicators.observations
    dimensions = dimensions_of(frame)
    found = []
    for row in frame.astype(object).to_dict("records"):
        cut = ",".join(f"{name}={row[name]}" for name in dimensions if row[name])
        value = "" if row["value"] != row["value"] else number_text(row["value"])
        cells = (row["indicator"], row["place"], cut, row["unit"], str(row["year"]), value + row["sign"])
        found.append(" | ".join(cells).replace("  ", " ").strip())
    return found


def check(path: Path, expected: str, findings: str = "", country: str = "") -> Indicators:
    """Everything that was read of a file, and the kinds of all its findings, none more."""
    indicators = read_indicators(path, country=country)
    assert lines(indicators) == [line.strip().replace("  ", " ") for line in expected.strip().splitlines()], (
        path.name
    )
    told = {finding.code.removeprefix("indicators.") for finding in indicators.findings}
    assert told == set(findings.split()), path.name
    return indicators
