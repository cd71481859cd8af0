"""Verdicts of another judge (`sdgkit.mapping.judge`): a table of their own, and how far they agree with sdgkit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda import target, targets
from sdgkit.findings import Finding

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.mapping.mapping import Mapping

COLUMNS = (
    "activity_id",
    "title",
    "goal",
    "target",
    "target_title",
    "words",
    "field",
    "sdgkit",
    "score",
    "judge",
)
"""Columns of the table: `sdgkit` is what sdgkit says of the same target ("" for nothing), with its score."""


class Verdict(BaseModel):
    """One activity and one target, as a judge sees it."""

    model_config = ConfigDict(frozen=True)

    activity_id: str
    goal: int
    target: str
    words: str = ""
    """The words of the activity that the judge points to; "" where those it gave do not stand there."""
    field: str = ""
    """Field in which they stand."""
    model: str = ""


class Judged(BaseModel):
    """What a judge said of a register.

    Attributes:
        verdicts: what it said, activities in the order of the register.
        asked: activities that an answer is there for, also one without targets.
        model: its name.
        sent, received: tokens of the requests that were made now.
        uncounted: answers that did not say how many tokens they took.
        cost: what the others cost, in the currency of the prices; None where those were not given, or no answer
            told its tokens.
        findings: what could not be used.
    """

    model_config = ConfigDict(frozen=True)

    verdicts: tuple[Verdict, ...] = ()
    asked: frozenset[str] = frozenset()
    model: str = ""
    requests: int = 0
    sent: int = 0
    received: int = 0
    uncounted: int = 0
    cost: float | None = None
    findings: tuple[Finding, ...] = ()


class KappaOf(NamedTuple):
    """How far judge and sdgkit agree on "this code, yes or no", over all activities that both looked at."""

    activities: int
    both: int
    """Activity and code that both name."""
    only_judge: int
    only_sdgkit: int
    kappa: float | None
    """Cohen's kappa over every activity and every code; None where chance alone explains everything."""


def agreement_with(mapping: Mapping, level: str = "target") -> KappaOf:
    """How far the judge of a mapping agrees with what stands in it.

    Args:
        mapping: a mapping with verdicts (`Mapping.with_judge`).
        level: "target", over the 169 targets, or "goal", over the 17 goals.
    """
    said: dict[str, set[str]] = {one: set() for one in mapping.judged.asked}
    for verdict in mapping.judged.verdicts:
        said.setdefault(verdict.activity_id, set()).add(
            verdict.target if level == "target" else str(verdict.goal)
        )
    both = only_judge = only_own = 0
    for identifier, codes in said.items():
        own = {
            code
            for match in mapping.standing(identifier)
            if (code := match.target if level == "target" else str(match.goal))
        }
        both += len(own & codes)
        only_judge += len(codes - own)
        only_own += len(own - codes)
    pairs = len(said) * (len(targets()) if level == "target" else 17)
    return KappaOf(len(said), both, only_judge, only_own, _kappa(both, only_judge, only_own, pairs))


def _kappa(both: int, first: int, second: int, pairs: int) -> float | None:
    """Cohen's kappa (1960) of two who say yes or no to a number of pairs."""
    if not pairs:
        return None
    observed = (pairs - first - second) / pairs
    yes, other = (both + first) / pairs, (both + second) / pairs
    chance = yes * other + (1 - yes) * (1 - other)
    return None if chance == 1 else round((observed - chance) / (1 - chance), 4)


def verdict_rows(mapping: Mapping, language: str = "en") -> list[tuple[object, ...]]:
    """The rows of the table of verdicts, with the columns `COLUMNS`."""
    rows: list[tuple[object, ...]] = []
    for one in mapping.judged.verdicts:
        match = next(
            (m for m in mapping.by_activity.get(one.activity_id, ()) if m.target == one.target), None
        )
        activity = mapping.register.by_id[one.activity_id]
        rows.append(
            (
                one.activity_id,
                activity.title.in_language(language),
                one.goal,
                one.target,
                target(one.target).title.in_language(language),
                one.words,
                one.field,
                match.status if match else "",
                match.score if match else None,
                one.model,
            )
        )
    return rows


def verdict_frame(mapping: Mapping, language: str = "en") -> pd.DataFrame:
    """The verdicts as a table; nothing of it is in `Mapping.to_frame`."""
    import pandas as pd

    frame = pd.DataFrame(verdict_rows(mapping, language), columns=list(COLUMNS))
    return frame.astype({"goal": "Int64", "score": "Float64"})
