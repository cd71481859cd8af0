# ruff: noqa: E501 - names are read across
"""Districts: each is found by its names, gives its region, and is left open where several regions have one of the name."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pytest

from sdgkit.findings import Finding
from sdgkit.places import (
    District,
    districts,
    find_places,
    means_own_region,
    narrowed,
    region,
    region_of_title,
    regions,
    undecided_districts,
)

COUNTRIES = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
ALL = [one for country in COUNTRIES for one in districts(country)]

LARGER = {
    # Names of districts that without the word for it are those of a larger place or of one abroad, in this country.
    ("KZ-11", "Целиноград"), ("KZ-11", "Tselinograd"), ("KG-J", "Қаракөл қаласы"), ("UZ-FA", "Ozbekiston"), ("UZ-FA", "Өзбекстан"),
    ("UZ-FA", "Oʻzbekiston"), ("UZ-FA", "Ўзбекистон"), ("UZ-TO", "Tashkent"), ("UZ-TO", "Ташкент"), ("UZ-TO", "Toshkent"),
}  # fmt: skip


def written(one: District) -> list[str]:
    """How a clerk writes a unit in en, ru, kk and the country's own language, with the word for it."""
    en, ru, kk = (one.title.in_language(language) for language in ("en", "ru", "kk"))
    en = en.partition(" district of ")[0]
    if one.kind == "city":
        return [f"{en} city", f"г. {ru}", f"{kk} қаласы", *one.own]
    word = {"UZ": "tumani", "KG": "району", "TM": "etraby", "TJ": "district", "KZ": "ауданы"}[one.region[:2]]
    return [f"{en} district", ru, f"{kk} ауданы", f"{kk} ауданында", *(f"{name} {word}" for name in one.own)]


def cases_of(ru: str) -> list[str]:
    """A Russian name in other cases and abbreviated."""
    if ru.endswith(("ский район", "цкий район", "ский этрап")):
        stem, _, word = ru.rpartition("ий ")
        short = [f"{stem}ий р-н", f"{stem}ого р-на"] if word == "район" else []
        return [f"{stem}ого {word}а", f"в {stem}ом {word}е", *short]
    return [ru.replace("район", "в районе").replace("этрап", "в этрапе")]


def found(text: str, country: str, code: str, *, cell: bool = True) -> set[str]:
    return {place.code for place in find_places(text, country, cell=cell, within=(code,))}


def test_every_country_has_all_its_districts() -> None:
    count = Counter((one.region[:2], one.kind) for one in ALL)
    assert count["KZ", "district"] == 170
    assert count["KG", "district"] == 40
    assert count["TJ", "district"] == 47
    assert count["TM", "district"] == 47  # 45 of 2025, and two that were abolished
    assert count["UZ", "district"] == 163
    assert {one.region for one in ALL if one.kind == "district"} == {
        one.code for country in COUNTRIES for one in regions(country) if one.kind == "region"
    }


