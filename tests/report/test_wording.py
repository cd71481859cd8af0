"""Sentences and labels: complete in three languages, right in plural and case, and open to a translator."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import sdgkit.report
from sdgkit.languages import NBSP
from sdgkit.report.draft import Figure
from sdgkit.report.wording import counted, label, listed, nouns, sentence, sentences

HERE = Path(sdgkit.report.__file__).parent
PLACE = re.compile(r"\{(\w+)(?::([\w-]+)(?:\.(\w+))?)?\}")


def forms(entry: object) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", sorted(sentences()))
def test_every_sentence_names_the_same_values_in_every_form_and_language(key: str) -> None:
    entry = sentences()[key]
    named = {
        language: [{name for name, _, _ in PLACE.findall(form)} - {"nbsp"} for form in forms(entry[language])]
        for language in ("en", "ru", "kk")
    }
    first = set.union(*named["en"])
    for language, found in named.items():
        assert set.union(*found) - {entry.get("by")} == first - {entry.get("by")}, (key, language)
    if "by" in entry:
        assert any(not isinstance(entry[language], str) for language in ("en", "ru", "kk")), key
        for language in ("en", "ru", "kk"):
            assert isinstance(entry[language], str) or "other" in entry[language]


def test_every_noun_that_a_sentence_counts_is_there_in_every_language() -> None:
    for key, entry in sentences().items():
        for language in ("en", "ru", "kk"):
            for form in forms(entry[language]):
                for _, noun, case in PLACE.findall(form):
                    if not noun:
                        continue
                    assert "other" in nouns()[noun][language], (key, noun)
                    if case:
                        assert any(name.endswith(f"-{case}") for name in nouns()[noun]), (key, noun, case)


def test_russian_nouns_have_all_their_plural_forms() -> None:
    for noun, entry in nouns().items():
        assert set(entry["ru"]) == {"one", "few", "many", "other"}, noun


def test_labels_are_complete_and_keep_their_braces() -> None:
    table = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    for key, texts in table.items():
        assert set(texts) == {"en", "ru", "kk"}, key
        named = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in texts.items()}
        assert named["en"] == named["ru"] == named["kk"], key


def test_quotation_marks_in_russian_and_kazakh_are_guillemets() -> None:
    for key, entry in sentences().items():
        for language in ("ru", "kk"):
            for form in forms(entry[language]):
                assert not re.search(r"[\"“”„]", form), (key, language)


@pytest.mark.parametrize(
    ("number", "ru", "kk", "en"),
    [
        (1, "способствует 1 мероприятие", "1 іс-шара үлес", "1 activity of the register contributes"),
        (3, "способствуют 3 мероприятия", "3 іс-шара үлес", "3 activities of the register contribute"),
        (11, "способствуют 11 мероприятий", "11 іс-шара үлес", "11 activities"),
        (21, "способствует 21 мероприятие", "21 іс-шара үлес", "21 activities"),
        (1000, "способствуют 1 000 мероприятий", "1 000 іс-шара үлес", "1,000 activities"),
    ],
)
def test_number_verb_and_noun_agree(number: int, ru: str, kk: str, en: str) -> None:
    for language, expected in (("ru", ru), ("kk", kk), ("en", en)):
        made = sentence("goal-activities", language, activities=Figure(text=str(number), value=number))
        assert expected in made.text.replace(NBSP, " ")
        assert made.figures[0].value == number


def test_a_number_never_parts_from_its_noun_at_the_end_of_a_line() -> None:
    assert counted(5, "activity", "ru") == f"5{NBSP}мероприятий"
    assert counted(5, "activity", "ru", "dat") == f"5{NBSP}мероприятиям"


def test_lists_are_joined_as_the_language_joins_them_and_keep_their_figures() -> None:
    parts = [Figure(text="3.1"), Figure(text="3.8"), "3.d"]
    assert "".join(p if isinstance(p, str) else p.text for p in listed(parts, "ru")) == "3.1, 3.8 и 3.d"
    assert "".join(p if isinstance(p, str) else p.text for p in listed(parts[:2], "kk")) == "3.1 және 3.8"
    assert sum(isinstance(p, Figure) for p in listed(parts, "en")) == 2
    assert listed([], "en") == ()


def test_a_wrong_key_or_missing_value_is_an_error_not_a_hole() -> None:
    with pytest.raises(KeyError):
        sentence("no-such-sentence", "en")
    with pytest.raises(KeyError):
        sentence("goal-activities", "en")
    with pytest.raises(KeyError):
        label("no-such-label", "en")
