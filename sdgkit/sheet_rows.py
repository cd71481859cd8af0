"""Rows of a sheet written as XML of their own, several times as fast as cell by cell.

openpyxl makes an object of every cell, which takes longer than all else in an annex of 40,000 observations.
These rows are written as text and put into the saved sheet; a value is treated exactly as `sdgkit.sheets.put`
treats it, so that no text becomes a formula. Give them to `sdgkit.sheets.save_book`, which writes them.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from copy import copy
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from sdgkit.sheets import LIKE_FORMULA, cell_text, shared_place

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ROW = re.compile(rb'<row r="(\d+)"')
_SIZE = re.compile(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)(\d+)"')
_AFTER_LINKS = re.compile(rb"</hyperlinks>|<printOptions|<pageMargins")
"""What a new link stands before: the end of the links, or the first element that may follow them."""


class WrittenRows:
    """Rows of a sheet as XML, to be put between those that openpyxl writes; none of their numbers may be twice."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self._book: Any = sheet.parent
        self._texts: dict[str, tuple[int, bool]] = {}
        self._quoted: dict[int, int] = {}
        self._rows: list[tuple[int, str]] = []
        self._links: list[str] = []
        self.targets: dict[str, str] = {}
        """Cell -> address that it leads to; each is a relation of the part of the sheet."""

    def __len__(self) -> int:
        return len(self._rows)

    def into(self, xml: bytes) -> bytes:
        """The saved part of the sheet with these rows, and their links, in it."""
        if self._rows:
            head, _, rest = xml.partition(b"<sheetData>")
            if not rest:
                head, _, rest = xml.partition(b"<sheetData/>")
                rest = b"</sheetData>" + rest
            rows, _, tail = rest.partition(b"</sheetData>")
            xml = b"".join(
                (_reaching(head, self._rows[-1][0]), b"<sheetData>", self._among(rows), b"</sheetData>", tail)
            )
        if self._links:
            place = _AFTER_LINKS.search(xml)
            if place is None:
                raise ValueError("a sheet without margins has no place for links")
            links = "".join(self._links)
            if not place[0].startswith(b"</"):
                links = f"<hyperlinks>{links}</hyperlinks>"
            xml = b"".join((xml[: place.start()], links.encode(), xml[place.start() :]))
        return xml

    def relations(self, xml: bytes) -> bytes:
        """The relations of the part with those of these rows; b"" where the part has none yet."""
        there = xml or f'<Relationships xmlns="{_PACKAGE}"></Relationships>'.encode()
        own = "".join(
            f'<Relationship Id="rId{cell}" Type="{_RELATIONS}/hyperlink"'
            f' Target={quoteattr(target)} TargetMode="External"/>'
            for cell, target in self.targets.items()
        )
        return there.replace(b"</Relationships>", own.encode() + b"</Relationships>")

    def _among(self, rows: bytes) -> bytes:
        """The rows of openpyxl and these, in order."""
        begins = [(int(found[1]), found.start()) for found in _ROW.finditer(rows)]
        ends = [start for _, start in begins[1:]] + [len(rows)] * bool(begins)
        parts = [(number, rows[start:end]) for (number, start), end in zip(begins, ends, strict=True)]
        parts += [(number, row.encode()) for number, row in self._rows]
        return b"".join(row for _, row in sorted(parts, key=lambda part: part[0]))

    def _quoted_like(self, style: int) -> int:
        """The style with the mark that keeps a text a text; made when it is needed, as no cell may have it."""
        made = copy(self._book._cell_styles[style])
        made.quotePrefix = 1
        self._quoted[style] = number = self._book._cell_styles.add(made)
        return int(number)

    def _shared(self, text: str) -> tuple[int, bool]:
        shown = cell_text(text)
        self._texts[text] = found = shared_place(self._book, shown), shown.startswith(LIKE_FORMULA)
        return found


class PlainRows(WrittenRows):
    """Rows of bare values, all alike.

    Args:
        sheet: the sheet.
        like: a cell for each column, whose style and number format all cells of the column take.
        first_row: number of the first row.

    Example:
        >>> from openpyxl import Workbook
        >>> from sdgkit.sheets import put
        >>> sheet = Workbook().active
        >>> rows = PlainRows(sheet, [put(sheet["A1"], "x"), put(sheet["B1"], 1, "0.0")], 2)
        >>> rows.add(["=1+1", 2.5])
        >>> rows.into(b'<sheetData></sheetData>').decode()
        '<sheetData><row r="2"><c r="A2" s="2" t="s"><v>0</v></c><c r="B2" s="1"><v>2.5</v></c></row></sheetData>'
    """

    def __init__(self, sheet: Worksheet, like: Sequence[Cell], first_row: int) -> None:
        from openpyxl.utils import get_column_letter

        super().__init__(sheet)
        self._letters = [get_column_letter(cell.column) for cell in like]
        self._styles = [cell.style_id for cell in like]
        self._first = first_row

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
                    style = self._quoted.get(style) or self._quoted_like(style)
                content = f' t="s"><v>{index}</v></c>'
            else:
                content = _content(value)
                if not content:
                    continue
            cells.append(f'<c r="{self._letters[place]}{number}" s="{style}"{content}')
        self._rows.append((number, f'<row r="{number}">{"".join(cells)}</row>'))


