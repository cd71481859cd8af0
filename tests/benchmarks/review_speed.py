"""How long a whole review takes: 17 goals, 300 activities, 200 indicators, charts included, in one language.

    python tests/benchmarks/review_speed.py [--profile]

Everything is made for this: 300 activities on all goals, 200 indicators with yearly values from 2010 and groups.
Printed are seconds for reading, mapping, drafting, Word, Excel and the page, the start of the program apart; behind
them the seconds of the processor, which others on the machine do not lengthen as much. The named baseline is the Word
file of the same run: its time shows how quick the machine is.
"""

# ruff: noqa: T201 - a benchmark prints its figures

from __future__ import annotations

import cProfile
import csv
import gc
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ACTIVITIES = 300
INDICATORS = 200
YEARS = range(2010, 2025)
SUBJECTS = (
    "Социальная защита малообеспеченных семей", "Поддержка фермеров и продовольственная безопасность",
    "Ремонт сельских амбулаторий", "Обучение учителей сельских школ", "Права женщин и участие в управлении",
    "Питьевое водоснабжение сёл", "Солнечные электростанции", "Занятость молодёжи", "Цифровая инфраструктура",
    "Поддержка мигрантов", "Городской транспорт", "Переработка отходов", "Адаптация к изменению климата",
    "Охрана Каспийского моря", "Восстановление лесов", "Доступ к правосудию", "Волонтёрство и партнёрство",
)  # fmt: skip
HEADINGS = (
    "№",
    "Название проекта",
    "Описание",
    "Донор",
    "Регион",
    "Начало",
    "Окончание",
    "Сумма, USD",
    "ЦУР",
)
REGIONS = ("Кызылординская область", "Алматы", "Туркестанская область", "Актюбинская область", "Астана")
PARTNERS = ("ПРООН", "ЮНИСЕФ", "Всемирный банк", "АБР", "ЕС", "ВОЗ", "ФАО", "ЕБРР")


def write_register(path: Path) -> None:
    """A register of 300 activities on all 17 goals."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for number in range(ACTIVITIES):
            subject = SUBJECTS[number % 17]
            writer.writerow(
                [
                    number + 1,
                    f"{subject}: этап {number // 17 + 1}",
                    f"{subject}. Проект {number + 1} укрепляет потенциал местных органов и работает с сообществами.",
                    PARTNERS[number % 8],
                    REGIONS[number % 5],
                    2018 + number % 7,
                    2021 + number % 7,
                    10_000 * (number % 50 + 1),
                    number % 17 + 1,
                ]
            )


def write_indicators(path: Path) -> int:
    """A tidy table of 200 indicators with yearly values, in all and by sex; how many there are."""
    from sdgkit.agenda import indicators

    codes = [one.code for one in indicators(2025)][:INDICATORS]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["indicator", "year", "value", "unit", "SEX"])
        for place, code in enumerate(codes):
            for year in YEARS:
                for sex, shift in (("", 0.0), ("F", 1.0), ("M", -1.0)):
                    writer.writerow(
                        [code, year, round(40 + place % 30 + (year - 2010) * 0.7 + shift, 1), "%", sex]
                    )
    return len(codes)


def start_up() -> float:
    """Seconds that a Python takes to begin and to import what a review needs."""
    names = ["read_register", "map_register", "read_indicators", "draft"]
    rooms = "sdgkit.report.word.writer, sdgkit.report.excel.writer"
    program = f"import sdgkit, {rooms}; {'; '.join(f'sdgkit.{one}' for one in names)}"
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp())
    register_file, indicator_file = folder / "register.csv", folder / "indicators.csv"
    write_register(register_file)
    count = write_indicators(indicator_file)
    print(f"{'start and imports':>20} {start_up():6.2f} s")
    import sdgkit

    gc.set_threshold(100_000, 20, 20)  # As the command sets it.
    took: dict[str, float] = {}
    worked: dict[str, float] = {}

    def timed(name: str, step: Callable[[], Any]) -> Any:
        begin, at_work = time.perf_counter(), time.process_time()
        result = step()
        took[name], worked[name] = time.perf_counter() - begin, time.process_time() - at_work
        return result

    def whole() -> None:
        register = timed("register", lambda: sdgkit.read_register(register_file))
        mapping = timed("mapping", lambda: sdgkit.map_register(register))
        data = timed("indicators", lambda: sdgkit.read_indicators(indicator_file))
        draft = timed("draft", lambda: sdgkit.draft(register, mapping, data, language="ru"))
        timed("word", lambda: draft.to_word(folder / "d.docx"))
        timed("excel", lambda: draft.to_excel(folder / "a.xlsx"))
        timed("page", lambda: draft.to_html(folder / "p.html"))
        goals = {section.goal for section in draft.sections if section.goal and section.blocks}
        print(
            f"{len(goals)} goals, {len(register)} activities, {count} indicators, {len(draft.charts)} charts"
        )

    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.runcall(whole)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
    else:
        whole()
    for name, seconds in took.items():
        print(f"{name:>20} {seconds:6.2f} s {worked[name]:6.2f} s")
    print(
        f"{'in all':>20} {sum(took.values()):6.2f} s {sum(worked.values()):6.2f} s; "
        f"{sum(worked.values()) / worked['word']:.1f} times the Word file"
    )


if __name__ == "__main__":
    main()
