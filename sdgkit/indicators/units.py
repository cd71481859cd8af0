"""Units: whether a target in one unit can be held against a series in another.

`units.csv` gives the quantity and the scale of the unit codes of statistical offices and of the units
of the registry of directions. Units of one quantity are converted; others cannot be compared.
"""

from __future__ import annotations

from functools import cache

from sdgkit.languages import fold
from sdgkit.tables import rows_of


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {
        fold(row["unit"]): (row["quantity"], float(row["scale"]))
        for row in rows_of("indicators", "units.csv")
    }


def factor(unit: str, to: str) -> float | None:
    """By what a value in `unit` is multiplied to be in the unit `to`; None where they cannot be compared.

    Args:
        unit: a unit code or a unit of the registry.
        to: likewise.

    Example:
        >>> factor("per 1 000", "PER_100000_POP"), factor("%", "PT"), factor("%", "M_USD")
        (100.0, 1.0, None)
    """
    if fold(unit) == fold(to):
        return 1.0
    first, second = _units().get(fold(unit)), _units().get(fold(to))
    if first is None or second is None or first[0] != second[0]:
        return None
    # Scales are powers of ten; dividing them directly leaves the noise of binary fractions.
    return float(f"{first[1] / second[1]:.9g}")
