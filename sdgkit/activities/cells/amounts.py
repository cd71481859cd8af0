"""Amounts of money as people type them: separators, units, currencies, several in a cell.

A number is read only where one reading is left; where a separator can be a thousands mark or a
decimal mark and neither the cell nor its column says which, the amount is marked as doubtful. What
is no number stays no number: a gap never becomes zero.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from sdgkit.activities.cells.gaps import is_gap
from sdgkit.activities.cells.numerals import SCALE, number_in_words, words_by_value
from sdgkit.activities.cells.units import (
    Unit,
    alternatives,
    currencies_in,
    currency_pattern,
    factor_pattern,
    money_words,
    unit_in,
)
from sdgkit.languages import fold


class Amount(NamedTuple):
    """One amount of a cell.

    Attributes:
        amount: the number with its unit multiplied in.
        currency: ISO 4217 code, or None where the cell names none.
        doubt: code of the doubt ("amount-separator", "amount-about", "amount-at-most", "amount-at-least",
            "amount-negative", "amount-unit", "amount-period", "amount-currency", "amount-lines"), or "".
    """

    amount: Decimal
    currency: str | None
    doubt: str = ""


class AmountReading(NamedTuple):
    """What a cell holds: its amounts, or why there is none.

    Attributes:
        amounts: the amounts that add up.
        problem: "" , "unreadable", "range" (between two amounts, of which neither is the amount), or "several" (a
            further amount that says the same again, left out).
        years: the year of each amount, where the cell gives them ("2023: 120; 2024: 90").
    """

    amounts: tuple[Amount, ...]
    problem: str = ""
    years: tuple[int, ...] = ()


@cache
def _in_words() -> re.Pattern[str]:
    """A bracket that says the amount again in words: its "million" is no unit."""
    words = [
        f"{word}*" if word.isascii() and len(word) > LONGEST_TEN else word
        for value, names in words_by_value().items()
        if value < SCALE
        for word in names
    ]
    return re.compile(rf"\([^()\d]*(?<!\w)(?:{alternatives(words)})(?!\w)[^()\d]*\)")


LONGEST_TEN = 4
"""Letters of English numbers on which others may hang: "sixty-five"."""


@cache
def _things() -> re.Pattern[str]:
    """A number with the word of what is counted right behind it."""
    words: list[str] = money_words()["things"]["words"]  # type: ignore[assignment]
    return re.compile(rf"\d\s*(?:(?:тыс|мың|thousand)\.?\s*)?(?:{alternatives(words)})(?!\w)")


def counts_things(text: str) -> bool:
    """Whether a number counts things and names no currency.

    Example:
        >>> [counts_things(text) for text in ("5 000 тонн", "63 чел.", "5 000 тенге", "5 тыс. т.")]
        [True, True, False, False]
    """
    folded = fold(text)
    return bool(_things().search(folded)) and not currencies_in(folded)


LARGEST = Decimal(10) ** 18
"""An amount above this is no money: it is more than the world's yearly product in any currency."""
FULL_AMOUNT = 10_000
"""A number with its own currency from here on may be meant in full, whatever unit the heading names."""
LONGEST_AMOUNT = 300
"""Characters of a cell that may be an amount; longer ones are text."""


def words_beside(text: str) -> list[str]:
    """The words of a cell of money that are neither currency nor unit nor bound.

    Example:
        >>> words_beside("до 12,5 млн тенге"), words_beside("ПРООН, 350 тыс. долл. США")
        ([], ['проон'])
    """
    rest = _in_words().sub(" ", fold(text))
    for pattern in (currency_pattern()[0], factor_pattern()[0], _BOUND, _PER_PERIOD, _SAME_AGAIN):
        rest = pattern.sub(" ", rest)
    return re.findall(r"(?<!\d)[^\W\d_]{2,}", rest)


