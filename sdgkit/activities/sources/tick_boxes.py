"""Boxes to tick in a form: of the choices in a cell, those that were ticked."""

from __future__ import annotations

import re

_TICKED = "☑☒✓✔🗹🗷✅⊠⌧"
_OPEN = "☐"
_SQUARES = "□◻▢■"
"""Squares that are boxes only beside a tick; else they head the lines of a list."""
_ANY = re.compile(f"[{_TICKED}{_OPEN}{_SQUARES}]")


def ticked(text: str) -> tuple[str, list[str]]:
    """The text of a cell without its boxes and the choices that nobody ticked, and those choices.

    The box stands before its choice, or behind it where a line begins with words and ends with a box.

    Example:
        >>> ticked("☒ 15.3  ☐ 13.1"), ticked("да ☐ нет ☒"), ticked("Школы")
        (('15.3', ['13.1']), ('нет', ['да']), ('Школы', []))
    """
    if not _ANY.search(text) or not (_OPEN in text or any(mark in text for mark in _TICKED)):
        return text, []
    lines: list[str] = []
    left: list[str] = []
    for line in text.split("\n"):
        kept, dropped = _of_line(line.strip())
        left += dropped
        if kept or not dropped:
            lines.append(kept)
    return "\n".join(line for line in lines if line), left


def _of_line(line: str) -> tuple[str, list[str]]:
    marks = list(_ANY.finditer(line))
    if not marks:
        return line, []
    if marks[0].start() > 0 and marks[-1].end() == len(line):
        begins = [0, *(mark.end() for mark in marks[:-1])]
        choices = [
            (line[begin : mark.start()], mark.group()) for begin, mark in zip(begins, marks, strict=True)
        ]
        kept = []
    else:
        ends = [*(mark.start() for mark in marks[1:]), len(line)]
        choices = [(line[mark.end() : end], mark.group()) for mark, end in zip(marks, ends, strict=True)]
        kept = [line[: marks[0].start()].strip()]
    dropped = []
    for choice, mark in choices:
        words = choice.strip(" ;,\t")
        if mark in _TICKED or mark == "■":
            kept.append(words)
        elif words:
            dropped.append(words)
    return "; ".join(word for word in kept if word), dropped
