"""Scales of a matrix: what its marks say of how strongly an activity serves a goal.

A matrix may hold more than marks: 2, 1 and 0 as the markers of the OECD DAC have them, 1 to 3 as a strength or as an
order, P and S, ● and ○, H, M and L. The legend tells which is which; else the marks themselves do, where only one
reading is left. Where none is, every mark counts alike, and this is said.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.languages import clean, fold

Level = Literal["primary", "secondary", "none"]
Basis = Literal["legend", "marks", "zero", "words", "order", "shares", "unknown"]

HIGHEST = 10
"""The highest number of a scale; larger ones are something else."""
LONGEST_LEGEND = 400
"""Characters of a text that may explain the marks."""
LONGEST_MARK = 24
"""Characters of a cell that may be a mark with a meaning ("второстепенная")."""
LONGEST_MEANING = 40
"""Characters of a meaning beside its mark; longer ones are titles."""
LEAST_ORDERED = 3
"""Rows with several numbers that show an order: 1, 2, 3 once in each of them."""


class Scale(NamedTuple):
    """What the marks of a matrix mean.

    Attributes:
        levels: mark, folded -> "primary", "secondary" or "none" (no link at all).
        basis: how this is known: the legend; the meaning of the marks themselves; 0, which stands for nothing, so that
            more is stronger; words above the columns; the order 1, 2, 3 in each row; shares that make 100 in each row.
            "unknown": it is not, and every mark counts alike.
    """

    levels: Mapping[str, Level]
    basis: Basis

    def of(self, level: Level) -> str:
        """The marks of a level as a message shows them; "—" where there is none."""
        return ", ".join(mark for mark, one in self.levels.items() if one == level) or "—"


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    text = resources.files("sdgkit.activities").joinpath("mark_scales.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Words of a legend by what they say of a mark."""
    return {
        level: re.compile("|".join("(?<!\\w)" + stem.replace("*", "\\w*") + "(?!\\w)" for stem in stems))
        for level, stems in _table()["words"].items()
    }


