"""The annex in Excel: everything of the draft is there, can be followed, counted with, printed and trusted."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit.validator import OpenXmlValidator

from sdgkit.report.draft import Cell, Chart, Column, Draft, Origin, Row, Series, Table
from sdgkit.report.excel.writer import sheet_title, write_excel
from sdgkit.sheets import LONGEST_CELL, cell_text

EVIL = "=1+1 @SUM {{ 7*7 }} {% x %} & < > \" ' «ә» 😀 \u200f\x01\x0b +7 -1"
LANGUAGES = ("en", "ru", "kk")


def indicators(note: str = "") -> Table:
    origin = (Origin(file="indicator_3-1-1.csv", row=3),)
    return Table(
        key="indicators",
        caption="Показатели по целям",
        sheet="Показатели",
        where="annex",
        columns=(
            Column(key="code", heading="Код", kind="code"),
            Column(key="indicator", heading="Показатель"),
            Column(key="latest", heading="Последнее значение", kind="number"),
            Column(key="change", heading="Изменение", kind="number"),
            Column(key="progress", heading="Прогресс", kind="status"),
        ),
        rows=(
            Row(cells=(Cell(value="Цель 3", text="Цель 3"),), kind="group", goal=3),
            Row(
                key="3.1.1",
                goal=3,
                cells=(
                    Cell(value="3.1.1", text="3.1.1", goal=3),
                    Cell(value="Материнская смертность", text="Материнская смертность", note=note),
                    Cell(value=11.4, text="<11,40", note="<", origins=origin),
                    Cell(value=-1.1, text="−1,1"),
                    Cell(value="on-track", text="Продвижение по графику", status="on-track"),
                ),
            ),
            Row(
                key="3.2.1",
                goal=3,
                cells=(
                    Cell(value="3.2.1", text="3.2.1", goal=3),
                    Cell(value="Смертность детей", text="Смертность детей"),
                    Cell(),
                    Cell(value=2.5, text="+2,5"),
                    Cell(value="regression", text="Регресс", status="regression"),
                ),
            ),
        ),
        notes=("Прогресс по методу: отдел статистики ООН.",),
        source="Бюро национальной статистики.",
    )


def observations(rows: int = 30) -> Table:
    return Table(
        key="observations",
        caption="Наблюдения",
        sheet="Наблюдения",
        where="annex",
        layout="tidy",
        columns=(
            Column(key="goal", heading="Цель", kind="goal"),
            Column(key="indicator", heading="Показатель"),
            Column(key="year", heading="Год", kind="year"),
            Column(key="value", heading="Значение", kind="number"),
            Column(key="file", heading="Файл"),
            Column(key="row", heading="Строка", kind="year"),
        ),
        records=tuple(
            (
                3,
                "Смертность" if n else EVIL,
                2000 + n % 24,
                n / 8 if n % 5 else None,
                "indicator_3-1-1.csv",
                n + 2,
            )
            for n in range(rows)
        ),
        source="Бюро национальной статистики.",
        frozen_columns=2,
    )


def money() -> Table:
    return Table(
        key="money",
        caption="Средства",
        sheet="Средства",
        columns=(
            Column(key="activity", heading="Мероприятие"),
            Column(key="amount", heading="Сумма", kind="money", digits=2, summed=True),
            Column(key="share", heading="Доля", kind="share", digits=1),
            Column(key="start", heading="Начало", kind="date"),
            Column(key="count", heading="Сумма", kind="integer"),
        ),
        rows=(
            Row(
                cells=(
                    Cell(value="Ремонт", text="Ремонт", link="https://example.org/a?b=1&c=2"),
                    Cell(value=Decimal("1234567.89"), text="1\u00a0234\u00a0567,89"),
                    Cell(value=0.125, text="12,5\u00a0%"),
                    Cell(value=dt.date(2024, 5, 1), text="1 мая 2024\u202fг."),
                    Cell(value=4, text="4"),
                )
            ),
            Row(
                cells=(
                    Cell(value="Опасно", text="Опасно", link="javascript:alert(1)"),
                    Cell(value=Decimal("-5"), text="-5,00"),
                    Cell(value=None, text="…", note="не публикуется"),
                    Cell(value=dt.date(2024, 1, 1), text="I кв. 2024"),
                    Cell(value=None),
                )
            ),
            Row(
                kind="total",
                cells=(
                    Cell(value="Итого", text="Итого"),
                    Cell(value=Decimal("1234562.89"), text="1\u00a0234\u00a0562,89"),
                    Cell(),
                    Cell(),
                    Cell(),
                ),
            ),
        ),
    )


def matrix(targets: int = 60) -> Table:
    codes = [f"{goal}.{n}" for goal in range(1, 18) for n in range(1, 6)][:targets]
    return Table(
        key="matrix",
        caption="Матрица",
        sheet="Мероприятия и задачи",
        layout="matrix",
        frozen_columns=1,
        columns=(
            Column(key="activity", heading="Мероприятие"),
            *(Column(key=code, heading=code, kind="integer") for code in codes),
        ),
        rows=(
            Row(
                cells=(
                    Cell(value="Ремонт клиник", text="Ремонт клиник"),
                    *(
                        Cell(value=1 if n % 7 == 0 else None, text="1" if n % 7 == 0 else "")
                        for n in range(targets)
                    ),
                )
            ),
        ),
    )


def line_chart(title: str = "Материнская смертность") -> Chart:
    return Chart(
        key="c",
        kind="line",
        title=title,
        alt="Линия за 2015–2018 годы: қ, ү",
        categories=("2015", "2016", "2017", "2018"),
        series=(
            Series(name="Қазақстан", values=(12.5, None, 11.4, 10.0)),
            Series(name="Нысана", values=(8.0, 8.0, 8.0, 8.0)),
        ),
        unit="на 100 000",
        digits=1,
        goal=3,
        source="Бюро.",
    )


def draft(*tables: Table, charts: tuple[Chart, ...] = (), language: str = "ru", **more: Any) -> Draft:
    return Draft(
        title=more.pop("title", "Казахстан: сотрудничество"),
        language=language,  # type: ignore[arg-type]
        country="KAZ",
        version="0.1.0",
        tables=tables,
        charts=charts,
        **more,
    )


def full_draft(language: str = "ru") -> Draft:
    return draft(
        indicators(), observations(), money(), matrix(), charts=(line_chart(),), language=language,
        as_of=dt.date(2023, 12, 31), rule_text="поровну",
    )  # fmt: skip


def opened(made: Draft, folder: Path) -> Workbook:
    return load_workbook(write_excel(made, folder / "annex.xlsx"))


def found(sheet: Worksheet, text: str) -> Any:
    """The first cell that holds exactly the text."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == text:
                return cell
    raise AssertionError(f"{text!r} is not on the sheet {sheet.title}")


