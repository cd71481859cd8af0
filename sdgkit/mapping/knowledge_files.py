"""The files of knowledge: tables that people edit, read with the number of each line, their mistakes told by row."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from typing import Any

from sdgkit.agenda import goals, targets
from sdgkit.errors import InputError


def knowledge_names() -> list[str]:
    """Names of all files of knowledge, sorted.

    Example:
        >>> "context.csv" in knowledge_names()
        True
    """
    return sorted(file.name for file in resources.files("sdgkit.mapping").joinpath("knowledge").iterdir())


def knowledge_text(name: str, folder: str = "knowledge") -> str:
    """The text of a file.

    Raises:
        InputError: the file is not in UTF-8.
    """
    file = resources.files("sdgkit.mapping").joinpath(folder, name)
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("mapping.knowledge-encoding", file=name) from error


def knowledge_table(name: str, folder: str = "knowledge") -> dict[str, Any]:
    """A TOML file.

    Raises:
        InputError: the file is no TOML.
    """
    try:
        return tomllib.loads(knowledge_text(name, folder))
    except tomllib.TOMLDecodeError as error:
        raise InputError("mapping.knowledge-toml", file=name, problem=error) from error


def knowledge_rows(
    name: str, folder: str = "knowledge", needs: Collection[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their lines, cells without spaces around; none where there is no such file.

    Args:
        name: the file.
        folder: where it lies.
        needs: columns that it must have.

    Raises:
        InputError: a column is missing, a row has more cells than the header, or a cell has a line break.

    Example:
        >>> next(knowledge_rows("calibration.csv"))[0]
        2
    """
    if not resources.files("sdgkit.mapping").joinpath(folder, name).is_file():
        return
    reader = csv.reader(io.StringIO(knowledge_text(name, folder)))
    heads = [head.strip() for head in next(reader, [])]
    missing = [column for column in needs if column not in heads]
    if missing:
        raise InputError("mapping.knowledge-columns", file=name, columns=", ".join(missing))
    padding = [""] * len(heads)
    unnamed = "" in heads
    line = reader.line_num
    for cells in reader:
        line += 1
        if reader.line_num > line:
            raise InputError("mapping.knowledge-quote", file=name, row=line)
        if not any(cells):
            continue
        if len(cells) < len(heads):
            cells += padding[len(cells) :]
        elif len(cells) > len(heads):
            raise InputError(
                "mapping.knowledge-cells", file=name, row=line, cells=len(cells), columns=len(heads)
            )
        row = dict(zip(heads, map(str.strip, cells), strict=False))
        if unnamed:
            row.pop("")
        yield line, row


def number_in(name: str, line: int, row: dict[str, str], column: str, highest: float = 1.0) -> float:
    """The number in a cell, from 0 to the highest.

    Raises:
        InputError: the cell holds none, or one outside.

    Example:
        >>> number_in("goal_03.csv", 2, {"weight": "0.9"}, "weight")
        0.9
    """
    try:
        number = float(row[column])
    except ValueError:
        number = -1.0
    if not 0 <= number <= highest:
        raise InputError(
            "mapping.knowledge-number",
            file=name,
            row=line,
            column=column,
            value=row[column],
            highest=f"{highest:g}",
        )
    return number


def check_choice(name: str, line: int, row: dict[str, str], column: str, choices: Collection[str]) -> None:
    """Tell a cell that holds something else than it may.

    Raises:
        InputError: the cell holds none of the choices.
    """
    if row[column] not in choices:
        raise InputError(
            "mapping.knowledge-value",
            file=name,
            row=line,
            column=column,
            value=row[column],
            choices=", ".join(choice or '""' for choice in choices),
        )


def check_code(name: str, line: int, code: str, goal: str = "") -> None:
    """Tell a code that is no goal or target, or one of another goal than that of the file.

    Raises:
        InputError: there is no such code, or it does not belong there.

    Example:
        >>> check_code("goal_03.csv", 2, "3.b", "3")
    """
    if code not in _codes() or (goal and code.partition(".")[0] != goal):
        raise InputError("mapping.knowledge-code", file=name, row=line, value=code, goal=goal or "1-17")


@cache
def _codes() -> frozenset[str]:
    return frozenset({target.code for target in targets()} | {str(goal.number) for goal in goals()})
