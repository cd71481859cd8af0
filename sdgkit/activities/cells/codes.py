"""SDG codes in a cell, as people type them and as Excel ruins them.

A code is declared only as far as it is certain. Where a cell can be read in two ways (8.10 typed into
Excel becomes 8.1; "4,5" is target 4.5 or goals 4 and 5) what all readings have in common is declared,
marked doubtful, and a finding names the readings. Under a heading of targets alone, "4,5" has one reading that
fits: target 4.5 is declared, marked doubtful too, and a finding says so.
"""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from sdgkit.activities.activity import Declaration
from sdgkit.activities.cells.code_spellings import (
    doubtful_lists,
    goals_named,
    is_of_the_millennium,
    means_all,
    put_right,
)
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.agenda.indicator import all_editions
from sdgkit.agenda.target import targets
from sdgkit.languages import fold

LONGEST_CELL = 2000
"""Characters of a cell that is read for codes; longer ones are text about other things."""


class Doubt(NamedTuple):
    """Why a part of a cell is unread or in doubt.

    Attributes:
        code: "sdg-unreadable", "sdg-date" (a date that was a code), "sdg-zero" (8.1 or 8.10), "sdg-comma"
            (a target or two goals), "sdg-comma-target" (the same in a column of targets), "sdg-letter" (a
            Cyrillic letter of two readings), "sdg-unknown" (no such goal, target or indicator), "sdg-all" (all
            goals are named at once).
        text: what stood there.
        readings: the possible readings, joined by " / ".
    """

    code: str
    text: str
    readings: str = ""


class CodeReading(NamedTuple):
    """What a cell declares, and what is in doubt."""

    declared: tuple[Declaration, ...]
    doubts: tuple[Doubt, ...] = ()


@cache
def known_targets() -> frozenset[str]:
    """The codes of the 169 targets."""
    return frozenset(target.code for target in targets())


@cache
def known_indicators() -> frozenset[str]:
    """The codes of the indicators of every edition."""
    return frozenset(one.code for one in all_editions())


_LOOK = {"а": "a", "в": "b", "с": "c", "ь": "b", "д": "d", "б": "b", "ц": "c", "ԁ": "d"}
"""Cyrillic letters by look or sound, as the Latin letter of a target."""
_ORDER = {"а": "a", "б": "b", "в": "c", "г": "d"}
"""Cyrillic letters counted in the order of the alphabet."""

_WORD = (
    r"(?:цур|цру|тдм|одм|төм|брм|brm|ҳру|tdm|odm|мдт|ц\.?у\.?р|sdgs?|s\.d\.g\.?|odd|задач\w*|цел\w*|показател\w*|индикатор\w*|міндет\w*|мақсат\w*|көрсеткіш\w*|"
    r"targets?|goals?|indicators?|global|устойчив\w*|развити\w*|тұрақты|орнықты|даму\w*)"
)
_OF_TARGETS = re.compile(r"(?<!\w)(?:targets?|задач[аиуе]?|міндет\w*)(?!\w)")
_OF_GOALS = re.compile(
    r"(?<!\w)(?:goals?|цел[ьиеюя]\w{0,2}|мақсат\w*|indicators?|показател\w*|көрсеткіш\w*)(?!\w)"
)
"""Headings of columns that hold targets, and of those that hold other codes of the agenda too."""
_PRIMARY = re.compile(
    r"(?<!\w)(?:осн(?:овн\w*)?|главн\w*|приоритетн\w*|primary|main|principal|негізгі|басты)(?!\w)\.?"
)
_PERCENT = re.compile(r"\(?\s*[-:=]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?")
_TOKEN = re.compile(
    r"(?<![\d.,\w])(?P<goal>\d{1,2})"
    r"(?:(?P<mark>\s?\.\s?|,)(?P<part>\d{1,2}|[a-dа-дсцьԁ](?!\w))(?:[.,](?P<indicator>\d{1,2}|[a-d])[a-d]?(?![\w]))?)?"
    r"(?P<tail>\.?)(?![\d%]|[.,]\d)(?P<glued>[a-dа-дсь](?!\w))?"
)
_MONTH_CELL = re.compile(
    r"(?P<day>\d{1,2})[.\s-]?(?P<month>янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яa-z]*"
)
_MONTH_FIRST = re.compile(
    rf"(?:{_MONTH_CELL.pattern.rpartition('(?P<month>')[2].partition(')')[0]})[а-яa-z]*[.\s-]\d{{1,2}}"
)
_STEMS = (
    "янв jan", "фев feb", "мар mar", "апр apr", "май мая may", "июн jun",
    "июл jul", "авг aug", "сен sep", "окт oct", "ноя nov", "дек dec",
)  # fmt: skip
_MONTHS = {stem: number for number, stems in enumerate(_STEMS, start=1) for stem in stems.split()}


