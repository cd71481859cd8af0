"""Print sheets, one for each goal: indicators with their breakdowns and regions, years as columns.

They are laid out as statistical offices print their tables: code, name, unit, a line for each group and
region, the signs of the source with what they mean, footnotes, source. Each figure leads to its row among the
observations, and each line names its file and rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sdgkit.indicators.places import place_of
from sdgkit.indicators.table import IndicatorRow
from sdgkit.indicators.wide_table import Figure, Line, lines_of, rows_of_line
from sdgkit.languages import clean, write_number
from sdgkit.report.draft import Cell, Column, Origin, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.tables.indicator_cells import digits_of_values, signed_text, signs_notes, unit_text
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

MOST_YEARS = 20
"""Columns of years; more are no longer read on a page of A4."""
MOST_LINES = 60
"""Lines of an indicator; air quality of forty towns by substance would fill a book."""
MOST_ROWS = 1_500
"""Lines of a sheet."""
MOST_NOTES = 9
"""Footnotes of the source at single values; the others stand on the sheet of observations."""
INDENT = "\N{EM SPACE}"


def goal_by_year(material: Material, number: int) -> Table:
    """The indicators of a goal that have figures, with groups and regions, one column per year that has one."""
    language, data = material.language, material.indicators
    found = [] if data is None else [
        (row, lines) for row in material.rows if row.goal == number and (lines := _lines(data, row.code))
    ]  # fmt: skip
    known = sorted({year for _, lines in found for line in lines for year in line.years})
    years = known[-MOST_YEARS:]
    sheet = label("sheet.observations", language)
    rows: list[Row] = []
    signs: dict[str, None] = {}
    notes: dict[str, None] = {}
    cut: list[str] = []
    several = False
    for row, lines in found:
        assert data is not None
        shown = lines[: max(0, min(MOST_LINES, MOST_ROWS - len(rows)))]
        if len(shown) < len(lines):
            cut.append(row.code)
        for line in shown:
            for year in years:
                for one in line.years.get(year, ()):
                    if one.sign:
                        signs[one.sign] = None
                    if one.note and len(notes) < MOST_NOTES:
                        notes[one.note] = None
            several = several or any(len(line.years.get(year, ())) > 1 for year in years)
        rows += _rows(material, data, row, shown, years, notes)
    made = [label("note.goal-years", language)]
    made += signs_notes(signs, language)
    if several:
        made.append(label("note.several-values", language))
    if cut:
        told_codes = ", ".join(cut)
        made.append(
            label("note.lines-left-out", language).format(most=MOST_LINES, sheet=sheet, codes=told_codes)
        )
    if len(known) > len(years):
        made.append(label("note.years-left-out", language).format(year=years[0], sheet=sheet))
    return Table(
        key=f"years-{number}",
        caption=label("caption.goal-years", language).format(
            number=number, title=material.goal_title(number)
        ),
        columns=(
            column("code", language, "code", 0.8),
            column("indicator-or-group", language, width=4.0),
            column("unit", language, width=1.5),
            *(Column(key=str(year), heading=str(year), kind="number", width=0.6) for year in years),
            column("source-rows", language, width=1.6),
        ),
        rows=tuple(rows),
        notes=tuple(made),
        source=source_line(material, [row for row, _ in found]),
        where="annex",
        sheet=label("sheet.goal-years", language).format(number=number),
        goal=number,
        frozen_columns=2,
    )


def _lines(data: Indicators, code: str) -> list[Line]:
    """The lines of an indicator that have a figure: series by series, totals, groups, regions, then the rest."""
    lines = [line for line in lines_of(data, code, own=True) if line.years]

    def order(line: Line) -> tuple[object, ...]:
        place = place_of(line.place) if line.place else None
        parts = len(line.group) + bool(line.place)
        return (
            line.series,
            line.unit,
            parts,
            bool(line.place),
            place is None,
            place.code if place else line.place,
        )

    return sorted(lines, key=order)


def _rows(
    material: Material,
    data: Indicators,
    row: IndicatorRow,
    lines: Sequence[Line],
    years: Sequence[int],
    notes: Iterable[str],
) -> Iterator[Row]:
    language = material.language
    name = material.indicator_name(row)
    told = "; ".join(note.in_language(language) for note in row.notes)
    block: tuple[str, str] | None = None
    digits = 0
    several = len({line.series for line in lines}) > 1
    # What every line has, such as women where mothers are counted, is said once, beside the name.
    alike = set.intersection(*(set(line.group) for line in lines)) if len(lines) > 1 else set()
    shared = _group(data, lines[0]._replace(place="", group=tuple(sorted(alike))), language) if alike else ""
    lines = [line._replace(group=tuple(one for one in line.group if one not in alike)) for line in lines]
    for number, line in enumerate(lines):
        whole = not line.group and not line.place
        if (line.series, line.unit) != block:
            block = (line.series, line.unit)
            digits = digits_of_values(
                [
                    one.value
                    for other in lines
                    if (other.series, other.unit) == block
                    for figures in other.years.values()
                    for one in figures
                    if one.value == one.value
                ]
            )
            series = data.name_of("series", line.series).in_language(language) or line.series
            title = (
                label("with-code", language).format(code=name, name=series) if several and series else name
            ) + (f" ({shared})" if shared else "")
            unit = data.name_of("unit", line.unit).in_language(language) or line.unit
            head = (
                cell(row.code, language, "code", goal=row.goal),
                cell(title, language, note=told if number == 0 else ""),
                cell(unit or unit_text(row, language), language),
            )
            if not whole:
                blank = (Cell(text=" "),) * (len(years) + 1)
                yield Row(
                    key=f"{row.code}/{number}/head", goal=row.goal, block=row.code, cells=(*head, *blank)
                )
        # The code stands on every line, so that filtering by it keeps an indicator together.
        group = (
            cell(row.code, language, "code"),
            cell(INDENT + _group(data, line, language), language),
            Cell(),
        )
        first = head if whole else group
        figures = (_figure(line.years.get(year, ()), digits, language, notes) for year in years)
        yield Row(
            key=f"{row.code}/{number}",
            goal=row.goal,
            block=row.code,
            cells=(*first, *figures, cell(rows_of_line(line), language)),
        )


def _group(data: Indicators, line: Line, language: str) -> str:
    """What a line is about, in words: the region, and the cells of the dimensions with their names."""
    parts = []
    if line.place:
        parts.append(data.place_name(line.place).in_language(language) or line.place)
    for dimension, code in line.group:
        name = clean(data.name_of(dimension, code).in_language(language))
        parts.append(name or f"{dimension_name(dimension, language)}: {code}")
    return ", ".join(parts)


def _figure(figures: Sequence[Figure], digits: int, language: str, notes: Iterable[str]) -> Cell:
    if not figures:
        return Cell()
    origins = tuple(Origin(file=one.file, row=one.row) for one in figures)
    texts = [
        signed_text("" if one.value != one.value else write_number(one.value, language, digits), one.sign)
        for one in figures
    ]
    if len(figures) > 1:
        return cell("; ".join(texts), language, origins=origins)
    (only,) = figures
    value = None if only.value != only.value else only.value
    note = only.note if only.note in notes else only.sign
    return cell(value, language, text=texts[0], note=note, origins=origins)
