"""From an `iati-activity` element to an activity.

What is read follows the sequence of IATI 2.03; 2.01 and 2.02 know less of the same. Each child element has
one method below; what has none is told once per file, so that nothing is lost silently.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sdgkit.activities.activity import (
    Activity,
    Declaration,
    Marker,
    Measured,
    Origin,
    Partner,
    PlaceShare,
    RegionMention,
    Related,
    Sector,
    When,
)
from sdgkit.activities.iati.codes import agenda_code, areas, code_lists, country_of, elements
from sdgkit.activities.iati.kept import in_a_line
from sdgkit.activities.iati.money import MoneyReader, day_of
from sdgkit.activities.iati.narratives import (
    LANG,
    NO_TEXT,
    Narratives,
    as_text,
    cleaned,
    joined_texts,
    language_tag,
)
from sdgkit.activities.iati.pieces import children, line_of
from sdgkit.activities.iati.results import ResultReader
from sdgkit.activities.trusted import made_text, maker
from sdgkit.errors import UsageError
from sdgkit.findings import Finding
from sdgkit.languages import Text
from sdgkit.places import PlaceMention, find_places, region, regions

if TYPE_CHECKING:
    from lxml.etree import _Element

Key = tuple[str | None, ...]
"""The attributes that an element is read by, as they stand there, and what else of it must be the same."""

_made_activity = maker(Activity)
_made_origin = maker(Origin)
_made_sector = maker(Sector)
_ATTRIBUTES = ("humanitarian", "last-updated-datetime", "budget-not-provided", "linked-data-uri")
"""Attributes of an activity that are kept as they are."""
_HUNDRED = Decimal(100)
_MOST_KNOWN = 20_000
"""Elements of one kind that are remembered."""
_ROUNDING = Decimal("0.1")
"""Percentages that miss 100 by less than this were rounded."""


@lru_cache(maxsize=20_000)
def share_of(percentage: str) -> Fraction | None:
    """A percentage as an exact part of one; None where it is no number from 0 to 100.

    Example:
        >>> share_of("33.3"), share_of("120"), share_of("a")
        (Fraction(333, 1000), None, None)
    """
    try:
        number = Decimal(percentage.strip().rstrip("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= _HUNDRED:
        return None
    return Fraction(number) / 100


def _sum_said(percentages: tuple[str | None, ...]) -> str:
    """What is wrong with percentages that belong together: code of the finding and number; "" for nothing."""
    given = [one for one in percentages if one is not None]
    if len(given) < len(percentages):
        return f"iati-percentages-missing {len(percentages) - len(given)}"
    if any(share_of(one) is None for one in given):
        return ""
    total = sum((Decimal(one.strip().rstrip("%").strip()) for one in given), Decimal(0))
    if total == _HUNDRED:
        return ""
    code = "iati-percentages-rounded" if abs(total - _HUNDRED) < _ROUNDING else "iati-percentages-wrong"
    return f"{code} {total.normalize():f}"


@lru_cache(maxsize=50_000)
def _when(day: dt.date, written: str) -> When:
    return When(first=day, last=day, precision="day", written=written)


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


@lru_cache(maxsize=50_000)
def _places(name: str, iso3: str) -> tuple[PlaceMention, ...]:
    return tuple(
        place for place in find_places(name, iso3, cell=True) if place.kind in ("region", "city", "town")
    )


@lru_cache(maxsize=200)
def _has_regions(iso3: str) -> bool:
    return bool(regions(iso3))


class _Gathered:
    """What the children of one activity have said so far."""

    __slots__ = (
        "areas", "countries", "dates", "declared", "descriptions", "extra", "identifier", "locations", "markers",
        "measured", "partners", "parts_of_places", "place_shares", "reference", "related", "reporter", "results",
        "sector_shares", "sectors", "status", "title",
    )  # fmt: skip

    def __init__(self) -> None:
        self.identifier = ""
        self.reference = ""
        self.reporter: dict[str, str] = {}
        self.status = ""
        self.title: dict[str, str] = {}
        self.descriptions: dict[str, list[dict[str, str]]] = {}
        self.results: list[dict[str, str]] = []
        self.measured: list[Measured] = []
        self.partners: list[Partner] = []
        self.countries: list[str] = []
        self.areas: list[str] = []
        self.place_shares: list[str | None] = []
        self.parts_of_places: list[PlaceShare] = []
        self.locations: list[_Element] = []
        self.dates: dict[str, When] = {}
        self.sectors: list[Sector] = []
        self.sector_shares: dict[str, list[str | None]] = {}
        self.markers: list[Marker] = []
        self.declared: list[Declaration] = []
        self.related: list[Related] = []
        self.extra: dict[str, str] = {}


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
        self.money = MoneyReader(file, self.note, lists["transactions"])
        self.results = ResultReader(file, self.narratives, self.note, self._reference)
        self.vocabularies = lists["sectors"]
        self.roles, self.related_kinds = lists["roles"], lists["related"]
        self.statuses, self.date_types = lists["statuses"], lists["dates"]
        self.tags, self.description_types = lists["tags"], lists["descriptions"]
        self.unread: Counter[str] = Counter()
        self.left = 0
        """Elements of old systems that are left out because persons may stand in them."""
        # What an element with these attributes said when it was read for the first time and nothing had to be told.
        self.partners: dict[Key, Partner] = {}
        self.reporters: dict[Key, tuple[str, str, dict[str, str]]] = {}
        self.sectors: dict[Key, Sector] = {}
        self.days: dict[Key, tuple[str, When]] = {}
        self.marks: dict[Key, Marker] = {}
        self.tagged: dict[Key, Declaration] = {}
        self.places: dict[Key, tuple[str, str, PlaceShare | None]] = {}
        self.sums: dict[tuple[str | None, ...], str] = {}
        self.found = _Gathered()
        nothing: Callable[[_Element], None] = _left
        self.readers: dict[Any, Callable[[_Element], None]] = {
            **dict.fromkeys(elements("left"), nothing),
            **dict.fromkeys(elements("kept"), self._kept),
            **dict.fromkeys(elements("told"), self._told),
            "legacy-data": self._legacy,
            "iati-identifier": self._identifier,
            "reporting-org": self._reporting,
            "title": self._title,
            "description": self._description,
            "participating-org": self._partner,
            "other-identifier": self._other_identifier,
            "activity-status": self._status,
            "activity-date": self._date,
            "recipient-country": self._country,
            "recipient-region": self._area,
            "location": self._location,
            "sector": self._sector,
            "tag": self._tag,
            "humanitarian-scope": self._scope,
            "policy-marker": self._marker,
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
        self.found = found = _Gathered()
        said: dict[str, str] = dict(zip(element.keys(), element.values(), strict=True))  # type: ignore[arg-type]
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

    def _activity(self, element: _Element, said: dict[str, str], found: _Gathered) -> Activity:
        """The activity of an element, of its attributes and of what its children have said."""
        if self.money.flows:
            self._from_transactions(found)
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
                self._check_sum(element, shares, vocabulary)
        if len(found.place_shares) > 1:
            self._check_sum(element, found.place_shares)
        mentions = self._regions(found, start) if found.locations else ()
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
                "origin": _made_origin({"file": self.file, "sheet": "", "row": row}),
                "title": made_text(found.title) if found.title else NO_TEXT,
                "description": texts.get("description", NO_TEXT),
                "objectives": texts.get("objectives", NO_TEXT),
                "results": as_text(joined_texts(found.results)) if found.results else NO_TEXT,
                "partners": tuple(found.partners),
                "countries": tuple(found.countries),
                "areas": tuple(found.areas),
                "place_shares": _joined_shares(found.parts_of_places),
                "regions": mentions,
                "start": start,
                "end": end,
                "status": found.status,
                "money": self.money.all(),
                "sectors": tuple(found.sectors),
                "section": "",
                "markers": tuple(found.markers),
                "declared": _once(found.declared) if len(found.declared) > 1 else tuple(found.declared),
                "volunteers": None,
                "beneficiaries": texts.get("beneficiaries", NO_TEXT),
                "measured": tuple(found.measured),
                "hierarchy": None if hierarchy is None else self._hierarchy(element, hierarchy),
                "related": tuple(found.related),
                "duplicate_of": None,
                "extra": extra,
            }
        )

    def rest(self) -> None:
        """Let go of the elements of the last activity."""
        self.found = _Gathered()
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

    # ---- children, in the order of the standard ------------------------------------------------------------

    def _identifier(self, element: _Element) -> None:
        text = element.text
        if text:
            self.found.identifier = " ".join(text.split())

    def _reporting(self, element: _Element) -> None:
        key = self._raw_key(element)
        known = self.reporters.get(key) if key else None
        if known is None:
            names = self.narratives.of(element)
            reference = element.get("ref", "").strip()
            known = (f"{reference} {next(iter(names.values()), '')}".strip(), reference, names)
            if element.get("secondary-reporter") in ("1", "true"):
                self.found.extra["secondary-reporter"] = "1"
            elif key and len(self.reporters) < _MOST_KNOWN:
                self.reporters[key] = known
        found = self.found
        found.extra["reporting-org"], found.reference, found.reporter = known

    def _title(self, element: _Element) -> None:
        title = self.narratives.of(element)
        # Version 1 has a title for each language.
        self.found.title = {**title, **self.found.title} if self.found.title else title

    def _description(self, element: _Element) -> None:
        texts = self.narratives.of(element)
        if texts:
            name = self.description_types.get(element.get("type", "1"), "description")
            self.found.descriptions.setdefault(name, []).append(texts)

    def _partner(self, element: _Element) -> None:
        """An organisation; the same ones come again and again, so each is read once."""
        key = self._raw_key(element)
        known = self.partners.get(key) if key else None
        if known is not None:
            self.found.partners.append(known)
            return
        own = element.get("activity-id")
        if own:
            self._keep("participating-org/@activity-id", " ".join(own.split()))
        before = len(self.findings)
        mismatched = self.narratives.mismatched
        self._read_partner(element)
        # What was told is told again for every activity, so only what is sound is kept.
        sound = len(self.findings) == before and self.narratives.mismatched == mismatched
        if key and sound and not own and len(self.partners) < _MOST_KNOWN:
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

    def _other_identifier(self, element: _Element) -> None:
        # In version 1 the identifier is the text.
        reference = " ".join((element.get("ref") or element.text or "").split())
        if reference:
            self._keep("other-identifier", reference)

    def _status(self, element: _Element) -> None:
        code = element.get("code", "").strip()
        status = self.statuses.get(code)
        if status is None:
            self.note("iati-code-unknown", element, code, where="activity-status")
            self._keep("activity-status", code)
        else:
            self.found.status = status

    def _date(self, element: _Element) -> None:
        given = element.get("iso-date")
        key = (element.get("type"), given)
        known = self.days.get(key)
        if known is not None:
            self.found.dates[known[0]] = known[1]
            return
        kind = self.date_types.get((key[0] or "").strip())
        written = given or element.text or ""
        if kind is None:
            self.note("iati-code-unknown", element, element.get("type", ""), where="activity-date")
            return
        day = day_of(written)
        if day is None:
            self.note("iati-date-unreadable", element, written)
            return
        when = _when(day, written.strip())
        self.found.dates[kind] = when
        if given and len(self.days) < _MOST_KNOWN:
            self.days[key] = (kind, when)

    def _kept(self, element: _Element) -> None:
        code = element.get("code", "").strip()
        if code:
            self._keep(str(element.tag), _with_vocabulary(element, code))

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
                said = next(iter(names.values()), "") or element.get("ref", "").strip()
            else:
                said = _with_vocabulary(element, element.get("code", "").strip())
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
            self._keep(name or str(element.tag), told)

    def _keep(self, name: str, text: str) -> None:
        extra = self.found.extra
        extra[name] = f"{extra[name]}; {text}" if name in extra else text

    def _country(self, element: _Element) -> None:
        found = self.found
        percentage = element.get("percentage")
        found.place_shares.append(percentage)
        key = (element.get("code"), percentage)
        known = self.places.get(key)
        if known is not None:
            iso3, kept, share = known
            if share is not None:
                found.parts_of_places.append(share)
            if iso3 not in found.countries:
                found.countries.append(iso3)
            if kept:
                self._keep("recipient-country", kept)
            return
        share = self._part_of_place(element, share_of(percentage)) if percentage is not None else None
        code = (key[0] or "").strip()
        iso3 = country_of(code)
        if not iso3:
            self.note("iati-country-unknown", element, code)
            if code and code not in found.areas:
                found.areas.append(code)
        elif iso3 not in found.countries:
            found.countries.append(iso3)
        kept = ""
        if percentage is not None or not iso3:
            kept = f"{code} {percentage}%" if percentage else code or "?"
            self._keep("recipient-country", kept)
        if iso3 and len(self.places) < _MOST_KNOWN:
            self.places[key] = (iso3, kept, share)

    def _part_of_place(self, element: _Element, part: Fraction | None) -> PlaceShare | None:
        """Add the part of the money of a country (by its ISO 3166-1 alpha-3) or region of the world (by its code)."""
        code = (element.get("code") or "").strip()
        key = country_of(code) or code if element.tag == "recipient-country" else code
        if part is None or not key:
            return None
        share = PlaceShare(code=key, share=part)
        self.found.parts_of_places.append(share)
        return share

    def _area(self, element: _Element) -> None:
        found = self.found
        vocabulary = element.get("vocabulary", "1").strip()
        code = element.get("code", "").strip()
        percentage = element.get("percentage")
        area = areas().get((vocabulary, code))
        names = self.narratives.of(element)
        shown = next(iter(names.values()), area.title if area else "")
        found.place_shares.append(percentage)
        if percentage is not None:
            self._part_of_place(element, share_of(percentage))
        words = f"{code} {shown}".strip()
        self._keep("recipient-region", f"{words} {percentage}%" if percentage else words)
        if area is None:
            if vocabulary in ("1", "2"):
                self.note("iati-code-unknown", element, code, where="recipient-region")
        elif area.countries:
            found.countries += [one for one in area.countries if one not in found.countries]
        if area is not None and not area.everywhere and code not in found.areas:
            found.areas.append(code)

    def _location(self, element: _Element) -> None:
        self.found.locations.append(element)

    def _sector(self, element: _Element, part: Fraction | None = None, *, whole: bool = True) -> None:
        """A sector of the activity, or (`whole` false) of a transaction that holds `part` of its money."""
        found = self.found
        given = element.get("vocabulary")
        percentage = element.get("percentage")
        key = (given, element.get("code"), percentage)
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
            uri = element.get("vocabulary-uri")
            # Two lists of one's own that have different addresses are two vocabularies.
            name = f"{written} {uri}" if uri and vocabulary.startswith("own") else written
            found.sector_shares.setdefault(name, []).append(percentage)
        share = share_of(percentage) if percentage else part
        if percentage and share is None:
            self.note("iati-percentage-unread", element, percentage)
        if vocabulary in ("goal", "target", "indicator"):
            self._declare(element, code, "sector", f"sector[@vocabulary='{written}']", vocabulary, share)
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
                and len(self.sectors) < _MOST_KNOWN
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

    def _tag(self, element: _Element) -> None:
        key = (element.get("vocabulary"), element.get("code"))
        known = self.tagged.get(key)
        if known is not None:
            self.found.declared.append(known)
            return
        vocabulary = (key[0] or "").strip()
        code = (key[1] or "").strip()
        level = self.tags.get(vocabulary)
        if level is None:
            named = next(iter(self.narratives.of(element).values()), "")
            self._keep(f"tag:{vocabulary}", f"{code} {named}".strip())
            return
        before = len(self.findings)
        self._declare(element, code, "tag", f"tag[@vocabulary='{vocabulary}']", level)
        if len(self.findings) == before and len(self.tagged) < _MOST_KNOWN:
            self.tagged[key] = self.found.declared[-1]

    def _scope(self, element: _Element) -> None:
        names = self.narratives.of(element)
        parts = [element.get("type", ""), element.get("vocabulary", ""), element.get("code", "")]
        self._keep("humanitarian-scope", " ".join([":".join(parts), next(iter(names.values()), "")]).strip())

    def _marker(self, element: _Element) -> None:
        key = (element.get("code"), element.get("vocabulary"), element.get("significance"))
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
                self._keep("policy-marker", f"{vocabulary}:{code} {next(iter(names.values()))}")
        marker = _plain_marker(code, significance, "1" if vocabulary == "DAC" else vocabulary)
        self.found.markers.append(marker)
        if len(self.findings) == before and len(self.marks) < _MOST_KNOWN:
            self.marks[key] = marker

    def _related(self, element: _Element) -> None:
        reference = " ".join(element.get("ref", "").split())
        kind = self.related_kinds.get(element.get("type", "").strip())
        if kind is None or not reference:
            self.note("iati-code-unknown", element, element.get("type", ""), where="related-activity")
            self._keep("related-activity", reference)
            return
        self.found.related.append(Related(id=reference, kind=kind))

    def _result(self, element: _Element) -> None:
        texts, measured = self.results.read(element, self.line)
        for described in self.results.described:
            self._keep("result/description", described)
        self.found.results += texts
        self.found.measured += measured

    def _reference(self, element: _Element) -> None:
        if element.get("vocabulary", "").strip() == "9":
            self._declare(
                element,
                element.get("code", "").strip(),
                "reference",
                "result/indicator/reference",
                "indicator",
            )

    # ---- what is settled when all children are read --------------------------------------------------------

    def _hierarchy(self, element: _Element, written: str) -> int | None:
        if written.strip().isdecimal() and len(written) < 6:
            return int(written)
        self.note("iati-code-unknown", element, written, where="@hierarchy")
        return None

    def _check_sum(self, element: _Element, shares: list[str | None], vocabulary: str | None = None) -> None:
        """Tell where the percentages of a vocabulary of sectors, or of all places, are no whole."""
        key = tuple(shares)
        said = self.sums.get(key)
        if said is None:
            said = _sum_said(key)
            if len(self.sums) < _MOST_KNOWN:
                self.sums[key] = said
        if said:
            where = "recipient-country, recipient-region"
            if vocabulary is not None:
                where = f"sector[@vocabulary='{vocabulary}']"
            code, _, value = said.partition(" ")
            number = "number" if code == "iati-percentages-missing" else "total"
            self.note(code, element, where, **{number: value})

    def _from_transactions(self, found: _Gathered) -> None:
        """Sectors and places that stand on the transactions, where the activity itself has none."""
        if not found.sector_shares:
            parts: dict[tuple[str, str], list[Any]] = {}
            for element, part in self.money.parts_of("sectors"):
                key = ((element.get("vocabulary") or "1").strip(), (element.get("code") or "").strip())
                if key not in parts:
                    parts[key] = [element, part]
                elif part is not None:
                    parts[key][1] = (parts[key][1] or Fraction(0)) + part
            for element, part in parts.values():
                self._sector(element, part, whole=False)
        if not found.place_shares:
            elements, shares = self.money.places()
            seen: set[tuple[str, str, str]] = set()
            for element in elements:
                key3 = (str(element.tag), element.get("vocabulary", ""), element.get("code", ""))
                if key3 not in seen:
                    seen.add(key3)
                    (self._country if element.tag == "recipient-country" else self._area)(element)
            found.place_shares.clear()
            found.parts_of_places.clear()
            for element, part in shares:
                self._part_of_place(element, part)

    def _regions(self, found: _Gathered, start: When | None) -> tuple[RegionMention, ...]:
        """The regions that locations name, where one of the countries has regions that sdgkit knows."""
        home = next((one for one in found.countries if _has_regions(one)), "")
        mentions: dict[str, RegionMention] = {}
        for location in found.locations:
            if len(location) > 1:
                self._told(location, "location/details")
            names = list(_location_names(location))
            mention = self._by_code(location) or next(
                (
                    RegionMention(code=place.code, written=place.written)
                    for name in names
                    if home
                    for place in _places(name, home)
                ),
                None,
            )
            if mention is not None:
                mentions.setdefault(mention.code, mention)
                continue
            shown = names[0] if names else " ".join((location.findtext("point/pos") or "").split())
            if shown:
                self._keep("location", shown)
                if home and not any(country_of_name(name) for name in names):
                    self.note("iati-location-unread", location, shown)
        return tuple(mentions.values())

    def _by_code(self, location: _Element) -> RegionMention | None:
        """The region of an ISO 3166-2 code in the reference or the administrative divisions."""
        for written in (
            location.get("ref"),
            *(one.get("code") for one in children(location) if one.tag == "administrative"),
        ):
            if written and "-" in written and len(written) <= 6:
                try:
                    return RegionMention(code=region(written).code, written=written)
                except UsageError:
                    continue
        return None


def _joined_shares(parts: list[PlaceShare]) -> tuple[PlaceShare, ...]:
    """The parts of each place; none where they are more than the whole, as with two vocabularies of regions."""
    if len(parts) < 2:
        return tuple(parts)
    of_place: dict[str, Fraction] = {}
    for part in parts:
        of_place[part.code] = of_place.get(part.code, Fraction(0)) + part.share
    if sum(of_place.values()) > 1:
        return ()
    return tuple(PlaceShare(code=code, share=share) for code, share in of_place.items())


def _with_vocabulary(element: _Element, code: str) -> str:
    """A code, with its vocabulary where that is not the first one."""
    vocabulary = element.get("vocabulary", "1").strip()
    return code if vocabulary in ("1", "") or not code else f"{vocabulary}:{code}"


def _left(element: _Element) -> None:
    """Elements that say nothing of where the work is, what it is for or what it costs."""


@lru_cache(maxsize=5000)
def country_of_name(name: str) -> bool:
    """Whether a name is that of a whole country, or of a group of countries.

    Example:
        >>> country_of_name("Kazakhstan"), country_of_name("Somewhere")
        (True, False)
    """
    return any(place.kind in ("country", "all", "regional") for place in find_places(name, cell=True))


def _location_names(location: _Element) -> Iterable[str]:
    """The names of a place, then what is said of it."""
    parts = children(location)
    for tag in ("name", "description", "activity-description"):
        for part in parts:
            for narrative in part.iter("narrative", tag) if part.tag == tag else ():
                text = cleaned(narrative.text or "")
                if text:
                    yield text


def _once(declared: list[Declaration]) -> tuple[Declaration, ...]:
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
