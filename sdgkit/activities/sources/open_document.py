"""What an .ods file says beside its values: merged, hidden and coloured cells, formulas whose value was not stored."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from sdgkit.activities.sources.workbook import MOST_COLOURED, MOST_COLUMNS, SheetMarks
from sdgkit.files import DAMAGES

MOST_MARKED = 64 * 1024 * 1024
"""Bytes of the content up to which it is looked at; a register has a few."""
MOST_REPEATED = 1_000
"""Rows that stand in the file as one; longer runs are the empty rest of a sheet."""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_COLOUR = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}background-color"
_ERROR_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def open_document_marks(path: Path) -> dict[str, SheetMarks]:
    """The marks of each sheet of an .ods file, by its name; none where they cannot be read.

    Args:
        path: the file.

    Source:
        OASIS OpenDocument 1.3, part 3, chapter 9 (tables): `table:visibility` is "collapse" for what was hidden
        by hand and "filter" for rows that a filter leaves out.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("content.xml").file_size > MOST_MARKED:
                return {}
            with archive.open("content.xml") as stream:
                return _marks(stream)
    except (*DAMAGES, KeyError, etree.XMLSyntaxError):
        # The values were read before; a damaged or encrypted part tells only less beside them.
        return {}


def _marks(stream: Any) -> dict[str, SheetMarks]:
    found: dict[str, SheetMarks] = {}
    colours: dict[str, str] = {}
    tags = [f"{_STYLE}style", f"{_TABLE}table-column", f"{_TABLE}table-row", f"{_TABLE}table"]
    sheet = _Sheet(colours)
    for _, element in etree.iterparse(stream, events=("end",), tag=tags, **_SAFE):
        if element.tag == tags[0]:
            properties = element.find(f"{_STYLE}table-cell-properties")
            colour = properties.get(_COLOUR, "") if properties is not None else ""
            if colour.startswith("#") and len(colour) == 7:
                colours[element.get(f"{_STYLE}name", "")] = colour[1:].upper()
        elif element.tag == tags[1]:
            sheet.column(element)
        elif element.tag == tags[2]:
            sheet.row(element)
            element.clear(keep_tail=False)
        else:
            found[element.get(f"{_TABLE}name", "")] = sheet.marks()
            sheet = _Sheet(colours)
            element.clear(keep_tail=False)
    return found


def _times(element: Any, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def _spanned(element: Any, what: str) -> int:
    text = element.get(f"{_TABLE}number-{what}-spanned", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1


class _Sheet:
    """What was seen of one sheet so far."""

    def __init__(self, colours: dict[str, str]) -> None:
        self.colours = colours
        self.next_row = self.next_column = 0
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.fills: dict[int, str] = {}
        self.cell_fills: dict[tuple[int, int], str] = {}
        self.formulas: set[tuple[int, int]] = set()
        self.errors: dict[tuple[int, int], str] = {}
        self.merges: list[tuple[int, int, int, int]] = []

    def column(self, element: Any) -> None:
        first, self.next_column = self.next_column, self.next_column + _times(element, "columns")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.hidden_columns |= set(range(first, min(self.next_column, MOST_COLUMNS)))

    def row(self, element: Any) -> None:
        first, self.next_row = self.next_row, self.next_row + _times(element, "rows")
        if self.next_row - first > MOST_REPEATED:
            return
        rows = range(first, self.next_row)
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self.hidden_rows |= set(rows)
        given: list[str] = []
        place = 0
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            value = cell.get(f"{_OFFICE}value-type")
            if value is None and cell.get(f"{_TABLE}formula") is not None:
                self.formulas |= {(row, place) for row in rows}
            colour = self.colours.get(cell.get(f"{_TABLE}style-name", ""), "")
            if value is not None:
                given.append(colour)
            if colour and len(self.cell_fills) < MOST_COLOURED:
                places = range(place, min(place + _times(cell, "columns"), MOST_COLUMNS))
                self.cell_fills |= {(row, column): colour for row in rows for column in places}
            if cell.get(_ERROR_TYPE) == "error":
                text = "".join(cell.itertext()).strip()[:20]
                self.errors |= {(row, place): text or "#ERROR!" for row in rows}
            down, wide = _spanned(cell, "rows"), _spanned(cell, "columns")
            if down > 1 or wide > 1:
                self.merges.append((first, place, first + down - 1, place + wide - 1))
            place += _times(cell, "columns")
        common, times = Counter(given).most_common(1)[0] if given else ("", 0)
        if common and times * 2 > len(given):
            self.fills |= dict.fromkeys(rows, common)

    def marks(self) -> SheetMarks:
        return SheetMarks(
            merges=self.merges,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            fills=self.fills,
            cell_fills=self.cell_fills,
            formulas=frozenset(self.formulas),
            errors=self.errors,
        )
