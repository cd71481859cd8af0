"""What a command prints: tables and sentences for a person, JSON for a program, progress on a terminal.

Results go to standard output. What only accompanies the work (progress, findings, what was written)
goes to standard error, so that a pipe holds the result alone.
"""

from __future__ import annotations

import codecs
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sdgkit.findings import SEVERITIES, Finding, worst_first
from sdgkit.languages import LANGUAGES, Language
from sdgkit.messages import message

if TYPE_CHECKING:
    import pandas as pd

MOST_ALIKE = 3
"""Warnings of one kind about one column that are printed each on a line of its own."""
MOST_ROWS = 12
"""Numbers of rows that a line names."""
MOST_FINDINGS = 15
"""Findings listed on the terminal; all of them stand in findings.csv."""

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


_NEAREST = str.maketrans(
    {
        **dict.fromkeys("«»“”„", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—−", "-"), "…": "...", "•": "*",
        "№": "N", "→": "->", "≥": ">=", "≤": "<=", "\u00a0": " ", "\u202f": " ",
        **dict(zip("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ", strict=True)),
    }
)  # fmt: skip
_LATIN = str.maketrans(
    {
        letter: latin.capitalize() if letter.isupper() else latin
        for cyrillic, latins in (
            (
                "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
                "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya",
            ),
            ("әғқңөұүһі", "a g q ng o u u h i"),
        )
        for small, latin in zip(cyrillic, latins.split(" "), strict=True)
        for letter in (small, small.upper())
    }
)
"""Cyrillic letters where an encoding has none at all (cp437, cp1252)."""
NEAREST = "sdgkit-nearest"
"""How letters are written that an encoding does not have: by the nearest ones, so that Kazakh can be read in cp866."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    # All code pages of Windows call themselves "charmap" in the error.
    encoding = sys.stdout.encoding or "ascii"
    nearest = error.object[error.start : error.end].translate(_NEAREST)
    if not _has(encoding, "ж"):
        nearest = error.object[error.start : error.end].translate(_LATIN).translate(_NEAREST)
    return nearest.encode(encoding, "replace").decode(encoding), error.end


@cache
def _has(encoding: str, letter: str) -> bool:
    try:
        return bool(letter.encode(encoding))
    except UnicodeEncodeError:
        return False


codecs.register_error(NEAREST, _nearest)


def spoken_language() -> Language:
    """The language of messages where no option says it: SDGKIT_LANGUAGE, else English."""
    named = os.environ.get("SDGKIT_LANGUAGE", "")[:2].lower()
    return next((language for language in LANGUAGES if language == named), "en")


class Output:
    """Where a command writes, in which language, and whether it is quiet or speaks JSON."""

    def __init__(
        self, *, quiet: bool = False, as_json: bool = False, language: Language | None = None
    ) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self.language = language or spoken_language()
        self.result = Console(file=sys.stdout, soft_wrap=True)
        self.beside = Console(file=sys.stderr, soft_wrap=True, quiet=quiet or as_json)

    def words(self, code: str, **details: object) -> str:
        """A sentence of the room `cli`, in the language of the command."""
        return message(f"cli.{code}", self.language).what.format_map(details)

    def say(self, code: str, **details: object) -> None:
        """Print a sentence beside the result."""
        self.beside.print(escape(self.words(code, **details)))

    def json(self, data: Mapping[str, Any]) -> None:
        """Print one JSON document; what is missing in a frame is null, because JSON knows no NaN."""
        # In another encoding than that of JSON letters are written as their numbers, so that none is lost.
        plain = not (sys.stdout.encoding or "utf-8").lower().replace("-", "").startswith("utf")
        told = json.dumps(_known(data), ensure_ascii=plain, indent=2, default=str, allow_nan=False)
        sys.stdout.write(told + "\n")

    def print(self, text: str) -> None:
        """Print text of a result as it is."""
        self.result.print(text, markup=False, highlight=False)

    def table(self, title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
        """Print a table of a result."""
        headings = list(columns)
        table = Table(
            title=escape(title) if title else None,
            title_justify="left",
            header_style="bold",
            show_header=any(headings),
        )
        for column in headings:
            table.add_column(escape(column))
        for row in rows:
            table.add_row(*[escape("" if _is_missing(value) else str(value)) for value in row])
        Console(file=sys.stdout).print(table)

    def frame(self, title: str, frame: pd.DataFrame, most: int = 60) -> None:
        """Print a frame of a result, at most `most` rows of it."""
        self.table(title, [str(name) for name in frame.columns], frame.head(most).itertuples(index=False))
        if len(frame) > most:
            self.print(self.words("more-rows", number=len(frame) - most))

    def findings(self, findings: Iterable[Finding], most: int = MOST_FINDINGS) -> None:
        """Print the worst findings and how many there are of each severity.

        Findings of one kind about one column are one line with the numbers of their rows: notes always, others from
        the fourth on. The name of the file is left out where all are about the same.
        """
        ordered = worst_first(findings)
        if self.quiet or self.as_json or not ordered:
            return
        counts = Counter(finding.severity for finding in ordered)
        self.beside.print(
            ", ".join(
                f"[{_STYLES[name]}]{self.words('count-' + name, number=counts[name])}[/]"
                for name in SEVERITIES
                if counts[name]
            )
        )
        lines = _gathered(ordered)
        several_files = len({finding.file for finding in ordered}) > 1
        for finding, rows in lines[:most]:
            place = " ".join(
                part
                for part in (
                    finding.file
                    if several_files or not (finding.sheet or finding.row or finding.column)
                    else "",
                    finding.sheet and f"[{finding.sheet}]",
                    f"{self.words('row')} {finding.row}" if finding.row else "",
                    finding.column,
                )
                if part
            )
            sentences = " ".join(
                filter(
                    None,
                    (finding.what(self.language), finding.done(self.language), finding.next(self.language)),
                )
            )
            if rows:
                more = f" … (+{len(rows) - MOST_ROWS})" if len(rows) > MOST_ROWS else ""
                told = ", ".join(map(str, rows[:MOST_ROWS])) + more
                sentences += f" ({self.words('same-rows', rows=told)})"
            said = f"{place}: {sentences}" if place else sentences
            self.beside.print(f"  [{_STYLES[finding.severity]}]•[/] {escape(said)}")
        if len(lines) > most:
            self.say("more-findings", number=sum(1 + len(rows) for _, rows in lines[most:]))

    @contextmanager
    def progress(self, code: str) -> Iterator[Callable[[int, int], None]]:
        """A progress bar on a terminal, nothing in a pipe; yields `advance(done, of)`."""
        if self.quiet or self.as_json or not self.beside.is_terminal:
            yield lambda done, of: None
            return
        from rich.progress import Progress

        with Progress(console=self.beside, transient=True) as bar:
            task = bar.add_task(self.words(code), total=None)
            yield lambda done, of: bar.update(task, completed=done, total=of or None)


def exit_code(findings: Iterable[Finding]) -> int:
    """0 when all is well, 1 when there are errors among the findings."""
    return int(any(finding.severity == "error" for finding in findings))


def _gathered(ordered: Sequence[Finding]) -> list[tuple[Finding, list[int]]]:
    """The findings as lines to print: each with the rows of further ones of its kind, in the order of the first."""
    kinds: dict[tuple[str, ...], list[Finding]] = {}
    for finding in ordered:
        kind = (finding.severity, finding.code, finding.file, finding.sheet, finding.column)
        kinds.setdefault(kind, []).append(finding)
    lines = []
    for (severity, *_), alike in kinds.items():
        if len(alike) > (1 if severity == "note" else MOST_ALIKE) and all(one.row for one in alike):
            lines.append((alike[0], [one.row for one in alike[1:] if one.row]))
        else:
            lines += [(one, []) for one in alike]
    return lines


def findings_json(findings: Iterable[Finding], language: str) -> list[dict[str, Any]]:
    """The findings as plain data, worst first, with their sentences."""
    return [
        finding.model_dump(exclude={"details"})
        | {
            "severity": finding.severity,
            "what": finding.what(language),
            "done": finding.done(language),
            "next": finding.next(language),
        }
        for finding in worst_first(findings)
    ]


def _is_missing(value: object) -> bool:
    # pandas.NA compares as neither equal nor unequal, and pandas is not imported here.
    return value is None or str(value) in ("<NA>", "nan", "NaT")


def _known(data: object) -> object:
    if isinstance(data, Mapping):
        return {key: _known(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_known(value) for value in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data
