"""Countries, their regions with the years they existed, basins, and groups of countries."""

from __future__ import annotations

import difflib
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text, fold
from sdgkit.tables import listed, rows_of


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Country(_Frozen):
    """A country.

    Attributes:
        iso2: ISO 3166-1 alpha-2, "KZ".
        iso3: ISO 3166-1 alpha-3, "KAZ".
        m49: code of the United Nations (M49), three digits, "398".
        title: short name in en, ru and kk.
        aliases: other names and abbreviations, in any language.
    """

    iso2: str
    iso3: str
    m49: str
    title: Text
    aliases: tuple[str, ...] = ()


class Region(_Frozen):
    """A region of a country, or a city of the same rank.

    Attributes:
        code: ISO 3166-2, "KZ-43"; "KZ-ONT" is a code of sdgkit for South Kazakhstan Region, whose own ISO code
            passed to its successor.
        country: ISO 3166-1 alpha-3 of the country.
        kind: "region" or "city".
        title: name in en, ru and kk.
        capital: its centre, where known.
        valid_from: year in which it came to be; None where it is older than the data looked at.
        valid_to: year in which it ceased to be; None while it exists.
        predecessors: regions whose area it took over, wholly or partly.
        successors: regions that took over area of it.
        boundary_changes: years in which its area changed, so that figures before and after do not compare.
        statistics_code: code of the national statistics office.
        map_code: code on the map of the national statistics office.
        note: what a reader should know, in English.
        source: where it was taken from.
    """

    code: str
    country: str
    kind: Literal["region", "city"]
    title: Text
    capital: Text = Text({})
    valid_from: int | None = None
    valid_to: int | None = None
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    boundary_changes: tuple[int, ...] = ()
    statistics_code: str = ""
    map_code: str = ""
    note: str = ""
    source: str = ""

    def existed_in(self, year: int) -> bool:
        """Whether it existed in some part of a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class Basin(_Frozen):
    """A basin or shore that crosses borders, and the regions in it.

    Attributes:
        code: "aral" (the shore of the Aral Sea, Приаралье), "aral-basin", "syr-darya" ...
        title: name in en, ru and kk.
        kind: "basin", "area" or "water basin of Kazakhstan".
        within: code of the basin that holds it, or "".
        regions: regions that lie in it.
        regions_partly: regions of which a part lies in it, or whose extent is not established.
        countries: ISO 3166-1 alpha-3 of its countries.
        note: how it is bounded, in English.
        source: where it was taken from.
    """

    code: str
    title: Text
    kind: str
    within: str = ""
    regions: tuple[str, ...] = ()
    regions_partly: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    note: str = ""
    source: str = ""


class CountryGroup(_Frozen):
    """Several countries under one name, such as Central Asia.

    Attributes:
        code: "central-asia".
        title: name in en, ru and kk.
        countries: ISO 3166-1 alpha-3.
        note: which use of the name this is, in English.
        source: where it was taken from.
    """

    code: str
    title: Text
    countries: tuple[str, ...]
    note: str = ""
    source: str = ""


def _year(cell: str) -> int | None:
    return int(cell) if cell else None


def _text(row: dict[str, str], prefix: str = "") -> Text:
    return Text({language: row[prefix + language] for language in LANGUAGES})


@cache
def _countries() -> dict[str, Country]:
    return {
        row["iso3"]: Country(
            iso2=row["iso2"],
            iso3=row["iso3"],
            m49=row["m49"],
            title=_text(row),
            aliases=listed(row["aliases"]),
        )
        for row in rows_of("places", "countries.csv")
    }


@cache
def _regions() -> dict[str, Region]:
    return {
        row["code"]: Region(
            code=row["code"],
            country=row["country"],
            kind=row["kind"],
            title=_text(row),
            capital=_text(row, "capital_"),
            valid_from=_year(row["valid_from"]),
            valid_to=_year(row["valid_to"]),
            predecessors=listed(row["predecessors"]),
            successors=listed(row["successors"]),
            boundary_changes=tuple(int(year) for year in listed(row["boundary_changes"])),
            statistics_code=row["statistics_code"],
            map_code=row["map_code"],
            note=row["note"],
            source=row["source"],
        )
        for row in rows_of("places", "regions.csv")
    }


@cache
def _basins() -> dict[str, Basin]:
    return {
        row["code"]: Basin(
            code=row["code"],
            title=_text(row),
            kind=row["kind"],
            within=row["within"],
            regions=listed(row["regions"]),
            regions_partly=listed(row["regions_partly"]),
            countries=listed(row["countries"]),
            note=row["note"],
            source=row["source"],
        )
        for row in rows_of("places", "basins.csv")
    }


@cache
def _groups() -> dict[str, CountryGroup]:
    return {
        row["code"]: CountryGroup(
            code=row["code"],
            title=_text(row),
            countries=listed(row["countries"]),
            note=row["note"],
            source=row["source"],
        )
        for row in rows_of("places", "country_groups.csv")
    }


@cache
def _countries_by_name() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for one in _countries().values():
        for name in (one.iso2, one.iso3, one.m49, *one.title.root.values(), *one.aliases):
            # The first country of a name keeps it; codes come before names of others by the order here.
            found.setdefault(fold(name), one)
    return found


def countries() -> tuple[Country, ...]:
    """All countries of the table, those of Central Asia and Afghanistan first.

    Example:
        >>> [country.iso3 for country in countries()][:6]
        ['KAZ', 'KGZ', 'TJK', 'TKM', 'UZB', 'AFG']
    """
    return tuple(_countries().values())


def country(name_or_code: str) -> Country:
    """The country of a code (ISO alpha-2, alpha-3, M49) or of a name in en, ru or kk.

    Raises:
        UsageError: no country of that name is known; the error names the nearest ones.

    Example:
        >>> country("kz").iso3, country("Қырғыз Республикасы").iso3, country("398").iso2
        ('KAZ', 'KGZ', 'KZ')
    """
    known = _countries_by_name()
    wanted = fold(name_or_code)
    if wanted in known:
        return known[wanted]
    similar = difflib.get_close_matches(wanted, list(known), n=5, cutoff=0.6)
    nearest = ", ".join(dict.fromkeys(f"{known[one].iso3} ({known[one].title})" for one in similar)) or "—"
    raise UsageError("places.country-unknown", country=name_or_code, nearest=nearest)


def regions(country: str, year: int | None = None) -> tuple[Region, ...]:
    """The regions of a country, in the order of their codes.

    Args:
        country: code or name.
        year: only those that existed in this year; those that exist today where None.

    Raises:
        UsageError: the country is unknown.

    Example:
        >>> len(regions("KAZ")), len(regions("KAZ", 2017)), regions("TKM")[0].code
        (20, 16, 'TM-A')
    """
    iso3 = _country_code(country)
    return tuple(
        one
        for one in _regions().values()
        if one.country == iso3 and (one.valid_to is None if year is None else one.existed_in(year))
    )


_country_of = country


def _country_code(name_or_code: str) -> str:
    return _country_of(name_or_code).iso3


def region(code: str) -> Region:
    """The region of a code, a historic one included.

    Raises:
        UsageError: there is no such region.

    Example:
        >>> region("KZ-43").title.in_language("ru"), region("KZ-ONT").successors
        ('Кызылординская область', ('KZ-61', 'KZ-79'))
    """
    found = _regions().get(code.strip().upper())
    if found is None:
        nearest = ", ".join(difflib.get_close_matches(code.upper(), list(_regions()), n=3, cutoff=0.5)) or "—"
        raise UsageError("places.region-unknown", region=code, nearest=nearest)
    return found


def basins() -> tuple[Basin, ...]:
    """All basins."""
    return tuple(_basins().values())


def basin(code: str) -> Basin:
    """The basin of a code.

    Raises:
        UsageError: there is no such basin.

    Example:
        >>> basin("aral").title.in_language("kk"), basin("aral").regions[0]
        ('Арал маңы', 'KZ-43')
    """
    found = _basins().get(code.strip().lower())
    if found is None:
        raise UsageError("places.basin-unknown", basin=code, known=", ".join(_basins()))
    return found


def basins_of(code: str) -> tuple[str, ...]:
    """The codes of the basins that a region lies in wholly, or of a basin itself and those that hold it.

    Example:
        >>> basins_of("KZ-43")
        ('aral-basin', 'aral', 'syr-darya', 'kz-aral-syr')
        >>> basins_of("aral"), basins_of("KZ-71")
        (('aral', 'aral-basin'), ('kz-ishim',))
    """
    if code in _basins():
        chain = [code]
        while _basins()[chain[-1]].within:
            chain.append(_basins()[chain[-1]].within)
        return tuple(chain)
    return tuple(one.code for one in basins() if code in one.regions)


def country_groups() -> tuple[CountryGroup, ...]:
    """All named groups of countries."""
    return tuple(_groups().values())


def country_group(code: str) -> CountryGroup:
    """The group of countries of a code.

    Raises:
        UsageError: there is no such group.

    Example:
        >>> country_group("central-asia").countries
        ('KAZ', 'KGZ', 'TJK', 'TKM', 'UZB')
    """
    found = _groups().get(code.strip().lower())
    if found is None:
        raise UsageError("places.group-unknown", group=code, known=", ".join(_groups()))
    return found


def place_title(code: str) -> Text:
    """The name of any place by its code: a region, country (alpha-2 or alpha-3), basin or group of countries.

    Raises:
        UsageError: there is no such place.

    Example:
        >>> [place_title(code).in_language("ru") for code in ("KZ-43", "KZ", "aral", "central-asia")]
        ['Кызылординская область', 'Казахстан', 'Приаралье', 'Центральная Азия']
    """
    if code in _regions():
        return _regions()[code].title
    if code in _basins():
        return _basins()[code].title
    if code in _groups():
        return _groups()[code].title
    return country(code).title if len(code) in (2, 3) else region(code).title
