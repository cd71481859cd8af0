"""Tables and charts of indicators: by goal, all of them, and every single observation."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from sdgkit.agenda import EDITIONS
from sdgkit.agenda import indicators as agenda_indicators
from sdgkit.indicators.indicator import Assessment, Point
from sdgkit.indicators.observations import OPTIONAL_COLUMNS
from sdgkit.indicators.progress.frame import way
from sdgkit.indicators.progress.labels import method_label, reason_label, remark_label, result_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.indicators.values import BEFORE, is_break
from sdgkit.languages import fold
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.report.draft import Cell, Chart, Column, Origin, Row, Series, Table, Value
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column, without_empty
from sdgkit.report.wording import has_label, label, sentence

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

FEWEST_POINTS = 3
"""Values that a series needs for a chart; two are said in a sentence."""
MOST_DIGITS = 4
MOST_SIGNS = 12
"""Different signs that a note explains; texts in place of figures may be any number."""


def digits_of(row: IndicatorRow) -> int:
    """Decimals in which all values of an indicator are written: as many as its figures have, at most two.

    A figure below one keeps more, so that a rate of 0.0042 does not become zero.

    Example:
        >>> from sdgkit.indicators.indicator import Assessment
        >>> blank = Assessment(indicator="3.1.1", method="unsd", edition="", result="not-assessed")
        >>> points = (Point(year=2015, value=12.5), Point(year=2016, value=12))
        >>> row = IndicatorRow(code="3.1.1", goal=3, target="3.1", name={"en": "x"}, assessment=blank, points=points)
        >>> digits_of(row)
        1
    """
    return digits_of_values([point.value for point in row.points if point.value is not None])


def digits_of_values(values: Sequence[float]) -> int:
    """Decimals in which numbers that stand together are written; see `digits_of`.

    Example:
        >>> digits_of_values([12.5, 3]), digits_of_values([0.0042]), digits_of_values([1234.5]), digits_of_values([])
        (1, 4, 0, 0)
    """
    if not values:
        return 0
    largest = max(abs(value) for value in values)
    most = 2 if largest >= 1 or largest == 0 else min(MOST_DIGITS, 1 - math.floor(math.log10(largest)))
    if largest >= 1000:
        most = 0
    for digits in range(most):
        if all(abs(value - round(value, digits)) < 10 ** -(digits + 4) for value in values):
            return digits
    return most


def point_cell(point: Point | None, digits: int, language: str) -> Cell:
    """The value of a point with its sign and its source; empty for no point."""
    if point is None:
        return Cell()
    written = cell(point.value, language, "number", digits)
    origin = (Origin(file=point.file, row=point.row),) if point.file else ()
    return written.model_copy(
        update={"text": signed_text(written.text, point.sign), "note": point.sign, "origins": origin}
    )


MOST_PUBLISHERS = 3
"""Publishers named in a source line; the sheet of sources names all."""


def signed_text(number: str, sign: str) -> str:
    """A written number with the sign of its publisher, or the sign alone.

    Example:
        >>> signed_text("12.5", "()"), signed_text("0.1", "<"), signed_text("7", "¹"), signed_text("", "…")
        ('(12.5)', '<0.1', '7¹', '…')
        >>> signed_text("19180", "I")
        '19180 I'
    """
    if not number or not sign:
        return number or sign
    if sign == "()":
        return f"({number})"
    if sign in BEFORE:
        return sign + number
    # A letter at a number would read as a part of it.
    return f"{number} {sign}" if sign.isalpha() else number + sign


STATUSES = {
    "e": "estimated",
    "i": "imputed",
    "p": "provisional",
    "f": "forecast",
    "d": "definition",
    "u": "unreliable",
}
"""Observation statuses of SDMX and flags of Eurostat, which agree in these."""


def sign_meaning(sign: str, language: str) -> str:
    """What a sign of a publisher means, as far as statistical offices agree on it.

    Example:
        >>> sign_meaning("…", "ru"), sign_meaning("<", "en")
        ('нет данных', 'below, above or about the figure')
    """
    kinds = {"()": "brackets", "x": "x", "х": "x", "c": "x", "*": "star", "(*)": "star"}
    folded = sign.strip().lower()
    if folded in BEFORE:
        kind = "bound"
    elif is_break(folded):
        kind = "break"
    elif folded in STATUSES:
        kind = STATUSES[folded]
    elif folded in kinds:
        kind = kinds[folded]
    elif folded in ("-", "–", "—"):
        kind = "dash"
    elif folded in ("…", "...", "..", "."):
        kind = "dots"
    elif folded in (":", "n", "na", "n/a", "nan", "#n/a"):
        kind = "not-available"
    else:
        kind = "footnote" if len(folded) <= 3 else "other"
    return label(f"sign.{kind}", language)


def with_series(name: str, series: object, data: Indicators, language: str) -> str:
    """The name of an indicator with that of its series, where the source has several."""
    code = str(series or "")
    told = data.name_of("series", code).in_language(language) or code if code else ""
    return f"{name} – {told}" if told and told != name else name


def signs_notes(signs: Iterable[str], language: str) -> tuple[str, ...]:
    """A note that explains the signs of publishers that stand in a table; none where there are none.

    Example:
        >>> signs_notes(["<", "", "<"], "en")
        ('Signs of the source: < – below, above or about the figure.',)
    """
    told = [f"{sign} – {sign_meaning(sign, language)}" for sign in dict.fromkeys(signs) if sign]
    return (label("signs", language).format(signs="; ".join(told[:MOST_SIGNS]) + "."),) if told else ()


def unit_text(row: IndicatorRow, language: str) -> str:
    """The unit of the headline in words, else its code."""
    return row.unit.in_language(language) or row.unit_code


def _stems(text: str, language: str) -> set[str]:
    """What the words of a text have in common with their other forms."""
    return {stem_in(plain(word), language) for word in re.findall(r"[^\W_]+", text)}


def name_with_unit(name: str, unit: str, language: str) -> str:
    """A name with the unit behind it, unless the name says the unit itself.

    Example:
        >>> name_with_unit("Deaths per 100,000 live births", "per 100,000 live births", "en")
        'Deaths per 100,000 live births'
        >>> name_with_unit("Доходы государства в процентах к ВВП", "процентов", "ru")
        'Доходы государства в процентах к ВВП'
    """
    if not unit or fold(unit) in fold(name) or _stems(unit, language) <= _stems(name, language):
        return name
    return label("with-unit", language).format(name=name, unit=unit)


def progress_cell(row: IndicatorRow, language: str) -> Cell:
    """The result in words with the reason; the method and edition stand in the note of the table."""
    result = result_label(row.assessment, language)
    reason = reason_label(row.why_not or row.assessment.why_not, language)
    remarks = "; ".join(remark_label(remark, language) for remark in row.assessment.remarks)
    return Cell(
        value=row.assessment.result,
        text=f"{result}: {reason}" if reason else result,
        note=remarks,
        status=row.assessment.result,
    )


def _names(row: IndicatorRow, material: Material) -> str:
    series = row.series_name.in_language(material.language)
    name = material.indicator_name(row)
    return f"{name} ({series})" if series and series != name else name


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
                    cell(_names(row, material), language),
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


def source_line(material: Material, rows: Iterable[IndicatorRow] | None = None) -> str:
    """The source line of what was computed from some indicators, or all: who published it, else the files."""
    chosen = None if rows is None else tuple(rows)
    names = organisations(material, chosen)
    read = (
        files_of(material) if chosen is None else list(dict.fromkeys(row.file for row in chosen if row.file))
    )
    every = names or read
    if not every:
        return ""
    # The name of a publisher may hold commas.
    files = "; ".join(every[:MOST_PUBLISHERS])
    if len(every) > MOST_PUBLISHERS:
        more = label("and-more", material.language).format(number=len(every) - MOST_PUBLISHERS)
        files = f"{files} {more}"
    return label("source.indicators", material.language).format(files=files)


def organisations(material: Material, rows: Iterable[IndicatorRow] | None = None) -> list[str]:
    """Names of those who published the figures of some indicators, or of all, each once."""
    names: dict[str, None] = {}
    for row in material.rows if rows is None else rows:
        if row.latest is not None:
            for source in row.sources:
                name = source.organisation.in_language(material.language)
                if name:
                    names[name] = None
    return list(names)


def files_of(material: Material) -> list[str]:
    """Names of the files that the indicator data came from."""
    return [] if material.indicators is None else [source.name for source in material.indicators.sources]


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


def dimension_name(name: str, language: str) -> str:
    """A dimension in words, or as the source writes it where no label knows it.

    Example:
        >>> dimension_name("SEX", "kk"), dimension_name("Household type", "kk")
        ('Жынысы', 'Household type')
    """
    key = f"dimension.{name.upper().replace(' ', '_')}"
    return label(key, language) if has_label(key) else name


def _remarks(row: IndicatorRow, language: str) -> str:
    parts = [reason_label(row.why_not or row.assessment.why_not, language)]
    parts += [remark_label(remark, language) for remark in row.assessment.remarks]
    return "; ".join(dict.fromkeys(part for part in parts if part))


def observations(material: Material) -> Table:
    """Every value that was read, one row each, with a column per dimension and the file and row it stands in."""
    language = material.language
    data = material.indicators
    records: list[tuple[Value, ...]] = []
    used: list[str] = []
    beside: list[str] = []
    if data is not None:
        headline = {(p.file, p.row) for row in material.rows for p in row.points}
        names = {row.code: material.indicator_name(row) for row in material.rows}
        frame = data.observations
        used = [name for name in data.dimensions if (frame[name] != "").any()]
        beside = [name for name in OPTIONAL_COLUMNS if name in frame.columns and (frame[name] != "").any()]
        columns = {name: frame[name].astype(object).tolist() for name in frame.columns}
        known: dict[tuple[str, str], str] = {}

        def named(where: str, code: str, with_code: bool = False) -> str:
            key = (where, code)
            if key not in known:
                name = data.name_of(where, code).in_language(language) if code else ""
                both = f"{code} – {name}" if with_code and name and name != code else name or code
                known[key] = both
            return known[key]

        yes = label("yes", language)
        # Names are looked up once per code: the table may hold tens of thousands of rows.
        for place in range(len(frame)):
            code = str(columns["indicator"][place])
            value = columns["value"][place]
            here = (str(columns["file"][place]), int(columns["row"][place]))
            records.append(
                (
                    int(code.split(".")[0]),
                    code,
                    names.get(code, ""),
                    named("series", str(columns["series"][place])),
                    named("place", str(columns["place"][place])),
                    *(named(name, str(columns[name][place]), True) for name in used),
                    int(columns["year"][place]),
                    None if value != value else float(value),
                    str(columns["sign"][place]),
                    named("unit", str(columns["unit"][place])),
                    *(str(columns[name][place]) for name in beside),
                    yes if here in headline else "",
                    *here,
                )
            )
    return Table(
        key="observations",
        caption=label("caption.observations", language),
        columns=(
            column("goal", language, "goal", 0.5), column("code", language, "code", 0.8),
            column("indicator", language, width=3.5), column("series", language, width=1.5),
            column("place", language, width=1.6),
            *(
                column(f"dimension-{name}", language, width=1.2, heading=dimension_name(name, language))
                for name in used
            ),
            column("year", language, "year", 0.6), column("value", language, "number", 1.0),
            column("sign", language, width=0.5), column("unit", language, width=1.4),
            *(column(name, language, width=1.2) for name in beside),
            column("headline", language, width=0.8), column("file", language, width=1.8),
            column("row", language, "year", 0.6),
        ),
        records=tuple(records),
        notes=(label("note.totals", language),) if used else (),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.observations", language),
        layout="tidy",
        frozen_columns=2,
    )  # fmt: skip


def chart_row(material: Material, number: int) -> IndicatorRow | None:
    """The indicator whose headline a goal's chart shows: the one with most values, the latest, then by code."""
    enough = [row for row in material.rows_by_goal.get(number, ()) if _values(row) >= FEWEST_POINTS]
    # An assessed indicator says more in the sentence beside it; the order of the Agenda decides the rest.
    return max(
        enough,
        key=lambda row: (
            row.assessment.result != "not-assessed",
            _values(row),
            row.latest.year if row.latest else 0,
        ),
        default=None,
    )