_NUMBER = r"\d(?:[\d.,'`´‘’]|\s(?=\d{3}(?!\d)))*"
_NUMBERS = re.compile(rf"(?<![\w.,])(?P<sign>-\s?)?(?P<number>{_NUMBER})|(?<=[^\W\d])(?P<glued>{_NUMBER})")
_QUALIFIERS = {
    "amount-about": re.compile(
        r"(?<!\w)(?:около|порядка|примерно|приблизительно|ориентировочно|оценочно|about|around|approx\w*\.?|circa|ca\.?|"
        r"roughly|est(?:imated|\.)?|шамамен|шамасында|(?:га |ге |ке |ка |ға |қа )?жуық)(?!\w)|[~≈]"
    ),
    "amount-at-most": re.compile(
        r"(?<!\w)(?:до|не более|не выше|не свыше|не превыша\w+|максимум|макс\.?|up to|at most|"
        r"no more than|not exceeding|not more than|"
        r"max(?:imum|\.)?|дейін|аспайтын|аспайды|артық емес|көп емес)(?!\w)|[<≤]"
    ),
    "amount-at-least": re.compile(
        r"(?<!\w)(?:от|более|свыше|больше|не менее|не ниже|минимум|мин\.?|over|more than|at least|not less than|above|"
        r"min(?:imum|\.)?|астам|артық|жоғары|кемінде|кем емес|аз емес)(?!\w)|[>≥]"
    ),
}
"""What says that the amount is not exactly this: longer words first ("не более" is no "более")."""
_BOUND = re.compile("|".join(f"(?:{pattern.pattern})" for pattern in _QUALIFIERS.values()))
_BETWEEN_TWO = r"\s*(?:-|до|to|and|и|мен|және|\.{2,3}|…)\s*"
_CASE = r"(?:-?(?:ден|тен|нен|дан|тан|нан))"
_KAZAKH_CASE = re.compile(r"(?<=[\w%$€₸₽])-(?=(?:[гғкқ][аеә]|[нд]?[ае]н|[дтн][ае]н)(?!\w))")


@cache
def _range() -> re.Pattern[str]:
    """Two amounts with "to" between them, each perhaps with its unit and currency: "от 500 до 700 тыс.", "$1-2m"."""
    unit = rf"(?:\s*(?:{currency_pattern()[0].pattern}|{factor_pattern()[0].pattern})){{0,2}}"
    unit = re.sub(r"\?P<\w+>", "?:", unit)
    sign = re.sub(r"\?P<\w+>", "?:", rf"(?:{currency_pattern()[0].pattern})?\s*")
    return re.compile(
        rf"{_NUMBER}{unit}{_BETWEEN_TWO}{sign}{_NUMBER}"
        rf"|{_NUMBER}{unit}{_CASE}?(?!\w)\s*{sign}{_NUMBER}.*дейін"
    )


_NO_COINS = re.compile(r"\s*,?\s*(?<!\d)00\s*(?:тиын|коп|цент|cent)\w*\.?")
_PERCENT = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:%?\s?-\s?\d+(?:[.,]\d+)?\s?)?%")
_THOUSANDS_MARK = re.compile(
    r"(?<=\d)\s?к(?=\s*(?:[$€₸£]|$))|(?<!\d)'000s?(?!\d)|(?<=[a-z$€₸£])\s?000s?(?![\d.,])"
)
_PER_PERIOD = re.compile(
    r"(?:/|(?<!\w)(?:в|за|на|per|a|each|every))\s*(?:год|месяц|мес|квартал|кв|сутки|день|year|yr|annum|month|mo|quarter|day)(?!\w)"
    r"|ежегодн|ежемесячн|ежеквартальн|(?<!\w)(?:annual|yearly|monthly|quarterly)|(?<!\w)p\.\s?a\.|"
    r"(?<!\w)(?:жылына|айына|тоқсанына)(?!\w)|(?:жыл|ай|тоқсан)\s+сайын"
)
_OF_SEVERAL = re.compile(r"¥|(?<!\w)(?:kr|крон\w*|динар\w*|риал\w*|рупи\w*|франк\w*|песо|dinar\w*|riyal\w*|rial\w*|"
                         r"rupee\w*|franc\w*|peso\w*|krona|krone)(?!\w)")  # fmt: skip
"""Signs and words of currencies of several countries."""
_SAME_AGAIN = re.compile(
    r"(?<!\w)(?:в т\.?\s?ч|в том числе|из них|including|of which|оның ішінде|экв\w*\.?|что составляет|что эквивалентно|"
    r"или|equivalent|equal to|eq\.|or|немесе|яғни)(?!\w)|[=≈]"
)
"""What stands before an amount that repeats the one before it, or is a part of it."""
_LINES = re.compile(r"\s*[\r\n]\s*")
_BEFORE_NAME = re.compile(r",\s+(?=[^\W\d])")
_TWO_BESIDE = re.compile(r"\s(?:и|and|және|плюс|plus)\s")


