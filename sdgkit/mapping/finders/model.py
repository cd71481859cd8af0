"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. Where the margin of a code is high enough there is one piece of
evidence, on the word that adds most; its rule names the words that add most, each with what it adds to the margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.linear_model import UNKNOWN, LinearModel, Reading, shipped
from sdgkit.mapping.scan import languages_in, partners_of, scan_of
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.words import Words

FLOOR, RISE = -0.6, 0.5
"""Margin of a goal above which there is evidence, and the strength (`combine.strength`) of each unit above it: texts
of several subjects lie below the machine's own border of 0. Chosen on one half of the SDG Classification Benchmark
(by hash)."""
MIDDLE, STEEP = -0.25, 4.0
"""Margin of a target where its evidence weighs one half, and how steeply it rises there: about how often a target of
that margin is right on countries left out of training."""
FAINT_GOAL, SURE_GOAL = -0.7, -0.4
"""Margins of the target's goal between which the most that its evidence can weigh rises from `UNSURE` to 1. Labels of
targets come from climate plans, where "capacity" and "monitoring" tell one target from another; only the goal's
margin, learned from texts of all kinds, tells whether there is a climate in the text."""
UNSURE = 0.45
"""Too little to stand without other evidence."""
LEAST = 0.02
"""Weight below which evidence is not worth showing."""
MOST_GOALS, MOST_TARGETS = 4, 6
"""Goals and targets for which the texts of one language give evidence at most."""
SHOWN_WORDS = 4
FEWEST_WORDS, ENOUGH_WORDS = 4, 12
"""Words known to the model that the texts of a language must have together, and from which on the evidence counts in
full: of three words of a title one out of place ("climate of trust") would decide, and phrases read titles better.
Goals have no evidence from fewer than `ENOUGH_WORDS`."""
SHORTEST = 0.4
"""What evidence of `FEWEST_WORDS` words counts of that of `ENOUGH_WORDS`."""

_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""


def weight_of(margin: float, words: int = ENOUGH_WORDS, of_goal: float | None = None) -> float:
    """The weight of evidence of a margin.

    Args:
        margin: of the goal or target.
        words: how many words of the text the model knows.
        of_goal: for a target the margin of its goal; None for a goal.

    Example:
        >>> weight_of(-0.6), weight_of(0.4)
        (0.0, 0.3935)
        >>> weight_of(0.25, of_goal=0.1), weight_of(0.25, of_goal=-0.6), weight_of(0.25, 4, of_goal=0.1)
        (0.8808, 0.6333, 0.3523)
    """
    if of_goal is None:
        weight = 1 - math.exp(-RISE * max(0.0, margin - FLOOR))
    else:
        most = UNSURE + (1 - UNSURE) * (of_goal - FAINT_GOAL) / (SURE_GOAL - FAINT_GOAL)
        weight = min(1 / (1 + math.exp(STEEP * (MIDDLE - margin))), max(UNSURE, most))
    missing = max(0, ENOUGH_WORDS - words) / (ENOUGH_WORDS - FEWEST_WORDS)
    return round(weight * (1 - missing * (1 - SHORTEST)), 4)


