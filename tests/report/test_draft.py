"""The draft is one model that can be saved, read back and followed from any number to its source."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from sdgkit.report.draft import (
    Cell,
    Chart,
    ChartHere,
    Column,
    Draft,
    Figure,
    Origin,
    Paragraph,
    Reference,
    Row,
    Section,
    Sentence,
    Series,
    Table,
    TableHere,
    write_value,
)

ORIGIN = Origin(file="реестр.xlsx", sheet="2025", row=12)


def small_draft() -> Draft:
    table = Table(
        key="money",
        caption="Средства",
        columns=(
            Column(key="currency", heading="Валюта", kind="code"),
            Column(key="amount", heading="Сумма", kind="money", summed=True),
            Column(key="when", heading="Дата", kind="date"),
        ),
        rows=(
            Row(cells=(Cell(value="Группа", text="Группа"),), kind="group"),
            Row(
                cells=(
                    Cell(value="USD", text="USD"),
                    Cell(value=Decimal("1234567.89"), text="1 234 568", origins=(ORIGIN,)),
                    Cell(value=dt.date(2024, 5, 1), text="1 мая 2024 г."),
                ),
                key="a1",
                goal=3,
            ),
        ),
        goal=3,
    )
    tidy = Table(
        key="tidy",
        caption="Наблюдения",
        columns=(
            Column(key="year", heading="Год", kind="year"),
            Column(key="value", heading="Значение", kind="number"),
        ),
        records=((2015, 0.1), (2016, None)),
        where="annex",
        sheet="Наблюдения",
        layout="tidy",
    )
    figure = Figure(
        text="1 234 568",
        value=Decimal("1234567.89"),
        reference=Reference(table="money", row="a1", column="amount"),
    )
    return Draft(
        title="Обзор",
        language="ru",
        country="KAZ",
        version="0.1.0",
        as_of=dt.date(2024, 12, 31),
        sections=(
            Section(
                id="goal-3",
                level=2,
                title="ЦУР 3",
                goal=3,
                blocks=(
                    Paragraph(
                        id="goal-3-money",
                        sentences=(Sentence(key="money", parts=("Всего ", figure, " USD.")),),
                    ),
                    TableHere(table="money"),
                    ChartHere(chart="c"),
                ),
            ),
        ),
        tables=(table, tidy),
        charts=(
            Chart(
                key="c",
                kind="line",
                title="Т",
                alt="Т",
                categories=("2015", "2016"),
                series=(Series(name="с", values=(0.1, None)),),
                table="tidy",
            ),
        ),
    )


def test_a_draft_saved_as_json_reads_back_the_same_with_exact_money_and_dates() -> None:
    draft = small_draft()
    again = Draft.from_json(draft.to_json())
    assert again == draft
    amount = again.table("money").rows[1].cells[1]
    assert amount.value == Decimal("1234567.89")
    assert isinstance(amount.value, Decimal)
    assert again.table("money").rows[1].cells[2].value == dt.date(2024, 5, 1)
    assert again.to_json() == draft.to_json()


def test_a_figure_in_a_sentence_leads_to_its_cell_and_from_there_to_file_sheet_and_row() -> None:
    draft = small_draft()
    (figure,) = draft.figures()
    assert figure.reference is not None
    table = draft.table(figure.reference.table)
    row = next(row for row in table.rows if row.key == figure.reference.row)
    cell = row.cells[table.index(figure.reference.column)]
    assert cell.value == figure.value
    assert cell.origins == (ORIGIN,)


def test_rows_and_records_of_a_table_are_read_alike_without_headings() -> None:
    draft = small_draft()
    assert list(draft.table("money").values()) == [("USD", Decimal("1234567.89"), dt.date(2024, 5, 1))]
    assert len(draft.table("money")) == 1
    assert list(draft.table("tidy").to_frame().columns) == ["year", "value"]
    assert [table.key for table in draft.annex_tables()] == ["tidy"]


def test_a_draft_cannot_be_changed_and_refuses_what_it_does_not_know() -> None:
    draft = small_draft()
    with pytest.raises(ValidationError):
        draft.title = "Другое"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Cell.model_validate({"value": [1, 2]})
    with pytest.raises(ValidationError):
        Draft.from_json('{"title": "x", "language": "fr", "country": "KAZ", "version": "1"}')
    with pytest.raises(KeyError):
        draft.table("none")


def test_the_json_schema_of_a_draft_can_be_made() -> None:
    assert Draft.model_json_schema()["title"] == "Draft"


@pytest.mark.parametrize(
    ("value", "kind", "digits", "ru", "en"),
    [
        (1234567.5, "number", 1, "1\u00a0234\u00a0567,5", "1,234,567.5"),
        (Decimal("1500000"), "money", None, "1\u00a0500\u00a0000", "1,500,000"),
        (0.25, "share", 0, "25\u00a0%", "25%"),
        (2015, "year", None, "2015", "2015"),
        (True, "text", None, "True", "True"),
    ],
)
def test_values_are_written_as_the_language_writes_them(
    value: object, kind: str, digits: int | None, ru: str, en: str
) -> None:
    assert write_value(value, kind, "ru", digits) == ru  # type: ignore[arg-type]
    assert write_value(value, kind, "en", digits) == en  # type: ignore[arg-type]
