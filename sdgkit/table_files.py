"""Files of a table: CSV, Excel, JSON lines or Parquet, as the ending of the file says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sdgkit.errors import UsageError
from sdgkit.files import written_whole
from sdgkit.sheets import put, save_book, write_frame

if TYPE_CHECKING:
    import pandas as pd


TABLE_ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet")


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table to .csv, .xlsx, .jsonl or .parquet, as the ending says; whole or not at all.

    Raises:
        UsageError: another ending, or pyarrow is missing for .parquet.
    """
    ending = path.suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise UsageError("cli.format-unknown", ending=ending or path.name, known=", ".join(TABLE_ENDINGS))
    with written_whole(path) as temporary:
        if ending == ".csv":
            write_frame(frame, temporary)
        elif ending == ".jsonl":
            frame.to_json(temporary, orient="records", lines=True, force_ascii=False, date_format="iso")
        elif ending == ".parquet":
            try:
                frame.to_parquet(temporary, index=False)
            except ImportError:
                raise UsageError("cli.pyarrow-missing", file=path.name) from None
        else:
            _write_sheet(frame, temporary)


def _write_sheet(frame: pd.DataFrame, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    cells = frame.astype(object).where(frame.notna(), None)
    for row, values in enumerate([list(frame.columns), *cells.itertuples(index=False)], start=1):
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), value)
    sheet.freeze_panes = "A2"
    save_book(book, path)
