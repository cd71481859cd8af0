"""Words of a text and where they stand, and where its sentences end.

A word is a run of letters and digits; hyphens and slashes part words, so that "медико-санитарная" and
"HIV/AIDS" are two. Positions always point into the text as it was given.

A text is parted at its spaces, which is fast, and what lies between two spaces (a piece: "школ.", "(HIV/AIDS),")
is parted into words only the first time it is met.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Generic, TypeVar

LONGEST_TEXT = 200_000
"""Characters of one text that are read; a register's longest description has some thousands."""

WIDEST_SENTENCE = 60
"""Words before and after a word that still count as its sentence; tables pasted into a cell have no full stops."""

LONGEST_PIECE = 60
"""Letters between two spaces above which a piece is not remembered; Chinese has no spaces."""
MOST_PIECES = 100_000
"""Pieces remembered; above that the memory is emptied."""

_WORD = re.compile("[\\w'’ʼ\u00ad\u0300-\u036f\u200b-\u200d\u2060]+")
# A full stop ends a sentence after a word of three letters or more (not after "г.", "т.ч.", "e.g.") and before
# something that is no small letter; a line break does when a list or a new paragraph follows.
# The first character class is what makes it quick: most of a text is skipped by it.
_END = re.compile(
    r"[.…!?;\n•·◦▪](?:(?<=[\w%)»”\"']{3}[.…])[.…]*[)»”\"']*\s+(?![a-zа-яәғқңөұүһі])|(?<=[!?;])\s"
    r"|(?<=\n)\s*(?:\n|(?=[-–—•*·◦▪\d]))|(?<=[•·◦▪]))"
)
_BREAK = re.compile(r"[.!?;:|•·◦▪]")
_SPACES = "\n\t\r\u00a0\u202f"
"""Characters that part pieces as a space does."""

Value = TypeVar("Value")


def words_in(text: str) -> list[str]:
    """The words of a text, without their places.

    Example:
        >>> words_in("ана мен бала")
        ['ана', 'мен', 'бала']
    """
    return _WORD.findall(text.replace("_", " "))


class Remembered(dict[str, Value], Generic[Value]):
    """What a function says of a piece of text, remembered: `remembered[piece]`.

    Example:
        >>> lengths = Remembered(len)
        >>> lengths["вода"], list(lengths)
        (4, ['вода'])
    """

    def __init__(self, of: Callable[[str], Value]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, piece: str) -> Value:
        value = self._of(piece)
        if len(piece) <= LONGEST_PIECE:
            if len(self) >= MOST_PIECES:
                self.clear()
            self[piece] = value
        return value


def _places(piece: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in _WORD.finditer(piece))


_places_in = Remembered(_places)


def _next_piece(offset: int, piece: str) -> int:
    return offset + len(piece) + 1


class Words:
    """The words of a text.

    Example:
        >>> words = Words("Ремонт школ. Чистая вода!")
        >>> [words.written(i, i + 1) for i in range(len(words))]
        ['Ремонт', 'школ', 'Чистая', 'вода']
        >>> words.sentence(3)
        (2, 4)
    """

    def __init__(self, text: str) -> None:
        self.text = text = text[:LONGEST_TEXT].replace("_", " ")
        for space in _SPACES:
            if space in text:
                text = text.replace(space, " ")
        self.pieces = text.split(" ")
        """What stands between spaces; words and the marks at them."""

    def __len__(self) -> int:
        return self.firsts[-1]

    @cached_property
    def firsts(self) -> list[int]:
        """How many words stand before each piece, and at last how many there are."""
        return list(accumulate(map(len, map(_places_in.__getitem__, self.pieces)), initial=0))

    @cached_property
    def _offsets(self) -> list[int]:
        """Where each piece begins."""
        return list(accumulate(self.pieces, _next_piece, initial=0))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends in the text."""
        return [
            (offset + start, offset + end)
            for offset, piece in zip(self._offsets, self.pieces, strict=False)
            for start, end in _places_in[piece]
        ]

    def start(self, index: int) -> int:
        """Where the word begins in the text."""
        return self.spans[index][0]

    def end(self, index: int) -> int:
        """Where the word ends in the text."""
        return self.spans[index][1]

    def before(self, place: int) -> int:
        """How many words begin before a place of the text."""
        piece = bisect_right(self._offsets, place) - 1
        inside = place - self._offsets[piece]
        places = _places_in[self.pieces[piece]] if piece < len(self.pieces) else ()
        return self.firsts[piece] + sum(start < inside for start, _ in places)

    def written(self, first: int, after: int) -> str:
        """The text from the word `first` to the word before `after`."""
        return self.text[self.start(first) : self.end(after - 1)]

    def broken(self, start: int, end: int) -> bool:
        """Whether a mark that parts clauses stands between two places of the text."""
        return _BREAK.search(self.text, start, end) is not None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        # The first word that begins at or after the end of the mark.
        return sorted({0, *(self.before(found.end()) for found in _END.finditer(self.text))})

    def sentence(self, index: int) -> tuple[int, int]:
        """First word, and word after the last, of the sentence in which the word stands."""
        starts = self._sentence_starts
        place = bisect_right(starts, index)
        after = starts[place] if place < len(starts) else len(self)
        return max(starts[place - 1], index - WIDEST_SENTENCE), min(after, index + WIDEST_SENTENCE)

    def clause(self, index: int) -> tuple[int, int]:
        """The same for the part between commas, brackets, dashes and colons."""
        first, after = self.sentence(index)
        here = self.start(index)
        for mark in _CLAUSE.finditer(self.text, self.start(first), self.end(after - 1)):
            place = self.before(mark.start())
            if mark.start() < here:
                first = max(first, place)
            else:
                after = min(after, place)
                break
        return first, max(after, index + 1)


@lru_cache(maxsize=8)
def words_of_text(text: str) -> Words:
    """The words of a text, read once for all finders that look at it; not to be changed.

    Example:
        >>> words_of_text("Чистая вода") is words_of_text("Чистая вода")
        True
    """
    return Words(text)


_CLAUSE = re.compile(r"[,:()]|\s[-–—]\s")