def _values(row: IndicatorRow) -> int:
    return sum(point.value is not None for point in row.points)


def goal_chart(material: Material, number: int, colour: str) -> Chart | None:
    """A line over the years of one headline, with gaps where a year has no value; None where data are too few."""
    row = chart_row(material, number)
    if row is None or row.latest is None:
        return None
    language = material.language
    by_year = {point.year: point.value for point in row.points}
    years = range(min(by_year), max(by_year) + 1)
    digits = digits_of(row)
    first = next(point for point in row.points if point.value is not None)
    name = _names(row, material)
    alt = sentence(
        "alt-line", language, name=name, first=str(first.year), last=str(row.latest.year),
        base=point_cell(first, digits, language).text, latest=point_cell(row.latest, digits, language).text,
        unit=unit_text(row, language) or "–",
    )  # fmt: skip
    return Chart(
        key=f"goal-{number}-chart",
        kind="line",
        title=label("with-code", language).format(code=row.code, name=name),
        alt=alt.text,
        categories=tuple(str(year) for year in years),
        series=(Series(name=name, values=tuple(by_year.get(year) for year in years), colour=colour),),
        unit=unit_text(row, language),
        digits=digits,
        goal=number,
        table=f"goal-{number}-indicators",
        source=source_line(material, [row]),
    )
