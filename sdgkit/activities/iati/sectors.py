"""Sectors, tags, markers and humanitarian scope of IATI, and the goals and targets of the Agenda that they name."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sdgkit.activities.activity import Declaration, Marker, Sector
from sdgkit.activities.iati.codes import agenda_code, code_lists
from sdgkit.activities.iati.gathered import MOST_KNOWN, Gathered, Key, Note
from sdgkit.activities.iati.money import MoneyReader
from sdgkit.activities.iati.narratives import Narratives, as_text
from sdgkit.activities.iati.percentages import share_of
from sdgkit.activities.trusted import maker
from sdgkit.findings import Finding
from sdgkit.languages import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_made_sector = maker(Sector)
_OWN = frozenset(["98", "99"])
_OF_AGENDA = re.compile(
    r"sdgs\.un\.org|unstats\.un\.org/sdgs?\b|metadata\.un\.org/sdg|un\.org/sustainabledevelopment|UNSDG-(?:Goals|Targets)"
    r"|sustainabledevelopment\.un\.org|SDGIndicator",
    re.IGNORECASE,
)
"""Addresses of the goals, targets and indicators themselves, given for a list of one's own."""


@lru_cache(maxsize=20_000)
def _plain_sector(vocabulary: str, code: str, percentage: str | None) -> Sector:
    return Sector(vocabulary=vocabulary, code=code, share=share_of(percentage) if percentage else None)


@lru_cache(maxsize=20_000)
def _plain_marker(code: str, significance: int | None, vocabulary: str) -> Marker:
    return Marker(code=code, significance=significance, vocabulary=vocabulary)


@lru_cache(maxsize=20_000)
def _declaration(
    code: str, source: str, field: str, share: Fraction | None, written: str
) -> tuple[Declaration, bool, str] | None:
    found = agenda_code(code)
    if found is None:
        return None
    declared = Declaration(
        goal=found.goal, target=found.target, indicator=found.indicator, share=share, source=source,
        field=field, written=written, doubtful=False,
    )  # fmt: skip
    return declared, found.repaired, found.level


@lru_cache(maxsize=1000)
def _reading(level: str, code: str) -> Text:
    """What a code was read as, in words."""
    levels = code_lists()[f"level_{level}"]
    return Text({language: words.format(code=code) for language, words in levels.items()})