class ModelFinder:
    """Finds goals and targets by the words of all texts of one language together."""

    name = "model"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Hits for codes whose margin is high; names, negation and background are left out of the texts."""
        model = shipped()
        partners = partners_of(activity)
        by_language: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.text.strip():
                by_language.setdefault(passage.language, []).append(passage)
        for language, texts in by_language.items():
            numbers: list[int] = []
            written: list[_Written] = []
            void: frozenset[str] = frozenset()
            for passage in texts:
                scan = scan_of(passage.text, passage.language, partners)
                words = scan.words
                tongue = language
                if tongue not in tongues():
                    tongue = next(iter(languages_in(passage.text)), "en")
                own = model.numbers_in(words.pieces, tongue)
                if passage.text.count(" ") <= LONGEST:
                    text, said = scan.counted
                    void |= said
                    if text is not words.text:
                        own = [
                            number if not text[start:end].isspace() else UNKNOWN
                            for (start, end), number in zip(words.spans, own, strict=True)
                        ]
                else:
                    for span in scan.names:
                        # The words that begin in a name.
                        first, after = words.before(span.start), words.before(span.end)
                        own[first:after] = [UNKNOWN] * (after - first)
                numbers.append(UNKNOWN)
                written.append(_Written(len(numbers), passage.field, words))
                numbers += own
            known = len(numbers) - numbers.count(UNKNOWN)
            if known < FEWEST_WORDS:
                continue
            reading = model.read(numbers)
            if reading is not None:
                yield from _hits(model, reading, known, written, void, language)


class _Written(NamedTuple):
    """Where the words of a text stand among all that are read together."""

    begins: int
    field: str
    words: Words


class _Place(NamedTuple):
    """Where a feature stands."""

    field: str
    text: str
    start: int
    end: int


class _Seen:
    """What the model saw in the texts of one language, and where the words stand.

    Args:
        model: the model.
        reading: what it saw.
        written: the texts.
    """

    def __init__(self, model: LinearModel, reading: Reading, written: Sequence[_Written]) -> None:
        self.model = model
        self.reading = reading
        self.written = written
        # The same words speak for a goal and for its targets.
        self._places: dict[int, _Place] = {}

    def speaks_for(self, number: int) -> bool:
        """Whether some word speaks for a code; the margin of some has the constant alone."""
        return bool(
            self.reading.margins[number] > self.model.constants[number]
            or (self.reading.weights[:, number] > 0).any()
        )

    def most(self, number: int) -> list[tuple[_Place, float]]:
        """The words that add most to the margin of a code, each with what it adds."""
        parts = self.model.parts(self.reading, number)
        order = (-parts).argsort(kind="stable")[:SHOWN_WORDS]
        added = zip(order.tolist(), parts[order].tolist(), strict=True)
        return [(self.place(feature), part) for feature, part in added if part > 0]

    def place(self, feature: int) -> _Place:
        """Where a feature stands first."""
        place = self._places.get(feature)
        if place is None:
            first, last = self.reading.place(feature)
            text = self.written[0]
            for one in self.written:
                if one.begins > first:
                    break
                text = one
            start, end = text.words.reach(first - text.begins, last - text.begins)
            place = self._places[feature] = _tuple(
                _Place, (text.field, text.words.text[start:end], start, end)
            )
        return place


class _SeenHit(Hit):
    """A hit of the model, whose words are looked for when it is told; its field is the language alone until then."""

    number: int
    seen: _Seen

    def told(self) -> Hit:
        most = self.seen.most(self.number)
        words = "; ".join([f"{place.text} +{part:.2f}" for place, part in most])
        rule = f"{self.rule} {self.seen.reading.margins[self.number]:.2f}: {words}"
        goal, target, kind, _, _, weight, _, _, _, held = self
        field, text, start, end = most[0][0]
        return _tuple(Hit, (goal, target, kind, field, text, weight, start, end, rule, held))


def _hits(
    model: LinearModel,
    reading: Reading,
    known: int,
    written: Sequence[_Written],
    void: frozenset[str],
    language: str,
) -> Iterator[Hit]:
    margins = reading.margins.tolist()
    left = {False: MOST_GOALS if known >= ENOUGH_WORDS else 0, True: MOST_TARGETS}
    seen = _Seen(model, reading, written)
    field, rule = f".{language}", f"model:{language} margin"
    for number in (-reading.margins).argsort(kind="stable")[: MOST_GOALS + 2 * MOST_TARGETS].tolist():
        code = model.codes[number]
        target = "." in code
        if not left[target]:
            continue
        goal = model.goals[number]
        weight = weight_of(margins[number], known, margins[goal] if target else None)
        if weight < LEAST:
            continue
        left[target] -= 1
        if code in void or model.codes[goal] in void or not seen.speaks_for(number):
            continue
        hit = _tuple(
            _SeenHit, (goal_of(code), target_of(code), "model", field, "", weight, None, None, rule, "")
        )
        hit.number, hit.seen = number, seen
        yield hit


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
