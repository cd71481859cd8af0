"""Money of IATI: budgets, of which a revised one takes the place of the original, and transactions."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sdgkit.activities.activity import Money, Origin
from sdgkit.activities.iati.narratives import cleaned
from sdgkit.activities.iati.pieces import children
from sdgkit.activities.trusted import made_origin, maker
from sdgkit.languages import number_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    Note = Callable[..., None]
    """`note(code, element, value="", **details)` writes a finding."""

_made_money = maker(Money)

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*|Z|[+-]\d\d:?\d\d)?")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,\s\u00a0\u202f']\d{3})+(?:\.\d+)?")
_CONTINENTAL = re.compile(
    r"-?(?:\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:[\s\u00a0\u202f']\d{3})+,\d+|\d+,\d\d?)"
)
"""A comma before the decimals; only where nothing else can be meant: 1.234 is the number that XML says it is."""
_SIGNS = "$€£¥₸₽ \u00a0"
_WITH_CURRENCY = re.compile(r"(?P<before>[A-Z]{3})?\s*(?P<number>[^A-Za-z]+?)\s*(?P<after>[A-Z]{3})?")
"""An amount with the code of its currency before or behind it, which belongs into an attribute."""
_LONGEST_AMOUNT = 60
"""Characters of an amount with its currency; a longer text is none."""
_LOOSE_DATE = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d).*")
_MOST = Decimal("1e18")
_MOST_DAYS = 50_000
"""Dates that are remembered: those of more than a century."""
_SIGNS_OF = {"US$": "USD", "USD$": "USD", "€": "EUR", "EURO": "EUR", "£": "GBP", "₸": "KZT"}
"""Signs that stand in place of a code and can only mean one currency; "$" may be of many."""
_CURRENCY = re.compile(r"[A-Z]{3}")

_BESIDE = frozenset(
    [
        "description",
        "receiver-org",
        "disbursement-channel",
        "flow-type",
        "finance-type",
        "aid-type",
        "tied-status",
    ]
)
"""What a transaction says besides that `Money` does not hold; kept in words, each thing once."""
_REVISED = frozenset(["2", "Revised", "revised"])
"""Types of a budget that takes the place of another one; the names are those of version 1."""
_PLACED = {"sector": "sectors", "recipient-country": "countries", "recipient-region": "regions"}


@lru_cache(maxsize=50_000)
def day_of(text: str) -> dt.date | None:
    """A date of XML, with or without an hour; None where it is none.

    Example:
        >>> day_of("2024-03-01T00:00:00"), day_of("2024/3/1"), day_of("2024-06-31"), day_of("01/03/2024")
        (datetime.date(2024, 3, 1), datetime.date(2024, 3, 1), None, None)
    """
    match = _DATE.fullmatch(text.strip()) or _LOOSE_DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def grouped_number(text: str) -> Decimal | None:
    """A number that is written with marks between thousands, or with a comma before its decimals.

    Example:
        >>> [grouped_number(text) for text in ("$1,500,000.00", "7.000.000", "1 850", "95,5", "(250.00)", "1,2,3")]
        [Decimal('1500000.00'), Decimal('7000000'), Decimal('1850'), Decimal('95.5'), Decimal('-250.00'), None]
    """
    text = text.strip(_SIGNS)
    if text.startswith("(") and text.endswith(")"):
        # As accountants write what is taken back.
        number = None if "(" in text[1:] else grouped_number(text[1:-1])
        return None if number is None or number < 0 else -number
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[^\d.-]", "", text))
    if _CONTINENTAL.fullmatch(text):
        return Decimal(re.sub(r"[^\d,-]", "", text).replace(",", "."))
    return None


class Line(NamedTuple):
    """A budget before it is known whether another one replaces it."""

    start: dt.date | None
    end: dt.date | None
    revised: bool
    money: Money
    element: _Element


class Flow(NamedTuple):
    """A transaction that moves money, with what it says of its place and purpose."""

    kind: str
    currency: str | None
    amount: Decimal
    placed: dict[str, list[_Element]]
    """"sectors", "countries" and "regions" -> their elements."""


class MoneyReader:
    """Reads the amounts of one activity.

    Args:
        file: name of the file.
        note: writes a finding.
        kinds: type of a transaction -> kind of money, "" for one that is no spending.
    """

    def __init__(self, file: str, note: Note, kinds: dict[str, str]) -> None:
        self.file, self.note, self.kinds = file, note, kinds
        self.uncounted: dict[str, int] = defaultdict(int)
        self.currencies: set[str] = set()
        self.currency: str | None = None
        self.line = 0
        self.days: dict[str | None, dt.date] = {}
        self.lines: list[tuple[dt.date | None, dt.date | None, bool, Money, _Element]] = []
        self.flows: list[Flow] = []
        self.moved: list[Money] = []
        self.beside: list[_Element] = []
        """What the transactions of the activity say besides their money."""
        self.committed: list[str] = []
        """First days of the budgets that are committed, not only indicative."""

    def begin(self, currency: str | None, line: int = 0) -> None:
        """Begin an activity, with its default currency and what is added to the lines of its elements."""
        self.currency = currency or None
        self.line = line
        self.lines, self.moved = [], []
        if self.flows or self.beside or self.committed:
            self.flows, self.beside, self.committed = [], [], []

    def budget(self, element: _Element) -> None:
        """Read a budget."""
        start = end = None
        amount = None
        days = self.days
        has_value = False
        for child in children(element):
            tag = child.tag
            if tag == "value":
                has_value = True
                amount = self._amount(child)
            elif tag == "period-start":
                start = days.get(child.get(b"iso-date")) or self._day(child)
            elif tag == "period-end":
                end = days.get(child.get(b"iso-date")) or self._day(child)
        if amount is None:
            if not has_value:
                self.note("iati-amount-missing", element)
            return
        if start is None:
            self.note("iati-budget-period", element, f"{amount[0]:f}")
        elif end is not None and (end < start or (end - start).days > 366):
            self.note("iati-budget-period", element, f"{start} – {end}")
        money = _made_money(
            {
                "amount": amount[0], "currency": amount[1], "kind": "budget", "year": start.year if start else None,
                "date": amount[2], "partner": "", "origin": self._origin(element),
            }
        )  # fmt: skip
        if element.get(b"status") == "2":
            self.committed.append(start.isoformat() if start else "?")
        self.lines.append((start, end, (element.get(b"type") or "") in _REVISED, money, element))

    def transaction(self, element: _Element) -> None:
        """Read a transaction."""
        code = ""
        day = amount = None
        partner = ""
        placed: dict[str, list[_Element]] = {}
        has_value = False
        for child in children(element):
            tag = child.tag
            if tag == "transaction-type":
                code = child.get(b"code", "").strip()
            elif tag == "transaction-date":
                day = self.days.get(child.get(b"iso-date")) or self._day(child)
            elif tag == "value":
                has_value = True
                amount = self._amount(child)
            elif tag == "provider-org":
                partner = _name(child)
            elif tag in _PLACED:
                placed.setdefault(_PLACED[tag], []).append(child)
            elif tag in _BESIDE:
                self.beside.append(child)
        kind = self.kinds.get(code)
        if kind is None:
            self.note("iati-code-unknown", element, code, where="transaction-type")
            self.uncounted["?"] += 1
            kind = ""
        if amount is None:
            if not has_value:
                self.note("iati-amount-missing", element)
            return
        if kind == "":
            self.uncounted[code or "?"] += 1
        else:
            if day is None:
                self.note("iati-date-missing", element, where="transaction-date")
            when = day or amount[2]
            year = when.year if when else None
            self.moved.append(
                _made_money(
                    {
                        "amount": amount[0], "currency": amount[1], "kind": kind, "year": year,
                        "date": amount[2] or day, "partner": partner, "origin": self._origin(element),
                    }
                )
            )  # fmt: skip
        if placed:
            self.flows.append(Flow(kind, amount[1], amount[0], placed))

    def all(self) -> tuple[Money, ...]:
        """The amounts of the activity: budgets that stand, then transactions, in their order."""
        lines = self.lines
        if len(lines) > 1:
            return (*(line.money for line in self._standing([Line(*line) for line in lines])), *self.moved)
        return (lines[0][3], *self.moved) if lines else tuple(self.moved)

    def _standing(self, lines: list[Line]) -> list[Line]:
        """The budgets that count: a revised one for those that it covers, and the last of several revisions.

        The standard has one value for each year, "as stated in the original project document or revised accordingly".
        Revisions of one period that have the same value date may be its parts, and are added up.
        """
        revised = [line for line in lines if line.revised and line.start]
        last = _last_revisions(revised)
        kept: list[Line] = []
        seen: dict[tuple[object, ...], int] = {}
        for line in lines:
            if not line.revised and any(_covers(other, line) for other in revised):
                continue
            if line.revised and line.money.date != last.get((line.start, line.end), line.money.date):
                period = f"{line.start} – {line.end}"
                self.note("iati-budget-superseded", line.element, f"{line.money.amount:f}", period=period)
                continue
            if line.start is not None:
                kind = (line.start, line.end, line.revised)
                same = (*kind, line.money.amount, line.money.currency)
                if same in seen:
                    self.note("iati-budget-repeated", line.element, f"{line.money.amount:f}")
                    continue
                if kind in seen:
                    self.note("iati-budget-several", line.element, f"{line.start} – {line.end}")
                elif not line.revised and any(_overlaps(other, line) for other in revised):
                    self.note("iati-budget-overlap", line.element, f"{line.start} – {line.end}")
                seen[same] = seen[kind] = 1
            kept.append(line)
        return kept

    def _day(self, element: _Element) -> dt.date | None:
        given = element.get(b"iso-date")
        written = given or element.text or ""
        day = day_of(written)
        if day is not None and given and len(self.days) < _MOST_DAYS:
            self.days[given] = day
        if day is None and written.strip():
            self.note("iati-date-unreadable", element, written)
        return day

    def _amount(self, element: _Element) -> tuple[Decimal, str | None, dt.date | None] | None:
        written = element.text or ""
        if len(written) < 18 and written.replace(".", "", 1).isdecimal():
            amount: Decimal | None = Decimal(written)
        else:
            amount = self._doubtful(element, written)
        if amount is None:
            return None
        currency = element.get(b"currency") or self.currency
        if currency is None:
            self.note("iati-currency-missing", element, written.strip())
        elif currency not in self.currencies:
            currency = self._currency(element, currency)
        day = element.get(b"value-date")
        return amount, currency, self.days.get(day) or day_of(day) if day else None

    def _doubtful(self, element: _Element, written: str) -> Decimal | None:
        """An amount that is not written as most are; None, with a finding, where it is none."""
        text = written.strip()
        if not text:
            self.note("iati-amount-missing", element)
            return None
        try:
            amount = Decimal(text)
        except InvalidOperation:
            number = grouped_number(self._without_currency(element, text))
            if number is None:
                self.note("iati-amount-unreadable", element, written)
                return None
            amount = number
            self.note("iati-amount-grouped", element, written, amount=number_text(amount))
        if not amount.is_finite() or "_" in text or abs(amount) >= _MOST:
            self.note("iati-amount-unreadable", element, written)
            return None
        return Decimal(f"{amount:f}")

    def _without_currency(self, element: _Element, text: str) -> str:
        """An amount without the code of its currency, where its attribute or the activity names the same one."""
        parts = _WITH_CURRENCY.fullmatch(text) if len(text) < _LONGEST_AMOUNT else None
        written = {parts["before"], parts["after"]} - {None} if parts else set()
        known = element.get(b"currency") or self.currency
        return parts["number"] if parts and written == {known} else text

    def _currency(self, element: _Element, written: str) -> str | None:
        """The code of a currency that is met for the first time; what is no code is told each time."""
        if _CURRENCY.fullmatch(written):
            self.currencies.add(written)
            return written
        fixed = written.strip().upper()
        fixed = _SIGNS_OF.get(fixed, fixed)
        if _CURRENCY.fullmatch(fixed):
            return fixed
        self.note("iati-currency-unknown", element, written)
        return None

    def _origin(self, element: _Element) -> Origin:
        line = element.sourceline
        return made_origin((self.file, "", line + self.line if isinstance(line, int) else None))

    def parts_of(self, which: str) -> list[tuple[_Element, Fraction | None]]:
        """What the transactions say of sectors, countries or regions, with the part of the money of each.

        The part is that of the commitments, else of what was paid out, where all of it is in one currency.

        Args:
            which: "sectors", "countries" or "regions".

        Returns:
            The elements with their parts; None where a part is not known.
        """
        flows = [flow for flow in self.flows if which in flow.placed]
        for kind in ("commitment", "disbursed"):
            chosen = [flow for flow in flows if flow.kind == kind]
            if chosen:
                break
        else:
            chosen = flows
        if not chosen:
            return []
        total = sum((flow.amount for flow in chosen), Decimal(0))
        known = (
            chosen[0].kind != ""
            and len({flow.currency for flow in chosen}) == 1
            and all(flow.amount >= 0 for flow in chosen)
            and total > 0
        )
        result: list[tuple[_Element, Fraction | None]] = []
        for flow in chosen:
            part = Fraction(flow.amount) / Fraction(total) if known else None
            result += [(element, part) for element in flow.placed[which]]
        # What only the other kinds of transactions name counts too, with a part that is not known.
        result += [(e, None) for flow in flows if flow.kind != chosen[0].kind for e in flow.placed[which]]
        return result

    def places(self) -> tuple[list[_Element], list[tuple[_Element, Fraction]]]:
        """The countries and regions that transactions name, and the part of the money of each.

        The parts are those of all commitments, else of all that was paid out; they are given where all of it is in
        one currency and every transaction says where its money goes: to one place, or to several with percentages.
        What transactions without a place carry belongs to none, so that the parts may make less than 1.

        Returns:
            The elements in the order of the transactions, and those with a part.
        """
        flows = [flow for flow in self.flows if "countries" in flow.placed or "regions" in flow.placed]
        elements = [
            element
            for which in ("countries", "regions")
            for flow in flows
            for element in flow.placed.get(which, ())
        ]
        for kind in ("commitment", "disbursed"):
            chosen = [flow for flow in flows if flow.kind == kind]
            if chosen:
                return elements, self._parts_of_places(chosen, [m for m in self.moved if m.kind == kind])
        return elements, []

    def _parts_of_places(self, flows: list[Flow], moved: list[Money]) -> list[tuple[_Element, Fraction]]:
        total = sum((one.amount for one in moved), Decimal(0))
        sound = len({one.currency for one in moved}) == 1 and all(one.amount >= 0 for one in moved)
        if not sound or total <= 0:
            return []
        parts: list[tuple[_Element, Fraction]] = []
        for flow in flows:
            whole = Fraction(flow.amount) / Fraction(total)
            shares = _shares_of_places(flow)
            if shares is None:
                return []
            parts += [(element, whole * share) for element, share in shares]
        return parts


def _shares_of_places(flow: Flow) -> list[tuple[_Element, Fraction]] | None:
    """The places of a transaction with the share of each; None where they are not said or do not make a whole."""
    countries, regions = flow.placed.get("countries", []), flow.placed.get("regions", [])
    # The same place may be given once more in another vocabulary of regions.
    first = regions[0].get("vocabulary", "1") if regions else ""
    places = [*countries, *(one for one in regions if one.get("vocabulary", "1") == first)]
    if len(places) == 1:
        return [(places[0], Fraction(1))]
    shares = []
    for place in places:
        written = (place.get("percentage") or "").strip()
        if not re.fullmatch(r"\d{1,3}(?:\.\d+)?", written):
            return None
        shares.append((place, Fraction(written) / 100))
    return shares if sum(share for _, share in shares) == 1 else None


def _name(element: _Element) -> str:
    text = element.text
    for child in children(element):
        if child.tag == "narrative":
            text = child.text
            break
    return cleaned(text or "") or element.get(b"ref", "")


def _covers(revised: Line, line: Line) -> bool:
    """Whether a revised budget is for the period of an original one, or for more than it."""
    if revised.start is None or line.start is None:
        return False
    if revised.end is None or line.end is None:
        return revised.start == line.start
    return revised.start <= line.start and line.end <= revised.end


def _last_revisions(
    revised: list[Line],
) -> dict[tuple[dt.date | None, dt.date | None], dt.date]:
    """The last value date of the revisions of each period; none where one of them has no date."""
    dates: dict[tuple[dt.date | None, dt.date | None], list[dt.date | None]] = {}
    for line in revised:
        dates.setdefault((line.start, line.end), []).append(line.money.date)
    return {
        period: max(day for day in days if day is not None)
        for period, days in dates.items()
        if None not in days
    }


def _overlaps(revised: Line, line: Line) -> bool:
    if revised.start is None or revised.end is None or line.start is None or line.end is None:
        return False
    return revised.start <= line.end and line.start <= revised.end
