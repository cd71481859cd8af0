"""Wide tables, years as columns: the printed tables of a statistical office and those of the World Bank.

A sheet is understood from its own words: a row of years is its header, the title above names the
indicator, columns before the years hold labels in one or several languages. A row with a label and no
figures begins a group ("Sex", "By territory"); a label that names the country, a region, a sex or an area
is known as such, any other is a group of the last heading. Rows below the figures are notes. The signs
of statisticians ("-", "…", "(*)", "(26,5)", "12.5 1)") are kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import database_series, indicator_code, is_code, is_total, rows_text
from sdgkit.indicators.headings import BESIDE, HEADINGS, NAMED
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_of, is_area_of_world
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import Value, read_value
from sdgkit.indicators.year_columns import LOOKED_AT, are_headings, is_numbering, year_columns
from sdgkit.indicators.years import Year, has_year, is_plan, read_year
from sdgkit.languages import Text, clean, fold, language_of
from sdgkit.places import find_places
from sdgkit.tables import rows_of

FIRST_YEAR, LAST_YEAR = 1950, 2100
_WORLD_BANK = re.compile(r"\s*\[YR\d{4}\]$")
_YEAR_AND_NOTE = re.compile(r"((?:19|20)\d\d)\d\)?(?:\.0)?")
_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*(?:ская|кая|ая)")
_CODE_ALONE = re.compile(r"\d{1,2}[.\-][0-9a-dа-д]{1,2}[.\-]\d{1,2}(?:[.\-]\d{1,2})*\.?", re.I)
_FOOTNOTE = re.compile(r"^\s*(?:[*¹²³⁴⁵]|\d\s*\)?\s?[^\d\s.,)])")
_NOTHING = re.compile("(?!)")
_AROUND = re.compile(r"^[\s(]+|[\s)]+$")
_NUMBER = re.compile(r"^\s*\d[\d.]*(?:[a-d]\.[\d.]*)?\s*")
_OF_WHICH = re.compile(
    r"^(?:в\s+т(?:ом|\.)\s*ч(?:исле|\.)|из\s+них|оның\s+ішінде|соның\s+ішінде|анын\s+ичинде|аз\s+он\s+ҷумла"
    r"|shu\s+jumladan|of\s+which|including|incl\.)\s*[:,–—-]?\s*(?=\S)",
    re.I,
)
"""Words before the first of several groups: "в том числе: город"."""
_PARENTHESES = re.compile(r"\(([^()]+)\)\s*$")


class WideRead(NamedTuple):
    """What a sheet gave beside the observations."""

    codes: set[str]
    names: dict[str, Text]
    """Indicator -> title."""
    units: dict[str, Text]
    """Indicator -> unit in words."""
    labels: dict[str, dict[str, Text]]
    """Dimension -> code -> name."""
    notes: dict[str, tuple[Text, ...]]
    findings: list[Finding]
    others: set[str]
    """Countries that were left out."""


class Header(NamedTuple):
    """Where the years stand."""

    row: int
    years: dict[int, int]
    """Column -> year, 0 where each row states its year."""
    labels: list[int]
    """Columns before the first year but for figures of a part of a year."""
    columns: dict[str, int]
    """Named columns of an international table: "place", "place_name", "code", "name", "series"."""
    cuts: dict[int, tuple[str, str, str]]
    """Column -> dimension, code and words, where years and groups stand in two rows of headings."""
    last: int
    """The last row of headings, where it is not the one of the years."""
    beside: dict[int, int]
    """Column of figures -> column in which each row states their year."""
    numbered: bool
    """Whether a row below the headings numbers the columns."""

    @property
    def end(self) -> int:
        """The last row of headings."""
        return max(self.row, self.last) + self.numbered


@cache
def _words() -> dict[str, tuple[str, str]]:
    """Folded word -> dimension and code, from `labels.csv`."""
    return {fold(row["word"]): (row["dimension"], row["code"]) for row in rows_of("indicators", "labels.csv")}


def header_of(rows: list[list[str]]) -> Header | None:
    """The row of years among the first 30; None where there is none with two years or with one and a label.

    Example:
        >>> header_of([["3.1.1 Mortality"], ["Items", "2015", "2016*"]]).years
        {1: 2015, 2: 2016}
    """
    best: tuple[int, dict[int, int]] | None = None
    start = next((n for n, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
    for number, row in enumerate(rows[start : start + 30], start):
        years = _years_of(row)
        found = list(years.values())
        rising = found in (sorted(set(found)), sorted(set(found), reverse=True)) or _repeated(found)
        if not (years and rising and min(years) > 0 and are_headings(rows, number, years)):
            continue
        if best is None or len(years) > len(best[1]):
            best = (number, years)
    cuts: dict[int, tuple[str, str, str]]
    with_years = _with_years(rows)
    if with_years and (
        best is None or best[0] <= with_years[0] or best[1].keys() <= set(with_years[1].values())
    ):
        number, beside = with_years
        years = dict.fromkeys(beside, 0) | (best[1] if best and best[0] == number else {})
        cuts, last = {}, -1
    elif best is None or (len(best[1]) < 2 and not _is_one_year(rows, *best)):
        return None
    else:
        number, beside = best[0], {}
        years, cuts, last = _two_rows(rows, *best)
    below = max(number, last) + 1
    numbered = below < len(rows) and is_numbering(rows[below], years)
    first = min(*years, *beside.values()) if beside else min(years)
    labels = [column for column in range(first) if not _is_part_of_year(rows, number, column)]
    folded = [fold(cell).strip("[]") for cell in rows[number][:first]]
    columns: dict[str, int] = {}
    for name, words in NAMED.items():
        found_at = next((folded.index(word) for word in words if word in folded), None)
        if found_at is not None and found_at not in columns.values():
            columns[name] = found_at
    titled = any(indicator_code(cell) for row in rows[:number] for cell in row)
    by_content = _column_of_codes(rows[max(number, last) + 1 :], labels, with_words=not titled)
    if by_content is not None and columns.get("code") != by_content:
        # A heading such as "Показатель" stands over the names where another column has the codes.
        over = columns.pop("code", None)
        columns = {name: at for name, at in columns.items() if at != by_content} | {"code": by_content}
        names = [at for at in labels if at != by_content and at not in columns.values()]
        named = over if over is not None else next(iter(names), None)
        if named is not None:
            columns.setdefault("name", named)
    return Header(number, dict(sorted(years.items())), labels, columns, cuts, last, beside, numbered)


def _with_years(rows: list[list[str]]) -> tuple[int, dict[int, int]] | None:
    """The row of headings of which some name a year and others the figure of that year; None where there is none."""
    for number, row in enumerate(rows[:30]):
        beside = year_columns(row)
        if not beside:
            continue
        below = [one for one in rows[number + 1 : number + LOOKED_AT] if any(cell.strip() for cell in one)]
        stated = [one[at].strip() for one in below for at in beside.values() if at < len(one)]
        filled = [cell for cell in stated if cell]
        if filled and 2 * sum(bool(read_year(cell).number) for cell in filled) > len(filled):
            return number, beside
    return None


def _is_one_year(rows: list[list[str]], number: int, years: dict[int, int]) -> bool:
    """Whether a single year is a heading: with a label before it, and no years below it, as in a column of years."""
    (column,) = years
    if not any(cell.strip() for cell in rows[number][:column]):
        return False
    below = [row[column].strip() for row in rows[number + 1 :] if column < len(row) and row[column].strip()]
    return not below or 2 * sum(bool(_year(cell).number) for cell in below) < len(below)


def tables_of(rows: list[list[str]]) -> list[list[list[str]]]:
    """The tables of a sheet, one below the other, each under a title with the code of its indicator.

    Every table keeps its place: the rows of the others are empty in it, so that numbers of rows stay right.
    """
    headers = [n for n, row in enumerate(rows) if len(years := _years_of(row)) > 1 and min(years) > 0]
    starts = [0]
    for before, header in pairwise(headers):
        titles = [n for n in range(before + 1, header + 1) if _is_title(rows[n], n == header)]
        if titles:
            starts.append(titles[0])
    ends = [*starts[1:], len(rows)]
    return [[*([[]] * start), *rows[start:end]] for start, end in zip(starts, ends, strict=True)]


def _is_title(row: list[str], of_years: bool) -> bool:
    """Whether a row names an indicator and holds no figures; its years are none where it is the row of the years."""
    years = _years_of(row) if of_years else {}
    cells = [cell for column, cell in enumerate(row) if cell.strip() and column not in years]
    named = any(indicator_code(cell) and not _CODE_ALONE.fullmatch(cell.strip()) for cell in cells)
    return named and not any(read_value(cell).number == read_value(cell).number for cell in cells)


def _repeated(years: list[int]) -> bool:
    """Whether the same years stand several times in a row, once for each group: 2019 2020 2019 2020."""
    once = sorted(set(years))
    times = len(years) // max(len(once), 1)
    return len(once) > 1 and times > 1 and years in (once * times, once[::-1] * times)


def _two_rows(
    rows: list[list[str]], number: int, years: dict[int, int]
) -> tuple[dict[int, int], dict[int, tuple[str, str, str]], int]:
    """Years and groups in two rows of headings: groups below merged years, or years below merged groups.

    A merged cell has its text in the first of its columns; the others are empty.
    """
    first = min(years)
    if _repeated(list(years.values())):
        above = rows[number - 1] if number else []
        return years, _cuts(_filled(above, first, max(years))), number
    below = rows[number + 1] if number + 1 < len(rows) else []
    wide = [column for column in range(first, len(below)) if below[column].strip()]
    gaps = [column for column in wide if column not in years]
    if (
        not gaps
        or any(cell.strip() for cell in below[:first])
        or any(read_value(below[n]).sign == "" for n in wide)
    ):
        return years, {}, -1
    spread: dict[int, int] = {}
    for column in wide:
        begun = [at for at in years if at <= column]
        if begun:
            spread[column] = years[max(begun)]
    return spread, _cuts({column: below[column] for column in spread}), number + 1


def _filled(row: list[str], first: int, last: int) -> dict[int, str]:
    """The texts of merged cells, each in all its columns."""
    found, text = {}, ""
    for column in range(first, last + 1):
        text = (row[column] if column < len(row) else "").strip() or text
        found[column] = text
    return found


def _cuts(texts: dict[int, str]) -> dict[int, tuple[str, str, str]]:
    cuts = {}
    for column, text in texts.items():
        words = clean(text)
        if not words or is_total(words) or _says_total(words) or fold(words) in HEADINGS["value"]:
            continue
        known = _words().get(fold(words), ("", ""))
        cuts[column] = (known[0], known[1], words) if known[1] else ("BREAKDOWN", words, words)
    return cuts


def _column_of_codes(rows: list[list[str]], labels: list[int], *, with_words: bool) -> int | None:
    """The column most of whose cells are an indicator's code and nothing else, or several codes with their names.

    Args:
        rows: the rows below the headings.
        labels: the columns before the years.
        with_words: whether codes with names count, as they do where no title names one indicator for all.
    """
    for column in labels:
        cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        codes = [cell for cell in cells if _CODE_ALONE.fullmatch(cell) and indicator_code(cell)]
        if 2 * len(codes) > len(cells) and (len(codes) > 1 or len(cells) == 1):
            return column
        named = [code for cell in cells if (code := indicator_code(cell))]
        if with_words and len(set(named)) > 1 and 2 * len(named) > len(cells):
            return column
    return None


def _year(heading: str) -> Year:
    """What a heading says of the year; the World Bank writes it twice: "2015 [YR2015]"."""
    return read_year(_WORLD_BANK.sub("", heading.strip()))


def _years_of(row: list[str]) -> dict[int, int]:
    """Column -> year. A footnote's number may have run into the year: "20221" between 2021 and 2023 is 2022."""
    years = {}
    for column, cell in enumerate(row):
        year = _year(cell).number
        if FIRST_YEAR <= year <= LAST_YEAR:
            years[column] = year
    for column, cell in enumerate(row):
        run_in = _YEAR_AND_NOTE.fullmatch(cell.strip())
        if run_in and column not in years:
            year = int(run_in[1])
            if years.get(column - 1) == year - 1 or years.get(column + 1) == year + 1:
                years[column] = year
    return dict(sorted(years.items()))


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
    """
    result = WideRead(set(), {}, {}, {}, {}, [], gathered.others)
    if ("code" in header.columns and header.columns.keys() & {"place", "place_name"}) or _codes_in_rows(
        rows, header
    ):
        lines = _listed(rows, header, result, country, wanted, file)
    else:
        lines = _printed(rows, header, result, country, default_code, file)
    odd = OddCells(file, sheet)
    for heading in rows[header.row]:
        oddity = _year(heading).oddity
        # A footnote's mark at a heading is kept by the sheet's own notes.
        if oddity in ("year-split", "year-plan"):
            odd.note(oddity, header.row + 1, heading)
        elif header.beside and is_plan(heading):
            odd.note("year-plan", header.row + 1, heading)
    for column, heading in enumerate(rows[header.row]):
        if column not in header.labels and _year(heading).oddity == "years-unread" and has_year(heading):
            odd.note("columns-unread", header.row + 1, heading)
    for line in lines:
        row = rows[line.row - 1]
        parts: dict[tuple[str, str], list[tuple[int, Value, int]]] = defaultdict(list)
        for column, year in header.years.items():
            value = read_value(row[column]) if column < len(row) else None
            if value is None or (value.number != value.number and not value.sign):
                continue
            at_row = column + 1 if turned else line.row
            if column in header.beside:
                at = header.beside[column]
                stated = read_year(row[at].strip() if at < len(row) else "")
                if stated.oddity:
                    odd.note(stated.oddity, line.row, (row[at] if at < len(row) else "") or row[column])
                year = stated.number
                if not year:
                    continue
            if value.oddity and value.oddity != "value-spaces":
                odd.note(value.oddity, at_row, value.sign or str(value.number))
            dimension, code, words = header.cuts.get(column, ("", "", ""))
            if dimension == "BREAKDOWN":
                result.labels.setdefault(dimension, {}).setdefault(code, Text.of(words))
            parts[dimension, code].append((year, value, at_row))
        if not parts:
            continue
        result.codes.add(line.code)
        for (dimension, code), filled in parts.items():
            gathered.add(
                indicator=line.code,
                file=file,
                years=[year for year, _, _ in filled],
                values=[value.number for _, value, _ in filled],
                signs=[value.sign for _, value, _ in filled],
                rows=[at_row for _, _, at_row in filled],
                places=line.place,
                units=line.unit,
                series=line.series,
                dimensions=line.dimensions | ({dimension: code} if dimension else {}),
            )
    result.findings.extend(odd.findings())
    return result


class _Line(NamedTuple):
    row: int
    code: str
    place: str
    dimensions: dict[str, str]
    series: str = ""
    unit: str = ""


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
    return 2 * sum(cell in codes for cell in cells) > len(cells) or (len(codes) > 1 and not titled)


def _listed(
    rows: list[list[str]], header: Header, result: WideRead, country: str, wanted: str, file: str
) -> list[_Line]:
    """Rows that each name place and indicator: World Bank tables and simple national lists."""
    lines: list[_Line] = []
    unread = []
    without_code = []
    names = header.columns
    base: _Line | None = None
    others = [column for column in header.labels if column not in names.values()]
    headings = (
        {column: _heading_of(rows[header.row][column]) for column in others} if "series" in names else {}
    )
    international = {"place", "code"} <= names.keys()
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in names.items()}
        filled = _is_filled(row, header)
        if not cells.get("code"):
            # A row under its indicator: a group or territory, named in the column of groups or of names.
            label = clean(cells.get("breakdown") or cells.get("name") or cells.get("place") or "")
            kind, group = _label([label], country) if label else ("", "")
            if filled and base and label and (kind or is_total(label) or cells.get("breakdown")):
                lines.append(_group(base, number, label, kind, group, result))
            elif filled:
                without_code.append(number)
            continue
        bank = database_series().get(cells["code"])
        code = bank["indicator"] if bank else indicator_code(cells["code"])
        place = cells.get("place") or cells.get("place_name") or ""
        of = country_of(place)
        if of and wanted and of != wanted:
            result.others.add(of)
            continue
        if international and is_area_of_world(place):
            result.others.add(place)
            continue
        if not code:
            # A row without figures is a heading such as "Goal 3"; one with figures may be a group of its indicator.
            kind, group = _label([clean(cells["code"])], country)
            headed = base is not None and not _is_filled(rows[base.row - 1], header)
            if filled and base and (kind or (headed and is_total(cells["code"]))):
                lines.append(_group(base, number, clean(cells["code"]), kind, group, result))
            elif filled:
                unread.append(number)
            continue
        if not of and place:
            place = _place(place, country) if not is_total(place) else ""
        unit = cells.get("unit", "")
        unit = unit if is_code(unit) else unit_in_words(unit) or unit
        words = clean(cells.get("name", "")) or (
            "" if bank else _NUMBER.sub("", clean(cells["code"])).strip()
        )
        if not unit and not names.keys() & {"name", "unit"}:
            unit = unit_in_words(words)
        if words:
            result.names.setdefault(code, Text.of(words))
            if bank:
                result.labels.setdefault("SERIES", {}).setdefault(cells["code"], Text.of(words))
                found = _PARENTHESES.search(words)
                unit = unit or bank["unit"] or (found[1] if found else "")
        if not unit and base and base.code == code:
            unit = base.unit
        series = cells["code"] if bank else cells.get("series", "")
        line = _Line(number, code, of or place, {}, series, unit)
        for column in others:
            label = row[column].strip(" :") if column < len(row) else ""
            known = _words().get(fold(label))
            if known and known[1] and known[0] != "REF_AREA":
                line = line._replace(dimensions=line.dimensions | {known[0]: known[1]})
            elif headings.get(column) and not is_total(label):
                line = line._replace(dimensions=line.dimensions | {headings[column]: clean(label)})
        base = line
        label = clean(cells.get("breakdown", ""))
        if label and not is_total(label):
            line = _group(line, number, label, *_label([label], country), result)
        lines.append(line)
    if without_code:
        result.findings.append(
            Finding(
                code="indicators.rows-without-code",
                file=file,
                row=without_code[0],
                value=next((cell for cell in rows[without_code[0] - 1] if cell.strip()), ""),
                details={"rows": rows_text(without_code), "count": len(without_code)},
            )
        )
    if unread:
        result.findings.append(
            Finding(
                code="indicators.series-without-indicator",
                row=unread[0],
                value=rows[unread[0] - 1][names["code"]],
                details={"rows": rows_text(unread), "count": len(unread)},
            )
        )
    return lines


def _is_part_of_year(rows: list[list[str]], number: int, column: int) -> bool:
    """Whether a column has figures below a heading that names a year and is none: "I кв. 2023"."""
    if column >= len(rows[number]) or not has_year(rows[number][column]):
        return False
    below = [row[column] for row in rows[number + 1 :] if column < len(row) and row[column].strip()]
    return any(value == value for value in (read_value(cell).number for cell in below))


def _is_filled(row: list[str], header: Header) -> bool:
    """Whether a row has figures."""
    return any(column < len(row) and row[column].strip() for column in header.years)


def _heading_of(text: str) -> str:
    """The dimension that a heading of the global database names: "[Age]" is Age; "" for what is no dimension."""
    name = clean(text).strip("[]")
    return "" if fold(name) in BESIDE or fold(name) in _NO_DIMENSION else name


_NO_DIMENSION = frozenset(
    {"seriesdescription", "series description", "nature", "reporting type", "geoareaname"}
)


def _group(of: _Line, number: int, label: str, kind: str, found: str, result: WideRead) -> _Line:
    """The line of a group or territory of an indicator."""
    plain = of._replace(row=number)
    if kind == "place":
        return plain._replace(place=found)
    if kind:
        return plain._replace(dimensions=of.dimensions | {kind: found})
    if is_total(label):
        return plain._replace(dimensions={}, place="")
    result.labels.setdefault("BREAKDOWN", {}).setdefault(label, Text.of(label))
    return plain._replace(dimensions=of.dimensions | {"BREAKDOWN": label})


def _printed(
    rows: list[list[str]], header: Header, result: WideRead, country: str, default_code: str, file: str
) -> list[_Line]:
    """Rows of a printed table: title above, headings and groups within, notes below."""
    languages = _languages(rows, header, country)
    top = header.row - 1 if header.cuts and header.last == header.row else header.row
    above = [row for row in rows[:top] if any(cell.strip() for cell in row)]
    # A turned table has its title in the row of the years, before them.
    beside = [rows[header.row][column] for column in header.labels]
    if any(map(indicator_code, beside)):
        above = [*above, beside]
    code = (
        next((found for row in above for cell in row if (found := indicator_code(cell))), "") or default_code
    )
    if not code:
        result.findings.append(Finding(code="indicators.table-without-indicator", file=file))
        return []
    if above:
        result.names[code] = _texts(above[0], languages, _NUMBER)
        unit = next((row for row in above[1:] if any(cell.strip().startswith("(") for cell in row)), None)
        unit = unit or next((row for row in (*above[1:], above[0]) if any(map(unit_in_words, row))), None)
        if unit:
            result.units[code] = _texts(unit, languages, _AROUND)
    lines: list[_Line] = []
    notes: list[Text] = []
    place, group = "", ""
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        labels = [clean(row[column]) for column in header.labels if column < len(row) and row[column].strip()]
        if not labels:
            continue
        filled = _is_filled(row, header)
        if not filled:
            if lines and (_FOOTNOTE.match(labels[0]) or len(labels[0]) > 60):
                notes.append(_texts(row, languages, _NOTHING))
            else:
                place, group = "", _heading(labels, result)
            continue
        kind, found = _label(labels, country)
        if kind == "place":
            place = found
            lines.append(_Line(number, code, place, {}))
        elif kind:
            lines.append(_Line(number, code, place, {kind: found}))
        elif any(_says_total(label) for label in labels):
            lines.append(_Line(number, code, place, {}))
        else:
            name = group or "BREAKDOWN"
            shown = labels[-1] if len(labels) > 1 else labels[0]
            result.labels.setdefault(name, {})[shown] = _texts(row, languages, _NOTHING)
            lines.append(_Line(number, code, place, {name: shown}))
    if notes:
        result.notes[code] = tuple(notes)
    return lines


def _heading(labels: list[str], result: WideRead) -> str:
    """The dimension that a heading begins; "" for a territory, whose rows name themselves."""
    for label in labels:
        known = _words().get(fold(label))
        if known and not known[1]:
            return "" if known[0] == "REF_AREA" else known[0]
    name = labels[-1]
    result.labels.setdefault(name, {})
    return name


def _label(labels: list[str], country: str) -> tuple[str, str]:
    """What a label is: "place" and its code, a dimension and its code, or nothing known."""
    labels = [_OF_WHICH.sub("", label) for label in labels]
    for label in labels:
        known = _words().get(fold(label.strip(" :")))
        if known and known[1]:
            return known
    if any(country_of(label) for label in labels):
        return "place", ""
    # Labels in several languages may name two places ("Ош облусу" and "Ошская область"): most of them decide.
    places = [found for label in labels if (found := _place(label, country)) != label]
    if not places:
        return "", ""
    found = max(places, key=lambda one: (places.count(one), places.index(one)))
    return "place", "" if country_of(found) else found


def _place(label: str, country: str) -> str:
    """The code of a place by its name; the name where none is known."""
    mentions = find_places(label, country or "KAZ", cell=True)
    if not mentions and _ADJECTIVE.fullmatch(label.strip()):
        # Tables of regions leave out the word that all of them share: "Абайская" is "Абайская область".
        mentions = find_places(f"{label.strip()} область", country or "KAZ", cell=True)
    whole = [one for one in mentions if one.kind in ("region", "city", "country", "town")]
    return whole[0].code if len(whole) == 1 and len(label) < 60 else label


def _says_total(label: str) -> bool:
    """Whether a label ends or begins with a word for "all": "Доходы, всего"."""
    parts = [fold(part) for part in re.split(r"[,:–—-]", label)]
    return any(is_total(part) for part in parts if part) or is_total(label)


def _languages(rows: list[list[str]], header: Header, country: str) -> dict[int, str]:
    """The language of each column of labels, by all its words: one label alone may not show it.

    Kyrgyz shares its letters with Kazakh; in a table of Kyrgyzstan they are Kyrgyz.
    """
    found = {}
    for column in header.labels:
        language = language_of(" ".join(row[column] for row in rows if column < len(row)))
        found[column] = "ky" if language == "kk" and country == "KGZ" else language
    return found


def _texts(row: list[str], languages: dict[int, str], strip: re.Pattern[str]) -> Text:
    """One text from the columns of labels of a row, each in the language of its column."""
    found: dict[str, str] = {}
    for column, language in languages.items():
        if column < len(row):
            words = strip.sub("", clean(row[column])).strip()
            if words:
                found.setdefault(language, words)
    return Text(found)
