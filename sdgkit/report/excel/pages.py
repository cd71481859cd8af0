"""Pages: how a sheet of the annex is printed, and where its pages break so that lines that belong together stay so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.report.draft import Table
from sdgkit.report.excel.formats import goal_colours

PAGE = 200
"""Characters of the font that a landscape A4 page holds when it is fitted at about 70 %."""
WIDEST_PAGE = 260
"""Characters that are still readable on one page; a wider sheet is printed on several."""
PAGE_WIDTH, PAGE_HEIGHT = 770.0, 485.0
"""Points of a landscape A4 page within its margins, of the height a little less, since fonts differ."""
UNIT = 5.6
"""Points of a unit of width."""
USUAL_HEIGHT = 15.0
"""Points of a row without a height of its own."""


def set_up_printing(sheet: Worksheet, table: Table, header: int, width: float) -> None:
    """Freeze the header, repeat it on every page, and fit the table to the width of pages."""
    frozen = min(table.frozen_columns, len(table.columns) - 1)
    sheet.freeze_panes = f"{get_column_letter(frozen + 1)}{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    pages = 1 if width <= WIDEST_PAGE else math.ceil(width / PAGE)
    if frozen and pages > 1:
        sheet.print_title_cols = f"A:{get_column_letter(frozen)}"
    sheet.page_setup.fitToWidth = pages
    sheet.sheet_view.showGridLines = False
    if table.goal:
        sheet.sheet_properties.tabColor = f"FF{goal_colours(table.goal)[0]}"


def break_pages(
    sheet: Worksheet, table: Table, header: int, width: float, heights: Mapping[int, float]
) -> None:
    """Breaks of pages such that lines that belong together (`Row.block`) stay on one page, where one holds them."""
    if not any(row.block or row.kind == "group" for row in table.rows):
        return
    scale = min(1.0, PAGE_WIDTH / (width * UNIT))

    def height(row: int) -> float:
        own = sheet.row_dimensions[row].height if row <= header else heights.get(row)
        return float(own or USUAL_HEIGHT) * scale

    repeated = height(header)
    filled = sum(height(row) for row in range(1, header + 1))
    for first, rows in _blocks(table, header + 1):
        high = sum(height(row) for row in rows)
        if filled + high > PAGE_HEIGHT and filled > PAGE_HEIGHT / 3 and high < PAGE_HEIGHT - repeated:
            sheet.row_breaks.append(Break(id=first - 1))
            filled = repeated
        filled = (filled + high - repeated) % (PAGE_HEIGHT - repeated) + repeated


def _blocks(table: Table, first: int) -> Iterator[tuple[int, range]]:
    """The first row and all rows of each block of the table, whose first line stands on row `first` of the sheet."""
    names = [row.block or str(number) for number, row in enumerate(table.rows)]
    for number in range(len(names) - 2, -1, -1):
        if table.rows[number].kind == "group":
            # A heading does not stand alone at the end of a page.
            names[number] = names[number + 1]
    begin = 0
    for number in range(1, len(names) + 1):
        if number == len(names) or names[number] != names[begin]:
            yield first + begin, range(first + begin, first + number)
            begin = number
