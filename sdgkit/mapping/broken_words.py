"""Words broken over a line: "образова-", "ния" below it, and words with a place to break inside or between them.

Cells pasted from a PDF or a letter hold words with a hyphen and a line break, a soft hyphen, or the invisible
U+200B, which stands inside words as well as instead of the space between them. Whether two pieces are one word
or two is asked of the vocabulary of the phrases: "питье-вой" is one, "медико-санитарная" is two. The text keeps
its length, so that every place in it stays where it was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sdgkit.mapping.lexicon import lexicon
from sdgkit.mapping.stems import conjunctions

_BREAK = re.compile(r"(?:[-‐\u00ad][ \t\u00a0]*[\r\n]\s*|[-‐\u00ad]\s+|\u200b+)")
_HYPHEN = re.compile(r"-(?<=[^\W\d_]-|[\u00ad\u200b]-)\s")
"""A hyphen behind a word and before a blank; one between two blanks is a dash."""
_SIGNS = ("‐", "\u00ad\n", "\u00ad\r", "\u00ad ", "\u200b")
"""This or one of these stands in every text with a break that is looked at, but for blanks at the end of a line."""
_SOFT = "\u00ad"
"""What takes the place of a break inside a word: it belongs to the word and is left out when words are compared."""
_HIDDEN = "\u00ad\u200b"
_LONGEST_HALF = 40


def may_be_broken(text: str) -> bool:
    """Whether a text holds a mark at which words may be broken; quick, as most hold none."""
    if "-" in text and _HYPHEN.search(text):
        return True
    return not text.isascii() and any(sign in text for sign in _SIGNS)


def mended(text: str, languages: Sequence[str]) -> str:
    """The text with broken words put together and words that only an invisible mark parts put apart.

    Args:
        text: the text as it was given.
        languages: the languages it is read in.

    Returns:
        A text of the same length.

    Example:
        >>> mended("Качество питье-\\nвой воды", ["ru"]).replace("\\u00ad", "")
        'Качество питьевой воды'
        >>> mended("Медико-\\nсанитарная помощь", ["ru"]) == "Медико-\\nсанитарная помощь"
        True
        >>> mended("питьевая\\u200bвода", ["ru"])
        'питьевая вода'
    """
    letters = list(text)
    for found in _BREAK.finditer(text):
        start, end = found.span()
        left, right = _before(letters, start), _after(letters, end)
        if not left or not right or right.lower() in conjunctions():
            # Within a line a hyphen and a space are also "нефте- и газопровод".
            continue
        mark = found.group()
        joined = _known(left + right, languages)
        apart = not joined and _known(left, languages) and _known(right, languages)
        if mark[0] == "\u200b":
            if apart:
                letters[start:end] = " " * (end - start)
        elif joined or (not apart and ("\n" in mark or "\r" in mark) and right[0].islower()):
            letters[start:end] = _SOFT * (end - start)
    return "".join(letters)


def _known(word: str, languages: Sequence[str]) -> bool:
    return any(lexicon(tag).knows(word) for tag in languages)


def _before(letters: Sequence[str], place: int) -> str:
    first = place
    while first > 0 and place - first < _LONGEST_HALF and _of_word(letters[first - 1]):
        first -= 1
    return "".join(letters[first:place]).translate(_NOTHING)


def _after(letters: Sequence[str], place: int) -> str:
    after = place
    while after < len(letters) and after - place < _LONGEST_HALF and _of_word(letters[after]):
        after += 1
    return "".join(letters[place:after]).translate(_NOTHING)


def _of_word(letter: str) -> bool:
    return letter.isalpha() or letter in _HIDDEN


_NOTHING = dict.fromkeys(map(ord, _HIDDEN))