def read_codes(
    value: object,
    field: str = "",
    *,
    primary: bool = False,
    goal: int | None = None,
    comma_is_decimal: bool | None = None,
) -> CodeReading:
    """The goals, targets and indicators that a cell declares.

    Args:
        value: what stands in the cell: text, a number or a date.
        field: heading of the column, kept with what is declared.
        primary: whether the column holds the main goal.
        goal: the goal that bare target letters or numbers belong to, where another column gives it.
        comma_is_decimal: whether the column writes 4,4 for target 4.4; None where it does not show.

    Example:
        >>> [d.target or d.goal for d in read_codes("7.3 (осн.), 13").declared]
        ['7.3', 13]
        >>> [d.target for d in read_codes("4,4; 8,6").declared]
        ['4.4', '8.6']
        >>> reading = read_codes(8.1)
        >>> reading.declared[0].target, reading.doubts[0].readings
        (None, '8.1 / 8.10')
    """
    if is_gap(value):
        return CodeReading(())
    if isinstance(value, dt.datetime | dt.date):
        return _from_date(value.day, value.month, value.strftime("%d.%m.%Y"), field, primary)
    if isinstance(value, bool | dt.time | dt.timedelta):
        return CodeReading((), (Doubt("sdg-unreadable", str(value)),))
    if isinstance(value, int | float):
        if not 0 <= value < 100_000:
            return CodeReading((), (Doubt("sdg-unknown", str(value)),))
        return _from_number(value, field, primary)
    return _from_text(str(value), field, primary, comma_is_decimal, goal)


def _declare(
    code: str,
    written: str,
    field: str,
    *,
    primary: bool = False,
    doubtful: bool = False,
    share: Fraction | None = None,
) -> Declaration:
    parts = code.split(".")
    return Declaration(
        goal=int(parts[0]),
        target=".".join(parts[:2]) if len(parts) > 1 else None,
        indicator=code if len(parts) > 2 else None,
        field=field,
        written=written,
        primary=primary,
        doubtful=doubtful,
        share=share,
    )


def _from_number(value: float, field: str, primary: bool) -> CodeReading:
    written = str(int(value)) if value == int(value) else repr(round(float(value), 4))
    if value == int(value):
        if 1 <= value <= 17:
            return CodeReading((_declare(written, written, field, primary=primary),))
        if 20_000 <= value < 75_000:
            day = dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
            return _from_date(day.day, day.month, written, field, primary)
        return CodeReading((), (Doubt("sdg-unknown", written),))
    code = written
    longer = f"{code}0"
    readings = [candidate for candidate in (code, longer) if candidate in known_targets()]
    if not readings:
        return CodeReading((), (Doubt("sdg-unknown", written),))
    if len(readings) == 2:
        declared = _declare(code.split(".")[0], written, field, primary=primary, doubtful=True)
        return CodeReading((declared,), (Doubt("sdg-zero", written, " / ".join(readings)),))
    return CodeReading((_declare(readings[0], written, field, primary=primary),))


