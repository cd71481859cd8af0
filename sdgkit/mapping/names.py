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
from sdgkit.mapping.knowledge_files import knowledge_table

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


class _Start(NamedTuple):
    """A word or more with which names and addresses begin."""

    start: str
    """In small letters where it is found in any case."""
    cased: bool
    sign: str
    """Its longest word, which stands within one piece of a text."""
    name: int
    """The number of the entry."""


class _Pattern(NamedTuple):
    """An entry of `names.toml`."""

    kind: str
    pattern: re.Pattern[str]
    marks: str
    """Characters of which one must stand in the text; "" where any text will do."""
    unless: re.Pattern[str] | None
    """What must not stand before it in its clause."""
    first: re.Pattern[str] | None
    """What must not stand before it in the text."""
    of_clauses: bool
    """Whether it begins where a clause does, so that no other place need be tried."""

    def matches_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where the expression is found, one place after the other."""
        if not self.of_clauses:
            yield from self.pattern.finditer(text)
            return
        end = 0
        for place in _beginnings(text):
            if place >= end and (match := self.pattern.match(text, place)):
                yield match
                end = match.end()

    def spans_in(self, text: str) -> Iterator[Span]:
        """Where it stands in a text."""
        if self.marks and not any(mark in text for mark in self.marks):
            return
        group = "span" if "span" in self.pattern.groupindex else 0
        for match in self.matches_in(text):
            start, end = match.span(group)
            if self.unless and self.unless.search(_clause_before(text, start)):
                continue
            if self.first and self.first.search(text, 0, start):
                break
            if end > start:
                yield Span(start, end, self.kind)


@cache
def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = knowledge_table("names.toml")["span"]
    return table


def _pattern_of(entry: dict[str, Any]) -> re.Pattern[str]:
    """The expression of an entry, with the words of the lists that it names: `{{institutions-en}}`."""
    lists: dict[str, list[str]] = knowledge_table("names.toml").get("lists", {})
    pattern = _LIST.sub(lambda name: f"(?:{'|'.join(lists[name[1]])})", entry["pattern"])
    return re.compile(pattern)


@cache
def _starts() -> tuple[_Start, ...]:
    return tuple(
        _Start(start, entry.get("cased", False), max(start.split(), key=len), number)
        for number, entry in enumerate(_table())
        for start in entry["starts"]
    )


def _is_of_clauses(pattern: re.Pattern[str]) -> bool:
    """Whether an expression is found only where a clause begins: no other way stands beside its beginning."""
    if not _CLAUSE.match(pattern.pattern):
        return False
    depth = 0
    for mark in re.findall(r"[()|]", re.sub(r"\\.|\[[^\]]*\]", "", pattern.pattern)):
        depth += (mark == "(") - (mark == ")")
        if mark == "|" and not depth:
            return False
    return True


@cache
def _names() -> list[_Pattern]:
    names = []
    for entry in _table():
        try:
            unless, first = (re.compile(entry[key]) if key in entry else None for key in ("unless", "first"))
            pattern = _pattern_of(entry)
            marks = entry.get("marks", "")
            names.append(_Pattern(entry["kind"], pattern, marks, unless, first, _is_of_clauses(pattern)))
        except (re.error, KeyError) as error:
            problem = f"{error}: {entry['pattern'][:60]}"
            raise InputError("mapping.knowledge-toml", file="names.toml", problem=problem) from error
    return names


@cache
def name_starts(cased: bool) -> re.Pattern[str]:
    """What a piece of a text holds where it may belong to a name or an address.

    Args:
        cased: as it is written; else in small letters.

    Example:
        >>> bool(name_starts(True).search("Committee")), bool(name_starts(True).search("committee"))
        (True, False)
    """
    signs = {start.sign for start in _starts() if start.cased == cased}
    return re.compile("|".join(map(re.escape, sorted(signs))))


@cache
def _automaton(cased: bool) -> tuple[AhoCorasick, list[int]]:
    """What finds the words with which names begin, and the number of the entry of each."""
    starts = [start for start in _starts() if start.cased == cased]
    return AhoCorasick([start.start for start in starts]), [start.name for start in starts]


def _tried(text: str, cased: bool) -> set[int]:
    """The numbers of the entries that are worth trying on a text."""
    automaton, owners = _automaton(cased)
    return {owners[one] for one, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)}


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
    text: str, partners: Iterable[str] = (), *, cased: bool = True, other: bool = True
) -> list[Span]:
    """Where the text names an organisation or an address.

    Args:
        text: the text.
        partners: names of the activity's own partners.
        cased: whether a word may stand in it that begins a name as it is written (`name_starts`).
        other: whether one may that begins a name in any case.

    Example:
        >>> [text[s.start:s.end] for text in ["Grant of the Ministry of Education and Science for a reservoir"]
        ...  for s in name_spans(text)]
        ['Ministry of Education and Science']
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    names = _names()
    tried = _tried(text, True) if cased else set()
    if other:
        tried |= _tried(lower, False)
    found = [span for number in sorted(tried) for span in names[number].spans_in(text)]
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