def read_amount(
    value: object, decimal_mark: str | None = None, factor: Decimal | None = None
) -> AmountReading:
    """The amounts of a cell.

    Args:
        value: what stands in the cell: a number or text.
        decimal_mark: "," or "." where the column shows which of them marks decimals; `LIKELY_DOT` where it is headed
            in English and shows nothing.
        factor: the factor that applies where the cell names no unit of its own (from the heading).

    Returns:
        The amounts with factors multiplied in. Several amounts are given where they add up
        ("500 000 USD; 200 000 EUR"); an amount that repeats another in another currency is left out.

    Example:
        >>> read_amount("320,5 млн. тенге").amounts[0][:2]
        (Decimal('320500000'), 'KZT')
        >>> read_amount("2023: 120,5; 2024: 90").years
        (2023, 2024)
        >>> read_amount("CHF 2’400’000").amounts[0].amount
        Decimal('2400000')
        >>> read_amount("н/д").amounts
        ()
    """
    one = factor or Decimal(1)
    if value.__class__ is float and 0 < value < 1e15:
        # Most cells of money: no more need be asked.
        return AmountReading((Amount(_plain(Decimal(repr(value)) * one), None),))
    if is_gap(value):
        return AmountReading(())
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return AmountReading((), "unreadable")
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if not number.is_finite() or abs(number) > LARGEST:
            return AmountReading((), "unreadable")
        return AmountReading((Amount(_plain(number * one), None, "amount-negative" if number < 0 else ""),))
    if len(str(value)) > LONGEST_AMOUNT:
        return AmountReading((), "unreadable")
    return _read_text(str(value), decimal_mark, factor)


def _read_text(value: str, decimal_mark: str | None, factor: Decimal | None) -> AmountReading:
    text = fold(_LINES.sub(" | ", value.strip()))
    if re.fullmatch(r"\(\s*[\d\s.,']+\)", text):
        text = "-" + text.strip("()").strip()
    problem = ""
    in_words = _amount_in_words(text)
    if in_words is not None:
        return in_words
    by_year = _amounts_of_years(value, decimal_mark, factor)
    if by_year is not None:
        return by_year
    text = _NO_COINS.sub(" ", _in_words().sub(" ", text))
    # "1 млн+": a plus behind an amount adds nothing to it.
    text = re.sub(r"\+\s*$", " >", _THOUSANDS_MARK.sub(" тыс ", text))
    if counts_things(text):
        return AmountReading((), "unreadable")
    without_percent = _PERCENT.sub(" ", text)
    if without_percent != text:
        if not any(character.isdecimal() for character in without_percent):
            return AmountReading((), "unreadable")
        problem, text = "several", without_percent
    # "1,2 млн долл. (540 млн тенге)": the bracket says the same again, or only a part of it.
    bare = re.sub(r"\([^()]*\d[^()]*\)", " ", text)
    if bare != text and any(character.isdecimal() for character in bare):
        problem = "several"
        text = bare
    inside = _SAME_AGAIN.search(text, next((i for i, c in enumerate(text) if c.isdecimal()), len(text)))
    if inside:
        problem = "several"
        text = text[: inside.start()]
    if _is_range(text):
        return AmountReading((), "range")
    text = _KAZAKH_CASE.sub(" ", text)
    amounts = []
    over = Unit(None, None)
    if "|" in text:
        # "Сумма, тыс. долл." on a line of its own is the unit of the lines below it.
        heads = [line for line in text.split("|") if not re.search(r"\d", line)]
        over = unit_in(" ".join(heads)) if heads else over
    for part in _parts(text):
        amount = _one_amount(part, decimal_mark, over.factor or factor)
        if amount is not None and amount.currency is None:
            amount = amount._replace(currency=over.currency)
        if amount is None or abs(amount.amount) > LARGEST:
            return AmountReading((), "unreadable")
        amounts.append(amount)
    if not amounts:
        return AmountReading((), "unreadable")
    if len(amounts) > 1 and re.search(r"\s/\s", text):
        # "100 000 USD / 47 млн тенге": the same in another currency; "22 000 / 1 200": planned and spent.
        return AmountReading((amounts[0],), "several")
    if len(amounts) > 1 and "|" in text:
        amounts[0] = amounts[0]._replace(doubt=amounts[0].doubt or "amount-lines")
    return AmountReading(tuple(amounts), problem)