def _from_date(day: int, month: int, written: str, field: str, primary: bool) -> CodeReading:
    """A date where a code should be: Excel in Russian makes one of "6.4" (6 April)."""
    code = f"{day}.{month}"
    if code in known_targets():
        return CodeReading(
            (_declare(code, written, field, primary=primary, doubtful=True),),
            (Doubt("sdg-date", written, code),),
        )
    return CodeReading((), (Doubt("sdg-unreadable", written),))


@cache
def is_of_targets(heading: str) -> bool:
    """Whether a heading announces targets and nothing else of the agenda.

    Example:
        >>> [is_of_targets(one) for one in ("SDG targets", "Задачи ЦУР", "ТДМ міндеттері", "Цели и задачи ЦУР", "ЦУР")]
        [True, True, True, False, False]
    """
    text = fold(heading)
    return bool(_OF_TARGETS.search(text)) and not _OF_GOALS.search(text)


def _from_text(
    value: str, field: str, primary: bool, comma_is_decimal: bool | None, goal: int | None
) -> CodeReading:
    if len(value) > LONGEST_CELL:
        return CodeReading((), (Doubt("sdg-unreadable", value[:200]),))
    text = fold(value)
    month_cell = _MONTH_CELL.fullmatch(text.strip(" ."))
    if month_cell:
        return _from_date(int(month_cell["day"]), _MONTHS[month_cell["month"]], value.strip(), field, primary)
    iso = re.fullmatch(r"(?:19|20)\d\d-(\d\d)-(\d\d)(?:[t ].*)?|(\d\d)\.(\d\d)\.(?:19|20)\d\d", text)
    if iso:
        month, day = (iso[1], iso[2]) if iso[1] else (iso[4], iso[3])
        return _from_date(int(day), int(month), value.strip(), field, primary)
    if goal is not None:
        bare = re.fullmatch(r"\.?(\d{1,2}|[a-d])", text)
        if bare and f"{goal}.{bare[1]}" in known_targets():
            return CodeReading((_declare(f"{goal}.{bare[1]}", value.strip(), field, primary=primary),))
    serial = re.fullmatch(r"(\d{5})(?:\.0+)?", text)
    if serial:
        return _from_number(float(serial[1]), field, primary)
    if _MONTH_FIRST.fullmatch(text.strip(" .")) or is_of_the_millennium(text):
        return CodeReading((), (Doubt("sdg-unreadable", text),))
    if means_all(text):
        everything = tuple(
            _declare(str(number), value.strip(), field, primary=primary) for number in range(1, 18)
        )
        return CodeReading(everything, (Doubt("sdg-all", value.strip()),))
    if is_of_targets(field) and (pairs := _pairs(text)):
        reader = _Reader(field, primary, None)
        reader.read("; ".join(pairs))
        return reader.result(value)
    text = put_right(re.sub(rf"({_WORD})(?=\d)", r"\1 ", text))
    if comma_is_decimal is None and re.search(r"\d\s?[;/\n]", text):
        comma_is_decimal = True
    reader = _Reader(field, primary, comma_is_decimal)
    for part, number, codes in doubtful_lists(text):
        reader.doubtful_list(part, number, codes)
        text = text.replace(part, " ; ", 1)
    if text.strip(" ;"):
        reader.read(text)
    return reader.result(value)


def _pairs(text: str) -> list[str]:
    """The pairs of "4,1,4,2" where each is a target; [] for any other text."""
    if not re.fullmatch(r"\d{1,2},\d{1,2}(?:,\s*\d{1,2},\d{1,2})+", text):
        return []
    pairs = re.findall(r"\d{1,2},\d{1,2}", text)
    return pairs if all(pair.replace(",", ".") in known_targets() for pair in pairs) else []


