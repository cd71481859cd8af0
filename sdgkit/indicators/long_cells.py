"""Cells of a long table: what each of them means, made out once, for a code stands in a table a million times."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sdgkit.indicators.codes import indicator_code, is_code, is_total, is_whole_country, series_indicators
from sdgkit.indicators.places import country_named, country_of, place_of
from sdgkit.indicators.years import read_year
from sdgkit.languages import clean
from sdgkit.places import find_places

LONGEST_NAME = 60
"""Letters of a cell that may be the name of a country."""

_KATO = re.compile(r"(\d\d)0{7}")


class Meanings:
    """What the cells of one table mean.

    Attributes:
        cleaned: cell -> its text.
        years: cell -> the year; 0 for what is none.
        places: cell -> the place ("" for a total) and whether it is a country that is not wanted.
        indicators: what names an indicator -> the indicators; where its cell does not, the key is cell, tab and series.
    """

    def __init__(self, country: str, default_code: str, series_codes: Mapping[str, tuple[str, ...]]) -> None:
        self.cleaned = _Cleaned()
        self.years = _Years()
        self.places = _Places(country)
        self.indicators = _Indicators(series_codes, default_code)


class _Cleaned(dict[str, str]):
    def __missing__(self, cell: str) -> str:
        self[cell] = made = clean(cell)
        return made


class _Years(dict[str, int]):
    def __missing__(self, cell: str) -> int:
        self[cell] = read_year(cell).number
        return self[cell]


class _Places(dict[str, tuple[str, bool]]):
    def __init__(self, country: str) -> None:
        super().__init__()
        self._country = country

    def __missing__(self, cell: str) -> tuple[str, bool]:
        place = clean(cell)
        if place.endswith(".0") and place[:-2].isdecimal():
            # A code that went through a program for numbers.
            place = place[:-2]
        kato = _KATO.fullmatch(place)
        if kato:
            # The register of places of Kazakhstan: its first two digits are those of ISO 3166-2.
            place = f"KZ-{kato[1]}" if place_of(f"KZ-{kato[1]}") else "" if kato[1] == "00" else place
        of = _country(place) if place else ""
        unwanted = bool(of and self._country and of != self._country)
        self[cell] = (of or ("" if is_total(place) or is_whole_country(place) else place), unwanted)
        return self[cell]


class _Indicators(dict[str, tuple[str, ...]]):
    def __init__(self, series_codes: Mapping[str, tuple[str, ...]], default: str) -> None:
        super().__init__()
        self._series_codes = series_codes
        self._default = (default,) if default else ()

    def __missing__(self, key: str) -> tuple[str, ...]:
        named, _, series = key.partition("\t")
        code = indicator_code(named)
        annotated = self._series_codes.get(series) or series_indicators(series) or series_indicators(named)
        found = (code,) if code else annotated
        if not found or (not code and self._default and self._default[0] in found):
            found = self._default
        self[key] = found
        return found


def _country(place: str) -> str:
    """The country of a code, or of a name ("Республика Казахстан") that is nothing but a country's."""
    of = country_of(place) or country_named(place)
    if of or is_code(place) or len(place) > LONGEST_NAME:
        return of
    found = find_places(place, cell=True)
    return country_of(found[0].code) if len(found) == 1 and found[0].kind == "country" else ""