@cache
def _sets() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Marks that belong together, the strongest first, each with its spellings."""
    return tuple(
        tuple(tuple(mark.split("/")) for mark in marks) for marks in _table()["sets"].values() if marks
    )


@cache
def _all_marks() -> frozenset[str]:
    return frozenset(spelling for marks in _sets() for one in marks for spelling in one)


def mark_text(value: object) -> str:
    """A cell of a matrix for comparing: 2.0 is "2", "Основная " is "основная".

    Example:
        >>> mark_text(2.0), mark_text(" P. "), mark_text("●")
        ('2', 'p', '●')
    """
    if isinstance(value, float) and abs(value) < 1e9 and value == int(value):
        return str(int(value))
    return fold(clean(str(value))).rstrip(".")


def is_scale_mark(value: object) -> bool:
    """Whether a cell is a mark that has a meaning of its own in a scale and cannot be a code.

    Example:
        >>> [is_scale_mark(one) for one in ("P", "основная", "○", "жоғары", "6", "вода")]
        [True, True, True, True, False, False]
    """
    return isinstance(value, str) and len(value) <= LONGEST_MARK and mark_text(value) in _all_marks()


def is_scale_number(value: object) -> bool:
    """Whether a cell is a small whole number, as scales have them.

    Example:
        >>> is_scale_number(3), is_scale_number("2"), is_scale_number(0.4), is_scale_number("8.5")
        (True, True, False, False)
    """
    return mark_text(value).isdecimal() and int(mark_text(value)) <= HIGHEST


def scale_of(
    rows: Sequence[Sequence[object]], legend: Iterable[str] = (), codes: Sequence[str] = ()
) -> Scale | None:
    """The scale of a matrix.

    Args:
        rows: for each row the cells of the columns of goals.
        legend: texts beside the table that may explain its marks.
        codes: the code of each column; a number equal to its own goal is a mark.

    Returns:
        What the marks mean; None where there is only one kind of mark and nothing explains it.

    Example:
        >>> scale_of([[2, 0, 1], [0, 2, ""]]).levels
        {'2': 'primary', '1': 'secondary', '0': 'none'}
        >>> scale_of([["P", "S", ""], ["", "P", "S"]]).basis, scale_of([[3, 1, 2], [3, "", 3]]).basis
        ('marks', 'unknown')
        >>> scale_of([[1, 2, ""]], ["1 – основная ЦУР, 2 – второстепенная"]).levels
        {'1': 'primary', '2': 'secondary'}
    """
    texts = [
        [
            "" if value == "" or value is None or (codes and mark_text(value) == codes[place]) else mark_text(value)
            for place, value in enumerate(row)
        ]
        for row in rows
    ]  # fmt: skip
    present = {text for row in texts for text in row if text and len(text) <= LONGEST_MARK}
    present = {text for text in present if not is_gap(text) or text in _all_marks()}
    if not present:
        return None
    told = [text for text in legend if text]
    explained = _explained(present, told)
    if explained is not None:
        return explained
    named = _named(present, texts)
    if named is not None:
        return named
    numbers = {text for text in present if text.isdecimal()}
    if numbers != present or any(len(text) > 3 for text in numbers):
        return None
    if _make_shares(texts):
        return Scale({}, "shares")
    return _of_numbers(numbers, texts, told)


def _explained(present: set[str], legend: Sequence[str]) -> Scale | None:
    """What a legend says of each mark: "2 – основная, 1 – второстепенная"."""
    found: dict[str, str] = {}
    for text in legend:
        folded = fold(clean(text))
        if len(folded) > LONGEST_LEGEND:
            continue
        for mark, meaning in _pairs(folded):
            level = level_in(meaning)
            if mark.removesuffix(".0") in present and level:
                found.setdefault(mark.removesuffix(".0"), level)
    missing = present - found.keys() - {"0"}
    if not found or missing:
        return None
    if "0" in present:
        found.setdefault("0", "none")
    return _ranked(found, "legend")


def legend_texts(rows: Sequence[Sequence[object]]) -> list[str]:
    """The texts of a sheet that may explain marks: rows of one to three cells, a mark beside its meaning joined.

    Example:
        >>> legend_texts([["Проект", "ЦУР 1", "ЦУР 2", "ЦУР 3"], ["2", "основная"], ["1 – второстепенная"]])
        ['2 – основная', '1 – второстепенная']
    """
    found = []
    for row in (*rows[:LEGEND_ROWS], *rows[max(LEGEND_ROWS, len(rows) - LEGEND_ROWS) :]):
        cells = [clean(str(value)) for value in row if value is not None and value != ""]
        if not 1 <= len(cells) <= 3:
            continue
        if len(cells) > 1 and re.fullmatch(_SIGN, mark_text(cells[0])):
            found.append(f"{cells[0]} – {' '.join(cells[1:])}")
        else:
            found += [cell for cell in cells if len(cell) <= LONGEST_LEGEND]
    return found


LEGEND_ROWS = 80
"""Rows from the top and from the bottom of a sheet where a legend may stand."""
_SIGN = r"(?:[^\W\d_]{1,2}|\d{1,2}|\+{1,3}|[●○◎◐◑◕◔■□▲△▪▫✓✔√v*]{1,3})"
_PAIR = re.compile(rf"(?<![\w.,]){_SIGN}(?=\s*[-=:)—–]\s*\S)")
_PAIR_BEHIND = re.compile(rf"\(\s*({_SIGN})\s*\)")


def _pairs(text: str) -> list[tuple[str, str]]:
    """Marks of a legend with what stands behind each: "2 - основная; 1 - нет"; else what stands before "(P)"."""
    starts = list(_PAIR.finditer(text))
    pairs = []
    for number, match in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        pairs.append((match.group(), text[match.end() : end].strip(" -=:)—–")))
    if not pairs:
        last = 0
        for match in _PAIR_BEHIND.finditer(text):
            pairs.append((match[1], text[last : match.start()]))
            last = match.end()
    return pairs


def explains(row: Sequence[object], scale: Scale) -> bool:
    """Whether the two filled cells of a row are a mark of the scale and its meaning.

    Example:
        >>> scale = Scale({"2": "primary", "1": "secondary"}, "legend")
        >>> explains(["2", "основная"], scale), explains([2, "Ремонт школ"], scale)
        (True, False)
    """
    mark, meaning = row
    if mark_text(mark) not in (*scale.levels, "0"):
        return False
    text = fold(clean(str(meaning)))
    return len(text) <= LONGEST_MEANING and any(words.match(text) for words in _words().values())


def is_legend(text: object, scale: Scale) -> bool:
    """Whether a text explains two marks of the scale or more: "2 – основная, 1 – второстепенная".

    Example:
        >>> is_legend("2 – основная, 1 – второстепенная", Scale({"2": "primary", "1": "secondary"}, "legend"))
        True
    """
    if not isinstance(text, str) or len(text) > LONGEST_LEGEND:
        return False
    pairs = _pairs(fold(clean(text)))
    return sum(mark in scale.levels and bool(level_in(meaning)) for mark, meaning in pairs) > 1


def level_in(text: str) -> str:
    """The level that folded words name: "primary", "middle", "secondary", "none", or "".

    Example:
        >>> level_in("основная цель"), level_in("not targeted"), level_in("significant"), level_in("вода")
        ('primary', 'none', 'secondary', '')
    """
    for level in ("none", "secondary", "middle", "primary"):
        if _words()[level].search(text):
            return level
    return ""


def _ranked(found: Mapping[str, str], basis: Basis) -> Scale:
    """Primary is what the strongest word names; the middle is primary only where nothing is stronger."""
    strongest = next((level for level in ("primary", "middle") if level in found.values()), "")
    order = {"primary": 0, "middle": 1, "secondary": 2, "none": 3}
    levels: dict[str, Level] = {}
    for mark, level in sorted(found.items(), key=lambda pair: (order[pair[1]], pair[0])):
        levels[mark] = "none" if level == "none" else ("primary" if level == strongest else "secondary")
    return Scale(levels, basis)


def _named(present: set[str], rows: Sequence[Sequence[str]]) -> Scale | None:
    """Marks whose own meaning is known, where at least two levels of one set are present."""
    marks = {mark for mark in present if mark not in ("0",)}
    for levels in _sets():
        places = {
            mark: place for place, spellings in enumerate(levels) for mark in marks if mark in spellings
        }
        if len(places) == len(marks) and len(set(places.values())) > 1:
            empty = "○" in places and (
                # Half-filled circles, or a circle in every cell: the empty one stands for nothing.
                bool(set(places) & set("◐◑◕◔")) or all(text for row in rows if any(row) for text in row)
            )
            strongest = min(places.values())
            found: dict[str, Level] = {
                mark: "none" if mark == "○" and empty else ("primary" if place == strongest else "secondary")
                for mark, place in sorted(places.items(), key=lambda pair: (pair[1], pair[0]))
            }
            return Scale(found, "marks")
    return None


def _make_shares(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the numbers of every row make 100, as shares without a sign of per cent do."""
    sums = [[int(text) for text in row if text.isdecimal()] for row in rows]
    sums = [numbers for numbers in sums if any(numbers)]
    return bool(sums) and any(len(numbers) > 1 for numbers in sums) and all(sum(n) == 100 for n in sums)


