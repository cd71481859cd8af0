"""Rows of an Open SDG data file that do not fit its header, put right where there is one way to do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sdgkit.findings import Finding
from sdgkit.indicators.codes import rows_text
from sdgkit.indicators.values import read_value

Row = tuple[int, list[str]]
"""A row with its number in the file."""


def sound_rows(
    rows: list[list[str]],
    header: list[str],
    value: int,
    coded: Sequence[int],
    file: str,
    findings: list[Finding],
) -> list[Row]:
    """The rows in the width of the header; others are put right where there is one way, or left out.

    Args:
        rows: those below the header.
        header: the headings.
        value: the column of values.
        coded: the columns of codes: all that are told but year and value, from the left.
        file: name of the file.
        findings: take what was put right or left out.
    """
    width = len(header)
    sound: list[Row] = []
    odd: list[Row] = []
    blank = []
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            blank.append(number)
        elif len(row) == width and (row[value].strip() or not _shifted(row, coded)):
            sound.append((number, row))
        else:
            odd.append((number, row))
    if blank:
        findings.append(
            Finding(
                code="indicators.row-blank",
                file=file,
                row=blank[0],
                details={"rows": rows_text(blank), "count": len(blank)},
            )
        )
    if not odd:
        return sound
    known = {index: {row[index].strip() for _, row in sound} for index in coded}
    for number, row in odd:
        repaired, moved = _repaired(row, width, value, known)
        if repaired is not None:
            sound.append((number, repaired))
            if moved is not None:
                findings.append(
                    Finding(
                        code="indicators.row-short",
                        file=file,
                        row=number,
                        column=header[moved],
                        value=repaired[value],
                        details={"cells": len(row), "width": width},
                    )
                )
        else:
            findings.append(
                Finding(
                    code="indicators.row-ragged",
                    file=file,
                    row=number,
                    value=",".join(row),
                    details={"cells": len(row), "width": width},
                )
            )
    return sorted(sound, key=lambda item: item[0])


def _shifted(row: list[str], coded: Sequence[int]) -> bool:
    """Whether a row without a value has a number where a code should stand."""
    return any(_is_number(row[index]) for index in coded)


def _is_number(cell: str) -> bool:
    value = read_value(cell)
    return value.number == value.number


def _repaired(
    row: list[str], width: int, value: int, known: Mapping[int, set[str]]
) -> tuple[list[str] | None, int | None]:
    """The row in the width of the header, and the column in which its value stood.

    Cells beyond the header that are empty are cut. Where cells are missing, empty ones are set in at
    one place before the value; the place must be the only one at which every code stands in a
    column that has that code elsewhere.
    """
    trimmed = list(row)
    while len(trimmed) > width and not trimmed[-1].strip():
        trimmed.pop()
    if len(trimmed) == width and trimmed[value].strip():
        return trimmed, None
    while trimmed and not trimmed[-1].strip():
        trimmed.pop()
    missing = value + 1 - len(trimmed)
    if missing < 1 or not trimmed or not _is_number(trimmed[-1]):
        return None, None
    fits = []
    for place in range(1, len(trimmed)):
        candidate = trimmed[:place] + [""] * missing + trimmed[place:] + [""] * (width - value - 1)
        if all(not candidate[i].strip() or candidate[i].strip() in known[i] for i in known):
            fits.append(candidate)
    unlike = {tuple(candidate) for candidate in fits}
    return (fits[0], len(trimmed) - 1) if len(unlike) == 1 else (None, None)
