"""From an `iati-activity` element to an activity.

What is read follows the sequence of IATI 2.03; 2.01 and 2.02 know less of the same. Each child element has one method,
below or in the module of its subject; what has none is told once per file, so that nothing is lost silently.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sdgkit.activities.activity import Activity, Related, When
from sdgkit.activities.iati.codes import code_lists, elements
from sdgkit.activities.iati.gathered import MOST_KNOWN, Gathered, Key
from sdgkit.activities.iati.kept import in_a_line
from sdgkit.activities.iati.money import MoneyReader, day_of
from sdgkit.activities.iati.narratives import (
    LANG,
    NO_TEXT,
    Narratives,
    as_text,
    joined_texts,
    language_tag,
)
from sdgkit.activities.iati.partners import PartnerReader
from sdgkit.activities.iati.percentages import PercentageCheck
from sdgkit.activities.iati.pieces import children, line_of
from sdgkit.activities.iati.places import PlaceReader, joined_shares
from sdgkit.activities.iati.results import ResultReader
from sdgkit.activities.iati.sectors import SectorReader, each_once
from sdgkit.activities.trusted import made_origin, made_text, maker
from sdgkit.findings import Finding
from sdgkit.languages import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_made_activity = maker(Activity)
_ATTRIBUTES = ("humanitarian", "last-updated-datetime", "budget-not-provided", "linked-data-uri")
"""Attributes of an activity that are kept as they are."""


@lru_cache(maxsize=50_000)
def _when(day: dt.date, written: str) -> When:
    return When(first=day, last=day, precision="day", written=written)


class ActivityReader:
    """Reads the activities of one file, one after another.

    Args:
        file: name of the file.
        findings: list that findings are added to.
        language: language of the file, for activities that name none.
    """

    def __init__(self, file: str, findings: list[Finding], language: str = "") -> None:
        self.file, self.findings = file, findings
        self.language = language_tag(language)
        self.narratives = Narratives()
        lists = code_lists()
        self.line = 0
        """Added to the line of an element for its line in the file."""
        self.found = Gathered()
        self.money = MoneyReader(file, self.note, lists["transactions"])
        self.partners = PartnerReader(self.found, self.narratives, self.note, findings)
        self.places = PlaceReader(self.found, self.narratives, self.note, self._told)
        self.sectors = SectorReader(self.found, self.narratives, self.note, findings)
        self.results = ResultReader(file, self.narratives, self.note, self.sectors.reference)
        self.percentages = PercentageCheck(self.note)
        self.related_kinds, self.statuses = lists["related"], lists["statuses"]
        self.date_types, self.description_types = lists["dates"], lists["descriptions"]
        self.days: dict[Key, tuple[str, When]] = {}
        """Dates with these attributes that were read before, of which nothing had to be told."""
        self.within: list[_Element] = []
        """Activities within those that were read, which no version of IATI has."""
        self.unread: Counter[str] = Counter()
        self.left = 0
        """Elements of old systems that are left out because persons may stand in them."""
        nothing: Callable[[_Element], None] = _left
        self.readers: dict[Any, Callable[[_Element], None]] = {
            **dict.fromkeys(elements("left"), nothing),
            **dict.fromkeys(elements("kept"), self._kept),
            **dict.fromkeys(elements("told"), self._told),
            "legacy-data": self._legacy,
            "iati-activity": self.within.append,
            "iati-identifier": self._identifier,
            "reporting-org": self.partners.reporting,
            "title": self._title,
            "description": self._description,
            "participating-org": self.partners.partner,
            "other-identifier": self._other_identifier,
            "activity-status": self._status,
            "activity-date": self._date,
            "recipient-country": self.places.country,
            "recipient-region": self.places.area,
            "location": self.places.location,
            "sector": self.sectors.sector,
            "tag": self.sectors.tag,
            "humanitarian-scope": self.sectors.scope,
            "policy-marker": self.sectors.marker,
            "budget": self.money.budget,
            "transaction": self.money.transaction,
            "related-activity": self._related,
            "result": self._result,
        }

    def note(self, code: str, element: _Element | None = None, value: object = "", **details: object) -> None:
        """Write down a finding about an element."""
        # The placeholder {element} is the name of the element where a caller gives no other.
        given = {key: text if text.__class__ is Text else str(text) for key, text in details.items()}
        line = None
        path = ""
        if element is not None:
            line = line_of(element, self.line)
            path = str(element.tag)
        self.findings.append(
            Finding(
                code=f"activities.{code}", file=self.file, row=line, column=path, value=value, details=given
            )
        )

    def read(self, element: _Element) -> Activity:
        """The activity of an element.

        Args:
            element: an `iati-activity` with everything in it.
        """
        found = self.found
        found.begin()
        said: dict[str, str] = dict(element.items())  # type: ignore[arg-type]
        language = said.get(LANG)
        self.narratives.language = self.language if language is None else language_tag(language)
        self.money.begin(said.get("default-currency"), self.line)
        readers = self.readers
        for child in children(element):
            reader = readers.get(child.tag)
            if reader is not None:
                reader(child)
            elif isinstance(child.tag, str):
                self.unread[child.tag] += 1
        return self._activity(element, said, found)

    def _activity(self, element: _Element, said: dict[str, str], found: Gathered) -> Activity:
        """The activity of an element, of its attributes and of what its children have said."""
        if self.money.flows:
            self.sectors.from_transactions(self.money)
            self.places.from_transactions(self.money)
        dates = found.dates
        start = dates.get("start actual") or dates.get("start planned")
        end = dates.get("end actual") or dates.get("end planned")
        if start is None and end is None:
            self.note("iati-dates-missing", element, found.identifier)
        elif start and end and end.last < start.first:
            self.note("date-backwards", element, f"{start.written} – {end.written}")
        if not found.title:
            self.note("title-missing", element, found.identifier)
        for vocabulary, shares in found.sector_shares.items():
            if len(shares) > 1 or shares[0] is not None:
                self.percentages.check(element, shares, vocabulary)
        if len(found.place_shares) > 1:
            self.percentages.check(element, found.place_shares)
        mentions = self.places.regions() if found.locations else ()
        extra = found.extra
        if self.money.beside:
            self._beside_money()
        if self.money.committed:
            extra["budget/@status=2"] = ", ".join(self.money.committed)
        for attribute in _ATTRIBUTES:
            if given := said.get(attribute):
                extra[attribute] = given
        texts = {
            name: made_text(parts[0] if len(parts) == 1 else joined_texts(parts))
            for name, parts in found.descriptions.items()
        }
        identifier = found.identifier
        if not identifier:
            content = "\x1f".join(
                [*found.title.values(), start.written if start else "", end.written if end else ""]
            )
            identifier = hashlib.sha256(content.encode("utf-8")).hexdigest()[:12]
            self.note("iati-identifier-missing", element, next(iter(found.title.values()), ""), id=identifier)
        hierarchy = said.get("hierarchy")
        line = element.sourceline
        row = line + self.line if isinstance(line, int) else None
        return _made_activity(
            {
                "id": identifier,
                "origin": made_origin((self.file, "", row)),
                "title": made_text(found.title) if found.title else NO_TEXT,
                "description": texts.get("description", NO_TEXT),
                "objectives": texts.get("objectives", NO_TEXT),
                "results": as_text(joined_texts(found.results)) if found.results else NO_TEXT,
                "partners": tuple(found.partners),
                "countries": tuple(found.countries),
                "areas": tuple(found.areas) if found.areas else (),
                "place_shares": joined_shares(found.parts_of_places) if found.parts_of_places else (),
                "regions": mentions,
                "start": start,
                "end": end,
                "status": found.status,
                "money": self.money.all(),
                "sectors": tuple(found.sectors),
                "section": "",
                "markers": tuple(found.markers),
                "declared": each_once(found.declared) if len(found.declared) > 1 else tuple(found.declared),
                "volunteers": None,
                "beneficiaries": texts.get("beneficiaries", NO_TEXT),
                "measured": tuple(found.measured) if found.measured else (),
                "hierarchy": None if hierarchy is None else self._hierarchy(element, hierarchy),
                "related": tuple(found.related) if found.related else (),
                "duplicate_of": None,
                "extra": extra,
            }
        )

    def rest(self) -> None:
        """Let go of the elements of the last activity."""
        self.found.begin()
        self.money.begin(None)

    def closing(self) -> None:
        """Write down what concerns the whole file."""
        uncounted = self.money.uncounted
        if uncounted:
            told = ", ".join(f"{code}: {number}" for code, number in sorted(uncounted.items()))
            self.note("iati-transactions-uncounted", None, told, number=sum(uncounted.values()))
        if self.narratives.mismatched:
            self.note("iati-language-mismatched", None, number=self.narratives.mismatched)
        if self.left:
            self.note("iati-legacy-left", None, number=self.left)
        for name, number in sorted(self.unread.items()):
            self.note("iati-element-unread", None, name.rpartition("}")[2], number=number)

    def _identifier(self, element: _Element) -> None:
        text = element.text
        if text:
            self.found.identifier = " ".join(text.split())

    def _title(self, element: _Element) -> None:
        title = self.narratives.of(element)
        # Version 1 has a title for each language.
        self.found.title = {**title, **self.found.title} if self.found.title else title

    def _description(self, element: _Element) -> None:
        texts = self.narratives.of(element)
        if texts:
            name = self.description_types.get(element.get(b"type", "1"), "description")
            self.found.descriptions.setdefault(name, []).append(texts)

    def _other_identifier(self, element: _Element) -> None:
        # In version 1 the identifier is the text.
        reference = " ".join((element.get(b"ref") or element.text or "").split())
        if reference:
            self.found.keep("other-identifier", reference)

    def _status(self, element: _Element) -> None:
        code = element.get(b"code", "").strip()
        status = self.statuses.get(code)
        if status is None:
            self.note("iati-code-unknown", element, code, where="activity-status")
            self.found.keep("activity-status", code)
        else:
            self.found.status = status

    def _date(self, element: _Element) -> None:
        given = element.get(b"iso-date")
        key = (element.get(b"type"), given)
        known = self.days.get(key)
        if known is not None:
            self.found.dates[known[0]] = known[1]
            return
        kind = self.date_types.get((key[0] or "").strip())
        written = given or element.text or ""
        if kind is None:
            self.note("iati-code-unknown", element, element.get(b"type", ""), where="activity-date")
            return
        day = day_of(written)
        if day is None:
            self.note("iati-date-unreadable", element, written)
            return
        when = _when(day, written.strip())
        self.found.dates[kind] = when
        if given and len(self.days) < MOST_KNOWN:
            self.days[key] = (kind, when)

    def _kept(self, element: _Element) -> None:
        code = element.get(b"code", "").strip()
        if code:
            self.found.keep(str(element.tag), _with_vocabulary(element, code))

    def _legacy(self, element: _Element) -> None:
        self.left += 1

    def _beside_money(self) -> None:
        """What the transactions say besides their money: each thing once, in the order of the file."""
        told: dict[str, dict[str, None]] = {}
        mismatched = self.narratives.mismatched
        for element in self.money.beside:
            tag = str(element.tag)
            if tag in ("description", "receiver-org"):
                names = self.narratives.of(element)
                said = next(iter(names.values()), "") or element.get(b"ref", "").strip()
            else:
                said = _with_vocabulary(element, element.get(b"code", "").strip())
            if said:
                told.setdefault(tag, {})[said] = None
        self.narratives.mismatched = mismatched
        for tag, texts in told.items():
            self.found.extra[f"transaction/{tag}"] = "; ".join(texts)

    def _told(self, element: _Element, name: str = "") -> None:
        # The language of a document's title is no matter of the activity's.
        mismatched = self.narratives.mismatched
        told = in_a_line(element, self.narratives, self.money.currency)
        self.narratives.mismatched = mismatched
        if told:
            self.found.keep(name or str(element.tag), told)

    def _related(self, element: _Element) -> None:
        reference = " ".join(element.get(b"ref", "").split())
        kind = self.related_kinds.get(element.get(b"type", "").strip())
        if kind is None or not reference:
            self.note("iati-code-unknown", element, element.get(b"type", ""), where="related-activity")
            self.found.keep("related-activity", reference)
            return
        self.found.related.append(Related(id=reference, kind=kind))

    def _result(self, element: _Element) -> None:
        texts, measured = self.results.read(element, self.line)
        for described in self.results.described:
            self.found.keep("result/description", described)
        self.found.results += texts
        self.found.measured += measured

    def _hierarchy(self, element: _Element, written: str) -> int | None:
        if written.strip().isdecimal() and len(written) < 6:
            return int(written)
        self.note("iati-code-unknown", element, written, where="@hierarchy")
        return None


def _with_vocabulary(element: _Element, code: str) -> str:
    """A code, with its vocabulary where that is not the first one."""
    vocabulary = element.get(b"vocabulary", "1").strip()
    return code if vocabulary in ("1", "") or not code else f"{vocabulary}:{code}"


def _left(element: _Element) -> None:
    """Elements that say nothing of where the work is, what it is for or what it costs."""
