"""Given names: by them a person is known in the middle of a sentence, where no initial or patronymic tells."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

_OF_CONSONANT = (
    "",
    "а",
    "у",
    "ом",
    "ем",
    "е",
    "ға",
    "ге",
    "қа",
    "ке",
    "дың",
    "дің",
    "тың",
    "тің",
    "ның",
    "нің",
)
_OF_A = ("а", "ы", "и", "е", "у", "ой", "ою", "аға", "аның", "амен")
_OF_YA = ("я", "и", "е", "ю", "ей", "яға", "яның")
_OF_SHORT_I = ("й", "я", "ю", "ем", "е")
_OF_SOFT = ("ь", "я", "ю", "ем", "и", "ью", "ге", "дің")


@cache
def _table() -> dict[str, str]:
    text = resources.files("sdgkit").joinpath("given_names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def nominatives() -> frozenset[str]:
    """The Cyrillic names as they are listed, by which a person acts: "Марат", and not "Марата"."""
    return frozenset(_table()["cyrillic"].split())


@cache
def given_names() -> frozenset[str]:
    """All forms of the names of `given_names.toml`, as they stand in a sentence.

    Example:
        >>> {"Сергеем", "Айгуль", "Айгуле", "John"} - given_names()
        {'Айгуле'}
    """
    found = set(_table()["latin"].split())
    for name in _table()["cyrillic"].split():
        for ending, forms in (("а", _OF_A), ("я", _OF_YA), ("й", _OF_SHORT_I), ("ь", _OF_SOFT)):
            if name.endswith(ending):
                found |= {name[:-1] + form for form in forms}
                break
        else:
            found |= {name + form for form in _OF_CONSONANT}
    return frozenset(found)


_HONOURS = frozenset(["Mme", "Herr", "Frau"])
"""Words before a name that stand for one in a search, which then costs nothing more."""


@cache
def _sought() -> frozenset[str]:
    return given_names() | _HONOURS


def holds_given_name(text: str) -> bool:
    """Whether one of the words of a text may be a given name, or an honour before one; seeing that none is is quick.

    Example:
        >>> holds_given_name("проект ведёт Сергей Петров"), holds_given_name("Ремонт сельских больниц")
        (True, False)
    """
    for mark in ",()":
        if mark in text:
            text = text.replace(mark, " ")
    return not _sought().isdisjoint(text.split())
