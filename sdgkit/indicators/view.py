"""What a notebook shows: one indicator with series, chart, assessment and sources, or the whole source."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sdgkit.indicators.indicator import Assessment, Headline, Indicator, Point
from sdgkit.indicators.progress.labels import explain_assessment, reason_label, word_label
from sdgkit.indicators.values import BEFORE
from sdgkit.languages import write_number

if TYPE_CHECKING:
    import pandas as pd

    from sdgkit.indicators.choropleth import Choropleth
    from sdgkit.indicators.indicators import Indicators

WIDTH, HEIGHT, MARGIN = 520, 180, 36


class IndicatorView:
    """One indicator of a source, to look at and to take apart.

    Attributes:
        indicator: its description.
        headline: the series that stands for it, or None.
        why_not: reason why there is none.
    """

    def __init__(self, source: Indicators, code: str) -> None:
        self._source = source
        self.indicator: Indicator = source.indicator(code)
        self.headline: Headline | None = source.headline(code)
        self.why_not: str = source.why_not(code)

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.indicator.code

    @property
    def observations(self) -> pd.DataFrame:
        """All its observations."""
        return self._source.rows(self.code)

    @property
    def candidates(self) -> list[Headline]:
        """The series from which a headline may be chosen."""
        return self._source.candidates(self.code)

    def assess(self, method: str = "unsd", as_of: int | None = None) -> Assessment:
        """Its progress by a method."""
        return self._source.assessment(self.code, method, as_of)

    def map(
        self, year: int | None = None, language: str = "en", *, shapes: str | Path | None = None
    ) -> Choropleth:
        """Its regions in a year, the latest where None: as tiles, or on the shapes of a GeoJSON map of the user's.

        Raises:
            UsageError: no figures of two regions.
        """
        from sdgkit.indicators.choropleth import map_of

        return map_of(self._source, self.code, year, language, shapes=shapes)

    def __repr__(self) -> str:
        points = len(self.headline.points) if self.headline else 0
        return f"<{self.code} {self.indicator.name}: {points} points{', ' + self.why_not if self.why_not else ''}>"

    def to_html(self, language: str = "en") -> str:
        """The indicator as a piece of HTML in a language."""
        parts = [f"<h4>{escape(self.code)} {escape(self.indicator.name.in_language(language))}</h4>"]
        if self.headline is None:
            parts.append(f"<p>{escape(reason_label(self.why_not, language))}</p>")
            # With the codes, so that one can be named in the settings.
            told = [(one.series_name.in_language(language), _codes(one)) for one in self.candidates]
            lines = [
                f"{escape(name)} <code>{escape(codes)}</code>".strip()
                for name, codes in told
                if name or codes
            ]
            if lines:
                parts.append("<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")
        else:
            unit = self.headline.unit_name.in_language(language)
            parts.append(f"<p>{escape(unit)}</p>")
            parts.append(chart(self.headline.points, language))
            parts.append(_table(self.headline.points, language))
            parts.append(f"<p>{escape(explain_assessment(self.assess(), language))}</p>")
        sources = {str(one.organisation.in_language(language)) for one in self.indicator.sources}
        places = sorted({f"{point.file}" for point in (self.headline.points if self.headline else ())})
        parts.append(
            "<p><small>" + escape("; ".join(sorted(filter(None, sources)) + places)) + "</small></p>"
        )
        return f'<div lang="{language}">' + "".join(parts) + "</div>"

    def _repr_html_(self) -> str:
        return self.to_html()


COLUMNS = ("code", "indicator", "observations", "headline")


def chart(points: tuple[Point, ...], language: str = "en") -> str:
    """A line of the points as SVG; years without a number are gaps in it.

    Example:
        >>> chart((Point(year=2020, value=1.0), Point(year=2021, value=2.0))).count("<circle")
        2
    """
    numbers = [(point.year, point.value) for point in points if point.value is not None]
    if not numbers:
        return ""
    years = [year for year, _ in numbers]
    values = [value for _, value in numbers]
    low, high = min(values), max(values)
    spread = (high - low) or 1.0

    def at(year: int, value: float) -> tuple[float, float]:
        across = (year - years[0]) / ((years[-1] - years[0]) or 1)
        up = (value - low) / spread if high > low else 0.5
        return (
            round(MARGIN + across * (WIDTH - 2 * MARGIN), 1),
            round(HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN), 1),
        )

    places = [at(year, value) for year, value in numbers]
    steps = []
    for n, (x, y) in enumerate(places):
        joined = n > 0 and years[n] - years[n - 1] == 1
        steps.append(f"{'L' if joined else 'M'}{x} {y}")
    circles = "".join(
        f'<circle cx="{x}" cy="{y}" r="3" fill="#1f5a8a">'
        f"<title>{year}: {write_number(value, language)}</title></circle>"
        for (x, y), (year, value) in zip(places, numbers, strict=True)
    )
    label = ", ".join(f"{year}: {write_number(value, language)}" for year, value in (numbers[0], numbers[-1]))
    text = (
        f'<text x="{places[0][0]}" y="{HEIGHT - 8}" font-size="11">{years[0]}</text>'
        f'<text x="{places[-1][0]}" y="{HEIGHT - 8}" font-size="11" text-anchor="end">{years[-1]}</text>'
        f'<text x="4" y="{MARGIN - 14}" font-size="11">{write_number(high, language)}</text>'
        f'<text x="4" y="{HEIGHT - MARGIN + 14}" font-size="11">{write_number(low, language)}</text>'
    )
    return (
        f'<svg role="img" aria-label="{escape(label)}" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><path d="{" ".join(steps)}" fill="none" stroke="#1f5a8a" '
        f'stroke-width="2"/>{circles}{text}</svg>'
    )


def _codes(headline: Headline) -> str:
    """The codes by which a series is chosen."""
    codes = [
        f"{name}={cell}"
        for name, cell in sorted(headline.series.items(), key=lambda item: item[0] != "SERIES")
    ]
    return ", ".join([*codes, f"unit={headline.unit}"] if headline.unit else codes)


def _decimals(points: tuple[Point, ...]) -> int:
    """The most decimals of the points, so that 17 beside 11.4 is 17.0; no more than four."""
    parts = [
        f"{point.value:.4f}".rstrip("0").partition(".")[2] for point in points if point.value is not None
    ]
    return max(map(len, parts), default=0)


def _table(points: tuple[Point, ...], language: str) -> str:
    digits = _decimals(points)
    years = "".join(f"<th>{point.year}</th>" for point in points)
    cells = "".join(f"<td>{escape(written(point, language, digits))}</td>" for point in points)
    return f"<table><tr>{years}</tr><tr>{cells}</tr></table>"


def written(point: Point, language: str, digits: int | None = None) -> str:
    """A point as a table shows it: the number with its sign, or the sign alone.

    Args:
        point: the point.
        language: language of the number.
        digits: decimals; as many as it has where None.

    Example:
        >>> written(Point(year=2020, value=0.1, sign="<"), "ru"), written(Point(year=2020, value=None, sign="…"), "ru")
        ('<0,1', '…')
        >>> written(Point(year=2020, value=17, sign="e"), "en", 1)
        '17.0 e'
    """
    if point.value is None:
        return point.sign or "…"
    number = write_number(point.value, language, digits)
    if point.sign == "()":
        return f"({number})"
    if point.sign in BEFORE:
        return point.sign + number
    return f"{number} {point.sign}" if point.sign.isalpha() else number + point.sign


def collection_html(source: Indicators, language: str = "en") -> str:
    """The whole source as a table: code, name, first and last year, headline or reason."""
    lines = []
    for one in source.indicators:
        headline = source.headline(one.code)
        told = (
            f"{headline.points[0].year}–{headline.points[-1].year}"
            if headline
            else reason_label(source.why_not(one.code), language)
        )
        lines.append(
            f"<tr><td>{escape(one.code)}</td><td>{escape(one.name.in_language(language))}</td>"
            f"<td>{len(source.rows(one.code))}</td><td>{escape(told)}</td></tr>"
        )
    heading = "".join(f"<th>{escape(word_label(word, language))}</th>" for word in COLUMNS)
    return f"<p>{escape(repr(source))}</p><table><tr>{heading}</tr>" + "".join(lines) + "</table>"
