"""Years: what a cell or heading of a table says of the year.

A school or fiscal year such as "2015/16" is taken as the year in which it begins, as the global database does; the
mark of a footnote ("2020*") is set aside; a plan or a forecast is no observation. Each is told as a finding.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sdgkit.languages import fold

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:\.0+)?(?P<split>\s*[/–-]\s*(?:(?:19|20)?\d\d))?"
    r"\s*(?P<word>(?:г\.?|год|уч\.?\s*г(?:од)?\.?|учебный год|ж\.?|жыл|жылы|оқу жылы|school year|fiscal year)?)"
    r"\s*(?P<mark>[*†⁽⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾)]?|\(?\d\)|\((?!\d{4})[^()]{1,20}\)|[a-zа-я]\)|p|e|r|п|о)?",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(r"31[./]12[./]((?:19|20)\d\d)|((?:19|20)\d\d)-12-31(?:[ T]00:00(?::00)?)?")
"""The last day of a year, by which annual figures are dated. The first may be of this year or the end of the last."""
_NAMED = re.compile(
    r"(?:baseline|base|latest|last|current|базов\w+|исходн\w+|последн\w+|текущ\w+|базалық|бастапқы|соңғы|ағымдағы)"
    r"(?:\s+(?:year|value|год|значение|уровень|жыл\w*|мәні?))?[\s,:(–-]*((?:19|20)\d\d)\s*(?:г\.?|год\w*|ж\.?|жыл\w*)?\)?",
    re.IGNORECASE,
)
"""A year with what it is in its table: "Baseline (2015)", "Базовый 2015 год"."""
_SOME_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLANS = ("план", "plan", "target", "прогноз", "forecast", "projection", "жоспар", "болжам", "цель", "нысана")
_SCHOOL = ("уч", "оқу", "school", "fiscal")


class Year(NamedTuple):
    """A year, 0 for none, and what was odd about its cell."""

    number: int
    oddity: str = ""
    """"" or the end of a finding's code: "year-split", "year-marked", "year-plan", "years-unread"."""


@cache
def read_year(text: str) -> Year:
    """What a cell says of the year.

    Example:
        >>> read_year("2020"), read_year("2020*"), read_year("2015/16")
        (Year(number=2020, oddity=''), Year(number=2020, oddity='year-marked'), Year(number=2015, oddity='year-split'))
        >>> read_year("2023¹⁾").number, read_year("2023¹)").number
        (2023, 2023)
        >>> read_year("2025 (план)"), read_year("2014-2016").oddity, read_year("2019.0").number
        (Year(number=0, oddity='year-plan'), 'years-unread', 2019)
        >>> read_year("Target 2030").oddity, read_year("31.12.2020").number, read_year("2020-Q4").oddity
        ('year-plan', 2020, 'years-unread')
        >>> read_year("Baseline (2015)").number, read_year("Базовый 2015 год").number
        (2015, 2015)
    """
    stripped = " ".join(text.split())
    if len(stripped) == 4 and stripped.isdecimal():
        return Year(int(stripped))
    ended = _LAST_DAY.fullmatch(stripped)
    if ended:
        return Year(int(ended[1] or ended[2]))
    named = _NAMED.fullmatch(stripped)
    if named:
        return Year(int(named[1]))
    found = _YEAR.fullmatch(stripped)
    if found is None:
        planned = _SOME_YEAR.search(stripped) and any(word in fold(stripped) for word in _PLANS)
        return Year(0, "year-plan" if planned else "years-unread")
    year = int(found[1])
    words = fold(stripped[4:])
    if any(word in words for word in _PLANS):
        return Year(0, "year-plan")
    if split := found["split"]:
        following = int(re.sub(r"\D", "", split)[-2:]) == (year + 1) % 100
        # "2014-2015" may be a mean of two years; a slash, or the word for a school year, says that it is none.
        if not following or not ("/" in split or any(word in words for word in _SCHOOL)):
            return Year(0, "years-unread")
        return Year(year, "year-split")
    return Year(year, "year-marked" if found["mark"] else "")


def has_year(text: str) -> bool:
    """Whether a year stands somewhere in a text that is none itself: a part of a year, a mean of several.

    Example:
        >>> has_year("янв.-сент. 2024"), has_year("Источник")
        (True, False)
    """
    return _SOME_YEAR.search(text) is not None


def is_plan(text: str) -> bool:
    """Whether a text speaks of a plan, a target or a forecast, which is no observation.

    Example:
        >>> is_plan("Target value"), is_plan("Плановое значение"), is_plan("Latest value")
        (True, True, False)
    """
    return any(word in fold(text) for word in _PLANS)
