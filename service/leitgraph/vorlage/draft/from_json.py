"""The draft of a Vorlage as JSON: every field of the table becomes triples.

No field is dropped silently: one that is not known is named in a note, one that cannot be read is
a ``BadParameter`` with its name. Names are looked up in the graph; see ``resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS
from leitgraph.errors import BadParameter
from leitgraph.fields.codes import ART
from leitgraph.fields.kinds import Field, Name, Rows, Value
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import Fields, Note
from leitgraph.vorlage.draft.lists import read_lists
from leitgraph.vorlage.draft.register import Register
from leitgraph.vorlage.draft.versions import Versions
from leitgraph.vorlage.draft.writer import RDF_TYPE, DraftWriter
from leitgraph.vorlage.resolve import Resolver
from leitgraph.vorlage.states import OPEN

KNOWN = set(FIELDS)
"""The fields of a draft."""


class JsonDraft:
    """Turns the fields into triples of the draft."""

    def __init__(
        self,
        data: dict[str, Any],
        focus: NamedNode,
        city: str,
        resolver: Resolver,
        register: Register,
        versions: Callable[[], Versions],
        note: Note,
        day: date,
    ) -> None:
        self._fields = Fields(data, note)
        self._register = register
        self._versions = versions
        self._day = day
        self._write = DraftWriter(self._fields, focus, city, resolver, register)
        self._focus = focus
        self._city = city

    @property
    def triples(self) -> list[Triple]:
        """What has been read so far."""
        return self._write.triples

    def read(self) -> None:
        """Read all fields. Raises ``BadParameter`` for one that cannot be read."""
        if not self._fields.given("titel"):
            raise BadParameter(
                "Der Titel der Vorlage fehlt (Feld „titel“).",
                "The title of the Vorlage is missing (field “titel”).",
                parameter="titel",
            )
        write, data = self._write, self._fields.data
        art = values.code("art", data.get("art") or "vorlage", ART.names)
        write.link(self._focus, RDF_TYPE.value, NamedNode(NS + art.capitalize()))
        write.link(self._focus, NS + "kommune", NamedNode(f"{self._city}/kommune/stadt"))
        for field in FIELDS.values():
            if field.iri and not isinstance(field.kind, Rows):
                self._field(field, field.kind)
        read_lists(write)
        self._cited()
        for name in sorted(set(data) - KNOWN - {OPEN}):
            self._fields.unknown(name)
        missing = self._register.note()
        if missing is not None:
            self._fields.note("", missing, "")

    def _cited(self) -> None:
        """Each version cited, with the one in force on the day of the paper."""
        entries = self._fields.entries("zitierteFassungen", "fassung")
        versions = self._versions() if entries else None
        for number, entry in entries:
            assert versions is not None
            node = self._write.node("konzeptzitat", number, "Konzeptzitat")
            written = values.text(f"zitierteFassungen[{number}].fassung", entry["fassung"])
            given = entry.get("beschlossen")
            adopted = (
                values.day(f"zitierteFassungen[{number}].beschlossen", given) if given else None
            )
            found = versions.find(written, adopted, self._day)
            self._write.link(node, NS + "beruftSichAuf", found or Literal(written))
            current = versions.in_force(self._day)
            if current is not None:
                self._write.link(node, NS + "geltendeFassung", current)

    def _field(self, field: Field, kind: Value) -> None:
        if isinstance(kind, Name):
            self._names(field, kind)
        elif field.several:
            for number, text in enumerate(self._fields.texts(field.name)):
                self._write.value(self._focus, field, f"{field.name}[{number}]", text)
        elif self._fields.given(field.name):
            self._write.value(self._focus, field, field.name, self._fields.data[field.name])

    def _names(self, field: Field, kind: Name) -> None:
        names = self._fields.texts(field.name)
        if not field.several and len(names) > 1:
            value = self._fields.data[field.name]
            raise values.wrong(field.name, value, "nur eine Angabe.", "only one is allowed.")
        for whole in names:
            for written in self._parts(field, whole, kind):
                self._write.name(self._focus, field.iri, kind, field.name, written)

    def _parts(self, field: Field, written: str, kind: Name) -> list[str]:
        """„20, 53“ is two names if no one thing is called so and both are known."""
        parts = [part for part in re.split(r"\s*[,;]\s*", written) if part]
        if not field.several or len(parts) < 2:
            return [written]
        single = isinstance(self._write.find(written, *kind.kinds), NamedNode)
        known = all(isinstance(self._write.find(part, *kind.kinds), NamedNode) for part in parts)
        return parts if known and not single else [written]
