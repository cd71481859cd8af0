"""Tables of a file as they stand there: sheets, rows, merged cells, what is hidden, what Excel did not keep.

Values are read by python-calamine (Rust). What it does not tell (hidden rows and columns, fills, formulas
without a stored value, the area a sheet really uses) is taken from the XML of the sheet in passing.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sdgkit.activities.sources.file_kind import FileKind, kind_of_file
from sdgkit.errors import InputError
from sdgkit.files import xml_parser
from sdgkit.findings import Finding

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

MOST_DENSE_CELLS = 6_000_000
"""Cells of a sheet's rectangle up to which calamine is let loose; it lays out empty cells too (32 bytes each)."""
MOST_COLUMNS = 1_000
"""Columns that are looked at; a register has some dozens."""
MOST_COLOURED = 20_000
"""Coloured cells of a sheet that are remembered one by one."""
MOST_FORMATTED = 8 * 1024 * 1024
"""Bytes of a sheet's XML up to which fills are read."""


@dataclass
class Grid:
    """One table as it stands in a file, before anything is understood.

    Attributes:
        file: name of the file without its folder.
        sheet: name of the sheet or table; "" for a text file.
        rows: rows of cells; empty cells are "" or None; rows may differ in length.
        numbers: number of each row as the user's program shows it; None where row i has the number i + 1.
        hidden: whether the sheet is hidden.
        merges: merged areas as (first row, first column, last row, last column), counted from 0 in `rows`.
        hidden_rows: indexes of rows that are hidden.
        hidden_columns: indexes of columns that are hidden.
        fills: index of a row -> its colour (RRGGBB), where most of its cells have one.
        cell_fills: coloured cells (row, column) -> colour, also where nothing stands in them; at most `MOST_COLOURED`.
        formulas: cells (row, column) with a formula whose value was not stored.
        errors: cells (row, column) -> error that stands there ("#REF!"); calamine gives nothing for them.
        findings: what was noticed while opening.
        above: texts that stand over the table in a document.
        legend: texts of the file's other sheets that may explain marks.
        places: cells (row, column) of a table that was turned round -> row and column letter where they stand.
        delimited: whether it was cut into cells by separators; a row may then have too many.
        section: the heading of the document under which the table stands.
        notes: cells (row, column) -> footnotes that hang on them.
        inner: tables within its cells, to be read in its place where it only lays out a page.
        is_spare: whether it is read only where no other table of the file is a register.
    """

    file: str
    sheet: str
    rows: list[list[Any]]
    numbers: list[int] | None = None
    hidden: bool = False
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fills: dict[int, str] = field(default_factory=dict)
    cell_fills: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    legend: list[str] = field(default_factory=list)
    places: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    delimited: bool = False
    section: str = ""
    notes: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    inner: list[Grid] = field(default_factory=list)
    is_spare: bool = False

    def number(self, index: int) -> int:
        """The number of a row as the user's program shows it."""
        return self.numbers[index] if self.numbers is not None else index + 1

    @cached_property
    def width(self) -> int:
        """Cells of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def cell(self, row: int, column: int) -> Any:
        """The value of a cell; None outside the table."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if 0 <= column < len(cells) else None

    def part(self, first_column: int, last_column: int) -> Grid:
        """The columns from the first to before the last, in their places; what lies outside is empty."""
        rows = [[""] * first_column + row[first_column:last_column] for row in self.rows]
        merges = [m for m in self.merges if first_column <= m[1] and m[3] < last_column]
        return Grid(
            self.file, self.sheet, rows, self.numbers, self.hidden, merges, self.hidden_rows, self.hidden_columns,
             self.fills, self.cell_fills, self.formulas, self.errors, delimited=self.delimited, section=self.section,
             notes=self.notes,
        )  # fmt: skip


