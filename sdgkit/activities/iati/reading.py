"""Reading IATI: files of the International Aid Transparency Initiative, versions 2.01 to 2.03.

Files may be larger than memory, so they are streamed: one activity at a time is read and then forgotten. They may
come from anybody, so nothing outside the file is ever opened, entities are not resolved, and a document type
declaration, which only IATI's attackers need, is refused.

A file that is damaged in the middle is read as far as it is well-formed; what follows the damage is read again with
a parser that goes on, and told. An activity that the file breaks off in is left out, because an amount may be cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from sdgkit.activities.activity import Activity
from sdgkit.activities.iati.activity import ActivityReader
from sdgkit.activities.iati.beginning import Before, document_at, following_documents, from_its_beginning
from sdgkit.activities.iati.codes import versions
from sdgkit.activities.iati.narratives import LANG
from sdgkit.activities.iati.pieces import Unusual, children, pieces
from sdgkit.activities.register import Register, SourceFile
from sdgkit.errors import InputError
from sdgkit.files import existing_file, sha256
from sdgkit.findings import Finding

if TYPE_CHECKING:
    from lxml.etree import _Element

Progress = Callable[[int], None]
"""Called now and then with the number of activities that are read."""

ROOTS = frozenset(["iati-activities", "iati-activity", "result"])
"""Elements that an IATI file begins with; "result" is what data services wrap around it."""

EVERY = 500
"""Activities between two calls of `progress`."""

MOST_DAMAGES = 100
"""Places where the XML is broken that are told one by one."""

_PROLOG = 64 * 1024


class Opening(NamedTuple):
    """What the first element of a file says: version, language, and the namespace it stands in; IATI has none."""

    version: str
    language: str
    namespace: str = ""


def read_iati(path: str | Path, *, progress: Progress | None = None) -> Register:
    """Read an IATI file as a register.

    Args:
        path: the file.
        progress: called now and then with the number of activities that are read.

    Returns:
        All activities with findings; their ids are the IATI identifiers. An activity that the file holds twice
        stays, marked as a duplicate, so that its money is counted once.

    Raises:
        InputError: the file is missing, empty, no IATI, not XML from the start, or has a document type declaration.
    """
    path = Path(path)
    findings: list[Finding] = []
    activities: list[Activity] = []
    for activity in iter_iati(path, findings):
        activities.append(activity)
        if progress and len(activities) % EVERY == 0:
            progress(len(activities))
    if progress:
        progress(len(activities))
    source = SourceFile(file=path.name, sha256=sha256(path), format="iati", records=len(activities))
    return Register(activities=tuple(activities), findings=tuple(findings), sources=(source,))


def iter_iati(path: str | Path, findings: list[Finding] | None = None) -> Iterator[Activity]:
    """Read the activities of an IATI file one by one, however large it is.

    Args:
        path: the file.
        findings: list that findings are added to while the file is read; those about the whole file come last.

    Yields:
        The activities, in the order of the file.

    Raises:
        InputError: the file is missing, empty, no IATI, not XML from the start, or has a document type declaration.
    """
    path = existing_file(Path(path))
    noted: list[Finding] = [] if findings is None else findings
    with from_its_beginning(path) as (sound, before):
        if before is not None:
            details = {"number": str(before.size)}
            noted.append(Finding(code="activities.iati-text-before", file=path.name, row=1, details=details))
        yield from _activities(sound, noted, {})


def _activities(
    path: Path, noted: list[Finding], seen: dict[str, int], *, is_part: bool = False
) -> Iterator[Activity]:
    """The activities of a file that begins with its XML.

    Args:
        path: the file.
        noted: list that findings are added to.
        seen: how often each identifier has occurred.
        is_part: whether the file is one of several documents that stood in one.
    """
    opening = check_iati(path)
    if opening.version not in versions():
        noted.append(Finding(code="activities.iati-version", file=path.name, value=opening.version or "—"))
    if opening.namespace:
        noted.append(Finding(code="activities.iati-namespace", file=path.name, value=opening.namespace))
    reader = ActivityReader(path.name, noted, opening.language)
    number = 0
    try:
        for root, reader.line in pieces(path, _SAFE):
            elements = children(root)
            for element in elements:
                activity = reader.read(element)
                number += 1
                if activity.id in seen:
                    activity = _again(activity, seen, noted)
                else:
                    seen[activity.id] = 1
                yield activity
                if reader.within:
                    elements += reader.within
                    reader.within.clear()
            # Let the piece go before the next one is parsed, so that it gets the same memory, still at hand.
            root = element = elements = None  # type: ignore[assignment]
            reader.rest()
        is_read = True
    except Unusual:
        is_read = False
    try:
        reader.line = 0
        for element in () if is_read else islice(_elements(path, opening.namespace), number, None):
            number += 1
            yield _unique(reader.read(element), seen, noted)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        is_behind = getattr(error, "code", None) in _BEHIND
        others = following_documents(path) if is_behind and not is_part else []
        if others:
            reader.closing()
            details = {"number": str(len(others) + 1)}
            noted.append(
                Finding(code="activities.iati-several-documents", file=path.name, row=line, details=details)
            )
            yield from _of_documents(path, others, noted, seen)
            return
        details = {"reason": _reason(error)}
        noted.append(Finding(code="activities.iati-damaged", file=path.name, row=line, details=details))
        for activity in _after_damage(path, reader, number, line, opening.namespace):
            number += 1
            yield _unique(activity, seen, noted)
        if number == 0:
            raise InputError("files.unreadable", file=path.name, reason=_reason(error)) from None
    if number == 0:
        noted.append(Finding(code="activities.iati-no-activity", file=path.name))
    reader.closing()


def _of_documents(
    path: Path, others: list[Before], noted: list[Finding], seen: dict[str, int]
) -> Iterator[Activity]:
    """The activities of the documents that stand in a file behind its first one."""
    for place, before in enumerate(others):
        end = others[place + 1].size if place + 1 < len(others) else None
        with document_at(path, before, end) as document:
            try:
                yield from _activities(document, noted, seen, is_part=True)
            except InputError as error:
                details = {"reason": str(error.details.get("reason", error.code))}
                noted.append(
                    Finding(
                        code="activities.iati-damaged", file=path.name, row=before.lines + 1, details=details
                    )
                )


_BEHIND = (etree.ErrorTypes.ERR_DOCUMENT_END, etree.ErrorTypes.ERR_RESERVED_XML_NAME)
"""Errors of what stands behind the end of a document: anything at all, or a second declaration."""


def check_iati(path: Path) -> Opening:
    """Look at the beginning of a file: is it IATI, and is it safe to go on?

    Raises:
        InputError: it is missing, empty, no IATI, not XML from the start, or has a document type declaration.
    """
    existing_file(path)
    with path.open("rb") as stream:
        head = stream.read(_PROLOG)
    if _declares_type(head):
        raise InputError(
            "files.unsafe", file=path.name, reason="it has a document type declaration (DOCTYPE)"
        )
    try:
        with path.open("rb") as stream:
            for _, root in etree.iterparse(stream, events=("start",), **_SAFE):
                if root.getroottree().docinfo.doctype:
                    reason = "it has a document type declaration (DOCTYPE)"
                    raise InputError("files.unsafe", file=path.name, reason=reason)
                name = etree.QName(root)
                if name.localname == "iati-organisations":
                    raise InputError("activities.iati-organisation", file=path.name)
                # "result" is a word of many; only without a namespace is it the one of data services.
                if name.localname not in ROOTS or (name.namespace and name.localname == "result"):
                    raise InputError("activities.xml-not-iati", file=path.name, element=name.localname)
                return Opening(root.get("version", "").strip(), root.get(LANG, ""), name.namespace or "")
    except etree.XMLSyntaxError as error:
        raise InputError("files.unreadable", file=path.name, reason=_reason(error)) from None
    raise InputError("files.unreadable", file=path.name, reason="it holds no element")


def _declares_type(head: bytes) -> bool:
    """Whether a document type declaration stands before the first element, in any usual encoding."""
    # Every second byte of UTF-16 is a zero here, and three of four of UTF-32; what is looked for is plain ASCII.
    plain = re.sub(rb"<!--.*?-->", b"", head.replace(b"\x00", b""), flags=re.DOTALL)
    return bool(re.match(rb"[^<]*(?:<\?.*?\?>[^<]*)*<!DOCTYPE", plain, flags=re.DOTALL | re.IGNORECASE))


_SAFE: dict[str, Any] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "attribute_defaults": False, "huge_tree": False, "remove_comments": True, "remove_pis": True, "collect_ids": False,
}  # fmt: skip


def _elements(path: Path, namespace: str) -> Iterator[_Element]:
    """The activities of a file as elements; each is emptied when the next one is asked for."""
    with path.open("rb") as file:
        stream = etree.iterparse(file, events=("end",), tag=_name("iati-activity", namespace), **_SAFE)
        yield from _emptied(stream, namespace)


def _name(name: str, namespace: str) -> str:
    return f"{{{namespace}}}{name}" if namespace else name


def _without_namespace(element: _Element, namespace: str) -> None:
    """Give the element and all in it the names that IATI has."""
    start = f"{{{namespace}}}"
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag.startswith(start):
            one.tag = one.tag[len(start) :]


def _emptied(stream: Iterable[tuple[str, _Element]], namespace: str) -> Iterator[_Element]:
    for _, element in stream:
        if namespace:
            _without_namespace(element, namespace)
        yield element
        parent = element.getparent()
        element.clear()
        # The ones before, not this one: the parser may still hold on to the last element that it closed.
        # Within another activity, whose closing tag is missing, nothing is taken away from that.
        if parent is not None and parent.tag != _name("iati-activity", namespace):
            while element.getprevious() is not None:
                del parent[0]


def _after_damage(
    path: Path, reader: ActivityReader, known: int, first: int | None, namespace: str
) -> Iterator[Activity]:
    """The activities behind a place where the XML is broken, but for one that the file breaks off in.

    Args:
        path: the file.
        reader: reads the activities and takes the findings.
        known: number of activities that were read before.
        first: line of the first damage, which is told already.
        namespace: that the elements stand in.
    """
    name = _name("iati-activity", namespace)
    stream = etree.iterparse(str(path), events=("end",), tag=name, recover=True, **_SAFE)
    read: list[Activity] = []
    for number, element in enumerate(_emptied(stream, namespace), start=1):
        if number > known:
            read.append(reader.read(element))
    broken = {entry.line: entry for entry in reversed(stream.error_log)}
    unfinished = any(
        entry.type_name == "ERR_TAG_NOT_FINISHED"
        and not re.search(rf"\b(?:{'|'.join(ROOTS - {'iati-activity'})})\b", entry.message)
        for entry in broken.values()
    )
    for line, entry in sorted(broken.items())[:MOST_DAMAGES]:
        if line != first:
            details = {"reason": " ".join(entry.message.split())}
            reader.findings.append(
                Finding(code="activities.iati-damaged", file=path.name, row=line, details=details)
            )
    if read and unfinished:
        last = read.pop()
        reader.note("iati-broken-off", None, last.id)
    lines = sorted(broken)
    for place, activity in enumerate(read):
        begin = activity.origin.row or 0
        found = bisect_left(lines, begin)
        following = read[place + 1].origin.row or 0 if place + 1 < len(read) else None
        if found < len(lines) and (following is None or lines[found] < following):
            reader.note("iati-activity-damaged", None, activity.id)
        yield activity


def _unique(activity: Activity, seen: dict[str, int], findings: list[Finding]) -> Activity:
    """The activity, marked as a duplicate where its identifier has occurred before."""
    if activity.id in seen:
        return _again(activity, seen, findings)
    seen[activity.id] = 1
    return activity


def _again(activity: Activity, seen: dict[str, int], findings: list[Finding]) -> Activity:
    times = seen[activity.id] = seen[activity.id] + 1
    origin = activity.origin
    findings.append(
        Finding(code="activities.iati-duplicate", file=origin.file, row=origin.row, value=activity.id)
    )
    return activity.model_copy(update={"id": f"{activity.id}#{times}", "duplicate_of": activity.id})


def _reason(error: etree.XMLSyntaxError) -> str:
    return " ".join(str(error.msg or "not well-formed").split())[:200]
