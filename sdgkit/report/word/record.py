"""The record that a Word draft carries: its manifest, the inputs that it was made from, and which of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from sdgkit.errors import InputError, UsageError
from sdgkit.files import checked_archive, existing_file
from sdgkit.report.draft import Draft
from sdgkit.report.word.blocks import (
    W,
)
from sdgkit.report.word.manifest import NAMESPACE, Manifest, read_manifest

INDICATOR_KINDS = ("open-sdg", "tidy", "wide", "unsd", "world-bank", "sdmx")
"""Formats of the input files that are indicators; all others but `OTHER_KINDS` are registers."""
OTHER_KINDS = ("programme", "commitments")
"""Formats of input files beside registers and indicators, which the settings or the manifest name."""


def opened(path: Path) -> Document:
    """A Word document, with its errors as a person can read them; some programs save a document that is damaged.

    Raises:
        InputError: it is missing, no Word document, or damaged.
    """
    try:
        return docx.Document(str(checked_archive(existing_file(path))))
    except (etree.XMLSyntaxError, PackageNotFoundError, KeyError, ValueError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError("files.unreadable", file=path.name, reason=reason) from None


def record_of(path: Path | str, base: Path | str | None = None) -> Manifest:
    """What the last draft wrote into a document, with country, language, rule and input files.

    Args:
        path: the document.
        base: the draft that parts of it were pasted from, for a document without a manifest of its own.

    Raises:
        InputError: the file cannot be read, or is no draft of sdgkit.
    """
    document = opened(Path(path))
    return manifest_of(document)[1] or pasted_record(document, Path(path), base)


def pasted_record(document: Document, path: Path, base: Path | str | None) -> Manifest:
    """The manifest of the draft from which parts were copied into a document that has none of its own."""
    marks = [start.get(f"{W}name") or "" for start in document.element.body.iter(f"{W}bookmarkStart")]
    number = sum(mark.startswith("sdgkit_") for mark in marks)
    if not number:
        raise InputError("report.no-manifest", file=path.name)
    if base is None:
        raise InputError("report.pasted", file=path.name, number=number)
    return record_of(base)._replace(is_part=True)


def inputs_in(paths: Iterable[Path], record: Manifest) -> tuple[list[Path], Path | None]:
    """The registers and the indicator source that are meant by files and folders.

    A file is a register. In a folder, the files that the document was made from are looked for by their names; what
    else lies there, in a folder of its own or as the indicator file of that name, is the indicator source.

    Raises:
        UsageError: no register is there.
    """
    indicator_files = {one.file.split("/")[0] for one in record.inputs if one.format in INDICATOR_KINDS}
    names = {one.file for one in record.inputs if one.format not in (*INDICATOR_KINDS, *OTHER_KINDS)}
    registers: list[Path] = []
    source: Path | None = None
    for path in paths:
        if not path.is_dir():
            registers.append(path)
            continue
        registers += [path / name for name in sorted(names) if (path / name).is_file()]
        inner = sorted(one for one in path.iterdir() if one.is_dir() and not one.name.startswith("."))
        files = sorted(one for one in path.iterdir() if one.is_file() and one.name in indicator_files)
        source = source or next(iter(inner if indicator_files else []), None) or next(iter(files), None)
    if not registers:
        raise UsageError("report.no-data", names=", ".join(sorted(names)))
    return registers, source


def manifest_of(document: Document) -> tuple[Any, Manifest | None]:
    """The part of a document that holds its manifest, and the manifest; None for both where there is none."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/customXml") and not relation.is_external:
            blob = relation.target_part.blob
            if NAMESPACE.encode("ascii") in blob:
                try:
                    return relation.target_part, read_manifest(blob)
                except etree.XMLSyntaxError:
                    break
    return None, None


def changed_files(manifest: Manifest, draft: Draft) -> tuple[str, ...]:
    """The inputs that are new or have another content than at the last draft, then those that are no longer there."""
    before = {one.file: one.sha256 for one in manifest.inputs}
    now = {one.file: one.sha256 for one in draft.inputs}
    changed = [name for name, digest in now.items() if before.get(name) != digest]
    return (*changed, *(name for name in before if name not in now))
