"""The 2030 Agenda: goals, targets, indicators and their editions, themes, and packs of official wording."""
