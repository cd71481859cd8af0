"""Leaving no one behind: the gaps between groups and regions, and the regions over time."""

from __future__ import annotations

from sdgkit.indicators.regions import with_regions
from sdgkit.report.draft import Origin, Row, Table, Value
from sdgkit.report.material import Material
from sdgkit.report.tables.activity_cells import source_line as register_source
from sdgkit.report.tables.cells import cell, column, without_empty
from sdgkit.report.tables.indicator_cells import digits_of_values, with_series
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label


def disparities(material: Material) -> Table:
    """The gap of each disaggregation in its latest year: worst and best group, and how the gap has changed."""
    language, data = material.language, material.indicators
    names = {row.code: material.indicator_name(row) for row in material.rows}
    alike = label("all-groups", language)
    rows = []
    for one in material.gaps:
        assert data is not None
        code, dimension = str(one["indicator"]), str(one["dimension"])
        series = data.name_of("series", one["series"]).in_language(language) or one["series"]
        ends = [one["worst_value"], one["best_value"], one["total"], one["gap"]]
        told = [float(value) for value in ends if _number(value) is not None]
        digits = digits_of_values(told)
        changes = digits_of_values(
            [v for v in map(_number, (one["base_gap"], one["gap_change"])) if v is not None]
        )
        trend = label(f"trend.{one['trend']}", language) if one["trend"] else ""
        rows.append(
            Row(
                key=f"{code}/{dimension}/{one['series']}/{one['unit']}",
                goal=int(code.split(".")[0]),
                cells=(
                    cell(code, language, "code"),
                    cell(names.get(code, ""), language),
                    cell(dimension_name(dimension, language), language),
                    cell(series, language),
                    cell(data.name_of("unit", one["unit"]).in_language(language) or one["unit"], language),
                    cell(_whole(one["year"]), language, "year"),
                    cell(_whole(one["groups"]), language, "integer"),
                    cell(one["worst_name"].in_language(language) or one["worst"] or alike, language),
                    cell(_number(one["worst_value"]), language, "number", digits),
                    cell(one["best_name"].in_language(language) or one["best"] or alike, language),
                    cell(_number(one["best_value"]), language, "number", digits),
                    cell(_number(one["total"]), language, "number", digits),
                    cell(_number(one["gap"]), language, "number", digits),
                    cell(_number(one["ratio"]), language, "number", 2),
                    cell(label(f"direction.{one['direction']}", language), language),
                    cell(_whole(one["base_year"]), language, "year"),
                    cell(_number(one["base_gap"]), language, "number", changes),
                    cell(_number(one["gap_change"]), language, "number", changes),
                    cell(trend, language),
                    cell(_whole(one["compared"]) or None, language, "integer"),
                ),
            )
        )
    table = Table(
        key="disparities",
        caption=label("caption.disparities", language),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=3.0),
            column("dimension", language, width=1.2), column("series", language, width=1.6),
            column("unit", language, width=1.2), column("year", language, "year", 0.6),
            column("groups", language, "integer", 0.6), column("worst", language, width=1.6),
            column("worst-value", language, "number", 0.9), column("best", language, width=1.6),
            column("best-value", language, "number", 0.9), column("national-value", language, "number", 0.9),
            column("gap", language, "number", 0.9), column("ratio", language, "number", 0.7, digits=2),
            column("direction", language, width=1.0), column("base-year", language, "year", 0.7),
            column("base-gap", language, "number", 0.9), column("gap-change", language, "number", 0.9),
            column("trend", language, width=1.0), column("compared", language, "integer", 0.8),
        ),
        rows=tuple(rows),
        notes=(label("note.disparities", language), label("note.ends", language)),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.disparities", language),
        frozen_columns=2,
    )  # fmt: skip
    return without_empty(table, "series")


def regions_over_time(material: Material) -> Table:
    """The values of the regions by year; marked where the area has changed since, so that nobody compares them."""
    language, data = material.language, material.indicators
    names = {row.code: material.indicator_name(row) for row in material.rows}
    records: list[tuple[Value, ...]] = []
    yes, no = label("yes", language), label("no", language)
    for code in () if data is None else with_regions(data):
        assert data is not None
        records += [
            (
                int(code.split(".")[0]),
                code,
                names.get(code, ""),
                data.name_of("series", one["series"]).in_language(language) or str(one["series"]),
                str(one["region"]),
                one["name"].in_language(language) or str(one["place"]),
                int(one["year"]),
                _number(one["value"]),
                str(one["sign"]),
                data.name_of("unit", one["unit"]).in_language(language) or str(one["unit"]),
                yes if one["comparable"] else no,
                "" if one["valid"] else label("region-not-then", language),
                str(one["file"]),
                int(one["row"]),
            )
            for one in data.regions_over_time(code).astype(object).to_dict("records")
        ]
    return Table(
        key="regions-by-year",
        caption=label("caption.regions-by-year", language),
        columns=(
            column("goal", language, "goal", 0.5), column("code", language, "code", 0.8),
            column("indicator", language, width=3.0), column("series", language, width=1.4),
            column("region-code", language, "code", 0.7),
            column("region", language, width=1.6), column("year", language, "year", 0.6),
            column("value", language, "number", 1.0), column("sign", language, width=0.5),
            column("unit", language, width=1.4), column("comparable", language, width=1.0),
            column("remark", language, width=1.6), column("file", language, width=1.6),
            column("row", language, "year", 0.6),
        ),
        records=tuple(records),
        notes=(label("note.regions-by-year", language),),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.regions-by-year", language),
        layout="tidy",
        frozen_columns=2,
    )  # fmt: skip