def column_letter(index: int) -> str:
    """The letter of a column, counted from 0.

    Example:
        >>> column_letter(0), column_letter(27)
        ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _column_index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def read_grids(path: Path, kind: FileKind | None = None) -> list[Grid]:
    """All tables of a file, in their order.

    Args:
        path: the file.
        kind: what it is, where `kind_of_file` was asked before.

    Raises:
        InputError: it cannot be opened, or holds no table.
    """
    kind = kind or kind_of_file(path)
    if kind == "parquet":
        from sdgkit.activities.sources.records import read_parquet

        grids = read_parquet(path)
    elif kind == "csv":
        from sdgkit.activities.sources.delimited import read_delimited

        grids = [read_delimited(path)]
    elif kind == "json":
        from sdgkit.activities.sources.records import read_json

        grids = read_json(path)
    elif kind in ("docx", "word-xml"):
        from sdgkit.activities.sources.documents import read_document

        grids = read_document(path)
    elif kind == "odt":
        from sdgkit.activities.sources.text_document import read_text_document

        grids = read_text_document(path)
    elif kind == "html":
        from sdgkit.activities.sources.web_pages import read_web_page

        grids = read_web_page(path)
    elif kind == "mhtml":
        from sdgkit.activities.sources.web_pages import read_page_with_parts

        grids = read_page_with_parts(path)
    elif kind == "biff":
        from sdgkit.activities.sources.binary_workbook import read_bare_workbook

        grids = read_bare_workbook(path)
        _tell_letters(grids)
    elif kind == "spreadsheet-xml":
        from sdgkit.activities.sources.spreadsheet_xml import read_spreadsheet_xml

        grids = read_spreadsheet_xml(path)
    else:
        grids = _read_workbook(path, kind)
    for grid in grids:
        _cut_columns(grid)
    return grids


def _cut_columns(grid: Grid) -> None:
    """Leave columns out that no register has."""
    if grid.rows and max(map(len, grid.rows)) > MOST_COLUMNS:
        grid.rows = [row[:MOST_COLUMNS] for row in grid.rows]
        grid.findings.append(
            Finding(
                code="activities.columns-cut",
                file=grid.file,
                sheet=grid.sheet,
                details={"number": str(MOST_COLUMNS)},
            )
        )


def _read_workbook(path: Path, kind: FileKind) -> list[Grid]:
    import python_calamine as calamine

    marks = _Marks(path) if kind == "xlsx" else None
    others: dict[str, SheetMarks] = {}
    if kind == "ods":
        from sdgkit.activities.sources.open_document import open_document_marks

        others = open_document_marks(path)
    elif kind == "xls":
        from sdgkit.activities.sources.binary_workbook import binary_workbook_marks, quiet_panics
        from sdgkit.activities.sources.compound_file import chains_end

        if not chains_end(path):
            raise InputError("files.unreadable", file=path.name, reason="damaged or of another type")
        others = binary_workbook_marks(path)
    grids = []
    try:
        with (
            quiet_panics() if kind == "xls" else nullcontext(),
            calamine.CalamineWorkbook.from_path(path) as workbook,
        ):
            for metadata in workbook.sheets_metadata:
                if metadata.typ not in (calamine.SheetTypeEnum.WorkSheet,):
                    continue
                hidden = metadata.visible != calamine.SheetVisibleEnum.Visible
                mark = marks.of(metadata.name) if marks else others.get(metadata.name, SheetMarks())
                grids.append(_read_sheet(path, workbook, metadata.name, hidden, mark, marks))
    except calamine.PasswordError:
        raise InputError("files.password", file=path.name) from None
    except BaseException as error:
        if not _is_of_the_file(error):
            raise
        raise InputError("files.unreadable", file=path.name, reason=_reason(error)) from None
    if not grids:
        raise InputError("activities.no-table", file=path.name)
    if kind == "xls":
        _tell_letters(grids)
    return grids


def _tell_letters(grids: list[Grid]) -> None:
    from sdgkit.activities.sources.binary_workbook import with_letters_put_right

    if with_letters_put_right(grids):
        grids[0].findings.append(
            Finding(code="activities.encoding", file=grids[0].file, details={"encoding": "cp1251"})
        )


def _is_of_the_file(error: BaseException) -> bool:
    """Whether an error tells that the file is damaged; Rust's panics are no `Exception` (an .xls with a wrong byte)."""
    import python_calamine as calamine

    return isinstance(error, calamine.CalamineError | OSError | ValueError) or (
        type(error).__name__ == "PanicException"
    )


def _reason(error: BaseException) -> str:
    if type(error).__name__ == "PanicException":
        return "damaged or of another type"
    text = " ".join(str(error).split())
    return text[:120] if text else "damaged or of another type"


