"""Sentences and labels: complete in three languages, right in plural and case, and open to a translator."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import sdgkit.report
from sdgkit.languages import LOCALES, NBSP, write_number
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


NUMBERS = (0, 1, 2, 5, 11, 21, Decimal("1.5"))
RUSSIAN_VERBS = re.compile(
    r"\b(?:способству|повторя|относ|участву|охватыва|вход|удаля|знач|сопоставлен|затронут|рассмотрен)\w*",
    re.IGNORECASE,
)
SINGULAR = re.compile(r"(?:ет|ит|ется|ится|ен|ена|ено|ут|ута|уто)$")
PLURAL = re.compile(r"(?:ют|ут|ят|ются|утся|ятся|атся|ены|уты)$")


def expected_form(number: int | Decimal, language: str) -> str:
    """The plural category by the rules of the language, written here once more and apart from the CLDR data."""
    if language != "ru":
        return "one" if number == 1 else "other"
    if number != int(number):
        return "other"
    last, tens = int(number) % 10, int(number) % 100
    if last == 1 and tens != 11:
        return "one"
    return "few" if last in (2, 3, 4) and tens not in (12, 13, 14) else "many"


def rendered(key: str, language: str, number: int | Decimal) -> tuple[str, list[tuple[str, str]]]:
    """A message with the same number in every counted place, and the nouns of these places with their case."""
    entry = sentences()[key]
    places = [place for form in forms(entry[language]) for place in PLACE.findall(form)]
    names = {name for name, _, _ in places} - {"nbsp"} | ({entry["by"]} if "by" in entry else set())
    filled = {
        name: Figure(text=write_number(number, language), value=number)
        if name == entry.get("by") or any(noun for other, noun, _ in places if other == name)
        else "X"
        for name in names
    }
    return sentence(key, language, **filled).text.replace(NBSP, " "), [
        (noun, case) for _, noun, case in places if noun
    ]


@pytest.mark.parametrize("key", sorted(sentences()))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_sentence_agrees_with_every_number(key: str, language: str) -> None:
    for number in NUMBERS:
        text, found = rendered(key, language, number)
        assert not re.search(r"[{}]|  | [.,;:]|\(\)", text), text
        assert text[-1] in "." or key == "result-count", text
        written = write_number(number, language).replace(NBSP, " ")
        for noun, case in found:
            entry = nouns()[noun]
            table = entry.get(f"{language}-{case}", entry[language])
            form = table.get(expected_form(number, language), table["other"])
            # A form without the number stands for one thing only ("The partner is X").
            assert f"{written} {form}" in text or number in (1, 21), (text, form)
        for mistake in (
            rf"{written} \w+ies is\b",
            rf"{written} \w+s (?:is|has|was|contributes|belongs|covers)\b",
        ):
            assert language != "en" or number == 1 or not re.search(mistake, text), text
        if language == "en" and number == 1:
            assert not re.search(
                r"\b1 (?:activity|indicator|gap between groups|target|organisation) (?:are|have|were)\b", text
            ), text


@pytest.mark.parametrize("key", sorted(key for key, entry in sentences().items() if "by" in entry))
def test_the_russian_verb_stands_in_the_number_of_its_noun(key: str) -> None:
    one, many = (rendered(key, "ru", number)[0] for number in (21, 2))
    entry = sentences()[key]["ru"]
    counted_subject = re.search(rf"\{{{sentences()[key]['by']}:\w+\}}", " ".join(forms(entry)))
    verb_of_one, verb_of_many = RUSSIAN_VERBS.search(one), RUSSIAN_VERBS.search(many)
    if counted_subject is None or verb_of_one is None or isinstance(entry, str):
        return
    assert verb_of_many is not None
    assert SINGULAR.search(verb_of_one[0]), one
    assert PLURAL.search(verb_of_many[0]), many


def test_numbers_are_written_as_babel_writes_them() -> None:
    from babel.numbers import format_decimal

    values = [0, 1, -5, 0.25, 0.35, 2.5, Decimal("0.35"), 1234567.891, -1234.5, 1e15, 1e-7, 0.0042, 10**9]
    for value in values:
        for language, locale in LOCALES.items():
            for digits in (None, 0, 1, 2):
                pattern = ("#,##0." + ("######" if digits is None else "0" * digits)).rstrip(".")
                same = format_decimal(value, format=pattern, locale=locale).replace("\u202f", NBSP)
                assert write_number(value, language, digits) == same, (value, language, digits)
    assert write_number(-0.04, "ru", 1) == "0,0", "there is no negative nothing"


def test_a_fraction_keeps_its_decimals_before_its_noun() -> None:
    half = Decimal("1.5")
    told = [counted(half, "hour", language).replace(NBSP, " ") for language in ("en", "ru", "kk")]
    assert told == ["1.5 hours", "1,5 часа", "1,5 сағат"]
    assert counted(Decimal("300.0"), "hour", "en") == f"300{NBSP}hours"


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
