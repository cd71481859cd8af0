"""Printed tables: the title above names the indicator, headings and groups stand within, notes below.

Each row is of the country, a region or a group. A row without figures may be a heading over those that follow; where
several columns of labels each name a dimension of their own, they are read each for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code, is_total, is_whole_country
from sdgkit.indicators.headings import BESIDE, HEADINGS, NAMED
from sdgkit.indicators.labels import (
    NUMBER_BEFORE,
    group_of,
    is_of_which,
    is_plan_label,
    meaning_of,
    says_total,
)
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.places import country_of
from sdgkit.indicators.units import unit_in_words
from sdgkit.indicators.values import read_value
from sdgkit.indicators.wide_header import Header
from sdgkit.indicators.wide_line import Line, WideRead, is_filled
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


def printed_lines(
    rows: list[list[str]],
    header: Header,
    result: WideRead,
    country: str,
    default_code: str,
    file: str,
    odd: OddCells,
) -> list[Line]:
    """Rows of a printed table: title above, headings and groups within, notes below."""
    columns, constant = _columns_of_labels(rows, header)
    languages = _languages(rows, columns, country)
    code = _titled(rows, header, result, languages, default_code)
    if code is None:
        result.findings.append(Finding(code="indicators.table-without-indicator", file=file))
        return []
    if code not in result.units and (words := next(filter(unit_in_words, constant), "")):
        result.units[code] = Text.of(words)
    dimensions = dimensions_headed(rows, header.row, header.labels, header.end + 1)
    if dimensions:
        return _composed(rows, header, dimensions, code, country, result, odd)
    heads, repeated = _rows_that_head(rows, header, columns, country)
    body = _Body(code, languages, result, odd, heads, repeated)
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        labels = [clean(row[column]) for column in columns if column < len(row) and row[column].strip()]
        if labels:
            kind, found = meaning_of(labels, country)
            (body.figures if is_filled(row, header) else body.words)(number, row, labels, kind, found)
    if body.notes:
        result.notes[code] = tuple(body.notes)
    return body.lines


def _titled(
    rows: list[list[str]], header: Header, result: WideRead, languages: dict[int, str], default_code: str
) -> str | None:
    """The indicator that the title names, "" where only headings name some; its name and unit are kept.

    None where nothing names an indicator.
    """
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
        return None
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
    return code


class _Body:
    """The rows below the headings: figures, and rows of words that say what those below them are of."""

    def __init__(
        self,
        code: str,
        languages: dict[int, str],
        result: WideRead,
        odd: OddCells,
        heads: Collection[int],
        repeated: Collection[int],
    ) -> None:
        self.lines: list[Line] = []
        self.notes: list[Text] = []
        self._code, self._languages, self._result, self._odd = code, languages, result, odd
        self._heads, self._repeated = heads, repeated
        self._block: dict[str, str] = {}
        """The groups that rows of their own name for those below them."""
        self._within = ""
        """The place that a row of its own names for those below it."""
        self._place = ""
        self._group = ""
        """The place and the heading last met."""
        self._after_place = False

    def words(self, number: int, row: list[str], labels: list[str], kind: str, found: str) -> None:
        """Read a row without figures: a note, or what the rows below are of."""
        if self.lines and (_FOOTNOTE.match(labels[0]) or _NOTE.match(labels[0]) or len(labels[0]) > 60):
            self.notes.append(_texts(row, self._languages, _NOTHING))
        elif number not in self._heads:
            return
        elif kind == "place" and not self._after_place:
            self._within, self._place, self._group = found, found, ""
        elif kind and kind != "place":
            self._block, self._group = self._block | {kind: found}, ""
        elif any(is_total(label) for label in labels):
            self._block, self._group = {}, ""
        else:
            # "By sex" under every region is of the region, once below all of them of the country.
            self._place = self._place if number in self._repeated else self._within
            self._group = _heading(labels, self._result)

    def figures(self, number: int, row: list[str], labels: list[str], kind: str, found: str) -> None:
        """Read a row with figures."""
        self._after_place = kind == "place"
        if _NOTE.match(labels[0]) or (self.notes and not kind and _NOTE.match(str(self.notes[-1]))):
            # A number in a line about source or contacts is no figure.
            self.notes.append(Text.of(" ".join(clean(cell) for cell in row if cell.strip())))
        elif any(map(is_plan_label, labels)):
            self._odd.note("year-plan", number, labels[0])
        elif kind == "place":
            self._place = found
            self._add(number, {})
        elif kind:
            self._add(number, {kind: found})
        elif any(says_total(label) or is_whole_country(label) for label in labels):
            # A total below a territory with figures of its own is not of that territory.
            self._place = "" if any(map(is_whole_country, labels)) else self._within
            self._add(number, {})
        else:
            name = self._group or "BREAKDOWN"
            shown = labels[-1] if len(labels) > 1 else labels[0]
            self._result.labels.setdefault(name, {})[shown] = _texts(row, self._languages, _NOTHING)
            self._add(number, {name: shown})

    def _add(self, number: int, groups: dict[str, str]) -> None:
        self.lines.append(Line(number, self._code, self._place, self._block | groups))


def dimensions_headed(rows: list[list[str]], at: int, labels: Iterable[int], below: int) -> dict[int, str]:
    """Column of labels -> what it names, where the columns name different things: "Region", "Sex", "Age".

    Columns with the same labels in several languages do not; of them nothing is returned.

    Args:
        rows: the rows of the table.
        at: the row of headings.
        labels: the columns of labels.
        below: the first row below the headings.
    """
    found = {}
    for column in labels:
        heading = fold(rows[at][column]) if column < len(rows[at]) else ""
        if heading in NAMED["place_name"] or heading in HEADINGS["place"]:
            found[column] = "place"
        elif heading and heading not in BESIDE and heading not in HEADINGS["unit"]:
            dimension, code = group_of(heading)
            found[column] = dimension if not code else ""
    known = {name for name in found.values() if name}
    if len(known) == 1:
        of = next(column for column, name in found.items() if name)
        known |= {str(n) for n, name in found.items() if not name and _differ(rows[below:], of, n)}
    if len(known) < 2:
        return {}
    return {column: name or clean(rows[at][column]) for column, name in found.items()}


def _differ(rows: list[list[str]], one: int, other: int) -> bool:
    """Whether two columns of labels say different things: the same cell of one stands with several of the other."""
    pairs = {
        (fold(row[one]), fold(row[other]))
        for row in rows
        if max(one, other) < len(row) and row[one].strip() and row[other].strip()
    }
    firsts, seconds = {first for first, _ in pairs}, {second for _, second in pairs}
    words = [second for second in seconds if read_value(second).number != read_value(second).number]
    return len(firsts) < len(pairs) and 2 * len(words) > len(seconds)


def place_and_groups(
    cells: Mapping[int, str], dimensions: Mapping[int, str], country: str, result: WideRead
) -> tuple[str, dict[str, str]]:
    """The place and the groups of a row whose columns of labels each name a thing of their own.

    Args:
        cells: column -> label.
        dimensions: column -> what it names.
        country: alpha-3 code, by which names of regions are understood.
        result: takes the labels of groups.
    """
    place, groups = "", {}
    for column, cell in cells.items():
        kind, found = meaning_of([cell], country) if cell else ("", "")
        if kind == "place":
            # A region in a country, in whatever order they stand.
            place = found if not place or country_of(place) else place
        elif kind:
            groups[kind] = found
        elif cell and not says_total(cell) and not is_whole_country(cell):
            name = dimensions[column] if dimensions[column] != "place" else "BREAKDOWN"
            groups[name] = cell
            result.labels.setdefault(name, {}).setdefault(cell, Text.of(cell))
    return place, groups


def _composed(
    rows: list[list[str]],
    header: Header,
    dimensions: dict[int, str],
    code: str,
    country: str,
    result: WideRead,
    odd: OddCells,
) -> list[Line]:
    """Rows whose place and groups stand in a column each; blank cells before the first filled repeat those above."""
    lines: list[Line] = []
    above: dict[int, str] = {}
    for number, row in enumerate(rows[header.end + 1 :], header.end + 2):
        cells = {column: clean(row[column]) if column < len(row) else "" for column in dimensions}
        if not any(cells.values()):
            above = {}
            continue
        begin = next(column for column, cell in cells.items() if cell)
        cells = {n: above.get(n, "") if n < begin and not cell else cell for n, cell in cells.items()}
        above = cells
        if not is_filled(row, header):
            continue
        if any(map(is_plan_label, cells.values())):
            odd.note("year-plan", number, next(filter(is_plan_label, cells.values())))
            continue
        place, groups = place_and_groups(cells, dimensions, country, result)
        lines.append(Line(number, code, place, groups))
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
            labelled.append((number, labels, is_filled(row, header)))
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
    body = [row for row in rows[header.end + 1 :] if is_filled(row, header)]
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
