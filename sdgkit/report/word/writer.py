"""The Word writer: a template for the look and the draft for the content.

The template is rendered by docxtpl with plain data in a sandbox; it says where the title, the contents and the
body go, in whose styles. The body is then put in its place. The same draft and template give the same bytes.

What a template may name:

| placeholder | what comes there |
|---|---|
| `{{ title }}`, `{{ subtitle }}`, `{{ as_of }}`, `{{ mark }}` | texts of the title block |
| `{{ contents_title }}`, `{{ contents }}` | heading and table of contents |
| `{{ body }}` | all sections |
| `{{ section["goal-3"] }}` | one section, by its id |
| `{{ country }}`, `{{ language }}`, `{{ rule }}`, `{{ version }}` | plain values |
"""

from __future__ import annotations

import copy
import datetime as dt
import io
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from lxml import etree

from sdgkit.errors import InputError
from sdgkit.files import make_stable, written_whole
from sdgkit.languages import TAGS
from sdgkit.report.draft import Draft
from sdgkit.report.word.body import Body
from sdgkit.report.word.charts import chart_xml, workbook_of
from sdgkit.report.word.elements import plain
from sdgkit.report.word.manifest import manifest_xml
from sdgkit.report.word.template import Template, check_template, environment, opened_safely
from sdgkit.report.word.template_charts import feed_charts
from sdgkit.report.wording import label

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Private characters around the name of a place: no text of a draft holds them."""

NAMESPACES = {
    "w": nsmap["w"],
    "r": nsmap["r"],
    "wp": nsmap["wp"],
    "a": nsmap["a"],
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_MARK = re.compile(r"<\?(sdgkit-\d+)\s*\?>")
_W = f"{{{nsmap['w']}}}"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_FIXED = dt.datetime(2000, 1, 1)
"""Date of creation in the properties: a clock would make every run differ."""


def shipped_template(name: str = "review.docx") -> Path:
    """The template that comes with sdgkit: in the installed package, or beside it in a checkout."""
    package = Path(str(resources.files("sdgkit")))
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / name).is_file():
            return folder / name
    raise InputError("files.missing", file=name)


def write_word(draft: Draft, path: Path, template: Path | None = None) -> Path:
    """Write a draft as a Word document, whole or not at all.

    Args:
        draft: what is written.
        path: of the .docx.
        template: the user's own template; the shipped one that fits the draft where None.

    Returns:
        The path.

    Raises:
        InputError: the template cannot be used, or the file cannot be written.
    """
    source = template or shipped_template(draft.template)
    document = _rendered(draft, source)
    body = Body(draft, text_width(document))
    document = _fill(document, draft, body)
    _adopt_styles(document)
    _drop_old_styles(document)
    feed_charts(document, draft, source.name)
    for relation, chart in body.charts:
        add_chart(document, relation, chart_xml(chart, draft.language), workbook_of(chart))
    add_manifest(document, manifest_xml(draft))
    _set_language(document, draft)
    with written_whole(path) as temporary:
        document.save(str(temporary))
        make_stable(temporary)
    return path


def context_of(draft: Draft) -> dict[str, Any]:
    """The plain values that a template can name; sections and contents are marks that are filled afterwards."""
    language = draft.language
    return {
        "title": plain(draft.title),
        "subtitle": plain(draft.subtitle),
        "as_of": plain(draft.as_of_text),
        "mark": label("draft-mark", language),
        "contents_title": label("contents", language),
        "contents": _place("contents"),
        "body": _place("body"),
        "section": {section.id: _place(f"section {section.id}") for section in draft.sections},
        "country": plain(draft.country_name),
        "language": TAGS[language],
        "rule": plain(draft.rule_text),
        "version": draft.version,
    }


def _place(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}"


def _rendered(draft: Draft, template: Path) -> Document:
    """The template with its texts filled; a new template object each time, because docxtpl keeps state in it."""
    found = check_template(template, [section.id for section in draft.sections])
    wrong = [finding for finding in found if finding.severity == "error"]
    if wrong:
        # Told before docxtpl tries: its patterns take quadratic time on tags that are not closed.
        reason = f"{wrong[0].column}: {wrong[0].what(draft.language)}".rstrip(".")
        raise InputError("report.template-wrong", file=template.name, reason=reason)
    made = Template(io.BytesIO(opened_safely(template)))
    try:
        made.render(context_of(draft), jinja_env=environment(), autoescape=True)
    except Exception as error:  # A template from outside may fail in any way that code can.
        raise InputError("report.template-wrong", file=template.name, reason=str(error).rstrip(".")) from None
    document: Document = made.docx
    return document


def text_width(document: Document) -> int:
    """Twentieths of a point between the margins of the last section of the template."""
    section = document.sections[-1]
    sizes = (section.page_width, section.left_margin, section.right_margin)
    if any(one is None for one in sizes):
        return 9638
    page, left, right = (int(one) // 635 for one in sizes if one is not None)
    return page - left - right


def _fill(document: Document, draft: Draft, body: Body) -> Document:
    """The document with contents, body and single sections where the template has their marks.

    The pieces are put into the text of the part, which is then read once: moving a long tree from one document
    to another takes lxml a time that grows with the square of its size.
    """
    sections = {section.id: section for section in draft.sections}
    pieces: dict[str, str] = {}
    waiting = list(document.element.body.iter(f"{_W}p"))
    while waiting:
        paragraph = waiting.pop(0)
        words = "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
        if _OPEN not in words:
            continue
        waiting[:0] = _set_apart(paragraph)
        name = words.partition(_OPEN)[2].partition(_CLOSE)[0]
        mark = f"sdgkit-{len(pieces)}"
        if name == "contents":
            pieces[mark] = "".join(body.contents())
        elif name == "body":
            pieces[mark] = "".join(body.section(section) for section in draft.sections)
        else:
            pieces[mark] = body.section(sections[name.partition(" ")[2]])
        paragraph.getparent().replace(paragraph, etree.ProcessingInstruction(mark))
    xml = etree.tostring(document.element, encoding="unicode")
    start, end, rest = xml.partition(">")
    known = document.element.nsmap
    declared = "".join(
        f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items() if prefix not in known
    )
    xml = start + declared + end + _MARK.sub(lambda found: pieces[found[1]], rest)
    document.part._element = parse_xml(xml.encode("utf-8"))
    filled: Document = document.part.document
    return filled


def _set_apart(paragraph: Any) -> list[Any]:
    """Put the text around a mark into paragraphs of its own, before and behind, so that none of it is lost.

    Returns:
        The paragraph behind, which may hold a further mark.
    """
    behind = _part_of(paragraph, lambda text: text.partition(_CLOSE)[2])
    before = _part_of(paragraph, lambda text: text.partition(_OPEN)[0])
    if before is not None:
        paragraph.addprevious(before)
    if behind is not None:
        paragraph.addnext(behind)
        return [behind]
    return []


def _part_of(paragraph: Any, part: Callable[[str], str]) -> Any | None:
    """A copy of a paragraph with a part of its text, before its first mark or behind it; None where that is empty."""
    made = copy.deepcopy(paragraph)
    nodes = list(made.iter(f"{_W}t"))
    words = "".join(node.text or "" for node in nodes)
    kept = part(words)
    if not kept.strip():
        return None
    first = words.index(kept) if words.startswith(kept) else len(words) - len(kept)
    place = 0
    for node in nodes:
        text = node.text or ""
        node.text = text[max(first - place, 0) : max(first + len(kept) - place, 0)] or None
        place += len(text)
    return made


def _adopt_styles(document: Document) -> None:
    """Give a user's template the styles of the shipped one that it lacks and the body uses."""
    styles = document.styles.element
    used = {
        element.get(f"{_W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in document.element.body.iter(f"{_W}{tag}")
    }
    known = {style.get(f"{_W}styleId") for style in styles.iter(f"{_W}style")}
    missing = used - known
    if not missing:
        return
    shipped = {
        style.get(f"{_W}styleId"): style
        for style in DocxTemplate(str(shipped_template())).get_docx().styles.element.iter(f"{_W}style")
    }
    waiting = sorted(name for name in missing if name in shipped)
    while waiting:
        style = shipped[waiting.pop()]
        known.add(style.get(f"{_W}styleId"))
        for numbered in list(style.iter(f"{_W}numPr")):
            numbered.getparent().remove(numbered)  # The lists of another document have other numbers.
        styles.append(style)
        for tag in ("basedOn", "next"):
            for link in style.iter(f"{_W}{tag}"):
                name = link.get(f"{_W}val")
                if name not in known and name in shipped and name not in waiting:
                    waiting.append(name)


def _drop_old_styles(document: Document) -> None:
    """Take out the copy of the styles that Word 2010 kept for itself; beside other styles it makes a file faulty."""
    relations = document.part.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/stylesWithEffects")]:
        del relations[name]


def add_chart(document: Document, relation: str, xml: bytes, workbook: bytes) -> None:
    """Put a chart part with its workbook into the document, under the relation that the body names."""
    package = document.part.package
    # The next free names, because a user's template may hold charts of its own.
    workbook_name = package.next_partname("/word/embeddings/chart%d.xlsx")
    chart_name = package.next_partname("/word/charts/chart%d.xml")
    embedded = Part(workbook_name, _WORKBOOK_TYPE, workbook, package)
    chart = Part(chart_name, _CHART_TYPE, xml, package)
    chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, embedded, "rId1")
    document.part.rels.add_relationship(RELATIONSHIP_TYPE.CHART, chart, relation)


