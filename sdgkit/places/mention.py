"""Places that a text or a cell names, with where they stand and what is doubtful about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.languages import Text
from sdgkit.places.district_mention import (
    DISTRICT_ELSEWHERE,
    DISTRICT_OF_MANY,
    Surroundings,
    is_whole_entry,
    with_districts,
)
from sdgkit.places.names import (
    LONGEST_ENDING,
    Name,
    NameKind,
    groups_and_countries,
    in_cyrillic,
    index,
    is_adjective,
    region_beside,
    regions_like_cities,
    shown_places,
)
from sdgkit.places.place import country as country_named
from sdgkit.places.place import region
from sdgkit.places.tokens import Span, Token, joined, last_word, tokens_of
from sdgkit.places.words_beside import (
    CITIES_AFTER,
    CITIES_BEFORE,
    CITY_AFTER,
    CITY_BEFORE,
    DISTRICT,
    DISTRICT_ABBREVIATED,
    DISTRICTS,
    DISTRICTS_BEFORE,
    HINT_OF_DISTRICT,
    LIST,
    NAMED_AFTER,
    NO_DISTRICT,
    ORGANISATION,
    REGION,
    REGIONS,
    REGIONS_BEFORE,
    STREET_AFTER,
    STREET_BEFORE,
)


class PlaceMention(BaseModel):
    """A place that a text names.

    Attributes:
        code: ISO 3166-2 of a region ("KZ-43"), ISO 3166-1 alpha-2 of a country ("KZ"), or the code of a basin
            ("aral") or group of countries ("central-asia").
        kind: "region"; "city" (of the rank of a region); "town" (a town or place, given by its region); "district" (a
            district or a part of a city, given by its region or city); "country"; "all" (the whole country, in so many
            words); "regional" (a group of countries); "basin".
        start: position of the first character, company words such as "г." included.
        end: position after the last character.
        written: the words as they stand.
        note_code: code of the message that tells what is doubtful, or "".
        details: values for the placeholders of that message.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    kind: NameKind
    start: int
    end: int
    written: str
    note_code: str = ""
    details: Mapping[str, str | Text] = Field(default_factory=dict)


HOMONYMS = frozenset(["семей", "орал", "рудный", "верный", "арал"])
"""Names that are ordinary words too ("помощь для семей"): they count only with a capital letter in small text."""

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


def find_places(
    text: str,
    country: str = "KAZ",
    year: int | None = None,
    *,
    cell: bool = False,
    within: tuple[str, ...] = (),
) -> tuple[PlaceMention, ...]:
    """The places that a text names, in the order in which they stand.

    Names are found in English, Russian and Kazakh, in any case and number, abbreviated, under former names, with
    Latin letters typed for Cyrillic ones, and as Windows-1251 damages them. The longest name counts. A name that is
    part of a street's, a person's or a company's name does not.

    Where a name may be two places, a word beside it decides ("г.", "область", "облысы"). Without one the city is taken
    before the region of the same name (Almaty), with a note, and a name that also is a person or thing counts only in
    a cell.

    A district gives its region. Where several regions have one of the name, a region or country named in the same text
    decides, else `within`, else the country; where that leaves several, it is no place but an `undecided_districts`.
    Outside a cell a district counts only with the word for it.

    Args:
        text: a sentence, or the content of a cell.
        country: code or name of the country that is meant where a name stands in several.
        year: year in which the activity began, for notes on regions that changed.
        cell: whether the text comes from a column of places, so that every word may be trusted to name one.
        within: ISO 3166-2 of regions, or alpha-2 of countries, that stand around the text: in another column of the
            row, or in the title of the register.

    Raises:
        UsageError: the country is unknown.

    Example:
        >>> [place.code for place in find_places("в Кызылординской и Туркестанской областях")]
        ['KZ-43', 'KZ-61']
        >>> [(place.code, place.kind) for place in find_places("г.Актау, Қызылорда облысында, Приаралье")]
        [('KZ-47', 'town'), ('KZ-43', 'region'), ('aral', 'basin')]
        >>> find_places("ул. Абая 10, проспект Алматы, поддержка семей")
        ()
        >>> [(place.code, place.written) for place in find_places("Мұнайлы ауданында, Жамбылский район СКО")]
        [('KZ-47', 'Мұнайлы ауданында'), ('KZ-59', 'Жамбылский район'), ('KZ-59', 'СКО')]
    """
    return tuple(
        place for place in _find(text, country_named(country).iso3, year, cell, within) if place.code
    )


