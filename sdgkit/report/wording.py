"""The words of the draft: sentences, counted nouns and labels, from TOML files that a translator edits.

A sentence is a message with placeholders; what fills them are figures, never other sentences:

    [goal-activities]
    by = "activities"                         # the placeholder whose plural chooses the form
    en = {one = "{activities:activity} serves this goal.", other = "{activities:activity} serve this goal."}

`{name}` is a value, a text or a list; `{name:noun}` is a number with the noun in the form that belongs to it,
`{name:noun.dat}` with the noun in another case, `{nbsp}` a space that no line breaks at.
The nouns stand in the same file under `[nouns]`. Plural categories are those of the CLDR: one, few, many, other.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from sdgkit.languages import NBSP, locale_of, plural_category, write_number
from sdgkit.report.draft import Figure, Sentence

_PLACE = re.compile(r"\{(\w+)(?::([\w-]+)(?:\.(\w+))?)?\}")

Words = str | Figure
Filling = Words | Sequence[Words]
"""What a placeholder takes: a text, a figure, or a list of them."""


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("sdgkit.report").joinpath(name).read_text(encoding="utf-8"))


def sentences() -> Mapping[str, Mapping[str, Any]]:
    """All messages by key, without the nouns."""
    return {key: entry for key, entry in _table("sentences.toml").items() if key != "nouns"}


def nouns() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """All counted nouns: key -> language (or "language-case") -> plural category -> form."""
    nouns: Mapping[str, Mapping[str, Mapping[str, str]]] = _table("sentences.toml")["nouns"]
    return nouns


def label(key: str, language: str) -> str:
    """A heading, caption or other fixed wording, from `labels.toml`.

    Raises:
        KeyError: there is no such label.

    Example:
        >>> label("table", "kk"), label("column.amount", "ru")
        ('Кесте', 'Сумма')
    """
    text: str = _table("labels.toml")[key][language]
    return text


def has_label(key: str) -> bool:
    """Whether there is a label of that key."""
    return key in _table("labels.toml")


def _form(forms: str | Mapping[str, str], number: int | Decimal, language: str) -> str:
    if isinstance(forms, str):
        return forms
    return forms.get(plural_category(number, language), forms["other"])


def counted(number: int | Decimal, noun: str, language: str, case: str = "") -> str:
    """A number with its noun: "5 мероприятий", "5 іс-шара"; a fraction keeps its decimals: "1,5 часа".

    Example:
        >>> [counted(n, "activity", "ru").replace(NBSP, " ") for n in (1, 2, 5)]
        ['1 мероприятие', '2 мероприятия', '5 мероприятий']
    """
    entry = nouns()[noun]
    forms = entry.get(f"{language}-{case}", entry[language])
    whole = number == int(number)
    written = write_number(number, language, 0 if whole else None)
    return f"{written}{NBSP}{_form(forms, int(number) if whole else number, language)}"


def listed(parts: Sequence[Words], language: str) -> tuple[Words, ...]:
    """The parts as a list of the language, with its commas and its "and".

    Where a part has a comma of its own, semicolons stand between the parts: with commas nobody could tell them apart.

    Example:
        >>> "".join(listed(["A", "B", "C"], "ru"))
        'A, B и C'
        >>> "".join(listed(["Committee, a publication", "Bureau"], "en"))
        'Committee, a publication; Bureau'
    """
    from babel.lists import format_list

    if not parts:
        return ()
    if any(", " in (one if isinstance(one, str) else one.text) for one in parts):
        return tuple(piece for one in parts for piece in ("; ", one))[1:]
    marks = [f"\x00{position}\x00" for position in range(len(parts))]
    pieces = format_list(marks, style="standard", locale=locale_of(language)).split("\x00")
    return tuple(
        parts[int(piece)] if position % 2 else piece for position, piece in enumerate(pieces) if piece
    )


def sentence(key: str, language: str, /, **fillings: Filling) -> Sentence:
    """The sentence of a message, its placeholders filled.

    Args:
        key: of the message in `sentences.toml`.
        language: "en", "ru" or "kk".
        fillings: for each placeholder a text, a figure (whose value is the number where a noun follows) or
            a list of these, which is joined as the language joins lists.

    Raises:
        KeyError: an unknown message, or a placeholder without filling.

    Example:
        >>> sentence("goal-activities", "en", activities=Figure(text="1", value=1)).text.replace(NBSP, " ")
        '1 activity of the register contributes to this goal.'
    """
    entry = _table("sentences.toml")[key]
    forms = entry[language]
    if not isinstance(forms, str):
        forms = _form(forms, _number(fillings[entry["by"]]), language)
    forms = forms.replace("{nbsp}", NBSP)
    parts: list[Words] = []
    end = 0
    for place in _PLACE.finditer(forms):
        parts.append(forms[end : place.start()])
        parts += _filled(place, fillings[place[1]], language)
        end = place.end()
    parts.append(forms[end:])
    return Sentence(key=key, parts=tuple(_joined(parts)))


def _filled(place: re.Match[str], filling: Filling, language: str) -> Iterable[Words]:
    name, noun, case = place.groups()
    if noun:
        text = counted(_number(filling), noun, language, case or "")
        return (
            [filling.model_copy(update={"text": text, "name": name})]
            if isinstance(filling, Figure)
            else [text]
        )
    if isinstance(filling, Figure):
        return [filling.model_copy(update={"name": name})]
    if isinstance(filling, str):
        return [filling]
    return [
        part.model_copy(update={"name": name}) if isinstance(part, Figure) else part
        for part in listed(filling, language)
    ]


def _number(filling: Filling) -> int | Decimal:
    value = filling.value if isinstance(filling, Figure) else filling
    if isinstance(value, (int, Decimal)):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    raise TypeError(f"a counted placeholder needs a number, not {value!r}")


def _joined(parts: Iterable[Words]) -> list[Words]:
    """The parts with neighbouring texts put together and empty ones left out."""
    joined: list[Words] = []
    for part in parts:
        if part == "":
            continue
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    return joined
