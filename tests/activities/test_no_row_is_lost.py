# ruff: noqa: E501 - rows of registers are read across
"""Whatever stands in a register: every filled row under the header becomes an activity or a finding."""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sdgkit.activities.cells.amounts import read_amount
from sdgkit.activities.cells.codes import known_targets, read_codes
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.organisations import read_organisations
from sdgkit.activities.cells.volunteers import read_volunteers
from sdgkit.activities.header import find_tables
from sdgkit.activities.identity import identified, with_duplicates
from sdgkit.activities.reading import read_register
from sdgkit.activities.rows import is_ditto
from sdgkit.activities.settings import ReadingSettings
from sdgkit.activities.sources.workbook import Grid
from sdgkit.activities.table import TableReader
from sdgkit.activities.table_columns import understood_columns

HEADER = [
    "№",
    "Наименование проекта",
    "Донор",
    "Исполнитель",
    "Регион",
    "Начало",
    "Окончание",
    "Бюджет, тыс. тенге",
    "ЦУР",
    "Статус",
    "Примечание",
]

letters = st.text(
    alphabet="абвгдежзиклмнопрстуфхцчшщыэюяёәғқңөұүһіАРКІabcdeXIV0123456789 .,;:-–—/()«»\"'%№*$€₸?\u00a0\u202f\n\t",
    max_size=40,
)
dates = st.one_of(
    st.dates(dt.date(1900, 1, 1), dt.date(2150, 1, 1)).map(lambda d: dt.datetime(d.year, d.month, d.day)),
    st.integers(1900, 2100),
    st.integers(20_000, 80_000).map(float),
    st.sampled_from(["I кв. 2024", "2022-2025 гг.", "31.06.2024", "по настоящее время", "2024 ж. наурыз", "март-май 2024", "36 месяцев", "апр.24"]),
)  # fmt: skip
amounts = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-(10**15), 10**15),
    st.builds(lambda n, m, u: f"{n}{m}{u}", st.decimals(0, 10**9, places=2), st.sampled_from(["", " ", "\u00a0"]),
              st.sampled_from(["тыс. тенге", "млн $", "мың ₸", "евро", "", "CHF", "млрд"])),
)  # fmt: skip
codes = st.one_of(
    st.sampled_from(sorted(known_targets())),
    st.sampled_from(sorted(known_targets())).map(lambda code: code.replace(".", ",")),
    st.floats(0, 20).map(lambda x: round(x, 1)),
    st.sampled_from(["ЦУР 3 (3.3)", "5; 16", "7.1–7.3", "1-17", "3.д", "нет", "SDG 99"]),
)
cells = st.one_of(
    st.just(""),
    st.none(),
    letters,
    dates,
    amounts,
    codes,
    st.booleans(),
    st.just(dt.time(1, 2)),
    st.sampled_from(["Итого", "Всего:", "н/д", "#REF!", "ПРООН / UNDP", "* примечание"]),
)
rows = st.lists(st.lists(cells, min_size=0, max_size=len(HEADER) + 2), max_size=12)


def filled(row: list[Any]) -> bool:
    return any(value not in ("", None) and (not isinstance(value, str) or value.strip()) for value in row)


@settings(max_examples=150, deadline=None)
@given(rows)
def test_every_filled_row_is_an_activity_or_a_finding(table: list[list[Any]]) -> None:
    grid = Grid("f.xlsx", "Лист", [list(HEADER), *[list(row) for row in table]])
    area = find_tables(grid)[0]
    reading = TableReader(area, understood_columns(area, ReadingSettings()), ReadingSettings()).read()
    told = {draft.values["origin"].row for draft in reading.drafts} | {
        finding.row for finding in reading.findings
    }
    told |= {i + 1 for later in find_tables(grid) for i in later.header} | {i + 1 for i in range(area.first)}
    missing = [
        number for number, row in enumerate([HEADER, *table], start=1) if filled(row) and number not in told
    ]
    assert not [number for number in missing if number <= area.last]


