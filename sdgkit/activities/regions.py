"""Regions and countries in a cell, as `sdgkit.places` recognises them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sdgkit.activities.activity import RegionMention
from sdgkit.activities.amounts import is_gap
from sdgkit.errors import UsageError
from sdgkit.languages import Text, clean
from sdgkit.places import country as country_named
from sdgkit.places import find_places, narrowed


class PlaceNote(NamedTuple):
    """What is doubtful about a place: code of a message of `sdgkit.places`, and its values."""

    code: str
    details: Mapping[str, str | Text]


class RegionReading(NamedTuple):
    """What a cell says of places.

    Attributes:
        regions: the regions, in the order in which they stand; "KZ" stands for the whole country.
        countries: ISO 3166-1 alpha-3 of countries that are named.
        notes: what is doubtful.
        unread: whether the cell says something and no place was recognised.
        wider: whether it names a group of countries ("Центральная Азия"), which is no region.
    """

    regions: tuple[RegionMention, ...]
    countries: tuple[str, ...] = ()
    notes: tuple[PlaceNote, ...] = ()
    unread: bool = False
    wider: bool = False


@lru_cache(maxsize=50_000)
def read_regions(text: str, country: str = "KAZ", year: int | None = None) -> RegionReading:
    """The places that a cell names.

    Args:
        text: what stands in the cell.
        country: ISO 3166-1 alpha-3 of the register, whose regions are meant.
        year: year in which the activity began, for regions that changed.

    Example:
        >>> [region.code for region in read_regions("г. Актау, Атырауская обл.").regions]
        ['KZ-47', 'KZ-23']
    """
    if is_gap(text) or len(text) > 5000:
        return RegionReading((), unread=len(text) > 5000)
    regions: list[RegionMention] = []
    countries: list[str] = []
    notes: list[PlaceNote] = []
    wider = False
    home = country_named(country)
    for place in narrowed(find_places(text, country, year, cell=True)):
        if place.note_code:
            notes.append(PlaceNote(place.note_code, place.details))
        if place.kind == "regional":
            wider = True
        elif place.kind == "country":
            named = country_named(place.code)
            countries.append(named.iso3)
            if named == home:
                regions.append(RegionMention(code=place.code, written=place.written))
        else:
            regions.append(RegionMention(code=place.code, written=place.written))
            if "-" in place.code or place.kind == "all":
                countries.append(country_named(place.code.partition("-")[0]).iso3)
    return RegionReading(
        tuple(regions),
        tuple(dict.fromkeys(countries)),
        tuple(notes),
        unread=not regions and not countries and not wider,
        wider=wider,
    )


@lru_cache(maxsize=20_000)
def names_places(text: str) -> bool:
    """Whether a cell is short and names places.

    Example:
        >>> names_places("Алматы қ., Астана"), names_places("Ремонт школ")
        (True, False)
    """
    if len(text) > 200 or not re.search(r"[^\W\d]", text):
        return False
    reading = read_regions(text)
    return bool(reading.regions or reading.countries or reading.wider)


@lru_cache(maxsize=20_000)
def read_countries(text: str) -> tuple[str, ...]:
    """The countries that a cell of a country column names, as ISO 3166-1 alpha-3.

    Example:
        >>> read_countries("Казахстан; Узбекистан"), read_countries("KGZ"), read_countries("—")
        (('KAZ', 'UZB'), ('KGZ',), ())
    """
    if re.fullmatch(r"[A-Z]{3}", text):
        return (text,)
    found: list[str] = []
    for part in re.split(r"[;,/\n]|\s(?:и|and|және)\s", text):
        name = clean(part)
        if not name:
            continue
        try:
            found.append(country_named(name).iso3)
        except UsageError:
            found += [
                country_named(place.code).iso3
                for place in find_places(name, cell=True)
                if place.kind in ("country", "all")
            ]
    return tuple(dict.fromkeys(found))
