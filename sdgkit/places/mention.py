"""Places that a text or a cell names, with where they stand and what is doubtful about them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.languages import Text
from sdgkit.places.names import (
    LONGEST_ENDING,
    Name,
    NameKind,
    folded_word,
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


class PlaceMention(BaseModel):
    """A place that a text names.

    Attributes:
        code: ISO 3166-2 of a region ("KZ-43"), ISO 3166-1 alpha-2 of a country ("KZ"), or the code of a basin
            ("aral") or group of countries ("central-asia").
        kind: "region"; "city" (of the rank of a region); "town" (a town, district or place, given by its region);
            "country"; "all" (the whole country, in so many words); "regional" (a group of countries); "basin".
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


_WORD = re.compile(
    r"(?:\?(?=[^\W\d_]))?[^\W_]+(?:[\u00ad\u200b-\u200d\u2060\ufeff'‘’ʻʼ`?]+(?=[^\W\d_])[^\W_]+)*"
)
_BETWEEN_WORDS = re.compile(r"[\s\-‐‑–—]*(?:\.[\s\-‐‑–—]*)?")
_LIST = re.compile(r"[\s,]*(?:(?:и|және|мен|пен|бен|and|&|а также|сондай-ақ)[\s,]+)?", re.IGNORECASE)

_REGION = re.compile(
    r"обл|област(?:ь|и|ью|ей|ям|ями|ях)|облыс\w*|облус\w*|(?:вил|вел|уал)[аоя]я?т\w*|регион(?:а|у|ом|е|ы|ов|ам|ами|ах)?"
    r"|онир\w*|regions?|reg|rgn|oblast(?:s|i|y|yu|ju|iu|ey|ej|yam|yakh|jah)?|obl|oblys(?:y|yn|ynda|yna|ynyn|ynyng|ynan|ynyñ|ynyń)?|provinces?|провинци\w*|viloyat\w*|velayats?|welayat\w*"
)
_REGIONS = re.compile(
    r"област(?:ей|ям|ями|ях)|облыстар\w*|регион(?:ы|ов|ам|ами|ах)|regions|oblasts|provinces|velayats|провинци(?:и|й|ям|ями|ях)|провинциялар\w*"
)
_REGIONS_BEFORE = re.compile(
    r"области|област(?:ей|ям|ями|ях)|regions|oblasts|provinces|обл|провинци(?:и|й|ям|ях)"
)
_CITY_BEFORE = re.compile(r"г|гг|гор|город(?:а|у|ом|е|ов|ам|ами|ах)?|city|town|cities")
_CITIES_BEFORE = re.compile(r"гг|город(?:а|ов|ам|ами|ах)|cities")
_CITY_AFTER = re.compile(r"к|кала|каласы\w*|калалары\w*|city|town|qalasy|cities")
_CITIES_AFTER = re.compile(r"калалары\w*|cities")
_DISTRICT = re.compile(r"район(?:а|у|ом|е|ы|ов|ам|ами|ах)?|аудан\w*|districts?|rayon\w*|акимат\w*района")
_STREET_BEFORE = re.compile(
    r"ул|улиц\w+|пр|просп|проспект\w*|пер|переул\w+|бульвар\w*|бул|шоссе|мкр|микрорайон\w*|пл|площад\w+|наб"
    r"|им|имени|ave|avenue|street|str|ul|ulit[sc]a|prosp(?:ekt)?|pereulok|kosh?esi"
)
_STREET_AFTER = re.compile(
    r"коше|кошеси\w*|дангыл\w*|шагын|атындагы|атындагыларга|street|str|st|avenue|ave|проспект\w*|бульвар\w*"
)
_ORGANISATION = re.compile(r"тоо|ао|жшс|ак|llp|jsc|ltd|отел\w+|гостиниц\w+|фк|фк|hotel|ип|нао")

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
}
"""Which of several places of one name is taken, where nothing else tells: the larger before the town."""


class _Token(NamedTuple):
    start: int
    end: int
    folded: str
    written: str


class _Span(NamedTuple):
    """Words `first` to `last` and the names that fit them."""

    first: int
    last: int
    names: tuple[Name, ...]


def find_places(
    text: str, country: str = "KAZ", year: int | None = None, *, cell: bool = False
) -> tuple[PlaceMention, ...]:
    """The places that a text names, in the order in which they stand.

    Names are found in English, Russian and Kazakh, in any case and number, abbreviated, under former names, with
    Latin letters typed for Cyrillic ones, and as Windows-1251 damages them. The longest name counts. A name that is
    part of a street's, a person's or a company's name does not.

    Where a name may be two places, a word beside it decides ("г.", "область", "облысы"). Without one the city is taken
    before the region of the same name (Almaty), with a note, and a name that also is a person or thing counts only in
    a cell.

    Args:
        text: a sentence, or the content of a cell.
        country: code or name of the country that is meant where a name stands in several.
        year: year in which the activity began, for notes on regions that changed.
        cell: whether the text comes from a column of places, so that every word may be trusted to name one.

    Raises:
        UsageError: the country is unknown.

    Example:
        >>> [place.code for place in find_places("в Кызылординской и Туркестанской областях")]
        ['KZ-43', 'KZ-61']
        >>> [(place.code, place.kind) for place in find_places("г.Актау, Қызылорда облысында, Приаралье")]
        [('KZ-47', 'town'), ('KZ-43', 'region'), ('aral', 'basin')]
        >>> find_places("ул. Абая 10, проспект Алматы, поддержка семей")
        ()
    """
    return _find(text, country_named(country).iso3, year, cell)


