"""The shape of a table: whether its years go down a column, whether it holds figures, where it came from."""

from __future__ import annotations

import csv
from itertools import takewhile
from pathlib import Path

from sdgkit.indicators.headings import HEADINGS
from sdgkit.indicators.open_sdg_data import YEAR
from sdgkit.indicators.values import read_value
from sdgkit.indicators.years import has_year, read_year
from sdgkit.languages import fold

SHORTEST_CODE = 6
"""Digits of a code in a register of places, such as KATO or SOATE, at least."""


def is_data_file(path: Path, header: list[str]) -> bool:
    """Whether a table is a data file of an Open SDG platform that came without its folder: its rows may be ragged."""
    names = {name.strip().lower() for name in header}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        commas = next(csv.reader(stream), []) == header
    return (
        commas
        and {"year", "value"} <= names
        and not names & {"indicator", "obs_value", "place", "source_row"}
    )


def years_go_down(rows: list[list[str]]) -> int | None:
    """The column that holds a heading for years and below it years; None where there is none."""
    for column in range(max(map(len, rows), default=0)):
        filled = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        start = next((n for n, cell in enumerate(filled) if fold(cell) in (*YEAR, *HEADINGS["year"])), None)
        if start is None and column == 0:
            # The corner of a table may be empty.
            start = next((n - 1 for n, cell in enumerate(filled) if read_year(cell).number), None)
        # Notes may stand below the years.
        below = filled[start + 1 :] if start is not None else []
        years = list(
            takewhile(lambda cell: len(cell) < 40 and (has_year(cell) or read_year(cell).number > 0), below)
        )
        if len(years) > 1 and sum(read_year(cell).number > 0 for cell in years) > len(years) / 2:
            return column
    return None


def holds_figures(rows: list[list[str]]) -> bool:
    """Whether a table holds figures; the pages of a list of contents are none."""
    figures = [
        (column, value)
        for row in rows
        for column, cell in enumerate(row)
        if column and (value := read_value(cell).number) == value
    ]
    values = [value for _, value in figures]
    pages = len({column for column, _ in figures}) == 1 and values == sorted(values)
    return bool(figures) and not (pages and len(values) > 1 and all(value.is_integer() for value in values))


def is_of_figures(rows: list[list[str]], at: int, column: int) -> bool:
    """Whether all cells of a column below its heading are numbers, neither counting the rows nor codes of places."""
    cells = [
        row[column].strip().rstrip(".") for row in rows[at + 1 :] if "".join(row[column : column + 1]).strip()
    ]
    values = [read_value(cell).number for cell in cells]
    counted = (
        all(cell.isdecimal() for cell in cells) and values == sorted(set(values)) and values[:1] in ([0], [1])
    )
    codes = all(cell.isdecimal() and len(cell) >= SHORTEST_CODE for cell in cells)
    return bool(cells) and not counted and not codes and all(value == value for value in values)
