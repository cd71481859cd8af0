"""The figures of regions on a map of the user's: every figure is written, none stands on the wrong area untold."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.choropleth import choropleth, map_of
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.map import tile_map
from sdgkit.indicators.reading import read_indicators

SVG = "{http://www.w3.org/2000/svg}"


def square(left: float, bottom: float, side: float = 1.0) -> list[list[float]]:
    return [
        [left, bottom], [left + side, bottom], [left + side, bottom + side], [left, bottom + side], [left, bottom]
    ]  # fmt: skip


def a_map(path: Path, shapes: dict[str, object]) -> Path:
    """A map with the names of regions and their outlines: one ring, or several polygons."""
    features = [
        {
            "type": "Feature",
            "properties": {"NAME": name},
            "geometry": {"type": "MultiPolygon", "coordinates": rings},
        }
        for name, rings in shapes.items()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_shapes_carry_their_figures_and_a_legend_with_limits(tmp_path: Path) -> None:
    path = a_map(
        tmp_path / "map.geojson",
        {
            "Кызылординская область": [[square(60, 44)], [square(62, 46, 0.3)]],
            "Туркестанская область": [[square(67, 42)]],
            "Жамбылская область": [[square(70, 43)]],
        },
    )
    frame = pd.DataFrame({"region": ["KZ-43", "KZ-61"], "value": [29.5, 10.0]})
    made = choropleth(frame, path, "ru", title="3.1.1 «A» & B")
    assert made.findings == []
    assert texts(made.svg)[:3] == ["29,5", "10", "—"]
    assert "10,0–13,9" in texts(made.svg)
    assert "25,6–29,5" in texts(made.svg)
    root = ElementTree.fromstring(made.svg)
    assert root.attrib["aria-label"] == "3.1.1 «A» & B"
    titles = [one.text for one in root.iter(f"{SVG}title")]
    assert titles == ["Кызылординская область: 29,5", "Туркестанская область: 10", "Жамбылская область: —"]
    # Greater is darker, and no figure is no shade of a figure.
    fills = [one.attrib["fill"] for one in root.iter(f"{SVG}path")][:3]
    assert fills == ["#2b6f9e", "#e8f1f8", "#f2f2f2"]


def test_a_region_without_a_shape_stands_below_and_the_shape_of_its_old_borders_is_hatched(
    tmp_path: Path,
) -> None:
    path = a_map(
        tmp_path / "map.geojson",
        {"Восточно-Казахстанская область": [[square(80, 48)]], "Акмолинская область": [[square(69, 51)]]},
    )
    frame = pd.DataFrame({"region": ["KZ-63", "KZ-11", "KZ-10"], "value": [4.6, 5.0, 4.3]})
    made = choropleth(frame, path, "kk")
    assert [one.code for one in made.findings] == ["indicators.map-without-shape", "indicators.map-shape-old"]
    assert made.findings[1].value == "Шығыс Қазақстан облысы"
    assert made.svg.count('fill="url(#before)"') == 2  # the shape and its place in the legend
    assert {"4,3", "4,6", "5", "Абай", "< 2022"} <= set(texts(made.svg))
    # Before the new regions there is nothing to tell.
    earlier = choropleth(frame[frame["region"] != "KZ-10"], path, "kk")
    assert earlier.findings == []
    assert "url(#before)" not in earlier.svg


def test_the_statistics_offices_own_map_is_drawn_with_all_its_regions(
    kazstat: Indicators, shared_data: Path
) -> None:
    shapes = shared_data / "indicators" / "kazstat" / "regions.geojson"
    made = map_of(kazstat, "8.6.1", 2023, "ru", shapes=shapes)
    assert len(made.svg) < 250_000
    shown = texts(made.svg)
    figures = kazstat.by_region("8.6.1", 2023)["value"]
    assert len(figures) == 20
    for figure in figures:
        assert f"{figure:g}".replace(".", ",") in shown
    told = {one.code: one.details for one in made.findings}
    assert told["indicators.map-shape-old"] == {"year": "2022", "count": "3"}
    assert map_of(kazstat, "8.6.1", 2020, "ru", shapes=shapes).findings == []


def test_one_value_everywhere_no_value_and_damaged_outlines(tmp_path: Path) -> None:
    path = a_map(
        tmp_path / "map.geojson", {"Абайская область": [[square(80, 48)]], "Атырауская область": [[[[1]]]]}
    )
    same = pd.DataFrame({"region": ["KZ-10"], "value": [3.0]})
    assert texts(choropleth(same, path).svg) == ["3", "3", "—"]
    assert texts(choropleth(same[:0], path).svg) == ["—", "—"]
    assert choropleth(same, a_map(path, {"Абайская область": "nothing"})).svg == ""
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(InputError):
        choropleth(same, path)


def test_tiles_hold_long_names_in_two_lines_in_every_language() -> None:
    frame = pd.DataFrame({"region": ["KZ-27"], "value": [3.1]})
    assert {"Западно-", "Казахстанская"} <= set(texts(tile_map(frame, "ru")))
    assert {"Батыс", "Қазақстан"} <= set(texts(tile_map(frame, "kk")))
    for language in ("en", "ru", "kk"):
        assert not [name for name in texts(tile_map(frame, language)) if "…" in name]


def test_a_view_draws_the_latest_year_and_says_which_years_there_are(
    tmp_path: Path, kazstat: Indicators
) -> None:
    picture = kazstat["8.6.1"].map(language="kk")
    assert "2023" in ElementTree.fromstring(picture.svg).attrib["aria-label"]
    assert picture._repr_svg_() == picture.svg
    with pytest.raises(UsageError, match="2023"):
        kazstat["8.6.1"].map(1999)
    table = tmp_path / "table.csv"
    table.write_text("Indicator,Year,Region,Value\n3.1.1,2023,Paris,1\n3.1.1,2023,,1\n", encoding="utf-8")
    with pytest.raises(UsageError):
        read_indicators(table)["3.1.1"].map()
