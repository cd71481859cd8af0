"""Tables of the draft: one module per subject, computed cell by cell, laid out by nobody here."""
