"""Trust in the model of the wheel: how its margins for goals and targets become weights of evidence.

A goal's margin is evidence for it, or against it. Targets share the trust of the model, and those that have most of it
get evidence.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FLOOR, RISE, RISE_AGAINST = -0.5, 0.7, 2.0
"""Margin of a goal that speaks neither for nor against it, and the strength (`combine.strength`) of each unit above and
below it: texts of several subjects lie below a border of 0. Chosen on one half of the SDG Classification Benchmark (by
hash)."""
MOST_AGAINST = 2.0
"""Strength of evidence against a goal at most. It is brought only where a phrase of the goal was found, elsewhere
there is nothing to speak against; and not where the title calls the goal by name."""
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
MOST_FOR = 3.0
"""Strength of evidence for a target at most."""
CLIMATE = 13
"""Goal of which only the margin tells whether the text is about it. The labels of targets come from climate plans,
where "capacity" and "monitoring" tell one target from another without a word of the climate."""
FAINT_GOAL, SURE_GOAL = -0.7, -0.4
"""Margins of that goal between which the most that evidence for its targets can weigh rises from `UNSURE` to 1."""
UNSURE = 0.25
"""Too little to stand without other evidence."""
FEWEST_WORDS, FEW_WORDS, ENOUGH_WORDS = 2, 4, 12
"""Words known to the model that the texts of a language must have together; those from which on evidence can make a
target stand; and those from which on it counts in full. Of three words of a title one out of place ("climate of
trust") would decide, and phrases read titles better. Goals have no evidence from fewer than `ENOUGH_WORDS`."""
SHORTEST = 0.65
"""What evidence of `FEW_WORDS` words counts of that of `ENOUGH_WORDS`."""
FAINT = 0.25
"""What evidence of fewer words can weigh at most: it puts a target before others, and no more."""


MOST_WEIGHTS = 65_536
"""Weights of shares that are remembered; above that the memory is emptied."""


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


def weight_of_margin(margin: float) -> float:
    """The weight of evidence of a goal's margin; below 0 where it speaks against the goal.

    Example:
        >>> weight_of_margin(-0.5), weight_of_margin(0.5), weight_of_margin(-0.7)
        (0.0, 0.5034, -0.4918)
    """
    above = margin - FLOOR
    strength = RISE * above if above >= 0 else max(-MOST_AGAINST, RISE_AGAINST * above)
    return round(1 - math.exp(-strength), 4)


def weight_of_share(
    share: float, words: int, even: float = EVEN, most: float = 1.0, trust: Trust = TITLED
) -> float:
    """The weight of evidence of a target's share of the trust.

    Args:
        share: of the target.
        words: how many words of the text the model knows, `ENOUGH_WORDS` where there are more.
        even: share from which evidence grows.
        most: what the evidence can weigh at most (`most_of`).
        trust: whether the text has a title.

    Example:
        >>> weight_of_share(0.5, 12), weight_of_share(0.05, 12)
        (0.832, 0.035)
        >>> weight_of_share(0.5, 12, trust=ALONE), weight_of_share(0.04, 12, trust=ALONE)
        (0.8981, 0.12)
        >>> [weight_of_share(0.5, words, EVEN_BESIDE, UNSURE) for words in (12, 4, 3)]
        [0.25, 0.1625, 0.25]
    """
    strength = min(MOST_FOR, trust.rise * math.log(max(share, 1e-9) / even))
    weight = min(max(1 - math.exp(-strength), trust.low * math.pow(share, trust.power)), most)
    if words < FEW_WORDS:
        return round(min(weight, FAINT), 4)
    return round(weight * (1 - (ENOUGH_WORDS - words) / (ENOUGH_WORDS - FEW_WORDS) * (1 - SHORTEST)), 4)


class _Weights(dict[tuple[float, int, float, float], float]):
    """Weights by what `weight_of_share` is given, for one trust; shares have four digits, so there are not many."""

    def __init__(self, trust: Trust) -> None:
        super().__init__()
        self._trust = trust

    def __missing__(self, given: tuple[float, int, float, float]) -> float:
        if len(self) >= MOST_WEIGHTS:
            self.clear()
        weight = self[given] = weight_of_share(*given, self._trust)
        return weight


@cache
def weights_of(trust: Trust) -> _Weights:
    """The weights of shares, remembered.

    Example:
        >>> weights_of(TITLED)[0.5, 12, EVEN, 1.0] == weight_of_share(0.5, 12)
        True
    """
    return _Weights(trust)


def most_of(of_goal: float) -> float:
    """What evidence for a target of the climate goal can weigh at most, by the margin of that goal.

    Example:
        >>> [most_of(margin) for margin in (-1.0, -0.55, 0.0)]
        [0.25, 0.625, 1.0]
    """
    part = (of_goal - FAINT_GOAL) / (SURE_GOAL - FAINT_GOAL)
    return round(UNSURE + (1 - UNSURE) * min(max(part, 0.0), 1.0), 4)


def shares(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The trust of the model, shared among the targets by their margins, a text in each row; together 1.

    Example:
        >>> shares(np.array([[0.5, 0.5]])).tolist()
        [[0.5, 0.5]]
    """
    grown = np.exp(SHARP * (margins - margins.max(axis=1, keepdims=True)))
    found: NDArray[np.float64] = grown / grown.sum(axis=1, keepdims=True)
    return found


def beside(surest: float | None) -> float:
    """The share of the trust from which evidence grows for a target that no phrase names, in a text with phrases.

    Args:
        surest: raw value of the phrases of that target of which they are surest; None where no phrase names a target,
            where some do not count, and where the activity has a title, whose phrases are certain.

    Example:
        >>> beside(None), round(beside(0.875), 3), beside(0.6)
        (0.25, 0.185, 0.12)
    """
    if surest is None:
        return EVEN_BESIDE
    return EVEN + (EVEN_BESIDE - EVEN) * min(1.0, max(0.0, (surest - OPEN) / (CERTAIN - OPEN)))
