"""Rows that head a group of activities and give its sum: a donor over its projects, a partner over its contracts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import kind_of, known_organisation
from sdgkit.languages import fold

MOST_IN_GROUP = 500
"""Rows that are added up to see whether they make the sum above them."""
LONGEST_GROUP = 120
"""Characters of the name of a group."""
_LETTER = re.compile(r"[^\W\d_]")


def is_donor_over_projects(
    row: Sequence[Any],
    filled: Sequence[int],
    *,
    title: int,
    number: int,
    money: frozenset[int],
    below: object,
) -> bool:
    """Whether a numbered row is a donor with the sum of the projects numbered below it: "1. Швейцария" over "1.1".

    Args:
        row: its cells.
        filled: indexes of the cells that hold something.
        title: index of the column of titles.
        number: index of the column of numbers.
        money: indexes of the columns that hold amounts.
        below: number of the row below.

    Example:
        >>> row = ["1", "Switzerland", 5.5]
        >>> is_donor_over_projects(row, [0, 1, 2], title=1, number=0, money=frozenset([2]), below="1.1")
        True
        >>> is_donor_over_projects(row, [0, 1, 2], title=1, number=0, money=frozenset([2]), below="2")
        False
    """
    if not _stands_over(row, filled, title, number, below) or not set(filled) <= {title, number, *money}:
        return False
    known = known_organisation(row[title].strip()) if len(row[title]) <= LONGEST_GROUP else None
    return known is not None and known.kind in ("funder", "agency")


def is_result_over_activities(
    row: Sequence[Any],
    filled: Sequence[int],
    *,
    title: int,
    number: int,
    money: frozenset[int],
    below: object,
) -> bool:
    """Whether a numbered row is an outcome or output over the activities numbered below it, without money of its own.

    Example:
        >>> row = ["1.1", "Output: Bulletins issued", 12.0, ""]
        >>> is_result_over_activities(row, [0, 1, 2], title=1, number=0, money=frozenset([3]), below="1.1.1")
        True
    """
    if not _stands_over(row, filled, title, number, below) or not money.isdisjoint(filled):
        return False
    return bool(_RESULT.match(fold(row[title])))


def is_donor_sum_of_below(
    rows: Sequence[Sequence[Any]],
    index: int,
    last: int,
    *,
    title: int,
    money: Sequence[int],
    amount: Callable[[int, Any], Decimal | None],
) -> bool:
    """Whether a row names a donor where the others name projects, and holds the sums of the projects below it.

    Programs of accounts list both in one column, the projects perhaps further to the right.

    Example:
        >>> rows = [["ПРООН", 35.0], ["  Питомник", 25.0], ["  Курсы", 10.0], ["Итого", 35.0]]
        >>> def read(column, value): return Decimal(str(value)) if value else None
        >>> is_donor_sum_of_below(rows, 0, 4, title=0, money=[1], amount=read)
        True
    """
    row = rows[index]
    name = row[title] if title < len(row) else ""
    if not isinstance(name, str) or len(name) > LONGEST_GROUP or not money or index + 1 >= last:
        return False
    if any(
        not is_gap(value) and isinstance(value, str) and _LETTER.search(value)
        for i, value in enumerate(row)
        if i != title
    ):
        return False
    known = known_organisation(name.strip())
    if (known.kind if known else kind_of(name.strip())) not in ("funder", "agency"):
        return False
    whole = [amount(column, row[column]) if column < len(row) else None for column in money]
    if not any(whole):
        return False
    totals = [Decimal(0)] * len(money)
    for below in rows[index + 1 : min(last, index + 1 + MOST_IN_GROUP)]:
        if len(below) <= title or is_gap(below[title]):
            return False
        for place, column in enumerate(money):
            totals[place] += (amount(column, below[column]) if column < len(below) else None) or 0
        if all(total == (own or 0) for total, own in zip(totals, whole, strict=True)):
            return True
        if any(total > (own or 0) for total, own in zip(totals, whole, strict=True)):
            return False
    return False


def _stands_over(row: Sequence[Any], filled: Sequence[int], title: int, number: int, below: object) -> bool:
    """Whether a row has words for its title and a number, under which the row below is numbered."""
    if not {title, number} <= set(filled) or not isinstance(row[title], str):
        return False
    own = _number(row[number])
    return bool(own) and _number(below).startswith(f"{own}.")


_RESULT = re.compile(
    r"\W*(?:outcome|output|result|component|objective|pillar|priority|goal|результат|компонент|направление|задача|приоритет|"
    r"цель|нәтиже|құрамдас|бағыт|міндет|басымдық|мақсат)(?!\w)"
)
"""First words of results and components, which are no activities where activities are numbered below them."""


def is_sum_of_below(
    rows: Sequence[Sequence[Any]],
    index: int,
    last: int,
    *,
    title: int,
    money: Sequence[int],
    amount: Callable[[int, Any], Decimal | None],
) -> int | None:
    """The column of the name of a group, where a row without a title holds the sums of the rows below it; else None.

    Args:
        rows: the rows of the sheet.
        index: index of the row.
        last: index after the last row of the table.
        title: index of the column of titles.
        money: indexes of the columns that hold amounts.
        amount: what a cell of a column comes to, by the index of the column.

    Example:
        >>> rows = [["ВОЗ", "", 25.0], ["Договор 1", "Надзор", 15.0], ["Договор 2", "Школы", 10.0], ["ЕС", "", 7.0]]
        >>> def read(column, value): return Decimal(str(value)) if value else None
        >>> [is_sum_of_below(rows, index, 4, title=1, money=[2], amount=read) for index in (0, 1, 3)]
        [0, None, None]
    """
    row = rows[index]
    named = [i for i, value in enumerate(row) if isinstance(value, str) and _LETTER.search(value)]
    if len(named) != 1 or named[0] in money or len(row) <= title or not is_gap(row[title]):
        return None
    if len(str(row[named[0]])) > LONGEST_GROUP:
        return None
    for column in money:
        whole = amount(column, row[column]) if column < len(row) else None
        if not whole:
            continue
        total, count = Decimal(0), 0
        for below in rows[index + 1 : min(last, index + 1 + MOST_IN_GROUP)]:
            if len(below) <= title or is_gap(below[title]):
                break
            part = amount(column, below[column]) if column < len(below) else None
            total, count = total + (part or 0), count + 1
        # One row that repeats the amount may be anything; beside a name in the same column it is the one of its group.
        own_names = count > 0 and not is_gap(rows[index + 1][named[0]])
        return named[0] if total == whole and (count > 1 or own_names) else None
    return None


def _number(value: object) -> str:
    if isinstance(value, float) and abs(value) < 1e9 and value == int(value):
        return str(int(value))
    return str(value if value is not None else "").strip().rstrip(".)")
