"""Cells that say that nothing is known: empty ones, dashes, "н/д", "n/a", "жоқ" (`currencies.toml`)."""

from __future__ import annotations

from functools import cache, lru_cache

from sdgkit.activities.cells.units import money_words
from sdgkit.languages import fold


@cache
def no_data_words() -> frozenset[str]:
    """Folded cell texts that say that nothing is known ("н/д", "n/a", "–", "жоқ", ...)."""
    words: list[str] = money_words()["gaps"]["words"]  # type: ignore[assignment]
    return frozenset(words)


LONGEST_GAP = 60
"""Characters of a text that may say that nothing is known; longer ones say something."""


def is_gap(value: object) -> bool:
    """Whether the cell is empty or says that nothing is known.

    Example:
        >>> [is_gap(value) for value in ("", "–", "Н/Д", None, 0)]
        [True, True, True, True, False]
    """
    if value is None or value == "":
        return True
    if not isinstance(value, str):
        return False
    if len(value) > LONGEST_GAP and not value.isspace():
        return False
    return _is_gap_text(value)


@lru_cache(maxsize=20_000)
def _is_gap_text(value: str) -> bool:
    text = fold(value).strip(" .")
    return not text or text in no_data_words() or not text.strip("-.…*x/_")
