"""Disaggregations that an indicator asks for, against those that a source has.

What the wording of a global indicator asks for ("by sex, age and persons with disabilities", or two parts such as
parliament and local government) is in `disaggregations.csv`, in the dimensions of the global SDMX structure;
COMPOSITE_BREAKDOWN stands for everything that has no dimension of its own, and `as_series` says where it is usually
published as series of their own. For national indicators the English
wording of the source is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from sdgkit.indicators.groups import PLACE
from sdgkit.languages import fold
from sdgkit.tables import rows_of

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

WORDS: dict[str, tuple[str, ...]] = {
    "SEX": ("sex", "gender"),
    "AGE": ("age",),
    "URBANISATION": ("urban", "rural", "location"),
    "DISABILITY_STATUS": ("disabilit", "persons with disabilities"),
    "INCOME_WEALTH_QUANTILE": ("wealth", "income", "quintile"),
    "EDUCATION_LEV": ("education level", "level of education"),
    "OCCUPATION": ("occupation",),
    PLACE: ("region", "geographic"),
}
"""Words after "by" in the English wording of a national indicator that ask for a disaggregation -> the dimension."""

OTHER = "COMPOSITE_BREAKDOWN"
"""Stands for every disaggregation without a dimension of its own."""
THINGS = frozenset({"ACTIVITY", "PRODUCT"})
"""Dimensions whose groups are no people."""
STANDARD = frozenset({*WORDS, *THINGS})

_BY = re.compile(r"\bby\b(.*)", re.DOTALL)

COLUMNS = ("indicator", "expected", "present", "missing", "share", "other")


class _Asked(NamedTuple):
    dimensions: tuple[str, ...]
    other: str
    as_series: bool


@cache
def _table() -> dict[str, _Asked]:
    return {
        row["indicator"]: _Asked(tuple(row["dimensions"].split(";")), row["other"], row["as_series"] == "yes")
        for row in rows_of("indicators", "disaggregations.csv")
    }


@cache
def _dimension_words() -> dict[str, str]:
    rows = rows_of("indicators", "labels.csv")
    return {fold(row["word"]): row["dimension"] for row in rows if not row["code"]}


def dimension_of(heading: str) -> str:
    """The dimension that a heading of a source means; the heading itself where it means none of the standard ones.

    Example:
        >>> dimension_of("Sex"), dimension_of("по полу"), dimension_of("SEX"), dimension_of("Household type")
        ('SEX', 'SEX', 'SEX', 'Household type')
    """
    if heading in STANDARD:
        return heading
    known = _dimension_words().get(fold(heading), "")
    return {"REF_AREA": PLACE}.get(known, known) or heading


def expected_of(code: str, wording: str = "") -> tuple[str, ...]:
    """The dimensions that an indicator asks for.

    Args:
        code: the indicator.
        wording: its English wording in the source, read where the code is none of the global framework.

    Example:
        >>> expected_of("8.5.2"), expected_of("3.1.1"), expected_of("8.5.2.1", "Unemployment by sex and region")
        (('SEX', 'AGE', 'DISABILITY_STATUS'), (), ('SEX', 'place'))
    """
    if code in _table():
        return _table()[code].dimensions
    if code.count(".") == 2:
        return ()
    by = _BY.search(wording.lower())
    words = by[1] if by else ""
    return tuple(name for name, asked in WORDS.items() if any(_asks(words, word) for word in asked))


def of_people(code: str, dimension: str) -> bool:
    """Whether the groups of a disaggregation are people or places, and not kinds of what is measured.

    Taxes and sectors of the economy are no groups of whom one could be left behind.

    Example:
        >>> of_people("17.1.1", "COMPOSITE_BREAKDOWN"), of_people("6.4.1", "ACTIVITY"), of_people("3.2.1", "SEX")
        (False, False, True)
    """
    dimension = dimension_of(dimension)
    if dimension == OTHER:
        asked = _table().get(code)
        return asked is not None and OTHER in asked.dimensions and not asked.as_series
    return dimension not in THINGS


def _asks(words: str, asked: str) -> bool:
    """Whether the wording has a word that begins so: "by sex, age" asks for sex, not for "essex"."""
    return re.search(rf"(?<!\w){re.escape(asked)}", words) is not None


def disaggregations(indicators: Indicators) -> pd.DataFrame:
    """Which disaggregations each indicator has, and which it asks for.

    Args:
        indicators: the source.

    Returns:
        One line per indicator with data or an expectation: `expected` and `present` (dimensions, comma
        between; the present ones as the source calls them), `missing`, `share` of the expected ones that are there
        (None where none is expected), and `other`: what COMPOSITE_BREAKDOWN stands for in the wording.
    """
    lines = []
    for one in indicators.indicators:
        found = indicators.groups(one.code)
        present = sorted({groups.dimension for groups in found})
        known = {dimension_of(name) for name in present}
        asked = _table().get(one.code, _Asked((), "", False))
        if known - STANDARD or (asked.as_series and _several_series(indicators, one.code)):
            known.add(OTHER)
        wording = (one.official_name or one.name).root.get("en", "")
        expected = expected_of(one.code, wording)
        missing = [name for name in expected if name not in known]
        if present or expected:
            share = None if not expected else 1 - len(missing) / len(expected)
            lines.append(
                (one.code, ", ".join(expected), ", ".join(present), ", ".join(missing), share, asked.other)
            )
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _several_series(indicators: Indicators, code: str) -> bool:
    positions = indicators.own_positions(code)
    return len([one for one in indicators.cells.different("series", positions) if one]) > 1
