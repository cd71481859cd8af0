"""The 169 targets: codes, short titles of our own, and their addresses at the United Nations."""

from __future__ import annotations

import difflib
from functools import cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.code import normalise_code, sort_key
from sdgkit.agenda.goal import goal as goal_numbered
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text
from sdgkit.tables import rows_of


class Target(BaseModel):
    """One of the 169 targets.

    Attributes:
        code: "3.8", "3.b".
        goal: number of its goal.
        title: short title in en, ru and kk, written for sdgkit; the official wording comes from a pack.
        uri: address of the target at metadata.un.org.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    goal: int
    title: Text
    uri: str


@cache
def _by_code() -> MappingProxyType[str, Target]:
    found = [
        Target(
            code=row["code"],
            goal=int(row["goal"]),
            title=Text({language: row[language] for language in LANGUAGES}),
            uri=row["uri"],
        )
        for row in rows_of("agenda", "targets.csv")
    ]
    return MappingProxyType({one.code: one for one in sorted(found, key=lambda one: sort_key(one.code))})


def targets(goal: int | None = None) -> tuple[Target, ...]:
    """All targets, or those of one goal, in the order people count.

    Raises:
        UsageError: there is no such goal.

    Example:
        >>> len(targets()), [target.code for target in targets(13)]
        (169, ['13.1', '13.2', '13.3', '13.a', '13.b'])
    """
    if goal is None:
        return tuple(_by_code().values())
    number = goal_numbered(goal).number
    return tuple(one for one in _by_code().values() if one.goal == number)


def target(code: str) -> Target:
    """The target of a code, however it was typed ("3.8", "3.Д", "3-8").

    Raises:
        UsageError: there is no such target; the error names the nearest ones.

    Example:
        >>> target("6.5").title.in_language("en")
        'Integrated and transboundary management of water resources'
    """
    found = _by_code().get(code) or _by_code().get(normalise_code(code) or "")
    if found is None:
        raise UsageError("agenda.code-unknown", written=code, nearest=nearest(code, _by_code()))
    return found


def nearest(code: str, known: MappingProxyType[str, Target] | list[str]) -> str:
    """Known codes that look most like a wrong one, as a list for a message; "—" where none does."""
    return ", ".join(difflib.get_close_matches(code.lower(), list(known), n=3, cutoff=0.4)) or "—"
