"""Names of places on the words of a text: the longest name counts, and in small letters hardly any."""

from __future__ import annotations

import unicodedata

from sdgkit.places.names import LONGEST_ENDING, Name, groups_and_countries, in_cyrillic, index
from sdgkit.places.tokens import Span, Token, last_word
from sdgkit.places.words_beside import CITY_AFTER, DISTRICT, REGION

HOMONYMS = frozenset(["семей", "орал", "рудный", "верный", "арал"])
"""Names that are ordinary words too ("помощь для семей"): they count only with a capital letter in small text."""


def names_on(tokens: list[Token], text: str, country: str, *, cell: bool, shouted: bool) -> list[Span]:
    """The words that names of countries, regions, cities and waters stand on; the longest name counts.

    Args:
        tokens: the words of the text.
        text: the text.
        country: ISO 3166-1 alpha-3 of the country at hand.
        cell: whether the text comes from a column of places.
        shouted: whether a sentence is written in capitals, so that they tell nothing.
    """
    found: list[Span] = []
    names: list[Name]
    position = 0
    while position < len(tokens):
        fitting = _fitting(tokens, position, text)
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
        if not names and cell:
            names = _typed_in_latin(tokens[position])
        if names:
            found.append(Span(position, last, tuple(names)))
        position = last + 1
    return found


def _fitting(tokens: list[Token], position: int, text: str) -> dict[int, list[Name]]:
    """The names that begin at a word, by the number of their last word."""
    known, word = index(), tokens[position].folded
    found: dict[int, list[Name]] = {}
    for cut in range(len(word), max(0, len(word) - LONGEST_ENDING - 1), -1):
        for name in known.get(word[:cut], ()):
            if word[cut:] in name.words[0].endings:
                last = last_word(tokens, position, name, text)
                if last is not None:
                    found.setdefault(last, []).append(name)
    return found


def _typed_in_latin(token: Token) -> list[Name]:
    """The names of an abbreviation that is typed with Latin letters: "PK" for "РК"."""
    if not (token.folded.isascii() and token.written.isupper()):
        return []
    letters = in_cyrillic(token.written)
    return [name for name in index().get(letters, ()) if name.capitals.lower() == letters]


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
