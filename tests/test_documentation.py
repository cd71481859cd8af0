"""What the documentation says is so: links, commands, modules, thresholds, counts, sums."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

import sdgkit
from sdgkit.activities.activity import Activity, Declaration, Origin
from sdgkit.cli.app import app
from sdgkit.languages import Text
from sdgkit.mapping.allocation import allocate, shares
from sdgkit.mapping.match import Match
from sdgkit.mapping.settings import MappingSettings

PACKAGE = Path(sdgkit.__file__).parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def page(project: Path, name: str) -> str:
    return (project / "docs" / f"{name}.md").read_text(encoding="utf-8")


def marked(text: str, name: str) -> str:
    """The part of a page between two comments."""
    return text.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table in Markdown, without its heading."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def documents(project: Path) -> list[Path]:
    return [
        project / "README.md",
        project / "examples/kazakhstan/README.md",
        *(project / "docs").glob("*.md"),
    ]


def test_every_link_leads_somewhere(project: Path) -> None:
    for path in documents(project):
        for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
            file, _, anchor = link.partition("#")
            if "://" in link:
                continue
            target = path.parent / file if file else path
            assert target.exists(), f"{path.name} links to {link}"
            if anchor:
                headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                known = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
                assert anchor in known, f"{path.name} links to {link}"


def test_every_page_is_in_the_menu_and_every_entry_of_it_is_a_page(project: Path) -> None:
    menu = (project / "mkdocs.yml").read_text(encoding="utf-8").partition("nav:")[2]
    assert set(re.findall(r"\w+\.md", menu)) == {path.name for path in (project / "docs").glob("*.md")}


def test_python_and_toml_in_the_documentation_can_be_read(project: Path) -> None:
    seen = set()
    for path in documents(project):
        for language, code in FENCE.findall(path.read_text(encoding="utf-8")):
            seen.add(language)
            if language == "python":
                compile(code, path.name, "exec")
            elif language == "toml":
                tomllib.loads(code)
    assert {"python", "toml"} <= seen


def test_the_two_commands_of_the_readme_are_those_that_ci_runs(project: Path) -> None:
    readme = (project / "README.md").read_text(encoding="utf-8")
    ci = (project / ".ci" / "run").read_text(encoding="utf-8")
    for beginning in ("python -m uv run --no-dev sdgkit report ", "python -m uv run pytest"):
        assert len(re.findall(f"^    {re.escape(beginning)}", readme, re.MULTILINE)) == 1
        assert f"grep -m1 -o '{beginning}.*' README.md" in ci


def commands() -> Iterator[tuple[str, Any]]:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    yield from group.commands.items()


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_the_page_of_commands_names_every_option(project: Path, name: str, command: Any) -> None:
    text = page(project, "commands")
    assert f"\n## sdgkit {name}\n" in text
    section = (
        text.partition("## sdgkit")[0] + text.partition(f"\n## sdgkit {name}\n")[2].partition("\n## ")[0]
    )
    for parameter in command.params:
        if parameter.param_type_name == "option":
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}`" in section, f"sdgkit {name} {option}"


def test_the_page_of_commands_names_no_option_that_does_not_exist(project: Path) -> None:
    known = {
        option for _, command in commands() for parameter in command.params for option in parameter.opts
    } | {"--help", "--version", "--install-completion", "--show-completion"}
    assert not set(re.findall(r"`(--[\w-]+)`", page(project, "commands"))) - known


def test_every_module_is_named_in_the_architecture_and_no_other(project: Path) -> None:
    named = set(re.findall(r"^\| `([\w/]+\.py)` \|", page(project, "architecture"), re.MULTILINE))
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    assert named == {name for name in modules if not name.endswith("__init__.py")}


def test_what_the_page_on_python_refers_to_exists(project: Path) -> None:
    import importlib

    for path in re.findall(r"^::: ([\w.]+)$", page(project, "python"), re.MULTILINE):
        module, _, name = path.rpartition(".")
        assert hasattr(importlib.import_module(module), name), path
    for room, members in re.findall(
        r"^::: (sdgkit\.\w+)\n(?:    .*\n)*?      members: \[(.*)\]", page(project, "python"), re.MULTILINE
    ):
        for name in members.split(", "):
            assert hasattr(importlib.import_module(room), name), f"{room}.{name}"


def test_the_fields_of_a_column_are_all_named(project: Path) -> None:
    table = tomllib.loads((PACKAGE / "activities" / "columns.toml").read_text(encoding="utf-8"))
    assert set(re.findall(r"`(\w+)`", marked(page(project, "registers"), "fields"))) == set(table)


def test_thresholds_of_the_mapping_are_the_defaults(project: Path) -> None:
    rows = {
        row[0].strip("`"): row[1] for row in rows_of(page(project, "mapping").partition("## What stands")[2])
    }
    for name in (
        "stands",
        "look",
        "beside",
        "beside_same_goal",
        "beside_goal",
        "beside_declared",
        "most_targets",
    ):
        assert float(rows[name]) == getattr(MappingSettings(), name), name


def test_the_settings_file_to_begin_with_shows_the_defaults_of_the_mapping() -> None:
    for language in ("en", "ru", "kk"):
        text = (PACKAGE / f"settings_{language}.toml").read_text(encoding="utf-8")
        table = tomllib.loads(
            re.sub(
                r"^# (?=[\w\[])", "", text.partition("[mapping]")[2].partition("\n[")[0], flags=re.MULTILINE
            )
        )
        for name in ("stands", "most_targets", "rule"):
            assert table[name] == getattr(MappingSettings(), name), (language, name)


def test_every_finder_is_explained(project: Path) -> None:
    named = re.findall(
        r"^\| `(\w+)` \|", page(project, "mapping").partition("## What does not")[0], re.MULTILINE
    )
    assert set(MappingSettings().finders) <= set(named)


def test_the_worked_example_of_money_is_what_is_computed(project: Path) -> None:
    matches = [
        Match(
            activity_id="1",
            goal=int(code[0]),
            target=code,
            score=0.9,
            status="suggested",
            primary=code == "3.8",
        )
        for code in ("3.8", "3.c", "5.6")
    ]
    declared = (Declaration(goal=3, target="3.8", share=Fraction(7, 10)),)
    activity = Activity(id="1", origin=Origin(file="a.csv"), title=Text({}), declared=declared)
    rows = rows_of(marked(page(project, "mapping"), "money"))
    assert len(rows) == 3
    for row, rule in zip(rows, ("equal", "primary", "declared"), strict=True):
        assert rule in row[0]
        found = shares(matches, rule, activity, MappingSettings())  # type: ignore[arg-type]
        parts = [share for share in found if share is not None]
        amounts = allocate(Decimal("1000000.00"), parts)
        assert row[1:4] == [f"{part} = {amount}" for part, amount in zip(parts, amounts, strict=True)]
        assert Decimal(row[4]) == sum(amounts)


def test_methods_and_reasons_of_the_page_on_progress_are_those_of_the_program(project: Path) -> None:
    from sdgkit.indicators.progress.methods import METHODS

    text = page(project, "progress")
    file = resources.files("sdgkit.indicators.progress").joinpath("labels.toml")
    labels = tomllib.loads(file.read_text(encoding="utf-8"))
    assert {row[0].strip("`"): row[1] for row in rows_of(marked(text, "reasons"))} == {
        code: words["en"] for code, words in labels["reasons"].items()
    }
    for name in METHODS:
        assert f"\n### {name}:" in text


def test_styles_of_the_template_are_named(project: Path) -> None:
    from docx import Document

    text = marked(page(project, "templates"), "styles")
    for style in Document(str(project / "templates" / "review.docx")).styles:
        name = re.sub(r"Goal \d+", "Goal 1", str(style.name))
        plain = ("Normal", "No List", "Default Paragraph Font", "annotation", "Normal Table")
        if not name.startswith(plain):
            assert name.lower() in text.lower(), name


def count_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))[1:]


def test_counts_of_sources_and_of_what_is_unverified_are_right(project: Path) -> None:
    text = page(project, "sources")
    for name, number, *_ in rows_of(marked(text, "sources")):
        if number:
            assert len(count_of(PACKAGE / name.strip("`"))) == int(number), name
    told = {row[0].strip("`"): int(row[1]) for row in rows_of(marked(text, "unverified"))}
    found = {}
    for path in PACKAGE.rglob("*.csv"):
        number = sum(any("unverified" in cell for cell in row) for row in count_of(path))
        if number:
            found[path.relative_to(PACKAGE).as_posix()] = number
    assert told == found


def test_help_needs_none_of_the_heavy_libraries() -> None:
    heavy = "pandas numpy lxml docx openpyxl babel"
    program = (
        "import sys, sdgkit.cli.app as a\n"
        "sys.argv = ['sdgkit', '--help']\n"
        "try: a.run()\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write(' '.join(m for m in '{heavy}'.split() if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr == ""


def test_every_public_name_is_in_the_python_reference(project: Path) -> None:
    text = page(project, "python")
    for name in sdgkit.__all__:
        if not name.startswith("__"):
            assert re.search(rf"^::: sdgkit\.[\w.]+\.{name}$", text, re.MULTILINE), name
