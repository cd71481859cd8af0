"""Money adds up, sentences say what tables say, and three languages say the same."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from finished_job import FinishedJob

from sdgkit.report.draft import Draft
from tests.report.test_building import held_by_its_cell


def test_money_of_goals_and_money_in_no_goal_is_the_total_to_the_cent(job: FinishedJob) -> None:
    for draft in job.drafts.values():
        money, means = draft.table("money"), draft.table("means")
        parts: dict[str, Decimal] = defaultdict(Decimal)
        totals: dict[str, Decimal] = {}
        amount = money.index("amount")
        for row in money.rows:
            who, _, what = row.key.partition("/")
            value = row.cells[amount].value
            assert isinstance(value, Decimal)
            assert value == value.quantize(Decimal("0.01"))
            if who == "total":
                totals[what] = value
            else:
                parts[what] += value
        assert dict(parts) == totals
        whole = {row.key: row.cells[means.index("amount")].value for row in means.rows}
        for what, total in totals.items():
            assert whole[what] == total, what
        assert totals or not whole
        assert draft.rule_text in " ".join(money.notes), "the rule stands under the table"


def test_shares_of_goals_sum_to_one(job: FinishedJob) -> None:
    table = job.draft.table("money")
    sums: dict[str, float] = defaultdict(float)
    for row in table.rows:
        if row.kind == "body":
            value = row.cells[table.index("share")].value
            sums[row.key.partition("/")[2]] += float(value or 0)  # type: ignore[arg-type]
    assert all(abs(total - 1) < 1e-9 for total in sums.values() if total)


def test_every_figure_of_every_sentence_is_the_cell_that_it_names(job: FinishedJob) -> None:
    for draft in job.drafts.values():
        assert held_by_its_cell(draft) > 5


def bare(value: object) -> object:
    """A value without its language: texts differ, numbers and dates must not."""
    return value if isinstance(value, (int, float, Decimal, dt.date)) else (value is None)


def figures_of(draft: Draft) -> dict[str, list[tuple[str, object, object]]]:
    found: dict[str, list[tuple[str, object, object]]] = {}
    for _, paragraph in draft.paragraphs():
        # Each language has its own order of words.
        found[paragraph.id] = sorted(
            (
                (figure.name, bare(figure.value), figure.reference)
                for sentence in paragraph.sentences
                for figure in sentence.figures
            ),
            key=repr,
        )
    return found


def test_the_three_languages_hold_the_same_figures_in_sentences_tables_and_charts(
    example_job: FinishedJob,
) -> None:
    russian, *others = example_job.drafts.values()
    assert len(others) == 2
    for other in others:
        assert [section.id for section in other.sections] == [section.id for section in russian.sections]
        assert figures_of(other) == figures_of(russian)
        assert [table.key for table in other.tables] == [table.key for table in russian.tables]
        for table in russian.tables:
            same = other.table(table.key)
            assert [column.key for column in same.columns] == [column.key for column in table.columns]
            assert [row.key for row in same.rows] == [row.key for row in table.rows]
            mine = [[bare(value) for value in row] for row in table.values()]
            theirs = [[bare(value) for value in row] for row in same.values()]
            assert theirs == mine, table.key
        for chart in russian.charts:
            assert [s.values for s in other.chart(chart.key).series] == [s.values for s in chart.series]


def test_figures_of_indicators_lead_to_a_row_of_a_file(example_job: FinishedJob) -> None:
    assert example_job.data is not None
    read = example_job.data.observations
    known = {
        (file, row): value for file, row, value in zip(read["file"], read["row"], read["value"], strict=True)
    }
    table = example_job.draft.table("indicators")
    seen = 0
    for row in table.rows:
        if row.kind != "body":
            continue
        cell = row.cells[table.index("latest")]
        if cell.value is None:
            continue
        (origin,) = cell.origins
        assert known[origin.file, origin.row] == cell.value
        seen += 1
    assert seen >= 10
