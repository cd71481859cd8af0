"""What stands beside a name of a text: the word for region, city or district, or that of a street or company."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sdgkit.places.tokens import Span, Token, joined
from sdgkit.places.words_beside import (
    CITIES_AFTER,
    CITIES_BEFORE,
    CITY_AFTER,
    CITY_BEFORE,
    DISTRICT,
    DISTRICT_ABBREVIATED,
    DISTRICTS,
    DISTRICTS_BEFORE,
    LIST,
    NAMED_AFTER,
    ORGANISATION,
    REGION,
    REGIONS,
    REGIONS_BEFORE,
    STREET_AFTER,
    STREET_BEFORE,
)

Kind = Literal["", "region", "city", "district", "own district", "none"]
"""What the word beside a name says that it is: "" where there is none, "own district" where a longer name holds the
word for district, "none" where no such word can stand ("Казахстан")."""


class Said(NamedTuple):
    """What is said of a name, and its first and last word with the word that says it."""

    kind: Kind
    first: int
    last: int


class Beside:
    """The words that say what the names of one text are.

    Args:
        text: the text.
        tokens: its words.
        spans: the names on them.
    """

    def __init__(self, text: str, tokens: list[Token], spans: list[Span]) -> None:
        self.text, self.tokens, self.spans = text, tokens, spans
        self._taken: set[int] = {word for span in spans for word in range(span.first, span.last + 1)}
        self._plural: list[tuple[int, int, Kind]] = []
        """Numbers of the names that have a word in the plural, the step to the next name of it, and the word."""
        self._said: list[Said] = []

    def said(self) -> list[Said]:
        """What is said of each name, in order; a word in the plural speaks of all the names of its list."""
        for number, span in enumerate(self.spans):
            self._said.append(self._said_of(number, span))
        for number, step, kind in self._plural:
            self._spread(number, step, kind)
        return self._said

    def next_word(self, span: Span) -> str:
        """The word behind a name, folded; "" where it belongs to another name or sentence."""
        free = joined(self.tokens, span.last, self.text) and span.last + 1 not in self._taken
        return self.tokens[span.last + 1].folded if free else ""

    def word_before(self, span: Span) -> tuple[str, int]:
        """The word before a name, folded, and its number; "" where it belongs to another name or sentence."""
        first = span.first - 1
        if first < 0 or first in self._taken or not joined(self.tokens, first, self.text):
            return "", first
        if self.tokens[first].folded == "of" and first > 0 and first - 1 not in self._taken:  # city of Almaty
            first -= 1
        return self.tokens[first].folded, first

    def _said_of(self, number: int, span: Span) -> Said:
        own = self._own(span)
        if own:
            return Said(own, span.first, span.last)
        known = any(name.kind == "district" for name in span.names)
        return (
            self._behind(number, span, "region", REGION, REGIONS)
            or self._district_behind(number, span, known)
            or self._in_front(number, span, "city", CITY_BEFORE, CITIES_BEFORE)
            or self._in_front(number, span, "region", REGION, REGIONS_BEFORE)
            or self._behind(number, span, "city", CITY_AFTER, CITIES_AFTER)
            or self._district_in_front(number, span, known)
            or Said("", span.first, span.last)
        )

    def _behind(
        self, number: int, span: Span, kind: Kind, words: re.Pattern[str], plural: re.Pattern[str]
    ) -> Said | None:
        after = self.next_word(span)
        if not after or not words.fullmatch(after):
            return None
        self._taken.add(span.last + 1)
        if plural.fullmatch(after):
            self._plural.append((number, -1, kind))
        return Said(kind, span.first, span.last + 1)

    def _in_front(
        self, number: int, span: Span, kind: Kind, words: re.Pattern[str], plural: re.Pattern[str]
    ) -> Said | None:
        before, where = self.word_before(span)
        if not before or not words.fullmatch(before):
            return None
        self._taken.update(range(where, span.first))
        if plural.fullmatch(before):
            self._plural.append((number, 1, kind))
        return Said(kind, where, span.last)

    def _district_behind(self, number: int, span: Span, known: bool) -> Said | None:
        """The word for district; where no district is known of the name, it is no part of the place."""
        if not known:
            after = self.next_word(span)
            return Said("district", span.first, span.last) if DISTRICT.fullmatch(after) else None
        word = self._word_for_district(span)
        if not word:
            return None
        self._taken.update(range(span.last + 1, word + 1))
        if DISTRICTS.fullmatch(self.tokens[word].folded):
            self._plural.append((number, -1, "district"))
        return Said("district", span.first, word)

    def _district_in_front(self, number: int, span: Span, known: bool) -> Said | None:
        before, where = self.word_before(span)
        if not known:
            return Said("district", span.first, span.last) if DISTRICT.fullmatch(before) else None
        named_after = before and NAMED_AFTER.fullmatch(before)
        if named_after and where - 1 not in self._taken and joined(self.tokens, where - 1, self.text):
            where -= 1  # "район имени Габита Мусрепова"
            before = self.tokens[where].folded
        if not before:
            return None
        end = self.tokens[where].end
        abbreviated = DISTRICT_ABBREVIATED.fullmatch(before) and self.text[end : end + 1] == "."
        if not (DISTRICT.fullmatch(before) or abbreviated):
            return None
        self._taken.update(range(where, span.first))
        if DISTRICTS_BEFORE.fullmatch(before):
            self._plural.append((number, 1, "district"))
        return Said("district", where, span.last)

    def _word_for_district(self, span: Span) -> int:
        """Number of the word for district behind a name, 0 where there is none: "Ғабит Мүсірепов атындағы ауданда"."""
        word = span.last + 1
        while (
            word < len(self.tokens) and word not in self._taken and joined(self.tokens, word - 1, self.text)
        ):
            if "." in self.text[self.tokens[word - 1].end : self.tokens[word].start]:
                return 0  # a new sentence
            if DISTRICT.fullmatch(self.tokens[word].folded):
                return word
            if self.tokens[word].folded != "атындагы":
                return 0
            word += 1
        return 0

    def _own(self, span: Span) -> Kind:
        """The word that the name itself holds ("Абай облысы", "г. Абай"), or that no name may have."""
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

    def _spread(self, number: int, step: int, kind: Kind) -> None:
        """Give a word in the plural to the other names of the list: "Қызылорда және Абай облыстары"."""
        other = number + step
        while 0 <= other < len(self.spans) and not self._said[other].kind:
            left, right = sorted((number, other))
            start = self.tokens[self._said[left].last].end
            if not LIST.fullmatch(self.text[start : self.tokens[self._said[right].first].start]):
                return
            self._said[other] = self._said[other]._replace(kind=kind)
            number, other = other, other + step

    def is_no_place(self, span: Span) -> bool:
        """Whether the name is part of a street's, person's, company's or internet name."""
        before, where = self.word_before(span)
        if before and STREET_BEFORE.fullmatch(before):
            return True
        after = self.next_word(span)
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