_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)(?:\s*-?\s*(?:год[ауы]?|г|жылы?|жылға|ж|year|yil|йил)(?!\w)\.?)?"
_OF_YEAR = re.compile(rf"\s*(?:(?:за|в|на|in|for|fy)\s*)?{_YEAR}\s*(?P<mark>[:=]|[-–—])\s*(?P<amount>\S.*)")
_YEAR_BEHIND = re.compile(
    rf"(?P<amount>.*\d.*?)\s*"
    rf"(?:\(\s*(?:в\s+)?{_YEAR}\s*\)|(?:в|за|in)\s+{_YEAR.replace('?P<year>', '?P<year_2>')})\s*\.?"
)
_ALL_YEARS = re.compile(
    r"\s*(?:всего|итого|общ\w*|total|барлығы|жалпы|жиыны|жами|jami)(?!\w)[^\d]*(?P<amount>\d.*)"
)
_BETWEEN_YEARS = re.compile(
    r"[;\r\n]+|,\s+(?=(?:(?:за|в|на|in|for|fy)\s*)?(?:19|20)\d\d(?!\d))|(?<=\)),\s+", re.IGNORECASE
)


def _amounts_of_years(value: str, decimal_mark: str | None, factor: Decimal | None) -> AmountReading | None:
    """The amounts of years of one cell: "2023: 120; 2024: 340,5", "150 (2023), 200 (2024)".

    None where the cell is none of that: every part must be an amount with a year of its own, the years different; a
    sum of all of them is left out, and one that is not their sum makes the cell unreadable.
    """
    if not _MAY_BE_YEARS.search(value):
        return None
    lines = [line for line in map(fold, _BETWEEN_YEARS.split(value)) if line.strip(" .,")]
    over = Unit(None, None)
    if len(lines) > 1 and not any(character.isdecimal() for character in lines[0]):
        over, lines = unit_in(lines[0]), lines[1:]
    amounts: list[Amount] = []
    years: list[int] = []
    whole: Amount | None = None
    colons = 0
    for line in lines:
        total = _ALL_YEARS.fullmatch(line)
        found = total or _OF_YEAR.fullmatch(line) or _YEAR_BEHIND.fullmatch(line)
        text = found["amount"].strip(" ,.") if found else ""
        if found is None or re.fullmatch(r"(?:19|20)\d\d(?:\s*(?:г|гг|ж|жж)\.?)?", text):
            # "2023 – 2025" is a time.
            return None
        if is_gap(text):
            continue
        read = _read_text(text, decimal_mark, over.factor or factor)
        if len(read.amounts) != 1 or read.problem not in ("", "several"):
            return AmountReading((), "unreadable") if found.groupdict().get("mark") == ":" else None
        one = read.amounts[0]
        one = one._replace(currency=one.currency or over.currency)
        if total:
            whole = one
            continue
        groups = found.groupdict()
        colons += groups.get("mark") in (":", "=") or "mark" not in groups
        amounts.append(one)
        years.append(int(groups.get("year") or groups["year_2"]))
    if not amounts or len(set(years)) < len(years) or (len(amounts) < 2 and not colons):
        return None
    if whole is not None and whole.amount != sum((one.amount for one in amounts), Decimal(0)):
        return AmountReading((), "unreadable")
    currencies = {one.currency for one in amounts} - {None}
    if len(currencies) == 1:
        # "2023 – 120; 2024 – 340 тыс. долл.": the currency stands once.
        amounts = [one._replace(currency=one.currency or next(iter(currencies))) for one in amounts]
    return AmountReading(tuple(amounts), years=tuple(years))


