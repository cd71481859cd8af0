"""Resemblance of a short text to the titles of targets and indicators that sdgkit ships.

The titles of the agenda room are about 400 short texts per language, written for sdgkit. A title of an
activity that shares rare words with one of them is evidence for its target even where no phrase is known.
The measure is the cosine of the words' stems, weighted by how rare a stem is among the titles.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sdgkit.activities.activity import Activity
from sdgkit.agenda import targets
from sdgkit.agenda.resemblance import UNKNOWN, rarities, shares_of
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.scan import Scan, partners_of, scan_of
from sdgkit.mapping.stems import plain, stem_in, tongues
from sdgkit.mapping.words import LONGEST_PIECE, Column, Words, words_in
from sdgkit.tables import rows_of

LONGEST = 50
"""Words of a text above which it says too many things to resemble one title."""
PARTS = {"title": 1.0, "text": 1.0, "passage": 1.0, "objectives": 0.9, "description": 0.8}
"""Fields that are compared, where they are short, and what a resemblance in them is worth."""
FEWEST = 3
"""Stems that must be shared with the titles at all."""
TELLING = 4
"""Goals in whose titles a stem may stand and still tell one title from another: "ensure", "strengthen" and "capacity"
stand in those of nearly all, and a title that shares nothing else with a text does not resemble it."""
MOST = 4
"""Targets that one text may resemble."""
ROUGH = 1e-4
"""Part of a cosine by which its rough value may be off."""
WEIGHTS = ((0.25, 0.0), (0.3, 0.15), (0.4, 0.45), (0.5, 0.7), (0.6, 0.8), (1.0, 0.9))
"""Cosine -> weight: how often the most similar title is the right target, found on the indicator titles of
Kazakhstan's statistics office, which are no copies of ours."""


class _Index(NamedTuple):
    """Titles of one language; their stems are numbered in the order of the letters."""

    stems: Column
    """The number of a word's stem; one that stands in no title has a number above those of all that do."""
    rarity: list[float]
    """Of each stem."""
    table: NDArray[np.float32]
    """Share of each stem in each title; near enough to see which titles are worth looking at."""
    shares: list[dict[int, float]]
    """Of each title: stem -> share, stems in order."""
    telling: frozenset[int]
    """Stems that tell titles apart."""
    titles: list[tuple[str, str]]
    """Of each title: target and title."""


class _Numbered(dict[str, int]):
    """Stem -> number, a new one for each that is met."""

    def __missing__(self, stem: str) -> int:
        number = self[stem] = len(self)
        return number


@cache
def _index(language: str) -> _Index:
    spoken = tongues()[language].of
    titles = [(target.code, target.title.root.get(spoken, "")) for target in targets()]
    titles += [(row["target"], row.get(spoken, "")) for row in rows_of("agenda", "indicators.csv")]
    titles = [(code, title) for code, title in dict.fromkeys(titles) if title]
    stems = [{stem_in(plain(word), language) for word in words_in(title)} for _, title in titles]
    of_stems = rarities(stems)
    numbers = {stem: number for number, stem in enumerate(of_stems)}
    rarity = list(of_stems.values())
    table = np.zeros((len(rarity), len(titles)), np.float32)
    shares: list[dict[int, float]] = []
    for title, one in enumerate(stems):
        # In the order of the letters: of two titles that are equally near a last digit must not decide otherwise in
        # another process, where a set has another order.
        shares.append(shares_of({number: rarity[number] for number in sorted(numbers[stem] for stem in one)}))
        table[list(shares[-1]), title] = list(shares[-1].values())
    goals: dict[str, set[int]] = {}
    for (code, _), one in zip(titles, stems, strict=True):
        for stem in one:
            goals.setdefault(stem, set()).add(goal_of(code))
    telling = frozenset(numbers[stem] for stem, found in goals.items() if len(found) <= TELLING)

    def numbering() -> Callable[[str], int]:
        known = _Numbered(numbers)
        return lambda word: known[stem_in(plain(word), language)]

    return _Index(Column(numbering), rarity, table, shares, telling, titles)


