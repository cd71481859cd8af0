"""The words of a text, and the names that stand on them."""

from __future__ import annotations

import re
from typing import NamedTuple

from sdgkit.places.district import district_key
from sdgkit.places.names import Name, folded_word

WORD = re.compile(
    r"(?:\?(?=[^\W\d_]))?[^\W_]+(?:[\u00ad\u200b-\u200d\u2060\ufeff'‘’ʻʼ`?]+(?=[^\W\d_])[^\W_]+)*"
)
BETWEEN_WORDS = re.compile(r"[\s\-‐‑–—]*(?:\.[\s\-‐‑–—]*)?")


class Token(NamedTuple):
    """A word: where it stands, as it is compared, and as it is written."""

    start: int
    end: int
    folded: str
    written: str


class Span(NamedTuple):
    """Words `first` to `last` and the names that fit them."""

    first: int
    last: int
    names: tuple[Name, ...]


def tokens_of(text: str) -> list[Token]:
    """The words of a text, folded for comparing; abbreviations such as "р-н" are one word.

    Example:
        >>> [token.folded for token in tokens_of("Сырдария р-ны, Қызылорда")]
        ['сырдария', 'районы', 'кызылорда']
    """
    tokens = [
        Token(match.start(), match.end(), folded_word(match[0]), match[0]) for match in WORD.finditer(text)
    ]
    return _with_whole_abbreviations(tokens, text)


_OF_DISTRICT = {
    behind: f"район{ending}"
    for ending in ("", "а", "е", "у", "ом", "ы", "ов", "ах", "ам")
    for behind in (f"н{ending}", f"он{ending}")
}
"""What stands behind "р-": "р-н", "р-он", "в р-не", "р-ны"."""


def _with_whole_abbreviations(tokens: list[Token], text: str) -> list[Token]:
    """The words with "р-н" as one word, "район", and "г.г." as "гг"."""
    found: list[Token] = []
    for token in tokens:
        before = found[-1] if found else None
        cut = before is not None and before.folded == "р" and text[before.end : token.start] == "-"
        if before is not None and cut and token.folded in _OF_DISTRICT:
            written = text[before.start : token.end]
            found[-1] = Token(before.start, token.end, _OF_DISTRICT[token.folded], written)
        elif (
            before is not None
            and before.folded == token.folded == "г"
            and text[before.end : token.start] == "."
        ):
            found[-1] = Token(before.start, token.end, "гг", text[before.start : token.end])
        else:
            found.append(token)
    return found


LONGEST_ABBREVIATED = 12
"""Letters of a word that a dot may shorten ("Карагандинск. обл."); behind a longer one it ends a sentence."""


def joined(tokens: list[Token], left: int, text: str) -> bool:
    """Whether word `left` and the next one belong together: only spaces, hyphens, or the dot of an abbreviation."""
    if not 0 <= left < len(tokens) - 1:
        return False
    between = text[tokens[left].end : tokens[left + 1].start]
    if "." in between and len(tokens[left].written) > LONGEST_ABBREVIATED:
        return False
    return "\n" not in between and BETWEEN_WORDS.fullmatch(between) is not None


def last_word(tokens: list[Token], first: int, name: Name, text: str, *, keyed: bool = False) -> int | None:
    """Number of the last word when the name stands at word `first`, else None."""
    if len(name.words) == 1:
        return first
    for offset, word in enumerate(name.words[1:], start=1):
        place = first + offset
        if place >= len(tokens) or not joined(tokens, place - 1, text):
            return None
        token = district_key(tokens[place].folded) if keyed else tokens[place].folded
        if not token.startswith(word.stem) or token[len(word.stem) :] not in word.endings:
            return None
    return first + len(name.words) - 1
