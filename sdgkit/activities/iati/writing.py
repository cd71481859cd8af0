"""Writing IATI 2.03 with SDG tags: into the files that were read, or as new activities for the rows of a table.

A file that is IATI itself is copied byte for byte; nothing in it is written anew. Tags are put in where the schema
wants them, after `sector` and tags that stand there, and the version becomes 2.03, since earlier ones know no tags.
Where files are joined, the activities of the later ones are put behind those of the first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from lxml import etree

from sdgkit.activities.activity import Activity
from sdgkit.activities.iati.beginning import from_its_beginning
from sdgkit.activities.iati.codes import agenda_code
from sdgkit.activities.iati.minimal import minimal_activity
from sdgkit.activities.iati.reading import ROOTS, check_iati
from sdgkit.activities.reading import files_in
from sdgkit.activities.register import Register
from sdgkit.activities.sources.file_kind import kind_of_file
from sdgkit.errors import InputError
from sdgkit.files import Unpacked, files_within, written_whole
from sdgkit.findings import Finding

Tags = Mapping[str, Sequence[tuple[int, str | None]]]
"""id of an activity -> its goals and targets."""

SEQUENCE = (
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier",
    "activity-status", "activity-date", "contact-info", "activity-scope", "recipient-country", "recipient-region",
    "location", "sector", "tag", "country-budget-items", "humanitarian-scope", "policy-marker", "collaboration-type",
    "default-flow-type", "default-finance-type", "default-aid-type", "default-tied-status", "budget",
    "planned-disbursement", "capital-spend", "transaction", "document-link", "related-activity", "legacy-data",
    "conditions", "result", "crs-add", "fss",
)  # fmt: skip
"""The children of an activity in the order that IATI 2.03 asks for (iati-activities-schema.xsd)."""

_BEFORE = frozenset(SEQUENCE[: SEQUENCE.index("tag") + 1])
_CHUNK = 256 * 1024


class Insertion(NamedTuple):
    """Bytes that stand in the place of those from `start` to before `end`."""

    start: int
    end: int
    content: bytes


class Layout(NamedTuple):
    """Where things stand in an IATI file, counted in bytes.

    Attributes:
        insertions: what is put in, in the order of the file.
        encoding: of the file.
        first: where the first child of the root begins; -1 where it has none.
        last: where the closing tag of the root begins.
        found: ids of the activities that the file holds.
    """

    insertions: tuple[Insertion, ...]
    encoding: str
    first: int
    last: int
    found: frozenset[str]


def write_iati(
    register: Register, tags: Tags, path: str | Path, *, sources: Sequence[str | Path] = ()
) -> tuple[Finding, ...]:
    """Write the activities of a register as IATI 2.03 with SDG tags.

    A target is written with vocabulary 3; a goal with vocabulary 2, and only where no target of it stands, as the
    standard's guidance asks. Tags that stand there are kept and not doubled. Activities of an IATI file that are not
    in the register (because only one country was asked for) stay as they are.

    Args:
        register: the activities.
        tags: their goals and targets.
        path: the file to write; whole or not at all. It may be one of the sources.
        sources: the files that the register was read from; those that are IATI are copied.

    Returns:
        Findings: what IATI asks for and the register does not say, and what could not be written.

    Raises:
        InputError: a source cannot be read or is broken, or the file cannot be written.
    """
    given = [file for source in map(Path, sources) for file in files_in(source)]
    # What could not be read beside others has its finding already.
    read = {source.file for source in register.sources}
    with ExitStack() as packed:
        known = [
            one
            for file in given
            if not read or file.name in read or any(name.startswith(f"{file.name}/") for name in read)
            for one in packed.enter_context(files_within(file))
            if one.error is None and (not read or one.name in read)
        ]
        sound = [
            one._replace(path=packed.enter_context(from_its_beginning(one.path))[0])
            for one in known
            if kind_of_file(one.path) == "xml"
        ]
        return _written(sound, register, tags, Path(path))


def _written(files: Sequence[Unpacked], register: Register, tags: Tags, path: Path) -> tuple[Finding, ...]:
    """Write the file; `files` are the sources that are IATI."""
    names = {source.name for source in files}
    findings: list[Finding] = []
    rows = [one for one in register.activities if one.origin.file not in names and one.duplicate_of is None]
    new = []
    for activity in rows:
        element, told = minimal_activity(activity, wanted(tags.get(activity.id, ())))
        findings += told
        if element is not None:
            new.append(etree.tostring(element, encoding="unicode", pretty_print=True))
    text = "".join("  " + line + "\n" for one in new for line in one.rstrip().split("\n"))
    with written_whole(path) as temporary, temporary.open("wb") as target:
        if not files:
            target.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
            target.write(text.encode("utf-8"))
            target.write(b"</iati-activities>\n")
        else:
            findings += _copied(files, register, tags, text, target)
    return tuple(findings)


def wanted(pairs: Sequence[tuple[int, str | None]]) -> tuple[tuple[str, str], ...]:
    """The tags for goals and targets as (vocabulary, code): a goal only where none of its targets stands.

    Example:
        >>> wanted([(3, None), (3, "3.8"), (6, None)])
        (('3', '3.8'), ('2', '6'))
    """
    with_target = {goal for goal, target in pairs if target}
    found = [
        ("3", target) if target else ("2", str(goal))
        for goal, target in pairs
        if target or goal not in with_target
    ]
    return tuple(dict.fromkeys(found))


def _copied(
    files: Sequence[Unpacked], register: Register, tags: Tags, rows: str, target: IO[bytes]
) -> list[Finding]:
    findings: list[Finding] = []
    layouts = []
    for file in files:
        check_iati(file.path)
        own = {one.id: one for one in register.activities if one.origin.file == file.name}
        reader = _Splicer(file, own, tags, findings, first=file is files[0])
        layouts.append(reader.layout())
    encoding = layouts[0].encoding
    with files[0].path.open("rb") as stream:
        _copy(stream, target, layouts[0].insertions, 0, layouts[0].last)
        for file, layout in zip(files[1:], layouts[1:], strict=True):
            if layout.first < 0:
                continue
            with file.path.open("rb") as other:
                decoder = codecs.getincrementaldecoder(layout.encoding)("strict")
                _copy(
                    other, _Recoded(target, decoder, encoding), layout.insertions, layout.first, layout.last
                )
        target.write(rows.encode(encoding, "xmlcharrefreplace"))
        _copy(stream, target, (), layouts[0].last, None)
    return findings


class _Recoded:
    """Takes bytes of one encoding and writes them in another."""

    def __init__(self, target: IO[bytes], decoder: codecs.IncrementalDecoder, encoding: str) -> None:
        self.target, self.decoder, self.encoding = target, decoder, encoding

    def write(self, content: bytes) -> None:
        """Write a piece, which may end within a letter."""
        self.target.write(self.decoder.decode(content).encode(self.encoding, "xmlcharrefreplace"))


def _copy(
    stream: IO[bytes],
    target: IO[bytes] | _Recoded,
    insertions: Sequence[Insertion],
    first: int,
    last: int | None,
) -> None:
    """Copy the bytes from `first` to before `last`, with what is put in."""
    place = first
    for insertion in insertions:
        if insertion.start >= first and (last is None or insertion.end <= last):
            _pass(stream, target, place, insertion.start)
            target.write(insertion.content)
            place = insertion.end
    _pass(stream, target, place, last)


def _pass(stream: IO[bytes], target: IO[bytes] | _Recoded, first: int, last: int | None) -> None:
    stream.seek(first)
    left = last - first if last is not None else None
    while left is None or left > 0:
        piece = stream.read(_CHUNK if left is None else min(_CHUNK, left))
        if not piece:
            return
        target.write(piece)
        if left is not None:
            left -= len(piece)


class _Splicer:
    """Finds where tags go in one file; expat is used because it tells the byte at which a thing stands."""

    def __init__(
        self, file: Unpacked, own: Mapping[str, Activity], tags: Tags, findings: list[Finding], *, first: bool
    ) -> None:
        self.file, self.own, self.tags, self.findings, self.is_first = file, own, tags, findings, first
        self.insertions: list[Insertion] = []
        self.encoding = _encoding_of(file)
        self.line_end = _line_end(file, self.encoding)
        self.path: list[str] = []
        self.seen: dict[str, int] = {}
        self.found: set[str] = set()
        self.first = self.last = -1
        self.namespaces: dict[str, str] = {}
        self.prefix = ""
        """Before the names of all elements of IATI, where the file puts them into a namespace."""
        self.after_child = False
        """Whether the next thing that comes shows where a child ended that tags may follow."""
        self.place = -1
        self.blank = self.indent = ""
        self.identifier = ""
        self.present: set[tuple[str, str]] = set()

    def layout(self) -> Layout:
        """Read the file once and say where what stands, and what is put in.

        Raises:
            InputError: the file is not well-formed.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = False
        parser.StartElementHandler = lambda name, attributes: self._start(
            parser.CurrentByteIndex, self._plain(name), attributes
        )
        parser.EndElementHandler = lambda name: self._end(parser.CurrentByteIndex, self._plain(name))
        parser.CharacterDataHandler = lambda text: self._text(parser.CurrentByteIndex, text)
        other = lambda *_: self._other(parser.CurrentByteIndex)  # noqa: E731
        parser.CommentHandler = parser.ProcessingInstructionHandler = parser.StartCdataSectionHandler = other
        try:
            with self.file.path.open("rb") as stream:
                parser.ParseFile(stream)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise InputError("files.unreadable", file=self.file.name, reason=error) from None
        return Layout(
            tuple(sorted(self.insertions)), self.encoding, self.first, self.last, frozenset(self.found)
        )

    def _plain(self, name: str) -> str:
        """The name of an element without the prefix that the first one has."""
        if not self.path and name.partition(":")[2] in ROOTS:
            self.prefix = name.partition(":")[0] + ":"
        return name.removeprefix(self.prefix) if self.prefix else name

    def _put(self, place: int, text: str) -> None:
        self.insertions.append(Insertion(place, place, text.encode(self.encoding)))

    def _other(self, place: int) -> None:
        if self.after_child:
            self.place, self.after_child = place, False
        self.blank = ""

    def _text(self, place: int, text: str) -> None:
        if self.after_child:
            self.place, self.after_child = place, False
        level = len(self.path)
        if self._in_activity(level):
            self.blank = self.blank + text if text.isspace() else ""
        elif self.path[-1:] == ["iati-identifier"] and self._in_activity(level - 1):
            self.identifier += text

    def _in_activity(self, level: int) -> bool:
        """Whether the innermost of the first `level` open elements is an activity."""
        return level > 0 and self.path[level - 1] == "iati-activity"

    def _start(self, place: int, name: str, attributes: dict[str, str]) -> None:
        if self.after_child:
            self.place, self.after_child = place, False
        level = len(self.path)
        if level == 0 and name != "iati-activity":
            self._root(place, attributes)
        elif name == "iati-activity":
            if self.first < 0:
                self.first = place
            self.identifier, self.present, self.place, self.indent, self.blank = "", set(), -1, "", ""
            if self.namespaces:
                names = "".join(
                    f' {key}="{_escaped(value)}"'
                    for key, value in self.namespaces.items()
                    if key not in attributes
                )
                self._put(place + len(f"<{self.prefix}iati-activity".encode(self.encoding)), names)
        elif self._in_activity(level):
            if name in _BEFORE and self.blank:
                self.indent = self.blank[max(self.blank.rfind("\n"), 0) :]
            if name == "tag":
                self.present.add(
                    _tag_said(attributes.get("vocabulary", "").strip(), attributes.get("code", "").strip())
                )
        self.blank = ""
        self.path.append(name)

    def _end(self, place: int, name: str) -> None:
        if self.after_child:
            self.place, self.after_child = place, False
        self.path.pop()
        level = len(self.path)
        if name == "iati-activity" and (level == 0 or not self._in_activity(level)):
            self._tag()
        elif self._in_activity(level) and name in _BEFORE:
            self.after_child = True
        if level == 0:
            self.last = place
        self.blank = ""

    def _root(self, place: int, attributes: dict[str, str]) -> None:
        """Make the version 2.03, and remember namespaces that activities need elsewhere."""
        version = attributes.get("version", "").strip()
        if version.startswith("1"):
            self.findings.append(
                Finding(code="activities.iati-version-apart", file=self.file.name, value=version)
            )
        elif version != "2.03":
            self.findings.append(
                Finding(code="activities.iati-version-raised", file=self.file.name, value=version or "—")
            )
        if not self.is_first:
            self.namespaces = {
                key: value
                for key, value in attributes.items()
                if key.startswith("xmlns") or key == "xml:lang"
            }
            return
        if attributes.get("version") == "2.03":
            return
        with self.file.path.open("rb") as stream:
            stream.seek(place)
            head = stream.read(_CHUNK)
        text = _decoded(head, self.encoding)
        start_tag = "<" + self.path_name(head)
        value = _version_in(text, len(start_tag))
        if value is None:
            self._put(place + len(start_tag.encode(self.encoding)), ' version="2.03"')
        else:
            start, end = (place + len(text[:one].encode(self.encoding)) for one in value)
            self.insertions.append(Insertion(start, end, "2.03".encode(self.encoding)))

    def path_name(self, head: bytes) -> str:
        """The name of the element that begins here."""
        match = re.match(r"<([^\s/>]+)", _decoded(head, self.encoding))
        return match[1] if match else ""

    def _tag(self) -> None:
        name = " ".join(self.identifier.split())
        times = self.seen[name] = self.seen.get(name, 0) + 1
        plain = name if times == 1 else f"{name}#{times}"
        key = next((one for one in (plain, f"{Path(self.file.name).stem}:{plain}") if one in self.own), None)
        if not name:
            self.findings.append(
                Finding(code="activities.iati-not-tagged", file=self.file.name, value=str(self.seen[name]))
            )
        if key is None:
            return
        self.found.add(key)
        goals = {code.partition(".")[0] for vocabulary, code in self.present if vocabulary == "3"}
        new = [
            (vocabulary, code)
            for vocabulary, code in wanted(self.tags.get(key, ()))
            if (vocabulary, code) not in self.present and not (vocabulary == "2" and code in goals)
        ]
        if new and self.place >= 0:
            indent = self.indent.replace("\n", self.line_end)
            text = "".join(
                f'{indent}<{self.prefix}tag code="{code}" vocabulary="{vocabulary}"/>'
                for vocabulary, code in new
            )
            self._put(self.place, text)