class _Reader:
    """Reads one cell from left to right; a range needs the code before it."""

    def __init__(self, field: str, primary: bool, comma_is_decimal: bool | None) -> None:
        self.field, self.primary, self.comma_is_decimal = field, primary, comma_is_decimal
        self.found: list[Declaration] = []
        self.doubts: list[Doubt] = []

    def doubtful_list(self, text: str, goal: int, codes: tuple[str, ...]) -> None:
        """ "3 (5, 8)": targets of goal 3, or three goals."""
        self._add(_declare(str(goal), text, self.field, primary=self.primary, doubtful=True))
        as_goals = ", ".join(dict.fromkeys([str(goal), *(code.partition(".")[2] for code in codes)]))
        self.doubts.append(Doubt("sdg-comma", text, f"{', '.join(codes)} / {as_goals}"))

    def read(self, text: str) -> None:
        tokens = list(_TOKEN.finditer(text))
        shares = {m.start(): m for m in _PERCENT.finditer(text)}
        tokens = [t for t in tokens if not any(m.start() <= t.start() < m.end() for m in shares.values())]
        ahead = (
            bool(tokens and shares) and min(shares) < tokens[0].start() and max(shares) < tokens[-1].start()
        )
        previous_end = 0
        skip = False
        for index, token in enumerate(tokens):
            follower = tokens[index + 1].start() if index + 1 < len(tokens) else len(text)
            after = text[token.end() : follower]
            before = text[previous_end : token.start()]
            begin, previous_end = previous_end, token.end()
            if skip:
                skip = False
                continue
            if index + 1 < len(tokens) and re.fullmatch(r"\s*(?:-|до|по|to)\s*", after):
                self._range(token, tokens[index + 1])
                skip = True
                continue
            mark = _PRIMARY.search(
                after.split(";")[0].split(",")[0] if "(" not in after[:2] else after
            ) or _PRIMARY.search(re.split(r"[;,)]", before)[-1])
            # "60% - 3, 40% - 5": each share stands before its code.
            first, last = (begin, token.start()) if ahead else (token.end(), follower)
            share = next((m for start, m in shares.items() if first <= start < last), None)
            self._one(
                token,
                primary=bool(mark),
                share=Fraction(share[1].replace(",", ".")) / 100 if share else None,
            )
        declared = {one.goal for one in self.found}
        for number, words in goals_named(text):
            if number not in declared:
                self._add(_declare(str(number), words, self.field, primary=self.primary))
        rest = _TOKEN.sub(" ", text)
        if not tokens and not self.found and rest.strip():
            self.doubts.append(Doubt("sdg-unreadable", text))

    def _one(self, token: re.Match[str], *, primary: bool, share: Fraction | None) -> None:
        written = token.group().rstrip(".")
        number, part = int(token["goal"]), token["part"] or token["glued"]
        marks = {"primary": primary or self.primary, "share": share}
        if not 1 <= number <= 17:
            self.doubts.append(Doubt("sdg-unknown", written))
            return
        if part is None:
            self._add(_declare(str(number), written, self.field, **marks))  # type: ignore[arg-type]
            return
        codes = _codes_of(number, part)
        if token["mark"] == "," and part.isdecimal() and self.comma_is_decimal is not True:
            self._comma(number, part, written, bool(codes), **marks)  # type: ignore[arg-type]
        elif not codes:
            self._add(_declare(str(number), written, self.field, doubtful=True, **marks))  # type: ignore[arg-type]
            self.doubts.append(Doubt("sdg-unknown", written, f"{number}"))
        elif len(codes) > 1:
            self._add(_declare(str(number), written, self.field, doubtful=True, **marks))  # type: ignore[arg-type]
            self.doubts.append(Doubt("sdg-letter", written, " / ".join(codes)))
        else:
            indicator = token["indicator"]
            code = f"{codes[0]}.{indicator}" if indicator else codes[0]
            if indicator and code not in known_indicators():
                self._add(_declare(codes[0], written, self.field, doubtful=True, **marks))  # type: ignore[arg-type]
                self.doubts.append(Doubt("sdg-unknown", written, codes[0]))
                return
            self._add(_declare(code, written, self.field, **marks))  # type: ignore[arg-type]

    def _comma(
        self, number: int, part: str, written: str, is_target: bool, primary: bool, share: Fraction | None
    ) -> None:
        """ "4,5": a target, or two goals."""
        as_goals = not part.startswith("0") and 1 <= int(part) <= 17 and int(part) != number
        if is_target and as_goals and is_of_targets(self.field):
            code = f"{number}.{part}"
            self._add(_declare(code, written, self.field, primary=primary, doubtful=True, share=share))
            self.doubts.append(Doubt("sdg-comma-target", written, code))
            return
        if is_target and self.comma_is_decimal is None and as_goals:
            self._add(_declare(str(number), written, self.field, primary=primary, doubtful=True))
            self.doubts.append(Doubt("sdg-comma", written, f"{number}.{part} / {number}, {part}"))
        elif is_target and (self.comma_is_decimal is None or not as_goals):
            self._add(_declare(f"{number}.{part}", written, self.field, primary=primary, share=share))
        elif 1 <= int(part) <= 17:
            self._add(_declare(str(number), str(number), self.field, primary=primary))
            self._add(_declare(str(int(part)), part, self.field))
        else:
            self._add(_declare(str(number), written, self.field, primary=primary, doubtful=True))
            self.doubts.append(Doubt("sdg-unknown", written, str(number)))

    def _range(self, first: re.Match[str], last: re.Match[str]) -> None:
        written = f"{first.group()}-{last.group()}"
        start_goal, end_goal = int(first["goal"]), int(last["goal"])
        start, end = first["part"], last["part"]
        if start is None and end is None and 1 <= start_goal < end_goal <= 17:
            for number in range(start_goal, end_goal + 1):
                self._add(_declare(str(number), written, self.field, primary=self.primary))
            return
        if start and start.isdecimal() and end is None and int(start) < end_goal and last["goal"].isdecimal():
            end_goal, end = start_goal, last["goal"]
        if start and end and start_goal == end_goal:
            codes = _between(start_goal, start, end)
            if codes:
                for code in codes:
                    self._add(_declare(code, written, self.field, primary=self.primary))
                return
        self._one(first, primary=self.primary, share=None)
        self._one(last, primary=self.primary, share=None)

    def _add(self, declaration: Declaration) -> None:
        self.found.append(declaration)

    def result(self, value: str) -> CodeReading:
        return CodeReading(without_repeats(self.found), tuple(self.doubts))


