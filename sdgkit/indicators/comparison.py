"""Comparison: national and international figures of one indicator side by side; neither overwrites the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sdgkit.agenda.code import sort_key
from sdgkit.indicators.units import factor

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

COLUMNS = (
    *("indicator", "year", "national", "international", "difference", "difference_percent", "unit", "note"),
    *("national_sign", "international_sign", "nature", "national_file", "national_row"),
    *("international_file", "international_row"),
)


def compare(national: Indicators, international: Indicators) -> pd.DataFrame:
    """The headline figures of two sources, year by year.

    Args:
        national: the country's own figures.
        international: those of an international database.

    Returns:
        One line per indicator and year that either source has, for indicators with a headline in both. The
        difference is international minus national, in the national unit; None, with the note
        "unit-differs", where the units cannot be compared.
    """
    lines = []
    for code in sorted(set(national.codes) & set(international.codes), key=sort_key):
        own, other = national.headline(code), international.headline(code)
        if own is None or other is None:
            continue
        scale = factor(other.unit, own.unit) if own.unit and other.unit else None
        mine = {point.year: point for point in own.points}
        theirs = {point.year: point for point in other.points}
        for year in sorted(mine.keys() | theirs.keys()):
            first, second = mine.get(year), theirs.get(year)
            value = None if second is None or second.value is None else second.value
            here = None if first is None or first.value is None else first.value
            difference = percent = None
            if value is not None and here is not None and scale is not None:
                difference = float(f"{value * scale - here:.10g}")
                percent = float(f"{difference / here * 100:.10g}") if here > 0 else None
            lines.append(
                (
                    code,
                    year,
                    here,
                    value,
                    difference,
                    percent,
                    own.unit,
                    "" if scale is not None else "unit-differs",
                    first.sign if first else "",
                    second.sign if second else "",
                    second.nature if second else "",
                    first.file if first else "",
                    first.row if first else None,
                    second.file if second else "",
                    second.row if second else None,
                )
            )
    numbers = dict.fromkeys(("national", "international", "difference", "difference_percent"), "float64")
    rows = {"national_row": "Int64", "international_row": "Int64"}
    return pd.DataFrame(lines, columns=list(COLUMNS)).astype(numbers | rows)
