"""Codes of the Agenda: how they are put in order, taken apart, and recognised however they were typed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sdgkit.tables import rows_of

_LOOK_ALIKES = str.maketrans("аАвВсСьЬбБдД", "aabbccbbbbdd")
"""Cyrillic letters typed for Latin ones: by their look (а, в, с, ь) or their sound (б, д)."""

_CODE = re.compile(r"(\d{1,2})\.(\d{1,2}|[a-d])(?:\.(\d{1,2}))?")
_PART = re.compile(r"\d+|[^\d.]+")


def sort_key(code: str) -> tuple[tuple[int, int | str], ...]:
    """A key that puts codes in the order people count: 3.2 before 3.10, letters after numbers.

    Args:
        code: a goal, target or indicator ("3", "3.8", "3.b.1"), or a national code ("17.3.1.3"). Any other
            text has a key too, so that a strange code never breaks a table.

    Example:
        >>> sorted(["3.b", "3.10", "3.2", "3", "10.1", "3.2.1"], key=sort_key)
        ['3', '3.2', '3.2.1', '3.10', '3.b', '10.1']
    """
    parts = (part for piece in code.split(".") for part in _PART.findall(piece.lower()))
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def goal_of(code: str) -> int:
    """The number of the goal that a goal, target or indicator code belongs to.

    Raises:
        ValueError: the code does not begin with a number.

    Example:
        >>> goal_of("17.3.1.3"), goal_of("3")
        (17, 3)
    """
    return int(code.partition(".")[0])


def target_of(code: str) -> str:
    """The target that a target or indicator code belongs to; "" for a goal.

    Example:
        >>> target_of("17.3.1.3"), target_of("3.b"), target_of("3")
        ('17.3', '3.b', '')
    """
    parts = code.split(".")
    return ".".join(parts[:2]) if len(parts) > 1 else ""


@cache
def _known() -> frozenset[str]:
    return frozenset(
        row["code"] for name in ("targets.csv", "indicators.csv") for row in rows_of("agenda", name)
    )


def normalise_code(text: str) -> str | None:
    """The target or indicator that a text stands for when it is nothing but a code, else None.

    Case, spaces, separators (dot, comma, hyphen), a full stop at the end, full-width digits and Cyrillic letters
    typed for Latin ones are put right. The Russian "в" is read by its look, as b; "г" is not read at all. Known
    are the 169 targets and the indicators of every edition in `indicators.csv`, deleted ones included; no goals,
    because a number alone says too little.

    Example:
        >>> [normalise_code(text) for text in ("3.Д", "7-а-1", "4,4", "3.8.1.", "3.14", "18.1", "3")]
        ['3.d', '7.a.1', '4.4', '3.8.1', None, None, None]
    """
    folded = unicodedata.normalize("NFKC", text).strip().translate(_LOOK_ALIKES).lower()
    folded = re.sub(r"\s*[.,\-‐‑–]\s*", ".", folded).removesuffix(".")
    match = _CODE.fullmatch(folded)
    if match is None or "0" in (match[1][0], match[2][0], (match[3] or "1")[0]):
        return None
    return folded if folded in _known() else None
