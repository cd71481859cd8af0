"""The review workbook of the main job: what a person decides there stands on every later run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from finished_job import FinishedJob, run_job
from openpyxl import load_workbook

from sdgkit.mapping.decisions import history_path

CODE, DECISION = 4, 9
"""Columns of the sheet: suggested code, decision."""


def test_every_match_is_there_with_drop_downs_for_the_decision(job: FinishedJob) -> None:
    book = load_workbook(job.file("review.xlsx"))
    sheet = book.worksheets[0]
    rows = [
        (str(row[0]), str(row[CODE - 1]))
        for row in sheet.iter_rows(min_row=2, values_only=True)
        if row[CODE - 1]
    ]
    assert len(rows) == len(set(rows))
    assert set(rows) == {(m.activity_id, m.target or str(m.goal)) for m in job.mapping.matches}
    areas = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    decisions = next(v for place, v in areas.items() if place.startswith("I2:"))
    assert decisions.type == "list"
    assert str(decisions.sqref) == f"I2:I{sheet.max_row}"
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)


@pytest.fixture(scope="module")
def decided(
    example: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, FinishedJob, dict[str, tuple[str, str]]]:
    """A copy of the example with a review filled in (one accepted, one rejected, one added), and the next run."""
    folder = tmp_path_factory.mktemp("decided")
    register = Path(shutil.copy(example / "register.xlsx", folder))
    first = run_job(register, out=folder / "first", languages=("ru",))
    review = folder / "review.xlsx"
    shutil.copy(first.file("review.xlsx"), review)
    by_status = {
        status: [m for m in first.mapping.matches if m.status == status and m.target]
        for status in ("look", "suggested")
    }
    accept, reject = by_status["look"][0], by_status["suggested"][0]
    book = load_workbook(review)
    sheet, added, _, lists = book.worksheets
    words = [lists.cell(row, 1).value for row in (1, 2)]
    for row in range(2, sheet.max_row + 1):
        place = (sheet.cell(row, 1).value, sheet.cell(row, CODE).value)
        for match, word in ((accept, words[0]), (reject, words[1])):
            if place == (match.activity_id, match.target):
                sheet.cell(row, DECISION).value = word
    added.cell(2, 1).value, added.cell(2, 2).value = "7", "14.1"
    book.save(review)
    wanted = {
        "accepted": (accept.activity_id, str(accept.target)),
        "rejected": (reject.activity_id, str(reject.target)),
        "added": ("7", "14.1"),
    }
    second = run_job(register, out=folder / "second", languages=("ru",), reviewed=[review])
    return register, second, wanted


def statuses(job: FinishedJob) -> dict[tuple[str, str | None], str]:
    return {(match.activity_id, match.target): match.status for match in job.mapping.matches}


def assert_stands(job: FinishedJob, wanted: dict[str, tuple[str, str]]) -> None:
    found = statuses(job)
    for status, place in wanted.items():
        assert found[place] == status, (status, place)
    table = job.draft.table("matches")
    place = table.index("target")
    listed = {(values[0], values[place]) for values in table.values()}
    assert wanted["accepted"] in listed
    assert wanted["added"] in listed
    assert wanted["rejected"] not in listed
    assert json.loads(job.file("manifest.json").read_text(encoding="utf-8"))["counts"]["decisions"] == 3


def test_what_was_decided_stands_in_the_next_draft_and_is_kept_beside_the_register(
    decided: tuple[Path, FinishedJob, dict[str, tuple[str, str]]],
) -> None:
    register, second, wanted = decided
    assert_stands(second, wanted)
    lines = history_path(register).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert {json.loads(line)["decision"] for line in lines} == set(wanted)


def test_later_runs_need_no_review_and_add_nothing_to_the_history(
    decided: tuple[Path, FinishedJob, dict[str, tuple[str, str]]], tmp_path: Path
) -> None:
    register, _, wanted = decided
    before = history_path(register).read_bytes()
    third = run_job(register, out=tmp_path / "third", languages=("en",))
    assert_stands(third, wanted)
    assert history_path(register).read_bytes() == before


def test_decisions_stand_after_the_rows_of_the_register_change_places(
    decided: tuple[Path, FinishedJob, dict[str, tuple[str, str]]], tmp_path: Path
) -> None:
    register, second, wanted = decided
    moved = Path(shutil.copy(register, tmp_path))
    shutil.copy(history_path(register), history_path(moved))
    book = load_workbook(moved)
    sheet = book.worksheets[0]
    rows = [a.origin.row for a in second.mapping.register.activities]
    values = {row: [cell.value for cell in sheet[row]] for row in rows if row is not None}
    for target, source in zip(values, reversed(values), strict=True):
        for place, value in enumerate(values[source], start=1):
            cell = sheet.cell(target, place)
            if cell.coordinate not in sheet.merged_cells:
                cell.value = value
    book.save(moved)
    after = run_job(moved, out=tmp_path / "out", languages=("ru",))
    first = after.mapping.register.activities[0].title
    assert first != second.mapping.register.activities[0].title
    assert_stands(after, wanted)
