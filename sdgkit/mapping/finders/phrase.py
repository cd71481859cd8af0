"""Phrases of the lexicon in the texts of an activity, judged by their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from sdgkit.activities.activity import Activity
from sdgkit.languages import fold
from sdgkit.mapping.context import judged
from sdgkit.mapping.finders import Hit, Passage
from sdgkit.mapping.finders.code import crosswalk
from sdgkit.mapping.lexicon import Found
from sdgkit.mapping.scan import Scan, partners_of, scan_of

INSIDE_ANOTHER = 0.5
"""Factor of a phrase that stands inside a longer one of another goal: "school" in "school meals"."""

FEW_WORDS = 4
"""Words of a title or lone text up to which a target's phrase of at least `ENOUGH` is what all of it is about."""
ENOUGH = 0.5
ALL_OF_IT = 1.2
"""What such a phrase weighs more. Chosen on the development set: from five words on precision falls."""
SURE = 0.7
"""Weight that it reaches at most by that: enough to stand, and no more than a phrase that nearly always is right."""
TITLES = ("title", "text")

_QUOTES = "'’ʼ"
_tuple = tuple.__new__


class PhraseFinder:
    """Finds the phrases of `knowledge/goal_NN.csv`."""

    name = "phrase"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Every phrase, the held ones too, with the reason why they are held."""
        partners = partners_of(activity)
        for field, language, text in passages:
            if field.partition(".")[0] == "sector" and fold(text) in crosswalk().titles:
                # The finder of codes reads it; the same heading must not count twice.
                continue
            yield from hits_of(scan_of(text, language, partners), field)


def hits_of(scan: Scan, field: str) -> list[Hit]:
    """The phrases of one text, the held ones too."""
    hits = scan.hits.get((PhraseFinder.name, field))
    if hits is None:
        hits = scan.hits[PhraseFinder.name, field] = hits_in(scan, field, scan.phrases)
    return hits


def hits_in(scan: Scan, field: str, phrases: list[Found]) -> list[Hit]:
    """The phrases that were found in one text, judged by what stands around them."""
    hits: list[Hit] = []
    if not phrases:
        return hits
    names, around, text = scan.names, scan.effects, scan.words.text
    all_of_it = field.startswith(TITLES) and len(scan.words) <= FEW_WORDS
    quoted = any(mark in text for mark in _QUOTES)
    for hit, covered in _kept(phrases):
        (phrase, _, _, _, goal, target, told), _, _, start, end = hit
        weight = phrase.weight
        held = ""
        if around:
            factor, held = judged(hit, around)
            weight *= factor
        if covered:
            weight *= INSIDE_ANOTHER
        if all_of_it and ENOUGH <= weight < SURE and target:
            weight = min(weight * ALL_OF_IT, SURE)
        for span in names:
            if span.start < end and start < span.end:
                weight, held = 0.0, span.kind
                break
        written = text[start:end]
        if quoted and (written[0] in _QUOTES or written[-1] in _QUOTES):
            start += len(written) - len(written.lstrip(_QUOTES))
            written = written.strip(_QUOTES)
            end = start + len(written)
        values = (
            goal,
            target,
            "phrase",
            field,
            written,
            _rounded(weight),
            start,
            end,
            told,
            held if weight == 0 else "",
        )
        hits.append(_tuple(Hit, values))
    return hits


@lru_cache(maxsize=4_096)
def _rounded(weight: float) -> float:
    """A weight as evidence tells it; there are few different ones, and rounding takes its time."""
    return round(weight, 4)


def _order(hit: Found) -> tuple[int, int, float]:
    entry, first, after, _, _ = hit
    return first, -after, -entry.phrase.weight


def _kept(hits: list[Found]) -> Iterator[tuple[Found, bool]]:
    """The hits without those inside a longer one of the same goal; whether one lies inside another goal's.

    Of the same words for the same target the heaviest stays.
    """
    open_ones: list[Found] = []
    reach = 0
    for hit in sorted(hits, key=_order) if len(hits) > 1 else hits:
        entry, first, after, _, _ = hit
        if first >= reach:
            open_ones = [hit]
            reach = after
            yield hit, False
            continue
        if after > reach:
            reach = after
        goal, target = entry.goal, entry.target
        covered = dropped = False
        for other, begins, ends, _, _ in open_ones:
            if ends < after or ends <= first:
                continue
            if begins == first and ends == after:
                if other.goal == goal and other.target == target:
                    dropped = True
                    break
                continue
            if other.goal == goal and (target is None or other.target == target):
                dropped = True
                break
            covered = True
        if not dropped:
            open_ones.append(hit)
            yield hit, covered


def make() -> PhraseFinder:
    """The finder."""
    return PhraseFinder()
