"""The draft of a Vorlage as JSON: every field of ``docs/howto-check.md`` becomes triples.

No field is dropped silently: one that is not known is named in a note, one that cannot be read is
a ``BadParameter`` with its name. Names are looked up in the graph; see ``resolve``.
"""

from __future__ import annotations

import re
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS
from leitgraph.errors import BadParameter
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.codes import ARTEN, KLIMAWIRKUNGEN, NUTZUNGEN
from leitgraph.vorlage.draft.fields import Fields, Note
from leitgraph.vorlage.draft.lists import LISTS, read_lists
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE, DraftWriter
from leitgraph.vorlage.resolve import (
    BESCHLUSS,
    EINHEIT,
    FOERDERPROGRAMM,
    KONZEPT,
    PRODUKT,
    RAUM,
    THEMA,
    VORLAGE,
    Kind,
    Resolver,
)

TEXTS = {
    "titel": DCTERMS + "title",
    "gegenstand": DCTERMS + "description",
    "quelle": DCTERMS + "source",
    **{
        name: NS + name
        for name in (
            "nichtRelevantWeil",
            "ohneRaumbezugWeil",
            "folgekostenBegruendung",
            "deckung",
            "klimabegruendung",
            "alternativen",
            "nichtoeffentlichWeil",
        )
    },
}
_STRINGS = ("kennung", "pspElement")
_AMOUNTS = (
    "gesamtbetrag",
    "verpflichtungsermaechtigung",
    "investitionskosten",
    "folgekostenProJahr",
    "lebenszykluskosten",
)
_DAYS = ("beginn", "ende")
_FLAGS = ("nichtoeffentlich", "klimarelevant")
_NAMES: dict[str, tuple[Kind, str, Text | None]] = {
    "federfuehrung": (EINHEIT, "federfuehrung", None),
    "mitwirkung": (EINHEIT, "mitwirkung", None),
    "raum": (RAUM, "liegtIn", None),
    "produkt": (PRODUKT, "produkt", None),
    "foerderprogramm": (FOERDERPROGRAMM, "ausProgramm", None),
    "querschnittsthemen": (THEMA, "hatThema", Text("Das Querschnittsthema", "The theme")),
    "fachkonzepte": (KONZEPT, "stuetztSichAuf", Text("Das Konzept", "The concept")),
}
"""Kind of thing, property, and how to speak of a name not known where no rule does."""
_ONE = ("federfuehrung", "produkt")


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
        art = values.code("art", data.get("art") or "vorlage", ARTEN)
        write.link(self._focus, RDF_TYPE.value, NamedNode(NS + art.capitalize()))
        write.link(self._focus, NS + "kommune", NamedNode(f"{self._city}/kommune/stadt"))
        for name, predicate in TEXTS.items():
            if self._fields.given(name):
                write.text(self._focus, predicate, values.text(name, data[name]))
        for name in _STRINGS:
            if self._fields.given(name):
                write.literal(self._focus, name, values.text(name, data[name]))
        for name in _AMOUNTS:
            if self._fields.given(name):
                write.amount(self._focus, name, name, data[name])
        for name in _DAYS:
            if self._fields.given(name):
                write.day(self._focus, name, name, data[name])
        for name in _FLAGS:
            self._flag(name)
        self._codes()
        for name in _NAMES:
            self._names(name)
        self._cited()
        read_lists(write)
        for name in sorted(set(data) - KNOWN):
            self._fields.unknown(name)

    def _flag(self, name: str) -> None:
        if self._fields.given(name):
            value = self._fields.data[name]
            if not isinstance(value, bool):
                raise values.wrong(name, value, "erwartet wird true oder false.", "true or false.")
            self._write.literal(self._focus, name, str(value).lower(), "boolean")

    def _codes(self) -> None:
        if self._fields.given("klimawirkung"):
            written = self._fields.data["klimawirkung"]
            chosen = values.code("klimawirkung", written, KLIMAWIRKUNGEN)
            self._write.code(self._focus, "klimawirkung", chosen)
        for number, written in enumerate(self._fields.texts("nutzung")):
            chosen = values.code(f"nutzung[{number}]", written, NUTZUNGEN)
            self._write.code(self._focus, "nutzung", chosen)

    def _names(self, name: str) -> None:
        kind, predicate, unknown = _NAMES[name]
        names = self._fields.texts(name)
        if name in _ONE and len(names) > 1:
            raise values.wrong(
                name, self._fields.data[name], "nur eine Angabe.", "only one is allowed."
            )
        for written in [part for whole in names for part in self._parts(name, whole, kind)]:
            found = self._write.find(written, kind)
            self._write.link(self._focus, NS + predicate, found)
            if unknown is not None and isinstance(found, Literal):
                self._write.tell_unknown(name, unknown, written)

    def _parts(self, name: str, written: str, kind: Kind) -> list[str]:
        """„20, 53“ is two names if no one thing is called so and both are known."""
        parts = [part for part in re.split(r"\s*[,;]\s*", written) if part]
        if name in _ONE or len(parts) < 2:
            return [written]
        single = isinstance(self._write.find(written, kind), NamedNode)
        known = all(isinstance(self._write.find(part, kind), NamedNode) for part in parts)
        return parts if known and not single else [written]

    def _cited(self) -> None:
        for written in self._fields.texts("zitiert"):
            found = self._write.find(written, VORLAGE, BESCHLUSS)
            if not isinstance(found, Literal):
                self._write.link(self._focus, NS + "zitiert", found)
                continue
            self._write.literal(self._focus, "zitiert", written)
            self._fields.note(
                "zitiert",
                Text(
                    f"Die zitierte Vorlage „{written}“ ist nicht bekannt.",
                    f"The cited paper “{written}” is not known.",
                ),
                written,
            )


KNOWN = {
    *TEXTS,
    *_STRINGS,
    *_AMOUNTS,
    *_DAYS,
    *_FLAGS,
    *_NAMES,
    *LISTS,
    *("art", "datum", "zitiert", "klimawirkung", "nutzung"),
}
"""The fields of a draft."""
