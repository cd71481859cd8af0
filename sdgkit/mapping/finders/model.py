"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. A goal's margin is evidence for it, or against it where a phrase of the goal
stands in the text; targets share the trust of the model, and those that have most of it get evidence
(`sdgkit.mapping.trust`). Each piece lies on the word that adds most; its rule names the words that add most (or take
most away), each with what it adds to the margin. They are looked for only where a piece is told.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.mapping.combine import MODEL, ROUGH, field_factor, raw_score, weighed
from sdgkit.mapping.finders import Hit, HitColumns, Hits, Passage, goal_of, target_of
from sdgkit.mapping.finders.phrase import hits_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.linear_model import NONE, UNKNOWN, LinearModel, Reading, Readings, shipped
from sdgkit.mapping.scan import languages_in, partners_of, scan_of
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.trust import (
    ALONE,
    CLIMATE,
    ENOUGH_WORDS,
    EVEN,
    FAINT,
    FEWEST_WORDS,
    FLOOR,
    OPEN,
    TITLED,
    beside,
    most_of,
    shares,
    weight_of_margin,
    weights_of,
)
from sdgkit.mapping.words import Words

ENOUGH_PHRASES = 200
"""Phrases of a text that are looked at for where they point; one that repeats a word a million times says no more."""
LEAST, LEAST_TARGET = 0.02, 0.002
"""Weight below which evidence for or against a goal, and for a target, is not worth showing."""
OF_THE_PROGRAMME = {"results": 0.25}
"""What a word counts where it stands in the results of a programme, which are given with each of its activities: an
output that "strengthens capacities and resilience" made activities of every kind climate ones. Chosen on activities of
Kazakhstan and Mongolia in UN INFO; phrases there have `combine.FIELDS`."""
CALLS = 0.65
"""Weight from which a phrase of a title calls its goal by name: "refugees" does, of which the texts that the model
learned of inequality do not speak. Chosen on labelled projects of Kazakhstan and the development set."""
NO_SHARE = -1.0
"""What stands in the place of a share where the evidence is for a goal."""
MOST_GOALS = 4
"""Goals for which the texts of one language give evidence at most."""
SHOWN_WORDS = 4
MOST_OF_ONE = 0.65
"""Part of all that speaks for a target in a text of few words above which it stands on one word alone, and can weigh no
more than `FAINT`."""

_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""


class ModelFinder:
    """Finds goals and targets by the words of all texts of one language together."""

    name = "model"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Hits:
        """Hits for codes whose margin is high; names, negation and background are left out of the texts."""
        return self.find_each([(activity, passages)])[0]

    def find_each(self, looked: Sequence[tuple[Activity, Sequence[Passage]]]) -> list[Hits]:
        """The hits of each of several activities, which are read together."""
        model = shipped()
        owners: list[int] = []
        texts: list[_Texts] = []
        for owner, (activity, passages) in enumerate(looked):
            partners = partners_of(activity)
            titled = any(passage.part == "title" and passage.text.strip() for passage in passages)
            by_language: dict[str, list[Passage]] = {}
            for passage in passages:
                # The heading of a section is about many activities; the words of a title would be lost among its.
                if passage.text.strip() and not (titled and passage.part == "section"):
                    by_language.setdefault(passage.language, []).append(passage)
            for language, some in by_language.items():
                owners.append(owner)
                texts.append(_Texts(model, language, some, partners, titled))
        found = [Hits() for _ in looked]
        for owner, columns in zip(owners, _hits(model, texts) if texts else (), strict=True):
            found[owner].columns.append(columns)
        return found


class _Place(NamedTuple):
    """Where a feature stands."""

    field: str
    text: str
    start: int
    end: int


class _Written:
    """Where the words stand that the model read together; what is kept of texts until their evidence is told.

    Attributes:
        field: of their evidence, until it is told: the language alone.
    """

    __slots__ = ("_parts", "_places", "field")

    def __init__(self, language: str) -> None:
        self.field = f".{language}"
        # Of each text where its words stand among all, its field, what is read of it, and where its words begin and end
        # in that; last first.
        self._parts: list[tuple[int, str, str, NDArray[np.int64]]] = []
        # The same words speak for a goal and for its targets.
        self._places: dict[int, _Place] = {}

    def add(self, begins: int, field: str, words: Words) -> None:
        """Add a text whose words stand behind those of the others."""
        self._parts.insert(0, (begins, field, words.text, words.spans))

    def place(self, place: int) -> _Place:
        """Where a feature stands, given as in `Readings.places`."""
        found = self._places.get(place)
        if found is None:
            last = place >> 1
            first = last - (place & 1)
            number = 0
            while self._parts[number][0] > first:
                number += 1
            begins, field, text, spans = self._parts[number]
            start, end = int(spans[first - begins, 0]), int(spans[last - begins, 1])
            found = self._places[place] = _Place(field, text[start:end], start, end)
        return found


