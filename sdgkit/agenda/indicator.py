"""The indicators of the global framework, as the reviews of 2020 and 2025 list them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.code import normalise_code, sort_key
from sdgkit.agenda.target import nearest
from sdgkit.agenda.target import target as target_with_code
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text
from sdgkit.tables import listed, rows_of

Edition = Literal[2020, 2025]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
"""The reviews by the Statistical Commission that gave a complete list: of March 2020 and of March 2025."""

Change = Literal["unchanged", "added", "replaced", "revised", "new-meaning", "deleted", "unverified"]
"""What the 2025 review did to an indicator. "new-meaning": an old code was given to another indicator;
"deleted": not in the framework any more (the reviews of 2020 or 2025); "unverified": sources disagree."""


class AgendaIndicator(BaseModel):
    """One indicator of the global framework in one wording.

    An indicator whose code stays while its meaning changes is two of these, one per range of editions.

    Attributes:
        code: "3.8.1".
        target: the target it is listed under.
        first_edition: first edition that lists it so; 2017 for those that the 2020 review deleted.
        last_edition: last edition that lists it so.
        change: what the 2025 review did to it.
        title: short title in en, ru and kk, written for sdgkit; the official wording comes from a pack.
        same_as: codes under which the same indicator is listed again.
        note: what is known of the change, in English.
        source: the lists it was taken from; GIF is the global indicator framework.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    target: str
    first_edition: int
    last_edition: int
    change: Change
    title: Text
    same_as: tuple[str, ...] = ()
    note: str = ""
    source: str = ""

    @property
    def goal(self) -> int:
        """Number of its goal."""
        return int(self.code.partition(".")[0])

    def in_edition(self, edition: int) -> bool:
        """Whether an edition lists it."""
        return self.first_edition <= edition <= self.last_edition


@cache
def all_editions() -> tuple[AgendaIndicator, ...]:
    """Every indicator in every wording, deleted ones included, by code and edition.

    Example:
        >>> [one.first_edition for one in all_editions() if one.code == "8.9.2"]
        [2017, 2025]
    """
    found = [
        AgendaIndicator(
            code=row["code"],
            target=row["target"],
            first_edition=int(row["first_edition"]),
            last_edition=int(row["last_edition"]),
            change=row["change_2025"],
            title=Text({language: row[language] for language in LANGUAGES}),
            same_as=listed(row["same_as"]),
            note=row["note"],
            source=row["source"],
        )
        for row in rows_of("agenda", "indicators.csv")
    ]
    return tuple(sorted(found, key=lambda one: (sort_key(one.code), one.first_edition)))


@cache
def _by_code(edition: int) -> dict[str, AgendaIndicator]:
    if edition not in EDITIONS:
        raise UsageError("agenda.edition-unknown", edition=edition)
    return {one.code: one for one in all_editions() if one.in_edition(edition)}


def listed_codes(edition: int = 2025) -> Collection[str]:
    """The codes that an edition lists.

    Raises:
        UsageError: no such edition.

    Example:
        >>> "1.a.3" in listed_codes()
        False
    """
    return _by_code(edition).keys()


def indicators(edition: int = 2025, target: str | None = None) -> tuple[AgendaIndicator, ...]:
    """The indicators of an edition, or those of one target, in the order people count.

    Repeated ones are listed under each of their codes, as in the framework (`unique_indicators` has them once).

    Raises:
        UsageError: no such edition or target.

    Example:
        >>> len(indicators()), len(indicators(2020)), [one.code for one in indicators(target="3.8")]
        (251, 247, ['3.8.1', '3.8.2'])
    """
    listed = tuple(_by_code(edition).values())
    if target is None:
        return listed
    code = target_with_code(target).code
    return tuple(one for one in listed if one.target == code)


def unique_indicators(edition: int = 2025) -> tuple[AgendaIndicator, ...]:
    """The indicators of an edition, each once, under the first of its codes.

    Example:
        >>> len(unique_indicators()), len(unique_indicators(2020))
        (234, 231)
    """
    return tuple(
        one
        for one in indicators(edition)
        if all(sort_key(one.code) < sort_key(other) for other in one.same_as)
    )


def indicator(code: str, edition: int = 2025) -> AgendaIndicator:
    """The indicator of a code in an edition, however the code was typed.

    Raises:
        UsageError: no such edition, or no such indicator in it; the error says whether another edition has it.

    Example:
        >>> indicator("8.9.2").title.in_language("en"), indicator("7-а-1").code
        ('Employment in tourism industries', '7.a.1')
    """
    known = _by_code(edition)
    canonical = normalise_code(code) or code
    if canonical in known:
        return known[canonical]
    others = [one for one in all_editions() if one.code == canonical]
    if others:
        # An indicator of 2017 stands in no complete list, so only the two reviews can be named.
        listed = ", ".join(str(e) for e in EDITIONS if any(one.in_edition(e) for one in others)) or "—"
        raise UsageError("agenda.not-in-edition", indicator=canonical, edition=edition, listed=listed)
    raise UsageError("agenda.code-unknown", written=code, nearest=nearest(code, list(known)))
