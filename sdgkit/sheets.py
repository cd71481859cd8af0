"""Excel cells: the only place in sdgkit that puts a value into a workbook.

Text that begins like a formula stays text (`=1+1` from a register must never run on a minister's
computer), control characters that a workbook cannot hold are taken out, and cells longer than Excel
takes are cut with a mark. CSV files get an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sdgkit.files import make_stable, xml_parser

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_CELL = 32_767
"""Characters in one cell, the limit of Excel."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_FORMULA = ("=", "+", "-", "@")
_CSV_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def put(place: Cell | MergedCell, value: object, number_format: str | None = None) -> Cell:
    """Write a value into a cell; text never becomes a formula.

    Args:
        place: the openpyxl cell (the first one of a merged range; the others hold nothing).
        value: text, number, Decimal, Fraction, bool, date, or None for an empty cell.
        number_format: an Excel number format such as "#,##0.0".

    Returns:
        The same cell, for styling.

    Example:
        >>> from openpyxl import Workbook
        >>> cell = put(Workbook().active["A1"], "=1+1")
        >>> cell.value, cell.data_type
        ('=1+1', 's')
    """
    cell = cast("Cell", place)
    if isinstance(value, str):
        text = cell_text(value)
        # Not through `value`, which would look for illegal characters and formulas once more.
        cell._value = text  # type: ignore[attr-defined]
        cell.data_type = "s"
        if text.startswith(_LIKE_FORMULA):
            cell.quotePrefix = True
    elif isinstance(value, Fraction):
        cell.value = float(value)
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value  # type: ignore[assignment]
    if number_format:
        cell.number_format = number_format
    return cell


def cell_text(text: str) -> str:
    """The text as a workbook can hold it: without control characters, at most `LONGEST_CELL` long.

    The length is counted as Excel counts it, in units of UTF-16: an emoji is two.

    Example:
        >>> cell_text("a\\x01b"), len(cell_text("x" * 40_000))
        ('ab', 32767)
    """
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    if too_long(text):
        text = text[: LONGEST_CELL - 1]
        while _units(text) > LONGEST_CELL - 1:
            text = text[: -max(1, (_units(text) - LONGEST_CELL + 2) // 2)]
        text += "…"
    return text


def too_long(text: str) -> bool:
    """Whether Excel takes only a part of the text into a cell.

    Example:
        >>> too_long("x" * 32_767), too_long("\N{GRINNING FACE}" * 16_384)
        (False, True)
    """
    return len(text) * 2 > LONGEST_CELL and _units(_ILLEGAL.sub("", text)) > LONGEST_CELL


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class PlainRows:
    """Rows of bare values at the end of a sheet, written about ten times as fast as cell by cell.

    openpyxl makes an object of every cell, which takes longer than all else in an annex of 40,000
    observations. These rows are written as XML of their own and put into the saved sheet; a value
    is treated exactly as `put` treats it. Give the rows to `save_book`, which writes them.

    Args:
        sheet: the sheet; nothing else may stand at or below `first_row`.
        like: a cell for each column, whose style and number format all cells of the column take.
        first_row: number of the first row.

    Example:
        >>> from openpyxl import Workbook
        >>> sheet = Workbook().active
        >>> rows = PlainRows(sheet, [put(sheet["A1"], "x"), put(sheet["B1"], 1, "0.0")], 2)
        >>> rows.add(["=1+1", 2.5])
        >>> rows.into(b'<sheetData></sheetData>').decode()
        '<sheetData><row r="2"><c r="A2" s="2" t="s"><v>0</v></c><c r="B2" s="1"><v>2.5</v></c></row></sheetData>'
    """

    def __init__(self, sheet: Worksheet, like: Sequence[Cell], first_row: int) -> None:
        from openpyxl.utils import get_column_letter

        self.sheet = sheet
        self._book: Any = sheet.parent
        self._like = like
        self._letters = [get_column_letter(cell.column) for cell in like]
        self._styles = [f' s="{cell.style_id}"' if cell.has_style else "" for cell in like]
        self._quoted: dict[int, str] = {}
        self._texts: dict[str, tuple[int, bool]] = {}
        self._rows: list[str] = []
        self._first = first_row

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, values: Sequence[object]) -> None:
        """Add a row below the ones before it; None leaves a cell empty."""
        number = self._first + len(self._rows)
        cells = []
        for place, value in enumerate(values):
            if value is None:
                continue
            style = self._styles[place]
            if type(value) is str:
                if not value:
                    continue
                index, like_formula = self._texts.get(value) or self._shared(value)
                if like_formula:
                    style = self._quoted.get(place) or self._quoted_style(place)
                content = f' t="s"><v>{index}</v></c>'
            else:
                content = _content(value)
                if not content:
                    continue
            cells.append(f'<c r="{self._letters[place]}{number}"{style}{content}')
        self._rows.append(f'<row r="{number}">{"".join(cells)}</row>')

    def into(self, xml: bytes) -> bytes:
        """The saved part of the sheet with these rows in it."""
        if not self._rows:
            return xml
        last = self._first + len(self._rows) - 1
        head, _, tail = xml.partition(b"</sheetData>")
        head = re.sub(
            rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+"', lambda found: found[1] + b'%d"' % last, head, count=1
        )
        return b"".join((head, "".join(self._rows).encode("utf-8"), b"</sheetData>", tail))

    def _shared(self, text: str) -> tuple[int, bool]:
        shown = cell_text(text)
        self._texts[text] = _shared_place(self._book, shown), shown.startswith(_LIKE_FORMULA)
        return self._texts[text]

    def _quoted_style(self, place: int) -> str:
        from copy import copy

        from openpyxl.cell import Cell

        model = self._like[place]
        cell = Cell(model.parent, row=model.row, column=model.column)
        cell._style = copy(model._style)  # type: ignore[attr-defined]
        cell.quotePrefix = True
        self._quoted[place] = f' s="{cell.style_id}"'
        return self._quoted[place]


def _content(value: object) -> str:
    """The end of the XML of a cell that is no text; "" for a value that no cell can hold."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Fraction):
        value = float(value)
    elif isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, dt.date):
        from openpyxl.utils.datetime import to_excel

        value = to_excel(value)  # type: ignore[no-untyped-call]
    if isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, float):
        # Not repr(value): a number of numpy would name its type.
        return f"><v>{float.__repr__(value)}</v></c>"
    if isinstance(value, int):
        return f"><v>{int.__repr__(value)}</v></c>"
    raise TypeError(f"a cell cannot hold a {type(value).__name__}")


def save_book(
    book: Workbook,
    path: Path,
    rows: Sequence[PlainRows] = (),
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
) -> None:
    """Save a workbook of openpyxl so that equal content gives equal bytes and validators find no fault.

    Texts move into a table of shared texts, as Excel keeps them (openpyxl repeats each in its cell), and the
    parts of a font are put into the order of the standard (ISO/IEC 29500-1, 18.8.22).

    Args:
        book: the workbook.
        path: of the file, best a temporary one (`sdgkit.files.written_whole`).
        rows: plain rows of its sheets.
        changes: further changes of parts, by name, as for `sdgkit.files.make_stable`.
    """
    book.save(path)
    plain = {_part_of(one.sheet): one for one in rows}

    def sheet_changed(part: str) -> Callable[[bytes], bytes]:
        def change(xml: bytes) -> bytes:
            shared = _with_shared_texts(book, xml)
            return plain[part].into(shared) if part in plain else shared

        return change

    every: dict[str, Callable[[bytes], bytes]] = {
        part: sheet_changed(part) for part in map(_part_of, book.worksheets)
    }
    every |= {
        "xl/styles.xml": _with_ordered_fonts,
        "[Content_Types].xml": lambda xml: xml.replace(b"</Types>", _SHARED_TYPE + b"</Types>"),
        "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(
            b"</Relationships>", _SHARED_RELATION + b"</Relationships>"
        ),
        **(changes or {}),
        "xl/sharedStrings.xml": lambda _: _shared_part(book),
    }
    make_stable(path, every)


_SHARED_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_SHARED_RELATION = (
    b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_INLINE = re.compile(
    rb'<c ([^>]*?) ?t="inlineStr"([^>]*)><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
)
_ESCAPE = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip


def _part_of(sheet: Worksheet) -> str:
    path: str = sheet.path
    return path.lstrip("/")


def _shared_place(book: Any, text: str) -> int:
    """Place of a text in the workbook's table of shared texts; openpyxl keeps the table but does not write it."""
    book.shared_strings.add(text)
    place: int = book.shared_strings.index(text)
    return place


def _with_shared_texts(book: Workbook, xml: bytes) -> bytes:
    known: dict[bytes, bytes] = {}

    def text(found: re.Match[str]) -> str:
        decimal, hexadecimal, name = found.groups()
        return chr(int(decimal)) if decimal else chr(int(hexadecimal, 16)) if hexadecimal else _NAMED[name]

    def cell(found: re.Match[bytes]) -> bytes:
        head, tail, written = found.groups()
        place = known.get(written)
        if place is None:
            place = b"%d" % _shared_place(book, _ESCAPE.sub(text, written.decode("utf-8")))
            known[written] = place
        return b'<c %s%s t="s"><v>%s</v></c>' % (head, tail, place)

    return _INLINE.sub(cell, xml)


def _shared_part(book: Any) -> bytes:
    from xml.sax.saxutils import escape

    texts = book.shared_strings
    items = "".join(
        # A line end as Windows writes it would be read as a plain one.
        f'<si><t xml:space="preserve">{escape(text, {chr(13): "&#13;"})}</t></si>'
        for text in texts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        f'uniqueCount="{len(texts)}">{items}</sst>'
    ).encode()


def _with_ordered_fonts(xml: bytes) -> bytes:
    from lxml import etree

    tree = etree.fromstring(xml, xml_parser())
    for font in tree.iter("{*}font"):
        font[:] = sorted(font, key=lambda part: _FONT_ORDER.index(etree.QName(part).localname))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def csv_text(value: object) -> str:
    """The value as a CSV cell that no spreadsheet runs.

    Example:
        >>> csv_text("=1+1"), csv_text("-5"), csv_text(None)
        ("'=1+1", '-5', '')
    """
    text = "" if value is None else _ILLEGAL.sub("", str(value))
    if text.startswith(_CSV_FORMULA) and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def write_csv(rows: Iterable[Iterable[Any]], header: Iterable[str], path: Path) -> None:
    """Write a table as CSV that Excel opens rightly: UTF-8 with BOM, comma, safe cells."""
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([csv_text(name) for name in header])
        writer.writerows([csv_text(value) for value in row] for row in rows)


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame as such a CSV; missing values are empty cells."""
    cells = frame.astype(object).where(frame.notna(), None)
    write_csv(cells.itertuples(index=False), [str(name) for name in frame.columns], path)