class _Texts:
    """The texts of an activity in one language, as the model reads them.

    Attributes:
        written: where their words stand.
        who: the witness of their evidence.
        numbers: of the stems of their words; between two texts stands a word that says nothing.
        less: where the words stand that count only in part, and that part.
        void: codes that cannot be meant.
        goals, targets: those of the phrases that were found, also where they do not count.
        called: goals that a phrase of the title calls by name (`CALLS`): they are said on purpose, as in a mention, and
            how the texts read does not speak against them.
        trust: whether the activity has a title.
    """

    __slots__ = (
        "_even",
        "_phrases",
        "called",
        "goals",
        "less",
        "numbers",
        "targets",
        "trust",
        "void",
        "who",
        "written",
    )

    def __init__(
        self,
        model: LinearModel,
        language: str,
        passages: Sequence[Passage],
        partners: tuple[str, ...],
        titled: bool,
    ) -> None:
        self.written = _Written(language)
        self.who = f"model.{language}"
        self.void: frozenset[str] = frozenset()
        self.goals: set[int] = set()
        self.targets: set[str | None] = set()
        self.called: set[int] = set()
        self.less: list[tuple[slice, float]] = []
        self.trust = TITLED if titled else ALONE
        numbers: list[NDArray[np.int32]] = []
        phrases: list[Hit] = []
        begins = 0
        for field, spoken, text in passages:
            scan = scan_of(text, spoken, partners)
            words = scan.words
            self.goals |= {found[0][4] for found in scan.phrases}
            self.targets |= {found[0][5] for found in scan.phrases}
            part = field.partition(".")[0]
            if part == "title":
                self.called |= {
                    hit.goal for hit in hits_of(scan, field) if hit.weight >= CALLS and not hit.held
                }
            if not titled:
                phrases += hits_of(scan, field)[:ENOUGH_PHRASES]
            tongue = language
            if tongue not in tongues():
                tongue = next(iter(languages_in(text)), "en")
            own = words.numbers(model.column(tongue))
            short = text.count(" ") <= LONGEST
            spans, said = scan.hidden if short else (scan.names, frozenset[str]())
            if said:
                self.void |= said
            if spans:
                own = own.copy()
                counted = scan.counted[0] if short else ""
                for span in spans:
                    # The words that begin in it; of a short text only those of which nothing else is left.
                    for place in range(words.before(span.start), words.before(span.end)):
                        if not short or counted[words.starts[place] : words.ends[place]].isspace():
                            own[place] = UNKNOWN
            if numbers:
                numbers.append(_GAP)
            numbers.append(own)
            self.written.add(begins, field, words)
            if part in OF_THE_PROGRAMME:
                self.less.append((slice(begins, begins + len(own)), OF_THE_PROGRAMME[part]))
            begins += len(own) + 1
        self.numbers = np.concatenate(numbers) if len(numbers) > 1 else numbers[0]
        self._phrases = None if titled else phrases
        self._even: float | None = None

    @property
    def even(self) -> float:
        """The share of the trust from which evidence grows for a target that no phrase names; `EVEN` or more."""
        if self._even is None:
            phrases = self._phrases
            misled = phrases is None or any(hit.held for hit in phrases)
            sure = None if phrases is None or misled else surest(phrases)
            self._even = beside(sure) if self.goals else EVEN
        return self._even


_GAP = np.array([UNKNOWN], np.int32)


