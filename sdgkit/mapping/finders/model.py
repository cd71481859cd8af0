"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. A goal's margin is evidence for it, or against it where a phrase of the goal
stands in the text; targets share the trust of the model, and those that have most of it get evidence
(`sdgkit.mapping.trust`). Each piece lies on the word that adds most; its rule names the words that add most (or take
most away), each with what it adds to the margin. They are looked for only where a piece is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.mapping.combine import MODEL, raw_score, weighed
from sdgkit.mapping.finders import Hit, HitColumns, Hits, Passage, goal_of, target_of
from sdgkit.mapping.finders.phrase import hits_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.linear_model import UNKNOWN, LinearModel, Reading, Readings, shipped
from sdgkit.mapping.scan import languages_in, partners_of, scan_of
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.trust import (
    ALONE,
    ENOUGH_WORDS,
    EVEN,
    FAINT,
    FEWEST_WORDS,
    OPEN,
    TITLED,
    beside,
    most_of,
    rounded,
    shares,
    weights_of,
    weights_of_shares,
)
from sdgkit.mapping.words import Words

ENOUGH_PHRASES = 200
"""Phrases of a text that are looked at for where they point; one that repeats a word a million times says no more."""
CLIMATE = "13"
"""Goal of which only the margin tells whether the text is about it. The labels of targets come from climate plans,
where "capacity" and "monitoring" tell one target from another without a word of the climate."""
LEAST, LEAST_TARGET = 0.02, 0.002
"""Weight below which evidence for or against a goal, and for a target, is not worth showing."""
MOST_GOALS = 4
"""Goals for which the texts of one language give evidence at most."""
SHOWN_WORDS = 4
AT_A_TIME = 64
"""Codes whose most telling words are looked for at a time."""
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
                if passage.text.strip():
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


class _Texts:
    """The texts of an activity in one language, as the model reads them.

    Attributes:
        field, who: of their evidence the field, until it is told: the language alone; and the witness.
        numbers: of the stems of their words; between two texts stands a word that says nothing.
        void: codes that cannot be meant.
        named: targets and goals of the phrases that were found, also where they do not count.
        beside: the share of the trust from which evidence grows for a target that is not among them.
        trust: whether the activity has a title.
    """

    __slots__ = ("_places", "_written", "beside", "field", "named", "numbers", "trust", "void", "who")

    def __init__(
        self,
        model: LinearModel,
        language: str,
        passages: Sequence[Passage],
        partners: tuple[str, ...],
        titled: bool,
    ) -> None:
        self.field = f".{language}"
        self.who = f"model.{language}"
        self.void: frozenset[str] = frozenset()
        self.named: set[str | int] = set()
        self.trust = TITLED if titled else ALONE
        # Where the words of each text stand among all that are read together, its field, and its words; last first.
        self._written: list[tuple[int, str, Words]] = []
        # The same words speak for a goal and for its targets.
        self._places: dict[int, _Place] = {}
        numbers: list[NDArray[np.int32]] = []
        phrases: list[Hit] = []
        begins = 0
        for field, spoken, text in passages:
            scan = scan_of(text, spoken, partners)
            words = scan.words
            for entry, _, _, _, _ in scan.phrases:
                _, _, _, _, goal, target, _ = entry
                self.named.add(goal)
                if target:
                    self.named.add(target)
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
            self._written.insert(0, (begins, field, words))
            begins += len(own) + 1
        self.numbers = np.concatenate(numbers) if len(numbers) > 1 else numbers[0]
        misled = any(hit.held for hit in phrases)
        self.beside = beside(None if titled or misled else surest(phrases))

    def place(self, place: int) -> _Place:
        """Where a feature stands, given as in `Readings.places`."""
        found = self._places.get(place)
        if found is None:
            last = place >> 1
            first = last - (place & 1)
            begins, field, words = next(one for one in self._written if one[0] <= first)
            start, end = words.starts[first - begins], words.ends[last - begins]
            found = self._places[place] = _Place(field, words.text[start:end], start, end)
        return found


_GAP = np.array([UNKNOWN], np.int32)


def surest(phrases: Sequence[Hit]) -> float | None:
    """How sure the phrases are of the target of which they are surest: their raw value, 0 where it lies below `OPEN`.

    Returns:
        None where no phrase of a target was found.

    Example:
        >>> surest([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.9, 0, 8, "goal_03.csv:9 midwives")])
        0.9
    """
    most: dict[str, float] = {}
    for hit in phrases:
        _, target, _, _, _, weight, _, _, _, held = hit
        if target and weight and not held:
            most[target] = most.get(target, 0.0) + weight
    if not most:
        return None
    # What a raw value cannot exceed costs less work than the value.
    pieces: dict[str, list[tuple[str, float]]] = {
        target: [] for target, weight in most.items() if weight > OPEN
    }
    for hit, weight in weighed([hit for hit in phrases if hit[1] in pieces]) if pieces else ():
        pieces[hit[1] or ""].append((hit[3], weight))
    return max([raw_score(some) for some in pieces.values()], default=0.0)


