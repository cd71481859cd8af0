"""Activities that an export tells of in several rows: one for each agency, country, year or amount."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register

HEAD = [
    "Output",
    "Sub-output code",
    "Sub-output",
    "Agency",
    "Description",
    "SDG Goals",
    "Total required resources",
]


def plan(path: Path, *rows: list[str], head: list[str] = HEAD) -> Register:
    path.write_text("\n".join("\t".join(row) for row in (head, *rows)) + "\n", encoding="utf-8")
    register = read_register(path)
    assert register.sources[0].format == "uninfo"
    return register


def required(activity: Activity) -> Decimal:
    return sum((m.amount for m in activity.money if m.kind == "required"), Decimal(0))


def told(register: Register) -> list[tuple[str, str]]:
    codes = [(f.code.rpartition("joint-")[2], str(f.value)) for f in register.findings if "joint-" in f.code]
    assert all(f.what("kk") and f.done("ru") for f in register.findings)
    return codes


CLINICS_WHO = ["1.1", "1.1.4", "Clinics", "WHO", "Buildings", "3", "400,000"]
CLINICS_UNICEF = ["1.1", "1.1.4", "Clinics", "UNICEF", "Cold chain", "3; 2", "150,000"]
ROADS_UNDP = ["2.1", "2.1.1", "Roads", "UNDP", "", "9", "90,000"]
ROADS_FAO = ["2.1", "2.1.1", "Roads", "FAO", "", "9", "90,000"]


def test_a_sub_output_of_several_agencies_is_one_activity_with_the_money_of_each(tmp_path: Path) -> None:
    register = plan(tmp_path / "plan.tsv", CLINICS_WHO, CLINICS_UNICEF)
    (clinics,) = register.activities
    assert clinics.id == "1.1.4"
    assert [str(p.name) for p in clinics.partners] == ["WHO", "UNICEF"]
    assert [(m.amount, m.partner) for m in clinics.money] == [(400_000, "WHO"), (150_000, "UNICEF")]
    assert [d.goal for d in clinics.declared] == [3, 2]
    # What each of them says is there.
    assert str(clinics.description) == "Buildings Cold chain"
    assert told(register) == [("rows", "")]


def test_amounts_that_are_alike_are_counted_once_where_no_agency_has_one_of_its_own(tmp_path: Path) -> None:
    register = plan(tmp_path / "plan.tsv", ROADS_UNDP, ROADS_FAO)
    assert [required(a) for a in register.activities] == [90_000]
    assert told(register) == [("rows", ""), ("once", "2.1.1")]


def test_they_are_added_where_agencies_have_their_own_elsewhere(tmp_path: Path) -> None:
    register = plan(tmp_path / "plan.tsv", ROADS_UNDP, CLINICS_WHO, ROADS_FAO, CLINICS_UNICEF)
    assert {a.id: required(a) for a in register.activities} == {"2.1.1": 180_000, "1.1.4": 550_000}
    assert told(register) == [("rows", ""), ("added", "2.1.1")]


@pytest.mark.parametrize(
    ("total", "amount", "code"),
    [("180,000", 180_000, "added"), ("90,000", 90_000, "once"), ("7", 90_000, "once")],
)
def test_a_row_of_totals_decides(tmp_path: Path, total: str, amount: int, code: str) -> None:
    register = plan(tmp_path / "plan.tsv", ROADS_UNDP, ROADS_FAO, ["Total", "", "", "", "", "", total])
    assert [required(a) for a in register.activities] == [amount]
    assert told(register) == [("rows", ""), (code, "2.1.1")]
    assert [f.row for f in register.findings if f.code == "activities.row-total"] == [4]


def test_ids_and_money_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = [CLINICS_WHO, CLINICS_UNICEF, ROADS_UNDP, ROADS_FAO]
    without_codes = [[row[0], "", *row[2:3], row[3], "", *row[5:]] for row in rows]
    for some in (rows, without_codes):
        seen = set()
        for turn in range(6):
            mixed = random.Random(turn).sample(some, len(some))
            register = plan(tmp_path / "plan.tsv", *mixed)
            seen.add(
                frozenset(
                    (a.id, required(a), frozenset(str(p.name) for p in a.partners))
                    for a in register.activities
                )
            )
        assert len(seen) == 1 and len(next(iter(seen))) == 2


def test_the_very_same_row_once_more_is_no_part_of_the_activity(tmp_path: Path) -> None:
    register = plan(tmp_path / "plan.tsv", CLINICS_WHO, CLINICS_WHO)
    assert [a.id for a in register.activities] == ["1.1.4", "1.1.4#2"]
    assert "activities.export-id-repeated" in {f.code for f in register.findings}


def test_years_of_an_agency_are_added(tmp_path: Path) -> None:
    rows = [[*ROADS_UNDP, "2024"], [*ROADS_UNDP, "2025"]]
    register = plan(tmp_path / "plan.tsv", *rows, head=[*HEAD, "Year"])
    assert [[(m.amount, m.year) for m in a.money] for a in register.activities] == [
        [(90_000, 2024), (90_000, 2025)]
    ]


def test_one_name_in_two_outputs_or_countries_is_two_activities(tmp_path: Path) -> None:
    other = ["3.1", "", "Roads", "FAO", "", "9", "10"]
    register = plan(tmp_path / "plan.tsv", ["2.1", "", *ROADS_UNDP[2:]], other)
    assert len(register) == 2
    head = [*HEAD, "Country ISO3"]
    register = plan(tmp_path / "plan.tsv", [*ROADS_UNDP, "KAZ"], [*ROADS_FAO, "UZB"], head=head)
    assert [a.countries for a in register.activities] == [("KAZ",), ("UZB",)]
    assert [a.id for a in register.activities] == ["2.1.1", "2.1.1#2"]


def test_a_row_for_each_country_repeats_the_money_and_gives_its_part(tmp_path: Path) -> None:
    path = tmp_path / "dportal.csv"
    path.write_text(
        "aid,title,reporting,reporting_ref,status_code,day_start,day_end,country_code,country_percent,commitment,spend\n"
        "XM-1,Rivers,Fund,XM-7,2,19723,20453,KZ,60,1000,250\nXM-1,Rivers,Fund,XM-7,2,19723,20453,KG,40,1000,250\n",
        encoding="utf-8",
    )
    register = read_register(path)
    (rivers,) = register.activities
    assert [(m.kind, m.amount) for m in rivers.money] == [("commitment", 1000), ("disbursed", 250)]
    assert {s.code: str(s.share) for s in rivers.place_shares} == {"KAZ": "3/5", "KGZ": "2/5"}
    assert rivers.start and rivers.start.first.isoformat() == "2024-01-01" and rivers.status == "ongoing"
    assert "activities.export-rows-repeated" in {f.code for f in register.findings}
