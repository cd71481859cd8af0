"""Exchange rates from a table that the user gives; sdgkit knows none and guesses none.

The table is a CSV or Excel file with the columns date, currency, rate, base and, if the user likes, source:
one unit of `currency` is `rate` units of `base` from that date on.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from sdgkit.errors import InputError
from sdgkit.files import checked_archive, existing_file

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


def read_rates(path: Path) -> Rates:
    """Read a table of rates from .csv or .xlsx.

    Raises:
        InputError: it cannot be read, a column is missing, or a value is no date, number or currency code.
    """
    existing_file(path)
    if path.suffix.lower() == ".xlsx":
        from openpyxl import load_workbook

        checked_archive(path)
        book = load_workbook(path, read_only=True, data_only=True)
        rows: Iterable[Iterable[object]] = [
            list(row) for row in book.worksheets[0].iter_rows(values_only=True)
        ]
        book.close()
    else:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
    table = list(rows)
    header = [str(cell or "").strip().lower() for cell in table[0]] if table else []
    for name in ("date", "currency", "rate", "base"):
        if name not in header:
            raise InputError("mapping.rates-column", file=path.name, column=name)
    found = []
    for number, cells in enumerate(table[1:], start=2):
        row = dict(zip(header, cells, strict=False))
        if not any(cell not in (None, "") for cell in row.values()):
            continue
        try:
            rate = Decimal(str(row["rate"]).strip())
            when = row["date"]
            day = when if isinstance(when, dt.date) else dt.date.fromisoformat(str(when).strip())
            day = day.date() if isinstance(day, dt.datetime) else day
            if not rate > 0:
                raise ValueError(rate)
        except (InvalidOperation, ValueError):
            raise InputError("mapping.rates-row", file=path.name, row=number) from None
        found.append(
            Rate(
                date=day,
                currency=str(row["currency"]).strip().upper(),
                rate=rate,
                base=str(row["base"]).strip().upper(),
                source=str(row.get("source") or "").strip(),
            )
        )
    return Rates(rates=tuple(found), file=path.name)