class _Read(NamedTuple):
    """What the model has seen in several texts."""

    model: LinearModel
    texts: Sequence[_Texts]
    readings: Readings


class _SeenHit(Hit):
    """A hit of the model, whose words are looked for when it is told; its field is the language alone until then."""

    of: tuple[_Read, int, int, float]
    """Where it was found, the number of its text and of its code, and of a target its share of the trust, else -1."""
    words: tuple[list[int], list[float]] | None = None
    """The words that add most (`most_telling`), once it is to be told."""

    @classmethod
    def prepare(cls, hits: Sequence[Hit]) -> None:
        by_read: dict[int, list[_SeenHit]] = {}
        for hit in hits:
            if isinstance(hit, _SeenHit) and not hit.words:
                by_read.setdefault(id(hit.of[0]), []).append(hit)
        for some in by_read.values():
            model, _, readings = some[0].of[0]
            owners, numbers = (np.array([hit.of[column] for hit in some]) for column in (1, 2))
            signs = np.sign([hit.weight for hit in some])
            places, parts = most_telling(model, readings, owners, numbers, signs)
            for hit, *words in zip(some, places.tolist(), parts.tolist(), strict=True):
                hit.words = words[0], words[1]

    def told(self) -> Hit:
        if not self.words:
            self.prepare([self])
        goal, target, kind, _, _, weight, _, _, _, held = self
        (_, texts, readings), owner, number, share = self.of
        seen = texts[owner]
        places, parts = self.words or ([], [])
        most = [
            (seen.place(place), part) for place, part in zip(places, parts, strict=True) if part * weight > 0
        ] or [(seen.place(places[0]), parts[0])]
        words = "; ".join([f"{place.text} {part:+.2f}" for place, part in most])
        told = "" if share < 0 else f" share {share:.4f}"
        rule = f"{MODEL}{seen.field[1:]}{told} margin {readings.margins[owner, number]:.2f}: {words}"
        field, text, start, end = most[0][0]
        return _tuple(Hit, (goal, target, kind, field, text, weight, start, end, rule, held))


def _hits(model: LinearModel, texts: Sequence[_Texts]) -> list[HitColumns]:
    """The evidence of each text: goals before targets, best first."""
    readings = model.read([one.numbers for one in texts])
    read = _Read(model, texts, readings)
    named = np.zeros(readings.margins.shape, bool)
    known = _numbers(model)
    places = [(owner, known[code]) for owner, one in enumerate(texts) for code in one.named if code in known]
    if places:
        named[tuple(np.array(places).T)] = True
    goals, targets = _goals(model, readings, named), _targets(model, texts, readings, named)
    owners, numbers, weights, parts = map(np.concatenate, zip(goals, targets, strict=True))
    order = owners.argsort(kind="stable")
    bounds = owners.take(order).searchsorted(np.arange(len(texts) + 1)).tolist()
    numbers, weights, parts = (column.take(order).tolist() for column in (numbers, weights, parts))
    return [
        _columns_of(read, owner, numbers[begin:after], weights[begin:after], parts[begin:after])
        for owner, (begin, after) in enumerate(pairwise(bounds))
    ]


def _columns_of(
    read: _Read, owner: int, numbers: list[int], weights: list[float], parts: list[float]
) -> HitColumns:
    """The evidence of one text, without codes that cannot be meant."""
    codes, text = _codes(read.model), read.texts[owner]
    if text.void:
        meant = [n for n, number in enumerate(numbers) if text.void.isdisjoint(map(str, codes[number]))]
        numbers = [numbers[n] for n in meant]
        weights, parts = ([column[n] for n in meant] for column in (weights, parts))

    def made(place: int) -> Hit:
        goal, target = codes[numbers[place]]
        hit = _tuple(_SeenHit, (goal, target, "model", text.field, "", weights[place], None, None, MODEL, ""))
        hit.of = read, owner, numbers[place], parts[place]
        return hit

    told = [codes[number] for number in numbers]
    return HitColumns(
        [goal for goal, _ in told], [target or goal for goal, target in told], weights, text.who, made
    )