def test_the_table_says_what_its_columns_may_say() -> None:
    table = resources.files("sdgkit").joinpath("places", "districts.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(table.splitlines()))
    assert {row["kind"] for row in rows} == {"district", "city", "city district"}
    assert {row["ambiguous"] for row in rows} == {"", "name", "word"}
    assert all(row["source"] and row["en"] and row["ru"] and row["kk"] for row in rows)
    assert all(row["kind"] != "city district" or region(row["region"]).kind or row["note"] for row in rows)
    titles = Counter((row["region"], row["kind"], row["en"]) for row in rows)
    assert [title for title, number in titles.items() if number > 1] == []


@pytest.mark.parametrize("code", sorted({one.region for one in ALL}))
def test_every_district_is_found_in_a_cell_of_its_register(code: str) -> None:
    country = region(code).country
    missed = {
        text: found(text, country, code)
        for one in ALL
        if one.region == code
        for text in (
            *written(one),
            *(cases_of(str(one.title.in_language("ru"))) if one.kind == "district" else ()),
        )
        if found(text, country, code) != {code} and (code, text) not in LARGER
    }
    assert missed == {}


@pytest.mark.parametrize("code", sorted({one.region for one in ALL if one.kind == "district"}))
def test_every_district_is_found_without_the_word_in_a_cell_of_its_register(code: str) -> None:
    country = region(code).country
    missed = {
        text: found(text, country, code)
        for one in ALL
        if one.region == code and one.kind == "district"
        for text in (str(one.title.in_language("en")), str(one.title.in_language("kk")), *one.own)
        if found(text, country, code) != {code} and (code, text) not in LARGER
    }
    assert missed == {}


def test_every_district_of_one_region_only_needs_no_register_around_it() -> None:
    of_name: dict[str, set[str]] = {}
    for one in ALL:
        of_name.setdefault(str(one.title.in_language("ru")), set()).add(one.region)
    missed = []
    for name, codes in of_name.items():
        if len(codes) == 1 and "район" in name:
            code = next(iter(codes))
            country = region(code).country
            places = find_places(name, country, cell=True)
            told = [str(place.details["regions"]) for place in undecided_districts(name, country, cell=True)]
            # Another spelling of it may be that of a district elsewhere; then it is told.
            if {place.code for place in places} != codes and not any(code in regions for regions in told):
                missed.append(name)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "country", "codes"),
    [
        ("Бейнеу, Мұнайлы", "KAZ", ["KZ-47", "KZ-47"]),
        ("Мунайлинский, Тупкараганский районы", "KAZ", ["KZ-47", "KZ-47"]),
        ("районы: Бейнеуский, Каракиянский", "KAZ", ["KZ-47", "KZ-47"]),
        ("Бейнеу және Маңғыстау аудандары", "KAZ", ["KZ-47", "KZ-47"]),
        ("Сырдарьинский р-н", "KAZ", ["KZ-43"]),
        ("Сырдарьинский р-н", "UZB", ["UZ-SI"]),
        ("Сузакский район", "KAZ", ["KZ-61"]),
        ("Сузакский район", "KGZ", ["KG-J"]),
        ("Сузак", "KGZ", ["KG-J"]),
        ("Ала-Букинский район", "KAZ", ["KG-J"]),
        ("Алабукинский р-н", "KGZ", ["KG-J"]),
        ("Vose district", "KAZ", ["TJ-KT"]),
        ("Qamashi tumani", "KAZ", ["UZ-QA"]),
        ("Kamashi district", "UZB", ["UZ-QA"]),
        ("Muynak district", "KAZ", ["UZ-QR"]),
        ("Мўйноқ тумани", "UZB", ["UZ-QR"]),
        ("Mo'ynoq tumani", "UZB", ["UZ-QR"]),
        ("ноҳияи Восеъ, шаҳри Панҷакент", "TJK", ["TJ-KT", "TJ-SU"]),
        ("н. Восе", "TJK", ["TJ-KT"]),
        ("Köneürgenç etraby", "TKM", ["TM-D"]),
        ("Куняургенчский этрап", "TKM", ["TM-D"]),
        ("Suzakskiy rayon", "KGZ", ["KG-J"]),
        ("район имени Габита Мусрепова", "KAZ", ["KZ-59"]),
        ("Ғабит Мүсірепов атындағы аудан", "KAZ", ["KZ-59"]),
        ("Г. Мусрепова р-он", "KAZ", ["KZ-59"]),
        ("?арақия ауданы", "KAZ", []),
        ("?ара?ия ауданы", "KAZ", ["KZ-47"]),
        ("Т?п?ара?ан, М?найлы", "KAZ", ["KZ-47", "KZ-47"]),
        ("К?кпекті ауданында", "KAZ", ["KZ-10"]),
        ("ноҳияҳои Восе ва Фархор", "TJK", ["TJ-KT", "TJ-KT"]),
        ("Districts of Vose and Farkhor", "TJK", ["TJ-KT", "TJ-KT"]),
        ("Halaç we Hojambaz etraplarynda", "TKM", ["TM-L", "TM-L"]),
        ("Bo'stonliq va Parkent tumanlarida", "UZB", ["UZ-TO", "UZ-TO"]),
        ("акимат Каракиянского района", "KAZ", ["KZ-47"]),
        ("Ауэзовский район", "KAZ", ["KZ-75"]),
        ("Бостандыкский район г. Алматы", "KAZ", ["KZ-75", "KZ-75"]),
        ("Ленинский район", "KGZ", ["KG-GB"]),
        ("Ленинский район г. Бишкек", "KAZ", ["KG-GB", "KG-GB"]),
        ("Чиланзарский район", "UZB", ["UZ-TK"]),
        ("Зеленовский район", "KAZ", ["KZ-27"]),
        ("Аксу", "KAZ", []),
        ("г. Аксу", "KAZ", ["KZ-55"]),
        ("Аксуский район", "KAZ", ["KZ-33"]),
        ("Май ауданы", "KAZ", ["KZ-55"]),
        ("Кызылординская область, Муйнакский район", "KAZ", ["KZ-43", "UZ-QR"]),
        ("Уланский, Самарский", "KAZ", ["KZ-63", "KZ-63"]),
        ("Самарская", "KAZ", []),
        ("г. Узген", "KGZ", ["KG-O"]),
        ("Өзгөн ш.", "KGZ", ["KG-O"]),
        ("Арал ауданы", "KAZ", ["KZ-43"]),
        ("Павлодарский район", "KAZ", ["KZ-55"]),
    ],
)  # fmt: skip
def test_a_district_gives_its_region(text: str, country: str, codes: list[str]) -> None:
    assert [place.code for place in find_places(text, country, cell=True)] == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("в Сырдарьинском районе построен мост", ["KZ-43"]),
        ("Бейнеу және Маңғыстау аудандарындағы 6 амбулатория", ["KZ-47", "KZ-47"]),
        ("Мұнайлы ауданында", ["KZ-47"]),
        ("clinics in Vose district of Tajikistan", ["TJ-KT", "TJ"]),
        ("школы Казыгуртского и Тюлькубасского районов", ["KZ-61", "KZ-61"]),
        ("Кара-Суйского района Ошской области", ["KG-O", "KG-O"]),
        ("Ноокен районунда суу түтүгү", ["KG-J"]),
        ("Qamashi tumanida maktab", ["UZ-QA"]),
        ("работает Каракия Мунай Сервис", []),
        ("в районе 5 млн тенге", []),
        ("Районная больница, Мунайлы и Тупкараган", []),
        ("Токтогул Сатылганов, Толе би и Райымбек батыр", []),
        ("Первомайский парк, Ленинский проспект", []),
        ("Ленинский район", []),
        ("туман над полем, Пап", []),
    ],
)
def test_in_a_text_a_district_counts_only_with_the_word(text: str, codes: list[str]) -> None:
    assert [place.code for place in find_places(text)] == codes