def assert_valid(path: Path) -> None:
    result = OpenXmlValidator().validate(path)
    assert [f"{error.part_uri}: {error.description}" for error in result.errors] == []


# ---------------------------------------------------------------------- the workbook as a whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_passes_the_validator_in_every_language(language: str, tmp_path: Path) -> None:
    assert_valid(write_excel(full_draft(language), tmp_path / "annex.xlsx"))


def test_the_same_draft_gives_the_same_bytes_without_any_date_of_today_or_person(tmp_path: Path) -> None:
    first = write_excel(full_draft(), tmp_path / "a.xlsx").read_bytes()
    time.sleep(1.1)  # the properties of a workbook hold seconds
    assert write_excel(full_draft(), tmp_path / "b.xlsx").read_bytes() == first
    properties = load_workbook(tmp_path / "a.xlsx").properties
    assert (properties.creator, properties.lastModifiedBy, properties.language) == ("sdgkit", None, "ru-RU")
    assert properties.created == properties.modified == dt.datetime(2023, 12, 31)


def test_contents_come_first_and_lead_to_every_sheet_and_every_sheet_leads_back(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    contents, *others = book.worksheets
    assert contents.title == "Содержание"
    assert [sheet.title for sheet in others] == [
        "Показатели", "Диаграммы", "Наблюдения", "Средства", "Мероприятия и задачи",
    ]  # fmt: skip
    targets = [cell.hyperlink.location for row in contents.iter_rows() for cell in row if cell.hyperlink]
    assert targets == [f"'{sheet.title}'!A1" for sheet in others]
    for sheet in others:
        assert sheet["A2"].hyperlink.location == "'Содержание'!A1"


def test_names_of_sheets_are_made_such_as_excel_takes(tmp_path: Path) -> None:
    names = ["Цели: 1/2 [проект]?", "ЦЕЛИ  1 2 проект", "x" * 40, "X" * 40, "'", "History", "Содержание"]
    tables = [
        money().model_copy(update={"key": f"t{n}", "sheet": name}) for n, name in enumerate(names)
    ]  # fmt: skip
    book = opened(draft(*tables), tmp_path)
    titles = book.sheetnames
    assert len({title.lower() for title in titles}) == len(names) + 1
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)
    assert "history" not in {title.lower() for title in titles}
    assert sheet_title("", []) == "1"
    assert_valid(tmp_path / "annex.xlsx")


