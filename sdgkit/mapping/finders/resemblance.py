"""Resemblance of a short text to the titles of targets and indicators that sdgkit ships.

The titles of the agenda room are about 400 short texts per language, written for sdgkit. A title of an
activity that shares rare words with one of them is evidence for its target even where no phrase is known.
The measure is the cosine of the words' stems, weighted by how rare a stem is among the titles.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.agenda import targets
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.scan import partners_of, scan_of
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.mapping.words import LONGEST_PIECE, Remembered, Words, words_in
from sdgkit.tables import rows_of

LONGEST = 50
"""Words of a text above which it says too many things to resemble one title."""
PARTS = {"title": 1.0, "text": 1.0, "objectives": 0.9, "description": 0.8}
"""Fields that are compared, where they are short, and what a resemblance in them is worth."""
FEWEST = 3
"""Stems that must be shared with the titles at all."""
MOST = 4
"""Targets that one text may resemble."""
UNKNOWN = 6.0
"""Weight of a stem that stands in no title: as much as of one that stands in one of 400."""
WEIGHTS = ((0.25, 0.0), (0.3, 0.15), (0.4, 0.45), (0.5, 0.7), (0.6, 0.8), (1.0, 0.9))
"""Cosine -> weight: how often the most similar title is the right target, found on the indicator titles of
Kazakhstan's statistics office, which are no copies of ours."""


class _Index(NamedTuple):
    """Titles of one language."""

    postings: dict[str, list[tuple[int, float]]]
    """Stem -> numbers of the titles that hold it, each with the stem's share of the title."""
    rarity: dict[str, float]
    highest: dict[str, float]
    """Stem -> its highest share of a title."""
    shares: list[dict[str, float]]
    """Of each title: stem -> share."""
    titles: list[tuple[str, str]]
    """Of each title: target and title."""


@cache
def _stems(language: str) -> Remembered[tuple[str, ...]]:
    """The stems of the words of a piece of a text."""
    return Remembered(lambda piece: tuple([stem_in(plain(word), language) for word in words_in(piece)]))


def _stems_of(pieces: Iterable[str], language: str) -> set[str]:
    return set(chain.from_iterable(map(_stems(language).__getitem__, pieces)))


@cache
def _index(language: str) -> _Index:
    titles = [(target.code, target.title.root.get(language, "")) for target in targets()]
    titles += [(row["target"], row.get(language, "")) for row in rows_of("agenda", "indicators.csv")]
    titles = [(code, title) for code, title in dict.fromkeys(titles) if title]
    stems = [_stems_of(title.split(), language) for _, title in titles]
    counts = Counter(stem for one in stems for stem in one)
    rarity = {stem: math.log((len(titles) + 1) / (count + 0.5)) for stem, count in counts.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    shares: list[dict[str, float]] = []
    for number, one in enumerate(stems):
        length = math.sqrt(sum(rarity[stem] ** 2 for stem in one))
        shares.append({stem: rarity[stem] / length for stem in sorted(one)})
        for stem, share in shares[-1].items():
            postings.setdefault(stem, []).append((number, share))
    highest = {stem: max(share for _, share in found) for stem, found in postings.items()}
    return _Index(postings, rarity, highest, shares, titles)


def resembling(text: str, language: str) -> list[tuple[str, float, str]]:
    """Targets whose titles resemble a text, as (target, cosine, title), most similar first.

    Example:
        >>> resembling("Доля населения, пользующегося питьевой водой", "ru")[0][0]
        '6.1'
    """
    return _resembling(Words(text).pieces, language)


def _resembling(pieces: Iterable[str], language: str) -> list[tuple[str, float, str]]:
    """The same of the pieces of a text."""
    index = _index(language)
    rarity = index.rarity
    stems = _stems_of(pieces, language)
    known = sorted([stem for stem in stems if stem in rarity])
    if len(known) < FEWEST:
        return []
    weights = [rarity[stem] for stem in known]
    length = math.sqrt(sum([w * w for w in weights]) + (len(stems) - len(known)) * UNKNOWN**2)
    best: dict[str, tuple[float, str]] = {}
    for number in _possible(index, known, WEIGHTS[0][0] * length):
        shares = index.shares[number]
        cosine = 0.0
        for stem, weight in zip(known, weights, strict=True):
            if stem in shares:
                cosine += shares[stem] * weight / length
        code, title = index.titles[number]
        if cosine > WEIGHTS[0][0] and cosine > best.get(code, (0.0, ""))[0]:
            best[code] = (cosine, title)
    found = ((code, cosine, title) for code, (cosine, title) in best.items())
    return heapq.nsmallest(MOST, found, key=lambda item: (-item[1], item[0]))


def _possible(index: _Index, known: Sequence[str], least: float) -> list[int]:
    """The titles that may share more than `least` with a text, by the first stem they share.

    A stem that many titles hold is worth little: what the common ones can add together is known beforehand, so
    only titles with one of the rarer stems are looked at, and of those the ones that the rest could lift enough.
    """
    rarity, highest = index.rarity, index.highest
    ordered = sorted([(rarity[stem] * highest[stem], stem) for stem in known])
    rest, common = 0.0, 0
    least *= 1 - 1e-9
    for most, _ in ordered:
        if rest + most > least:
            break
        rest += most
        common += 1
    sums: dict[int, float] = {}
    for _, stem in ordered[common:]:
        weight = rarity[stem]
        for number, share in index.postings[stem]:
            sums[number] = sums.get(number, 0.0) + share * weight
    least -= rest
    places = {stem: place for place, stem in enumerate(known)}
    found = [
        (min([places[stem] for stem in index.shares[number] if stem in places]), number)
        for number, shared in sums.items()
        if shared > least
    ]
    return [number for _, number in sorted(found)]


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
            text, void = scan.counted
            pieces = scan.words.pieces if text is scan.words.text else Words(text).pieces
            seen: set[str] = set()
            for language in scan.languages:
                for code, cosine, title in _resembling(pieces, language):
                    weight = round(weight_of(cosine) * factor, 4)
                    if weight > 0 and code not in seen and not void & {code, code.partition(".")[0]}:
                        seen.add(code)
                        rule = f"resemblance:{language} {title}"
                        yield Hit(goal_of(code), code, "model", passage.field, title, weight, rule=rule)


def make() -> ResemblanceFinder:
    """The finder."""
    return ResemblanceFinder()
