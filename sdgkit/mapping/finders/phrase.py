"""Phrases of the lexicon in the texts of an activity, judged by their context."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sdgkit.activities.activity import Activity
from sdgkit.languages import fold
from sdgkit.mapping.context import CUE, effects, judged, named_in
from sdgkit.mapping.finders import Hit, Passage, goal_of, target_of
from sdgkit.mapping.finders.code import crosswalk
from sdgkit.mapping.lexicon import Found, lexicon
from sdgkit.mapping.stems import tongues
from sdgkit.mapping.words import words_of_text

INSIDE_ANOTHER = 0.5
"""Factor of a phrase that stands inside a longer one of another goal: "school" in "school meals"."""
SHORT_TEXT = 60
"""Letters below which a text in a shared alphabet is also read in the languages it shows no letters of."""

_QUOTES = "'’ʼ"
_LATIN = re.compile("[A-Za-z]{2}")
_CYRILLIC = re.compile("[\u0400-\u052f]{2}")


@cache
def _letters(tag: str) -> re.Pattern[str]:
    letters = tongues()[tag].letters
    return re.compile(f"[{letters}{letters.upper()}]")


@cache
def _default(script: str) -> list[str]:
    """The languages that any text of a script is read in."""
    return [tag for tag, tongue in tongues().items() if tongue.script == script and not tongue.letters]


class PhraseFinder:
    """Finds the phrases of `knowledge/goal_NN.csv`."""

    name = "phrase"

    def find(self, activity: Activity, passages: Sequence[Passage]) -> Iterator[Hit]:
        """Every phrase, the held ones too, with the reason why they are held."""
        partners: list[str] | None = None
        for passage in passages:
            if passage.part == "sector" and fold(passage.text) in crosswalk().titles:
                # The finder of codes reads it; the same heading must not count twice.
                continue
            words = words_of_text(passage.text)
            found: list[Found] = []
            for language in languages_in(passage.text, passage.language):
                found += lexicon(language).found(words)
            if not found:
                continue
            cues = [hit for hit in found if hit.phrase.target.startswith(CUE)]
            hits = [hit for hit in found if not hit.phrase.target.startswith(CUE)]
            if not hits:
                continue
            if partners is None:
                partners = [name for p in activity.partners for _, name in p.name.items()]
            spans = named_in(words, partners)
            around = effects(cues, words) if cues else []
            for hit, covered in _kept(hits):
                start, end = hit.start, hit.end
                factor, held = judged(hit, around) if around else (1.0, "")
                weight = hit.phrase.weight * factor * (INSIDE_ANOTHER if covered else 1.0)
                for span in spans:
                    if span.start < end and start < span.end:
                        weight, held = 0.0, span.kind
                        break
                target = hit.phrase.target
                written = words.text[start:end]
                if written[0] in _QUOTES or written[-1] in _QUOTES:
                    start += len(written) - len(written.lstrip(_QUOTES))
                    written = written.strip(_QUOTES)
                    end = start + len(written)
                yield Hit(
                    goal_of(target),
                    target_of(target),
                    "phrase",
                    passage.field,
                    written,
                    round(weight, 4),
                    start,
                    end,
                    f"{hit.phrase.rule} {hit.phrase.phrase}",
                    held if weight == 0 else "",
                )


def languages_in(text: str, language: str = "") -> list[str]:
    """The languages a text is read in: by its alphabets, its letters, and what the register says.

    Example:
        >>> languages_in("Су ресурстары (водные ресурсы), water"), languages_in("Вода")
        (['en', 'ru', 'kk'], ['ru', 'kk'])
    """
    if text.isascii() and len(text) >= SHORT_TEXT and language in ("", *_default("latin")):
        return _default("latin")
    scripts = {"latin": bool(_LATIN.search(text)), "cyrillic": bool(_CYRILLIC.search(text))}
    return [
        tag
        for tag, tongue in tongues().items()
        if scripts.get(tongue.script)
        and (
            not tongue.letters
            or tag == language
            or len(text) < SHORT_TEXT
            or _letters(tag).search(text) is not None
        )
    ]


def _kept(hits: list[Found]) -> Iterator[tuple[Found, bool]]:
    """The hits without those inside a longer one of the same goal; whether one lies inside another goal's.

    Of the same words for the same target the heaviest stays.
    """
    ordered = sorted(hits, key=lambda h: (h.first, -h.after, -h.phrase.weight))
    open_ones: list[Found] = []
    reach = 0
    for hit in ordered:
        if hit.first >= reach:
            open_ones = [hit]
            reach = hit.after
            yield hit, False
            continue
        if hit.after > reach:
            reach = hit.after
        first, after, target = hit.first, hit.after, hit.phrase.target
        goal = goal_of(target)
        covered = dropped = False
        for other in open_ones:
            if other.after < after or other.after <= first:
                continue
            if other.first == first and other.after == after:
                if other.phrase.target == target:
                    dropped = True
                    break
                continue
            of_other = other.phrase.target
            if of_other == target or ("." not in target and goal_of(of_other) == goal):
                dropped = True
                break
            covered = True
        if not dropped:
            open_ones.append(hit)
            yield hit, covered


def make() -> PhraseFinder:
    """The finder."""
    return PhraseFinder()
