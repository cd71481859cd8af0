"""Words are found in all their forms, and evidence points into the text as it was given."""

from __future__ import annotations

import pytest

from sdgkit.mapping.lexicon import Lexicon, Phrase
from sdgkit.mapping.scan import languages_in
from sdgkit.mapping.stems import plain, stem_in, tongues
from sdgkit.mapping.words import MOST_LETTERS, Words, _Cut


def found(language: str, phrase: str, text: str, near: str = "", without: str = "") -> list[str]:
    one = Phrase(
        "3.1",
        language,
        phrase,
        0.9,
        near=tuple(filter(None, near.split("|"))),
        without=tuple(filter(None, without.split("|"))),
    )
    words = Words(text)
    return [words.written(hit.first, hit.after) for hit in Lexicon(language, [one]).found(words)]


@pytest.mark.parametrize(
    ("language", "phrase", "text", "expected"),
    [
        ("ru", "материнская смертность", "Снижение материнской смертности на 20 %", "материнской смертности"),
        ("ru", "водные ресурсы", "управление водными ресурсами", "водными ресурсами"),
        ("ru", "партнёрство", "Партнерства с бизнесом", "Партнерства"),
        ("ru", "медико-санитарная помощь", "медико‑санитарной помощью", "медико‑санитарной помощью"),
        ("ru", "ребенок", "помощь ребёнку", "ребёнку"),
        ("kk", "ана өлімі", "ана өлімін азайту", "ана өлімін"),
        ("kk", "ана өлімі", "Ана өлімінің алдын алу", "Ана өлімінің"),
        ("kk", "су қауіпсіздігі", "су қауіпсіздігін қамтамасыз ету", "су қауіпсіздігін"),
        ("kk", "су ресурстары", "Су ресурстарын басқару", "Су ресурстарын"),
        ("kk", "мектеп", "мектептердегі, мектебі", "мектептердегі"),
        ("kk", "денсаулық сақтау", "денсаулықты сақтау", "денсаулықты сақтау"),
        ("en", "women's rights", "Women’s rights in law", "Women’s rights"),
        ("en", "policy", "New policies", "policies"),
        ("en", "labour market", "the labor markets", "labor markets"),
    ],
)
def test_a_phrase_is_found_in_its_forms(language: str, phrase: str, text: str, expected: str) -> None:
    assert expected in found(language, phrase, text)


@pytest.mark.parametrize(
    "forms",
    [
        "бюджет бюджеті бюджетін бюджетінің бюджетте бюджетті бюджеттер бюджеттерінің бюджетіне бюджетінен",
        "саясат саясаты саясатын саясатындағы саясатты саясаттар саясатымен",
        "жұмыс жұмысы жұмысын жұмысының жұмыстар жұмысына жұмыста",
        "құрылыс құрылысы құрылысын құрылысындағы құрылыстың",
        "жүйе жүйесі жүйесін жүйесінің жүйелер жүйелерін жүйеге жүйеде жүйені",
        "кеңес кеңесі кеңесінің кеңестер кеңеске",
        "аудан ауданы ауданының ауданында ауданындағы аудандар ауданға",
        "полигон полигоны полигонды полигондар полигонына",
        "вирус вирусы вирусын вирустар",
        "үй үйі үйін үйлер үйлері үйлердің үйді үйге үйде",
        "желі желісі желісін желілер желілеріне желіні",
        "қондырғы қондырғысы қондырғысының қондырғылар қондырғыларын",
        "стандарт стандарты стандарттар стандарттарын",
        "министр министрі министрлер министрдің",
        "бала баласы балалар балаларына баланы балаға баладан",
        "көмек көмегі көмегін көмекке көмектің",
        "мектеп мектебі мектебін мектепте мектептен мектептердегі",
        "құрылысшы құрылысшысы құрылысшысының құрылысшылар құрылысшыларға",
        "сорғы сорғысы сорғысын сорғымен сорғылар сорғыларының",
        "есірткі есірткісі есірткінің есірткіге",
        "дүкен дүкені дүкенінің дүкендер дүкенде",
        "күрес күресі күресінің күресіне күресте",
        "емтихан емтиханы емтиханын емтихандар",
        "шопан шопаны шопандарға шопанымен",
        "мүгедек мүгедегі мүгедектер мүгедектерге",
        "пестицид пестициді пестицидтер пестицидінің",
        "серіктес серіктесі серіктестер серіктесімен",
        "лагерь лагері лагерьлер лагерьдің лагерьге",
        "сауда саудаға саудадан саудамен саудасының",
        "егін егіні егінде егіндер",
        "жабдықтау жабдықталу жабдықталуы жабдықталуын",
        "салу салыну салынуы салынуда",
        "қаржыландыру қаржыландырылу қаржыландырылуы",
        "өңдеу өңделу өңделуін",
    ],
)
def test_a_kazakh_noun_keeps_its_stem_in_every_case(forms: str) -> None:
    assert len({stem_in(plain(form), "kk") for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "система системы систему системе систем системами",
        "защита защиты защите защиту защитой",
        "охрана охраны охране охрану охраной",
        "гигиена гигиены гигиене гигиену",
        "обмен обмена обмену обменом обмены",
        "дефицит дефицита дефиците дефицитом",
        "орган органа органы органов органам",
        "экзамен экзамены экзаменов экзаменам",
        "океан океана океане океаны",
        "чабан чабаны чабанов чабанам",
        "коллектив коллектива коллективы коллективов",
        "корова коровы коров коровам",
        "телёнок телята телят телятам",
        "крестьянин крестьяне крестьян крестьянам",
        "уголь угля углём",
        "тюрьма тюрьмы тюрем тюрьмах",
        "котёл котла котлы котлов",
    ],
)
def test_a_russian_noun_keeps_its_stem_in_every_case(forms: str) -> None:
    assert len({stem_in(plain(form), "ru") for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("желі", "жел"),
        ("қорғасын", "қор"),
        ("бағыты", "бақ"),
        ("дағдылар", "дақ"),
        ("аралдар", "арал"),
        ("стандарты", "стан"),
        ("жұмысы", "жұмсақ"),
        ("шығысы", "шықты"),
        ("қандасы", "қан"),
        ("серіктесі", "серік"),
        ("жылу", "жу"),
        ("пайдалану", "пайда"),
    ],
)
def test_kazakh_words_that_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem_in(plain(one), "kk") != stem_in(plain(other), "kk")


