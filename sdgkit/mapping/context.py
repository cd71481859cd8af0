"""The context of a phrase: names, addresses, negation, background and fixed expressions.

"Ministry of Education" funding a reservoir says nothing of education, and "in a country where maternal
mortality is high" says nothing of what is done. Cues are data: `knowledge/context.csv` (phrases) and
`knowledge/names.toml` (patterns of names and addresses).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

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
KINDS = ("idiom", "negation", "background", "void", "goal-name", "label")
MOST_GOAL_NAMES = 5
"""Goals of which the names stand in one text above which they are a list of the agenda and no evidence."""
MOST_SHORT_NAMES = 4
"""The same for names with the reach "sentence" ("health", "climate") that follow each other as the items of a list."""
REACHES = ("", "text", "sentence", "clause", "subordinate", "after 12", "before 8")
"""Where a cue may work; any number of words may stand in the last two."""
LONGEST_LIST, LONGEST_ITEM = 8, 2
"""Items of a list that are read on after a comma, and words of one that is not the last."""
LONGEST_BEFORE = 4
"""Words of an item of a list that is read backwards: its last item stands in the clause of the cue."""
CONTRASTS = frozenset({"а", "но", "but", "while", "ал"})
"""Words, beside the conjunctions, of a clause that goes on with the one before."""
_QUOTED = re.compile('[«"“„]([^«»"“”„\n]{2,120})[»"”]')
"""What stands in quotation marks."""
_REACH = re.compile(r"|text|sentence|clause|subordinate|(?:after|before) \d+")


class Cue(NamedTuple):
    """A phrase that changes what is found around it."""

    kind: str
    """"idiom", "negation", "background", "void"; "goal-name", which counts only among many others or beside a "label":
    what is numbered or called after goals ("Lot 6 \"Clean Water\"")."""
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
    labels: list[Found] = []
    for hit in found:
        cue = cues()[hit.phrase.target]
        if cue.kind == "goal-name":
            named.append((hit, cue))
            continue
        if cue.kind == "label":
            labels.append(hit)
            continue
        reach = cue.reach
        if reach == "text" and any(word in words.text.lower() for word in cue.phrase.without):
            # The Caspian in another sentence: the Aral Sea says nothing of that one.
            reach = "sentence"
        first, after = _reach(reach, hit, words)
        result.append(Effect(cue.kind, first, after, cue.factor, cue.targets))
    # Most texts name few goals; looking for lists in them takes its time.
    if len(named) > MOST_SHORT_NAMES:
        result += _listed_goals(named, words)
    if named and labels:
        result += _labelled(named, labels, words)
    return result


def _listed_goals(named: Sequence[tuple[Found, Cue]], words: Words) -> list[Effect]:
    """What many names of goals in one text, or a list of their short names, do to themselves."""
    whole = [(hit.first, hit.after, cue.targets) for hit, cue in named if cue.reach != "sentence"]
    listed = _chains(sorted({(hit.first, hit.after, cue.targets) for hit, cue in named}), words)
    hidden: set[tuple[int, int]] = set()
    if len({targets for _, _, targets in whole}) > MOST_GOAL_NAMES:
        hidden |= {(first, after) for first, after, _ in whole}
    for chain in listed:
        if len({targets for _, _, targets in chain}) > MOST_SHORT_NAMES:
            # "water, energy": what is found across a comma of the list is no more evidence than its items.
            hidden.add((chain[0][0], max(after for _, after, _ in chain)))
    return [Effect("idiom", first, after, 0.0, frozenset()) for first, after in sorted(hidden)]


def _chains(
    places: Sequence[tuple[int, int, frozenset[str]]], words: Words
) -> list[list[tuple[int, int, frozenset[str]]]]:
    """Places with nothing between one and the next but a comma, a conjunction or both."""
    chains: list[list[tuple[int, int, frozenset[str]]]] = []
    reached = -1
    for place in places:
        first, after, _ = place
        if chains and (
            first < reached
            or (_comma_before(words, first) and first == reached)
            or (first == reached + 1 and _said(words, reached, first)[0] in conjunctions())
        ):
            chains[-1].append(place)
            reached = max(reached, after)
        else:
            chains.append([place])
            reached = after
    return chains


def _labelled(named: Sequence[tuple[Found, Cue]], labels: Sequence[Found], words: Words) -> Iterator[Effect]:
    """Names of goals in quotation marks behind or before a label of the same sentence: all that is quoted."""
    for quoted in _QUOTED.finditer(words.text):
        inside = [hit for hit, _ in named if quoted.start() <= hit.start and hit.end <= quoted.end()]
        if not inside:
            continue
        begin, close = words.sentence(inside[0].first)
        if any(begin <= label.first < close for label in labels):
            yield Effect(
                "idiom", words.before(quoted.start(1)), words.before(quoted.end(1)), 0.0, frozenset()
            )


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
        return hit.first, _further(words, words.clause(hit.after - 1)[1])
    if kind == "after":
        # Up to the next comma: what follows it is often what is done instead, unless a list goes on.
        end = words.clause(hit.after - 1)[1]
        if end == hit.after < len(words) and ":" in words.text[words.ends[end - 1] : words.starts[end]]:
            # "Исключены: школы, больницы": the list is the whole sentence.
            return hit.after, words.sentence(hit.first)[1]
        listed = _listed(words, end)
        return hit.after, listed if listed > end else min(end, hit.after + int(number))
    if kind == "before":
        begin = words.clause(hit.first)[0]
        listed = _listed_before(words, begin, hit.first)
        return listed if listed < begin else max(begin, hit.first - int(number)), hit.first
    begin, close = words.sentence(hit.first)
    return begin, close


def _comma_before(words: Words, place: int) -> bool:
    """Whether nothing but a comma stands between a word and the one before."""
    return 0 < place < len(words) and words.text[words.ends[place - 1] : words.starts[place]].strip() == ","


def _said(words: Words, begin: int, end: int) -> list[str]:
    return [words.written(place, place + 1).lower() for place in range(begin, end)]


def _listed(words: Words, after: int) -> int:
    """Where a list ends that may go on after a comma: "water, roads and schools", "воду, дороги или школы".

    Its last item is told by a conjunction, which may stand before several: "ни дорог, ни школ, ни воды". A clause that
    has none near its beginning is a new one.
    """
    reached = end = after
    again = ""
    for _ in range(LONGEST_LIST):
        if not _comma_before(words, end):
            break
        begin, end = end, words.clause(end)[1]
        said = _said(words, begin, min(end, begin + 2))
        if again:
            if said[0] != again:
                break
            reached = end
        elif not conjunctions().isdisjoint(said):
            reached, again = end, said[0]
        elif end - begin > LONGEST_ITEM:
            break
    return reached


def _listed_before(words: Words, begin: int, cue: int) -> int:
    """Where a list begins whose last item stands in the clause of a cue: "schools, clinics and wells are excluded"."""
    if conjunctions().isdisjoint(_said(words, begin, cue)):
        return begin
    for _ in range(LONGEST_LIST):
        if not _comma_before(words, begin):
            break
        first = words.clause(begin - 1)[0]
        if begin - first > LONGEST_BEFORE:
            break
        begin = first
    return begin


def _further(words: Words, after: int) -> int:
    """Where the situation ends that a clause begins to tell: "где высока бедность, а школы изношены, проект ..."."""
    for _ in range(LONGEST_LIST):
        if not _comma_before(words, after):
            break
        end = words.clause(after)[1]
        # The last clause of a sentence says what is done there.
        if not _comma_before(words, end) or (conjunctions() | CONTRASTS).isdisjoint(_said(words, after, end)):
            break
        after = end
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


class _Name(NamedTuple):
    """An entry of `names.toml`."""

    kind: str
    pattern: re.Pattern[str]
    marks: str
    """Characters of which one must stand in the text; "" where any text will do."""


class _Start(NamedTuple):
    """A word or more with which names and addresses begin."""

    start: str
    """In small letters where it is found in any case."""
    cased: bool
    sign: str
    """Its longest word, which stands within one piece of a text."""
    name: int
    """The number of the entry."""


@cache
def _table() -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = knowledge_table("names.toml")["span"]
    return table


@cache
def _starts() -> tuple[_Start, ...]:
    return tuple(
        _Start(start, entry.get("cased", False), max(start.split(), key=len), number)
        for number, entry in enumerate(_table())
        for start in entry["starts"]
    )


@cache
def _names() -> list[_Name]:
    names = []
    for entry in _table():
        try:
            names.append(_Name(entry["kind"], re.compile(entry["pattern"]), entry.get("marks", "")))
        except re.error as error:
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


@lru_cache(maxsize=4_096)
def _starts_at(piece: str) -> tuple[_Start, ...]:
    """The starts whose sign a piece of a text holds."""
    lower = piece.lower()
    return tuple(start for start in _starts() if start.sign in (piece if start.cased else lower))


def name_spans(text: str, partners: Iterable[str] = (), pieces: Iterable[str] | None = None) -> list[Span]:
    """Where the text names an organisation or an address.

    Args:
        text: the text.
        partners: names of the activity's own partners.
        pieces: what of the text, parted at its spaces, holds the sign of a name (`name_starts`); all of it where None.

    Example:
        >>> [text[s.start:s.end] for text in ["Grant of the Ministry of Education and Science for a reservoir"]
        ...  for s in name_spans(text)]
        ['Ministry of Education and Science']
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = text
    names = _names()
    # What stands a thousand times in a text is looked for once.
    starts = {
        start for piece in {*(text.split() if pieces is None else pieces)} for start in _starts_at(piece)
    }
    tried = {start.name for start in starts if start.start in (text if start.cased else lower)}
    found: list[Span] = []
    for number in sorted(tried):
        kind, pattern, marks = names[number]
        if marks and not any(mark in text for mark in marks):
            continue
        found += [
            Span(match.start(), match.end(), kind)
            for match in pattern.finditer(text)
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
