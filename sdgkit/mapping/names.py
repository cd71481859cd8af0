"""Names and addresses in a text, and parts of it that grammar tells to be no deed: patterns of `knowledge/names.toml`.

"Ministry of Education" funding a reservoir says nothing of education, nor does the hall of a hospital in which
philatelists meet, nor the sentence after "Background:".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from sdgkit.errors import InputError
from sdgkit.mapping.beginnings import Beginning, beginnings, folded
from sdgkit.mapping.knowledge_files import knowledge_table
from sdgkit.mapping.words import LONGEST_PIECE, MOST_PIECES, parted

DENIALS = {"denial": "clause", "denial of what follows": "after", "denial of what stands before": "before"}
"""Kinds of the spans of verbs that are denied, and the part of their clause that they deny
(`sdgkit.mapping.context.denials`)."""
SHORTEST_NAME = 5
"""Letters of a partner's name below which it is not looked for in texts (it may be a word)."""


LONGEST_CLAUSE, _MARKS = 160, ",.;:!?()\n"
"""Letters of a clause that are looked at before a name, and what parts clauses."""
_CLAUSE = re.compile(r"(?:\(\?i\))?\(\?:\^\|\(\?<=(?:\[[.,;:!?)|\\n]+\] |\\n)\)(?:\|\(\?<=\\n\))?\)")
"""How an expression begins that is found only where the text, a sentence, a clause or a line begins."""
_LIST = re.compile(r"\{\{([a-z-]+)\}\}")
"""Where an expression of `names.toml` names a list of words."""


class Span(NamedTuple):
    """A part of a text in which nothing counts, by characters."""

    start: int
    end: int
    kind: str


