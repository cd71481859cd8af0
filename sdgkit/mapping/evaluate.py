"""How well the mapping does on texts that people labelled, and how far two people agree.

The labels are read by `sdgkit.mapping.labelled`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from sdgkit.activities.activity import Activity
from sdgkit.activities.register import Register
from sdgkit.agenda import goals as all_goals
from sdgkit.agenda import sort_key
from sdgkit.agenda import targets as all_targets
from sdgkit.errors import InputError
from sdgkit.mapping.labelled import Labelled, labels_of
from sdgkit.mapping.labelled import read_labelled as read_labelled
from sdgkit.mapping.mapped import found_in, ranked
from sdgkit.mapping.mapping import map_register
from sdgkit.mapping.settings import MappingSettings

if TYPE_CHECKING:
    import pandas as pd

TOPS = (1, 3, 5)


class Scores(BaseModel):
    """Precision, recall, F1 and accuracy over decisions "this code, yes or no"."""

    model_config = ConfigDict(frozen=True)

    texts: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    absent: int = 0
    """Rightly not suggested, where that was judged."""

    @property
    def precision(self) -> float | None:
        """Right among suggested; None where nothing was suggested."""
        return _part(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Found among labelled; None where nothing was labelled."""
        return _part(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        return _part(2 * self.right, 2 * self.right + self.wrong + self.missed)

    @property
    def accuracy(self) -> float | None:
        """Right decisions among all that were judged."""
        total = self.right + self.wrong + self.missed + self.absent
        return _part(self.right + self.absent, total)


class Evaluation(BaseModel):
    """The result of `evaluate`.

    Attributes:
        level: "goal" or "target".
        overall: all decisions together (micro).
        macro_f1: mean F1 over the codes that were labelled.
        macro_accuracy: mean accuracy over the codes, as the SDG Classification Benchmark counts it.
        tops: k -> part of the texts of which a labelled code (the primary one where given) is among the first k.
        by_code, by_goal, by_language, by_source: the same scores by part; at the level "goal" a code is a goal, and
            by_goal is empty.
        confusion: (labelled, suggested instead) -> count, for texts of which nothing labelled was found.
        silent: texts of which nothing was suggested.
    """

    model_config = ConfigDict(frozen=True)

    level: str
    texts: int
    silent: int
    overall: Scores
    macro_f1: float | None
    macro_accuracy: float | None
    tops: dict[int, float]
    by_code: dict[str, Scores]
    by_goal: dict[str, Scores] = {}
    by_language: dict[str, Scores]
    by_source: dict[str, Scores]
    confusion: dict[str, int]

    def to_frame(self) -> pd.DataFrame:
        """One row per part: part, name, texts, precision, recall, f1, accuracy."""
        import pandas as pd

        parts = [("overall", "", self.overall)]
        for part, table in (
            ("goal", self.by_goal),
            ("code", self.by_code),
            ("language", self.by_language),
            ("source", self.by_source),
        ):
            parts += [(part, name, scores) for name, scores in table.items()]
        rows = [
            (part, name, s.texts, s.right, s.wrong, s.missed, s.precision, s.recall, s.f1, s.accuracy)
            for part, name, s in parts
        ]
        columns = [
            "part",
            "name",
            "texts",
            "right",
            "wrong",
            "missed",
            "precision",
            "recall",
            "f1",
            "accuracy",
        ]
        return pd.DataFrame(rows, columns=columns)

    def to_json(self) -> str:
        """Everything, with the computed scores, as JSON."""
        import json

        found = self.model_dump(mode="json")
        for table in ("by_code", "by_goal", "by_language", "by_source"):
            found[table] = {name: _told(scores) for name, scores in getattr(self, table).items()}
        found["overall"] = _told(self.overall)
        return json.dumps(found, ensure_ascii=False, indent=1)

    def _repr_html_(self) -> str:
        table: str = self.to_frame()._repr_html_()  # type: ignore[operator]
        return table


def _told(scores: Scores) -> dict[str, object]:
    names = ("precision", "recall", "f1", "accuracy")
    return scores.model_dump() | {name: getattr(scores, name) for name in names}


def _part(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


Judge = Callable[[Sequence[Activity]], list[tuple[list[str], list[str]]]]
"""From activities to (codes that stand, all codes best first) of each."""


def mapper(level: str, settings: MappingSettings | None = None) -> Judge:
    """sdgkit itself as a judge, at "goal" or "target" level."""
    chosen = settings or MappingSettings()

    def judge(activities: Sequence[Activity]) -> list[tuple[list[str], list[str]]]:
        mapping = map_register(Register(activities=tuple(activities)), settings=chosen)
        result = []
        for activity in activities:
            standing = mapping.standing(activity.id)
            order = ranked(activity, found_in(activity, chosen), level)
            codes = [str(m.goal) if level == "goal" else m.target for m in standing]
            result.append((list(dict.fromkeys(code for code in codes if code)), order))
        return result

    return judge


def evaluate(labelled: Sequence[Labelled], level: str = "target", judge: Judge | None = None) -> Evaluation:
    """Compare a judge with what people say.

    Args:
        labelled: texts with labels, as `read_labelled` gives; their ids need not be unique.
        level: "goal" or "target". Texts without a label of that level are left out.
        judge: the mapper at default settings where None.

    Raises:
        InputError: no text has a label of that level.

    Example:
        >>> from sdgkit.mapping.labelled import of_row
        >>> one = of_row(2, {"text": "Снижение материнской смертности", "targets": "3.1"})
        >>> evaluate([one]).overall.precision
        1.0
    """
    field = "goals" if level == "goal" else "targets"
    chosen = [
        one._replace(activity=one.activity.model_copy(update={"id": f"{number}"}))
        for number, one in enumerate(labelled)
        if getattr(one, field) or one.judged(level)
    ]
    if not chosen:
        file = next((one.activity.origin.file for one in labelled), "")
        raise InputError("mapping.labelled-none", file=file)
    answers = (judge or mapper(level))([one.activity for one in chosen])
    counts: dict[tuple[str, str], Counter[str]] = {}
    tops: Counter[int] = Counter()
    ranked_texts = 0
    confusion: Counter[str] = Counter()
    silent = 0
    for one, (standing, order) in zip(chosen, answers, strict=True):
        gold: frozenset[str] = getattr(one, field)
        suggested = set(standing)
        decided = one.judged(level)
        judged = gold | suggested if decided is None else decided
        silent += not suggested
        parts = [("overall", ""), ("language", one.language), ("source", one.source)]
        for key in parts:
            counts.setdefault(key, Counter())["texts"] += 1
        for code in judged:
            outcome = (
                ("right" if code in suggested else "missed")
                if code in gold
                else ("wrong" if code in suggested else "absent")
            )
            counts.setdefault(("code", code), Counter())["texts"] += 1
            of_code = [("code", code)]
            if level == "target":
                of_code.append(("goal", code.partition(".")[0]))
            for key in [*parts, *of_code]:
                counts.setdefault(key, Counter())[outcome] += 1
        if level == "target":
            for goal in {code.partition(".")[0] for code in judged}:
                counts["goal", goal]["texts"] += 1
        if gold:
            ranked_texts += 1
            aim = {one.primary} if level == "target" and one.primary else gold
            for top in TOPS:
                tops[top] += bool(aim & set(order[:top]))
            if suggested and not suggested & gold:
                confusion[f"{min(gold, key=sort_key)} > {standing[0]}"] += 1
    table = {key: Scores(**count) for key, count in counts.items()}
    by_code = {name: s for (part, name), s in table.items() if part == "code"}
    labelled_codes = [s for s in by_code.values() if s.right + s.missed]
    return Evaluation(
        level=level,
        texts=len(chosen),
        silent=silent,
        overall=table.get(("overall", ""), Scores()),
        macro_f1=_mean([s.f1 for s in labelled_codes]),
        macro_accuracy=_mean([s.accuracy for s in labelled_codes]),
        tops={top: round(tops[top] / ranked_texts, 4) if ranked_texts else 0.0 for top in TOPS},
        by_code=dict(sorted(by_code.items(), key=lambda item: sort_key(item[0]))),
        by_goal=dict(
            sorted(((n, s) for (part, n), s in table.items() if part == "goal"), key=lambda i: sort_key(i[0]))
        ),
        by_language={name: s for (part, name), s in table.items() if part == "language"},
        by_source={name: s for (part, name), s in table.items() if part == "source"},
        confusion=dict(confusion.most_common(50)),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 4) if known else None


def cohen_kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Agreement of two people beyond chance (Cohen 1960); None where chance alone explains everything.

    Args:
        one: answers of the first, in the same order as those of the other.
        other: answers of the second.

    Raises:
        ValueError: the lists differ in length.

    Example:
        >>> cohen_kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
        0.5
    """
    pairs = list(zip(one, other, strict=True))
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(one), Counter(other)
    chance = sum(first[answer] * second[answer] for answer in first) / len(pairs) ** 2
    return None if chance == 1 else round((observed - chance) / (1 - chance), 4)


class Agreement(NamedTuple):
    """How far two people agree on what both decided: how many decisions, how many alike, and kappa."""

    rows: int
    agreed: int
    kappa: float | None


def agreement(one: str | Path, other: str | Path) -> Agreement:
    """The agreement of two review workbooks on "this target, yes or no".

    Raises:
        InputError: a workbook cannot be read, or there is no row that both decided on.
    """
    first, second = _decided(one), _decided(other)
    both = sorted(first.keys() & second.keys())
    if not both:
        raise InputError("mapping.labelled-apart", file=Path(one).name, other=Path(other).name)
    return _agreed([first[key] for key in both], [second[key] for key in both])


def _decided(path: str | Path) -> dict[tuple[str, str], bool]:
    """Whether somebody accepted each suggestion of a review workbook that was decided on."""
    from sdgkit.mapping.review_reading import reviewed_rows

    rows = reviewed_rows(Path(path))
    return {(activity, code): word not in ("rejected", "edited") for activity, code, word in rows}


def _by_id(path: str | Path) -> dict[str, Labelled]:
    """The labels of a table by id; of rows with the same id, all that they say."""
    found: dict[str, Labelled] = {}
    for one in labels_of(Path(path)):
        known = found.get(one.activity.id)
        found[one.activity.id] = (
            one
            if known is None
            else known._replace(
                goals=known.goals | one.goals,
                targets=known.targets | one.targets,
                primary=known.primary or one.primary,
            )
        )
    return found


def unshared(one: str | Path, other: str | Path, *, reviews: bool) -> tuple[int, int]:
    """How much of two people's work the other one has not: decisions of review workbooks, or ids of tables of labels.

    Raises:
        InputError: a file cannot be read.
    """
    first, second = (set(_decided(path)) if reviews else set(_by_id(path)) for path in (one, other))
    return len(first - second), len(second - first)


def label_agreement(one: str | Path, other: str | Path) -> dict[str, Agreement]:
    """The agreement of two labellers on the texts that both labelled, from CSV files with at least `id` and labels.

    Args:
        one: the labels of the first; texts need not be there. Several rows with one id are taken together.
        other: the labels of the second.

    Returns:
        "primary" (one of the targets or none; only where both files name primary targets), "goal" and "target"
        (each of the 17 goals and of the 169 targets, yes or no).

    Raises:
        InputError: a file cannot be read, or has no column of labels, or there is no id that both have.
    """
    first, second = _by_id(one), _by_id(other)
    both = [(first[key], second[key]) for key in first if key in second]
    if not both:
        raise InputError("mapping.labelled-apart", file=Path(one).name, other=Path(other).name)
    found = {}
    if all(any(pair[side].primary for pair in both) for side in (0, 1)):
        found["primary"] = _agreed([a.primary for a, _ in both], [b.primary for _, b in both])
    goals = [str(goal.number) for goal in all_goals()]
    found["goal"] = _agreed(
        [code in a.goals for a, _ in both for code in goals],
        [code in b.goals for _, b in both for code in goals],
    )
    codes = [target.code for target in all_targets()]
    found["target"] = _agreed(
        [code in a.targets for a, _ in both for code in codes],
        [code in b.targets for _, b in both for code in codes],
    )
    return found


def _agreed(one: Sequence[Hashable], other: Sequence[Hashable]) -> Agreement:
    return Agreement(len(one), sum(a == b for a, b in zip(one, other, strict=True)), cohen_kappa(one, other))
