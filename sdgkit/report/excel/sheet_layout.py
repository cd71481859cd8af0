"""A table of the draft on a sheet of the annex: title, notes, header, rows, footnotes, source, printing.

Long plain tables (`Table.records`) keep their notes above the header, because nobody scrolls to row 40,000;
tables for reading keep them below, as statistical offices print them. A table without group headings is a native
table of Excel (ListObject), to sort, filter and pivot.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.report.draft import Cell, Draft, Row, Table
from sdgkit.report.excel.formats import (
    NUMERIC,
    Style,
    Styles,
    at,
    footnote_mark,
    goal_colours,
    number_format,
    plain_format,
    word,
)
from sdgkit.report.excel.looks import LINK, Looks, is_worded, plain_style, shown_value, wraps
from sdgkit.report.excel.native_tables import NativeTables, colour_results, unique_names
from sdgkit.report.excel.pages import WIDEST_PAGE, break_pages, set_up_printing
from sdgkit.report.excel.widths import lines_of, widths_of
from sdgkit.report.wording import label
from sdgkit.sheet_rows import PlainRows, StyledRows, WrittenRows
from sdgkit.sheets import cell_text, put

LONGEST_TIP = 255
"""Characters of the tip of a link."""
LONGEST_LINK = 2_079
"""Characters of an address."""
MOST_LINKS = 60_000
"""Links on a sheet; Excel takes 65,530."""
NOTE_WIDTH = 130
"""Characters over which a note runs before it breaks."""
HIGHEST = 200.0
"""Points of the highest row; Excel takes 409."""
FITS = 1.1
"""Letters of the font of the cells for each unit of width, which is a digit of a larger font."""
LINE = 13.5
"""Height of a line in points."""


_LINK = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_GOAL = re.compile(r"(?:goal-)?(\d{1,2})(?:\.|$)")


class Place(NamedTuple):
    """Where a row of a source stands in the annex: name of the sheet, number of the row."""

    sheet: str
    row: int


class Layout:
    """Lays out the tables of a draft on the sheets of a workbook.

    Args:
        draft: the draft.
        styles: of the workbook.
        sheets: key of a table -> title of its sheet.
    """

    def __init__(self, draft: Draft, styles: Styles, sheets: Mapping[str, str]) -> None:
        self.draft = draft
        self.language = draft.language
        self.styles = styles
        self.sheets = sheets
        self.rows: list[WrittenRows] = []
        self.results: dict[str, str] = {}
        self._native = NativeTables()
        self._rows: dict[tuple[str, str, int | None], Place] = {}
        self._spaced: set[str] = set()
        """Keys of columns of text behind one of numbers, which keep a distance to it."""
        self._repeated = 0
        """Columns that each printed page repeats, because the table is wider than one."""
        self.links = 0

    # ------------------------------------------------------------------ where rows stand

    def note_rows(self, table: Table, sheet: str) -> None:
        """Remember on which row each row of a source stands, when the table names file and row."""
        keys = [column.key for column in table.columns]
        if not {"file", "row"} <= set(keys) or any(row.kind != "body" for row in table.rows):
            return
        file, row = keys.index("file"), keys.index("row")
        part = next((keys.index(key) for key in ("file-sheet", "sheet") if key in keys), None)
        first = self._header_row(table, 1) + 1
        for number, values in enumerate(table.values(), first):
            if isinstance(values[row], int):
                key = (str(values[file]), "" if part is None else str(values[part] or ""), values[row])
                self._rows.setdefault(key, Place(sheet, number))

    def _header_row(self, table: Table, first: int) -> int:
        return first + 2 + (len(self._lines(table)) if self._notes_above(table) else 0)

    @staticmethod
    def _notes_above(table: Table) -> bool:
        return bool(table.records)

    def _lines(self, table: Table) -> list[str]:
        source = label("source", self.language)
        return [*table.notes, *([_with_word(source, table.source)] if table.source else [])]

    # ------------------------------------------------------------------ a table

    def lay(self, sheet: Worksheet, table: Table, first: int = 1) -> int:
        """Write a table with its title from row `first` on.

        Returns:
            The first free row below it.
        """
        self._spaced = {
            column.key
            for before, column in pairwise(table.columns)
            if before.kind in NUMERIC and column.kind == "text"
        }
        widths = widths_of(table)
        wide = sum(widths) > WIDEST_PAGE and first == 1
        self._repeated = min(table.frozen_columns, len(table.columns) - 1) if wide else 0
        self._title(sheet, table, first, len(widths))
        if first == 1:
            self._back(sheet, first + 1)
        above = self._notes_above(table)
        if above:
            for number, line in enumerate(self._lines(table), first + 2):
                self._line(sheet, number, line, widths, italic=True)
        header = self._header_row(table, first)
        names = self._header(sheet, table, header, widths)
        for number, width in enumerate(widths, 1):
            letter = get_column_letter(number)
            sheet.column_dimensions[letter].width = max(
                width, sheet.column_dimensions[letter].width if first > 1 else 0
            )
        footnotes: dict[str, int] = {}
        heights: Mapping[int, float] = {}
        if table.records:
            last = self._records(sheet, table, header + 1)
        else:
            rows = self._body(sheet, table, header + 1, widths, footnotes)
            last, heights = header + max(len(rows), 1), rows.heights
        body = [row.kind for row in table.rows]
        if len(table) and "group" not in body:
            self._native.add(sheet, table, names, header, header + len(table))
        elif not len(table):
            put(at(sheet, header + 1, 1), word("empty", self.language))
            self.styles.put_on(at(sheet, header + 1, 1), Style(italic=True, colour="595959"))
            last = header + 1
        colour_results(sheet, table, header + 1, last)
        if first == 1:
            set_up_printing(sheet, table, header, sum(widths))
            break_pages(sheet, table, header, sum(widths), heights)
        if above:
            return last + 2
        return self._foot(sheet, table, last + 1, widths, footnotes)

    def _title(self, sheet: Worksheet, table: Table, row: int, columns: int) -> None:
        fill, colour = goal_colours(table.goal) if table.goal else ("", "1F2A37")
        for column in range(1, columns + 1 if fill else 2):
            cell = at(sheet, row, column)
            if column == 1:
                put(cell, table.caption)
            self.styles.put_on(cell, Style(fill=fill, colour=colour, bold=True, size=14, vertical="center"))
        sheet.row_dimensions[row].height = 24

    def _back(self, sheet: Worksheet, row: int) -> None:
        cell = put(at(sheet, row, 1), word("back", self.language))
        self.link(sheet, row, 1, location=place_of(self.sheets["contents"]))
        self.styles.put_on(cell, LINK)

    def _line(
        self, sheet: Worksheet, row: int, text: str, widths: Sequence[float], *, italic: bool = False
    ) -> None:
        """A note that runs across the columns of the table, as high as it needs.

        It begins behind columns that are repeated on each page: a part of it would be repeated with them.
        """
        reach, first = 0.0, self._repeated
        columns = first
        while columns < len(widths) and reach < NOTE_WIDTH:
            reach += widths[columns]
            columns += 1
        cell = put(at(sheet, row, first + 1), text)
        self.styles.put_on(cell, Style(size=9, italic=italic, colour="404040", wrap=True))
        if columns > first + 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=first + 1, end_column=columns)
        lines = sum(max(1, math.ceil(len(part) / max(reach * 1.05, 10))) for part in text.split("\n"))
        sheet.row_dimensions[row].height = min(lines * 12.5 + 2, 400)

    # ------------------------------------------------------------------ header

    def _header(self, sheet: Worksheet, table: Table, row: int, widths: Sequence[float]) -> list[str]:
        names = unique_names(
            [f"{c.heading}, {c.unit}" if c.unit else c.heading or c.key for c in table.columns]
        )
        upright = [
            table.layout == "matrix" and len(name) > widths[place] and column.kind in NUMERIC
            for place, (name, column) in enumerate(zip(names, table.columns, strict=True))
        ]
        lines = 1
        for place, (name, column) in enumerate(zip(names, table.columns, strict=True)):
            goal = table.goal
            if table.layout == "matrix" and column.kind in NUMERIC and (found := _GOAL.match(column.key)):
                goal = int(found[1]) if 1 <= int(found[1]) <= 17 else None
            fill, colour = goal_colours(goal)
            cell = put(at(sheet, row, place + 1), name)
            numeric = column.kind in NUMERIC or column.kind == "year"
            self.styles.put_on(
                cell,
                Style(
                    fill=fill, colour=colour, bold=True, wrap=True, vertical="center",
                    horizontal="center" if numeric else "left", rotation=90 if upright[place] else 0,
                ),
            )  # fmt: skip
            if not upright[place]:
                lines = max(lines, lines_of(name, widths[place] - 2))
        height = lines * LINE + 4
        if any(upright):
            longest = max(len(name) for name, turned in zip(names, upright, strict=True) if turned)
            height = max(height, min(longest * 6.2 + 8, 180))
        sheet.row_dimensions[row].height = height
        return names

    # ------------------------------------------------------------------ rows

    def _records(self, sheet: Worksheet, table: Table, first: int) -> int:
        """Bare values: the first row through openpyxl, the others like it."""
        like = []
        for place, (column, value) in enumerate(zip(table.columns, table.records[0], strict=True), 1):
            cell = put(at(sheet, first, place), value)
            self.styles.put_on(cell, plain_style(column), plain_format(column, self.language))
            like.append(cell)
        rows = PlainRows(sheet, like, first + 1)
        for record in table.records[1:]:
            rows.add(record)
        self.rows.append(rows)
        return first + len(rows)

    def _body(
        self, sheet: Worksheet, table: Table, first: int, widths: Sequence[float], footnotes: dict[str, int]
    ) -> StyledRows:
        rows = StyledRows(sheet)
        looks = Looks(table, self.styles, self._spaced)
        traced = not {"file", "row"} <= {column.key for column in table.columns}
        breaks = wraps(table)
        rooms = [(width - 1) * FITS for width in widths]
        for number, row in enumerate(table.rows, first):
            if row.kind == "group":
                self._group(rows, table, row, number)
                continue
            lines = 1
            values: list[object] = []
            styles: list[int] = []
            for place, cell in enumerate(row.cells):
                value, style = self._cell(
                    rows, number, place, table, cell, row.kind, footnotes, looks, traced
                )
                values.append(value)
                styles.append(style)
                # A text that is not longer than its column stands on one line.
                if breaks and isinstance(value, str) and (len(value) > rooms[place] or "\n" in value):
                    lines = max(lines, sum(lines_of(part, rooms[place]) for part in value.split("\n")))
            # Without a height, LibreOffice and viewers show the first line only.
            rows.add(number, values, styles, min(lines * LINE + 2, HIGHEST) if lines > 1 else None)
        self.rows.append(rows)
        return rows

    def _group(self, rows: StyledRows, table: Table, row: Row, number: int) -> None:
        fill, colour = goal_colours(row.goal) if row.goal else ("DDE3EA", "000000")
        style = self.styles.number(Style(fill=fill, colour=colour, bold=True, vertical="center"))
        columns = len(table.columns)
        text = row.cells[0].text if row.cells else ""
        rows.add(number, [text, *[None] * (columns - 1)], [style] * columns, 18)

    def _cell(
        self, rows: StyledRows, number: int, place: int, table: Table, cell: Cell,
        kind: str, footnotes: dict[str, int], looks: Looks, traced: bool,
    ) -> tuple[object, int]:  # fmt: skip
        """The value of a cell and the number of its style; its link is made beside."""
        column = table.columns[place]
        value = shown_value(cell, column, self.language)
        empty = value is None or value == ""
        missing = empty and column.kind in NUMERIC and table.layout == "print" and kind == "body"
        if missing:
            value, empty = "…", False
            footnotes.setdefault(word("no-figure", self.language), 0)
        if empty and table.layout == "matrix" and kind == "body":
            return None, self.styles.number(Style(border="hair"))
        mark = ""
        if cell.note and cell.note not in cell.text:
            mark = footnote_mark(self._footnote(cell.note, footnotes))
        goal = cell.goal if column.kind in ("goal", "code") and kind == "body" else None
        shown = cell
        if cell.status:
            if is_worded(cell.text):
                self.results.setdefault(cell.status, cell.text.partition(":")[0])
            else:
                # The text brings its sign along.
                shown = cell.model_copy(update={"status": ""})
        format_ = "General" if missing else number_format(shown, column, self.language, mark)
        linked = self._address(rows, number, place + 1, cell) if cell.link else False
        if traced and cell.origins and not cell.link and not empty:
            self._trace(rows, number, place + 1, cell)
        return value, looks.number(place, value, kind, goal, linked, format_)

    def _footnote(self, note: str, footnotes: dict[str, int]) -> int:
        if not footnotes.get(note):
            footnotes[note] = 1 + sum(number > 0 for number in footnotes.values())
        return footnotes[note]

    # ------------------------------------------------------------------ links

    def link(self, sheet: Worksheet, row: int, column: int, **where: str) -> bool:
        """Make a cell a link, as long as the sheet may hold one more."""
        if self.links >= MOST_LINKS:
            return False
        self.links += 1
        reference = f"{get_column_letter(column)}{row}"
        at(sheet, row, column).hyperlink = Hyperlink(ref=reference, **where)
        return True

    def _linked(self, rows: StyledRows, row: int, column: int, **where: str) -> bool:
        """The same for a cell of written rows."""
        if self.links >= MOST_LINKS:
            return False
        self.links += 1
        rows.link(f"{get_column_letter(column)}{row}", **where)
        return True

    def _address(self, rows: StyledRows, row: int, column: int, cell: Cell) -> bool:
        if cell.link.startswith("table:"):
            title = self.sheets.get(cell.link.removeprefix("table:"))
            return bool(title) and self._linked(rows, row, column, location=place_of(str(title)))
        # An address from a register may be anything; only what a browser opens becomes a link.
        if len(cell.link) > LONGEST_LINK or not _LINK.fullmatch(cell.link):
            return False
        return self._linked(rows, row, column, target=cell.link)

    def _trace(self, rows: StyledRows, row: int, column: int, cell: Cell) -> None:
        target, title = f"{get_column_letter(column)}{row}", rows.sheet.title
        if len(cell.origins) == 1:
            one = cell.origins[0]
            place = self._rows.get((one.file, one.sheet, one.row))
            if place is not None:
                target, title = f"A{place.row}", place.sheet
        self._linked(rows, row, column, location=place_of(title, target), tip=self._tip(cell))

    def _tip(self, cell: Cell) -> str:
        told: list[str] = []
        for one in cell.origins:
            key = "origin-sheet" if one.sheet else "origin"
            told.append(
                word(key, self.language).format(file=one.file, sheet=one.sheet, row=one.row)
                if one.row is not None
                else one.file
            )
        text = cell_text("; ".join(told))
        return text if len(text) <= LONGEST_TIP else text[: LONGEST_TIP - 1] + "…"

    # ------------------------------------------------------------------ foot

    def _foot(
        self, sheet: Worksheet, table: Table, row: int, widths: Sequence[float], footnotes: Mapping[str, int]
    ) -> int:
        row += 1
        numbered = sorted((number, note) for note, number in footnotes.items() if number)
        lines = [note for note, number in footnotes.items() if not number]
        lines += [f"{footnote_mark(number)} {note}" for number, note in numbered]
        lines += self._lines(table)
        if any(cell.origins for one in table.rows for cell in one.cells):
            lines.append(word("trace", self.language))
        for line in lines:
            self._line(sheet, row, line, widths)
            row += 1
        return row + 2


def place_of(sheet: str, cell: str = "A1") -> str:
    """The place of a cell as a link within the workbook takes it.

    Example:
        >>> place_of("Қазақстан: a'b")
        "'Қазақстан: a''b'!A1"
    """
    return "'" + sheet.replace("'", "''") + f"'!{cell}"


def _with_word(word_: str, text: str) -> str:
    return text if text.lower().startswith(word_.lower()) else f"{word_}: {text}"