def test_latin_letters_in_a_cyrillic_word_do_not_hide_it() -> None:
    assert found("ru", "вода", "чистая вoдa") == ["вoдa"]
    assert found("en", "co2", "выбросы СО2") == ["СО2"]


def test_soft_hyphens_and_quotes_do_not_hide_a_phrase() -> None:
    assert found("ru", "чистая вода", "«чис\u00adтая» вода") == ["чис\u00adтая» вода"]


@pytest.mark.parametrize("text", ["resilience to hazards", "resilience of people to hazards"])
def test_a_gap_takes_up_to_three_words(text: str) -> None:
    assert found("en", "resilience .. hazards", text) == [text]
    assert not found("en", "resilience .. hazards", "resilience one two three four hazards")


def test_company_must_stand_in_the_same_sentence() -> None:
    assert found("en", "mother", "The mother died; mortality fell. Child.", near="mortality") == []
    assert found("en", "mother", "mother and child mortality", near="mortality") == ["mother"]


def test_company_is_another_word_than_the_phrase_itself() -> None:
    assert found("en", "school meals", "school meals", near="school") == []


def test_an_exclusion_voids_the_phrase_in_its_sentence_only() -> None:
    assert found("en", "waste", "waste of time", without="time") == []
    assert found("en", "waste", "Municipal waste is sorted. Time flies.", without="time") == ["waste"]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert found("en", "clean water", "The air is clean. Water is sold.") == []


def test_abbreviations_do_not_end_a_sentence() -> None:
    words = Words("Школы в г. Алматы и с. Акбулак. Больница")
    assert words.sentence(0) == (0, 7)


def test_positions_point_into_the_text_as_given() -> None:
    text = "\u00a0 «Ёлки»\n\t— су_қауіпсіздігін, 💧 HIV/AIDS"
    words = Words(text)
    assert [text[words.starts[i] : words.ends[i]] for i in range(len(words))] == [
        "Ёлки", "су", "қауіпсіздігін", "HIV", "AIDS",
    ]  # fmt: skip


def test_kazakh_stands_next_to_russian_in_one_cell() -> None:
    text = "Жобаның атауы: ауыл мектептерін жөндеу (ремонт сельских школ) / school repair"
    assert languages_in(text) == ["en", "ru", "kk"]
    assert found("kk", "мектеп", text)
    assert found("ru", "школа", text)
    assert found("en", "schools", text)


def test_words_of_the_other_script_keep_their_own_stem() -> None:
    assert stem_in(plain("policies"), "kk") == stem_in("policy", "en")
    assert set(tongues()) >= {"en", "ru", "kk"}


def test_long_texts_without_a_space_do_not_fill_the_memory() -> None:
    for number in range(200):
        assert len(Words(f"{number}水" * 40_000)) > 0
    assert len("".join(_Cut.vocabulary.pieces)) < 2 * MOST_LETTERS
