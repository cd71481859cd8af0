"""An activity of a table as an IATI 2.03 element, with what is known and nothing else.

What the schema requires and the register does not say is left empty where the schema takes an empty value, and
told; without any date no valid activity can be written, so none is.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from sdgkit.activities.activity import Activity, Money
from sdgkit.activities.cells.organisations import kind_of
from sdgkit.activities.iati.codes import areas, code_lists
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.languages import Text
from sdgkit.places import country as country_named
from sdgkit.places import place_title

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")

ROLES = {"funding": "1", "accountable": "2", "extending": "3", "implementing": "4", "government": "2"}
"""The government's counterpart oversees the work, which is what role 2 means. The receiver, and a partner whose role
the register does not say, have no role in IATI; theirs is left empty and told."""
GOVERNMENT = "10"
LONGEST_BUDGET = 366
"""Days that a budget of IATI may be for (rule 7.5.3)."""
STATUSES = {"planned": "1", "ongoing": "2", "completed": "4", "cancelled": "5", "suspended": "6"}
TRANSACTIONS = {"commitment": "2", "disbursed": "3"}


def minimal_activity(
    activity: Activity, tags: Sequence[tuple[str, str]] = ()
) -> tuple[_Element | None, tuple[Finding, ...]]:
    """The element of an activity, and what IATI asks for and the register does not say.

    Args:
        activity: an activity of a table.
        tags: vocabulary and code of the SDG tags.

    Returns:
        The element, None where the activity has no date at all; and findings.
    """
    missing: list[str] = []
    dates = _dates(activity)
    origin = activity.origin
    place = {"file": origin.file, "sheet": origin.sheet, "row": origin.row, "value": activity.id}
    if not dates:
        return None, (Finding(code="activities.iati-not-written", **place),)
    element = etree.Element("iati-activity")
    if activity.hierarchy is not None:
        element.set("hierarchy", str(activity.hierarchy))
    etree.SubElement(element, "iati-identifier").text = _plain(activity.id)
    # Who reports is not in a table; the schema takes an empty reference, and nobody is named who did not report.
    reporting = etree.SubElement(element, "reporting-org", ref="", type="")
    _narratives(reporting, Text({"en": "Not stated in the register"}))
    missing.append("reporting-org")
    _texts(element, activity, missing)
    _partners(element, activity, missing)
    status = STATUSES.get(activity.status, "")
    if not status:
        missing.append("activity-status")
    etree.SubElement(element, "activity-status", code=status)
    for kind, day in dates:
        etree.SubElement(element, "activity-date", {"iso-date": day.isoformat(), "type": kind})
    _places(element, activity, missing)
    _sectors(element, activity, missing)
    for vocabulary, code in tags:
        etree.SubElement(element, "tag", code=code, vocabulary=vocabulary)
    for marker in activity.markers:
        attributes = {"vocabulary": marker.vocabulary, "code": marker.code}
        if marker.significance is not None:
            attributes["significance"] = str(marker.significance)
        etree.SubElement(element, "policy-marker", attributes)
    missing += _money(element, activity)
    for related in activity.related:
        number = next(key for key, kind in code_lists()["related"].items() if kind == related.kind)
        etree.SubElement(element, "related-activity", ref=_plain(related.id), type=number)
    told = Finding(code="activities.iati-incomplete", details={"missing": ", ".join(missing)}, **place)
    return element, (told,)


def _plain(text: str) -> str:
    return _NOT_XML.sub(" ", text)


def _narratives(element: _Element, text: Text) -> None:
    for language, words in text.items():
        narrative = etree.SubElement(element, "narrative")
        if _LANGUAGE.fullmatch(language):
            narrative.set(_LANG, language)
        narrative.text = _plain(words)


def _texts(element: _Element, activity: Activity, missing: list[str]) -> None:
    title = activity.title or activity.description or activity.objectives or Text({"": activity.id})
    if not activity.title:
        missing.append("title")
    _narratives(etree.SubElement(element, "title"), title)
    described = [
        (kind, text)
        for kind, text in (
            ("1", activity.description),
            ("2", activity.objectives),
            ("3", activity.beneficiaries),
            ("4", activity.results),
        )
        if text
    ]
    if not described:
        missing.append("description")
        described = [("1", title)]
    for kind, text in described:
        _narratives(etree.SubElement(element, "description", type=kind), text)


def _partners(element: _Element, activity: Activity, missing: list[str]) -> None:
    for partner in activity.partners:
        role = ROLES.get(partner.role, "")
        if not role and "participating-org/@role" not in missing:
            missing.append("participating-org/@role")
        attributes = {"role": role} | ({"ref": _plain(partner.code)} if partner.code else {})
        name = next(iter(partner.name.root.values()), "")
        if partner.role == "government" or kind_of(name) == "government":
            attributes["type"] = GOVERNMENT
        _narratives(etree.SubElement(element, "participating-org", attributes), partner.name)
    if not activity.partners:
        missing.append("participating-org")
        etree.SubElement(element, "participating-org", role="4")


def _dates(activity: Activity) -> list[tuple[str, dt.date]]:
    """Type and day; what has begun or ended by its status is actual, everything else planned."""
    begun = activity.status in ("ongoing", "completed", "suspended")
    found = []
    if activity.start:
        found.append(("2" if begun else "1", activity.start.first))
    if activity.end:
        found.append(("4" if activity.status == "completed" else "3", activity.end.last))
    return found


def _places(element: _Element, activity: Activity, missing: list[str]) -> None:
    countries = []
    for iso3 in activity.countries:
        try:
            countries.append((iso3, country_named(iso3).iso2))
        except UsageError:
            continue
    shares = {one.code: one.share for one in activity.place_shares}
    for iso3, iso2 in countries:
        country = etree.SubElement(element, "recipient-country", code=iso2)
        if iso3 in shares:
            country.set("percentage", percentage_text(shares[iso3]))
    if len(countries) > 1 and not all(iso3 in shares for iso3, _ in countries):
        missing.append("recipient-country/@percentage")
    for code in activity.areas:
        vocabulary = next((number for number in ("1", "2") if (number, code) in areas()), None)
        if vocabulary:
            area = etree.SubElement(element, "recipient-region", vocabulary=vocabulary, code=code)
            if code in shares:
                area.set("percentage", percentage_text(shares[code]))
    for mention in activity.regions:
        try:
            title = place_title(mention.code)
        except UsageError:
            continue
        location = etree.SubElement(element, "location")
        if "-" in mention.code and mention.code[:2].isupper():
            location.set("ref", mention.code)
        _narratives(etree.SubElement(location, "name"), title)


def percentage_text(share: Fraction) -> str:
    """A part of one as a percentage of IATI.

    Example:
        >>> percentage_text(Fraction(3, 5)), percentage_text(Fraction(1, 3))
        ('60', '33.33333333')
    """
    return f"{float(share * 100):.10g}"


def _sectors(element: _Element, activity: Activity, missing: list[str]) -> None:
    numbers = {name: number for number, name in code_lists()["sectors"].items() if number.isdecimal()}
    for sector in activity.sectors:
        number = numbers.get(sector.vocabulary)
        if number is None or not sector.code:
            if "sector/@code" not in missing:
                missing.append("sector/@code")
            continue
        attributes = {"vocabulary": number, "code": _plain(sector.code)}
        if sector.share is not None:
            attributes["percentage"] = percentage_text(sector.share)
        _narratives(etree.SubElement(element, "sector", attributes), sector.title)


def _money(element: _Element, activity: Activity) -> list[str]:
    """Write budgets, then transactions; what IATI asks for and some of the amounts lack."""
    missing: dict[str, None] = {}
    transactions: list[tuple[Money, dt.date]] = []
    budgets: dict[tuple[dt.date, dt.date, str, dt.date], Money] = {}
    for money in counted_once(activity.money):
        if money.kind not in (*TRANSACTIONS, "budget", "required"):
            continue
        if money.currency is None:
            missing["currency"] = None
        elif money.kind in TRANSACTIONS:
            day = money.date or (dt.date(money.year, 1, 1) if money.year else None)
            day = day or (activity.start.first if activity.start and money.kind == "commitment" else None)
            if day is None:
                missing["transaction-date"] = None
            else:
                transactions.append((money, day))
        else:
            period = _period(money, activity)
            if period is None:
                missing["period-end"] = None
                continue
            if (period[1] - period[0]).days > LONGEST_BUDGET:
                missing["budget/period"] = None
            # The standard has one value for each period; those of several partners are its parts.
            key = (*period, money.currency, money.date or period[0])
            before = budgets.get(key)
            whole = money.amount + (before.amount if before else 0)
            budgets[key] = money.model_copy(update={"amount": whole})
    for (start, end, _, day), money in budgets.items():
        budget = etree.SubElement(element, "budget", type="1", status="1")
        etree.SubElement(budget, "period-start", {"iso-date": start.isoformat()})
        etree.SubElement(budget, "period-end", {"iso-date": end.isoformat()})
        _value(budget, money, day)
    for money, day in transactions:
        transaction = etree.SubElement(element, "transaction")
        etree.SubElement(transaction, "transaction-type", code=TRANSACTIONS[money.kind])
        etree.SubElement(transaction, "transaction-date", {"iso-date": day.isoformat()})
        _value(transaction, money, day)
        if money.partner:
            _narratives(etree.SubElement(transaction, "provider-org"), Text({"": money.partner}))
    return list(missing)


def counted_once(given: Sequence[Money]) -> list[Money]:
    """Amounts of which none is a part of another one, nor another figure for it.

    Where a kind has a total and amounts by year, the years are taken if they add up to the total, else the total.
    What is required (UN INFO) is left where there is a budget.
    """
    budgeted = any(money.kind == "budget" for money in given)
    kept = [money for money in given if not (money.kind == "required" and budgeted)]
    for kind, currency in {(money.kind, money.currency): None for money in kept}:
        same = [money for money in kept if (money.kind, money.currency) == (kind, currency)]
        totals = [money for money in same if money.year is None and money.date is None]
        parts = [money for money in same if money.year is not None or money.date is not None]
        if totals and parts:
            whole = sum(money.amount for money in totals) == sum(money.amount for money in parts)
            left = {id(money) for money in (totals if whole else parts)}
            kept = [money for money in kept if id(money) not in left]
    return kept


def _period(money: Money, activity: Activity) -> tuple[dt.date, dt.date] | None:
    if money.year:
        return dt.date(money.year, 1, 1), dt.date(money.year, 12, 31)
    if activity.start and activity.end:
        return activity.start.first, activity.end.last
    return None


def _value(parent: _Element, money: Money, day: dt.date) -> None:
    attributes = {"currency": money.currency or "", "value-date": day.isoformat()}
    etree.SubElement(parent, "value", attributes).text = f"{money.amount:f}"
