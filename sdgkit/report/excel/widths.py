"""Widths: how wide a column of the annex is, by what stands in it, and into how many lines a text breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from sdgkit.report.draft import Column, Table
from sdgkit.report.excel.formats import NUMERIC

WIDEST = {"print": 46, "tidy": 40, "matrix": 46}
"""Characters of the widest column."""
SAMPLE = 400
"""Records looked at for the width of a column."""
FEW_LINES = 4
"""Lines into which the longest text of a column breaks at most, while the column is not at its widest."""
Item = TypeVar("Item")


def widths_of(table: Table) -> list[float]:
    """The width of each column in characters, by what stands in it."""
    widest = WIDEST[table.layout]
    if table.layout == "print" and len(table.columns) <= 5:
        widest *= 2
    widths = []
    for place, column in enumerate(table.columns):
        if table.records:
            sample: Iterable[str] = (
                _length_text(record[place], column) for record in _sampled(table.records)
            )
        else:
            sample = (
                row.cells[place].text
                if not isinstance(row.cells[place].value, Decimal)
                else f"{row.cells[place].value:,.2f}"
                for row in _sampled(table.rows)
                if row.kind != "group"
            )
        lengths = sorted(chain((0,), (_longest_line(text) for text in sample)))
        # All fit on one line when that is not too wide, else nine in ten; the others break, into a few lines.
        usual: float = lengths[-1]
        if usual > WIDEST["print"]:
            usual = max(lengths[int(len(lengths) * 0.9)], usual / FEW_LINES)
        words = re.split(r"[\s/-]+", column.heading + (f", {column.unit}" if column.unit else ""))
        heading = max((len(one) for one in words), default=0) + (0 if table.layout == "matrix" else 2)
        if table.layout == "matrix" and column.kind in NUMERIC:
            heading = min(heading, 6)
        widths.append(float(min(max(usual + (3 if column.kind in NUMERIC else 2), heading * 1.1, 5), widest)))
    return widths


def _sampled(rows: Sequence[Item]) -> Sequence[Item]:
    step = max(1, len(rows) // SAMPLE)
    return rows[::step]


def _length_text(value: object, column: Column) -> str:
    if isinstance(value, float):
        return f"{value:,.{column.digits}f}" if column.digits is not None else f"{value:.6g}"
    return "" if value is None else str(value)


def _longest_line(text: str) -> int:
    return max(map(len, text.split("\n")))


def lines_of(text: str, width: float) -> int:
    """Lines that a text needs when it breaks between words."""
    lines, room = 1, width
    for one in text.split():
        if len(one) > room and room < width:
            lines += 1
            room = width
        room -= len(one) + 1
    return lines