def most_telling(
    model: LinearModel,
    readings: Readings,
    owners: NDArray[np.int64],
    numbers: NDArray[np.int64],
    signs: NDArray[np.float64],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The features that add most to the margins of codes, or take most from them.

    Args:
        model: the model.
        readings: what it saw in several texts.
        owners: of each code its text, which has a feature.
        numbers: the codes.
        signs: 1.0 where what adds is asked for, -1.0 where what takes away.

    Returns:
        For each code in a row of `SHOWN_WORDS`: where the features stand (`Readings.places`), and what each adds. Where
        a text has fewer features, the last of the row are those of the first again, and add 0.
    """
    bounds = np.array(readings.bounds)
    begins = bounds.take(owners)
    sizes = bounds.take(owners + 1) - begins
    found = np.empty((len(owners), SHOWN_WORDS), np.int64)
    parts = np.empty(found.shape)
    # Texts of about the same length at a time.
    order = sizes.argsort(kind="stable")
    for first in range(0, len(order), AT_A_TIME):
        rows = order[first : first + AT_A_TIME]
        size, number = sizes.take(rows)[:, None], numbers.take(rows)[:, None]
        columns = np.arange(int(size[-1, 0]))
        missing = columns >= size
        places = begins.take(rows)[:, None] + columns
        places[missing] = 0
        weights = model.weights.ravel().take(readings.features.take(places) * len(model.codes) + number)
        added = readings.values.take(places) * weights
        added *= model.steps.take(number)
        keys = added * -signs.take(rows)[:, None]
        keys[missing] = np.inf
        each = np.arange(len(rows))
        best = np.empty((len(rows), SHOWN_WORDS), np.int64)
        for rank in range(SHOWN_WORDS):
            best[:, rank] = keys.argmin(axis=1)
            keys[each, best[:, rank]] = np.inf
        found[rows] = places[each[:, None], best]
        added = added[each[:, None], best]
        added[np.arange(SHOWN_WORDS) >= size] = 0.0
        parts[rows] = added
    return readings.places.take(found), parts


def stands_on_one_word(model: LinearModel, reading: Reading, number: int) -> bool:
    """Whether the margin of a code stands on one word, and on no pair with it."""
    parts = model.parts(reading, number)
    best = int((-parts).argmin())
    most = MOST_OF_ONE * float(parts[parts > 0].sum())
    return bool(reading.features[best] < len(model.stems) and parts[best] > most)


@cache
def _codes(model: LinearModel) -> list[tuple[int, str | None]]:
    """Goal and target of each code of a model."""
    return [(goal_of(code), target_of(code)) for code in model.codes]


@cache
def _numbers(model: LinearModel) -> dict[str | int, int]:
    """The number of each target and goal of a model."""
    return {
        goal_of(code) if target_of(code) is None else code: number for code, number in model.numbers.items()
    }


_Chosen = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]
"""Columns: the texts and the codes by their numbers, the weights of the evidence, and of targets their shares of the
trust."""


def _goals(model: LinearModel, readings: Readings, named: NDArray[np.bool_]) -> _Chosen:
    """The goals that the texts speak for, or, where they are named, against; best first."""
    margins = readings.margins.take(model.goals, axis=1)
    numbers = np.take(model.goals, (-margins).argsort(axis=1, kind="stable"))
    each = np.arange(len(numbers))[:, None]
    weights = weights_of(readings.margins[each, numbers])
    speaking = np.where(weights < 0, named[each, numbers], np.arange(len(model.goals)) < MOST_GOALS)
    owners, ranks = (speaking & (readings.known >= ENOUGH_WORDS)[:, None]).nonzero()
    weights = rounded(weights[owners, ranks], 4)
    shown = (np.abs(weights) >= LEAST).nonzero()[0]
    owners, ranks = owners.take(shown), ranks.take(shown)
    return owners, numbers[owners, ranks], weights.take(shown), np.full(len(shown), -1.0)


def _targets(
    model: LinearModel, texts: Sequence[_Texts], readings: Readings, named: NDArray[np.bool_]
) -> _Chosen:
    """The targets that have most of the trust in the texts, best first."""
    trust = shares(readings.margins.take(model.targets, axis=1))
    trusts = np.array([one.trust for one in texts])
    most = np.where(readings.known >= FEWEST_WORDS, trusts[:, -1], 0)
    # Only the first are put in order, of equal ones that with the first code.
    beyond = len(model.targets) - min(int(trusts[:, -1].max()), len(model.targets))
    owners, places = (trust >= np.partition(trust, beyond, axis=1)[:, beyond, None]).nonzero()
    parts = trust[owners, places]
    order = np.lexsort((-parts, owners))
    ranks = np.arange(len(owners)) - owners.searchsorted(np.arange(len(texts))).take(owners)
    order = order[ranks < most.take(owners)]
    owners, parts = owners.take(order), np.round(parts.take(order), 4)
    numbers = np.take(model.targets, places.take(order))

    evens = np.array([one.beside if one.named else EVEN for one in texts]).take(owners)
    evens[named[owners, numbers]] = EVEN
    known = readings.known.take(owners)
    climate = model.numbers[CLIMATE]
    limits = np.where(model.goal_of.take(numbers) == climate, most_of(readings.margins[owners, climate]), 1.0)
    weights = rounded(weights_of_shares(parts, known, evens, limits, trusts.take(owners, axis=0)), 4)
    for place in ((weights > FAINT) & (known < ENOUGH_WORDS)).nonzero()[0].tolist():
        if stands_on_one_word(model, readings.of(owners[place]), numbers[place]):
            weights[place] = FAINT
    shown = (weights >= LEAST_TARGET).nonzero()[0]
    return owners.take(shown), numbers.take(shown), weights.take(shown), parts.take(shown)


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