def without_repeats(declared: list[Declaration]) -> tuple[Declaration, ...]:
    """Each code once; a goal beside one of its own targets is left out, as it says no more.

    Example:
        >>> [d.target for d in read_codes("ЦУР 3 (3.3)").declared]
        ['3.3']
    """
    with_target = {d.goal for d in declared if d.target}
    primary_goals: set[int] = set()
    best: dict[tuple[int, str | None, str | None], Declaration] = {}
    for declaration in declared:
        if declaration.target is None and declaration.goal in with_target and declaration.share is None:
            if declaration.primary:
                primary_goals.add(declaration.goal)
            continue
        key = (declaration.goal, declaration.target, declaration.indicator)
        if key not in best or (declaration.primary and not best[key].primary):
            best[key] = declaration
    return tuple(
        one if one.primary or one.goal not in primary_goals else one.model_copy(update={"primary": True})
        for one in best.values()
    )


def _codes_of(number: int, part: str) -> list[str]:
    """The targets that a goal and a part can mean: one, or two for a Cyrillic letter, or none."""
    if part.isdecimal():
        code = f"{number}.{int(part)}"
        return (
            [code]
            if code in known_targets() and not (len(part) == 2 and part[0] == "0" and number == 0)
            else []
        )
    letters = {part} if part.isascii() else {table[part] for table in (_LOOK, _ORDER) if part in table}
    return [f"{number}.{letter}" for letter in sorted(letters) if f"{number}.{letter}" in known_targets()]


