"""Tables of one year: regions by indicators, indicators by regions, one indicator by regions and groups.

No row or column of such a table holds years; the year stands in its title, or in the name of the sheet or file. Or each
row has its year and its group. The headings name columns of figures by indicators, or by places and groups. A heading
over figures that is neither is told, and a table without its year is not read.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sdgkit.indicators.codes import indicator_code, is_total
from sdgkit.indicators.headings import HEADINGS
from sdgkit.indicators.labels import NUMBER_BEFORE, is_plan_label, meaning_of, says_total
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.printed import dimensions_headed, place_and_groups
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import SIGNS, read_value
from sdgkit.indicators.wide_line import WideRead
from sdgkit.indicators.years import Year, read_year
from sdgkit.languages import Text, clean, fold

LOOKED_AT = 30
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CODE = re.compile(r"\d{1,2}[.\-_][0-9a-d]{1,2}[.\-_]\d{1,2}(?:[.\-_]\d{1,2})*")
_UNIT = re.compile(r"\s*\([^()]*\)\s*$|,[^,]*$")

Meaning = tuple[str, str]
"""What a heading or label names: ("code", "3.1.1"), ("place", "KZ-10"), ("SEX", "F"), ("total", "")."""


class OneYear(NamedTuple):
    """A table of one year: its row of headings, the year, and what each column of figures holds."""

    row: int
    year: int
    """0 where it is not said, or several are."""
    columns: dict[int, Meaning]
    unknown: tuple[int, ...]
    """Columns of figures whose heading is not understood."""
    labels: tuple[int, ...]
    years_at: int | None = None
    """The column of the years, where each row has its own."""


def one_year_of(
    rows: list[list[str]], names: tuple[str, ...], country: str, fewest: int = 2
) -> OneYear | None:
    """The headings of a table of one year among its first rows; None where there are none.

    Args:
        rows: the rows of the table.
        names: of sheet and file, which may name the year where no title does.
        country: alpha-3 code, by which names of regions are understood.
        fewest: columns of figures that there must be where none is headed by an indicator.

    Example:
        >>> table = [["Regions in 2023"], ["Region", "3.1.1", "3.2.1"], ["Kazakhstan", "11.4", "7.7"]]
        >>> one_year_of(table, (), "KAZ").columns
        {1: ('code', '3.1.1'), 2: ('code', '3.2.1')}
    """
    best: tuple[int, int] | None = None
    for number, row in enumerate(rows[:LOOKED_AT]):
        known = len(_meanings(rows, number, row, country))
        if known and (best is None or known > best[1]):
            best = (number, known)
    if best is None:
        return None
    number = best[0]
    columns = _meanings(rows, number, rows[number], country)
    coded = {column for column, (kind, _) in columns.items() if kind == "code"}
    if coded:
        columns = {column: columns[column] for column in coded}
    elif len(columns) < fewest:
        return None
    first = min(columns)
    unknown = tuple(
        column
        for column, cell in enumerate(rows[number])
        if column > first and column not in columns and cell.strip() and _holds_figures(rows, number, column)
    )
    return OneYear(
        number, _year(rows[:number], names), dict(sorted(columns.items())), unknown, tuple(range(first))
    )


def _meanings(rows: list[list[str]], number: int, row: list[str], country: str) -> dict[int, Meaning]:
    found = {}
    for column, cell in enumerate(row):
        if column and cell.strip() and len(cell) < 300:
            meaning = _meaning(clean(cell), country)
            if meaning[0] and _holds_figures(rows, number, column):
                found[column] = meaning
    return found


def _meaning(label: str, country: str) -> Meaning:
    code = indicator_code(label)
    if code:
        return "code", code
    kind, found = meaning_of([label], country)
    return ("total", "") if not kind and (is_total(label) or says_total(label)) else (kind, found)


def _holds_figures(rows: list[list[str]], number: int, column: int) -> bool:
    """Whether most cells below a heading are figures or signs, and one at least a figure."""
    cells = [row[column].strip() for row in rows[number + 1 :] if column < len(row) and row[column].strip()]
    values = [read_value(cell) for cell in cells]
    figures = sum(value.number == value.number for value in values)
    signs = sum(cell.lower() in SIGNS for cell in cells)
    return figures > 0 and 2 * (figures + signs) > len(cells)


def _year(above: list[list[str]], names: tuple[str, ...]) -> int:
    """The one year that the title names, or else the name of the sheet, or else that of the file."""
    for texts in ([cell for row in above for cell in row], *([name] for name in names)):
        years = {int(year) for text in texts for year in _YEAR.findall(_CODE.sub(" ", text))}
        if years:
            return years.pop() if len(years) == 1 else 0
    return 0


def read_one_year(
    rows: list[list[str]],
    table: OneYear,
    gathered: Gathered,
    *,
    file: str,
    sheet: str = "",
    country: str = "",
    default_code: str = "",
) -> WideRead:
    """Read a table of one year.

    Args:
        rows: all rows of the sheet.
        table: its headings; its year is known.
        gathered: takes the observations.
        file: name of the file.
        sheet: name of the sheet.
        country: alpha-3 code, by which names of regions are understood.
        default_code: indicator, where neither headings nor rows nor the title name one.
    """
    result = WideRead(set(), {}, {}, {}, {}, [], set())
    odd = OddCells(file, sheet)
    header = rows[table.row]
    title = [cell for row in rows[: table.row] for cell in row if cell.strip()]
    titled = next((code for cell in title if (code := indicator_code(cell))), "")
    across = any(kind == "code" for kind, _ in table.columns.values())
    for column in table.unknown:
        odd.note("columns-unknown", table.row + 1, clean(header[column]))
    if across:
        for column, (_, code) in table.columns.items():
            _describe(result, code, clean(header[column]))
    elif titled:
        _describe(result, titled, clean(next(cell for cell in title if indicator_code(cell))))
    codes = {code for _, code in table.columns.values()} if across else {titled or default_code}
    units = _unit_columns(rows, table, codes, result)
    dimensions = dimensions_headed(
        rows, table.row, [at for at in table.labels if at != table.years_at], table.row + 1
    )
    for number, row in enumerate(rows[table.row + 1 :], table.row + 2):
        cells = {at: clean(row[at]) for at in table.labels if at < len(row) and row[at].strip()}
        stated = cells.pop(table.years_at, "") if table.years_at is not None else ""
        values = {n: read_value(row[n]) for n in table.columns if n < len(row)}
        values = {n: value for n, value in values.items() if value.number == value.number or value.sign}
        numbers = [read_value(cell).number for cell in cells.values()]
        if not values or (table.years_at is None and all(number == number for number in numbers)):
            continue
        year = read_year(stated) if table.years_at is not None else Year(table.year)
        if year.oddity:
            odd.note(year.oddity, number, stated or next(iter(cells.values()), ""))
        if not year.number:
            continue
        if any(map(is_plan_label, cells.values())):
            odd.note("year-plan", number, next(filter(is_plan_label, cells.values())))
            continue
        named = next((code for cell in cells.values() if (code := indicator_code(cell))), "")
        of = {} if across else {"code": named or titled or default_code}
        if not across and not of["code"]:
            odd.note("indicator-unread", number, next(iter(cells.values())))
            continue
        words = [cell for at, cell in cells.items() if at not in units]
        if named and not across:
            words = [cell for cell in words if not _CODE.fullmatch(cell.rstrip("."))]
            _describe(
                result, named, next(iter(words), ""), next((cells[at] for at in units if at in cells), "")
            )
            words = []
        if dimensions:
            own = {at: cells.get(at, "") for at in dimensions if cells.get(at, "") in words}
            place, cut = place_and_groups(own, dimensions, country, result)
        else:
            place, cut = _place_and_group(words, country, result)
        for column, value in values.items():
            kind, code = table.columns[column]
            if value.oddity and value.oddity != "value-spaces":
                odd.note(value.oddity, number, row[column].strip())
            indicator = code if kind == "code" else of["code"]
            result.codes.add(indicator)
            gathered.add(
                indicator=indicator,
                file=file,
                years=[year.number],
                values=[value.number],
                signs=[value.sign],
                notes=stated if year.is_worded else "",
                rows=[number],
                places=code if kind == "place" else place,
                dimensions=cut | ({} if kind in ("code", "place", "total") else {kind: code}),
            )
    result.findings.extend(odd.findings())
    return result


def _unit_columns(rows: list[list[str]], table: OneYear, codes: set[str], result: WideRead) -> set[int]:
    """The columns of units; a unit that one says in every row, whatever it is headed, is that of the indicators."""
    header = rows[table.row]
    units = {at for at in table.labels if at < len(header) and fold(header[at]) in HEADINGS["unit"]}
    for at in set(table.labels) - units:
        texts = {row[at].strip() for row in rows[table.row + 1 :] if at < len(row) and row[at].strip()}
        if len(texts) == 1 and unit_in_words(only := texts.pop()):
            units.add(at)
            for code in codes:
                result.units.setdefault(code, Text.of(only))
    return units


def _place_and_group(words: list[str], country: str, result: WideRead) -> tuple[str, dict[str, str]]:
    """The place or the group that the labels of a row name, in one language or several."""
    kind, found = meaning_of(words, country) if words else ("total", "")
    if kind == "place":
        return found, {}
    if kind and kind != "total":
        return "", {kind: found}
    if not words or any(says_total(word) for word in words):
        return "", {}
    result.labels.setdefault("BREAKDOWN", {}).setdefault(words[0], Text.of(words[0]))
    return "", {"BREAKDOWN": words[0]}


def _describe(result: WideRead, code: str, words: str, unit: str = "") -> None:
    name = NUMBER_BEFORE.sub("", words).strip()
    if name:
        result.names.setdefault(code, Text.of(_UNIT.sub("", name) if unit_in_words(name) else name))
    said = unit or (name if unit_in_words(name) else "")
    if said:
        result.units.setdefault(code, Text.of(said))
