"""IATI, the standard of the International Aid Transparency Initiative: read and written."""