@settings(max_examples=100, deadline=None)
@given(rows, st.randoms())
def test_ids_are_unique_and_do_not_depend_on_the_order_of_rows(table: list[list[Any]], chance: Any) -> None:
    # "The same as above" is about the order of rows too.
    table = [["" if isinstance(cell, str) and is_ditto(cell) else cell for cell in row] for row in table]
    table = [[*row, *[""] * len(HEADER)][: len(HEADER)] for row in table if filled(row)]
    header = list(HEADER)

    def ids(lines: list[list[Any]]) -> list[str]:
        # Columns are fixed by hand: what a column is may depend on the cells that are looked at.
        fixed = ReadingSettings(
            columns={
                "B": "title",
                "C": "donor",
                "D": "",
                "E": "",
                "F": "start",
                "G": "end",
                "H": "",
                "I": "",
                "J": "",
                "K": "",
                "A": "",
            }
        )
        grid = Grid("f.xlsx", "Лист", [header, *[list(row) for row in lines]])
        area = find_tables(grid, 1)[0]
        drafts = TableReader(area, understood_columns(area, fixed), fixed).read().drafts
        activities, _ = with_duplicates(identified([d for d in drafts if d.values["title"]])[0])
        found = [activity.id for activity in activities]
        assert len(found) == len(set(found))
        return found

    # Rows that go on with the row above them are about their order; here every row has a title.
    lines = [
        [row[0], f"Проект {number % 3} {row[1] if isinstance(row[1], str) else ''}", *row[2:]]
        for number, row in enumerate(table)
    ]
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert sorted(ids(lines)) == sorted(ids(shuffled))


