"""Words of texts and where they stand, and where sentences end.

A word is a run of letters and digits; hyphens and slashes part words, so that "медико-санитарная" and
"HIV/AIDS" are two. Positions always point into the text as it was given.

A text is parted at its spaces, which is fast, and what lies between two spaces (a piece: "школ.", "(HIV/AIDS),")
is parted into words only the first time it is met (`Vocabulary`). After that a piece is a number, and what is known of
it and of its words stands in columns (`Column`), for all texts that were cut together.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

LONGEST_TEXT = 200_000
"""Characters of one text that are read; a register's longest description has some thousands."""

WIDEST_SENTENCE = 60
"""Words before and after a word that still count as its sentence; tables pasted into a cell have no full stops."""

LONGEST_PIECE = 60
"""Letters between two spaces above which a piece is not remembered; Chinese has no spaces."""
MOST_PIECES = 100_000
"""Pieces remembered; above that a new vocabulary is begun."""
MOST_WORDS = 4 * MOST_PIECES
"""And words in them."""
MOST_LETTERS = 8_000_000
"""And letters: a text without a space is one piece, however long it is."""

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


def words_in(text: str) -> list[str]:
    """The words of a text, without their places.

    Example:
        >>> words_in("ана мен бала")
        ['ана', 'мен', 'бала']
    """
    return _WORD.findall(text.replace("_", " "))


def broken(text: str, start: int, end: int) -> bool:
    """Whether a mark that parts clauses stands between two places of a text.

    Example:
        >>> broken("Чистая вода. Ремонт", 0, 11), broken("Чистая вода. Ремонт", 7, 19)
        (False, True)
    """
    return _BREAK.search(text, start, end) is not None


class _Growing:
    """Rows of whole numbers that are added one by one, as an array with room for more."""

    def __init__(self, columns: int, fill: int = 0) -> None:
        self._fill = fill
        self.values: NDArray[np.int32] = np.full((1_024, columns), fill, np.int32)

    def room(self, size: int) -> NDArray[np.int32]:
        """The array, with so many rows at least."""
        if size > len(self.values):
            rows = max(size, len(self.values))
            more = np.full((rows, self.values.shape[1]), self._fill, np.int32)
            self.values = np.concatenate([self.values, more])
        return self.values


