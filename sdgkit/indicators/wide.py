"""Wide tables, years as columns: the printed tables of a statistical office and those of the World Bank.

A sheet is understood from its own words: a row of years is its header, the title above names the
indicator, columns before the years hold labels in one or several languages. A row with a label and no
figures begins a group ("Sex", "By territory"); a label that names the country, a region, a sex or an area
is known as such, any other is a group of the last heading. Rows below the figures are notes. The signs
of statisticians ("-", "…", "(*)", "(26,5)", "12.5 1)") are kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import database_series, indicator_code
from sdgkit.indicators.headings import BESIDE
from sdgkit.indicators.labels import meaning_of
from sdgkit.indicators.merged_cells import Merged, filled_down
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_of
from sdgkit.indicators.printed import printed_lines
from sdgkit.indicators.values import DOUBTFUL, FLAG, Value, read_value
from sdgkit.indicators.wide_header import CODE_ALONE, Cuts, Header, year_in
from sdgkit.indicators.wide_line import Line, WideRead
from sdgkit.indicators.wide_listed import listed_lines
from sdgkit.indicators.years import has_year, is_plan, read_year
from sdgkit.languages import Text, clean, fold


def read_wide(
    rows: list[list[str]],
    header: Header,
    gathered: Gathered,
    *,
    file: str,
    sheet: str = "",
    country: str = "",
    wanted: str = "",
    default_code: str = "",
    turned: bool = False,
    merged: Merged = (),
) -> WideRead:
    """Read a sheet with years as columns.

    Args:
        rows: all rows of the sheet.
        header: where the years stand.
        gathered: takes the observations.
        file: name of the file.
        sheet: name of the sheet.
        country: alpha-3 code, by which names of regions are understood.
        wanted: alpha-3 code; rows of other countries are left out where it is given.
        default_code: indicator, where the sheet names none.
        turned: whether the rows are the columns of the sheet, so that a figure's row is that of its year.
        merged: merged cells of the sheet.
    """
    result = WideRead(set(), {}, {}, {}, {}, [], gathered.others)
    odd = OddCells(file, sheet)
    before = min(header.years, default=0)
    headings = rows[header.row]
    carried = {
        n
        for n in header.labels
        if n < before and fold(headings[n] if n < len(headings) else "") not in BESIDE
    }
    rows = filled_down(rows, merged, header.end + 1, carried, odd)
    if ("code" in header.columns and header.columns.keys() & {"place", "place_name"}) or _codes_in_rows(
        rows, header
    ):
        lines = listed_lines(rows, header, result, country, wanted, file, odd)
    else:
        lines = printed_lines(rows, header, result, country, default_code, file, odd)
    _tell_headings(rows, header, before, result, file, sheet, odd)
    figures = _Figures(rows, header, result, country, odd, turned)
    for line in lines:
        for cut, filled in figures.of(line).items():
            code = next((code for dimension, code, _ in cut if dimension == "code"), "") or line.code
            if not code:
                continue
            result.codes.add(code)
            notes = [one.note for one in filled]
            gathered.add(
                indicator=code,
                file=file,
                years=[one.year for one in filled],
                values=[one.value.number for one in filled],
                signs=[one.value.sign for one in filled],
                rows=[one.row for one in filled],
                places=_place_of(cut, line.place),
                units=line.unit,
                series=line.series,
                notes=notes if any(notes) else "",
                dimensions=line.dimensions | _cells_of(cut, line.dimensions),
            )
    if "value-decimal-comma" not in odd:
        odd.forget("value-point-doubtful")
    result.findings.extend(odd.findings())
    return result


class _Figure(NamedTuple):
    year: int
    value: Value
    row: int
    note: str


class _Figures:
    """Reads the figures of the lines of a table, each under its year."""

    def __init__(
        self,
        rows: list[list[str]],
        header: Header,
        result: WideRead,
        country: str,
        odd: OddCells,
        turned: bool,
    ) -> None:
        self._rows, self._header, self._result = rows, header, result
        self._odd, self._turned = odd, turned
        self._wording = {n: clean(one) for n, one in enumerate(rows[header.row]) if year_in(one).is_worded}
        self._flagged = {column for column in header.years if _is_flagged(rows, header, column)}
        self._cuts = {column: _with_places(cut, country) for column, cut in header.cuts.items()}

    def of(self, line: Line) -> dict[Cuts, list[_Figure]]:
        """The figures of a line, by the groups and places that stand over their columns."""
        row = self._rows[line.row - 1]
        parts: dict[Cuts, list[_Figure]] = defaultdict(list)
        for column in self._header.years:
            figure = self._figure(row, column, line)
            if figure is None:
                continue
            cut = self._cuts.get(column, ())
            for dimension, code, words in cut:
                if dimension == "BREAKDOWN":
                    self._result.labels.setdefault(dimension, {}).setdefault(code, Text.of(words))
            parts[cut].append(figure)
        return parts

    def _figure(self, row: list[str], column: int, line: Line) -> _Figure | None:
        """The figure in a column, with the year that its heading or the cell beside it says; None where none is."""
        if column >= len(row):
            return None
        value = read_value(row[column])
        if not value.sign and column in self._flagged and column + 1 < len(row):
            value = value._replace(sign=row[column + 1].strip())
        if value.number != value.number and not value.sign:
            return None
        year, note = self._header.years[column], self._wording.get(column, "")
        at = self._header.beside.get(column)
        if at is not None:
            cell = row[at] if at < len(row) else ""
            stated = read_year(cell.strip())
            if stated.oddity:
                self._odd.note(stated.oddity, line.row, cell or row[column])
            year, note = stated.number, clean(cell) if stated.is_worded else note
            if not year:
                return None
        at_row = column + 1 if self._turned else line.row
        if value.oddity and value.oddity != "value-spaces":
            self._odd.note(value.oddity, at_row, row[column].strip())
        if DOUBTFUL.fullmatch(row[column].strip()):
            self._odd.note("value-point-doubtful", at_row, row[column].strip())
        return _Figure(year, value, at_row, note)


def _tell_headings(
    rows: list[list[str]],
    header: Header,
    before: int,
    result: WideRead,
    file: str,
    sheet: str,
    odd: OddCells,
) -> None:
    """What is odd about the headings: plans and years that are none, and columns of figures without a heading."""
    for heading in rows[header.row]:
        oddity = year_in(heading).oddity
        # A footnote's mark at a heading is kept by the sheet's own notes.
        if oddity in ("year-split", "year-plan", "year-begin", "year-estimate"):
            odd.note(oddity, header.row + 1, heading)
        elif header.beside and is_plan(heading):
            odd.note("year-plan", header.row + 1, heading)
    for column in range(before, len(rows[header.row])):
        if column not in (*header.years, *header.beside.values()) and _is_of_figures(rows, header, column):
            odd.note("columns-unknown", header.row + 1, clean(rows[header.row][column]))
    unread = [
        clean(heading)
        for column, heading in enumerate(rows[header.row])
        if column not in (*header.labels, *header.years)
        and year_in(heading).oddity == "years-unread"
        and has_year(heading)
    ]
    if unread:
        result.findings.append(
            Finding(
                code="indicators.columns-unread",
                file=file,
                sheet=sheet,
                row=header.row + 1,
                value="; ".join(unread[:3]),
                details={"count": len(unread)},
            )
        )


def _is_flagged(rows: list[list[str]], header: Header, column: int) -> bool:
    """Whether the column after one of figures has no heading and holds their flags."""
    beside = [row[column + 1].strip() if column + 1 < len(row) else "" for row in rows]
    cells = [cell for cell in beside[header.end + 1 :] if cell]
    headed = column + 1 in header.years or any(beside[header.row : header.end + 1])
    return bool(cells) and not headed and all(FLAG.fullmatch(cell) for cell in cells)


def _is_of_figures(rows: list[list[str]], header: Header, column: int) -> bool:
    """Whether a column that is none of a year holds figures under a heading: a rank, a change, an average."""
    heading = rows[header.row][column]
    if not heading.strip() or has_year(heading) or is_plan(heading) or header.cuts:
        return False
    cells = [
        row[column].strip() for row in rows[header.end + 1 :] if column < len(row) and row[column].strip()
    ]
    return bool(cells) and all(read_value(cell).number == read_value(cell).number for cell in cells)


def _with_places(cut: Cuts, country: str) -> Cuts:
    """The groups of a column with those that are places known as such."""
    found = []
    for dimension, code, words in cut:
        kind, place = meaning_of([words], country) if dimension == "BREAKDOWN" else ("", "")
        if kind != "place":
            found.append((dimension, code, words))
        else:
            found.append(("place", place, words))
    return tuple(found)


def _place_of(cut: Cuts, beside: str) -> str:
    """The place of a figure: its column's or its row's; where both name one, the region in the country."""
    above = next((code for dimension, code, _ in cut if dimension == "place"), "")
    return beside if not above or (beside and country_of(above)) else above


def _cells_of(cut: Cuts, beside: dict[str, str]) -> dict[str, str]:
    """The cells of the groups of a column; several groups that have no dimension of their own stand in one cell."""
    cells: dict[str, str] = {}
    for dimension, code, _ in cut:
        if dimension in ("place", "code"):
            continue
        over = cells.get(dimension) or (beside.get(dimension, "") if dimension == "BREAKDOWN" else "")
        cells[dimension] = f"{over}, {code}" if over and dimension == "BREAKDOWN" else code
    return cells


def _codes_in_rows(rows: list[list[str]], header: Header) -> bool:
    """Whether the rows name their own indicators."""
    if "code" not in header.columns:
        return False
    at = header.columns["code"]
    cells = [row[at] for row in rows[header.end + 1 :] if len(row) > at and row[at].strip()]
    codes = {cell for cell in cells if indicator_code(cell) or cell in database_series()}
    if not codes:
        return False
    # Groups stand below their indicators in the same column, where no title above names one indicator for all.
    titled = any(indicator_code(cell) for row in rows[: header.row] for cell in row)
    alone = any(CODE_ALONE.fullmatch(cell) for cell in codes) or cells[0] in codes
    return 2 * sum(cell in codes for cell in cells) > len(cells) or ((len(codes) > 1 or alone) and not titled)
