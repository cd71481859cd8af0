"""Codes: of indicators, of totals, of places, and the letters that only look Latin.

Indicator codes come as "3.1.1", "3-1-1", "indicator_17-3-1-3.csv" or, typed on a Russian keyboard,
with a Cyrillic letter: "7.а.1". They are all brought to the form of the global framework, "7.a.1".
"""

from __future__ import annotations

import re
from functools import cache

from sdgkit.languages import fold
from sdgkit.tables import rows_of

LOOKALIKES = str.maketrans("АВЕКМНОРСТХаеорсхвбд", "ABEKMHOPCTXaeopcxbbd")
"""Cyrillic letters typed for the Latin ones they resemble, or (б, д) stand for in a target's number."""

TOTALS = frozenset(
    {
        "",
        "_t",
        "_z",
        "_x",
        "total",
        "bothsex",
        "allage",
        "allarea",
        "all age",
        "both sexes or no breakdown by sex",
    }
    | {"both sexes", "all ages", "all areas", "total (national level)", "все", "всего", "итого", "оба пола"}
    | {"всё население", "барлығы", "жиыны", "барлық", "екі жыныс", "все население", "в целом", "весь возраст"}
    | {"no breakdown", "all age ranges or no breaks by age", "no breakdown by age", "not applicable"}
    | {"sex_t", "age_ythadult_yge15"}
    | {
        "бардыгы",
        "баары",
        "ҳамагӣ",
        "ҷамъ",
        "jami",
        "hammasi",
        "жами",
        "эки жыныс",
        "ikkala jins",
        "ҳар икки жинс",
    }
    | {
        "ensemble",
        "les deux sexes",
        "ambos sexos",
        "todos",
        "insgesamt",
        "gesamt",
        "ogółem",
        "обе группы",
        "общий",
    }
    | {
        "республика бойынша",
        "ел бойынша",
        "по республике",
        "по стране",
        "республика боюнча",
        "respublika bo'yicha",
    }
    | {
        "national",
        "whole country",
        "country total",
        "по республике в целом",
        "всего по республике",
        "барлық халық",
    }
)
"""What stands for "everything" in a dimension, folded: the codes of the global SDMX structure (`_T`, `_Z`
not applicable, `_X`), those of its first version (BOTHSEX, ALLAGE, ALLAREA), those of the ILO and the usual words."""

_INDICATOR = re.compile(
    r"(?:^|[^0-9a-z])(1[0-7]|[1-9])[-._]([0-9]{1,2}|[a-d])[-._]([0-9]{1,2})((?:[-._][0-9]{1,2})*)(?![0-9a-z])"
)
_CODE = re.compile(r"[A-Z0-9_+\-.$\[\]]+")


def indicator_code(text: str) -> str:
    """The indicator code in a text such as a file name, "" where there is none.

    Args:
        text: "3-1-1", "indicator_17-3-1-3.csv", "Indicator 7.а.1".

    Example:
        >>> indicator_code("indicator_17-3-1-3.csv"), indicator_code("7-а-1"), indicator_code("goal 3")
        ('17.3.1.3', '7.a.1', '')
        >>> indicator_code("C030201"), indicator_code("C010A02"), indicator_code("3.2.1."), indicator_code("SDG_0302")
        ('3.2.1', '1.a.2', '3.2.1', '')
    """
    unsd = _UNSD.fullmatch(text.strip())
    if unsd:
        goal, target, number = unsd.groups()
        text = f"{int(goal)}.{target.lstrip('0')}.{int(number)}"
    found = _INDICATOR.search(text.translate(LOOKALIKES).lower())
    if not found:
        return ""
    goal, target, number, rest = found.groups()
    if target.isdigit() and not 1 <= int(target) <= 19:
        return ""
    return ".".join([goal, target, number, *re.findall("[0-9]+", rest)])


@cache
def _series() -> dict[str, tuple[str, ...]]:
    found = {series: (row["indicator"],) for series, row in database_series().items()}
    return found | {
        row["series"]: tuple(row["indicators"].split(";")) for row in rows_of("indicators", "series.csv")
    }


