"""Values of a long table: numbers, the signs in their place, and the statuses that stand beside them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from sdgkit.indicators.carried import MISSING_STATUS, status_code
from sdgkit.indicators.odd_cells import OddCells
from sdgkit.indicators.values import DOUBTFUL, NUMBER, read_value

_ALL_NUMBERS = re.compile(rf"(?:{NUMBER.pattern}\n)*+")


def values_of(cells: Sequence[str], at: Sequence[int], odd: OddCells) -> tuple[list[float], list[str] | str]:
    """Numbers and signs; "" for no sign at all."""
    joined = "\n".join(cells) + "\n"
    if _ALL_NUMBERS.fullmatch(joined) and joined.count("\n") == len(cells):
        numbers = list(map(float, cells))
        if math.inf not in numbers and -math.inf not in numbers:
            return numbers, ""
    plain, values, signs = NUMBER.fullmatch, [], [""] * len(cells)
    signed = False
    for n, cell in enumerate(cells):
        if plain(cell) and (number := float(cell)) != math.inf and number != -math.inf:
            values.append(number)
            continue
        found = read_value(cell)
        values.append(found.number)
        if found.sign:
            signs[n], signed = found.sign, True
        if found.oddity:
            odd.note(found.oddity, at[n], cell)
    if "value-decimal-comma" in odd:
        for n, cell in enumerate(cells):
            if DOUBTFUL.fullmatch(cell.strip()):
                odd.note("value-point-doubtful", at[n], cell.strip())
    return values, signs if signed else ""


def with_statuses(
    values: list[float], signs: list[str] | str, statuses: Sequence[str]
) -> tuple[list[float], list[str] | str]:
    """Values and signs with the observation statuses of SDMX ("B", "E: Estimated", Eurostat's "bp") among the signs.

    A status that says that a value is missing leaves none; one that is normal, or no code, changes nothing.
    """
    telling = {status: code for status in set(statuses) if (code := status_code(status))}
    if not telling:
        return values, signs
    values, signs = list(values), list(signs) if signs else [""] * len(values)
    for n, status in enumerate(statuses):
        code = telling.get(status, "")
        if code.upper() in MISSING_STATUS:
            values[n] = math.nan
        elif code and not signs[n] and not math.isnan(values[n]):
            signs[n] = code
    return values, signs


def are_measurements(cells: set[str]) -> bool:
    """Whether the cells of a column are numbers with decimals: bounds or weights, no groups."""
    values = [read_value(cell).number for cell in cells if cell]
    return (
        bool(values)
        and all(value == value for value in values)
        and any(not value.is_integer() for value in values)
    )