def surest(phrases: Sequence[Hit]) -> float | None:
    """How sure the phrases are of the target of which they are surest: their raw value, 0 where it lies below `OPEN`.

    Returns:
        None where no phrase of a target was found.

    Example:
        >>> surest([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.9, 0, 8, "goal_03.csv:9 midwives")])
        0.9
    """
    doubts: dict[str, float] = {}
    seen, factor = "", 1.0
    for hit in phrases:
        _, target, _, field, _, weight, _, _, _, held = hit
        if target and weight and not held:
            if field != seen:
                seen, factor = field, field_factor(field, 0)
            doubts[target] = doubts.get(target, 1.0) * (1 - weight * factor)
    if not doubts:
        return None
    # What a raw value cannot exceed costs less work than the value.
    pieces: dict[str, list[tuple[str, float]]] = {
        target: [] for target, doubt in doubts.items() if 1 - doubt > OPEN - ROUGH
    }
    for hit, weight in weighed([hit for hit in phrases if hit[1] in pieces]) if pieces else ():
        pieces[hit[1] or ""].append((hit[3], weight))
    return max([raw_score(some) for some in pieces.values()], default=0.0)


class _Read(NamedTuple):
    """What the model has seen in several texts."""

    model: LinearModel
    written: Sequence[_Written]
    readings: Readings


class _SeenHit(Hit):
    """A hit of the model, whose words are looked for when it is told; its field is the language alone until then."""

    of: tuple[_Read, int, int, float]
    """Where it was found, the number of its text and of its code, and of a target its share, else `NO_SHARE`."""
    words: tuple[list[int], list[float]] | None = None
    """The words that add most (`most_telling`), once it is to be told."""

    @classmethod
    def prepare(cls, hits: Sequence[Hit]) -> None:
        by_text: dict[tuple[int, int], list[_SeenHit]] = {}
        for hit in hits:
            if isinstance(hit, _SeenHit) and not hit.words:
                read, owner, _, _ = hit.of
                by_text.setdefault((id(read), owner), []).append(hit)
        for some in by_text.values():
            (model, _, readings), owner, _, _ = some[0].of
            numbers, signs = [hit.of[2] for hit in some], [math.copysign(1.0, hit.weight) for hit in some]
            places, parts = most_telling(model, readings.of(owner), numbers, signs)
            for hit, places_of, parts_of in zip(some, places, parts, strict=True):
                hit.words = places_of, parts_of

    def told(self) -> Hit:
        if not self.words:
            self.prepare([self])
        goal, target, kind, _, _, weight, _, _, _, held = self
        (_, written, readings), owner, number, share = self.of
        seen = written[owner]
        places, parts = self.words or ([], [])
        most = [
            (seen.place(place), part) for place, part in zip(places, parts, strict=True) if part * weight > 0
        ] or [(seen.place(places[0]), parts[0])]
        words = "; ".join([f"{place.text} {part:+.2f}" for place, part in most])
        told = "" if share < 0 else f" share {share:.4f}"
        rule = f"{MODEL}{seen.field[1:]}{told} margin {readings.margins[owner, number]:.2f}: {words}"
        field, text, start, end = most[0][0]
        return _tuple(Hit, (goal, target, kind, field, text, weight, start, end, rule, held))


def _hits(model: LinearModel, texts: Sequence[_Texts]) -> Iterator[HitColumns]:
    """The evidence of each text: goals before targets, best first."""
    less = [(owner, *words) for owner, one in enumerate(texts) for words in one.less]
    readings = model.read([one.numbers for one in texts], less)
    read = _Read(model, [one.written for one in texts], readings)
    goals = model.goals.take((-readings.margins.take(model.goals, axis=1)).argsort(axis=1, kind="stable"))
    trust = shares(readings.margins.take(model.targets, axis=1))
    first = _first(trust, max([one.trust.most for one in texts]))
    # Lists of a row each: what is asked of one number at a time is asked of a list in a third of the time.
    owners = np.arange(len(texts))[:, None]
    rows = (
        readings.known.tolist(),
        goals.tolist(),
        readings.margins[owners, goals].tolist(),
        model.targets.take(first).tolist(),
        np.round(trust[owners, first], 4).tolist(),
    )
    codes = _codes(model)
    for owner, (text, known, best, margins, targets, parts) in enumerate(zip(texts, *rows, strict=True)):
        found: list[_Leaning] = []
        if known >= ENOUGH_WORDS:
            found += _goals(model, text, best, margins)
        if known >= FEWEST_WORDS:
            found += _targets(read, owner, text, targets, parts, min(known, ENOUGH_WORDS))
        if text.void:
            found = [one for one in found if text.void.isdisjoint(map(str, codes[one[0]]))]
        yield HitColumns(
            [codes[number][0] for number, _, _ in found],
            [codes[number][1] or codes[number][0] for number, _, _ in found],
            [weight for _, weight, _ in found],
            text.who,
            partial(_made, read, owner, found),
        )