@cache
def database_series() -> dict[str, dict[str, str]]:
    """Series of international databases that are global indicators -> their row: indicator, unit, source.

    The new portal of the World Bank writes its series with another sign: WB_WDI_SH_STA_MMRT is SH.STA.MMRT.
    """
    found = {row["series"]: row for row in rows_of("indicators", "database_series.csv")}
    bank = {series: row for series, row in found.items() if row["database"] == "World Bank"}
    return found | {f"WB_WDI_{series.replace('.', '_')}": row for series, row in bank.items()}


_UNSD = re.compile(r"C(0[1-9]|1[0-7])(\d\d|0[A-D])(\d\d)", re.I)
"""The codes of the UN Statistics Division for indicators: C030201 is 3.2.1, C010A02 is 1.a.2."""
_NATIONAL_SERIES = re.compile(r"_L_[A-Z]{2}_(\d\d)(\d\d|0[A-D])(\d\d)((?:_N\d+)*)(?:_.*)?")


_ILO_SERIES = re.compile(r"(?:^|[^A-Z0-9])SDG_([0-9A-Z])([0-9])([0-9A-D])([0-9])(?![0-9])")


def series_indicators(series: str) -> tuple[str, ...]:
    """The indicators that a series code of the global or a national SDG structure belongs to; none where unknown.

    National codes are made by a rule: `_L_KZ_090102_1` belongs to 9.1.2. So are those of the ILO: `SDG_0852_SEX_AGE_RT`
    belongs to 8.5.2, `SDG_B831_SEX_RT` to 8.3.1.

    Example:
        >>> series_indicators("SH_STA_MORT"), series_indicators("_L_KG_010A02_1"), series_indicators("SALES")
        (('3.1.1',), ('1.a.2',), ())
        >>> series_indicators("ILO:DF_SDG_0852_SEX_AGE_RT(1.0)")
        ('8.5.2',)
    """
    found = _series().get(series)
    if found is not None:
        return found
    labour = _ILO_SERIES.search(series)
    if labour and labour[3] != "0":
        tens, goal, target, number = labour.groups()
        return (f"{'1' if tens == '1' else ''}{goal}.{target.lower()}.{number}",)
    national = _NATIONAL_SERIES.fullmatch(series)
    if national is None:
        return ()
    goal, target, number, deeper = national.groups()
    code = indicator_code(
        f"{int(goal)}.{target.lstrip('0').lower()}.{int(number)}{deeper.replace('_N', '.')}"
    )
    return (code,) if code else ()


def is_total(code: str) -> bool:
    """Whether a cell of a dimension stands for everything.

    Example:
        >>> is_total("_T"), is_total("Всего"), is_total("F"), is_total("AGE_AGGREGATE_TOTAL")
        (True, True, False, True)
    """
    folded = fold(code)
    return folded in TOTALS or folded.endswith("_total")


_WHOLE_COUNTRY = re.compile(
    r"(?:всего|итого|в среднем|total|overall|барлығы|жиыны|бардыгы|jami|жами|ensemble|insgesamt)[\s,:–-]+"
    r"(?:(?:по|in the|for the|for|in)\s+)?"
    r"(?:республик\w+|стран\w+|рк|казахстан\w*|ел\w*|respublika\w*|country|nation\w*|nacional|du pays|república)"
    r"(?:\s+(?:казахстан|бойынша|боюнча|bo'yicha))?"
    r"|(?:республика|ел|қазақстан)\s+бойынша\s+(?:барлығы|жиыны)|(?:республика|мамлекет) боюнча",
)


def is_whole_country(label: str) -> bool:
    """Whether a label names the total of the country: "Итого по республике", "Total nacional".

    Example:
        >>> is_whole_country("Всего по стране"), is_whole_country("Всего по области")
        (True, False)
    """
    return _WHOLE_COUNTRY.fullmatch(fold(label).rstrip(" :")) is not None


def is_code(text: str) -> bool:
    """Whether a cell is a code rather than words: capitals, digits and signs only, no blank, two or more.

    Example:
        >>> is_code("Y15T24"), is_code("Female"), is_code("million USD"), is_code("женщины")
        (True, False, False, False)
    """
    return bool(_CODE.fullmatch(text)) and not text.isdigit()


def rows_text(rows: list[int], most: int = 12) -> str:
    """Row numbers as a person writes them: runs joined, the rest counted.

    Example:
        >>> rows_text([2, 3, 4, 9])
        '2–4, 9'
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    parts = ["–".join(map(str, run)) for run in runs]
    return ", ".join(parts if len(parts) <= most else [*parts[:most], "…"])
