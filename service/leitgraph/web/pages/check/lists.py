"""What a city offers for the fields of the check form, for browsers that run no scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from weakref import WeakKeyDictionary

from leitgraph.catalog.cities import kommune
from leitgraph.errors import LeitgraphError
from leitgraph.fields.kinds import Name
from leitgraph.fields.table import entries
from leitgraph.model import Principal
from leitgraph.queries.query import QUERY
from leitgraph.store.service import Graph
from leitgraph.web.pages.page_query import page_query
from leitgraph.web.site import Site

KINDS = {
    "ziel": "Ziel",
    "einheit": "Organisationseinheit",
    "raum": "Raum",
    "produkt": "Produkt",
    "gremium": "Gremium",
    "konzept": "Konzept",
    "thema": "Thema",
    "foerderprogramm": "Foerderprogramm",
}
"""Class of each list."""
OFFERED: dict[str, tuple[str, ...]] = {
    found.name: offered
    for found in entries()
    if isinstance(found.kind, Name)
    and (offered := tuple(kind for kind in found.kind.kinds if kind in {*KINDS, "vorlage"}))
}
"""Lists that a field offers; those of papers are searched only."""
_LISTED = 400
_MOST_KEPT = 64
_KEPT: WeakKeyDictionary[Graph, dict[tuple[int, str, str], Options]] = WeakKeyDictionary()
"""Lists by version of the graph, city and day: every answer of the form needs them again."""
Row = dict[str, str]


@dataclass(frozen=True)
class Option:
    """One entry of a list: what is written into the field, and what it means."""

    value: str
    text: str
    iri: str
    valid: bool = True


@dataclass
class Options:
    """What a city offers, by the names in ``KINDS``."""

    lists: dict[str, list[Option]] = field(default_factory=dict)
    failed: bool = False

    def meaning(self, name: str, value: str) -> Option | None:
        """The entry that was chosen in a field of this name."""
        offered = self.of(OFFERED.get(name, ()))
        return next((option for option in offered if value and option.value == value), None)

    def of(self, kinds: Iterable[str]) -> list[Option]:
        """The entries of several lists."""
        return [option for kind in kinds for option in self.lists.get(kind, [])]


async def options(here: Site, city: str, day: str) -> Options:
    """Goals, units, places and so on of the city, those valid on the day first.

    Without them the form is still usable, so a graph that does not answer is no error here.
    """
    if city not in here.cities:
        return Options()
    on = day or date.today().isoformat()
    try:
        kept, key = _KEPT.setdefault(here.graph, {}), (here.graph.version, city, on)
        if key not in kept:
            found = await _asked(here, city, on)
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[key] = found
        return kept[key]
    except LeitgraphError:
        return Options(failed=True)


async def _asked(here: Site, city: str, on: str) -> Options:
    query = page_query("form-options").bound(kommune=kommune(city, here.settings.base))
    order = QUERY({"query": query, "format": "json"})
    answer = await here.graph.run(order, principal=Principal())
    bindings = json.loads(await answer.read())["results"]["bindings"]
    things: dict[str, dict[str, Row]] = {}
    for row in bindings:
        plain = {name: term["value"] for name, term in row.items()}
        kind = things.setdefault(plain["kind"].rpartition("#")[2], {})
        known = kind.setdefault(plain["thing"], plain)
        # A goal may stand in several versions: one thing, as many rows.
        if known is not plain and "version" in plain:
            known["version"] = f"{known.get('version', '')} {plain['version']}"
    versions = things.get("Fassung", {})
    return Options(
        {
            kind: _listed(
                _option(*_shown(kind, row), row, on, versions)
                for row in things.get(of_class, {}).values()
            )
            for kind, of_class in KINDS.items()
        }
    )


def _shown(kind: str, row: Row) -> tuple[str, str]:
    """What is written for a thing, as a clerk knows it or so that it is certain; and its name."""
    id_, name = row["thing"].rsplit("/", 1)[-1], row.get("name", "")
    if kind == "ziel":  # numbers and names stand in several versions
        return id_, " ".join(filter(None, (row.get("number"), name)))
    if kind == "raum":
        return id_, name
    if kind == "einheit":
        return row.get("sign") or id_, name
    if kind == "produkt":
        return row.get("number") or id_, name
    return name or id_, ""


def _option(value: str, text: str, row: Row, day: str, versions: dict[str, Row]) -> Option:
    own = "from" in row or "to" in row
    named = [versions[iri] for iri in row.get("version", "").split() if iri in versions]
    spans = [row] if own or not named else named
    valid = any(span.get("from", "") <= day <= span.get("to", "9999") for span in spans)
    return Option(value, text, row["thing"], valid)


def _listed(found: Iterable[Option]) -> list[Option]:
    """Valid ones first, then by number; each value once."""
    ordered = sorted(found, key=lambda o: (not o.valid, _natural(o.text), _natural(o.value)))
    once = {option.value: option for option in reversed(ordered)}
    return [option for option in ordered if once[option.value] is option][:_LISTED]


def _natural(text: str) -> list[tuple[int, str]]:
    """10 after 9."""
    parts = re.findall(r"\d{1,9}|\D+", text)
    return [(int(p), "") if p.isdecimal() else (10**9, p.lower()) for p in parts]
