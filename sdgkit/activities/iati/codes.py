"""Codes of IATI: what those of its lists mean for sdgkit, from `codes.toml` and `regions.csv`."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from sdgkit.activities.cells.codes import known_targets
from sdgkit.agenda.code import normalise_code, target_of
from sdgkit.errors import UsageError
from sdgkit.places import country as country_named
from sdgkit.tables import rows_of


@cache
def code_lists() -> dict[str, dict[str, str]]:
    """The lists of `codes.toml` by name.

    Example:
        >>> code_lists()["roles"]["1"], code_lists()["sectors"]["8"]
        ('funding', 'target')
    """
    return {name: entry for name, entry in _table().items() if isinstance(entry, dict)}


@cache
def _table() -> dict[str, dict[str, str]]:
    text = resources.files("sdgkit.activities.iati").joinpath("codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def versions() -> tuple[str, ...]:
    """The versions of the standard that are read."""
    return tuple(_table()["versions"])


@cache
def elements(group: str) -> frozenset[str]:
    """The names of the elements that are "left" out or "kept" as codes."""
    return frozenset(_table()[group]["elements"])


class Area(NamedTuple):
    """A region of the world.

    Attributes:
        title: its name in English.
        everywhere: whether it says no more than the whole world.
        countries: those of Central Asia and Afghanistan that lie in it, ISO 3166-1 alpha-3.
    """

    title: str
    everywhere: bool
    countries: tuple[str, ...]


@cache
def areas() -> dict[tuple[str, str], Area]:
    """Regions of the world by vocabulary ("1" DAC, "2" M49) and code.

    Example:
        >>> areas()["1", "619"].countries[0]
        'KAZ'
    """
    return {
        (row["vocabulary"], row["code"]): Area(
            row["en"], bool(row["everywhere"]), tuple(filter(None, row["countries"].split(";")))
        )
        for row in rows_of("activities/iati", "regions.csv")
    }


@lru_cache(maxsize=1000)
def country_of(code: str) -> str:
    """The ISO 3166-1 alpha-3 code of an alpha-2 code, or of a name in its place; "" where there is no such country.

    Example:
        >>> country_of("KZ"), country_of("kz"), country_of("ZZ"), country_of("Kyrgyz Republic")
        ('KAZ', 'KAZ', '', 'KGZ')
    """
    if not re.fullmatch(r"[^\W\d_]{2,3}|[^\W\d_][^\d_]{3,60}", code.strip()):
        return ""
    try:
        return country_named(code.strip()).iso3
    except UsageError:
        return ""


class AgendaCode(NamedTuple):
    """What a code of the Agenda stands for.

    Attributes:
        goal: number of the goal.
        target: code of the target, where it names one.
        indicator: code of the indicator, where it names one.
        level: what the code is: "goal", "target" or "indicator".
        repaired: whether it was written in another form than the standard's.
    """

    goal: int
    target: str | None
    indicator: str | None
    level: str
    repaired: bool


_PREFIX = re.compile(r"^(?:SDG|GOAL|TARGET|INDICATOR|ЦУР|ТДМ)[\s_:-]*", re.IGNORECASE)
_SERIES = re.compile(r"C?(\d\d)(\d\d|0[a-d])(\d\d)", re.IGNORECASE)


@lru_cache(maxsize=5000)
def agenda_code(code: str) -> AgendaCode | None:
    """The goal, target or indicator that a code names; None where there is none of the kind.

    Codes of the UN's statistics ("C060401") and prefixes ("SDG 6", "goal-6") are understood.

    Example:
        >>> agenda_code("6.4.1").target, agenda_code("C060401").indicator, agenda_code("18")
        ('6.4', '6.4.1', None)
    """
    text = _PREFIX.sub("", code.strip())
    number = re.fullmatch(r"0?(\d{1,2})(?:\.0)?", text)
    if number:
        goal = int(number[1])
        return (
            AgendaCode(goal, None, None, "goal", text != str(goal) or text != code)
            if 1 <= goal <= 17
            else None
        )
    series = _SERIES.fullmatch(text)
    if series:
        text = f"{int(series[1])}.{series[2].lstrip('0').lower()}.{int(series[3])}"
    found = normalise_code(text)
    if found is None:
        return None
    target = target_of(found)
    if found == target:
        return AgendaCode(int(found.split(".")[0]), target, None, "target", found != code)
    known = target if target in known_targets() else None
    return AgendaCode(int(found.split(".")[0]), known, found, "indicator", found != code)
