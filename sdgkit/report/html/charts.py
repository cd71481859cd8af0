"""Charts of the preview, drawn as SVG: a line over years or a column for each goal, with the numbers written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape as escaped

from sdgkit.languages import write_number
from sdgkit.report.draft import Chart, Series
from sdgkit.report.word.elements import plain

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 26, 30
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Steps of the axis, times a power of ten, that people count in."""
LINES = 5
"""Lines across the chart, about."""
MOST_LABELS = 14
COLOUR = "1F3A5F"
"""Of a series that has none of its own."""


def axis(smallest: float, largest: float, least: float = 0) -> list[float]:
    """Round numbers along the axis, from below the smallest to above the largest value, at least so far apart.

    Example:
        >>> axis(0, 7)
        [0.0, 2.0, 4.0, 6.0, 8.0]
        >>> axis(0, 3, 1)
        [0.0, 1.0, 2.0, 3.0]
        >>> axis(5, 5)[0] < 5 < axis(5, 5)[-1]
        True
    """
    if smallest == largest:
        smallest, largest = smallest - 1, largest + 1
    rough = max((largest - smallest) / LINES, least)
    power = 10.0 ** (len(str(int(1 / rough))) * -1 if rough < 1 else len(str(int(rough))) - 1)
    step = next(size * power for size in STEPS if size * power >= rough * 0.999)
    first = int(smallest // step)
    last = int(-(-largest // step))
    return [round(step * number, 10) for number in range(first, last + 1)]


def escape(words: str) -> str:
    """Words as HTML text or the value of an attribute."""
    return escaped(plain(words), quote=True)


def chart_svg(chart: Chart, language: str) -> str:
    """The chart as an SVG element with its description for people who do not see it."""
    values = [value for one in chart.series for value in one.values if value is not None]
    if not values or not chart.categories:
        return ""
    bars = chart.kind != "line"
    ticks = axis(min(0.0, *values) if bars else min(values), max(values), chart.step or 0)
    ground = _Ground(chart, language, ticks)
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(chart.alt)}">',
        f"<title>{escape(chart.alt)}</title>",
        *ground.axes(every=1 if bars else -(-len(chart.categories) // MOST_LABELS)),
    ]
    for one in chart.series:
        parts += ground.bars(one) if bars else ground.line(one)
    return "".join(parts) + "</svg>"


class _Ground:
    """The ground that series are drawn on: where a value of a category stands, and how it is written."""

    def __init__(self, chart: Chart, language: str, ticks: Sequence[float]) -> None:
        self._chart = chart
        self._language = language
        self._ticks = ticks
        self._step = (WIDTH - LEFT - RIGHT) / len(chart.categories)

    def _x(self, place: int) -> float:
        return round(LEFT + self._step * (place + 0.5), 1)

    def _y(self, value: float) -> float:
        low, high = self._ticks[0], self._ticks[-1]
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    def _written(self, value: float) -> str:
        return write_number(value, self._language, self._chart.digits)

    def _hint(self, place: int, value: float) -> str:
        return f"<title>{escape(self._chart.categories[place])}: {self._written(value)}</title>"

    def axes(self, every: int) -> Iterator[str]:
        """The unit, a line for each tick, and the name of every so many categories."""
        if self._chart.unit:
            yield f'<text x="4" y="14" class="unit">{escape(self._chart.unit)}</text>'
        for tick in self._ticks:
            y = self._y(tick)
            yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" class="grid"/>'
            written = write_number(tick, self._language)
            yield f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{written}</text>'
        for place, name in enumerate(self._chart.categories):
            if place % every == 0:
                yield f'<text x="{self._x(place)}" y="{HEIGHT - 8}" text-anchor="middle">{escape(name)}</text>'

    def bars(self, series: Series) -> Iterator[str]:
        """A bar for each value, with the value above it."""
        for place, value in enumerate(series.values):
            if value is None:
                continue
            top, bottom = sorted((self._y(value), self._y(0.0)))
            fill = series.point_colours[place] if series.point_colours else series.colour or COLOUR
            yield (
                f'<rect x="{self._x(place) - self._step * 0.36:.1f}" y="{top}" width="{self._step * 0.72:.1f}" '
                f'height="{round(bottom - top, 1)}" fill="#{fill}">{self._hint(place, value)}</rect>'
            )
            yield f'<text x="{self._x(place)}" y="{top - 4}" text-anchor="middle">{self._written(value)}</text>'

    def line(self, series: Series) -> Iterator[str]:
        """A dot for each value, a line through those without a gap, and the first and last value written."""
        colour = series.colour or COLOUR
        known = [(place, value) for place, value in enumerate(series.values) if value is not None]
        for place, value in known:
            hint = self._hint(place, value)
            yield (
                f'<circle cx="{self._x(place)}" cy="{self._y(value)}" r="4" fill="#{colour}">{hint}</circle>'
            )
        for run in runs(series):
            if len(run) > 1:
                points = " ".join(f"{self._x(place)},{self._y(value)}" for place, value in run)
                yield f'<polyline points="{points}" fill="none" stroke="#{colour}" stroke-width="2.5"/>'
        for place, value in dict.fromkeys((*known[:1], *known[-1:])):
            yield (
                f'<text x="{self._x(place)}" y="{self._y(value) - 9}" text-anchor="middle" class="end">'
                f"{self._written(value)}</text>"
            )


def runs(series: Series) -> list[list[tuple[int, float]]]:
    """The values in pieces without gaps, each as (place, value): a line is never drawn over a year without one.

    Example:
        >>> runs(Series(name="s", values=(1.0, None, 2.0, 3.0)))
        [[(0, 1.0)], [(2, 2.0), (3, 3.0)]]
    """
    found: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(series.values):
        if value is None:
            found.append([])
        else:
            found[-1].append((place, value))
    return [run for run in found if run]
