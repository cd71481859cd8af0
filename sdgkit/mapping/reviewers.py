"""Reviewers: the decisions of several review workbooks put together.

Where reviewers disagree the match stays undecided and the conflict is a finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sdgkit.contacts import masked
from sdgkit.findings import Finding
from sdgkit.languages import LANGUAGES, Text
from sdgkit.mapping.decisions import title_changed
from sdgkit.mapping.match import Decision
from sdgkit.mapping.review import review_words
from sdgkit.mapping.review_reading import read_review

if TYPE_CHECKING:
    from sdgkit.mapping.mapping import Mapping as Mapped


def read_reviews(paths: Sequence[Path], mapping: Mapped) -> tuple[list[Decision], list[Finding]]:
    """The decisions of one or more review workbooks.

    Args:
        paths: workbooks that `write_review` wrote and people filled in.
        mapping: the mapping that was reviewed; says which rows should be there.

    Returns:
        Decisions in the order of the workbooks, and findings: unknown words and codes with their cell, changed
        locked cells, missing and repeated rows, activities that the register does not have, conflicts. Where
        reviewers disagree on a target, one who replaces it being against it, there is no decision on it; where they
        name different shares or primary targets, there is none on these.

    Raises:
        InputError: a workbook cannot be read or has no sheet of a review.
    """
    findings: list[Finding] = []
    by_place: dict[tuple[str, str], list[_Said]] = {}
    instead: dict[tuple[str, str], list[_Said]] = {}
    names = Counter(path.name for path in paths)
    last = {(one.activity_id, one.target): one for one in mapping.decisions}
    for path in paths:
        decisions, found = read_review(path, mapping)
        findings += found
        for decision in decisions:
            if _repeats(decision, last.get((decision.activity_id, decision.target)), mapping):
                continue  # The cells were filled in by the program, from the history.
            said = _Said(path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}", decision)
            by_place.setdefault((decision.activity_id, decision.target), []).append(said)
            if decision.replaced:
                instead.setdefault((decision.activity_id, decision.replaced), []).append(said)
    disputed: set[_Said] = set()
    for place, answers in by_place.items():
        # Who puts another target in its place says no to this one.
        against = [one for one in instead.get(place, ()) if one not in answers]
        if len({one.stands for one in answers} | {False for _ in against}) > 1:
            disputed.update(answers, against)
            findings.append(_told("mapping.review-conflict", place, [*answers, *against]))
    result = []
    for place, answers in by_place.items():
        agreed = [one for one in answers if one not in disputed]
        if not agreed:
            continue
        file, decision = agreed[-1]
        for code in dict.fromkeys(one.decision.replaced for one in agreed if one.decision.replaced):
            if code != decision.replaced and (place[0], code) not in by_place:
                # Two suggestions were replaced by the same target, and a decision names one.
                no = {
                    "target": code,
                    "decision": "rejected",
                    "replaced": None,
                    "share": None,
                    "primary": None,
                }
                result.append(decision.model_copy(update=no))
        shares = dict.fromkeys(one.decision.share for one in agreed if one.decision.share is not None)
        if len(shares) > 1:
            told = ", ".join(f"{float(share):.4g}" for share in shares)
            findings.append(_told("mapping.review-shares-differ", place, agreed, shares=told))
            decision = decision.model_copy(update={"share": None})
        elif shares and decision.share is None:
            decision = decision.model_copy(update={"share": next(iter(shares))})
        if any(one.decision.primary for one in agreed):
            decision = decision.model_copy(update={"primary": True})
        result.append(decision)
        before = last.get(place)
        if before is not None and (before.decision != "rejected") != (decision.decision != "rejected"):
            findings.append(
                _told("mapping.review-overrides", place, [_Said("–", before), _Said(file, decision)])
            )
    return _one_primary_each(result, by_place, findings), findings


class _Said(NamedTuple):
    """What one workbook says of a match."""

    file: str
    decision: Decision

    @property
    def stands(self) -> bool:
        return self.decision.decision != "rejected"

    def who(self) -> str:
        """The reviewer, or the workbook where it names none or one whose name may not be told."""
        name = self.decision.reviewer
        return name if name and masked(name) == name else self.file


def _told(code: str, place: tuple[str, str], said: Sequence[_Said], **details: str) -> Finding:
    """A finding about what several people say of a match, in the language of whoever reads it."""
    words = review_words()["statuses"]
    names = [one.who() for one in said]
    if code == "mapping.review-conflict" and len(set(names)) < len(names):
        names = [one.file for one in said]

    def sentence(language: str) -> str:
        parts = []
        for name, one in zip(names, said, strict=True):
            target = f" → {one.decision.target}" if one.decision.replaced == place[1] else ""
            parts.append(f"{name}: {words[one.decision.decision][language]}{target}")
        return "; ".join(parts)

    return Finding(
        code=code,
        file=next((one.file for one in said if one.file != "–"), ""),
        value=sentence("en"),
        details={
            "id": place[0],
            "target": place[1],
            "said": Text({language: sentence(language) for language in LANGUAGES}),
            **details,
        },
    )


def _one_primary_each(
    decisions: list[Decision], by_place: dict[tuple[str, str], list[_Said]], findings: list[Finding]
) -> list[Decision]:
    """The decisions, those of an activity of which several targets are called the primary one without that."""
    chosen: dict[str, list[str]] = {}
    for one in decisions:
        if one.primary and one.decision != "rejected":
            chosen.setdefault(one.activity_id, []).append(one.target)
    several = {identifier: codes for identifier, codes in chosen.items() if len(codes) > 1}
    for identifier, codes in several.items():
        file = by_place[identifier, codes[0]][-1].file
        findings.append(
            Finding(
                code="mapping.review-primaries-differ",
                file=file,
                value=", ".join(codes),
                details={"id": identifier},
            )
        )
    return [
        one.model_copy(update={"primary": None}) if one.primary and one.activity_id in several else one
        for one in decisions
    ]


def _repeats(decision: Decision, before: Decision | None, mapping: Mapped) -> bool:
    """Whether a row says nothing but what the history already says, as a new workbook is filled in with it."""
    if before is None:
        return False
    activity = mapping.register.by_id.get(decision.activity_id)
    if activity is not None and title_changed(before, activity):
        return False  # Who gives back what was decided on another title decides anew.
    same = {before.decision, "accepted" if before.decision in ("added", "edited") else before.decision}
    primary = any(
        match.primary
        for match in mapping.by_activity.get(decision.activity_id, ())
        if (match.target or str(match.goal)) == decision.target
    )
    return (
        decision.decision in same
        and decision.reviewer in ("", before.reviewer)
        and decision.note in ("", before.note)
        and decision.share in (None, before.share)
        and decision.primary in (None, before.primary, primary)
        and decision.date in (None, before.date)
    )
