"""Numbers in words: "два миллиона пятьсот тысяч", "екі миллион", "two hundred thousand"."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources

from sdgkit.languages import fold

SCALE = 1000
"""From here on a word multiplies what stands before it."""
HUNDRED = Decimal(100)
_JOINTS = frozenset(["and", "и", "a"])


@cache
def words_by_value() -> dict[Decimal, list[str]]:
    """The words of each number; a star stands for any ending.

    Example:
        >>> words_by_value()[Decimal(5)]
        ['пять', 'five', 'бес']
    """
    text = resources.files("sdgkit.activities").joinpath("currencies.toml").read_text(encoding="utf-8")
    return {Decimal(value): words for value, words in tomllib.loads(text)["numerals"].items()}


@cache
def _values() -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Whole words, and beginnings of words, with their numbers."""
    whole, begun = {}, {}
    for value, words in words_by_value().items():
        for word in words:
            if word.endswith("*"):
                begun[word[:-1]] = value
            else:
                whole[word] = value
    return whole, begun


def number_in_words(text: str) -> Decimal | None:
    """The number that a text says in words and nothing besides; None where it says anything else.

    Example:
        >>> str(number_in_words("два миллиона пятьсот тысяч")), str(number_in_words("Екі жүз елу мың"))
        ('2500000', '250000')
        >>> str(number_in_words("one hundred and twenty-five thousand")), number_in_words("сто школ")
        ('125000', None)
    """
    words = [word for word in re.split(r"[\s-]+", fold(text).strip(" .,")) if word not in _JOINTS]
    total = group = Decimal(0)
    for word in words:
        value = _value(word)
        if value is None:
            return None
        if value >= SCALE:
            total += (group or 1) * value
            group = Decimal(0)
        elif value == HUNDRED and 0 < group < SCALE / HUNDRED:
            group *= value
        else:
            group += value
    return total + group if words and total + group else None


def _value(word: str) -> Decimal | None:
    whole, begun = _values()
    if word in whole:
        return whole[word]
    return next((value for begin, value in begun.items() if word.startswith(begin)), None)
