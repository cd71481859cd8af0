# ruff: noqa: E501 - words of a language stand in one line
"""Tables made from known figures, in the layouts, languages and spellings of offices, come back exactly.

Figures, layout, language, spelling of the years, decimal signs, gaps and what stands around the table are drawn anew
for every number; no figure may be lost, made up, or come back under another region, group or year.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from sdgkit.indicators.observations import FIXED_COLUMNS
from sdgkit.indicators.reading import read_indicators

Key = tuple[str, str, str, int]
Cell = str | float | int | None

PLACES = {
    "en": {"": "Kazakhstan", "KZ-10": "Abai region", "KZ-43": "Kyzylorda region", "KZ-71": "Astana city"},
    "ru": {"": "Республика Казахстан", "KZ-10": "Абай", "KZ-43": "Кызылординская область", "KZ-71": "г. Астана"},
    "kk": {"": "Қазақстан Республикасы", "KZ-10": "Абай облысы", "KZ-43": "Қызылорда облысы", "KZ-71": "Астана қаласы"},
}  # fmt: skip
SEXES = {
    "en": {"": "Total", "M": "Male", "F": "Female"},
    "ru": {"": "Всего", "M": "Мужчины", "F": "Женщины"},
    "kk": {"": "Барлығы", "M": "Ерлер", "F": "Әйелдер"},
}
NAMES = {
    "8.5.2": {"en": "Unemployment rate", "ru": "Уровень безработицы", "kk": "Жұмыссыздық деңгейі"},
    "3.2.1": {"en": "Under-five mortality", "ru": "Смертность детей до 5 лет", "kk": "Бала өлімі"},
}
WORDS = {
    "en": ("Year", "Sex", "Region", "Value", "Indicator", "Unit", "Source", "of which:", "SDG indicators in {}"),
    "ru": ("Год", "Пол", "Регион", "Значение", "Показатель", "Ед. изм.", "Источник", "в том числе:", "Показатели за {} год"),
    "kk": ("Жыл", "Жынысы", "Өңір", "Мәні", "Көрсеткіш", "Өлшем бірлігі", "Дереккөз", "оның ішінде:", "{} жылғы көрсеткіштер"),
}  # fmt: skip
YEARS = {
    "en": ("{}", "{}*", "1 January {}", "end of {}"),
    "ru": ("{}", "{}г.", "{} год", "на 1 января {} г.", "на конец {} года"),
    "kk": ("{}", "{} ж.", "{} жыл", "{} жылғы 1 қаңтарға", "{} жылдың соңына"),
}


class Table:
    """One table: what is true, and the rows that say so."""

    def __init__(self, number: int) -> None:
        draw = self.draw = random.Random(number)
        self.language = draw.choice(("en", "ru", "kk"))
        self.years = sorted(draw.sample(range(2012, 2025), draw.randint(2, 5)), reverse=draw.random() < 0.1)
        self.places = list(PLACES["en"]) if draw.random() < 0.7 else [""]
        self.sexes = ["", "M", "F"] if draw.random() < 0.7 else [""]
        self.codes = list(NAMES) if draw.random() < 0.5 else ["8.5.2"]
        self.spelling = draw.choice(YEARS[self.language])
        self.comma = draw.random() < 0.5
        self.figures: dict[Key, float] = {}
        self.rows: list[list[Cell]] = []

    def word(self, n: int) -> str:
        return WORDS[self.language][n]

    def year(self, year: int) -> str:
        return self.spelling.format(year)

    def figure(self, code: str, place: str, sex: str, year: int) -> Cell:
        """A new figure, or a gap now and then."""
        if self.draw.random() < 0.05:
            return None
        value = self.figures[code, place, sex, year] = round(
            self.draw.uniform(1, 99), self.draw.choice((0, 1, 2))
        )
        return str(value).replace(".", ",") if self.comma else value

    def line(self, label: str, cells: list[tuple[str, str, str, int]]) -> None:
        self.rows.append([label, *(self.figure(*cell) for cell in cells)])

    def title(self) -> None:
        self.rows.append([f"8.5.2 {NAMES['8.5.2'][self.language]}, %"])
        if self.draw.random() < 0.3:
            self.rows.append([])

    def over(self, above: list[str], each: int, below: list[str]) -> None:
        """Two rows of headings: each of the first stands over several of the second."""
        self.rows.append(["", *(cell for text in above for cell in (text, *[None] * (each - 1)))])
        self.rows.append(["", *below])


def rows_with_groups(t: Table) -> None:
    t.title()
    t.rows.append(["", *map(t.year, t.years)])
    for place in t.places:
        t.line(PLACES[t.language][place], [("8.5.2", place, "", year) for year in t.years])
        if len(t.sexes) > 1 and t.draw.random() < 0.5:
            t.rows.append([t.word(7)])
        for sex in t.sexes[1:]:
            t.line(SEXES[t.language][sex], [("8.5.2", place, sex, year) for year in t.years])


def regions_and_sexes(t: Table) -> None:
    t.title()
    t.rows.append([t.word(2), t.word(1), *map(t.year, t.years)])
    for place in t.places:
        for sex in t.sexes:
            row = [t.figure("8.5.2", place, sex, year) for year in t.years]
            t.rows.append(
                [PLACES[t.language][place] if not sex or t.comma else None, SEXES[t.language][sex], *row]
            )


def blocks_of_sexes(t: Table) -> None:
    t.title()
    t.rows.append(["", *map(t.year, t.years)])
    for sex in t.sexes:
        t.rows.append([SEXES[t.language][sex]])
        for place in t.places:
            t.line(PLACES[t.language][place], [("8.5.2", place, sex, year) for year in t.years])


def blocks_of_places(t: Table) -> None:
    t.title()
    t.rows.append(["", *map(t.year, t.years)])
    for place in t.places:
        t.rows.append([PLACES[t.language][place]])
        for sex in t.sexes:
            t.line(SEXES[t.language][sex], [("8.5.2", place, sex, year) for year in t.years])


def sexes_under_years(t: Table) -> None:
    t.title()
    t.sexes = ["", "M", "F"]
    t.over(
        [t.year(year) for year in t.years], 3, [SEXES[t.language][sex] for _ in t.years for sex in t.sexes]
    )
    for place in t.places:
        t.line(
            PLACES[t.language][place], [("8.5.2", place, sex, year) for year in t.years for sex in t.sexes]
        )


def sexes_over_years(t: Table) -> None:
    t.title()
    t.over(
        [SEXES[t.language][sex] for sex in t.sexes],
        len(t.years),
        [t.year(year) for _ in t.sexes for year in t.years],
    )
    for place in t.places:
        t.line(
            PLACES[t.language][place], [("8.5.2", place, sex, year) for sex in t.sexes for year in t.years]
        )


def places_over_years(t: Table) -> None:
    t.title()
    t.over(
        [PLACES[t.language][one] for one in t.places],
        len(t.years),
        [t.year(year) for _ in t.places for year in t.years],
    )
    for sex in t.sexes:
        t.line(
            SEXES[t.language][sex], [("8.5.2", place, sex, year) for place in t.places for year in t.years]
        )


def indicators_over_years(t: Table) -> None:
    t.codes = list(NAMES)
    t.over(
        [f"{code} {NAMES[code][t.language]}" for code in t.codes],
        len(t.years),
        [t.year(year) for _ in t.codes for year in t.years],
    )
    for place in t.places:
        t.line(PLACES[t.language][place], [(code, place, "", year) for code in t.codes for year in t.years])


def long_rows(t: Table) -> None:
    order = t.draw.sample(range(5), 5)
    heads = [t.word(n) for n in (4, 2, 1, 0, 3)]
    t.rows.append([heads[n] for n in order])
    for code in t.codes:
        for place in t.places:
            for sex in t.sexes:
                for year in t.years:
                    value = t.figure(code, place, sex, year)
                    row: list[Cell] = [
                        code,
                        PLACES[t.language][place],
                        SEXES[t.language][sex],
                        t.year(year),
                        value,
                    ]
                    t.rows.append([row[n] for n in order])


def years_down(t: Table) -> None:
    t.title()
    t.rows.append([t.word(0), *(PLACES[t.language][place] for place in t.places)])
    for year in t.years:
        t.line(t.year(year), [("8.5.2", place, "", year) for place in t.places])


def years_and_sexes_down(t: Table) -> None:
    t.title()
    t.rows.append([t.word(0), t.word(1), *(PLACES[t.language][place] for place in t.places)])
    for year in t.years:
        for sex in t.sexes:
            row = [t.figure("8.5.2", place, sex, year) for place in t.places]
            t.rows.append([t.year(year), SEXES[t.language][sex], *row])


def one_year(t: Table) -> None:
    year = t.years[0]
    t.rows.append([t.word(8).format(year)])
    t.rows.append([t.word(2), *(f"{code} {NAMES[code][t.language]}" for code in t.codes)])
    for place in t.places:
        t.line(PLACES[t.language][place], [(code, place, "", year) for code in t.codes])


LAYOUTS: tuple[Callable[[Table], None], ...] = (
    rows_with_groups, regions_and_sexes, blocks_of_sexes, blocks_of_places, sexes_under_years, sexes_over_years, places_over_years,
    indicators_over_years, long_rows, years_down, years_and_sexes_down, one_year,
)  # fmt: skip


def around(t: Table, layout: Callable[[Table], None]) -> None:
    """A column of sources at the end, a line about the source below."""
    head = next(n for n, row in enumerate(t.rows) if len(row) > 1)
    if layout in (rows_with_groups, blocks_of_sexes, blocks_of_places) and t.draw.random() < 0.3:
        for n, row in enumerate(t.rows):
            if n >= head and len(row) > 1:
                row.append(t.word(6) if n == head else "BNS")
    if layout is not long_rows and t.draw.random() < 0.4:
        t.rows += [[], [f"{t.word(6)}: BNS, 2024"]]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.__name__)
def test_what_was_put_into_a_table_comes_back(tmp_path: Path, layout: Callable[[Table], None]) -> None:
    for number in range(8):
        t = Table(number)
        layout(t)
        around(t, layout)
        made = openpyxl.Workbook()
        sheet = made.active
        assert sheet is not None
        for row in t.rows:
            sheet.append(row)
        path = tmp_path / f"{layout.__name__}.xlsx"
        made.save(path)
        frame = read_indicators(path, country="KAZ").observations
        assert figures_of(frame.astype(object).to_dict("records")) == t.figures, (number, t.rows)


def figures_of(records: list[dict[str, object]]) -> dict[Key, float]:
    """Indicator, place, sex and year -> value; a key that stands there twice is an error."""
    places = {name: code for names in PLACES.values() for code, name in names.items()}
    sexes = {name: code for names in SEXES.values() for code, name in names.items()}
    found: dict[Key, float] = {}
    for row in records:
        if row["value"] != row["value"]:
            continue
        cells = [str(row[name]) for name in row if name not in FIXED_COLUMNS and row[name]]
        assert len(cells) < 2, row
        sex = sexes.get(cells[0], cells[0]) if cells else ""
        place = str(row["place"])
        key = (str(row["indicator"]), places.get(place, place), sex, int(str(row["year"])))
        assert key not in found, row
        found[key] = float(str(row["value"]))
    return found
