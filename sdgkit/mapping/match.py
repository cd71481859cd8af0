"""Matches: which target an activity bears on, on what evidence, and what a person said of it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Share

EvidenceKind = Literal["declared", "mention", "code", "marker", "phrase", "model", "judge", "decision"]

Status = Literal["suggested", "look", "accepted", "rejected", "added", "edited"]
"""suggested: stands at default settings; look: a person should look at it; the others are decisions."""


class Evidence(BaseModel):
    """Why an activity bears on a target.

    `start` and `end` are character positions in the text of `field` (see `Activity.texts`), None where the
    evidence is no text (a code, a marker). `weight` is 0 to 1. `rule` names the line of knowledge behind it.
    `of_goal` tells whether the match that carries it is a goal as a whole, whose scores have a table of their own.
    """

    model_config = ConfigDict(frozen=True)

    kind: EvidenceKind
    field: str
    text: str
    weight: float
    start: int | None = None
    end: int | None = None
    rule: str = ""
    of_goal: bool = False


class Match(BaseModel):
    """One activity and one target (or one goal, where only the goal is known)."""

    model_config = ConfigDict(frozen=True)

    activity_id: str
    goal: int
    target: str | None
    score: float
    """0 to 1, higher where more matches are right; how many of each score are is measured in docs/mapping.md."""
    status: Status
    evidence: tuple[Evidence, ...] = ()
    primary: bool = False
    share: Share | None = None
    """Part of the activity's money, under the mapping's rule; None for a match that gets none."""

    @property
    def stands(self) -> bool:
        """Whether reports count it: suggested, accepted, added or edited."""
        return self.status in ("suggested", "accepted", "added", "edited")

    @property
    def reasons(self) -> tuple[Evidence, ...]:
        """The evidence that speaks for it; some of what it carries may speak against it, with a weight below 0.

        Example:
            >>> said = {"kind": "model", "field": "title.en"}
            >>> pieces = [Evidence(**said, text="a", weight=0.5), Evidence(**said, text="b", weight=-0.5)]
            >>> match = Match(activity_id="1", goal=3, target="3.8", score=0.5, status="look", evidence=pieces)
            >>> [piece.text for piece in match.reasons]
            ['a']
        """
        return tuple(piece for piece in self.evidence if piece.weight >= 0)


class Decision(BaseModel):
    """What a person said of a match."""

    model_config = ConfigDict(frozen=True)

    activity_id: str
    target: str
    """A target ("3.8") or a goal ("3")."""
    decision: Literal["accepted", "rejected", "added", "edited"]
    share: Share | None = None
    primary: bool | None = None
    replaced: str | None = None
    """For "edited": the target that was suggested."""
    note: str = ""
    reviewer: str = ""
    date: dt.date | None = None
    title: str = ""
    """The title of the activity as it stood before the reviewer; "" where it is not known."""
