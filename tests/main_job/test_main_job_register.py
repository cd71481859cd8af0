"""No row of a register is lost, and every file of indicators is accounted for."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from finished_job import FinishedJob
from openpyxl import load_workbook


def key_of(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data / "activities" / "kz_register_messy_ru_key.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def rows_of_messy_workbook(shared_data: Path) -> set[tuple[str, int]]:
    book = load_workbook(shared_data / "activities" / "kz_register_messy_ru.xlsx")
    return {
        (sheet.title, number)
        for sheet in book
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1)
        if any(value not in (None, "") for value in row)
    }


@pytest.mark.parametrize("which", ["messy_job", "text_job"])
def test_every_row_of_the_key_is_an_activity_of_the_annex(
    which: str, request: pytest.FixtureRequest, shared_data: Path
) -> None:
    job: FinishedJob = request.getfixturevalue(which)
    key = key_of(shared_data)
    if which == "messy_job":
        rows = [activity.origin.row for activity in job.mapping.register.activities]
        assert rows == [int(row["row"]) for row in key]
    annex = job.draft.table("activities").to_frame()
    assert len(annex) == len(key)
    for row, activity in zip(key, job.mapping.register.activities, strict=True):
        declared = {(d.goal, d.target) for d in activity.declared}
        assert {goal for goal, _ in declared} == {int(goal) for goal in row["sdg_goals"].split(";")}
        assert {target for _, target in declared if target} == {t for t in row["sdg_targets"].split(";") if t}
        if row["regions_iso3166_2"]:
            assert {r.code for r in activity.regions} == set(row["regions_iso3166_2"].split(";"))
        assert (activity.start.first.isoformat() if activity.start else "") == row["start"]
        assert (activity.end.last.isoformat() if activity.end else "") == row["end"]


def test_the_money_of_the_key_is_the_money_of_the_annex_to_the_cent(
    messy_job: FinishedJob, shared_data: Path
) -> None:
    expected: dict[str, Decimal] = defaultdict(Decimal)
    for row in key_of(shared_data):
        if row["amount"]:
            expected[row["currency"]] += Decimal(row["amount"])
    table = messy_job.draft.table("means")
    read: dict[str, Decimal] = defaultdict(Decimal)
    for values in table.values():
        read[values[table.index("currency")]] += Decimal(values[table.index("amount")])
    assert dict(read) == dict(expected)


def test_every_other_row_that_holds_something_is_named_in_a_finding(
    messy_job: FinishedJob, shared_data: Path
) -> None:
    activities = {(a.origin.sheet, a.origin.row) for a in messy_job.mapping.register.activities}
    findings = messy_job.done.findings
    rows = {(finding.sheet, finding.row) for finding in findings}
    # Of a sheet that holds no register one finding speaks for all its rows, and says how many there are.
    sheets = {
        f.sheet for f in findings if f.code in ("activities.sheet-no-register", "activities.sheet-superseded")
    }
    headings = 8
    lost = {
        (sheet, row)
        for sheet, row in rows_of_messy_workbook(shared_data) - activities - rows
        if sheet not in sheets and not (sheet.strip() == "Реестр 2025" and row <= headings)
    }
    assert not lost


def test_un_info_is_filtered_to_the_country_and_its_money_is_that_of_the_file(
    uninfo_job: FinishedJob,
) -> None:
    with uninfo_job.registers[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["country_iso3"] == "KAZ"]
    # An id that stands twice, once for each of its agencies, is one activity with both of them.
    activities = uninfo_job.mapping.register.activities
    assert len(activities) == len({row["id"] for row in rows}) > 100
    assert {a.id for a in activities} == {row["id"] for row in rows}
    assert {(a.id, str(p.name)) for a in activities for p in a.partners} == {
        (r["id"], r["agency"]) for r in rows
    }
    table = uninfo_job.draft.table("means")
    written = {values[table.index("currency")] for values in table.values()}
    assert written == {"USD"}
    sums = {row.key.partition("/")[0]: row.cells[table.index("amount")].value for row in table.rows}
    for kind, column in (
        ("required", "required_usd"),
        ("available", "available_usd"),
        ("disbursed", "spent_usd"),
    ):
        assert sums[kind] == sum(Decimal(row[column] or 0) for row in rows), kind


def test_every_file_of_indicators_is_read_or_named_in_a_finding(uninfo_job: FinishedJob) -> None:
    assert uninfo_job.indicators is not None and uninfo_job.data is not None
    files = {path.name for path in (uninfo_job.indicators / "data").glob("*.csv")}
    assert len(files) > 40
    read = {Path(str(name)).name for name in uninfo_job.data.observations["file"].unique()}
    told = {Path(finding.file).name for finding in uninfo_job.done.findings}
    for name in files - read:
        content = (uninfo_job.indicators / "data" / name).read_text(encoding="utf-8-sig").splitlines()
        values = [line.rpartition(",")[2].strip() for line in content[1:]]
        assert name in told or not any(values), name
    codes = {name.removeprefix("indicator_").removesuffix(".csv").replace("-", ".") for name in files}
    listed = {row.key for row in uninfo_job.draft.table("indicators").rows}
    assert {code for code in codes if code not in listed} == set()


def test_every_activity_of_the_iati_file_of_the_country_or_of_none_is_there(iati_job: FinishedJob) -> None:
    from lxml import etree

    activities = etree.parse(str(iati_job.registers[0])).findall("iati-activity")
    expected = set()
    for activity in activities:
        countries = {one.get("code") for one in activity.iter("recipient-country")}
        regions = {one.get("code") for one in activity.iter("recipient-region")}
        # 998 is "developing countries, unspecified"; the other regions of the file lie elsewhere.
        if "KZ" in countries or (not countries and regions <= {"998"}):
            expected.add(activity.findtext("iati-identifier").strip())
    assert 0 < len(expected) < len(activities)
    assert {activity.id for activity in iati_job.mapping.register.activities} == expected


def test_every_activity_either_has_a_target_or_says_why_not(job: FinishedJob) -> None:
    matched = Counter(match.activity_id for match in job.mapping.matches if match.stands)
    unmapped = {values[0] for values in job.draft.table("unmapped").values()}
    counted = {values[0] for values in job.draft.table("activities").values()}
    assert {str(one) for one in counted} == {a.id for a in job.mapping.register.activities}
    for activity in job.mapping.register.activities:
        if activity.duplicate_of is None:
            assert (activity.id in unmapped) == (not matched[activity.id])
            if not matched[activity.id]:
                assert job.mapping.unmapped_reason(activity.id, "kk")
