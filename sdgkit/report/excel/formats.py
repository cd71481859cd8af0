"""How cells of the annex look: number formats, styles, the signs of results.

Formats of Excel are neutral: `#,##0.0` shows "1 234,5" to a reader whose Excel is Russian or Kazakh and
"1,234.5" to an English one. What stands in a cell is the value itself; a sign of the publisher ("<"), a
mark of a footnote or the shape of a result is added by the number format, so that the value can be counted
and filtered with.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, cast

from openpyxl.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sdgkit.agenda.goal import goal
from sdgkit.report.draft import Cell, Column, write_value
from sdgkit.report.values import PER_CENT

NUMERIC = frozenset({"integer", "number", "share", "money"})
"""Kinds of columns whose cells are right-aligned numbers."""

MOST_DIGITS = 6
FONT = "Calibri"
"""A font that every Excel has and that holds the Kazakh letters."""

NEUTRAL = "404A57"
"""Fill of headings that belong to no goal; white on it has a contrast of 9."""

_NUMBER = re.compile(r"(?P<before>[<>≤≥~≈*(+]?)[-−]?\d[\d\s\u00a0\u202f.,]*(?P<after>[*)]?)(?:[\s\u00a0]?%)?")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Look(NamedTuple):
    """The look of a result: a sign of its own shape, fill and text colour."""

    sign: str
    fill: str
    text: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("sdgkit.report.excel").joinpath("signs.toml").read_text(encoding="utf-8")
    )


def word(key: str, language: str) -> str:
    """A word of the annex from `signs.toml`.

    Example:
        >>> word("charts", "kk")
        'Диаграммалар'
    """
    text: str = _table()["words"][key][language]
    return text


def look_of(result: str) -> Look:
    """The look of a result; that of "not-assessed" for one that the table does not know.

    Example:
        >>> look_of("on-track").sign
        '▲'
    """
    looks = _table()["results"]
    return Look(**looks.get(result, looks["not-assessed"]))


def quoted(text: str) -> str:
    """A text as a literal in a number format.

    Example:
        >>> quoted('a"b')
        '"a"\\\\""b"'
    """
    return '"' + text.replace('"', '"\\""') + '"' if text else ""


def footnote_mark(number: int) -> str:
    """The raised number of a footnote.

    Example:
        >>> footnote_mark(12)
        '¹²'
    """
    return str(number).translate(_SUPERSCRIPT)


def _decimals(value: float | Decimal | int) -> int:
    text = f"{value:.{MOST_DIGITS}f}".rstrip("0")
    return len(text.partition(".")[2])


def _digits_written(text: str, language: str) -> int:
    found = re.search(r"[.](\d+)" if language == "en" else r"[,](\d+)", text)
    return len(found[1]) if found else 0


def number_format(cell: Cell, column: Column, language: str, mark: str = "") -> str:
    """The number format that shows the value of a cell as the draft writes it.

    Args:
        cell: with its value and the text of the draft.
        column: of the cell; its digits count before those of the text.
        language: of the draft.
        mark: of a footnote, put behind the value.

    Example:
        >>> column = Column(key="latest", heading="Latest", kind="number")
        >>> number_format(Cell(value=1234.5, text="<1 234,50"), column, "ru")
        '"<"#,##0.00'
    """
    if column.kind in ("integer", "number") and cell.text.endswith("%"):
        return "0%"  # A share among counts, as in a row of sums.
    value = cell.value
    if isinstance(value, dt.date):
        return _date_format(cell, language) + quoted(mark)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        sign = quoted(f"{look_of(cell.status).sign} ") if cell.status else ""
        # The fourth part of a format is that of texts.
        return f"General;General;General;{sign}@{quoted(mark)}" if sign or mark else "General"
    if column.kind in ("year", "goal", "code", "text", "link"):
        return f"0{quoted(mark)}" if isinstance(value, int) else "General"
    written = _NUMBER.match(cell.text)
    if column.digits is not None:
        digits = column.digits
    elif column.kind in ("integer", "money"):
        digits = 0
    elif written:
        digits = _digits_written(written[0], language)
    else:
        digits = _decimals(value * 100 if column.kind == "share" else value)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    if column.kind == "share":
        pattern += _per_cent(language)
    before, after = (written["before"], written["after"]) if written else ("", "")
    if cell.note and cell.text.endswith(cell.note):
        # The publisher's own mark of a footnote.
        after = cell.note
    if before == "+":
        # The change: both signs are shown, zero has none.
        return f"+{pattern}{quoted(mark)};-{pattern}{quoted(mark)};{pattern}{quoted(mark)}"
    if column.key == "change" and float(value) < 0:
        return f"+{pattern}{quoted(mark)};-{pattern}{quoted(mark)};{pattern}{quoted(mark)}"
    return f"{quoted(before)}{pattern}{quoted(after + mark)}"


def plain_format(column: Column, language: str) -> str:
    """The number format of a whole column of bare values."""
    if column.kind == "date":
        return date_format(language)
    if column.kind in ("integer", "money") or column.digits is not None:
        return number_format(
            Cell(value=0, text=""), column.model_copy(update={"digits": column.digits or 0}), language
        )
    return {"year": "0", "goal": "0", "share": f"0.0{_per_cent(language)}"}.get(column.kind, "General")


def _per_cent(language: str) -> str:
    return quoted(PER_CENT[language].removesuffix("%")) + "%"


def date_format(language: str) -> str:
    """Day, month and year: ISO in English, with points in Russian and Kazakh."""
    return "YYYY\\-MM\\-DD" if language == "en" else "DD\\.MM\\.YYYY"


def _date_format(cell: Cell, language: str) -> str:
    """A date that is only known by its year is shown as a year; its value stays the day it begins or ends."""
    if re.fullmatch(r"\d{4}", cell.text):
        return "YYYY"
    if re.fullmatch(r"\d\d\.\d{4}", cell.text):
        return "MM\\.YYYY"
    return date_format(language)


def is_written_otherwise(cell: Cell, language: str) -> bool:
    """Whether a date is written in a way that no format gives back ("I кв. 2024"), so that its text is shown."""
    if not isinstance(cell.value, dt.date) or not cell.text:
        return False
    if re.fullmatch(r"\d{4}|\d\d\.\d{4}", cell.text):
        return False
    return cell.text not in (write_value(cell.value, "date", language), cell.value.isoformat())


def is_plain_number(text: str) -> bool:
    """Whether a text is a number with at most a sign of the publisher, so that a format can show it."""
    return _NUMBER.fullmatch(text.strip()) is not None


def at(sheet: Worksheet, row: int, column: int) -> ExcelCell:
    """The cell of a row and column, which nothing has merged yet."""
    return cast(ExcelCell, sheet.cell(row, column))


@dataclass(frozen=True)
class Style:
    """The look of a cell."""

    fill: str = ""
    colour: str = "000000"
    bold: bool = False
    italic: bool = False
    size: float = 10
    horizontal: str = "general"
    vertical: str = "top"
    wrap: bool = False
    rotation: int = 0
    indent: int = 0
    underline: bool = False
    border: str = ""
    """"hair" below the cell, "total" above it, or nothing."""


class Styles:
    """Puts styles on cells; each is made once for the workbook, since making one takes longer than a cell."""

    def __init__(self, book: Workbook) -> None:
        self._scratch = book.create_sheet("scratch")
        self._styles: Any = book._cell_styles  # type: ignore[attr-defined]
        self._made: dict[tuple[Style, str], Any] = {}

    def put_on(self, cell: ExcelCell, style: Style, number_format: str = "General") -> None:
        """Style a cell that holds its value already (a leading quote mark of `put` is kept)."""
        quote = cell.quotePrefix
        cell._style = copy(self._array(style, number_format))  # type: ignore[attr-defined]
        if quote:
            cell.quotePrefix = True

    def number(self, style: Style, number_format: str = "General") -> int:
        """The number of a style in the workbook, for rows that are written as XML."""
        return int(self._styles.add(self._array(style, number_format)))

    def _array(self, style: Style, number_format: str) -> Any:
        made = self._made.get((style, number_format))
        if made is None:
            made = self._made[style, number_format] = self._make(style, number_format)
        return made

    def done(self, book: Workbook) -> None:
        """Take the sheet away on which the styles were made."""
        book.remove(self._scratch)

    def _make(self, style: Style, number_format: str) -> Any:
        cell = ExcelCell(self._scratch, row=1, column=1)
        cell.font = Font(
            name=FONT, size=style.size, bold=style.bold, italic=style.italic, color=f"FF{style.colour}",
            underline="single" if style.underline else None,
        )  # fmt: skip
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=f"FF{style.fill}")
        cell.alignment = Alignment(
            horizontal=style.horizontal, vertical=style.vertical, wrap_text=style.wrap,
            textRotation=style.rotation, indent=style.indent,
        )  # fmt: skip
        if style.border == "hair":
            cell.border = Border(bottom=Side("thin", color="FFD9D9D9"))
        elif style.border == "total":
            cell.border = Border(top=Side("thin", color="FF404040"), bottom=Side("thin", color="FF404040"))
        cell.number_format = number_format
        return cell._style  # type: ignore[attr-defined]


def goal_colours(number: int | None) -> tuple[str, str]:
    """Fill and text colour of a goal; the neutral pair without one.

    Example:
        >>> goal_colours(6), goal_colours(None)
        (('26BDE2', '000000'), ('404A57', 'FFFFFF'))
    """
    if number is None:
        return NEUTRAL, "FFFFFF"
    one = goal(number)
    return one.colour, one.text_colour