class StyledRows(WrittenRows):
    """Rows whose cells have a style each, a height and links, anywhere on a sheet.

    Example:
        >>> from openpyxl import Workbook
        >>> sheet = Workbook().active
        >>> rows = StyledRows(sheet)
        >>> rows.add(3, ["a", None, 2], [0] * 3, height=30)
        >>> rows.link("A3", location="'Goals'!A1")
        >>> rows.into(b'<sheetData><row r="1"/><row r="9"/></sheetData><pageMargins/>').decode()
        ... # doctest: +NORMALIZE_WHITESPACE
        '<sheetData><row r="1"/><row r="3" ht="30" customHeight="1"><c r="A3" s="0" t="s"><v>0</v></c><c r="B3"
         s="0"/><c r="C3" s="0"><v>2</v></c></row><row r="9"/></sheetData><hyperlinks><hyperlink ref="A3"
         location="\\'Goals\\'!A1"/></hyperlinks><pageMargins/>'
    """

    def __init__(self, sheet: Worksheet) -> None:
        super().__init__(sheet)
        self.heights: dict[int, float] = {}
        """Number of a row -> its height in points, where it has one of its own."""
        self._letters: list[str] = []

    def add(
        self, number: int, values: Sequence[object], styles: Sequence[int], height: float | None = None
    ) -> None:
        """Add a row from column A on, below all rows that were added before.

        Args:
            number: of the row.
            values: one for each cell; None and "" for an empty cell, which has its style too.
            styles: the number of its style for each cell.
            height: of the row in points; None for the usual one.
        """
        if len(self._letters) < len(values):
            from openpyxl.utils import get_column_letter

            self._letters = [get_column_letter(place) for place in range(1, len(values) + 1)]
        cells = []
        for letter, value, style in zip(self._letters, values, styles, strict=False):
            if isinstance(value, (Fraction, Decimal)):
                value = _number(value)
            if value is None or value == "":
                cells.append(f'<c r="{letter}{number}" s="{style}"/>')
            elif type(value) is str:
                index, like_formula = self._texts.get(value) or self._shared(value)
                if like_formula:
                    style = self._quoted.get(style) or self._quoted_like(style)
                cells.append(f'<c r="{letter}{number}" s="{style}" t="s"><v>{index}</v></c>')
            elif isinstance(value, float) and math.isfinite(value):
                # As openpyxl writes it; a sum of shares reads 11.7 and not 11.700000000000001.
                cells.append(f'<c r="{letter}{number}" s="{style}"><v>{value:.16g}</v></c>')
            else:
                cells.append(f'<c r="{letter}{number}" s="{style}"{_content(value) or "/>"}')
        high = ""
        if height is not None:
            self.heights[number] = height
            high = f' ht="{height:g}" customHeight="1"'
        self._rows.append((number, f'<row r="{number}"{high}>{"".join(cells)}</row>'))

    def link(self, cell: str, *, location: str = "", target: str = "", tip: str = "") -> None:
        """Make a cell a link, to a place within the workbook such as "'Goals'!A1" or to an address."""
        if target:
            self.targets[cell] = target
            where = f'xmlns:r="{_RELATIONS}" r:id="rId{cell}"'
        else:
            where = f"location={quoteattr(location)}"
        shown = f" tooltip={quoteattr(tip)}" if tip else ""
        self._links.append(f'<hyperlink ref="{cell}" {where}{shown}/>')


def _reaching(head: bytes, last: int) -> bytes:
    """What stands before the rows, its size reaching to the last row."""
    return _SIZE.sub(lambda found: found[1] + b'%d"' % max(int(found[2]), last), head, count=1)


def _content(value: object) -> str:
    """The end of the XML of a cell that is no text; "" for a value that no cell can hold."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (Fraction, Decimal)):
        value = _number(value)
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


def _number(value: Fraction | Decimal) -> float | int:
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return float(value)
