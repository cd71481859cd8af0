"""The 2030 Agenda: goals, targets, indicators and their editions, themes, and packs of official wording."""

from sdgkit.agenda.code import goal_of, normalise_code, sort_key, target_of
from sdgkit.agenda.goal import Goal, goal, goals
from sdgkit.agenda.target import Target, target, targets

__all__ = [
    "Goal",
    "Target",
    "goal",
    "goal_of",
    "goals",
    "normalise_code",
    "sort_key",
    "target",
    "target_of",
    "targets",
]
