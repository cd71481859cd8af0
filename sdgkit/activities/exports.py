"""Exports of databases that are known: UN INFO, World Bank, AidData, OECD CRS, FTS, IATI as tables, funds, EU, UK RODA.

By which headings each is known and what its columns hold stands in `exports.toml`. What a database writes is
machine-made and certain, so nothing is guessed here: a cell that is not what its column holds is told and kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sdgkit.activities.export_rows import RowReader
from sdgkit.activities.joint_rows import Joined, Joining, joined_rows
from sdgkit.activities.register import ColumnChoice, Register
from sdgkit.activities.rows import is_total
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.workbook import Grid, column_letter
from sdgkit.errors import InputError, UsageError
from sdgkit.findings import Finding

HEADER_ROWS = 30
"""Rows from the top in which the headings of an export may stand."""


class Export(BaseModel):
    """An export that is known.

    Attributes:
        name: how it is named with `format=`.
        title: the name of the database.
        source: where its headings are known from.
        table: whether the columns that are not in `columns` are recognised as in any table.
        needs: headings that tell it from everything else.
        or_needs: other headings that do so too.
        also_needs: further lists of headings that do so.
        without: headings that it never has, as where a list is of several donors and not of this one.
        columns: heading -> field, as described in `exports.toml`.
        currency: of all amounts.
        factor: by which all amounts are multiplied.
        donor: who funds all activities, where the database is a donor's.
        month_first: whether the month of a date stands before its day.
        constant: heading of amounts in constant prices; one that ends with * stands for all that begin so.
        joining: how several rows of one activity belong together, as in `joint_rows`.
        separators: signs between several things in a cell; "" where they are as people put them.
        coded: whether a cell has the code of a thing before its name.
        kinds: what the column `kind` says of an amount -> kind of money, "" for one that is no spending.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    source: str
    table: bool = False
    needs: tuple[str, ...]
    or_needs: tuple[str, ...] = ()
    also_needs: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    columns: Mapping[str, str] = Field(default_factory=dict)
    currency: str | None = None
    factor: int = 1
    donor: str = ""
    constant: str = ""
    month_first: bool = False
    joining: Joining = "keys"
    separators: str = ""
    coded: bool = False
    kinds: Mapping[str, str] = Field(default_factory=dict)

    def fits(self, headings: Sequence[object]) -> bool:
        """Whether a row holds the headings of this export."""
        plain = {plain_heading(heading) for heading in headings}
        if any(_matches(one, heading) for one in self.without for heading in plain):
            return False
        return any(
            needed and all(any(_matches(one, heading) for heading in plain) for one in needed)
            for needed in (self.needs, self.or_needs, *self.also_needs)
        )

    def field_of(self, heading: object) -> str | None:
        """The field of a column by its heading; None where the export says nothing of it."""
        plain = plain_heading(heading)
        if plain in self.columns:
            return self.columns[plain]
        return next(
            (name for key, name in self.columns.items() if key.endswith("*") and _matches(key, plain)), None
        )

    def settings(self, grid: Grid, settings: ReadingSettings) -> ReadingSettings:
        """The settings of a register with the columns of this export fixed, what a person fixed before them."""
        row = header_row(grid, self)
        headings = grid.rows[row] if row is not None else []
        certain = {str(heading): name for heading in headings if (name := self.field_of(heading)) is not None}
        currency = settings.currency or self.currency or None
        return settings.model_copy(update={"columns": certain | dict(settings.columns), "currency": currency})

    def read(self, grid: Grid, settings: ReadingSettings) -> Register:
        """The activities of a table.

        Args:
            grid: the table, with the headings among its first rows.
            settings: what a person fixed by hand; of it the country and the language count.

        Raises:
            InputError: the table has not the headings of the export.
        """
        header = header_row(grid, self)
        if header is None:
            raise InputError("activities.export-other", file=grid.file, format=self.name)
        headings = [str(cell).strip() if cell is not None else "" for cell in grid.rows[header]]
        findings = [
            Finding(code="activities.export-recognised", file=grid.file, sheet=grid.sheet, value=self.title)
        ]
        fields = [self.field_of(heading) for heading in headings]
        order = list(self.columns)
        plain = [plain_heading(heading) for heading in headings]
        reader = RowReader(
            grid,
            headings,
            fields,
            settings,
            ranks=[order.index(one) if one in self.columns else len(order) for one in plain],
            currency=self.currency,
            factor=self.factor,
            donor=self.donor,
            month_first=self.month_first,
            separators=self.separators,
            coded=self.coded,
            kinds=self.kinds,
        )
        named = [index for index, name in enumerate(fields) if name in ("identifier", "title")]
        titled = [index for index in named if fields[index] == "title"]
        rows, total = [], None
        for index in range(header + 1, len(grid.rows)):
            cells = grid.rows[index]
            filled = [cell for cell in cells if cell not in (None, "")]
            if not filled or (index == header + 1 and _is_tagged(filled)):
                continue
            untitled = not _has(cells, titled)
            if untitled and is_total(filled[0]):
                total = reader.amounts(index)
                findings.append(_about_row(grid, index, "row-total", filled[0]))
            elif untitled and len(filled) == 1 and (" " in str(filled[0]).strip() or not _has(cells, named)):
                findings.append(_about_row(grid, index, "row-note", filled[0]))
            else:
                rows.append(reader.read(index))
        found = joined_rows(rows, self.joining, total)
        activities = found.activities
        findings += reader.findings
        findings += reader.closing()
        known = {activity.id for activity in activities}
        for activity in activities:
            first, mark, _ = activity.id.rpartition("#")
            if mark and first in known:
                findings.append(
                    Finding(
                        code="activities.export-id-repeated",
                        file=grid.file,
                        sheet=grid.sheet,
                        row=activity.origin.row,
                        value=first,
                        details={"id": activity.id},
                    )
                )
        findings += _told_joined(grid, self.joining, found)
        for index, heading in enumerate(headings):
            if (
                self.constant and _matches(self.constant, plain_heading(heading))
            ) or reader.used_fallback == heading:
                findings.append(
                    Finding(
                        code="activities.export-constant",
                        file=grid.file,
                        sheet=grid.sheet,
                        column=column_letter(index),
                        value=heading,
                    )
                )
        choices = tuple(
            ColumnChoice(
                file=grid.file, sheet=grid.sheet, column=column_letter(index), heading=heading,
                field=fields[index] or "", confidence=1.0, reason="heading",
            )
            for index, heading in enumerate(headings)
        )  # fmt: skip
        return Register(activities=tuple(activities), findings=tuple(findings), columns=choices)


