"""The context of a phrase: names, addresses, negation, background and fixed expressions.

"Ministry of Education" funding a reservoir says nothing of education, and "in a country where maternal
mortality is high" says nothing of what is done. Cues are data: `knowledge/context.csv` (phrases) and
`knowledge/names.toml` (patterns of names and addresses).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from sdgkit.errors import InputError
from sdgkit.mapping.knowledge_files import (
    check_choice,
    check_code,
    knowledge_rows,
    knowledge_table,
    number_in,
)
from sdgkit.mapping.lexicon import CUE, Found, Phrase
from sdgkit.mapping.stems import conjunctions, tongues
from sdgkit.mapping.words import Words

SHORTEST_NAME = 5
"""Letters of a partner's name below which it is not looked for in texts (it may be a word)."""


COLUMNS = ("kind", "language", "phrase", "reach", "factor", "targets", "near", "not")
KINDS = ("idiom", "negation", "background", "void", "goal-name")
MOST_GOAL_NAMES = 5
"""Goals of which the names stand in one text above which they are a list of the agenda and no evidence."""
REACHES = ("", "text", "sentence", "clause", "subordinate", "after 12", "before 8")
"""Where a cue may work; any number of words may stand in the last two."""
LONGEST_LIST, LONGEST_ITEM = 8, 2
"""Items of a list that are read on after a comma, and words of one that is not the last."""
_REACH = re.compile(r"|text|sentence|clause|subordinate|(?:after|before) \d+")


class Cue(NamedTuple):
    """A phrase that changes what is found around it."""

    kind: str
    """"idiom", "negation", "background", "void", or "goal-name", which counts only among many others."""
    phrase: Phrase
    reach: str
    factor: float
    targets: frozenset[str]


class Span(NamedTuple):
    """A part of a text in which nothing counts, by characters."""

    start: int
    end: int
    kind: str


class Effect(NamedTuple):
    """What the context does to phrases at the words `first` to `after` - 1."""

    kind: str
    first: int
    after: int
    factor: float
    targets: frozenset[str]


@cache
def cues() -> dict[str, Cue]:
    """All cues by name."""
    found = {}
    known = tongues()
    for line, row in knowledge_rows("context.csv", needs=COLUMNS):
        check_choice("context.csv", line, row, "kind", KINDS)
        check_choice("context.csv", line, row, "language", known)
        if not _REACH.fullmatch(row["reach"]):
            check_choice("context.csv", line, row, "reach", REACHES)
        name = f"{CUE}{line}"
        phrase = Phrase(
            target=name,
            language=row["language"],
            phrase=row["phrase"],
            weight=1.0,
            near=tuple(filter(None, row["near"].split("|"))),
            without=tuple(filter(None, row["not"].split("|"))),
            rule=f"context.csv:{line}",
        )
        targets = frozenset(filter(None, row["targets"].split("|")))
        for code in targets:
            check_code("context.csv", line, code)
        factor = number_in("context.csv", line, row, "factor")
        found[name] = Cue(row["kind"], phrase, row["reach"], factor, targets)
    return found


def effects(found: Iterable[Found], words: Words) -> list[Effect]:
    """What the cues among the found phrases do, and where."""
    result = []
    named: list[tuple[Found, Cue]] = []
    for hit in found:
        cue = cues()[hit.phrase.target]
        if cue.kind == "goal-name":
            named.append((hit, cue))
            continue
        reach = cue.reach
        if reach == "text" and any(word in words.text.lower() for word in cue.phrase.without):
            # The Caspian in another sentence: the Aral Sea says nothing of that one.
            reach = "sentence"
        first, after = _reach(reach, hit, words)
        result.append(Effect(cue.kind, first, after, cue.factor, cue.targets))
    if len({cue.targets for _, cue in named}) > MOST_GOAL_NAMES:
        result += [Effect("idiom", hit.first, hit.after, cue.factor, frozenset()) for hit, cue in named]
    return result


def _reach(reach: str, hit: Found, words: Words) -> tuple[int, int]:
    kind, _, number = reach.partition(" ")
    if kind == "":
        return hit.first, hit.after
    if kind == "text":
        return 0, len(words)
    if kind == "clause":
        return words.clause(hit.after - 1)
    if kind == "subordinate":
        # "в стране, где ..., проект ...": the clause that begins with the last word of the cue.
        return hit.first, words.clause(hit.after - 1)[1]
    if kind == "after":
        # Up to the next comma: what follows it is often what is done instead, unless a list goes on.
        return hit.after, min(_listed(words, words.clause(hit.after - 1)[1]), hit.after + int(number))
    if kind == "before":
        return max(words.clause(hit.first)[0], hit.first - int(number)), hit.first
    begin, close = words.sentence(hit.first)
    return begin, close


