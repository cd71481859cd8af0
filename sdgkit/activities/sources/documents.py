"""Tables of a Word document (.docx) and of a web page saved as a workbook."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from sdgkit.activities.sources.workbook import MOST_COLUMNS, Grid
from sdgkit.errors import InputError
from sdgkit.files import checked_archive, xml_parser

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_CELLS = 2_000_000
"""Cells of one document."""


def read_document(path: Path) -> list[Grid]:
    """The tables of a .docx document, merged cells included; tables within tables are read as text.

    Raises:
        InputError: it is damaged or holds no table.
    """
    checked_archive(path)
    try:
        with zipfile.ZipFile(path) as archive:
            root = etree.fromstring(archive.read("word/document.xml"), xml_parser())
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        OSError,
        ValueError,
        NotImplementedError,
        EOFError,
    ):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise InputError("files.unreadable", file=path.name, reason="damaged") from None
    tables = [table for table in root.iter(f"{_W}tbl") if next(table.iterancestors(f"{_W}tbl"), None) is None]
    grids = [_word_table(path.name, f"table {index}", table) for index, table in enumerate(tables, start=1)]
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise InputError("activities.document-without-table", file=path.name)
    return grids


MOST_ABOVE = 6
"""Paragraphs over a table that are taken for its title."""


def _number(element: etree._Element | None, name: str, default: int = 1) -> int:
    if element is None:
        return default
    try:
        return max(0, min(int(element.get(f"{_W}{name}", default)), MOST_COLUMNS))
    except ValueError:
        return default


def _word_table(file: str, name: str, table: etree._Element) -> Grid:
    rows: list[list[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    open_merges: dict[int, tuple[int, int]] = {}
    cells = 0
    for row_index, row in enumerate(table.iter(f"{_W}tr")):
        if row.getparent() is not table and next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        properties = row.find(f"{_W}trPr")
        before = properties.find(f"{_W}gridBefore") if properties is not None else None
        line: list[Any] = [""] * _number(before, "val", 0)
        index = len(rows)
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            own = cell.find(f"{_W}tcPr")
            span = max(1, _number(own.find(f"{_W}gridSpan") if own is not None else None, "val"))
            vertical = own.find(f"{_W}vMerge") if own is not None else None
            column = len(line)
            goes_on = vertical is not None and vertical.get(f"{_W}val", "continue") != "restart"
            line += ["" if goes_on else _word_text(cell)] + [""] * (span - 1)
            cells += span
            if goes_on and column in open_merges:
                continue
            _close(merges, open_merges, column, index - 1)
            if vertical is not None:
                open_merges[column] = (index, span)
            elif span > 1:
                merges.append((index, column, index, column + span - 1))
        for column in [
            c for c, (start, _) in open_merges.items() if start < index and not _continued(row, c)
        ]:
            _close(merges, open_merges, column, index - 1)
        rows.append(line[:MOST_COLUMNS])
        if cells > MOST_CELLS:
            raise InputError("files.too-large", file=file, reason=f"row {row_index}")
    for column in list(open_merges):
        _close(merges, open_merges, column, len(rows) - 1)
    return Grid(file, name, rows, merges=merges, above=_above(table))


def _above(table: etree._Element) -> list[str]:
    """The paragraphs right over a table, the nearest last: its title, and the unit of its amounts."""
    texts: list[str] = []
    before = table.getprevious()
    while before is not None and before.tag == f"{_W}p" and len(texts) < MOST_ABOVE:
        text = "".join(part.text or "" for part in before.iter(f"{_W}t")).strip()
        if text:
            texts.insert(0, text)
        before = before.getprevious()
    return texts


def _continued(row: etree._Element, column: int) -> bool:
    place = 0
    for cell in row.iterchildren(f"{_W}tc"):
        own = cell.find(f"{_W}tcPr")
        if place == column:
            vertical = own.find(f"{_W}vMerge") if own is not None else None
            return vertical is not None
        place += max(1, _number(own.find(f"{_W}gridSpan") if own is not None else None, "val"))
    return False


def _close(
    merges: list[tuple[int, int, int, int]], open_merges: dict[int, tuple[int, int]], column: int, last: int
) -> None:
    if column in open_merges:
        first, span = open_merges.pop(column)
        if last > first or span > 1:
            merges.append((first, column, max(first, last), column + span - 1))


def _word_text(cell: etree._Element) -> str:
    lines = []
    for paragraph in cell.iter(f"{_W}p"):
        # Text that was deleted under tracked changes stands in w:delText and is not read.
        pieces = [
            (node.text or "") if node.tag == f"{_W}t" else "\n" if node.tag == f"{_W}br" else " "
            for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
        ]
        lines.append("".join(pieces))
    return "\n".join(line for line in lines if line.strip())


def read_web_page(path: Path) -> list[Grid]:
    """The tables of a web page, as some systems write them under the name .xls.

    Raises:
        InputError: it holds no table.
    """
    from lxml import html

    from sdgkit.activities.sources.delimited import decode

    text, _ = decode(path.read_bytes())
    try:
        root = html.document_fromstring(
            text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError("activities.no-table", file=path.name) from None
    grids = []
    for index, table in enumerate(root.iter("table"), start=1):
        if next(table.iterancestors("table"), None) is None:
            grids.append(_web_table(path.name, f"table {index}", table))
    grids = [grid for grid in grids if grid.rows]
    if not grids:
        raise InputError("activities.no-table", file=path.name)
    return grids


def _web_table(file: str, name: str, table: Any) -> Grid:
    rows: list[list[Any]] = []
    merges: list[tuple[int, int, int, int]] = []
    taken: dict[int, int] = {}
    for row in table.iter("tr"):
        index = len(rows)
        line: list[Any] = []
        for cell in row.iterchildren("td", "th"):
            while taken.get(len(line), -1) >= index:
                line.append("")
            across, down = (_span(cell.get(attribute)) for attribute in ("colspan", "rowspan"))
            column = len(line)
            line += ["\n".join(piece.strip() for piece in cell.itertext() if piece.strip())] + [""] * (
                across - 1
            )
            if down > 1:
                taken |= dict.fromkeys(range(column, column + across), index + down - 1)
            if across > 1 or down > 1:
                merges.append((index, column, index + down - 1, column + across - 1))
        rows.append(line[:MOST_COLUMNS])
        if index * max(len(line), 1) > MOST_CELLS:
            raise InputError("files.too-large", file=file, reason=f"row {index}")
    return Grid(file, name, rows, merges=merges)


def _span(value: str | None) -> int:
    return max(1, min(int(value), MOST_COLUMNS)) if value and value.isdecimal() and len(value) < 6 else 1
