"""Comparison: national and international figures of one indicator side by side; neither overwrites the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sdgkit.agenda.code import sort_key
from sdgkit.indicators.indicator import Headline
from sdgkit.indicators.units import factor, unit_in_words

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

INTERNATIONAL = frozenset({"unsd", "world-bank"})
"""Formats in which only international databases publish."""

COLUMNS = (
    *("indicator", "year", "national", "international", "difference", "difference_percent", "unit", "note"),
    *("national_sign", "international_sign", "nature", "national_file", "national_row"),
    *("international_file", "international_row"),
)


def national_first(sources: Sequence[Indicators]) -> list[Indicators]:
    """The sources with the national one first: the first that is not in the format of an international database.

    Example:
        >>> national_first([])
        []
    """
    own = next((one for one in sources if one.kind not in INTERNATIONAL), None)
    if own is None:
        return list(sources)
    return [own, *(one for one in sources if one is not own)]


def _unit(source: Indicators, headline: Headline) -> str:
    """The code of a unit, also where only the name of the unit, of the series or of the indicator says it."""
    if headline.unit:
        return headline.unit
    texts = (headline.unit_name, headline.series_name, source.indicator(headline.indicator).name)
    words = (word for text in texts for word in text.root.values())
    return next(filter(None, map(unit_in_words, words)), "")


def compare(national: Indicators, international: Indicators) -> pd.DataFrame:
    """The headline figures of two sources, year by year.

    Args:
        national: the country's own figures.
        international: those of an international database.

    Returns:
        One line per indicator and year that either source has, for indicators with a headline in both. The
        difference is international minus national, in the national unit; None, with the note
        "unit-differs" or "unit-unknown", where the units cannot be compared.
    """
    lines = []
    for code in sorted(set(national.codes) & set(international.codes), key=sort_key):
        own, other = national.headline(code), international.headline(code)
        if own is None or other is None:
            continue
        here_unit = _unit(national, own)
        there_unit = _unit(international, other)
        scale = factor(there_unit, here_unit) if here_unit and there_unit else None
        note = "" if scale is not None else "unit-differs" if here_unit and there_unit else "unit-unknown"
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
                    note,
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