def _read_sheet(
    path: Path, workbook: Any, name: str, hidden: bool, mark: SheetMarks, marks: _Marks | None
) -> Grid:
    findings: list[Finding] = []
    if mark.last_row * min(mark.width, MOST_COLUMNS * 16) > MOST_DENSE_CELLS and marks:
        rows, numbers = marks.sparse_rows(name)
        merges = mark.merges
    else:
        numbers = None
        try:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            merges = [(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()] or mark.merges
        except BaseException as error:
            if not _is_of_the_file(error):
                raise
            finding = Finding(
                code="activities.sheet-unreadable",
                file=path.name,
                sheet=name,
                details={"reason": _reason(error)},
            )
            return Grid(path.name, name, [], hidden=hidden, findings=[finding])
    if numbers is not None:
        places = {number - 1: index for index, number in enumerate(numbers)}
        merges = [(places[a], b, places[c], d) for a, b, c, d in merges if a in places and c in places]
        mark = mark.moved(places)
    return Grid(
        path.name, name, rows, numbers, hidden, merges, mark.hidden_rows, mark.hidden_columns, mark.fills,
        mark.cell_fills, mark.formulas, mark.errors, findings,
    )  # fmt: skip


@dataclass(frozen=True)
class SheetMarks:
    """What the XML of a sheet says beside its values; rows and columns counted from 0."""

    last_row: int = 0
    width: int = 0
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fills: dict[int, str] = field(default_factory=dict)
    cell_fills: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)

    def moved(self, places: dict[int, int]) -> SheetMarks:
        """The same for rows that have other places."""
        return SheetMarks(
            self.last_row,
            self.width,
            self.merges,
            frozenset(places[r] for r in self.hidden_rows if r in places),
            self.hidden_columns,
            {places[r]: colour for r, colour in self.fills.items() if r in places},
            {(places[r], c): colour for (r, c), colour in self.cell_fills.items() if r in places},
            frozenset((places[r], c) for r, c in self.formulas if r in places),
            {(places[r], c): text for (r, c), text in self.errors.items() if r in places},
        )


_WIDE = re.compile(rb' r="([A-Z]{2,3})\d')
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_ROW_NUMBERS = re.compile(rb'<row [^>]*?r="(\d{1,7})"')
_EMPTY_FORMULA = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*><f\b[^>]*?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_ERROR = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>'
)
_COLUMN = re.compile(rb"<col\b([^>]*)/?>")
_STYLED = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*?\bs="(\d+)"')
_MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


