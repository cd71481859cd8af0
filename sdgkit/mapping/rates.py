"""Exchange rates from a table that the user gives; sdgkit knows none and guesses none.

The table is a file such as Excel writes, with the columns date, currency, rate, base and, if the user likes, source and
units: one unit of `currency` (or as many as `units` says) is `rate` units of `base` from that date on.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.sources.workbook import read_grids
from sdgkit.errors import InputError
from sdgkit.files import existing_file, sha256
from sdgkit.languages import fold

CENT = Decimal("0.01")


class Rate(BaseModel):
    """One unit of `currency` is `rate` units of `base` from `date` on."""

    model_config = ConfigDict(frozen=True)

    date: dt.date
    currency: str
    rate: Decimal
    base: str
    source: str = ""


class Rates(BaseModel):
    """A table of rates.

    Example:
        >>> table = Rates(rates=(Rate(date=dt.date(2024, 1, 1), currency="USD", rate=Decimal(450), base="KZT"),))
        >>> table.convert(Decimal(900), "KZT", "USD", dt.date(2024, 5, 1))
        Decimal('2.00')
        >>> table.convert(Decimal(1), "EUR", "USD", None) is None
        True
    """

    model_config = ConfigDict(frozen=True)

    rates: tuple[Rate, ...]
    file: str = ""
    sha256: str = ""

    def rate(self, currency: str, into: str, day: dt.date | None) -> tuple[Decimal, Rate] | None:
        """The factor from one currency into another, and the row it comes from.

        Of the rows up to `day` the latest; the earliest row where all are later or the day is unknown.
        A row the other way round is turned. There is no way over a third currency: that would be a guess.
        """
        rows = [r for r in self.rates if {r.currency, r.base} == {currency, into}]
        if not rows:
            return None
        rows.sort(key=lambda r: r.date)
        earlier = [r for r in rows if day is not None and r.date <= day]
        row = earlier[-1] if earlier else rows[0]
        return (row.rate if row.currency == currency else 1 / row.rate), row

    def convert(self, amount: Decimal, currency: str, into: str, day: dt.date | None) -> Decimal | None:
        """The amount in another currency to the cent, or None where the table has no rate."""
        if currency == into:
            return amount
        found = self.rate(currency, into, day)
        return None if found is None else (amount * found[0]).quantize(CENT)


HEADINGS = {
    "date": ("date", "дата", "күні", "күн"),
    "currency": ("currency", "валюта", "код валюты", "валюта коды"),
    "rate": ("rate", "курс", "бағам", "бағамы"),
    "base": ("base", "базовая валюта", "база", "в валюте", "базалық валюта", "негізгі валюта"),
    "units": ("units", "nominal", "единиц", "количество", "номинал", "кратность", "саны", "бірлік"),
    "source": ("source", "источник", "дереккөз", "дереккөзі"),
}
"""How the columns of a table of rates may be headed."""

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г\.?|\s*ж\.?)?")
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:\.\d+)?|\d+,(?:\d{1,2}|\d{4,})")


def read_rates(path: Path) -> Rates:
    """Read a table of rates from any file that a register may be in: .csv, .xlsx, .xls, .ods and the like.

    A comma may stand before decimals, unless three figures follow it: then it could stand between thousands too.

    Raises:
        InputError: it cannot be read, a column is missing, or a value is no date, number or currency code.
    """
    existing_file(path)
    grid = next((one for one in read_grids(path) if any(map(any, one.rows))), None)
    rows = grid.rows if grid is not None else []
    first = next((number for number, row in enumerate(rows) if any(row)), 0)
    header = [fold(str(cell or "")) for cell in rows[first]] if rows else []
    places = {
        name: next((place for place, heading in enumerate(header) if heading in headings), None)
        for name, headings in HEADINGS.items()
    }
    for name in ("date", "currency", "rate", "base"):
        if places[name] is None:
            raise InputError("mapping.rates-column", file=path.name, column=name)
    found = []
    for number, cells in enumerate(rows[first + 1 :], start=first + 1):
        row = {
            name: cells[place]
            for name, place in places.items()
            if place is not None and place < len(cells) and cells[place] not in (None, "")
        }
        if not row:
            continue
        day, rate, units = _day(row.get("date")), _number(row.get("rate")), _number(row.get("units", 1))
        currency, base = (str(row.get(name, "")).strip().upper() for name in ("currency", "base"))
        if day is None or not rate or not units or not (_CODE.fullmatch(currency) and _CODE.fullmatch(base)):
            shown = grid.number(number) if grid is not None else number + 1
            raise InputError("mapping.rates-row", file=path.name, row=shown)
        found.append(
            Rate(
                date=day,
                currency=currency,
                rate=rate / units,
                base=base,
                source=str(row.get("source", "")).strip(),
            )
        )
    return Rates(rates=tuple(found), file=path.name, sha256=sha256(path))


_CODE = re.compile("[A-Z]{3}")


def _day(value: object) -> dt.date | None:
    """A date that can be read in one way only."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value or "").strip()
    try:
        if dotted := _DOTTED.fullmatch(text):
            return dt.date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _number(value: object) -> Decimal | None:
    """A positive number, None for anything else."""
    text = str(value if value is not None else "").strip()
    if not isinstance(value, int | float | Decimal):
        if not _NUMBER.fullmatch(text):
            return None
        text = re.sub(r"[ \u00a0\u202f]", "", text).replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None