def _listed(words: Words, after: int) -> int:
    """Where a list ends that may go on after a comma: "water, roads and schools", "воду, дороги или школы".

    Its last item is told by a conjunction; a clause that has none near its beginning is a new one.
    """
    end = after
    for _ in range(LONGEST_LIST):
        if end >= len(words) or words.text[words.ends[end - 1] : words.starts[end]].strip() != ",":
            return after
        begin, end = end, words.clause(end)[1]
        said = [words.written(place, place + 1).lower() for place in range(begin, min(end, begin + 2))]
        if not conjunctions().isdisjoint(said):
            return end
        if end - begin > LONGEST_ITEM:
            return after
    return after


def judged(hit: Found, all_effects: Sequence[Effect]) -> tuple[float, str]:
    """The factor that the context puts on a found phrase, and the kind of context that does it."""
    factor, kind = 1.0, ""
    for effect in all_effects:
        if effect.targets and hit.phrase.target not in effect.targets:
            continue
        inside = effect.first <= hit.first and hit.after <= effect.after
        if effect.kind == "negation":
            inside = effect.first <= hit.first < effect.after
        if inside and effect.factor < factor:
            factor, kind = effect.factor, effect.kind
    return factor, kind


class _Starts(NamedTuple):
    """An automaton of words with which names and addresses begin, and the number of each one's pattern."""

    automaton: AhoCorasick
    owners: list[int]

    def owners_in(self, text: str) -> set[int]:
        """The numbers of the patterns that are worth trying on a text."""
        owners = self.owners
        return {owners[one] for one, _, _ in self.automaton.find_matches_as_indexes(text, overlapping=True)}


class _Names(NamedTuple):
    patterns: list[tuple[str, re.Pattern[str]]]
    """Kind and pattern of each entry of the file."""
    cased: _Starts
    """Words that are found as they are written."""
    other: _Starts
    """Words that are found in any case, in small letters."""


@cache
def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = knowledge_table("names.toml")["span"]
    return table


def _starts_of(cased: bool) -> list[tuple[str, int]]:
    return [
        (start, number)
        for number, entry in enumerate(_table())
        if entry.get("cased", False) == cased
        for start in entry["starts"]
    ]


@cache
def _names() -> _Names:
    patterns = []
    for entry in _table():
        try:
            patterns.append((entry["kind"], re.compile(entry["pattern"])))
        except re.error as error:
            problem = f"{error}: {entry['pattern'][:60]}"
            raise InputError("mapping.knowledge-toml", file="names.toml", problem=problem) from error
    cased, other = (
        _Starts(AhoCorasick([start for start, _ in starts]), [number for _, number in starts])
        for starts in (_starts_of(True), _starts_of(False))
    )
    return _Names(patterns, cased, other)


@cache
def name_starts(cased: bool) -> re.Pattern[str]:
    """What a piece of a text holds where it may belong to a name or an address.

    Args:
        cased: as it is written; else in small letters.

    Example:
        >>> bool(name_starts(True).search("Committee")), bool(name_starts(True).search("committee"))
        (True, False)
    """
    starts = {max(start.split(), key=len) for start, _ in _starts_of(cased)}
    return re.compile("|".join(map(re.escape, sorted(starts))))


def name_spans(
    text: str, partners: Iterable[str] = (), *, cased: bool = True, other: bool = True
) -> list[Span]:
    """Where the text names an organisation or an address.

    Args:
        text: the text.
        partners: names of the activity's own partners.
        cased: whether a word may stand in it that begins a name as it is written.
        other: whether one may that begins a name in any case.

    Example:
        >>> [text[s.start:s.end] for text in ["Grant of the Ministry of Education and Science for a reservoir"]
        ...  for s in name_spans(text)]
        ['Ministry of Education and Science']
    """
    lower = ""
    if partners or other:
        lower = text.lower()
        if len(lower) != len(text):
            lower = text
    names = _names()
    tried = names.cased.owners_in(text) if cased else set()
    if other:
        tried |= names.other.owners_in(lower)
    found = [
        Span(match.start(), match.end(), names.patterns[number][0])
        for number in sorted(tried)
        for match in names.patterns[number][1].finditer(text)
        if match.end() > match.start()
    ]
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
