"""Indicators that a table names in words alone: the codes that a person gave them, and those that they may have.

Nothing is read by a guess. A name that resembles a short title of the Agenda is told with the code that it may have;
who writes both under `[indicators.names]` of the settings file has the table read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sdgkit.agenda.resemblance import nearest_indicator
from sdgkit.findings import Finding
from sdgkit.indicators.codes import indicator_code
from sdgkit.indicators.labels import NUMBER_BEFORE
from sdgkit.languages import clean, fold

LOOKED_AT = 300
"""First rows of a table whose names are looked at."""
MOST = 20
"""Names of a table that are told."""
SHORTEST, LONGEST = 10, 300
"""Letters that a name of an indicator has."""


def with_codes(rows: Iterable[list[str]], names: Mapping[str, str]) -> Iterator[list[str]]:
    """The rows, with the code before each name that a person gave one.

    Args:
        rows: rows of a table.
        names: name, folded -> code.

    Example:
        >>> list(with_codes([["Maternal  mortality", "2022"]], {"maternal mortality": "3.1.1"}))
        [['3.1.1 Maternal  mortality', '2022']]
    """
    for row in rows:
        yield [f"{code} {cell}" if (code := names.get(key_of(cell))) else cell for cell in row]


def key_of(name: str) -> str:
    """A name as it is compared: without a number before it, case and spaces.

    Example:
        >>> key_of("1. Maternal\\n mortality:"), key_of("12")
        ('maternal mortality', '12')
    """
    folded = fold(clean(name)).strip(" :.")
    return NUMBER_BEFORE.sub("", folded).strip() or folded


def names_told(rows: Iterable[list[str]], *, file: str, sheet: str = "") -> list[Finding]:
    """A finding for each name without a code that resembles the title of an indicator.

    Args:
        rows: rows of a table that names indicators in words, or none.
        file: name of the file.
        sheet: name of the sheet.

    Example:
        >>> [told] = names_told([["Maternal mortality ratio", "11.6"]], file="a.csv")
        >>> told.value, told.details["code"]
        ('Maternal mortality ratio', '3.1.1')
    """
    found: dict[str, Finding] = {}
    for number, row in enumerate(islice(rows, LOOKED_AT), 1):
        for cell in row:
            if not SHORTEST <= len(cell) <= LONGEST or " " not in cell.strip() or indicator_code(cell):
                continue
            key = key_of(cell)
            if key in found or not (code := nearest_indicator(key)):
                continue
            found[key] = Finding(
                code="indicators.name-without-code",
                file=file,
                sheet=sheet,
                row=number,
                value=clean(cell),
                details={"code": code},
            )
            if len(found) == MOST:
                return list(found.values())
    return list(found.values())
