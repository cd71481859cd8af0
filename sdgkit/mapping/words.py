"""Words of a text and where they stand, and where its sentences end.

A word is a run of letters and digits; hyphens and slashes part words, so that "медико-санитарная" and
"HIV/AIDS" are two. Positions always point into the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

LONGEST_TEXT = 200_000
"""Characters of one text that are read; a register's longest description has some thousands."""

WIDEST_SENTENCE = 60
"""Words before and after a word that still count as its sentence; tables pasted into a cell have no full stops."""

_WORD = re.compile("([\\w'’ʼ\u00ad\u0300-\u036f\u200b-\u200d\u2060]+)")
# A full stop ends a sentence after a word of three letters or more (not after "г.", "т.ч.", "e.g.") and before
# something that is no small letter; a line break does when a list or a new paragraph follows.
_END = re.compile(
    r"[.…](?<=[\w%)»”\"']{3}.)[.…]*[)»”\"']*\s+(?![a-zа-яәғқңөұүһі])|[!?;]\s|\n\s*\n|\n\s*(?=[-–—•*·◦▪\d])|[•·◦▪]"
)
_BREAK = re.compile(r"[.!?;:|•·◦▪]")


def words_in(text: str) -> list[str]:
    """The words of a text, without their places.

    Example:
        >>> words_in("ана мен бала")
        ['ана', 'мен', 'бала']
    """
    return _WORD.findall(text.replace("_", " "))


class Words:
    """The words of a text.

    Example:
        >>> words = Words("Ремонт школ. Чистая вода!")
        >>> [words.written(i, i + 1) for i in range(len(words))]
        ['Ремонт', 'школ', 'Чистая', 'вода']
        >>> words.sentence(3)
        (2, 4)
    """

    __slots__ = ("__dict__", "_ends", "list", "text")

    def __init__(self, text: str) -> None:
        self.text = text = text[:LONGEST_TEXT].replace("_", " ")
        parts = _WORD.split(text)
        self.list = parts[1::2]
        self._ends = list(accumulate(map(len, parts)))

    def __len__(self) -> int:
        return len(self.list)

    def start(self, index: int) -> int:
        """Where the word begins in the text."""
        return self._ends[2 * index]

    def end(self, index: int) -> int:
        """Where the word ends in the text."""
        return self._ends[2 * index + 1]

    def written(self, first: int, after: int) -> str:
        """The text from the word `first` to the word before `after`."""
        return self.text[self.start(first) : self.end(after - 1)]

    def broken(self, first: int, after: int) -> bool:
        """Whether a mark that parts clauses stands between the words `first` and `after` - 1."""
        text, ends = self.text, self._ends
        for index in range(first, after - 1):
            between = text[ends[2 * index + 1] : ends[2 * index + 2]]
            if between != " " and _BREAK.search(between):
                return True
        return False

    @cached_property
    def _sentence_starts(self) -> list[int]:
        ends = self._ends
        starts = {0}
        for found in _END.finditer(self.text):
            # The first word that begins at or after the end of the mark.
            starts.add(bisect_right(ends, found.end() - 1) // 2 if found.end() else 0)
        return sorted(starts)

    def sentence(self, index: int) -> tuple[int, int]:
        """First word, and word after the last, of the sentence in which the word stands."""
        starts = self._sentence_starts
        place = bisect_right(starts, index)
        after = starts[place] if place < len(starts) else len(self.list)
        return max(starts[place - 1], index - WIDEST_SENTENCE), min(after, index + WIDEST_SENTENCE)

    def clause(self, index: int) -> tuple[int, int]:
        """The same for the part between commas, brackets, dashes and colons."""
        first, after = self.sentence(index)
        for mark in _CLAUSE.finditer(self.text, self.start(first), self.end(after - 1)):
            place = bisect_right(self._ends, mark.start()) // 2
            if mark.start() < self.start(index):
                first = max(first, place)
            else:
                after = min(after, place)
                break
        return first, max(after, index + 1)


_CLAUSE = re.compile(r"[,:()]|\s[-–—]\s")
