"""What changed between the editions of the indicator framework."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.indicator import Change, all_editions
from sdgkit.languages import Text

WITHHELD: frozenset[Change] = frozenset({"added", "replaced", "new-meaning"})
"""Changes after which the wording of an older edition says something else than the code now means."""


class EditionChange(BaseModel):
    """One change of one code.

    Attributes:
        code: the indicator.
        kind: what happened; "unverified" where sources disagree, so that nothing is claimed.
        before: short title before 2025; empty for a code that was added.
        after: short title of 2025; empty for a code that is gone.
        last_edition: for a deleted code, the last edition that has it.
        note: what is known, in English.
        source: the lists compared.
    """

    model_config = ConfigDict(frozen=True)

    code: str
    kind: Change
    before: Text = Text({})
    after: Text = Text({})
    last_edition: int = 2025
    note: str = ""
    source: str = ""


@cache
def changes() -> tuple[EditionChange, ...]:
    """All codes that are not the same in 2025 as before, by code.

    A code that stays with the same meaning and wording is left out, and so are codes deleted before 2025 and
    given to another indicator then: that is one change, of the kind "new-meaning".

    Example:
        >>> [change.code for change in changes() if change.kind in ("replaced", "revised")]
        ['3.8.2', '3.b.3', '4.6.1', '11.5.2']
    """
    found: list[EditionChange] = []
    rows = all_editions()
    for code in dict.fromkeys(row.code for row in rows):
        versions = [row for row in rows if row.code == code]
        last = versions[-1]
        before = Text({}) if last.change == "added" else versions[0].title
        reworded = last.change == "unchanged" and before != last.title
        if last.change == "unchanged" and not reworded:
            continue
        gone = last.last_edition < 2025
        found.append(
            EditionChange(
                code=code,
                # Reworded by an annual refinement in between: no change of the 2025 review, but one since 2020.
                kind="revised" if reworded else last.change,
                before=before,
                after=Text({}) if gone else last.title,
                last_edition=last.last_edition,
                note=last.note,
                source=last.source,
            )
        )
    return tuple(found)


def change_of(code: str) -> EditionChange | None:
    """The change of a code, or None where it is the same in both editions or unknown.

    Example:
        >>> change_of("8.9.2").kind, change_of("3.1.1")
        ('new-meaning', None)
    """
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, EditionChange]:
    return {change.code: change for change in changes()}
