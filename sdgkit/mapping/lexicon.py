"""The lexicon: phrases of a language, found in a text by their stems.

Each stem of the vocabulary is one character, a text becomes a string of such characters (a blank for every
word that no phrase needs), and an Aho-Corasick automaton finds the phrases in it. Gaps, company and
exclusions are looked at only where a phrase was found.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from sdgkit.errors import InputError
from sdgkit.mapping.knowledge_files import (
    check_choice,
    check_code,
    knowledge_names,
    knowledge_rows,
    number_in,
)
from sdgkit.mapping.stems import plain, stem_in, tongues
from sdgkit.mapping.words import LONGEST_PIECE, Column, Words, broken, words_in

LARGEST_GAP = 3
"""Words that may stand where a phrase has " .. "."""
MOST_TIMES = 25
"""Times that the same phrase is looked at in one text; more say nothing new and would make huge texts slow."""

FEW_STEMS = 500
"""Stems of a text up to which one is found as fast in the text itself as in a set of them, which takes time to make."""

COLUMNS = ("target", "language", "phrase", "weight", "near", "not")
"""Columns of a file of phrases."""

CUE = "cue:"
"""How the names of cues begin."""

_BLANK = " "
_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""
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


class _Any(NamedTuple):
    """Coded words or runs of words, of which one is asked for."""

    single: tuple[str, ...]
    longer: tuple[str, ...]

    @classmethod
    def of(cls, pieces: Iterable[str]) -> _Any | None:
        """The alternatives, None where there are none."""
        known = [piece for piece in pieces if piece]
        single = tuple(dict.fromkeys(piece for piece in known if len(piece) == 1))
        return cls(single, tuple(piece for piece in known if len(piece) > 1)) if known else None

    def stand_in(self, stems: str, present: Container[str]) -> bool:
        """Whether one stands in a text, of which the stems are given in order and as what is quickly asked for one."""
        for piece in self.single:
            if piece in present:
                return True
        for piece in self.longer:  # noqa: SIM110  a generator takes twice the time
            if piece in stems:
                return True
        return False


class Company(NamedTuple):
    """What must stand near a phrase, and what must not."""

    near: _Any | None
    without: _Any | None

    def missing(self, stems: str, present: Container[str]) -> bool:
        """Whether what must stand near the phrase stands nowhere in the text."""
        return self.near is not None and not self.near.stand_in(stems, present)

    def stands(self, stems: str, words: Words, present: Container[str], first: int, last: int) -> bool:
        """Whether, where nothing is missing, the sentence of a phrase is as it must be."""
        near, without = self
        if near is None and without is not None and not without.stand_in(stems, present):
            return True
        begin, after = words.sentence(first)
        if without is not None and without.stand_in(part := stems[begin:after], part):
            return False
        # The company is another word than those of the phrase itself.
        return (
            near is None
            or near.stand_in(part := stems[begin:first], part)
            or near.stand_in(part := stems[last:after], part)
        )


class Entry(NamedTuple):
    """A phrase of a lexicon, with what is asked of it again and again."""

    phrase: Phrase
    tail: tuple[str, ...]
    """What follows after a gap, coded like the text."""
    company: Company | None
    cue: bool
    goal: int
    """The goal of the phrase, 0 of a cue."""
    target: str | None
    """The target of the phrase, None where it is a goal's."""
    told: str
    """The phrase and its line, as evidence tells them."""


