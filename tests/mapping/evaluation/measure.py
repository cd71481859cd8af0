"""What sdgkit gives for the activities of this folder, beside what both labellers gave: one table for each language.

    python tests/mapping/evaluation/measure.py                       # the table, by language and kind of text
    python tests/mapping/evaluation/measure.py --write labelled.csv  # texts with labels, for `sdgkit evaluate`
    python tests/mapping/evaluation/measure.py --folder tests/mapping/development    # another set of the same form
    python tests/mapping/evaluation/measure.py --folder tests/mapping/written/measure

All activities count, also those without a label: what is suggested for them is wrong.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sdgkit.activities.activity import Activity, Origin
from sdgkit.languages import Text
from sdgkit.mapping.evaluate import TOPS, Labelled, Scores, mapper

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru", "kk")
LEVELS = ("goal", "target")


class Measured(NamedTuple):
    """What the mapping does with texts of one language and kind."""

    scores: Scores
    silent: int
    """Texts for which nothing stands."""
    tops: dict[int, float]
    """k -> part of the labelled texts of which the primary target (or one of the goals) is among the first k."""


def table(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of a file of the set."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def codes(cell: str) -> list[str]:
    """The codes of a cell, parted by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def labelled(language: str, folder: Path = FOLDER) -> list[Labelled]:
    """The activities in one language with their labels; `source` is the kind of text."""
    given = {row["id"]: row for row in table("labels.csv", folder)}
    return [_labelled(row, given[row["id"]], language) for row in table("activities.csv", folder)]


def _labelled(row: dict[str, str], label: dict[str, str], language: str) -> Labelled:
    activity = Activity(
        id=row["id"],
        origin=Origin(file="activities.csv"),
        title=Text({language: row[f"title_{language}"]}),
        description=Text({language: row[f"description_{language}"]}),
    )
    return Labelled(
        activity=activity,
        goals=frozenset(codes(label["goals"])),
        targets=frozenset([*codes(label["primary_target"]), *codes(label["other_targets"])]),
        not_goals=frozenset(),
        primary=label["primary_target"],
        language=language,
        source=row["kind"],
    )


@cache
def answers(language: str, level: str, folder: Path) -> list[tuple[list[str], list[str]]]:
    """What sdgkit gives at default settings: for each activity what stands, and all codes best first."""
    return mapper(level)([one.activity for one in labelled(language, folder)])


def measure(language: str, level: str, kind: str = "", folder: Path = FOLDER) -> Measured:
    """The scores at a level of the texts in a language, of one kind or of all."""
    both = zip(labelled(language, folder), answers(language, level, folder), strict=True)
    pairs = [pair for pair in both if kind in ("", pair[0].source)]
    right = wrong = missed = silent = 0
    ranks = []
    for one, (standing, order) in pairs:
        gold = one.goals if level == "goal" else one.targets
        right += len(gold & set(standing))
        wrong += len(set(standing) - gold)
        missed += len(gold - set(standing))
        silent += not standing
        aim = gold if level == "goal" else {one.primary} - {""}
        if aim:
            ranks.append(
                min((place for place, code in enumerate(order) if code in aim), default=len(order) + 99)
            )
    tops = {top: sum(rank < top for rank in ranks) / len(ranks) if ranks else 0.0 for top in TOPS}
    return Measured(Scores(texts=len(pairs), right=right, wrong=wrong, missed=missed), silent, tops)


def rows(kinds: Sequence[str], folder: Path = FOLDER) -> Iterable[str]:
    """The table in Markdown: for each level, kind and language a row."""
    yield "| level | texts | language | n | silent | in first 1 | 3 | 5 | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for level in LEVELS:
        for kind in kinds:
            for language in LANGUAGES:
                found = measure(language, level, kind, folder)
                tops = [f"{part:.0%}" if kind != "none" else "–" for part in found.tops.values()]
                scores = found.scores
                figures = [
                    "–" if figure is None else f"{figure:.3f}"
                    for figure in (scores.precision, scores.recall, scores.f1)
                ]
                cells = [
                    level,
                    kind or "all",
                    language,
                    str(scores.texts),
                    str(found.silent),
                    *tops,
                    *figures,
                ]
                yield f"| {' | '.join(cells)} |"


def write(path: Path, folder: Path = FOLDER) -> None:
    """All texts with their labels as a CSV that `sdgkit evaluate` reads."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(
            ["id", "title", "description", "goals", "primary_target", "targets", "language", "source"]
        )
        for language in LANGUAGES:
            for row, one in zip(table("activities.csv", folder), labelled(language, folder), strict=True):
                texts = [row[f"title_{language}"], row[f"description_{language}"]]
                cells = ["; ".join(sorted(one.goals)), one.primary, "; ".join(sorted(one.targets))]
                out.writerow([f"{one.activity.id}-{language}", *texts, *cells, language, one.source])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", type=Path, help="write the labelled texts there instead")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of the set")
    parser.add_argument("--kinds", default=";plain;short;long;hard;none", help="kinds of text, parted by ;")
    options = parser.parse_args()
    if options.write:
        write(options.write, options.folder)
    else:
        sys.stdout.writelines(f"{row}\n" for row in rows(options.kinds.split(";"), options.folder))