BASIN = "aral-basin"
"""The basin whose regions have a table of their own."""
SHOWN_OF_BASIN = 12
"""Rows that the text shows; the annex has all of them."""


def basin_regions(material: Material) -> Table:
    """What the source says of the regions of the Aral Sea basin, Kyzylorda first, with the country beside them.

    There is no figure for the basin as a whole: regions differ in size, and nothing is averaged.
    """
    language, data = material.language, material.indicators
    rows = []
    frame = None if data is None else data.of_place(BASIN).astype(object)
    described = {row.code: row for row in material.rows}
    codes = [] if frame is None else [str(code) for code in frame["indicator"]]
    for one in [] if frame is None else frame.to_dict("records"):
        assert data is not None
        code = str(one["indicator"])
        better = "" if one["better"] is None else label("yes" if one["better"] else "no", language)
        values = [
            value for key in ("baseline", "latest", "country") if (value := _number(one[key])) is not None
        ]
        digits = digits_of_values(values)
        origin = (Origin(file=str(one["file"]), row=int(one["row"])),)
        # Without a headline each series has a line of its own.
        apart = (str(one["series"]), str(one["unit"])) if data.headline(code) is None else ()
        latest = cell(_number(one["latest"]), language, "number", digits, origins=origin)
        rank = label("rank-of", language).format(rank=one["rank"], of=one["of"])
        rows.append(
            Row(
                key="/".join(filter(None, (code, str(one["region"]), *apart))),
                goal=int(code.split(".")[0]),
                cells=(
                    cell(code, language, "code"),
                    cell(
                        with_series(
                            material.indicator_name(described[code]),
                            one["series"] if apart else "",
                            data,
                            language,
                        ),
                        language,
                    ),
                    cell(one["region_name"].in_language(language) or str(one["region"]), language),
                    cell(
                        data.name_of("unit", one["unit"]).in_language(language) or str(one["unit"]), language
                    ),
                    cell(_number(one["baseline"]), language, "number", digits),
                    cell(_whole(one["baseline_year"]), language, "year"),
                    latest,
                    cell(_whole(one["latest_year"]), language, "year"),
                    cell(_number(one["change"]), language, "number", digits),
                    cell(_number(one["country"]), language, "number", digits),
                    cell(better, language),
                    cell(rank, language),
                ),
            )
        )
    return Table(
        key=BASIN,
        caption=label("caption.basin", language),
        columns=(
            column("code", language, "code", 0.7), column("indicator", language, width=3.0),
            column("region", language, width=1.5), column("unit", language, width=1.3),
            column("base", language, "number", 0.9), column("base-year", language, "year", 0.6),
            column("latest", language, "number", 0.9), column("latest-year", language, "year", 0.6),
            column("change", language, "number", 0.9), column("national-value", language, "number", 0.9),
            column("better-than-country", language, width=0.9), column("rank", language, width=0.9),
        ),
        rows=tuple(rows),
        notes=(label("note.basin", language),),
        source=source_line(material, [described[code] for code in dict.fromkeys(codes)]),
        sheet=label("sheet.aral-basin", language),
        shown=SHOWN_OF_BASIN,
        continued=BASIN,
        frozen_columns=3,
    )  # fmt: skip


def _number(value: object) -> float | None:
    number = None if value is None else float(str(value))
    return None if number is None or number != number else number


def _whole(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


MARKERS = tuple(str(number) for number in range(1, 13))
"""Codes of the policy markers of the OECD DAC (list PolicyMarker of IATI)."""


def markers_of(material: Material) -> dict[str, tuple[int, int, int]]:
    """For each policy marker: of how many activities it is a principal aim, a significant one, and no aim."""
    found: dict[str, list[int]] = {}
    for activity in material.activities:
        best: dict[str, int] = {}
        for one in activity.markers:
            if one.code in MARKERS and one.vocabulary in ("", "1") and one.significance is not None:
                best[one.code] = max(best.get(one.code, 0), one.significance)
        for code, significance in best.items():
            found.setdefault(code, [0, 0, 0])[2 - min(significance, 2)] += 1
    return {
        code: (found[code][0], found[code][1], found[code][2])
        for code in sorted(found, key=lambda code: (-found[code][0] - found[code][1], int(code)))
    }


def marked_activities(material: Material) -> Table:
    """The policy markers of the OECD DAC that the register gives: of how many activities each is an aim."""
    language = material.language
    rows = []
    for code, (principal, significant, not_targeted) in markers_of(material).items():
        counts = (principal + significant, principal, significant, not_targeted)
        rows.append(
            Row(
                key=code,
                cells=(
                    cell(label(f"marker.{code}", language), language),
                    *(cell(number, language, "integer") for number in counts),
                ),
            )
        )
    return Table(
        key="markers",
        caption=label("caption.markers", language),
        columns=(
            column("marker", language, width=3.6),
            *(
                column(name, language, "integer", 1.3)
                for name in ("marked", "principal", "significant", "not-targeted")
            ),
        ),
        rows=tuple(rows),
        notes=(label("note.markers", language),),
        source=register_source(material),
        sheet=label("sheet.markers", language),
    )
