"""Sector codes: DAC purpose codes, COFOG, World Bank themes and sectors, UNDP signature solutions.

The crosswalks are CSV files in `knowledge/`, one row per code and target with strength and reason. A sector
that is given in words only counts where the words are the title of a code in one of three languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.languages import fold
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.knowledge_files import check_code, knowledge_rows, number_in

CROSSWALKS = {
    "purpose_codes.csv": ("dac5", "dac3"),
    "cofog.csv": ("cofog",),
    "world_bank.csv": ("world-bank",),
    "signature_solutions.csv": ("signature-solution",),
}
"""File of a crosswalk -> vocabularies of `Sector` that it reads."""

TITLE_FACTOR = 0.9
"""A heading in words is a little less sure than the code itself."""


class Row(NamedTuple):
    """One row of a crosswalk."""

    target: str
    strength: float
    rule: str


class Crosswalk(NamedTuple):
    """Crosswalks by (vocabulary, code) and by title."""

    codes: dict[tuple[str, str], list[Row]]
    titles: dict[str, list[Row]]


def cofog_code(code: str) -> str:
    """A function of government in one form: two digits of the division, then one each of group and class.

    Example:
        >>> cofog_code("07.1.1"), cofog_code("0711"), cofog_code("7.1"), cofog_code("GF10")
        ('0711', '0711', '071', '10')
    """
    digits = code.upper().removeprefix("GF").strip()
    division, point, rest = digits.partition(".")
    if point:
        return division.zfill(2) + rest.replace(".", "")
    # There are ten divisions, so a first digit other than 0 begins one that lost its zero, unless it is 10.
    return digits if digits.startswith(("0", "10")) else f"0{digits}"


def _rows_of_code(table: Crosswalk, vocabulary: str, code: str) -> list[Row] | None:
    """The rows of a code; of a class of COFOG, those of its group or division where it has none itself."""
    rows = table.codes.get((vocabulary, code))
    if rows or vocabulary != "cofog":
        return rows
    code = cofog_code(code)
    if not code.isdigit():
        return None
    while len(code) >= 2:
        rows = table.codes.get((vocabulary, code))
        if rows:
            return rows
        code = code[:-1]
    return None


@cache
def crosswalk() -> Crosswalk:
    """All crosswalks that are there."""
    codes: dict[tuple[str, str], list[Row]] = {}
    titles: dict[str, list[Row]] = {}
    for name, vocabularies in CROSSWALKS.items():
        for line, row in knowledge_rows(name, needs=("target", "strength")):
            if not row["target"]:
                continue
            check_code(name, line, row["target"])
            entry = Row(row["target"], number_in(name, line, row, "strength"), f"{name}:{line}")
            titles_of = {fold(row[column]) for column in ("en", "ru", "kk", "title") if row.get(column)}
            for vocabulary in vocabularies:
                code = row.get("code", "")
                short = cofog_code(code) if vocabulary == "cofog" and code else code
                for key in {code, short, *titles_of} - {""}:
                    codes.setdefault((vocabulary, key), []).append(entry)
            for title in titles_of:
                titles.setdefault(title, []).append(entry)
    return Crosswalk(codes, titles)


class CodeFinder:
    """Finds targets by sector codes."""

    name = "code"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """A hit per sector and row of the crosswalk; with several sectors, by their share of the activity."""
        table = crosswalk()
        seen: set[tuple[str, str]] = set()
        for sector in activity.sectors:
            rows = _rows_of_code(table, sector.vocabulary, sector.code.strip()) if sector.code else None
            factor, shown = 1.0, sector.code
            if not rows:
                factor = TITLE_FACTOR
                for title in sector.title.root.values():
                    folded = fold(title)
                    rows = table.codes.get((sector.vocabulary, folded)) or table.titles.get(folded)
                    shown = title
                    if rows:
                        break
            part = 1.0
            if sector.share is not None:
                # Half the money makes it a main sector; below a tenth it is a side remark.
                part = min(1.0, 0.4 + 1.2 * float(sector.share))
            for row in rows or ():
                if (shown, row.target) in seen:
                    continue
                seen.add((shown, row.target))
                yield Hit(
                    goal=goal_of(row.target),
                    target=target_of(row.target),
                    kind="code",
                    field=f"sector:{sector.vocabulary}",
                    text=shown,
                    weight=round(row.strength * factor * part, 4),
                    rule=row.rule,
                )


def make() -> CodeFinder:
    """The finder."""
    return CodeFinder()
