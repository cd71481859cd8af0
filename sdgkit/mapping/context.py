"""The context of a phrase: negation, background, fixed expressions and lists of goals.

"In a country where maternal mortality is high" says nothing of what is done. Cues are data: `knowledge/context.csv`;
names, addresses and what grammar tells is found by `sdgkit.mapping.names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sdgkit.mapping.knowledge_files import (
    check_choice,
    check_code,
    knowledge_rows,
    number_in,
)
from sdgkit.mapping.lexicon import CUE, Found, Phrase
from sdgkit.mapping.names import DENIALS, Span
from sdgkit.mapping.stems import conjunctions, tongues
from sdgkit.mapping.words import Words

COLUMNS = ("kind", "language", "phrase", "reach", "factor", "targets", "near", "not")
KINDS = ("idiom", "negation", "background", "void", "goal-name", "label")
MOST_GOAL_NAMES = 5
"""Goals of which the names stand in one text above which they are a list of the agenda and no evidence."""
MOST_SHORT_NAMES = 4
"""The same for names with the reach "sentence" ("health", "climate") that follow each other as the items of a list."""
REACHES = ("", "text", "sentence", "clause", "clause before", "subordinate", "after 12", "before 8")
"""Where a cue may work; any number of words may stand in the last two."""
LONGEST_LIST, LONGEST_ITEM = 8, 2
"""Items of a list that are read on after a comma, and words of one that is not the last."""
LONGEST_BEFORE = 4
"""Words of an item of a list that is read backwards: its last item stands in the clause of the cue."""
CONTRASTS = frozenset({"а", "но", "but", "while", "ал"})
"""Words, beside the conjunctions, of a clause that goes on with the one before."""
_QUOTED = re.compile('[«"“„]([^«»"“”„\n]{2,120})[»"”]')
"""What stands in quotation marks."""
_REACH = re.compile(r"|text|sentence|clause|clause before|subordinate|(?:after|before) \d+")


class Cue(NamedTuple):
    """A phrase that changes what is found around it."""

    kind: str
    """"idiom", "negation", "background", "void"; "goal-name", which counts only among many others or beside a "label":
    what is numbered or called after goals ("Lot 6 \"Clean Water\"")."""
    phrase: Phrase
    reach: str
    factor: float
    targets: frozenset[str]


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
    """Names of goals in quotation marks behind or before a label of the same sentence: all that is quoted.

    Where the label reaches over its sentence ("all seventeen goals, from no poverty to partnerships"), every name of a
    goal in it.
    """
    for label in labels:
        if cues()[label.phrase.target].reach:
            begin, close = words.sentence(label.first)
            for hit, _ in named:
                if begin <= hit.first < close:
                    yield Effect("idiom", hit.first, hit.after, 0.0, frozenset())
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
    if reach == "clause":
        return words.clause(hit.after - 1)
    if reach == "clause before":
        # "Школы строит банк, а мы — мост": what another does.
        first = words.clause(hit.after - 1)[0]
        same = first > 0 and words.text[words.ends[first - 1] : words.starts[first]].strip() in {",", ";"}
        return words.clause(first - 1) if same else (first, first)
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


def denials(denied: Iterable[Span], words: Words) -> list[Effect]:
    """What verbs that are denied take with them: a part of their clause, and the list that it begins or ends.

    Of "repairs roads and does not build schools" what stands before the conjunction is done.

    Args:
        denied: where such verbs stand, of the kinds of `DENIALS`.
        words: of the text.

    Example:
        >>> words = Words("The loan repairs roads, and schools are not built.")
        >>> spans = [Span(39, 48, "denial of what stands before")]
        >>> [words.written(effect.first, effect.after) for effect in denials(spans, words)]
        ['and schools are not built']
    """
    result = []
    for span in denied:
        verb, after = words.before(span.start), words.before(span.end)
        if verb >= len(words):
            continue
        begin, close = words.clause(verb)
        part = DENIALS[span.kind]
        if part == "after" or (
            begin < verb and not (conjunctions() | CONTRASTS).isdisjoint(_said(words, verb - 1, verb))
        ):
            begin = verb
        else:
            # "Ауруханаға да, балабақшаға да емес": there the conjunction belongs to what denies.
            begin = _listed_before(words, begin, after if part == "before" else verb)
        if part != "before":
            after = max(after, _listed(words, close))
        result.append(Effect("negation", begin, after, 0.0, frozenset()))
    return result


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
    """Where a list begins whose last item stands in the clause of a cue: "schools, clinics and wells are excluded".

    No list of two has a comma before its conjunction: "repairs roads, and schools are excluded" are two sentences.
    """
    said = _said(words, begin, cue)
    if conjunctions().isdisjoint(said):
        return begin
    items, reached = 0, begin
    for _ in range(LONGEST_LIST):
        if not _comma_before(words, reached):
            break
        first = words.clause(reached - 1)[0]
        if reached - first > LONGEST_BEFORE:
            break
        items, reached = items + 1, first
    return begin if items == 1 and said[0] in conjunctions() else reached


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
