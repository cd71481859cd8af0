"""Learning from a ministry's own decisions, for its own register.

Reviewers who reject "clinic" for 3.8 again and again teach that in this register the word means something
else. Each piece of evidence that stood behind decided matches gets a factor on its weight: its own rate of
acceptance against that of all, drawn towards one while there are few decisions. The factors lie in a file
beside the register. Whether they help is measured by cross-validation over activities, and shown.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping as Mappable
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sdgkit.activities.register import Register
from sdgkit.errors import InputError
from sdgkit.files import existing_file, written_whole
from sdgkit.mapping.combine import calibrated, learned_key, raw_score, weighed, witness
from sdgkit.mapping.finders import Hit
from sdgkit.mapping.mapped import found_in
from sdgkit.mapping.mapping import Mapping
from sdgkit.mapping.match import Decision
from sdgkit.mapping.settings import MappingSettings

SUFFIX = ".learned.json"
FOLDS = 5
CAUTION = 4.0
"""Decisions that the common rate counts for: with four decisions on a word its own rate has half the say."""
FEWEST = 20
"""Decided matches below which nothing that is learned is used: their effect cannot be told from chance."""
SURE = 3.0
"""Standard errors by which the score must fit unseen decisions better; with less, half of what seems to help does not
(docs/mapping.md)."""
SMALLEST, LARGEST = 0.3, 1.3
"""Bounds of a factor: a word is never silenced nor made sure by a handful of decisions."""


class Learned(BaseModel):
    """What decisions taught, and how much it helps.

    Attributes:
        factors: name of a piece of evidence (`combine.learned_key`) -> factor on its weight.
        decided: matches that were accepted or rejected.
        accuracy_before, accuracy_after: part of them on the right side of the threshold, without and with factors
            learned on the other folds.
        loss_before, loss_after: mean logarithmic loss of the score, likewise; less is better.
        error: standard error of the difference of the losses, over activities; None in files of earlier versions.
    """

    model_config = ConfigDict(frozen=True)

    factors: dict[str, float] = Field(default_factory=dict)
    decided: int = 0
    accuracy_before: float | None = None
    accuracy_after: float | None = None
    loss_before: float | None = None
    loss_after: float | None = None
    error: float | None = None

    @property
    def helps(self) -> bool:
        """Whether the score fits unseen decisions better with the factors than without, beyond chance."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """Why the factors are not used: "one-kind", "few", "worse", "chance"; "" where they are."""
        if self.loss_before is None or self.loss_after is None:
            return "one-kind"
        if self.decided < FEWEST:
            return "few"
        gain = self.loss_before - self.loss_after
        if gain <= 0:
            return "worse"
        return "chance" if self.error is None or gain < SURE * self.error else ""

    def settings(self, base: MappingSettings | None = None) -> MappingSettings:
        """Settings that use the factors; the base unchanged where they do not help."""
        base = base or MappingSettings()
        return base.model_copy(update={"learned": dict(self.factors)}) if self.helps else base

    def save(self, path: Path) -> None:
        """Write it beside the register, whole or not at all."""
        with written_whole(path) as temporary:
            temporary.write_text(self.model_dump_json(indent=1) + "\n", encoding="utf-8", newline="\n")


class _Case(NamedTuple):
    """One decided match: what was found for it, and what was said."""

    activity: str
    fold: int
    hits: tuple[Hit, ...]
    right: bool


def learned_path(register: Path) -> Path:
    """Where it is kept: beside the register.

    Example:
        >>> learned_path(Path("data/register.xlsx")).name
        'register.xlsx.learned.json'
    """
    return register.with_name(register.name + SUFFIX)


def read_learned(path: Path) -> Learned:
    """Read what `Learned.save` wrote.

    Raises:
        InputError: there is no such file, or it is damaged.
    """
    try:
        return Learned.model_validate_json(existing_file(path).read_text(encoding="utf-8"))
    except (ValidationError, UnicodeDecodeError):
        raise InputError("files.unreadable", file=path.name, reason="not written by sdgkit") from None


def learn(mapping: Mapping) -> Learned:
    """Learn from the decisions of a mapping.

    Args:
        mapping: a mapping with decisions; its own learned factors are not used again.

    Returns:
        Factors from all decisions, and their effect on decisions that they were not learned from. Without
        decisions of both kinds there is nothing to learn.
    """
    cases = _cases(mapping.register, mapping.decisions, mapping.settings)
    if len({case.right for case in cases}) < 2:
        return Learned(decided=len(cases))
    threshold = mapping.settings.stands
    before: list[tuple[float, bool]] = []
    after: list[tuple[float, bool]] = []
    whose: list[str] = []
    for fold in range(FOLDS):
        held_out = [case for case in cases if case.fold == fold]
        factors = _factors([case for case in cases if case.fold != fold])
        before += [(_score(case.hits, {}), case.right) for case in held_out]
        after += [(_score(case.hits, factors), case.right) for case in held_out]
        whose += [case.activity for case in held_out]
    return Learned(
        factors=_factors(cases),
        decided=len(cases),
        accuracy_before=_accuracy(before, threshold),
        accuracy_after=_accuracy(after, threshold),
        loss_before=_loss(before),
        loss_after=_loss(after),
        error=_error(whose, before, after),
    )


def _cases(register: Register, decisions: Sequence[Decision], settings: MappingSettings) -> list[_Case]:
    """Decided matches that have evidence in the texts and codes of the register."""
    said: dict[str, dict[str, bool]] = {}
    for decision in decisions:
        of_activity = said.setdefault(decision.activity_id, {})
        of_activity[decision.target] = decision.decision != "rejected"
        if decision.replaced is not None:
            of_activity[decision.replaced] = False
    cases = []
    for identifier, answers in said.items():
        if identifier not in register.by_id:
            continue
        hits = found_in(register.by_id[identifier], settings)
        fold = hashlib.sha256(identifier.encode("utf-8")).digest()[0] % FOLDS
        for code, right in sorted(answers.items()):
            behind = tuple(h for h in hits if (h.target or str(h.goal)) == code and h.kind != "declared")
            if any(hit.weight > 0 and not hit.held for hit in behind):
                cases.append(_Case(identifier, fold, behind, right))
    return cases


def _factors(cases: Sequence[_Case]) -> dict[str, float]:
    if not cases:
        return {}
    common = (sum(case.right for case in cases) + 1) / (len(cases) + 2)
    counts: dict[str, list[int]] = {}
    for case in cases:
        for key in {learned_key(hit) for hit in case.hits if not hit.held}:
            count = counts.setdefault(key, [0, 0])
            count[case.right] += 1
    factors = {}
    for key, (wrong, right) in sorted(counts.items()):
        rate = (right + CAUTION * common) / (right + wrong + CAUTION)
        factor = min(LARGEST, max(SMALLEST, rate / common))
        if abs(factor - 1) >= 0.01:
            factors[key] = round(factor, 3)
    return factors


def _score(hits: Sequence[Hit], factors: Mappable[str, float]) -> float:
    # As for a goal, also of targets: what people decided on was shown to them, and is right more often than all else.
    return calibrated(raw_score((witness(hit), weight) for hit, weight in weighed(hits, factors)))


def _accuracy(answers: Sequence[tuple[float, bool]], threshold: float) -> float:
    return round(sum((score >= threshold) == right for score, right in answers) / len(answers), 4)


def _loss(answers: Sequence[tuple[float, bool]]) -> float:
    return round(sum(map(_loss_of, answers)) / len(answers), 4)


def _loss_of(answer: tuple[float, bool]) -> float:
    score, right = answer
    sure = min(0.99, max(0.01, score))
    return -math.log(sure if right else 1 - sure)


def _error(
    whose: Sequence[str], before: Sequence[tuple[float, bool]], after: Sequence[tuple[float, bool]]
) -> float:
    """Standard error of the mean gain; what is decided of one activity goes together and counts as one."""
    gains = [_loss_of(one) - _loss_of(other) for one, other in zip(before, after, strict=True)]
    mean = sum(gains) / len(gains)
    apart: dict[str, float] = {}
    for identifier, gain in zip(whose, gains, strict=True):
        apart[identifier] = apart.get(identifier, 0.0) + gain - mean
    return round(math.sqrt(sum(one * one for one in apart.values())) / len(gains), 5)
