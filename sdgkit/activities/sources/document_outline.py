"""Headings of a document: which of them a table stands under, as activities stand under the sections of a sheet."""

from __future__ import annotations

import re
from typing import NamedTuple

from sdgkit.activities.cells.units import unit_in
from sdgkit.languages import clean, fold

LONGEST = 120
"""Characters of a heading."""
LONGEST_OF_YEAR = 80
"""Characters of a line that heads a table with a year: "2024 allocations (EUR million)"."""
BETWEEN = " / "
_NUMBERED = (
    (
        "word",
        re.compile(
            r"(?:раздел|глава|section|chapter|part|бөлім|тарау|направление|приоритет|priority|outcome|бағыт)(?!\w)"
            r"|\d{1,2}\s*-?\s*(?:бөлім|тарау|бағыт)(?!\w)"
        ),
    ),
    ("roman", re.compile(r"[ivxіх]{1,6}\s*[.)]\s*\S")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)[.)]?\s*\S")),
    ("1.1", re.compile(r"\d{1,2}\.\d{1,2}(?![\d.]\d)[.)]?\s*\S")),
    ("1", re.compile(r"\d{1,2}\s*[.)]\s*\S")),
)  # fmt: skip
_CAPTION = re.compile(
    r"\W*(?:(?:таблица|приложение|продолжение|окончание|table|annex|appendix|кесте|қосымша|жалғасы|source|источник|"
    r"примечани[ея]|ескертпе|note|утвержд|согласован|бекітілген)\b|\d{1,2}\s*-?\s*(?:кесте|қосымша)\b)"
)
"""What stands over a table and says nothing of what it is about."""
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d)")
_AS_OF = re.compile(r"\d\.\d|по состоянию|as of|as at|жағдай|протокол|приказ|письм|№")
_UNIT = re.compile(r"\s*[,;]?\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$|\s*,\s*([^,]{1,40})$")


class Heading(NamedTuple):
    """A paragraph of a document.

    Attributes:
        text: what it says.
        level: its level, 1 the highest, where it is marked as a heading.
    """

    text: str
    level: int | None = None


class Headings:
    """The headings of a document as they go by.

    A heading that is marked, or numbered and short, or names a year, stands until the next one of its kind or above
    it. What stands over all tables is the title of the document, not a section of it.

    Example:
        >>> headings = Headings()
        >>> for one in (Heading("Проекты", 1), Heading("1. Вода (млн тенге)"), None, Heading("2. Школы"), None):
        ...     headings.table() if one is None else headings.met(one)
        >>> headings.sections()
        ['1. Вода', '2. Школы']
    """

    def __init__(self) -> None:
        self._open: list[tuple[int | None, str, str]] = []
        self._tables: list[tuple[str, ...]] = []

    def met(self, heading: Heading) -> None:
        """Take a further paragraph in."""
        text = clean(heading.text)
        folded = fold(text)
        if len(text) > LONGEST or _CAPTION.match(folded):
            return
        kind = next((name for name, pattern in _NUMBERED if pattern.match(folded)), "")
        if not kind and len(text) <= LONGEST_OF_YEAR and _YEAR.search(folded) and not _AS_OF.search(folded):
            kind = "year"
        if heading.level is None and (not kind or text.endswith((".", ";"))):
            return
        kinds = [one for _, one, _ in self._open]
        if kind and kind in kinds:
            del self._open[kinds.index(kind) :]
        elif heading.level is not None:
            self._open = [one for one in self._open if one[0] is not None and one[0] < heading.level]
        self._open.append((heading.level, kind, _without_unit(text)))

    def table(self) -> None:
        """Note that a table stands here."""
        self._tables.append(tuple(text for _, _, text in self._open))

    def sections(self) -> list[str]:
        """The section of each table, "" where it has none."""
        shared = 0
        if self._tables:
            first = self._tables[0]
            while shared < len(first) and all(
                one[: shared + 1] == first[: shared + 1] for one in self._tables
            ):
                shared += 1
        return [BETWEEN.join(one[shared:]) for one in self._tables]


def _without_unit(text: str) -> str:
    """A heading without the currency or unit of its table: "Вода (млн тенге)"."""
    text = text.rstrip(" :.")
    found = _UNIT.search(text)
    if found is None:
        return text
    unit = unit_in(found[1] or found[2])
    return text[: found.start()].rstrip() if unit.currency or unit.factor else text
