"""Words of a text and where they stand, and where its sentences end.

A word is a run of letters and digits; hyphens and slashes part words, so that "медико-санитарная" and
"HIV/AIDS" are two. Positions always point into the text as it was given.

A text is parted at its spaces, which is fast, and what lies between two spaces (a piece: "школ.", "(HIV/AIDS),")
is parted into words only the first time it is met.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sized
from itertools import accumulate
from itertools import count as naturals
from operator import add
from typing import Generic, TypeVar, cast

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


def broken(text: str, start: int, end: int) -> bool:
    """Whether a mark that parts clauses stands between two places of a text.

    Example:
        >>> broken("Чистая вода. Ремонт", 0, 11), broken("Чистая вода. Ремонт", 7, 19)
        (False, True)
    """
    return _BREAK.search(text, start, end) is not None


places_in = Remembered(_places)
"""Where the words of a piece begin and end in it."""


class Words:
    """The words of a text.

    Only the pieces are cut at once; where words stand is looked up for the few that are asked for.

    Example:
        >>> words = Words("Ремонт школ. Чистая вода!")
        >>> [words.written(i, i + 1) for i in range(len(words))]
        ['Ремонт', 'школ', 'Чистая', 'вода']
        >>> words.sentence(3)
        (2, 4)
    """

    __slots__ = ("_begins", "_firsts", "_places", "_sentences", "pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text = text[:LONGEST_TEXT].replace("_", " ")
        for space in _SPACES:
            if space in text:
                text = text.replace(space, " ")
        self.pieces = text.split(" ")
        """What stands between spaces; words and the marks at them."""
        self._firsts: list[int] | None = None
        self._begins: list[int] | None = None
        self._places: list[int] | None = None
        self._sentences: list[int] | None = None

    def __len__(self) -> int:
        return self.firsts[-1]

    @property
    def firsts(self) -> list[int]:
        """How many words stand before each piece, and at last how many there are."""
        if self._firsts is None:
            self.count(map(places_in.__getitem__, self.pieces))
        return cast(list[int], self._firsts)

    def count(self, pieces: Iterable[Sized]) -> None:
        """Take the number of words of each piece from what is as long as they are many."""
        if self._firsts is None:
            self._firsts = list(accumulate(map(len, pieces), initial=0))

    @property
    def begins(self) -> list[int]:
        """How many letters stand before each piece, without the spaces: it begins there and its number further."""
        if self._begins is None:
            self._begins = list(accumulate(map(len, self.pieces), initial=0))
        return self._begins

    @property
    def _offsets(self) -> list[int]:
        """Where each piece begins in the text; the last is where one more would begin."""
        if self._places is None:
            self._places = list(map(add, self.begins, naturals()))
        return self._places

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends in the text."""
        return [
            (offset + start, offset + end)
            for offset, piece in zip(self._offsets, self.pieces, strict=False)
            for start, end in places_in[piece]
        ]

    def start(self, index: int) -> int:
        """Where the word begins in the text."""
        return self._span(index)[0]

    def end(self, index: int) -> int:
        """Where the word ends in the text."""
        return self._span(index)[1]

    def _span(self, index: int) -> tuple[int, int]:
        if index < 0:
            index += len(self)
        firsts = self.firsts
        piece = bisect_right(firsts, index) - 1
        start, end = places_in[self.pieces[piece]][index - firsts[piece]]
        offset = self.begins[piece] + piece
        return offset + start, offset + end

    def reach(self, first: int, last: int) -> tuple[int, int]:
        """Where the word `first` begins and the word `last` ends in the text."""
        firsts = self.firsts
        piece = bisect_right(firsts, first) - 1
        start, end = places_in[self.pieces[piece]][first - firsts[piece]]
        offset = self.begins[piece] + piece
        return offset + start, offset + end if first == last else self._span(last)[1]

    def before(self, place: int) -> int:
        """How many words begin before a place of the text."""
        offsets = self._offsets
        piece = bisect_right(offsets, place) - 1
        inside = place - offsets[piece]
        count = self.firsts[piece]
        for start, _ in places_in[self.pieces[piece]]:
            if start >= inside:
                break
            count += 1
        return count

    def written(self, first: int, after: int) -> str:
        """The text from the word `first` to the word before `after`."""
        return self.text[self.start(first) : self.end(after - 1)]

    @property
    def _sentence_starts(self) -> list[int]:
        # The first word that begins at or after the end of the mark.
        if self._sentences is None:
            before = self.before
            self._sentences = sorted({0, *(before(found.end()) for found in _END.finditer(self.text))})
        return self._sentences

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


_CLAUSE = re.compile(r"[,:()]|\s[-–—]\s")