def add_manifest(document: Document, xml: bytes) -> None:
    """Put the manifest into the document, as a custom XML part."""
    package = document.part.package
    properties = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem '
        'ds:itemID="{7D1B3C52-6C0E-4B7E-9A53-5D6B0A3F1C20}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        '<ds:schemaRef ds:uri="urn:sdgkit:manifest"/></ds:schemaRefs></ds:datastoreItem>'
    )
    item_name = package.next_partname("/customXml/item%d.xml")
    about_name = package.next_partname("/customXml/itemProps%d.xml")
    item = Part(item_name, "application/xml", xml, package)
    about = Part(about_name, _CUSTOM_PROPERTIES, properties.encode("utf-8"), package)
    item.rels.add_relationship(RELATIONSHIP_TYPE.CUSTOM_XML_PROPS, about, "rId1")
    document.part.rels.add_relationship(RELATIONSHIP_TYPE.CUSTOM_XML, item, "rIdManifest")


def _set_language(document: Document, draft: Draft) -> None:
    """Language tags for spelling and reading aloud, and properties without anybody's name."""
    tag = TAGS[draft.language]
    for element in document.styles.element.iter(f"{_W}lang"):
        element.set(f"{_W}val", tag)
        element.set(f"{_W}eastAsia", tag)
    for element in document.settings.element.iter(f"{_W}themeFontLang"):
        element.set(f"{_W}val", tag)
    properties = document.core_properties
    properties.title = plain(draft.title)[:255]
    properties.language = tag
    properties.author = ""
    properties.last_modified_by = ""
    properties.comments = ""
    properties.revision = 1
    properties.created = properties.modified = _FIXED
