"""Tables of an "XML Spreadsheet 2003", which systems write under the name .xls or .xml.

A workbook of Excel as plain XML: sheets, rows, cells with the type of their value, merged cells, and what is hidden.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lxml import etree

from sdgkit.activities.sources.workbook import MOST_COLUMNS, Grid
from sdgkit.errors import InputError
from sdgkit.files import xml_parser

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = f"{{{NAMESPACE}}}"
MOST_CELLS = 4_000_000
"""Cells of a workbook."""
MOST_ROWS = 1_048_576
"""Rows of a sheet of Excel."""


def read_spreadsheet_xml(path: Path) -> list[Grid]:
    """The sheets of an XML Spreadsheet 2003.

    Raises:
        InputError: it is damaged, too large, or holds no table.
    """
    try:
        root = etree.parse(path, xml_parser()).getroot()
    except (etree.XMLSyntaxError, OSError, ValueError):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None
    grids = [_sheet(path.name, sheet) for sheet in root.iter(f"{_SS}Worksheet")]
    if not any(grid.rows for grid in grids):
        raise InputError("activities.no-table", file=path.name)
    return grids


def _number(element: etree._Element, name: str, default: int, most: int) -> int:
    written = element.get(f"{_SS}{name}", "")
    return max(0, min(int(written), most)) if written.isdecimal() and len(written) < 9 else default


def _sheet(file: str, sheet: etree._Element) -> Grid:
    name = sheet.get(f"{_SS}Name", "")
    rows: list[list[Any]] = []
    numbers: list[int] = []
    merges: list[tuple[int, int, int, int]] = []
    hidden_rows: set[int] = set()
    formulas: set[tuple[int, int]] = set()
    errors: dict[tuple[int, int], str] = {}
    taken: dict[int, int] = {}
    number = cells = 0
    for row in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        # An index leaves empty rows out; a long gap would be a long empty list, so rows carry their numbers.
        number = max(number + 1, _number(row, "Index", number + 1, MOST_ROWS))
        index = len(rows)
        line: list[Any] = []
        for cell in row.iterfind(f"{_SS}Cell"):
            while taken.get(len(line), 0) >= number and not cell.get(f"{_SS}Index"):
                line.append("")
            place = _number(cell, "Index", len(line) + 1, MOST_COLUMNS + 1) - 1
            line += [""] * (place - len(line))
            if len(line) >= MOST_COLUMNS:
                break
            across = _number(cell, "MergeAcross", 0, MOST_COLUMNS)
            down = _number(cell, "MergeDown", 0, MOST_ROWS)
            column = len(line)
            value = _value(cell)
            if isinstance(value, str) and value.startswith("#") and _type(cell) == "Error":
                errors[index, column] = value
                value = ""
            elif value == "" and cell.get(f"{_SS}Formula"):
                formulas.add((index, column))
            line += [value] + [""] * min(across, MOST_COLUMNS - column - 1)
            if down:
                taken |= dict.fromkeys(range(column, column + across + 1), number + down)
            if across or down:
                merges.append((index, column, index + down, column + across))
        if row.get(f"{_SS}Hidden") == "1":
            hidden_rows.add(index)
        cells += max(len(line), 1)
        if cells > MOST_CELLS:
            raise InputError("files.too-large", file=file, reason=f"row {number}")
        rows.append(line)
        numbers.append(number)
    hidden = sheet.findtext(".//{urn:schemas-microsoft-com:office:excel}Visible") in (
        "SheetHidden",
        "SheetVeryHidden",
    )
    return Grid(
        file, name, rows, numbers, hidden, merges, frozenset(hidden_rows), _hidden_columns(sheet),
        formulas=frozenset(formulas), errors=errors,
    )  # fmt: skip


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    hidden: set[int] = set()
    place = 0
    for column in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
        place = _number(column, "Index", place + 1, MOST_COLUMNS)
        last = place + _number(column, "Span", 0, MOST_COLUMNS)
        if column.get(f"{_SS}Hidden") == "1":
            hidden |= set(range(place - 1, last))
        place = last
    return frozenset(hidden)


def _type(cell: etree._Element) -> str:
    data = cell.find(f"{_SS}Data")
    return "" if data is None else data.get(f"{_SS}Type", "String")


def _value(cell: etree._Element) -> Any:
    data = cell.find(f"{_SS}Data")
    if data is None:
        return ""
    text = "".join(str(piece) for piece in data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if kind == "Number":
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            return text
        return float(number) if number.is_finite() else text
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "DateTime":
        try:
            moment = dt.datetime.fromisoformat(text.strip())
        except ValueError:
            return text
        return moment.replace(tzinfo=None)
    return text