class Found(NamedTuple):
    """A phrase found at the words `first` to `after` - 1, which are the characters `start` to `end` - 1."""

    entry: Entry
    first: int
    after: int
    start: int
    end: int

    @property
    def phrase(self) -> Phrase:
        """The phrase as its line has it."""
        return self.entry.phrase


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
        self._entries: list[list[Entry]] = []
        self._coded = Column(lambda: self._code_of)
        for phrase in phrases:
            self._add(phrase)
        self._known.clear()
        self._automaton = AhoCorasick(list(self._pieces)) if self._pieces else None

    def __len__(self) -> int:
        return sum(map(len, self._entries))

    def knows(self, word: str) -> bool:
        """Whether a phrase holds the word, in whatever form.

        Example:
            >>> Lexicon("ru", [Phrase("6.1", "ru", "питьевая вода", 0.9)]).knows("Питьевой")
            True
        """
        return stem_in(plain(word), self.language) in self._codes

    def found(self, words: Words) -> list[Found]:
        """Every phrase in the text whose company stands with it, cues too."""
        phrases: list[Found] = []
        cues: list[Found] = []
        self.scan(words, phrases, cues)
        return phrases + cues

    def scan(self, words: Words, phrases: list[Found], cues: list[Found]) -> None:
        """Add the phrases and the cues that stand in the text to two lists, in the order of their last words."""
        if self._automaton is None:
            return
        stems = words.coded(self._coded)
        places = self._automaton.find_matches_as_indexes(stems, overlapping=True)
        if not places:
            return
        if len(places) > MOST_TIMES:
            places = _first_times(places)
        starts, ends, entries, text = words.starts, words.ends, self._entries, words.text
        present: Container[str] = stems if len(stems) <= FEW_STEMS else frozenset(stems)
        for number, first, after in places:
            for entry in entries[number]:
                _, tail, company, cue, _, _, _ = entry
                # What costs least is looked at first; most phrases with company stand without it.
                if company is not None and company.missing(stems, present):
                    continue
                last = after
                if tail:
                    last = _tail_end(stems, after, tail)
                    if last < 0:
                        continue
                start, end = starts[first], ends[last - 1]
                if last > first + 1 and broken(text, start, end):
                    continue
                if company is not None and not company.stands(stems, words, present, first, last):
                    continue
                (cues if cue else phrases).append(_tuple(Found, (entry, first, last, start, end)))

    def _code_of(self, word: str) -> int:
        """The number of the character that stands for a word."""
        return ord(
            self._codes.get(stem_in(plain(word), self.language), _BLANK)
            if len(word) <= LONGEST_PIECE
            else _BLANK
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
        company = None
        if phrase.near or phrase.without:
            near = _Any.of(map(self._pieces_of, phrase.near))
            without = _Any.of(map(self._pieces_of, phrase.without))
            company = Company(near, without) if near or without else None
        target, cue = phrase.target, phrase.target.startswith(CUE)
        goal, point, _ = target.partition(".")
        self._entries[number].append(
            Entry(
                phrase,
                tuple(pieces[1:]),
                company,
                cue,
                0 if cue else int(goal),
                target if point and not cue else None,
                f"{phrase.rule} {phrase.phrase}",
            )
        )


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


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split("|"))))


def phrase_rows(name: str) -> Iterator[Phrase]:
    """The phrases of one file of knowledge.

    Columns: target, language, phrase, weight, near, not, note; the format is described in the documentation.
    """
    number = name[5:7]
    goal = number.lstrip("0") if number.isdecimal() else ""
    known = tongues()
    first: dict[tuple[str, ...], int] = {}
    for line, row in knowledge_rows(name, needs=COLUMNS):
        check_code(name, line, row["target"], goal)
        check_choice(name, line, row, "language", known)
        if not row["phrase"]:
            raise InputError("mapping.knowledge-phrase", file=name, row=line)
        key = (row["target"], row["language"], row["phrase"], row["near"], row["not"])
        if first.setdefault(key, line) != line:
            # Twice the same would count as two pieces of evidence.
            raise InputError("mapping.own-twice", file=name, row=line, first=f"{name}:{first[key]}")
        yield Phrase(
            row["target"],
            row["language"],
            row["phrase"],
            number_in(name, line, row, "weight"),
            _alternatives(row["near"]) if row["near"] else (),
            _alternatives(row["not"]) if row["not"] else (),
            f"{name}:{line}",
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

    own = {language, tongues()[language].of}
    chosen = [one for one in (*phrases(), *(cue.phrase for cue in cues().values())) if one.language in own]
    return Lexicon(language, _unmistaken(chosen, language) if tongues()[language].spelling else chosen)


def _unmistaken(chosen: Sequence[Phrase], language: str) -> list[Phrase]:
    """The phrases without those of a single word that another alphabet writes like another word ("көл", "қол")."""
    own = tongues()[language].of
    meant: dict[str, set[str]] = {}
    for one in chosen:
        for word in map(plain, words_in(one.phrase)):
            meant.setdefault(stem_in(word, language), set()).add(stem_in(word, own))
    return [
        one
        for one in chosen
        if len(said := words_in(one.phrase)) > 1 or len(meant[stem_in(plain(said[0]), language)]) == 1
    ]
