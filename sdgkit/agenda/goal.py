"""The 17 goals: numbers, short titles of our own, colours, and their addresses at the United Nations."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict

from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text
from sdgkit.tables import rows_of


class Goal(BaseModel):
    """One of the 17 goals.

    Attributes:
        number: 1 to 17.
        title: short title in en, ru and kk, written for sdgkit; the official wording comes from a pack.
        colour: colour of the goal, six hexadecimal digits (RGB) without "#".
        text_colour: black or white, whichever can be read on `colour` (contrast of 4.5 or more by WCAG 2).
        uri: address of the goal at metadata.un.org.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    title: Text
    colour: str
    text_colour: str
    uri: str

    @property
    def code(self) -> str:
        """The number as text, as targets and indicators have a code."""
        return str(self.number)


@cache
def _by_number() -> MappingProxyType[int, Goal]:
    return MappingProxyType(
        {
            int(row["number"]): Goal(
                number=int(row["number"]),
                title=Text({language: row[language] for language in LANGUAGES}),
                colour=row["colour"],
                text_colour=row["text_colour"],
                uri=row["uri"],
            )
            for row in rows_of("agenda", "goals.csv")
        }
    )


def goals() -> tuple[Goal, ...]:
    """All 17 goals in order.

    Example:
        >>> len(goals()), goals()[2].title.in_language("ru")
        (17, 'Здоровье и благополучие')
    """
    return tuple(_by_number().values())


def goal(number: int) -> Goal:
    """The goal of a number.

    Raises:
        UsageError: there is no such goal.

    Example:
        >>> goal(6).colour, goal(6).text_colour
        ('26BDE2', '000000')
    """
    try:
        return _by_number()[number]
    except KeyError:
        raise UsageError("agenda.goal-unknown", number=number) from None
