"""Years: what a cell or heading of a table says of the year.

A school or fiscal year such as "2015/16" is taken as the year in which it begins, as the global database does; the
mark of a footnote ("2020*") is set aside; a figure as at the first of January is of the year that the date names, and
its wording is kept as a note, as is that of an estimate; a plan or a forecast is no observation. Each is told as a
finding.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from sdgkit.languages import fold

_YEAR = re.compile(
    r"((?:19|20)\d\d)(?:\.0+)?(?P<split>\s*[/–-]\s*(?:(?:19|20)?\d\d))?"
    r"(?:\s|-(?=[^\W\d]))*"
    r"(?P<word>(?:г\.?|год[ау]?|уч\.?\s*г(?:од)?\.?|учебный год|ж\.?|жыл|жылы|жылғы|жылдың|оқу жылы|yil|yili|йил|йили"
    r"|school year|fiscal year)?)"
    r"\s*(?P<mark>[*†⁽⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾)]?|\(?\d\)|\((?!\d{4})[^()]{1,20}\)|[a-zа-я]\)|a|p|e|f|r|а|п|о)?",
    re.IGNORECASE,
)
_Y = r"((?:19|20)\d\d)"
_WORD = r"[\s-]*(?:г\.?|год[ау]?|ж\.?|жыл\w*|yil\w*|йил\w*)?"
_ON = r"(?:(?:по состоянию )?на |к |as (?:at|of) |(?:at |on )?(?:the )?|zum |au |al )?"
_NAMED_YEAR = r"[\s-]*(?:жыл|yil|йил)\w*"
_FIRST_DAYS = (
    rf"{_ON}0?1[./]0?1[./]{_Y}{_WORD}",
    rf"{_Y}-01-01(?:[ t]00:00(?::00)?)?",
    rf"{_ON}(?:0?1|1-?[ео]?г?о?|1st|1er|1\.)\s*(?:de )?"
    rf"(?:январ[яь]|january|jan\.?|januar|janvier|enero)\s*(?:de )?,?\s*{_Y}{_WORD}",
    rf"{_ON}january 1(?:st)?,? {_Y}",
    rf"{_ON}начал[оау] {_Y}{_WORD}",
    rf"{_ON}(?:beginning|start) of (?:the year )?{_Y}",
    rf"{_Y}{_NAMED_YEAR} 0?1\W{{0,2}}(?:қаңтар|январ|yanvar)\w*(?: \w+){{0,2}}",
    rf"{_Y}{_NAMED_YEAR} (?:бас|баш|bosh|бош)\w*(?: \w+)?",
)
"""The first day of a year. Offices count a stock on it to the year that its date names ("population on 1 January
2024" is 2024 in Eurostat's and in national tables), although it is the state at the end of the year before."""
_LAST_DAYS = (
    rf"{_ON}31[./]12[./]{_Y}{_WORD}",
    rf"{_Y}-12-31(?:[ t]00:00(?::00)?)?",
    rf"{_ON}31\.? (?:de )?(?:декабря|december|dec\.?|dezember|décembre|diciembre) (?:de )?{_Y}{_WORD}",
    rf"{_ON}december 31(?:st)?,? {_Y}",
    rf"{_ON}конец {_Y}{_WORD}",
    rf"{_ON}end of (?:the year )?{_Y}",
    rf"{_Y}{_NAMED_YEAR} 31\W{{0,2}}(?:желтоқсан|декабр|dekabr)\w*(?: \w+){{0,2}}",
    rf"{_Y}{_NAMED_YEAR} (?:соң|аяғ|аяг|oxir|охир)\w*(?: \w+)?",
)
"""The last day of a year, by which annual figures are dated."""
_WHOLE_YEARS = (
    rf"(?:за|в|по итогам|итоги|for|in|during|year|год|жыл|jahr|année|année |annee|año|ano|rok|yil|йил|en) {_Y}{_WORD}",
    rf"(?:янв\w*|jan\w*)\.?\s*-\s*(?:дек\w*|dec\w*)\.? {_Y}{_WORD}",
    rf"{_Y}{_NAMED_YEAR} (?:қаңтар|январь|yanvar)\w*\s*-\s*(?:желтоқсан|декабрь|dekabr)\w*",
    rf"(?:за )?12 ?(?:месяц\w*|мес\.?|ай\w*|months?(?: of)?) {_Y}{_WORD}",
)
_FIRST_DAY, _LAST_DAY, _WHOLE_YEAR = (
    re.compile("|".join(f"(?:{one})" for one in forms)) for forms in (_FIRST_DAYS, _LAST_DAYS, _WHOLE_YEARS)
)
_NAMED = re.compile(
    r"(?:baseline|base|latest|last|current|базов\w+|исходн\w+|последн\w+|текущ\w+|базалық|бастапқы|соңғы|ағымдағы)"
    r"(?:\s+(?:year|value|год|значение|уровень|жыл\w*|мәні?))?[\s,:(–-]*((?:19|20)\d\d)\s*(?:г\.?|год\w*|ж\.?|жыл\w*)?\)?",
    re.IGNORECASE,
)
"""A year with what it is in its table: "Baseline (2015)", "Базовый 2015 год"."""
_MONTH = re.compile(
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|қаң|ақп|нау|сәу"
    r"|мам|мау|шіл|там|қыр|қаз|қар|жел)[^\W\d]*[.\s'’-]*\d\d",
    re.IGNORECASE,
)
"""A month as spreadsheets show it: "янв.23"."""
_ACTUAL = r"факт\w*|отч[её]т\w*|исполн\w*|actuals?|observed|fact|нақты|есеп(?:ті)?|fakt\w*|амалда(?:ги)?|amalda(?:gi)?"
_ESTIMATE = (
    r"оцен\w*|предв(?:арит\w*)?|эксперт\w*|est(?:imated?)?|prelim(?:inary)?|prov(?:isional)?|бағалау\w*|алдын ала"
    r"|баалоо|баҳолаш|baholash|дастлабки|dastlabki"
)
_QUALIFIED = re.compile(
    rf"(?:(?:{_ACTUAL}|(?P<estimate>{_ESTIMATE}))\b[\s.,:(–-]*(?:за |в |in |for )?(?P<year>.+?)\)?"
    rf"|(?P<first>.+?)[\s,:(–-]*(?<!\w)(?:{_ACTUAL}|(?P<estimated>{_ESTIMATE}))[.)]*)"
)
"""A year with the words for a figure that was observed or estimated: "2019 факт", "Факт 2020", "2022 (оценка)"."""
_EXPECTED = re.compile(
    rf"(?:ожид\w+|күтіл\w+|expected)[\s,:(]*{_Y}{_WORD}\)?|{_Y}{_WORD}[\s,:(]*(?:ожид\w+|күтіл\w+|expected)\W*"
)
"""A year that is not over, in forms of budgets; "Ожидаемая продолжительность жизни" is an indicator."""
_SOME_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d])")
_PLANS = (
    "план",
    "plan",
    "target",
    "прогноз",
    "forecast",
    "projection",
    "жоспар",
    "болжам",
    "цель",
    "целев",
    "нысана",
)
_SCHOOL = ("уч", "оқу", "school", "fiscal")


