"""Themes: the areas of cooperation that a ministry reports by, each a set of targets."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache, cached_property
from importlib import resources

from pydantic import BaseModel, ConfigDict

from sdgkit.agenda.code import sort_key
from sdgkit.agenda.goal import goal
from sdgkit.agenda.target import target as target_with_code
from sdgkit.agenda.target import targets
from sdgkit.errors import UsageError
from sdgkit.languages import LANGUAGES, Text


class Theme(BaseModel):
    """An area of cooperation.

    Attributes:
        key: name in settings and code, such as "climate-environment".
        title: heading in en, ru and kk.
        targets: codes of its targets, in the order people count.
        basin: code of the basin it is about, or ""; such a theme holds what takes place there, so that a target
            alone does not put an activity into it.
        volunteers: whether an activity that states volunteers lies in it whatever its targets.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    title: Text
    targets: tuple[str, ...]
    basin: str = ""
    volunteers: bool = False

    @cached_property
    def codes(self) -> frozenset[str]:
        """What an activity has that lies in the theme: its targets, and the goals all of whose targets are here.

        Example:
            >>> sorted(theme("education").codes - set(theme("education").targets))
            ['4']
        """
        goals = {code.partition(".")[0] for code in self.targets}
        whole = {goal for goal in goals if {one.code for one in targets(int(goal))} <= set(self.targets)}
        return frozenset({*self.targets, *whole})


@cache
def _by_key() -> dict[str, Theme]:
    text = resources.files("sdgkit.agenda").joinpath("themes.toml").read_text(encoding="utf-8")
    found: dict[str, Theme] = {}
    for key, entry in tomllib.loads(text).items():
        codes = {one.code for number in entry["goals"] for one in targets(number)}
        codes |= {target_with_code(code).code for code in entry["targets"]}
        found[key] = Theme(
            key=key,
            title=Text({language: entry[language] for language in LANGUAGES}),
            targets=tuple(sorted(codes, key=sort_key)),
            basin=entry.get("basin", ""),
            volunteers=entry.get("volunteers", False),
        )
    return found


def themes() -> tuple[Theme, ...]:
    """All themes in the order of the report's sections.

    Example:
        >>> [theme.key for theme in themes()][:5]
        ['health', 'gender', 'education', 'water', 'aral']
    """
    return tuple(_by_key().values())


def theme(key: str) -> Theme:
    """The theme of a key.

    Raises:
        UsageError: there is no such theme.

    Example:
        >>> theme("volunteering").targets
        ('17.17',)
    """
    try:
        return _by_key()[key]
    except KeyError:
        raise UsageError("agenda.theme-unknown", theme=key, known=", ".join(_by_key())) from None


def themes_of(target: str, basins: Collection[str] = ()) -> tuple[Theme, ...]:
    """The themes that a target lies in.

    Args:
        target: a code. A goal ("3") lies in the themes that hold all of its targets.
        basins: basins in which the activity takes place; a theme of a basin is left out unless it is named here.

    Raises:
        UsageError: there is no such target.

    Example:
        >>> [theme.key for theme in themes_of("6.4")], [theme.key for theme in themes_of("6.4", ["aral"])]
        (['water'], ['water', 'aral'])
    """
    code = str(goal(int(target)).number) if target.isdecimal() else target_with_code(target).code
    return tuple(one for one in themes() if code in one.codes and (not one.basin or one.basin in basins))
