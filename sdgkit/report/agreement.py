"""Agreement: how far people kept what was suggested, and how far two reviewers agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sdgkit.mapping.evaluate import cohen_kappa
from sdgkit.mapping.match import Decision


class Agreement(NamedTuple):
    """What the decisions of people say of the mapping.

    Attributes:
        reviewers: how many people are named in the decisions.
        suggested: suggestions that somebody decided on.
        kept: part of these that was accepted, 0 to 1; None where there are none.
        both: suggestions that two people decided on, whoever they are.
        kappa: Cohen's kappa over these, from -1 to 1; None where it cannot be computed.
    """

    reviewers: int
    suggested: int
    kept: float | None
    both: int
    kappa: float | None


def agreement_of(decisions: Iterable[Decision]) -> Agreement:
    """The agreement that a history of decisions shows; the last decision of a person on a match counts.

    Source of the measure: Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and
    Psychological Measurement 20.

    Example:
        >>> made = [Decision(activity_id="1", target="3.8", decision="accepted", reviewer=name) for name in "AB"]
        >>> agreement_of(made)
        Agreement(reviewers=2, suggested=1, kept=1.0, both=1, kappa=None)
    """
    last: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    names = set()
    for one in decisions:
        if one.reviewer:
            names.add(one.reviewer)
        if one.decision != "added":
            last[one.activity_id, one.replaced or one.target][one.reviewer] = one.decision
    answers = [list(by_person.values()) for by_person in last.values()]
    kept = [answer[-1] == "accepted" for answer in answers]
    pairs = [
        (by_person[first], by_person[second])
        for by_person in last.values()
        if len(by_person) > 1
        for first, second in [sorted(by_person)[:2]]
    ]
    kappa = cohen_kappa(*zip(*pairs, strict=True)) if pairs else None
    return Agreement(len(names), len(kept), sum(kept) / len(kept) if kept else None, len(pairs), kappa)
