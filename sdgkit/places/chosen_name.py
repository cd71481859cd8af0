"""The name that is meant where several places have it, told by what stands beside it and by the country at hand."""

from __future__ import annotations

from collections.abc import Mapping

from sdgkit.places.beside import Beside, Kind, Said
from sdgkit.places.district_mention import is_whole_entry
from sdgkit.places.names import Name, is_adjective, regions_like_cities
from sdgkit.places.tokens import Span
from sdgkit.places.words_beside import NAMED_AFTER, NO_DISTRICT

_ORDER: Mapping[str, int] = {
    "region": 0,
    "city": 0,
    "basin": 1,
    "all": 1,
    "regional": 1,
    "country": 2,
    "town": 3,
    "district": 4,
}
"""Which of several places of one name is taken, where nothing else tells: the larger before the town."""


class Choice:
    """Chooses among the names that stand on the same words of one text.

    Args:
        beside: what stands beside the names of the text.
        country: ISO 3166-1 alpha-3 of the country at hand.
        cell: whether the text comes from a column of places.
        within: codes of regions or countries that stand around the text.
    """

    def __init__(self, beside: Beside, country: str, cell: bool, within: tuple[str, ...]) -> None:
        self._beside = beside
        self._country, self._cell, self._within = country, cell, within

    def chosen(self, span: Span, said: Kind) -> Name | None:
        """The country, region, city or water that is meant; None where none may be."""
        names = [name for name in span.names if self._may_be(name, span, said)]
        if len(names) < 2:
            return names[0] if names else None

        def rank(name: Name) -> tuple[object, ...]:
            suits = {"region": name.kind == "region", "city": name.kind in ("city", "town")}
            return (
                self._is_abroad(name),
                said in suits and not suits[said],
                name.kind == "basin" and said == "district",
                _ORDER[name.kind],
                name.ambiguous,
                name.old,
            )

        return min(names, key=rank)

    def _may_be(self, name: Name, span: Span, said: Kind) -> bool:
        if name.unit:
            return False  # by `districts`
        if said == "district":
            # Districts are named after people and regions all over the country; towns name their own.
            return name.kind in ("town", "basin") and not name.ambiguous
        abroad = name.kind == "region" and name.country != self._country
        if (
            not self._cell
            and not said
            and is_adjective(name)
            and (abroad or name.country != "KAZ" or name.code in regions_like_cities())
        ):
            return False  # "Алматинский университет" stands in the city, "Ошский" need not be the region
        if not name.ambiguous:
            return True
        if name.kind == "all":
            return (
                self._cell
                and len(self._beside.spans) == 1
                and span.last - span.first + 1 == len(self._beside.tokens)
            )
        if said == "own district":
            return True
        if said in ("region", "city"):
            return (said == "region") == (name.kind == "region")
        return self._cell

    def districts(self, span: Span, said: Said) -> list[Name]:
        """The names of `districts.csv` that the words are, where they are not to be read as another place's."""
        units = [name for name in span.names if name.unit]
        if not units:
            return []
        if said.kind == "district":
            return [name for name in units if name.kind == "district"]
        before, where = self._beside.word_before(span)
        if self._cell and before and NAMED_AFTER.fullmatch(before):
            # "им. М. Жумабаева" alone in a column of districts; behind a school or a street it names that.
            return self._own(units) if self._is_whole_entry(where, said.last) else []
        if self._beside.is_no_place(span) or said.kind in ("region", "own district", "none"):
            return []
        if any(word and NO_DISTRICT.fullmatch(word) for word in (self._beside.next_word(span), before)):
            return []
        other = self.chosen(span._replace(names=tuple(n for n in span.names if not n.unit)), said.kind)
        if said.kind == "city":
            return self._cities(units, other)
        if not self._cell:
            return []
        whole = self._is_whole_entry(said.first, said.last)
        if other is not None:
            return self._rather_than(other, units, whole)
        upper = self._beside.tokens[span.first].written[:1].isupper()
        return self._alone(units, whole, upper)

    def _own(self, units: list[Name]) -> list[Name]:
        """The districts of what stands around the text."""
        return [name for name in units if name.code in self._within]

    def _is_whole_entry(self, first: int, last: int) -> bool:
        tokens = self._beside.tokens
        return is_whole_entry(self._beside.text, tokens[first].start, tokens[last].end)

    def _is_abroad(self, name: Name) -> bool:
        return name.country not in ("", self._country)

    def _cities(self, units: list[Name], other: Name | None) -> list[Name]:
        """Of names behind the word for city those of cities; a district's centre mostly has its name: "г. Узген"."""
        centres = [name for name in units if name.unit == "district" and name.alone != "word"]
        cities = [name for name in units if name.unit == "city"] or centres
        if other is None:
            return cities
        return [name for name in cities if name.country == self._country] if self._is_abroad(other) else []

    def _rather_than(self, other: Name, units: list[Name], whole: bool) -> list[Name]:
        """The districts where they are meant rather than another place of the name.

        In a register of Almaty Region "Жамбыл" is its district; in one of Kyrgyzstan "Сузак" lies there.
        """
        at_home = [name for name in units if name.country == self._country and name.alone != "word"]
        if self._is_abroad(other) and at_home and (whole or not at_home[0].alone):
            return at_home
        unsure = other.ambiguous or other.kind in ("region", "basin")
        return units if self._own(units) and whole and unsure and other.code not in self._within else []

    def _alone(self, units: list[Name], whole: bool, upper: bool) -> list[Name]:
        """The districts where no word says what the name is, and no other place has it."""
        own = self._own(units)
        counting = [
            name
            for name in units
            if (whole or (not name.alone and upper))
            and (name in own or (name.alone != "word" and not (name.alone and name.country != self._country)))
        ]
        # Where one of them counts, so do those of the name that would not by themselves: that prefers none.
        return [name for name in units if name in counting or name.alone != "word"] if counting else []
