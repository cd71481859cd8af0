"""Beginnings: with which letters what an expression finds can begin.

Where they are known, an expression need be tried only at the places where one of them stands, and not at each letter
of a text. They are read off the expression as Python itself reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from itertools import product
from typing import Any, NamedTuple

LONGEST = (9, 6, 4)
"""Letters of a beginning that are looked at; fewer where that would make too many."""
MOST = 500
"""Beginnings of an expression above which it might as well be tried everywhere."""
WIDEST = 8
"""Letters of a class ("[её]") that are told apart."""

_ODD = str.maketrans("ıİſᲀᲁᲂᲃᲄᲅᲆ", "iisвдосттъ")
"""Letters that such expressions take for others, though they are no capitals of them."""
_AROUND = frozenset(("AT", "ASSERT", "ASSERT_NOT"))
"""What an expression asks of a place without taking a letter."""


class Beginning(NamedTuple):
    """With which letters something begins, `folded`."""

    text: str
    before: int = 0
    """How many of them stand before it."""


class _Head(NamedTuple):
    text: str
    before: int
    known: bool
    """Whether what follows is known."""


def folded(text: str) -> str:
    """A text as expressions see it that make no difference between small letters and capitals; of the same length.

    Example:
        >>> folded("Ёлки İSTANBUL")
        'ёлки istanbul'
    """
    return text.lower() if text.isascii() else text.translate(_ODD).lower()


def beginnings(pattern: str) -> frozenset[Beginning] | None:
    """With what everything begins that an expression finds; None where it may begin with anything, or with a blank.

    Example:
        >>> sorted(one.text for one in beginnings("(?:[Bb]us |tram )?line [0-9]") or ())
        ['bus line ', 'line ', 'tram line']
        >>> sorted(beginnings("(?<=by )[A-Z]") or ())
        [Beginning(text='by ', before=3)]
        >>> beginnings("[A-Z]+") is None
        True

    Raises:
        re.error: it is no expression.
    """
    try:
        parse = import_module("re._parser").parse
    except (ImportError, AttributeError):  # another Python may read expressions elsewhere; then all is tried
        return None
    parsed = parse(pattern)
    # What must stand before it is asked for only where nothing is known of itself.
    for opening, longest in product((False, True), LONGEST):
        heads = {Beginning(head.text, head.before) for head in _of_sequence(parsed, longest, opening)}
        if len(heads) <= MOST and all(head.text.strip() for head in heads):
            return frozenset(heads)
    return None


def _of_sequence(parts: Iterable[tuple[Any, Any]], longest: int, opening: bool) -> set[_Head]:
    """With what the parts of an expression begin that follow one another; `opening` where nothing stands before."""
    heads = {_NOTHING}
    for name, value in parts:
        opening = opening and heads == {_NOTHING}
        if str(name) in _AROUND:
            if opening and str(name) == "ASSERT" and value[0] < 0:
                seen = _of_sequence(value[1], sys.maxsize, False)
                if all(head.known for head in seen):
                    heads = {_Head(head.text, len(head.text), True) for head in seen}
            continue
        further = {head for head in heads if head.known and len(head.text) < longest}
        if not further or len(heads) > MOST:
            break
        heads -= further
        more = _of_part(str(name), value, longest, opening)
        heads |= {
            _Head((head.text + tail.text)[:longest], head.before + tail.before, tail.known)
            for head in further
            for tail in more
        }
    return heads


_NOTHING = _Head("", 0, True)


def _of_part(name: str, value: Any, longest: int, opening: bool) -> set[_Head]:
    """With what one part begins."""
    if name == "LITERAL":
        return {_Head(folded(chr(value)), 0, True)}
    if name == "IN" and len(value) <= WIDEST and all(str(kind) == "LITERAL" for kind, _ in value):
        return {_Head(folded(chr(letter)), 0, True) for _, letter in value}
    if name == "SUBPATTERN":
        return _of_sequence(value[3], longest, opening)
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, longest, opening)
    if name == "BRANCH":
        return {head for way in value[1] for head in _of_sequence(way, longest, opening)}
    if name.endswith("_REPEAT"):
        fewest, most, part = value
        once = _of_sequence(part, longest, False)
        heads = once if most == 1 else {head._replace(known=False) for head in once}
        return heads | {_NOTHING} if fewest == 0 else heads
    return {_Head("", 0, False)}
