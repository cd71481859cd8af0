"""Money at several levels of a family: each kind counts once, and none is lost."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sdgkit.activities.activity import Activity, Money, MoneyKind, Origin, Related
from sdgkit.activities.levels import PLANNED, carried_above, has_money, planned_below, told_levels
from sdgkit.languages import Text

KINDS: tuple[MoneyKind, ...] = ("budget", "commitment", "disbursed", "required", "available")
Families = dict[str, Activity]


def activity(identifier: str, kinds: dict[MoneyKind, int], **more: object) -> Activity:
    money = tuple(Money(amount=Decimal(amount), currency="USD", kind=kind) for kind, amount in kinds.items())
    return Activity(id=identifier, origin=Origin(file="a.xml"), title=Text({}), money=money, **more)  # type: ignore[arg-type]


def by_id(*activities: Activity) -> Families:
    return {one.id: one for one in activities}


def above(families: Families, identifier: str) -> list[str]:
    """The activities above one, nearest first, in a family where each has one parent at most."""
    found: list[str] = []
    while related := families[identifier].related:
        identifier = related[0].id
        found.append(identifier)
    return found


@st.composite
def families(draw: st.DrawFn) -> Families:
    """Trees: the parent of each is one that was made before it."""
    made: list[Activity] = []
    for number in range(draw(st.integers(1, 12))):
        parent = draw(st.integers(-1, number - 1))
        related = () if parent < 0 else (Related(id=str(parent), kind="parent"),)
        kinds = draw(st.dictionaries(st.sampled_from(KINDS), st.sampled_from([0, 0, 5, 70]), max_size=3))
        made.append(activity(str(number), kinds, related=related))
    return by_id(*made)


@given(families())
def test_each_kind_counts_once_on_the_way_up_and_none_is_lost(families: Families) -> None:
    for kind in KINDS:
        kinds = frozenset([kind])
        carried = carried_above(families, kind)
        for one in (one for one in families if has_money(families[one], kinds)):
            line = [one, *above(families, one)]
            counted = [x for x in line if x not in carried and has_money(families[x], kinds)]
            assert len(counted) == 1


@given(families())
def test_with_one_kind_each_no_two_of_a_line_count_and_no_money_is_without_one_that_does(
    families: Families,
) -> None:
    carried, aside = carried_above(families), planned_below(families)
    with_money = [one for one in families if has_money(families[one])]
    counted = {one for one in with_money if one not in carried and one not in aside}
    lines = {one: {one, *above(families, one)} for one in families}
    for one in with_money:
        assert len(lines[one] & counted) <= 1
        below = {other for other in families if one in lines[other]}
        assert (lines[one] | below) & counted
        if has_money(families[one], PLANNED):
            # What is planned is never left to what was paid.
            assert any(has_money(families[other], PLANNED) for other in lines[one] & counted)


def test_an_activity_with_payments_only_leaves_the_plan_to_those_below() -> None:
    up = Related(id="P", kind="parent")
    found = by_id(
        activity("P", {"disbursed": 90}),
        activity("A", {"budget": 100, "disbursed": 60}, related=(up,)),
        activity("B", {"disbursed": 30}, related=(up,)),
    )
    assert (carried_above(found), planned_below(found)) == ({}, {"P": "A"})
    assert carried_above(found, "disbursed") == {"A": "P", "B": "P"}
    assert carried_above(found, "budget") == {}
    (told,) = told_levels(found.values())
    assert (told.code, told.value, told.details["below"]) == ("activities.iati-level-above", "P", "A")


def test_an_activity_with_a_plan_carries_those_below_but_not_their_payments() -> None:
    up = Related(id="P", kind="parent")
    found = by_id(
        activity("P", {"commitment": 100}), activity("A", {"disbursed": 60, "budget": 9}, related=(up,))
    )
    assert (carried_above(found), planned_below(found)) == ({"A": "P"}, {})
    assert carried_above(found, "disbursed") == carried_above(found, "budget") == {}


def test_a_circle_of_payments_and_plans_counts_the_plan() -> None:
    found = by_id(
        activity("a", {"disbursed": 5}, related=(Related(id="b", kind="parent"),)),
        activity("b", {"budget": 9}, related=(Related(id="a", kind="parent"),)),
    )
    assert carried_above(found).keys() | planned_below(found).keys() == {"a"}


def test_a_long_chain_of_payments_takes_no_time_for_each_pair() -> None:
    chain = [
        activity(str(n), {"disbursed": 1}, related=(Related(id=str(n + 1), kind="child"),))
        for n in range(5_000)
    ]
    found = by_id(*chain, activity("5000", {"budget": 1}))
    assert len(planned_below(found)) == 5_000
    assert carried_above(found) == {}
    assert carried_above(found, "disbursed").keys() == {str(n) for n in range(1, 5_001)}
