"""The metadata of the indicators: what each measures, how it compares, who answers for it, why this series."""

from __future__ import annotations

from sdgkit.indicators.progress.labels import reason_label
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column
from sdgkit.report.tables.indicator_cells import unit_text
from sdgkit.report.tables.indicator_sources import source_line
from sdgkit.report.tables.observations import dimension_name
from sdgkit.report.wording import label


def metadata(material: Material) -> Table:
    """One row per indicator: wording, comparability in words, source, custodian, notes, and the series chosen."""
    language, data = material.language, material.indicators
    rows = []
    for row in material.rows:
        described = None if data is None else data.indicator(row.code)
        headline = None if data is None else data.headline(row.code)
        chosen = headline.series if headline else {}
        series = "; ".join(
            f"{dimension_name(name, language)}: {code}" for name, code in sorted(chosen.items())
        )
        why = reason_label(row.why_not, language)
        organisations = dict.fromkeys(one.organisation.in_language(language) for one in row.sources)
        details = dict.fromkeys(one.note.in_language(language) for one in row.sources)
        rows.append(
            Row(
                key=row.code,
                goal=row.goal,
                cells=(
                    cell(row.code, language, "code"),
                    cell(material.indicator_name(row), language),
                    cell(described.official_name.in_language(language) if described else "", language),
                    cell(label(f"level-about.{row.level or 'unknown'}", language), language),
                    cell(label(f"reporting.{row.reporting}", language), language),
                    cell(unit_text(row, language), language),
                    cell(label(f"headline-rule.{row.rule}", language) if row.rule else why, language),
                    cell(series or row.series_name.in_language(language), language),
                    cell(", ".join(str(year) for year in row.left_out), language),
                    cell("; ".join(name for name in organisations if name), language),
                    cell("; ".join(name for name in details if name), language),
                    cell(next((one.url for one in row.sources if one.url), ""), language),
                    cell(described.custodian if described else "", language),
                    cell(row.responsible.in_language(language), language),
                    cell("; ".join(note.in_language(language) for note in row.notes), language),
                    cell(row.file, language),
                ),
            )
        )
    return Table(
        key="metadata",
        caption=label("caption.metadata", language),
        columns=(
            column("code", language, "code", 0.8), column("indicator", language, width=3.0),
            column("official-name", language, width=3.0), column("level", language, width=2.0),
            column("reporting", language, width=1.0), column("unit", language, width=1.2),
            column("headline-rule", language, width=1.8), column("series", language, width=1.6),
            column("left-out", language, width=0.9), column("organisation", language, width=1.8),
            column("source-detail", language, width=1.6), column("address", language, "link", 1.4),
            column("custodian", language, width=1.0), column("responsible", language, width=1.8),
            column("remark", language, width=1.8), column("file", language, width=1.4),
        ),
        rows=tuple(rows),
        source=source_line(material),
        where="annex",
        sheet=label("sheet.metadata", language),
        frozen_columns=2,
    )  # fmt: skip
