"""Colours of a sheet: what its legend says that they mean, and cells of a plan of time that are filled with one."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Mapping, Sequence

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.sources.workbook import Grid
from sdgkit.languages import clean, fold

LEAST_IN_LEGEND = 2
"""Colours with different meanings that make a legend; one coloured word may be anything."""
MOST_IN_LEGEND = 8
"""Cells of a row that may be a legend."""
LONGEST_IN_LEGEND = 60
"""Characters of a cell of a legend."""
LOOKED_AT = 2_000
"""Rows in which a legend is looked for."""
_LABEL = re.compile(
    r"\W*(?:legend|key|colou?rs?|status|условн\w+ обозначени\w+|легенда|цвет\w*|статус\w*|шартты белгілер|түс\w*|"
    r"мәртебе\w*)\W*"
)
_WORDS = {
    "green": r"зел[её]н\w*|green|жасыл\w*",
    "yellow": r"ж[её]лт\w*|yellow|amber|сары\w*",
    "orange": r"оранжев\w*|orange|қызғылт сары\w*",
    "red": r"красн\w*|red|қызыл\w*",
    "blue": r"син\w*|голуб\w*|blue|көк\w*",
    "grey": r"сер(?:ы|о)\w*|gr[ea]y|сұр\w*",
}
_COLOUR_WORD = re.compile("|".join(rf"(?<!\w)(?P<{name}>{words})(?!\w)" for name, words in _WORDS.items()))


def hue_of(colour: str) -> str:
    """The plain name of a colour (RRGGBB), "" where it has none that a legend would use.

    Example:
        >>> [hue_of(colour) for colour in ("92D050", "FFFF00", "FF0000", "00B0F0", "D9D9D9", "THEME4")]
        ['green', 'yellow', 'red', 'blue', 'grey', '']
    """
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < LEAST_SATURATION:
        return "grey" if DARKEST < lightness < LIGHTEST else ""
    degrees = hue * 360
    return next((name for name, end in _HUES if degrees < end), "red")


LEAST_SATURATION = 0.15
"""Saturation below which a colour is a grey."""
DARKEST, LIGHTEST = 0.3, 0.97
"""Lightness of greys; beyond it they are black and white."""
_HUES = (("red", 20), ("orange", 45), ("yellow", 68), ("green", 170), ("blue", 265), ("", 330), ("red", 361))
"""Where on the wheel of colours a name ends, in degrees."""


def statuses_of_colours(grid: Grid) -> Mapping[str, str]:
    """What the legend of a sheet says of colours: colour -> status; nothing where there is no legend.

    A legend is a row of coloured words of status ("завершён", "ongoing"), such words behind coloured cells, or a note
    ("зелёным – завершённые, жёлтым – реализуемые").
    """
    found: dict[str, str] = {}
    told: dict[str, str] = {}
    for index, row in enumerate(grid.rows[:LOOKED_AT]):
        filled = [place for place, value in enumerate(row) if not is_gap(value)]
        if not filled or len(filled) > MOST_IN_LEGEND or not all(isinstance(row[i], str) for i in filled):
            continue
        if len(filled) == 1:
            told |= _named_in(row[filled[0]])
        found |= _coloured_in(grid, index, row, filled)
    for note in grid.above:
        told |= _named_in(note)
    if len(set(found.values())) >= LEAST_IN_LEGEND:
        return found
    if len(set(told.values())) >= LEAST_IN_LEGEND:
        colours = {*grid.fills.values()}
        return {colour: told[hue_of(colour)] for colour in colours if hue_of(colour) in told}
    return {}


def _coloured_in(grid: Grid, index: int, row: Sequence[str], filled: Sequence[int]) -> dict[str, str]:
    """The colours of a row of a legend with the status that stands on them or right behind them."""
    found: dict[str, str] = {}
    for place in filled:
        text = clean(row[place]).strip(" -–—:.;")
        if len(text) > LONGEST_IN_LEGEND:
            return {}
        if place == filled[0] and _LABEL.fullmatch(fold(text)):
            continue
        status = read_status(text)
        if not status:
            return {}
        before = grid.cell_fills.get((index, place - 1), "") if place - 1 not in filled else ""
        colour = grid.cell_fills.get((index, place)) or before
        if colour:
            found[colour] = status
    return found


def _named_in(text: str) -> dict[str, str]:
    """The colours that a note names, with the status behind each."""
    found = {}
    for piece in re.split(r"[;,\n]|\.\s", text):
        word = _COLOUR_WORD.search(fold(piece))
        status = read_status(piece) if word else ""
        if word and word.lastgroup and status:
            found[word.lastgroup] = status
    return found


def coloured_cells(grid: Grid, rows: range, columns: Iterable[int], title: int) -> frozenset[tuple[int, int]]:
    """The empty cells of columns of time that are filled with a colour as a mark.

    A colour that the whole row has, as stripes and statuses do, is no mark; nor are colours that leave no cell out.

    Args:
        grid: the sheet.
        rows: indexes of the rows of the table.
        columns: indexes of the columns of time.
        title: index of the column of titles, whose colour is that of the row.
    """
    columns = [*columns]
    filled = [index for index in rows if index < len(grid.rows) and not is_gap(grid.cell(index, title))]
    found = frozenset(
        (index, column)
        for index in filled
        for column in columns
        if (colour := grid.cell_fills.get((index, column))) and colour != grid.cell_fills.get((index, title))
    )
    return found if len(found) < len(filled) * len(columns) else frozenset()
