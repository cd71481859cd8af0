"""Kazakh in Latin letters maps as the same text in Cyrillic ones."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sdgkit.mapping.mapping import map_text
from sdgkit.mapping.scan import scan_of

LATIN = """
а a, ә ä, б b, в v, г g, ғ ğ, д d, е e, ё io, ж j, з z, и i, й i, і i, к k, қ q, л l, м m, н n, ң ñ, о o, ө ö, п p, р r,
с s, т t, у u, ұ ū, ү ü, ф f, х h, һ h, ц ts, ч ch, ш ş, щ şş, ы y, э e, ю iu, я ia, ъ, ь
"""


def table(rows: str) -> dict[str, str]:
    return {row.split()[0]: "".join(row.split()[1:]) for row in rows.split(",")}


ALPHABET_2021 = table(LATIN)
ALPHABET_2018 = ALPHABET_2021 | table("ә á, ғ ǵ, и ı, ң ń, ө ó, у ý, ұ u, ү ú, ш sh, і i")
PLAIN = ALPHABET_2021 | table("ә a, ғ gh, ж zh, й y, ң n, ө o, ұ u, ү u, ш sh, х kh, ю yu, я ya")
ALPHABETS = {"2021": ALPHABET_2021, "2018": ALPHABET_2018, "plain": PLAIN}
SAME_FIRST = 0.85
"""Part of the titles whose first target is the one of the Cyrillic title, beside those for which nothing stands."""


def in_latin(text: str, alphabet: dict[str, str]) -> str:
    letters = []
    for letter in text:
        written = alphabet.get(letter.lower(), letter)
        letters.append(written.capitalize() if letter.isupper() else written)
    return "".join(letters)


def standing(text: str) -> list[str]:
    return [match.target or str(match.goal) for match in map_text(text) if match.stands]


def titles(language: str) -> list[str]:
    with (Path(__file__).parent / "development" / "activities.csv").open(encoding="utf-8") as stream:
        return [row[f"title_{language}"] for row in csv.DictReader(stream)]


@pytest.mark.parametrize("name", ALPHABETS)
def test_titles_in_latin_letters_map_as_in_cyrillic_ones(name: str) -> None:
    pairs = [
        (standing(title)[:1], standing(in_latin(title, ALPHABETS[name]))[:1]) for title in titles("kk")[:150]
    ]
    assert sum(one == other for one, other in pairs) >= SAME_FIRST * len(pairs)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Auyldarğa auyz su qūbyryn tartu", "6.1"),
        ("Áýyldarǵa aýyz sý qubyryn tartý", "6.1"),
        ("Auyldargha auyz su qubyryn tartu", "6.1"),
        ("Ana ölimin azaitu", "3.1"),
        ("Ana ólimin azaıtý", "3.1"),
        ("Auyl mektebine zhyly azhethana salu", "6.2"),
    ],
)
def test_each_spelling_is_read(text: str, target: str) -> None:
    assert standing(text)[0] == target


def test_context_counts_in_latin_letters_too() -> None:
    assert "3" not in {code[:1] for code in standing("Densaulyq saqtau ministrligi jol jöndeidi")}
    assert "3.8" in standing("Auyldyq emhanany jöndeu, auruhana salu")
    assert "4.a" not in standing("Jol jöndeledi, mektep saluğa qarajat qarastyrylmağan")


def test_words_that_look_alike_only_without_marks_are_not_confused() -> None:
    # "Көл", a lake, and "қол", a hand, are both "kol": the word alone says nothing.
    assert not [found for found in scan_of("Auyldyñ koli turaly").phrases if found.phrase.phrase == "көл"]


def test_english_texts_are_not_taken_for_kazakh() -> None:
    assert not [title for title in titles("en") if "kk-Latn" in scan_of(title, "en").languages]
    assert scan_of("A workshop in Zürich on the finances of municipalities", "en").languages == ["en"]
