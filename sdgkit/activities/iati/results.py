"""Results of IATI: indicators with their baseline, what was planned and what was achieved.

Values stand in two places afterwards: each with its period, place and dimensions in `Activity.measured`, and the
last ones, in words, behind the title of their indicator in `Activity.results`, which is what a briefing shows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sdgkit.activities.activity import Measured, Origin
from sdgkit.activities.iati.codes import code_lists
from sdgkit.activities.iati.money import day_of, grouped_number
from sdgkit.activities.iati.narratives import NO_TEXT, Narratives, as_text
from sdgkit.activities.iati.pieces import children, line_of
from sdgkit.activities.trusted import maker
from sdgkit.languages import LANGUAGES, write_number

if TYPE_CHECKING:
    from lxml.etree import _Element

    Note = Callable[..., None]

KINDS = ("baseline", "target", "actual")

_made_measured = maker(Measured)


class ResultReader:
    """Reads the results of one activity.

    Args:
        file: name of the file.
        narratives: reads texts.
        note: writes a finding.
        reference: reads a reference to an indicator of the Agenda.
    """

    def __init__(
        self, file: str, narratives: Narratives, note: Note, reference: Callable[[_Element], None]
    ) -> None:
        self.file, self.narratives, self.note, self.reference = file, narratives, note, reference
        lists = code_lists()
        self.levels, self.units = lists["result_types"], lists["measures"]
        self.described: list[str] = []
        """What is said of the result and of its indicators besides their titles."""

    def read(self, element: _Element, line: int) -> tuple[list[dict[str, str]], list[Measured]]:
        """Read a `result`.

        Args:
            element: the result.
            line: added to the line of an element for its line in the file.

        Returns:
            Its texts, in the order of the file, and its values.
        """
        texts: list[dict[str, str]] = []
        measured: list[Measured] = []
        level = self.levels.get(element.get("type", "").strip(), "")
        title: dict[str, str] = {}
        self.described = []
        for child in children(element):
            if child.tag == "title":
                title = self.narratives.of(child)
                texts.append(title)
            elif child.tag == "description":
                self.described += self.narratives.of(child).values()
            elif child.tag == "indicator":
                told, values = self._indicator(child, title, level, line)
                texts.append(told)
                measured += values
            elif child.tag == "reference":
                self.reference(child)
        return texts, measured

    def _indicator(
        self, element: _Element, result: dict[str, str], level: str, line: int
    ) -> tuple[dict[str, str], list[Measured]]:
        title: dict[str, str] = {}
        found: list[dict[str, Any]] = []
        # From 2.03 on an indicator needs no title where its result says all.
        unit = self.units.get(element.get("measure", "").strip(), "")
        for child in children(element):
            tag = child.tag
            if tag == "title":
                title = self.narratives.of(child)
            elif tag == "description":
                self.described += self.narratives.of(child).values()
            elif tag == "reference":
                self.reference(child)
            elif tag == "baseline":
                self._value(child, "baseline", (None, None), unit, found, line)
            elif tag == "period":
                period = _period(child)
                for part in children(child):
                    if part.tag in ("target", "actual"):
                        self._value(part, part.tag, period, unit, found, line)
        of = as_text(title or result)
        values = [_made_measured(one | {"indicator": of, "level": level}) for one in found]
        return in_words(title, values), values

    def _value(
        self,
        element: _Element,
        kind: Any,
        period: tuple[dt.date | None, dt.date | None],
        unit: Any,
        found: list[dict[str, Any]],
        line: int,
    ) -> None:
        """Add the fields of a value; its indicator and level are put in when they are known."""
        written = (element.get("value") or "").strip()
        comment: dict[str, str] = {}
        dimensions: dict[str, str] = {}
        places: list[str] = []
        for child in children(element):
            if child.tag == "comment":
                comment = self.narratives.of(child)
            elif child.tag == "dimension":
                dimensions[child.get("name", "").strip()] = child.get("value", "").strip()
            elif child.tag == "location":
                places.append(child.get("ref", "").strip())
        value = number_of(written)
        if written and value is None:
            if unit != "qualitative":
                self.note("iati-result-unread", element, written)
            comment = comment or {"": written}
        if value is None and not comment:
            return
        start, end = period
        if kind == "baseline":
            day = day_of(element.get("iso-date") or "")
            start = end = day or _year(element.get("year"))
        found.append(
            {
                "indicator": NO_TEXT,
                "kind": kind,
                "level": "",
                "unit": unit,
                "value": value,
                "text": as_text(comment),
                "start": start,
                "end": end,
                "dimensions": dimensions,
                "places": tuple(filter(None, places)),
                "origin": Origin(self.file, "", line_of(element, line)),
            }
        )


@lru_cache(maxsize=20_000)
def number_of(written: str) -> Decimal | None:
    """The number of a value; None where it is none.

    Example:
        >>> number_of("1,250.5"), number_of("75%"), number_of("yes")
        (Decimal('1250.5'), Decimal('75'), None)
    """
    text = written.strip().rstrip("%").rstrip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        grouped = grouped_number(text)
        if grouped is None:
            return None
        number = grouped
    return number if number.is_finite() and "_" not in text and abs(number) < Decimal("1e18") else None


def _period(element: _Element) -> tuple[dt.date | None, dt.date | None]:
    days: dict[Any, dt.date | None] = {}
    for child in children(element):
        if child.tag in ("period-start", "period-end") and child.tag not in days:
            days[child.tag] = day_of(child.get("iso-date") or child.text or "")
    return days.get("period-start"), days.get("period-end")


def _year(written: str | None) -> dt.date | None:
    text = (written or "").strip()
    return (
        dt.date(int(text), 1, 1)
        if len(text) == 4 and text.isascii() and text.isdecimal() and text > "0"
        else None
    )


def in_words(title: dict[str, str], values: Iterable[Measured]) -> dict[str, str]:
    """The title of an indicator with its first value, the last that was planned and the last that was achieved.

    Values of a dimension or a place are parts of others, so they are left to `Activity.measured`.

    Example:
        >>> one = Measured(indicator=NO_TEXT, kind="actual", value=Decimal(95), end=dt.date(2025, 12, 31))
        >>> in_words({"en": "Doctors trained", "ru": "Врачи"}, [one])
        {'en': 'Doctors trained (achieved 95 in 2025)', 'ru': 'Врачи (факт 95, 2025 г.)'}
    """
    last: dict[str, Measured] = {}
    for one in values:
        if not one.dimensions and not one.places and (one.value is not None or one.text):
            before = last.get(one.kind)
            if before is None or (
                one.kind != "baseline" and (one.end or dt.date.min) >= (before.end or dt.date.min)
            ):
                last[one.kind] = one
    if not last:
        return title
    return {language: f"{text} ({_said(last, language)})" for language, text in title.items()}


def _said(last: dict[str, Measured], language: str) -> str:
    known = language if language in LANGUAGES else "en"
    words = code_lists()[f"measured_{known}"]
    parts = []
    for kind in KINDS:
        one = last.get(kind)
        if one is not None:
            value = one.text.in_language(language) if one.value is None else write_number(one.value, known)
            if one.unit == "percent" and one.value is not None:
                value += words["percent"]
            year = words["year"].format(year=one.end.year) if one.end else ""
            parts.append(f"{words[kind]} {value}{year}")
    return "; ".join(parts)