_MAY_BE_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _amount_in_words(text: str) -> AmountReading | None:
    """An amount whose number stands in words, perhaps with its digits in a bracket; None where it does not."""
    if not text[:1].isalpha() or len(text) > LONGEST_AMOUNT:
        return None
    text = _NO_COINS.sub(" ", text)
    bracket = re.search(r"\(([^()]*\d[^()]*)\)", text)
    rest = f"{text[: bracket.start()]} {text[bracket.end() :]}" if bracket else text
    if re.search(r"\d", rest):
        return None
    currencies = set(currencies_in(rest))
    number = number_in_words(currency_pattern()[0].sub(" ", rest))
    if number is None or len(currencies) > 1 or (not currencies and number < SCALE):
        return None
    currency = currencies.pop() if currencies else None
    if bracket:
        digits = _read_text(bracket[1], None, None)
        if len(digits.amounts) != 1 or digits.amounts[0].amount != number:
            return AmountReading((), "unreadable")
        currency = currency or digits.amounts[0].currency
    return AmountReading((Amount(_plain(number), currency),))


def _is_range(text: str) -> bool:
    """Whether the cell says that the amount lies between two others."""
    found = _range().search(text)
    if found is None or re.search(r"\d-0\d", found.group()):
        return False
    # "100 000 USD и 50 000 EUR" are two amounts; "между 100 и 200 тыс." is one of unknown size.
    if re.search(r"\d[^\d]*(?<!\w)(?:и|and|мен|және)\s[^\d]*\d", found.group()):
        return bool(re.search(r"(?<!\w)(?:между|between|арасында\w*|аралығында\w*)(?!\w)", text))
    return True


def _parts(text: str) -> list[str]:
    parts = [part for part in re.split(r";|\+|\s/\s|\|", text) if part.strip()]
    with_number = [part for part in parts if re.search(r"\d", part)]
    if len(with_number) > 1:
        return with_number
    # "100 000 долл. США и 50 000 евро": each side is an amount of its own.
    beside = [part for part in _TWO_BESIDE.split(text) if part.strip()]
    if len(beside) > 1 and all(re.search(r"\d", part) and currencies_in(part) for part in beside):
        return beside
    # "ЕС – 200 тыс. евро, МБ – 10 млн тенге"
    named = [part for part in _BEFORE_NAME.split(text) if part.strip()]
    if len(named) > 1 and all(re.search(r"\d", part) and currencies_in(part) for part in named):
        return named
    return [text.replace("|", " ")]


def _one_amount(text: str, decimal_mark: str | None, factor: Decimal | None) -> Amount | None:
    pattern, factors = factor_pattern()
    named, codes = currency_pattern()
    currencies = {codes[m.lastgroup] for m in named.finditer(text)}  # type: ignore[index]
    units = {factors[m.lastgroup] for m in pattern.finditer(text)}  # type: ignore[index]
    found = list(_NUMBERS.finditer(text))
    if len(units) > 1 and len(found) == len(units) and len(currencies) <= 1:
        return _compound(text, found, decimal_mark)
    if len(currencies) > 1 or len(units) > 1:
        return None
    if len(found) != 1:
        return None
    written = found[0].group("number") or found[0].group("glued")
    if _MILLIMETRES.search(text) and not currencies:
        return None
    own = units.pop() if units else None
    number, doubt = _number(written, decimal_mark, own or factor)
    if number is None:
        return None
    rest = text[: found[0].start()] + " " + text[found[0].end() :]
    bound, period = _BOUND.search(rest), _PER_PERIOD.search(rest)
    rest = named.sub(" ", pattern.sub(" ", _BOUND.sub(" ", rest)))
    if len(re.findall(r"[^\W\d_]{2,}", rest)) > 4:
        return None
    # "ЕС – 500 000 евро": a dash after a word is no minus.
    if found[0].group("sign") and not re.search(r"\w", named.sub("", text[: found[0].start()])):
        number, doubt = -number, "amount-negative"
    if not doubt and period:
        doubt = "amount-period"
    if not doubt and not currencies and _OF_SEVERAL.search(text):
        doubt = "amount-currency"
    if bound and not doubt:
        doubt = next(code for code, words in _QUALIFIERS.items() if words.search(bound.group()))
    if not doubt and not own and currencies and factor and factor >= 1000 and abs(number) >= FULL_AMOUNT:
        doubt = "amount-unit"
    return Amount(_plain(number * (own or factor or 1)), currencies.pop() if currencies else None, doubt)


