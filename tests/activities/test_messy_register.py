"""The messy register of the shared data reads as its key says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.reading import read_register
from sdgkit.activities.settings import ReadingSettings


def key(folder: Path) -> list[dict[str, str]]:
    with (folder / "activities" / "kz_register_messy_ru_key.csv").open(
        encoding="utf-8-sig", newline=""
    ) as stream:
        return list(csv.DictReader(stream))


def names(activity: Activity, role: str) -> list[str]:
    """Names as the key writes them: two names of one organisation with a slash."""
    return [" / ".join(p.name.root.values()) for p in activity.partners if p.role == role]


def as_in_key(activity: Activity) -> dict[str, str]:
    money = activity.money[0] if activity.money else None
    return {
        "title": activity.title.in_language("ru"),
        "regions_iso3166_2": ";".join(region.code for region in activity.regions),
        "start": activity.start.first.isoformat() if activity.start else "",
        "end": activity.end.last.isoformat() if activity.end else "",
        "amount": f"{money.amount:f}" if money else "",
        "currency": (money.currency or "") if money else "",
        "sdg_goals": ";".join(str(goal) for goal in sorted({d.goal for d in activity.declared})),
        "sdg_targets": ";".join(d.target for d in activity.declared if d.target),
        "section": activity.section,
    }


def split(cell: str) -> list[str]:
    """The organisations of a cell of the key; the mark of a footnote is no part of a name."""
    return [name.strip().rstrip("*") for name in cell.replace(", ", ";").split(";") if name.strip()]


def test_workbook_reads_as_its_key_says(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "kz_register_messy_ru.xlsx")
    rows = key(shared_data)
    assert [a.origin.row for a in register.activities] == [int(row["row"]) for row in rows]
    for row, activity in zip(rows, register.activities, strict=True):
        read = as_in_key(activity)
        assert read == {name: row[name] for name in read}
        assert names(activity, "funding") == split(row["donor"])
        assert names(activity, "implementing") == split(row["implementer"])
        assert len(activity.money) <= 1
    assert [a.id for a in register.activities][:4] == ["1.1", "1.2", "1.3", "2.1"]
    assert [a.status for a in register.activities].count("completed") == 2


def test_what_the_workbook_hides_and_breaks_is_told(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "kz_register_messy_ru.xlsx")
    told = {(f.code.partition(".")[2], f.sheet.strip(), f.row, f.column) for f in register.findings}
    assert {
        ("date-impossible", "Реестр 2025", 25, "F"),
        ("sdg-date", "Реестр 2025", 25, "K"),
        ("date-serial", "Реестр 2025", 31, "F"),
        ("date-ongoing", "Реестр 2025", 20, "G"),
        ("footnote-mark", "Реестр 2025", 11, "D"),
        ("row-total", "Реестр 2025", 33, ""),
        ("hidden-rows", "Реестр 2025", None, ""),
        ("sheet-superseded", "2024 (старый)", None, ""),
        ("sheet-no-register", "Справочник", None, ""),
        ("sheet-no-register", "Свод", None, ""),
    } <= told
    every_row = {a.origin.row for a in register.activities} | {
        f.row for f in register.findings if f.sheet == " Реестр 2025 "
    }
    assert set(range(9, 34)) | {35, 37} <= every_row


def test_no_contact_person_comes_out(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "kz_register_messy_ru.xlsx")
    everything = register.model_dump_json()
    assert "Тестов" not in everything and "7172" not in everything


def test_the_old_sheet_is_read_when_it_is_asked_for(shared_data: Path) -> None:
    path = shared_data / "activities" / "kz_register_messy_ru.xlsx"
    register = read_register(path, settings=ReadingSettings(sheets=("2024 (старый)",)))
    (activity,) = register.activities
    assert activity.title.root == {"ru": "Самғау платформасы"} or activity.title.root == {
        "kk": "Самғау платформасы"
    }
    assert str(activity.money[0].amount) == "12500000" and activity.money[0].currency == "KZT"


def test_text_in_windows_1251_reads_as_the_key_says_but_for_lost_letters_and_currency(
    shared_data: Path,
) -> None:
    path = shared_data / "activities" / "kz_register_messy_ru_1251.csv"
    register = read_register(path, settings=ReadingSettings(currency="USD"))
    rows = key(shared_data)
    assert len(register) == len(rows)
    for row, activity in zip(rows, register.activities, strict=True):
        read = as_in_key(activity)
        lost = "?" in read["title"]
        expected = {name: row[name] for name in read if name not in ("section", *(["title"] if lost else []))}
        assert {name: read[name] for name in expected} == expected
        if not lost:
            assert names(activity, "funding") == split(row["donor"])
    codes = {finding.code for finding in register.findings}
    assert {
        "activities.encoding",
        "activities.letters-lost",
        "activities.text-damaged",
        "activities.sdg-date",
    } <= codes


def test_without_a_currency_none_is_invented(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "kz_register_messy_ru_1251.csv")
    assert [m.currency for a in register.activities for m in a.money].count(None) == 5
    assert "activities.currency-missing" in {finding.code for finding in register.findings}


@pytest.mark.parametrize(
    ("file", "count", "country"),
    [("uninfo_central_asia_activities.csv", 804, "KAZ"), ("worldbank_projects_central_asia.csv", 342, "KAZ"),
     ("aiddata_gcdf3_central_asia.csv", 206, "KAZ")],
)  # fmt: skip
def test_exports_are_readable_by_their_headings_alone(
    shared_data: Path, file: str, count: int, country: str
) -> None:
    register = read_register(shared_data / "activities" / file, format="table")
    assert len(register) == count == len({a.id for a in register.activities})
    assert sum(country in a.countries for a in register.activities) > 10
    assert all(a.title for a in register.activities)


def test_un_info_amounts_have_their_kinds(shared_data: Path) -> None:
    register = read_register(
        shared_data / "activities" / "uninfo_central_asia_activities.csv", format="table"
    )
    first = register.by_id["115478"]
    assert [(m.kind, str(m.amount), m.currency) for m in first.money] == [
        ("required", "180000000", "USD"),
        ("available", "44782731", "USD"),
        ("disbursed", "39005374", "USD"),
    ]
    assert first.countries == ("AFG",) and [(p.role, str(p.name)) for p in first.partners] == [
        ("partner", "FAO")
    ]
    assert first.start is not None and first.start.first.isoformat() == "2023-07-15"
