"""The lexicon: phrases of a language, found in a text by their stems.

Each stem of the vocabulary is one character, a text becomes a string of such characters (a blank for every
word that no phrase needs), and an Aho-Corasick automaton finds the phrases in it. Gaps, company and
exclusions are looked at only where a phrase was found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from sdgkit.mapping.knowledge_files import knowledge_names, knowledge_rows
from sdgkit.mapping.stems import plain, stem_in, tongues
from sdgkit.mapping.words import Words, words_in

LARGEST_GAP = 3
"""Words that may stand where a phrase has " .. "."""
LARGEST_CACHE = 400_000
"""Word forms remembered with their stems; above that the memory is emptied."""

MOST_TIMES = 25
"""Times that the same phrase is looked at in one text; more say nothing new and would make huge texts slow."""

_BLANK = " "


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
    """A phrase found at the words `first` to `after` - 1."""

    phrase: Phrase
    first: int
    after: int


class _Entry(NamedTuple):
    phrase: Phrase
    tail: tuple[str, ...]
    near: tuple[str, ...]
    without: tuple[str, ...]
    words: int


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
        self._cache: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._pieces: dict[str, int] = {}
        self._entries: list[list[_Entry]] = []
        for phrase in phrases:
            self._add(phrase)
        self._stems.clear()
        self._automaton = AhoCorasick(list(self._pieces)) if self._pieces else None

    def __len__(self) -> int:
        return sum(map(len, self._entries))

    def stemmed(self, words: Words) -> str:
        """The text as one character per word."""
        if len(self._cache) > LARGEST_CACHE:
            self._cache.clear()
        cache = self._cache
        try:
            return "".join([cache[word] for word in words.list])
        except KeyError:
            codes = self._codes
            for word in words.list:
                if word not in cache:
                    cache[word] = codes.get(stem_in(plain(word), self.language), _BLANK)
            return "".join([cache[word] for word in words.list])

    def found(self, words: Words) -> Iterator[Found]:
        """Every phrase in the text whose company stands with it, in reading order."""
        if self._automaton is None:
            return
        stems = self.stemmed(words)
        if not stems.strip(_BLANK):
            return
        times: dict[int, int] = {}
        for piece, first, after in self._automaton.find_matches_as_indexes(stems, overlapping=True):
            count = times[piece] = times.get(piece, 0) + 1
            if count > MOST_TIMES:
                continue
            for entry in self._entries[piece]:
                end = after if not entry.tail else _tail_end(stems, after, entry.tail)
                if end < 0 or (end - first > 1 and words.broken(first, end)):
                    continue
                if entry.near or entry.without:
                    begin, close = words.sentence(first)
                    if entry.without and any(stems.find(piece, begin, close) >= 0 for piece in entry.without):
                        continue
                    if entry.near and not _beside(stems, entry.near, begin, close, first, end):
                        continue
                yield Found(entry.phrase, first, end)

    def _code(self, stem: str) -> str:
        code = self._codes.get(stem)
        if code is None:
            number = 0x100 + len(self._codes)
            # Surrogates are no characters; above them the private and later planes are free.
            code = self._codes[stem] = chr(number if number < 0xD800 else number + 0x2800)
        return code

    def _pieces_of(self, text: str) -> str:
        known = self._stems
        pieces = []
        for word in words_in(text):
            stem = known.get(word)
            if stem is None:
                stem = known[word] = stem_in(plain(word), self.language)
            pieces.append(self._code(stem))
        return "".join(pieces)

    def _add(self, phrase: Phrase) -> None:
        pieces = [piece for part in phrase.phrase.split(" .. ") if (piece := self._pieces_of(part))]
        if not pieces:
            return
        number = self._pieces.setdefault(pieces[0], len(self._pieces))
        if number == len(self._entries):
            self._entries.append([])
        near, without = (tuple(filter(None, map(self._pieces_of, c))) for c in (phrase.near, phrase.without))
        entry = _Entry(phrase, tuple(pieces[1:]), near, without, sum(map(len, pieces)))
        self._entries[number].append(entry)


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
    return tuple(filter(None, (part.strip() for part in (cell or "").split("|"))))


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
def lexicons() -> dict[str, Lexicon]:
    """The lexicon of each language: phrases and the cues of their context."""
    from sdgkit.mapping.context import cues

    every = [*phrases(), *(cue.phrase for cue in cues().values())]
    return {tag: Lexicon(tag, [p for p in every if p.language == tag]) for tag in tongues()}