def _between(goal: int, start: str, end: str) -> list[str]:
    if start.isdecimal() and end.isdecimal():
        codes = [f"{goal}.{part}" for part in range(int(start), int(end) + 1)]
    else:
        first, last = (_codes_of(goal, part) for part in (start, end))
        if len(first) != 1 or len(last) != 1:
            return []
        if start.isdecimal():
            numbers = [f"{goal}.{part}" for part in range(int(start), 20)]
            numbers = [code for code in numbers if code in known_targets()]
            first = [f"{goal}.a"]
        else:
            numbers = []
        letters = range(ord(first[0][-1]), ord(last[0][-1]) + 1)
        codes = numbers + [f"{goal}.{chr(letter)}" for letter in letters]
    return codes if codes and all(code in known_targets() for code in codes) else []


def comma_is_decimal_in(values: list[object]) -> bool | None:
    """Whether a column writes targets with a comma ("4,4"), where its cells show it.

    A semicolon, slash or line break between codes leaves the comma for the decimals; dots inside codes
    leave it for the list.

    Example:
        >>> comma_is_decimal_in(["4,5", "4,4; 8,6"]), comma_is_decimal_in(["4,5", "3.3, 3.8"])
        (True, False)
    """
    decimal = sum(
        isinstance(v, str) and bool(re.search(r"\d,\s?\d{1,2}\s*[;/\n]|[;/\n]\s*\d{1,2},\d", v))
        for v in values
    )
    listed = sum(
        isinstance(v, str) and bool(re.search(r"\d[.]\w+\s*,|,\s*\d+[.]\w|\d,\s*\d+,\s*\d|\d,\s+\d", v))
        for v in values
    )
    if decimal and not listed:
        return True
    if listed and not decimal:
        return False
    return None


_NUMBERED = re.compile(rf"(?<![\w.,])(?!{_WORD}|[gtцз]\W)[^\W\d_]{{1,6}}\s?[-/№]\s?\d")
"""A number of another list: "KG-01", "пр-2"."""


_IN_BRACKETS = re.compile(r"\(\s*[\d\s.,]+\)")
"""An amount below zero, as accountants write it."""
_WITH_NAMES = re.compile(r"^\W*(?:цур|sdgs?|тдм|одм)\s*№?\s*\d{1,2}[^\d,;]{3,80}(?:$|[,;\n])")


def looks_like_codes(value: object) -> bool:
    """Whether a cell holds SDG codes and hardly anything else.

    Example:
        >>> [looks_like_codes(v) for v in ("ЦУР 3 (3.3)", "Цель 5 / Target 5.2", "Снизить бедность к 2030 году")]
        [True, True, False]
    """
    if isinstance(value, dt.date):
        return f"{value.day}.{value.month}" in known_targets()
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return 1 <= value < 18 and bool(_from_number(value, "", False).declared)
    if not isinstance(value, str):
        return False
    text = fold(value)
    if _NUMBERED.search(text) or _IN_BRACKETS.fullmatch(text):
        return False
    if _WITH_NAMES.search(text):
        # "ЦУР 6. Чистая вода и санитария, ЦУР 14. ...": the names of goals stand behind their numbers.
        return bool(_from_text(value, "", False, None, None).declared)
    if not any(character.isdecimal() for character in text):
        named = goals_named(text)
        rest = text
        for _, words in named:
            rest = rest.replace(words, " ")
        return bool(named) and len(re.findall(r"[^\W\d_]{3,}", rest)) <= 2
    if _MONTH_CELL.fullmatch(text):
        return bool(_from_text(value, "", False, None, None).declared)
    rest = re.sub(rf"(?<!\w){_WORD}(?!\w)", " ", _PRIMARY.sub(" ", _PERCENT.sub(" ", _TOKEN.sub(" ", text))))
    if len(re.findall(r"[^\W\d_]{3,}", rest)) > (3 if re.search(rf"(?<!\w){_WORD}", text) else 0):
        return False
    reading = _from_text(value, "", False, None, None)
    return bool(reading.declared) and len(reading.declared) >= len(
        [d for d in reading.doubts if d.code == "sdg-unknown"]
    )
