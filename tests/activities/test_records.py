"""Registers that programs hand out: JSON of an interface, tables of Parquet with the columns of a database."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sdgkit.activities.iati.reading import read_iati
from sdgkit.activities.iati.writing import write_iati
from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError


def written(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


PROJECT = {
    "id": "P1", "project_name": "Canals", "countryshortname": "Kazakhstan", "boardapprovaldate": "2024-05-30T00:00:00Z",
    "closingdate": "2030-06-30", "curr_total_commitment": "180000000", "status": "Active", "teamleadname": ["Jane Roe"],
    "pdo": "To improve irrigation", "impagency": "Ministry of Water",
    "major_sectors": [{"major_sector": {"major_sector_name": "Agriculture", "major_sector_code": "AX", "sectors": [
        {"sector_name": "Irrigation and Drainage", "sector_code": "AI", "sector_percent": "85.0"},
        {"sector_name": "Public Administration", "sector_code": "AK", "sector_percent": "15.0"},
    ]}}],
}  # fmt: skip


@pytest.mark.parametrize("wrap", ["by id", "list", "lines", "data"])
def test_projects_of_the_world_bank_are_read_as_its_interface_gives_them(tmp_path: Path, wrap: str) -> None:
    other = PROJECT | {"id": "P2", "project_name": "Schools", "closingdate": None, "major_sectors": []}
    path = tmp_path / "projects.json"
    if wrap == "by id":
        written(path, {"rows": 2, "total": "2", "projects": {"P1": PROJECT, "P2": other}})
    elif wrap == "list":
        written(path, [PROJECT, other])
    elif wrap == "data":
        written(path, {"meta": {"page": 1}, "data": {"items": [PROJECT, other]}})
    else:
        path.write_text(f"{json.dumps(PROJECT)}\n{json.dumps(other)}\n", encoding="utf-8")
    register = read_register(path)
    assert (register.sources[0].format, [a.id for a in register.activities]) == ("world-bank", ["P1", "P2"])
    canals = register.activities[0]
    assert [(s.code, s.share) for s in canals.sectors] == [("AI", Fraction(17, 20)), ("AK", Fraction(3, 20))]
    assert [(m.kind, m.amount) for m in canals.money] == [("commitment", Decimal(180_000_000))]
    assert canals.countries == ("KAZ",) and canals.end and canals.end.last == dt.date(2030, 6, 30)
    assert "Roe" not in register.model_dump_json()


def test_records_of_any_program_are_read_by_their_names(tmp_path: Path) -> None:
    data = [
        {"Project title": "Clinics in villages", "Donor": "EU", "Budget (USD)": 1200.55, "SDG": ["3.8", "5"],
         "Place": {"region": "Kyzylorda Region"}, "Active": True},
        {"Project title": "Schools in towns", "Donor": "JICA", "Budget (USD)": 300, "SDG": [4]},
        {"Project title": "Roads in the steppe", "Donor": "ADB", "Budget (USD)": None, "SDG": []},
    ]  # fmt: skip
    register = read_register(written(tmp_path / "register.json", data))
    assert [[m.amount for m in a.money] for a in register.activities] == [[Decimal("1200.55")], [300], []]
    assert [[d.target or d.goal for d in a.declared] for a in register.activities] == [["3.8", 5], [4], []]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": 1}', "activities.no-register"),
        ('{"rows": []}', "activities.no-register"),
        ('{"rows": [', "files.unreadable"),
        ('[{"a": ' + "[" * 100_000, "files.unreadable"),
        ('[{"x": NaN}]', "activities.no-register"),
    ],
)
def test_json_without_a_register_is_told(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "some.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_register(path)
    assert refused.value.code == code


def parquet(path: Path, columns: dict[str, list[Any]]) -> Path:
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as format

    format.write_table(arrow.table(columns), path)
    return path


def test_the_crs_is_read_from_parquet_with_its_new_names(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "CRS.parquet",
        {
            "year": [2023, 2024], "donor_code": [5, 5], "donor_name": ["Germany"] * 2, "agency_code": [52, 52],
            "crs_id": ["2021003344"] * 2, "recipient_code": [613, 613], "recipient_name": ["Kazakhstan"] * 2,
            "usd_commitment": [3.5, None], "usd_disbursement": [0.75, 0.5], "project_title": ["Hydrogen"] * 2,
            "purpose_code": [23110, 23110], "purpose_name": ["Energy policy"] * 2, "sd_gfocus": ["7.2;13.3", "9"],
            "gender": [0.0, 1.0], "climate_mitigation": [2.0, None],
        },
    )  # fmt: skip
    register = read_register(path)
    assert register.sources[0].format == "crs"
    (hydrogen,) = register.activities
    assert [(m.kind, m.amount, m.year) for m in hydrogen.money] == [
        ("commitment", 3_500_000, 2023), ("disbursed", 750_000, 2023), ("disbursed", 500_000, 2024),
    ]  # fmt: skip
    assert [d.target or d.goal for d in hydrogen.declared] == ["7.2", "13.3", 9]
    assert {m.code: m.significance for m in hydrogen.markers} == {"1": 1, "6": 2}
    assert [(s.code, str(s.title)) for s in hydrogen.sectors] == [("23110", "Energy policy")]
    assert read_register(path, format="crs").sources[0].format == "crs"


def test_rows_of_parquet_become_iati(tmp_path: Path) -> None:
    columns = {
        "Project title": ["Clinics", "Wells"],
        "Donor": ["EU", "ADB"],
        "Start date": ["2024-01-01", "2025-01-01"],
    }
    path = parquet(tmp_path / "own.parquet", columns)
    register = read_register(path)
    write_iati(
        register, {a.id: [(3, "3.8")] for a in register.activities}, tmp_path / "out.xml", sources=[path]
    )
    back = read_iati(tmp_path / "out.xml")
    assert [(str(a.title), a.declared[0].target) for a in back.activities] == [
        ("Clinics", "3.8"),
        ("Wells", "3.8"),
    ]


def test_a_table_of_parquet_is_read_by_its_headings_and_a_plain_one_as_ever(tmp_path: Path) -> None:
    own = {
        "Project title": ["Clinics", "Schools", "Roads"],
        "Donor": ["EU", "JICA", "ADB"],
        "Budget (USD)": [1, 2, 3],
    }
    register = read_register(parquet(tmp_path / "own.parquet", own))
    assert [(str(a.title), a.money[0].amount) for a in register.activities] == [
        ("Clinics", 1),
        ("Schools", 2),
        ("Roads", 3),
    ]
    plain = read_register(parquet(tmp_path / "plain.parquet", {"id": ["7"], "title": ["Clinics"]}))
    assert plain.sources[0].format == "parquet" and plain.activities[0].id == "7"


def test_projects_of_undp_are_read_with_the_codes_of_their_goals(tmp_path: Path) -> None:
    project = {
        "project_id": "00112233", "title": "Low-carbon cities", "description": "Retrofits.", "status": "Ongoing",
        "country": {"iso3": "KAZ", "name": "Kazakhstan"}, "start": "2021-03-01", "end": "2026-02-28",
        "total_budget": 12500000, "total_expense": 4300000.5, "contact_email": "registry@undp.example",
        "sdg": [{"sdg_code": "13", "sdg_name": "Climate Action"}, {"sdg_code": "11", "sdg_name": "Sustainable Cities"}],
        "donor": ["Global Environment Facility", "Government of Kazakhstan"],
    }  # fmt: skip
    register = read_register(
        written(tmp_path / "undp.json", {"status": True, "data": {"count": 1, "data": [project]}})
    )
    assert register.sources[0].format == "undp"
    (cities,) = register.activities
    assert [d.goal for d in cities.declared] == [13, 11] and cities.countries == ("KAZ",)
    assert [(m.kind, m.amount, m.currency) for m in cities.money] == [
        ("budget", 12_500_000, "USD"), ("disbursed", Decimal("4300000.5"), "USD"),
    ]  # fmt: skip
    assert [str(p.name) for p in cities.partners] == [
        "Global Environment Facility",
        "Government of Kazakhstan",
    ]
    assert "undp.example" not in register.model_dump_json()


def test_lists_and_shares_of_the_earlier_interface_of_the_world_bank(tmp_path: Path) -> None:
    data = {"projects": {"P1": {
        "id": "P1", "project_name": "Power lines", "countryname": ["Kyrgyz Republic", "Republic of Tajikistan"],
        "boardapprovaldate": "2018-04-24T00:00:00Z", "closingdate": "4/30/2027 12:00:00 AM", "totalamt": "36,000,000",
        "sector1": {"Name": "Energy", "Percent": 40}, "sector2": {"Name": "Roads", "Percent": 60},
    }}}  # fmt: skip
    (one,) = read_register(written(tmp_path / "wb.json", data)).activities
    assert one.countries == ("KGZ", "TJK")
    assert [(str(s.title), s.share) for s in one.sectors] == [
        ("Energy", Fraction(2, 5)),
        ("Roads", Fraction(3, 5)),
    ]
    assert one.end and one.end.last == dt.date(2027, 4, 30)
