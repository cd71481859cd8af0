"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. A goal's margin is evidence for it, or against it where a phrase of the goal
stands in the text; targets share the trust of the model, and those that have most of it get evidence. Each piece lies
on the word that adds most; its rule names the words that add most (or take most away), each with what it adds to the
margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.mapping.combine import MODEL, raw_score, weighed
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.finders.phrase import hits_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.linear_model import UNKNOWN, LinearModel, Reading, shipped
from sdgkit.mapping.scan import languages_in, partners_of, scan_of
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.words import Words

FLOOR, RISE, RISE_AGAINST = -0.5, 0.7, 2.0
"""Margin of a goal that speaks neither for nor against it, and the strength (`combine.strength`) of each unit above and
below it: texts of several subjects lie below a border of 0. Chosen on one half of the SDG Classification Benchmark (by
hash)."""
MOST_AGAINST = 2.0
"""Strength of evidence against a goal at most. It is brought only where a phrase of the goal was found: elsewhere
there is nothing to speak against."""
SHARP = 4.0
"""How fast the trust in a target falls with its margin, as a natural logarithm for each unit. With it a share is about
how often the target is right on countries left out of training."""
EVEN, EVEN_BESIDE = 0.12, 0.25
"""Share of the trust from which evidence for a target grows: of one of which a phrase was found, or in a text without
any, where the model is the only witness; and of one where the phrases point elsewhere, or to goals alone, or do not
count. Chosen on countries left out of training together with projects of Kazakhstan and the development set, where
phrases are right more often."""
OPEN, CERTAIN = 0.82, 0.93
"""Where no title says what a text is about, one phrase that points elsewhere is no more certain than the model: raw
value of the phrases of another target (`combine.raw_score`) up to which they count as none, and from which they count
in full. Beside the phrases of a title a share of one half was right for none of the projects, but for half of the
sentences of climate plans, which have no title."""
ENOUGH_PHRASES = 200
"""Phrases of a text that are looked at for that; a text that repeats a word a million times says no more."""
MOST_FOR = 3.0
"""Strength of evidence for a target at most."""
CLIMATE = "13"
"""Goal of which only the margin tells whether the text is about it. The labels of targets come from climate plans,
where "capacity" and "monitoring" tell one target from another without a word of the climate."""
FAINT_GOAL, SURE_GOAL = -0.7, -0.4
"""Margins of that goal between which the most that evidence for its targets can weigh rises from `UNSURE` to 1."""
UNSURE = 0.25
"""Too little to stand without other evidence."""
LEAST, LEAST_TARGET = 0.02, 0.002
"""Weight below which evidence for or against a goal, and for a target, is not worth showing."""
MOST_GOALS = 4
"""Goals for which the texts of one language give evidence at most."""
SHOWN_WORDS = 4
FEWEST_WORDS, FEW_WORDS, ENOUGH_WORDS = 2, 4, 12
"""Words known to the model that the texts of a language must have together; those from which on evidence can make a
target stand; and those from which on it counts in full. Of three words of a title one out of place ("climate of
trust") would decide, and phrases read titles better. Goals have no evidence from fewer than `ENOUGH_WORDS`."""
SHORTEST = 0.65
"""What evidence of `FEW_WORDS` words counts of that of `ENOUGH_WORDS`."""
FAINT = 0.25
"""What evidence of fewer words can weigh at most: it puts a target before others, and no more."""
MOST_OF_ONE = 0.65
"""Part of all that speaks for a target in a text of few words above which it stands on one word alone, and can weigh no
more than `FAINT`."""


class Trust(NamedTuple):
    """How the share of a target becomes the weight of its evidence.

    Attributes:
        rise: strength for each unit of the natural logarithm of its share above `EVEN`.
        low, power: weight where that is more, `low` times the share to this power: too little to stand, but it puts a
            target before others when a person chooses by hand.
        most: targets for which the texts of one language give evidence at most.
    """

    rise: float
    low: float
    power: float
    most: int


TITLED, ALONE = Trust(1.25, 0.7, 1.0, 6), Trust(1.6, 0.6, 0.5, 10)
"""Of an activity with a title, and of a text that stands alone. Chosen as `EVEN`, and on one half of the SDG
Classification Benchmark. A rise of 2 would find a little more in climate plans (F1 0.506 instead of 0.504), of which a
quarter is right."""

_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""


