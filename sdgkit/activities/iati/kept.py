"""Elements of IATI that no field of an activity holds: what they say, in one line, for `Activity.extra`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdgkit.activities.iati.narratives import Narratives, cleaned
from sdgkit.activities.iati.pieces import children

if TYPE_CHECKING:
    from lxml.etree import _Element

_PERSONAL = ("mailto:", "tel:")
_ORGANISATIONS = frozenset(["provider-org", "receiver-org"])


def in_a_line(element: _Element, narratives: Narratives, currency: str | None) -> str:
    """What an element says: its texts, then its codes, dates and amounts; "" where it says nothing.

    Args:
        element: a planned disbursement, a document, conditions, what the CRS asks for beyond IATI, and the like.
        narratives: reads texts.
        currency: of amounts that name none.

    Example:
        >>> from lxml import etree
        >>> one = etree.fromstring(
        ...     "<planned-disbursement><period-start iso-date='2025-01-01'/><value>5</value></planned-disbursement>")
        >>> in_a_line(one, Narratives(), "EUR")
        'period-start 2025-01-01, value 5 EUR'
    """
    parts = {
        "document-link": _document,
        "conditions": _conditions,
        "country-budget-items": _budget_items,
        "location": _location,
    }.get(str(element.tag), _plain)(element, narratives, currency)
    return ", ".join(part for part in parts if part)


def _shown(element: _Element, narratives: Narratives) -> str:
    texts = narratives.of(element)
    return texts.get("en") or next(iter(texts.values()), "")


def _document(element: _Element, narratives: Narratives, currency: str | None) -> list[str]:
    address = cleaned(element.get("url") or "")
    title = description = day = ""
    codes: dict[str, list[str]] = {"category": [], "language": []}
    for child in children(element):
        if child.tag == "title":
            title = _shown(child, narratives)
        elif child.tag == "description":
            description = _shown(child, narratives)
        elif child.tag == "document-date":
            day = child.get("iso-date", "").strip()
        elif child.tag in codes:
            codes[child.tag].append(child.get("code", "").strip())
    return [
        title,
        description,
        "" if address.lower().startswith(_PERSONAL) else address,
        *codes["category"],
        *codes["language"],
        day,
    ]


def _conditions(element: _Element, narratives: Narratives, currency: str | None) -> list[str]:
    found = [
        f"{one.get('type', '').strip()} {_shown(one, narratives)}".strip()
        for one in element.findall("condition")
    ]
    # attached="0" says that there are none, which is worth more than silence.
    return found or [f"attached {element.get('attached')}" if element.get("attached") else ""]


def _budget_items(element: _Element, narratives: Narratives, currency: str | None) -> list[str]:
    vocabulary = element.get("vocabulary", "").strip()
    return [
        " ".join(
            filter(
                None, [vocabulary, one.get("code", "").strip(), _percent(one), *_described(one, narratives)]
            )
        )
        for one in element.findall("budget-item")
    ]


def _described(element: _Element, narratives: Narratives) -> list[str]:
    return [_shown(one, narratives) for one in element.findall("description")]


def _location(element: _Element, narratives: Narratives, currency: str | None) -> list[str]:
    parts = []
    for child in element:
        if child.tag in ("name", "description", "activity-description"):
            parts.append(_shown(child, narratives))
        elif child.tag == "point":
            parts.append(f"point {' '.join((child.findtext('pos') or '').split())}".strip())
        elif isinstance(child.tag, str):
            parts.append(f"{child.tag} {_attributes(child)}".strip())
    return parts


def _percent(element: _Element) -> str:
    percentage = element.get("percentage")
    return f"{percentage.strip()}%" if percentage else ""


def _plain(element: _Element, narratives: Narratives, currency: str | None) -> list[str]:
    """An element by its attributes and those of its children; names of organisations by their first narrative."""
    parts = [_attributes(element)]
    text = element.text
    if text and not text.isspace() and not len(element):
        parts.append(cleaned(text))
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == "value" or child.tag.startswith(("interest-", "principal-")):
            amount = " ".join((child.text or "").split())
            parts.append(f"{child.tag} {amount} {child.get('currency') or currency or ''}".strip())
        elif child.tag in _ORGANISATIONS:
            name = _shown(child, narratives) or child.get("ref", "").strip()
            parts.append(f"{child.tag} {name}" if name else "")
        else:
            said = " ".join(filter(None, [_attributes(child), cleaned(child.text or "")]))
            inner = [
                f"{one.tag} {' '.join(filter(None, [_attributes(one), cleaned(one.text or '')]))}"
                for one in child
            ]
            parts.append(" ".join([child.tag, *filter(None, [said]), *inner]) if said or inner else "")
    return parts


def _attributes(element: _Element) -> str:
    parts = []
    for key in element.attrib:
        name, value = str(key), cleaned(element.get(key) or "")
        if value and not name.startswith("{"):
            parts.append(value if name in ("iso-date", "code", "percentage") else f"{name}={value}")
    return " ".join(parts)