def resembling(text: str, language: str) -> list[tuple[str, float, str]]:
    """Targets whose titles resemble a text, as (target, cosine, title), most similar first.

    Example:
        >>> resembling("Доля населения, пользующегося питьевой водой", "ru")[0][0]
        '6.1'
    """
    return _resembling(set(Words(text).numbers(_index(language).stems).tolist()), language)


def _resembling(stems: set[int], language: str) -> list[tuple[str, float, str]]:
    """The same of the stems of a text."""
    index = _index(language)
    size = len(index.rarity)
    known = sorted([stem for stem in stems if stem < size])
    if len(known) < FEWEST:
        return []
    rarity = {stem: index.rarity[stem] for stem in known}
    length = math.sqrt(sum([w * w for w in rarity.values()]) + (len(stems) - len(known)) * UNKNOWN**2)
    # All titles at once, roughly; few are near, and only those are worth an exact look.
    rough = np.array(list(rarity.values()), np.float32) @ index.table.take(known, axis=0)
    near = (rough > WEIGHTS[0][0] * length * (1 - ROUGH)).nonzero()[0].tolist()
    if not near:
        return []
    exact = []
    for number in near:
        cosine, first, told = 0.0, -1, False
        for stem, share in index.shares[number].items():
            if stem in rarity:
                if first < 0:
                    first = stem
                told = told or stem in index.telling
                cosine += share * rarity[stem] / length
        if told:
            exact.append((first, number, cosine))
    best: dict[str, tuple[float, str]] = {}
    # Of titles that are equally near, the first in the order of the stems that they share.
    for _, number, cosine in sorted(exact):
        code, title = index.titles[number]
        if cosine > WEIGHTS[0][0] and cosine > best.get(code, (0.0, ""))[0]:
            best[code] = (cosine, title)
    found = ((code, cosine, title) for code, (cosine, title) in best.items())
    return heapq.nsmallest(MOST, found, key=lambda item: (-item[1], item[0]))


def weight_of(cosine: float) -> float:
    """The weight of evidence of a cosine, by `WEIGHTS`.

    Example:
        >>> weight_of(0.2), weight_of(0.45)
        (0.0, 0.575)
    """
    for (low, small), (high, large) in pairwise(WEIGHTS):
        if low <= cosine <= high:
            return round(small + (cosine - low) / (high - low) * (large - small), 4)
    return 0.0 if cosine < WEIGHTS[0][0] else WEIGHTS[-1][1]


class ResemblanceFinder:
    """Finds targets whose titles a short text resembles."""

    name = "resemblance"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Hits for titles and other short texts, without what the context takes out of them."""
        partners = partners_of(activity)
        for passage in passages:
            factor = PARTS.get(passage.part)
            if (
                factor is None
                or len(passage.text) > LONGEST_PIECE * LONGEST
                or passage.text.count(" ") > LONGEST
                or not passage.text.strip()
            ):
                continue
            scan = scan_of(passage.text, passage.language, partners)
            hits = scan.hits.get((self.name, passage.field))
            if hits is None:
                hits = scan.hits[self.name, passage.field] = list(_hits(scan, passage.field, factor))
            yield from hits


def _hits(scan: Scan, field: str, factor: float) -> Iterator[Hit]:
    """What one text resembles."""
    _, void = scan.counted
    seen: set[str] = set()
    for language in scan.languages:
        for code, cosine, title in _resembling(_stems_of(scan, _index(language).stems), language):
            weight = round(weight_of(cosine) * factor, 4)
            if weight > 0 and code not in seen and not void & {code, code.partition(".")[0]}:
                seen.add(code)
                rule = f"resemblance:{language} {title}"
                yield Hit(goal_of(code), code, "model", field, title, weight, rule=rule)


def _stems_of(scan: Scan, stems: Column) -> set[int]:
    """The stems of a text without what is hidden in it."""
    words, counted = scan.words, scan.counted[0]
    numbers = words.numbers(stems).tolist()
    if counted is words.text:
        return set(numbers)
    left = set()
    for number, start, end in zip(numbers, words.starts, words.ends, strict=True):
        written = counted[start:end]
        if written == words.text[start:end]:
            left.add(number)
        elif not written.isspace():
            # A part of a word is left, and that is another word.
            return set(Words(counted).numbers(stems).tolist())
    return left


def make() -> ResemblanceFinder:
    """The finder."""
    return ResemblanceFinder()
