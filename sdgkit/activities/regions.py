"""Regions and countries in a cell, as `sdgkit.places` recognises them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from sdgkit.activities.activity import RegionMention
from sdgkit.activities.amounts import is_gap
from sdgkit.activities.delimited import DAMAGED
from sdgkit.languages import fold


class RegionReading(NamedTuple):
    """What a cell says of places.

    Attributes:
        regions: the regions, in the order in which they stand; "KZ" stands for the whole country.
        countries: ISO 3166-1 alpha-3 of countries that are named.
        notes: pairs of a code of `sdgkit.places` and the words it is about.
        unread: whether the cell says something and no place was recognised.
    """

    regions: tuple[RegionMention, ...]
    countries: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    unread: bool = False


@lru_cache(maxsize=50_000)
def read_regions(text: str, country: str = "KAZ", year: int | None = None) -> RegionReading:
    """The places that a cell names.

    Args:
        text: what stands in the cell.
        country: ISO 3166-1 alpha-3 of the register, whose regions are meant.
        year: year in which the activity began, for names that changed.
    """
    return RegionReading((), unread=not is_gap(text))


@lru_cache(maxsize=20_000)
def names_places(text: str) -> bool:
    """Whether a cell is short and names a place."""
    if len(text) > 200 or not re.search(r"[^\W\d]", text):
        return False
    reading = read_regions(text)
    return bool(reading.regions or reading.countries)


def country_code(text: str) -> tuple[str, ...]:
    """The countries that a cell of a country column names, as ISO 3166-1 alpha-3."""
    return (text,) if re.fullmatch(r"[A-Z]{3}", text) else ()


@cache
def _kazakh_names() -> dict[str, str]:
    """Words of places as Windows-1251 left them (Kazakh letters as "?") -> the words; only where one fits."""
    return {}


def repaired(text: str) -> str:
    """The text with place names put right whose Kazakh letters became "?"."""
    return text if "?" not in text or not DAMAGED.search(text) else _repair(text)


def _repair(text: str) -> str:
    names = _kazakh_names()
    return re.sub(r"[\w?]*\?[\w?]*", lambda word: names.get(fold(word[0]), word[0]), text)
