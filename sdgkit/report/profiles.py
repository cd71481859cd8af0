"""Profiles: what each kind of draft is about, and which activities belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from sdgkit.activities.activity import Activity
from sdgkit.activities.cells.organisations import organisation_name
from sdgkit.activities.register import Register
from sdgkit.agenda import goal as goal_numbered
from sdgkit.agenda import theme as theme_named
from sdgkit.errors import UsageError
from sdgkit.languages import fold
from sdgkit.places import country as country_named
from sdgkit.places import country_group, country_groups
from sdgkit.report.material import PARTNER_ROLES, Material, partner_key
from sdgkit.report.outline import nearest
from sdgkit.report.wording import label

REGION = "central-asia"
"""Countries of a portfolio where none are named."""
THEME = "climate-environment"
"""Theme of a portfolio where none is named: the profile was made for the Regional Ecological Summit."""
MOST_NAMED = 12
"""Partners that a message names."""


def narrowed(material: Material, profile: str, partner: str | None) -> tuple[Material, str]:
    """The material of a draft of a profile, and in words what the draft is about ("" for a whole country).

    Args:
        material: with the whole register; `country` as the user named it.
        profile: name of the profile.
        partner: name of the partner of a briefing.

    Raises:
        UsageError: the profile needs a goal, theme, partner or programme that is not given or not known.
    """
    if profile == "portfolio":
        return _portfolio(material)
    place = country_named(material.country)
    register = material.register.in_country(place.iso3)
    material = replace(material, country=place.iso3, register=register)
    language = material.language
    choice = material.choice
    if profile == "section":
        if (choice.goal is None) == (choice.theme is None):
            raise UsageError("report.choice-missing", profile=profile, option="--goal, --theme")
        if choice.goal is not None:
            number = goal_numbered(choice.goal).number
            return material, label("goal-title", language).format(
                number=number, title=material.goal_title(number)
            )
        return material, theme_named(str(choice.theme)).title.in_language(language)
    if profile == "briefing":
        if not partner:
            raise UsageError("report.choice-missing", profile=profile, option="--partner")
        key = partner_named(partner, register)
        material = replace(
            material,
            register=register.where(lambda one: takes_part(one, key)),
            choice=replace(choice, partner=key),
        )
        return material, material.partner_name(key)
    if profile == "programme":
        if choice.programme is None:
            raise UsageError("report.choice-missing", profile=profile, option="--programme")
        return material, choice.programme.title.in_language(language)
    if profile == "volunteers":
        return replace(material, register=register.where(lambda one: one.volunteers is not None)), ""
    return material, ""


def takes_part(activity: Activity, key: str) -> bool:
    """Whether the partner of a key takes part in an activity."""
    return any(partner_key(one) == key for one in activity.partners if one.role in PARTNER_ROLES)


def partner_named(name: str, register: Register) -> str:
    """The key of a partner: in any language, by the full name or an abbreviation, or by a part that only one has.

    Raises:
        UsageError: no partner of the register, or several, are so named.

    Example:
        >>> from sdgkit.activities.activity import Origin, Partner
        >>> who = Partner(name={"ru": "ВОЗ"}, role="funding")
        >>> one = Activity(id="1", origin=Origin(file="r.xlsx"), title={"ru": "Вакцины"}, partners=(who,))
        >>> partner_named("ДДСҰ", Register(activities=(one,)))
        'who'
    """
    from sdgkit.languages import Text

    counts: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for activity in register.activities:
        for partner in activity.partners:
            if partner.role in PARTNER_ROLES:
                key = partner_key(partner)
                counts[key] += 1
                names.setdefault(key, {key}).update(fold(one) for one in partner.name.root.values())
    wanted = fold(name)
    key = fold(organisation_name(Text.of(name), "en"))
    if key in names:
        return key
    exact = [one for one, known in names.items() if wanted in known]
    found = exact or [one for one, known in names.items() if any(wanted in text for text in known)]
    if len(found) == 1:
        return found[0]
    ranked = _first(counts, found or counts)
    if found:
        raise UsageError("report.partner-several", partner=name, known=", ".join(ranked))
    close = nearest(name, [text for known in names.values() for text in known])
    raise UsageError("report.partner-unknown", partner=name, nearest=close, known=", ".join(ranked) or "-")


def _first(counts: Counter[str], keys: Iterable[str]) -> list[str]:
    return sorted(keys, key=lambda key: (-counts[key], key))[:MOST_NAMED]


def portfolio_countries(named: str) -> tuple[str, ...]:
    """The countries of a portfolio: a group by its code or name, or several countries with commas.

    Raises:
        UsageError: a country is unknown.

    Example:
        >>> portfolio_countries("Казахстан, UZB"), len(portfolio_countries("central-asia-afghanistan"))
        (('KAZ', 'UZB'), 6)
    """
    wanted = fold(named)
    for group in country_groups():
        if wanted in {group.code, *(fold(title) for title in group.title.root.values())}:
            return tuple(group.countries)
    return tuple(dict.fromkeys(country_named(one.strip()).iso3 for one in named.split(",") if one.strip()))


def _portfolio(material: Material) -> tuple[Material, str]:
    named = portfolio_countries(material.country)
    # The country of the settings alone is no portfolio: its region is meant.
    countries = named if len(named) > 1 else country_group(REGION).countries
    theme = theme_named(material.choice.theme or THEME)
    inside = material.register.in_countries(countries, named[0] if len(named) == 1 else "")
    material = replace(
        material,
        country=countries[0],
        register=inside,
        choice=replace(material.choice, theme=theme.key, countries=tuple(countries)),
    )
    of_theme = {one.id for one in material.by_theme.get(theme.key, ())}
    material = replace(material, register=inside.where(lambda one: one.id in of_theme))
    return material, theme.title.in_language(material.language)
