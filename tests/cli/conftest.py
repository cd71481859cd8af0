"""Running `sdgkit` as a user does: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def sdgkit(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`sdgkit("check", path)` -> what it printed and how it ended."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SDGKIT")}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "sdgkit", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=clean | {"COLUMNS": "160", "PYTHONUTF8": "1"} | environment,
            cwd=elsewhere,
            timeout=300,
            check=False,
        )

    return run
