"""The lexicon: phrases of a language, found in a text by their stems.

Each stem of the vocabulary is one character, a text becomes a string of such characters (a blank for every
word that no phrase needs), and an Aho-Corasick automaton finds the phrases in it. Gaps, company and
exclusions are looked at only where a phrase was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from sdgkit.mapping.knowledge_files import knowledge_names, knowledge_rows
from sdgkit.mapping.stems import plain, stem_in, tongues
from sdgkit.mapping.words import LONGEST_PIECE, Remembered, Words, words_in

LARGEST_GAP = 3
"""Words that may stand where a phrase has " .. "."""
MOST_TIMES = 25
"""Times that the same phrase is looked at in one text; more say nothing new and would make huge texts slow."""

_BLANK = " "
_SIMPLE = re.compile(r"[^\W_]+(?: [^\W_]+)*")
"""A phrase of which the words are what stands between spaces."""


class Phrase(NamedTuple):
    """One line of a phrase file, or one cue of `context.csv`."""

    target: str
    """A target ("3.8"), a goal ("3"), or the name of a cue."""
    language: str
    phrase: str
    weight: float
    near: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rule: str = ""


class Found(NamedTuple):
    """A phrase found at the words `first` to `after` - 1, which are the characters `start` to `end` - 1."""

    phrase: Phrase
    first: int
    after: int
    start: int
    end: int


class _Entry(NamedTuple):
    phrase: Phrase
    tail: tuple[str, ...]
    near: tuple[str, ...]
    without: tuple[str, ...]
    alone: bool
    """Whether there is nothing to look at but the words themselves."""


class Lexicon:
    """The phrases of one language, ready to be found.

    Example:
        >>> lexicon = Lexicon("ru", [Phrase("3.1", "ru", "материнская смертность", 0.9)])
        >>> [text for text in (lexicon.found(Words("Снижение материнской смертности")))][0].first
        1
    """

    def __init__(self, language: str, phrases: Iterable[Phrase]) -> None:
        self.language = language
        self._codes: dict[str, str] = {}
        self._known: dict[str, str] = {}
        self._pieces: dict[str, int] = {}
        self._entries: list[list[_Entry]] = []
        self._coded = Remembered(self._code_of)
        for phrase in phrases:
            self._add(phrase)
        self._known.clear()
        self._automaton = AhoCorasick(list(self._pieces)) if self._pieces else None

    def __len__(self) -> int:
        return sum(map(len, self._entries))

    def found(self, words: Words) -> list[Found]:
        """Every phrase in the text whose company stands with it, in reading order."""
        if self._automaton is None:
            return []
        codes = list(map(self._coded.__getitem__, words.pieces))
        stems = "".join(codes)
        places = self._automaton.find_matches_as_indexes(stems, overlapping=True)
        if len(places) > MOST_TIMES:
            places = _first_times(places)
        if not places:
            return []
        words.__dict__.setdefault("firsts", list(accumulate(map(len, codes), initial=0)))
        entries, spans = self._entries, words.spans
        found = []
        for piece, first, after in places:
            start, close = spans[first][0], spans[after - 1][1]
            for phrase, tail, near, without, alone in entries[piece]:
                last, end = after, close
                if tail:
                    last = _tail_end(stems, after, tail)
                    if last < 0:
                        continue
                    end = spans[last - 1][1]
                if last - first > 1 and words.broken(start, end):
                    continue
                if not alone:
                    if near and not any(one in stems for one in near):
                        continue
                    if without and not near and not any(one in stems for one in without):
                        found.append(Found(phrase, first, last, start, end))
                        continue
                    begins, ends = words.sentence(first)
                    if without and any(stems.find(one, begins, ends) >= 0 for one in without):
                        continue
                    if near and not _beside(stems, near, begins, ends, first, last):
                        continue
                found.append(Found(phrase, first, last, start, end))
        return found

    def _code_of(self, piece: str) -> str:
        """A piece of a text as one character per word."""
        codes, language = self._codes, self.language
        return "".join(
            [
                codes.get(stem_in(plain(word), language), _BLANK) if len(word) <= LONGEST_PIECE else _BLANK
                for word in words_in(piece)
            ]
        )

    def _code(self, stem: str) -> str:
        code = self._codes.get(stem)
        if code is None:
            number = 0x100 + len(self._codes)
            # Surrogates are no characters; above them the private and later planes are free.
            code = self._codes[stem] = chr(number if number < 0xD800 else number + 0x2800)
        return code

    def _pieces_of(self, text: str) -> str:
        known = self._known
        pieces = []
        for word in text.split() if _SIMPLE.fullmatch(text) else words_in(text):
            code = known.get(word)
            if code is None:
                code = known[word] = self._code(stem_in(plain(word), self.language))
            pieces.append(code)
        return "".join(pieces)

    def _add(self, phrase: Phrase) -> None:
        # Most phrases have no gap, no company and no exclusion.
        parts = phrase.phrase.split(" .. ")
        pieces = [piece for part in parts if (piece := self._pieces_of(part))]
        if not pieces:
            return
        number = self._pieces.setdefault(pieces[0], len(self._pieces))
        if number == len(self._entries):
            self._entries.append([])
        near = tuple(filter(None, map(self._pieces_of, phrase.near))) if phrase.near else ()
        without = tuple(filter(None, map(self._pieces_of, phrase.without))) if phrase.without else ()
        entry = _Entry(phrase, tuple(pieces[1:]), near, without, not near and not without)
        self._entries[number].append(entry)


def _first_times(places: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The places without those at which a phrase stands once more than `MOST_TIMES` times."""
    times: dict[int, int] = {}
    kept = []
    for place in places:
        count = times[place[0]] = times.get(place[0], 0) + 1
        if count <= MOST_TIMES:
            kept.append(place)
    return kept


def _tail_end(stems: str, after: int, tail: Sequence[str]) -> int:
    for piece in tail:
        place = stems.find(piece, after, after + LARGEST_GAP + len(piece))
        if place < 0:
            return -1
        after = place + len(piece)
    return after


def _beside(stems: str, near: Sequence[str], begin: int, close: int, first: int, end: int) -> bool:
    """Whether one of the pieces stands in the sentence outside the phrase itself."""
    return any(stems.find(piece, begin, first) >= 0 or stems.find(piece, end, close) >= 0 for piece in near)


def _alternatives(cell: str | None) -> tuple[str, ...]:
    if not cell:
        return ()
    return tuple(filter(None, (part.strip() for part in cell.split("|"))))


def phrase_rows(name: str) -> Iterator[Phrase]:
    """The phrases of one file of knowledge.

    Columns: target, language, phrase, weight, near, not, note; the format is described in the documentation.
    """
    for line, row in knowledge_rows(name):
        yield Phrase(
            target=row["target"],
            language=row["language"],
            phrase=row["phrase"],
            weight=float(row["weight"]),
            near=_alternatives(row["near"]),
            without=_alternatives(row["not"]),
            rule=f"{name}:{line}",
        )


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases that sdgkit ships, by file and line."""
    names = (name for name in knowledge_names() if name.startswith("goal_"))
    return tuple(phrase for name in names for phrase in phrase_rows(name))


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language: phrases and the cues of their context; made when it is first asked for.

    Example:
        >>> lexicon("kk").language
        'kk'
    """
    from sdgkit.mapping.context import cues

    every = [*phrases(), *(cue.phrase for cue in cues().values())]
    return Lexicon(language, [phrase for phrase in every if phrase.language == language])


def lexicons() -> dict[str, Lexicon]:
    """The lexicons of all languages."""
    return {tag: lexicon(tag) for tag in tongues()}
