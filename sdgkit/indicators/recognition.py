"""Recognition: whether a file holds indicator data, told from its beginning, for commands that take several kinds."""

from __future__ import annotations

import csv
from itertools import islice
from pathlib import Path

from sdgkit.errors import SdgkitError
from sdgkit.indicators.codes import indicator_code, series_indicators
from sdgkit.indicators.exports import export_of
from sdgkit.indicators.json_tables import json_table
from sdgkit.indicators.long_columns import Columns, columns_of
from sdgkit.indicators.sdmx import message_kind
from sdgkit.indicators.wide_header import header_of
from sdgkit.indicators.workbook import PARQUET, TEXTS, WORKBOOKS, csv_rows, parquet_rows, sheets_of
from sdgkit.indicators.years import read_year

LOOKED_AT = 60
"""First rows of a table that are looked at."""


def looks_like_indicators(path: Path) -> bool:
    """Whether a file surely holds indicators: an SDMX message, or rows of indicator or series, year and value.

    A table of indicators with two or more figures, each beside its own year, surely is one too. A table with years as
    columns may be one of indicators or a register with amounts by year; of it this says no. A folder holds indicators,
    but one with nothing but XML that is no SDMX message holds activities (IATI).

    Args:
        path: a file or folder; a file that cannot be read looks like nothing.
    """
    try:
        if path.is_dir():
            inside = [one for one in path.iterdir() if one.name[0] not in ".~"]
            return not inside or any(one.suffix.lower() != ".xml" or message_kind(one) for one in inside)
        if path.suffix.lower() == ".xml":
            return message_kind(path) == "data"
        return any(_is_long(rows) or _is_annex(rows) for rows in _tables(path))
    except (SdgkitError, OSError, csv.Error):
        return False


def _tables(path: Path) -> list[list[list[str]]]:
    ending = path.suffix.lower()
    if ending in (*TEXTS, PARQUET):
        with (parquet_rows if ending == PARQUET else csv_rows)(path) as rows:
            return [list(islice(rows, LOOKED_AT))]
    if ending == ".json":
        return [json_table(path)[:LOOKED_AT]]
    return [sheet.rows[:LOOKED_AT] for sheet in sheets_of(path)] if ending in WORKBOOKS else []


def _is_long(rows: list[list[str]]) -> bool:
    for number, row in enumerate(rows):
        if export_of(row):
            return True
        columns = columns_of(row, sample=rows[number + 1 :])
        if columns:
            below = [one for one in rows[number + 1 :] if any(cell.strip() for cell in one)]
            return bool(below) and 2 * sum(_is_observation(one, columns) for one in below) > len(below)
    return False


def _is_annex(rows: list[list[str]]) -> bool:
    """Whether most rows name an indicator and have figures of a first and a latest year, each beside its year."""
    header = header_of(rows)
    if header is None or len(header.beside) < 2 or "code" not in header.columns:
        return False
    at = header.columns["code"]
    cells = [row[at] for row in rows[header.end + 1 :] if at < len(row) and row[at].strip()]
    return 2 * sum(bool(indicator_code(cell)) for cell in cells) > len(cells) > 0


def _is_observation(row: list[str], columns: Columns) -> bool:
    def cell(part: str) -> str:
        at = columns.known.get(part, len(row))
        return row[at].strip() if at < len(row) else ""

    series = cell("series").partition(":")[0]
    named = bool(indicator_code(cell("indicator")) or series_indicators(series))
    return named and read_year(cell("year")).number > 0
