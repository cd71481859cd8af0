"""Which field one column of a register holds by itself: by its heading, and by its cells where the heading fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sdgkit.activities.cells.amounts import counts_things
from sdgkit.activities.cells.dates import read_date
from sdgkit.activities.cells.organisations import kind_of, known_organisation, read_organisations
from sdgkit.activities.cells.statuses import read_status
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.column_content import Content
from sdgkit.activities.column_headings import (
    DATE_FIELDS,
    MONEY_FIELDS,
    ORGANISATION_FIELDS,
    SURE,
    Guess,
    is_part,
    table_of_fields,
)
from sdgkit.languages import fold

SHORT_TEXT = 120
"""Mean length of the cells of a column that may be titles rather than descriptions."""


class Choice(NamedTuple):
    """The field of a column.

    Attributes:
        field: name of the field; "" for a column that is only kept.
        confidence: 0 to 1.
        reason: "heading", "content", "settings" or "neighbours".
        doubtful: whether a person should look at it.
    """

    field: str
    confidence: float
    reason: str
    doubtful: bool = False


def without_unit(heading: str) -> str:
    """The heading of a year without the unit of its amounts: "2025 год, тыс. $", "2024 (млн тенге)"."""
    begin, mark, rest = (
        re.split(r"([,(])", heading, maxsplit=1) if re.search("[,(]", heading) else (heading, "", "")
    )
    unit = unit_in(rest) if mark else None
    return begin.strip() if unit is not None and (unit.currency or unit.factor) else heading


_PURPOSES = re.compile(
    r"\s*\d{5}(?:\s*\(\d+(?:[.,]\d+)?\s?%\))?(?:[\s,;/]+\d{5}(?:\s*\(\d+(?:[.,]\d+)?\s?%\))?)*\s*"
)
"""Purpose codes of the OECD in a column headed "Sector": "14031", "23210 (60%), 41010 (40%)"."""


_OF_ORGANISATIONS = frozenset(["contact", "partner", "implementer", "government", "beneficiary"])
"""Fields in whose columns persons may stand alone. Of the others a sure heading is believed though most cells name
somebody too; the persons are then left out of the cells."""


_IN_WORDS = frozenset(["title", "description", "objectives", "results", "note"])
"""Fields of running text, of which a likely heading is enough for that."""


def choose_one(path: Sequence[str], options: list[Guess], content: Content) -> Choice:
    """The field of one column.

    Args:
        path: its heading, from the top row of the header down.
        options: what the heading may mean (`guess_path`), best first.
        content: what its cells look like.
    """
    heading = " ".join(path).strip()
    if (
        content.filled
        and content.contacts >= 0.5
        and not any(
            g.field not in _OF_ORGANISATIONS and g.score > (0.6 if g.field in _IN_WORDS else 0.8)
            for g in options[:1]
        )
    ):
        return Choice(
            "contact", 0.9, "content" if not options or options[0].field != "contact" else "heading"
        )
    if not heading:
        return _by_content(content)
    if not options:
        guess = _by_content(content, heading)
        # A column of dates must not be left without a word; other unknown ones are shown with the rest.
        told = (
            content.filled >= 2
            and content.shares["date"] >= 0.8
            and any(
                not isinstance(v, int | float) and re.search(r"\d[./-]\d|[^\W\d]", str(v))
                for v in content.values
            )
        )
        return guess if guess.field else Choice("", 0.0, "heading", doubtful=told)
    if unit_in(heading).factor and content.shares["money"] >= 0.7:
        # "Approved Amount (ID million)": Islamic dinars, and no identifier.
        options = [g for g in options if g.field not in ("identifier", "number")] or options
    if unit_in(heading).currency and content.shares["money"] >= 0.7:
        # "Утверждено, $": an amount, and no day.
        options = [g for g in options if g.field not in DATE_FIELDS] or options
    best = options[0]
    if best.field == "sector" and content.filled:
        codes = sum(_PURPOSES.fullmatch(str(value)) is not None for value in content.values)
        if codes >= 0.8 * content.filled:
            return Choice("dac_code", 0.9, "content")
    if best.field in MONEY_FIELDS and _IN_PERCENT.search(path[-1]):
        return Choice("count", best.score, "heading")
    if (
        best.field in ("count", "note")
        and any(g.field == "sdg" for g in options)
        and content.shares["codes"] >= 0.6
    ):
        # "Доля ЦУР": the goals with their shares.
        return Choice("sdg", 0.75, "content")
    # "Цель", "Задача", "Показатель": words of the project and words of the Agenda.
    names = {g.field for g in options if g.score >= best.score - 0.25}
    if names & {"sdg"} and names & {"objectives", "results", "number", "identifier"}:
        return _goal_or_purpose(best, names, content)
    if is_part(path) and best.field == "spent" and _PAID.search(fold(path[-1])):
        # "of which disbursed": no part of what is planned, but what was paid of it.
        return checked(options, content, heading)
    if (
        is_part(path)
        and best.field in MONEY_FIELDS | {"title", "beneficiaries", "donor", "implementer"}
        and (content.shares["money"] >= 0.5 or not content.filled)
    ):
        return Choice("part", best.score, "heading")
    if (
        is_part(path)
        and content.shares["money"] >= 0.5
        and best.field not in ("volunteer_women", "volunteer_youth")
    ):
        return Choice("part", best.score, "heading")
    return checked(options, content, heading)


_PAID = re.compile(
    r"(?<!\w)(?:освоен\w*|выплачен\w*|израсходован\w*|disbursed|paid|spent|игерілген\w*|жұмсалған\w*)(?!\w)"
)


_IN_PERCENT = re.compile(
    r"(?<!\d)(?<!\d\s)%|процент|percent|пайыз|(?<!\w)(?:rate|ratio|доля|степень|уровень|коэффициент|дәреже\w*|деңгей\w*)(?!\w)",
    re.IGNORECASE,
)
"""Headings of shares of an amount: "Disbursement rate", "Уровень освоения, %"."""


def _goal_or_purpose(best: Guess, names: set[str], content: Content) -> Choice:
    share = content.shares["codes"]
    if best.field == "sdg" and best.score >= 0.7:
        return Choice("sdg", best.score, "heading", doubtful=content.filled > 0 and share < 0.3)
    if content.filled == 0:
        return Choice(best.field, best.score * 0.6, "heading", doubtful=False)
    if best.score < SURE_WORD and _are_counts(content):
        # "Показатели / факт, чел.": what was reached, and no goals.
        return Choice("", 0.3, "heading", doubtful=True)
    if share >= 0.6 and content.length < 60:
        return Choice("sdg", max(0.7, share), "content", doubtful=share < 0.8)
    if share <= 0.25:
        field = next((n for n in ("objectives", "results", "identifier", "number") if n in names), best.field)
        return Choice(field, 0.85, "content")
    return Choice("objectives" if "objectives" in names else best.field, 0.5, "content", doubtful=True)


def checked(options: list[Guess], content: Content, heading: str = "") -> Choice:
    """The best field whose cells look like it; the best one in doubt where none does."""
    best = options[0]
    if content.filled == 0:
        return Choice(best.field, best.score, "heading")
    if (
        table_of_fields()[best.field]["content"] in ("organisations", "places")
        and content.shares["money"] >= 0.7
        and content.shares["organisations"] < 0.5
        and (
            unit_in(heading).currency
            or any(isinstance(value, str) and unit_in(value).currency for value in content.values)
        )
    ):
        # "Донорская поддержка, в тенге": amounts, whatever the heading speaks of.
        money = next((g for g in options if g.field in MONEY_FIELDS), None)
        return Choice(money.field if money else "budget", 0.6, "content", doubtful=True)
    if best.field == "contact" and content.contacts < FEW_PERSONS and _are_named_as_organisations(content):
        # "Coordinator: University of Bologna": an organisation that leads others.
        return Choice("implementer", 0.6, "content", doubtful=True)
    counted = sum(isinstance(value, str) and counts_things(value) for value in content.values)
    if (
        table_of_fields()[best.field]["content"] == "organisations"
        and content.shares["money"] + counted / len(content.values) >= 0.7
        and content.shares["organisations"] < 0.5
    ):
        # "Участники: 300 чел.", "DonorCode": numbers are no organisations.
        return Choice("", 0.3, "heading", doubtful=True)
    if best.field == "sdg" and best.score < SURE_WORD and _are_counts(content):
        # "Target: 12, 60, 900": what an indicator shall reach.
        return Choice("", 0.3, "heading", doubtful=True)
    if best.field == "beneficiaries" and content.shares["places"] >= 0.8:
        # "Охват" of a project in places, not in people.
        return Choice("region", best.score * 0.8, "content")
    if best.field == "status" and best.score < SURE_WORD and len(options) > 1 and not _are_states(content):
        options = options[1:]
        best = options[0]
    if best.field == "beneficiaries" and _RECEIVER.search(fold(heading)) and _are_organisations(content):
        return Choice("beneficiary", best.score, "content")
    if best.field == "beneficiaries" and content.shares["money"] >= 0.7 and not unit_in(heading).currency:
        # "Охват, чел. / Всего": people, whatever the words below say of an amount.
        return Choice("beneficiaries", best.score, "heading")
    if table_of_fields()[best.field]["content"] == "date" and any(g.field == "region" for g in options[1:]):
        # "Дата и место проведения": "12–13 февраля, г. Астана" tells of both, the year stands in the title.
        dated = sum(map(_is_part_without_year, content.values))
        if content.shares["date"] < MOSTLY_DATED and 2 * dated >= len(content.values):
            return Choice(best.field, round(best.score * 0.8, 2), "heading")
    for guess in options:
        kind = table_of_fields()[guess.field]["content"]
        share = _fit(kind, content)
        needed = 0.3 if guess.score >= 0.7 else 0.5
        if share >= needed and guess.score >= best.score - 0.3:
            confidence = guess.score * (0.6 + 0.4 * share)
            return Choice(guess.field, round(confidence, 2), "heading", doubtful=confidence < 0.45)
    named = next((g for g in options if g.field in ORGANISATION_FIELDS), None)
    if named is not None and content.shares["organisations"] >= 0.5:
        # "Funding / Источник": the names tell which of the two words is meant.
        return Choice(named.field, 0.6, "content")
    kind = table_of_fields()[best.field]["content"]
    wordy = not any(character.isdecimal() for value in content.values for character in str(value))
    if kind == "date" and best.score >= SURE and any(map(_is_part_without_year, content.values)):
        return Choice(best.field, best.score * 0.5, "heading", doubtful=True)
    if kind in ("money", "date", "codes") and (content.filled >= 3 or wordy) and _fit(kind, content) < 0.15:
        other = _by_content(content)
        return other if other.field else Choice("", 0.3, "heading", doubtful=True)
    if best.score >= 0.7 and kind in ("organisations", "places", "text"):
        return Choice(best.field, round(best.score * 0.8, 2), "heading")
    if best.score >= 0.7:
        return Choice(best.field, round(best.score * 0.5, 2), "heading", doubtful=True)
    other = _by_content(content)
    return other if other.field else Choice("", 0.3, "heading", doubtful=True)


MOSTLY_DATED = 0.3
"""Share of whole dates from which a column of dates is one by itself."""


FEW_PERSONS = 0.2
"""Share of the cells with persons up to which a column headed with a post may hold organisations."""


def _are_named_as_organisations(content: Content) -> bool:
    """Whether nearly all cells have the word of an organisation or the name of a known one."""
    named = sum(isinstance(v, str) and bool(kind_of(v)) for v in content.values)
    return bool(named) and named >= 0.8 * len(content.values)


SURE_WORD = 0.7
"""Score below which a heading ("Target", "Показатель") may stand for a goal or for anything."""


def _is_part_without_year(value: object) -> bool:
    """Whether a cell names months or quarters without their year: "наурыз-қараша", "II квартал"."""
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_PART
        and not re.search(r"\d{3}", value)
        and read_date(f"{value.partition(',')[0]} 2024").problem == ""
    )


LONGEST_PART = 40
"""Characters of a cell that may be months or quarters alone."""


def _are_states(content: Content) -> bool:
    """Whether most cells name the state of an activity: "Этап" may head stages of work too."""
    said = sum(isinstance(value, str) and bool(read_status(value)) for value in content.values)
    return 2 * said >= len(content.values)


def _are_counts(content: Content) -> bool:
    """Whether the cells are bare numbers, of which some are no goal."""
    numbers = [_BETWEEN_THOUSANDS.sub("", str(value).strip()) for value in content.values]
    bare = [float(number) for number in numbers if re.fullmatch(r"\d+(?:\.0)?", number)]
    return len(bare) == len(numbers) and any(not 1 <= number <= 17 for number in bare)


_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")


_RECEIVER = re.compile(r"(?<!\w)(?:получатель|бенефициар|благополучатель|recipient|beneficiary|алушы)(?!\w)")
"""One who receives; many of them are people."""


def _are_organisations(content: Content) -> bool:
    """Whether most cells are names of organisations by their words, without numbers of people."""
    named = sum(isinstance(v, str) and len(v) <= SHORT_TEXT and bool(kind_of(v)) for v in content.values)
    return content.filled > 0 and 2 * named > len(content.values)


def _fit(kind: str, content: Content) -> float:
    if kind == "any":
        return 1.0
    if kind == "organisations":
        # Most organisations are in no list; any short text will do.
        return max(
            content.shares["organisations"], 0.6 * content.shares["text"] if content.length < 150 else 0.0
        )
    if kind == "places":
        return max(content.shares["places"], 0.55 * content.shares["text"] if content.length < 200 else 0.0)
    if kind == "number" and content.shares["text"] > 0.8 and content.length > 25:
        return 0.0
    return content.shares[kind]


def _by_content(content: Content, heading: str = "") -> Choice:
    """The field of a column whose heading says nothing; only what cells show without doubt."""
    if content.filled < 2:
        return Choice("", 0.0, "content")
    shares = content.shares
    named = any(isinstance(v, str) and unit_in(v).currency for v in content.values)
    if (unit_in(heading).currency or named) and heading and shares["money"] >= 0.8:
        return Choice("budget", 0.6, "content", doubtful=True)
    if shares["codes"] >= 0.8 and any(
        isinstance(v, str)
        and re.search(r"\d\.[\da-d]|[;,]|цур|sdg|тдм", v.lower())
        and not re.fullmatch(r"\s*\(?-?[\d\s]+[.,]\d+\)?\s*", v)
        for v in content.values
    ):
        return Choice("sdg", 0.6, "content", doubtful=True)
    if shares["places"] >= (0.9 if heading else 0.8) and content.length < 80:
        return Choice("region", 0.6, "content", doubtful=True)
    if heading and content.length < 80 and _names_givers(content):
        # "Кем выделено": organisations of the list that give money or carry out, under words that nobody listed.
        return Choice("partner", 0.5, "content", doubtful=True)
    if (
        not heading
        and shares["money"] >= 0.8
        and any(isinstance(v, str) and unit_in(v).currency for v in content.values)
    ):
        return Choice("budget", 0.5, "content", doubtful=True)
    if not heading and shares["organisations"] >= 0.8 and content.length < 80:
        return Choice("partner", 0.5, "content", doubtful=True)
    if not heading and shares["text"] >= 0.9 and content.length > 40:
        return Choice("title", 0.45, "content", doubtful=True)
    return Choice("", 0.0, "content")


def _names_givers(content: Content) -> bool:
    """Whether almost every cell names funders or agencies of the list and nothing else."""
    given = 0
    for value in content.values:
        partners = read_organisations(value, "partner").partners if isinstance(value, str) else ()
        known = [known_organisation(str(partner.name)) for partner in partners]
        given += bool(known) and all(one is not None and one.kind in ("funder", "agency") for one in known)
    return given >= max(2, 0.8 * len(content.values))
