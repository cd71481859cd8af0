"""Cells and columns in the draft's language: the typed value together with the text that is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sdgkit.activities.trusted import made
from sdgkit.languages import NBSP, write_number
from sdgkit.report.draft import Cell, Column, Figure, Kind, Origin, Reference, Row, Table, Value, write_value
from sdgkit.report.values import read_value
from sdgkit.report.wording import has_label, label, listed

_CELL_FIELDS = set(Cell.model_fields)
_PLAIN = (str, float, int, Decimal, type(None))
"""Types of most values, which need no look; a review has 50,000 cells."""
MILLION = Decimal(10) ** 6
BILLION = Decimal(10) ** 9


def column(
    key: str,
    language: str,
    kind: Kind = "text",
    width: float = 1.0,
    *,
    heading: str = "",
    digits: int | None = None,
    unit: str = "",
    summed: bool = False,
) -> Column:
    """A column headed by the label `column.KEY`, or by `heading`.

    Example:
        >>> column("latest-year", "kk", "year").heading
        'Соңғы жыл'
    """
    return Column(
        key=key,
        heading=heading or label(f"column.{key}", language),
        kind=kind,
        width=width,
        digits=digits,
        unit=unit,
        summed=summed,
    )


def cell(
    value: Value,
    language: str,
    kind: Kind = "text",
    digits: int | None = None,
    *,
    text: str | None = None,
    note: str = "",
    origins: Iterable[Origin] = (),
    link: str = "",
    goal: int | None = None,
    status: str = "",
) -> Cell:
    """A cell with its text as the language writes it, or with the text given.

    Example:
        >>> cell(0.5, "ru", "number", 2).text
        '0,50'
    """
    return made(
        Cell,
        _CELL_FIELDS,
        {
            "value": value if type(value) in _PLAIN else read_value(value),
            "text": write_value(value, kind, language, digits) if text is None else text,
            "note": note,
            "origins": tuple(origins),
            "link": link,
            "goal": goal,
            "status": status,
        },
    )


def without_empty(table: Table, *keys: str) -> Table:
    """The table without those of some columns that are empty in every row.

    Example:
        >>> columns = (Column(key="a", heading="A"), Column(key="b", heading="B"))
        >>> rows = (Row(cells=(Cell(text="x"), Cell())),)
        >>> [one.key for one in without_empty(Table(key="t", caption="", columns=columns, rows=rows), "a", "b").columns]
        ['a']
    """
    kept = [
        place
        for place, one in enumerate(table.columns)
        if one.key not in keys or any(row.cells[place].text for row in table.rows if row.kind == "body")
    ]
    if len(kept) == len(table.columns) or not table.rows:
        return table
    rows = tuple(
        row if row.kind == "group" else row.model_copy(update={"cells": tuple(row.cells[n] for n in kept)})
        for row in table.rows
    )
    return table.model_copy(update={"columns": tuple(table.columns[n] for n in kept), "rows": rows})


def group(text: str, goal: int | None = None) -> Row:
    """A heading across the table."""
    return Row(cells=(Cell(value=text, text=text, goal=goal),), kind="group", goal=goal)


def list_text(texts: Sequence[str], language: str, longest: int | None = None) -> str:
    """Texts as one list; what is above `longest` is counted: "A, B and 3 more"."""
    shown = list(texts[:longest]) if longest else list(texts)
    if longest and len(texts) > longest:
        more = label("and-more", language).format(number=len(texts) - longest)
        return f"{', '.join(shown)} {more}"
    return "".join(str(part) for part in listed(shown, language))


def amount_text(
    amount: Decimal, currency: str, language: str, *, rounded: bool = True, breaks: bool = False
) -> str:
    """An amount of money as a sentence writes it: with the name of the currency, millions from a million on.

    The millions are rounded to one decimal, or to two below ten, so that the figure stays readable; its value in
    the draft is exact. In a narrow cell the line may break before the currency (`breaks`).

    Example:
        >>> amount_text(Decimal("12500000"), "USD", "ru").replace(NBSP, " ")
        '12,5 млн долл. США'
        >>> amount_text(Decimal("950000"), "EUR", "en").replace(NBSP, " ")
        'EUR 950,000'
    """
    size = abs(amount)
    if rounded and size >= MILLION:
        scale, word = (BILLION, "billion") if size >= BILLION else (MILLION, "million")
        small = amount / scale
        digits = 2 if abs(small) < 10 else 1
        number = write_number(round(small, digits), language)
        text = f"{number}{NBSP}{label(word, language)}"
    else:
        text = write_number(amount, language, 0)
    if not currency:
        return f"{text} ({label('no-currency', language)})"
    name = f"currency.{currency}"
    pattern = label(name, language) if has_label(name) else "{amount} " + currency
    written = pattern.replace("\u0020", "\u0020" if breaks else NBSP)
    return written.format(amount=text)


def figure(
    value: Value,
    language: str,
    table: str,
    row: str = "",
    column: str = "",
    *,
    kind: Kind = "integer",
    digits: int | None = None,
    text: str | None = None,
    origins: Iterable[Origin] = (),
) -> Figure:
    """A figure of a sentence, with the cell it was taken from."""
    return Figure(
        text=write_value(value, kind, language, digits) if text is None else text,
        value=value,
        reference=Reference(table=table, row=row, column=column),
        origins=tuple(origins),
    )
