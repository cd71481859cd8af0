# ruff: noqa: E501 - rows of registers are read across
"""Damaged files: refused plainly or read, never a traceback, a hang, or all the memory.

CI reads a few; `SDGKIT_DAMAGED_FILES=2000 pytest tests/activities/test_damaged_files.py` reads as many as asked for.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import pytest

from sdgkit.activities.reading import read_register

COUNT = int(os.environ.get("SDGKIT_DAMAGED_FILES", "60"))
MOST_SECONDS = 10
MOST_MEGABYTES = 500


@pytest.mark.slow
def test_damaged_files_are_read_or_refused_within_time_and_memory(project: Path) -> None:
    script = project / "tests" / "activities" / "mutation.py"
    done = subprocess.run(
        [sys.executable, str(script), str(COUNT)], cwd=project, capture_output=True, encoding="utf-8", timeout=60 + 10 * COUNT,
        env=os.environ | {"PYTHONPATH": str(project), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["failures"] == []
    assert told["read"] + told["refused"] == COUNT and told["refused"] > 0 and told["read"] > 0
    assert told["slowest"][0] < MOST_SECONDS, told["slowest"]
    assert told["megabytes"] < MOST_MEGABYTES


class Cycle:
    """What holds itself and so stays until cycles are searched."""

    def __init__(self) -> None:
        self.own = self


def test_cycles_of_others_do_not_stay_while_short_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("№;Проект;Регион\n1;Ремонт клиник;Абай обл.\n", encoding="utf-8")
    read_register(path)
    gc.collect()
    kept = weakref.ref(Cycle())
    for _ in range(500):
        read_register(path)
        if kept() is None:
            return
    pytest.fail("no search for cycles came to it")


def test_what_was_read_of_a_file_is_let_go_at_once(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "№;Проект;Регион;Бюджет\n1;Ремонт клиник;Абай обл.;5\n2;Колодцы;Жетысу;6\n", encoding="utf-8"
    )
    read_register(path)
    gc.collect()
    gc.disable()
    try:
        read_register(path)
        assert gc.collect() == 0, "a cycle holds cells until cycles are searched"
    finally:
        gc.enable()
