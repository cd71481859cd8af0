"""A three-way merge of a paragraph: what a person wrote, what the last draft said, what the data say now.

Changes of the data go into the person's text where the person left the words concerned alone. A figure counts as one
word, so that a number is never put together from two. A sentence is merged as a whole or not at all: of "rose from
96 to 97" neither half is changed when the person has rewritten the other half that the data contradict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# A number with its groups of thousands and decimals; a word; spaces; any other character.
_PIECE = r"\d+(?:[.,]\d+|[\u00a0\u202f ]\d{3}(?!\d))*|\w+|\s+|."


class Edit(NamedTuple):
    """Characters `start` to `end` of the person's text become `text`."""

    start: int
    end: int
    text: str


class Merged(NamedTuple):
    """What goes into the person's text, in its order, and whether some of the change could not go in."""

    edits: tuple[Edit, ...]
    clash: bool


class _Token(NamedTuple):
    same: str
    """The text that is compared: any run of spaces is one space."""
    start: int
    end: int
    is_figure: bool = False


class _Hunk(NamedTuple):
    """Tokens `first` to `last` of the old text become `text`."""

    first: int
    last: int
    text: str
    is_figure: bool


def merge(old: str, mine: str, new: str, figures: Iterable[str] = (), ends: Sequence[int] = ()) -> Merged:
    """What of the change from `old` to `new` goes into `mine`.

    Args:
        old: the text as the last draft wrote it.
        mine: the text as a person left it.
        new: the text that the data give now.
        figures: the figures of the old and the new text, each taken as one word.
        ends: where the sentences of the old text end; one sentence where empty.

    Example:
        >>> merge("Share: 97.8 of all.", "The share is 97.8 of all.", "Share: 98.4 of all.", ["97.8", "98.4"])
        Merged(edits=(Edit(start=13, end=17, text='98.4'),), clash=False)
        >>> merge("Share: 97.8.", "Share: about 98.", "Share: 98.4.", ["97.8", "98.4"])
        Merged(edits=(), clash=True)
    """
    pattern = _pattern(figures)
    base, left, right = (_tokens(text, pattern) for text in (old, mine, new))
    changes = [one for one in _opcodes(base, left) if one[0] != "equal"]
    places = _places(base, left)
    wanted: list[tuple[_Hunk, Edit | None]] = []
    for kind, i1, i2, j1, j2 in _opcodes(base, right):
        if kind == "equal":
            continue
        text = new[right[j1].start : right[j2 - 1].end] if j2 > j1 else ""
        is_figure = i2 - i1 == j2 - j1 == 1 and base[i1].is_figure and right[j1].is_figure
        hunk = _Hunk(i1, i2, text, is_figure)
        done = any(
            (k1, k2) == (i1, i2) and [t.same for t in left[l1:l2]] == [t.same for t in right[j1:j2]]
            for _, k1, k2, l1, l2 in changes
        )
        if not done:
            wanted.append((hunk, _edit(hunk, base, left, places, changes)))
    spans = _sentences(base, ends)
    spoilt = {place for hunk, edit in wanted if edit is None for place in _within(hunk, spans)}
    edits = [
        edit for hunk, edit in wanted if edit is not None and not spoilt.intersection(_within(hunk, spans))
    ]
    return Merged(tuple(sorted(edits)), any(edit is None for _, edit in wanted))


def _pattern(figures: Iterable[str]) -> re.Pattern[str]:
    known = sorted({text.strip() for text in figures if text.strip()}, key=lambda text: (-len(text), text))
    named = "|".join(
        rf"(?<!\w){spaced}(?!\w)" for spaced in (r"\s+".join(map(re.escape, text.split())) for text in known)
    )
    return re.compile(f"(?P<figure>{named})|{_PIECE}" if named else f"(?P<figure>(?!))|{_PIECE}", re.DOTALL)


def _tokens(text: str, pattern: re.Pattern[str]) -> list[_Token]:
    return [
        _Token(" ".join(found[0].split()) or " ", found.start(), found.end(), found["figure"] is not None)
        for found in pattern.finditer(text)
    ]


def _opcodes(one: Sequence[_Token], other: Sequence[_Token]) -> list[tuple[str, int, int, int, int]]:
    matcher = SequenceMatcher(None, [t.same for t in one], [t.same for t in other], autojunk=False)
    return list(matcher.get_opcodes())


def _places(base: Sequence[_Token], left: Sequence[_Token]) -> dict[int, int]:
    """For each token of the old text that the person left, its place in the person's text."""
    places = {}
    for kind, i1, i2, j1, _ in _opcodes(base, left):
        if kind == "equal":
            places.update({i: j1 + i - i1 for i in range(i1, i2)})
    return places


def _edit(
    hunk: _Hunk,
    base: Sequence[_Token],
    left: Sequence[_Token],
    places: dict[int, int],
    changes: Sequence[tuple[str, int, int, int, int]],
) -> Edit | None:
    """The hunk in the person's text; None where the person changed the words that it changes."""
    first, last = hunk.first, hunk.last
    if hunk.is_figure:
        place = places.get(first)
        if place is None:
            # Words were put in another order: the figure is the same one when each text holds it once.
            same = [n for n, token in enumerate(left) if token.same == base[first].same]
            once = sum(token.same == base[first].same for token in base) == 1
            place = same[0] if once and len(same) == 1 else None
        return None if place is None else Edit(left[place].start, left[place].end, hunk.text)
    if any(k1 <= last and first <= k2 for _, k1, k2, _, _ in changes):
        return None
    if last > first:
        return Edit(left[places[first]].start, left[places[last - 1]].end, hunk.text)
    if first > 0:
        point = left[places[first - 1]].end
    elif base:
        point = left[places[0]].start
    else:
        point = 0
    return Edit(point, point, hunk.text)


def _sentences(base: Sequence[_Token], ends: Sequence[int]) -> list[int]:
    """The number of the sentence that each token of the old text belongs to."""
    return [sum(token.start >= end for end in ends) for token in base]


def _within(hunk: _Hunk, sentences: Sequence[int]) -> set[int]:
    if not sentences:
        return {0}
    inside = set(sentences[hunk.first : hunk.last])
    return inside or {sentences[min(max(hunk.first - 1, 0), len(sentences) - 1)]}
