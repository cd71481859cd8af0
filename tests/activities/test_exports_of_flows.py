# ruff: noqa: E501 - rows of exports are read across
"""Exports whose rows are amounts, or lists of funds: FTS, IATI as tables, climate funds, EU and AidData as they are now."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register


def read(path: Path, *rows: list[str]) -> Register:
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    register = read_register(path)
    assert all(f.what("kk") and f.done("ru") for f in register.findings)
    return register


def money(activity: Activity) -> list[tuple[str, Decimal, str | None, int | None]]:
    return [(m.kind, m.amount, m.currency, m.year) for m in activity.money]


def test_flows_of_fts_are_promised_or_paid_and_pledges_count_in_no_sum(tmp_path: Path) -> None:
    register = read(
        tmp_path / "fts.tsv",
        ["date", "budgetYear", "description", "amountUSD", "srcOrganization", "destOrganization", "destGlobalClusters", "destLocations", "destUsageYearStart", "destUsageYearEnd", "boundary", "status", "id", "originalAmount", "originalCurrency"],
        ["#date", "#date+year+budget", "#description+notes", "#value+funding+total+usd", "#org+name+funder", "#org+name+impl", "#sector+cluster+name+list", "#country+iso3+impl+list", "#date+year+start+impl", "#date+year+end+impl", "#financial+direction", "#status+text", "#activity+id+fts_internal", "#value+funding+total", "#value+funding+total+currency"],
        ["2024-04-20", "2024", "Shelter for flooded families", "1000000", "Japan, Government of", "Red Cross", "Shelter", "KAZ", "2024", "2024", "incoming", "commitment", "301", "", ""],
        ["2024-04-22", "2024", "Cash", "250000", "European Commission", "UNICEF", "Cash;Education", "KAZ;KGZ", "2024", "2025", "incoming", "paid", "302", "233000", "EUR"],
        ["2024-05-01", "2024", "Tents", "50000", "Türkiye", "Government of Kazakhstan", "", "KAZ", "2024", "2024", "incoming", "pledge", "303", "", ""],
        ["2024-05-01", "2024", "From the pool", "70000", "Pooled fund", "NGO", "", "KAZ", "2024", "2024", "internal", "paid", "304", "", ""],
    )  # fmt: skip
    assert register.sources[0].format == "fts"
    shelter, cash, tents, pool = register.activities
    assert [(p.role, str(p.name)) for p in shelter.partners] == [
        ("funding", "Japan, Government of"),
        ("implementing", "Red Cross"),
    ]
    assert [money(a) for a in register.activities] == [
        [("commitment", 1_000_000, "USD", 2024)], [("disbursed", 250_000, "USD", 2024)], [], [],
    ]  # fmt: skip
    assert cash.countries == ("KAZ", "KGZ") and [str(s.title) for s in cash.sectors] == ["Cash", "Education"]
    assert cash.end and cash.end.last == dt.date(2025, 12, 31)
    assert tents.extra["amountUSD"] == "50000" and pool.extra["amountUSD"] == "70000"
    codes = {f.code: f for f in register.findings}
    assert "pledge: 1" in codes["activities.export-no-spending"].what("en")
    assert codes["activities.export-uncounted"].details["amount"].split() == ["70", "000"]


def test_transactions_and_budgets_of_iatis_country_data_are_amounts_of_their_activity(tmp_path: Path) -> None:
    head = [
        "IATI Identifier",
        "Title",
        "Reporting Organisation",
        "Aid Type",
        "Provider Organisation",
        "Receiver Organisation",
        "Transaction Type",
        "Recipient Country or Region",
        "Multi Country",
        "Sector Category",
        "Sector",
        "Humanitarian",
        "Calendar Year",
        "Calendar Quarter",
        "URL",
        "Value (USD)",
        "Value (EUR)",
        "Value (Local currrency)",
    ]
    start = ["44000-P1", "Roads", "44000 - World Bank", "C01 - Project", "44001 – IBRD", "Ministry"]
    end = ["KZ - Kazakhstan", "0", "210 - Transport", "21020 – Road transport", "0"]
    register = read(
        tmp_path / "kz.tsv",
        head,
        [*start, "2 - Outgoing Commitment", *end, "2023", "Q1", "u", "1000.5", "900", "1"],
        [*start, "3 - Disbursement", *end, "2023", "Q2", "u", "300", "270", "1"],
        [*start, "4 - Expenditure", *end, "2024", "Q2", "u", "100", "90", "1"],
        [*start, "1 - Incoming Funds", *end, "2024", "Q2", "u", "77", "70", "1"],
        [*start, "Budget", *end, "2025", "Q1", "u", "5000", "4000", "1"],
    )  # fmt: skip
    assert register.sources[0].format == "iati-finance"
    (roads,) = register.activities
    assert money(roads) == [
        ("commitment", Decimal("1000.5"), "USD", 2023), ("disbursed", 300, "USD", 2023), ("disbursed", 100, "USD", 2024),
        ("budget", 5000, "USD", 2025),
    ]  # fmt: skip
    assert [(p.role, p.code, str(p.name)) for p in roads.partners] == [
        ("funding", "44001", "IBRD"),
        ("implementing", "", "Ministry"),
    ]
    assert [(s.vocabulary, s.code, str(s.title)) for s in roads.sectors] == [
        ("dac5", "21020", "Road transport")
    ]
    assert roads.countries == ("KAZ",)


def test_lists_of_a_table_of_iati_belong_together(tmp_path: Path) -> None:
    register = read(
        tmp_path / "activities.tsv",
        ["iati-identifier", "reporting-org", "title", "activity-status-code", "start-planned", "start-actual", "end-planned", "participating-org (Funding)", "participating-org (Implementing)", "recipient-country-code", "recipient-country", "recipient-country-percentage", "sector-code", "sector", "sector-percentage", "sector-vocabulary", "default-currency", "total-Commitment", "total-Disbursement", "total-Expenditure", "total-Incoming Funds"],
        ["A-1", "NGO", "Teachers", "2", "2023-01-01", "2023-02-01", "2025-12-31", "EU;SDC", "Ministry of Education, Science", "KZ;UZ", "Kazakhstan;Uzbekistan", "75;25", "11130;11220", "Teacher training;Primary education", "60;40", "DAC;DAC", "EUR", "1000", "300", "50.5", "9"],
        ["A-2", "NGO", "Wells", "5", "2023-01-01", "", "", "", "", "KZ", "Kazakhstan", "", "14030", "Basic water; sanitation", "", "DAC", "", "", "", "", ""],
    )  # fmt: skip
    assert register.sources[0].format == "iati-table"
    teachers, wells = register.activities
    assert money(teachers) == [
        ("commitment", 1000, "EUR", None),
        ("disbursed", Decimal("350.5"), "EUR", None),
    ]
    assert {s.code: str(s.share) for s in teachers.place_shares} == {"KAZ": "3/4", "UZB": "1/4"}
    assert [(s.code, str(s.title), str(s.share)) for s in teachers.sectors] == [
        ("11130", "Teacher training", "3/5"), ("11220", "Primary education", "2/5"),
    ]  # fmt: skip
    assert [str(p.name) for p in teachers.partners] == ["EU", "SDC", "Ministry of Education, Science"]
    assert teachers.start and teachers.start.first == dt.date(2023, 2, 1)
    assert (wells.status, [str(s.title) for s in wells.sectors]) == ("cancelled", ["Basic water; sanitation"])


@pytest.mark.parametrize(
    ("name", "head", "row"),
    [
        ("gcf", ["Ref #", "Modality", "Project Name", "Entity", "Countries", "BM", "Sector", "Theme", "Project Size", "Approved Date", "ESS Category", "FA Financing", "Website"],
         ["FP1", "PAP", "Wind in the steppe", "European Bank for Reconstruction and Development", "Kazakhstan, Kyrgyz Republic", "B.11", "Private", "Mitigation", "Large", "2018-10-20", "A", "110,000,000", "u"]),
        ("gef", ["Title", "ID", "Countries", "Focal Areas", "Type", "Agencies", "GEF Grant", "Cofinancing", "Status"],
         ["Wind in the steppe", "FP1", "Kazakhstan, Kyrgyz Republic", "Climate Change", "Full-size Project", "European Bank for Reconstruction and Development", "$110,000,000", "$5", "Project Approved"]),
    ],
)  # fmt: skip
def test_lists_of_climate_funds_name_the_fund_and_its_partner(
    tmp_path: Path, name: str, head: list[str], row: list[str]
) -> None:
    register = read(tmp_path / "list.tsv", head, row)
    assert register.sources[0].format == name
    (wind,) = register.activities
    assert (wind.id, str(wind.title), wind.countries) == ("FP1", "Wind in the steppe", ("KAZ", "KGZ"))
    assert money(wind) == [("commitment", 110_000_000, "USD", None)]
    assert "European Bank for Reconstruction and Development" in [str(p.name) for p in wind.partners]
    assert wind.partners[0].role == "funding"


def test_agencies_and_places_of_the_third_edition_of_aiddata(tmp_path: Path) -> None:
    register = read(
        tmp_path / "gcdf.tsv",
        ["AidData Record ID", "Recommended For Aggregates", "Recipient", "Recipient ISO-3", "Commitment Year", "Title", "Sector Code", "Sector Name", "Funding Agencies", "Co-financing Agencies", "Direct Receiving Agencies", "Implementing Agencies", "Amount (Constant USD 2021)", "Location Narrative"],
        ["7", "Yes", "Kazakhstan", "KAZ", "2018", "Light rail", "210", "TRANSPORT AND STORAGE", "China Development Bank", "", "Government of Kazakhstan", "Norinco|China Railway Group Limited", "83215000.55", "Almaty"],
        ["8", "Yes", "Kazakhstan", "KAZ", "2018", "Masks", "", "HEALTH", "", "", "", "", "1", ""],
    )  # fmt: skip
    rail, masks = register.activities
    assert [(p.role, str(p.name)) for p in rail.partners] == [
        ("funding", "China"), ("funding", "China Development Bank"), ("implementing", "Norinco"),
        ("implementing", "China Railway Group Limited"), ("beneficiary", "Government of Kazakhstan"),
    ]  # fmt: skip
    assert [(s.vocabulary, s.code, str(s.title)) for s in rail.sectors] == [
        ("dac3", "210", "TRANSPORT AND STORAGE")
    ]
    assert [(s.vocabulary, str(s.title)) for s in masks.sectors] == [("text", "HEALTH")]
    assert [r.code for r in rail.regions] == ["KZ-75"]


def test_markers_and_further_codes_of_an_action_of_the_eu(tmp_path: Path) -> None:
    register = read(
        tmp_path / "eu.tsv",
        ["Title of the action", "Main SDG", "Other SDGs", "Main DAC code", "Sub-code 1", "EU contribution (EUR)", "Gender equality and women's empowerment", "Climate change mitigation"],
        ["Green Transition", "SDG 13 Climate action", "SDG 7 (7.2; 7.3), SDG 12", "23210", "23630", "9,500,000.00", "G1", "2"],
        ["Education for youth", "4", "5 & 8.6", "11330", "", "4 000 000", "G2", "0"],
    )  # fmt: skip
    green, youth = register.activities
    assert [s.code for s in green.sectors] == ["23210", "23630"]
    assert [{m.code: m.significance for m in a.markers} for a in (green, youth)] == [
        {"1": 1, "6": 2},
        {"1": 2, "6": 0},
    ]
    assert [[d.target or d.goal for d in a.declared] for a in (green, youth)] == [
        [13, "7.2", "7.3", 12],
        [4, 5, "8.6"],
    ]


def test_approvals_of_a_project_of_the_adb_are_one_activity_in_the_unit_of_the_heading(
    tmp_path: Path,
) -> None:
    head = [
        "Project Number",
        "Project Name",
        "Country",
        "Sector",
        "Modality",
        "Approval Number",
        "Approval Date",
        "Closing Date",
        "Status",
        "Approved Amount (US$ million)",
        "Cumulative Disbursements (US$ million)",
        "Executing Agency",
    ]
    register = read(
        tmp_path / "adb.tsv",
        head,
        ["50387-002", "Connector Roads", "Kazakhstan", "Transport", "Loan", "3456", "2018-11-13", "2025-12-31", "Active", "240.5", "150.25", "Committee for Roads"],
        ["50387-002", "Connector Roads", "Kazakhstan", "Transport", "Grant", "0789", "2019-01-13", "2026-12-31", "Active", "1.5", "0.5", "Committee for Roads"],
        ["Total", *[""] * 8, "242", "150.75", ""],
        ["Note: amounts are net of cancellations.", *[""] * 11],
    )  # fmt: skip
    assert register.sources[0].format == "adb"
    (roads,) = register.activities
    assert money(roads) == [
        ("commitment", 240_500_000, "USD", None), ("disbursed", 150_250_000, "USD", None),
        ("commitment", 1_500_000, "USD", None), ("disbursed", 500_000, "USD", None),
    ]  # fmt: skip
    assert roads.extra["Modality"] == "Loan; Grant" and roads.extra["Approval Number"] == "3456; 0789"
    assert (roads.start and roads.start.first, roads.end and roads.end.last) == (
        dt.date(2018, 11, 13),
        dt.date(2026, 12, 31),
    )
    assert [f.code for f in register.findings] == [
        "activities.export-recognised", "activities.row-total", "activities.row-note", "activities.export-rows-joined",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "written", "amount", "currency"),
    [
        ("EBRD Finance (EUR million)", "15.4", 15_400_000, "EUR"),
        ("EBRD Finance", "15,400,000", 15_400_000, "EUR"),
        ("EBRD Finance (USD '000)", "15400", 15_400_000, "USD"),
    ],
)  # fmt: skip
def test_investments_of_the_ebrd(
    tmp_path: Path, heading: str, written: str, amount: int, currency: str
) -> None:
    register = read(
        tmp_path / "ebrd.tsv",
        ["Operation ID", "Operation Name", "Country", "SIC Sector", "Status", "Approval Date", "Signing Date", heading, "Total Project Value (EUR million)"],
        ["52001", "Semey Water", "KAZAKHSTAN", "Municipal", "Disbursing", "2021-09-15", "2021-12-01", written, "22.0"],
    )  # fmt: skip
    assert register.sources[0].format == "ebrd"
    (water,) = register.activities
    assert money(water) == [("commitment", amount, currency, None)]
    assert (water.status, water.countries) == ("ongoing", ("KAZ",))
    assert water.start and water.start.first == dt.date(2021, 12, 1)


def test_an_identifier_of_a_delivery_partner_is_no_money(tmp_path: Path) -> None:
    register = read(
        tmp_path / "roda.tsv",
        ["RODA ID", "Delivery partner identifier", "Title", "SDGs apply?", "SDG 1", "SDG 2", "Total actual spend"],
        ["ISPF-1", "UCAS-9", "Hydrology of the Ili", "Yes", "6: Clean Water", "13", "£3,000.50"],
        ["ISPF-2", "UCAS-10", "Snow of the Altai", "No", "", "", "£10"],
    )  # fmt: skip
    assert [money(a) for a in register.activities] == [
        [("disbursed", Decimal("3000.5"), "GBP", None)], [("disbursed", 10, "GBP", None)],
    ]  # fmt: skip


def test_five_countries_of_a_list_are_each_known(tmp_path: Path) -> None:
    register = read(
        tmp_path / "gef.tsv",
        ["Title", "ID", "Countries", "Focal Areas", "Agencies", "GEF Grant", "Status"],
        ["Mercury", "9999", "Kazakhstan, Kyrgyz Republic, Tajikistan, Turkmenistan, Uzbekistan", "Chemicals", "UNEP", "1000000", "Completed"],
        ["Peat", "9998", "Korea, Republic of", "Land", "UNEP", "1", "Completed"],
        ["Fish", "9997", "Congo, Democratic Republic of the", "Water", "UNEP", "1", "Completed"],
    )  # fmt: skip
    assert [a.countries for a in register.activities] == [
        ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
        ("KOR",),
        ("COD",),
    ]


def test_a_few_fields_of_the_interface_of_the_world_bank_are_enough(tmp_path: Path) -> None:
    register = read(
        tmp_path / "wb.tsv",
        ["proj_id", "project_name", "countryshortname", "boardapprovaldate", "closingdate", "totalamt", "sector_name", "sector_percent"],
        ["P1", "Roads to the regions", "Kazakhstan", "2021-06-01", "2027-12-31", "150000000", "Rural roads", "100"],
    )  # fmt: skip
    assert register.sources[0].format == "world-bank"
    (roads,) = register.activities
    assert money(roads) == [("commitment", 150_000_000, "USD", None)]
    assert [(s.vocabulary, str(s.title), str(s.share)) for s in roads.sectors] == [
        ("world-bank", "Rural roads", "1")
    ]