class SectorReader:
    """Reads what an activity is for: sectors, tags, markers, references to indicators of the Agenda.

    Args:
        found: takes what they say.
        narratives: reads texts.
        note: writes a finding.
        findings: where it writes them.
    """

    def __init__(self, found: Gathered, narratives: Narratives, note: Note, findings: list[Finding]) -> None:
        self.found, self.narratives, self.note, self.findings = found, narratives, note, findings
        lists = code_lists()
        self.vocabularies, self.tags = lists["sectors"], lists["tags"]
        # What an element with these attributes said when it was read for the first time and nothing had to be told.
        self.sectors: dict[Key, Sector] = {}
        self.marks: dict[Key, Marker] = {}
        self.tagged: dict[Key, Declaration] = {}

    def sector(self, element: _Element, part: Fraction | None = None, *, whole: bool = True) -> None:
        """A sector of the activity, or (`whole` false) of a transaction that holds `part` of its money."""
        found = self.found
        given = element.get(b"vocabulary")
        percentage = element.get(b"percentage")
        key = (given, element.get(b"code"), percentage)
        known = self.sectors.get(key)
        if known is not None and whole and len(element) == 0:
            found.sectors.append(known)
            shares = found.sector_shares.get(given or "1")
            if shares is None:
                found.sector_shares[given or "1"] = [percentage]
            else:
                shares.append(percentage)
            return
        written = (given or "1").strip()
        code = (key[1] or "").strip()
        vocabulary = self.vocabularies.get(written)
        if vocabulary is None:
            self.note("iati-code-unknown", element, written, where="sector/@vocabulary")
            vocabulary = f"iati-{written}"
        if whole:
            uri = element.get(b"vocabulary-uri")
            # Two lists of one's own that have different addresses are two vocabularies.
            name = f"{written} {uri}" if uri and vocabulary.startswith("own") else written
            found.sector_shares.setdefault(name, []).append(percentage)
        share = share_of(percentage) if percentage else part
        if percentage and share is None:
            self.note("iati-percentage-unread", element, percentage)
        if vocabulary in ("goal", "target", "indicator"):
            self._declare(element, code, "sector", f"sector[@vocabulary='{written}']", vocabulary, share)
            return
        if vocabulary.startswith("own") and self._declared_by_address(
            element, code, "sector", written, share
        ):
            return
        if len(element) == 0 and whole:
            if not code:
                self.note("iati-code-missing", element)
                return
            sector = _plain_sector(vocabulary, code, percentage)
            found.sectors.append(sector)
            sound = written in self.vocabularies and (share is not None or not percentage)
            if (
                sound
                and written == (given or "1")
                and not vocabulary.startswith("own")
                and len(self.sectors) < MOST_KNOWN
            ):
                self.sectors[key] = sector
            return
        title = self.narratives.of(element)
        if not code and not title:
            self.note("iati-code-missing", element)
            return
        found.sectors.append(
            _made_sector({"vocabulary": vocabulary, "code": code, "title": as_text(title), "share": share})
        )

    def tag(self, element: _Element) -> None:
        """A tag: a goal or target of the Agenda, or words that are kept."""
        key = (element.get(b"vocabulary"), element.get(b"code"))
        known = self.tagged.get(key)
        if known is not None:
            self.found.declared.append(known)
            return
        vocabulary = (key[0] or "").strip()
        code = (key[1] or "").strip()
        level = self.tags.get(vocabulary)
        if level is None:
            if vocabulary in _OWN and self._declared_by_address(element, code, "tag", vocabulary):
                return
            named = next(iter(self.narratives.of(element).values()), "")
            self.found.keep(f"tag:{vocabulary}", f"{code} {named}".strip())
            return
        before = len(self.findings)
        self._declare(element, code, "tag", f"tag[@vocabulary='{vocabulary}']", level)
        if len(self.findings) == before and len(self.tagged) < MOST_KNOWN:
            self.tagged[key] = self.found.declared[-1]

    def scope(self, element: _Element) -> None:
        """What emergency the activity answers, in words."""
        names = self.narratives.of(element)
        parts = [element.get(b"type", ""), element.get(b"vocabulary", ""), element.get(b"code", "")]
        self.found.keep(
            "humanitarian-scope", " ".join([":".join(parts), next(iter(names.values()), "")]).strip()
        )

    def marker(self, element: _Element) -> None:
        """A policy marker with its significance."""
        key = (element.get(b"code"), element.get(b"vocabulary"), element.get(b"significance"))
        known = self.marks.get(key)
        if known is not None and not len(element):
            self.found.markers.append(known)
            return
        code = (key[0] or "").strip()
        vocabulary = (key[1] or "1").strip()
        written = key[2]
        significance = (
            int(written) if written is not None and written.strip() in ("0", "1", "2", "3", "4") else None
        )
        if not code:
            self.note("iati-code-missing", element)
            return
        before = len(self.findings)
        if significance is None and (written or vocabulary in ("1", "DAC")):
            self.note("iati-significance-missing", element, written or code)
        if vocabulary in ("1", "DAC") and not (code.isdecimal() and 1 <= int(code) <= 12):
            self.note("iati-code-unknown", element, code, where="policy-marker")
        if len(element):
            names = self.narratives.of(element)
            if names and vocabulary not in ("1", "DAC"):
                self.found.keep("policy-marker", f"{vocabulary}:{code} {next(iter(names.values()))}")
        marker = _plain_marker(code, significance, "1" if vocabulary == "DAC" else vocabulary)
        self.found.markers.append(marker)
        if len(self.findings) == before and len(self.marks) < MOST_KNOWN:
            self.marks[key] = marker

    def reference(self, element: _Element) -> None:
        """A reference of a result to an indicator of the Agenda."""
        if element.get(b"vocabulary", "").strip() == "9":
            self._declare(
                element,
                element.get(b"code", "").strip(),
                "reference",
                "result/indicator/reference",
                "indicator",
            )

    def _declare(
        self, element: _Element, code: str, source: str, field: str, level: str, share: Fraction | None = None
    ) -> None:
        answer = _declaration(code, source, field, share, code)
        if answer is None:
            self.note("iati-sdg-unknown", element, code)
            return
        declared, repaired, found_level = answer
        if repaired or found_level != level:
            shown = declared.indicator or declared.target or str(declared.goal)
            self.note("iati-sdg-repaired", element, code, reading=_reading(found_level, shown))
        self.found.declared.append(declared)

    def _declared_by_address(
        self, element: _Element, code: str, source: str, vocabulary: str, share: Fraction | None = None
    ) -> bool:
        """Declare a code of a list of one's own that, by its address, is the Agenda; whether it was."""
        if not _OF_AGENDA.search(element.get(b"vocabulary-uri") or ""):
            return False
        answer = _declaration(code, source, f"{source}[@vocabulary='{vocabulary}']", share, code)
        if answer is not None:
            self.found.declared.append(answer[0])
        return answer is not None

    def from_transactions(self, money: MoneyReader) -> None:
        """Sectors that stand on the transactions, where the activity itself has none."""
        if not self.found.sector_shares:
            parts: dict[tuple[str, str], list[Any]] = {}
            for element, part in money.parts_of("sectors"):
                key = ((element.get(b"vocabulary") or "1").strip(), (element.get(b"code") or "").strip())
                if key not in parts:
                    parts[key] = [element, part]
                elif part is not None:
                    parts[key][1] = (parts[key][1] or Fraction(0)) + part
            for element, part in parts.values():
                self.sector(element, part, whole=False)


def each_once(declared: list[Declaration]) -> tuple[Declaration, ...]:
    """Each code once for each place that it can stand in; no goal beside a target of its own from the same place."""
    with_target = {(one.source, one.goal) for one in declared if one.target}
    best: dict[tuple[str, int, str | None, str | None], Declaration] = {}
    for one in declared:
        if (
            one.target is None
            and one.indicator is None
            and one.source == "tag"
            and (one.source, one.goal) in with_target
        ):
            continue
        best.setdefault((one.source, one.goal, one.target, one.indicator), one)
    return tuple(best.values())