class _Pattern(NamedTuple):
    """An entry of `names.toml`."""

    kind: str
    source: str
    """The expression."""
    marks: str
    """Characters of which one must stand in the text; "" where any text will do."""
    unless: re.Pattern[str] | None
    """What must not stand before it in its clause."""
    first: re.Pattern[str] | None
    """What must not stand before it in the text."""
    of_clauses: bool
    """Whether it may begin where a clause does."""
    begins: frozenset[Beginning] | None
    """With what it begins elsewhere; None where it may begin with anything."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """The expression; made when it is first asked for, which for most takes longer than a text."""
        return _compiled(self.source)

    def matches_in(self, text: str, places: Iterable[int], close: int) -> Iterator[re.Match[str]]:
        """Where the expression is found, one place after the other.

        Args:
            text: the text.
            places: where its beginnings stand.
            close: place from which on it need not be looked for.
        """
        pattern = self.pattern
        if self.begins is None:
            yield from pattern.finditer(text)
            return
        if self.of_clauses:
            places = {*places, *_beginnings(text)}
        end = 0
        for place in sorted(places):
            if place >= close:
                break
            if place >= end and (match := pattern.match(text, place)):
                yield match
                end = match.end()

    def spans_in(self, text: str, places: Iterable[int] = ()) -> Iterator[Span]:
        """Where it stands in a text; its beginnings stand at no other places than those."""
        if self.marks and not any(mark in text for mark in self.marks):
            return
        group = "span" if "span" in self.pattern.groupindex else 0
        before = self.first.search(text) if self.first else None
        for match in self.matches_in(text, places, before.end() if before else len(text)):
            start, end = match.span(group)
            if self.unless and self.unless.search(_clause_before(text, start)):
                continue
            if self.first and self.first.search(text, 0, start):
                break
            if end > start:
                yield Span(start, end, self.kind)


@cache
def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = _file()["span"]
    return table


@cache
def _file() -> dict[str, Any]:
    return knowledge_table("names.toml")


def _source_of(entry: dict[str, Any]) -> str:
    """The expression of an entry, with the words of the lists that it names: `{{institutions-en}}`."""
    lists: dict[str, list[str]] = _file().get("lists", {})
    source: str = _LIST.sub(lambda name: f"(?:{'|'.join(lists[name[1]])})", entry["pattern"])
    return source


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def _ways(source: str) -> list[str]:
    """The ways of an expression, of which each is one.

    Example:
        >>> _ways("a(?:b|c)|[|]")
        ['a(?:b|c)', '[|]']
    """
    depth, ways = 0, [""]
    for part in re.findall(r"\\.|\[\^?\]?[^\]]*\]|[^\\\[]", source, re.DOTALL):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            ways.append("")
        else:
            ways[-1] += part
    return ways


def _begins(source: str) -> tuple[bool, frozenset[Beginning] | None]:
    """Whether an expression may begin wherever a clause does, and with what it begins elsewhere."""
    ways = [(way, beginnings(way)) for way in _ways(source)]
    open_ways = [_CLAUSE.match(way) is not None for way, begins in ways if begins is None]
    begins = frozenset(one for _, some in ways for one in some or ()) if all(open_ways) else None
    return bool(open_ways), begins


@cache
def _names() -> list[_Pattern]:
    names = []
    for entry in _table():
        try:
            unless, first = (re.compile(entry[key]) if key in entry else None for key in ("unless", "first"))
            source, marks = _source_of(entry), entry.get("marks", "")
            names.append(_Pattern(entry["kind"], source, marks, unless, first, *_begins(source)))
        except (re.error, KeyError) as error:
            problem = f"{error}: {entry['pattern'][:60]}"
            raise InputError("mapping.knowledge-toml", file="names.toml", problem=problem) from error
    return names


class _Clue(NamedTuple):
    """What a piece of a text may be part of: words of which one must stand in a text, or the beginning of a name."""

    entries: tuple[int, ...]
    """The numbers of the entries that ask for it."""
    place: int
    """Where it begins, from where the piece does."""
    start: str = ""
    """What must stand in the text, in small letters unless `cased`; "" of a beginning."""
    cased: bool = False


class Clues(NamedTuple):
    """What a piece of a text may be part of."""

    starts: tuple[_Clue, ...]
    begins: tuple[_Clue, ...]


class _Part(NamedTuple):
    """The longest word of what a clue tells, as it stands in a piece."""

    place: int
    """Where what the clue tells begins, from where the word does."""
    start: str
    cased: bool
    opens: bool
    """Whether the piece begins with it."""
    closes: bool
    """Whether the piece ends with it."""


@cache
def _parts() -> tuple[AhoCorasick, list[list[tuple[_Part, tuple[int, ...]]]]]:
    """What finds the words in a piece, `folded`, and what each is part of, with the numbers of the entries."""
    # Many beginnings ("are not a", "are not b") have the same word at the same place, and many expressions one of them.
    parts: dict[str, dict[_Part, dict[int, None]]] = {}
    for number, (entry, name) in enumerate(zip(_table(), _names(), strict=True)):
        told = [(start, Beginning(folded(start))) for start in entry["starts"]]
        for start, (written, within) in [*told, *(("", begin) for begin in name.begins or ())]:
            words = parted(written).split(" ")
            # Of two that are as long the last: ", and not " is rarer by its "not".
            _, longest = max((len(word), place) for place, word in enumerate(words))
            before = sum([len(word) + 1 for word in words[:longest]])
            cased = bool(start) and entry.get("cased", False)
            part = _Part(within - before, start, cased, longest > 0, longest < len(words) - 1)
            parts.setdefault(words[longest], {}).setdefault(part, {})[number] = None
    return AhoCorasick(list(parts)), [
        [(part, tuple(numbers)) for part, numbers in some.items()] for some in parts.values()
    ]


_NO_CLUES = Clues((), ())


def _clues_of(piece: str) -> Clues:
    automaton, parts = _parts()
    lower = folded(piece)
    starts: list[_Clue] = []
    begins: list[_Clue] = []
    for number, first, after in automaton.find_matches_as_indexes(lower, overlapping=True):
        for (place, start, cased, opens, closes), entries in parts[number]:
            if not (opens and first) and not (closes and after < len(lower)):
                (starts if start else begins).append(_Clue(entries, first + place, start, cased))
    return Clues(tuple(starts), tuple(begins)) if starts or begins else _NO_CLUES


_remembered = lru_cache(maxsize=MOST_PIECES)(_clues_of)


def clues_in(piece: str) -> Clues:
    """What a piece of a text, which stands between two spaces, may be part of.

    Example:
        >>> any(clue.start == "Committee " for clue in clues_in("Committee").starts)
        True
        >>> clues_in("of") == ((), ())
        True
    """
    return _remembered(piece) if len(piece) <= LONGEST_PIECE else _clues_of(piece)


@lru_cache(maxsize=8)
def _beginnings(text: str) -> list[int]:
    """Where the text, its sentences, clauses and lines begin."""
    found = [0]
    for match in re.finditer(r"[.,;:!?)|\n]", text):
        after = match.end()
        if text[after - 1] == "\n":
            found.append(after)
        if text[after : after + 1] == " ":
            found.append(after + 1)
    return found


def _clause_before(text: str, place: int) -> str:
    """What stands before a place of a text in its clause."""
    before = text[max(0, place - LONGEST_CLAUSE) : place]
    return before[max(map(before.rfind, _MARKS)) + 1 :]


def name_spans(
    text: str, partners: Iterable[str] = (), pieces: Iterable[tuple[int, str]] | None = None
) -> list[Span]:
    """Where the text names an organisation or an address.

    Args:
        text: the text.
        partners: names of the activity's own partners.
        pieces: the pieces of the text that have clues (`clues_in`), with where they begin; looked for where None.

    Example:
        >>> [text[s.start:s.end] for text in ["Grant of the Ministry of Education and Science for a reservoir"]
        ...  for s in name_spans(text)]
        ['Ministry of Education and Science']
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    found = list(_patterns_in(text, lower, _pieces(text) if pieces is None else pieces))
    for name in partners:
        name = name.strip().lower()
        if len(name) < SHORTEST_NAME:
            continue
        start = lower.find(name)
        while start >= 0:
            # A partner that is named like the whole text would leave nothing: then it is the subject.
            if len(name) < 0.8 * len(text):
                found.append(Span(start, start + len(name), "partner"))
            start = lower.find(name, start + len(name))
    return found


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for piece in parted(text).split(" "):
        yield begin, piece
        begin += len(piece) + 1


def _patterns_in(text: str, lower: str, pieces: Iterable[tuple[int, str]]) -> Iterator[Span]:
    """What the entries find of which a word stands in the text, and a beginning where they have some."""
    names = _names()
    clues = [(begin, clues_in(piece)) for begin, piece in pieces]
    tried: set[int] = set()
    for begin, (starts, _) in clues:
        for entries, place, start, cased in starts:
            if (text if cased else lower).startswith(start, begin + place):
                tried.update(entries)
    places: dict[int, list[int]] = {number: [] for number in tried}
    for begin, (_, begins) in clues if tried else ():
        for entries, place, _, _ in begins:
            for number in entries:
                if number in tried:
                    places[number].append(begin + place)
    for number in sorted(tried):
        name = names[number]
        if name.begins is None or name.of_clauses or places[number]:
            yield from name.spans_in(text, places[number])
