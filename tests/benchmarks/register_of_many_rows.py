# ruff: noqa: E501, T201, SIM905 - rows of registers are read across
"""How long 100,000 rows of .xlsx take: python-calamine, openpyxl and pandas alone, and sdgkit's whole reading.

Run it with `python tests/benchmarks/register_of_many_rows.py [ROWS]`, on a machine that does nothing else, or look at the
second column, the time of the processor.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

HEADER = ["№", "Наименование проекта", "Донор", "Исполнитель", "Регион", "Начало", "Окончание", "Бюджет, тыс. тенге", "ЦУР", "Статус", "Примечание"]  # fmt: skip
REGIONS = ["Кызылординская обл.", "г. Астана", "Алматы қ.", "РК", "Абай обл., Жетысу", "Туркестанская обл."]
DONORS = ["ПРООН", "ЮНИСЕФ", "ЕС", "Всемирный банк", "АБР", "ГЭФ, ЗКФ", "KOICA"]
WORDS = "ремонт сельских клиник поддержка водных ресурсов обучение учителей развитие ирригации снижение рисков охрана лесов".split()  # fmt: skip


def make(path: Path, rows: int) -> None:
    """Write a register of so many rows."""
    chance = random.Random(1)
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Реестр")
    sheet.append(HEADER)
    for number in range(1, rows + 1):
        year = chance.randint(2018, 2026)
        title = f"{' '.join(chance.choices(WORDS, k=9)).capitalize()} № {number}"
        sheet.append(
            [number, title, chance.choice(DONORS), "ПРООН; Акимат области", chance.choice(REGIONS),
             f"0{chance.randint(1, 9)}.0{chance.randint(1, 9)}.{year}", f"{year + 2} г.", chance.randint(1, 10**6) / 10,
             f"{chance.randint(1, 16)}.{chance.randint(1, 3)}", "реализуется", "см. протокол"]
        )  # fmt: skip
    workbook.save(path)


def by_calamine(path: Path) -> object:
    """The values alone, by calamine."""
    import python_calamine

    return python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()


def by_openpyxl(path: Path) -> object:
    """The values alone, by openpyxl."""
    return list(
        openpyxl.load_workbook(path, read_only=True, data_only=True).active.iter_rows(values_only=True)
    )


def by_pandas(path: Path) -> object:
    """The values alone, by pandas."""
    import pandas as pd

    return pd.read_excel(path)


def grids(path: Path) -> object:
    """Values and formatting as sdgkit opens them."""
    from sdgkit.activities.sources.workbook import read_grids

    return read_grids(path)


def register(path: Path) -> object:
    """The whole way to activities and findings."""
    from sdgkit.activities.reading import read_register

    return read_register(path)


def timed(name: str, step: Callable[[Path], object], path: Path) -> None:
    """Run a step, and print its seconds and the most memory so far."""
    begin, used = time.perf_counter(), time.process_time()
    result = step(path)
    seconds, used = time.perf_counter() - begin, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{len(result)} rows" if hasattr(result, "__len__") else ""
    print(
        f"{name:30} {seconds:7.2f} s  {used:7.2f} s of the processor   {memory:6.0f} MB at most so far   {size}"
    )


def main() -> None:
    """Make the file, and time each way of reading it."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.xlsx"
        make(path, rows)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        timed("python-calamine", by_calamine, path)
        timed("sdgkit, opening", grids, path)
        timed("sdgkit, register", register, path)
        timed("openpyxl (read only)", by_openpyxl, path)
        timed("pandas.read_excel", by_pandas, path)


if __name__ == "__main__":
    main()
