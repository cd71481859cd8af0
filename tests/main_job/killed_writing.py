"""A program that starts `report` and `refresh` again and again, ends each at a random moment, and tells what it left.

    python killed_writing.py FOLDER POINTS SEED

Each run is a child that the program forks once everything is loaded, so that the random moments fall on the work and
not on the loading. Every second run ends after a random time, the others at a random step of their work with files.
The results are the same to the byte for the same input: a file that is neither the old one nor the new one is torn.
Prints JSON: for each command how many runs were ended, how many of these had written something, and what was torn.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sdgkit import main_job, mapping_job
from sdgkit.mapping.decisions import read_decisions
from sdgkit.report.word.refresh import refresh
from sdgkit.settings import Settings

SETTINGS = Settings.model_validate({"report": {"country": "KAZ", "languages": ["ru"]}})
HEADINGS = "№;Наименование проекта;Донор;Регион;Стоимость, долл. США;ЦУР\n"
CODES = ("3.8", "6.1", "4.a", "15.3")
WORKS = ("Ремонт сельских клиник", "Питьевая вода для аулов", "Школа в Шымкенте", "Посадка саксаула на Арале")


def register(path: Path, factor: int) -> Path:
    """A small register whose amounts are multiples of a factor."""
    rows = [
        f"{number};{WORKS[number % 4]} {number};ВОЗ;Кызылорда;{number * factor};{CODES[number % 4]}\n"
        for number in range(1, 13)
    ]
    path.write_text(HEADINGS + "".join(rows), encoding="utf-8")
    return path


def reviewed(source: Path, review: Path) -> Path:
    """A review workbook in which every second match is accepted, so that a run also adds to the history."""
    from openpyxl import load_workbook

    mapping = mapping_job.map_registers([source], settings=SETTINGS, country="KAZ")
    mapping.to_review(review, "en")
    book = load_workbook(review)
    sheet = book.worksheets[0]
    place = next(cell.column for cell in sheet[1] if cell.value == "Decision")
    for row in range(2, sheet.max_row + 1, 2):
        sheet.cell(row, place).value = "accepted"
    book.save(review)
    return review


class Steps:
    """Counts what a child does with files (each opening, move and removal), and ends it at a given count."""

    def __init__(self) -> None:
        self.count = 0
        self.last = 0
        sys.addaudithook(self)

    def __call__(self, event: str, _: object) -> None:
        if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"):
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


class Killing:
    """Runs a piece of work in children and ends each of them: by turns after a random time, at a random step."""

    def __init__(
        self, restore: Callable[[], object], work: Callable[[], object], steps: Steps, chance: random.Random
    ) -> None:
        self._restore, self._work, self._steps, self._chance = restore, work, steps, chance
        # The second time as in a child: the first also reads knowledge, which a child finds read.
        for _ in range(2):
            restore()
            first, before = steps.count, time.perf_counter()
            work()
            self._seconds, self._number = time.perf_counter() - before, steps.count - first
        self._turn = 0

    def once(self) -> bool:
        """Whether the child was still at work when it was ended."""
        self._restore()
        self._turn += 1
        step = self._chance.randint(1, self._number) if self._turn % 2 else 0
        child = os.fork()
        if child == 0:
            code = 1
            try:
                self._steps.last = self._steps.count + step if step else 0
                self._work()
                code = 0
            finally:
                os._exit(code)
        if not step:
            time.sleep(self._chance.uniform(0, self._seconds))
            os.kill(child, signal.SIGKILL)
        ended = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        if not ended:
            # The machine has become quicker since the work was timed.
            self._seconds /= 2
        return ended


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if not one.name.startswith(".")}


def main(folder: Path, points: int, seed: int) -> dict[str, dict[str, Any]]:
    chance, steps = random.Random(seed), Steps()
    old, new = register(folder / "old.csv", 1000), register(folder / "new.csv", 7000)
    review = reviewed(new, folder / "review.xlsx")
    out, history = folder / "out", mapping_job.history_path(new)
    told: dict[str, dict[str, Any]] = {
        name: {"ended": 0, "written": 0, "torn": []} for name in ("report", "refresh")
    }

    def restore() -> None:
        shutil.rmtree(out)
        out.mkdir()
        for name, content in was.items():
            (out / name).write_bytes(content)
        history.unlink(missing_ok=True)

    def report() -> None:
        main_job.run([new], indicators=None, reviewed=[review], out=out, settings=SETTINGS)

    main_job.run([old], indicators=None, reviewed=[], out=out, settings=SETTINGS)
    was = contents(out)
    killing = Killing(restore, report, steps, chance)
    will, decisions = contents(out), read_decisions(history)
    for point in range(points):
        told["report"]["ended"] += killing.once()
        now, kept = contents(out), read_decisions(history)
        told["report"]["written"] += now != was
        told["report"]["torn"] += [
            name for name in {*was, *now} if now.get(name) not in (was.get(name), will[name])
        ]
        if kept != decisions[: len(kept)]:
            told["report"]["torn"].append(history.name)
        if point in (0, points // 2, points - 1):
            report()
            if contents(out) != will or set(read_decisions(history)) != set(decisions):
                told["report"]["torn"].append("the run after it")

    made = main_job.make_drafts([new], indicators=None, reviewed=[review], settings=SETTINGS)
    document = folder / "work" / "draft_ru.docx"
    document.parent.mkdir()
    source = was[document.name]

    def as_before() -> None:
        shutil.rmtree(document.parent)
        document.parent.mkdir()
        document.write_bytes(source)

    killing = Killing(as_before, lambda: refresh(document, made.drafts[0]), steps, chance)
    result = document.read_bytes()
    assert result != source
    for _ in range(points):
        told["refresh"]["ended"] += killing.once()
        now = contents(document.parent)
        told["refresh"]["written"] += now[document.name] == result
        if now[document.name] not in (source, result):
            told["refresh"]["torn"].append(document.name)
        copies = [content for name, content in now.items() if name != document.name]
        if copies not in ([], [source]) or (now[document.name] == result and not copies):
            told["refresh"]["torn"].append("the old file that is kept")
    return told


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
