"""Districts on the words of a text, and which region is meant where several have one of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sdgkit.places.district import district_key, districts_named
from sdgkit.places.names import LONGEST_ENDING, Name
from sdgkit.places.place import country as country_named
from sdgkit.places.place import country_group, region
from sdgkit.places.tokens import Span, Token, joined, last_word
from sdgkit.places.words_beside import DISTRICT, PART

DISTRICT_OF_MANY = "places.district-of-many"
DISTRICT_ELSEWHERE = "places.district-elsewhere"
"""Codes of the messages for districts that could not be decided."""


class Surroundings(NamedTuple):
    """What is named around a district.

    Attributes:
        regions: regions that the text names -> what stands between them and the district.
        countries: ISO 3166-1 alpha-2 of the countries that the text names, by their regions too.
        within: codes of regions or countries that stand around the text.
        home: ISO 3166-1 alpha-3 of the country at hand.
        cell: whether the text comes from a column of places.
    """

    regions: Mapping[str, str]
    countries: frozenset[str]
    within: tuple[str, ...]
    home: str
    cell: bool

    def decide(self, units: list[Name]) -> tuple[list[Name], str, tuple[str, ...]]:
        """The names that are meant, the code of a message where that is doubtful, and their regions.

        A region in the same text decides first, one directly beside before others, then a country in it, then what
        stands around the text, then the country at hand. Nothing is guessed: where several are left, all come back.
        """
        at_home = {name.code for name in units if name.country == self.home and not name.old}
        beside = [code for code, words in self.regions.items() if not re.search(r"[^\W\d_]", words)]
        closest = [code for code in beside if not re.search(r"[,;)\n]", self.regions[code])]
        units, _ = _narrowed(units, self.regions)
        # "Абайский район ВКО": of what was carved out of that region.
        carved_out = [heir for code in self.regions for heir in region(code).successors]
        for codes in (beside, closest, carved_out, self.countries):
            units, _ = _narrowed(units, codes)
        units, by_surroundings = _narrowed(units, self.within)
        if not self._names_countries_of(units):
            units, _ = _narrowed(units, (country_named(self.home).iso2,))
        named = self._names_countries_of(units)
        known = named or all(name.country == self.home for name in units)
        if known:
            units = [name for name in units if not name.old] or units
        codes_left = tuple(dict.fromkeys(name.code for name in units))
        # "Ленинский район" lies in a hundred cities, of which only those of five countries are known here.
        of_unknown_city = all(name.unit == "city district" for name in units) and not (
            known and (self.cell or named)
        )
        # Districts of Afghanistan, say, have the names of their neighbours across the river.
        here = country_group("central-asia").countries
        abroad = any(country_named(code).iso3 not in here for code in self.countries if code.isupper())
        elsewhere = not known and (abroad or self.home not in here)
        if len(codes_left) > 1 or of_unknown_city or elsewhere:
            return units, DISTRICT_OF_MANY if len(codes_left) > 1 else DISTRICT_ELSEWHERE, codes_left
        if by_surroundings and len(at_home) > 1:
            return units, "places.district-within", codes_left
        return units, "places.old-name" if units[0].old else "", codes_left

    def _names_countries_of(self, units: list[Name]) -> bool:
        codes = {*self.countries, *(code.partition("-")[0] for code in self.within)}
        return {name.code.partition("-")[0] for name in units} <= codes


def _narrowed(units: list[Name], codes: Iterable[str]) -> tuple[list[Name], bool]:
    """The names in some regions or countries, all where none is, and whether that left fewer regions."""
    wanted = frozenset(codes)
    fitting = [name for name in units if name.code in wanted or name.code.partition("-")[0] in wanted]
    fewer = bool(fitting) and len({name.code for name in fitting}) < len({name.code for name in units})
    return (fitting, True) if fewer else (units, False)


def is_whole_entry(text: str, start: int, end: int) -> bool:
    """Whether words are a whole entry of a list.

    Example:
        >>> is_whole_entry("Астана, Панфилов", 8, 16), is_whole_entry("Астана, Иван Панфилов", 13, 21)
        (True, False)
    """
    left = [found.end() for found in PART.finditer(text, 0, start)]
    right = PART.search(text, end)
    around = text[left[-1] if left else 0 : start] + text[end : right.start() if right else len(text)]
    return not re.search(r"[^\W\d_]", around)


def with_districts(tokens: list[Token], text: str, spans: list[Span], *, cell: bool) -> list[Span]:
    """The spans with those of districts; names of both kinds on the same words stand in one span."""
    found = spans
    left = 0
    for position, token in enumerate(tokens):
        if position < left:
            continue
        word = district_key(token.folded)
        known = districts_named(word[:1])
        last = position
        names: list[Name] = []
        for cut in range(len(word), max(0, len(word) - LONGEST_ENDING - 1), -1):
            for name in known.get(word[:cut], ()):
                if word[cut:] in name.words[0].endings:
                    end = last_word(tokens, position, name, text, keyed=True)
                    if end is not None and end > last:
                        last, names = end, []
                    if end == last:
                        names.append(name)
        if not names or not (cell or token.written[:1].isupper() or _beside_district(tokens, position, text)):
            continue
        inside = [span for span in found if span.first <= last and span.last >= position]
        if any(span.first < position or span.last > last for span in inside):
            continue
        same = [name for span in inside if (span.first, span.last) == (position, last) for name in span.names]
        found = [span for span in found if span not in inside]
        found.append(Span(position, last, (*same, *names)))
        left = last + 1
    return found if found is spans else sorted(found, key=lambda span: span.first)


def _beside_district(tokens: list[Token], position: int, text: str) -> bool:
    after = joined(tokens, position, text) and DISTRICT.fullmatch(tokens[position + 1].folded)
    before = joined(tokens, position - 1, text) and DISTRICT.fullmatch(tokens[position - 1].folded)
    return bool(after or before)
