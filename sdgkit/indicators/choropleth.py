"""The choropleth: the figures of one year on the shapes of a map, as SVG, from a GeoJSON file of the user's.

The shade does not carry the meaning alone: each shape has its figure, and the legend the limits of the
shades. A region with a figure and no shape stands as a tile below the map; where its area still belongs to the
shape of the region that it was carved from, that shape is hatched, because its figure is of a smaller area.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.indicators.map import GAP, SHADES, SIDE, WITHOUT, join_map, step_of, tile, tile_map
from sdgkit.indicators.places import place_of
from sdgkit.indicators.regions import by_region
from sdgkit.languages import write_number

if TYPE_CHECKING:
    from sdgkit.indicators.indicators import Indicators

WIDTH = 940
"""Width of the picture; the height follows from the map."""
NEAR = 0.6
"""Distance between points of an outline, in units of the picture, below which the later one is left out."""
LEGEND = 40
LEAST_LABEL = 14
"""Width of a shape from which its figure is written on it; a smaller one has it beside."""

Point = tuple[float, float]
Ring = list[Point]


class Choropleth(NamedTuple):
    """A map and what was noticed; it shows itself in a notebook."""

    svg: str
    findings: list[Finding]

    def _repr_svg_(self) -> str:
        return self.svg


def map_of(
    indicators: Indicators,
    code: str,
    year: int | None = None,
    language: str = "en",
    *,
    shapes: str | Path | None = None,
) -> Choropleth:
    """The regions of one indicator in one year: as tiles, or on the shapes of a map of the user's.

    Args:
        indicators: the source.
        code: the indicator.
        year: the year; the latest with figures of two regions where None.
        language: language of names and numbers.
        shapes: the map, GeoJSON.

    Raises:
        UsageError: no figures of two regions, several series of which none is chosen, or neither tiles for the
            country nor a map.
    """
    frame = by_region(indicators, code)
    frame = frame[(frame["region"] != "") & frame["value"].notna() & frame["valid"]]
    counts = frame.groupby("year").size()
    years = [int(one) for one in counts.index[counts > 1]]
    if not years or (year is not None and year not in years):
        raise UsageError("indicators.no-regions", indicator=code, years=", ".join(map(str, years)) or "—")
    chosen = year or years[-1]
    frame = frame[frame["year"] == chosen]
    series = sorted(
        {" ".join(filter(None, one)) or "—" for one in zip(frame["series"], frame["unit"], strict=True)}
    )
    if indicators.headline(code) is None and len(series) > 1:
        raise UsageError("indicators.map-several-series", indicator=code, series=", ".join(series))
    headline = indicators.headline(code)
    unit = headline.unit_name.in_language(language) if headline else ""
    name = indicators.indicator(code).name.in_language(language)
    title = f"{code} {name}, {chosen}{f', {unit}' if unit else ''}"
    if shapes is not None:
        return choropleth(frame, shapes, language, title=title)
    tiles = tile_map(frame, language, country=indicators.country or "KAZ", title=title)
    if not tiles:
        raise UsageError("indicators.no-tiles", country=indicators.country)
    return Choropleth(tiles, [])


def choropleth(frame: pd.DataFrame, path: str | Path, language: str = "en", *, title: str = "") -> Choropleth:
    """Draw the figures of the regions on the shapes of a map.

    Args:
        frame: columns `region` (ISO 3166-2) and `value`, such as one year of `by_region`.
        path: the map, GeoJSON in degrees; its shapes are found by code or name, as in `join_map`.
        language: language of names and numbers.
        title: title for readers who do not see the picture.

    Returns:
        The map as SVG, "" where the file has no outlines, and findings: regions without a shape, shapes that are no
        region, shapes with the borders of earlier years.

    Raises:
        InputError: missing, or no GeoJSON.
    """
    joined = join_map(frame, path, language)
    shapes = [
        (dict(one.get("properties") or {}), rings)
        for one in joined.geojson["features"]
        if (rings := list(_rings(one.get("geometry"))))
    ]
    if not shapes:
        return Choropleth("", joined.findings)
    pairs = zip(frame["region"], frame["value"], strict=True)
    values = {str(region): float(value) for region, value in pairs if region and value == value}
    drawn = {str(properties["region"]) for properties, _ in shapes if properties.get("region")}
    without = [region for region in sorted(values) if region not in drawn]
    old = _old_shapes(without, drawn)
    place = _projection([ring for _, rings in shapes for ring in rings])
    parts, labels = [], []
    for properties, rings in shapes:
        outlines = [[place(point) for point in ring] for ring in rings]
        region = str(properties.get("region") or "")
        value = values.get(region)
        name = str(properties.get("name") or "") if region else ""
        figure = "—" if value is None else write_number(value, language)
        parts.append(
            _shape(outlines, f"{name}: {figure}" if name else "", _fill(value, values), region in old)
        )
        if region:
            labels.append(_label(outlines, figure))
    height = max(y for _, rings in shapes for ring in rings for _, y in map(place, ring)) + GAP
    parts += labels
    parts.append(_legend(values, language, height, min(old.values(), default=0)))
    height += LEGEND
    for number, region in enumerate(without):
        known = place_of(region)
        across = WIDTH // (SIDE + GAP)
        x, y = number % across * (SIDE + GAP), height + number // across * (SIDE + GAP)
        name = known.name.in_language(language) if known else region
        parts.append(tile(x, y, name, values[region], values, language))
    height += math.ceil(len(without) / (WIDTH // (SIDE + GAP))) * (SIDE + GAP)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" width="{WIDTH}" '
        f'height="{height:.0f}" viewBox="0 0 {WIDTH} {height:.0f}" font-family="sans-serif">'
        f"{_HATCH}{''.join(parts)}</svg>"
    )
    return Choropleth(svg, [*joined.findings, *_told(old, Path(path).name, language)])


_HATCH = (
    '<defs><pattern id="before" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="7" stroke="#1a1a1a" stroke-width="1" stroke-opacity="0.45"/></pattern></defs>'
)


def _rings(geometry: Any) -> Iterator[Ring]:
    """The outlines of a polygon or of several; nothing of any other geometry, or of one that is damaged."""
    kind = geometry.get("type") if isinstance(geometry, dict) else ""
    coordinates = geometry.get("coordinates") if kind in ("Polygon", "MultiPolygon") else None
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    for polygon in polygons if isinstance(polygons, list) else ():
        for ring in polygon if isinstance(polygon, list) else ():
            try:
                points = [(float(point[0]), float(point[1])) for point in ring]
            except (TypeError, ValueError, IndexError):
                continue
            if len(points) > 2 and all(math.isfinite(x) and math.isfinite(y) for x, y in points):
                yield points


def _projection(rings: list[Ring]) -> Any:
    """From degrees to the picture: equirectangular, true to scale on the middle parallel."""
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    shrink = math.cos(math.radians(min(max((min(ys) + max(ys)) / 2, -85.0), 85.0)))
    scale = (WIDTH - 2 * GAP) / (((max(xs) - min(xs)) * shrink) or 1.0)
    left, top = min(xs), max(ys)

    def place(point: Point) -> Point:
        return GAP + (point[0] - left) * shrink * scale, GAP + (top - point[1]) * scale

    return place


def _shape(outlines: list[Ring], words: str, fill: str, hatched: bool) -> str:
    path = "".join(map(_path, outlines))
    if not path:
        return ""
    title = f"<title>{escape(words)}</title>" if words else ""
    over = f'<path d="{path}" fill="url(#before)" fill-rule="evenodd"/>' if hatched else ""
    edge = 'fill-rule="evenodd" stroke="#8a8a8a" stroke-width="0.7"'
    return f'<g>{title}<path d="{path}" fill="{fill}" {edge}/>{over}</g>'


def _path(ring: Ring) -> str:
    """An outline without points that lie nearer to the one before than an eye can tell; "" for a speck."""
    kept: Ring = []
    for point in ring:
        if not kept or math.dist(kept[-1], point) >= NEAR:
            kept.append(point)
    if len(kept) < 3:
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"


def _label(outlines: list[Ring], figure: str) -> str:
    """The figure in the middle of the largest outline, with a light edge so that it can be read on every shade."""
    largest = max(outlines, key=lambda ring: abs(_area(ring)))
    x, y = _middle(largest)
    wide = max(one for one, _ in largest) - min(one for one, _ in largest)
    anchor, x = ("middle", x) if wide >= LEAST_LABEL else ("start", x + LEAST_LABEL / 2)
    return (
        f'<text x="{x:.1f}" y="{y + 5:.1f}" font-size="14" font-weight="bold" text-anchor="{anchor}" fill="#1a1a1a" '
        f'stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(figure)}</text>'
    )


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def _middle(ring: Ring) -> Point:
    """The centre of gravity of an outline; the mean of its points where it has no area."""
    area = _area(ring)
    if abs(area) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = y = 0.0
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return x / (6 * area), y / (6 * area)


def _fill(value: float | None, values: dict[str, float]) -> str:
    return WITHOUT if value is None else SHADES[step_of(value, values)]


def _legend(values: dict[str, float], language: str, top: float, before: int) -> str:
    """The shades with their limits, the shade of no figure, and the hatching with the year of the new borders."""
    entries = [(WITHOUT, "—")]
    if values:
        low, high = min(values.values()), max(values.values())
        width = (high - low) / len(SHADES)
        digits = max(0, 1 - math.floor(math.log10(width))) if width else None
        limits = [low + width * number for number in range(len(SHADES))] + [high]
        written = [
            write_number(float(f"{limit:.10g}"), language, min(digits, 6) if digits else None)
            for limit in limits
        ]
        steps = range(len(SHADES)) if width else (0,)
        entries = [
            (SHADES[n], f"{written[n]}–{written[n + 1]}" if width else written[0]) for n in steps
        ] + entries
    parts = []
    for number, (fill, words) in enumerate(entries):
        x = GAP + number * 138
        parts.append(
            f'<rect x="{x}" y="{top + 10:.0f}" width="18" height="14" fill="{fill}" stroke="#8a8a8a"/>'
            f'<text x="{x + 24}" y="{top + 22:.0f}" font-size="12">{escape(words)}</text>'
        )
    if before:
        x = GAP + len(entries) * 138 - 90
        parts.append(
            f'<rect x="{x}" y="{top + 10:.0f}" width="18" height="14" fill="url(#before)" stroke="#8a8a8a"/>'
            f'<text x="{x + 24}" y="{top + 22:.0f}" font-size="12">&lt; {before}</text>'
        )
    return "".join(parts)


def _old_shapes(without: list[str], drawn: set[str]) -> dict[str, int]:
    """Regions of the map whose shape still holds the area of a region without one -> the year it was carved out."""
    old: dict[str, int] = {}
    for region in without:
        place = place_of(region)
        for before in place.predecessors if place else ():
            if before in drawn and place and place.valid_from:
                old[before] = min(old.get(before, place.valid_from), place.valid_from)
    return old


def _told(old: dict[str, int], file: str, language: str) -> list[Finding]:
    if not old:
        return []
    names = [place.name.in_language(language) for region in sorted(old) if (place := place_of(region))]
    details = {"year": min(old.values()), "count": len(old)}
    return [Finding(code="indicators.map-shape-old", file=file, value=", ".join(names), details=details)]