_MILLIMETRES = re.compile(r"\d\s?mm(?!\w)")
"""Millions of a currency ("USD 35mm"), or a length where none is named."""


def _compound(text: str, found: list[re.Match[str]], decimal_mark: str | None) -> Amount | None:
    """ "3 млрд 200 млн тенге": parts of one number, from the largest unit down."""
    ends = [match.start() for match in found[1:]] + [len(text)]
    parts = [
        _one_amount(text[match.start() : end], decimal_mark, None)
        for match, end in zip(found, ends, strict=True)
    ]
    given = [part for part in parts if part is not None and not part.doubt]
    amounts = [part.amount for part in given]
    if len(given) != len(parts) or amounts != sorted(amounts, reverse=True):
        return None
    return Amount(sum(amounts, Decimal(0)), given[-1].currency)


def _number(written: str, decimal_mark: str | None, factor: Decimal | None) -> tuple[Decimal | None, str]:
    digits = re.sub(r"[\s'`´‘’]", "", written).rstrip(".,")
    marks = [character for character in digits if character in ".,"]
    doubt = ""
    if len(set(marks)) == 2:
        mark = marks[-1]
        other = "," if mark == "." else "."
        if marks.count(mark) > 1:
            return None, ""
        head, _, tail = digits.rpartition(mark)
        if not _grouped(head, other):
            return None, ""
        digits = head.replace(other, "") + "." + tail
    elif len(marks) > 1:
        if not _grouped(digits, marks[0]):
            return None, ""
        digits = digits.replace(marks[0], "")
    elif marks:
        head, mark, tail = digits.partition(marks[0])
        if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0" and not re.search(r"\s|'|’", written):
            # "1,250": thousands in English, one and a quarter in Russian.
            if decimal_mark == LIKELY_DOT:
                decimal_mark, doubt = ".", "amount-separator"
            elif decimal_mark is None and tail == "000" and not (factor and factor > 1):
                decimal_mark = "." if mark == "," else ","
            elif decimal_mark is None:
                decimal_mark = mark if factor and factor > 1 else ("." if mark == "," else ",")
                doubt = "amount-separator"
            elif decimal_mark == mark and tail[-1] == "0" and not (factor and factor > 1):
                # "14.900" among "9,500.00": no currency has thousandths, and nobody writes a zero behind them.
                decimal_mark, doubt = ("." if mark == "," else ","), "amount-separator"
            digits = f"{head}.{tail}" if decimal_mark == mark else head + tail
        else:
            digits = f"{head}.{tail}"
    try:
        return Decimal(digits), doubt
    except InvalidOperation:
        return None, ""


def _grouped(text: str, mark: str) -> bool:
    head, *groups = text.split(mark)
    return head.isdecimal() and all(len(group) == 3 and group.isdecimal() for group in groups)


LIKELY_DOT = ".?"
"""Decimal mark of a column that shows none and is headed in English: a dot, in doubt."""


def decimal_mark_of(values: list[str]) -> str | None:
    """Which of "," and "." marks decimals in a column, where its cells show it.

    Example:
        >>> decimal_mark_of(["1,250", "320,5 млн"]), decimal_mark_of(["1,250,000", "1,250"])
        (',', '.')
    """
    votes = {",": 0, ".": 0}
    for value in values:
        for found in _NUMBERS.finditer(fold(value)):
            written = found.group("number") or found.group("glued")
            digits = re.sub(r"[\s'`´‘’]", "", written).rstrip(".,")
            marks = [character for character in digits if character in ".,"]
            if not marks:
                continue
            last = marks[-1]
            if len(set(marks)) == 2:
                votes[last] += 1
            elif len(marks) > 1:
                votes["," if last == "." else "."] += 1
            elif len(digits.rpartition(last)[2]) != 3:
                votes[last] += 1
    if votes[","] == votes["."] or min(votes.values()) > 0.2 * max(votes.values()):
        return None
    return max(votes, key=lambda mark: votes[mark])


def _plain(number: Decimal) -> Decimal:
    """The number without an exponent and without zeros at its end."""
    if abs(number) > LARGEST:
        return number
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()
