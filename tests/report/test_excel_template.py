"""A user's own workbook as template: placeholders are filled, everything else stays."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openxml_audit.validator import OpenXmlValidator

from sdgkit.errors import InputError
from sdgkit.report.draft import Draft
from sdgkit.report.excel.template import (
    check_excel_template,
    looks_like_excel_template,
    write_excel_template,
)


def template(path: Path, cells: dict[str, object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Сводка"
    for place, value in cells.items():
        sheet[place] = value
    sheet["A3"].font = Font(bold=True)
    sheet["A4"].fill = PatternFill("solid", start_color="FFEE00")
    sheet["A9"] = "Под таблицей"
    sheet.merge_cells("A9:C9")
    sheet["E1"] = "=SUM(E2:E9)"
    sheet.column_dimensions["A"].width = 44
    book.save(path)
    return path


def test_values_tables_and_cells_come_where_they_are_named(drafts: dict[str, Draft], tmp_path: Path) -> None:
    draft = drafts["ru"]
    row = next(row for row in draft.table("goals").rows if row.key)
    source = template(
        tmp_path / "t.xlsx",
        {
            "A1": "Обзор: {{ title }}",
            "B1": f"{{{{ table[«goals»][«{row.key}»]['activities'] }}}}",
            "A3": '{{ table["goals"] }}',
        },
    )
    assert looks_like_excel_template(source)
    assert {finding.severity for finding in check_excel_template(source)} == {"note"}
    path = write_excel_template(draft, source, tmp_path / "out.xlsx")
    sheet = load_workbook(path)["Сводка"]
    table = draft.table("goals")
    assert sheet["A1"].value == f"Обзор: {draft.title}"
    assert sheet["B1"].value == row.cells[table.index("activities")].value
    assert [cell.value for cell in sheet[3]][: len(table.columns)] == [one.heading for one in table.columns]
    assert sheet["A3"].font.b and not sheet["A4"].font.b
    last = 3 + len(table)
    assert {sheet.cell(number, 1).fill.start_color.rgb for number in range(4, last + 1)} == {"00FFEE00"}
    below = next(cell.row for (cell,) in sheet["A4:A99"] if cell.value == "Под таблицей")
    assert below == 9 + len(table) - 1 and f"A{below}:C{below}" in {
        str(one) for one in sheet.merged_cells.ranges
    }
    assert sheet["E1"].value == "=SUM(E2:E9)" and sheet.column_dimensions["A"].width == 44
    assert not OpenXmlValidator().validate(path).errors


def test_text_of_the_draft_never_becomes_a_formula_or_a_placeholder(
    drafts: dict[str, Draft], tmp_path: Path
) -> None:
    draft = drafts["ru"].model_copy(update={"title": "=1+1 {{ country }}"})
    source = template(tmp_path / "t.xlsx", {"A1": "{{ title }}", "A3": '{{ table["activities"] }}'})
    sheet = load_workbook(write_excel_template(draft, source, tmp_path / "out.xlsx")).worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1 {{ country }}", "s")
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "Насосы & трубы <b>{{ 7*7 }}</b>" in texts


@pytest.mark.parametrize(
    ("text", "code"),
    [("{{ tilte }}", "report.name-unknown"), ("{{ title", "report.tag-open"),
     ("{{ cycler.__init__.__globals__ }}", "report.name-unknown"), ("{{ body }}", "report.name-unknown")],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_cell(
    drafts: dict[str, Draft], tmp_path: Path, text: str, code: str
) -> None:
    source = template(tmp_path / "t.xlsx", {"B2": text})
    (found,) = check_excel_template(source)
    assert (found.code, found.sheet, found.column) == (code, "Сводка", "B2")
    with pytest.raises(InputError, match="B2"):
        write_excel_template(drafts["en"], source, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("text", ['{{ table["gaols"] }}', '{{ table["goals"]["3"]["activites"] }}'])
def test_a_table_that_the_draft_does_not_have_is_told_with_the_nearest(
    drafts: dict[str, Draft], tmp_path: Path, text: str
) -> None:
    with pytest.raises(InputError, match=r"goals|activities"):
        write_excel_template(drafts["en"], template(tmp_path / "t.xlsx", {"A1": text}), tmp_path / "out.xlsx")


def test_macros_and_links_outside_are_refused(tmp_path: Path) -> None:
    source = template(tmp_path / "t.xlsx", {"A1": "{{ title }}"})
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(InputError, match="macros"):
        check_excel_template(source)
