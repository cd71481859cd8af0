"""Beginnings: with which letters what an expression finds can begin.

Where they are known, an expression need be tried only at the places where one of them stands, and not at each letter
of a text. They are read off the expression as Python itself reads it.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

LONGEST = 9
"""Letters of a beginning that are looked at."""
MOST = 500
"""Beginnings of an expression above which it might as well be tried everywhere."""
WIDEST = 8
"""Letters of a class ("[её]") that are told apart."""

_ODD = str.maketrans("ıİſᲀᲁᲂᲃᲄᲅᲆ", "iisвдосттъ")
"""Letters that such expressions take for others, though they are no capitals of them."""
_AROUND = frozenset(("AT", "ASSERT", "ASSERT_NOT"))
"""What an expression asks of a place without taking a letter."""

_Head = tuple[str, bool]
"""Letters with which something begins, and whether what follows them is known."""


def folded(text: str) -> str:
    """A text as expressions see it that make no difference between small letters and capitals; of the same length.

    Example:
        >>> folded("Ёлки İSTANBUL")
        'ёлки istanbul'
    """
    return text.lower() if text.isascii() else text.translate(_ODD).lower()


def beginnings(pattern: str) -> frozenset[str] | None:
    """With what everything begins that an expression finds, `folded`; None where it may begin with anything.

    Example:
        >>> sorted(beginnings("(?:[Bb]us |tram )?line [0-9]") or ())
        ['bus line ', 'line ', 'tram line']
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
    heads = {head for head, _ in _of_sequence(parsed)}
    if "" in heads or len(heads) > MOST:
        return None
    return frozenset(head for head in heads if not any(head[:size] in heads for size in range(1, len(head))))


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> set[_Head]:
    """With what the parts of an expression begin that follow one another."""
    heads: set[_Head] = {("", True)}
    for name, value in parts:
        if str(name) in _AROUND:
            continue
        further = {head for head in heads if head[1] and len(head[0]) < LONGEST}
        if not further or len(heads) > MOST:
            break
        heads -= further
        more = _of_part(str(name), value)
        heads |= {((head + tail)[:LONGEST], known) for head, _ in further for tail, known in more}
    return heads


def _of_part(name: str, value: Any) -> set[_Head]:
    """With what one part begins."""
    if name == "LITERAL":
        return {(folded(chr(value)), True)}
    if name == "IN" and len(value) <= WIDEST and all(str(kind) == "LITERAL" for kind, _ in value):
        return {(folded(chr(letter)), True) for _, letter in value}
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name == "BRANCH":
        return {head for way in value[1] for head in _of_sequence(way)}
    if name.endswith("_REPEAT"):
        fewest, most, part = value
        once = _of_sequence(part)
        heads = once if most == 1 else {(head, False) for head, _ in once}
        return heads | {("", True)} if fewest == 0 else heads
    return {("", False)}
