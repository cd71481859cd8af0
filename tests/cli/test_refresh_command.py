"""`sdgkit refresh` as an analyst types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from sdgkit.cli.app import app
from sdgkit.errors import UsageError

run = CliRunner()


def shorten(data: Path) -> None:
    """Leave a few activities and two indicators of the example: what a refresh does is the same."""
    book = load_workbook(data / "register.xlsx")
    sheet = book.worksheets[0]
    sheet.delete_rows(18, sheet.max_row)
    book.save(data / "register.xlsx")
    for path in (data / "indicators" / "data").iterdir():
        if path.stem not in ("indicator_3-1-1", "indicator_6-3-1"):
            path.unlink()


@pytest.mark.slow
def test_new_data_come_into_the_draft_from_a_folder(example: Path, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(example, data)
    shorten(data)
    command = [
        "report",
        str(data / "register.xlsx"),
        "-i",
        str(data / "indicators"),
        "-l",
        "ru",
        "-o",
        str(out),
    ]
    assert run.invoke(app, [*command, "-q"]).exit_code in (0, 1)
    document = out / "draft_ru.docx"
    before = document.read_bytes()

    same = run.invoke(app, ["refresh", str(document), "--data", str(data), "--json"])
    assert same.exit_code == 0, same.output
    assert json.loads(same.stdout)["changes"] == []
    assert document.read_bytes() == before

    book = load_workbook(data / "register.xlsx")
    book.worksheets[0].delete_rows(12, 4)
    book.save(data / "register.xlsx")
    trial = run.invoke(app, ["refresh", str(document), "--data", str(data), "--json", "--dry-run"])
    changes = json.loads(trial.stdout)["changes"]
    assert document.read_bytes() == before
    assert any(one["moved"] and "register.xlsx" in one["because"] for one in changes)

    assert run.invoke(app, ["refresh", str(document), "--data", str(data), "-q"]).exit_code == 0
    assert document.read_bytes() != before
    assert document.with_name("draft_ru.old-1.docx").read_bytes() == before
    docx.Document(str(document))


def test_without_a_register_the_names_that_are_missing_are_told(tmp_path: Path) -> None:
    from sdgkit.activities.register import SourceFile
    from sdgkit.report.word.manifest import Manifest
    from sdgkit.report.word.record import inputs_in

    record = Manifest({}, (), {}, (SourceFile(file="реестр.xlsx", sha256="", format="xlsx"),))
    with pytest.raises(UsageError) as told:
        inputs_in([tmp_path], record)
    assert "реестр.xlsx" in told.value.next("ru")
