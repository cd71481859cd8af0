"""Excel cells: the only place in sdgkit that puts a value into a workbook.

Text that begins like a formula stays text (`=1+1` from a register must never run on a minister's
computer), control characters that a workbook cannot hold are taken out, and cells longer than Excel
takes are cut with a mark. CSV files get an apostrophe before what a spreadsheet would run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sdgkit.files import make_stable, xml_parser

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from sdgkit.sheet_rows import WrittenRows

LONGEST_CELL = 32_767
"""Characters in one cell, the limit of Excel."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LIKE_FORMULA = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet may run."""
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
        if text.startswith(LIKE_FORMULA):
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


def save_book(
    book: Workbook,
    path: Path,
    rows: Sequence[WrittenRows] = (),
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
) -> None:
    """Save a workbook of openpyxl so that equal content gives equal bytes and validators find no fault.

    Texts move into a table of shared texts, as Excel keeps them (openpyxl repeats each in its cell), and the
    parts of a font are put into the order of the standard (ISO/IEC 29500-1, 18.8.22).

    Args:
        book: the workbook.
        path: of the file, best a temporary one (`sdgkit.files.written_whole`).
        rows: rows of its sheets that are already written as XML (`sdgkit.sheet_rows`).
        changes: further changes of parts, by name, as for `sdgkit.files.make_stable`.
    """
    book.save(path)
    steps: dict[str, list[Callable[[bytes], bytes]]] = {
        _part_of(sheet): [partial(_with_shared_texts, book)] for sheet in book.worksheets
    }
    for one in rows:
        part = _part_of(one.sheet)
        steps[part].append(one.into)
        if one.targets:
            folder, _, name = part.rpartition("/")
            steps.setdefault(f"{folder}/_rels/{name}.rels", []).append(one.relations)
    every: dict[str, Callable[[bytes], bytes]] = {
        part: partial(_in_turn, some) for part, some in steps.items()
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


def _in_turn(steps: Iterable[Callable[[bytes], bytes]], xml: bytes) -> bytes:
    for step in steps:
        xml = step(xml)
    return xml


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


def shared_place(book: Any, text: str) -> int:
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
            place = b"%d" % shared_place(book, _ESCAPE.sub(text, written.decode("utf-8")))
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
        >>> csv_text("=1+1"), csv_text("-5"), csv_text("-"), csv_text(None)
        ("'=1+1", '-5', '-', '')
    """
    text = "" if value is None else str(value)
    if not text.isprintable():
        text = _ILLEGAL.sub("", text)
    # A dash alone stands for a figure in many tables; there is nothing in it to run.
    if text.startswith(_CSV_FORMULA) and len(text) > 1 and not _is_number(text):
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