class Year(NamedTuple):
    """A year, 0 for none, and what was odd about its cell."""

    number: int
    oddity: str = ""
    """"" or the end of a finding's code: "year-split", "year-marked", "year-begin", "year-estimate", "year-plan",
    "years-unread"."""

    @property
    def is_worded(self) -> bool:
        """Whether the wording of the cell says more than the year, and is kept as a note at its figures."""
        return self.oddity in ("year-begin", "year-estimate")


FIRST_PLANNED = 2030
"""The year of the targets: a figure for it or later stands for a plan, as long as this edition is in use."""


@cache
def read_year(text: str) -> Year:
    """What a cell says of the year; of one from 2030 on that it is a plan.

    Example:
        >>> read_year("2020"), read_year("2020*"), read_year("2015/16")
        (Year(number=2020, oddity=''), Year(number=2020, oddity='year-marked'), Year(number=2015, oddity='year-split'))
        >>> read_year("2023¹⁾").number, read_year("2023¹)").number
        (2023, 2023)
        >>> read_year("2025 (план)"), read_year("2014-2016").oddity, read_year("2019.0").number
        (Year(number=0, oddity='year-plan'), 'years-unread', 2019)
        >>> read_year("Target 2030").oddity, read_year("31.12.2020").number, read_year("2020-Q4").oddity
        ('year-plan', 2020, 'years-unread')
        >>> read_year("на 1 января 2024 г."), read_year("на конец 2023 года"), read_year("январь-декабрь 2022").number
        (Year(number=2024, oddity='year-begin'), Year(number=2023, oddity=''), 2022)
        >>> read_year("Baseline (2015)").number, read_year("Базовый 2015 год").number
        (2015, 2015)
        >>> read_year("2030").oddity
        'year-plan'
        >>> read_year("2019 факт"), read_year("Оценка 2022 г.").oddity, read_year("2023 ожидаемое").oddity
        (Year(number=2019, oddity=''), 'year-estimate', 'year-plan')
    """
    found = _read_year(" ".join(text.split()))
    return Year(0, "year-plan") if found.number >= FIRST_PLANNED else found