projects = st.lists(
    st.tuples(
        st.sampled_from(["Ремонт сельских клиник", "Каналы и насосы", "Обучение учителей", "Ауыл мектептері", "Green skills"]),
        st.sampled_from(["ПРООН", "ЕС", "АБР; ЕБРР", ""]),
        st.sampled_from(["2024", "01.03.2023", "2022-2025 гг.", ""]),
        st.sampled_from(["12,5 млн тенге", "100 000 USD", "н/д", ""]),
        st.sampled_from(["3.8", "6; 13", ""]),
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(projects, st.sampled_from(["unique", "none", "some"]), st.randoms(), st.integers(0, 6))
def test_ids_stay_when_a_file_is_read_again_renamed_reordered_and_gets_columns(
    rows: list[tuple[str, ...]], numbers: str, chance: Any, place: int
) -> None:
    header = ["№", "Наименование проекта", "Донор", "Сроки", "Бюджет", "ЦУР"]
    given_numbers = {
        "unique": lambda i: str(i + 1),
        "none": lambda i: "",
        "some": lambda i: str(i + 1) if i % 2 else "",
    }
    # A row with nothing but a title is the heading of a section, and stops being one when columns fill it.
    rows = [row if any(row[1:]) else (row[0], "ПРООН", *row[2:]) for row in rows]
    lines = [[given_numbers[numbers](index), *row] for index, row in enumerate(rows)]

    def ids(folder: str, name: str, table: list[list[str]]) -> Counter[tuple[str, ...]]:
        path = Path(folder) / name
        path.write_text("\n".join(";".join(f'"{cell}"' for cell in line) for line in table), encoding="utf-8")
        # The columns are fixed by hand: what a column is may depend on how many of its few cells are filled.
        fixed = ReadingSettings(
            columns={"№": "number", "Наименование проекта": "title", "Донор": "donor", "Сроки": "period", "Бюджет": "budget", "ЦУР": "sdg",
                     "Комментарий отдела": "", "Проверено": ""}
        )  # fmt: skip
        register = read_register(path, settings=fixed)
        assert len({a.id for a in register.activities}) == len(register)
        return Counter(
            (a.id, str(a.title), str(a.partners), str(a.start), str(a.money), str(a.declared))
            for a in register.activities
        )

    with tempfile.TemporaryDirectory() as folder:
        first = ids(folder, "register.csv", [header, *lines])
        assert ids(folder, "register.csv", [header, *lines]) == first
        assert ids(folder, "Реестр (2).csv", [header, *lines]) == first
        shuffled = list(lines)
        chance.shuffle(shuffled)
        assert ids(folder, "register.csv", [header, *shuffled]) == first
        wider = [[*line[:place], "Комментарий отдела" if not index else f"см. {index}", *line[place:], "Проверено" if not index else "да"]
                 for index, line in enumerate([header, *shuffled])]  # fmt: skip
        assert ids(folder, "wider.csv", wider) == first


@settings(max_examples=400, deadline=None)
@given(cells)
def test_cells_are_read_without_error_and_nothing_is_invented(value: Any) -> None:
    for amount in read_amount(value).amounts:
        assert amount.amount.is_finite() and any(c.isdecimal() for c in str(value))
    when = read_date(value)
    for date in (when.start, when.end):
        assert date is None or (date.first <= date.last and any(c.isdecimal() for c in str(value)))
    for declared in read_codes(value).declared:
        assert 1 <= declared.goal <= 17
        assert declared.target is None or declared.target in known_targets()
    assert all(partner.name for partner in read_organisations(value, "funding").partners)
    read_volunteers(value)
    assert not is_gap(value) or not read_amount(value).amounts


@given(
    st.decimals(0, 10**12, places=2),
    st.sampled_from(["\u00a0", "\u202f", " ", "'", "’"]),
    st.sampled_from([",", "."]),
)
def test_an_amount_is_read_as_it_was_written(amount: Decimal, thousands: str, decimal_mark: str) -> None:
    written = f"{amount:,.2f}".replace(",", "\0").replace(".", decimal_mark).replace("\0", thousands)
    (read,) = read_amount(written).amounts
    assert read.amount == amount and not read.doubt


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%Y г.", "%Y.%m.%d", "%Y%m%d"]),
)
def test_a_day_is_read_as_it_was_written(day: dt.date, pattern: str) -> None:
    read = read_date(day.strftime(pattern))
    assert read.start is not None and read.start.first == read.start.last == day


@given(st.dates(dt.date(1955, 1, 1), dt.date(2099, 12, 31)))
def test_the_number_of_a_day_in_excel_is_that_day(day: dt.date) -> None:
    number = (day - dt.date(1899, 12, 30)).days
    read = read_date(float(number))
    assert read.start is not None and read.start.first == day


@given(
    st.lists(st.sampled_from(sorted(known_targets())), min_size=1, max_size=5, unique=True),
    st.sampled_from(["; ", ", ", "\n", " / ", ";"]),
)
def test_targets_with_dots_are_read_as_written(targets: list[str], between: str) -> None:
    reading = read_codes(between.join(targets))
    assert {d.target for d in reading.declared} == set(targets) and not reading.doubts


@given(st.sampled_from(sorted(known_targets())))
def test_a_target_that_excel_made_a_number_or_a_date_is_never_read_as_another(target: str) -> None:
    goal, _, part = target.partition(".")
    if not part.isdecimal():
        return
    read = read_codes(float(target)).declared
    assert [d.target for d in read] in ([target], [None]) and read[0].goal == int(goal)
    if int(part) <= 12 and int(goal) <= 17:
        day = dt.datetime(2025, int(part), int(goal))
        assert [d.target for d in read_codes(day).declared] == [target]
    assert math.isfinite(float(target))


long_rows = st.lists(
    st.tuples(
        st.sampled_from(["P-1", "P-2", ""]),
        st.sampled_from(["Ремонт сельских клиник", "Каналы и насосы"]),
        st.sampled_from(["100 000 USD", "5 млн тенге"]),
        st.sampled_from(["3.8", "6", ""]),
        st.sampled_from(["Астана", "Абай", ""]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(long_rows, st.randoms())
def test_rows_of_a_long_table_are_joined_whatever_their_order(
    rows: list[tuple[str, ...]], chance: Any
) -> None:
    header = ["ID проекта", "Наименование проекта", "Бюджет", "ЦУР", "Регион"]

    def read(lines: list[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "long.csv"
            path.write_text(
                "\n".join(";".join(f'"{cell}"' for cell in line) for line in [header, *lines]),
                encoding="utf-8",
            )
            fixed = ReadingSettings(
                columns=dict(zip(header, ("identifier", "title", "budget", "sdg", "region"), strict=True))
            )
            register = read_register(path, settings=fixed)
        assert {f.row for f in register.findings} | {a.origin.row for a in register.activities} >= set(
            range(2, len(lines) + 2)
        )
        return Counter(
            (
                a.id,
                str(a.title),
                str(a.money),
                "".join(sorted(str(d.target or d.goal) for d in a.declared)),
                "".join(sorted(r.code for r in a.regions)),
            )
            for a in register.activities
        )

    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert read(rows) == read(shuffled)
