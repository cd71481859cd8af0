# ruff: noqa: E501 - rows of exports are read across
"""Exports of databases: recognised by their headings, read without guessing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sdgkit.activities.columns import fields
from sdgkit.activities.exports import exports, named, recognise
from sdgkit.activities.reading import read_register
from sdgkit.errors import InputError, UsageError

CRS = (
    "Year|DonorCode|DonorName|AgencyCode|AgencyName|CrsID|ProjectNumber|RecipientCode|RecipientName|USD_Commitment|"
    "USD_Disbursement|USD_Commitment_Defl|ShortDescription|ProjectTitle|PurposeCode|PurposeName|ChannelName|Gender|"
    "ClimateMitigation|ClimateAdaptation|Desertification|RMNCH|DRR|ExpectedStartDate|CompletionDate|LongDescription|"
    "SDGfocus|Geography"
)
CRS_ROWS = (
    "2021|4|France|3|AFD|2021000123|CKZ1|613|Kazakhstan|12.5|3.25|12.1|RURAL WATER|Rural water supply|14031|"
    "Basic drinking water supply - rural|Ministry|1|0|2|0|0|0|2021-03-01T00:00:00|2025-12-31|"
    "Rural water supply in villages|6.1;6.b|Kyzylorda",
    "2022|4|France|3|AFD|2021000123|CKZ1|613|Kazakhstan||2.75||RURAL WATER|Rural water supply|14031|"
    "Basic drinking water supply - rural|Ministry|1|0|2|0|0|0|2021-03-01|2025-12-31|Rural water|6.1|",
    "2022|5|Germany|3|GIZ|2021000123|D1|798|Asia, regional||0.75|0.5|Climate|Climate|41010|Policy|GIZ|1|2|9|0|0|0|"
    "2021-03-01|2025-12-31|Climate|13;19.2|",
    "2022|5|Germany|3|GIZ|2021000777|D2|55|Türkiye||0.75||Roads|Roads|21020|Roads|GIZ|||||||2021-03-01|||0|",
)


def crs(path: Path, delimiter: str = "|") -> Path:
    quoted = [line.replace(", ", " ") if delimiter == "," else line for line in (CRS, *CRS_ROWS)]
    path.write_text("\n".join(line.replace("|", delimiter) for line in quoted) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("delimiter", ["|", ";", "\t"])
def test_the_crs_is_read_as_it_is_published(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "crs.txt"
    text = "\n".join((CRS, *CRS_ROWS))
    if delimiter == ";":
        text = text.replace("6.1;6.b", '"6.1;6.b"').replace("13;19.2", '"13;19.2"')
    path.write_text(text.replace("|", delimiter), encoding="utf-8")
    register = read_register(path)
    assert register.sources[0].format == "crs"
    water, climate, roads = register.activities
    assert [a.id for a in register.activities] == ["4-3-613-2021000123", "5-3-798-2021000123", "2021000777"]
    assert [(m.kind, m.amount, m.currency, m.year) for m in water.money] == [
        ("commitment", Decimal(12_500_000), "USD", 2021), ("disbursed", Decimal(3_250_000), "USD", 2021),
        ("disbursed", Decimal(2_750_000), "USD", 2022),
    ]  # fmt: skip
    assert [(d.target, d.source) for d in water.declared] == [("6.1", "sdg-focus"), ("6.b", "sdg-focus")]
    assert [(s.vocabulary, s.code, str(s.title)) for s in water.sectors] == [
        ("dac5", "14031", "Basic drinking water supply - rural")
    ]
    assert {m.code: m.significance for m in water.markers} == {
        "1": 1,
        "6": 0,
        "7": 2,
        "8": 0,
        "9": 0,
        "10": 0,
    }
    assert [(p.role, str(p.name)) for p in water.partners] == [
        ("funding", "France"), ("extending", "AFD"), ("implementing", "Ministry"),
    ]  # fmt: skip
    assert [r.code for r in water.regions] == ["KZ-43"]
    assert (water.countries, climate.countries[:2], roads.countries) == (("KAZ",), ("AFG", "KAZ"), ("TUR",))
    assert water.start and water.start.first == dt.date(2021, 3, 1)
    assert [m.amount for m in climate.money] == [Decimal(500_000), Decimal(750_000)] or [
        m.kind for m in climate.money
    ] == ["disbursed", "commitment"]
    assert [(d.goal, d.target) for d in climate.declared] == [(13, None)]
    codes = Counter(finding.code.partition(".")[2] for finding in register.findings)
    assert codes == {
        "export-recognised": 1, "export-rows-joined": 1, "export-cell-unread": 1, "sdg-unknown": 1,
        "export-constant": 1,
    }  # fmt: skip


def test_un_info_gives_partners_three_kinds_of_money_dates_and_texts(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "uninfo_central_asia_activities.csv")
    assert (len(register), len(register.in_country("KAZ"))) == (793, 134)
    (told,) = [f for f in register.in_country("KAZ").findings if f.code == "activities.other-countries"]
    assert (told.severity, told.file) == ("warning", "uninfo_central_asia_activities.csv")
    assert (
        told.details["number"] == "659"
        and "Кыргызстан —" in told.what("ru")
        and "Қырғызстан —" in told.what("kk")
    )
    assert register.sources[0].format == "uninfo"
    # Five activities have several agencies, with a row for each.
    (joint,) = [f for f in register.findings if f.code == "activities.export-joint-rows"]
    assert joint.details["number"] == "11" and len(register.findings) == 2
    shared = register.by_id["37043"]
    assert [(p.role, str(p.name)) for p in shared.partners] == [
        ("implementing", "UNHCR"),
        ("implementing", "IOM"),
    ]
    assert [(m.amount, m.partner) for m in shared.money if m.kind == "required"] == [
        (243711, "UNHCR"),
        (20000, "IOM"),
    ]
    first = register.by_id["86149"]
    assert str(first.title) == "Procurement of medicines for treatment of socially significant diseases"
    assert [(p.role, str(p.name)) for p in first.partners] == [("implementing", "UNDP")]
    assert [(m.kind, m.amount, m.currency) for m in first.money] == [
        ("required", 2899788, "USD"), ("available", 2899788, "USD"), ("disbursed", 2236580, "USD"),
    ]  # fmt: skip
    assert first.start and first.end
    assert (first.start.first, first.end.last) == (dt.date(2021, 1, 1), dt.date(2025, 12, 31))
    assert first.description and first.results
    assert first.origin.row == 98
    agencies = {str(p.name) for a in register.in_country("KAZ").activities for p in a.partners}
    assert {"UNDP", "UNICEF", "WHO", "UNFPA"} <= agencies


@pytest.mark.parametrize(
    ("name", "records", "in_kazakhstan"),
    [("worldbank_projects_central_asia.csv", 342, 75), ("worldbank_projects_themes_world.csv", 5419, 30)],
)
def test_projects_of_the_world_bank_are_read(
    shared_data: Path, name: str, records: int, in_kazakhstan: int
) -> None:
    register = read_register(shared_data / "activities" / name)
    assert register.sources[0].format == "world-bank"
    assert (len(register), len(register.in_country("KAZ"))) == (records, in_kazakhstan)
    assert {m.kind for a in register.activities for m in a.money} == {"commitment"}
    assert all(s.vocabulary == "world-bank" and s.title for a in register.activities for s in a.sectors)
    assert all(str(a.partners[0].name) == "World Bank" for a in register.activities)
    assert not [f for f in register.findings if f.severity == "error"]


def test_a_project_of_the_world_bank_for_all_central_asia_is_one_of_each_country(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "worldbank_projects_central_asia.csv")
    shared = [a for a in register.activities if len(a.countries) > 1]
    assert len(shared) == 12
    assert shared[0].countries == ("KAZ", "KGZ", "TJK", "TKM", "UZB")


def test_aiddata_is_read_with_the_better_dates_and_a_word_on_prices(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "aiddata_gcdf3_central_asia.csv")
    assert (register.sources[0].format, len(register), len(register.in_country("KAZ"))) == ("gcdf", 206, 50)
    wind = register.by_id["39539"]
    assert wind.start and wind.end
    assert (wind.start.first, wind.end.last) == (dt.date(2019, 7, 27), dt.date(2022, 9, 12))
    assert [(m.kind, m.amount) for m in wind.money] == [("commitment", Decimal("134827753.471456"))]
    assert [(f.code, f.column) for f in register.findings][-1] == ("activities.export-constant", "B")


def test_rows_that_aiddata_wants_in_no_sum_stay_without_money(tmp_path: Path) -> None:
    path = tmp_path / "gcdf.csv"
    path.write_text(
        "AidData Record ID,Recommended For Aggregates,Title,Recipient,Recipient ISO-3,Status,Amount (Constant USD 2021),Commitment Year\n"
        "1,Yes,Wind power plant in Shelek,Kazakhstan,KAZ,Completion,134827753.47,2019\n"
        "2,No,Talks on a railway,Kazakhstan,KAZ,Pipeline: Pledge,500000000,2014\n"
        "3,No,Gift of books,Kazakhstan,KAZ,Cancelled,,2015\n",
        encoding="utf-8",
    )
    register = read_register(path)
    assert register.sources[0].format == "gcdf"
    assert [[m.amount for m in a.money] for a in register.activities] == [[Decimal("134827753.47")], [], []]
    assert register.by_id["2"].extra["Amount (Constant USD 2021)"] == "500000000"
    assert register.by_id["2"].extra["Recommended For Aggregates"] == "No"
    told = next(f for f in register.findings if f.code == "activities.export-uncounted")
    assert (told.row, told.severity) == (3, "warning")
    assert {"number": "2", "with_money": "1", "currency": "USD"}.items() <= told.details.items()


def test_columns_of_the_eu_and_of_roda_are_certain_and_the_rest_is_read_as_any_table(tmp_path: Path) -> None:
    path = tmp_path / "roda.csv"
    path.write_text(
        "RODA ID,Title,Description,sdgs_apply,sdg_1,sdg_2,sdg_3,Planned start date\n"
        "GCRF-1,Water in the steppe,Salinity of soils,yes,6,13,,2021-04-01\nGCRF-2,Schools,Teachers,no,,,,2021-04-01\n",
        encoding="utf-8",
    )
    register = read_register(path)
    assert [[(d.goal, d.primary) for d in a.declared] for a in register.activities] == [
        [(6, True), (13, False)],
        [],
    ]
    assert [a.id for a in register.activities] == ["GCRF-1", "GCRF-2"]
    path.write_text(
        "Title;Main SDG (1 only);Other significant SDGs (up to 9) and, where appropriate, targets;Budget (EUR)\n"
        "Green Central Asia;13;6, 15.3;1000000\n",
        encoding="utf-8",
    )
    activity = read_register(path).activities[0]
    assert [(d.goal, d.target, d.primary) for d in activity.declared] == [
        (13, None, True), (6, None, False), (15, "15.3", False),
    ]  # fmt: skip
    assert activity.money[0].currency == "EUR"


def test_an_action_of_the_eu_and_an_activity_of_roda_are_read_with_their_own_headings(tmp_path: Path) -> None:
    path = tmp_path / "actions.csv"
    path.write_text(
        "Action;Main SDG (1 only);Other significant SDGs (up to 9) and where appropriate, targets;DAC code(s);"
        "Amount (EUR);Countries\n"
        "Green transition;SDG 13;SDG 7 (7.2, 7.b), SDG 8;23210 (60%), 41010 (40%);12 500 000,00;Kazakhstan\n"
        "Education;4: Quality education;8.6;11330 (100%);3 000 000;Kazakhstan\n",
        encoding="utf-8",
    )
    first, second = read_register(path).activities
    assert str(first.title) == "Green transition"
    assert [(d.target or d.goal, d.primary) for d in first.declared] == [
        (13, True), ("7.2", False), ("7.b", False), (8, False),
    ]  # fmt: skip
    assert [(s.vocabulary, s.code, s.share) for s in (*first.sectors, *second.sectors)] == [
        ("dac5", "23210", Fraction(3, 5)), ("dac5", "41010", Fraction(2, 5)), ("dac5", "11330", Fraction(1)),
    ]  # fmt: skip
    path = tmp_path / "roda.csv"
    path.write_text(
        "RODA ID,Title,Sector,SDGs apply,SDG 1,SDG 2,SDG 3,Planned start date,Actual start date,Planned end date,Spend\n"
        "GCRF-A,Vaccines,12182,Yes,3,6,,2021-04-01,2021-05-15,2024-03-31,1200000\n"
        "GCRF-B,Salt,31130,No,,,,2021-04-01,,2023-03-31,900000\n",
        encoding="utf-8",
    )
    register = read_register(path)
    assert [(a.start.first.month if a.start else 0) for a in register.activities] == [5, 4]
    assert [a.sectors[0].code for a in register.activities] == ["12182", "31130"]
    assert {m.currency for a in register.activities for m in a.money} == {"GBP"}


def test_goals_in_an_export_of_un_info_are_declared(tmp_path: Path) -> None:
    path = tmp_path / "un.csv"
    path.write_text(
        "country_iso3,country,agency,id,name,required_usd,available_usd,spent_usd,sdgs,contact_email\n"
        'KAZ,Kazakhstan,UNDP,778,Support to green jobs,"1,500,000",1000000,250000.55,8;13,a.b@undp.example\n',
        encoding="utf-8",
    )
    (activity,) = read_register(path).activities
    assert [d.goal for d in activity.declared] == [8, 13]
    assert activity.extra == {}


def test_a_format_can_be_named_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    path = crs(tmp_path / "crs.txt")
    assert read_register(path, format="crs").sources[0].format == "crs"
    assert read_register(path, format="table").sources[0].format == "csv"
    with pytest.raises(InputError) as refused:
        read_register(path, format="uninfo")
    assert refused.value.code == "activities.export-other"
    with pytest.raises(UsageError) as unknown:
        read_register(path, format="foo")
    assert "uninfo" in str(unknown.value)


def test_a_ministrys_register_is_no_export() -> None:
    assert recognise(["№", "Наименование проекта", "Донор", "Бюджет"]) is None
    assert recognise(["id", "name", "title", "country", "agency"]) is None
    assert recognise([]) is None


def test_every_export_says_where_it_is_known_from_and_holds_fields_that_exist() -> None:
    plain = {
        "identifier", "key", "title", "description", "objectives", "results", "beneficiaries", "section", "region",
        "country", "status", "start", "end", "year", "sdg", "sdg_primary", "left", "counted", "",
        "currency", "kind", "day-start", "day-end",
    }  # fmt: skip
    prefixes = {"role", "own", "money", "also", "fallback", "sector", "code", "title-of", "percent", "marker"}
    of_tables = {*fields(), ""}
    for export in exports():
        assert export.source and export.title and export.needs
        assert named(export.name) is export
        for field in export.columns.values():
            if export.table:
                assert field in of_tables, (export.name, field)
                continue
            assert field in plain or field.partition(":")[0] in prefixes, (export.name, field)


@pytest.mark.parametrize(
    ("written", "significance"),
    [
        ("2", 2),
        ("GEM3", 3),
        ("GEN 1", 1),
        ("2 - Gender equality is a significant objective", 2),
        ("GEM0", 0),
        ("", None),
        ("25", None),
        ("yes", None),
    ],
)
def test_the_gender_marker_of_un_info_is_read_however_it_is_written(
    tmp_path: Path, written: str, significance: int | None
) -> None:
    path = tmp_path / "uninfo.csv"
    path.write_text(
        "id,country_iso3,agency,name,Gender Marker,required_usd,available_usd,spent_usd\n"
        f'7,KAZ,UNDP,Water,"{written}",1,1,1\n',
        encoding="utf-8",
    )
    (activity,) = read_register(path).activities
    found = [(marker.code, marker.significance) for marker in activity.markers]
    assert found == ([] if significance is None else [("1", significance)])
    # What is no significance is kept as it stands.
    assert activity.extra.get("Gender Marker", "") == (written if significance is None else "")


def test_an_identifier_that_an_export_gives_twice_is_told(tmp_path: Path) -> None:
    header = "id,country_iso3,agency,name,required_usd,available_usd,spent_usd"
    rows = [header, "7,KAZ,UNDP,Water,1,1,1", "7,KAZ,UNICEF,Schools,2,2,2"]
    path = tmp_path / "uninfo.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    register = read_register(path)
    assert [activity.id for activity in register.activities] == ["7", "7#2"]
    (told,) = [f for f in register.findings if f.code == "activities.export-id-repeated"]
    assert (told.value, told.row) == ("7", 3) and "7#2" in told.done("kk")


WB_HEADINGS = [
    "Project ID", "Region", "Country", "Project Status", "Last Stage Reached Name", "Project Name", "Project Development Objective ",
    "Implementing Agency", "Public Disclosure Date", "Board Approval Date", "Loan Effective Date", "Project Closing Date",
    "Current Project Cost", "IBRD Commitment", "IDA Commitment", "Grant Amount", "Total IBRD, IDA and Grant Commitment", "Borrower",
]  # fmt: skip
WB_NAMES = [
    "id", "regionname", "countryname", "projectstatusdisplay", "last_stage_reached_name", "project_name", "pdo", "impagency",
    "public_disclosure_date", "boardapprovaldate", "loan_effective_date", "closingdate", "curr_project_cost", "curr_ibrd_commitment",
    "curr_ida_commitment", "grantamt", "curr_total_commitment", "borrower",
]  # fmt: skip
WB_ROW = [
    "P178000", "Europe and Central Asia", "Republic of Kazakhstan", "Active", "Bank Approved", "Resilient Landscapes", "To restore landscapes",
    "Ministry of Ecology", "", "2023-06-01T00:00:00Z", "", "6/30/2029 12:00:00 AM", 120_000_000, 75_000_000, 0, 5_000_000, 80_000_000,
    "Ministry of Finance",
]  # fmt: skip


@pytest.mark.parametrize(
    "above",
    [[["World Bank Projects, data as of 09/26/2026"], WB_HEADINGS, WB_NAMES], [WB_HEADINGS], [WB_NAMES]],
)
def test_the_list_of_projects_that_one_downloads_from_the_world_bank(
    workbook: Any, above: list[list[object]]
) -> None:
    register = read_register(workbook({"World Bank Projects": [*above, WB_ROW]}))
    assert register.sources[0].format == "world-bank"
    (activity,) = register.activities
    assert (activity.id, str(activity.title), str(activity.objectives)) == (
        "P178000",
        "Resilient Landscapes",
        "To restore landscapes",
    )
    assert [(m.kind, m.amount, m.currency) for m in activity.money] == [
        ("commitment", Decimal(80_000_000), "USD")
    ]
    assert activity.start is not None and activity.start.first == dt.date(2023, 6, 1)
    assert activity.end is not None and activity.end.last == dt.date(2029, 6, 30)
    assert activity.countries == ("KAZ",) and activity.status == "ongoing"


def _spaced(heading: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("_", " "))


@pytest.mark.parametrize(
    "change",
    [str.lower, str.upper, _spaced, lambda heading: f" {heading} "],
    ids=["lower", "upper", "spaced", "padded"],
)
@pytest.mark.parametrize("turned", [False, True], ids=["as published", "turned round"])
def test_an_export_is_known_however_its_headings_are_written_and_ordered(
    tmp_path: Path, change: Callable[[str], str], turned: bool
) -> None:
    table = [line.split("|") for line in (CRS, *CRS_ROWS)]
    table = [[*map(change, table[0]), "Checked"], *([*row, "yes"] for row in table[1:])]
    text = "\n".join("|".join(row[::-1] if turned else row) for row in table)
    path = tmp_path / "crs.txt"
    path.write_text(text + "\n", encoding="utf-8-sig")
    same = {
        "origin": True,
        "extra": True,
        "money": {"__all__": {"origin"}},
        "declared": {"__all__": {"field"}},
    }
    one, other = read_register(crs(tmp_path / "as-published.txt")), read_register(path)
    assert other.sources[0].format == "crs"
    assert sorted(a.model_dump_json(exclude=same) for a in other.activities) == sorted(
        a.model_dump_json(exclude=same) for a in one.activities
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [("UNINFO", "uninfo"), ("UN INFO", "uninfo"), ("world_bank", "world-bank"), ("AidData", "gcdf"), ("OECD", "crs"), ("RODA", "roda")],
)  # fmt: skip
def test_a_format_is_known_by_its_name_however_it_is_written(written: str, name: str) -> None:
    assert named(written).name == name


def _written(path: Path, *rows: list[str]) -> Path:
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    return path


def test_the_list_of_workplans_of_uninfo_is_read_with_its_partners_and_without_codes_of_outputs(
    tmp_path: Path,
) -> None:
    register = read_register(_written(
        tmp_path / "export.csv",
        ["Country", "Strategic Priority", "Output", "Sub-Output Code", "Sub-Output", "Sub-Output Description", "UN Agencies", "Implementing Partners", "Contributing Partners", "Geography", "SDG Targets", "Start Date", "End Date", "Total Required Resources", "Total Expenditure"],
        ["Kazakhstan", "SP1", "Output 1.1", "1.1.1", "Strengthen primary health care", "Support to PHC", "WHO; UNICEF", "Ministry of Health", "EU", "Turkistan Region", "3.8 Achieve universal health coverage; 3.c", "2021-01-01", "2025-12-31", "1,200,000", "650,000.50"],
    ))  # fmt: skip
    assert register.sources[0].format == "uninfo"
    (one,) = register.activities
    assert (str(one.title), one.section) == ("Strengthen primary health care", "SP1")
    assert [(p.role, str(p.name)) for p in one.partners] == [
        ("implementing", "WHO"), ("implementing", "UNICEF"), ("implementing", "Ministry of Health"), ("funding", "EU"),
    ]  # fmt: skip
    assert [(m.kind, m.amount, m.currency) for m in one.money] == [
        ("required", 1_200_000, "USD"), ("disbursed", Decimal("650000.5"), "USD"),
    ]  # fmt: skip
    assert [d.target for d in one.declared] == ["3.8", "3.c"]
    assert [r.code for r in one.regions] == ["KZ-61"]


def test_uninfo_without_what_was_spent_is_still_uninfo() -> None:
    assert recognise(["agency", "country", "country_iso3", "name", "required_usd"]) == "uninfo"


def test_sectors_of_the_world_bank_come_with_their_share_and_code(tmp_path: Path) -> None:
    register = read_register(_written(
        tmp_path / "wb.csv",
        ["id", "countryname", "project_name", "boardapprovaldate", "closingdate", "totalcommamt", "sector1", "sector2"],
        ["P1", "Republic of Kazakhstan", "Irrigation II", "06/07/2013", "12/31/2021 12:00:00 AM", "102,900,000", "Irrigation and Drainage!$!85!$!AI", "Public Administration!$!15!$!AK"],
    ))  # fmt: skip
    (one,) = register.activities
    assert [(s.code, str(s.title), s.share) for s in one.sectors] == [
        ("AI", "Irrigation and Drainage", Fraction(17, 20)), ("AK", "Public Administration", Fraction(3, 20)),
    ]  # fmt: skip
    assert (one.start and one.start.first, one.end and one.end.last) == (
        dt.date(2013, 6, 7),
        dt.date(2021, 12, 31),
    )
    # What stands in for the list's own amount is in current prices.
    assert [f.code for f in register.findings] == ["activities.export-recognised"]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            ["AidData TUFF Project ID", "Recommended For Aggregates", "Recipient", "Recipient ISO-3", "Commitment Year", "Title", "Amount (Original Currency)", "Original Currency", "Amount (Constant USD2017)", "Amount (Nominal)", "Actual Implementation Start Date (MM/DD/YYYY)", "Contact Position"],
            ["1", "Yes", "Kazakhstan", "KAZ", "2012", "Refinery", "1000", "CNY", "170.5", "160", "03/01/2013", "Jane Roe"],
        ),
        (
            ["project_id", "recommended_for_research", "title", "year", "recipients", "usd_defl_2014", "usd_current", "start_actual", "contacts"],
            ["1", "TRUE", "Refinery", "2012", "Kazakhstan", "170.5", "160", "2013-03-01", "Jane Roe"],
        ),
    ],
)  # fmt: skip
def test_earlier_editions_of_aiddata_count_each_amount_once(
    tmp_path: Path, headings: list[str], row: list[str]
) -> None:
    register = read_register(_written(tmp_path / "gcdf.csv", headings, row))
    assert register.sources[0].format == "gcdf"
    (one,) = register.activities
    assert [(m.kind, m.amount, m.currency) for m in one.money] == [("commitment", Decimal("170.5"), "USD")]
    assert (one.countries, one.start and one.start.first) == (("KAZ",), dt.date(2013, 3, 1))
    assert "Roe" not in register.model_dump_json()


def test_aiddata_with_nominal_amounts_and_names_of_countries_only(tmp_path: Path) -> None:
    register = read_register(_written(
        tmp_path / "gcdf.csv",
        ["AidData Record ID", "Title", "Recipient", "Commitment Year", "Amount (Nominal USD)"],
        ["7", "Road A2", "Kazakhstan", "2015", "250000000"],
    ))  # fmt: skip
    (one,) = register.activities
    assert (one.countries, [(m.amount, m.year) for m in one.money]) == (("KAZ",), [(250_000_000, 2015)])
    assert [f.code for f in register.findings] == ["activities.export-recognised"]


def test_figures_of_a_statistical_database_are_no_activities(tmp_path: Path) -> None:
    path = _written(
        tmp_path / "crs.csv",
        [
            "STRUCTURE",
            "DONOR",
            "Donor",
            "RECIPIENT",
            "Recipient",
            "SECTOR",
            "Sector",
            "TIME_PERIOD",
            "OBS_VALUE",
        ],
        ["DATAFLOW", "DEU", "Germany", "KAZ", "Kazakhstan", "110", "Education", "2022", "12.3"],
    )
    with pytest.raises(InputError) as error:
        read_register(path)
    assert error.value.code == "activities.statistics"


@pytest.mark.parametrize(
    "headings",
    [
        ["Project ID", "Project title", "Donor", "Budget", "Expense"],
        ["Project ID", "Title", "Total budget", "Total expense", "SDG"],
        ["Project number", "Project name", "Approved amount (KZT)", "Ministry"],
        [
            "Project number",
            "Project name",
            "Donor",
            "Modality of assistance",
            "Approval date",
            "Approved amount",
        ],
        ["Sub-output", "Implementing agency", "Budget, KZT"],
        ["ID", "Title", "Country", "Sector", "Grant", "Agencies"],
        ["Date", "Description", "Amount USD", "Source", "Destination"],
        ["IATI identifier", "Title", "Donor", "Budget"],
        ["Main SDG", "Title", "Budget"],
    ],
)
def test_a_register_with_some_headings_of_an_export_is_no_export(headings: list[str]) -> None:
    # A currency or a donor that is not there would be made up.
    assert recognise(headings) is None
