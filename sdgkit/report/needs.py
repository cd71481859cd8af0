"""What the sections of an outline need: which data are there, and what to give where they are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sdgkit.agenda import Theme
from sdgkit.indicators.table import IndicatorRow
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.agreement import agreement_of
from sdgkit.report.material import Material
from sdgkit.report.tables import money as money_tables


class Scope(NamedTuple):
    """What a section is about: the id of the section, and its goal or theme where it has one."""

    section: str
    goal: int | None = None
    theme: Theme | None = None


class Found(NamedTuple):
    """How much of what a section needs is there.

    Attributes:
        number: how many there are.
        of: how many there could be; None where nothing says so.
    """

    number: int
    of: int | None = None

    @property
    def state(self) -> str:
        """ "present", "partly" or "missing".

        Example:
            >>> Found(3).state, Found(3, 5).state, Found(0, 5).state
            ('present', 'partly', 'missing')
        """
        if not self.number:
            return "missing"
        return "present" if self.of is None or self.number >= self.of else "partly"


Need = Callable[[Material, Scope], Found | None]
"""Counts what is there; None for what only people can bring, such as the record of a consultation."""


def _activities(material: Material, scope: Scope) -> Found:
    if scope.goal is not None:
        return Found(len(material.by_goal.get(scope.goal, ())))
    if scope.theme is not None:
        return Found(len(material.by_theme.get(scope.theme.key, ())))
    return Found(len(material.activities))


def _mapped(material: Material, scope: Scope) -> Found:
    return Found(len(material.mapped), len(material.activities))


def _decisions(material: Material, scope: Scope) -> Found:
    matches = {(activity.id, match.target or str(match.goal)) for activity, match in material.matches}
    decided = {(one.activity_id, one.target) for one in material.decisions}
    return Found(len(matches & decided), len(matches))


def _second_reviewer(material: Material, scope: Scope) -> Found:
    return Found(agreement_of(material.decisions).both)


def _amounts(material: Material, scope: Scope) -> Found:
    return Found(sum(bool(amounts_of(one)) for one in material.activities), len(material.activities))


def _disbursements(material: Material, scope: Scope) -> Found:
    with_amount = sum(bool(amounts_of(one)) for one in material.activities)
    return Found(sum(one.activities for one in money_tables.disbursements(material)), with_amount)


def _partners(material: Material, scope: Scope) -> Found:
    return Found(
        sum(bool(material.partners_of(one)) for one in material.activities), len(material.activities)
    )


def _places(material: Material, scope: Scope) -> Found:
    return Found(sum(bool(one.regions) for one in material.activities), len(material.activities))


def _periods(material: Material, scope: Scope) -> Found:
    return Found(sum(one.start is not None for one in material.activities), len(material.activities))


def _results(material: Material, scope: Scope) -> Found:
    return Found(sum(bool(one.results) for one in material.activities), len(material.activities))


def _volunteers(material: Material, scope: Scope) -> Found:
    return Found(sum(one.volunteers is not None for one in material.activities))


def _with_value(material: Material, scope: Scope) -> list[IndicatorRow]:
    return [
        row for row in material.rows if row.latest is not None and scope.goal in (None, row.goal)
    ]  # fmt: skip


def _indicators(material: Material, scope: Scope) -> Found:
    rows = [row for row in material.rows if scope.goal in (None, row.goal)]
    return Found(len(_with_value(material, scope)), len(rows))


def _assessed(material: Material, scope: Scope) -> Found:
    rows = _with_value(material, scope)
    return Found(sum(row.assessment.result != "not-assessed" for row in rows), len(rows))


def _previous_review(material: Material, scope: Scope) -> Found:
    rows = _with_value(material, scope)
    return Found(sum(material.at_previous_review(row) is not None for row in rows), len(rows))


def _groups(material: Material, scope: Scope) -> Found:
    codes = {gap["indicator"] for gap in material.gaps}
    rows = _with_value(material, scope)
    return Found(sum(row.code in codes for row in rows), len(rows))


def _national_targets(material: Material, scope: Scope) -> Found:
    rows = _with_value(material, scope)
    return Found(sum(row.assessment.whose_target == "national" for row in rows), len(rows))


def _wording(material: Material, scope: Scope) -> Found:
    return Found(len(material.packs))


def _programme(material: Material, scope: Scope) -> Found:
    return Found(0 if material.choice.programme is None else len(material.choice.programme.outcomes))


def _commitments(material: Material, scope: Scope) -> Found | None:
    given = material.choice.commitments
    return None if given is None else Found(len(given.entries))


def _by_people(material: Material, scope: Scope) -> None:
    return None


NEEDS: dict[str, Need] = {
    "activities": _activities,
    "mapped": _mapped,
    "decisions": _decisions,
    "second-reviewer": _second_reviewer,
    "amounts": _amounts,
    "disbursements": _disbursements,
    "partners": _partners,
    "places": _places,
    "periods": _periods,
    "results": _results,
    "volunteers": _volunteers,
    "indicators": _indicators,
    "assessed": _assessed,
    "previous-review": _previous_review,
    "groups": _groups,
    "national-targets": _national_targets,
    "wording": _wording,
    "programme": _programme,
    "consultations": _by_people,
    "policies": _by_people,
    "institutions": _by_people,
    "commitments": _commitments,
    "context": _by_people,
}
"""The data that an outline may name under `needs`, in the order in which the documentation lists them."""