def test_tables_that_name_one_sheet_stand_below_each_other(tmp_path: Path) -> None:
    second = money().model_copy(update={"key": "second", "caption": "Ещё средства"})
    book = opened(draft(money(), second), tmp_path)
    sheet = book["Средства"]
    assert found(sheet, "Ещё средства").row > found(sheet, "Итого").row
    assert len(sheet.tables) == 2
    assert_valid(tmp_path / "annex.xlsx")


def test_a_draft_without_tables_and_an_empty_table_still_give_a_workbook(tmp_path: Path) -> None:
    assert opened(draft(), tmp_path).sheetnames == ["Содержание"]
    empty = money().model_copy(update={"rows": ()})
    sheet = opened(draft(empty), tmp_path)["Средства"]
    assert found(sheet, "Строк нет.")
    assert not sheet.tables
    assert_valid(tmp_path / "annex.xlsx")


# ---------------------------------------------------------------------- cells


def test_numbers_stay_numbers_and_are_shown_as_the_draft_writes_them(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    sheet = book["Средства"]
    row = found(sheet, "Ремонт").row
    values = [cell.value for cell in sheet[row]]
    assert values == ["Ремонт", 1234567.89, 0.125, dt.datetime(2024, 5, 1), 4]
    formats = [cell.number_format for cell in sheet[row]]
    assert formats[1:] == ["#,##0.00", '#,##0.0"\u00a0"%', "DD\\.MM\\.YYYY", "#,##0"]
    # A date that no format gives back is shown as it was written.
    assert sheet.cell(row + 1, 4).value == "I кв. 2024"
    shown = book["Показатели"]
    latest = shown.cell(found(shown, "3.1.1").row, 3)
    assert (latest.value, latest.number_format) == (11.4, '"<"#,##0.00')
    changes = [shown.cell(found(shown, code).row, 4).number_format for code in ("3.1.1", "3.2.1")]
    assert changes == ["+#,##0.0;-#,##0.0;#,##0.0"] * 2


def test_a_missing_value_is_a_sign_with_its_explanation_and_never_zero(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    sheet = book["Показатели"]
    assert sheet.cell(found(sheet, "3.2.1").row, 3).value == "…"
    assert found(sheet, "… нет данных")
    money_sheet = book["Средства"]
    row = found(money_sheet, "Опасно").row
    assert money_sheet.cell(row, 3).value == "…"
    assert "¹" in money_sheet.cell(row, 3).number_format
    assert found(money_sheet, "¹ не публикуется")
    tidy = book["Наблюдения"]
    assert sum(cell.value is None for cell in tidy["D"][3:]) >= 6
    assert 0 not in [cell.value for cell in tidy["D"]]


@pytest.mark.parametrize(
    "text", [EVIL, "=HYPERLINK(1)", "+1", "-1+1", "@SUM(A1)", "a\r\nb\tc", "😀" * 20_000]
)
def test_whatever_stands_in_a_field_is_shown_as_text_and_nothing_runs(text: str, tmp_path: Path) -> None:
    made = money()
    cell = Cell(value=text, text=text, note=text[:300], link=text[:300])
    rows = (made.rows[0].model_copy(update={"cells": (cell, *made.rows[0].cells[1:])}), *made.rows[1:])
    table = made.model_copy(
        update={
            "rows": rows, "caption": text[:300], "source": text[:300], "notes": (text[:300],), "sheet": text[:60],
            "columns": (made.columns[0].model_copy(update={"heading": text[:300]}), *made.columns[1:]),
        }
    )  # fmt: skip
    tidy = observations().model_copy(
        update={"records": ((3, text, 2020, 1.5, text, 2), (3, text, 2021, 1, text, 3))}
    )
    chart = line_chart(text[:300]).model_copy(update={"alt": text[:300], "source": text[:300]})
    path = write_excel(
        draft(table, tidy, charts=(chart,), title=text[:300], subtitle=text[:300], rule_text=text[:300]),
        tmp_path / "annex.xlsx",
    )
    book = load_workbook(path)
    kept = [cell_text(text), cell_text(text).replace("\r\n", "\n")]
    assert found(book.worksheets[1], cell_text(text)).data_type == "s" or "\r" in text
    values = [cell.value for row in book["Наблюдения"].iter_rows(min_row=5) for cell in row]
    assert sum(value in kept for value in values) >= 3
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for one in row:
                assert one.data_type != "f"
                if isinstance(one.value, str) and one.value[:1] in "=+-@":
                    assert one.quotePrefix
                assert (
                    not isinstance(one.value, str) or len(one.value.encode("utf-16-le")) // 2 <= LONGEST_CELL
                )
        for one in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            assert one.hyperlink.target is None
    assert_valid(path)


def test_only_addresses_that_a_browser_opens_become_links(tmp_path: Path) -> None:
    sheet = opened(full_draft(), tmp_path)["Средства"]
    assert found(sheet, "Ремонт").hyperlink.target == "https://example.org/a?b=1&c=2"
    assert found(sheet, "Опасно").hyperlink is None


def test_a_figure_leads_to_the_row_that_it_was_taken_from(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    sheet = book["Показатели"]
    link = sheet.cell(found(sheet, "3.1.1").row, 3).hyperlink
    assert link.tooltip == "indicator_3-1-1.csv, строка 3"
    target = re.fullmatch(r"'Наблюдения'!A(\d+)", link.location)
    assert target
    tidy = book["Наблюдения"]
    assert [tidy.cell(int(target[1]), column).value for column in (5, 6)] == ["indicator_3-1-1.csv", 3]


# ---------------------------------------------------------------------- tables, look, printing


def test_tables_without_headings_between_rows_are_native_and_can_be_pivoted(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    (native,) = book["Наблюдения"].tables.values()
    assert native.ref == "A4:F34"
    assert [column.name for column in native.tableColumns] == [cell.value for cell in book["Наблюдения"][4]]
    (native,) = book["Средства"].tables.values()
    assert [column.name for column in native.tableColumns] == [
        "Мероприятие",
        "Сумма",
        "Доля",
        "Начало",
        "Сумма (2)",
    ]
    assert native.ref == "A3:E5", "the row of sums stays outside"
    assert not book["Показатели"].tables


def test_headers_stay_when_scrolled_and_repeat_on_every_page(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    for name, frozen, titles in (("Наблюдения", "C5", "$4:$4"), ("Показатели", "B4", "$3:$3")):
        sheet = book[name]
        assert sheet.freeze_panes == frozen
        assert sheet.print_title_rows == titles
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == (2 if sheet.title == "Мероприятия и задачи" else 1) or (
            sheet.page_setup.fitToWidth > 1
        )
        assert sheet.oddFooter.right.text == "Стр. &P из &N"


def test_a_matrix_that_is_too_wide_is_printed_on_several_pages_with_its_first_column(tmp_path: Path) -> None:
    sheet = opened(draft(matrix(85)), tmp_path)["Мероприятия и задачи"]
    assert sheet.page_setup.fitToWidth >= 2
    assert sheet.print_title_cols == "$A:$A"


def test_results_are_told_by_word_and_shape_and_the_colour_follows_the_word(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    sheet = book["Показатели"]
    on_track, regression = found(sheet, "Продвижение по графику"), found(sheet, "Регресс")
    assert "▲" in on_track.number_format
    assert "▼" in regression.number_format
    rules = {rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules}
    assert rules == {'"Продвижение по графику"', '"Регресс"'}
    contents = book.worksheets[0]
    assert contents.cell(found(contents, "Регресс").row, 1).value == "▼"


def test_headings_carry_the_colour_of_the_goal_with_readable_text(tmp_path: Path) -> None:
    book = opened(full_draft(), tmp_path)
    group = found(book["Показатели"], "Цель 3")
    assert (group.fill.fgColor.rgb, group.font.color.rgb) == ("FF4C9F38", "FF000000")
    head = found(book["Мероприятия и задачи"], "4.1")
    assert (head.fill.fgColor.rgb, head.font.color.rgb) == ("FFC5192D", "FFFFFFFF")


# ---------------------------------------------------------------------- charts


def test_a_chart_is_native_with_axes_gaps_markers_and_a_description(tmp_path: Path) -> None:
    path = write_excel(full_draft(), tmp_path / "annex.xlsx")
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/charts/chart1.xml").decode()
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert xml.count('<delete val="0"/>') == 2
    assert '<dispBlanksAs val="gap"/>' in xml
    assert "4C9F38" in xml
    assert 'symbol val="circle"' in xml
    assert 'symbol val="square"' in xml
    assert 'descr="Линия за 2015–2018 годы: қ, ү"' in drawing
    sheet = load_workbook(path)["Диаграммы"]
    row = found(sheet, "2015").row
    assert [sheet.cell(row + n, 2).value for n in range(4)] == [12.5, None, 11.4, 10]
    assert f"'Диаграммы'!$B${row}:$B${row + 3}" in xml
    assert "<v>12.5</v>" in xml, "viewers that do not calculate read the figures from the chart"


@pytest.mark.parametrize("kind", ["column", "bar"])
def test_columns_and_bars_are_drawn_too(kind: str, tmp_path: Path) -> None:
    chart = line_chart().model_copy(update={"kind": kind, "goal": None, "unit": ""})
    assert_valid(write_excel(draft(money(), charts=(chart,)), tmp_path / "annex.xlsx"))


# ---------------------------------------------------------------------- real drafts, and large ones


def seconds_of_openpyxl(rows: int) -> float:
    """The time of the processor that openpyxl alone needs for as many rows, cell by cell."""
    started = time.thread_time()
    book = Workbook()
    for row in range(1, rows + 1):
        for column in range(1, 7):
            cell = book.worksheets[0].cell(row, column)
            cell.value, cell.number_format = (row / column, "0.0") if column % 2 else ("a text", "General")
    book.save(io.BytesIO())
    return time.thread_time() - started


@pytest.mark.usefixtures("timed_alone")
def test_forty_thousand_observations_are_written_sooner_than_by_openpyxl_and_read_back_whole(
    tmp_path: Path,
) -> None:
    alone = 4 * seconds_of_openpyxl(10_000)
    made = draft(observations(40_000))
    started = time.thread_time()
    path = write_excel(made, tmp_path / "annex.xlsx")
    assert time.thread_time() - started < alone
    book = load_workbook(path, read_only=True)
    rows = list(book["Наблюдения"].iter_rows(min_row=5, values_only=True))
    book.close()
    expected = [(g, cell_text(n), y, v, f, r) for g, n, y, v, f, r in made.tables[0].records]  # type: ignore[arg-type]
    assert rows == expected


def assert_whole(made: Draft, path: Path) -> None:
    """Every table has its sheet, and every number of every table stands on it."""
    assert_valid(path)
    book = load_workbook(path)
    for table in made.annex_tables():
        if table.key == "contents":
            continue
        sheet = book[sheet_title(table.sheet, [])]
        assert sheet["A1"].value == table.caption
        # A workbook keeps 15 digits of a number.
        numbers = (cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n")
        held = {f"{number:.12g}" for number in numbers if number is not None}
        for value in (value for values in table.values() for value in values):
            if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
                assert f"{float(value):.12g}" in held, (table.key, value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_of_a_built_draft_is_valid_and_whole(
    language: str, drafts: dict[str, Draft], tmp_path: Path
) -> None:
    assert_whole(drafts[language], write_excel(drafts[language], tmp_path / "annex.xlsx"))


def test_the_annex_of_the_example_is_whole_and_its_figures_by_year_lead_to_their_observation(
    example_draft: Callable[[str], Draft], tmp_path: Path
) -> None:
    made = example_draft("kk")
    path = write_excel(made, tmp_path / "annex.xlsx")
    assert_whole(made, path)
    book = load_workbook(path)
    sheet = book[made.table("years").sheet]
    followed = 0
    for cell in (cell for row in sheet.iter_rows(min_row=4) for cell in row if cell.hyperlink):
        target = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location)
        if target and target[1] == made.table("observations").sheet:
            row = [one.value for one in book[target[1]][int(target[2])]]
            assert cell.value in row
            assert int(sheet.cell(3, cell.column).value) in row
            followed += 1
    assert followed == sum(
        point is not None for values in made.table("years").values() for point in values[3:]
    )
    assert followed > 50
