"""Data files of an Open SDG folder: a table of one indicator, each row an observation with its dimensions."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import rows_text
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.open_sdg_folder import text_of
from sdgkit.indicators.open_sdg_rows import Row, sound_rows
from sdgkit.indicators.values import read_value
from sdgkit.indicators.years import read_year
from sdgkit.languages import clean, fold

YEAR = ("year", "time_period", "год", "жыл")
VALUE = ("value", "obs_value", "значение", "мәні")
UNIT = (
    *("unit_measure", "unit measure", "units", "unit", "unit of measure"),
    *("единица", "единица измерения", "өлшем бірлігі"),
)
SERIES = ("series", "показатель", "көрсеткіш", "көрсөткүч")
PLACE = (
    *("ref_area", "region", "регион", "территория", "область", "oblast", "өңір", "облыс", "аймак"),
    *("local authority", "country", "state", "province", "county", "district", "governorate"),
    *("geographic area", "geocode"),
)
BESIDE = (
    *("geocode", "progress", "obs_status", "unit_mult", "comment_obs", "freq", "reporting_type"),
    *("observation status", "unit multiplier", "nature", "data source"),
)
"""Columns that say something about a row but are no dimension."""


def list_of(column: str) -> str:
    """The list of codes that the cells of a column belong to."""
    folded = fold(column)
    groups = ((UNIT, "UNIT_MEASURE"), (SERIES, "SERIES"), (PLACE, "REF_AREA"))
    return next((group for headings, group in groups if folded in headings), column)


class _Columns(NamedTuple):
    year: int
    value: int
    unit: int | None
    series: int | None
    place: int | None
    dimensions: dict[str, int]
    reporting: int | None = None
    nature: int | None = None
    note: int | None = None

    @property
    def coded(self) -> list[int]:
        """All columns but year and value, from the left."""
        beside = [self.unit, self.series, self.place, *self.dimensions.values()]
        return sorted(index for index in beside if index is not None)


def read_data(path: Path, code: str, gathered: Gathered, findings: list[Finding]) -> None:
    """Read a data file of one indicator; rows that do not fit its header are put right where there is one way."""
    content = text_of(path)
    if content.startswith(b"\xef\xbb\xbf"):
        findings.append(Finding(code="indicators.bom", file=path.name, row=1))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
        findings.append(Finding(code="indicators.not-utf8", file=path.name))
    rows = _parsed(text, path.name, findings)
    if not rows:
        findings.append(Finding(code="indicators.table-empty", file=path.name))
        return
    header = [clean(cell) for cell in rows[0]]
    columns = _columns(header, path.name, findings)
    if columns is None:
        return
    body = sound_rows(rows[1:], header, columns.value, columns.coded, path.name, findings)
    if not body:
        return
    years = _years(body, columns.year, path.name, findings)
    kept = [row for row, year in zip(body, years, strict=True) if year is not None]
    found_years = [year for year in years if year is not None]
    values, signs = _values(
        [(number, row[columns.value]) for number, row in kept], path.name, header[columns.value], findings
    )
    cells = list(zip(*(row for _, row in kept), strict=True)) if kept else []
    if not kept:
        return

    def column(index: int | None) -> list[str] | str:
        return "" if index is None else _stripped(cells[index], kept, path.name, header[index], findings)

    gathered.add(
        indicator=code,
        file=path.name,
        years=found_years,
        values=values,
        signs=signs,
        rows=[number for number, _ in kept],
        places=column(columns.place),
        units=column(columns.unit),
        series=column(columns.series),
        reportings=column(columns.reporting),
        natures=column(columns.nature),
        notes=column(columns.note),
        dimensions={name: column(index) for name, index in columns.dimensions.items()},
    )


def _parsed(text: str, file: str, findings: list[Finding]) -> list[list[str]]:
    """The rows of a CSV text; what follows a cell that cannot be read is left out and said."""
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        details = {"cells": 0, "width": len(rows[0]) if rows else 0}
        findings.append(
            Finding(code="indicators.row-ragged", file=file, row=len(rows) + 1, value=error, details=details)
        )
    return rows


def _columns(header: list[str], file: str, findings: list[Finding]) -> _Columns | None:
    folded = [fold(name) for name in header]
    blank = [n for n, name in enumerate(folded) if not name]
    if blank:
        from openpyxl.utils import get_column_letter

        letters = ", ".join(get_column_letter(n + 1) for n in blank)
        findings.append(
            Finding(
                code="indicators.header-blank",
                file=file,
                row=1,
                column=letters,
                details={"count": len(blank)},
            )
        )
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        findings.append(
            Finding(code="indicators.header-repeated", file=file, row=1, value=", ".join(repeated))
        )

    def first(names: Iterable[str]) -> int | None:
        return next((folded.index(name) for name in names if name in folded), None)

    year, value = first(YEAR), first(VALUE)
    if year is None or value is None:
        missing = "Year" if year is None else "Value"
        findings.append(Finding(code="indicators.column-missing", file=file, row=1, column=missing))
        return None
    unit, series, place = first(UNIT), first(SERIES), first(PLACE)
    taken = {year, value, unit, series, place}
    dimensions = {
        name: n
        for n, name in enumerate(header)
        if name and n not in taken and folded[n] not in BESIDE and header.index(name) == n
    }
    beside = (first((name,)) for name in ("reporting_type", "nature", "comment_obs"))
    return _Columns(year, value, unit, series, place, dimensions, *beside)


def _years(body: list[Row], column: int, file: str, findings: list[Finding]) -> list[int | None]:
    years: list[int | None] = []
    odd = OddCells(file)
    for number, row in body:
        year = read_year(row[column])
        years.append(year.number or None)
        if year.oddity == "years-unread":
            findings.append(Finding(code="indicators.year-unread", file=file, row=number, value=row[column]))
        elif year.oddity:
            odd.note(year.oddity, number, row[column])
    findings.extend(odd.findings())
    return years


def _values(
    cells: list[tuple[int, str]], file: str, column: str, findings: list[Finding]
) -> tuple[list[float], list[str]]:
    values: list[float] = []
    signs: list[str] = []
    odd: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, cell in cells:
        value, sign, oddity = read_value(cell)
        values.append(value)
        signs.append(sign)
        if oddity:
            odd[oddity].append((number, cell))
    for oddity, found in sorted(odd.items()):
        _note_cells(f"indicators.{oddity}", found, file, column, findings.append)
    return values, signs


def _note_cells(
    code: str, found: list[tuple[int, str]], file: str, column: str, note: Callable[[Finding], None]
) -> None:
    """One finding for many cells of a column that are odd in the same way; it begins at the first."""
    rows = [number for number, _ in found]
    note(
        Finding(
            code=code,
            file=file,
            row=rows[0],
            column=column,
            value=found[0][1],
            details={"rows": rows_text(rows), "count": len(rows)},
        )
    )


def _stripped(
    cells: tuple[str, ...], rows: list[Row], file: str, column: str, findings: list[Finding]
) -> list[str]:
    stripped = {cell: clean(cell) for cell in set(cells)}
    changed = {cell for cell, text in stripped.items() if cell != text}
    if changed:
        found = [(rows[n][0], cell) for n, cell in enumerate(cells) if cell in changed]
        _note_cells("indicators.code-spaces", found, file, column, findings.append)
    return [stripped[cell] for cell in cells]
