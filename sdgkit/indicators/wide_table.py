"""Wide tables, years as columns, as a statistical office prints them; each line leads back to file and rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from sdgkit.indicators.codes import is_total, rows_text
from sdgkit.indicators.writing import number_text
from sdgkit.languages import Text

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

FIRST = ("indicator", "series", "series_name", "unit", "place", "place_name", "group", "group_name")


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
    table, positions = indicators.cells, indicators.positions(known)
    dimensions = [
        name for name in table.dimensions if len(positions) and table.different(name, positions) != [""]
    ]
    names = ["series", "unit", "place", *dimensions, "sign", "file"]
    cells = {name: table.texts(name, positions) for name in names}
    years = table.numbers["year"][positions].tolist()
    values = table.numbers["value"][positions].tolist()
    rows = table.numbers["row"][positions].tolist()
    lines: dict[tuple[str, ...], dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    origin: dict[tuple[str, ...], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, year in enumerate(years):
        parts = tuple("" if is_total(cells[name][n]) else cells[name][n] for name in dimensions)
        key = (cells["series"][n], cells["unit"][n], cells["place"][n], *parts)
        text = _written(values[n], cells["sign"][n])
        if text and text not in lines[key][year]:
            lines[key][year].append(text)
        origin[key][cells["file"][n]].append(rows[n])
    columns = sorted({year for by_year in lines.values() for year in by_year})
    found = []
    for key in sorted(
        lines, key=lambda one: (one[2] != "", one[0], one[1], one[3:] != ("",) * len(dimensions), one)
    ):
        series, unit, place, *group = key
        parted = [(name, cell) for name, cell in zip(dimensions, group, strict=True) if cell]
        found.append(
            (
                known,
                series,
                indicators.name_of("series", series),
                unit,
                place,
                indicators.place_name(place),
                ", ".join(f"{name}={cell}" for name, cell in parted),
                _joined([indicators.name_of(name, cell) for name, cell in parted]),
                *("; ".join(lines[key].get(year, [])) for year in columns),
                "; ".join(f"{file}: {rows_text(numbers)}" for file, numbers in sorted(origin[key].items())),
            )
        )
    return pd.DataFrame(found, columns=[*FIRST, *columns, "rows"])


def _written(value: float, sign: str) -> str:
    if value != value:
        return sign
    number = number_text(value)
    if sign == "()":
        return f"({number})"
    return f"{sign}{number}" if sign in ("<", ">", "≤", "≥", "<=", ">=", "~") else number + sign


def _joined(names: list[Text]) -> Text:
    if not names:
        return Text({})
    languages = set.intersection(*(set(name.languages) for name in names))
    return Text({tag: "; ".join(name.in_language(tag) for name in names) for tag in sorted(languages)})
