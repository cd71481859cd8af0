"""What a refresh did: each block with its outcome, the figures that moved, by how much, and the files behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from sdgkit.report.values import write_value
from sdgkit.report.word.manifest import Block, Said
from sdgkit.report.wording import label

if TYPE_CHECKING:
    import pandas as pd

Outcome = Literal["same", "replaced", "merged", "kept", "deleted", "new", "gone", "not-placed"]

_NUMBER = re.compile(r"[-−]?\d(?:[\d\s.,]*\d)?")
_COUNTED = re.compile(r"(.+)\s\(\d[\d\s.,]*\)")
"""An entry of a list with its number: "GEF (4)"."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODES = ("targets",)
"""Names of figures that are codes of the 2030 Agenda and no numbers."""


class Moved(NamedTuple):
    """A figure that changed.

    Attributes:
        name: its placeholder in a sentence; row and column in a table or chart.
        before: as written in the last draft.
        after: as the data give it now.
        difference: after minus before; None where they are no numbers of one unit.
        percent: the difference in per cent of the value before; None where that is zero, a year or a share itself, or
            there is no difference.
    """

    name: str
    before: str
    after: str
    difference: float | None = None
    percent: float | None = None


class Change(NamedTuple):
    """What happened to one block.

    Attributes:
        kind: "section", "paragraph", "table" or "chart".
        id: id of the block.
        section: id of its section.
        outcome: as in the table of `sdgkit.report.word.refresh`.
        before: the text, as the last draft wrote it.
        after: the text that the data give now.
        moved: figures that changed.
        because: the files with another content than at the last draft that the changed figures come from.
    """

    kind: str
    id: str
    section: str
    outcome: Outcome
    before: str = ""
    after: str = ""
    moved: tuple[Moved, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refreshed:
    """The result of a refresh: its changes one after the other; a notebook shows it as a table.

    Attributes:
        changes: what happened to each block, in the order of the draft.
        written: the file that was written; None where nothing was, because nothing changed or it was a trial.
        language: of the draft.
    """

    changes: tuple[Change, ...]
    written: Path | None
    language: str

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def to_frame(self, *, named: bool = False) -> pd.DataFrame:
        """A row for each figure that moved and each block that is not as it was, with the columns `COLUMNS`.

        Args:
            named: headings and outcomes in the language of the draft, for people.
        """
        import pandas as pd

        frame = pd.DataFrame(list(_rows(self.changes)), columns=list(COLUMNS))
        if named:
            frame["outcome"] = [label(f"outcome.{one}", self.language) for one in frame["outcome"]]
            frame.columns = pd.Index([label(f"change.{name}", self.language) for name in COLUMNS])
        return frame

    def told(self) -> list[str]:
        """The changes in lines for a person; see `told`."""
        return told(self.changes, self.language)

    def _repr_html_(self) -> str:
        frame = self.to_frame().drop(columns=["text_before", "text_now"])
        return str(frame.to_html(index=False, na_rep="", escape=True))


COLUMNS = (
    "section", "kind", "id", "outcome", "figure", "before", "after", "difference", "percent", "files",
    "text_before", "text_now",
)  # fmt: skip
"""Columns of the table of changes."""


def _rows(changes: Iterable[Change]) -> Iterator[tuple[object, ...]]:
    for one in changes:
        head = (one.section, one.kind, one.id, one.outcome)
        tail = ("; ".join(one.because), *((one.before, one.after) if one.kind == "paragraph" else ("", "")))
        for moved in one.moved:
            yield (*head, *moved, *tail)
        if not one.moved and one.outcome != "same":
            yield (*head, "", "", "", None, None, *tail)


def told(changes: Iterable[Change], language: str) -> list[str]:
    """The changes in lines for a person: what happened, where, and which figures moved.

    Example:
        >>> moved = (Moved("latest", "12.5", "11.7", -0.8, -6.4),)
        >>> told([Change("paragraph", "p", "goal-3", "kept", moved=moved)], "en")
        ['goal-3 / p: kept as edited (12.5 → 11.7, −6.4%)']
    """
    lines = []
    for change in changes:
        if change.outcome == "same":
            continue
        moved = "; ".join(f"{one.before} → {one.after}{_percent(one, language)}" for one in change.moved)
        because = f"; {', '.join(change.because[:3])}" if change.because else ""
        end = f" ({moved}{because})" if moved else ""
        lines.append(f"{change.section} / {change.id}: {label(f'outcome.{change.outcome}', language)}{end}")
    return lines


def _percent(moved: Moved, language: str) -> str:
    if moved.percent is None:
        return ""
    written = write_value(moved.percent / 100, "share", language, 1)
    return f", {'+' if moved.percent > 0 else ''}{written.replace('-', '−')}"


def moved_figures(old: Block, new: Block, language: str) -> tuple[Moved, ...]:
    """Figures whose text changed, paired by name and place; in a table or chart, cells paired by row and column.

    The entries of a list are paired by what they name, so that nobody is compared with somebody else.
    """
    before: dict[tuple[str, str], list[Said]] = {}
    for one in _figures(old, language):
        before.setdefault(_paired_by(one), []).append(one)
    found = []
    for one in _figures(new, language):
        known = before.get(_paired_by(one))
        was = known.pop(0) if known else None
        if was is not None and was.text and was.text != one.text:
            found.append(Moved(one.name, was.text, one.text, *_difference(was, one, language)))
    return tuple(found)


def _paired_by(one: Said) -> tuple[str, str]:
    counted = _COUNTED.fullmatch(one.text)
    return one.name, one.text if one.name in _CODES else counted[1] if counted else ""


def _figures(block: Block, language: str) -> Iterator[Said]:
    if block.kind == "paragraph":
        yield from block.figures
        return
    heads = block.rows[0] if block.rows else ()
    values = block.values or ((),) * len(block.rows)
    firsts = Counter(row[0] for row in block.rows)
    for row, numbers in zip(block.rows[1:], values[1:], strict=True):
        # A row is known by its first cell, and where several rows begin alike by the second one too.
        name = row[0] if firsts[row[0]] == 1 or len(row) == 1 else f"{row[0]}; {row[1]}"
        for place, (head, cell) in enumerate(zip(heads, row, strict=False)):
            if place:
                number = numbers[place] if place < len(numbers) else ""
                if block.kind == "chart" and cell:
                    cell = write_value(float(cell), "number", language)
                yield Said(f"{name}, {head}" if head else name, cell, number)


def _difference(old: Said, new: Said, language: str) -> tuple[float | None, float | None]:
    try:
        pair = float(old.value), float(new.value)
    except ValueError:
        one, other = number_in(old.text, language), number_in(new.text, language)
        if one is None or other is None or one[1] != other[1]:
            return None, None
        pair = one[0], other[0]
    difference = float(f"{pair[1] - pair[0]:.12g}")
    if (_YEAR.fullmatch(old.text) and _YEAR.fullmatch(new.text)) or old.text.endswith("%"):
        return difference, None  # A part of a year means nothing, and one of a share is taken for points.
    return difference, round(100 * difference / abs(pair[0]), 1) if pair[0] else None


def number_in(text: str, language: str) -> tuple[float, str] | None:
    """The only number in a text as written in a language, with the words around it; None without one or with several.

    Example:
        >>> number_in("8,25 млн долл. США", "ru"), number_in("1,250.5", "en"), number_in("2015–2020", "en")
        ((8.25, 'млн долл. США'), (1250.5, ''), None)
    """
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    plain = re.sub(r"\s", "", found[0]).replace("−", "-")
    plain = plain.replace(",", "") if language == "en" else plain.replace(",", ".")
    try:
        return float(plain), " ".join(text.replace(found[0], "").split())
    except ValueError:
        return None
