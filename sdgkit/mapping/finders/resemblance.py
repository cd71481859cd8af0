"""Resemblance of a short text to the titles of targets and indicators that sdgkit ships.

The titles of the agenda room are about 400 short texts per language, written for sdgkit. A title of an
activity that shares rare words with one of them is evidence for its target even where no phrase is known.
The measure is the cosine of the words' stems, weighted by how rare a stem is among the titles.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sdgkit.activities.activity import Activity
from sdgkit.agenda import targets
from sdgkit.mapping.context import CUE, Span, effects, name_spans
from sdgkit.mapping.finders import Hit, Passage, goal_of
from sdgkit.mapping.finders.phrase import languages_in
from sdgkit.mapping.lexicon import lexicon
from sdgkit.mapping.stems import plain, stem_in
from sdgkit.mapping.words import LONGEST_PIECE, words_in, words_of_text
from sdgkit.tables import rows_of

LONGEST = 50
"""Words of a text above which it says too many things to resemble one title."""
PARTS = {"title": 1.0, "text": 1.0, "objectives": 0.9, "description": 0.8}
"""Fields that are compared, where they are short, and what a resemblance in them is worth."""
FEWEST = 3
"""Stems that must be shared with the titles at all."""
TELLING = 4
"""Goals in whose titles a stem may stand and still tell one title from another: "ensure", "strengthen" and "capacity"
stand in those of nearly all, and a title that shares nothing else with a text does not resemble it."""
MOST = 4
"""Targets that one text may resemble."""
UNKNOWN = 6.0
"""Weight of a stem that stands in no title: as much as of one that stands in one of 400."""
WEIGHTS = ((0.25, 0.0), (0.3, 0.15), (0.4, 0.45), (0.5, 0.7), (0.6, 0.8), (1.0, 0.9))
"""Cosine -> weight: how often the most similar title is the right target, found on the indicator titles of
Kazakhstan's statistics office, which are no copies of ours."""


class _Index(NamedTuple):
    """Titles of a language: stem -> (title, weight), stem -> rarity, telling stems, each title with its target."""

    postings: dict[str, list[tuple[int, float]]]
    rarity: dict[str, float]
    telling: frozenset[str]
    titles: list[tuple[str, str]]


def _stems(text: str, language: str) -> set[str]:
    return {stem_in(plain(word), language) for word in words_in(text)}


@cache
def _index(language: str) -> _Index:
    titles = [(target.code, target.title.root.get(language, "")) for target in targets()]
    titles += [(row["target"], row.get(language, "")) for row in rows_of("agenda", "indicators.csv")]
    titles = [(code, title) for code, title in dict.fromkeys(titles) if title]
    stems = [_stems(title, language) for _, title in titles]
    counts = Counter(stem for one in stems for stem in one)
    rarity = {stem: math.log((len(titles) + 1) / (count + 0.5)) for stem, count in counts.items()}
    postings: dict[str, list[tuple[int, float]]] = {}
    for number, one in enumerate(stems):
        length = math.sqrt(sum(rarity[stem] ** 2 for stem in one))
        for stem in sorted(one):
            postings.setdefault(stem, []).append((number, rarity[stem] / length))
    goals: dict[str, set[int]] = {}
    for (code, _), one in zip(titles, stems, strict=True):
        for stem in one:
            goals.setdefault(stem, set()).add(goal_of(code))
    telling = frozenset(stem for stem, found in goals.items() if len(found) <= TELLING)
    return _Index(postings, rarity, telling, titles)


def resembling(text: str, language: str) -> list[tuple[str, float, str]]:
    """Targets whose titles resemble a text, as (target, cosine, title), most similar first.

    Example:
        >>> resembling("Доля населения, пользующегося питьевой водой", "ru")[0][0]
        '6.1'
    """
    index = _index(language)
    stems = _stems(text, language)
    known = sorted(stems & index.rarity.keys())
    if len(known) < FEWEST:
        return []
    weights = [index.rarity[stem] for stem in known]
    length = math.sqrt(sum(w * w for w in weights) + (len(stems) - len(known)) * UNKNOWN**2)
    told = {number for stem in known if stem in index.telling for number, _ in index.postings[stem]}
    cosines: dict[int, float] = {}
    for stem, weight in zip(known, weights, strict=True):
        for number, share in index.postings[stem]:
            cosines[number] = cosines.get(number, 0.0) + share * weight / length
    best: dict[str, tuple[float, str]] = {}
    for number, cosine in cosines.items():
        code, title = index.titles[number]
        if number in told and cosine > WEIGHTS[0][0] and cosine > best.get(code, (0.0, ""))[0]:
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
        partners = [name for partner in activity.partners for _, name in partner.name.items()]
        for passage in passages:
            factor = PARTS.get(passage.part)
            if (
                factor is None
                or len(passage.text) > LONGEST_PIECE * LONGEST
                or passage.text.count(" ") > LONGEST
                or not passage.text.strip()
            ):
                continue
            languages = languages_in(passage.text, passage.language)
            text, void = what_counts(passage, partners, languages)
            seen: set[str] = set()
            for language in languages:
                for code, cosine, title in resembling(text, language):
                    weight = round(weight_of(cosine) * factor, 4)
                    if weight > 0 and code not in seen and not void & {code, code.partition(".")[0]}:
                        seen.add(code)
                        rule = f"resemblance:{language} {title}"
                        yield Hit(goal_of(code), code, "model", passage.field, title, weight, rule=rule)


def what_counts(
    passage: Passage, partners: Sequence[str], languages: Sequence[str]
) -> tuple[str, frozenset[str]]:
    """The text without names, addresses, idioms, negation and background; codes that cannot be meant."""
    words = words_of_text(passage.text)
    cues = [
        hit
        for language in languages
        for hit in lexicon(language).found(words)
        if hit.phrase.target.startswith(CUE)
    ]
    spans = name_spans(words.text, partners)
    void: frozenset[str] = frozenset()
    for effect in effects(cues, words):
        if effect.targets:
            void |= effect.targets
        elif effect.after > effect.first:
            spans.append(Span(words.start(effect.first), words.end(effect.after - 1), effect.kind))
    return without(words.text, spans), void


def without(text: str, spans: Sequence[Span]) -> str:
    """The text with spans blanked out.

    Example:
        >>> without("Ministry of Health: bridge", [Span(0, 18, "partner")]).strip()
        ': bridge'
    """
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def make() -> ResemblanceFinder:
    """The finder."""
    return ResemblanceFinder()
