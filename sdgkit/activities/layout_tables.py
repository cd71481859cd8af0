"""Tables of a document or page that only lay it out: the tables within their cells are read in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sdgkit.activities.cards import card_of
from sdgkit.activities.header import find_tables
from sdgkit.activities.sources.workbook import Grid


def without_layout(grids: Iterable[Grid]) -> Iterator[Grid]:
    """The tables, each that is no register but holds tables replaced by those.

    Example:
        >>> rows = [["Проект", "Сумма, $"], ["Мосты", "7"]]
        >>> frame = Grid("a.docx", "table 1", [["АКИМАТ", "Проект: Сумма"]], inner=[Grid("a.docx", "table 1.1", rows)])
        >>> [grid.sheet for grid in without_layout([frame])]
        ['table 1.1']
    """
    for grid in grids:
        if grid.inner and not find_tables(grid) and card_of(grid) is None:
            for inner in grid.inner:
                inner.section = inner.section or grid.section
                inner.above = inner.above or grid.above
            yield from without_layout(grid.inner)
        else:
            yield grid
