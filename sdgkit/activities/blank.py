"""The empty register that people begin with: headings that the reader knows, and a sheet that explains them."""

from __future__ import annotations

import datetime as dt
import tomllib
from importlib import resources
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.files import written_whole
from sdgkit.languages import Language
from sdgkit.sheets import put, save_book

ROWS = 500
"""Rows that are formatted in advance, so that codes typed into them stay text."""


def write_blank_register(path: Path, language: Language) -> None:
    """Write an empty register to fill in.

    The columns stand in `blank.toml`. Those of codes are text, because Excel turns a typed 6.4 into a date.

    Args:
        path: the .xlsx file.
        language: of the headings and explanations.

    Raises:
        InputError: the file cannot be written.
    """
    words = tomllib.loads(
        resources.files("sdgkit").joinpath("activities/blank.toml").read_text(encoding="utf-8")
    )
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = words["sheet"][language]
    put(sheet.cell(1, 1), words["title"][language]).font = Font(bold=True, size=14)
    guide = book.create_sheet(words["guide"][language])
    _write_header(guide, 1, words["guide_headings"][language])
    for number, column in enumerate(words["columns"], start=1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column["width"]
        for row in range(4, 4 + ROWS):
            if "format" in column:
                sheet.cell(row, number).number_format = column["format"]
        for position, text in enumerate(column[language], start=1):
            put(guide.cell(number + 1, position), text).alignment = Alignment(wrap_text=True, vertical="top")
    _write_header(sheet, 3, [column[language][0] for column in words["columns"]])
    sheet.freeze_panes = "C4"
    sheet.print_title_rows = "3:3"
    for letter, width in (("A", 28), ("B", 70), ("C", 40)):
        guide.column_dimensions[letter].width = width
    book.properties.creator = "sdgkit"
    book.properties.created = dt.datetime(2026, 1, 1)
    with written_whole(path) as temporary:
        save_book(book, temporary)


def _write_header(sheet: Worksheet, row: int, headings: list[str]) -> None:
    for number, heading in enumerate(headings, start=1):
        cell = put(sheet.cell(row, number), heading)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
