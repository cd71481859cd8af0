"""Evidence of the semantic encoder (`sdgkit[semantic]`): what a text means, in whatever words and language.

It is asked only where the setting `semantic` says so. For each goal there is one piece of evidence, for it or
against it: a text full of the words of a goal may still be about another. For targets there is evidence for the few
that are nearest. The rule of the evidence tells the margin from which the weight follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.mapping.combine import SEMANTIC
from sdgkit.mapping.encoder import check, encoded
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.scan import partners_of, scan_of, without
from sdgkit.mapping.semantic_head import NOTHING, SemanticHead, shipped
from sdgkit.mapping.words import words_in

SHORT, LONG = 150, 500
"""Characters of a text that is short, or long; between them floor and rise lie between theirs. A short text says less,
so its margins tell less. Those for long texts were chosen on one half of the SDG Classification Benchmark (by hash),
those for short ones on activities kept apart to choose by."""
FLOORS = (-0.8, -0.5)
"""Margin of a goal that speaks neither for nor against it, of short and of long texts."""
RISES = (0.5, 0.3)
"""Strength of evidence for a goal (`combine.strength`) for each unit of margin above the floor."""
RISES_AGAINST = (0.5, 0.8)
"""Strength of evidence against a goal for each unit below it."""
TITLE, SENTENCE = 50, 110
"""Characters of a text that is a bare title, or at least a sentence."""
TARGET_TRUSTS = (0.6, 0.85)
"""Weight of evidence for a target of which the head is wholly sure, from a title and from a sentence: phrases read
titles better. Chosen on the development set and on countries left out of training."""
TARGET_RISES = (3.0, 1.0)
"""How fast it rises with the target's share of the trust, in short and in long texts: as if so many independent looks
were each right with that share. A long text says several things, and its first target is not so sure."""
OPEN_RISE, OPEN_EVEN = 2.0, 0.1
"""In a text without a title (a sentence of a plan) evidence for a target has the strength `OPEN_RISE` for each power of
e by which its share is above `OPEN_EVEN`, where that is more. Chosen on countries left out of training."""
OPEN_LENGTHS = (150, 500)
"""Characters up to which that holds in full, and from which not at all: a long text says several things."""
AGREED = 0.05
"""Share of the trust that a goal's targets have together from which its margin speaks no longer against it. Chosen on
one half of the SDG Classification Benchmark."""
MOST_AGAINST, MOST_FOR = 3.0, 3.0
"""Strength of evidence at most: a text is not sure beyond all doubt of what it means."""
LEAST, LEAST_TARGET = 0.05, 0.01
"""Weight below which evidence for or against a goal, and for a target, is not worth showing; what is little for a
target still puts it before others when a person chooses by hand."""
MOST_TARGETS = 8
"""Targets for which one text gives evidence at most."""
FEWEST_WORDS = 3
"""Words below which a text says too little to have a meaning of its own."""
GOALS = 17
ENDS = (".", "!", "?", "…", ":", ";")
WINDOW = 1_000
"""Characters that are read at a time: about 250 words of English, what the head was trained on."""
MOST_WINDOWS = 4
"""Windows of the texts of one language that are read: the first two and others at even distances, so that a text of
any length takes at most about a second."""
SHOWN = 60
"""Characters of the window that are shown with the evidence."""


def between(ends: tuple[float, float], length: int, short: int = SHORT, long: int = LONG) -> float:
    """The value for a text of so many characters, from those for a short and a long one.

    Example:
        >>> between((3.0, 1.0), SHORT - 50), between((3.0, 1.0), (SHORT + LONG) // 2), between((3.0, 1.0), LONG)
        (3.0, 2.0, 1.0)
    """
    part = min(1.0, max(0.0, (length - short) / (long - short)))
    return ends[0] + part * (ends[1] - ends[0])


def weight_of(margin: float, length: int, of_targets: float = 0.0) -> float:
    """The weight of evidence of a goal's margin in a text of so many characters; below 0 where it speaks against.

    Args:
        margin: the margin of the goal.
        length: characters of the text.
        of_targets: share of the trust that the targets of the goal have together.

    Example:
        >>> weight_of(FLOORS[0], SHORT), weight_of(FLOORS[1], LONG), weight_of(1.0, 300) > 0 > weight_of(-1.0, 300)
        (0.0, 0.0, True)
        >>> weight_of(-2.0, 300), weight_of(-2.0, 300, 0.025), weight_of(-2.0, 300, 0.05)
        (-1.305, -0.6525, 0.0)
    """
    above = margin - between(FLOORS, length)
    rise = between(RISES if above > 0 else RISES_AGAINST, length)
    strength = min(MOST_FOR, max(-MOST_AGAINST, rise * above))
    part = 1.0 if above > 0 else 1 - min(1.0, of_targets / AGREED)
    return round(part * (1 - math.exp(-strength)), 4) + 0.0


def weight_of_share(share: float, length: int, *, titled: bool) -> float:
    """The weight of evidence for a target with such a share of the trust.

    Args:
        share: of the target.
        length: characters of the text.
        titled: whether the activity has a title.

    Example:
        >>> weight_of_share(0.5, 120, titled=True) < weight_of_share(0.5, 120, titled=False)
        True
        >>> weight_of_share(0.0, 120, titled=False)
        0.0
    """
    trust, rise = between(TARGET_TRUSTS, length, TITLE, SENTENCE), between(TARGET_RISES, length)
    weight: float = trust * (1 - (1 - share) ** rise)
    if not titled and share > OPEN_EVEN:
        strength = between((OPEN_RISE, 0.0), length, *OPEN_LENGTHS) * math.log(share / OPEN_EVEN)
        weight = max(weight, 1 - math.exp(-min(MOST_FOR, strength)))
    return round(weight, 4)


def joined(texts: Sequence[str]) -> str:
    """Texts as one, each a sentence of its own.

    Example:
        >>> joined(["Rural clinics", "Midwives are trained."])
        'Rural clinics. Midwives are trained.'
    """
    ended = [one if one.endswith(ENDS) else f"{one}." for one in texts[:-1]]
    return " ".join([*ended, *texts[-1:]])


def windows(text: str) -> list[str]:
    """The parts of a text that are read, of equal length, cut between words.

    Example:
        >>> windows("Repair of rural clinics"), [len(one) for one in windows("word " * 500)]
        (['Repair of rural clinics'], [834, 834, 829])
    """
    text = text.strip()
    count = -(-len(text) // WINDOW)
    if count <= 1:
        return [text] if text else []
    numbers = range(count)
    if count > MOST_WINDOWS:
        rest = MOST_WINDOWS - 2
        numbers_read = [0, 1, *(1 + (count - 2) * (n + 1) // rest for n in range(rest))]
    else:
        numbers_read = list(numbers)
    size = len(text) / count
    found = []
    for number in numbers_read:
        start, end = _cut(text, int(number * size)), _cut(text, int((number + 1) * size))
        found.append(text[start:end].strip())
    return [one for one in found if one]


def _cut(text: str, place: int) -> int:
    """The next space from a place on, if there is one near."""
    if place <= 0 or place >= len(text):
        return max(0, min(place, len(text)))
    near = text.find(" ", place, place + WINDOW // 10)
    return place if near < 0 else near


class SemanticFinder:
    """Finds goals and targets by what the texts mean; each language is read by itself, and their mean counts."""

    name = "semantic"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Hits for and against each goal, and for the likeliest targets; names and negations are not read."""
        head = shipped()
        by_language: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.text.strip():
                by_language.setdefault(passage.language, []).append(passage)
        partners = partners_of(activity)
        titled = any(passage.part == "title" and passage.text.strip() for passage in passages)
        margins: list[NDArray[np.float64]] = []
        void: frozenset[str] = frozenset()
        length = 0
        field = shown = ""
        for texts in by_language.values():
            read = []
            for passage in texts:
                text, said = _what_counts(passage, partners)
                void |= said
                read.append(" ".join(text.split()))
            whole = joined([one for one in read if one])
            if len(words_in(whole[:WINDOW])) < FEWEST_WORDS:
                continue
            parts = windows(whole)
            length = max(length, len(whole))
            margins.append(np.max([head.margins(encoded(part)) for part in parts], axis=0))
            if not shown:
                field, shown = texts[0].field, parts[0][:SHOWN]
        if margins:
            yield from _hits(head, np.mean(margins, axis=0), length, titled, void, field, shown)


def _what_counts(passage: Passage, partners: tuple[str, ...]) -> tuple[str, frozenset[str]]:
    scan = scan_of(passage.text, passage.language, partners)
    if passage.text.count(" ") <= LONGEST:
        return scan.counted
    return without(scan.words.text, scan.names), frozenset()


def shares(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The trust of the head, shared among the targets by their margins; together 1.

    Example:
        >>> shares(np.array([0.0, 0.0])).tolist()
        [0.5, 0.5]
    """
    grown = np.exp(margins - margins.max())
    found: NDArray[np.float64] = grown / grown.sum()
    return found


def _hits(
    head: SemanticHead,
    margins: NDArray[np.float64],
    length: int,
    titled: bool,
    void: frozenset[str],
    field: str,
    shown: str,
) -> Iterator[Hit]:
    parts = dict(zip(head.codes[GOALS:], shares(margins[GOALS:]).tolist(), strict=True))
    parts.pop(NOTHING, None)
    of_targets = dict.fromkeys(head.codes[:GOALS], 0.0)
    for code, part in parts.items():
        of_targets[code.partition(".")[0]] += part
    for code, margin in zip(head.codes[:GOALS], margins[:GOALS].tolist(), strict=True):
        told = round(margin, 3)
        part = round(of_targets[code], 3)
        weight = weight_of(told, length, part)
        if abs(weight) >= LEAST and not (weight > 0 and code in void):
            less = f" whose targets have a share of {part:.3f}" if weight < 0 < part else ""
            rule = f"{SEMANTIC}margin {told:.3f} of goal {code}{less} in {length} characters"
            yield Hit(int(code), None, "model", field, shown, weight, rule=rule)
    alone = "" if titled else " without a title"
    for code in sorted(parts, key=parts.__getitem__, reverse=True)[:MOST_TARGETS]:
        told = round(parts[code], 3)
        weight = weight_of_share(told, length, titled=titled)
        if weight >= LEAST_TARGET and not void & {code, code.partition(".")[0]}:
            rule = f"{SEMANTIC}share {told:.3f} of target {code}{alone} in {length} characters"
            yield Hit(goal_of(code), code, "model", field, shown, weight, rule=rule)


def make() -> SemanticFinder:
    """The finder.

    Raises:
        UsageError: the extra is not installed, or does not work on this machine.
    """
    check()
    return SemanticFinder()
