"""The annex of each job: sheets, native tables, links, charts and numbers, checked as an auditor would."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import cache
from pathlib import Path

import pytest
from finished_job import FinishedJob
from openpyxl import Workbook, load_workbook
from openxml_audit.validator import OpenXmlValidator

from sdgkit.report.draft import Draft, Table
from sdgkit.sheets import cell_text

PROMISED = (
    "goals", "activities", "matches", "matrix", "gaps", "unmapped", "regions", "themes", "sources", "findings",
)  # fmt: skip
PROMISED_WITH_INDICATORS = ("indicators", "years", "observations")


@cache
def opened(path: Path) -> Workbook:
    return load_workbook(path)


def annexes(job: FinishedJob) -> list[tuple[Draft, Workbook]]:
    return [(draft, opened(job.file(f"annex_{language}.xlsx"))) for language, draft in job.drafts.items()]


def heading_row(sheet: object, table: Table) -> int:
    wanted = table.columns[0].heading
    for row in range(1, 12):
        if sheet.cell(row, 1).value == wanted and sheet.cell(row, 2).value:  # type: ignore[attr-defined]
            return row
    raise AssertionError(f"no heading of {table.key}")


def test_each_passes_the_validator_without_a_finding(
    messy_job: FinishedJob, example_job: FinishedJob
) -> None:
    # The annex of the example, which takes the validator a quarter of a minute, is validated in tests/report.
    for path in (
        messy_job.file("annex_kk.xlsx"),
        messy_job.file("review.xlsx"),
        example_job.file("review.xlsx"),
    ):
        result = OpenXmlValidator().validate(path)
        assert [f"{error.part_uri}: {error.description}" for error in result.errors] == [], path.name


def test_all_promised_sheets_are_there_with_frozen_headings_that_are_printed_on_every_page(
    job: FinishedJob,
) -> None:
    for draft, book in annexes(job):
        keys = {table.key: table for table in draft.annex_tables()}
        promised = PROMISED + (PROMISED_WITH_INDICATORS if job.data is not None else ())
        assert set(promised) <= set(keys)
        for key in promised:
            sheet = book[keys[key].sheet]
            assert sheet.freeze_panes, key
            assert sheet.print_title_rows, key
            assert sheet.page_setup.fitToWidth or sheet.sheet_properties.pageSetUpPr.fitToPage


def test_tables_are_native_with_unique_names_and_their_headings(job: FinishedJob) -> None:
    for _, book in annexes(job):
        names = [name.lower() for sheet in book for name in sheet.tables]
        assert len(names) == len(set(names)) > 5
        for sheet in book:
            for table in sheet.tables.values():
                first = next(iter(sheet[table.ref]))
                headings = [str(cell.value) for cell in first]
                assert [column.name for column in table.tableColumns] == headings
                assert len({heading.lower() for heading in headings}) == len(headings)
                assert re.fullmatch(r"[A-Za-z_]\w*", table.displayName)


def test_contents_lead_to_sheets_that_exist(job: FinishedJob) -> None:
    for _, book in annexes(job):
        contents, *others = book.worksheets
        linked = set()
        for row in contents.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    place = re.fullmatch(r"'?(.+?)'?!\$?[A-Z]+\$?\d+", cell.hyperlink.location)
                    assert place is not None
                    linked.add(place[1].replace("''", "'"))
        assert linked == {sheet.title for sheet in others}
        for sheet in others:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.hyperlink is not None and cell.hyperlink.location:
                        title = cell.hyperlink.location.rpartition("!")[0].strip("'").replace("''", "'")
                        assert title in book.sheetnames


def test_charts_are_native_and_read_their_numbers_from_the_sheet(job: FinishedJob) -> None:
    for draft, path in ((d, job.file(f"annex_{lang}.xlsx")) for lang, d in job.drafts.items()):
        book = opened(path)
        charts = [(sheet, chart) for sheet in book for chart in sheet._charts]
        assert len(charts) == len(draft.annex_charts()) > 0
        for sheet, chart in charts:
            for series in chart.series:
                place = series.val.numRef.f
                title, _, area = place.rpartition("!")
                cells = book[title.strip("'").replace("''", "'")][area.replace("$", "")]
                flat = [one for row in cells for one in (row if isinstance(row, tuple) else (row,))]
                values = [cell.value for cell in flat]
                assert any(isinstance(value, (int, float)) for value in values), sheet.title


def test_text_is_never_a_formula_and_numbers_are_numbers(job: FinishedJob) -> None:
    for draft, book in annexes(job):
        for sheet in book:
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row)
        for table in draft.annex_tables():
            if table.layout == "tidy" or table.key == "contents" or table.sheet not in book.sheetnames:
                continue
            sheet = book[table.sheet]
            row = heading_row(sheet, table)
            for body in (one for one in table.rows):
                row += 1
                if body.kind != "body":
                    continue
                for place, (column, cell) in enumerate(zip(table.columns, body.cells, strict=True), start=1):
                    written = sheet.cell(row, place).value
                    numeric = column.kind in ("integer", "number", "money", "share")
                    if numeric and isinstance(cell.value, str):
                        # Two values of one year, or the sign that there can be none.
                        assert str(written or "") in (cell_text(cell.value), cell.text), (table.key, row)
                    elif numeric and cell.value is not None:
                        assert isinstance(written, (int, float)), (table.key, row, column.key, written)
                        assert math.isclose(written, float(cell.value), rel_tol=1e-12, abs_tol=1e-9)
                    if column.kind == "date" and isinstance(cell.value, dt.date):
                        assert isinstance(written, (dt.date, dt.datetime)) or str(written) == cell.text


@pytest.mark.parametrize("which", ["example_job", "uninfo_job"])
def test_observations_of_the_annex_are_those_that_were_read(
    which: str, request: pytest.FixtureRequest
) -> None:
    job: FinishedJob = request.getfixturevalue(which)
    assert job.data is not None
    read = job.data.observations
    for draft, book in annexes(job):
        table = draft.table("observations")
        sheet = book[table.sheet]
        start = heading_row(sheet, table)
        rows = list(sheet.iter_rows(min_row=start + 1, max_row=start + len(table), values_only=True))
        assert len(rows) == len(read) == len(table)
        values = [row[table.index("value")] for row in rows]
        assert all(value is None or isinstance(value, (int, float)) for value in values)
        assert sum(value is not None for value in values) == int(read["value"].notna().sum())
        assert math.isclose(math.fsum(v for v in values if v is not None), math.fsum(read["value"].dropna()))
        places = [(row[table.index("file")], row[table.index("row")]) for row in rows]
        assert places == list(zip(read["file"], read["row"], strict=True))


def test_the_matrix_holds_each_match_that_stands_and_no_other(example_job: FinishedJob) -> None:
    standing = {(m.activity_id, m.target) for m in example_job.mapping.matches if m.stands and m.target}
    for draft in example_job.drafts.values():
        table = draft.table("matrix")
        marked = {
            (row.key, column.key)
            for row in table.rows
            if row.kind == "body"
            for column, cell in zip(table.columns, row.cells, strict=True)
            if cell.value is not None and re.fullmatch(r"\d+\.\w+", column.key)
        }
        assert marked == standing
        touched = {target for _, target in standing}
        gaps = {row.cells[0].value for row in draft.table("gaps").rows if row.kind == "body"}
        assert not gaps & touched
        assert len(gaps) + len(touched) == 169