def weight_of(margin: float) -> float:
    """The weight of evidence of a goal's margin; below 0 where it speaks against the goal.

    Example:
        >>> weight_of(-0.5), weight_of(0.5), weight_of(-0.7)
        (0.0, 0.5034, -0.4918)
    """
    if margin >= FLOOR:
        return round(1 - math.exp(-RISE * (margin - FLOOR)), 4)
    return round(1 - math.exp(min(MOST_AGAINST, RISE_AGAINST * (FLOOR - margin))), 4)


def weight_of_share(
    share: float, words: int, even: float = EVEN, most: float = 1.0, trust: Trust = TITLED
) -> float:
    """The weight of evidence of a target's share of the trust.

    Args:
        share: of the target.
        words: how many words of the text the model knows.
        even: share from which evidence grows.
        most: what the evidence can weigh at most (`most_of`).
        trust: whether the text has a title.

    Example:
        >>> weight_of_share(0.5, 20), weight_of_share(0.5, 20, EVEN_BESIDE), weight_of_share(0.05, 20)
        (0.832, 0.5796, 0.035)
        >>> weight_of_share(0.5, 4), weight_of_share(0.5, 3), weight_of_share(0.5, 20, most=UNSURE)
        (0.5408, 0.25, 0.25)
        >>> weight_of_share(0.5, 20, trust=ALONE), weight_of_share(0.04, 20, trust=ALONE)
        (0.8981, 0.12)
    """
    if words < FEW_WORDS:
        most = min(most, FAINT)
    strength = trust.rise * math.log(max(share, 1e-9) / even)
    weight = min(max(1 - math.exp(-min(MOST_FOR, strength)), trust.low * math.pow(share, trust.power)), most)
    missing = min(ENOUGH_WORDS - FEW_WORDS, max(0, ENOUGH_WORDS - words)) / (ENOUGH_WORDS - FEW_WORDS)
    if words >= FEW_WORDS:
        weight *= 1 - missing * (1 - SHORTEST)
    return round(weight, 4)


def most_of(of_goal: float) -> float:
    """What evidence for a target of the climate goal can weigh at most, by the margin of that goal.

    Example:
        >>> most_of(-1.0), most_of(-0.55), most_of(0.0)
        (0.25, 0.625, 1.0)
    """
    part = (of_goal - FAINT_GOAL) / (SURE_GOAL - FAINT_GOAL)
    return round(UNSURE + (1 - UNSURE) * min(1.0, max(0.0, part)), 4)


