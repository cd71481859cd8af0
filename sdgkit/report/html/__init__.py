"""The preview: the draft as one page of HTML."""
