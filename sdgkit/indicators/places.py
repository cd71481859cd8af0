"""Places of statistics: from the codes of a statistical office to the regions that sdgkit knows.

A statistical office has its own codes (KZKZY) and its map has others (KZ08); the table of the places
room joins both to ISO 3166-2 (KZ-43), with the years in which a region existed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sdgkit.indicators.codes import is_code
from sdgkit.languages import LANGUAGES, Text, fold
from sdgkit.places import find_places
from sdgkit.tables import rows_of


class Place(NamedTuple):
    """A region as a table needs it."""

    code: str
    """ISO 3166-2, such as "KZ-43"."""
    name: Text
    country: str
    valid_from: int | None
    valid_to: int | None
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    boundary_changes: tuple[int, ...]
    """Years in which its area changed, so that figures before and after do not compare."""


@cache
def _places() -> dict[str, Place]:
    found: dict[str, Place] = {}
    for row in rows_of("places", "regions.csv"):
        place = Place(
            code=row["code"],
            name=Text({language: row[language] for language in LANGUAGES}),
            country=row["country"],
            valid_from=int(row["valid_from"]) if row["valid_from"] else None,
            valid_to=int(row["valid_to"]) if row["valid_to"] else None,
            predecessors=tuple(filter(None, row["predecessors"].split(";"))),
            successors=tuple(filter(None, row["successors"].split(";"))),
            boundary_changes=tuple(
                int(year) for year in row["boundary_changes"].split(";") if year.isdigit()
            ),
        )
        for key in (row["code"], row["statistics_code"], row["map_code"], row["old_iso"]):
            for one in filter(None, key.split(";")):
                found.setdefault(one, place)
    return found


@cache
def place_of(code: str, name: str = "") -> Place | None:
    """The region of a statistical code, an ISO 3166-2 code, a code of the map, or a name; None where unknown.

    Args:
        code: the cell of the place column.
        name: what the source calls it, for codes that only the source has.

    Example:
        >>> place_of("KZKZY").code, place_of("KZKZY").name.in_language("ru"), place_of("KZTRT")
        ('KZ-43', 'Кызылординская область', None)
        >>> place_of("KG02", "Баткенская область").code, place_of("Нарынская область").code
        ('KG-B', 'KG-N')
    """
    found = _places().get(code)
    words = name or ("" if is_code(code) else code)
    if found or not words:
        return found
    regions = {one.code for one in find_places(words, cell=True) if one.kind in ("region", "city")}
    return _places().get(regions.pop()) if len(regions) == 1 else None


def region_years(code: str) -> tuple[int | None, int | None] | None:
    """First and last year of a region; None where it is not known.

    Example:
        >>> region_years("KZABY"), region_years("KZTRT")
        ((2022, None), None)
    """
    place = place_of(code)
    return None if place is None else (place.valid_from, place.valid_to)


@cache
def _countries() -> dict[str, str]:
    rows = rows_of("places", "countries.csv")
    return {
        key: row["iso3"] for row in rows for key in (row["iso2"], row["iso3"], row["m49"].lstrip("0")) if key
    }


@cache
def iso2_of(country: str) -> str:
    """The alpha-2 code of a country given as alpha-3, as SDMX files of statistical offices use it; "" if unknown.

    Example:
        >>> iso2_of("KAZ")
        'KZ'
    """
    return next((row["iso2"] for row in rows_of("places", "countries.csv") if row["iso3"] == country), "")


def country_of(code: str) -> str:
    """The ISO 3166-1 alpha-3 code of a country given as alpha-2, alpha-3 or M49; "" where it is none.

    Example:
        >>> country_of("KG"), country_of("398"), country_of("KZKZY")
        ('KGZ', 'KAZ', '')
    """
    return _countries().get(code.strip().lstrip("0"), "")


@cache
def _country_names() -> dict[str, str]:
    return {fold(row["name"]): row["country"] for row in rows_of("indicators", "country_names.csv")}


def country_named(name: str) -> str:
    """The alpha-3 code of a country of Central Asia by its name in a language that the places do not know; else "".

    Example:
        >>> country_named("Kasachstan"), country_named("Kazajstán"), country_named("Kazakhstan")
        ('KAZ', 'KAZ', '')
    """
    return _country_names().get(fold(name), "")


_AREA = re.compile(r"[A-Z]{3}|\d{1,3}|[A-Z]\d\d")


def is_area_of_world(code: str) -> bool:
    """Whether a code of an international table is no country and no region: the world, a continent, an income group.

    Only for columns that hold the codes of international databases: M49 (1, 143), those of the World Bank (WLD), of the
    ILO (X01). In the table of a national office "11" may be a region.

    Example:
        >>> is_area_of_world("1"), is_area_of_world("WLD"), is_area_of_world("398"), is_area_of_world("KZKZY")
        (True, True, False, False)
    """
    return bool(_AREA.fullmatch(code)) and not country_of(code) and place_of(code) is None
