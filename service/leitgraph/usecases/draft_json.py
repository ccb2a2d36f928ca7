"""The draft of a Vorlage as JSON: every field of ``docs/howto-check.md`` becomes triples.

No field is dropped silently: one that is not known is named in a note, one that cannot be read is
a ``BadParameter`` with its name. Names are looked up in the graph; see ``resolve``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode, Triple

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.errors import BadData, BadParameter
from leitgraph.model import Text
from leitgraph.usecases import values
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
MAX_ITEMS = 500

_TEXTS = {
    "titel": DCTERMS + "title",
    "gegenstand": DCTERMS + "description",
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


def parse(body: str) -> dict[str, Any]:
    """The JSON object, numbers exact. Raises ``BadData`` with line and column."""
    try:
        data = json.loads(body, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadData(
            f"Das ist kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno}).",
            f"This is not valid JSON (line {error.lineno}, column {error.colno}).",
            line=error.lineno,
            column=error.colno,
        ) from None
    except (RecursionError, ValueError):
        raise BadData(
            "Das JSON ist zu tief geschachtelt oder enthält unmögliche Zahlen.",
            "The JSON is nested too deeply or holds impossible numbers.",
        ) from None
    if not isinstance(data, dict):
        raise BadData(
            "Erwartet wird ein JSON-Objekt mit den Feldern einer Vorlage.",
            "A JSON object with the fields of a Vorlage is needed.",
        )
    return data


def _no_constant(name: str) -> None:
    raise ValueError(name)


class JsonDraft:
    """Turns the fields into triples of the draft, one method for each kind of field."""

    def __init__(
        self,
        data: dict[str, Any],
        focus: NamedNode,
        city: str,
        resolver: Resolver,
        note: Callable[[str, Text, str], None],
    ) -> None:
        self._data = data
        self._focus = focus
        self._city = city
        self._resolver = resolver
        self._note = note
        self._id = focus.value.rsplit("/", 1)[-1]
        self.triples: list[Triple] = []

    def read(self) -> None:
        """Read all fields. Raises ``BadParameter`` for one that cannot be read."""
        if not self._given("titel"):
            raise BadParameter(
                "Der Titel der Vorlage fehlt (Feld „titel“).",
                "The title of the Vorlage is missing (field “titel”).",
                parameter="titel",
            )
        art = values.code("art", self._data.get("art") or "vorlage", _ARTEN)
        self._link(self._focus, RDF_TYPE.value, NamedNode(NS + art.capitalize()))
        self._link(self._focus, NS + "kommune", NamedNode(f"{self._city}/kommune/stadt"))
        for name, predicate in _TEXTS.items():
            if self._given(name):
                self._text(self._focus, predicate, values.text(name, self._data[name]))
        for name in _STRINGS:
            if self._given(name):
                self._literal(self._focus, name, values.text(name, self._data[name]))
        for name in _AMOUNTS:
            if self._given(name):
                self._amount(self._focus, name, name, self._data[name])
        self._codes()
        self._names("federfuehrung", EINHEIT, "federfuehrung", one=True)
        self._names("mitwirkung", EINHEIT, "mitwirkung")
        self._names("raum", RAUM, "liegtIn")
        self._names("produkt", PRODUKT, "produkt", one=True)
        self._cited()
        for number, entry in self._entries("jahresscheiben"):
            self._slice(number, entry)
        for number, entry in self._entries("zielbezuege", "ziel"):
            self._zielbezug(number, entry)
        for number, entry in self._entries("allokationen"):
            self._allokation(number, entry)
        for name in sorted(set(self._data) - _KNOWN):
            self._unknown(name)

    def _given(self, name: str, entry: dict[str, Any] | None = None) -> bool:
        value = (self._data if entry is None else entry).get(name)
        return (
            value is not None and value != [] and not (isinstance(value, str) and not value.strip())
        )

    def _codes(self) -> None:
        if self._given("klimawirkung"):
            chosen = values.code("klimawirkung", self._data["klimawirkung"], _KLIMA)
            self._code(self._focus, "klimawirkung", chosen)
        if self._given("nichtoeffentlich"):
            value = self._data["nichtoeffentlich"]
            if not isinstance(value, bool):
                raise values.wrong(
                    "nichtoeffentlich", value, "erwartet wird true oder false.", "true or false."
                )
            self._literal(self._focus, "nichtoeffentlich", str(value).lower(), "boolean")

    def _names(self, name: str, kind: Kind, predicate: str, one: bool = False) -> None:
        for written in self._list(name):
            if one and len(self._list(name)) > 1:
                raise values.wrong(
                    name, self._data[name], "nur eine Angabe.", "only one is allowed."
                )
            self._link(self._focus, NS + predicate, self._find(written, kind))

    def _find(self, written: str, kind: Kind) -> NamedNode | Literal:
        return self._resolver.find(written, kind) or Literal(written)

    def _cited(self) -> None:
        for written in self._list("zitiert"):
            found = self._resolver.find(written, VORLAGE) or self._resolver.find(written, BESCHLUSS)
            if found is not None:
                self._link(self._focus, NS + "zitiert", found)
                continue
            self._literal(self._focus, "zitiert", written)
            self._note(
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
        self._needs(entry, field, "jahr", "betrag")
        self._literal(node, "jahr", values.year(f"{field}.jahr", entry["jahr"]), "gYear")
        self._amount(node, "betrag", f"{field}.betrag", entry["betrag"])
        if self._given("haushaltsart", entry):
            art = values.code(f"{field}.haushaltsart", entry["haushaltsart"], _HAUSHALTSARTEN)
            self._code(node, "haushaltsart", art)
        self._rest(entry, field, {"jahr", "betrag", "haushaltsart"})

    def _zielbezug(self, number: int, entry: dict[str, Any]) -> None:
        field = f"zielbezuege[{number}]"
        node = self._node("zielbezug", number, "Zielbezug")
        self._link(self._focus, NS + "hatZielbezug", node)
        self._link(node, NS + "bezugVon", self._focus)
        self._needs(entry, field, "ziel")
        ziel = values.text(f"{field}.ziel", entry["ziel"])
        self._link(node, NS + "ziel", self._find(ziel, ZIEL))
        if self._given("richtung", entry):
            richtung = values.code(f"{field}.richtung", entry["richtung"], _RICHTUNGEN)
            self._code(node, "wirkungsrichtung", richtung)
        if self._given("begruendung", entry):
            grund = values.text(f"{field}.begruendung", entry["begruendung"])
            self._text(node, NS + "begruendung", grund)
        if self._given("abwaegung", entry):
            weighing = self._node("abwaegung", number, "Abwaegung")
            self._link(node, NS + "abwaegung", weighing)
            words = values.text(f"{field}.abwaegung", entry["abwaegung"])
            self._text(weighing, NS + "begruendung", words)
        self._rest(entry, field, {"ziel", "richtung", "begruendung", "abwaegung"})

    def _allokation(self, number: int, entry: dict[str, Any]) -> None:
        field = f"allokationen[{number}]"
        node = self._node("allokation", number, "Zielallokation")
        self._link(self._focus, NS + "hatZielallokation", node)
        self._link(node, NS + "allokationVon", self._focus)
        self._needs(entry, field, "ziel", "anteil")
        written = values.text(f"{field}.ziel", entry["ziel"])
        ziel = self._find(written, ZIEL)
        self._link(node, NS + "ziel", ziel)
        if isinstance(ziel, Literal):
            self._note(
                f"{field}.ziel",
                Text(
                    f"Das Ziel „{written}“, dem ein Anteil zugeordnet ist, ist nicht bekannt.",
                    f"The goal “{written}” to which a share is given is not known.",
                ),
                written,
            )
        anteil = values.share(f"{field}.anteil", entry["anteil"])
        self._literal(node, "anteil", values.decimal_text(anteil), "decimal")
        self._rest(entry, field, {"ziel", "anteil"})

    def _needs(self, entry: dict[str, Any], field: str, *names: str) -> None:
        for name in names:
            if not self._given(name, entry):
                raise BadParameter(
                    f"Die Angabe „{field}.{name}“ fehlt.",
                    f"The entry “{field}.{name}” is missing.",
                    parameter=f"{field}.{name}",
                )

    def _list(self, name: str) -> list[str]:
        if not self._given(name):
            return []
        value = self._data[name]
        entries = value if isinstance(value, list) else [value]
        self._limit(name, entries)
        texts = [values.text(f"{name}[{i}]", entry) for i, entry in enumerate(entries)]
        return [text for text in texts if text]

    def _entries(self, name: str, short: str = "") -> list[tuple[int, dict[str, Any]]]:
        if not self._given(name):
            return []
        value = self._data[name]
        if not isinstance(value, list):
            raise values.wrong(name, value, "erwartet wird eine Liste.", "a list is needed.")
        self._limit(name, value)
        entries = [{short: e} if short and isinstance(e, str) else e for e in value]
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict):
                raise values.wrong(
                    f"{name}[{number}]", entry, "erwartet wird ein Objekt.", "an object is needed."
                )
        return list(enumerate(entries))

    def _limit(self, name: str, entries: list[Any]) -> None:
        if len(entries) > MAX_ITEMS:
            raise BadParameter(
                f"Die Liste „{name}“ hat mehr als {MAX_ITEMS} Einträge.",
                f"The list “{name}” has more than {MAX_ITEMS} entries.",
                parameter=name,
            )

    def _rest(self, entry: dict[str, Any], field: str, known: set[str]) -> None:
        for name in sorted(set(entry) - known):
            self._unknown(f"{field}.{name}")

    def _unknown(self, name: str) -> None:
        self._note(
            name,
            Text(
                f"Das Feld „{name}“ kennt die Prüfung nicht; es wurde nicht beachtet.",
                f"The check does not know the field “{name}”; it was not considered.",
            ),
            "",
        )

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
