"""Cooperation activities: the model, the register, and one reader per source format."""
