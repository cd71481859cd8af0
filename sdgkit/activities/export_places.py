"""Places as databases name them: countries with their kind of state, regions of the world, several in a cell."""

from __future__ import annotations

import re
from functools import lru_cache

from sdgkit.activities.iati.codes import areas
from sdgkit.errors import UsageError
from sdgkit.languages import fold
from sdgkit.places import country as country_named
from sdgkit.places import country_group, find_places

MOST_COUNTRIES = 200
"""Countries in one cell; a longer list is a text."""

_SHARED = frozenset(["congo", "korea", "guinea", "virgin islands"])
"""Names that more than one country has, so that what follows the comma must tell."""


@lru_cache(maxsize=5000)
def countries_named(name: str) -> tuple[tuple[str, ...], bool]:
    """The countries that a database means by a name, ISO 3166-1 alpha-3, and whether the name is known.

    Regions of the world are known and hold, of the countries, those of Central Asia and Afghanistan.

    Example:
        >>> countries_named("Congo, Democratic Republic of"), countries_named("Central Asia")[0][:2]
        ((('COD',), True), ('KAZ', 'KGZ'))
        >>> countries_named("Kazakhstan, Kyrgyz Republic"), countries_named("Yemen, Republic of")
        ((('KAZ', 'KGZ'), True), (('YEM',), True))
        >>> countries_named("Kazakhstan, Kyrgyz Republic, Uzbekistan")
        (('KAZ', 'KGZ', 'UZB'), True)
        >>> countries_named("Africa, regional"), countries_named("Neverland")
        (((), True), ((), False))
    """
    head, _, tail = name.partition(", ")
    candidates = [name, f"{tail} {head}", f"{tail} the {head}"] if tail else [name]
    is_kind = (
        re.search(r"republic|state|the$|islands", fold(tail)) and "," not in tail and not _is_country(tail)
    )
    if fold(head) not in _SHARED and is_kind:
        # "Yemen, Republic of": what follows only says what kind of state it is, and is no second country.
        candidates.append(head)
    for candidate in candidates:
        try:
            return (country_named(candidate).iso3,), True
        except UsageError:
            continue
    folded = fold(name)
    if is_everywhere(folded):
        return (), True
    for area in areas().values():
        if fold(area.title) in (folded, f"{folded}, regional"):
            return area.countries, True
    for place in find_places(name, cell=True):
        if place.kind == "regional":
            return country_group(place.code).countries, True
    # Several countries are taken only where each of them is known: a comma may stand within a name.
    for separators in (r"\s*[;|\n]\s*", r"\s*,\s*(?:and\s+)?"):
        parts = [part for part in re.split(separators, name) if part]
        each = [countries_named(part) for part in parts] if 1 < len(parts) <= MOST_COUNTRIES else []
        if each and all(known for _, known in each):
            return tuple(dict.fromkeys(one for found, _ in each for one in found)), True
    return (), False


def _is_country(name: str) -> bool:
    try:
        return bool(country_named(name))
    except UsageError:
        return False


def is_everywhere(folded: str) -> bool:
    """Whether a name, folded, stands for the whole world or for no country at all."""
    return folded in (
        "world",
        "global",
        "worldwide",
        "bilateral, unspecified",
        "developing countries, unspecified",
    )
