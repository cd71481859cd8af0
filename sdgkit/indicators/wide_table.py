"""Wide tables, years as columns, as a statistical office prints them; each line leads back to file and rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from sdgkit.indicators.codes import is_total, rows_text
from sdgkit.indicators.values import BEFORE
from sdgkit.indicators.writing import number_text
from sdgkit.languages import Text

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

FIRST = ("indicator", "series", "series_name", "unit", "place", "place_name", "group", "group_name")


class Figure(NamedTuple):
    """A value with the sign of its publisher and where it stands."""

    value: float
    """NaN where the sign stands alone."""
    sign: str
    file: str
    row: int
    note: str = ""
    """Footnote of the source at this value."""


class Line(NamedTuple):
    """A line of a wide table: one series, unit, place and group over the years."""

    series: str
    unit: str
    place: str
    """ "" for the whole country."""
    group: tuple[tuple[str, str], ...]
    """Dimensions and cells that are no total."""
    years: dict[int, list[Figure]]
    """Year -> its figures, each different one once; a sign without a value counts as one."""
    rows: dict[str, list[int]]
    """File -> all its rows that the line was made from."""


def lines_of(indicators: Indicators, code: str, *, own: bool = False) -> list[Line]:
    """The lines of one indicator; the whole country and totals come first.

    Args:
        indicators: the source.
        code: the indicator.
        own: only the country's own figures, where the source has international ones beside them.
    """
    known = indicators.indicator(code).code
    table = indicators.cells
    positions = indicators.own_positions(known) if own else indicators.positions(known)
    dimensions = [
        name for name in table.dimensions if len(positions) and table.different(name, positions) != [""]
    ]
    cells = {
        name: table.texts(name, positions)
        for name in ("series", "unit", "place", *dimensions, "sign", "file", "note")
    }
    years = table.numbers["year"][positions].tolist()
    values = table.numbers["value"][positions].tolist()
    rows = table.numbers["row"][positions].tolist()
    totals = {name: {cell for cell in set(cells[name]) if is_total(cell)} for name in dimensions}
    found: dict[tuple[str, ...], dict[int, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    origin: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, year in enumerate(years):
        parts = tuple("" if cells[name][n] in totals[name] else cells[name][n] for name in dimensions)
        key = (cells["series"][n], cells["unit"][n], cells["place"][n], *parts)
        figure = Figure(values[n], cells["sign"][n], cells["file"][n], rows[n], cells["note"][n])
        said = found[key][year]
        if (figure.value == figure.value or figure.sign) and not any(_alike(figure, one) for one in said):
            said.append(figure)
        origin[key][figure.file].append(figure.row)
    whole = ("",) * len(dimensions)
    return [
        Line(
            key[0],
            key[1],
            key[2],
            tuple((name, cell) for name, cell in zip(dimensions, key[3:], strict=True) if cell),
            {year: figures for year, figures in found[key].items() if figures},
            dict(sorted(origin[key].items())),
        )
        for key in sorted(found, key=lambda one: (one[2] != "", one[0], one[1], one[3:] != whole, one))
    ]


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same; a missing value equals a missing value, which NaN does not."""
    missing = one.value != one.value and other.value != other.value
    return one.sign == other.sign and (missing or one.value == other.value)


def wide_table(indicators: Indicators, code: str) -> pd.DataFrame:
    """The observations of one indicator, one line per series, unit, place and group, years as columns.

    Args:
        indicators: the source.
        code: the indicator.

    Returns:
        The columns of `FIRST` (names are `Text`, `group` is "SEX=F, AGE=Y15T24", "" for the total), one
        column per year with the figure as it was published, signs included (contradicting figures both, with
        a semicolon between), and `rows`: the file and the rows that the line was made from. The whole country
        and totals come first.
    """
    known = indicators.indicator(code).code
    lines = lines_of(indicators, known)
    columns = sorted({year for line in lines for year in line.years})
    found = [
        (
            known,
            line.series,
            indicators.name_of("series", line.series),
            line.unit,
            line.place,
            indicators.place_name(line.place),
            ", ".join(f"{name}={cell}" for name, cell in line.group),
            _joined([indicators.name_of(name, cell) for name, cell in line.group]),
            *("; ".join(_written(one) for one in line.years.get(year, [])) for year in columns),
            rows_of_line(line),
        )
        for line in lines
    ]
    return pd.DataFrame(found, columns=[*FIRST, *columns, "rows"])


def rows_of_line(line: Line) -> str:
    """The files and rows of a line: "a.csv: 2–9; b.csv: 4, 6"."""
    return "; ".join(f"{file}: {rows_text(numbers)}" for file, numbers in line.rows.items())


def _written(figure: Figure) -> str:
    value, sign = figure.value, figure.sign
    if value != value:
        return sign
    number = number_text(value)
    if sign == "()":
        return f"({number})"
    if sign in BEFORE:
        return sign + number
    # A letter at a number would read as a part of it.
    return f"{number} {sign}" if sign.isalpha() else number + sign


def _joined(names: list[Text]) -> Text:
    if not names:
        return Text({})
    languages = set.intersection(*(set(name.languages) for name in names))
    return Text({tag: "; ".join(name.in_language(tag) for name in names) for tag in sorted(languages)})
