"""Native tables: a table as Excel knows it, to sort, filter and pivot, whose results change colour with their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table as NativeTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.languages import clean
from sdgkit.report.draft import Table
from sdgkit.report.excel.formats import look_of
from sdgkit.sheets import cell_text

LONGEST_HEADING = 255
"""Characters of a column heading of a native table."""
MOST_RULES = 40
"""Different results in a column that get a conditional format."""


class NativeTables:
    """The native tables of one workbook, each with a name of its own."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def add(self, sheet: Worksheet, table: Table, names: Sequence[str], first: int, last: int) -> None:
        """Make the cells from row `first` to `last` a native table with these headings."""
        reference = f"A{first}:{get_column_letter(len(names))}{last}"
        name = self._table_name(table.key)
        native = NativeTable(displayName=name, name=name, ref=reference, autoFilter=AutoFilter(ref=reference))
        native.tableColumns = [TableColumn(id=n, name=heading) for n, heading in enumerate(names, 1)]
        native.tableStyleInfo = TableStyleInfo(
            name="TableStyleLight1", showRowStripes=table.layout == "tidy", showFirstColumn=False
        )
        sheet.add_table(native)

    def _table_name(self, key: str) -> str:
        """A name that Excel takes: letters, digits and underlines, and no address of a cell."""
        base = "sdg_" + (re.sub(r"\W", "_", clean(key)) or "table")[:200]
        name, number = base, 1
        while name.lower() in self._names:
            number += 1
            name = f"{base}_{number}"
        self._names.add(name.lower())
        return name


def colour_results(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    """Conditional formats that follow the words, so that a corrected result changes its colour."""
    for place, column in enumerate(table.columns):
        if column.kind != "status" and not any(
            row.cells[place].status for row in table.rows if row.kind == "body"
        ):
            continue
        texts = {
            row.cells[place].text: row.cells[place].status
            for row in table.rows
            if row.kind == "body" and row.cells[place].status and row.cells[place].text
        }
        letter = get_column_letter(place + 1)
        for text, result in list(texts.items())[:MOST_RULES]:
            shown = cell_text(text)
            if len(shown) > 200:  # a formula takes texts of 255 characters
                continue
            look = look_of(result)
            rule = CellIsRule(  # type: ignore[no-untyped-call]
                operator="equal",
                formula=['"' + shown.replace('"', '""') + '"'],
                font=Font(color=f"FF{look.text}"),
                fill=PatternFill("solid", bgColor=f"FF{look.fill}"),
            )
            sheet.conditional_formatting.add(f"{letter}{first}:{letter}{last}", rule)


def unique_names(headings: Sequence[str]) -> list[str]:
    """Headings as a native table takes them: one line, none empty, none twice (small and capital letters alike).

    Example:
        >>> unique_names(["Год", "год", "", "a\\nb"])
        ['Год', 'год (2)', '3', 'a b']
    """
    names: list[str] = []
    taken: set[str] = set()
    for number, heading in enumerate(headings, 1):
        base = clean(cell_text(heading))[: LONGEST_HEADING - 8] or str(number)
        name, again = base, 1
        while name.lower() in taken:
            again += 1
            name = f"{base} ({again})"
        taken.add(name.lower())
        names.append(name)
    return names
