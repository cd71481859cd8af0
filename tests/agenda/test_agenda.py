"""Goals, targets, indicators, themes: the whole of the Agenda, in three languages, counted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from sdgkit.agenda import (
    all_editions,
    changes,
    describe,
    goal,
    goals,
    indicator,
    indicators,
    normalise_code,
    search,
    sort_key,
    target,
    targets,
    theme,
    themes,
    themes_of,
    unique_indicators,
)
from sdgkit.errors import UsageError
from sdgkit.languages import KAZAKH_LETTERS, LANGUAGES, fold, language_of
from sdgkit.places import basin

TARGETS_OF_GOAL = [7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19]


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_there_are_17_goals_and_169_targets_in_the_order_people_count() -> None:
    assert [one.number for one in goals()] == list(range(1, 18))
    assert [len(targets(number)) for number in range(1, 18)] == TARGETS_OF_GOAL
    assert len(targets()) == 169
    assert [one.code for one in targets(8)][-4:] == ["8.9", "8.10", "8.a", "8.b"]


@pytest.mark.parametrize(("edition", "listed", "unique"), [(2020, 247, 231), (2025, 251, 234)])
def test_an_edition_lists_as_many_indicators_as_the_statistical_commission_says(
    edition: int, listed: int, unique: int
) -> None:
    assert len(indicators(edition)) == listed
    assert len(unique_indicators(edition)) == unique
    codes = [one.code for one in indicators(edition)]
    assert codes == sorted(set(codes), key=sort_key)


def test_every_target_has_an_indicator_and_every_indicator_its_target() -> None:
    known = {one.code for one in targets()}
    assert {one.target for one in indicators()} == known
    for one in all_editions():
        assert one.target in known
        assert one.code.rpartition(".")[0] == one.target


def test_repeated_indicators_name_each_other_and_have_one_title() -> None:
    for edition in (2020, 2025):
        known = {one.code: one for one in indicators(edition)}
        for one in known.values():
            for other in one.same_as:
                assert one.code in known[other].same_as
                # 13.b.1 is 13.2.1 counted for least developed countries and small islands only.
                same = known[other].title == one.title
                assert same or {one.code, other} == {"13.2.1", "13.b.1"}, (one.code, other)


def test_every_goal_colour_can_be_read_with_its_text_colour() -> None:
    for one in goals():
        background, text = luminance(one.colour), luminance(one.text_colour)
        contrast = (max(background, text) + 0.05) / (min(background, text) + 0.05)
        assert contrast >= 4.5, (one.number, contrast)
        assert one.text_colour in ("FFFFFF", "000000")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_short_title_is_there_short_and_in_its_language(language: str) -> None:
    for one in targets():
        title = one.title.root[language]
        words = [word for word in title.split() if any(letter.isalnum() for letter in word)]
        assert 4 <= len(words) <= 10, (one.code, title)
        assert title == title.strip()
        assert not title.endswith(".")
    for titled in (*goals(), *targets(), *all_editions()):
        title = titled.title.root[language]
        found = language_of(title)
        if language == "kk":
            # A few short Kazakh titles have no letter of their own.
            assert found in ("kk", "ru"), title
        else:
            assert found == language, title


def test_nearly_every_kazakh_title_has_kazakh_letters() -> None:
    without = [one.code for one in targets() if not set(one.title.root["kk"].lower()) & KAZAKH_LETTERS]
    assert without == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_targets_have_the_same_short_title(language: str) -> None:
    titles = [one.title.root[language] for one in targets()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_short_title_is_the_official_sentence(language: str, shared_data: Path) -> None:
    folder = shared_data / "agenda" / language
    official = set()
    for name in ("global_goals.yml", "global_targets.yml"):
        content = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
        official |= {fold(title) for key, title in content.items() if not key.endswith("-short")}
    for one in (*goals(), *targets()):
        assert fold(one.title.root[language]) not in official


def test_addresses_are_those_of_the_united_nations() -> None:
    assert goal(3).uri == "http://metadata.un.org/sdg/3"
    assert target("3.8").uri == "http://metadata.un.org/sdg/3.8"
    assert all(one.uri == f"http://metadata.un.org/sdg/{one.code}" for one in targets())


def test_codes_are_sorted_as_people_count_whatever_order_they_come_in() -> None:
    codes = [one.code for one in indicators()]
    mixed = codes[:]
    random.Random(7).shuffle(mixed)
    assert sorted(mixed, key=sort_key) == codes
    assert sorted(["17.3.1.3", "3.b", "3.10", "3.2", "x", "", "10"], key=sort_key) == [
        "", "3.2", "3.10", "3.b", "10", "17.3.1.3", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("3.8", "3.8"),
        (" 3.8. ", "3.8"),
        ("3.D", "3.d"),
        ("3.Д", "3.d"),
        ("3.с", "3.c"),
        ("3.б", "3.b"),
        ("3.В", "3.b"),
        ("7-а-1", "7.a.1"),
        ("4,4", "4.4"),
        ("17 . 18 . 1", "17.18.1"),
        ("３.８", "3.8"),
        ("1.a.3", "1.a.3"),
        ("8.10", "8.10"),
        # what is no code, or none that exists
        ("3", None),
        ("3.14", None),
        ("18.1", None),
        ("0.1", None),
        ("3.08", None),
        ("3.г", None),
        ("3.8.9", None),
        ("17.3.1.3", None),
        ("ЦУР 3.8", None),
        ("3.8 4.4", None),
        ("", None),
        ("2024-05-15", None),
    ],
)
def test_a_typed_code_is_put_right_or_refused(typed: str, code: str | None) -> None:
    assert normalise_code(typed) == code


def test_a_wrong_code_is_answered_with_the_nearest_ones() -> None:
    with pytest.raises(UsageError) as error:
        target("3.88")
    assert "3.8" in str(error.value)
    with pytest.raises(UsageError, match="not in the 2025 edition"):
        indicator("1.a.3")
    with pytest.raises(UsageError):
        goal(18)
    with pytest.raises(UsageError):
        indicators(2021)
    with pytest.raises(UsageError):
        targets(0)
    with pytest.raises(UsageError) as unknown:
        theme("nuclear")
    assert "health" in str(unknown.value)


def test_codes_whose_meaning_changed_have_two_meanings() -> None:
    assert indicator("8.9.2").change == "new-meaning"
    assert indicator("11.c.1").change == "new-meaning"
    assert indicator("2.2.4").change == "added"
    with pytest.raises(UsageError):
        indicator("2.2.4", 2020)
    with pytest.raises(UsageError):
        indicator("8.9.2", 2020)
    assert indicator("3.b.3", 2020).title != indicator("3.b.3", 2025).title


def test_changes_say_what_happened_and_mark_what_is_not_established() -> None:
    found = {change.code: change for change in changes()}
    assert {code for code, change in found.items() if change.kind == "added"} == {"2.2.4", "11.5.3"}
    assert {code for code, change in found.items() if change.kind == "new-meaning"} == {"8.9.2", "11.c.1"}
    assert {code for code, change in found.items() if change.kind == "replaced"} == {"3.b.3", "4.6.1"}
    assert found["1.a.3"].kind == "deleted"
    assert not found["1.a.3"].after
    assert not found["2.2.4"].before
    assert all(change.note and change.source for change in changes())
    assert all(change.kind != "unchanged" for change in changes())
    assert "3.1.1" not in found


def test_every_target_lies_in_a_theme_of_its_own_right() -> None:
    for one in targets():
        assert themes_of(one.code), one.code


def test_the_five_areas_of_the_ministry_and_volunteering_are_themes() -> None:
    keys = [one.key for one in themes()]
    for key in ("health", "gender", "education", "water", "aral", "climate-environment", "volunteering"):
        assert key in keys
    assert theme("volunteering").targets == ("17.17",)
    for one in themes():
        assert set(one.title.languages) == set(LANGUAGES)


def test_the_theme_of_the_aral_sea_holds_only_what_takes_place_there() -> None:
    aral = theme("aral")
    assert "KZ-43" in basin(aral.basin).regions
    assert aral not in themes_of("6.4")
    assert aral in themes_of("6.4", {"aral"})
    assert aral not in themes_of("4.1", {"aral"})


def test_a_goal_lies_in_the_themes_that_hold_all_of_it() -> None:
    assert [one.key for one in themes_of("3")] == ["health"]
    assert "climate-environment" in [one.key for one in themes_of("13")]


def test_a_description_holds_all_that_is_known_of_a_code() -> None:
    found = describe("3.Д")
    assert (found.code, found.kind, found.goal, found.target) == ("3.d", "target", 3, "3.d")
    assert found.parts == ("3.d.1", "3.d.2")
    assert found.colour == "4C9F38"
    assert describe("6").parts[-1] == "6.b"
    deleted = describe("1.a.3")
    assert deleted.change is not None
    assert deleted.change.kind == "deleted"
    assert describe("8.9.2", edition=2025).title != describe("8.9.2", edition=2020).title
    with pytest.raises(UsageError):
        describe("volunteering")


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("maternal", "en", "3.1"),
        ("MATERNAL deaths", None, "3.1"),
        ("питьевой воды", "ru", "6.1"),
        ("туберкулез", "ru", "3.3"),
        ("ана өлімі", "kk", "3.1"),
        ("шөлейттену", "kk", "15.3"),
    ],
)
def test_a_search_finds_words_in_any_form(words: str, language: str | None, code: str) -> None:
    assert code in search(words, language)


@pytest.mark.parametrize("words", ["", "  ", "!!", "xyzzy", "материнская космонавтика"])
def test_a_search_without_an_answer_finds_nothing(words: str) -> None:
    assert search(words) == ()
