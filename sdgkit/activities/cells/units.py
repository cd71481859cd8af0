"""Currencies and units of money in words, as headings, titles, notes and cells name them (`currencies.toml`)."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import NamedTuple

from sdgkit.languages import fold


class Unit(NamedTuple):
    """What a heading or a note says of amounts: currency and factor, None where it says nothing."""

    currency: str | None
    factor: Decimal | None


@cache
def money_words() -> dict[str, dict[str, object]]:
    """The tables of `currencies.toml`: currencies, units, things that are counted, words for nothing."""
    text = resources.files("sdgkit.activities").joinpath("currencies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def alternatives(words: list[str]) -> str:
    """A pattern of words of which a star stands for any ending, the longest first."""
    parts = []
    for word in sorted(words, key=len, reverse=True):
        pattern = re.escape(word).replace(r"\*", r"[^\W\d]*\.?").replace(r"\ ", r"\s*")
        parts.append(pattern + (r"(?![^\W\d])" if word[-1].isalnum() else ""))
    return "|".join(parts)


@cache
def currency_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of all currencies, and the ISO 4217 code of each of its groups."""
    groups = []
    codes = {}
    for index, (code, entry) in enumerate(money_words()["currencies"].items()):
        words = [code.lower(), *entry]  # type: ignore[misc]
        groups.append((max(len(w) for w in words), f"(?P<c{index}>{alternatives(words)})"))
        codes[f"c{index}"] = code
    # Not inside a word: "сум" is no currency in "сумма"; a sign may follow a word, "12,5млн$".
    body = "|".join(pattern for _, pattern in groups)
    return re.compile(rf"(?:(?<![^\W\d])|(?=[^\w\s]))(?:{body})\.?"), codes


@cache
def factor_pattern() -> tuple[re.Pattern[str], dict[str, Decimal]]:
    """A pattern of all units, and the factor of each of its groups."""
    groups = []
    factors = {}
    for index, (factor, words) in enumerate(money_words()["units"].items()):
        groups.append(f"(?P<u{index}>{alternatives(words)})")  # type: ignore[arg-type]
        factors[f"u{index}"] = Decimal(factor)
    return re.compile(rf"(?<![^\W\d])(?:{'|'.join(groups)})\.?"), factors


_CODES_BESIDE = r"(?:usd|eur|gbp|chf|kzt|jpy|us\$|[$€£₸])"


_LETTER_UNIT = re.compile(
    rf"{_CODES_BESIDE}[\s,(]{{0,2}}[mkb](?!\w)|(?<!\w)[mkb][\s)]{{0,2}}{_CODES_BESIDE}(?!\w)"
)


_BRACKETED_UNIT = re.compile(r"\(\s*[mkb]\s*\)")


_GLUED_UNIT = re.compile(rf"(?<!\w){_CODES_BESIDE}([mkb])(?!\w)|(?<!\w)([mkb]){_CODES_BESIDE}(?!\w)")
"""A single letter is a unit only beside a currency: "USD m", "M EUR", "mUSD"."""


_A_TOTAL = re.compile(
    r"(?<![\w(])(?<!(?:mln|bln) )(?<!(?:mlrd|ming) )(?<!uzbek )(?<!(?:million|billion) )(?<!thousand )sum(?!\w)"
)
"""In an English heading "sum" is a total; the currency of Uzbekistan stands behind a unit or in brackets."""


def unit_in(text: str) -> Unit:
    """The currency and the factor that a heading or note names.

    Example:
        >>> unit_in("Стоимость, тыс. тенге")
        Unit(currency='KZT', factor=Decimal('1000'))
        >>> unit_in("required_usd").currency
        'USD'
    """
    folded = _A_TOTAL.sub(" ", fold(text).replace("_", " "))
    found = currencies_in(folded)
    pattern, factors = factor_pattern()
    # A single letter is a unit only where nothing but a currency stands beside it: "USD m", "$k".
    alone = _LETTER_UNIT.search(folded) or (found and _BRACKETED_UNIT.search(folded))
    units = {
        factors[match.lastgroup]  # type: ignore[index]
        for match in pattern.finditer(folded)
        if alone or match.group().strip(".") not in ("m", "mm", "k", "b", "т")
    }
    if glued := _GLUED_UNIT.search(folded):
        units.add(Decimal({"k": 10**3, "m": 10**6, "b": 10**9}[glued[1] or glued[2]]))
    if re.search(r"'000|(?<![\d.,])000(?:s|'s)?(?!\d)", folded):
        units.add(Decimal(1000))
    return Unit(found[0] if len(set(found)) == 1 else None, units.pop() if len(units) == 1 else None)


_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]")


@cache
def _unit_of_amounts() -> re.Pattern[str]:
    """A factor that is said of amounts, beside a currency, in a bracket or behind "in", and not of trees."""
    unnamed = re.compile(r"\?P<\w+>")
    factor, currency = (
        unnamed.sub("?:", pattern.pattern) for pattern in (factor_pattern()[0], currency_pattern()[0])
    )
    return re.compile(
        rf"(?<!\d)(?<!\d\s)(?:{factor})[\s,(]*(?:of )?{currency}|{currency}[\s,(]*(?:{factor})|"
        rf"(?:(?<!\w)(?:в|in)\s+|[(,:]\s*|^\s*)(?:{factor})\s*(?:$|[),;:–—]|(?:если|unless|егер|without|без|if)(?!\w))|'000"
    )


def unit_told(text: str) -> Unit:
    """The unit that a title, a note or the heading of a section gives the amounts below it.

    Unlike the heading of a column it need not speak of money at all, so that a factor counts only where it is said of
    amounts; what stands in quotation marks is a name.

    Example:
        >>> unit_told("Суммы в тыс. тенге")
        Unit(currency='KZT', factor=Decimal('1000'))
        >>> unit_told("Проект «Миллион деревьев»").factor, unit_told("Обучение 100 тыс. учителей").factor
        (None, None)
    """
    folded = _QUOTED.sub(" ", fold(text))
    unit = unit_in(folded)
    if unit.factor and not _unit_of_amounts().search(folded) and not _LETTER_UNIT.search(folded):
        return Unit(unit.currency, None)
    return unit


def currencies_in(folded: str) -> list[str]:
    """The ISO 4217 codes of the currencies that a folded text names, in order.

    Example:
        >>> currencies_in("5 млн тенге, 10 тыс. долл. сша")
        ['KZT', 'USD']
    """
    pattern, codes = currency_pattern()
    return [codes[match.lastgroup] for match in pattern.finditer(folded)]  # type: ignore[index]
