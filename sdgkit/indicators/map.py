"""Maps of regions: tiles, each region a square of the same size, and the figures joined to a map with shapes.

Tiles need no boundaries, show small cities as well as large regions, and all 20 regions of Kazakhstan,
for three of which the statistics office's own map has no shape. Where the tiles stand is in `tiles.csv`.
The shade does not carry the meaning alone: each tile has its figure.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sdgkit.errors import InputError
from sdgkit.files import existing_file
from sdgkit.findings import Finding
from sdgkit.indicators.codes import is_code
from sdgkit.indicators.places import Place, place_of
from sdgkit.languages import fold, write_number
from sdgkit.tables import rows_of

SIDE, GAP = 92, 6
SHADES = ("#e8f1f8", "#c3dbec", "#93bfdd", "#5b9bc6", "#2b6f9e")
"""Five shades from light to dark; text on the last is white (contrast 5.4), on the others dark (5.7 and more)."""
WITHOUT = "#f2f2f2"


def tile_map(frame: pd.DataFrame, language: str = "en", *, country: str = "KAZ", title: str = "") -> str:
    """The regions of one year as tiles, as SVG.

    Args:
        frame: columns `region` (ISO 3166-2) and `value`, such as one year of `by_region`.
        language: language of names and numbers.
        country: country of the tiles, ISO 3166-1 alpha-3.
        title: title for readers who do not see the picture.

    Returns:
        An SVG; regions without a figure are hatched white tiles with a dash; "" where the country has no tiles.

    Example:
        >>> frame = pd.DataFrame({"region": ["KZ-43"], "value": [29.2]})
        >>> tile_map(frame, "ru").count("<rect"), "29,2" in tile_map(frame, "ru")
        (20, True)
    """
    tiles = [row for row in rows_of("indicators", "tiles.csv") if row["country"] == country]
    if not tiles:
        return ""
    pairs = zip(frame["region"], frame["value"], strict=True)
    values = {str(region): float(value) for region, value in pairs if value == value}
    parts = []
    for row in tiles:
        x, y = int(row["column"]) * (SIDE + GAP), int(row["row"]) * (SIDE + GAP)
        place = place_of(row["region"])
        name = place.name.in_language(language) if place else row["region"]
        parts.append(tile(x, y, name, values.get(row["region"]), values, language))
    width = max(int(row["column"]) + 1 for row in tiles) * (SIDE + GAP)
    height = max(int(row["row"]) + 1 for row in tiles) * (SIDE + GAP)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(title)}" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif">{"".join(parts)}</svg>'
    )


def step_of(value: float, values: dict[str, float]) -> int:
    """Which of the shades a value has, by five equal steps from the least to the greatest.

    Example:
        >>> [step_of(value, {"a": 0.0, "b": 10.0}) for value in (0.0, 3.9, 10.0)]
        [0, 1, 4]
    """
    low, high = min(values.values()), max(values.values())
    return 0 if high == low else min(int((value - low) / (high - low) * len(SHADES)), len(SHADES) - 1)


def tile(x: float, y: float, name: str, value: float | None, values: dict[str, float], language: str) -> str:
    """One region as a square with its name and figure; a dash where there is none."""
    step = 0 if value is None else step_of(value, values)
    fill = WITHOUT if value is None else SHADES[step]
    ink = "#ffffff" if value is not None and step == len(SHADES) - 1 else "#1a1a1a"
    figure = "—" if value is None else write_number(value, language)
    lines = _lines(short_name(name))
    first = y + 36 - 6 * (len(lines) - 1)
    words = "".join(
        f'<text x="{x + SIDE / 2}" y="{first + 12 * n:.0f}" font-size="11" text-anchor="middle" '
        f'fill="{ink}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f"<g><title>{escape(f'{name}: {figure}')}</title>"
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="4" fill="{fill}" stroke="#8a8a8a"/>'
        f"{words}"
        f'<text x="{x + SIDE / 2}" y="{y + 66}" font-size="16" font-weight="bold" text-anchor="middle" '
        f'fill="{ink}">{escape(figure)}</text></g>'
    )


def short_name(name: str) -> str:
    """The name without the word for region, which all share.

    Example:
        >>> short_name("Западно-Казахстанская область"), short_name("область Абай")
        ('Западно-Казахстанская', 'Абай')
    """
    for word in (" Region", "область ", " область", " облысы"):
        name = name.replace(word, "")
    return name


LONGEST_LINE = 14
"""Letters that a tile holds in a line."""


def _lines(name: str) -> list[str]:
    """The name in one or two lines, divided at a blank or hyphen; what does not fit is cut with a mark."""
    if len(name) <= LONGEST_LINE:
        return [name]
    ends = [n + 1 for n, letter in enumerate(name) if letter in " -" and n < LONGEST_LINE]
    if not ends:
        return [name[: LONGEST_LINE - 1] + "…"]
    first, second = name[: ends[-1]].strip(), name[ends[-1] :]
    return [first, second if len(second) <= LONGEST_LINE else second[: LONGEST_LINE - 1] + "…"]


KINDS = frozenset({"oblast", "province", "region", "область", "облысы", "облусу"})
"""Words of a map for what its shapes are, folded."""


class JoinedMap(NamedTuple):
    """A map with the figures of the regions in it, and what could not be joined."""

    geojson: dict[str, Any]
    findings: list[Finding]


def join_map(frame: pd.DataFrame, path: str | Path, language: str = "en") -> JoinedMap:
    """Put the figures of the regions into a map of shapes, whatever codes the map has for them.

    The shapes are found by the map's own codes (KZ03), by ISO 3166-2, by the codes of the statistics office or by
    name, in whatever property they stand.

    Args:
        frame: columns `region` (ISO 3166-2) and `value`, such as one year of `by_region`.
        path: the map, GeoJSON.
        language: language of the names.

    Returns:
        The map with the properties `region`, `name` and `value` (None where there is no figure) added to each
        shape; findings name regions with a figure and no shape, and shapes that are no known region.

    Raises:
        InputError: missing, or no GeoJSON.
    """
    path = existing_file(Path(path))
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = [dict(one) for one in content["features"]]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("files.unreadable", file=path.name, reason=error) from None
    pairs = zip(frame["region"], frame["value"], strict=True)
    values = {str(region): float(value) for region, value in pairs if region and value == value}
    findings, found = [], set()
    for number, feature in enumerate(features, 1):
        properties = dict(feature.get("properties") or {})
        place = _shape_place(properties)
        if place is None:
            shown = ", ".join(str(value) for value in properties.values() if value not in (None, ""))
            findings.append(
                Finding(code="indicators.map-shape-unknown", file=path.name, row=number, value=shown)
            )
            continue
        found.add(place.code)
        added = {
            "region": place.code,
            "name": place.name.in_language(language),
            "value": values.get(place.code),
        }
        feature["properties"] = properties | added
    missing = sorted(values.keys() - found)
    if missing:
        findings.append(
            Finding(
                code="indicators.map-without-shape",
                file=path.name,
                value=", ".join(missing),
                details={"count": len(missing)},
            )
        )
    return JoinedMap(content | {"features": features}, findings)


def _shape_place(properties: dict[str, Any]) -> Place | None:
    """The region of a shape: by a name first, because codes of maps differ from those of statistics, else by a code."""
    texts = [value for value in properties.values() if isinstance(value, str) and len(value) > 2]
    # "Osh" is a city and, with the kind of the shape, a region.
    kinds = [text for text in texts if fold(text) in KINDS]
    names = [text for text in texts if not is_code(text) and text not in kinds]
    worded = [f"{text} {kind}" for text in names for kind in kinds]
    named = [place for text in (*worded, *names) if (place := place_of(text))]
    coded = [place for text in texts if is_code(text) and (place := place_of(text))]
    return next(iter(named or coded), None)
