"""Files that are not trusted when read, and written whole or not at all.

Reading: archives (.xlsx, .docx, .ods) are bounded before anything opens them, packed files (.gz) while they
are unpacked, XML is parsed without entities and network. Writing: into a temporary name beside the target,
then moved over it, so that whoever stops the program finds the old file or the new one. Office files are made
the same to the byte for the same content: entry dates and order are fixed.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import lzma
import mmap
import os
import re
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from sdgkit.errors import InputError

if TYPE_CHECKING:
    from lxml import etree

DAMAGES = (
    OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile
)  # fmt: skip
"""What modules of Python raise where a packed file is not as it should be."""

MOST_ENTRIES = 2_000
"""Entries of an archive; a workbook of a ministry has well under a hundred."""
MOST_UNPACKED = 500 * 1024 * 1024
"""Bytes of an archive, unpacked."""
MOST_RATIO = 200
"""Unpacked size by packed size, looked at above `SMALL`: XML of real workbooks stays under 40."""
SMALL = 10 * 1024 * 1024
"""Bytes, unpacked, that do no harm however small they were packed."""
MOST_BYTES = 2 * 1024**3
"""Bytes of a file as it lies on the disk."""

_UMASK = os.umask(0)
os.umask(_UMASK)
# Read once: it can only be read by setting it, which in one thread would change the files of another.

_MUCH = f"it unpacks to over {MOST_RATIO} times its size"
_GZIP = b"\x1f\x8b"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STABLE_DATE = (1980, 1, 1, 0, 0, 0)


def existing_file(path: Path) -> Path:
    """The path, when a file that is not empty lies there.

    Raises:
        InputError: it does not exist, is a folder, is empty, or is larger than `MOST_BYTES`.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError("files.missing", file=path.name) from None
    except OSError as error:
        raise InputError("files.unreadable", file=path.name, reason=error.strerror or error) from None
    if not path.is_file():
        raise InputError("files.unreadable", file=path.name, reason="it is a folder")
    if size == 0:
        raise InputError("files.empty", file=path.name)
    if size > MOST_BYTES:
        raise InputError("files.too-large", file=path.name, reason=f"{size:,} bytes")
    return path


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_encrypted_office(path: Path) -> bool:
    """Whether the file is an Office file protected by a password (an OLE file with EncryptedPackage)."""
    with path.open("rb") as stream:
        if stream.read(len(_OLE)) != _OLE:
            return False
        # The list of what is inside may stand behind what is inside.
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return content.find("EncryptedPackage".encode("utf-16-le")) >= 0


