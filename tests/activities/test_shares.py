"""Money of activities in several places: its parts sum to the whole, to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdgkit.activities.activity import Activity, Money, Origin, PlaceShare
from sdgkit.activities.register import Register
from sdgkit.activities.shares import allocate, among
from sdgkit.errors import UsageError
from sdgkit.languages import Text

COUNTRIES = ("KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG")

amounts = st.decimals(min_value=-(10**9), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    countries = draw(st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=6, unique=True))
    weights = draw(st.lists(st.integers(0, 1000), min_size=len(countries), max_size=len(countries)))
    rest = draw(st.sampled_from([0, 0, 17, 500]))
    whole = sum(weights) + rest
    shares = [
        PlaceShare(code=code, share=Fraction(weight, whole))
        for code, weight in zip(countries, weights, strict=True)
        if whole
    ]
    money = [Money(amount=one, currency="USD", kind="budget") for one in draw(st.lists(amounts, max_size=4))]
    return Activity(
        id=draw(st.text("abc123", min_size=1, max_size=9)),
        origin=Origin(file="a.xml"),
        title=Text({"en": "Clinics"}),
        countries=tuple(countries),
        place_shares=tuple(draw(st.sampled_from([shares, shares, []]))),
        money=tuple(money),
    )


@given(activities())
def test_the_parts_of_all_countries_and_the_rest_sum_to_the_whole(activity: Activity) -> None:
    for money in activity.money:
        parts = among(activity, money.amount)
        assert sum(parts.values(), Decimal(0)) == money.amount
        for one in activity.place_shares if len(parts) > 1 else ():
            assert abs(Fraction(parts[one.code]) - Fraction(money.amount) * one.share) < Fraction(1, 100)


@given(activities())
def test_drafts_of_all_countries_sum_to_the_register(activity: Activity) -> None:
    register = Register(activities=(activity,))
    said = len(activity.countries) > 1 and bool(activity.place_shares)
    for place, money in enumerate(activity.money):
        found = [register.in_country(code).activities[0].money[place].amount for code in activity.countries]
        if said:
            assert sum(found, among(activity, money.amount).get("", Decimal(0))) == money.amount
        else:
            assert set(found) == {money.amount}


@given(activities())
def test_to_ask_for_a_country_again_changes_nothing(activity: Activity) -> None:
    once = Register(activities=(activity,)).in_country(activity.countries[0])
    assert once.in_country(activity.countries[0]) == once


def test_shares_that_are_no_whole_are_refused() -> None:
    with pytest.raises(UsageError) as error:
        allocate(Decimal(1), [Fraction(1, 3)])
    assert error.value.code == "activities.shares-not-whole"
