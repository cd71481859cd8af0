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
from sdgkit.activities.trusted import made

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    Note = Callable[..., None]
    """`note(code, element, value="", **details)` writes a finding."""

_FIELDS = set(Money.model_fields)
_ORIGIN = set(Origin.model_fields)

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*|Z|[+-]\d\d:?\d\d)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:[,\s\u00a0\u202f']\d{3})+(?:\.\d+)?")
_CURRENCY = re.compile(r"[A-Z]{3}")


@lru_cache(maxsize=50_000)
def day_of(text: str) -> dt.date | None:
    """A date of XML, with or without an hour; None where it is none.

    Example:
        >>> day_of("2024-03-01T00:00:00"), day_of("2024-06-31")
        (datetime.date(2024, 3, 1), None)
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
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
    sectors: tuple[_Element, ...]
    countries: tuple[_Element, ...]
    regions: tuple[_Element, ...]


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
        self.currency: str | None = None
        self.lines: list[Line] = []
        self.flows: list[Flow] = []
        self.moved: list[Money] = []

    def begin(self, currency: str | None) -> None:
        """Begin an activity, with its default currency."""
        self.currency = currency or None
        self.lines, self.flows, self.moved = [], [], []

    def budget(self, element: _Element) -> None:
        """Read a budget."""
        start = end = None
        amount = None
        for child in element:
            tag = child.tag
            if tag == "value":
                amount = self._amount(child)
            elif tag == "period-start":
                start = self._day(child, "iso-date")
            elif tag == "period-end":
                end = self._day(child, "iso-date")
        if amount is None:
            self.note("iati-amount-missing", element)
            return
        if start is None:
            self.note("iati-budget-period", element, f"{amount[0]:f}")
        elif end is not None and (end < start or (end - start).days > 366):
            self.note("iati-budget-period", element, f"{start} – {end}")
        money = self._money(element, amount, "budget", start.year if start else None, "")
        self.lines.append(Line(start, end, element.get("type") in ("2", "Revised"), money, element))

    def transaction(self, element: _Element) -> None:
        """Read a transaction."""
        code = ""
        day = amount = None
        partner = ""
        sectors: list[_Element] = []
        countries: list[_Element] = []
        regions: list[_Element] = []
        for child in element:
            tag = child.tag
            if tag == "transaction-type":
                code = child.get("code", "")
            elif tag == "transaction-date":
                day = self._day(child, "iso-date")
            elif tag == "value":
                amount = self._amount(child)
            elif tag == "provider-org":
                partner = _name(child)
            elif tag == "sector":
                sectors.append(child)
            elif tag == "recipient-country":
                countries.append(child)
            elif tag == "recipient-region":
                regions.append(child)
        kind = self.kinds.get(code)
        if kind is None:
            self.note("iati-code-unknown", element, code, where="transaction-type")
            self.uncounted["?"] += 1
            kind = ""
        if amount is None:
            self.note("iati-amount-missing", element)
            return
        if kind == "":
            self.uncounted[code or "?"] += 1
        else:
            if day is None:
                self.note("iati-date-missing", element, where="transaction-date")
            when = day or amount[2]
            self.moved.append(
                self._money(
                    element,
                    (amount[0], amount[1], amount[2] or day),
                    kind,
                    when.year if when else None,
                    partner,
                )
            )
        if sectors or countries or regions:
            self.flows.append(
                Flow(kind, amount[1], amount[0], tuple(sectors), tuple(countries), tuple(regions))
            )

    def all(self) -> tuple[Money, ...]:
        """The amounts of the activity: budgets that stand, then transactions, in their order."""
        lines = self.lines
        if len(lines) > 1:
            lines = self._standing(lines)
        return (*(line.money for line in lines), *self.moved) if lines else tuple(self.moved)

    def _standing(self, lines: list[Line]) -> list[Line]:
        revised = [line for line in lines if line.revised and line.start]
        kept: list[Line] = []
        seen: dict[tuple[object, ...], int] = {}
        for line in lines:
            if not line.revised and any(_covers(other, line) for other in revised):
                continue
            if line.start is not None:
                period = (line.start, line.end, line.revised)
                same = (*period, line.money.amount, line.money.currency)
                if same in seen:
                    self.note("iati-budget-repeated", line.element, f"{line.money.amount:f}")
                    continue
                if period in seen:
                    self.note("iati-budget-several", line.element, f"{line.start} – {line.end}")
                elif not line.revised and any(_overlaps(other, line) for other in revised):
                    self.note("iati-budget-overlap", line.element, f"{line.start} – {line.end}")
                seen[same] = seen[period] = 1
            kept.append(line)
        return kept

    def _day(self, element: _Element, attribute: str) -> dt.date | None:
        written = element.get(attribute) or element.text or ""
        day = day_of(written)
        if day is None and written.strip():
            self.note("iati-date-unreadable", element, written)
        return day

    def _amount(self, element: _Element) -> tuple[Decimal, str | None, dt.date | None] | None:
        written = element.text or ""
        text = written.strip()
        try:
            amount = Decimal(text)
        except InvalidOperation:
            if not _GROUPED.fullmatch(text):
                self.note("iati-amount-unreadable", element, written)
                return None
            amount = Decimal(re.sub(r"[^\d.-]", "", text))
            self.note("iati-amount-grouped", element, written, amount=f"{amount:f}")
        if not amount.is_finite() or "_" in text or abs(amount) >= Decimal("1e18"):
            self.note("iati-amount-unreadable", element, written)
            return None
        currency = element.get("currency") or self.currency
        if currency is None:
            self.note("iati-currency-missing", element, text)
        elif not _CURRENCY.fullmatch(currency):
            fixed = currency.strip().upper()
            if not _CURRENCY.fullmatch(fixed):
                self.note("iati-currency-unknown", element, currency)
            currency = fixed if _CURRENCY.fullmatch(fixed) else None
        day = element.get("value-date")
        return amount, currency, day_of(day) if day else None

    def _money(
        self,
        element: _Element,
        amount: tuple[Decimal, str | None, dt.date | None],
        kind: str,
        year: int | None,
        partner: str,
    ) -> Money:
        origin = made(Origin, _ORIGIN, {"file": self.file, "sheet": "", "row": element.sourceline})
        return made(
            Money,
            _FIELDS,
            {
                "amount": amount[0], "currency": amount[1], "kind": kind, "year": year, "date": amount[2],
                "partner": partner, "origin": origin,
            },
        )  # fmt: skip

    def parts_of(self, which: str) -> list[tuple[_Element, Fraction | None]]:
        """What the transactions say of sectors, countries or regions, with the part of the money of each.

        The part is that of the commitments, else of what was paid out, where all of it is in one currency.

        Args:
            which: "sectors", "countries" or "regions".

        Returns:
            The elements with their parts; None where a part is not known.
        """
        flows = [flow for flow in self.flows if getattr(flow, which)]
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
            result += [(element, part) for element in getattr(flow, which)]
        # What only the other kinds of transactions name counts too, with a part that is not known.
        result += [(e, None) for flow in flows if flow.kind != chosen[0].kind for e in getattr(flow, which)]
        return result


def _name(element: _Element) -> str:
    narrative = element.find("narrative")
    text = narrative.text if narrative is not None else element.text
    return " ".join((text or "").split()) or element.get("ref", "")


def _covers(revised: Line, line: Line) -> bool:
    """Whether a revised budget is for the period of an original one, or for more than it."""
    if revised.start is None or line.start is None:
        return False
    if revised.end is None or line.end is None:
        return revised.start == line.start
    return revised.start <= line.start and line.end <= revised.end


def _overlaps(revised: Line, line: Line) -> bool:
    if revised.start is None or revised.end is None or line.start is None or line.end is None:
        return False
    return revised.start <= line.end and line.start <= revised.end
