"""IATI, the standard of the International Aid Transparency Initiative: read and written.

Attributes are asked for by names in bytes, `element.get(b"code")`, which takes lxml a fifth less time than words; an
activity has forty.
"""