def narrowed(mentions: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The mentions without the country of a region that is named too, and each place once.

    "Казахстан, Кызылординская область" means the region; "все регионы, в том числе Астана" means both.

    Example:
        >>> [place.code for place in narrowed(find_places("РК, Кызылординская обл., г. Кызылорда"))]
        ['KZ-43']
    """
    every = tuple(mentions)
    inside = {place.code.partition("-")[0] for place in every if place.kind in ("region", "city", "town")}
    found: dict[str, PlaceMention] = {}
    for place in every:
        if place.kind != "country" or place.code not in inside:
            found.setdefault(place.code, place)
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def _find(text: str, country: str, year: int | None, cell: bool) -> tuple[PlaceMention, ...]:
    tokens = [
        _Token(match.start(), match.end(), folded_word(match[0]), match[0]) for match in _WORD.finditer(text)
    ]
    tokens = _with_whole_abbreviations(tokens, text)
    shouted = not cell and len(tokens) > 2 and text.isupper()
    spans = _spans(tokens, text, country, cell=cell, shouted=shouted)
    if not spans:
        return ()
    return tuple(_Context(text, tokens, spans, country, year, cell).mentions())


def _with_whole_abbreviations(tokens: list[_Token], text: str) -> list[_Token]:
    """The words with "р-н" as one word, "район", and "г.г." as "гг"."""
    found: list[_Token] = []
    for token in tokens:
        before = found[-1] if found else None
        cut = before is not None and before.folded == "р" and text[before.end : token.start] == "-"
        if before is not None and cut and token.folded in ("н", "на", "не", "ну"):
            found[-1] = _Token(before.start, token.end, "район", text[before.start : token.end])
        elif (
            before is not None
            and before.folded == token.folded == "г"
            and text[before.end : token.start] == "."
        ):
            found[-1] = _Token(before.start, token.end, "гг", text[before.start : token.end])
        else:
            found.append(token)
    return found


LONGEST_ABBREVIATED = 12
"""Letters of a word that a dot may shorten ("Карагандинск. обл."); behind a longer one it ends a sentence."""


def _joined(tokens: list[_Token], left: int, text: str) -> bool:
    """Whether word `left` and the next one belong together: only spaces, hyphens, or the dot of an abbreviation."""
    if not 0 <= left < len(tokens) - 1:
        return False
    between = text[tokens[left].end : tokens[left + 1].start]
    if "." in between and len(tokens[left].written) > LONGEST_ABBREVIATED:
        return False
    return "\n" not in between and _BETWEEN_WORDS.fullmatch(between) is not None


def _spans(tokens: list[_Token], text: str, country: str, *, cell: bool, shouted: bool) -> list[_Span]:
    known = index()
    found: list[_Span] = []
    names: list[Name]
    position = 0
    while position < len(tokens):
        word = tokens[position].folded
        fitting: dict[int, list[Name]] = {}
        for cut in range(len(word), max(0, len(word) - LONGEST_ENDING - 1), -1):
            for name in known.get(word[:cut], ()):
                if word[cut:] in name.words[0].endings:
                    last = _last_word(tokens, position, name, text)
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
            found.append(_Span(position, last, tuple(names)))
        position = last
        position += 1
    return found


def _last_word(tokens: list[_Token], first: int, name: Name, text: str) -> int | None:
    """Number of the last word when the name stands at word `first`, else None."""
    if len(name.words) == 1:
        return first
    for offset, word in enumerate(name.words[1:], start=1):
        place = first + offset
        if place >= len(tokens) or not _joined(tokens, place - 1, text):
            return None
        token = tokens[place].folded
        if not token.startswith(word.stem) or token[len(word.stem) :] not in word.endings:
            return None
    return first + len(name.words) - 1


def _counts(
    tokens: list[_Token], first: int, last: int, name: Name, country: str, *, cell: bool, shouted: bool
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
    return last + 1 < len(tokens) and _REGION.fullmatch(tokens[last + 1].folded) is not None


def _stands_with_company(tokens: list[_Token], last: int) -> bool:
    """Whether a word such as "қаласы" or "облысы" follows."""
    following = tokens[last + 1].folded if last + 1 < len(tokens) else ""
    return any(words.fullmatch(following) for words in (_REGION, _CITY_AFTER, _DISTRICT))


class _Context:
    """What stands beside the names of one text, and what follows from it."""

    def __init__(
        self,
        text: str,
        tokens: list[_Token],
        spans: list[_Span],
        country: str,
        year: int | None,
        cell: bool,
    ) -> None:
        self.text, self.tokens, self.spans = text, tokens, spans
        self.country, self.year, self.cell = country, year, cell
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
        for span, (beside, first, last) in zip(self.spans, self.beside, strict=True):
            mention = self._mention(span, beside, first, last)
            if mention is not None:
                found.append(mention)
        return found

    def _next(self, span: _Span) -> str:
        joined = _joined(self.tokens, span.last, self.text) and span.last + 1 not in self.taken
        return self.tokens[span.last + 1].folded if joined else ""

    def _before(self, span: _Span) -> tuple[str, int]:
        first = span.first - 1
        if first < 0 or first in self.taken or not _joined(self.tokens, first, self.text):
            return "", first
        if self.tokens[first].folded == "of" and first > 0 and first - 1 not in self.taken:  # city of Almaty
            first -= 1
        return self.tokens[first].folded, first

    def _company(self, number: int, span: _Span, plural: list[tuple[int, int, str]]) -> tuple[str, int, int]:
        inside = self._own_company(span)
        if inside:
            return inside, span.first, span.last
        after = self._next(span)
        if after and _REGION.fullmatch(after):
            self.taken.add(span.last + 1)
            if _REGIONS.fullmatch(after):
                plural.append((number, -1, "region"))
            return "region", span.first, span.last + 1
        if after and _DISTRICT.fullmatch(after):
            return "district", span.first, span.last
        before, where = self._before(span)
        if before and _CITY_BEFORE.fullmatch(before):
            self.taken.update(range(where, span.first))
            if _CITIES_BEFORE.fullmatch(before):
                plural.append((number, 1, "city"))
            return "city", where, span.last
        if before and _REGION.fullmatch(before):
            self.taken.update(range(where, span.first))
            if _REGIONS_BEFORE.fullmatch(before):
                plural.append((number, 1, "region"))
            return "region", where, span.last
        if after and _CITY_AFTER.fullmatch(after):
            self.taken.add(span.last + 1)
            if _CITIES_AFTER.fullmatch(after):
                plural.append((number, -1, "city"))
            return "city", span.first, span.last + 1
        if before and _DISTRICT.fullmatch(before):
            return "district", span.first, span.last
        return "", span.first, span.last

    def _own_company(self, span: _Span) -> str:
        """The company word that the name itself holds ("Абай облысы", "г. Абай"), or that no name may have."""
        if all(name.kind in ("country", "regional", "all", "basin") for name in span.names):
            return "none"
        for word in (self.tokens[span.first].folded, self.tokens[span.last].folded):
            if span.first == span.last:
                break
            if _REGION.fullmatch(word):
                return "region"
            if _CITY_BEFORE.fullmatch(word) or _CITY_AFTER.fullmatch(word):
                return "city"
            if _DISTRICT.fullmatch(word):
                return "own district"
        return ""

    def _spread(self, number: int, step: int, word: str) -> None:
        """Give a plural company word to the other names of the list: "Қызылорда және Абай облыстары"."""
        other = number + step
        while 0 <= other < len(self.spans) and not self.beside[other][0]:
            left, right = sorted((number, other))
            start = self.tokens[self.beside[left][2]].end
            if not _LIST.fullmatch(self.text[start : self.tokens[self.beside[right][1]].start]):
                return
            self.beside[other] = (word, *self.beside[other][1:])
            number, other = other, other + step

    def _is_no_place(self, span: _Span) -> bool:
        """Whether the name is part of a street's, person's, company's or internet name."""
        before, where = self._before(span)
        if before and _STREET_BEFORE.fullmatch(before):
            return True
        after = self._next(span)
        if after and _STREET_AFTER.fullmatch(after):
            return True
        start, end = self.tokens[span.first].start, self.tokens[span.last].end
        if where >= 0 and _ORGANISATION.fullmatch(self.tokens[where].folded):
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

    def _mention(self, span: _Span, beside: str, first: int, last: int) -> PlaceMention | None:
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

    def _names_kazakhstan(self, span: _Span) -> bool:
        words = [token.folded for token in self.tokens[span.first : span.last + 1]]
        return any(
            word.startswith(("казахстан", "казакстан", "kazakhstan")) or word == "рк" for word in words
        )

    def _chosen(self, span: _Span, beside: str) -> Name | None:
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

    def _may_be(self, name: Name, span: _Span, beside: str) -> bool:
        if beside == "district":
            # Districts are named after people and regions all over the country; towns name their own.
            return name.kind in ("town", "basin") and not name.ambiguous
        abroad = name.kind == "region" and name.country != self.country
        if (
            not self.cell
            and not beside
            and is_adjective(name)
            and (abroad or name.code in regions_like_cities())
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