def _tag_said(vocabulary: str, code: str) -> tuple[str, str]:
    """What a tag says, however its code is written: "6.A" is the target 6.a."""
    found = agenda_code(code) if vocabulary in ("2", "3") else None
    if found is None:
        return vocabulary, code
    return ("3", found.target) if found.target else ("2", str(found.goal))


_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=/>]+)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)


def _version_in(text: str, place: int) -> tuple[int, int] | None:
    """Where the value of the attribute `version` stands in a start tag whose name ends at `place`.

    The attributes are gone through one by one, as the value of another one may hold any sign.

    Example:
        >>> _version_in("<a b='x > version=1' version = '2.01' >", 2)
        (32, 36)
    """
    while found := _ATTRIBUTE.match(text, place):
        if found["name"] == "version":
            return found.span("value")
        place = found.end()
    return None


def _decoded(content: bytes, encoding: str) -> str:
    return codecs.getincrementaldecoder(encoding)("ignore").decode(content)


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _line_end(file: Unpacked, encoding: str) -> str:
    """What ends the lines of a file, by the first of them; a parser gives the same for both."""
    with file.path.open("rb") as stream:
        head = _decoded(stream.read(_CHUNK), encoding)
    end = head.find("\n")
    return "\r\n" if end > 0 and head[end - 1] == "\r" else "\n"


def _encoding_of(file: Unpacked) -> str:
    """The encoding of an XML file, by its mark or its declaration."""
    with file.path.open("rb") as stream:
        head = stream.read(200)
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return encoding
    if head.startswith(b"<\x00"):
        return "utf-16-le"
    if head.startswith(b"\x00<"):
        return "utf-16-be"
    declared = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)[\"']", head)
    name = declared[1].decode("ascii") if declared else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise InputError("files.unreadable", file=file.name, reason=f"encoding {name}") from None
