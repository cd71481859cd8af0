"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. Where the margin of a code is high enough there is one piece of
evidence, on the word that adds most; its rule names the words that add most, each with what it adds to the margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

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
            written: list[tuple[str, Words, int]] = []
            void: frozenset[str] = frozenset()
            for passage in texts:
                scan = scan_of(passage.text, passage.language, partners)
                words = scan.words
                spans = [(span.start, span.end) for span in scan.names]
                tongue = language
                if tongue not in tongues():
                    tongue = next(iter(languages_in(passage.text)), "en")
                if passage.text.count(" ") <= LONGEST:
                    text, said = scan.counted
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
            if sum(number != UNKNOWN for number in numbers) < FEWEST_WORDS:
                continue
            reading = model.read(numbers)
            if reading is not None:
                yield from _hits(model, reading, written, void, language)


def _hits(
    model: LinearModel,
    reading: Reading,
    written: Sequence[tuple[str, Words, int]],
    void: frozenset[str],
    language: str,
) -> Iterator[Hit]:
    order = np.argsort(-reading.margins, kind="stable")[:MOST_CODES]
    for number in order.tolist():
        margin = float(reading.margins[number])
        weight = weight_of(margin)
        code = model.codes[number]
        if weight < LEAST:
            break
        if code in void or code.partition(".")[0] in void:
            continue
        parts = model.parts(reading, number)
        best = [n for n in np.argsort(-parts, kind="stable")[:SHOWN_WORDS].tolist() if parts[n] > 0]
        if not best:
            continue
        told = []
        for one in best:
            first, last = reading.places[one]
            words = written[last][1]
            told.append(f"{words.written(written[first][2], written[last][2] + 1)} +{parts[one]:.2f}")
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