def checked_archive(path: Path) -> Path:
    """The path, when the archive is within the limits of this module.

    Raises:
        InputError: no archive, protected by a password, too many entries, too large when unpacked.
    """
    if is_encrypted_office(path):
        raise InputError("files.password", file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise InputError("files.unreadable", file=path.name, reason="damaged or of another type") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES:
        raise InputError("files.too-large", file=path.name, reason=f"{len(entries):,} parts")
    if unpacked > MOST_UNPACKED:
        raise InputError("files.too-large", file=path.name, reason=f"{unpacked:,} bytes unpacked")
    if unpacked > SMALL and unpacked / packed > MOST_RATIO:
        raise InputError("files.unsafe", file=path.name, reason=_MUCH)
    # An OpenDocument of version 1.3 with a password holds its whole self as one part.
    if any(entry.flag_bits & 1 or entry.filename == "encrypted-package" for entry in entries):
        raise InputError("files.password", file=path.name)
    return path


@contextlib.contextmanager
def as_unpacked(path: Path) -> Iterator[Path]:
    """What was packed by itself, a .gz or the only file of a .zip, unpacked; any other file as it is.

    What comes out lies under the name of the packed file in a temporary folder, as long as the block lasts, so that
    findings name the file as it was given.

    Raises:
        InputError: it is damaged or cut off, or unpacks to more than a file may hold.
    """
    opened = _packed(path)
    if opened is None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="sdgkit-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / path.name
        try:
            with opened() as stream, target.open("wb") as out:
                _unpack(stream, out, path)
        except DAMAGES as error:
            reason = getattr(error, "strerror", None) or "the packed file is damaged or cut off"
            raise InputError("files.unreadable", file=path.name, reason=reason) from None
        yield target


class Unpacked(NamedTuple):
    """A file to be read: by itself, or out of an archive.

    Attributes:
        name: as people know it, "archive.zip/folder/register.xlsx" for one out of an archive.
        path: where its content lies.
        error: why it could not be unpacked.
    """

    name: str
    path: Path
    error: InputError | None = None


@contextlib.contextmanager
def files_within(path: Path) -> Iterator[list[Unpacked]]:
    """The files that a path stands for: those of a .zip with several in it, else the one that `as_unpacked` gives.

    An archive within an archive stays as it is. What comes out lies in a temporary folder as long as the block lasts.

    Raises:
        InputError: as `as_unpacked`, or the archive is beyond the limits of this module.
    """
    entries = _entries(path)
    if len(entries) < 2 or any(_OF_OFFICE.match(one.filename) for one in entries):
        with as_unpacked(path) as content:
            yield [Unpacked(path.name, content)]
        return
    checked_archive(path)
    with tempfile.TemporaryDirectory(prefix="sdgkit-", ignore_cleanup_errors=True) as folder:
        found: list[Unpacked] = []
        names: dict[str, int] = {}
        for number, entry in enumerate(entries, start=1):
            name = f"{path.name}/{_name_in_archive(entry)}"
            times = names[name] = names.get(name, 0) + 1
            shown = name if times == 1 else f"{name}#{times}"
            # Never its own name: that may lead elsewhere, or be none that this system allows.
            target = Path(folder) / str(number)
            error = None
            try:
                with (
                    zipfile.ZipFile(path) as archive,
                    archive.open(entry) as stream,
                    target.open("wb") as out,
                ):
                    _unpack(stream, out, path)
            except DAMAGES:
                reason = "the packed file is damaged or cut off"
                error = InputError("files.unreadable", file=shown, reason=reason)
            found.append(Unpacked(shown, target, error))
        yield found


def _name_in_archive(entry: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; that of Windows in Russian, which names no encoding, in its own letters."""
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        with contextlib.suppress(UnicodeError):
            raw = name.encode("cp437")
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("cp866")
    parts = "".join(letter for letter in name if letter.isprintable()).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    """The files of a .zip, without what systems put beside them; none where it is no archive that can be read."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"PK":
                return []
        with zipfile.ZipFile(path) as archive:
            return [one for one in archive.infolist() if not one.is_dir() and not _BESIDE.match(one.filename)]
    except DAMAGES:
        # Whoever reads the file says what is wrong with it.
        return []


def _packed(path: Path) -> Callable[[], IO[bytes]] | None:
    """What opens the content of a file that was packed by itself; None for any other file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(2)
    except OSError:
        return None
    if head == _GZIP:
        return lambda: cast("IO[bytes]", gzip.open(existing_file(path)))
    entries = _entries(path)
    if len(entries) != 1 or _OF_OFFICE.match(entries[0].filename):
        return None
    return lambda: zipfile.ZipFile(checked_archive(path)).open(entries[0])


_BESIDE = re.compile(r"__MACOSX/|(?:.*/)?(?:\.(?!\.?/)|~\$|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What a Macintosh, Windows or an open Excel puts beside a file."""
_OF_OFFICE = re.compile(
    r"\[Content_Types\]|xl/|word/|ppt/|_rels/|docProps/|content\.xml$|mimetype$|Index/[^/]*\.iwa$"
)
"""Parts of workbooks and documents, of which a damaged one may hold a single one."""


def _unpack(source: IO[bytes], target: IO[bytes], path: Path) -> None:
    """Unpack a stream, as far as its size lets it.

    Raises:
        InputError: more comes out than may.
    """
    by_ratio = max(SMALL, MOST_RATIO * path.stat().st_size)
    done = 0
    while block := source.read(1024 * 1024):
        done += len(block)
        if done > by_ratio:
            raise InputError("files.unsafe", file=path.name, reason=_MUCH)
        if done > MOST_BYTES:
            raise InputError("files.too-large", file=path.name, reason=f"over {MOST_BYTES:,} bytes unpacked")
        target.write(block)


def xml_parser() -> etree.XMLParser:
    """An lxml parser without entities, network and DTD."""
    from lxml import etree

    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def yaml_content(text: str) -> object:
    """What a YAML text holds: texts, numbers, lists and mappings, never an object that it builds.

    Raises:
        ValueError: the text is no YAML, or nested too deep.

    Example:
        >>> yaml_content("1-title: No poverty")
        {'1-title': 'No poverty'}
    """
    import yaml

    # The C loader is ten times as fast; PyYAML is built without it on some systems.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return cast(object, yaml.load(text, Loader=loader))  # noqa: S506 - a safe loader
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error


def safe_name(text: str, longest: int = 80) -> str:
    """A file name that Windows takes, from any text.

    Example:
        >>> safe_name('Отчёт: "Арал/вода"?'), safe_name("con")
        ('Отчёт Арал вода', '_con')
    """
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r'[<>:"/\\|?*\x00-\x1f]+', " ", text)
    text = " ".join(text.split())[:longest].rstrip(". ")
    reserved = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
    return f"_{text}" if not text or text.split(".")[0].lower() in reserved else text


@contextlib.contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary path to write to; it takes the place of `path` when the block ends well.

    The temporary file lies in the same folder, so that the move is one step of the file system, and
    keeps the ending of the name, which some writers look at.

    Raises:
        InputError: the folder cannot be written to, or the old file is open elsewhere (Windows).
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".sdgkit-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise InputError("files.not-written", file=path.name, reason=error.strerror or error) from None
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        if os.name == "posix":
            # mkstemp gives 0600; a report is for the colleagues too.
            temporary.chmod(0o666 & ~_UMASK)
        temporary.replace(path)
    except OSError as error:
        raise InputError("files.not-written", file=path.name, reason=error.strerror or error) from None
    finally:
        temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def folder_written_whole(folder: Path) -> Iterator[Path]:
    """A temporary folder to write to; its files move into `folder` when the block ends well.

    Nothing appears in `folder` before everything is written. Other files in `folder` stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".sdgkit-", dir=folder))
    except OSError as error:
        raise InputError("files.not-written", file=folder.name, reason=error.strerror or error) from None
    try:
        yield temporary
        for source in sorted(temporary.iterdir()):
            try:
                source.replace(folder / source.name)
            except OSError as error:
                reason = error.strerror or error
                raise InputError("files.not-written", file=source.name, reason=reason) from None
    finally:
        for leftover in temporary.iterdir():
            leftover.unlink()
        temporary.rmdir()


def _with_stable_change(core: bytes) -> bytes:
    created = re.search(rb"<dcterms:created[^>]*>([^<]*)<", core)
    date = created.group(1) if created else b"1980-01-01T00:00:00Z"
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(<)", rb"\g<1>" + date + rb"\g<2>", core)


def make_stable(path: Path, changes: Mapping[str, Callable[[bytes], bytes]] | None = None) -> None:
    """Rewrite an Office file so that equal content gives equal bytes: fixed dates, fixed settings.

    Parts named in `changes` are passed through their function on the way, in the order of the archive; one
    that is not there is made from b"" behind the others. The order of entries is kept
    ([Content_Types].xml must stand first). The date of the last change in docProps/core.xml, which libraries
    set to the hour of saving, becomes that of the document's creation.
    """
    with zipfile.ZipFile(path) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    if changes:
        parts = [(name, changes[name](part) if name in changes else part) for name, part in parts]
        there = {name for name, _ in parts}
        parts += [(name, change(b"")) for name, change in changes.items() if name not in there]
    parts = [
        (name, _with_stable_change(content) if name == "docProps/core.xml" else content)
        for name, content in parts
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, _STABLE_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
