"""Units: whether a target in one unit can be held against a series in another.

`units.csv` gives the quantity and the scale of the unit codes of statistical offices and of the units
of the registry of directions. Units of one quantity are converted; others cannot be compared.
"""

from __future__ import annotations

import re
from functools import cache

from sdgkit.languages import fold
from sdgkit.tables import rows_of

_ONCE = ("0", "", "NA")
"""Powers of ten that leave a unit as it is."""


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {
        fold(row["unit"]): (row["quantity"], float(row["scale"]))
        for row in rows_of("indicators", "units.csv")
    }


def factor(unit: str, to: str) -> float | None:
    """By what a value in `unit` is multiplied to be in the unit `to`; None where they cannot be compared.

    Args:
        unit: a unit code or a unit of the registry.
        to: likewise.

    Example:
        >>> factor("per 1 000", "PER_100000_POP"), factor("%", "PT"), factor("%", "M_USD")
        (100.0, 1.0, None)
    """
    if fold(unit) == fold(to):
        return 1.0
    first, second = _units().get(fold(unit)), _units().get(fold(to))
    if first is None or second is None or first[0] != second[0]:
        return None
    # Scales are powers of ten; dividing them directly leaves the noise of binary fractions.
    return float(f"{first[1] / second[1]:.9g}")


def is_relative(unit: str) -> bool:
    """Whether a unit is a share, rate, ratio or index, which compares between groups of different size.

    Example:
        >>> is_relative("PT"), is_relative("PER_1000_WOM_AGGR"), is_relative("TH_HA"), is_relative("")
        (True, True, False, False)
    """
    return fold(unit) in _units() or unit.upper().startswith(("PER_", "PT_", "PERCENT")) or "%" in unit


_SHARE = re.compile(r"percent|proportion|share of|процент|дол[яию]\b|удельн\w+ вес|үлес|пайыз|(?<!\w)%")


def is_share(words: str) -> bool:
    """Whether a unit or the name of a series says that a value is a part of a hundred.

    Example:
        >>> is_share("PT"), is_share("Процентная доля домохозяйств"), is_share("M_USD"), is_share("")
        (True, True, False, False)
    """
    return factor(words, "%") == 1.0 or _SHARE.search(words.lower()) is not None


def unit_in_words(words: str) -> str:
    """The unit code that a printed heading means, "" where it says nothing known.

    Example:
        >>> unit_in_words("(number of women who died, per 100,000 live births)"), unit_in_words("в процентах к ВВП")
        ('PER_100000_LIVE_BIRTHS', 'PT_GDP')
        >>> unit_in_words("Уровень безработицы, %"), unit_in_words("(95% CI)")
        ('PT', '')
    """
    plain = _THOUSANDS.sub("", fold(words).replace("тыс.", "000").replace("мың", "000"))
    for row in _by_length():
        if row[0] in plain:
            return row[1]
    return "PT" if _PER_CENT.search(plain) else ""


_PER_CENT = re.compile(r"(?:^|[\s,(])%(?=$|[\s),;.])")
_THOUSANDS = re.compile(r"(?<=\d)[ ,.](?=000)")


@cache
def _by_length() -> list[tuple[str, str]]:
    """Words and the unit they mean, the longest first, so that "per cent of GDP" is not "per cent"."""
    found = [
        (word, row["unit"])
        for row in rows_of("indicators", "units.csv")
        for word in row["words"].split(";")
        if word
    ]
    return sorted(found, key=lambda pair: -len(pair[0]))


def multiple(unit: str, power: str) -> str:
    """The code of a unit times a power of ten, as UNIT_MULT gives it.

    Example:
        >>> multiple("HA", "3"), multiple("PT", "0")
        ('10^3 HA', 'PT')
    """
    power = power.split(".")[0]
    return f"10^{power} {unit}" if power not in _ONCE and power.lstrip("-").isdigit() else unit
