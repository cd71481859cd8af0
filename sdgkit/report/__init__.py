"""The draft: tables, sentences, charts, and one writer per output format."""
