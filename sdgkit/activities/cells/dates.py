# ruff: noqa: E501 - a pattern is read in one line
"""Dates and periods as people type them: day, month, quarter, half-year or year.

A partial date is widened to its first and last day and keeps its precision; "31.06.2024" stays
unread, because nobody can say which day was meant.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from sdgkit.activities.activity import When
from sdgkit.activities.cells.gaps import is_gap
from sdgkit.languages import clean, fold


class Period(NamedTuple):
    """What a cell says of time.

    Attributes:
        start: the date, or the first date of a period.
        end: the second date of a period; None for a single date.
        problem: "" , or the code of why something is unread or in doubt: "date-unreadable",
            "date-impossible", "date-order" (day and month could change places), "date-serial" (the number of
            a day in Excel), "date-ongoing" (no end is given: it goes on), "date-duration", "date-vague",
            "date-in-text" (a cell that says more holds one date).
        is_range: whether the cell names a period and not a date.
        months: length of a duration ("36 месяцев"), without dates or beside the first one.
    """

    start: When | None
    end: When | None = None
    problem: str = ""
    is_range: bool = False
    months: int | None = None


LONGEST_LENGTH = 1200
"""Months of a duration; what is longer is a year or the number of something else."""
LONGEST_DATE = 200
"""Characters of a cell that may be a date; longer ones are text."""
FIRST_YEAR, LAST_YEAR = 1950, 2100
"""Years outside are taken for numbers of something else."""

_SERIAL_ZERO = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar as it counts after its 29 February 1900, which never was."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ROMAN_HOMOGLYPHS = str.maketrans({"і": "i", "ш": "iii", "ӏ": "i", "х": "x"})
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


@cache
def _words() -> dict[str, Any]:
    text = resources.files("sdgkit.activities").joinpath("calendar.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _months() -> tuple[str, dict[str, int]]:
    stems = {stem: int(number) for number, entry in _words()["months"].items() for stem in entry}
    ordered = sorted(stems, key=len, reverse=True)
    return "|".join(re.escape(stem) for stem in ordered), stems


def _alternatives(name: str) -> str:
    words: list[str] = _words()["words"][name]
    return "|".join(
        re.escape(word).replace(r"\*", r"[^\W\d]*").replace(r"\ ", r"\s+")
        for word in sorted(words, key=len, reverse=True)
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    month = rf"(?P<month>{_months()[0]})[^\W\d]*\.?"
    year = r"(?P<year>(?:19|20)\d\d)"
    short_year = r"(?P<year>(?:19|20)\d\d|\d\d)"
    number = r"(?P<n>iii|ii|iv|i|[1-4])"
    year_word = rf"(?:\s*(?:{_alternatives('year')})(?!\w)\.?)?"
    quarter, half = _alternatives("quarter"), _alternatives("half")
    ordinal = r"\s*-?\s*(?:й|ый|ой|ое|е|ші|шы|інші|ыншы|st|nd|rd|th)?\s*"
    return {
        "iso": re.compile(r"(?P<year>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?:[t ]\d\d:?\d\d.*)?"),
        "dmy": re.compile(r"(?P<d>\d{1,2})\s?(?P<mark>[-./])\s?(?P<m>\d{1,2})\s?[-./]\s?(?P<year>\d{4}|\d{2})(?:,?\s+\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?)?" + year_word),
        "my": re.compile(r"(?P<m>\d{1,2})[-./](?P<year>(?:19|20)\d\d)" + year_word),
        "m/y": re.compile(r"(?P<m>0?[1-9]|1[0-2])/(?P<year>1[3-9]|[2-4]\d)"),
        "d-roman-y": re.compile(r"(?P<d>\d{1,2})[\s.-]+(?P<n>x|xi{1,2}|ix|iv|v?i{1,3}|v)[\s.-]+(?P<year>(?:19|20)\d\d)" + year_word),
        "y-month-d": re.compile(rf"{year}{year_word}\s*,?\s*(?P<month>{_months()[0]})[^\W\d]*\s+(?P<d>\d{{1,2}})(?:\s*-?\s*[^\W\d]{{1,5}})?"),
        "ym": re.compile(r"(?P<year>(?:19|20)\d\d)[-./](?P<m>\d{1,2})"),
        "d-month-y": re.compile(rf"\"?(?P<d>\d{{1,2}})\"?(?:st|nd|rd|th)?[\s.-]*(?:of\s+)?{month}[\s,.-]*{short_year}{year_word}"),
        "month-d-y": re.compile(rf"{month}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+{year}"),
        "y-d-month": re.compile(rf"{year}{year_word}\s*,?\s*(?P<d>\d{{1,2}})\s*-?\s*{month}"),
        "month-y": re.compile(rf"{month}[\s,.'-]*{short_year}{year_word}"),
        "y-month": re.compile(rf"{year}(?:\s*-\s*(?:{_alternatives('year')})(?!\w))?{year_word}[\s,.-]*{month}"),
        "quarter-y": re.compile(rf"(?:{number}{ordinal}(?:{quarter})\.?|q(?P<q>[1-4]))(?:\s+of)?[\s,./'-]*{short_year}{year_word}"),
        "y-quarter": re.compile(rf"{year}{year_word}[\s,./-]*(?:{number}{ordinal}(?:{quarter})\.?|q(?P<q>[1-4]))"),
        "half-y": re.compile(rf"(?:{number}{ordinal}(?:{half})\.?|h(?P<q>[12])|(?P<h>[12])h)(?:\s+of)?[\s,./'-]*{short_year}{year_word}"),
        "y-half": re.compile(rf"{year}{year_word}[\s,.-]*(?:{number}{ordinal}(?:{half})\.?|h(?P<q>[12]))"),
        "year": re.compile(rf"(?:fy\s?)?{year}\s*-?\s*(?:(?:{_alternatives('year')})(?!\w)\.?)?"),
    }  # fmt: skip


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    return {
        "ongoing": re.compile(rf"(?<!\w)(?:{_alternatives('ongoing')})(?!\w)"),
        "lead": re.compile(rf"^(?:(?:{_alternatives('lead')})(?!\w)\s*)+"),
        "tail": re.compile(rf"[\s-]*(?<!\w)(?:{_alternatives('tail')})\s*$"),
        "vague": re.compile(rf"(?<!\w)(?:{_alternatives('vague')})(?!\w)"),
        "range": re.compile(rf"\s+-\s+|\s+-(?=\S)|(?<=\S)-\s+|\s(?:{_alternatives('until')})\s|(?<=\d{{4}})-(?='?(?:19|20)?\d\d(?!\d))"),
        "duration": re.compile(rf"(?P<number>\d+(?:[.,]\d+)?)\s*-?\s*(?:(?P<months>{_alternatives('months')})|(?P<years>{_alternatives('years')}))\.?"),
        "year_words": re.compile(rf"(?<!\w)(?:{_alternatives('year')}|{_alternatives('tail')}|{_alternatives('until')}|и|және)(?!\w)\.?"),
        "ordinal": re.compile(rf"({'|'.join(map(re.escape, _ordinals()))})(?=\s+(?:{_alternatives('quarter')}|{_alternatives('half')}))"),
        "since": re.compile(r"\s*,?\s*(?:начиная\s+с|с|со|от|from|since|starting(?:\s+from)?)\s+(?=\S*\d|[^\W\d]+\s+\d)"),
        "extended": re.compile(r"(?<!\w)(?:продл[^\W\d]*|пролонг[^\W\d]*|extended|prolonged|ұзарт[^\W\d]*)(?!\w)"),
        "labelled": re.compile(
            r"(?:дата\s+)?(?:начал[оа]|старт|start(?:\s+date)?|басталуы|басы)\s*[:=-]\s*(?P<start>.*?\d.*?)[;,\s]+"
            r"(?:дата\s+)?(?:окончани[ея]|завершени[ея]|конец|end(?:\s+date)?|finish|аяқталуы|соңы)\s*[:=-]\s*(?P<end>.*\d.*)"
        ),
        "put_off": re.compile(
            r"(?P<before>.*\d[^()]*?)[\s,;(]+(?:продл[^\W\d]*|пролонг[^\W\d]*|extended|prolonged|ұзарт[^\W\d]*)\s+(?:срок\s+)?"
            r"(?:до|по|to|until|till)\s+(?P<after>[^()]*\d[^()]*?)\)?"
        ),
        "ends_kk": re.compile(r"((?:19|20)\d\d\s*-?\s*(?:жылғы|жылдың|ж\.?)\s+[^\d]*?|(?:19|20)\d\d\s*-?\s*жыл)(?:дан|ден|тан|тен|нан|нен)\s+(.*\d.*?)(?:ға|ге|қа|ке)?\s+дейін"),
        "year_word": re.compile(rf"[\s-]*(?:{_alternatives('year')})(?!\w)\.?\s*$"),
    }  # fmt: skip


def read_date(value: object, month_first: bool | None = None) -> Period:
    """The date or period of a cell.

    Args:
        value: a date, a number (a year, or Excel's number of a day) or text.
        month_first: whether the column writes 03/04 for 4 March; None where it does not show.

    Returns:
        The dates with their precision, and the code of what is wrong or in doubt.

    Example:
        >>> read_date("I кв. 2024").start.last
        datetime.date(2024, 3, 31)
        >>> period = read_date("2022-2025 гг.")
        >>> period.start.first.isoformat(), period.end.last.isoformat()
        ('2022-01-01', '2025-12-31')
        >>> read_date("31.06.2024")
        Period(start=None, end=None, problem='date-impossible', is_range=False, months=None)
        >>> read_date(45292).start.first
        datetime.date(2024, 1, 1)
    """
    if is_gap(value):
        return Period(None)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        if FIRST_YEAR <= value.year <= LAST_YEAR:
            return Period(_day(value, value.isoformat()))
        return Period(None, problem="date-unreadable")
    if isinstance(value, bool):
        return Period(None, problem="date-unreadable")
    if isinstance(value, int | float):
        if not abs(value) < 1e9:
            return Period(None, problem="date-unreadable")
        return _from_number(float(value))
    if len(str(value)) > LONGEST_DATE:
        return Period(None, problem="date-unreadable")
    written = clean(str(value))
    text = re.sub(r"\s*(?:→|=>|->|⇒)\s*", " - ", fold(written)).strip(" .;,")
    if "/" in text:
        month_first = month_first_in([text]) if month_first is None else month_first
        halves = text.split(" / ")
        if len(halves) == 2 and (said := _twice(halves, written, month_first)) is not None:
            return said
    text = _days_in_numbers(text)
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?|(?:19|20)\d\d[.,]0+|\d{6}|\d{8}", text):
        return _from_number(float(text.replace(",", ".")))
    return _from_text(text, written, month_first)


def _twice(halves: list[str], written: str, month_first: bool | None) -> Period | None:
    """What both halves of a cell say: "2025 ж. / 2025 г.", as a register in two languages has it."""
    first, second = (_from_text(half.strip(" .;,"), written, month_first) for half in halves)
    same = (first.start, first.end) == (second.start, second.end)
    return first if same and (first.start or first.end) and not first.problem else None


@cache
def _days() -> tuple[re.Pattern[str], dict[str, int], dict[str, int]]:
    """Days of the month in words ("двадцать пятого"), in front of a month."""
    days, tens = (
        {word: int(number) for number, words in _words()[name].items() for word in words}
        for name in ("days", "tens")
    )
    pattern = rf"(?<!\w)(?:(?P<ten>{'|'.join(tens)})\s+)?(?P<day>{'|'.join(sorted(days, key=len, reverse=True))})(?=\s+(?:{_months()[0]}))"
    return re.compile(pattern), days, tens


def _days_in_numbers(text: str) -> str:
    """The text with its days in words as numbers.

    Example:
        >>> _days_in_numbers("с двадцать пятого ноября по десятое декабря 2025 года")
        'с 25 ноября по 10 декабря 2025 года'
    """
    if "ое " not in text and "ого " not in text and "ье " not in text and "его " not in text:
        return text
    pattern, days, tens = _days()
    return pattern.sub(lambda found: str(tens.get(found["ten"], 0) + days[found["day"]]), text)


@cache
def _parts_of_months() -> tuple[re.Pattern[str], dict[str, tuple[int, int]]]:
    parts = {
        fold(word): (int(first), int(last))
        for days, words in _words()["parts_of_months"].items()
        for first, last in [days.split("-")]
        for word in words
    }
    each = "|".join(
        re.escape(word).replace(r"\*", r"[^\W\d]*") for word in sorted(parts, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?P<part>{each})(?!\w)"), parts


def _part_of_month(text: str, written: str) -> Period | None:
    """The days of "первая декада марта 2026 г.", "вторая половина июля 2026"."""
    pattern, parts = _parts_of_months()
    found = pattern.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" -,;.")
    month = _single(_phrases()["lead"].sub("", rest), written, None)
    if month is None or month.start is None or month.start.precision != "month":
        return None
    first, last = parts[found["part"]]
    when = month.start
    begin, end = when.first.replace(day=first), when.last.replace(day=min(last, when.last.day))
    return Period(
        When(first=begin, last=end, precision="month", written=written), _day(end, written), is_range=True
    )


def read_start_and_end(value: object, month_first: bool | None = None) -> Period:
    """The dates of a cell under "Дата начала / окончания", where the end may stand on a line of its own.

    Example:
        >>> read_start_and_end("01.03.2024\\n31.12.2025").end.last
        datetime.date(2025, 12, 31)
    """
    lines = [line.strip() for line in str(value).splitlines() if line.strip()]
    if len(lines) == 2 and len(str(value)) <= LONGEST_DATE:
        first, last = (_single(fold(clean(line)), clean(line), month_first) for line in lines)
        if first and last and first.start and last.start:
            return Period(first.start, last.start, first.problem or last.problem, is_range=True)
    return read_date(value, month_first)


def _day(value: dt.date, written: str) -> When:
    return When(first=value, last=value, precision="day", written=written)


def _from_number(number: float) -> Period:
    whole = int(number)
    if number == whole and FIRST_YEAR <= whole <= LAST_YEAR:
        return Period(_year(whole, str(whole)))
    if 18264 <= number < 73415:  # 1950-01-01 to 2100-12-31
        return Period(_day(_SERIAL_ZERO + dt.timedelta(days=whole), str(whole)), problem="date-serial")
    text = str(whole)
    if number == whole and len(text) == 8:
        return _checked(int(text[:4]), int(text[4:6]), int(text[6:]), text)
    if (
        number == whole
        and len(text) == 6
        and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR
        and 1 <= int(text[4:]) <= 12
    ):
        return Period(_month(int(text[:4]), int(text[4:]), text))
    return Period(None, problem="date-unreadable")


def _from_text(text: str, written: str, month_first: bool | None) -> Period:
    open_ended = re.fullmatch(r"(.*\d(?:\s?(?:г|год|года|ж|жыл)\.?)?)\s*-", text)
    if open_ended:
        # "2024-": nothing is said of the end.
        before = _single(open_ended[1], written, month_first)
        if before is not None and before.start is not None:
            return Period(before.start, None, "date-ongoing", is_range=True)
    both = _phrases()["ends_kk"].fullmatch(text)
    if both:
        # "2023 жылғы қаңтардан 2025 жылғы желтоқсанға дейін"
        found = _range(both[1], both[2], written, month_first)
        if found is not None:
            return found
    if re.fullmatch(r"(?:19|20)\d\d\s*\+", text):
        return Period(_year(int(text[:4]), written), None, "date-ongoing", is_range=True)
    fiscal = re.fullmatch(
        r"(?:fy|фин(?:ансовый)?\.?\s*год)\s*'?((?:19|20)?\d\d)(?:\s*[/-]\s*((?:19|20)?\d\d))?", text
    )
    if fiscal and (fiscal[2] or len(fiscal[1]) == 2):
        # A fiscal year begins when its giver's law says; the calendar years that it touches are certain.
        years = [_full_year(part) for part in fiscal.groups() if part]
        return Period(_year(years[0], written), _year(years[-1], written), "date-vague", is_range=True)
    ends = re.fullmatch(
        r"(?:до|не позднее|by|until|till|(?:ист[её]к\w*|истекает|действу\w+|закончил\w+|завершил\w+|expire[sd]?|"
        r"valid|ended|completed)(?:\s(?:до|on|until|till|in|в))?)\s(.*\d.*)|(.*\d.*)\sдейін",
        text,
    )
    if ends:
        before = _single(_phrases()["lead"].sub("", ends[1] or ends[2]), written, month_first)
        if before is not None and before.start is not None and before.end is None:
            return before._replace(start=None, end=before.start, is_range=True)
    begins = re.fullmatch(r"(?:с|со|начиная с|from|since|starting)\s(.*\d.*)|(.*\d.*)\sбастап", text)
    if begins:
        since_when = begins[1] or begins[2]
        before = _single(re.sub(r"\s*\([^()]*\)$", "", since_when), written, month_first)
        if before is not None and before.start is not None:
            return _lasting(before._replace(end=None, is_range=True), since_when)
    single = _single(text, written, month_first)
    if single is not None:
        return single
    phrases = _phrases()
    ongoing = phrases["ongoing"].search(text)
    if ongoing:
        rest = (text[: ongoing.start()] + " " + text[ongoing.end() :]).strip(" -,;()")
        rest = phrases["lead"].sub("", phrases["tail"].sub("", rest)).strip(" -")
        before = _single(rest, written, month_first) if rest else None
        start = before.start if before else None
        problem = "date-ongoing" if before or not re.search(r"\d", rest) else "date-unreadable"
        return Period(start, None, problem, is_range=True)
    long = re.match(phrases["duration"].pattern, text)
    since = phrases["since"].match(text, long.end()) if long else None
    if long and since:
        # "36 мес. с 01.03.2023", "3 года с 2022"
        begin = _single(phrases["year_word"].sub("", text[since.end() :]), written, month_first)
        number = float(long["number"].replace(",", "."))
        months = round(number * (12 if long["years"] else 1))
        if begin is not None and begin.start is not None and 0 < months <= LONGEST_LENGTH:
            first = begin.start
            end = (
                _year(first.first.year + months // 12 - 1, written)
                if first.precision == "year" and months % 12 == 0
                else after_months(first, months)
            )
            return Period(first, end, begin.problem, is_range=True)
    put_off_to = phrases["put_off"].fullmatch(text)
    if put_off_to:
        # "2024 год (продлён до 2026 г.)", "01.2023 - 12.2024, extended to 06.2025"
        before = _from_text(put_off_to["before"].strip(" -,;("), written, month_first)
        after = _single(put_off_to["after"].strip(" -,;)"), written, month_first)
        whole_days = before.end is None and before.start is not None and before.start.precision == "day"
        if before.start is not None and not whole_days and after is not None and after.start is not None:
            return Period(before.start, after.start, "date-in-text", is_range=True)
    if phrases["extended"].search(text):
        put_off = _day_in_text(text, written, month_first, latest=True)
        if put_off is not None:
            return put_off
    labelled = phrases["labelled"].fullmatch(text)
    if labelled:
        # "Начало: янв. 2023; окончание: дек. 2025"
        found = _range(labelled["start"].strip(" ;,"), labelled["end"].strip(" ;,"), written, month_first)
        if found is not None:
            return found
    whole = text
    text = _BEGINS_IN_BRACKETS.sub(r"(from ", text)
    renewed = _RENEWED.search(text)
    if renewed and phrases["duration"].fullmatch(text[: renewed.start()].strip(" ,;(")):
        # "5 лет с автоматическим продлением": the length is certain.
        return _from_text(text[: renewed.start()].strip(" ,;("), written, month_first)
    since_in_brackets = re.fullmatch(r"(\d[^()]*)\(((?:с|со|от|from|since)\s[^()]*)\)", text)
    if since_in_brackets:
        # "12 месяцев (с 01.04.2024)"
        return _from_text(f"{since_in_brackets[1]} {since_in_brackets[2]}", written, month_first)
    text = re.sub(r"\((?:[^()]*[^\d()\s.][^()]*)\)", " ", text).strip()
    if text != whole and text:
        single = _single(text, written, month_first)
        if single is not None:
            return _lasting(single, whole[len(text) :])
    inner = phrases["lead"].sub("", text)
    pieces = [piece for piece in phrases["range"].split(inner) if piece.strip()]
    if len(pieces) == 2:
        found = _range(pieces[0].strip(), pieces[1].strip(), written, month_first)
        if found is not None:
            return found
    listed = re.fullmatch(
        r"(\d{1,2})(?:\s*(?:,|и|and|және|&)\s*\d{1,2})*\s*(?:,|и|and|және|&)\s*(\d{1,2}\s+\D+\d{4}.*)", inner
    )
    if listed:
        # "12, 14 и 16 мая 2024": from the first of the days to the last.
        found = _range(listed[1], listed[2], written, month_first)
        if found is not None:
            return found
    if (
        inner.count("-") == 1
        or re.fullmatch(r"[\d.]+\.(?:19|20)\d\d\s?/\s?[\d.]+\.(?:19|20)\d\d", inner)
        or re.fullmatch(r"(?:19|20)\d\d\s?/\s?(?:19|20)?\d\d.*", inner)
    ):
        # "10-12.06.2025", "март-декабрь 2024", "2023/2024"
        pieces = re.split("-" if inner.count("-") == 1 else "[-/]", inner, maxsplit=1)
        found = _range(pieces[0].strip(), pieces[1].strip(), written, month_first) if all(pieces) else None
        if found is not None:
            return found
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", inner)
    if len(years) > 1 and not phrases["year_words"].sub(" ", re.sub(r"(?:19|20)\d\d", " ", inner)).strip(
        " ,.;-"
    ):
        # "2023, 2024, 2025", "2022 жылдан 2025 жылға дейін"
        numbers = sorted(map(int, years))
        if len(years) == 2 and int(years[0]) > int(years[1]):
            # "2025 - 2023": a slip, and nobody knows which way.
            numbers.reverse()
        return Period(_year(numbers[0], written), _year(numbers[-1], written), is_range=True)
    trimmed = phrases["tail"].sub("", inner).strip(" -,;")
    if trimmed != text:
        single = _single(trimmed, written, month_first)
        if single is not None:
            return single
    duration = phrases["duration"].fullmatch(trimmed)
    if duration:
        number = float(duration["number"].replace(",", "."))
        months = round(number * (12 if duration["years"] else 1))
        if 0 < months <= LONGEST_LENGTH:
            return Period(None, None, "date-duration", months=months)
    of_month = _part_of_month(trimmed, written)
    if of_month is not None:
        return of_month
    quarters = _quarters_of_year().fullmatch(trimmed)
    if quarters:
        # "2026 ж. I-II тоқсан"
        found = _range(
            f"{quarters['first']} {quarters['unit']} {quarters['year']}",
            f"{quarters['second']} {quarters['unit']} {quarters['year']}", written, month_first,
        )  # fmt: skip
        if found is not None:
            return found
    if len(pieces) == 2 and "," not in inner and any(phrases["vague"].search(piece) for piece in pieces):
        # "конец апреля – начало мая 2026 г."
        plain = [phrases["vague"].sub("", piece).strip(" -,;.") for piece in pieces]
        found = _range(plain[0], plain[1], written, month_first) if all(plain) else None
        if found is not None and not found.problem:
            return found._replace(problem="date-vague")
    vague = phrases["vague"].search(trimmed)
    if vague:
        rest = (trimmed[: vague.start()] + trimmed[vague.end() :]).strip(" -,;.")
        single = _single(rest, written, month_first)
        if single is not None and single.start is not None:
            return single._replace(problem=single.problem or "date-vague")
    inside = phrases["duration"].sub(" ", trimmed).strip(" -,;()")
    if inside != trimmed:
        single = _single(inside, written, month_first)
        if single is not None:
            return _lasting(single, trimmed)
    spans = re.findall(r"(?<![\d.])((?:19|20)\d\d)\s?-\s?((?:19|20)\d\d)(?![\d.])", whole)
    if (
        len(spans) == 1
        and not re.search(r"\d", whole.replace("-".join(spans[0]), ""))
        and spans[0][0] <= spans[0][1]
    ):
        # "2026-2027 годы, весной"
        first, last = (_year(int(year), written) for year in spans[0])
        return Period(first, last, "date-in-text", is_range=True)
    return (
        _part_in_text(whole, written, month_first)
        or _day_in_text(whole, written, month_first)
        or Period(None, problem="date-unreadable")
    )


@cache
def _quarters_of_year() -> re.Pattern[str]:
    """Quarters or half-years from one to another behind their year."""
    return re.compile(
        rf"(?P<year>(?:19|20)\d\d)(?:\s*(?:{_alternatives('year')})(?!\w)\.?)?[\s,.:-]*(?P<first>iii|ii|iv|i|і{{1,3}}|[1-4])\s*-\s*"
        rf"(?P<second>iii|ii|iv|i|і{{1,3}}|[1-4])\s*-?\s*(?P<unit>{_alternatives('quarter')}|{_alternatives('half')})\.?"
    )


_BEGINS_IN_BRACKETS = re.compile(
    r"\((?:дата\s+)?(?:начал[оа]|старт|start(?:ing|s|ed)?(?:\s+date)?|басталуы)\s*[:=-]?\s+(?=\S*\d)"
)
"""The beginning of a duration, in a bracket behind it: "24 months (start: 15.01.2023)"."""
_RENEWED = re.compile(
    r",?\s*(?:с\s+(?:автоматическ\w+|последующ\w+|возможн\w+)\s+(?:продлени\w+|пролонгаци\w+)|with\s+(?:automatic|tacit)\s+"
    r"(?:renewal|extension)|автоматты\s+түрде\s+ұзарт\w*|renewable).*"
)


def _part_in_text(text: str, written: str, month_first: bool | None) -> Period | None:
    """The one part between commas that is a period, beside words: "22-24 апреля 2026 года, г. Астана"."""
    parts = [part.strip() for part in re.split(r"[,;|]\s", text) if part.strip(" .")]
    dated = [part for part in parts if re.search(r"\d", part)]
    if not 2 <= len(parts) <= 4 or len(dated) != 1:
        return None
    read = _from_text(dated[0], written, month_first)
    if (read.start is None and read.end is None) or read.problem not in ("", "date-in-text"):
        return None
    return read._replace(problem="date-in-text")


def _lasting(begin: Period, text: str) -> Period:
    """A date with the length that stands beside it: "2025 (36 months)", "01.03.2023, 24 мес."."""
    lengths = list(_phrases()["duration"].finditer(text))
    if len(lengths) != 1 or begin.start is None or begin.end is not None:
        return begin
    months = round(float(lengths[0]["number"].replace(",", ".")) * (12 if lengths[0]["years"] else 1))
    return begin._replace(months=months) if 0 < months <= LONGEST_LENGTH else begin


@cache
def _lengths() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return tuple(re.compile(rf"(?<!\w)(?:{_alternatives(name)})(?!\w)") for name in ("months", "years"))  # type: ignore[return-value]


def unit_of_length(heading: str) -> int:
    """How many months a number under a heading counts; 0 where it names no unit of time or two.

    Example:
        >>> [unit_of_length(text) for text in ("Срок, мес.", "Duration (years)", "Срок реализации")]
        [1, 12, 0]
    """
    folded = fold(heading)
    months, years = (bool(pattern.search(folded)) for pattern in _lengths())
    return 0 if months == years else 1 if months else 12


def _day_in_text(text: str, written: str, month_first: bool | None, *, latest: bool = False) -> Period | None:
    """The one whole date of a text that says more ("подписан 15.03.2022", "№ 12 от 15.03.2022").

    Args:
        text: what stands in the cell, folded.
        written: the same as it was written.
        month_first: whether the column writes the month first.
        latest: whether the latest of several counts, as an end that was put off does.
    """
    patterns = _patterns()
    days = [
        _single(found.group(), written, month_first)
        for name in ("iso", "dmy", "d-month-y")
        for found in re.finditer(rf"(?<![\w.]){patterns[name].pattern}", text)
    ]
    read = [one for one in days if one is not None]
    if not read or any(one.start is None for one in read) or (len(read) > 1 and not latest):
        return None
    best = max((one.start for one in read if one.start), key=lambda when: when.first)
    return Period(best, problem="date-in-text")


@cache
def _ordinals() -> dict[str, int]:
    """Numbers in words, as they stand before a quarter or a half-year."""
    return {word: int(number) for number, words in _words()["ordinals"].items() for word in words}


def _range(first: str, second: str, written: str, month_first: bool | None) -> Period | None:
    phrases = _phrases()
    first, second = (
        phrases["lead"].sub("", phrases["tail"].sub("", piece)).strip(" -,;") for piece in (first, second)
    )
    second = second.lstrip("'")
    end_year = re.search(r"(?:19|20)\d\d", second)
    if end_year is None and re.fullmatch(r"\d\d", phrases["year_word"].sub("", second)):
        begin_year = re.search(r"(?:19|20)\d\d", first)
        if begin_year is None:
            return None
        second = begin_year.group()[:2] + phrases["year_word"].sub("", second)
        end_year = re.search(r"(?:19|20)\d\d", second)
    start = _single(first, written, month_first)
    if start is None and end_year and not re.search(r"(?:19|20)\d\d", first):
        # "март - декабрь 2024", "01.03-31.12.2024": the year stands once.
        bare = first.rstrip(".")
        tries = [f"{bare} {end_year.group()}", f"{bare}.{end_year.group()}"]
        if re.fullmatch(r"\d{1,2}|[ivі]{1,3}", bare):
            rest = re.sub(r"^(?:\d{1,2}|[ivі]{1,3})", "", second)
            tries = [f"{bare}{rest}"]
        start = next((read for text in tries if (read := _single(text, written, month_first))), None)
    end = _single(second, written, month_first)
    if end is None and start is None and (days := _DAYS_BEHIND_YEAR.fullmatch(f"{first} - {second}")):
        # "2026 ж. 1-15 қыркүйек"
        start, end = (
            _single(f"{days['year']} {days[name]} {days['month']}", written, month_first)
            for name in ("first", "second")
        )
    if start is None and end_year is None and end is not None and end.start is not None:
        # "июнь-июль 26 г.": the year of two digits stands once.
        start = _single(f"{first} {end.start.first.year}", written, month_first)
    begin_years = re.findall(r"(?:19|20)\d\d", first)
    if end is None and start and start.start and len(begin_years) == 1 and not re.search(r"\d", second):
        # "2026 жылғы наурыз-сәуір", "2024 г.: март - июнь": the year stands once, in front.
        end = _single(f"{second} {begin_years[0]}", written, month_first)
        if end and end.start and end.start.last < start.start.first:
            return None
    if start is None or end is None or start.end or end.end:
        return None
    if (
        start.start
        and end.start
        and end.start.last < start.start.first
        and len(first) > len(second.strip()) - 3
    ):
        return (
            None if re.fullmatch(r"(?:19|20)\d\d", first) else Period(start.start, end.start, is_range=True)
        )
    return Period(start.start, end.start, start.problem or end.problem, is_range=True)


_DAYS_BEHIND_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d\s*(?:жылғы|жылдың|жылы|жыл|ж|г|год)?\.?)[\s,]*(?P<first>\d{1,2}) - (?P<second>\d{1,2})\s+(?P<month>[^\W\d]+)"
)


def _single(text: str, written: str, month_first: bool | None) -> Period | None:
    """One date; None where the text is not of the form of one."""
    patterns = _patterns()
    text = text.strip(" .;,*")
    if ordinal := _phrases()["ordinal"].search(text):
        # "первое полугодие 2024", "2026 жылдың бірінші жартысы": the number in words.
        text = f"{text[: ordinal.start()]}{_ordinals()[ordinal[1]]} {text[ordinal.end() :].lstrip()}"
    folded = text.translate(_ROMAN_HOMOGLYPHS) if not text.isascii() else text
    if found := patterns["iso"].fullmatch(text):
        return _checked(int(found["year"]), int(found["m"]), int(found["d"]), written)
    if found := patterns["dmy"].fullmatch(text):
        return _day_month(found, written, month_first)
    if (found := patterns["my"].fullmatch(text)) or (found := patterns["ym"].fullmatch(text)):
        month = int(found["m"])
        if 1 <= month <= 12:
            return Period(_month(int(found["year"]), month, written))
        return None if text.startswith(found["year"]) else Period(None, problem="date-impossible")
    if found := patterns["m/y"].fullmatch(text):
        # "01/24": no day of the year 2024 is meant by 24.
        return Period(_month(_full_year(found["year"]), int(found["m"]), written))
    if found := patterns["d-roman-y"].fullmatch(folded):
        return _checked(int(found["year"]), _ROMAN_MONTHS.index(found["n"]) + 1, int(found["d"]), written)
    for name in ("d-month-y", "month-d-y", "y-d-month", "y-month-d"):
        if found := patterns[name].fullmatch(text):
            return _checked(_full_year(found["year"]), _months()[1][found["month"]], int(found["d"]), written)
    for name in ("month-y", "y-month"):
        if found := patterns[name].fullmatch(text):
            return Period(_month(_full_year(found["year"]), _months()[1][found["month"]], written))
    for name, length in (("quarter-y", 3), ("y-quarter", 3), ("half-y", 6), ("y-half", 6)):
        if found := patterns[name].fullmatch(folded):
            digit = found["q"] or ("h" in found.re.groupindex and found["h"])
            number = int(digit) if digit else _ROMAN[found["n"]]
            if number * length > 12:
                return Period(None, problem="date-impossible")
            return Period(_months_long(_full_year(found["year"]), number, length, written))
    if found := patterns["year"].fullmatch(text):
        return Period(_year(int(found["year"]), written))
    return None


def _day_month(found: re.Match[str], written: str, month_first: bool | None) -> Period:
    day, month, year = int(found["d"]), int(found["m"]), _full_year(found["year"])
    slash = found["mark"] == "/"
    if slash and (month > 12 >= day or (month_first and day <= 12)):
        return _checked(year, day, month, written)
    read = _checked(year, month, day, written)
    if slash and month_first is None and read.start and day <= 12 and day != month:
        return read._replace(problem="date-order")
    return read


def _full_year(text: str) -> int:
    number = int(text)
    return number if number >= 100 else (2000 + number if number < 70 else 1900 + number)


def _checked(year: int, month: int, day: int, written: str) -> Period:
    try:
        value = dt.date(year, month, day)
    except ValueError:
        return Period(None, problem="date-impossible")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Period(None, problem="date-impossible")
    return Period(_day(value, written))


def _month(year: int, month: int, written: str) -> When:
    last = calendar.monthrange(year, month)[1]
    return When(
        first=dt.date(year, month, 1), last=dt.date(year, month, last), precision="month", written=written
    )


def _months_long(year: int, number: int, length: int, written: str) -> When:
    final = number * length
    return When(
        first=dt.date(year, final - length + 1, 1),
        last=dt.date(year, final, calendar.monthrange(year, final)[1]),
        precision="quarter" if length == 3 else "half-year",
        written=written,
    )


def _year(year: int, written: str) -> When:
    return When(first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), precision="year", written=written)


def month_first_in(values: list[str]) -> bool | None:
    """Whether the dates with slashes of a column write the month first, where they show it.

    Example:
        >>> month_first_in(["03/04/2024", "12/31/2024"]), month_first_in(["03/04/2024"])
        (True, None)
        >>> month_first_in(["10/01/2020 - 09/30/2025"])
        True
    """
    votes = set()
    for value in values:
        if "/" not in value:
            continue
        for found in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{2,4}(?![\d/])", value[:LONGEST_DATE]):
            if (int(found[1]) > 12) != (int(found[2]) > 12):
                votes.add(int(found[2]) > 12)
    return votes.pop() if len(votes) == 1 else None


def after_months(start: When, months: int) -> When:
    """The day before the start comes round again `months` later: the end of a duration.

    Example:
        >>> after_months(read_date("01.03.2024").start, 36).last
        datetime.date(2027, 2, 28)
    """
    total = start.first.month - 1 + months
    year, month = start.first.year + total // 12, total % 12 + 1
    day = min(start.first.day, calendar.monthrange(year, month)[1])
    end = dt.date(year, month, day) - dt.timedelta(days=1)
    return When(first=end.replace(day=1), last=end, precision="month", written=start.written)
