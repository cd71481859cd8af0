"""Sections of a register: headings between its rows, one or several levels deep ("I. Вода" over "1.1 Каналы")."""

from __future__ import annotations

import re

from sdgkit.activities.cells.organisations import known_organisation
from sdgkit.activities.cells.regions import names_places
from sdgkit.activities.sources.document_outline import BETWEEN
from sdgkit.languages import fold

DEEPEST = 4
"""Levels that are kept; more are not headings of sections."""
_NUMBERED = (
    ("word", re.compile(r"(?:раздел|глава|section|chapter|part|бөлім|тарау|\d{1,2}\s*-?\s*(?:бөлім|тарау))(?!\w)")),
    ("roman", re.compile(r"[ivxіх]{1,6}\s*[.)]\s*\S")),
    ("letter", re.compile(r"[a-zа-я]\s*[.)]\s*\S")),
    ("1.1.1", re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)[.)]?\s*\S")),
    ("1.1", re.compile(r"\d{1,2}\.\d{1,2}(?!\d)[.)]?\s*\S")),
    ("1", re.compile(r"\d{1,2}\s*[.)]\s*\S")),
)  # fmt: skip
_DEPTH = {"1": 1, "1.1": 2, "1.1.1": 3}


class Outline:
    """The headings that a row stands under.

    A heading of a kind that is open already takes its place and closes those below. One of another kind goes below
    the last where its number says so ("1.1" under "1", "1." under "I.") or where it stands right under it; else it
    begins anew, so that nothing is said to belong where nobody put it.

    Example:
        >>> outline = Outline()
        >>> [outline.opened(text) for text in ("I. Вода", "1.1 Каналы", "II. Земля")]
        ['I. Вода', 'I. Вода / 1.1 Каналы', 'II. Земля']
        >>> outline.opened("ЖАСЫЛ ЭНЕРГИЯ"), outline.opened("ПРООН", is_below=True), outline.opened("ЮНИСЕФ")
        ('ЖАСЫЛ ЭНЕРГИЯ', 'ЖАСЫЛ ЭНЕРГИЯ / ПРООН', 'ЖАСЫЛ ЭНЕРГИЯ / ЮНИСЕФ')
    """

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []

    def opened(self, text: str, number: str = "", *, is_below: bool = False) -> str:
        """All headings from the top down, after one more.

        Args:
            text: the heading.
            number: its number, where that stands in a cell of its own.
            is_below: whether it stands right under another heading, with no activity between.
        """
        kind = _kind(f"{number.rstrip('.')}. {text}" if number else text)
        kinds = [one for one, _ in self._open]
        if kind in kinds:
            del self._open[kinds.index(kind) :]
        elif not (self._open and (is_below or _is_deeper(kind, kinds[-1]))):
            self._open.clear()
        self._open = [*self._open, (kind, text)][-DEEPEST:]
        return BETWEEN.join(one for _, one in self._open)


def _kind(text: str) -> str:
    folded = fold(text)
    for kind, pattern in _NUMBERED:
        if pattern.match(folded):
            return kind
    if known_organisation(text) is not None:
        return "organisation"
    if names_places(text):
        return "place"
    return "capitals" if text.isupper() else "text"


def _is_deeper(kind: str, above: str) -> bool:
    if kind in _DEPTH:
        return above in ("word", "roman", "letter") or _DEPTH.get(above, 9) < _DEPTH[kind]
    return False