class _Marks:
    """The formatting of an .xlsx file, sheet by sheet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parts: dict[str, str] = {}
        try:
            with zipfile.ZipFile(path) as archive:
                self.parts = _sheet_parts(archive)
        except Exception:
            self.parts = {}

    def of(self, name: str) -> SheetMarks:
        """The marks of a sheet; empty where they cannot be read."""
        part = self.parts.get(name)
        if part is None:
            return SheetMarks()
        try:
            with zipfile.ZipFile(self.path) as archive:
                return self._scan(archive, part)
        except Exception:
            return SheetMarks()

    def _scan(self, archive: zipfile.ZipFile, part: str) -> SheetMarks:
        size = archive.getinfo(part).file_size
        colours = _fill_colours(archive) if size <= MOST_FORMATTED else {}
        last_row, width = 0, 26
        merges: list[tuple[int, int, int, int]] = []
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        formulas: set[tuple[int, int]] = set()
        errors: dict[tuple[int, int], str] = {}
        row_colours: dict[int, list[str]] = {}
        cell_fills: dict[tuple[int, int], str] = {}
        for chunk in _chunks(archive, part):
            if _WIDE.search(chunk):
                width = max(width, *(_column_index(letters) + 1 for letters in set(_WIDE.findall(chunk))))
            last_row = max([last_row, *map(int, _ROW_NUMBERS.findall(chunk))])
            if b"hidden" in chunk:
                hidden_rows |= _hidden_rows(chunk)
                hidden_columns |= _hidden_columns(chunk)
            if b"<f" in chunk:
                formulas |= {(int(r) - 1, _column_index(c)) for c, r in _EMPTY_FORMULA.findall(chunk)}
            if b't="e"' in chunk:
                errors |= {
                    (int(r) - 1, _column_index(c)): text.decode("utf-8", errors="replace")
                    for c, r, text in _ERROR.findall(chunk)
                }
            if b"<mergeCell" in chunk:
                merges += [
                    (int(r1) - 1, _column_index(c1), int(r2) - 1, _column_index(c2))
                    for c1, r1, c2, r2 in _MERGE.findall(chunk)
                ]
            if colours:
                for letters, number, style in _STYLED.findall(chunk):
                    colour = colours.get(int(style), "")
                    row_colours.setdefault(int(number) - 1, []).append(colour)
                    if colour and len(cell_fills) < MOST_COLOURED:
                        cell_fills[int(number) - 1, _column_index(letters)] = colour
        fills = {}
        for row, given in row_colours.items():
            common = max(set(given), key=given.count)
            if common and given.count(common) * 2 > len(given):
                fills[row] = common
        return SheetMarks(
            last_row,
            width,
            merges,
            frozenset(hidden_rows),
            frozenset(hidden_columns),
            fills,
            cell_fills,
            frozenset(formulas),
            errors,
        )

    def sparse_rows(self, name: str) -> tuple[list[list[Any]], list[int]]:
        """The rows of a sheet that have values, read one by one, and their numbers."""
        import openpyxl

        rows: list[list[Any]] = []
        numbers: list[int] = []
        budget = MOST_DENSE_CELLS
        try:
            # As a stream, because openpyxl refuses names with another ending.
            with self.path.open("rb") as stream:
                workbook = openpyxl.load_workbook(stream, read_only=True, data_only=True)
                cells = workbook[name].iter_rows(values_only=True, max_col=MOST_COLUMNS)
                for number, row in enumerate(cells, start=1):
                    # A million empty rows are passed without a look at each cell in Python.
                    if row.count(None) == len(row):
                        continue
                    last = max((i for i, value in enumerate(row) if value not in (None, "")), default=-1)
                    if last >= 0:
                        rows.append(list(row[: last + 1]))
                        numbers.append(number)
                        budget -= last + 1
                    if budget < 0:
                        raise InputError(
                            "files.too-large", file=self.path.name, reason=f"{name}: > {MOST_DENSE_CELLS:,}"
                        )
        except InputError:
            raise
        except Exception as error:  # openpyxl lets errors of XML and zip through as they come
            raise InputError("files.unreadable", file=self.path.name, reason=_reason(error)) from None
        return rows, numbers


def _chunks(archive: zipfile.ZipFile, part: str, size: int = 4 * 1024 * 1024) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end between rows."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(size):
            piece = rest + piece
            cut = piece.rfind(b"</row>")
            if cut < 0:
                if len(piece) > 4 * size:
                    yield piece
                    rest = b""
                else:
                    rest = piece
                continue
            yield piece[: cut + 6]
            rest = piece[cut + 6 :]
    if rest:
        yield rest


def _hidden_rows(chunk: bytes) -> set[int]:
    found = set()
    for attributes in _ROW.findall(chunk):
        if b'hidden="1"' in attributes or b'hidden="true"' in attributes:
            number = _ROW_NUMBER.search(attributes)
            if number:
                found.add(int(number[1]) - 1)
    return found


def _hidden_columns(chunk: bytes) -> set[int]:
    found: set[int] = set()
    for attributes in _COLUMN.findall(chunk):
        if b'hidden="1"' in attributes or b'hidden="true"' in attributes:
            first, last = re.search(rb'\bmin="(\d+)"', attributes), re.search(rb'\bmax="(\d+)"', attributes)
            if first and last:
                found |= set(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet -> name of its part in the archive."""
    from lxml import etree

    workbook = etree.fromstring(archive.read("xl/workbook.xml"), xml_parser())
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), xml_parser())
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = {}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(f"{_RELATIONS}id"), "")
        parts[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _fill_colours(archive: zipfile.ZipFile) -> dict[int, str]:
    """Number of a cell style -> colour of its solid fill (RRGGBB)."""
    from lxml import etree

    styles = etree.fromstring(archive.read("xl/styles.xml"), xml_parser())
    fills = []
    for fill in styles.iter("{*}fill"):
        pattern = fill.find("{*}patternFill")
        colour = fill.find("{*}patternFill/{*}fgColor")
        solid = pattern is not None and pattern.get("patternType") == "solid" and colour is not None
        rgb = (colour.get("rgb") or "") if solid and colour is not None else ""
        theme = colour.get("theme") if solid and colour is not None else None
        fills.append(rgb[-6:] if rgb else (f"theme{theme}" if theme is not None else ""))
    colours = {}
    for formats in styles.iter("{*}cellXfs"):
        for index, style in enumerate(formats):
            number = int(style.get("fillId", "0"))
            colour_of = fills[number] if number < len(fills) else ""
            if colour_of and colour_of.upper() not in ("FFFFFF", "000000", "THEME0"):
                colours[index] = colour_of.upper()
    return colours
