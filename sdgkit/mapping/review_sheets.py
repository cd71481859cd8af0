"""The sheets of a review that people filled in, whatever program saved it: .xlsx, .ods, .xls, or one sheet as .csv."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import BadZipFile

from sdgkit.activities.sources.file_kind import kind_of_file
from sdgkit.activities.sources.workbook import column_letter, read_grids
from sdgkit.errors import InputError
from sdgkit.files import checked_archive, existing_file

Row = Sequence[Any]


class ReviewSheet(NamedTuple):
    """A sheet as it stands in the file.

    Attributes:
        title: its name; "" for a text file.
        rows: number of the row as the user's program shows it, and its cells from column A on.
        typed: whether numbers are numbers; in a text file they are what the program showed.
    """

    title: str
    rows: tuple[tuple[int, Row], ...]
    typed: bool = True

    def after(self, number: int) -> Iterator[tuple[int, Row]]:
        """The rows below a row."""
        return (row for row in self.rows if row[0] > number)


def review_sheets(path: Path, most: int | None = None) -> list[ReviewSheet]:
    """All sheets of a file, or of a workbook of Excel the first `most` rows of each, which is quick.

    Raises:
        InputError: the file is missing, damaged, or of a kind that no review is kept in.
    """
    kind = kind_of_file(existing_file(path))
    if kind == "xlsx":
        return _of_workbook(path, most)
    if kind not in ("ods", "xls", "csv"):
        raise InputError("files.unreadable", file=path.name, reason="no workbook")
    return [
        ReviewSheet(
            grid.sheet,
            tuple((grid.number(index), row) for index, row in enumerate(grid.rows)),
            typed=kind != "csv",
        )
        for grid in read_grids(path, kind)
    ]


def cell_name(place: int, row: int) -> str:
    """The name of a cell, its column counted from 0.

    Example:
        >>> cell_name(1, 7)
        'B7'
    """
    return f"{column_letter(place)}{row}"


def _of_workbook(path: Path, most: int | None) -> list[ReviewSheet]:
    """Through openpyxl, which keeps texts as they are; 6.10 written as a text must not become a number."""
    from openpyxl import load_workbook

    checked_archive(path)
    try:
        book = load_workbook(path, data_only=True, read_only=most is not None)
        return [
            ReviewSheet(
                sheet.title, tuple(enumerate(sheet.iter_rows(max_row=most, values_only=True), start=1))
            )
            for sheet in book.worksheets
        ]
    except (KeyError, ValueError, OSError, TypeError, IndexError, SyntaxError, BadZipFile):
        # SyntaxError is what broken XML raises.
        raise InputError("files.unreadable", file=path.name, reason="no workbook") from None
