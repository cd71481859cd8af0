"""Organisations of IATI: who reports, and who takes part in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.activities.activity import Partner
from sdgkit.activities.iati.codes import code_lists
from sdgkit.activities.iati.gathered import MOST_KNOWN, Gathered, Key, Note
from sdgkit.activities.iati.narratives import LANG, Narratives
from sdgkit.contact_numbers import MASK
from sdgkit.findings import Finding
from sdgkit.languages import Text

if TYPE_CHECKING:
    from lxml.etree import _Element


class PartnerReader:
    """Reads the organisations of an activity.

    Args:
        found: takes what they say.
        narratives: reads texts.
        note: writes a finding.
        findings: where it writes them.
    """

    def __init__(self, found: Gathered, narratives: Narratives, note: Note, findings: list[Finding]) -> None:
        self.found, self.narratives, self.note, self.findings = found, narratives, note, findings
        self.roles = code_lists()["roles"]
        # What an element with these attributes said when it was read for the first time and nothing had to be told.
        self.partners: dict[Key, Partner] = {}
        self.reporters: dict[Key, tuple[str, str, dict[str, str]]] = {}

    def reporting(self, element: _Element) -> None:
        """Who reports the activity."""
        key = self._raw_key(element)
        known = self.reporters.get(key) if key else None
        if known is None:
            names = self.narratives.of(element)
            reference = element.get("ref", "").strip()
            known = (f"{reference} {next(iter(names.values()), '')}".strip(), reference, names)
            if element.get("secondary-reporter") in ("1", "true"):
                self.found.extra["secondary-reporter"] = "1"
            elif key and len(self.reporters) < MOST_KNOWN:
                self.reporters[key] = known
        found = self.found
        found.extra["reporting-org"], found.reference, found.reporter = known

    def partner(self, element: _Element) -> None:
        """An organisation; the same ones come again and again, so each is read once."""
        key = self._raw_key(element)
        known = self.partners.get(key) if key else None
        if known is not None:
            self.found.partners.append(known)
            return
        own = element.get("activity-id")
        if own:
            self.found.keep("participating-org/@activity-id", " ".join(own.split()))
        before = len(self.findings)
        mismatched = self.narratives.mismatched
        self._read_partner(element)
        # What was told is told again for every activity, so only what is sound is kept.
        sound = len(self.findings) == before and self.narratives.mismatched == mismatched
        if key and sound and not own and len(self.partners) < MOST_KNOWN:
            self.partners[key] = self.found.partners[-1]

    def _raw_key(self, element: _Element) -> Key | None:
        """What tells elements with one narrative and nothing else apart; None for any other."""
        if len(element) != 1 or len(child := element[0]):
            return None
        language = (child.get(LANG) if child.keys() else None) or self.narratives.language
        # All attributes at once take no longer than two of them.
        return (child.tag, child.text, language, *element.keys(), *element.values())  # type: ignore[arg-type]

    def _read_partner(self, element: _Element) -> None:
        names = self.narratives.of(element)
        reference = element.get("ref", "").strip()
        if names and not any(name.replace(MASK, "").strip(" ,;()") for name in names.values()):
            # A person, whose name no output may hold.
            self.note("person-left-out", element)
            names = {}
            if not reference:
                return
        if not names:
            if not reference:
                self.note("iati-partner-unnamed", element)
                return
            # Who reports is often named once only, and named by its reference where it gives the money.
            names = dict(self.found.reporter) if reference == self.found.reference else {}
            names = names or {"": reference}
        written = element.get("role", "")
        role = self.roles.get(written.strip())
        if role is None:
            self.note("iati-code-unknown", element, written, where="role")
            role = "partner"
        self.found.partners.append(Partner(name=Text(names), role=role, code=reference))
