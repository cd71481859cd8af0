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

FLOOR = -0.6
"""Margin above which there is evidence: texts of several subjects lie below the machine's own border of 0. Chosen
on one half of the SDG Classification Benchmark (by hash), with `RISE`."""
RISE = 0.5
"""Strength of evidence (`combine.strength`) for each unit of margin above `FLOOR`."""
LEAST = 0.05
"""Weight below which evidence is not worth showing."""
LOWEST = FLOOR + 0.1
"""Margin below which a code's weight is less than `LEAST`, whatever the rounding."""
MOST_CODES = 8
"""Codes for which one text gives evidence at most."""
SHOWN_WORDS = 4
FEWEST_WORDS = 12
"""Words known to the model that the texts of a language must have together: of three words of a title one out of
place ("climate of trust") would decide, and phrases read titles better."""


def weight_of(margin: float) -> float:
    """The weight of evidence of a margin.

    Example:
        >>> weight_of(-0.6), weight_of(0.4)
        (0.0, 0.3935)
    """
    return round(1 - math.exp(-RISE * max(0.0, margin - FLOOR)), 4)


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
            if len(numbers) - numbers.count(UNKNOWN) < FEWEST_WORDS:
                continue
            reading = model.read(numbers)
            if reading is not None:
                yield from _hits(model, reading, written, void, language)


class _Written(NamedTuple):
    """Where the words of a text stand among all that are read together."""

    begins: int
    field: str
    words: Words


def _hits(
    model: LinearModel,
    reading: Reading,
    written: Sequence[_Written],
    void: frozenset[str],
    language: str,
) -> Iterator[Hit]:
    margins = reading.margins.tolist()
    high = [(-margins[number], number) for number in (reading.margins > LOWEST).nonzero()[0].tolist()]
    if not high:
        return
    high.sort()
    numbers = [number for _, number in high[:MOST_CODES]]
    shares = model.parts(reading, numbers)
    first = (-shares).argsort(axis=0, kind="stable")[:SHOWN_WORDS].T.tolist()
    # The same words speak for a goal and for its targets.
    places: dict[int, _Place] = {}
    for number, order, parts in zip(numbers, first, shares.T.tolist(), strict=True):
        margin = margins[number]
        weight = weight_of(margin)
        code = model.codes[number]
        if weight < LEAST:
            break
        if code in void or code.partition(".")[0] in void:
            continue
        best = [one for one in order if parts[one] > 0]
        if not best:
            continue
        told = []
        for one in best:
            if one not in places:
                places[one] = _place(reading, written, one)
            told.append(f"{places[one].text} +{parts[one]:.2f}")
        field, text, start, end = places[best[0]]
        rule = f"model:{language} margin {margin:.2f}: {'; '.join(told)}"
        yield Hit(goal_of(code), target_of(code), "model", field, text, weight, start, end, rule)


class _Place(NamedTuple):
    """Where a feature stands."""

    field: str
    text: str
    start: int
    end: int


def _place(reading: Reading, written: Sequence[_Written], feature: int) -> _Place:
    first, last = reading.place(feature)
    text = written[0]
    for one in written:
        if one.begins > first:
            break
        text = one
    start, end = text.words.reach(first - text.begins, last - text.begins)
    return _Place(text.field, text.words.text[start:end], start, end)


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
