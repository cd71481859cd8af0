"""Tables of an OpenDocument text (.odt), and of OpenDocument files that are one XML file (.fodt, .fods)."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from sdgkit.activities.sources.document_outline import Heading, Headings
from sdgkit.activities.sources.tick_boxes import ticked
from sdgkit.activities.sources.workbook import MOST_COLUMNS, Grid
from sdgkit.errors import InputError
from sdgkit.files import DAMAGES, checked_archive, xml_parser

MOST_CELLS = 2_000_000
"""Cells of one document."""
MOST_ABOVE = 6
"""Paragraphs over a table that are taken for its title."""
MOST_REPEATED = 1_000
"""Rows that stand in the file as one; longer runs are the empty rest of a sheet."""
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = (f"{{{_NAMES}{room}:1.0}}" for room in ("table", "text", "office"))
_ROW_GROUPS = tuple(f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_GONE = frozenset(
    [
        *(f"{_TEXT}{name}" for name in ("note", "tracked-changes", "hidden-text", "ruby-text")),
        *(f"{_OFFICE}{name}" for name in ("annotation", "forms")),
    ]
)
"""What is not part of the text where it stands; what was deleted lies apart from the text by itself."""


def read_text_document(path: Path) -> list[Grid]:
    """The tables of an OpenDocument text, each with the paragraphs over it.

    Raises:
        InputError: it is damaged, protected by a password, or holds no table.
    """
    body = _root(path).find(f"{_OFFICE}body")
    is_sheets = body is not None and body.find(f"{_OFFICE}spreadsheet") is not None
    headings = Headings()
    grids: list[Grid] = []
    above: list[str] = []
    for block in _blocks(body) if body is not None else ():
        if block.tag == f"{_TABLE}table":
            headings.table()
            name = block.get(f"{_TABLE}name", "") if is_sheets else ""
            grids.append(_table(path.name, name or f"table {len(grids) + 1}", block, above[-MOST_ABOVE:], 0))
            above = []
        elif text := _text(block):
            above.append(text)
            level = block.get(f"{_TEXT}outline-level", "1") if block.tag == f"{_TEXT}h" else ""
            headings.met(Heading(text, int(level) if level.isdecimal() and len(level) < 3 else None))
    for grid, section in zip(grids, headings.sections(), strict=True):
        grid.section = section
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise InputError("activities.document-without-table", file=path.name)
    return grids


def _root(path: Path) -> etree._Element:
    with path.open("rb") as stream:
        is_archive = stream.read(2) == b"PK"
    try:
        if not is_archive:
            return etree.parse(path, xml_parser()).getroot()
        checked_archive(path)
        with zipfile.ZipFile(path) as archive:
            if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise InputError("files.password", file=path.name)
            return etree.fromstring(archive.read("content.xml"), xml_parser())
    except (*DAMAGES, KeyError, etree.XMLSyntaxError):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in their order, those of sections, lists and text boxes among them."""
    for child in element:
        if child.tag == f"{_TABLE}table":
            yield child
        elif child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield child
            for table in child.iter(f"{_TABLE}table"):
                if next(table.iterancestors(f"{_TABLE}table"), None) is None:
                    yield table
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _blocks(child)


def _times(element: etree._Element, name: str) -> int:
    written = element.get(f"{_TABLE}{name}", "1")
    return max(1, int(written)) if written.isdecimal() and len(written) < 9 else 1


def _table(file: str, name: str, table: etree._Element, above: list[str], deep: int) -> Grid:
    rows: list[list[Any]] = []
    numbers: list[int] = []
    merges: list[tuple[int, int, int, int]] = []
    inner: list[Grid] = []
    number = cells = 0
    for row in _rows(table):
        times = _times(row, "number-rows-repeated")
        line: list[Any] = []
        index = len(rows)
        for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            is_own = cell.tag == f"{_TABLE}table-cell"
            value = _value(cell) if is_own else ""
            wide, down = (
                _times(cell, f"number-{what}-spanned") if is_own else 1 for what in ("columns", "rows")
            )
            if wide > 1 or down > 1:
                merges.append((index, len(line), index + down - 1, len(line) + wide - 1))
            line += [value] * min(_times(cell, "number-columns-repeated"), MOST_COLUMNS - len(line))
            if is_own and deep < 2:
                for one in cell.iter(f"{_TABLE}table"):
                    if next(one.iterancestors(f"{_TABLE}table"), None) is table:
                        found = _table(file, f"{name}.{len(inner) + 1}", one, [], deep + 1)
                        inner += [found] if len(found.rows) > 1 else []
            if len(line) >= MOST_COLUMNS:
                break
        while line and line[-1] == "":
            line.pop()
        if times <= MOST_REPEATED:
            rows += [[*line] for _ in range(times)]
            numbers += range(number + 1, number + times + 1)
            cells += times * max(len(line), 1)
        number += times
        if cells > MOST_CELLS:
            raise InputError("files.too-large", file=file, reason=f"row {number}")
    return Grid(file, name, rows, numbers, merges=merges, above=above, inner=inner)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _value(cell: etree._Element) -> Any:
    kind = cell.get(f"{_OFFICE}value-type", "")
    written = cell.get(f"{_OFFICE}value", "")
    text = "\n".join(line for one in _paragraphs(cell) if (line := _text(one)))
    if kind in ("float", "currency") and written:
        try:
            number = float(written)
        except ValueError:
            return text
        return number if number - number == 0 else text
    return ticked(text)[0]


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, also those in lists, boxes and tables within it."""
    for child in element:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _paragraphs(child)


_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n", f"{_TEXT}soft-page-break": ""}


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _SIGNS:
            many = child.get(f"{_TEXT}c", "1")
            yield _SIGNS[child.tag] * (int(many) if many.isdecimal() and len(many) < 4 else 1)
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag != f"{_TABLE}table":
            yield from _pieces(child)
        yield child.tail or ""
