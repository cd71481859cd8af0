"""Headings: the words under which tables of any office keep indicator, year, value, unit and place.

They stand in `headings.csv`, in English, Russian, Kazakh, Kyrgyz, Tajik, Uzbek, French, Spanish, German and Polish;
of two words for the same the one that stands first is looked for first.
"""

from __future__ import annotations

from sdgkit.languages import fold
from sdgkit.tables import rows_of


def _words(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows_of("indicators", "headings.csv"):
        if row["table"] == table:
            found.setdefault(row["part"], []).append(fold(row["word"]))
    return {part: tuple(words) for part, words in found.items()}


_LONG = _words("long")
TITLES = frozenset(_LONG.pop("title"))
"""Headings of long tables over the names of the indicators."""
BESIDE = TITLES | frozenset(_LONG.pop("beside"))
"""Headings of long tables that are neither measure nor dimension."""
HEADINGS = _LONG
"""What a column of a long table holds -> its headings, folded."""
NAMED = _words("wide") | {"unit": HEADINGS["unit"]}
"""What a column of labels before the years holds -> its headings, folded."""