def undecided_districts(
    text: str,
    country: str = "KAZ",
    year: int | None = None,
    *,
    cell: bool = False,
    within: tuple[str, ...] = (),
) -> tuple[PlaceMention, ...]:
    """Districts that a text names and several regions have, or one that nothing says to be meant.

    Their code is ""; the regions stand in the details.

    The arguments are those of `find_places`.

    Example:
        >>> (found,) = undecided_districts("Жамбылский район", cell=True)
        >>> found.code, str(found.details["regions"])
        ('', 'Almaty Region (KZ-19), Zhambyl Region (KZ-31), North Kazakhstan Region (KZ-59)')
    """
    return tuple(
        place for place in _find(text, country_named(country).iso3, year, cell, within) if not place.code
    )


def narrowed(mentions: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The mentions without the country of a region that is named too, and each place once.

    "Казахстан, Кызылординская область" means the region; "все регионы, в том числе Астана" means both.

    Example:
        >>> [place.code for place in narrowed(find_places("РК, Кызылординская обл., г. Кызылорда"))]
        ['KZ-43']
    """
    every = tuple(mentions)
    inside = {
        place.code.partition("-")[0]
        for place in every
        if place.kind in ("region", "city", "town", "district")
    }
    found: dict[str, PlaceMention] = {}
    for place in every:
        if place.kind != "country" or place.code not in inside:
            found.setdefault(place.code, place)
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def _find(
    text: str, country: str, year: int | None, cell: bool, within: tuple[str, ...] = ()
) -> tuple[PlaceMention, ...]:
    tokens = tokens_of(text)
    shouted = not cell and len(tokens) > 2 and text.isupper()
    spans = _spans(tokens, text, country, cell=cell, shouted=shouted)
    if cell or HINT_OF_DISTRICT.search(text):
        spans = with_districts(tokens, text, spans, cell=cell)
    if not spans:
        return ()
    return tuple(_Context(text, tokens, spans, country, year, cell, within).mentions())


def _spans(tokens: list[Token], text: str, country: str, *, cell: bool, shouted: bool) -> list[Span]:
    known = index()
    found: list[Span] = []
    names: list[Name]
    position = 0
    while position < len(tokens):
        word = tokens[position].folded
        fitting: dict[int, list[Name]] = {}
        for cut in range(len(word), max(0, len(word) - LONGEST_ENDING - 1), -1):
            for name in known.get(word[:cut], ()):
                if word[cut:] in name.words[0].endings:
                    last = last_word(tokens, position, name, text)
                    if last is not None:
                        fitting.setdefault(last, []).append(name)
        last, names = position, []
        for last in sorted(fitting, reverse=True):
            names = [
                name
                for name in fitting[last]
                if _counts(tokens, position, last, name, country, cell=cell, shouted=shouted)
            ]
            abroad = any(name.ambiguous and name.country not in ("", country) for name in fitting[last])
            if names or (abroad and last > position):
                break  # a place abroad that does not count is still that place: no town Issyk in "Issyk-Kul"
            last = position
        if not names and cell and word.isascii() and tokens[position].written.isupper():
            # "PK" typed with Latin letters for "РК"; only where the cell is about places.
            names = [
                name
                for name in known.get(in_cyrillic(tokens[position].written), ())
                if name.capitals.lower() == in_cyrillic(tokens[position].written)
            ]
        if names:
            found.append(Span(position, last, tuple(names)))
        position = last
        position += 1
    return found


def _counts(
    tokens: list[Token], first: int, last: int, name: Name, country: str, *, cell: bool, shouted: bool
) -> bool:
    """Whether a name may count here, by its letters' case and its country."""
    written = tokens[first].written
    upper = written[:1].isupper() or written.startswith("?")
    if name.capitals:
        spelt = unicodedata.normalize("NFC", written).upper()
        if spelt != name.capitals and in_cyrillic(spelt).upper() != name.capitals:
            return False
        if not cell and name.country not in ("", country):
            return False
        return written.isupper() or (cell and len(written) > 2)
    if name.kind == "country" and not cell and name.country not in groups_and_countries():
        return False
    if name.ambiguous and name.country not in ("", country):
        return False
    if name.kind == "all":
        return True
    if tokens[first].folded in HOMONYMS and first == last:
        return upper and not shouted and (cell or first > 0 or _stands_with_company(tokens, last))
    if cell or upper:
        return True
    # "в кызылординской области" in small letters: the word beside it is proof enough.
    return last + 1 < len(tokens) and REGION.fullmatch(tokens[last + 1].folded) is not None


def _stands_with_company(tokens: list[Token], last: int) -> bool:
    """Whether a word such as "қаласы" or "облысы" follows."""
    following = tokens[last + 1].folded if last + 1 < len(tokens) else ""
    return any(words.fullmatch(following) for words in (REGION, CITY_AFTER, DISTRICT))


class _Context:
    """What stands beside the names of one text, and what follows from it."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        spans: list[Span],
        country: str,
        year: int | None,
        cell: bool,
        within: tuple[str, ...] = (),
    ) -> None:
        self.text, self.tokens, self.spans = text, tokens, spans
        self.country, self.year, self.cell, self.within = country, year, cell, within
        self.taken: set[int] = {word for span in spans for word in range(span.first, span.last + 1)}
        self.beside: list[tuple[str, int, int]] = []
        """Per span: "region", "city", "district" or "", and its first and last word with company words."""

    def mentions(self) -> list[PlaceMention]:
        plural: list[tuple[int, int, str]] = []
        for number, span in enumerate(self.spans):
            self.beside.append(self._company(number, span, plural))
        for number, step, word in plural:
            self._spread(number, step, word)
        found = []
        districts: list[tuple[list[Name], int, int]] = []
        for span, (beside, first, last) in zip(self.spans, self.beside, strict=True):
            units = self._units(span, beside, first, last)
            if units:
                districts.append((units, first, last))
            elif (mention := self._mention(span, beside, first, last)) is not None:
                found.append(mention)
        if districts:
            # Last, because the regions that the text names elsewhere decide between several of one name.
            others = tuple(found)
            decided = [self._district(*one, others, self.within) for one in districts]
            codes = tuple(dict.fromkeys(one.code for one in decided if one.code))
            if codes and not all(one.code for one in decided):
                # "Шетский и Актогайский районы": the one lies in Karaganda Region only, and so decides for the other.
                decided = [
                    place if place.code else self._district(*one, others, (*self.within, *codes))
                    for place, one in zip(decided, districts, strict=True)
                ]
            found += decided
            found.sort(key=lambda mention: mention.start)
        return found

    def _next(self, span: Span) -> str:
        free = joined(self.tokens, span.last, self.text) and span.last + 1 not in self.taken
        return self.tokens[span.last + 1].folded if free else ""

    def _before(self, span: Span) -> tuple[str, int]:
        first = span.first - 1
        if first < 0 or first in self.taken or not joined(self.tokens, first, self.text):
            return "", first
        if self.tokens[first].folded == "of" and first > 0 and first - 1 not in self.taken:  # city of Almaty
            first -= 1
        return self.tokens[first].folded, first

    def _company(self, number: int, span: Span, plural: list[tuple[int, int, str]]) -> tuple[str, int, int]:
        inside = self._own_company(span)
        if inside:
            return inside, span.first, span.last
        after = self._next(span)
        if after and REGION.fullmatch(after):
            self.taken.add(span.last + 1)
            if REGIONS.fullmatch(after):
                plural.append((number, -1, "region"))
            return "region", span.first, span.last + 1
        has_districts = any(name.kind == "district" for name in span.names)
        if has_districts and (word := self._district_behind(span)):
            self.taken.update(range(span.last + 1, word + 1))
            if DISTRICTS.fullmatch(self.tokens[word].folded):
                plural.append((number, -1, "district"))
            return "district", span.first, word
        if after and DISTRICT.fullmatch(after) and not has_districts:
            return "district", span.first, span.last
        before, where = self._before(span)
        if before and CITY_BEFORE.fullmatch(before):
            self.taken.update(range(where, span.first))
            if CITIES_BEFORE.fullmatch(before):
                plural.append((number, 1, "city"))
            return "city", where, span.last
        if before and REGION.fullmatch(before):
            self.taken.update(range(where, span.first))
            if REGIONS_BEFORE.fullmatch(before):
                plural.append((number, 1, "region"))
            return "region", where, span.last
        if after and CITY_AFTER.fullmatch(after):
            self.taken.add(span.last + 1)
            if CITIES_AFTER.fullmatch(after):
                plural.append((number, -1, "city"))
            return "city", span.first, span.last + 1
        named_after = has_districts and before and NAMED_AFTER.fullmatch(before)
        if named_after and where - 1 not in self.taken and joined(self.tokens, where - 1, self.text):
            where -= 1  # "район имени Габита Мусрепова"
            before = self.tokens[where].folded
        abbreviated = (
            has_districts
            and before
            and DISTRICT_ABBREVIATED.fullmatch(before)
            and self.text[self.tokens[where].end : self.tokens[where].end + 1] == "."
        )
        if before and (DISTRICT.fullmatch(before) or abbreviated):
            if not has_districts:
                return "district", span.first, span.last
            self.taken.update(range(where, span.first))
            if DISTRICTS_BEFORE.fullmatch(before):
                plural.append((number, 1, "district"))
            return "district", where, span.last
        return "", span.first, span.last

    def _district_behind(self, span: Span) -> int:
        """Number of the word for district behind a name, 0 where there is none: "Ғабит Мүсірепов атындағы ауданда"."""
        word = span.last + 1
        while word < len(self.tokens) and word not in self.taken and joined(self.tokens, word - 1, self.text):
            if "." in self.text[self.tokens[word - 1].end : self.tokens[word].start]:
                return 0  # a new sentence
            if DISTRICT.fullmatch(self.tokens[word].folded):
                return word
            if self.tokens[word].folded != "атындагы":
                return 0
            word += 1
        return 0

    def _own_company(self, span: Span) -> str:
        """The company word that the name itself holds ("Абай облысы", "г. Абай"), or that no name may have."""
        if all(name.kind in ("country", "regional", "all", "basin") for name in span.names):
            return "none"
        if all(name.unit for name in span.names):
            return ""
        for word in (self.tokens[span.first].folded, self.tokens[span.last].folded):
            if span.first == span.last:
                break
            if REGION.fullmatch(word):
                return "region"
            if CITY_BEFORE.fullmatch(word) or CITY_AFTER.fullmatch(word):
                return "city"
            if DISTRICT.fullmatch(word):
                return "own district"
        return ""

    def _spread(self, number: int, step: int, word: str) -> None:
        """Give a plural company word to the other names of the list: "Қызылорда және Абай облыстары"."""
        other = number + step
        while 0 <= other < len(self.spans) and not self.beside[other][0]:
            left, right = sorted((number, other))
            start = self.tokens[self.beside[left][2]].end
            if not LIST.fullmatch(self.text[start : self.tokens[self.beside[right][1]].start]):
                return
            self.beside[other] = (word, *self.beside[other][1:])
            number, other = other, other + step

    def _is_no_place(self, span: Span) -> bool:
        """Whether the name is part of a street's, person's, company's or internet name."""
        before, where = self._before(span)
        if before and STREET_BEFORE.fullmatch(before):
            return True
        after = self._next(span)
        if after and STREET_AFTER.fullmatch(after):
            return True
        start, end = self.tokens[span.first].start, self.tokens[span.last].end
        if where >= 0 and ORGANISATION.fullmatch(self.tokens[where].folded):
            between = self.text[self.tokens[where].end : start]
            if between.strip() in ("«", '"', "“", "„", "'"):
                return True
        latin = self.tokens[span.first].folded.isascii()
        if self.text[end : end + 1] == "@" or (start and self.text[start - 1] == "@"):
            return True
        if not latin:
            return False
        dotted = re.match(r"\.[a-z]", self.text[end : end + 2]) is not None
        return dotted or re.search(r"[a-z]\.$", self.text[:start]) is not None

    def _mention(self, span: Span, beside: str, first: int, last: int) -> PlaceMention | None:
        if self._is_no_place(span):
            return None
        name = self._chosen(span, beside)
        if name is None:
            return None
        code, kind = name.code, name.kind
        if kind == "all" and name.code == "KZ" and not self._names_kazakhstan(span):
            # "все регионы" means those of the country at hand.
            code = country_named(self.country).iso2
        if beside == "region" and kind == "city" and (other := region_beside(code)):
            code, kind = other, "region"
        if beside == "city" and kind == "region":
            kind = "town"
        elif beside == "region" and kind == "town":
            kind = "region"
        start, end = self.tokens[first].start, self.tokens[last].end
        if self.text[end : end + 1] == "." and self.tokens[last].folded in ("обл", "к", "г"):
            end += 1
        code, note, details = self._note(name, code, beside)
        return PlaceMention(
            code=code,
            kind=kind,
            start=start,
            end=end,
            written=self.text[start:end],
            note_code=note,
            details=details,
        )

    def _units(self, span: Span, beside: str, first: int, last: int) -> list[Name]:
        """The names of `districts.csv` that the words are, where they are not to be read as another place's."""
        units = [name for name in span.names if name.unit]
        if not units:
            return []
        if beside == "district":
            return [name for name in units if name.kind == "district"]
        before, where = self._before(span)
        if self.cell and before and NAMED_AFTER.fullmatch(before):
            # "им. М. Жумабаева" alone in a column of districts; behind a school or a street it names that.
            own = [name for name in units if name.code in self.within]
            start, end = self.tokens[where].start, self.tokens[last].end
            return own if is_whole_entry(self.text, start, end) else []
        if self._is_no_place(span) or beside in ("region", "own district", "none"):
            return []
        if any(word and NO_DISTRICT.fullmatch(word) for word in (self._next(span), before)):
            return []
        other = self._chosen(Span(span.first, span.last, tuple(n for n in span.names if not n.unit)), beside)
        abroad = other is not None and other.country not in ("", self.country)
        if beside == "city":
            # A district's centre mostly has its name: "г. Узген".
            centres = [name for name in units if name.unit == "district" and name.alone != "word"]
            cities = [name for name in units if name.unit == "city"] or centres
            if other is None:
                return cities
            return [name for name in cities if name.country == self.country] if abroad else []
        if not self.cell:
            return []
        own = [name for name in units if name.code in self.within]
        whole = is_whole_entry(self.text, self.tokens[first].start, self.tokens[last].end)
        if other is not None:
            # In a register of Almaty Region "Жамбыл" is its district; in one of Kyrgyzstan "Сузак" lies there.
            at_home = [name for name in units if name.country == self.country and name.alone != "word"]
            if abroad and at_home and (whole or not at_home[0].alone):
                return at_home
            unsure = other.ambiguous or other.kind in ("region", "basin")
            return units if own and whole and unsure and other.code not in self.within else []
        upper = self.tokens[span.first].written[:1].isupper()
        alone = [
            name
            for name in units
            if (name.alone != "word" or (name in own))
            and (whole or (not name.alone and upper))
            and not (name.country != self.country and name.alone and name not in own)
        ]
        # Where one of them counts, so do those of the name that would not by themselves: that prefers none.
        return [name for name in units if name in alone or name.alone != "word"] if alone else []

    def _district(
        self,
        units: list[Name],
        first: int,
        last: int,
        named: tuple[PlaceMention, ...],
        within: tuple[str, ...],
    ) -> PlaceMention:
        """A district, decided by what is named around it; without a code where that leaves several regions."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if self.text[end : end + 1] == "." and self.tokens[last].folded in ("ауд", "район"):
            end += 1
        regions = [place for place in named if place.kind in ("region", "city", "town")]
        surroundings = Surroundings(
            {place.code: self.text[min(place.end, end) : max(place.start, start)] for place in regions},
            frozenset(place.code.partition("-")[0] for place in named),
            within,
            self.country,
            self.cell,
        )
        units, note, codes = surroundings.decide(units)
        shown = shown_places(codes)
        details = {"region": shown, "regions": shown} if note else {}
        return PlaceMention(
            code="" if note in (DISTRICT_OF_MANY, DISTRICT_ELSEWHERE) else codes[0],
            kind=units[0].kind,
            start=start,
            end=end,
            written=self.text[start:end],
            note_code=note,
            details=details,
        )

    def _names_kazakhstan(self, span: Span) -> bool:
        words = [token.folded for token in self.tokens[span.first : span.last + 1]]
        return any(
            word.startswith(("казахстан", "казакстан", "kazakhstan")) or word == "рк" for word in words
        )

    def _chosen(self, span: Span, beside: str) -> Name | None:
        names = [name for name in span.names if self._may_be(name, span, beside)]
        if len(names) < 2:
            return names[0] if names else None

        def rank(name: Name) -> tuple[object, ...]:
            suits = {"region": name.kind == "region", "city": name.kind in ("city", "town")}
            return (
                name.country not in ("", self.country),
                beside in suits and not suits[beside],
                name.kind == "basin" and beside == "district",
                _ORDER[name.kind],
                name.ambiguous,
                name.old,
            )

        return min(names, key=rank)

    def _may_be(self, name: Name, span: Span, beside: str) -> bool:
        if name.unit:
            return False  # by `_units`
        if beside == "district":
            # Districts are named after people and regions all over the country; towns name their own.
            return name.kind in ("town", "basin") and not name.ambiguous
        abroad = name.kind == "region" and name.country != self.country
        if (
            not self.cell
            and not beside
            and is_adjective(name)
            and (abroad or name.country != "KAZ" or name.code in regions_like_cities())
        ):
            return False  # "Алматинский университет" stands in the city, "Ошский" need not be the region
        if not name.ambiguous:
            return True
        if name.kind == "all":
            return self.cell and len(self.spans) == 1 and span.last - span.first + 1 == len(self.tokens)
        if beside == "own district":
            return True
        if beside in ("region", "city"):
            return (beside == "region") == (name.kind == "region")
        return self.cell

    def _note(self, name: Name, code: str, beside: str) -> tuple[str, str, dict[str, str | Text]]:
        """The code that counts, what is doubtful about it, and the values of the message."""
        if name.kind not in ("region", "city", "town"):
            return code, "", {}
        of_region = region(code)
        details: dict[str, str | Text]
        if of_region.valid_to is not None and (self.year is None or self.year >= of_region.valid_to):
            heir, *others = of_region.successors
            year = str(of_region.valid_to)
            return (
                heir,
                "places.region-historic",
                {"region": shown_places([heir]), "others": shown_places(others), "year": year},
            )
        if self.year is not None and of_region.valid_from is not None and self.year < of_region.valid_from:
            details = {
                "region": shown_places([code]),
                "others": shown_places(of_region.predecessors),
                "year": str(of_region.valid_from),
            }
            # A town lay where it lies; only the region's own name is out of its time.
            return (code, "places.region-later", details) if name.kind != "town" else (code, "", {})
        split = [year for year in of_region.boundary_changes if self.year is not None and year > self.year]
        if split and of_region.successors and name.kind == "region":
            details = {
                "region": shown_places([code]),
                "others": shown_places(of_region.successors),
                "year": str(split[0]),
            }
            return code, "places.region-split", details
        if name.old:
            return code, "places.old-name", {"region": shown_places([code])}
        if name.kind == "city" and not beside and (other := region_beside(code)):
            return (
                code,
                "places.city-or-region",
                {"region": shown_places([code]), "others": shown_places([other])},
            )
        if name.ambiguous and not beside and not name.capitals and not is_adjective(name):
            return code, "places.name-of-many", {"region": shown_places([code])}
        return code, "", {}
