"""Habits of publishers that keep to the standard less than it says. The files are made for the tests, one per habit
of a kind of publisher (a development bank, a donor that reports in levels, an agency of the UN, ...)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from tests.activities.iati_files import faults

FOLDER = Path(__file__).parent / "publishers"


def read(name: str) -> tuple[Register, Counter[str]]:
    register = read_iati(FOLDER / f"{name}.xml")
    for activity in register.activities:
        assert Activity.model_validate_json(activity.model_dump_json()) == activity
    assert all(f.what("ru") and f.done("kk") for f in register.findings)
    return register, Counter(f.code.partition(".iati-")[2] for f in register.findings)


def amounts(activity: Activity) -> list[tuple[str, Decimal, str | None, int | None]]:
    return [(m.kind, m.amount, m.currency, m.year) for m in activity.money]


def test_a_bank_with_vocabularies_of_its_own_and_places_by_coordinates() -> None:
    register, codes = read("worldbank")
    activity = register.activities[0]
    assert not activity.description
    assert activity.objectives.root == {"en": "The objective is to improve irrigation services."}
    assert [(p.role, str(p.name)) for p in activity.partners] == [
        ("funding", "World Bank"), ("extending", "World Bank"), ("accountable", "Ministry of Finance"),
    ]  # fmt: skip
    assert activity.countries == ("KAZ",)
    assert [r.code for r in activity.regions] == ["KZ-19", "KZ-43"]
    assert activity.extra["location"] == "42.32 69.59"
    assert [(s.vocabulary, s.code, s.share) for s in activity.sectors if s.vocabulary != "dac5"] == [
        ("own-2", "AI", Fraction(4, 5)), ("own-2", "WF", Fraction(1, 5)), ("own", "82", Fraction(9, 20)),
        ("own", "78", Fraction(4, 5)),
    ]  # fmt: skip
    assert amounts(activity) == [
        ("budget", 1000000, "USD", 2020), ("budget", 2000000, "USD", 2021), ("commitment", 102900000, "USD", 2020),
        ("disbursed", Decimal("-250000.55"), "USD", 2021),
    ]  # fmt: skip
    assert "(at the start 0 in 2020; planned 113,000 in 2026; achieved 25,000 in 2026)" in str(
        activity.results
    )
    assert "Test Person" not in register.model_dump_json()
    assert codes == {
        "partner-unnamed": 1, "date-unreadable": 1, "percentages-wrong": 1, "location-unread": 1,
        "transactions-uncounted": 1,
    }  # fmt: skip


def test_a_donor_that_tags_in_every_way_at_once() -> None:
    register, codes = read("eu")
    activity = register.activities[0]
    assert str(activity.partners[0].name) == "European Commission - International Partnerships"
    assert not activity.description
    assert activity.countries == ("KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG")
    assert [(d.source, d.goal, d.target, d.indicator, d.share) for d in activity.declared] == [
        ("sector", 7, None, None, Fraction(7, 10)), ("sector", 13, None, None, Fraction(3, 10)),
        ("sector", 7, "7.2", "7.2.1", None), ("tag", 7, "7.2", None, None), ("tag", 7, "7.b", None, None),
        ("tag", 13, None, None, None),
    ]  # fmt: skip
    assert activity.extra["tag:99"] == "TEI-1 Team Europe"
    assert codes == {"sdg-repaired": 2, "sdg-unknown": 1, "budget-period": 1, "percentages-wrong": 1}
    assert register.activities[1].related[0].kind == "parent"


def test_an_agency_of_the_un_with_markup_roles_and_revised_budgets() -> None:
    register, codes = read("unicef")
    activity = register.activities[0]
    assert activity.id == "XM-DAC-41122-Kazakhstan-0001/A0/05/001/002"
    assert activity.description.root == {
        "en": "By 2025 children & families use services", "ru": "К 2025 году дети и семьи пользуются услугами",
    }  # fmt: skip
    assert [p.role for p in activity.partners] == ["funding", "accountable", "implementing"]
    assert activity.end and activity.end.last == dt.date(2025, 12, 31)
    assert amounts(activity) == [
        ("budget", 150000, "USD", 2024),
        ("disbursed", Decimal("1234.56"), "USD", 2024),
    ]
    assert [(m.kind, m.value) for m in activity.measured] == [("target", 2000), ("actual", 1850)]
    assert [(d.target, d.indicator) for d in activity.declared] == [("16.2", "16.2.1"), ("1.3", None)]
    assert codes == {
        "sdg-repaired": 1,
        "percentages-rounded": 1,
        "transactions-uncounted": 1,
        "element-unread": 1,
    }
    told = next(f for f in register.findings if f.code.endswith("repaired"))
    assert (told.done("en"), told.done("ru")) == ("It was read as target 1.3.", "Он прочитан как задача 1.3.")


def test_a_ministry_with_amounts_as_its_country_writes_them() -> None:
    register, codes = read("bmz")
    activity = register.activities[0]
    assert activity.title.in_language("en").startswith("Climate-sensitive")
    assert amounts(activity) == [
        ("commitment", 7000000, "EUR", 2019), ("commitment", -500000, "EUR", 2021),
        ("disbursed", 1500000, "CHF", 2020), ("disbursed", Decimal("1234.56"), "EUR", 2021),
    ]  # fmt: skip
    assert (activity.end and activity.end.last, activity.status) == (dt.date(2023, 6, 30), "completed")
    assert [(d.goal, d.target) for d in activity.declared] == [(8, "8.2"), (13, None)]
    assert codes == {"sdg-repaired": 1, "amount-grouped": 2, "percentages-missing": 1}


def test_a_donor_that_reports_in_levels_with_places_on_transactions() -> None:
    register, codes = read("fcdo")
    above, below = register.activities
    assert str(above.partners[0].name) == "UK FCDO"
    assert str(above.description) == "Support to reform. Contact: [...], [...]."
    assert [(s.vocabulary, s.code, s.share) for s in below.sectors] == [
        ("dac5", "15110", Fraction(4, 5)), ("dac3", "151", Fraction(4, 5)), ("dac5", "15160", Fraction(1, 5)),
    ]  # fmt: skip
    assert below.countries[0] == "KAZ" and below.areas == ("619",)
    assert (above.hierarchy, below.hierarchy) == (1, 2)
    assert not codes


def test_a_bank_with_numbers_and_codes_of_a_spreadsheet() -> None:
    register, codes = read("adb")
    activity = register.activities[0]
    assert amounts(activity) == [("commitment", 240500000, "USD", 2018), ("disbursed", 1500000, "USD", 2020)]
    assert "E+" not in activity.model_dump_json()
    assert activity.start and activity.start.first == dt.date(2018, 11, 13)
    assert [(d.source, d.goal, d.target) for d in activity.declared] == [
        ("sector", 9, None), ("sector", 9, "9.1"), ("tag", 9, "9.1"),
    ]  # fmt: skip
    assert activity.extra["crs-add"].startswith("other-flags 2 significance=1, loan-terms rate-1=1.5")
    assert codes == {
        "date-unreadable": 1, "sdg-repaired": 1, "sdg-unknown": 1, "significance-missing": 1, "amount-missing": 1,
        "amount-grouped": 1, "percentages-wrong": 2,
    }  # fmt: skip
    assert [region.code for region in activity.regions] == ["KZ-15", "KZ-23"]


def test_all_of_them_become_one_file_with_tags(tmp_path: Path) -> None:
    register = read_register(FOLDER)
    assert len(register) == 8
    out = tmp_path / "tagged.xml"
    write_iati(register, {a.id: [(6, "6.4"), (3, None)] for a in register.activities}, out, sources=[FOLDER])
    back = read_iati(out)
    assert {d.target or d.goal for a in back.activities for d in a.declared if d.source == "tag"} >= {
        "6.4",
        3,
    }
    assert Counter(a.id for a in back.activities) == Counter(a.id for a in register.activities)
    # What the publishers left out is still not there, what they put in another order stays; no fault is new.
    before = [fault for path in sorted(FOLDER.glob("*.xml")) for fault in faults(path) if "order" in fault]
    assert [f.partition(":")[0] for f in faults(out) if "order" in f] == [f.partition(":")[0] for f in before]
    assert not [f for f in faults(out) if "version" in f or "tag" in f.partition("order")[0]]


@pytest.mark.parametrize("name", [path.stem for path in sorted(FOLDER.glob("*.xml"))])
def test_a_file_that_is_tagged_twice_stays_the_same(tmp_path: Path, name: str) -> None:
    source = FOLDER / f"{name}.xml"
    first, second = tmp_path / "1.xml", tmp_path / "2.xml"
    tags = {a.id: [(6, "6.4"), (13, None)] for a in read_iati(source).activities}
    write_iati(read_iati(source), tags, first, sources=[source])
    write_iati(read_iati(first), tags, second, sources=[first])
    assert first.read_bytes() == second.read_bytes()
