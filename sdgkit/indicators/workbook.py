"""Tables of a file, CSV or workbook, as rows of text cells with the numbers that the user's program shows."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sdgkit.errors import InputError, UsageError
from sdgkit.files import checked_archive, existing_file, is_encrypted_office
from sdgkit.indicators.merged_cells import Merged

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
TEXTS = (".csv", ".tsv", ".txt")
PARQUET = ".parquet"
DELIMITERS = ("\t", ";", "|", ",")
"""Of two that fit as well the first: a comma may stand in a number or a title."""

LOOKED_AT = 30
"""First lines of a text file by which its delimiter is found."""
PIECE = 10_000
"""Rows of a Parquet file that are held at a time."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')

Row = list[str]


class Sheet(NamedTuple):
    """One table: its name ("" for a CSV file) and its rows from the first on."""

    name: str
    rows: list[Row]
    merged: Merged = ()


def is_table_file(path: Path) -> bool:
    """Whether the ending is that of a table."""
    return path.suffix.lower() in (*WORKBOOKS, *TEXTS, PARQUET)


def sheets_of(path: Path) -> list[Sheet]:
    """The sheets of a workbook.

    Raises:
        InputError: missing, empty, damaged, protected by a password, or too large.
    """
    existing_file(path)
    if is_encrypted_office(path):
        raise InputError("files.password", file=path.name)
    if path.suffix.lower() != ".xls":
        checked_archive(path)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [
            Sheet(
                name,
                [[_cell(cell) for cell in row] for row in sheet.to_python(False)],
                tuple(sheet.merged_cell_ranges or ()),
            )
            for name in book.sheet_names
            for sheet in (book.get_sheet_by_name(name),)
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise InputError("files.unreadable", file=path.name, reason=error) from None
    if path.suffix.lower() in (".xlsx", ".xlsm") and _shows_per_cent(path):
        _as_shown(path, sheets)
    return sheets


def _shows_per_cent(path: Path) -> bool:
    """Whether the workbook has a number format with a per cent sign: 9 and 10 of those built in, or one of its own."""
    with zipfile.ZipFile(path) as archive:
        if _STYLES not in archive.namelist():
            return False
        styles = archive.read(_STYLES)
    return bool(re.search(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%', styles))


def _as_shown(path: Path, sheets: list[Sheet]) -> None:
    """Cells that are shown in per cent as they are shown: 0.048 is 4.8 %."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, SyntaxError):
        return
    for sheet in sheets:
        for number, row in enumerate(book[sheet.name].iter_rows()) if sheet.name in book.sheetnames else ():
            for cell in row:
                value = cell.value
                if (
                    isinstance(value, int | float)
                    and not isinstance(value, bool)
                    and "%" in (cell.number_format or "")
                ):
                    at = (cell.column or 0) - 1
                    if number < len(sheet.rows) and at < len(sheet.rows[number]):
                        sheet.rows[number][at] = _cell(float(f"{value * 100:.12g}"))
    book.close()


_STYLES = "xl/styles.xml"


def _cell(value: object) -> str:
    if isinstance(value, float):
        if value != value:
            return ""
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "" if value is None else str(value)


@contextmanager
def csv_rows(path: Path) -> Iterator[Iterator[Row]]:
    """The rows of a CSV file one by one; delimiter and encoding are found from its beginning.

    Raises:
        InputError: missing or empty.
    """
    existing_file(path)
    with path.open("rb") as stream:
        head = stream.read(256 * 1024)
    encoding = "utf-8-sig"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        try:
            # A letter may be cut at the end of the piece.
            head[: head.rfind(b"\n") + 1 or None].decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1251"
    beginning = head.decode(encoding, errors="replace")
    # In Eurostat's tables commas stand within the first column, and tabs between the years.
    tabs = path.suffix.lower() == ".tsv" and "\t" in beginning
    delimiter = "\t" if tabs or "\\TIME_PERIOD\t" in beginning else _delimiter(beginning)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        # A file of one byte a letter that was written as one of two; looking at every line of all others costs time.
        lines = (line.replace("\0", "") for line in text) if b"\0" in head and encoding != "utf-16" else text
        yield csv.reader(lines, delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The sign that divides most of the first lines into as many parts; a title above the table has none.

    Example:
        >>> _delimiter("Indicator,Year\\n3.1.1,2015\\n"), _delimiter("Title, in %\\nRegion;2015\\nAbai;4,8\\n")
        (',', ';')
    """
    lines = [_QUOTED.sub("", line) for line in text.splitlines()[:LOOKED_AT] if line.strip()]

    def fit(sign: str) -> tuple[int, int, int]:
        counts = Counter(count for line in lines if (count := line.count(sign)))
        same = max(counts.values(), default=0)
        most = max((count for count, times in counts.items() if times == same), default=0)
        return same, most, -DELIMITERS.index(sign)

    return max(DELIMITERS, key=fit)


@contextmanager
def parquet_rows(path: Path) -> Iterator[Iterator[Row]]:
    """The rows of a Parquet file as texts, the headings first, read in pieces.

    Raises:
        InputError: missing, or no Parquet file.
        UsageError: pyarrow is not installed (`pip install "sdgkit[parquet]"`).
    """
    existing_file(path)
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise UsageError("indicators.no-parquet") from None
    try:
        file = parquet.ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise InputError("files.unreadable", file=path.name, reason=error) from None
    with file:
        yield _parquet_rows(file)


def _parquet_rows(file: Any) -> Iterator[Row]:
    names = [str(name) for name in file.schema_arrow.names]
    yield names
    for batch in file.iter_batches(batch_size=PIECE):
        columns = [[_cell(cell) for cell in column.to_pylist()] for column in batch.columns]
        yield from map(list, zip(*columns, strict=True))
