"""Tables of the annex about the draft itself: contents, sources, findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sdgkit.activities.register import SourceFile
from sdgkit.findings import Finding, worst_first
from sdgkit.report.draft import Row, Table
from sdgkit.report.material import Material
from sdgkit.report.tables.cells import cell, column, group
from sdgkit.report.wording import label


def input_files(material: Material) -> tuple[SourceFile, ...]:
    """All files that the draft was made from, the register's first."""
    files = list(material.register.sources)
    for source in (material.indicators, *material.international):
        if source is not None:
            files += [
                SourceFile(file=one.name, sha256=one.sha256, format=source.kind) for one in source.sources
            ]
    if material.choice.programme is not None and material.choice.programme.source is not None:
        files.append(material.choice.programme.source)
    if material.choice.commitments is not None:
        files.append(material.choice.commitments.source)
    if material.rates is not None and material.rates.file:
        files.append(
            SourceFile(
                file=material.rates.file,
                sha256=material.rates.sha256,
                format="rates",
                records=len(material.rates.rates),
            )
        )
    return tuple(files)


def sources(material: Material) -> Table:
    """The files with their SHA-256, and the publishers of the indicator data with their addresses."""
    language = material.language
    rows: list[Row] = [
        Row(
            key=one.file,
            cells=(
                cell(one.file, language),
                cell(one.format, language),
                cell(one.records or None, language, "integer"),
                cell(one.sha256, language, "code"),
            ),
        )
        for one in input_files(material)
    ]
    published: dict[tuple[str, str], list[str]] = {}
    for row in material.rows:
        for source in row.sources:
            name = source.organisation.in_language(language)
            if name:
                published.setdefault((name, source.url), []).append(row.code)
    if published:
        rows.append(group(label("column.organisation", language)))
        rows += [
            Row(
                key=f"{address} {' '.join(codes)}".strip(),
                cells=(
                    cell(name, language),
                    cell(", ".join(codes), language, "code"),
                    cell(len(codes), language, "integer"),
                    cell(address, language, "link", link=address),
                ),
            )
            for (name, address), codes in published.items()
        ]
    return Table(
        key="sources",
        caption=label("caption.sources", language),
        columns=(
            column("file", language, width=3.0),
            column("format", language, width=1.4),
            column("records", language, "integer", 0.8),
            column("sha256", language, "code", 3.6),
        ),
        rows=tuple(rows),
        where="annex",
        sheet=label("sheet.sources", language),
    )


def findings_table(findings: Iterable[Finding], language: str) -> Table:
    """The findings of all readers, worst first, with what was done and what to do."""
    rows = tuple(
        Row(
            cells=(
                cell(label(f"severity.{one.severity}", language), language, status=one.severity),
                cell(one.file, language),
                cell(one.sheet, language),
                cell(one.row, language, "year"),
                cell(one.column, language),
                cell(one.value, language),
                cell(one.what(language), language),
                cell(one.done(language), language),
                cell(one.next(language), language),
            )
        )
        for one in worst_first(findings)
    )
    return Table(
        key="findings",
        caption=label("caption.findings", language),
        columns=(
            column("severity", language, width=0.9), column("file", language, width=1.4),
            column("file-sheet", language, width=0.9), column("row", language, "year", 0.5),
            column("column", language, width=0.9), column("value", language, width=1.6),
            column("what", language, width=3.4), column("done", language, width=2.6),
            column("next", language, width=2.6),
        ),
        rows=rows,
        where="annex",
        sheet=label("sheet.findings", language),
        layout="tidy",
    )  # fmt: skip


def contents(tables: Sequence[Table], language: str) -> Table:
    """The sheets of the annex with links, what they hold and how many rows they have."""
    rows = tuple(
        Row(
            key=table.key,
            cells=(
                cell(table.sheet, language, "link", link=f"table:{table.key}"),
                cell(table.caption, language),
                cell(len(table), language, "integer"),
            ),
        )
        for table in tables
    )
    return Table(
        key="contents",
        caption=label("caption.contents", language),
        columns=(
            column("sheet", language, "link", 2.0),
            column("about", language, width=5.0),
            column("rows", language, "integer", 0.8),
        ),
        rows=rows,
        where="annex",
        sheet=label("sheet.contents", language),
    )
