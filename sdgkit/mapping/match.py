"""Matches: which target an activity bears on, on what evidence, and what a person said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Share
from sdgkit.activities.trusted import made

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


_values: Any = BaseModel.__dict__["__dict__"]
"""The place of a model's values, which `Match` guards."""
_LATER = "_later"
"""Among the values of a match what makes its evidence, until somebody asks for it."""


class Match(BaseModel):
    """One activity and one target (or one goal, where only the goal is known).

    Telling the evidence of a match in words costs as much as finding the match, and many ask for targets and scores
    alone. So a match may be `untold`: its evidence is made when it is first asked for. Nobody can tell such a match
    from another: whatever needs all values (comparing, copying, pickling, writing as JSON) takes them from `__dict__`,
    which tells the evidence first.
    """

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

    if not TYPE_CHECKING:

        @property
        def __dict__(self) -> dict[str, Any]:
            values = _values.__get__(self)
            if _LATER not in values:
                return values
            values = {**values, "evidence": values[_LATER]()}
            told = {name: values[name] for name in _FIELDS}
            _values.__set__(self, told)
            return told

        @__dict__.setter
        def __dict__(self, values: dict[str, Any]) -> None:
            _values.__set__(self, values)

        def __getattr__(self, name: str) -> Any:
            # Asked only for what is not among the values yet.
            return self.__dict__["evidence"] if name == "evidence" else super().__getattr__(name)

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


def untold(
    activity_id: str,
    goal: int,
    target: str | None,
    score: float,
    status: Status,
    primary: bool,
    later: Callable[[], tuple[Evidence, ...]],
) -> Match:
    """A match whose evidence is made when it is first asked for; all values are of their types.

    Example:
        >>> said = (Evidence(kind="phrase", field="title.en", text="clinics", weight=0.9),)
        >>> match = untold("1", 3, "3.8", 0.9, "suggested", True, lambda: said)
        >>> match == Match(
        ...     activity_id="1", goal=3, target="3.8", score=0.9, status="suggested", primary=True, evidence=said
        ... )
        True
    """
    values = {
        "activity_id": activity_id,
        "goal": goal,
        "target": target,
        "score": score,
        "status": status,
        "primary": primary,
        "share": None,
        _LATER: later,
    }
    return made(Match, _GIVEN, values)


_FIELDS = tuple(Match.model_fields)
_GIVEN = {*_FIELDS} - {"share"}


def with_share(match: Match, share: Fraction | None) -> Match:
    """A match with its part of the money; what `model_copy` does, without telling the evidence.

    Example:
        >>> match = Match(activity_id="1", goal=3, target="3.8", score=0.9, status="suggested")
        >>> with_share(match, Fraction(1, 2)) == match.model_copy(update={"share": Fraction(1, 2)})
        True
    """
    return made(Match, match.model_fields_set | {"share"}, {**_values.__get__(match), "share": share})


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
