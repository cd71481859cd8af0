# ruff: noqa: E501 - rows of registers are read across
"""Damaged files: refused plainly or read, never a traceback, a hang, or all the memory.

CI reads a few; `SDGKIT_DAMAGED_FILES=2000 pytest tests/activities/test_damaged_files.py` reads as many as asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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
