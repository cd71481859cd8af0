"""Which field each column of a register holds: each by itself (`column_choice`), then by what stands beside it.

The knowledge is `columns.toml`. Two headings have two meanings and are told apart by their cells:
"Цель" (the purpose of the project, or a goal of the Agenda) and "Партнёр" (who gives, or who carries out).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sdgkit.activities.cells.organisations import kind_of, read_organisations
from sdgkit.activities.cells.regions import read_countries
from sdgkit.activities.cells.units import unit_in
from sdgkit.activities.column_choice import SHORT_TEXT, Choice, checked, choose_one, without_unit
from sdgkit.activities.column_content import Content
from sdgkit.activities.column_headings import (
    MONEY_FIELDS,
    ONCE,
    ORGANISATION_FIELDS,
    SURE,
    YEAR,
    Guess,
    fields,
    guess_path,
    guesses,
    words_of,
)
from sdgkit.activities.mark_columns import goals_of_columns
from sdgkit.errors import UsageError
from sdgkit.languages import fold, language_of


def choose(
    paths: Sequence[Sequence[str]], contents: Sequence[Content], by_hand: Mapping[int, str] | None = None
) -> list[Choice]:
    """The field of each column.

    Args:
        paths: for each column its heading, from the top row of the header down.
        contents: for each column what its cells look like.
        by_hand: index of a column -> field, as fixed in the settings.

    Returns:
        One choice per column, in order.
    """
    by_hand = by_hand or {}
    for name in by_hand.values():
        if name and name not in fields():
            raise UsageError("activities.field-unknown", field=name, known=", ".join(fields()))
    all_guesses = [guess_path(path) for path in paths]
    choices = [
        Choice(by_hand[index], 1.0, "settings")
        if index in by_hand
        else choose_one(paths[index], all_guesses[index], contents[index])
        for index in range(len(paths))
    ]
    for index in goals_of_columns(paths, [content.values for content in contents]):
        if index not in by_hand:
            choices[index] = Choice("sdg", 0.9, "heading")
    _settle_partners(choices, contents, paths)
    _settle_countries(choices, contents, paths)
    _settle_volunteers(choices, contents, paths)
    _settle_titles(choices, contents, all_guesses)
    _settle_descriptions(choices, contents, all_guesses)
    _settle_ranges(choices, contents, paths)
    _settle_doubles(choices, all_guesses, contents, paths)
    _settle_years(choices, contents, paths)
    _settle_people(choices, paths)
    _settle_sources(choices, contents, paths)
    return choices


def _settle_sources(
    choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]
) -> None:
    """ "РБ", "МБ", "донор" below "2025 год, млн тенге": the amounts of each source of the money."""
    for index, choice in enumerate(choices):
        if choice.reason == "settings" or len(paths[index]) < 2 or contents[index].shares["money"] < 0.8:
            continue
        over = " ".join(paths[index][:-1])
        unit = unit_in(over)
        is_source = _SOURCE.fullmatch(" ".join(words_of(paths[index][-1]))) is not None
        if is_source and unit.currency and choice.field in ("", "donor", "implementer", "budget", "partner"):
            choices[index] = Choice("budget", 0.75, "heading")


_SOURCE = re.compile(
    r"(?:рб|мб|об|жб|рб жб|республ\w* бюджет|местн\w* бюджет|област\w* бюджет|госбюджет|бюджет|"
    r"внебюджет\w*(?: средств\w*)?|донор\w*|грант\w*|заем|займы?|мфо|частн\w*(?: инвестици\w*)?|"
    r"собств\w*(?: средств\w*)?|инвестор\w*|республикалық бюджет|жергілікті бюджет|бюджеттен тыс(?: қаражат)?|"
    r"state budget|local budget|government|donors?|grants?|loans?|own funds|private)"
)
"""Sources of money under the year and unit of amounts."""


def _settle_people(choices: list[Choice], paths: Sequence[Sequence[str]]) -> None:
    """Numbers of people by region or group below one heading ("Охват, чел.") are kept beside the one that is all."""
    people = [i for i, choice in enumerate(choices) if choice.field == "beneficiaries" and len(paths[i]) > 1]
    own = {i: guesses(paths[i][-1])[:1] for i in people}
    whole = [i for i in people if own[i] and own[i][0].field in (*MONEY_FIELDS, "beneficiaries", "count")]
    for index in people:
        if choices[index].reason != "settings" and index not in whole and (whole or not own[index]):
            choices[index] = Choice("count", choices[index].confidence, "heading")


_FACT = re.compile(
    r"(?<!\w)(?:факт\w*|исполн\w*|освоен\w*|касс\w*|fact|actual\w*|spent|expenditure\w*|disb\w*|нақты\w*|игерілген\w*)(?!\w)"
)
_PLAN = re.compile(
    r"(?<!\w)(?:план\w*|утв\w*|plan\w*|budget\w*|approved|allocat\w*|жоспар\w*|бекітілген)(?!\w)"
)


_OF_A_YEAR = re.compile(
    rf"(?:{_FACT.pattern}|{_PLAN.pattern})(?:\s+(?:на|за|в|for|in))?\W{{1,3}}(?:19|20)\d\d(?!\d)"
)


def _settle_years(choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]) -> None:
    """Columns headed with a year that hold numbers are the amounts of the years; parts where there is a total.

    Under a year may stand "план" and "факт": what was planned, and what was spent.
    """
    for index, choice in enumerate(choices):
        # "Факт 2024 (тыс. тенге)" in a header of one row.
        told = _OF_A_YEAR.match(fold(" ".join(paths[index])))
        paid = contents[index].shares["money"] >= 0.5 or not contents[index].filled
        if told and paid and choice.field in ("budget", "spent", "") and choice.reason != "settings":
            choices[index] = Choice("spent" if _FACT.search(told[0]) else "budget", 0.75, "heading")
    years: dict[int, str] = {}
    for index, (choice, content) in enumerate(zip(choices, contents, strict=True)):
        path = [without_unit(heading) for heading in paths[index] if heading.strip()]
        dated = [bool(YEAR.fullmatch(re.sub(r"\s*[гж]\w*\.?$", "", heading.strip()))) for heading in path]
        if (
            choice.field not in ("", "year", "budget", "spent") or choice.reason == "settings"
            or sum(dated) != 1 or not 1 <= len(path) <= 2 or content.shares["money"] < 0.8
        ):  # fmt: skip
            continue
        word = next((fold(heading) for heading, is_year in zip(path, dated, strict=True) if not is_year), "")
        if choice.field in ("", "year") and (not word or _FACT.search(word) or _PLAN.search(word)):
            years[index] = "spent" if word and _FACT.search(word) else "budget"
    if len(years) < 2:
        return
    for kind in ("budget", "spent"):
        total = any(
            choice.field in MONEY_FIELDS - {"part"} and (choice.field == "spent") == (kind == "spent")
            for choice in choices
        )
        for index in (one for one, name in years.items() if name == kind):
            alone = len(paths[index]) == 1
            choices[index] = Choice("part" if total else kind, 0.6, "content", doubtful=alone and not total)


def _settle_partners(
    choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]
) -> None:
    """ "Партнёр" is whom the other columns leave: the giver beside an implementer, else by the kind of names."""
    present = {choice.field for choice in choices}
    paid = any(field in MONEY_FIELDS for field in present)
    for index, choice in enumerate(choices):
        if choice.field != "partner" or choice.reason == "settings":
            continue
        names = [
            str(p.name) for v in contents[index].values for p in read_organisations(v, "partner").partners
        ]
        kinds = [kind_of(name) for name in names]
        funders = sum(kind == "funder" for kind in kinds)
        doers = sum(kind in ("government", "civil") for kind in kinds)
        if (
            "donor" not in present
            and ("implementer" in present or "government" in present)
            and doers <= len(kinds) / 2
        ):
            # Where no money is told of, a partner beside them is no giver: a party to an agreement.
            doubtful = bool(kinds) and not any(kinds)
            choices[index] = Choice("donor" if paid else "partner", 0.7, "neighbours", doubtful=doubtful)
        elif (
            not paid
            and "donor" not in present
            and "implementer" not in present
            and _ABROAD.search(fold(" ".join(paths[index])))
        ):
            # "Вуз-партнёр" in a list of memoranda: nobody pays, and nobody carries out for another.
            continue
        elif is_of_parties(" ".join(paths[index])):
            # Parties to an agreement: nothing says who pays and who carries out.
            continue
        elif "donor" not in present and funders > doers and funders * 2 >= len(kinds):
            choices[index] = Choice("donor", 0.7, "content")
        elif "implementer" not in present and doers > funders and doers * 2 >= len(kinds):
            choices[index] = Choice("implementer", 0.65, "content", doubtful=True)


_ABROAD = re.compile(
    r"(?<!\w)(?:вуз\w*|университет\w*|universit\w*|institution\w*|зарубежн\w*|иностранн\w*|шетел\w*)(?!\w)"
)
"""Words of the heading of a party to an agreement on exchange."""


def is_of_parties(heading: str) -> bool:
    """Whether a heading is that of the parties to an agreement.

    Example:
        >>> is_of_parties("Стороны соглашения"), is_of_parties("Партнёры")
        (True, False)
    """
    folded = fold(heading)
    return bool(_PARTIES.search(folded)) and not _DOING_PARTIES.search(folded)


_PARTIES = re.compile(r"(?<!\w)(?:стороны|сторон|parties|signatories|тараптар\w*)(?!\w)")
_DOING_PARTIES = re.compile(r"исполн|реализ|ответствен|implement|responsib|орындау|жауапты")


def _settle_countries(
    choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]
) -> None:
    """ "Страна-партнёр" with countries outside the region is whom the work is done with, not where it is done."""
    for index, choice in enumerate(choices):
        words = " ".join(words_of(" ".join(paths[index])))
        if choice.field != "country" or choice.reason == "settings" or not _PARTNER_COUNTRY.search(words):
            continue
        named = [code for v in contents[index].values for code in read_countries(str(v))]
        if named and not set(named) & REGION:
            taken = any(other.field == "donor" for other in choices)
            choices[index] = Choice("partner" if taken else "donor", 0.7, "content")


_PARTNER_COUNTRY = re.compile(r"партн|организ|донор|серіктес|partner|donor|organi")
REGION = frozenset(["KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG"])
"""Countries where the cooperation that registers of the region tell of is done."""


def _settle_volunteers(
    choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]
) -> None:
    """ "Женщин" and "Молодёжи" right of the number of volunteers are how many of them are women and young."""
    if not any(choice.field in ("volunteers", "volunteer_hours") for choice in choices):
        for index, choice in enumerate(choices):
            # "Из них женщин" right of "Охват" are not volunteers.
            if choice.field in ("volunteer_women", "volunteer_youth") and choice.reason != "settings":
                named = any(word.startswith(_VOLUNTEER) for word in words_of(" ".join(paths[index])))
                choices[index] = choice if named else Choice("", 0.3, "heading")
    _settle_volunteers_by_sex(choices, paths)
    beside = False
    for index, choice in enumerate(choices):
        words = " ".join(words_of(" ".join(paths[index])))
        group = next((field for field, heading in _OF_VOLUNTEERS if heading.fullmatch(words)), "")
        if choice.field.startswith("volunteer"):
            beside = True
        elif beside and group and choice.reason != "settings" and not any(c.field == group for c in choices):
            if contents[index].shares["money"] >= 0.5 or not contents[index].filled:
                choices[index] = Choice(group, 0.75, "neighbours")
        else:
            beside = False


def _settle_volunteers_by_sex(choices: list[Choice], paths: Sequence[Sequence[str]]) -> None:
    """ "муж.", "жен.", "всего" below "Волонтёры": the whole number is that of all of them."""
    below = {
        index: " ".join(words_of(paths[index][-1]))
        for index, choice in enumerate(choices)
        if choice.field in ("volunteers", "volunteer_women")
        and choice.reason != "settings"
        and len(paths[index]) > 1
        and any(word.startswith(_VOLUNTEER) for word in words_of(" ".join(paths[index][:-1])))
    }
    if not any(_ALL_OF_THEM.fullmatch(words) for words in below.values()):
        return
    for index, words in below.items():
        if _WOMEN.fullmatch(words):
            choices[index] = Choice("volunteer_women", 0.8, "heading")
        elif not _ALL_OF_THEM.fullmatch(words):
            choices[index] = Choice("count", 0.8, "heading")


_ALL_OF_THEM = re.compile(r"(?:всего|итого|общ\w*|total|all|барлығы|жиыны|жалпы\w*)(?: \w+)?")
_WOMEN = re.compile(r"(?:жен\w*|ж|девуш\w*|women|female|f|әйел\w*|қыз\w*)")
_VOLUNTEER = ("волонт", "доброволь", "волонтер", "ерікті", "volunt")
_OF_VOLUNTEERS = (
    (
        "volunteer_women",
        re.compile(
            r"(?:из них |в том числе |в т ч |оның ішінде |(?:of which|of whom|of them|incl|including) )?"
            r"(?:женщин\w*|девуш\w*|women|females?|әйел\w*|қыз\w*)(?: среди них| among (?:them|volunteers)| саны)?"
        ),
    ),
    (
        "volunteer_youth",
        re.compile(
            r"(?:молодеж\w*|молодых|youth|young( people)?|жас(тар)?\w*)(?: \d+){0,2}(?: лет| жас| years)?|"
            r"(?:aged? |в возрасте |от )?\d\d (?:до )?\d\d(?: лет| жас\w*| years( old)?)?"
        ),
    ),
)
"""Headings that name a group alone."""


_LONG_TEXT = 60
"""Mean length of the cells, in characters, from which an unnamed column of texts says what is done."""


def _settle_descriptions(
    choices: list[Choice], contents: Sequence[Content], options: Sequence[list[Guess]]
) -> None:
    """Where nothing but the title says what is done, the column of the longest texts that no heading names does."""
    if any(choice.field in ("description", "objectives", "results") for choice in choices):
        return
    titles = [contents[i].length for i, choice in enumerate(choices) if choice.field == "title"]
    candidates = [
        (content.length, index)
        for index, (choice, content) in enumerate(zip(choices, contents, strict=True))
        if not choice.field
        and choice.reason != "settings"
        and not options[index]
        and content.filled > 1
        and content.shares["text"] > 0.8
        and content.length >= max(_LONG_TEXT, *titles)
        and len(set(content.values)) > 0.8 * len(content.values)
    ]
    if candidates and titles:
        choices[max(candidates)[1]] = Choice("description", 0.5, "content", doubtful=True)


def _settle_titles(
    choices: list[Choice], contents: Sequence[Content], options: Sequence[list[Guess]]
) -> None:
    """A register has a title; where no heading says so, the column of long different texts is it."""
    titles = [i for i, choice in enumerate(choices) if choice.field == "title"]
    if titles:
        best = max(choices[i].confidence for i in titles)
        languages = {_language(contents[i]) for i in titles if choices[i].confidence == best}
        for i in titles:
            # "Project type" beside "Project name" is no second title; "Атауы (KZ)" beside it is.
            own = _language(contents[i])
            if choices[i].confidence < 0.7 <= best and choices[i].reason != "settings" and own in languages:
                choices[i] = Choice("", 0.0, "heading")
        return
    for index, choice in enumerate(choices):
        # "Donor / project": the rows under it are projects, the donors stand between them.
        named = any(guess.field == "title" and guess.score >= SURE for guess in options[index])
        if named and choice.reason != "settings" and contents[index].shares["text"] > 0.8:
            choices[index] = Choice("title", 0.6, "heading")
            return
    for substitute in ("description", "objectives"):
        places = [i for i, choice in enumerate(choices) if choice.field == substitute]
        if places:
            content = contents[places[0]]
            different = len(set(map(str, content.values))) == len(content.values)
            if len(places) == 1 and content.filled and content.length <= SHORT_TEXT and different:
                # "Key activities" with short texts, and nothing else that could be called a title.
                old = choices[places[0]]
                if old.reason != "settings":
                    choices[places[0]] = old._replace(field="title", reason="neighbours")
            return
    candidates = [
        (content.length, index)
        for index, (choice, content) in enumerate(zip(choices, contents, strict=True))
        if (choice.field in ("", "sector", "note", "results")
            or (choice.field in ORGANISATION_FIELDS and content.shares["organisations"] < 0.4 and content.length > 25))
        and choice.reason != "settings" and content.shares["text"] > 0.8
        and len(set(map(str, content.values))) > 0.8 * len(content.values) and content.length > 15
    ]  # fmt: skip
    if candidates:
        choices[max(candidates)[1]] = Choice("title", 0.5, "content", doubtful=True)
        return
    # A first column of short different texts that means nothing else.
    first = next(
        (
            index for index, (choice, content) in enumerate(zip(choices, contents, strict=True))
            if not choice.field and choice.reason != "settings" and content.shares["text"] > 0.8 and content.length >= 6
            and len(set(map(str, content.values))) == len(content.values)
        ),
        None,
    )  # fmt: skip
    if first is not None:
        choices[first] = Choice("title", 0.4, "content", doubtful=True)


def _language(content: Content) -> str:
    """The language of most cells."""
    languages = [language_of(value) for value in content.values if isinstance(value, str)]
    return max(set(languages), key=languages.count) if languages else ""


def _settle_ranges(
    choices: list[Choice], contents: Sequence[Content], paths: Sequence[Sequence[str]]
) -> None:
    """A start column whose cells are periods is one; a lone year column is the period."""
    for index, choice in enumerate(choices):
        if choice.field == "part" and not any(c.field in MONEY_FIELDS - {"part"} for c in choices):
            choices[index] = choice._replace(field="budget")


_PUT_OFF = re.compile(
    r"(?<!\w)(?:revised|extended|amended|updated|new|actual|уточн\w*|пересмотр\w*|продл\w*|перенес\w*|нов\w*|"
    r"фактическ\w*|нақтылан\w*|ұзартыл\w*|жаңа|нақты)(?!\w)"
)
"""Words of the later one of two columns of an end."""


def _settle_doubles(
    choices: list[Choice],
    options: Sequence[list[Guess]],
    contents: Sequence[Content],
    paths: Sequence[Sequence[str]],
) -> None:
    """Fields that one column has go to the surest one; the others take their next best field, or are kept."""
    for name in ONCE:
        places = [i for i, choice in enumerate(choices) if choice.field == name]
        if len(places) < 2:
            continue
        keeper = max(places, key=lambda i: (choices[i].reason == "settings", choices[i].confidence, -i))
        taken = {choice.field for choice in choices}
        for index in places:
            if index == keeper or choices[index].reason == "settings":
                continue
            if name == "end" and index > keeper and _PUT_OFF.search(fold(" ".join(paths[index]))):
                # "Revised closing" right of "Original closing": read after it, it counts where it is filled.
                continue
            rest = [g for g in options[index] if g.field not in ONCE or g.field not in taken]
            chosen = (
                checked(rest, contents[index])
                if rest and contents[index].filled
                else Choice("", 0.0, "heading")
            )
            choices[index] = chosen if chosen.field != name else Choice("", 0.0, "heading")
            taken.add(choices[index].field)
