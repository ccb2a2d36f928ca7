"""The draft of a Vorlage as JSON: every field of ``docs/howto-check.md`` becomes triples.

No field is dropped silently: one that is not known is named in a note, one that cannot be read is
a ``BadParameter`` with its name. Names are looked up in the graph; see ``resolve``.
"""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.errors import BadParameter
from leitgraph.model import Text
from leitgraph.usecases import values
from leitgraph.usecases.draft_fields import Fields, Note
from leitgraph.usecases.resolve import (
    BESCHLUSS,
    EINHEIT,
    PRODUKT,
    RAUM,
    VORLAGE,
    ZIEL,
    Kind,
    Resolver,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
DCTERMS = "http://purl.org/dc/terms/"

_TEXTS = {
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
)
_ARTEN = ("beschlussvorlage", "informationsvorlage", "antrag", "anfrage", "vorlage")
_RICHTUNGEN = ("foerdert", "hemmt", "neutral", "nicht-relevant")
_HAUSHALTSARTEN = ("ergebnishaushalt", "finanzhaushalt")
_KLIMA = (
    "erheblich-positiv",
    "positiv",
    "gering-positiv",
    "gering-negativ",
    "negativ",
    "erheblich-negativ",
    "keine",
)


class JsonDraft:
    """Turns the fields into triples of the draft, one method for each kind of field."""

    def __init__(
        self,
        data: dict[str, Any],
        focus: NamedNode,
        city: str,
        resolver: Resolver,
        note: Note,
    ) -> None:
        self._fields = Fields(data, note)
        self._focus = focus
        self._city = city
        self._resolver = resolver
        self._id = focus.value.rsplit("/", 1)[-1]
        self.triples: list[Triple] = []

    def read(self) -> None:
        """Read all fields. Raises ``BadParameter`` for one that cannot be read."""
        if not self._fields.given("titel"):
            raise BadParameter(
                "Der Titel der Vorlage fehlt (Feld „titel“).",
                "The title of the Vorlage is missing (field “titel”).",
                parameter="titel",
            )
        art = values.code("art", self._fields.data.get("art") or "vorlage", _ARTEN)
        self._link(self._focus, RDF_TYPE.value, NamedNode(NS + art.capitalize()))
        self._link(self._focus, NS + "kommune", NamedNode(f"{self._city}/kommune/stadt"))
        for name, predicate in _TEXTS.items():
            if self._fields.given(name):
                self._text(self._focus, predicate, values.text(name, self._fields.data[name]))
        for name in _STRINGS:
            if self._fields.given(name):
                self._literal(self._focus, name, values.text(name, self._fields.data[name]))
        for name in _AMOUNTS:
            if self._fields.given(name):
                self._amount(self._focus, name, name, self._fields.data[name])
        self._codes()
        self._names("federfuehrung", EINHEIT, "federfuehrung", one=True)
        self._names("mitwirkung", EINHEIT, "mitwirkung")
        self._names("raum", RAUM, "liegtIn")
        self._names("produkt", PRODUKT, "produkt", one=True)
        self._cited()
        for number, entry in self._fields.entries("jahresscheiben"):
            self._slice(number, entry)
        for number, entry in self._fields.entries("zielbezuege", "ziel"):
            self._zielbezug(number, entry)
        for number, entry in self._fields.entries("allokationen"):
            self._allokation(number, entry)
        for name in sorted(set(self._fields.data) - _KNOWN):
            self._fields.unknown(name)

    def _codes(self) -> None:
        if self._fields.given("klimawirkung"):
            chosen = values.code("klimawirkung", self._fields.data["klimawirkung"], _KLIMA)
            self._code(self._focus, "klimawirkung", chosen)
        if self._fields.given("nichtoeffentlich"):
            value = self._fields.data["nichtoeffentlich"]
            if not isinstance(value, bool):
                raise values.wrong(
                    "nichtoeffentlich", value, "erwartet wird true oder false.", "true or false."
                )
            self._literal(self._focus, "nichtoeffentlich", str(value).lower(), "boolean")

    def _names(self, name: str, kind: Kind, predicate: str, one: bool = False) -> None:
        for written in self._fields.texts(name):
            if one and len(self._fields.texts(name)) > 1:
                raise values.wrong(
                    name, self._fields.data[name], "nur eine Angabe.", "only one is allowed."
                )
            self._link(self._focus, NS + predicate, self._find(written, kind))

    def _find(self, written: str, kind: Kind) -> NamedNode | Literal:
        return self._resolver.find(written, kind) or Literal(written)

    def _cited(self) -> None:
        for written in self._fields.texts("zitiert"):
            found = self._resolver.find(written, VORLAGE) or self._resolver.find(written, BESCHLUSS)
            if found is not None:
                self._link(self._focus, NS + "zitiert", found)
                continue
            self._literal(self._focus, "zitiert", written)
            self._fields.note(
                "zitiert",
                Text(
                    f"Die zitierte Vorlage „{written}“ ist nicht bekannt.",
                    f"The cited paper “{written}” is not known.",
                ),
                written,
            )

    def _slice(self, number: int, entry: dict[str, Any]) -> None:
        field = f"jahresscheiben[{number}]"
        node = self._node("jahresscheibe", number, "Jahresscheibe")
        self._link(self._focus, NS + "hatJahresscheibe", node)
        self._fields.needs(entry, field, "jahr", "betrag")
        self._literal(node, "jahr", values.year(f"{field}.jahr", entry["jahr"]), "gYear")
        self._amount(node, "betrag", f"{field}.betrag", entry["betrag"])
        if self._fields.given("haushaltsart", entry):
            art = values.code(f"{field}.haushaltsart", entry["haushaltsart"], _HAUSHALTSARTEN)
            self._code(node, "haushaltsart", art)
        self._fields.rest(entry, field, {"jahr", "betrag", "haushaltsart"})

    def _zielbezug(self, number: int, entry: dict[str, Any]) -> None:
        field = f"zielbezuege[{number}]"
        node = self._node("zielbezug", number, "Zielbezug")
        self._link(self._focus, NS + "hatZielbezug", node)
        self._link(node, NS + "bezugVon", self._focus)
        self._fields.needs(entry, field, "ziel")
        ziel = values.text(f"{field}.ziel", entry["ziel"])
        self._link(node, NS + "ziel", self._find(ziel, ZIEL))
        if self._fields.given("richtung", entry):
            richtung = values.code(f"{field}.richtung", entry["richtung"], _RICHTUNGEN)
            self._code(node, "wirkungsrichtung", richtung)
        if self._fields.given("begruendung", entry):
            grund = values.text(f"{field}.begruendung", entry["begruendung"])
            self._text(node, NS + "begruendung", grund)
        if self._fields.given("abwaegung", entry):
            weighing = self._node("abwaegung", number, "Abwaegung")
            self._link(node, NS + "abwaegung", weighing)
            words = values.text(f"{field}.abwaegung", entry["abwaegung"])
            self._text(weighing, NS + "begruendung", words)
        self._fields.rest(entry, field, {"ziel", "richtung", "begruendung", "abwaegung"})

    def _allokation(self, number: int, entry: dict[str, Any]) -> None:
        field = f"allokationen[{number}]"
        node = self._node("allokation", number, "Zielallokation")
        self._link(self._focus, NS + "hatZielallokation", node)
        self._link(node, NS + "allokationVon", self._focus)
        self._fields.needs(entry, field, "ziel", "anteil")
        written = values.text(f"{field}.ziel", entry["ziel"])
        ziel = self._find(written, ZIEL)
        self._link(node, NS + "ziel", ziel)
        if isinstance(ziel, Literal):
            self._fields.note(
                f"{field}.ziel",
                Text(
                    f"Das Ziel „{written}“, dem ein Anteil zugeordnet ist, ist nicht bekannt.",
                    f"The goal “{written}” to which a share is given is not known.",
                ),
                written,
            )
        anteil = values.share(f"{field}.anteil", entry["anteil"])
        self._literal(node, "anteil", values.decimal_text(anteil), "decimal")
        self._fields.rest(entry, field, {"ziel", "anteil"})

    def _node(self, segment: str, number: int, kind: str) -> NamedNode:
        node = NamedNode(f"{self._city}/{segment}/{self._id}-{number + 1}")
        self._link(node, RDF_TYPE.value, NamedNode(NS + kind))
        return node

    def _link(self, subject: NamedNode, predicate: str, value: NamedNode | Literal) -> None:
        self.triples.append(Triple(subject, NamedNode(predicate), value))

    def _text(self, subject: NamedNode, predicate: str, words: str) -> None:
        self._link(subject, predicate, Literal(words, language="de"))

    def _literal(self, subject: NamedNode, name: str, value: str, kind: str = "string") -> None:
        self._link(subject, NS + name, Literal(value, datatype=NamedNode(XSD + kind)))

    def _amount(self, subject: NamedNode, name: str, field: str, value: Any) -> None:
        number = values.decimal_text(values.amount(field, value))
        self._literal(subject, name, number, "decimal")

    def _code(self, subject: NamedNode, name: str, chosen: str) -> None:
        self._link(subject, NS + name, NamedNode(f"{VOCAB_BASE}{name}/{chosen}"))


_KNOWN = {
    *_TEXTS,
    *_STRINGS,
    *_AMOUNTS,
    *("art", "datum", "federfuehrung", "mitwirkung", "raum", "produkt", "zitiert"),
    *("jahresscheiben", "zielbezuege", "allokationen", "klimawirkung", "nichtoeffentlich"),
}
