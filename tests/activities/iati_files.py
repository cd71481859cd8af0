"""IATI for tests: activities made from their parts, and a check of the order in which IATI wants elements."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

ORDER = [
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier",
    "activity-status", "activity-date", "contact-info", "activity-scope", "recipient-country", "recipient-region",
    "location", "sector", "tag", "country-budget-items", "humanitarian-scope", "policy-marker", "collaboration-type",
    "default-flow-type", "default-finance-type", "default-aid-type", "default-tied-status", "budget",
    "planned-disbursement", "capital-spend", "transaction", "document-link", "related-activity", "legacy-data",
    "conditions", "result", "crs-add", "fss",
]  # fmt: skip
"""The sequence of IATI 2.03, written down here again so that a slip in the writer is seen."""
REQUIRED = [*ORDER[:5], "activity-status", "activity-date"]
ONCE = {
    "iati-identifier",
    "reporting-org",
    "title",
    "activity-status",
    "activity-scope",
    "collaboration-type",
}


WITHIN = {
    "budget": ["period-start", "period-end", "value"],
    "transaction": [
        "transaction-type", "transaction-date", "value", "description", "provider-org", "receiver-org",
        "disbursement-channel", "sector", "recipient-country", "recipient-region", "flow-type", "finance-type",
        "aid-type", "tied-status",
    ],
    "location": [
        "location-reach", "location-id", "name", "description", "activity-description", "administrative", "point",
        "exactness", "location-class", "feature-designation",
    ],
}  # fmt: skip
"""The sequences within the elements that the writer makes; the first of each is required but in a location."""


def faults(path: Path) -> list[str]:
    """What in the file is not in the order, or not there, that the schema of IATI 2.03 asks for."""
    root = etree.parse(str(path)).getroot()
    found = [] if root.get("version") == "2.03" else [f"version {root.get('version')}"]
    for activity in root.iter("iati-activity"):
        names = [
            child.tag for child in activity if isinstance(child.tag, str) and not child.tag.startswith("{")
        ]
        name = activity.findtext("iati-identifier")
        if names != sorted(names, key=ORDER.index):
            found.append(f"{name}: order {names}")
        found += [f"{name}: no {one}" for one in REQUIRED if one not in names]
        found += [f"{name}: {one} twice" for one in ONCE if names.count(one) > 1]
        found += [
            f"{name}: tag without {attribute}"
            for tag in activity.findall("tag")
            for attribute in ("code", "vocabulary")
            if not tag.get(attribute)
        ]
        for parent, order in WITHIN.items():
            for part in activity.findall(parent):
                inner = [child.tag for child in part if child.tag in order]
                if inner != sorted(inner, key=order.index) or (
                    parent != "location" and inner[:1] != order[:1]
                ):
                    found.append(f"{name}: {parent} with {inner}")
        for tag in ("title", "reporting-org"):
            if not activity.findall(f"{tag}/narrative"):
                found.append(f"{name}: {tag} without narrative")
        for value in activity.iter("value"):
            if not value.get("value-date"):
                found.append(f"{name}: value without value-date")
    return found


def an_activity(identifier: str = "XX-1-A", body: str = "", **attributes: str) -> str:
    """An activity with what the schema requires, and a body of further elements in their order.

    `before` stands between the dates and the sectors, `body` after them.
    """
    before = attributes.pop("before", "")
    title = attributes.pop("title", "<narrative>Repair of clinics</narrative>")
    head = attributes.pop("head", 'xml:lang="en" default-currency="USD"')
    dates = attributes.pop(
        "dates",
        '<activity-date type="1" iso-date="2024-01-01"/><activity-date type="3" iso-date="2026-12-31"/>',
    )
    assert not attributes
    return f"""  <iati-activity {head}>
    <iati-identifier>{identifier}</iati-identifier>
    <reporting-org ref="XX-1" type="10"><narrative>Ministry</narrative></reporting-org>
    <title>{title}</title>
    <description><narrative>Clinics in villages</narrative></description>
    <participating-org role="1" ref="XX-9"><narrative>Fund</narrative></participating-org>
    <activity-status code="2"/>
    {dates}
    {before}
    {body}
  </iati-activity>
"""


def a_file(path: Path, *activities: str, version: str = "2.03", head: str = "") -> Path:
    """Write activities as a file of IATI."""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{version}"{head}>\n'
    path.write_text(text + "".join(activities) + "</iati-activities>\n", encoding="utf-8")
    return path
