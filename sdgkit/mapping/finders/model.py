"""Evidence of the model in the wheel (`sdgkit.mapping.linear_model`): words that together point to a goal or target.

The texts of one language are read as one. A goal's margin is evidence for it, or against it where a phrase of the goal
stands in the text; targets share the trust of the model, and those that have most of it get evidence. Each piece lies
on the word that adds most; its rule names the words that add most (or take most away), each with what it adds to the
margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.mapping.combine import MODEL, raw_score, weighed
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.finders.phrase import hits_of
from sdgkit.mapping.finders.resemblance import LONGEST
from sdgkit.mapping.linear_model import UNKNOWN, LinearModel, Reading, Readings, shipped
from sdgkit.mapping.scan import languages_in, partners_of, scan_of
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.words import Words

FLOOR, RISE, RISE_AGAINST = -0.5, 0.7, 2.0
"""Margin of a goal that speaks neither for nor against it, and the strength (`combine.strength`) of each unit above and
below it: texts of several subjects lie below a border of 0. Chosen on one half of the SDG Classification Benchmark (by
hash)."""
MOST_AGAINST = 2.0
"""Strength of evidence against a goal at most. It is brought only where a phrase of the goal was found, elsewhere
there is nothing to speak against; and not where the title calls the goal by name."""
CALLS = 0.65
"""Weight from which a phrase of a title calls its goal by name: "refugees" does, of which the texts that the model
learned of inequality do not speak. Chosen on labelled projects of Kazakhstan and the development set."""
SHARP = 4.0
"""How fast the trust in a target falls with its margin, as a natural logarithm for each unit. With it a share is about
how often the target is right on countries left out of training."""
EVEN, EVEN_BESIDE = 0.12, 0.25
"""Share of the trust from which evidence for a target grows: of one of which a phrase was found, or in a text without
any, where the model is the only witness; and of one where the phrases point elsewhere, or to goals alone, or do not
count. Chosen on countries left out of training together with projects of Kazakhstan and the development set, where
phrases are right more often."""
OPEN, CERTAIN = 0.82, 0.93
"""Where no title says what a text is about, one phrase that points elsewhere is no more certain than the model: raw
value of the phrases of another target (`combine.raw_score`) up to which they count as none, and from which they count
in full. Beside the phrases of a title a share of one half was right for none of the projects, but for half of the
sentences of climate plans, which have no title."""
ENOUGH_PHRASES = 200
"""Phrases of a text that are looked at for that; a text that repeats a word a million times says no more."""
MOST_FOR = 3.0
"""Strength of evidence for a target at most."""
CLIMATE = "13"
"""Goal of which only the margin tells whether the text is about it. The labels of targets come from climate plans,
where "capacity" and "monitoring" tell one target from another without a word of the climate."""
FAINT_GOAL, SURE_GOAL = -0.7, -0.4
"""Margins of that goal between which the most that evidence for its targets can weigh rises from `UNSURE` to 1."""
UNSURE = 0.25
"""Too little to stand without other evidence."""
LEAST, LEAST_TARGET = 0.02, 0.002
"""Weight below which evidence for or against a goal, and for a target, is not worth showing."""
OF_THE_PROGRAMME = {"results": 0.25}
"""What a word counts where it stands in the results of a programme, which are given with each of its activities: an
output that "strengthens capacities and resilience" made activities of every kind climate ones. Chosen on activities of
Kazakhstan and Mongolia in UN INFO; phrases there have `combine.FIELDS`."""
MOST_GOALS = 4
"""Goals for which the texts of one language give evidence at most."""
SHOWN_WORDS = 4
AT_A_TIME = 64
"""Codes whose most telling words are looked for at a time."""
FEWEST_WORDS, FEW_WORDS, ENOUGH_WORDS = 2, 4, 12
"""Words known to the model that the texts of a language must have together; those from which on evidence can make a
target stand; and those from which on it counts in full. Of three words of a title one out of place ("climate of
trust") would decide, and phrases read titles better. Goals have no evidence from fewer than `ENOUGH_WORDS`."""
SHORTEST = 0.65
"""What evidence of `FEW_WORDS` words counts of that of `ENOUGH_WORDS`."""
FAINT = 0.25
"""What evidence of fewer words can weigh at most: it puts a target before others, and no more."""
MOST_OF_ONE = 0.65
"""Part of all that speaks for a target in a text of few words above which it stands on one word alone, and can weigh no
more than `FAINT`."""


class Trust(NamedTuple):
    """How the share of a target becomes the weight of its evidence.

    Attributes:
        rise: strength for each unit of the natural logarithm of its share above `EVEN`.
        low, power: weight where that is more, `low` times the share to this power: too little to stand, but it puts a
            target before others when a person chooses by hand.
        most: targets for which the texts of one language give evidence at most.
    """

    rise: float
    low: float
    power: float
    most: int


TITLED, ALONE = Trust(1.25, 0.7, 1.0, 6), Trust(1.6, 0.6, 0.5, 10)
"""Of an activity with a title, and of a text that stands alone. Chosen as `EVEN`, and on one half of the SDG
Classification Benchmark. A rise of 2 would find a little more in climate plans (F1 0.506 instead of 0.504), of which a
quarter is right."""

_tuple = tuple.__new__
"""Makes a named tuple of its values, in a third of the time that its own class takes."""


def weights_of(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of evidence of goals' margins, not yet rounded; below 0 where they speak against the goals.

    Example:
        >>> weights_of(np.array([-0.5, 0.5, -0.7])).round(4).tolist()
        [0.0, 0.5034, -0.4918]
    """
    above = margins - FLOOR
    strength = np.where(above >= 0, RISE * above, np.maximum(-MOST_AGAINST, RISE_AGAINST * above))
    found: NDArray[np.float64] = 1 - np.exp(-strength)
    return found


def weights_of_shares(
    shares: NDArray[np.float64],
    words: NDArray[np.int64] | int,
    even: NDArray[np.float64] | float = EVEN,
    most: NDArray[np.float64] | float = 1.0,
    trusts: Sequence[Trust] = (TITLED,),
) -> NDArray[np.float64]:
    """The weights of evidence of targets' shares of the trust, not yet rounded.

    They are rounded by Python: shares are told with four digits, and numpy rounds what lies half way otherwise.

    Args:
        shares: of the targets.
        words: how many words of the text of each the model knows.
        even: share from which evidence grows.
        most: what the evidence can weigh at most (`most_of`).
        trusts: whether the text of each has a title; one holds for all.

    Example:
        >>> weights_of_shares(np.array([0.5, 0.05]), 20).round(4).tolist()
        [0.832, 0.035]
        >>> weights_of_shares(np.array([0.5, 0.04]), 20, trusts=[ALONE]).round(4).tolist()
        [0.8981, 0.12]
        >>> weights_of_shares(np.full(3, 0.5), np.array([20, 4, 3]), EVEN_BESIDE, UNSURE).round(4).tolist()
        [0.25, 0.1625, 0.25]
    """
    words = np.minimum(words, ENOUGH_WORDS)
    rise, low, power = np.array([one[:3] for one in trusts]).T
    strength = np.minimum(MOST_FOR, rise * np.log(np.maximum(shares, 1e-9) / even))
    weights = np.maximum(1 - np.exp(-strength), low * shares**power)
    found: NDArray[np.float64] = np.minimum(weights, np.minimum(most, _MOST.take(words))) * _COUNTED.take(
        words
    )
    return found


_MOST = np.array([FAINT if words < FEW_WORDS else 1.0 for words in range(ENOUGH_WORDS + 1)])
"""What evidence for a target can weigh at most, by the number of words."""
_COUNTED = np.array(
    [
        1 - (ENOUGH_WORDS - words) / (ENOUGH_WORDS - FEW_WORDS) * (1 - SHORTEST)
        if words >= FEW_WORDS
        else 1.0
        for words in range(ENOUGH_WORDS + 1)
    ]
)
"""And what part of it counts."""


def most_of(of_goal: NDArray[np.float64]) -> NDArray[np.float64]:
    """What evidence for a target of the climate goal can weigh at most, by the margin of that goal.

    Example:
        >>> most_of(np.array([-1.0, -0.55, 0.0])).tolist()
        [0.25, 0.625, 1.0]
    """
    part = (of_goal - FAINT_GOAL) / (SURE_GOAL - FAINT_GOAL)
    found: NDArray[np.float64] = np.round(UNSURE + (1 - UNSURE) * np.clip(part, 0.0, 1.0), 4)
    return found


def shares(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """The trust of the model, shared among the targets by their margins, a text in each row; together 1.

    Example:
        >>> shares(np.array([[0.5, 0.5]])).tolist()
        [[0.5, 0.5]]
    """
    grown = np.exp(SHARP * (margins - margins.max(axis=1, keepdims=True)))
    found: NDArray[np.float64] = grown / grown.sum(axis=1, keepdims=True)
    return found


def certainties(phrases: Sequence[Hit]) -> dict[str, float]:
    """How certain the phrases of each target are: their raw value.

    Example:
        >>> certainties([Hit(3, "3.1", "phrase", "title.en", "midwives", 0.7, 0, 8, "goal_03.csv:9 midwives")])
        {'3.1': 0.7}
    """
    pieces: dict[str, list[tuple[str, float]]] = {}
    for hit, weight in weighed(phrases) if phrases else ():
        if hit.target:
            pieces.setdefault(hit.target, []).append((hit.field, weight))
    return {target: raw_score(found) for target, found in pieces.items()}


class Pointing(NamedTuple):
    """Where the phrases of a text point.

    Attributes:
        named: codes of the phrases that were found, also where they do not count.
        certain: how certain the phrases of each target are (`certainties`); None where the activity has a title, whose
            phrases are certain.
        misled: whether phrases were found that do not count.
        called: goals that a phrase of the title calls by name (`CALLS`): they are said on purpose, as in a mention, and
            how the texts read does not speak against them.
    """

    named: set[str | int | None]
    certain: dict[str, float] | None
    misled: bool = False
    called: Set[int] = frozenset()

    def doubts(self, goal: int) -> bool:
        """Whether there may be evidence against a goal.

        Example:
            >>> Pointing({10, 16}, None, called={10}).doubts(10), Pointing({10, 16}, None, called={10}).doubts(16)
            (False, True)
        """
        return goal in self.named and goal not in self.called

    def even(self, code: str) -> float:
        """The share of the trust from which evidence for a target grows.

        Example:
            >>> Pointing({"3", "3.8"}, None).even("3.8"), Pointing({"3", "3.8"}, None).even("4.1")
            (0.12, 0.25)
            >>> round(Pointing({"3", "3.8"}, {"3.8": 0.875}).even("4.1"), 3)
            0.185
        """
        if not self.named or code in self.named:
            return EVEN
        if not self.certain or self.misled:
            return EVEN_BESIDE
        surest = max([raw for other, raw in self.certain.items() if other != code], default=0.0)
        return EVEN + (EVEN_BESIDE - EVEN) * min(1.0, max(0.0, (surest - OPEN) / (CERTAIN - OPEN)))


class ModelFinder:
    """Finds goals and targets by the words of all texts of one language together."""

    name = "model"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> list[Hit]:
        """Hits for codes whose margin is high; names, negation and background are left out of the texts."""
        return self.find_each([(activity, passages)])[0]

    def find_each(self, looked: Sequence[tuple[Activity, Sequence[Passage]]]) -> list[list[Hit]]:
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
                texts.append(_texts_of(model, language, some, partners, titled))
        found: list[list[Hit]] = [[] for _ in looked]
        for owner, hits in zip(owners, _hits(model, texts) if texts else (), strict=True):
            found[owner] += hits
        return found


class _Texts(NamedTuple):
    """The texts of an activity in one language, as the model reads them."""

    language: str
    numbers: NDArray[np.int32]
    """Numbers of the stems of their words; between two texts stands a word that says nothing."""
    written: list[_Written]
    less: list[tuple[slice, float]]
    """Where the words stand that count only in part, and that part."""
    void: frozenset[str]
    """Codes that cannot be meant."""
    pointing: Pointing
    """Where their phrases point."""
    trust: Trust
    """Whether the activity has a title."""


def _texts_of(
    model: LinearModel, language: str, passages: Sequence[Passage], partners: tuple[str, ...], titled: bool
) -> _Texts:
    numbers: list[NDArray[np.int32]] = []
    written: list[_Written] = []
    void: frozenset[str] = frozenset()
    named: set[str | int | None] = set()
    called: set[int] = set()
    phrases: list[Hit] = []
    less: list[tuple[slice, float]] = []
    begins = 0
    for field, spoken, text in passages:
        scan = scan_of(text, spoken, partners)
        words = scan.words
        for entry, _, _, _, _ in scan.phrases:
            named.add(entry.goal)
            named.add(entry.target)
        part = field.partition(".")[0]
        if part == "title":
            called |= {hit.goal for hit in hits_of(scan, field) if hit.weight >= CALLS and not hit.held}
        if not titled:
            phrases += hits_of(scan, field)[:ENOUGH_PHRASES]
        tongue = language
        if tongue not in tongues():
            tongue = next(iter(languages_in(text)), "en")
        own = model.numbers_in(words.pieces, tongue)
        short = text.count(" ") <= LONGEST
        spans, said = scan.hidden if short else (scan.names, frozenset[str]())
        void |= said
        if spans:
            own = own.copy()
            counted = scan.counted[0] if short else ""
            for span in spans:
                # The words that begin in it; of a short text only those of which nothing else is left.
                for place in range(words.before(span.start), words.before(span.end)):
                    start, end = words.reach(place, place)
                    if not short or counted[start:end].isspace():
                        own[place] = UNKNOWN
        if numbers:
            numbers.append(_GAP)
        numbers.append(own)
        written.append(_Written(begins, field, words))
        if part in OF_THE_PROGRAMME:
            less.append((slice(begins, begins + len(own)), OF_THE_PROGRAMME[part]))
        begins += len(own) + 1
    certain, misled = None if titled else certainties(phrases), any(hit.held for hit in phrases)
    pointing = Pointing(named, certain, misled, called)
    joined = np.concatenate(numbers) if len(numbers) > 1 else numbers[0]
    return _Texts(language, joined, written, less, void, pointing, TITLED if titled else ALONE)


_GAP = np.array([UNKNOWN], np.int32)


class _Written(NamedTuple):
    """Where the words of a text stand among all that are read together."""

    begins: int
    field: str
    words: Words


class _Place(NamedTuple):
    """Where a feature stands."""

    field: str
    text: str
    start: int
    end: int


class _Seen:
    """The texts of an activity in one language, of which the model has seen the words."""

    def __init__(self, texts: _Texts) -> None:
        self.texts = texts
        self.field = f".{texts.language}"
        # The same words speak for a goal and for its targets.
        self._places: dict[int, _Place] = {}

    def place(self, place: int) -> _Place:
        """Where a feature stands, given as in `Readings.places`."""
        found = self._places.get(place)
        if found is None:
            last = place >> 1
            first = last - (place & 1)
            text = self.texts.written[0]
            for one in self.texts.written:
                if one.begins > first:
                    break
                text = one
            start, end = text.words.reach(first - text.begins, last - text.begins)
            found = self._places[place] = _tuple(_Place, (text.field, text.words.text[start:end], start, end))
        return found


class _SeenHit(Hit):
    """A hit of the model, whose words are written when it is told; its field is the language alone until then."""

    of: tuple[_Seen, float, float | None, list[int], list[float]]
    """The texts; the margin; of a target its share of the trust; places of the words that add most; what each adds."""

    def told(self) -> Hit:
        goal, target, kind, _, _, weight, _, _, _, held = self
        seen, margin, share, places, parts = self.of
        most = [
            (seen.place(place), part) for place, part in zip(places, parts, strict=True) if part * weight > 0
        ] or [(seen.place(places[0]), parts[0])]
        words = "; ".join([f"{place.text} {part:+.2f}" for place, part in most])
        told = "" if share is None else f" share {share:.4f}"
        rule = f"{MODEL}{seen.texts.language}{told} margin {margin:.2f}: {words}"
        field, text, start, end = most[0][0]
        return _tuple(Hit, (goal, target, kind, field, text, weight, start, end, rule, held))


def _hits(model: LinearModel, texts: Sequence[_Texts]) -> list[list[Hit]]:
    """The evidence of each text: goals before targets, best first."""
    less = [(number, *one) for number, text in enumerate(texts) for one in text.less]
    readings = model.read([one.numbers for one in texts], less)
    seen = [_Seen(one) for one in texts]
    found: list[list[Hit]] = [[] for _ in texts]
    chosen = [*_goals(model, texts, readings), *_targets(model, texts, readings)]
    if not chosen:
        return found
    owners, numbers, weights, _ = map(np.array, zip(*chosen, strict=True))
    places, parts = most_telling(model, readings, owners, numbers, np.sign(weights))
    margins = readings.margins[owners, numbers].tolist()
    codes = _codes(model)
    for (owner, number, weight, share), margin, *most in zip(
        chosen, margins, places.tolist(), parts.tolist(), strict=True
    ):
        own, (goal, target) = seen[owner], codes[number]
        if own.texts.void and not own.texts.void.isdisjoint((target, str(goal))):
            continue
        hit = _tuple(_SeenHit, (goal, target, "model", own.field, "", weight, None, None, MODEL, ""))
        hit.of = own, margin, share, *most
        found[owner].append(hit)
    return found


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


_Chosen = tuple[int, int, float, float | None]
"""A text and a code by their numbers, the weight of the evidence, and of a target its share of the trust."""


def _goals(model: LinearModel, texts: Sequence[_Texts], readings: Readings) -> Iterator[_Chosen]:
    """The goals that the texts speak for or against."""
    margins = readings.margins.take(model.goals, axis=1)
    order = (-margins).argsort(axis=1, kind="stable")
    weights = weights_of(margins[np.arange(len(texts))[:, None], order])
    speaking = (weights < 0) | ((weights > 0) & (np.arange(len(model.goals)) < MOST_GOALS))
    owners, ranks = (speaking & (readings.known >= ENOUGH_WORDS)[:, None]).nonzero()
    numbers = np.array(model.goals).take(order[owners, ranks])
    codes = _codes(model)
    for owner, number, weight in zip(
        owners.tolist(), numbers.tolist(), weights[owners, ranks].tolist(), strict=True
    ):
        if weight > 0 or texts[owner].pointing.doubts(codes[number][0]):
            weight = round(weight, 4)
            if abs(weight) >= LEAST:
                yield owner, number, weight, None


def _targets(model: LinearModel, texts: Sequence[_Texts], readings: Readings) -> Iterator[_Chosen]:
    """The targets that have most of the trust in the texts."""
    trust = shares(readings.margins.take(model.targets, axis=1))
    most_targets = np.array([one.trust.most for one in texts])
    places = (-trust).argsort(axis=1, kind="stable")[:, : most_targets.max()]
    owners, ranks = (np.arange(places.shape[1]) < most_targets[:, None]).nonzero()
    places = places[owners, ranks]
    parts = np.round(trust[owners, places], 4)
    known = readings.known.take(owners)
    numbers = np.array(model.targets).take(places)
    climate = model.numbers[CLIMATE]
    most = np.where(model.goal_of.take(numbers) == climate, most_of(readings.margins[owners, climate]), 1.0)
    told = list(zip(owners.tolist(), numbers.tolist(), strict=True))
    evens = np.array([texts[owner].pointing.even(model.codes[number]) for owner, number in told])
    trusts = [texts[owner].trust for owner, _ in told]
    weights = weights_of_shares(parts, known, evens, most, trusts)
    for (owner, number), words, weight, share in zip(
        told, known.tolist(), weights.tolist(), parts.tolist(), strict=True
    ):
        weight = round(weight, 4)
        if weight < LEAST_TARGET or words < FEWEST_WORDS:
            continue
        if weight > FAINT and words < ENOUGH_WORDS and stands_on_one_word(model, readings.of(owner), number):
            weight = FAINT
        yield owner, number, weight, share


def make() -> ModelFinder:
    """The finder."""
    return ModelFinder()
