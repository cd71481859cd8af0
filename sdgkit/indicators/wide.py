"""Wide tables, years as columns: the printed tables of a statistical office and those of the World Bank.

A sheet is understood from its own words: a row of years is its header, the title above names the
indicator, columns before the years hold labels in one or several languages. A row with a label and no
figures begins a group ("Sex", "By territory"); a label that names the country, a region, a sex or an area
is known as such, any other is a group of the last heading. Rows below the figures are notes. The signs
of statisticians ("-", "…", "(*)", "(26,5)", "12.5 1)") are kept.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import NamedTuple

from sdgkit.findings import Finding
from sdgkit.indicators.codes import (
    database_series,
    indicator_code,
    is_code,
    is_total,
    is_whole_country,
    rows_text,
)
from sdgkit.indicators.headings import BESIDE, HEADINGS, NAMED
from sdgkit.indicators.labels import (
    NUMBER_BEFORE,
    group_of,
    is_of_which,
    is_plan_label,
    meaning_of,
    place_named,
    says_total,
)
from sdgkit.indicators.merged_cells import Merged, filled_down
from sdgkit.indicators.observations import Gathered
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_named, country_of, is_area_of_world
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import DOUBTFUL, Value, read_value
from sdgkit.indicators.wide_header import CODE_ALONE, Cuts, Header, year_in
from sdgkit.indicators.years import has_year, is_plan, read_year
from sdgkit.languages import Text, clean, fold, language_of

_FOOTNOTE = re.compile(r"^\s*(?:[*¹²³⁴⁵]|\d\s*\)?\s?[^\d\s.,)])")
_NOTE = re.compile(
    r"(?:источники?(?: данных| информации)?|примечани[ея]|контакт\w*|(?:ответственн\w+ )?исполнител[ьи]|ответственн\w+"
    r"|дереккөз\w*|деректер көзі|ескерт\w+|байланыс\w*|орындаушы\w*|булагы|эскертүү|sources?|notes?|contacts?"
    r"|remarques?|quellen?|anmerkung\w*|fuentes?|notas?|manba|izoh)\s*[:.]|(?:тел|tel)\.",
    re.I,
)
"""A line about the source or the people behind a table; without a colon it may be a group: "Источники воды"."""
_NOTHING = re.compile("(?!)")
_AROUND = re.compile(r"^[\s(]+|[\s)]+$")
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
        lines = _listed(rows, header, result, country, wanted, file, odd)
    else:
        lines = _printed(rows, header, result, country, default_code, file, odd)
    for heading in rows[header.row]:
        oddity = year_in(heading).oddity
        # A footnote's mark at a heading is kept by the sheet's own notes.
        if oddity in ("year-split", "year-plan", "year-begin"):
            odd.note(oddity, header.row + 1, heading)
        elif header.beside and is_plan(heading):
            odd.note("year-plan", header.row + 1, heading)
    for column in range(before, len(rows[header.row])):
        if column not in (*header.years, *header.beside.values()) and _is_of_figures(rows, header, column):
            odd.note("columns-unknown", header.row + 1, clean(rows[header.row][column]))
    for column, heading in enumerate(rows[header.row]):
        if (
            column not in (*header.labels, *header.years)
            and year_in(heading).oddity == "years-unread"
            and has_year(heading)
        ):
            odd.note("columns-unread", header.row + 1, heading)
    wording = {n: clean(one) for n, one in enumerate(rows[header.row]) if year_in(one).oddity == "year-begin"}
    over = {column: _with_places(cut, country) for column, cut in header.cuts.items()}
    for line in lines:
        row = rows[line.row - 1]
        parts: dict[Cuts, list[tuple[int, Value, int, str]]] = defaultdict(list)
        for column, year in header.years.items():
            value = read_value(row[column]) if column < len(row) else None
            if value is None or (value.number != value.number and not value.sign):
                continue
            at_row = column + 1 if turned else line.row
            note = wording.get(column, "")
            if column in header.beside:
                at = header.beside[column]
                stated = read_year(row[at].strip() if at < len(row) else "")
                if stated.oddity:
                    odd.note(stated.oddity, line.row, (row[at] if at < len(row) else "") or row[column])
                if stated.oddity == "year-begin":
                    note = clean(row[at])
                year = stated.number
                if not year:
                    continue
            if value.oddity and value.oddity != "value-spaces":
                odd.note(value.oddity, at_row, row[column].strip())
            if DOUBTFUL.fullmatch(row[column].strip()):
                odd.note("value-point-doubtful", at_row, row[column].strip())
            cut = over.get(column, ())
            for dimension, code, words in cut:
                if dimension == "BREAKDOWN":
                    result.labels.setdefault(dimension, {}).setdefault(code, Text.of(words))
            parts[cut].append((year, value, at_row, note))
        if not parts:
            continue
        for cut, filled in parts.items():
            code = next((code for dimension, code, _ in cut if dimension == "code"), "") or line.code
            if not code:
                continue
            result.codes.add(code)
            notes = [note for _, _, _, note in filled]
            gathered.add(
                indicator=code,
                file=file,
                years=[year for year, _, _, _ in filled],
                values=[value.number for _, value, _, _ in filled],
                signs=[value.sign for _, value, _, _ in filled],
                rows=[at_row for _, _, at_row, _ in filled],
                places=next((code for dimension, code, _ in cut if dimension == "place"), "") or line.place,
                units=line.unit,
                series=line.series,
                notes=notes if any(notes) else "",
                dimensions=line.dimensions | _cells_of(cut, line.dimensions),
            )
    if "value-decimal-comma" not in odd:
        odd.forget("value-point-doubtful")
    result.findings.extend(odd.findings())
    return result


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
    """The groups of a column with those that are places known as such; the country itself is no group."""
    found = []
    for dimension, code, words in cut:
        kind, place = meaning_of([words], country) if dimension == "BREAKDOWN" else ("", "")
        if kind != "place":
            found.append((dimension, code, words))
        elif place:
            found.append(("place", place, words))
    return tuple(found)


def _cells_of(cut: Cuts, beside: dict[str, str]) -> dict[str, str]:
    """The cells of the groups of a column; several groups that have no dimension of their own stand in one cell."""
    cells: dict[str, str] = {}
    for dimension, code, _ in cut:
        if dimension in ("place", "code"):
            continue
        over = cells.get(dimension) or (beside.get(dimension, "") if dimension == "BREAKDOWN" else "")
        cells[dimension] = f"{over}, {code}" if over and dimension == "BREAKDOWN" else code
    return cells


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
    alone = any(CODE_ALONE.fullmatch(cell) for cell in codes) or cells[0] in codes
    return 2 * sum(cell in codes for cell in cells) > len(cells) or ((len(codes) > 1 or alone) and not titled)


def _listed(
    rows: list[list[str]],
    header: Header,
    result: WideRead,
    country: str,
    wanted: str,
    file: str,
    odd: OddCells,
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
    several = _named_differently(rows, header, country)
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        cells = {name: row[column].strip() if column < len(row) else "" for name, column in names.items()}
        filled = _is_filled(row, header)
        said = [row[n].strip() for n in header.labels if n < len(row) and is_plan_label(row[n])]
        if said:
            if filled:
                odd.note("year-plan", number, said[0])
            continue
        if not cells.get("code") and _is_of_the_same(row, cells, base, others, rows):
            odd.note(
                "cells-carried",
                number,
                next(row[n].strip() for n in others if n < len(row) and row[n].strip()),
            )
            cells["code"], cells["name"] = rows[base.row - 1][names["code"]].strip() if base else "", ""
        if not cells.get("code"):
            # A row under its indicator: a group or territory, named in the column of groups or of names.
            label = clean(cells.get("breakdown") or cells.get("name") or cells.get("place") or "")
            kind, group = meaning_of([label], country) if label else ("", "")
            if filled and base and label and (kind or is_total(label) or cells.get("breakdown")):
                lines.append(_group(base, number, label, kind, group, result))
            elif filled:
                without_code.append(number)
            continue
        bank = database_series().get(cells["code"])
        code = bank["indicator"] if bank else indicator_code(cells["code"])
        place = cells.get("place") or cells.get("place_name") or ""
        of = country_of(place) or country_named(place)
        if of and wanted and of != wanted:
            result.others.add(of)
            continue
        if international and is_area_of_world(place):
            result.others.add(place)
            continue
        if not code:
            # A row without figures is a heading such as "Goal 3"; one with figures may be a group of its indicator.
            kind, group = meaning_of([clean(cells["code"])], country)
            headed = base is not None and not _is_filled(rows[base.row - 1], header)
            if filled and base and (kind or (headed and is_total(cells["code"]))):
                lines.append(_group(base, number, clean(cells["code"]), kind, group, result))
            elif filled:
                unread.append(number)
            continue
        in_place = group_of(place)
        if not of and place:
            place = "" if is_total(place) or in_place[1] else place_named(place, country)
        unit = cells.get("unit", "")
        unit = unit if is_code(unit) else unit_in_words(unit) or unit
        words = clean(cells.get("name", "")) or (
            "" if bank else NUMBER_BEFORE.sub("", clean(cells["code"])).strip()
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
        own = meaning_of([words], country) if words and "name" in names else ("", "")
        if not series and code in several and words and not own[0] and not is_total(words):
            series = words
            result.labels.setdefault("SERIES", {}).setdefault(words, Text.of(words))
        line = _Line(number, code, of or place, dict([in_place]) if in_place[1] else {}, series, unit)
        if own[0] and code in several:
            line = _group(line, number, words, *own, result)
        for column in others:
            label = row[column].strip(" :") if column < len(row) else ""
            known = group_of(label)
            if known[1] and known[0] != "REF_AREA":
                line = line._replace(dimensions=line.dimensions | {known[0]: known[1]})
            elif (
                (own := group_of(rows[header.row][column])) and own[0] not in ("", "REF_AREA") and not own[1]
            ):
                if label and not is_total(label):
                    line = line._replace(dimensions=line.dimensions | {own[0]: clean(label)})
                    result.labels.setdefault(own[0], {}).setdefault(clean(label), Text.of(clean(label)))
            elif headings.get(column) and not is_total(label):
                line = line._replace(dimensions=line.dimensions | {headings[column]: clean(label)})
        base = line
        label = clean(cells.get("breakdown", ""))
        if label and not is_total(label):
            line = _group(line, number, label, *meaning_of([label], country), result)
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


def _named_differently(rows: list[list[str]], header: Header, country: str) -> set[str]:
    """Indicators whose code stands in several rows with different names: groups of it, or series of its own."""
    if not {"code", "name"} <= header.columns.keys():
        return set()
    at = (header.columns["code"], header.columns["name"])
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows[header.end + 1 :]:
        code, name = (row[n].strip() if n < len(row) else "" for n in at)
        if code and name and (known := indicator_code(code)) and _is_filled(row, header):
            found[known].add(fold(name))
    return {code for code, names in found.items() if len(names) > 1}


def _is_of_the_same(
    row: list[str], cells: dict[str, str], base: _Line | None, others: list[int], rows: list[list[str]]
) -> bool:
    """Whether a row without code and name surely is of the indicator above: it follows at once, and names a group."""
    if (
        base is None
        or cells.get("name")
        or cells.get("place")
        or cells.get("place_name")
        or cells.get("breakdown")
    ):
        return False
    labels = [row[n].strip() for n in others if n < len(row) and row[n].strip()]
    above = rows[base.row - 1 : base.row + 1]
    return bool(labels) and all(any(cell.strip() for cell in one) for one in above)


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
    rows: list[list[str]],
    header: Header,
    result: WideRead,
    country: str,
    default_code: str,
    file: str,
    odd: OddCells,
) -> list[_Line]:
    """Rows of a printed table: title above, headings and groups within, notes below."""
    columns, constant = _columns_of_labels(rows, header)
    languages = _languages(rows, columns, country)
    top = header.row - 1 if header.cuts and header.last == header.row else header.row
    above = [row for row in rows[:top] if any(cell.strip() for cell in row)]
    # A turned table has its title in the row of the years, before them.
    beside = [rows[header.row][column] for column in header.labels]
    if any(map(indicator_code, beside)):
        above = [*above, beside]
    titled = next((row for row in above if any(map(indicator_code, row))), above[0] if above else [])
    code = next((found for cell in titled if (found := indicator_code(cell))), "") or default_code
    across = {found: words for cut in header.cuts.values() for kind, found, words in cut if kind == "code"}
    if not code and not across:
        result.findings.append(Finding(code="indicators.table-without-indicator", file=file))
        return []
    for found, words in across.items():
        result.names[found] = Text.of(NUMBER_BEFORE.sub("", words).strip() or words)
        if unit_in_words(words):
            result.units[found] = Text.of(words)
    if above and code:
        result.names[code] = _texts(titled, languages, NUMBER_BEFORE)
        if not result.names[code] and (named := next(filter(indicator_code, titled), "")):
            # The title stands over columns that name nothing, such as codes of a register.
            result.names[code] = Text.of(NUMBER_BEFORE.sub("", clean(named)).strip())
        others = [row for row in above if row is not titled]
        unit = next((row for row in others if any(cell.strip().startswith("(") for cell in row)), None)
        unit = unit or next((row for row in (*others, titled) if any(map(unit_in_words, row))), None)
        if unit:
            result.units[code] = _texts(unit, languages, _AROUND) or Text.of(
                next(filter(unit_in_words, unit))
            )
    if code not in result.units and (words := next(filter(unit_in_words, constant), "")):
        result.units[code] = Text.of(words)
    lines: list[_Line] = []
    notes: list[Text] = []
    block: dict[str, str] = {}
    within, place, group = "", "", ""
    """The place and the groups that a row of its own names for those below it; the place and the heading last met."""
    after_place = False
    dimensions = _dimensions_of(rows, header)
    if dimensions:
        return _composed(rows, header, dimensions, code, country, result, odd)
    heads, repeated = _rows_that_head(rows, header, columns, country)
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        labels = [clean(row[column]) for column in columns if column < len(row) and row[column].strip()]
        if not labels:
            continue
        kind, found = meaning_of(labels, country)
        if not _is_filled(row, header):
            if lines and (_FOOTNOTE.match(labels[0]) or _NOTE.match(labels[0]) or len(labels[0]) > 60):
                notes.append(_texts(row, languages, _NOTHING))
            elif number not in heads:
                continue
            elif kind == "place" and not after_place:
                within, place, group = found, found, ""
            elif kind and kind != "place":
                block, group = block | {kind: found}, ""
            elif any(is_total(label) for label in labels):
                block, group = {}, ""
            else:
                # "By sex" under every region is of the region, once below all of them of the country.
                place, group = place if number in repeated else within, _heading(labels, result)
            continue
        after_place = kind == "place"
        if _NOTE.match(labels[0]) or (notes and not kind and _NOTE.match(str(notes[-1]))):
            # A number in a line about source or contacts is no figure.
            notes.append(Text.of(" ".join(clean(cell) for cell in row if cell.strip())))
        elif any(map(is_plan_label, labels)):
            odd.note("year-plan", number, labels[0])
        elif kind == "place":
            place = found
            lines.append(_Line(number, code, place, dict(block)))
        elif kind:
            lines.append(_Line(number, code, place, block | {kind: found}))
        elif any(says_total(label) or is_whole_country(label) for label in labels):
            # A total below a territory with figures of its own is not of that territory.
            place = "" if any(map(is_whole_country, labels)) else within
            lines.append(_Line(number, code, place, dict(block)))
        else:
            name = group or "BREAKDOWN"
            shown = labels[-1] if len(labels) > 1 else labels[0]
            result.labels.setdefault(name, {})[shown] = _texts(row, languages, _NOTHING)
            lines.append(_Line(number, code, place, block | {name: shown}))
    if notes:
        result.notes[code] = tuple(notes)
    return lines


def _dimensions_of(rows: list[list[str]], header: Header) -> dict[int, str]:
    """Column of labels -> what its heading names, where they name different things: "Region", "Sex", "Age".

    Columns with the same labels in several languages do not; of them nothing is returned.
    """
    found = {}
    for column in header.labels:
        heading = fold(rows[header.row][column]) if column < len(rows[header.row]) else ""
        if heading in NAMED["place_name"] or heading in HEADINGS["place"]:
            found[column] = "place"
        elif heading and heading not in BESIDE and heading not in HEADINGS["unit"]:
            dimension, code = group_of(heading)
            found[column] = dimension if not code else ""
    known = {name for name in found.values() if name}
    if len(known) < 2:
        return {}
    return {column: name or clean(rows[header.row][column]) for column, name in found.items()}


def _composed(
    rows: list[list[str]],
    header: Header,
    dimensions: dict[int, str],
    code: str,
    country: str,
    result: WideRead,
    odd: OddCells,
) -> list[_Line]:
    """Rows whose place and groups stand in a column each; blank cells before the first filled repeat those above."""
    lines: list[_Line] = []
    above: dict[int, str] = {}
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        cells = {column: clean(row[column]) if column < len(row) else "" for column in dimensions}
        if not any(cells.values()):
            above = {}
            continue
        begin = next(column for column, cell in cells.items() if cell)
        cells = {n: above.get(n, "") if n < begin and not cell else cell for n, cell in cells.items()}
        above = cells
        if not _is_filled(row, header):
            continue
        if any(map(is_plan_label, cells.values())):
            odd.note("year-plan", number, next(filter(is_plan_label, cells.values())))
            continue
        place, groups = "", {}
        for column, cell in cells.items():
            kind, found = meaning_of([cell], country) if cell else ("", "")
            if kind == "place":
                place = found or place
            elif kind:
                groups[kind] = found
            elif cell and not says_total(cell) and not is_whole_country(cell):
                name = dimensions[column] if dimensions[column] != "place" else "BREAKDOWN"
                groups[name] = cell
                result.labels.setdefault(name, {}).setdefault(cell, Text.of(cell))
        lines.append(_Line(number, code, place, groups))
    return lines


def _rows_that_head(
    rows: list[list[str]], header: Header, columns: list[int], country: str
) -> tuple[set[int], set[int]]:
    """Rows without figures that are headings over what follows; of them those that are repeated, by number.

    A region or group that merely has no figures is none: its label has figures elsewhere, one of its kind follows, or
    it is repeated and a territory follows. Nor is a line that only says "of which".
    """
    labelled = []
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        labels = [clean(row[column]) for column in columns if column < len(row) and row[column].strip()]
        if labels:
            labelled.append((number, labels, _is_filled(row, header)))
    with_figures = {fold(labels[0]) for _, labels, filled in labelled if filled}
    times = Counter(fold(labels[0]) for _, labels, filled in labelled if not filled)
    heads: set[int] = set()
    repeated: set[int] = set()
    for n, (number, labels, filled) in enumerate(labelled):
        if filled or fold(labels[0]) in with_figures or is_of_which(labels[0]):
            continue
        kind = meaning_of(labels, country)[0]
        follows = meaning_of(labelled[n + 1][1], country)[0] if n + 1 < len(labelled) else ""
        several = times[fold(labels[0])] > 1
        if kind and (kind == follows or (kind != "place" and several and follows == "place")):
            continue
        heads.add(number)
        if several:
            repeated.add(number)
    return heads, repeated


def _columns_of_labels(rows: list[list[str]], header: Header) -> tuple[list[int], list[str]]:
    """The columns before the years that tell the rows apart, and the texts of those that say the same in each.

    A column of units or periods is the latter; one of numbers ("1700") is a register's code of what another one names.
    """
    body = [row for row in rows[header.end + 1 :] if _is_filled(row, header)]
    cells = {
        column: [row[column].strip() for row in body if column < len(row) and row[column].strip()]
        for column in header.labels
    }
    same = {
        n for n, texts in cells.items() if len(body) > 1 and len(texts) == len(body) and len(set(texts)) == 1
    }
    numbers = {n for n, texts in cells.items() if texts and all(text.isdecimal() for text in texts)}
    kept = [column for column in header.labels if column not in same | numbers]
    if not kept:
        return header.labels, []
    return kept, [cells[n][0] for n in sorted(same)]


def _heading(labels: list[str], result: WideRead) -> str:
    """The dimension that a heading begins; "" for a territory, whose rows name themselves."""
    for label in labels:
        known = group_of(label)
        if known[0] and not known[1]:
            return "" if known[0] == "REF_AREA" else known[0]
    name = labels[-1].rstrip(" :")
    result.labels.setdefault(name, {})
    return name


def _languages(rows: list[list[str]], columns: list[int], country: str) -> dict[int, str]:
    """The language of each column of labels, by all its words: one label alone may not show it.

    Kyrgyz shares its letters with Kazakh; in a table of Kyrgyzstan they are Kyrgyz.
    """
    found = {}
    for column in columns:
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
