"""What the cells of a column look like: money, dates, places, organisations, codes or running text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.codes import looks_like_codes
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import kind_of, read_organisations
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.column_headings import table_of_fields
from sdgkit.contact_numbers import MASK, without_contacts
from sdgkit.contacts import is_contact
from sdgkit.person_names import names_masked

SAMPLE = 60
"""Cells of a column that are looked at to tell what it holds."""
LONGEST_LOOK = 400
"""Characters of a cell that are looked at to tell what a column holds."""


def _is_money(value: object) -> bool:
    if isinstance(value, str) and not re.search(r"\d", value):
        return False
    if looks_like_date(value):
        return False
    reading = read_amount(value)
    if reading.problem != "range":
        return bool(reading.amounts)
    # "3.1-3.4" may be anything; "1-2 млн" and "500 000 – 700 000" are money.
    unit = unit_in(str(value))
    return bool(unit.currency or unit.factor or re.search(r"\d[\s\d]{3,}", str(value)))


LONGEST_DATED = 40
"""Characters of a cell that tells of a date and a little more ("№ 12 от 15.03.2022")."""


def looks_like_date(value: object) -> bool:
    """Whether a cell is a date and nothing else; a bare number is one only as a year of our time.

    Example:
        >>> [looks_like_date(v) for v in ("I кв. 2024", 2025, 45292.0, "85000")]
        [True, True, False, False]
    """
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return 1990 <= value <= 2060
    if isinstance(value, str) and re.fullmatch(r"\s*\d{5,}\s*", value):
        return False
    found = read_date(value)
    if found.problem == "date-in-text":
        return len(str(value)) <= LONGEST_DATED
    return found.start is not None or found.problem in ("date-ongoing", "date-impossible", "date-duration")


def _is_place(value: object) -> bool:
    from sdgkit.activities.cells.regions import names_places

    return isinstance(value, str) and names_places(value)


def _is_organisation(value: object) -> bool:
    if not isinstance(value, str) or len(value) > 300:
        return False
    return any(kind_of(str(p.name)) for p in read_organisations(value, "partner").partners)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(re.findall(r"[^\W\d_]", value)) >= 3


def _is_number(value: object) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return True
    return (
        isinstance(value, str)
        and bool(re.fullmatch(r"\s*[\w./-]{1,25}\s*", value))
        and any(c.isdecimal() for c in value)
    )


_TESTS: Mapping[str, Callable[[object], bool]] = {
    "money": _is_money,
    "date": lambda v: (
        looks_like_date(v) or (isinstance(v, int | float) and not isinstance(v, bool) and 30_000 < v < 60_000)
    ),
    "codes": looks_like_codes,
    "organisations": _is_organisation,
    "places": _is_place,
    "text": _is_text,
    "number": _is_number,
}


def content_kind(field: str) -> str:
    """What the cells of a field must look like.

    Example:
        >>> content_kind("budget"), content_kind("donor")
        ('money', 'organisations')
    """
    kind: str = table_of_fields()[field]["content"]
    return kind


def looks_like(kind: str, value: object) -> bool:
    """Whether a cell looks like what its kind says.

    Example:
        >>> looks_like("money", "5 млн евро"), looks_like("date", "как начнётся")
        (True, False)
    """
    return _TESTS[kind](value)


class Content(NamedTuple):
    """What the cells of a column look like: shares (0 to 1) of those that are filled.

    Attributes:
        filled: number of cells looked at that hold something.
        shares: kind of content -> share of the cells that are of it.
        length: mean number of characters.
        contacts: share of cells with a telephone number, an e-mail address or a name with initials.
        values: the cells themselves.
    """

    filled: int
    shares: Mapping[str, float]
    length: float
    contacts: float
    values: tuple[object, ...]


def content_of(values: Sequence[object]) -> Content:
    """What the cells of a column look like.

    Example:
        >>> content_of(["3.3", "5; 16", "4,4; 8,6"]).shares["codes"]
        1.0
    """
    filled = [value for value in values if not is_gap(value)][:SAMPLE]
    filled = [value[:LONGEST_LOOK] if isinstance(value, str) else value for value in filled]
    if not filled:
        return Content(0, dict.fromkeys(_TESTS, 0.0), 0.0, 0.0, ())
    shares = {name: sum(test(value) for value in filled) / len(filled) for name, test in _TESTS.items()}
    texts = [str(value) for value in filled]
    contacts = sum(_is_contact(text) for text in texts) / len(texts)
    return Content(len(filled), shares, sum(map(len, texts)) / len(texts), contacts, tuple(filled))


def _is_contact(text: str) -> bool:
    """Whether a cell tells whom to ask, and no organisation besides."""
    return is_contact(text) and (MASK in without_contacts(text) or not kind_of(names_masked(text)))