def _first(values: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Where the highest values of each row stand, so many of them; of two that are equal the first."""
    less = -values
    order = less.argsort(axis=1)[:, : count + 1]
    found = np.take_along_axis(less, order, axis=1)
    if (found[:, 1:] == found[:, :-1]).any():
        # Not to keep the order of equal ones takes a third of the time, and there are hardly ever any.
        order = less.argsort(axis=1, kind="stable")
    return order[:, :count]


_Leaning = tuple[int, float, float]
"""A code by its number, the weight of the evidence, and of a target its share of the trust, else `NO_SHARE`."""


def _goals(model: LinearModel, text: _Texts, numbers: list[int], margins: list[float]) -> Iterator[_Leaning]:
    """The goals that a text speaks for, or, where they are named, against; they are given best first."""
    codes, against = _codes(model), text.goals - text.called
    for rank, (number, margin) in enumerate(zip(numbers, margins, strict=True)):
        if margin > FLOOR:
            if rank >= MOST_GOALS:
                continue
        elif not against:
            # Of the rest none is below it and named.
            break
        elif codes[number][0] not in against:
            continue
        weight = weight_of_margin(margin)
        if abs(weight) >= LEAST:
            yield number, weight, NO_SHARE


def _targets(
    read: _Read, owner: int, text: _Texts, numbers: list[int], parts: list[float], words: int
) -> Iterator[_Leaning]:
    """The targets that have most of the trust in a text; they are given best first, with their shares."""
    model, _, readings = read
    codes, named, trust = _codes(model), text.targets, text.trust
    weights = weights_of(trust)
    for number, share in zip(numbers[: trust.most], parts, strict=False):
        goal, target = codes[number]
        most = 1.0
        if goal == CLIMATE:
            most = most_of(float(readings.margins[owner, model.numbers[str(CLIMATE)]]))
        # A share that is not even that weighs the same wherever evidence grows from, and most are not.
        even = EVEN if share <= EVEN or target in named else text.even
        weight = weights[share, words, even, most]
        if weight < LEAST_TARGET:
            continue
        if weight > FAINT and words < ENOUGH_WORDS and stands_on_one_word(model, readings.of(owner), number):
            weight = FAINT
        yield number, weight, share


def _made(read: _Read, owner: int, found: list[_Leaning], place: int) -> Hit:
    """The hit of a piece of the evidence of one text."""
    number, weight, share = found[place]
    goal, target = _codes(read.model)[number]
    field = read.written[owner].field
    hit = _tuple(_SeenHit, (goal, target, "model", field, "", weight, None, None, MODEL, ""))
    hit.of = read, owner, number, share
    return hit


def most_telling(
    model: LinearModel, reading: Reading, numbers: Sequence[int], signs: Sequence[float]
) -> tuple[list[list[int]], list[list[float]]]:
    """The features that add most to the margins of codes, or take most from them.

    Args:
        model: the model.
        reading: what it saw in a text, one feature at least.
        numbers: the codes.
        signs: 1.0 where what adds is asked for, -1.0 where what takes away.

    Returns:
        For each code, of `SHOWN_WORDS` features at most: where they stand (`Readings.places`), and what each adds.
    """
    added = reading.values[:, None] * model.weights.take(reading.features, axis=0).take(numbers, axis=1)
    added *= model.steps.take(numbers)
    best = (added * np.negative(signs)).argsort(axis=0, kind="stable")[:SHOWN_WORDS]
    return reading.places.take(best.T).tolist(), added[best, np.arange(len(numbers))].T.tolist()


def stands_on_one_word(model: LinearModel, reading: Reading, number: int) -> bool:
    """Whether the margin of a code stands on one word, and on no pair with another that says something."""
    parts, said = model.parts(reading, number), model.said.take(reading.features)
    if said[int((-parts).argmin())] == NONE:
        return False
    known = said != NONE
    words, places = np.unique(said[known], return_inverse=True)
    most = float(np.bincount(places, parts[known], len(words)).max())
    return most > MOST_OF_ONE * float(parts[parts > 0].sum())


@cache
def _codes(model: LinearModel) -> list[tuple[int, str | None]]:
    """Goal and target of each code of a model."""
    return [(goal_of(code), target_of(code)) for code in model.codes]


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
