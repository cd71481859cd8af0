"""Places that a text or a cell names, with where they stand and what is doubtful about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.languages import Text
from sdgkit.places.beside import Beside, Said
from sdgkit.places.chosen_name import Choice
from sdgkit.places.district_mention import DISTRICT_ELSEWHERE, DISTRICT_OF_MANY, Surroundings, with_districts
from sdgkit.places.doubts import doubt_of
from sdgkit.places.names import Name, NameKind, region_beside, shown_places
from sdgkit.places.names_on_words import names_on
from sdgkit.places.place import country as country_named
from sdgkit.places.tokens import Span, Token, tokens_of
from sdgkit.places.words_beside import HINT_OF_DISTRICT


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
    spans = names_on(tokens, text, country, cell=cell, shouted=shouted)
    if cell or HINT_OF_DISTRICT.search(text):
        spans = with_districts(tokens, text, spans, cell=cell)
    if not spans:
        return ()
    return tuple(_Reading(text, tokens, spans, country, year, cell, within).mentions())


class _Reading:
    """One reading of a text: the names on its words in, the places that they mean out."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        spans: list[Span],
        country: str,
        year: int | None,
        cell: bool,
        within: tuple[str, ...],
    ) -> None:
        self.text, self.tokens, self.spans = text, tokens, spans
        self.country, self.year, self.cell, self.within = country, year, cell, within
        self._beside = Beside(text, tokens, spans)
        self._choice = Choice(self._beside, country, cell, within)

    def mentions(self) -> list[PlaceMention]:
        """The places, in the order in which they stand."""
        found = []
        districts: list[tuple[list[Name], Said]] = []
        for span, said in zip(self.spans, self._beside.said(), strict=True):
            units = self._choice.districts(span, said)
            if units:
                districts.append((units, said))
            elif (mention := self._mention(span, said)) is not None:
                found.append(mention)
        if districts:
            # Last, because the regions that the text names elsewhere decide between several of one name.
            found += self._districts(districts, tuple(found))
            found.sort(key=lambda mention: mention.start)
        return found

    def _districts(
        self, districts: list[tuple[list[Name], Said]], others: tuple[PlaceMention, ...]
    ) -> list[PlaceMention]:
        decided = [self._district(*one, others, self.within) for one in districts]
        codes = tuple(dict.fromkeys(one.code for one in decided if one.code))
        if not codes or all(one.code for one in decided):
            return decided
        # "Шетский и Актогайский районы": the one lies in Karaganda Region only, and so decides for the other.
        return [
            place if place.code else self._district(*one, others, (*self.within, *codes))
            for place, one in zip(decided, districts, strict=True)
        ]

    def _mention(self, span: Span, said: Said) -> PlaceMention | None:
        name = None if self._beside.is_no_place(span) else self._choice.chosen(span, said.kind)
        if name is None:
            return None
        code, kind = name.code, name.kind
        if kind == "all" and code == "KZ" and not self._names_kazakhstan(span):
            # "все регионы" means those of the country at hand.
            code = country_named(self.country).iso2
        if said.kind == "region" and kind == "city" and (other := region_beside(code)):
            code, kind = other, "region"
        if said.kind == "city" and kind == "region":
            kind = "town"
        elif said.kind == "region" and kind == "town":
            kind = "region"
        start, end = self._stretch(said, ("обл", "к", "г"))
        code, note, details = doubt_of(name, code, said.kind, self.year)
        return PlaceMention(
            code=code,
            kind=kind,
            start=start,
            end=end,
            written=self.text[start:end],
            note_code=note,
            details=details,
        )

    def _stretch(self, said: Said, abbreviations: tuple[str, ...]) -> tuple[int, int]:
        """Where a place begins and ends in the text, the dot of an abbreviation included."""
        start, end = self.tokens[said.first].start, self.tokens[said.last].end
        dotted = self.text[end : end + 1] == "." and self.tokens[said.last].folded in abbreviations
        return start, end + dotted

    def _district(
        self,
        units: list[Name],
        said: Said,
        named: tuple[PlaceMention, ...],
        within: tuple[str, ...],
    ) -> PlaceMention:
        """A district, decided by what is named around it; without a code where that leaves several regions."""
        start, end = self._stretch(said, ("ауд", "район"))
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
