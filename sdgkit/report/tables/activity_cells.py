"""Cells of activities: title, times, money, the file and row, and the source line of what the register gave."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from sdgkit.activities.activity import Activity, Origin, When
from sdgkit.languages import write_date
from sdgkit.mapping.allocation import amounts_of
from sdgkit.report.draft import Cell
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import amount_text, cell
from sdgkit.report.wording import label

SHOWN = 25
"""Rows of a list of activities that the body of the report shows; the annex shows all."""
LONGEST_DESCRIPTION = 600
"""Characters of an evidence or description shown in one cell of the annex."""


def period_text(start: When | None, end: When | None) -> str:
    """The years of an activity, "2022–2025", as far as they are known.

    Example:
        >>> import datetime as dt
        >>> day = dt.date(2024, 5, 1)
        >>> period_text(When(first=day, last=day), None)
        '2024–'
    """
    first = str(start.first.year) if start else ""
    last = "" if end is None or end.precision == "ongoing" else str(end.last.year)
    if first == last:
        return first
    return f"{first}–{last}" if first or last else ""


def date_text(when: When | None, language: str, *, end: bool = False) -> str:
    """A date as precise as it was written: a day, a month as given, or a year."""
    if when is None:
        return ""
    if when.precision == "day":
        return write_date(when.last if end else when.first, language, "medium")
    if when.precision == "year":
        return str(when.first.year)
    return when.written or str(when.first.year)


def money_cell(activity: Activity, material: Material) -> Cell:
    """The principal amount of an activity, as written; empty where none is given."""
    found = amounts_of(activity)
    origins = [money.origin or activity.origin for money in activity.money]
    texts = [amount_text(amount, currency, material.language, breaks=True) for _, currency, amount in found]
    value = found[0][2] if len(found) == 1 else None
    kinds = {kind for kind, _, _ in found}
    note = label(f"kind.{kinds.pop()}", material.language) if len(kinds) == 1 else ""
    return cell(
        value, material.language, text="; ".join(texts), note=note, origins=list(dict.fromkeys(origins))
    )


def title_cell(activity: Activity, material: Material) -> Cell:
    """The title of an activity, else its id; the cell leads to the row of the register."""
    return cell(
        activity.title.in_language(material.language) or activity.id,
        material.language,
        origins=[activity.origin],
    )


def source_line(material: Material) -> str:
    """The source line of what was computed from the register."""
    files = ", ".join(source.file for source in material.register.sources)
    return label("source.register", material.language).format(files=files) if files else ""


def several_amounts(found: Sequence[tuple[str, str, Decimal]], language: str) -> str | None:
    """Amounts in several currencies in one cell; None for one amount, which is written as a number."""
    if len(found) < 2:
        return None
    return "; ".join(amount_text(amount, currency, language, rounded=False) for _, currency, amount in found)


def origin_cells(origin: Origin, language: str) -> tuple[Cell, Cell, Cell]:
    """File, sheet and row of an activity."""
    return (
        cell(origin.file, language),
        cell(origin.sheet, language),
        cell(origin.row, language, "year"),
    )
