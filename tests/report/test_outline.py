"""Outlines: every shipped one is whole in three languages, and a user's file changes it or is told what is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import sdgkit.report
from sdgkit.activities.register import Register
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES
from sdgkit.mapping.mapping import Mapping
from sdgkit.report.building import draft
from sdgkit.report.needs import NEEDS
from sdgkit.report.outline import PROFILES, outline_of, part_names, write_outline
from sdgkit.report.word.writer import shipped_template
from sdgkit.report.wording import label

HERE = Path(sdgkit.report.__file__).parent / "outlines"


def test_every_profile_has_an_outline_and_no_outline_is_left_over() -> None:
    assert {path.stem for path in HERE.iterdir()} == set(PROFILES)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_shipped_outline_speaks_three_languages_and_names_what_exists(profile: str) -> None:
    made = outline_of(profile)
    assert made.edition and made.source and made.date
    assert shipped_template(made.template).is_file()
    texts = [made.title, made.subtitle]
    for section in made.sections:
        assert set(section.parts) <= set(part_names()), section.id
        assert set(section.needs) <= set(NEEDS), section.id
        assert section.title or section.family, section.id
        texts += [one for one in (section.title, section.write) if one]
        assert section.parts or section.write or section.id == "policy", section.id
    for text in texts:
        assert set(text.languages) == set(LANGUAGES), text


def test_every_need_says_what_it_is_and_what_to_give_in_every_language() -> None:
    for need in NEEDS:
        for language in LANGUAGES:
            assert label(f"need.{need}", language) and label(f"give.{need}", language)


def test_a_user_drops_renames_reorders_and_adds_sections(
    register: Register, mapping: Mapping, tmp_path: Path
) -> None:
    own = tmp_path / "outline.toml"
    own.write_text(
        """
        [outline]
        drop = ["opening", "policy", "goal-14"]
        order = ["means", "overview"]
        subtitle = {en = "For the Cabinet"}

        [[section]]
        id = "means"
        title = {en = "Partnerships"}

        [[section]]
        id = "regions"
        after = "means"
        level = 2
        title = {en = "Our partners"}
        text = {en = "Thanks to <all> & {{ everyone }}."}
        parts = ["table:partners"]
        """,
        encoding="utf-8",
    )
    made = draft(register, mapping, language="en", outlines=[own])
    ids = [section.id for section in made.sections]
    assert ids[:4] == ["means", "volunteers", "regions", "overview"]
    assert not {"opening", "policy", "lnob", "goal-14"} & set(ids)
    assert made.sections[0].title == "Partnerships"
    assert made.subtitle == "For the Cabinet"
    assert [block.text for block in made.sections[2].blocks if block.type == "paragraph"] == [
        "Thanks to <all> & {{ everyone }}."
    ]
    assert (
        sum(block.type == "table" and block.table == "partners" for s in made.sections for block in s.blocks)
        == 1
    )
    assert draft(register, mapping, language="ru", outlines=[own]).sections[0].title != "Partnerships"


WRONG = [
    ('[outline]\ndrop = ["opning"]', "report.outline-unknown", {"where": "[outline] drop", "nearest": "opening"}),
    ('[[section]]\nid = "means"\nparts = ["table:partner"]', "report.outline-unknown", {"nearest": "table:partners"}),
    ('[[section]]\nid = "means"\nneeds = ["mony"]', "report.outline-unknown", {"where": "[[section]] means needs"}),
    ('[[section]]\nid = "means"\ntitel = {en = "A"}', "report.outline-unknown", {"name": "titel", "nearest": "title"}),
    ('[[section]]\nid = "new-one"', "report.outline-title", {"section": "new-one"}),
    ('[[section]]\nid = "new-one"\ntitle = {en = "A"}\nlevel = 7', "report.outline-invalid", {}),
    ('[[section]]\nid = "New one"\ntitle = {en = "A"}', "report.outline-invalid", {}),
    ('[[section]]\nid = "new-one"\ntitle = {en = "A"}\nafter = "mean"', "report.outline-unknown", {"nearest": "means"}),
    ("[outline]\nannex = ['goal']", "report.outline-unknown", {"nearest": "goals"}),
    ("[[section]\n", "report.outline-unreadable", {}),
    ("section = 5", "report.outline-invalid", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "details"), WRONG)
def test_a_fault_in_an_outline_is_told_with_file_place_and_nearest_name(
    text: str, code: str, details: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        outline_of("review", path)
    assert caught.value.code == code
    assert caught.value.details["file"] == "own.toml"
    assert details.items() <= caught.value.details.items(), caught.value.details
    for language in LANGUAGES:
        assert caught.value.what(language)


def test_an_outline_of_another_profile_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[outline]\nprofile = "briefing"\ndrop = ["meeting"]', encoding="utf-8")
    assert outline_of("review", path) == outline_of("review")
    assert [one.id for one in outline_of("briefing", path).sections] == ["together", "results"]


def test_the_profile_that_is_meant_is_named_when_it_is_misspelt() -> None:
    with pytest.raises(UsageError) as caught:
        outline_of("reveiw")
    assert caught.value.details["nearest"] == "review"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_to_begin_with_changes_nothing_until_a_line_is_freed(
    language: str, tmp_path: Path
) -> None:
    path = tmp_path / "outline.toml"
    write_outline(path, language)  # type: ignore[arg-type]
    assert outline_of("review", path) == outline_of("review")
    text = path.read_text(encoding="utf-8")
    freed = tmp_path / "freed.toml"
    lines = [
        line.removeprefix("# ")
        for line in text.partition("order = []")[2].partition("\n#   ")[0].splitlines()[:-1]
    ]
    freed.write_text("\n".join(lines), encoding="utf-8")
    assert len(tomllib.loads("\n".join(lines))["section"]) > 20
    assert outline_of("review", freed) == outline_of("review")


def test_the_table_of_what_is_missing_counts_and_says_what_to_give(
    register: Register, mapping: Mapping
) -> None:
    made = draft(register, mapping, language="en")
    table = made.table("completeness")
    rows = {row.key: row for row in table.rows}

    def told(key: str) -> list[str]:
        return [rows[key].cells[table.index(name)].text for name in ("state", "found", "of")]

    assert told("means/amounts") == ["partly", "4", "5"]
    assert told("overview/indicators") == ["missing", "0", "0"]
    assert told("goal/activities") == ["partly", "3", "17"]
    assert told("main-messages/words")[2] == "700"
    assert told("progress/commitments")[0] == "to be written"
    assert "--indicators" in rows["overview/indicators"].cells[-1].text
    assert "Without: goals 1, 2, 4" in rows["goal/activities"].cells[-1].text
