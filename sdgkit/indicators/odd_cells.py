"""Odd cells of a file: told once for each kind, with the rows, however many there are."""

from __future__ import annotations

from sdgkit.findings import Finding

MOST = 12
"""Runs of rows that a finding names; the rest is counted."""


class Rows:
    """Numbers of rows as runs: what they cost does not grow with how many there are.

    Example:
        >>> rows = Rows()
        >>> for number in (2, 3, 4, 9):
        ...     rows.add(number)
        >>> rows.text, rows.count, rows.first
        ('2–4, 9', 4, 2)
        >>> rows.add(8)
        >>> rows.text
        '2–4, 8–9'
    """

    def __init__(self) -> None:
        self.count = 0
        self.first = 0
        self._runs: list[list[int]] = []
        self._more = False

    def add(self, number: int) -> None:
        """Add a row, mostly one after the last; one that stands in a run is not counted twice."""
        last = self._runs[-1] if self._runs else None
        if last is not None and number <= last[-1]:
            self._add_before(number)
            return
        self.first = self.first or number
        self.count += 1
        if last is not None and number == last[-1] + 1 and not self._more:
            last[1:] = [number]
        elif len(self._runs) < MOST:
            self._runs.append([number])
        else:
            self._more = True

    def _add_before(self, number: int) -> None:
        """Add a row that stands before the last, as a turned table has them."""
        if any(run[0] <= number <= run[-1] for run in self._runs):
            return
        self.count += 1
        self.first = min(self.first, number)
        runs = sorted([*self._runs, [number]])
        self._runs = [runs[0]]
        for run in runs[1:]:
            if run[0] == self._runs[-1][-1] + 1:
                self._runs[-1][1:] = [run[-1]]
            else:
                self._runs.append(run)
        self._more = self._more or len(self._runs) > MOST
        del self._runs[MOST:]

    @property
    def text(self) -> str:
        """The runs as a person writes them."""
        return ", ".join(["–".join(map(str, run)) for run in self._runs] + ["…"] * self._more)


class OddCells:
    """The odd cells of one file or sheet, by kind.

    Args:
        file: name of the file.
        sheet: name of the sheet, "" where it has none.
    """

    def __init__(self, file: str, sheet: str = "") -> None:
        self._file = file
        self._sheet = sheet
        self._rows: dict[str, Rows] = {}
        self._samples: dict[str, str] = {}
        self._columns: dict[str, str] = {}

    def note(self, kind: str, row: int, cell: str, column: str = "") -> None:
        """Take note of a cell.

        Args:
            kind: the end of the finding's code, such as "value-text".
            row: its row.
            cell: what stands in it.
            column: heading of its column.
        """
        if kind not in self._rows:
            self._rows[kind], self._samples[kind], self._columns[kind] = Rows(), cell, column
        self._rows[kind].add(row)

    def __contains__(self, kind: object) -> bool:
        return kind in self._rows

    def forget(self, kind: str) -> None:
        """Leave out a kind that others show to be none."""
        self._rows.pop(kind, None)

    def findings(self) -> list[Finding]:
        """One finding for each kind, beginning at its first row."""
        return [
            Finding(
                code=f"indicators.{kind}",
                file=self._file,
                sheet=self._sheet,
                row=rows.first,
                column=self._columns[kind],
                value=self._samples[kind],
                details={"rows": rows.text, "count": rows.count},
            )
            for kind, rows in sorted(self._rows.items())
        ]
