"""Profiles: a section, a briefing, a portfolio, a programme, volunteers, each in three languages and all outputs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from sdgkit.activities.activity import (
    Activity,
    Declaration,
    Money,
    Origin,
    Partner,
    PlaceShare,
    RegionMention,
)
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.errors import InputError, UsageError
from sdgkit.indicators.indicators import Indicators
from sdgkit.indicators.reading import read_indicators
from sdgkit.languages import LANGUAGES, Text
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft
from sdgkit.report.profiles import partner_named
from sdgkit.report.programme import read_programme
from tests.office import PROGRAM, converted, sets_calibri
from tests.report.test_building import held_by_its_cell, numbers_of

OPTIONS: dict[str, dict[str, Any]] = {
    "messages": {},
    "section": {"goal": 6, "number_from": 12},
    "briefing": {"partner": "ПРООН"},
    "portfolio": {"country": "central-asia"},
    "programme": {},
    "volunteers": {},
}


@pytest.fixture(scope="module")
def inputs(project: Path) -> tuple[Mapping, Indicators]:
    folder = project / "examples" / "kazakhstan"
    return map_register(read_register(folder / "register.xlsx")), read_indicators(folder / "indicators")


@pytest.fixture(scope="module")
def made(project: Path, inputs: tuple[Mapping, Indicators]) -> Callable[[str, str], Draft]:
    """The draft of a profile of the shipped example in a language, made once."""
    mapping, indicators = inputs
    known: dict[tuple[str, str], Draft] = {}
    programme = read_programme(project / "examples" / "kazakhstan" / "programme.toml")

    def of(profile: str, language: str) -> Draft:
        if (profile, language) not in known:
            options = OPTIONS[profile] | ({"programme": programme} if profile == "programme" else {})
            known[profile, language] = draft(
                mapping.register, mapping, indicators, language=language, profile=profile, **options
            )
        return known[profile, language]

    return of


@pytest.mark.parametrize("profile", OPTIONS)
def test_a_profile_tells_the_same_figures_in_three_languages_and_each_stands_in_its_cell(
    profile: str, made: Callable[[str, str], Draft]
) -> None:
    first, *others = (made(profile, language) for language in LANGUAGES)
    assert held_by_its_cell(first) >= 3
    assert first.profile == profile
    for other in others:
        assert numbers_of(other) == numbers_of(first)
        assert [section.id for section in other.sections] == [section.id for section in first.sections]
        for table, same in zip(first.tables, other.tables, strict=True):
            assert table.key == same.key
            for row, twin in zip(table.rows, same.rows, strict=True):
                for cell, there in zip(row.cells, twin.cells, strict=True):
                    if isinstance(cell.value, (int, float, Decimal)):
                        assert cell.value == there.value, (table.key, row.key)


@pytest.mark.parametrize("profile", OPTIONS)
def test_a_profile_is_written_as_word_excel_and_page(
    profile: str, made: Callable[[str, str], Draft], tmp_path: Path
) -> None:
    one = made(profile, "kk")
    document = docx.Document(str(one.to_word(tmp_path / "d.docx")))
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    for section in one.sections:
        assert section.title in words
    assert "{{" not in words
    book = openpyxl.load_workbook(one.to_excel(tmp_path / "a.xlsx"))
    assert len(book.sheetnames) == len({table.sheet for table in one.annex_tables()}) + bool(
        one.annex_charts()
    )
    page = one.to_html(tmp_path / "p.html").read_text(encoding="utf-8")
    for section in one.sections:
        assert section.title in page


def test_a_section_has_no_title_block_and_counts_its_tables_from_where_the_report_stands(
    made: Callable[[str, str], Draft], tmp_path: Path
) -> None:
    one = made("section", "en")
    document = docx.Document(str(one.to_word(tmp_path / "d.docx")))
    assert document.paragraphs[0].text.startswith("Goal 6.")
    captions = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Caption"]
    assert captions[0].startswith("Table\u00a012.")
    assert r"SEQ Table \* ARABIC \r 12" in document.element.xml
    assert [section.id for section in one.sections] == ["goal-6"]


def test_word_counts_the_words_of_the_main_messages_itself(
    made: Callable[[str, str], Draft], tmp_path: Path
) -> None:
    document = docx.Document(str(made("messages", "ru").to_word(tmp_path / "m.docx")))
    assert "> NUMWORDS <" in document.element.xml
    told = next(p.text for p in document.paragraphs if "700" in p.text)
    assert told.startswith("Слов в этом файле, включая заголовок и эту строку: ")


def test_an_instruction_is_a_placeholder_in_a_style_of_its_own(
    made: Callable[[str, str], Draft], tmp_path: Path
) -> None:
    document = docx.Document(str(made("briefing", "kk").to_word(tmp_path / "b.docx")))
    xml = document.element.xml
    assert xml.count("<w:showingPlcHdr/>") == xml.count('w:val="SDGWrite"') == 1
    assert "SDG Write" in {style.name for style in document.styles}


def test_a_section_needs_one_goal_or_one_area(inputs: tuple[Mapping, Indicators]) -> None:
    mapping, _ = inputs
    for choice in ({}, {"goal": 3, "theme": "aral"}):
        with pytest.raises(UsageError) as caught:
            draft(mapping.register, mapping, profile="section", **choice)
        assert caught.value.code == "report.choice-missing"
    area = draft(mapping.register, mapping, profile="section", theme="aral")
    assert [section.id for section in area.sections] == ["theme-aral"]
    with pytest.raises(UsageError):
        draft(mapping.register, mapping, profile="section", theme="arall")


def test_a_partner_is_found_by_any_of_its_names_and_never_guessed(register: Register) -> None:
    assert partner_named("ВОЗ", register) == partner_named("WHO", register) == partner_named("ДДСҰ", register)
    assert partner_named("koica", register) == partner_named("КОИКА", register)
    with pytest.raises(UsageError) as caught:
        partner_named("Атлантида", register)
    assert caught.value.code == "report.partner-unknown"
    with pytest.raises(UsageError) as caught:
        draft(register, map_register(register), profile="briefing")
    assert caught.value.details["option"] == "--partner"


def test_a_briefing_counts_only_what_the_partner_takes_part_in(register: Register, mapping: Mapping) -> None:
    made = draft(register, mapping, profile="briefing", partner="KOICA", language="en")
    assert [row.key for row in made.table("partner-activities").rows] == ["A-2", "A-3"]
    goals = {row.key: row.cells[2].value for row in made.table("partner-goals").rows}
    assert goals == {"3": 1, "6": 2}
    words = " ".join(paragraph.text for _, paragraph in made.paragraphs()).replace("\u00a0", " ")
    assert "KOICA takes part in 2 activities of the register, on 2 goals and 2 targets" in words
    assert "amounts of whole activities" in words


def test_the_money_of_a_partner_alone_is_told_where_the_register_states_it() -> None:
    who = Partner(name=Text({"ru": "ВОЗ"}), role="funding")
    one = Activity(
        id="1", origin=Origin(file="r.xlsx"), title=Text({"ru": "Вакцинация детей от кори"}), countries=("KAZ",),
        partners=(who,),
        money=(Money(amount=Decimal(500), currency="USD", kind="budget"),
               Money(amount=Decimal(200), currency="USD", kind="budget", partner="WHO", year=2024)),
    )  # fmt: skip
    register = Register(activities=(one,))
    made = draft(register, map_register(register), profile="briefing", partner="ВОЗ", language="en")
    assert made.table("partner-money").rows[0].cells[-1].value == Decimal(200)


pages = pytest.mark.skipif(
    PROGRAM is None or shutil.which("pdfinfo") is None or not sets_calibri(),
    reason="needs LibreOffice, poppler and a font as wide as Calibri",
)


def page_count(path: Path) -> int:
    (made,) = converted([path], "pdf", path.parent)
    told = subprocess.run(["pdfinfo", made], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


LONG = "Поддержка устойчивого развития сельских территорий и укрепление потенциала местных органов в мониторинге. "
CODES = "1.3 2.3 3.8 4.1 5.5 6.1 7.2 8.5 9.1 10.2 11.5 12.5 13.1 14.2 15.1 16.6 17.17"


def crowded() -> Register:
    """A partner with activities on all goals, long titles and several currencies."""
    who = Partner(name=Text({"ru": "ПРООН"}), role="funding")
    codes = CODES.split()
    made = []
    for number in range(60):
        currency = ("USD", "EUR", "KZT")[number % 3]
        own = codes[number % 9 :: 4]
        made.append(
            Activity(
                id=str(number),
                origin=Origin(file="реестр.xlsx"),
                countries=("KAZ",),
                partners=(who,),
                title=Text({"ru": f"{number}. {LONG * 2}"}),
                results=Text({"ru": LONG * 3}),
                declared=tuple(Declaration(goal=int(code.split(".")[0]), target=code) for code in own),
                money=(Money(amount=Decimal(1_250_000 + number), currency=currency, kind="budget"),),
                regions=(RegionMention(code="KZ-43"),),
            )
        )
    return Register(activities=tuple(made))


@pages
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_briefing_has_two_pages_at_most(
    language: str, made: Callable[[str, str], Draft], tmp_path: Path, inputs: tuple[Mapping, Indicators]
) -> None:
    assert page_count(made("briefing", language).to_word(tmp_path / "example.docx")) <= 2
    register = crowded()
    full = draft(
        register, map_register(register), inputs[1], profile="briefing", partner="ПРООН", language=language
    )
    assert page_count(full.to_word(tmp_path / "crowded.docx")) == 2


def test_an_activity_in_several_countries_has_a_row_of_its_own_and_money_adds_up() -> None:
    def one(identifier: str, countries: tuple[str, ...], amount: str) -> Activity:
        return Activity(
            id=identifier, origin=Origin(file="r.xlsx"), title=Text({"en": "Climate change adaptation plans"}),
            countries=countries, money=(Money(amount=Decimal(amount), currency="USD", kind="budget"),),
        )  # fmt: skip

    register = Register(
        activities=(
            one("1", ("KAZ",), "100"),
            one("2", ("UZB",), "50"),
            one("3", ("KAZ", "KGZ"), "30"),
            one("4", ("FRA",), "999"),
        )
    )
    made = draft(register, map_register(register), profile="portfolio", country="KAZ", language="en")
    left = [finding for finding in made.findings if finding.code == "activities.outside-portfolio"]
    assert [
        (finding.details["number"], str(finding.details["where"].in_language("en"))) for finding in left
    ] == [("1", "France — 1")]
    counts = {row.key: row.cells[1].value for row in made.table("portfolio-countries").rows}
    assert counts == {"KAZ": 1, "KGZ": 0, "TJK": 0, "TKM": 0, "UZB": 1, "several": 1, "all": 3}
    table = made.table("portfolio-money")
    amounts = {row.key: row.cells[table.index("amount")].value for row in table.rows}
    assert amounts["total/budget/USD"] == sum(
        value for key, value in amounts.items() if not key.startswith("total")
    )
    assert amounts["several/budget/USD"] == amounts["KAZ/budget/USD"] * Decimal("0.3")  # type: ignore[operator]


@pytest.mark.parametrize(
    ("country", "counted", "left"), [("KAZ", 1, None), ("KAZ, UZB", 0, "страна не указана — 1")]
)
def test_an_activity_without_a_country_is_of_the_one_country_that_is_asked_for_or_is_told(
    country: str, counted: int, left: str | None
) -> None:
    register = Register(activities=(Activity(
        id="1", origin=Origin(file="r.xlsx"), title=Text({"en": "Climate change adaptation plans"}),
        money=(Money(amount=Decimal(1000), currency="USD", kind="budget"),),
    ),))  # fmt: skip
    made = draft(register, map_register(register), profile="portfolio", country=country, language="ru")
    told = [one.details["where"] for one in made.findings if one.code == "activities.outside-portfolio"]
    assert [one.in_language("ru") for one in told if isinstance(one, Text)] == ([left] if left else [])
    if counted:
        row = made.table("portfolio-countries").rows[0]
        assert (row.key, row.cells[1].value) == ("KAZ", counted)


def test_money_that_the_register_divides_among_countries_stands_with_each_of_them() -> None:
    shares = tuple(
        PlaceShare(code=code, share=Fraction(part, 100))
        for code, part in (("KAZ", 50), ("KGZ", 30), ("FRA", 15))
    )
    one = Activity(
        id="1", origin=Origin(file="r.xlsx"), title=Text({"en": "Climate change adaptation plans"}),
        countries=("KAZ", "KGZ", "FRA"), place_shares=shares,
        money=(Money(amount=Decimal("1000.01"), currency="USD", kind="budget"),),
    )  # fmt: skip
    register = Register(activities=(one,))
    made = draft(register, map_register(register), profile="portfolio", country="KAZ", language="en")
    table = made.table("portfolio-money")
    rows = {row.key.partition("/")[0]: row for row in table.rows}
    amounts = {key: row.cells[table.index("amount")].value for key, row in rows.items()}
    whole = amounts.pop("total")
    assert sum(amounts.values()) == whole  # type: ignore[arg-type]
    assert {key: round(Decimal(str(part)) / Decimal(str(whole)), 3) for key, part in amounts.items()} == {
        "KAZ": Decimal("0.5"), "KGZ": Decimal("0.3"), "several": Decimal("0.2"),
    }  # fmt: skip
    assert rows["total"].cells[table.index("activities")].value == 1


def test_the_portfolio_of_central_asia_from_un_info(shared_data: Path) -> None:
    register = read_register(shared_data / "activities" / "uninfo_central_asia_activities.csv")
    made = draft(register, map_register(register), profile="portfolio", country="central-asia-afghanistan")
    counts = {row.key: row.cells[1].value for row in made.table("portfolio-countries").rows}
    assert set(counts) >= {"AFG", "KAZ", "KGZ", "TJK", "TKM", "UZB"}
    assert sum(value for key, value in counts.items() if key != "all") == counts["all"]  # type: ignore[misc]
    assert counts["all"] > 100  # type: ignore[operator]
    for key in ("portfolio-goals", "portfolio-partners", "portfolio-years"):
        assert len(made.table(key))
    assert held_by_its_cell(made) > 5


def test_a_programme_from_a_table_is_the_same_as_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "unsdcf.csv"
    path.write_text(
        "ЮНСДКФ 2026–2030;;;;;;\n"
        "Номер итога;Формулировка итога;Задачи ЦУР;Показатель;Базовое значение;Целевое значение;Показатель ЦУР\n"
        "1;Здоровье людей;3.1, 3.8;Материнская смертность;12,5;10;3.1.1\n"
        ";;;Охват услугами;много;80;3.8.1\n"
        "2;Вода и климат;6; ; ; ;99.9.9\n"
        "3;Без задач;;;;;\n",
        encoding="utf-8",
    )
    made = read_programme(path)
    assert str(made.title.in_language("ru")) == "ЮНСДКФ 2026–2030"
    assert [(one.id, one.targets, len(one.indicators)) for one in made.outcomes] == [
        ("1", ("3.1", "3.8"), 2), ("2", ("6",), 0), ("3", (), 0),
    ]  # fmt: skip
    first = made.outcomes[0].indicators[0]
    assert (first.baseline, first.target, first.sdg_indicator) == (12.5, 10.0, "3.1.1")
    assert first.origin is not None and first.origin.row == 3
    assert [(one.code, one.row, one.value) for one in made.findings] == [
        ("report.programme-number", 4, "много"),
        ("report.programme-no-targets", None, "3"),
    ]


def test_a_programme_without_outcomes_is_refused_with_the_headings_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_programme(path)
    assert "outcome" in caught.value.details["names"]


def test_a_programme_counts_the_way_of_its_indicators_from_base_to_target(
    made: Callable[[str, str], Draft],
) -> None:
    one = made("programme", "en")
    table = one.table("programme-indicators")
    rows = {row.key: row for row in table.rows if row.kind == "body"}
    assert rows["1/1.1"].cells[table.index("way")].value == pytest.approx(
        (11.4 - 12.5) / (10 - 12.5), abs=0.02
    )
    assert rows["1/1.1"].cells[table.index("latest")].text.endswith("*")
    assert rows["1/1.2"].cells[table.index("way")].value == pytest.approx(0.3)
    assert rows["2/2.1"].cells[-1].text == "reached"
    assert rows["3/3.1"].cells[-1].text == "behind"
    assert any(finding.code == "report.programme-no-targets" for finding in one.findings)
    assert any(source.file == "programme.toml" for source in one.inputs)


def test_volunteers_stand_under_17_17_and_there_is_no_eighteenth_goal(
    made: Callable[[str, str], Draft],
) -> None:
    one = made("volunteers", "en")
    table = one.table("volunteers-goals")
    assert {row.key for row in table.rows} <= {*map(str, range(1, 18)), "all"}
    total = table.rows[-1]
    assert [cell.value for cell in total.cells[2:]] == [5, 13665, 168050, 8222, 11670]
    words = " ".join(paragraph.text for _, paragraph in one.paragraphs())
    assert "17.17" in words


def test_figures_of_the_whole_stay_out_of_a_briefing_of_a_partner_without_data(
    inputs: tuple[Mapping, Indicators],
) -> None:
    mapping, _ = inputs
    made = draft(mapping.register, mapping, profile="briefing", partner="ЕБРР", language="ru")
    table = made.table("partner-goals")
    told = next(paragraph for _, paragraph in made.paragraphs() if paragraph.id == "briefing-lead")
    counted = {figure.name: figure.value for figure in told.sentences[0].figures}
    assert counted["activities"] == len(made.table("partner-activities"))
    assert counted["goals"] == len(table)
