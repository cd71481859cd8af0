# ruff: noqa: E501 - cells of registers are read across
"""Registers of oblasts, NGOs and donors that name districts: each cell of places as a careful clerk reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sdgkit.activities.cells.regions import read_regions
from sdgkit.activities.reading import read_register
from sdgkit.activities.register import Register
from sdgkit.activities.settings import ReadingSettings
from sdgkit.errors import UsageError
from tests.activities.workbooks import xlsx

Cells = list[tuple[str, str]]

# name of the file, name of the sheet, title, heading of the column of places, cells with the regions that they mean
REGISTERS: dict[str, tuple[str, str, list[str], str, Cells]] = {
    "akimat_kk": ("a.xlsx", "Жобалар", ["Маңғыстау облысы әкімдігі. Халықаралық жобалар тізілімі (2022–2025 жж.)"], "Аудан", [
        ("Бейнеу, Маңғыстау", "KZ-47"), ("облыс бойынша", "KZ-47"), ("Жаңаөзен қ.", "KZ-47"), ("Мұнайлы, Түпқараған", "KZ-47"),
        ("Қарақия", "KZ-47"), ("Ақтау қ., облыс бойынша", "KZ-47"), ("барлық аудандар", "KZ-47"), ("Қашаған кен орны", ""),
    ]),
    "akimat_ru": ("b.xlsx", "Реестр", ["Акимат Кызылординской области", "Реестр проектов, 2023-2026"], "Место реализации", [
        ("Сырдарьинский, Жалагашский районы", "KZ-43"), ("Арал", "KZ-43"), ("Шиелийский и Жанакорганский р-ны", "KZ-43"),
        ("все районы области", "KZ-43"), ("с. Аманоткель Аральского района", "KZ-43"), ("Сырдария ауданы", "KZ-43"),
        ("в разрезе районов", "KZ-43"), ("р. Сырдарья", "syr-darya"), ("Теренозек", "KZ-43"), ("по всей области", "KZ-43"),
        ("Панфиловский район", "KZ-33"), ("п. Тасбогет, ул. Абая 5", ""),
    ]),
    "abbreviation": ("c.xlsx", "Проекты", ["СКО. Проекты международных организаций"], "Район", [
        ("Есильский", "KZ-59"), ("Жамбылский", "KZ-59"), ("им. М. Жумабаева", "KZ-59"), ("им. Г. Мусрепова", "KZ-59"),
        ("Шал акына, Тимирязевский", "KZ-59"), ("по области", "KZ-59"), ("Аккайынский р-он", "KZ-59"), ("школа им. М. Жумабаева", ""),
    ]),
    "sheet": ("d.xlsx", "Павлодарская обл.", ["Перечень международных проектов"], "Район/город", [
        ("Актогай ауданы", "KZ-55"), ("Май, Успен", "KZ-55"), ("Аксу", "KZ-55"), ("Лебяжинский район", "KZ-55"), ("с. Железинка", "KZ-55"),
        ("районы: Щербактинский, Аккулы", "KZ-55"),
    ]),
    "file": ("реестр_Жетісу_2025.xlsx", "Лист1", ["Реестр проектов"], "Район", [
        ("Аксуский р-н", "KZ-33"), ("Панфилов", "KZ-33"), ("Аксу, Алаколь", "KZ-33"), ("Коксу", "KZ-33"), ("область", "KZ-33"),
    ]),
    "city": ("e.xlsx", "Лист1", ["Аппарат акима города Алматы"], "Район", [
        ("Бостандыкский", "KZ-75"), ("Медеуский район", "KZ-75"), ("Алатауский, Турксибский", "KZ-75"), ("по городу", "KZ-75"),
        ("Жетысуский", "KZ-75"), ("по области", ""),
    ]),
    "town_of_signing": ("f.xlsx", "Лист1", ["УТВЕРЖДАЮ", "г. Астана, 2025 г."], "Район", [
        ("по области", ""), ("по городу", ""), ("Жамбылский район", ""), ("Бурабайский район", "KZ-11"), ("Есильский р-н г. Астана", "KZ-71"),
    ]),
    "two_regions": ("g.xlsx", "Лист1", ["Проекты в Атырауской и Мангистауской областях"], "Район", [
        ("по области", ""), ("Бейнеу", "KZ-47"), ("Индерский район", "KZ-23"),
    ]),
    "kyrgyz": ("h.xlsx", "Лист1", ["Ош облусунун мамлекеттик администрациясы: долбоорлор"], "Аймак", [
        ("Кара-Суу району", "KG-O"), ("Ноокат, Араван", "KG-O"), ("Өзгөн ш.", "KG-O"), ("Чоң-Алай районунун айылдары", "KG-O"),
        ("облус боюнча", "KG-O"), ("бардык райондор", "KG-O"), ("Ош ш.", "KG-GO"),
    ]),
    "tajik": ("i.xlsx", "Суғд", ["Мақомоти иҷроияи ҳокимияти давлатии вилояти Суғд"], "Ноҳия", [
        ("н. Ашт", "TJ-SU"), ("ноҳияи Деваштич", "TJ-SU"), ("Б. Ғафуров", "TJ-SU"), ("ш. Хуҷанд", "TJ-SU"), ("Кӯҳистони Мастчоҳ", "TJ-SU"),
        ("дар тамоми вилоят", "TJ-SU"), ("Зафаробод ва Мастчоҳ", "TJ-SU"), ("Айнӣ", "TJ-SU"),
    ]),
    "uzbek": ("j.xlsx", "Лойиҳалар", ["Сурхондарё вилояти ҳокимлиги. Лойиҳалар рўйхати"], "Туман", [
        ("Бойсун тумани", "UZ-SU"), ("Денов, Узун", "UZ-SU"), ("Шўрчи туманида", "UZ-SU"), ("Термиз ш.", "UZ-SU"),
        ("Жарқўрғон ва Қумқўрғон туманлари", "UZ-SU"), ("вилоят бўйича", "UZ-SU"),
    ]),
    "karakalpak": ("k.xlsx", "Loyihalar", ["Qoraqalpog‘iston Respublikasi: xalqaro loyihalar reyestri"], "Tuman", [
        ("Mo‘ynoq tumani", "UZ-QR"), ("Qo'ng'irot, Chimboy", "UZ-QR"), ("To‘rtko‘l va Ellikqal’a tumanlari", "UZ-QR"), ("barcha tumanlar", "UZ-QR"),
    ]),
    "turkmen": ("l.xlsx", "Taslamalar", ["Lebap welaýatynyň häkimligi. Taslamalar"], "Etrap", [
        ("Çärjew etraby", "TM-L"), ("Kerki", "TM-L"), ("Halaç we Hojambaz etraplary", "TM-L"), ("welaýat boýunça", "TM-L"),
    ]),
    "nothing_around": ("m.xlsx", "Grants", ["Small grants programme"], "Location", [
        ("Aral district, Kyzylorda", "KZ-43"), ("Munaily", "KZ-47"), ("Zhambyl district", ""), ("Talgar and Karasay districts", "KZ-19"),
        ("Region-wide", ""), ("Katon-Karagai", "KZ-63"),
    ]),
    "by_its_places": ("n.xlsx", "Grants", ["Small grants programme"], "Location", [
        ("Nooken, Bazar-Korgon", "KG-J"), ("Ala-Buka district", "KG-J"), ("Suzak", "KG-J"), ("Toguz-Toro", "KG-J"), ("At-Bashy, Naryn", "KG-N"),
        ("Kara-Suu district", "KG-O"), ("Aksy", "KG-J"),
    ]),
}  # fmt: skip


def made(folder: Path, name: str) -> Path:
    file, sheet, titles, heading, cells = REGISTERS[name]
    header = ["№", "Наименование проекта", "Донор", heading, "Бюджет, тыс. долл. США", "Срок"]
    rows: list[Sequence[object]] = [[title] for title in titles]
    rows += [
        header,
        *(
            [i, f"Ремонт школы {i}", "ЮНИСЕФ", place, 100 * i, "2023-2025"]
            for i, (place, _) in enumerate(cells, 1)
        ),
    ]
    return xlsx(folder, file, {sheet: rows})


def regions_of(register: Register) -> list[str]:
    return [";".join(region.code for region in activity.regions) for activity in register.activities]


@pytest.mark.parametrize("name", REGISTERS)
def test_cells_of_districts_are_read_as_a_clerk_reads_them(tmp_path: Path, name: str) -> None:
    cells = REGISTERS[name][4]
    read = dict(
        zip([place for place, _ in cells], regions_of(read_register(made(tmp_path, name))), strict=True)
    )
    assert {place: code for place, code in read.items() if code != dict(cells)[place]} == {}


def codes_by_value(register: Register) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for finding in register.findings:
        found.setdefault(finding.value, []).append(finding.code)
    return found


def test_what_was_done_about_the_whole_oblast_is_told(tmp_path: Path) -> None:
    register = read_register(made(tmp_path, "akimat_kk"))
    told = [finding for finding in register.findings if finding.code == "places.own-region"]
    assert [(one.value, one.row, one.severity) for one in told] == [
        ("облыс бойынша", 4, "note"),
        ("барлық аудандар", 9, "note"),
    ]
    assert "Маңғыстау облысы (KZ-47)" in told[0].done("kk")
    assert codes_by_value(register)["Қашаған кен орны"] == ["activities.region-unread"]


@pytest.mark.parametrize(
    ("cell", "codes", "missed"),
    [
        ("Шетский, Актогайский районы Карагандинской области", ["KZ-35"], ()),
        ("Ulytau district, Ulytau region", ["KZ-62"], ()),
        ("облыс бойынша, Бейнеу", ["KZ-47"], ("облыс бойынша",)),
        ("Бейнеу, Атырауская обл., Энская обл.", ["KZ-47", "KZ-23"], ("Энская обл.",)),
        ("кроме Бейнеуского района", [], ()),
    ],
)
def test_parts_of_a_cell_that_say_a_region_are_missed_only_where_it_is_unknown(
    cell: str, codes: list[str], missed: tuple[str, ...]
) -> None:
    reading = read_regions(cell)
    assert [region.code for region in reading.regions] == codes
    assert reading.missed == missed


def test_a_district_that_cannot_be_decided_is_told_and_kept(tmp_path: Path) -> None:
    register = read_register(made(tmp_path, "nothing_around"))
    told = codes_by_value(register)
    assert told["Zhambyl district"] == ["places.district-of-many"]
    assert told["Region-wide"] == ["activities.region-unread"]
    (finding,) = [one for one in register.findings if one.code == "places.district-of-many"]
    assert all(code in finding.what("ru") for code in ("KZ-19", "KZ-31", "KZ-59"))
    assert register.activities[2].extra["Location"] == "Zhambyl district"


def test_the_names_of_districts_are_kept_beside_the_region(tmp_path: Path) -> None:
    register = read_register(made(tmp_path, "akimat_kk"))
    kept = [activity.extra.get("Аудан", "") for activity in register.activities]
    assert kept[0] == "Бейнеу, Маңғыстау"
    assert kept[3] == "Мұнайлы, Түпқараған"
    assert kept[2] == ""  # the town is the whole cell, and stands with the region


def test_the_country_of_nearly_all_places_is_told(tmp_path: Path) -> None:
    register = read_register(made(tmp_path, "by_its_places"))
    (told,) = [one for one in register.findings if one.code == "activities.country-understood"]
    assert "Кыргызстан" in told.what("ru")
    assert all(
        one.code != "activities.country-understood" for one in read_register(made(tmp_path, "sheet")).findings
    )


def test_another_column_decides_between_districts_of_one_name(tmp_path: Path) -> None:
    pairs = [
        ("Almaty oblast", "Zhambyl", "KZ-19"), ("Zhambyl oblast", "Zhambyl district", "KZ-31"),
        ("North Kazakhstan", "Zhambyl, Esil", "KZ-59"), ("Karaganda", "Abai", "KZ-35"), ("Abai Region", "Abai", "KZ-10"),
        ("Shymkent", "Abai district", "KZ-79"), ("Akmola", "Esil", "KZ-11"), ("Astana", "Esil district", "KZ-71"),
        ("Mangystau", "all districts", "KZ-47"), ("Aktobe", "Alga", "KZ-15"), ("Pavlodar", "May", "KZ-55"),
    ]  # fmt: skip
    rows: list[Sequence[object]] = [["No", "Project title", "Donor", "Oblast", "Rayon", "Period"]]
    rows += [
        [i, f"School repair {i}", "UNICEF", oblast, rayon, "2023-2025"]
        for i, (oblast, rayon, _) in enumerate(pairs, 1)
    ]
    register = read_register(xlsx(tmp_path, "two.xlsx", {"Sheet1": rows}))
    assert regions_of(register) == [code for _, _, code in pairs]


def test_the_column_of_countries_decides_between_districts_of_one_name(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["No", "Project title", "Donor", "Location", "Country"]]
    cells = [
        ("Suzak district", "Kyrgyzstan", "KG-J"), ("Suzak district", "Kazakhstan", "KZ-61"), ("Zafarobod", "Tajikistan", "TJ-SU"),
        ("Zafarobod", "Uzbekistan", "UZ-JI"), ("Murghab", "Tajikistan", "TJ-GB"), ("Murgap", "Turkmenistan", "TM-M"),
        ("Syrdarya district", "Uzbekistan", "UZ-SI"), ("Suzak", "Kyrgyzstan", "KG-J"),
    ]  # fmt: skip
    rows += [[i, f"Wells {i}", "UNDP", place, country] for i, (place, country, _) in enumerate(cells, 1)]
    register = read_register(xlsx(tmp_path, "countries.xlsx", {"Sheet1": rows}))
    assert regions_of(register) == [code for _, _, code in cells]


def test_the_heading_of_a_section_decides_before_the_title(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["№", "Наименование проекта", "Донор", "Район", "Бюджет, тыс. долл. США"]]
    for oblast, places in (
        ("Жамбылская область", ("Жамбылский", "Шуский, Меркенский", "по области")),
        ("Костанайская область", ("Денисовский", "весь регион", "Карасуский")),
    ):
        rows.append([oblast])
        rows += [[1, f"Ремонт {oblast} {place}", "ЮНИСЕФ", place, 100] for place in places]
    register = read_register(xlsx(tmp_path, "sections.xlsx", {"Лист1": rows}))
    assert regions_of(register) == ["KZ-31"] * 3 + ["KZ-39"] * 3


def test_the_settings_say_which_region_a_register_is_of(tmp_path: Path) -> None:
    path = made(tmp_path, "town_of_signing")
    for written in ("KZ-31", "kz-31", "Жамбылская область"):
        register = read_register(path, settings=ReadingSettings(region=written))
        assert regions_of(register)[:3] == ["KZ-31", "", "KZ-31"]
    with pytest.raises(UsageError):
        ReadingSettings(region="Атлантида")
