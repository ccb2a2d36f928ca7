"""The draft of a Vorlage as JSON: every field of the table becomes triples.

No field is dropped silently: one that is not known is named in a note, one that cannot be read is
a ``BadParameter`` with its name. Names are looked up in the graph; see ``resolve``.
"""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import NamedNode, Triple

from leitgraph.config import NS
from leitgraph.errors import BadParameter
from leitgraph.fields.codes import ART
from leitgraph.fields.kinds import Field, Name, Rows, Value
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import Fields, Note
from leitgraph.vorlage.draft.lists import read_lists
from leitgraph.vorlage.draft.writer import RDF_TYPE, DraftWriter
from leitgraph.vorlage.resolve import Resolver

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
        note: Note,
    ) -> None:
        self._fields = Fields(data, note)
        self._write = DraftWriter(self._fields, focus, city, resolver)
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
        for name in sorted(set(data) - KNOWN):
            self._fields.unknown(name)

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