def shares(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The trust of the model, shared among the targets by their margins; together 1.

    Example:
        >>> shares(np.array([0.5, 0.5])).tolist()
        [0.5, 0.5]
    """
    grown = np.exp(SHARP * (margins - margins.max()))
    found: NDArray[np.float64] = grown / grown.sum()
    return found


def certainties(phrases: Sequence[Hit]) -> dict[str, float]:
    """How certain the phrases of each target are: their raw value.

    Example:
        >>> certainties([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.7, 0, 8, "goal_03.csv:9 midwives")])
        {'3.1': 0.7}
    """
    pieces: dict[str, list[tuple[str, float]]] = {}
    for hit, weight in weighed(phrases) if phrases else ():
        if hit.target:
            pieces.setdefault(hit.target, []).append((hit.field, weight))
    return {target: raw_score(found) for target, found in pieces.items()}


class Pointing(NamedTuple):
    """Where the phrases of a text point.

    Attributes:
        named: codes of the phrases that were found, also where they do not count.
        certain: how certain the phrases of each target are (`certainties`); None where the activity has a title, whose
            phrases are certain.
        misled: whether phrases were found that do not count.
    """

    named: set[str]
    certain: dict[str, float] | None
    misled: bool = False

    def even(self, code: str) -> float:
        """The share of the trust from which evidence for a target grows.

        Example:
            >>> Pointing({"3", "3.8"}, None).even("3.8"), Pointing({"3", "3.8"}, None).even("4.1")
            (0.12, 0.25)
            >>> round(Pointing({"3", "3.8"}, {"3.8": 0.875}).even("4.1"), 3)
            0.185
        """
        if not self.named or code in self.named:
            return EVEN
        if not self.certain or self.misled:
            return EVEN_BESIDE
        surest = max([raw for other, raw in self.certain.items() if other != code], default=0.0)
        return EVEN + (EVEN_BESIDE - EVEN) * min(1.0, max(0.0, (surest - OPEN) / (CERTAIN - OPEN)))


class ModelFinder:
    """Finds goals and targets by the words of all texts of one language together."""

    name = "model"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Hits for codes whose margin is high; names, negation and background are left out of the texts."""
        model = shipped()
        partners = partners_of(activity)
        titled = any(passage.part == "title" and passage.text.strip() for passage in passages)
        by_language: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.text.strip():
                by_language.setdefault(passage.language, []).append(passage)
        for language, texts in by_language.items():
            numbers: list[int] = []
            written: list[_Written] = []
            void: frozenset[str] = frozenset()
            named: set[str] = set()
            phrases: list[Hit] = []
            for passage in texts:
                scan = scan_of(passage.text, passage.language, partners)
                words = scan.words
                for found in scan.phrases:
                    named |= {str(found[0].goal), found[0].target or ""}
                if not titled:
                    phrases += hits_of(scan, passage.field)[:ENOUGH_PHRASES]
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
                certain = None if titled else certainties(phrases)
                pointing = Pointing(named, certain, any(hit.held for hit in phrases))
                trust = TITLED if titled else ALONE
                yield from _hits(model, reading, known, written, void, language, pointing, trust)


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

    def stands_on_one_word(self, number: int) -> bool:
        """Whether the margin of a code stands on one word, and on no pair with it."""
        parts = self.model.parts(self.reading, number)
        best = int((-parts).argsort(kind="stable")[0])
        most = MOST_OF_ONE * float(parts[parts > 0].sum())
        return self.reading.features[best] < len(self.model.stems) and float(parts[best]) > most

    def most(self, number: int, sign: float) -> list[tuple[_Place, float]]:
        """The words that add most to the margin of a code, or take most from it, each with what it adds."""
        parts = self.model.parts(self.reading, number)
        order = (-parts * sign).argsort(kind="stable")[:SHOWN_WORDS]
        added = list(zip(order.tolist(), parts[order].tolist(), strict=True))
        best = [(feature, part) for feature, part in added if part * sign > 0] or added[:1]
        return [(self.place(feature), part) for feature, part in best]

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
        goal, target, kind, _, _, weight, _, _, rule, held = self
        most = self.seen.most(self.number, math.copysign(1.0, weight))
        words = "; ".join([f"{place.text} {part:+.2f}" for place, part in most])
        rule = f"{rule} {self.seen.reading.margins[self.number]:.2f}: {words}"
        field, text, start, end = most[0][0]
        return _tuple(Hit, (goal, target, kind, field, text, weight, start, end, rule, held))


def _hits(
    model: LinearModel,
    reading: Reading,
    known: int,
    written: Sequence[_Written],
    void: frozenset[str],
    language: str,
    pointing: Pointing,
    trust: Trust,
) -> Iterator[Hit]:
    """The evidence of a reading, goals before targets.

    Args:
        model: the model.
        reading: what it saw.
        known: how many words of the texts it knows.
        written: the texts.
        void: codes that the context takes out.
        language: of the texts.
        pointing: where the phrases point.
        trust: whether the texts have a title.
    """
    margins = reading.margins.tolist()
    seen = _Seen(model, reading, written)
    chosen: list[tuple[int, float, str]] = []
    if known >= ENOUGH_WORDS:
        order = sorted((-margins[number], number) for number in model.goals)
        for rank, (margin, number) in enumerate(order):
            weight = weight_of(-margin)
            against = weight <= -LEAST and model.codes[number] in pointing.named
            if against or (weight >= LEAST and rank < MOST_GOALS):
                chosen.append((number, weight, ""))
    parts = shares(reading.margins.take(model.targets))
    for place in (-parts).argsort(kind="stable")[: trust.most].tolist():
        number, share = model.targets[place], round(float(parts[place]), 4)
        code = model.codes[number]
        goal = code.partition(".")[0]
        most = most_of(margins[model.numbers[goal]]) if goal == CLIMATE else 1.0
        weight = weight_of_share(share, known, pointing.even(code), most, trust)
        if weight < LEAST_TARGET:
            continue
        if known < ENOUGH_WORDS and weight > FAINT and seen.stands_on_one_word(number):
            weight = FAINT
        chosen.append((number, weight, f" share {share:.4f}"))
    for number, weight, share_told in chosen:
        code = model.codes[number]
        if code in void or code.partition(".")[0] in void:
            continue
        rule = f"{MODEL}{language}{share_told} margin"
        hit = _tuple(
            _SeenHit,
            (goal_of(code), target_of(code), "model", f".{language}", "", weight, None, None, rule, ""),
        )
        hit.number, hit.seen = number, seen
        yield hit


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
