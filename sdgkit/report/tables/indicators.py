"""Tables of indicators: by goal, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from sdgkit.agenda import EDITIONS
from sdgkit.agenda import indicators as agenda_indicators
from sdgkit.indicators.indicator import Assessment, Point
from sdgkit.indicators.progress.frame import way
from sdgkit.indicators.progress.labels import method_label, reason_label, remark_label, result_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.report.draft import Cell, Column, Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column, without_empty
from sdgkit.report.tables.indicator_cells import (
    digits_of,
    name_with_series,
    point_cell,
    progress_cell,
    signs_notes,
    unit_text,
)
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators


def goal_indicators(material: Material, number: int) -> Table:
    """The indicators of a goal that have a value: baseline, latest, change, progress."""
    language = material.language
    rows = []
    for row in material.rows_by_goal[number]:
        digits = digits_of(row)
        latest = row.latest.year if row.latest else None
        base = row.baseline if row.baseline is not None and row.baseline != row.latest else None
        rows.append(
            Row(
                key=row.code,
                goal=number,
                cells=(
                    cell(row.code, language, "code"),
                    cell(name_with_series(row, material), language),
                    cell(unit_text(row, language), language),
                    _with_year(base, digits, language),
                    _with_year(row.latest, digits, language),
                    cell(row.change if base else None, language, "number", digits, text=_signed(row, digits, language)),
                    progress_cell(row, language),
                ),
            )
        )  # fmt: skip
        assert latest is not None
    return Table(
        key=f"goal-{number}-indicators",
        caption=label("caption.goal-indicators", language).format(number=number),
        columns=(
            column("code", language, "code", 0.8),
            column("indicator", language, width=3.1),
            column("unit", language, width=1.6),
            column("base", language, "number", 1.2),
            column("latest", language, "number", 1.2),
            column("change", language, "number", 1.35),
            column("progress", language, "status", 2.0),
        ),
        rows=tuple(rows),
        notes=(
            label("note.base", language).format(base=material.base_year),
            label("note.method", language).format(method=method_label(material.method, language)),
        ),
        source=source_line(material, material.rows_by_goal[number]),
        where="body",
        goal=number,
    )


def _with_year(point: Point | None, digits: int, language: str) -> Cell:
    found = point_cell(point, digits, language)
    if point is None:
        return found
    return found.model_copy(update={"text": f"{found.text} ({point.year})"})


def _signed(row: IndicatorRow, digits: int, language: str) -> str:
    if row.change is None:
        return ""
    text = cell(abs(row.change), language, "number", digits).text
    if not any(mark in "123456789" for mark in text):
        return text
    return f"{'+' if row.change > 0 else '−'}{text}"


def all_indicators(material: Material) -> Table:
    """All indicators, those without data included, one row each, to sort, filter and pivot.

    The value of the previous review stands in it where the settings name its year; progress by every method
    that was asked for, with a column that says where one tells of progress and another of the opposite.
    """
    language, data = material.language, material.indicators
    review = None if data is None else data.settings.previous_review
    present = {} if data is None else _present(data)
    rows: list[Row] = []
    for row in material.rows:
        digits = digits_of(row)
        made = row.assessment
        whose = label(f"whose.{made.whose_target}", language) if made.whose_target else ""
        origin = row.sources[0] if row.sources else None
        previous = next((point for point in row.points if point.year == review), None)
        results = [
            made,
            *(data.assessment(row.code, name) for name in material.methods[1:] if data is not None),
        ]
        rows.append(
            Row(
                key=row.code,
                goal=row.goal,
                cells=(
                    cell(row.goal, language, "goal", goal=row.goal),
                    cell(row.target, language, "code"),
                    cell(row.code, language, "code"),
                    cell(material.indicator_name(row), language),
                    cell(row.series_name.in_language(language), language),
                    cell(label(f"scope.{scope_of(row.code)}", language), language),
                    cell(label(f"level.{row.level}", language) if row.level else "", language),
                    cell(unit_text(row, language), language),
                    cell("; ".join(dimension_name(one, language) for one in present.get(row.code, ())), language),
                    point_cell(row.baseline, digits, language),
                    cell(row.baseline.year if row.baseline else None, language, "year"),
                    *((point_cell(previous, digits, language),) if review else ()),
                    point_cell(row.latest, digits, language),
                    cell(row.latest.year if row.latest else None, language, "year"),
                    cell(row.change, language, "number", digits, text=_signed(row, digits, language)),
                    cell(made.target, language, "number", 2),
                    cell(made.target_year if made.target is not None else None, language, "year"),
                    cell(whose, language),
                    # What a country's own target stands in, as its file of targets says; of the Agenda's it is known.
                    cell(made.target_source if made.whose_target == "national" else "", language),
                    cell(made.points or None, language, "integer"),
                    *(cell(result_label(one, language), language, status=one.result) for one in results),
                    *((cell(_disagreement(results, language), language),) if len(results) > 1 else ()),
                    cell(_remarks(row, language), language),
                    cell(row.responsible.in_language(language), language),
                    cell(origin.organisation.in_language(language) if origin else "", language,
                         link=origin.url if origin else ""),
                    cell("; ".join(note.in_language(language) for note in row.notes), language),
                    cell(row.file, language),
                ),
            )
        )  # fmt: skip
    previous_heading = label("column.previous-review", language).format(year=review)
    table = Table(
        key="indicators",
        caption=label("caption.indicators", language),
        columns=(
            column("goal", language, "goal", 0.5), column("target", language, "code", 0.6),
            column("code", language, "code", 0.8), column("indicator", language, width=4.0),
            column("series", language, width=1.6), column("scope", language, width=1.0),
            column("level", language, width=1.2), column("unit", language, width=1.4),
            column("disaggregation", language, width=1.6),
            column("base", language, "number", 1.0), column("base-year", language, "year", 0.7),
            *((column("previous-review", language, "number", 1.0, heading=previous_heading),) if review else ()),
            column("latest", language, "number", 1.0), column("latest-year", language, "year", 0.7),
            column("change", language, "number", 0.9), column("target-value", language, "number", 0.9),
            column("target-year", language, "year", 0.7), column("whose-target", language, width=0.9),
            column("target-source", language, width=1.4), column("points", language, "integer", 0.8),
            *_progress_columns(material),
            column("reason", language, width=2.4), column("responsible", language, width=2.0),
            column("organisation", language, width=2.0), column("remark", language, width=2.0),
            column("file", language, width=1.4),
        ),
        rows=tuple(rows),
        notes=(
            label("note.base", language).format(base=material.base_year),
            *(label("note.method", language).format(method=method_label(name, language)) for name in material.methods),
            *signs_notes(
                (point.sign for row in material.rows for point in (row.baseline, row.latest) if point), language
            ),
        ),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.indicators", language),
        frozen_columns=4,
    )  # fmt: skip
    return without_empty(table, "target-source")


def _progress_columns(material: Material) -> list[Column]:
    language = material.language
    if len(material.methods) == 1:
        return [column("progress", language, "status", 1.6)]
    made = [
        column(
            "progress" if name == material.method else f"progress-{name}",
            language,
            "status",
            1.6,
            heading=label("column.progress-by", language).format(method=method_label(name, language)),
        )
        for name in material.methods
    ]
    return [*made, column("disagreement", language, width=0.9)]


def _disagreement(results: Sequence[Assessment], language: str) -> str:
    """ "yes" where one method says forward and another backward; empty where fewer than two assess it."""
    if sum(one.result != "not-assessed" for one in results) < 2:
        return ""
    return label("yes" if {"forward", "backward"} <= {way(one) for one in results} else "no", language)


def _present(data: Indicators) -> dict[str, list[str]]:
    """Indicator -> the dimensions by which it is there."""
    frame = data.disaggregations()
    parts = zip(frame["indicator"], frame["present"], strict=True)
    return {str(code): [name for name in str(names).split(", ") if name] for code, names in parts}


def scope_of(code: str) -> str:
    """Whether an indicator belongs to the global framework of any edition or is the country's own.

    Example:
        >>> scope_of("3.1.1"), scope_of("17.3.1.3")
        ('global', 'national')
    """
    return "global" if code in _framework() else "national"


@cache
def _framework() -> frozenset[str]:
    return frozenset(one.code for edition in EDITIONS for one in agenda_indicators(edition))


def _remarks(row: IndicatorRow, language: str) -> str:
    parts = [reason_label(row.why_not or row.assessment.why_not, language)]
    parts += [remark_label(remark, language) for remark in row.assessment.remarks]
    return "; ".join(dict.fromkeys(part for part in parts if part))
