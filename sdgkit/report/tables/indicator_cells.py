"""Cells of indicators: a figure with its sign and decimals, names with units, what signs mean, progress in words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sdgkit.indicators.indicator import Point
from sdgkit.indicators.progress.labels import reason_label, remark_label, result_label
from sdgkit.indicators.table import IndicatorRow
from sdgkit.indicators.values import BEFORE, is_break
from sdgkit.languages import fold
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.report.draft import Cell, Origin
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell
from sdgkit.report.wording import label

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

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


def name_with_series(row: IndicatorRow, material: Material) -> str:
    """The name of an indicator with that of its headline's series, where they differ."""
    series = row.series_name.in_language(material.language)
    name = material.indicator_name(row)
    return f"{name} ({series})" if series and series != name else name
