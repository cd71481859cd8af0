"""Charts of the preview, drawn as SVG: a line over years or a column for each goal, with the numbers written."""

from __future__ import annotations

from html import escape as escaped

from sdgkit.languages import write_number
from sdgkit.report.draft import Chart, Series
from sdgkit.report.word.body import plain

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 62, 16, 26, 30
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""Steps of the axis, times a power of ten, that people count in."""
LINES = 5
"""Lines across the chart, about."""
MOST_LABELS = 14


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
    low, high = ticks[0], ticks[-1]
    step = (WIDTH - LEFT - RIGHT) / len(chart.categories)

    def x(place: int) -> float:
        return round(LEFT + step * (place + 0.5), 1)

    def y(value: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1)

    parts = [
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(chart.alt)}">',
        f"<title>{escape(chart.alt)}</title>",
    ]
    if chart.unit:
        parts.append(f'<text x="4" y="14" class="unit">{escape(chart.unit)}</text>')
    for tick in ticks:
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick)}" y2="{y(tick)}" class="grid"/>')
        written = write_number(tick, language)
        parts.append(f'<text x="{LEFT - 6}" y="{y(tick) + 4}" text-anchor="end">{written}</text>')
    every = -(-len(chart.categories) // MOST_LABELS) if not bars else 1
    for place, name in enumerate(chart.categories):
        if place % every == 0:
            parts.append(f'<text x="{x(place)}" y="{HEIGHT - 8}" text-anchor="middle">{escape(name)}</text>')
    for one in chart.series:
        colour = one.colour or "1F3A5F"
        digits = chart.digits
        for place, value in enumerate(one.values):
            if value is None:
                continue
            written = write_number(value, language, digits)
            hint = f"<title>{escape(chart.categories[place])}: {written}</title>"
            if bars:
                top, bottom = sorted((y(value), y(0.0)))
                fill = one.point_colours[place] if one.point_colours else colour
                parts.append(
                    f'<rect x="{x(place) - step * 0.36:.1f}" y="{top}" width="{step * 0.72:.1f}" '
                    f'height="{round(bottom - top, 1)}" fill="#{fill}">{hint}</rect>'
                )
                parts.append(f'<text x="{x(place)}" y="{top - 4}" text-anchor="middle">{written}</text>')
            else:
                parts.append(
                    f'<circle cx="{x(place)}" cy="{y(value)}" r="4" fill="#{colour}">{hint}</circle>'
                )
        if not bars:
            parts += [
                f'<polyline points="{" ".join(f"{x(place)},{y(value)}" for place, value in run)}" '
                f'fill="none" stroke="#{colour}" stroke-width="2.5"/>'
                for run in runs(one)
                if len(run) > 1
            ]
            known = [(place, value) for place, value in enumerate(one.values) if value is not None]
            for place, value in {known[0], known[-1]} if known else ():
                written = write_number(value, language, digits)
                parts.append(
                    f'<text x="{x(place)}" y="{y(value) - 9}" text-anchor="middle" class="end">{written}</text>'
                )
    return "".join(parts) + "</svg>"


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
