"""Labels: the words by which rows and columns name groups, areas and places; those of groups are in `labels.csv`."""

from __future__ import annotations

import re
from functools import cache

from sdgkit.indicators.codes import is_total
from sdgkit.indicators.places import country_named, country_of
from sdgkit.languages import fold
from sdgkit.places import find_places
from sdgkit.tables import rows_of

_ADJECTIVE = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*(?:ская|кая|ая)")
_PART_OF_REGION = re.compile(
    r"\b(?:г|гор|қ|ш|р-н|ауд)\.|\b(?:город|қала|шаар|шаҳр|шаҳар|shahar|район|аудан|туман|tuman|ноҳия)\w*|\b(?:city|town|district)\b"
    r"|\bр-н\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"(?:цел[ьи]|целев\w+|план(?:ов\w+)?|прогноз\w*|ориентир\w*|target|goal|planned|plan|forecast|projection|projected"
    r"|нысана\w*|жоспар\w*|болжам\w*|максат\w*|maqsad\w*|reja\w*|cible|objectif|meta|objetivo|ziel\w*|cel)"
    r"(?:[\s:,()–-]+(?:значени\w*|показател\w*|уров\w+|индикатор\w*|value|level|мән\w*|көрсеткіш\w*|wert|valeur|valor"
    r"|к|на|до|by|for|жыл\w*|год\w*|г\.?|(?:19|20)\d\d))*\)?",
    re.IGNORECASE,
)
NUMBER_BEFORE = re.compile(
    r"^\s*(?:(?:(?:наименование|название) показателя|показатель|индикатор|көрсеткіш атауы|көрсеткіш|көрсөткүч"
    r"|ko.rsatkich|indicator|indicateur|indicador|indikator|цур|sdg|тдм)[\s:№]*)?(?:цур|sdg|тдм)?"
    r"\s*\d[\d.\-]*(?:[a-dа-д][.\-][\d.\-]*)?[\s:.–—-]*",
    re.I,
)
"""The number before the name of an indicator, with the word for it: "Показатель 1.2.1. ", "Indicateur 8.5.2 : "."""
_OF_WHICH = re.compile(
    r"^(?:в\s+т(?:ом|\.)\s*ч(?:исле|\.)|из\s+них|оның\s+ішінде|соның\s+ішінде|анын\s+ичинде|аз\s+он\s+ҷумла"
    r"|shu\s+jumladan|шу\s+жумладан|of\s+which|including|incl\.|dont|davon|de\s+los\s+cuales)\s*[:,–—-]?\s*",
    re.I,
)
"""Words before the first of several groups: "в том числе: город"."""


_IN_LANGUAGES = re.compile(r"\s/\s")


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {fold(row["word"]): (row["dimension"], row["code"]) for row in rows_of("indicators", "labels.csv")}


def group_of(label: str) -> tuple[str, str]:
    """Dimension and code of a label; the code is "" for a heading of groups, both are where it is unknown.

    Example:
        >>> group_of("Мужчины"), group_of("By sex"), group_of("Frauen:"), group_of("Migrants")
        (('SEX', 'M'), ('SEX', ''), ('SEX', 'F'), ('', ''))
    """
    return _words().get(fold(label.strip(" :")), ("", ""))


def is_plan_label(label: str) -> bool:
    """Whether a label of a row or a cell of a dimension says that the figure is a plan or target, no observation.

    Example:
        >>> is_plan_label("Целевое значение на 2030 г."), is_plan_label("Target 2030"), is_plan_label("Family planning")
        (True, True, False)
    """
    return _PLAN.fullmatch(label.strip()) is not None


def after_of_which(label: str) -> str:
    """A label without the words that begin a list of groups, if more follows them.

    Example:
        >>> after_of_which("в том числе: город"), after_of_which("of which")
        ('город', 'of which')
    """
    return _OF_WHICH.sub("", label) or label


def is_of_which(label: str) -> bool:
    """Whether a label is nothing but words that begin a list of groups."""
    return bool(label.strip()) and not _OF_WHICH.sub("", label.strip()).strip(" :")


def says_total(label: str) -> bool:
    """Whether a label ends or begins with a word for "all": "Доходы, всего"."""
    parts = [fold(part) for part in re.split(r"[,:–—-]|\s/\s", label)]
    return any(is_total(part) for part in parts if part) or is_total(label)


def meaning_of(labels: list[str], country: str) -> tuple[str, str]:
    """What a label is: "place" and its code (of a country alpha-3), a dimension and its code, or nothing known.

    Args:
        labels: one label, or the same in several languages.
        country: alpha-3 code, by which names of regions are understood.

    Example:
        >>> meaning_of(["Кызылординская"], "KAZ"), meaning_of(["в том числе: женщины"], "KAZ"), meaning_of(["?"], "KAZ")
        (('place', 'KZ-43'), ('SEX', 'F'), ('', ''))
        >>> meaning_of(["Almaty city / г. Алматы / Алматы қ."], "KAZ"), meaning_of(["Urban / Rural"], "KAZ")
        (('place', 'KZ-75'), ('', ''))
    """
    labels = [after_of_which(label) for label in labels]
    if len(labels) == 1 and len(parts := _IN_LANGUAGES.split(labels[0])) > 1:
        # One cell in several languages: "Astana city / г. Астана / Астана қ."; "Urban / rural" is none.
        found_in = {meaning for part in parts if (meaning := meaning_of([part], country))[0]}
        return found_in.pop() if len(found_in) == 1 else ("", "")
    for label in labels:
        known = group_of(label)
        if known[1]:
            return known
    countries = [found for label in labels if (found := country_of(label) or country_named(label))]
    if countries:
        return "place", countries[0]
    # Labels in several languages may name two places ("Ош облусу" and "Ошская область"): most of them decide.
    places = [found for label in labels if (found := _known_place(label, country))]
    if not places:
        return "", ""
    found = max(places, key=lambda one: (places.count(one), places.index(one)))
    return "place", country_of(found) or found


def place_named(label: str, country: str) -> str:
    """The code of a place by its name; the name where none is known."""
    return _known_place(label, country) or label


def _known_place(label: str, country: str) -> str:
    """The code of a region by its name; a town or district, which has none, is called by its name. "" if unknown."""
    mentions = find_places(label, country or "KAZ", cell=True)
    if not mentions and _ADJECTIVE.fullmatch(label.strip()):
        # Tables of regions leave out the word that all of them share: "Абайская" is "Абайская область".
        mentions = find_places(f"{label.strip()} область", country or "KAZ", cell=True)
    whole = [one for one in mentions if one.kind in ("region", "city", "country", "town", "district")]
    if len(whole) != 1 or len(label) >= 60:
        return ""
    if whole[0].kind == "district":
        return label.strip() if _PART_OF_REGION.search(label) else ""
    # A bare "Ақтөбе" in a table of regions is the region; "Арал ауданы" is a part of one.
    return label.strip() if whole[0].kind == "town" and _PART_OF_REGION.search(label) else whole[0].code
