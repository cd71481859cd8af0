"""Passages of the draft: the sentences of each section, their figures taken from cells of tables."""
