"""Carried along: what a format has no place for, written into codes and comments so that it comes back.

SDMX wants a code for every series, and knows neither national indicators of four parts nor signs beside a figure
("<0.1", "12.3*"). So a row without a series gets one that names its indicator, `_L_KZ_170301_N3_X` for 17.3.1.3, by
the rule of national series codes; and a sign that no observation status says stands in braces before the comment,
as in "{<} preliminary". Whatever reads such a table as it is loses nothing; sdgkit puts both back.
"""

from __future__ import annotations

import re

import pandas as pd

from sdgkit.indicators.codes import series_indicators

STATUSES = frozenset("BDEFIPUGVNS")
"""Observation statuses of SDMX for a figure that is there, other than normal: break, estimated, imputed, ..."""

MISSING_STATUS = frozenset("MOLQ")
"""Observation statuses that say that a value is missing, whatever stands as the value."""

_ID = re.compile(r"[A-Za-z0-9_@$\-]+")
"""What SDMX allows as a code."""
_OWN = re.compile(r"_L_[A-Z]{2}_\d\d(?:\d\d|0[A-D])\d\d(?:_N\d+)*_X(?:_(.+))?")
_QUOTED = re.compile("'[=+@-]")
"""How `sdgkit.sheets.csv_text` begins a text that a spreadsheet would run."""
_SIGNED = re.compile(r"\{([^{}]{1,12})\}(?: (.*))?", re.DOTALL)


def status_code(status: str) -> str:
    """The code of an observation status that tells something: of `STATUSES`, `MISSING_STATUS`, or several together.

    Example:
        >>> status_code("B"), status_code("E: Estimated value"), status_code("bp")
        ('B', 'E', 'bp')
        >>> status_code("A"), status_code("Normal value"), status_code("")
        ('', '', '')
    """
    code = status.partition(":")[0].strip()
    return code if len(code) < 4 and set(code.upper()) <= STATUSES | MISSING_STATUS else ""


def series_code(indicator: str, series: str, country: str) -> str:
    """The code of a series in an SDMX message.

    Args:
        indicator: the indicator.
        series: the series as the source names it, "" for none.
        country: two letters of the country.

    Example:
        >>> series_code("3.1.1", "SH_STA_MORT", "KZ"), series_code("17.3.1.3", "", "KZ")
        ('SH_STA_MORT', '_L_KZ_170301_N3_X')
        >>> series_code("1.4.1", "Доля домохозяйств", "KG"), series_code("1.a.2", "AB", "")
        ('_L_KG_010401_X', '_L_XX_010A02_X_AB')
    """
    if series and _ID.fullmatch(series) and indicator in series_indicators(series):
        return series
    goal, target, number, *rest = indicator.split(".")
    deeper = "".join(f"_N{part}" for part in rest)
    own = f"_{series}" if series and _ID.fullmatch(series) else ""
    letters = country if re.fullmatch("[A-Z]{2}", country) else "XX"
    return f"_L_{letters}_{int(goal):02}{target.upper():0>2}{int(number):02}{deeper}_X{own}"


def comment_with(sign: str, note: str) -> str:
    """The comment of an observation: its note, with the sign before it.

    Example:
        >>> comment_with("<", "preliminary"), comment_with("…", ""), comment_with("", "preliminary")
        ('{<} preliminary', '{…}', 'preliminary')
    """
    if not sign:
        return note
    return f"{{{sign}}} {note}" if note else f"{{{sign}}}"


def put_back(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame of observations with the signs and series that were carried in comments and codes.

    Example:
        >>> from sdgkit.indicators.observations import Gathered
        >>> gathered = Gathered()
        >>> gathered.add(indicator="3.1.1", file="a.csv", years=[2020], values=[0.1], rows=[2], notes=["{<} early"],
        ...              series="_L_KZ_030101_X")
        >>> put_back(gathered.frame())[["sign", "series", "note"]].to_numpy().tolist()
        [['<', '', 'early']]
    """
    for name, names in (
        (
            "series",
            {text: found[1] or "" for text in _texts(frame, "series") if (found := _OWN.fullmatch(text))},
        ),
        ("place", {text: "" for text in _texts(frame, "place") if text == "_T"}),
        ("note", {text: text[1:] for text in _texts(frame, "note") if _QUOTED.match(text)}),
    ):
        if names:
            frame[name] = _renamed(frame[name], names)
    notes = {text: found for text in _texts(frame, "note") if (found := _SIGNED.fullmatch(text))}
    if not notes:
        return frame
    signs = frame["sign"].astype(object).to_numpy(copy=True)
    for position, note in enumerate(frame["note"].astype(object).to_numpy()):
        if note in notes and not signs[position]:
            signs[position] = notes[note][1]
    frame["sign"] = pd.Categorical(signs)
    frame["note"] = _renamed(frame["note"], {text: found[2] or "" for text, found in notes.items()})
    return frame


def _texts(frame: pd.DataFrame, name: str) -> list[str]:
    return [str(text) for text in frame[name].cat.categories] if name in frame else []


def _renamed(column: pd.Series[str], names: dict[str, str]) -> pd.Categorical[str]:
    return pd.Categorical([names.get(str(text), str(text)) for text in column])
