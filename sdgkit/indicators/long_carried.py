"""Rows of a long table that name no indicator because they are of the one above them."""

from __future__ import annotations

from collections.abc import Sequence

from sdgkit.indicators.codes import is_code, is_total
from sdgkit.indicators.labels import group_of
from sdgkit.indicators.long_cells import Meanings
from sdgkit.indicators.long_columns import Columns
from sdgkit.indicators.odd_cells import OddCells


class Carrying:
    """The indicators of rows above, carried on into the rows below, from piece to piece of a table."""

    def __init__(self, columns: Columns, meanings: Meanings, odd: OddCells) -> None:
        self._columns = columns
        self._meanings = meanings
        self._odd = odd
        self._above: list[str] | None = None
        """The row above with its indicator, as long as rows below it may be of the same."""
        self._seen: set[tuple[str, ...]] = set()

    def carried(self, cells: list[Sequence[str]], at: Sequence[int]) -> list[Sequence[str]]:
        """The cells with the indicator of the row above where a row below it surely is of the same.

        Surely: no blank row lies between, year and value are there, what else stands in the row is a group or place
        that is known, no other name of an indicator, and no figure for the same is there yet. The blank cells before
        the first that is filled repeat those of the row above, as in a printed table.
        """
        known = self._columns.known
        columns = [known[part] for part in ("indicator", "series") if part in known]
        if not columns or any(all(cells[n]) for n in columns):
            self._above = None
            return cells
        named = list(zip(*(cells[n] for n in columns), strict=True))
        filled = [list(column) for column in cells]
        apart = [
            n for n in range(len(cells)) if n not in {known.get(part) for part in ("value", "sign", "note")}
        ]
        before = at[0] - 1
        for n, number in enumerate(at):
            row = [column[n] for column in filled]
            blank = not any(cell.strip() for cell in named[n])
            if not blank:
                if self._above is None or [self._above[c] for c in columns] != [row[c] for c in columns]:
                    self._seen = set()
                self._above = row if self._meanings.years[row[known["year"]]] else None
            elif self._above is None or number != before + 1 or not self._is_of_the_same(row):
                self._above = None
            else:
                begin = next(c for c, cell in enumerate(row) if cell.strip())
                whole = [self._above[c] if c < begin or c in columns else cell for c, cell in enumerate(row)]
                if tuple(whole[c] for c in apart) in self._seen:
                    self._above = None
                else:
                    for c, cell in enumerate(whole):
                        filled[c][n] = cell
                    self._odd.note("cells-carried", number, next(cell for cell in row if cell.strip()))
                    self._above = row = whole
            self._seen.add(tuple(row[c] for c in apart))
            before = number
        return list(filled)

    def _is_of_the_same(self, row: list[str]) -> bool:
        """Whether nothing in a row without an indicator speaks against its being of the one above."""
        known, above = self._columns.known, self._above or row
        begin = next((n for n, cell in enumerate(row) if cell.strip()), 0)
        unit = known.get("unit", -1)
        if unit > begin and above[unit].strip() and not row[unit].strip():
            return False
        if not self._meanings.years[row[known["year"]]] or not row[known["value"]].strip():
            return False
        if any(row[n].strip() and row[n] != above[n] for n in self._columns.titles):
            return False
        return all(
            not (cell := row[n].strip())
            or is_total(cell)
            or is_code(cell)
            or bool(group_of(cell)[1])
            or cell == above[n]
            for n in self._columns.dimensions.values()
        )
