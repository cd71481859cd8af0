"""Columns that say goals and targets in full beside a column of goals: "3.4 К 2030 году уменьшить на треть ..."."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sdgkit.activities.cells.codes import read_codes
from sdgkit.activities.cells.gaps import is_gap

_BEGINS = re.compile(
    r"\s*(?:(?:задач[аи]|показатель|индикатор|target|indicator)\s*(?:цур|sdg)?\s*№?\s*)?\d{1,2}\.(?:\d{1,2}|[a-dа-дс])(?:\.\d{1,2})?(?!\d)[^\d]",
    re.IGNORECASE,
)
LEAST_ROWS = 2
"""Rows that must agree before a column of texts is taken for one of targets."""
AGREEING = 0.8
"""Share of the rows whose code is of a goal that the column of goals names in the same row."""


def columns_of_targets(
    goals: Sequence[int], candidates: Sequence[int], values: Sequence[Sequence[object]]
) -> list[int]:
    """Which columns of texts begin with the code of a target of the goal that stands in the same row.

    Tasks of a project are numbered too ("1.1 Обучить"); only a column whose numbers follow the goals is one of targets.

    Args:
        goals: indexes of the columns of goals.
        candidates: indexes of the columns that may be the purposes of the project or the targets of the Agenda.
        values: the cells of each column, row by row.

    Example:
        >>> texts = [["Цель 3", "7"], ["3.4 Снизить смертность", "7.2 Увеличить долю"], ["1.1 Обучить", "1.2 Купить"]]
        >>> columns_of_targets([0], [1, 2], texts)
        [1]
    """
    named: Mapping[int, set[int]] = {
        row: {one.goal for index in goals for one in read_codes(values[index][row]).declared}
        for row in range(min(map(len, values), default=0))
    }
    found = []
    for index in candidates:
        told = [
            row for row in named if isinstance(values[index][row], str) and not is_gap(values[index][row])
        ]
        agreeing = [
            row for row in told
            if _BEGINS.match(f"{values[index][row]} ")
            and {one.goal for one in read_codes(values[index][row]).declared} & named[row]
        ]  # fmt: skip
        if len(agreeing) >= LEAST_ROWS and len(agreeing) >= AGREEING * len(told):
            found.append(index)
    return found
