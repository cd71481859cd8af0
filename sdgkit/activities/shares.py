"""Shares of money: an amount in exact parts, and the part of an activity's money that is for one country."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from sdgkit.activities.activity import Activity, PlaceShare
from sdgkit.errors import UsageError

CENT = Decimal("0.01")


def allocate(amount: Decimal, parts: Sequence[Fraction], smallest: Decimal = CENT) -> list[Decimal]:
    """An amount in parts that sum to it exactly, each within one cent of its share.

    The largest-remainder method: every part is rounded down to the cent, and the cents left over go to the
    parts that lost most, the earlier first. An amount finer than a cent keeps its own precision.

    Raises:
        UsageError: the shares do not sum to one.

    Example:
        >>> [str(part) for part in allocate(Decimal("100.00"), [Fraction(1, 3)] * 3)]
        ['33.34', '33.33', '33.33']
    """
    if sum(parts, Fraction(0)) != 1:
        raise UsageError("activities.shares-not-whole", total=sum(parts, Fraction(0)))
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < smallest.as_tuple().exponent:  # type: ignore[operator]
        smallest = Decimal(1).scaleb(exponent)
    units = Fraction(amount) / Fraction(smallest)
    whole = int(units)
    exact = [Fraction(whole) * part for part in parts]
    floors = [value.numerator // value.denominator for value in exact]
    left = whole - sum(floors)
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - exact[place], place))
    for place in order[:left]:
        floors[place] += 1
    return [Decimal(units) * smallest for units in floors]


def among(activity: Activity, amount: Decimal) -> dict[str, Decimal]:
    """An amount of an activity by country or region of the world, as its source divides the money; "" for the rest.

    Returns:
        Amounts that sum to the given one exactly; {"": amount} where nothing is said, or where the activity names no
        more than one place, whose money it then is whatever the percentage.

    Example:
        >>> from sdgkit.activities.activity import Origin
        >>> from sdgkit.languages import Text
        >>> one = Activity(
        ...     id="a", origin=Origin(file="a.xml"), title=Text({}), countries=("KAZ", "UZB"),
        ...     place_shares=(PlaceShare(code="KAZ", share="1/3"), PlaceShare(code="UZB", share="1/3")))
        >>> {code: str(part) for code, part in among(one, Decimal("100.00")).items()}
        {'KAZ': '33.34', 'UZB': '33.33', '': '33.33'}
    """
    shares = activity.place_shares
    if not shares or len(activity.countries) + len(activity.areas) < 2:
        return {"": amount}
    left = 1 - sum((one.share for one in shares), Fraction(0))
    pieces = allocate(amount, [*(one.share for one in shares), left])
    found = {one.code: piece for one, piece in zip(shares, pieces, strict=False)}
    return found | {"": pieces[-1]} if left else found


def share_of_country(activity: Activity, iso3: str) -> Fraction | None:
    """The part of an activity's money that its source gives to a country; None where it says nothing of it.

    A country that is the only place of an activity has all of its money.
    """
    if len(activity.countries) + len(activity.areas) < 2:
        return Fraction(1) if activity.countries == (iso3,) else None
    return next((one.share for one in activity.place_shares if one.code == iso3), None)


def for_country(activity: Activity, iso3: str) -> Activity:
    """The activity with that part of its money that its source gives to a country; as it is where none is given.

    Each amount is divided by itself, so that the parts of all countries sum to what the register says of it.
    What is for the country is then the whole: to ask again changes nothing.
    """
    share = share_of_country(activity, iso3)
    if share is None or share == 1 or not activity.money:
        return activity
    money = tuple(
        one.model_copy(update={"amount": among(activity, one.amount)[iso3]}) for one in activity.money
    )
    whole = (PlaceShare(code=iso3, share=Fraction(1)),)
    return activity.model_copy(update={"money": money, "place_shares": whole})
