"""The Word document: written, filled into templates, and refreshed after people have worked in it."""
