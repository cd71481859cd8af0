"""Killed at any moment, `report` and `refresh` leave the old file whole or the new one.

`SDGKIT_KILL_POINTS=200 pytest tests/main_job/test_main_job_killed.py` ends 200 runs of each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

POINTS = int(os.environ.get("SDGKIT_KILL_POINTS", "6"))


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_whoever_kills_the_program_finds_the_old_file_or_the_new_one(tmp_path: Path, project: Path) -> None:
    program = Path(__file__).with_name("killed_writing.py")
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path), str(POINTS), str(POINTS)],
        env=os.environ | {"PYTHONPATH": str(project), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
        text=True,
        timeout=600 + 60 * POINTS,
    )
    told = json.loads(done.stdout)
    assert told["report"]["torn"] == told["refresh"]["torn"] == []
    # Every second run ends at a step of its work; of the others, which a clock ends, some may be done before.
    assert told["report"]["ended"] >= POINTS // 2 <= told["refresh"]["ended"]
