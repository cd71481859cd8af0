"""The house: rooms import only rooms above them, knowledge is complete, the public face cannot grow by accident."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sdgkit
from sdgkit.messages import ROOMS, catalogue

PACKAGE = Path(sdgkit.__file__).parent
BESIDE = {
    "contacts",
    "contact_numbers",
    "contact_signs",
    "person_names",
    "given_names",
    "errors",
    "messages",
    "findings",
    "first_use",
    "languages",
    "files",
    "sheets",
    "sheet_rows",
    "table_files",
    "tables",
    "__version__",
}
"""Modules beside the rooms, which every room may use."""


def imports_of(path: Path) -> set[str]:
    """The first name below `sdgkit` of everything that a module imports, at any depth in the module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names = [node.module or ""]
            if node.module == "sdgkit":
                names = [f"sdgkit.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("sdgkit.")}
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_above_it(room: str) -> None:
    allowed = BESIDE | set(ROOMS[: ROOMS.index(room) + 1])
    if room == "cli":
        allowed |= {"settings", "main_job", "mapping_job"}
    for path in sorted((PACKAGE / room).rglob("*.py")):
        below = imports_of(path) - allowed
        assert not below, f"{path.relative_to(PACKAGE)} imports {below}, which lies below it"


def test_what_stands_beside_the_rooms_imports_no_room() -> None:
    for name in BESIDE - {"__version__"}:
        assert not imports_of(PACKAGE / f"{name}.py") & set(ROOMS)


def test_there_is_no_drawer() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "tools"}
    assert not [path for path in PACKAGE.rglob("*") if path.stem in drawers]


def test_the_public_face_is_what_it_says() -> None:
    assert list(sdgkit.__all__) == sorted(sdgkit.__all__)
    for name in sdgkit.__all__:
        assert getattr(sdgkit, name) is not None
    with pytest.raises(AttributeError):
        sdgkit.nothing_of_that_name  # noqa: B018


def test_the_version_is_the_one_of_the_project(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["version"] == sdgkit.__version__


@pytest.mark.parametrize("room", ["", *ROOMS])
def test_every_message_speaks_three_languages_and_names_the_same_things(room: str) -> None:
    for code, texts in catalogue(room).items():
        assert set(texts) == {"en", "ru", "kk"}, code
        placeholders = {}
        for language, message in texts.items():
            assert message.severity in ("error", "warning", "note"), code
            assert message.what, (code, language)
            named = {
                name
                for part in (message.what, message.done, message.next)
                for _, name, _, _ in string.Formatter().parse(part)
                if name
            }
            placeholders[language] = named
            if language != "en":
                assert re.search("[а-яәғқңөұүһі]", message.what, re.I), (code, language, "is not translated")
        assert placeholders["en"] == placeholders["ru"] == placeholders["kk"], code


def test_every_message_that_the_code_names_exists() -> None:
    known = {code for room in ("", *ROOMS) for code in catalogue(room)}
    pattern = re.compile(r'(?:InputError|UsageError|Finding)\(\s*(?:code=)?"([a-z]+\.[a-z0-9-]+)"')
    named = {
        code for path in PACKAGE.rglob("*.py") for code in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert named
    assert not named - known


def test_importing_sdgkit_brings_in_nothing_heavy() -> None:
    heavy = "pandas numpy lxml docx openpyxl pydantic babel"
    program = f"import sys, sdgkit; print(*[m for m in '{heavy}'.split() if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []
