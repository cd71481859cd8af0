"""Looks: what a cell of the annex shows, and its style, worked out once for all cells that look alike."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection

from sdgkit.report.draft import Cell, Column, Table
from sdgkit.report.excel.formats import (
    NUMERIC,
    Style,
    Styles,
    goal_colours,
    is_plain_number,
    is_written_otherwise,
)

MOST_WRAPPED = 5_000
"""Rows of a table whose texts break into lines."""
LONGEST_SIGN = 5
"""Characters of a sign in place of a number."""
LINK = Style(colour="0563C1", underline=True)


class Looks:
    """The styles of the cells of a table, each worked out once for all cells that look alike."""

    def __init__(self, table: Table, styles: Styles, spaced: Collection[str]) -> None:
        self._table = table
        self._styles = styles
        self._spaced = spaced
        self._wraps = wraps(table)
        self._known: dict[tuple[object, ...], int] = {}

    def number(
        self, place: int, value: object, kind: str, goal: int | None, linked: bool, number_format: str
    ) -> int:
        """The number of the style of a cell in the workbook."""
        numeric = self._table.columns[place].kind in NUMERIC
        # A sign in place of a number stays on its line; LibreOffice shifts the figure beside it otherwise.
        wrap = self._wraps and isinstance(value, str) and not (numeric and len(value) <= LONGEST_SIGN)
        alike = (place, wrap, kind, goal, linked, number_format)
        known = self._known.get(alike)
        if known is None:
            style = self._style(self._table.columns[place], wrap, kind, goal, linked)
            known = self._known[alike] = self._styles.number(style, number_format)
        return known

    def _style(self, column: Column, wrap: bool, kind: str, goal: int | None, linked: bool) -> Style:
        numeric = column.kind in NUMERIC
        fill, colour = goal_colours(goal) if goal else ("", LINK.colour if linked else "000000")
        centred = column.kind in ("year", "goal", "date") or (self._table.layout == "matrix" and numeric)
        return Style(
            fill=fill,
            colour=colour,
            bold=kind == "total" or goal is not None,
            horizontal="center" if centred else "right" if numeric else "left",
            wrap=wrap,
            underline=linked,
            border="total" if kind == "total" else "hair",
            indent=1 if (numeric and not centred) or column.key in self._spaced else 0,
        )


def wraps(table: Table) -> bool:
    """Whether long texts break into lines; in very long tables and matrices rows stay one line high."""
    return table.layout != "matrix" and len(table.rows) <= MOST_WRAPPED


def plain_style(column: Column) -> Style:
    """The style of a bare value."""
    numeric = column.kind in NUMERIC
    horizontal = "right" if numeric else "center" if column.kind in ("year", "goal") else "left"
    return Style(horizontal=horizontal, indent=1 if numeric else 0, border="hair")


def shown_value(cell: Cell, column: Column, language: str) -> object:
    """What a cell of the annex holds: a number or date where the draft has one, else the text that is read.

    Example:
        >>> column = Column(key="base", heading="Base", kind="number")
        >>> shown_value(Cell(value=12.5, text="12,5 (2015)"), column, "ru")
        12.5
        >>> shown_value(Cell(value=None, text="…"), column, "ru")
        '…'
    """
    value = cell.value
    if value is None or isinstance(value, str):
        return cell.text or value
    if isinstance(value, bool):
        return cell.text or value
    if isinstance(value, dt.date):
        return cell.text if is_written_otherwise(cell, language) else value
    if isinstance(value, float) and not math.isfinite(value):
        return cell.text or None
    if column.kind in NUMERIC or column.kind in ("year", "status") or not cell.text:
        return value
    return value if is_plain_number(cell.text) else cell.text


def is_worded(text: str) -> bool:
    """Whether a text begins with a word, so that a sign may be put before it."""
    return text[:1].isalnum()
