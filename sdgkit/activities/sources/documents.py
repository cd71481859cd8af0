"""Tables of a Word document (.docx, and Word's XML in one file), each with what stands over it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from sdgkit.activities.sources.document_outline import Heading, Headings
from sdgkit.activities.sources.word_text import (
    DEEPEST,
    Noticed,
    W,
    cell_text,
    children,
    is_alternative,
    is_on,
    paragraph_text,
    shown_alternative,
)
from sdgkit.activities.sources.workbook import MOST_COLUMNS, Grid, column_letter
from sdgkit.errors import InputError
from sdgkit.files import DAMAGES, checked_archive, xml_parser
from sdgkit.findings import Finding

MOST_CELLS = 2_000_000
"""Cells of one document."""
MOST_ABOVE = 6
"""Paragraphs over a table that are taken for its title."""
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OF_2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OTHER_NAMES = {"vmerge": "vMerge", "hmerge": "hMerge"}
"""Names of Word 2003 that are spelled otherwise since."""
_SECTIONS = ("sect", "sub-section")
"""What Word 2003 puts around paragraphs and tables."""
_MAIN = re.compile(r"word/document\d*\.xml")


def read_document(path: Path) -> list[Grid]:
    """The tables of a Word document, merged cells included, and its lines "Донор: ЕБРР" as one table more.

    Tables in text boxes are tables like others. A table within a cell is text of that cell, and stands in
    `Grid.inner` too, for cells that only lay out a page.

    Raises:
        InputError: it is damaged, or holds neither a table nor such lines.
    """
    parts = _parts(path)
    body = _root(parts["document"], path)
    notes = {
        kind[0] + number: text
        for kind in ("footnotes", "endnotes")
        if kind in parts
        for number, text in _notes(_root(parts[kind], path), kind[:-1])
    }
    reader = _Reader(path.name, notes)
    grids = [grid for grid in reader.tables(body) if grid.rows]
    lines = reader.labelled_lines()
    if lines is not None:
        grids.append(lines)
    if not grids:
        raise InputError("activities.document-without-table", file=path.name)
    return grids


def _parts(path: Path) -> dict[str, bytes | etree._Element]:
    """The document, and its footnotes and endnotes where it has some."""
    with path.open("rb") as stream:
        is_archive = stream.read(2) == b"PK"
    try:
        if not is_archive:
            return _parts_of_one_file(etree.parse(path, xml_parser()).getroot(), path)
        checked_archive(path)
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            main = min((name for name in names if _MAIN.fullmatch(name)), key=len)
            found: dict[str, bytes | etree._Element] = {"document": archive.read(main)}
            for kind in ("footnotes", "endnotes"):
                name = posixpath.join(posixpath.dirname(main), f"{kind}.xml")
                if name in names:
                    found[kind] = archive.read(name)
            return found
    except (*DAMAGES, KeyError, etree.XMLSyntaxError):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None


def _parts_of_one_file(root: etree._Element, path: Path) -> dict[str, bytes | etree._Element]:
    """The parts of a document that Word saved as one XML file: that of 2003, or a package as text."""
    if root.tag == f"{_OF_2003}wordDocument":
        return {"document": root}
    found: dict[str, bytes | etree._Element] = {}
    for part in root.iterfind(f"{_PACKAGE}part"):
        name = part.get(f"{_PACKAGE}name", "").lstrip("/")
        content = part.find(f"{_PACKAGE}xmlData")
        if content is None or not len(content):
            continue
        if _MAIN.fullmatch(name):
            found["document"] = content[0]
        elif name in ("word/footnotes.xml", "word/endnotes.xml"):
            found[name[5:-4]] = content[0]
    if "document" not in found:
        raise InputError("activities.file-unknown", file=path.name)
    return found


def _root(part: bytes | etree._Element, path: Path) -> etree._Element:
    """The root of a part, its names those of the first edition of the standard."""
    try:
        root = etree.fromstring(part, xml_parser()) if isinstance(part, bytes) else part
    except (etree.XMLSyntaxError, ValueError):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None
    other = next((name for name in (_STRICT, _OF_2003) if str(root.tag).startswith(name)), None)
    if other is not None:
        for element in root.iter("*"):
            name = str(element.tag).rpartition("}")[2]
            if str(element.tag).startswith(other) or name in _SECTIONS:
                element.tag = f"{W}{_OTHER_NAMES.get(name, name)}"
            for key, value in list(element.attrib.items()):
                if str(key).startswith(other):
                    element.set(f"{W}{str(key).removeprefix(other)}", value)
    return root


def _notes(root: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    for note in root.iterchildren(f"{W}{kind}"):
        if note.get(f"{W}type", "normal") == "normal":
            text = cell_text(note, Noticed())
            if text:
                yield note.get(f"{W}id", ""), " ".join(text.split())


class _Cell(NamedTuple):
    column: int
    span: int
    vertical: str
    """"first" and "below" of cells that are merged downwards, else ""."""
    text: str
    noticed: Noticed


@dataclass
class _Merges:
    """Areas of merged cells, those that are still open downwards by the column where they begin."""

    done: list[tuple[int, int, int, int]] = field(default_factory=list)
    open: dict[int, tuple[int, int]] = field(default_factory=dict)

    def row(self, index: int, cells: list[_Cell]) -> None:
        """Take the cells of a further row in."""
        below = {cell.column for cell in cells if cell.vertical == "below"}
        for column in [one for one in self.open if one not in below]:
            self.close(column, index - 1)
        for cell in cells:
            if cell.vertical == "first":
                self.open[cell.column] = (index, cell.span)
            elif cell.span > 1 and cell.column not in self.open:
                self.done.append((index, cell.column, index, cell.column + cell.span - 1))

    def close(self, column: int, last: int) -> None:
        """End the area that begins in a column."""
        first, span = self.open.pop(column)
        # An empty cell of the first row may go on with one of the table before.
        if last > first or span > 1 or first == 0:
            self.done.append((first, column, max(first, last), column + span - 1))


class _Reader:
    """Reads the tables of one document, and the paragraphs between them.

    Args:
        file: name of the document.
        notes: "f1" -> text of the footnote, "e1" -> of the endnote.
    """

    def __init__(self, file: str, notes: Mapping[str, str]) -> None:
        self.file, self.notes = file, notes
        self.headings = Headings()
        self.above: list[str] = []
        self.lines: list[str] = []
        self.cells = 0

    def tables(self, body: etree._Element) -> list[Grid]:
        """The tables of the document, in their order."""
        grids: list[Grid] = []
        for block in _blocks(body, 0):
            if block.tag == f"{W}p":
                text = paragraph_text(block)
                self.lines.append(text)
                if text:
                    self.above.append(text)
                    self.headings.met(Heading(text, _level(block)))
            else:
                grids.append(self._table(block, f"table {len(grids) + 1}", 0))
                self.above = []
        sections = self.headings.sections()
        for grid, section in zip(grids, sections, strict=True):
            grid.section = section
        return grids

    def labelled_lines(self) -> Grid | None:
        """The paragraphs as a table of labels and what stands behind them; None where hardly one has a label."""
        rows: list[list[Any]] = []
        for line in self.lines:
            found = _LABELLED.match(line)
            rows.append([found["label"].strip(), found["value"].strip()] if found else [line, ""])
        if sum(bool(row[1]) for row in rows) < LEAST_LABELLED:
            return None
        return Grid(self.file, "text", rows, is_spare=True)

    def _table(self, table: etree._Element, name: str, deep: int) -> Grid:
        if deep == 0:
            self.headings.table()
        rows: list[list[Any]] = []
        numbers: list[int] = []
        merges = _Merges()
        grid = Grid(self.file, name, rows, numbers, above=self.above[-MOST_ABOVE:])
        deleted = 0
        for number, row in enumerate(children(table, "tr"), start=1):
            properties = row.find(f"{W}trPr")
            if is_on(properties, "del"):
                deleted += 1
                continue
            index = len(rows)
            cells = self._cells(row, properties, merges, index)
            line: list[Any] = [""] * max((cell.column + cell.span for cell in cells), default=0)
            for cell in cells:
                line[cell.column] = cell.text
            self._tell(grid, index, number, cells, line)
            rows.append(line[:MOST_COLUMNS])
            numbers.append(number)
            deleted += any(cell.noticed.deleted for cell in cells)
            self.cells += len(line)
            if self.cells > MOST_CELLS:
                raise InputError("files.too-large", file=self.file, reason=f"row {number}")
            if deep < MOST_WITHIN:
                grid.inner += self._within(row, name, len(grid.inner), deep)
        for column in list(merges.open):
            merges.close(column, len(rows) - 1)
        grid.merges = merges.done
        if numbers == list(range(1, len(rows) + 1)):
            grid.numbers = None
        if deleted:
            told = Finding(
                code="activities.tracked-changes",
                file=self.file,
                sheet=name,
                details={"number": str(deleted)},
            )
            grid.findings.append(told)
        return grid

    def _within(self, row: etree._Element, name: str, many: int, deep: int) -> list[Grid]:
        """The tables within the cells of a row, each with the paragraphs over it in its cell."""
        found: list[Grid] = []
        outside = self.above
        for cell in children(row, "tc"):
            self.above = []
            for block in _blocks(cell, 0):
                if block.tag == f"{W}tbl":
                    found.append(self._table(block, f"{name}.{many + len(found) + 1}", deep + 1))
                    self.above = []
                elif text := paragraph_text(block):
                    self.above.append(text)
        self.above = outside
        return [grid for grid in found if len(grid.rows) > 1]

    def _cells(
        self, row: etree._Element, properties: etree._Element | None, merges: _Merges, index: int
    ) -> list[_Cell]:
        before = properties.find(f"{W}gridBefore") if properties is not None else None
        column = _number(before, "val", 0)
        cells: list[_Cell] = []
        for cell in children(row, "tc"):
            own = cell.find(f"{W}tcPr")
            if is_on(own, "cellDel"):
                continue
            across = own.find(f"{W}hMerge") if own is not None else None
            span = max(1, _number(own.find(f"{W}gridSpan") if own is not None else None, "val"))
            if across is not None and across.get(f"{W}val", "continue") != "restart" and cells:
                # Cells that old programs merge side by side: the first one has the text of all.
                cells[-1] = cells[-1]._replace(span=cells[-1].span + span)
            else:
                down = own.find(f"{W}vMerge") if own is not None else None
                first = down is not None and down.get(f"{W}val", "continue") == "restart"
                vertical = "" if down is None else "first" if first else "below"
                noticed = Noticed()
                text = "" if vertical == "below" and column in merges.open else cell_text(cell, noticed)
                cells.append(_Cell(column, span, vertical, text, noticed))
            column += span
            if column > MOST_COLUMNS:
                break
        merges.row(index, cells)
        return cells

    def _tell(self, grid: Grid, index: int, number: int, cells: list[_Cell], line: list[Any]) -> None:
        """Keep the notes of a row, and tell what of it was left out."""
        filled = [cell for cell in cells if cell.text or cell.noticed.struck]
        if filled and all(cell.noticed.struck and not cell.text for cell in filled):
            for cell in filled:
                line[cell.column] = " ".join(cell.noticed.struck)
            grid.findings.append(self._finding("row-struck", grid, number, line[filled[0].column]))
            return
        for cell in cells:
            noticed = cell.noticed
            texts = [self.notes[note] for note in noticed.notes if note in self.notes]
            if texts:
                grid.notes[index, cell.column] = texts
            for code, told in (
                ("text-struck", noticed.struck),
                ("boxes-unticked", noticed.unticked),
                ("text-hidden", noticed.hidden),
            ):
                if told:
                    grid.findings.append(self._finding(code, grid, number, "; ".join(told), cell.column))

    def _finding(self, code: str, grid: Grid, row: int, value: str, column: int | None = None) -> Finding:
        letter = column_letter(column) if column is not None else ""
        return Finding(
            code=f"activities.{code}", file=self.file, sheet=grid.sheet, row=row, column=letter, value=value
        )


LEAST_LABELLED = 4
"""Lines with a label that may be a card of a project."""
MOST_WITHIN = 3
"""Tables within each other that are looked at by themselves."""
_LABELLED = re.compile(
    r"\W*(?:\d{1,3}(?:\.\d{1,2})*[.)]\s*)?(?P<label>[^\W\d][^:\n]{1,80}?)\s*(?::|\s[–—]\s)\s*(?P<value>\S.*)",
    re.DOTALL,
)
"""A line "Донор: ЕБРР", perhaps numbered or in a list."""


def _blocks(element: etree._Element, deep: int) -> Iterator[etree._Element]:
    """Paragraphs and tables of a body in their order, those of text boxes behind the paragraph that they hang on."""
    for child in children(element, "body", "p", "tbl", *_SECTIONS):
        if child.tag == f"{W}tbl":
            yield child
        elif child.tag == f"{W}p":
            yield child
            if deep < DEEPEST:
                for box in _boxes(child, 0):
                    yield from _blocks(box, deep + 1)
        else:
            yield from _blocks(child, deep)


def _boxes(element: etree._Element, deep: int) -> Iterator[etree._Element]:
    if deep > DEEPEST:
        return
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif is_alternative(child):
            shown = shown_alternative(child)
            if shown is not None:
                yield from _boxes(shown, deep + 1)
        elif isinstance(child.tag, str) and child.tag not in (f"{W}t", f"{W}tbl", f"{W}del"):
            yield from _boxes(child, deep + 1)


def _level(paragraph: etree._Element) -> int | None:
    """The level of a heading, counted from 1; None of any other paragraph."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return None
    outline = properties.find(f"{W}outlineLvl")
    if outline is not None:
        level = _number(outline, "val", 9)
        return level + 1 if level < 9 else None
    style = properties.find(f"{W}pStyle")
    found = _HEADING_STYLE.fullmatch(style.get(f"{W}val", "") if style is not None else "")
    return int(found[1]) if found else None


_HEADING_STYLE = re.compile(r"(?:heading|заголовок|тақырып|[Уу]ровень)?\s*([1-9])", re.IGNORECASE)
"""Ids of the styles of headings: "Heading1", in a Russian Word "1"."""


def _number(element: etree._Element | None, name: str, default: int = 1) -> int:
    if element is None:
        return default
    try:
        return max(0, min(int(element.get(f"{W}{name}", default)), MOST_COLUMNS))
    except ValueError:
        return default
