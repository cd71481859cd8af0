"""Trust in the model of the wheel: how its margins for goals and targets become weights of evidence.

A goal's margin is evidence for it, or against it. Targets share the trust of the model, and those that have most of it
get evidence. Everything is computed for many texts at once, as columns of numbers.
"""

from __future__ import annotations

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
CLIMATE = "13"
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


HALF_WAY = 0.5 - 1e-6
"""Part of the last digit from which on it is Python that rounds."""


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


def weights_of(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of evidence of goals' margins, not yet rounded; below 0 where they speak against the goals.

    Example:
        >>> weights_of(np.array([-0.5, 0.5, -0.7])).round(4).tolist()
        [0.0, 0.5034, -0.4918]
    """
    above = margins - FLOOR
    strength = np.where(above >= 0, RISE * above, np.maximum(-MOST_AGAINST, RISE_AGAINST * above))
    found: NDArray[np.float64] = 1 - np.exp(-strength)
    return found


def weights_of_shares(
    shares: NDArray[np.float64],
    words: NDArray[np.int64] | int,
    even: NDArray[np.float64] | float = EVEN,
    most: NDArray[np.float64] | float = 1.0,
    trusts: NDArray[np.float64] | Trust = TITLED,
) -> NDArray[np.float64]:
    """The weights of evidence of targets' shares of the trust, not yet rounded.

    Args:
        shares: of the targets.
        words: how many words of the text of each the model knows.
        even: share from which evidence grows.
        most: what the evidence can weigh at most (`most_of`).
        trusts: of the text of each a row, as `Trust` has it; one holds for all.

    Example:
        >>> weights_of_shares(np.array([0.5, 0.05]), 20).round(4).tolist()
        [0.832, 0.035]
        >>> weights_of_shares(np.array([0.5, 0.04]), 20, trusts=ALONE).round(4).tolist()
        [0.8981, 0.12]
        >>> weights_of_shares(np.full(3, 0.5), np.array([20, 4, 3]), EVEN_BESIDE, UNSURE).round(4).tolist()
        [0.25, 0.1625, 0.25]
    """
    words = np.minimum(words, ENOUGH_WORDS)
    rise, low, power, _ = np.asarray(trusts).T
    strength = np.minimum(MOST_FOR, rise * np.log(np.maximum(shares, 1e-9) / even))
    weights = np.maximum(1 - np.exp(-strength), low * np.power(shares, power))
    found: NDArray[np.float64] = np.minimum(weights, np.minimum(most, _MOST.take(words))) * _COUNTED.take(
        words
    )
    return found


_MOST = np.array([FAINT if words < FEW_WORDS else 1.0 for words in range(ENOUGH_WORDS + 1)])
"""What evidence for a target can weigh at most, by the number of words."""
_COUNTED = np.array(
    [
        1 - (ENOUGH_WORDS - words) / (ENOUGH_WORDS - FEW_WORDS) * (1 - SHORTEST)
        if words >= FEW_WORDS
        else 1.0
        for words in range(ENOUGH_WORDS + 1)
    ]
)
"""And what part of it counts."""


def most_of(of_goal: NDArray[np.float64]) -> NDArray[np.float64]:
    """What evidence for a target of the climate goal can weigh at most, by the margin of that goal.

    Example:
        >>> most_of(np.array([-1.0, -0.55, 0.0])).tolist()
        [0.25, 0.625, 1.0]
    """
    part = (of_goal - FAINT_GOAL) / (SURE_GOAL - FAINT_GOAL)
    found: NDArray[np.float64] = np.round(UNSURE + (1 - UNSURE) * np.clip(part, 0.0, 1.0), 4)
    return found


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


def rounded(values: NDArray[np.float64], digits: int) -> NDArray[np.float64]:
    """Values rounded as Python does it: numpy puts many of those that lie half way on another last digit.

    Example:
        >>> half_way = 0.7 * 0.0105
        >>> float(np.round(half_way, 4)), float(rounded(np.array([half_way]), 4)[0]), round(half_way, 4)
        (0.0074, 0.0073, 0.0073)
    """
    unit = 10.0**digits
    scaled = values * unit
    whole = np.rint(scaled)
    found: NDArray[np.float64] = whole / unit
    for place in (np.abs(scaled - whole) > HALF_WAY).nonzero()[0].tolist():
        found[place] = round(float(values[place]), digits)
    return found