@pytest.mark.parametrize(
    "text",
    [
        "ул. Панфилова",
        "ул. Мунайлы 5",
        "проспект Райымбека",
        "Толе би көшесі",
        "школа им. Алтынсарина",
        "р. Каратал",
        "река Талас",
        "Сарысу өзені",
        "озеро Алаколь",
        "Токтогульское водохранилище",
        "ТОО Каракия",
        "ТОО «Байтерек»",
        "Махамбет Утемисов",
        "Габит Мусрепов театры",
        "Рудаки театр",
        "май",
        "Май 2024",
        "шет",
        "Темир",
        "Алга!",
        "www.munaily.kz",
    ],
)
def test_people_streets_waters_and_companies_are_no_districts(text: str) -> None:
    assert [place for place in find_places(text, cell=True) if place.kind == "district"] == []


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("Жамбылский район", {"KZ-19", "KZ-31", "KZ-59"}),
        ("Жамбыл ауданы", {"KZ-19", "KZ-31", "KZ-59"}),
        ("Абай ауданы", {"KZ-10", "KZ-35", "KZ-79"}),
        ("Есильский район", {"KZ-11", "KZ-59", "KZ-71"}),
        ("Актогайский р-н", {"KZ-35", "KZ-55"}),
        ("Aktogay district", {"KZ-35", "KZ-55"}),
        ("Аксу", {"KZ-33", "KZ-55"}),
        ("Dangara", {"TJ-KT", "UZ-FA"}),
        ("Ленинский район", {"KG-GB", "KG-J", "TJ-RA"}),
    ],
)
def test_a_district_of_many_regions_is_told_and_not_guessed(text: str, candidates: set[str]) -> None:
    assert [place for place in find_places(text, cell=True) if place.kind != "country"] == []
    (open_one,) = undecided_districts(text, cell=True)
    told = Finding(code=open_one.note_code, value=text, details=open_one.details)
    for language in ("en", "ru", "kk"):
        assert all(code in told.what(language) for code in candidates)
        assert "{" not in told.what(language) + told.done(language) + told.next(language)