def _of_numbers(numbers: set[str], rows: Sequence[Sequence[str]], legend: Sequence[str]) -> Scale | None:
    steps = sorted(int(number) for number in numbers)
    above = [step for step in steps if step]
    if len(above) < 2 or above[-1] > HIGHEST:
        return None
    if 0 in steps:
        return _rising(steps, "zero")
    said = [
        direction
        for direction in ("rising", "falling")
        for text in legend
        if _words()[direction].search(fold(text))
    ]
    if set(said) == {"rising"}:
        return _rising(steps, "words")
    if set(said) == {"falling"}:
        return _falling(steps, "words")
    several = [
        sorted(int(text) for text in row if text) for row in rows if sum(bool(text) for text in row) > 1
    ]
    ordered = all(row == list(range(1, len(row) + 1)) for row in several)
    if ordered and len(several) >= LEAST_ORDERED:
        return _falling(steps, "order")
    return Scale({str(step): "secondary" for step in above}, "unknown")


def _rising(steps: Sequence[int], basis: Basis) -> Scale:
    levels: dict[str, Level] = {
        str(step): "none" if step == 0 else ("primary" if step == steps[-1] else "secondary")
        for step in reversed(steps)
    }
    return Scale(levels, basis)


def _falling(steps: Sequence[int], basis: Basis) -> Scale:
    first = next(step for step in steps if step)
    levels: dict[str, Level] = {
        str(step): "none" if step == 0 else ("primary" if step == first else "secondary") for step in steps
    }
    return Scale(levels, basis)