def _read_year(stripped: str) -> Year:
    if len(stripped) == 4 and stripped.isdecimal():
        return Year(int(stripped))
    dated = fold(stripped)
    for form, oddity in ((_FIRST_DAY, "year-begin"), (_LAST_DAY, ""), (_WHOLE_YEAR, "")):
        if said := form.fullmatch(dated):
            return Year(int(next(filter(None, said.groups()))), oddity)
    named = _NAMED.fullmatch(stripped)
    if named:
        return Year(int(named[1]))
    if (said := _QUALIFIED.fullmatch(dated)) and not any(word in dated for word in _PLANS):
        whole = _read_year(said["year"] or said["first"])
        if whole.number:
            return whole._replace(oddity="year-estimate") if said["estimate"] or said["estimated"] else whole
    found = _YEAR.fullmatch(stripped)
    if found is None:
        planned = _SOME_YEAR.search(stripped) and any(word in dated for word in _PLANS)
        return Year(0, "year-plan" if planned or _EXPECTED.fullmatch(dated) else "years-unread")
    year = int(found[1])
    words = fold(stripped[4:])
    if any(word in words for word in _PLANS) or words.strip() == "f":
        return Year(0, "year-plan")
    if split := found["split"]:
        following = int(re.sub(r"\D", "", split)[-2:]) == (year + 1) % 100
        # "2014-2015" may be a mean of two years; a slash, or the word for a school year, says that it is none.
        if not following or not ("/" in split or any(word in words for word in _SCHOOL)):
            return Year(0, "years-unread")
        return Year(year, "year-split")
    return Year(year, "year-marked" if found["mark"] else "")


def has_year(text: str) -> bool:
    """Whether a year stands somewhere in a text that is none itself: a part of a year, a mean of several.

    Example:
        >>> has_year("янв.-сент. 2024"), has_year("фев.23"), has_year("Источник")
        (True, True, False)
    """
    return _SOME_YEAR.search(text) is not None or _MONTH.fullmatch(text.strip()) is not None


def is_plan(text: str) -> bool:
    """Whether a text speaks of a plan, a target or a forecast, which is no observation.

    Example:
        >>> is_plan("Target value"), is_plan("Плановое значение"), is_plan("Latest value")
        (True, True, False)
    """
    return any(word in fold(text) for word in _PLANS)
