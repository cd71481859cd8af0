"""The files of knowledge: tables that people edit, read with the number of each line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from importlib import resources


def knowledge_names() -> list[str]:
    """Names of all files of knowledge, sorted.

    Example:
        >>> "context.csv" in knowledge_names()
        True
    """
    return sorted(file.name for file in resources.files("sdgkit.mapping").joinpath("knowledge").iterdir())


def knowledge_text(name: str, folder: str = "knowledge") -> str:
    """The text of a file."""
    file = resources.files("sdgkit.mapping").joinpath(folder, name)
    return file.read_text(encoding="utf-8-sig")


def knowledge_rows(name: str, folder: str = "knowledge") -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their lines, cells without spaces around; none where there is no such file.

    Example:
        >>> next(knowledge_rows("calibration.csv"))[0]
        2
    """
    if not resources.files("sdgkit.mapping").joinpath(folder, name).is_file():
        return
    reader = csv.reader(io.StringIO(knowledge_text(name, folder)))
    heads = next(reader, [])
    padding = [""] * len(heads)
    unnamed = "" in heads
    for cells in reader:
        if cells:
            if len(cells) < len(heads):
                cells += padding[len(cells) :]
            row = dict(zip(heads, map(str.strip, cells), strict=False))
            if unnamed:
                row.pop("")
            yield reader.line_num, row
