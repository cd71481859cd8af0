"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. Where the margin of a code is high enough there is one piece of
evidence, on the word that adds most; its rule names the words that add most, each with what it adds to the margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from sdgkit.activities.activity import Activity
from sdgkit.mapping.context import name_spans
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.finders.phrase import languages_in
from sdgkit.mapping.finders.resemblance import LONGEST, what_counts
from sdgkit.mapping.linear_model import UNKNOWN, LinearModel, Reading, shipped
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.words import Words, words_of_text

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
        partners = [name for partner in activity.partners for _, name in partner.name.items()]
        by_language: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.text.strip():
                by_language.setdefault(passage.language, []).append(passage)
        for language, texts in by_language.items():
            numbers: list[int] = []
            written: list[tuple[str, Words, int]] = []
            void: frozenset[str] = frozenset()
            for passage in texts:
                words = words_of_text(passage.text)
                spans = [(span.start, span.end) for span in name_spans(words.text, partners)]
                tongue = language
                if tongue not in tongues():
                    tongue = next(iter(languages_in(passage.text)), "en")
                if passage.text.count(" ") <= LONGEST:
                    text, said = what_counts(passage, partners, languages_in(passage.text, passage.language))
                    void |= said
                    own = model.numbers_of(_list(words), tongue)
                    kept = [
                        number if not text[start:end].isspace() else UNKNOWN
                        for (start, end), number in zip(words.spans, own, strict=True)
                    ]
                else:
                    kept = model.numbers_of(_list(words), tongue)
                    for place in range(len(kept)) if spans else ():
                        if any(a <= words.start(place) < b for a, b in spans):
                            kept[place] = UNKNOWN
                numbers.append(UNKNOWN)
                written += [(passage.field, words, place) for place in range(-1, len(kept))]
                numbers += kept
            known = sum(number != UNKNOWN for number in numbers)
            if known < FEWEST_WORDS:
                continue
            reading = model.read(numbers)
            if reading is not None:
                yield from _hits(model, reading, known, written, void, language)


def _hits(
    model: LinearModel,
    reading: Reading,
    known: int,
    written: Sequence[tuple[str, Words, int]],
    void: frozenset[str],
    language: str,
) -> Iterator[Hit]:
    left = {False: MOST_GOALS if known >= ENOUGH_WORDS else 0, True: MOST_TARGETS}
    order = np.argsort(-reading.margins, kind="stable")[: MOST_GOALS + 2 * MOST_TARGETS]
    chosen: list[tuple[int, float, float]] = []
    for number in order.tolist():
        code = model.codes[number]
        target = "." in code
        if not left[target]:
            continue
        goal = code.partition(".")[0]
        margin = float(reading.margins[number])
        weight = weight_of(margin, known, float(reading.margins[model.numbers[goal]]) if target else None)
        if weight < LEAST:
            continue
        left[target] -= 1
        if code not in void and goal not in void:
            chosen.append((number, margin, weight))
    if not chosen:
        return
    parts = model.parts(reading, [number for number, _, _ in chosen])
    ranked = np.argsort(-parts, axis=0, kind="stable")[:SHOWN_WORDS].T.tolist()
    for column, (number, margin, weight) in enumerate(chosen):
        code = model.codes[number]
        best = [n for n in ranked[column] if parts[n, column] > 0]
        if not best:
            continue
        told = []
        for one in best:
            first, last = reading.places[one]
            words = written[last][1]
            told.append(f"{words.written(written[first][2], written[last][2] + 1)} +{parts[one, column]:.2f}")
        first, last = reading.places[best[0]]
        field, words, place = written[first]
        start, end = words.start(place), words.end(written[last][2])
        text = words.text[start:end]
        rule = f"model:{language} margin {margin:.2f}: {'; '.join(told)}"
        yield Hit(goal_of(code), target_of(code), "model", field, text, weight, start, end, rule)


def _list(words: Words) -> list[str]:
    text = words.text
    return [text[start:end] for start, end in words.spans]


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