def _has(cells: Sequence[object], places: Sequence[int]) -> bool:
    return any(place < len(cells) and cells[place] not in (None, "") for place in places)


def _about_row(grid: Grid, index: int, code: str, value: object) -> Finding:
    return Finding(
        code=f"activities.{code}", file=grid.file, sheet=grid.sheet, row=grid.number(index), value=value
    )


def _is_tagged(filled: Sequence[object]) -> bool:
    """Whether a row below the headings is one of tags for machines: "#date", "#org+name+funder" (HXL)."""
    tags = sum(isinstance(cell, str) and bool(re.match(r"#[a-z]", cell)) for cell in filled)
    return tags * 2 > len(filled)


def _told_joined(grid: Grid, joining: Joining, found: Joined) -> list[Finding]:
    """What is to be said of rows that were joined."""
    if not found.joined:
        return []
    code = {"agencies": "export-joint-rows", "once": "export-rows-repeated"}.get(
        joining, "export-rows-joined"
    )
    told = [
        Finding(
            code=f"activities.{code}", file=grid.file, sheet=grid.sheet, details={"number": str(found.joined)}
        )
    ]
    rows = {activity.id: activity.origin.row for activity in found.activities}
    for code, ids in (("export-joint-once", found.repeated), ("export-joint-added", found.alike)):
        told += [
            Finding(code=f"activities.{code}", file=grid.file, sheet=grid.sheet, row=rows[one], value=one)
            for one in ids
            if joining == "agencies"
        ]
    return told


