"""Percentages of IATI: as exact parts of one, and whether those that belong together make a whole."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from sdgkit.activities.iati.gathered import MOST_KNOWN, Note
from sdgkit.languages import number_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_HUNDRED = Decimal(100)
_ROUNDING = Decimal("0.1")
"""Percentages that miss 100 by less than this were rounded."""


@lru_cache(maxsize=20_000)
def share_of(percentage: str) -> Fraction | None:
    """A percentage as an exact part of one; None where it is no number from 0 to 100.

    Example:
        >>> share_of("33.3"), share_of("33,3 %"), share_of("120"), share_of("a")
        (Fraction(333, 1000), Fraction(333, 1000), None, None)
    """
    number = _number(percentage)
    return None if number is None else Fraction(number) / 100


def _number(percentage: str) -> Decimal | None:
    text = percentage.strip().rstrip("%").strip()
    try:
        # No percentage has thousands, so that a comma can only be that of decimals.
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and 0 <= number <= _HUNDRED else None


def _sum_said(percentages: tuple[str | None, ...]) -> str:
    """What is wrong with percentages that belong together: code of the finding and number; "" for nothing."""
    given = [one for one in percentages if one is not None]
    if len(given) < len(percentages):
        return f"iati-percentages-missing {len(percentages) - len(given)}"
    numbers = [_number(one) for one in given]
    if None in numbers:
        return ""
    total = sum((one for one in numbers if one is not None), Decimal(0))
    if total == _HUNDRED:
        return ""
    code = "iati-percentages-rounded" if abs(total - _HUNDRED) < _ROUNDING else "iati-percentages-wrong"
    return f"{code} {total.normalize():f}"


class PercentageCheck:
    """Tells where percentages that belong together make no whole.

    Args:
        note: writes a finding.
    """

    def __init__(self, note: Note) -> None:
        self.note = note
        self.sums: dict[tuple[str | None, ...], str] = {}

    def check(self, element: _Element, shares: list[str | None], vocabulary: str | None = None) -> None:
        """Tell where the percentages of a vocabulary of sectors, or of all places, are no whole."""
        key = tuple(shares)
        said = self.sums.get(key)
        if said is None:
            said = _sum_said(key)
            if len(self.sums) < MOST_KNOWN:
                self.sums[key] = said
        if said:
            where = "recipient-country, recipient-region"
            if vocabulary is not None:
                where = f"sector[@vocabulary='{vocabulary}']"
            code, _, value = said.partition(" ")
            if code == "iati-percentages-missing":
                self.note(code, element, where, number=value)
            else:
                self.note(code, element, where, total=number_text(Decimal(value)))
