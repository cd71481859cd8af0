"""The notebook of the example runs from any folder of the project, and is kept without results."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NAME = "walkthrough.ipynb"


def _notebook(example: Path) -> nbformat.NotebookNode:
    return nbformat.reads((example / NAME).read_text(encoding="utf-8"), as_version=4)


def test_the_notebook_is_kept_without_results(example: Path) -> None:
    cells = [cell for cell in _notebook(example).cells if cell.cell_type == "code"]
    assert cells
    for cell in cells:
        assert cell.outputs == []
        assert cell.execution_count is None


# nbclient, jupyter_client and zmq are not ours: their own deprecations on a new Python say nothing of the notebook.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:(jupyter_client|jupyter_core|nbclient|zmq|asyncio)")
@pytest.mark.filterwarnings("ignore:Proactor event loop:RuntimeWarning")
@pytest.mark.parametrize("folder", [".", "examples/kazakhstan"])
def test_an_analyst_runs_the_notebook_from_start_to_end(
    project: Path, example: Path, folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The kernel of this Python, whatever kernels and settings a person has, or where there is no home folder.
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    client = NotebookClient(
        _notebook(example),
        timeout=1800,
        startup_timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(project / folder)}},
    )
    done = client.execute()
    shown = json.dumps([cell.get("outputs", []) for cell in done.cells], ensure_ascii=False)
    written = done.cells[-2].outputs[-1]["data"]["text/plain"]
    for name in ("draft_ru.docx", "annex_ru.xlsx", "review.xlsx"):
        assert name in written
    assert "stderr" not in shown
