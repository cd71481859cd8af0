"""Places of IATI: countries and regions of the world with their parts of the money, and locations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from sdgkit.activities.activity import PlaceShare, RegionMention
from sdgkit.activities.iati.codes import areas, country_of
from sdgkit.activities.iati.gathered import MOST_KNOWN, Gathered, Key, Note
from sdgkit.activities.iati.money import MoneyReader
from sdgkit.activities.iati.narratives import Narratives, cleaned
from sdgkit.activities.iati.percentages import share_of
from sdgkit.activities.iati.pieces import children
from sdgkit.errors import UsageError
from sdgkit.places import PlaceMention, find_places, region, regions

if TYPE_CHECKING:
    from lxml.etree import _Element


@lru_cache(maxsize=50_000)
def _places(name: str, iso3: str) -> tuple[PlaceMention, ...]:
    return tuple(
        place
        for place in find_places(name, iso3, cell=True)
        if place.kind in ("region", "city", "town", "district")
    )


@lru_cache(maxsize=200)
def _has_regions(iso3: str) -> bool:
    return bool(regions(iso3))


class PlaceReader:
    """Reads where an activity takes place.

    Args:
        found: takes what the elements say.
        narratives: reads texts.
        note: writes a finding.
        told: keeps what an element says in words, under a name.
    """

    def __init__(
        self, found: Gathered, narratives: Narratives, note: Note, told: Callable[[_Element, str], None]
    ) -> None:
        self.found, self.narratives, self.note, self.told = found, narratives, note, told
        # What an element with these attributes said when it was read for the first time and nothing had to be told.
        self.places: dict[Key, tuple[str, str, PlaceShare | None]] = {}

    def country(self, element: _Element) -> None:
        """A country, with its part of the money."""
        found = self.found
        percentage = element.get(b"percentage")
        found.place_shares.append(percentage)
        key = (element.get(b"code"), percentage)
        known = self.places.get(key)
        if known is not None:
            iso3, kept, share = known
            if share is not None:
                found.parts_of_places.append(share)
            if iso3 not in found.countries:
                found.countries.append(iso3)
            if kept:
                self.found.keep("recipient-country", kept)
            return
        share = self._part(element, self._share(element, percentage))
        code = (key[0] or "").strip()
        iso3 = country_of(code)
        if not iso3:
            self.note("iati-country-unknown", element, code)
            if code and code not in found.areas:
                found.areas.append(code)
        elif iso3 not in found.countries:
            found.countries.append(iso3)
        kept = ""
        if percentage is not None or not iso3:
            kept = f"{code} {percentage}%" if percentage else code or "?"
            self.found.keep("recipient-country", kept)
        is_sound = share is not None or not percentage
        if iso3 and is_sound and len(self.places) < MOST_KNOWN:
            self.places[key] = (iso3, kept, share)

    def area(self, element: _Element) -> None:
        """A region of the world, with its part of the money."""
        found = self.found
        vocabulary = element.get(b"vocabulary", "1").strip()
        code = element.get(b"code", "").strip()
        percentage = element.get(b"percentage")
        area = areas().get((vocabulary, code))
        names = self.narratives.of(element)
        shown = next(iter(names.values()), area.title if area else "")
        found.place_shares.append(percentage)
        self._part(element, self._share(element, percentage))
        words = f"{code} {shown}".strip()
        self.found.keep("recipient-region", f"{words} {percentage}%" if percentage else words)
        if area is None:
            if vocabulary in ("1", "2"):
                self.note("iati-code-unknown", element, code, where="recipient-region")
        elif area.countries:
            found.countries += [one for one in area.countries if one not in found.countries]
        if area is not None and not area.everywhere and code not in found.areas:
            found.areas.append(code)

    def location(self, element: _Element) -> None:
        """A location, which `regions` reads when the country is known."""
        self.found.locations.append(element)

    def _share(self, element: _Element, percentage: str | None) -> Fraction | None:
        share = share_of(percentage) if percentage else None
        if percentage and share is None:
            self.note("iati-percentage-unread", element, percentage)
        return share

    def _part(self, element: _Element, part: Fraction | None) -> PlaceShare | None:
        """Add the part of the money of a country (by its ISO 3166-1 alpha-3) or region of the world (by its code)."""
        code = (element.get(b"code") or "").strip()
        key = country_of(code) or code if element.tag == "recipient-country" else code
        if part is None or not key:
            return None
        share = PlaceShare(code=key, share=part)
        self.found.parts_of_places.append(share)
        return share

    def from_transactions(self, money: MoneyReader) -> None:
        """Places that stand on the transactions, where the activity itself has none."""
        found = self.found
        if not found.place_shares:
            elements, shares = money.places()
            seen: set[tuple[str, str, str]] = set()
            for element in elements:
                key3 = (str(element.tag), element.get(b"vocabulary", ""), element.get(b"code", ""))
                if key3 not in seen:
                    seen.add(key3)
                    (self.country if element.tag == "recipient-country" else self.area)(element)
            found.place_shares.clear()
            found.parts_of_places.clear()
            for element, part in shares:
                self._part(element, part)

    def regions(self) -> tuple[RegionMention, ...]:
        """The regions that locations name, where one of the countries has regions that sdgkit knows."""
        found = self.found
        home = next((one for one in found.countries if _has_regions(one)), "")
        mentions: dict[str, RegionMention] = {}
        for location in found.locations:
            if len(location) > 1:
                self.told(location, "location/details")
            names = list(_location_names(location))
            mention = self._by_code(location) or next(
                (
                    RegionMention(code=place.code, written=place.written)
                    for name in names
                    if home
                    for place in _places(name, home)
                ),
                None,
            )
            if mention is not None:
                mentions.setdefault(mention.code, mention)
                continue
            shown = names[0] if names else " ".join((location.findtext("point/pos") or "").split())
            if shown:
                self.found.keep("location", shown)
                if home and not any(country_of_name(name) for name in names):
                    self.note("iati-location-unread", location, shown)
        return tuple(mentions.values())

    def _by_code(self, location: _Element) -> RegionMention | None:
        """The region of an ISO 3166-2 code in the reference or the administrative divisions."""
        for written in (
            location.get("ref"),
            *(one.get("code") for one in children(location) if one.tag == "administrative"),
        ):
            if written and "-" in written and len(written) <= 6:
                try:
                    return RegionMention(code=region(written).code, written=written)
                except UsageError:
                    continue
        return None


def joined_shares(parts: list[PlaceShare]) -> tuple[PlaceShare, ...]:
    """The parts of each place; none where they are more than the whole, as with two vocabularies of regions."""
    if len(parts) < 2:
        return tuple(parts)
    of_place: dict[str, Fraction] = {}
    for part in parts:
        of_place[part.code] = of_place.get(part.code, Fraction(0)) + part.share
    if sum(of_place.values()) > 1:
        return ()
    return tuple(PlaceShare(code=code, share=share) for code, share in of_place.items())


@lru_cache(maxsize=5000)
def country_of_name(name: str) -> bool:
    """Whether a name is that of a whole country, or of a group of countries.

    Example:
        >>> country_of_name("Kazakhstan"), country_of_name("Somewhere")
        (True, False)
    """
    return any(place.kind in ("country", "all", "regional") for place in find_places(name, cell=True))


def _location_names(location: _Element) -> Iterable[str]:
    """The names of a place, then what is said of it."""
    parts = children(location)
    for tag in ("name", "description", "activity-description"):
        for part in parts:
            for narrative in part.iter("narrative", tag) if part.tag == tag else ():
                text = cleaned(narrative.text or "")
                if text:
                    yield text
