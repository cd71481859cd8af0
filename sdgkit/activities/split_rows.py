"""Rows that a table of a document left behind when it was pasted into a sheet: one activity over several rows."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import Any

from sdgkit.activities.cells.gaps import is_gap

_LISTED = re.compile(r"\s*(?:[^\W\d_]|\d{1,2})[.)]|\s*[-–—•]")
"""A point of a list ("а) участок Тасоткель"), which begins something of its own."""
_DASH = ("-", "–", "—")


def is_rest_of_row(
    above: Sequence[Any],
    row: Sequence[Any],
    *,
    title: int,
    number: int,
    money: Container[int],
    dates: Container[int],
) -> bool:
    """Whether a row goes on with the words of the numbered row above, cell by cell.

    Its title begins with a small letter and it has no number; what stands under an amount has no digits of its own, and
    under a date only what a dash above it waits for.

    Args:
        above: the cells of the row above.
        row: the cells of the row.
        title: index of the column of titles.
        number: index of the column of numbers.
        money: indexes of the columns of money.
        dates: indexes of the columns of dates.

    Example:
        >>> above = ["1.", "Улучшение качества", "1,5 млн", "01.2024 –"]
        >>> places = {"title": 1, "number": 0, "money": [2], "dates": [3]}
        >>> is_rest_of_row(above, ["", "воздуха в городах", "долл. США", "12.2026"], **places)
        True
        >>> is_rest_of_row(above, ["", "участок Тасоткель", "2,5", ""], **places)
        False
    """
    if len(row) <= max(title, number) or len(above) <= max(title, number):
        return False
    words = row[title]
    if not isinstance(words, str) or not words.lstrip()[:1].islower() or _LISTED.match(words):
        return False
    if not is_gap(row[number]) or is_gap(above[number]) or not isinstance(above[title], str):
        return False
    for place, value in enumerate(row):
        if is_gap(value):
            continue
        over = above[place] if place < len(above) else ""
        if not isinstance(value, str) or not (isinstance(over, str) or is_gap(over)):
            return False
        if place in money and re.search(r"\d", value):
            return False
        if place in dates and not str(over).rstrip().endswith(_DASH):
            return False
    # A title alone is read as one that goes on; here more of the row must.
    return sum(not is_gap(value) for value in row) > 1


def put_together(above: Sequence[Any], row: Sequence[Any]) -> list[Any]:
    """The cells of two rows, each pair in one.

    Example:
        >>> put_together(["1.", "Качество", ""], ["", "воздуха", "ЕС"])
        ['1.', 'Качество воздуха', 'ЕС']
    """
    width = max(len(above), len(row))
    pairs = zip([*above, *[""] * (width - len(above))], [*row, *[""] * (width - len(row))], strict=True)
    return [
        first if is_gap(second) else second if is_gap(first) else f"{first} {second}"
        for first, second in pairs
    ]