def plain_heading(heading: object) -> str:
    """A heading as `exports.toml` writes it: only letters and figures, in lower case.

    Example:
        >>> plain_heading("USD_Commitment_Defl"), plain_heading("Amount.(Constant.USD.2021)")
        ('usdcommitmentdefl', 'amountconstantusd2021')
    """
    return re.sub(r"[\W_]+", "", str(heading or "")[:200]).lower()


def _matches(pattern: str, plain: str) -> bool:
    return plain.startswith(pattern[:-1]) if pattern.endswith("*") else plain == pattern


@cache
def exports() -> tuple[Export, ...]:
    """All exports that are known.

    Example:
        >>> [export.name for export in exports()][:4]
        ['uninfo', 'world-bank', 'gcdf', 'crs']
    """
    text = resources.files("sdgkit.activities").joinpath("exports.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = tomllib.loads(text)
    return tuple(Export(name=name, **entry) for name, entry in table.items())


def recognise(headings: Sequence[object]) -> str | None:
    """The name of the export that a row of headings belongs to, or None.

    Example:
        >>> recognise(["id", "country_iso3", "agency", "name", "required_usd", "available_usd", "spent_usd"])
        'uninfo'
        >>> recognise(["№", "Наименование проекта", "Донор"])
    """
    return next((export.name for export in exports() if export.fits(headings)), None)


def named(name: str) -> Export:
    """The export of a name, however it is written; a word of its title will do where only one has it.

    Raises:
        UsageError: there is none; the error names all formats.

    Example:
        >>> named("World_Bank").name, named("AidData").name
        ('world-bank', 'gcdf')
    """
    plain = plain_heading(name)
    for export in exports():
        if plain_heading(export.name) == plain:
            return export
    titled = [export for export in exports() if len(plain) > 2 and plain in plain_heading(export.title)]
    if len(titled) == 1:
        return titled[0]
    known = ", ".join(("table", "iati", *(export.name for export in exports())))
    raise UsageError("activities.format-unknown", format=name, known=known)


def export_of(grid: Grid, format: str | None = None) -> Export | None:
    """The export that a table is; the one that `format` names, where it names one.

    Raises:
        UsageError: there is no format of that name.
        InputError: the table has not the headings of the format.
    """
    if format is not None:
        export = named(format)
        if header_row(grid, export) is None:
            raise InputError("activities.export-other", file=grid.file, format=format)
        return export
    return next((export for export in exports() if header_row(grid, export) is not None), None)


_OF_STATISTICS = frozenset(["timeperiod", "obsvalue"])


def is_statistics(grid: Grid) -> bool:
    """Whether a table holds figures of a statistical database (SDMX), such as the OECD's, and no activities.

    Example:
        >>> is_statistics(Grid("a.csv", "", [["Donor", "RECIPIENT", "TIME_PERIOD", "OBS_VALUE"]]))
        True
    """
    return any({plain_heading(cell) for cell in row} >= _OF_STATISTICS for row in grid.rows[:HEADER_ROWS])


def header_row(grid: Grid, export: Export) -> int | None:
    """The index of the row with the headings of an export, or None."""
    least = min(len(needed) for needed in (export.needs, export.or_needs, *export.also_needs) if needed)
    for index, row in enumerate(grid.rows[:HEADER_ROWS]):
        if sum(isinstance(cell, str) and bool(cell) for cell in row) >= least and export.fits(row):
            below = grid.rows[index + 1] if index + 1 < len(grid.rows) else []
            return index + 1 if export.fits(below) else index
    return None