class Vocabulary(dict[str, int]):
    """The number of each piece that was met; where the words of a piece stand in it.

    Attributes:
        pieces, words: all of them, by number.
        letters: of all pieces.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.words: list[str] = []
        self.letters = 0
        self._of_pieces, self._of_words = _Growing(3), _Growing(2)

    def __missing__(self, piece: str) -> int:
        number, first = len(self.pieces), len(self.words)
        self.pieces.append(piece)
        self.letters += len(piece)
        for found in _WORD.finditer(piece):
            self._of_words.room(len(self.words) + 1)[len(self.words)] = found.span()
            self.words.append(found.group())
        self._of_pieces.room(number + 1)[number] = len(piece), len(self.words) - first, first
        if len(piece) <= LONGEST_PIECE:
            self[piece] = number
        return number

    @property
    def full(self) -> bool:
        """Whether a new one should be begun."""
        return (
            len(self.pieces) >= MOST_PIECES or len(self.words) >= MOST_WORDS or self.letters >= MOST_LETTERS
        )

    @property
    def of_pieces(self) -> NDArray[np.int32]:
        """Of each piece a row: its length, how many words it has, and the number of the first."""
        return self._of_pieces.values

    @property
    def of_words(self) -> NDArray[np.int32]:
        """Of each word a row: where it begins and where it ends in its piece."""
        return self._of_words.values


_UNSEEN = np.iinfo(np.int32).min


class Column:
    """What a function says of words or pieces, a number for each, remembered.

    Args:
        make: gives the function; called anew when another vocabulary is begun.

    Example:
        >>> Words("вода и школы").numbers(Column(lambda: len)).tolist()
        [4, 1, 5]
    """

    def __init__(self, make: Callable[[], Callable[[str], int]]) -> None:
        self._make = make
        self._of = make()
        self._seen: object = None
        self._values = _Growing(1, _UNSEEN)

    def take(self, texts: list[str], numbers: NDArray[np.int32]) -> NDArray[np.int32]:
        """The values of the texts of these numbers; `texts` is the list of a vocabulary."""
        if self._seen is not texts:
            self._seen, self._of, self._values = texts, self._make(), _Growing(1, _UNSEEN)
        values = self._values.room(len(texts)).ravel()
        found = values.take(numbers)
        new = numbers[found == _UNSEEN]
        if len(new):
            for number in set(new.tolist()):
                values[number] = self._of(texts[number])
            found = values.take(numbers)
        return found


class _Cut:
    """Texts that were cut together: their pieces and words as numbers of a vocabulary, one text after the other."""

    vocabulary = Vocabulary()

    def __init__(self, texts: Sequence[str]) -> None:
        if _Cut.vocabulary.full:
            _Cut.vocabulary = Vocabulary()
        self._known = known = _Cut.vocabulary
        pieces = [text.split(" ") for text in texts]
        sizes = np.array([0, *map(len, pieces)])
        bounds = sizes.cumsum()
        self._pieces = numbers = np.fromiter(
            map(known.__getitem__, chain.from_iterable(pieces)), np.int32, int(bounds[-1])
        )
        self._bounds_of_pieces = bounds
        lengths, counts, firsts = known.of_pieces.take(numbers, axis=0).T
        # Where each piece begins in its text, and how many words stand before each.
        begins = (lengths + 1).cumsum()
        begins -= lengths + 1
        if len(texts) > 1:
            begins -= begins.take(bounds[:-1]).repeat(sizes[1:])
        self._begins = begins
        before = np.zeros(len(numbers) + 1, np.int64)
        counts.cumsum(out=before[1:])
        self._words = words = (firsts - before[:-1]).repeat(counts) + np.arange(before[-1])
        self._spans = known.of_words.take(words, axis=0) + begins.repeat(counts)[:, None]
        self.bounds: list[int] = before.take(bounds).tolist()
        """Where the words of each text begin, and at last where those of one more would."""
        self._numbers: dict[Column, NDArray[np.int32]] = {}
        self._coded: dict[Column, str] = {}
        self._signs: dict[Column, list[int]] = {}
        self._showing: dict[tuple[Column, int], list[int]] = {}
        self._standing: dict[Column, list[list[tuple[int, str]]]] = {}

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in its text."""
        starts: list[int] = self._spans[:, 0].tolist()
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends in its text."""
        ends: list[int] = self._spans[:, 1].tolist()
        return ends

    def spans(self, first: int, after: int) -> NDArray[np.int64]:
        """Of words a row each: where they begin, and where they end, in their text."""
        found: NDArray[np.int64] = self._spans[first:after]
        return found

    def numbers(self, column: Column) -> NDArray[np.int32]:
        """What a column says of each word."""
        found = self._numbers.get(column)
        if found is None:
            found = self._numbers[column] = column.take(self._known.words, self._words)
        return found

    def coded(self, column: Column) -> str:
        """The same as characters of these numbers."""
        found = self._coded.get(column)
        if found is None:
            codes = column.take(self._known.words, self._words)
            found = self._coded[column] = codes.astype("<u4").tobytes().decode("utf-32-le")
        return found

    def signs(self, column: Column) -> list[int]:
        """What a column says of the pieces of each text, bit by bit: whether it says so of one of them."""
        found = self._signs.get(column)
        if found is None:
            of_pieces = column.take(self._known.pieces, self._pieces)
            found = self._signs[column] = np.bitwise_or.reduceat(
                of_pieces, self._bounds_of_pieces[:-1]
            ).tolist()
        return found

    def showing(self, column: Column, bit: int) -> list[int]:
        """Of how many pieces of each text a column says a bit."""
        found = self._showing.get((column, bit))
        if found is None:
            places = (column.take(self._known.pieces, self._pieces) & bit).nonzero()[0]
            found = np.diff(places.searchsorted(self._bounds_of_pieces)).tolist()
            self._showing[column, bit] = found
        return found

    def standing(self, column: Column) -> list[list[tuple[int, str]]]:
        """The pieces of each text of which a column says something, with where they begin."""
        found = self._standing.get(column)
        if found is None:
            written = self._known.pieces
            places = column.take(written, self._pieces).nonzero()[0]
            pieces = [written[number] for number in self._pieces.take(places).tolist()]
            each = list(zip(self._begins.take(places).tolist(), pieces, strict=True))
            bounds = places.searchsorted(self._bounds_of_pieces).tolist()
            found = self._standing[column] = [each[first:after] for first, after in pairwise(bounds)]
        return found


class Words:
    """The words of a text.

    Example:
        >>> words = Words("Ремонт школ. Чистая вода!")
        >>> [words.written(i, i + 1) for i in range(len(words))]
        ['Ремонт', 'школ', 'Чистая', 'вода']
        >>> words.sentence(3)
        (2, 4)
    """

    def __init__(self, text: str, cut: _Cut | None = None, number: int = 0) -> None:
        self.text = text = readable(text)
        self._cut = cut or _Cut([parted(text)])
        self._number = number
        self._first, self._after = self._cut.bounds[number : number + 2]

    @classmethod
    def of_each(cls, texts: Sequence[str]) -> list[Words]:
        """The words of several texts, which are cut together.

        Example:
            >>> [len(words) for words in Words.of_each(["Ремонт школ", "", "Вода"])]
            [2, 0, 1]
        """
        cut = _Cut([parted(readable(text)) for text in texts]) if texts else None
        return [cls(text, cut, number) for number, text in enumerate(texts)]

    def __len__(self) -> int:
        return self._after - self._first

    @property
    def spans(self) -> NDArray[np.int64]:
        """Of each word a row: where it begins, and where it ends, in the text; not to be changed."""
        return self._cut.spans(self._first, self._after)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in the text."""
        return self._cut.starts[self._first : self._after]

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends in the text."""
        return self._cut.ends[self._first : self._after]

    def numbers(self, column: Column) -> NDArray[np.int32]:
        """What a column says of each word; not to be changed."""
        return self._cut.numbers(column)[self._first : self._after]

    def coded(self, column: Column) -> str:
        """The same as one character for each word."""
        return self._cut.coded(column)[self._first : self._after]

    def signs(self, column: Column) -> int:
        """What a column says of the pieces, each bit of it where it says so of one of them."""
        return self._cut.signs(column)[self._number]

    def showing(self, column: Column, bit: int) -> int:
        """Of how many pieces a column says a bit.

        Example:
            >>> Words("вода, вода и школы").showing(Column(lambda: lambda piece: len(piece) > 1), 1)
            3
        """
        return self._cut.showing(column, bit)[self._number]

    def standing(self, column: Column) -> list[tuple[int, str]]:
        """The pieces of which a column says something, with where they begin; not to be changed.

        Example:
            >>> Words("вода, вода и школы").standing(Column(lambda: lambda piece: len(piece) > 4))
            [(0, 'вода,'), (13, 'школы')]
        """
        return self._cut.standing(column)[self._number]

    def before(self, place: int) -> int:
        """How many words begin before a place of the text."""
        return bisect_left(self.starts, place)

    def written(self, first: int, after: int) -> str:
        """The text from the word `first` to the word before `after`."""
        return self.text[self.starts[first] : self.ends[after - 1]]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        # The first word that begins at or after the end of the mark.
        before = self.before
        return sorted({0, *(before(found.end()) for found in _END.finditer(self.text))})

    def sentence(self, index: int) -> tuple[int, int]:
        """First word, and word after the last, of the sentence in which the word stands."""
        starts = self._sentence_starts
        place = bisect_right(starts, index)
        first, after = starts[place - 1], starts[place] if place < len(starts) else len(self)
        if first < index - WIDEST_SENTENCE:
            first = index - WIDEST_SENTENCE
        return first, after if after < index + WIDEST_SENTENCE else index + WIDEST_SENTENCE

    def clause(self, index: int) -> tuple[int, int]:
        """The same for the part between commas, brackets, dashes and colons."""
        first, after = self.sentence(index)
        here = self.starts[index]
        for mark in _CLAUSE.finditer(self.text, self.starts[first], self.ends[after - 1]):
            place = self.before(mark.start())
            if mark.start() < here:
                first = max(first, place)
            else:
                after = min(after, place)
                break
        return first, max(after, index + 1)


_CLAUSE = re.compile(r"[,:()]|\s[-–—]\s")


def readable(text: str) -> str:
    """What is read of a text: its beginning, where it is very long, with a blank for "_"."""
    return text[:LONGEST_TEXT].replace("_", " ")


def parted(text: str) -> str:
    """The text with a blank for every character that parts pieces."""
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    return text