@pytest.mark.parametrize(
    ("text", "within", "codes"),
    [
        ("Жамбылский район, Алматинская область", (), ["KZ-19"]),
        ("СКО, Жамбылский р-н", (), ["KZ-59"]),
        ("Алматинская область (Жамбылский р-н), Жамбылская область", (), ["KZ-19", "KZ-31"]),
        ("Жамбылский район", ("KZ-59",), ["KZ-59"]),
        ("Жамбылский район", ("KZ-47",), []),
        ("Жамбыл", ("KZ-19",), ["KZ-19"]),
        ("Жамбыл", (), ["KZ-31"]),
        ("Абай", ("KZ-35",), ["KZ-35"]),
        ("Абай", ("KZ-10",), ["KZ-10"]),
        ("Май", ("KZ-55",), ["KZ-55"]),
        ("им. М. Жумабаева", ("KZ-59",), ["KZ-59"]),
        ("Караганда обл., Абай ауданы", (), ["KZ-35"]),
        ("Сузак", ("KG",), ["KZ-61"]),
        ("Suzak district", ("KG",), ["KG-J"]),
        ("Zafarobod district", ("TJ",), ["TJ-SU"]),
        ("Zafarobod district", ("UZ", "TJ"), []),
        ("Алматы, Алатауский район", (), ["KZ-75"]),
        ("Шетский и Актогайский", (), ["KZ-35"]),
        ("Успенский, Актогайский районы", (), ["KZ-55"]),
        ("Абайский район ВКО", (), ["KZ-10", "KZ-63"]),
        ("Абайский район, Карагандинская область", (), ["KZ-35"]),
    ],
)
def test_what_stands_around_decides(text: str, within: tuple[str, ...], codes: list[str]) -> None:
    places = narrowed(find_places(text, cell=True, within=within))
    assert [place.code for place in places] == codes


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Shughnan district, Afghanistan", "KAZ"),
        ("Shughnan district", "AFG"),
        ("Ishkashim", "AFG"),
        ("Ауэзовский район", "KGZ"),
        ("Ленинский район", "KAZ"),
        ("Кабул, Файзабад", "KAZ"),
    ],
)
def test_a_district_abroad_needs_its_country(text: str, country: str) -> None:
    assert [place for place in find_places(text, country, cell=True) if place.kind == "district"] == []
    for place in undecided_districts(text, country, cell=True):
        told = Finding(code=place.note_code, value=text, details=place.details)
        assert all("{" not in told.what(language) for language in ("en", "ru", "kk"))


def test_a_choice_among_regions_by_the_register_is_told() -> None:
    (place,) = find_places("Жамбылский район", cell=True, within=("KZ-59",))
    assert place.note_code == "places.district-within"
    (place,) = find_places("Жамбыл", cell=True, within=("KZ-19",))
    assert (place.code, place.kind, place.note_code) == ("KZ-19", "district", "places.district-within")
    first, second = find_places("Шетский, Актогайский", cell=True, within=("KZ-47",))
    assert (first.note_code, second.code, second.note_code) == ("", "KZ-35", "places.district-within")
    (place,) = find_places("Зеленовский район", cell=True)
    assert (place.code, place.note_code) == ("KZ-27", "places.old-name")


def test_the_words_of_a_district_hold_the_word_for_it() -> None:
    texts = ("Сырдарьинский р-н", "Мұнайлы ауданында", "район Биржан сал", "Qamashi tumani", "н. Восе")
    assert [find_places(text, cell=True)[0].written for text in texts] == list(texts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("облыс бойынша", "region"),
        ("Облыс бойынша (7 аудан)", "region"),
        ("по области", "region"),
        ("По всей области", "region"),
        ("все районы области", "region"),
        ("все р-ны области", "region"),
        ("region-wide", "region"),
        ("Within the region", "region"),
        ("вилоят бўйича", "region"),
        ("viloyat bo'yicha", "region"),
        ("облус боюнча", "region"),
        ("дар тамоми вилоят", "region"),
        ("welaýat boýunça", "region"),
        ("по городу", "city"),
        ("все регионы", ""),
        ("республика бойынша", ""),
        ("по области здравоохранения", ""),
        ("Бейнеу", ""),
        ("", ""),
    ],
)
def test_phrases_for_the_whole_of_the_own_region(text: str, kind: str) -> None:
    assert means_own_region(text) == kind


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Маңғыстау облысы әкімдігі. Халықаралық ынтымақтастық шеңберіндегі жобалар тізілімі", ("KZ-47",)),
        ("Реестр проектов Кызылординской области", ("KZ-43",)),
        ("СКО. Проекты международных организаций", ("KZ-59",)),
        ("Khatlon Region, Tajikistan: donor-funded activities", ("TJ-KT",)),
        ("Qoraqalpog‘iston Respublikasi: xalqaro loyihalar reyestri", ("UZ-QR",)),
        ("Акимат города Алматы", ("KZ-75",)),
        ("УТВЕРЖДАЮ. г. Астана, 2024 г.", ()),
        ("Реестр проектов Министерства экологии", ()),
        ("Павлодарский нефтехимический завод", ()),
        ("Акмолинская и Костанайская области", ("KZ-11", "KZ-39")),
    ],
)
def test_the_region_of_a_title(title: str, codes: tuple[str, ...]) -> None:
    assert region_of_title(title) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Маңғыстау", ("KZ-47",)),
        ("mangystau_kk", ("KZ-47",)),
        ("Реестр_Кызылординская_обл_2025", ("KZ-43",)),
        ("Лист1", ()),
        ("Жамбыл", ()),
        ("b_sko", ()),
        ("Алматы 2024", ()),
    ],
)
def test_the_region_of_a_name_of_a_sheet_or_file(name: str, codes: tuple[str, ...]) -> None:
    assert region_of_title(name, short=True) == codes
