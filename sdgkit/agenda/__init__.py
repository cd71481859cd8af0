"""The 2030 Agenda: goals, targets, indicators and their editions, themes, and packs of official wording."""

from sdgkit.agenda.code import goal_of, normalise_code, sort_key, target_of
from sdgkit.agenda.editions import EditionChange, change_of, changes
from sdgkit.agenda.goal import Goal, goal, goals
from sdgkit.agenda.indicator import (
    EDITIONS,
    AgendaIndicator,
    Edition,
    all_editions,
    indicator,
    indicators,
    unique_indicators,
)
from sdgkit.agenda.lookup import Description, describe, search
from sdgkit.agenda.packs import Pack, Wording, official_title
from sdgkit.agenda.target import Target, target, targets
from sdgkit.agenda.theme import Theme, theme, themes, themes_of

__all__ = [
    "EDITIONS",
    "AgendaIndicator",
    "Description",
    "Edition",
    "EditionChange",
    "Goal",
    "Pack",
    "Target",
    "Theme",
    "Wording",
    "all_editions",
    "change_of",
    "changes",
    "describe",
    "goal",
    "goal_of",
    "goals",
    "indicator",
    "indicators",
    "normalise_code",
    "official_title",
    "search",
    "sort_key",
    "target",
    "target_of",
    "targets",
    "theme",
    "themes",
    "themes_of",
    "unique_indicators",
]
