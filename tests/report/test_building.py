"""The draft says what the register says: counts, money to the cent, sections, and figures that lead to tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from sdgkit.activities.activity import Activity, Declaration, Marker, Money, Origin, Volunteers
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.errors import UsageError
from sdgkit.indicators.reading import read_indicators
from sdgkit.languages import Text
from sdgkit.mapping.mapping import Mapping, map_register
from sdgkit.report.building import draft
from sdgkit.report.draft import Draft, Table

LANGUAGES = ("en", "ru", "kk")


def money_rows(table: Table) -> dict[str, Decimal]:
    place = table.index("amount")
    return {row.key: row.cells[place].value for row in table.rows}  # type: ignore[misc]


def test_the_sections_are_those_of_a_review_in_its_order(drafts: dict[str, Draft]) -> None:
    ids = [section.id for section in drafts["ru"].sections]
    assert [i for i in ids if i.startswith("goal-")] == [f"goal-{number}" for number in range(1, 18)]
    wanted = ["main-messages", "opening", "overview", "introduction", "method", "policy", "lnob", "goals", "themes",
              "progress", "challenges", "means", "volunteers", "conclusion", "sources", "completeness"]  # fmt: skip
    assert [i for i in ids if i in wanted] == wanted
    assert next(i for i in ids if i.startswith("theme-")) == "theme-health"
    assert "theme-education" not in ids, "an area without activities has no section"


def section_of(made: Draft, identifier: str) -> list[str]:
    (section,) = [section for section in made.sections if section.id == identifier]
    return [block.text.replace("\u00a0", " ") for block in section.blocks if block.type == "paragraph"]


def test_a_goal_without_data_gets_an_instruction_and_no_statement_of_progress(
    drafts: dict[str, Draft],
) -> None:
    told = section_of(drafts["en"], "goal-14")
    assert told == [
        "The register lists no activity for this goal.",
        "Policies and measures for this goal, gaps that remain, and next steps.",
    ]


def test_repeated_rows_are_not_counted_and_unmapped_ones_are_told(drafts: dict[str, Draft]) -> None:
    made = drafts["en"]
    text = section_of(made, "overview")[0]
    assert text.startswith("The register lists 5 activities; 4 of them are linked to 3 goals and 4 targets")
    assert [row.key for row in made.table("unmapped").rows] == ["A-6"]
    assert made.table("unmapped").rows[0].cells[2].text
    assert "A-5" in [row.key for row in made.table("activities").rows]
    assert "A-5" not in [row.key for row in made.table("goal-3-activities").rows]


def test_money_by_goal_sums_to_the_register_to_the_cent_and_currencies_stay_apart(
    drafts: dict[str, Draft],
) -> None:
    rows = money_rows(drafts["en"].table("money"))
    assert rows["3/budget/USD"] == Decimal("100.00") + Decimal("1250000.00")
    assert rows["6/budget/USD"] == Decimal("1250000.00")
    assert rows["none/budget/USD"] == Decimal("55.55")
    assert rows["total/budget/USD"] == Decimal("2500155.55")
    assert rows["6/budget/EUR"] == rows["total/budget/EUR"] == Decimal("900.00")
    assert not any(key.endswith("/") for key in rows)


def held_by_its_cell(made: Draft) -> int:
    """Every figure names table, row and column, and that cell holds exactly this figure; how many there are."""
    seen = 0
    for figure in made.figures():
        reference = figure.reference
        assert reference is not None, figure
        assert reference.row and reference.column, figure
        table = made.table(reference.table)
        rows = [row for row in table.rows if row.key == reference.row]
        assert len(rows) == 1, figure
        cell = rows[0].cells[table.index(reference.column)]
        assert cell.value == figure.value, (figure, cell)
        seen += 1
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_stands_in_the_cell_that_it_names(
    language: str, drafts: dict[str, Draft], example_draft: Callable[[str], Draft]
) -> None:
    assert held_by_its_cell(drafts[language]) > 40
    assert held_by_its_cell(example_draft(language)) > 200


def test_every_table_of_the_body_and_every_link_of_the_contents_exists(drafts: dict[str, Draft]) -> None:
    made = drafts["kk"]
    for section in made.sections:
        for block in section.blocks:
            if block.type == "table":
                assert made.table(block.table).where != "annex"
            elif block.type == "chart":
                assert made.chart(block.chart).alt
    links = [row.cells[0].link for row in made.table("contents").rows]
    assert links
    for link in links:
        assert made.table(link.removeprefix("table:")).sheet


def numbers_of(made: Draft) -> list[tuple[str, str, list[tuple[str, object]]]]:
    """Sentence by sentence, because each language puts the figures of a sentence in its own order."""
    return [
        (
            paragraph.id,
            sentence.key,
            sorted(((f.name, f.value) for f in sentence.figures if not isinstance(f.value, str)), key=str),
        )
        for _, paragraph in made.paragraphs()
        for sentence in paragraph.sentences
    ]


def test_the_three_languages_tell_the_same_numbers(
    register: Register, mapping: Mapping, example_draft: Callable[[str], Draft]
) -> None:
    by_language = [example_draft(language) for language in LANGUAGES]
    first = by_language[0]
    for other in by_language[1:]:
        assert numbers_of(other) == numbers_of(first)
        assert [s.id for s in other.sections] == [s.id for s in first.sections]
        for table, same in zip(first.tables, other.tables, strict=True):
            assert table.key == same.key
            assert len(table) == len(same)
            for row, twin in zip(table.rows, same.rows, strict=True):
                for cell, there in zip(row.cells, twin.cells, strict=True):
                    if isinstance(cell.value, (int, float, Decimal)):
                        assert cell.value == there.value, (table.key, row.key)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_no_english_word_stands_in_the_sentences_of_another_language(
    language: str, drafts: dict[str, Draft]
) -> None:
    for _, paragraph in drafts[language].paragraphs():
        for sentence in paragraph.sentences:
            fixed = " ".join(part for part in sentence.parts if isinstance(part, str))
            words = re.findall(r"[A-Za-z]{3,}", fixed)
            assert set(words) <= {"USD", "EUR", "UNSD", "xlsx", "KOICA"}, (sentence.key, fixed)
            assert not re.search(r"[{}]", fixed)


def test_volunteers_are_a_means_and_their_shares_count_only_who_is_stated(drafts: dict[str, Draft]) -> None:
    section = next(section for section in drafts["ru"].sections if section.id == "volunteers")
    text = section.blocks[0].text.replace("\u00a0", " ")  # type: ignore[union-attr]
    assert "в 1 мероприятии: всего 21 человек" in text
    assert "Женщины – 12, или 57 % волонтёров" in text
    assert "17.17" in text


def test_an_empty_register_without_indicators_still_makes_a_draft() -> None:
    empty = Register(activities=())
    for language in LANGUAGES:
        made = draft(empty, map_register(empty), language=language)
        told = [paragraph for _, paragraph in made.paragraphs() if paragraph.style != "write"]
        numbers = re.findall(r"\d+", " ".join(one.text for one in told if not one.id.endswith("-words")))
        assert not numbers, "nothing is told of data that are not there"
        assert Draft.from_json(made.to_json()) == made


def test_unknown_country_language_and_rule_are_refused(register: Register, mapping: Mapping) -> None:
    with pytest.raises(UsageError):
        draft(register, mapping, country="Atlantis")
    with pytest.raises(UsageError):
        draft(register, mapping, language="fr")
    with pytest.raises(UsageError):
        draft(register, mapping, rule="as I like")


def test_the_date_comes_from_the_data_never_from_the_clock(drafts: dict[str, Draft]) -> None:
    as_of = drafts["ru"].as_of
    assert as_of is not None
    assert as_of.isoformat() == "2022-12-31"
    assert drafts["ru"].as_of_text == "Данные по 2022 год включительно"
    assert drafts["en"].as_of_text == "Data up to 2022"


def test_indicators_say_base_latest_change_progress_and_method(example_draft: Callable[[str], Draft]) -> None:
    made = example_draft("ru")
    tables = [table for table in made.tables if table.key.endswith("-indicators")]
    assert tables
    for table in tables:
        assert any("ООН" in note for note in table.notes), "the method is named on every table"
        for row in table.rows:
            latest = row.cells[table.index("latest")]
            assert latest.value is not None
            assert latest.origins
            assert row.cells[table.index("progress")].text
    assert [chart for chart in made.charts if chart.kind == "line"]


@pytest.mark.parametrize("name", ["kz_register_messy_ru.xlsx", "unhcr_2023_iati.xml"])
def test_registers_of_others_make_a_draft_in_every_language(shared_data: Path, name: str) -> None:
    register = read_register(shared_data / "activities" / name)
    mapping = map_register(register)
    for language in LANGUAGES:
        made = draft(register, mapping, country="KAZ", language=language)
        assert made.sections
        assert Draft.from_json(made.to_json()) == made


@pytest.mark.slow
def test_the_whole_of_kazstat_stands_in_the_annex(
    shared_data: Path, register: Register, mapping: Mapping
) -> None:
    indicators = read_indicators(shared_data / "indicators" / "kazstat")
    made = draft(register, mapping, indicators, language="kk")
    assert len(made.table("indicators")) == 46
    assert len(made.table("observations")) == len(indicators.observations)


def test_policy_markers_of_the_register_are_counted_under_leaving_no_one_behind() -> None:
    def marked(number: int, *markers: tuple[str, int | None]) -> Activity:
        return Activity(
            id=str(number),
            origin=Origin(file="r.xlsx", row=number),
            title=Text({"en": f"Clinic {number}"}),
            countries=("KAZ",),
            declared=(Declaration(goal=3, target="3.8", written="3.8"),),
            markers=tuple(Marker(code=code, significance=significance) for code, significance in markers),
        )

    register = Register(
        activities=(
            marked(1, ("1", 2), ("11", 1)),
            marked(2, ("1", 1), ("11", 0)),
            marked(3, ("1", 4), ("2", None), ("77", 1)),
        )
    )
    for language in LANGUAGES:
        made = draft(register, map_register(register), language=language)
        rows = {row.key: [cell.value for cell in row.cells[1:]] for row in made.table("markers").rows}
        assert rows == {"1": [3, 2, 1, 0], "11": [1, 0, 1, 1]}
        told = {one.id: section.id for section, one in made.paragraphs()}
        assert told["markers-aims"] == "lnob"
        assert held_by_its_cell(made) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_volunteers_stand_under_goal_17_and_are_no_goal_of_their_own(
    language: str, register: Register, mapping: Mapping
) -> None:
    made = draft(register, mapping, language=language)
    section, told = next(
        (section, one) for section, one in made.paragraphs() if one.id == "goal-17-volunteers"
    )
    assert section.goal == 17 and "17.17" in told.text
    total = made.table("volunteers").rows[-1]
    figures = {one.name: one for one in told.sentences[0].figures}
    people = next(row for row in made.table("volunteers").rows if row.key == "total")
    assert figures["people"].value == people.cells[1].value and total.kind == "total"
    assert {one.goal for one in made.sections} <= {None, *range(1, 18)}


def test_without_volunteers_goal_17_does_not_speak_of_them(register: Register) -> None:
    fewer = tuple(one.model_copy(update={"volunteers": None}) for one in register.activities)
    changed = register.model_copy(update={"activities": fewer})
    made = draft(changed, map_register(changed), language="en")
    assert "goal-17-volunteers" not in {one.id for _, one in made.paragraphs()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_activities_that_only_state_volunteers_stand_in_the_theme_of_volunteering(language: str) -> None:
    def stated(number: int, target: str | None, volunteers: Volunteers | None, amount: int = 0) -> Activity:
        declared = (
            ()
            if target is None
            else (Declaration(goal=int(target.split(".")[0]), target=target, written=target),)
        )
        return Activity(
            id=str(number),
            origin=Origin(file="r.xlsx", row=number),
            title=Text({"en": f"Activity {number}"}),
            declared=declared,
            volunteers=volunteers,
            money=(Money(amount=Decimal(amount), currency="USD", kind="budget"),) if amount else (),
        )

    register = Register(
        activities=(
            stated(1, "4.1", Volunteers(people=30), 100),
            stated(2, None, Volunteers(hours=Decimal(8))),
            stated(3, "4.1", Volunteers(people=0), 500),
            stated(4, "4.1", None, 700),
        )
    )
    mapping = map_register(register)
    made = draft(register, mapping, language=language, profile="section", theme="volunteering")
    assert [row.key for row in made.table("theme-volunteering-activities").rows] == ["1", "2"]
    whole = draft(register, mapping, language=language)
    overview = whole.table("themes")
    counts = {row.key: row.cells[overview.index("activities")].value for row in overview.rows}
    assert (counts["volunteering"], counts["education"]) == (2, 3)
    assert not [key for key in money_rows(whole.table("money-themes")) if key.startswith("volunteering")]
    assert "theme-volunteering" not in {one.id for one in whole.sections}, "they have a section of their own"
    told = next(one for _, one in made.paragraphs() if one.id == "theme-volunteering-money")
    assert [one.key for one in told.sentences] == ["money-by-targets"], "an amount is given: it is not denied"
    assert held_by_its_cell(made) > 0 and held_by_its_cell(whole) > 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_activity_of_which_only_the_goal_is_known_stands_in_the_theme_of_the_goal_with_its_money(
    language: str,
) -> None:
    register = Register(
        activities=tuple(
            Activity(
                id=str(number),
                origin=Origin(file="r.xlsx", row=number),
                title=Text({"en": f"Activity {number}"}),
                declared=(Declaration(goal=goal, target=target, written=target or str(goal)),),
                money=(Money(amount=Decimal(number * 100), currency="USD", kind="budget"),),
            )
            for number, goal, target in ((1, 4, None), (2, 4, "4.3"), (3, 3, None), (4, 1, None))
        )
    )
    made = draft(register, map_register(register), language=language)
    overview = made.table("themes")
    listed = {
        row.key: [row.cells[overview.index(name)].value for name in ("activities", "targets", "goal-only")]
        for row in overview.rows
    }
    assert listed["education"] == [2, 1, 1]
    assert listed["health"] == [1, 0, 1]
    assert listed["gender"] == [0, 0, 0], "goal 1 has one target of the theme, not all"
    sums = money_rows(made.table("money-themes"))
    assert sums["education/budget/USD"] == 300 and sums["health/budget/USD"] == 300
    assert [row.key for row in made.table("theme-education-activities").rows] == ["1", "2"]
    told = next(one for _, one in made.paragraphs() if one.id == "theme-education-activities")
    figures = [one for words in told.sentences for one in words.figures if one.name == "number"]
    assert [one.value for one in figures] == [1, 1], "one target, and one activity with the goal alone"
    assert held_by_its_cell(made) > 10
