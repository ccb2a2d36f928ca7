"""What a delivery of OParl holds: its papers, and all other objects by their address.

Taken are a single object, a page of a list (``data``), a list, and JSON-LD, whose names of
attributes are brought to those of OParl first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leitgraph.model import Text
from leitgraph.vorlage.formats.oparl_paper import words

PAPER, FILE = "Paper", "File"
TYPES: dict[str, Text] = {
    PAPER: Text("eine Vorlage", "a paper"),
    FILE: Text("eine Datei", "a file"),
    "Meeting": Text("eine Sitzung", "a meeting"),
    "AgendaItem": Text("ein Tagesordnungspunkt", "an item of an agenda"),
    "Consultation": Text("eine Beratung", "a consultation"),
    "Organization": Text("eine Gruppierung", "an organization"),
    "Person": Text("eine Person", "a person"),
    "Membership": Text("eine Mitgliedschaft", "a membership"),
    "Location": Text("ein Ort", "a location"),
    "LegislativeTerm": Text("eine Wahlperiode", "a legislative term"),
    "LegislativeTermList": Text("eine Liste von Wahlperioden", "a list of legislative terms"),
    "AgendaItemList": Text("eine Liste von Tagesordnungspunkten", "a list of agenda items"),
    "ConsultationList": Text("eine Liste von Beratungen", "a list of consultations"),
    "FileList": Text("eine Liste von Dateien", "a list of files"),
    "LocationList": Text("eine Liste von Orten", "a list of locations"),
    "MembershipList": Text("eine Liste von Mitgliedschaften", "a list of memberships"),
    "Body": Text("eine Körperschaft", "a body"),
    "System": Text("das Ratsinformationssystem selbst", "the council system itself"),
}
"""The types of OParl 1.0 and 1.1, and what they are."""
_LAST = re.compile(r"[/:#]")
_VOCABULARY = re.compile(r"(?:oparl:|https?://[^/]{0,100}oparl[^/]{0,100}/(?:[^/]{0,100}/)*)(\w+)")
CLAIM = re.compile(
    rb'"@?type"\s{0,100}:\s{0,100}(?:\[\s{0,100})?"(?:[^"]{0,200}(?:[/:#]))?'
    rb"(?:" + "|".join(TYPES).encode() + rb')(?:\\?/)?"'
)
"""What bytes hold that are a delivery of OParl."""


@dataclass
class Delivery:
    """The papers of a file, its other objects, and what is to be told of it.

    ``single``: the type of the only object, where it is no list. ``places``: all objects, also
    those within others, by their address.
    """

    papers: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)
    rest: int = 0
    single: str = ""
    pagination: dict[str, Any] = field(default_factory=dict)
    links: dict[str, Any] = field(default_factory=dict)
    places: dict[str, dict[str, Any]] = field(default_factory=dict)
    consultations: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def object(self, value: Any) -> dict[str, Any] | None:
        """The object that stands here, or to which an address leads within the file."""
        if isinstance(value, dict):
            known = self.places.get(words.address(value), {})
            return value if len(value) >= len(known) else known
        return self.places.get(value.strip()) if isinstance(value, str) else None


def type_of(value: Any) -> str:
    """The type of an object of OParl of whatever version and host; ``""`` for anything else."""
    if not isinstance(value, dict):
        return ""
    for one in words.several(value.get("type")):
        if isinstance(one, str):
            last = _LAST.split(one.strip().rstrip("/"))[-1]
            if last in TYPES:
                return last
    return ""


def delivery(data: Any) -> Delivery | None:
    """The delivery that JSON is; None for anything else."""
    data = _plain(data)
    found = Delivery(single=type_of(data))
    if found.single:
        items: list[Any] = [data]
    elif isinstance(data, list):
        items = data
    elif isinstance(data, dict):
        items = [one for part in data.values() if isinstance(part, list) for one in part]
        paged = isinstance(data.get("data"), list) and ("links" in data or "pagination" in data)
        if not paged and not any(type_of(one) for one in items):
            return None
        found.pagination = _dict(data.get("pagination"))
        found.links = _dict(data.get("links"))
        if not any(type_of(one) for one in items) and any(isinstance(i, dict) for i in items):
            return None
    else:
        return None
    for one in items:
        kind = type_of(one)
        if kind == PAPER:
            found.papers.append(one)
        elif kind:
            found.others.append(one)
        else:
            found.rest += 1
    if not found.papers and not found.others and not found.links:
        return None
    _index(found, items)
    return found


def _index(found: Delivery, items: Iterable[Any]) -> None:
    """Keep all objects by address, the fuller one of two, and consultations by their paper."""
    waiting = list(items)
    seen: set[str] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
            continue
        if not isinstance(one, dict):
            continue
        waiting.extend(one.values())
        place = words.address(one)
        if place and len(one) > len(found.places.get(place, {})):
            found.places[place] = one
        paper = words.address(one.get("paper"))
        if paper and (type_of(one) == "Consultation" or "role" in one) and place not in seen:
            seen.add(place)
            found.consultations.setdefault(paper, []).append(one)
    for same in found.consultations.values():
        same.reverse()


def _plain(value: Any) -> Any:
    """JSON-LD with the names of OParl: ``@id``, ``oparl:name``, whole addresses as names."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() in ({"@id"}, {"@value"}, {"@value", "@language"}, {"@value", "@type"}):
        return value.get("@value", value.get("@id"))
    return {_name(key): _plain(one) for key, one in value.items()}


def _name(key: str) -> str:
    vocabulary = _VOCABULARY.fullmatch(key)
    return vocabulary[1] if vocabulary else key.removeprefix("@")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
