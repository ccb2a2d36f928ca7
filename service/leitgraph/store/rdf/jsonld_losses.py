"""What a JSON-LD document says that would be dropped on the way to triples: found, and refused.

JSON-LD lets processors pass over what they cannot use: keys that no context explains, IRIs with a
space in them, languages that are none (JSON-LD 1.1 API, sections 5.1.2 and 8.1). Here nothing may
be lost in silence. The document is expanded by PyLD, which tells what it drops; every IRI, language
and value of the rest is looked at, and what is said is counted beside what the parser gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

import pyoxigraph as ox
from pyld import jsonld

from leitgraph.errors import BadData

KEYWORDS = frozenset(
    {"@base", "@container", "@context", "@default", "@direction", "@graph", "@id", "@import"}
    | {"@included", "@index", "@json", "@language", "@list", "@nest", "@none", "@prefix"}
    | {"@propagate", "@protected", "@reverse", "@set", "@type", "@value", "@version", "@vocab"}
)
SHOWN = 120


def refuse_losses(data: bytes, base: str, statements: int, name: str = "") -> None:
    """Raise ``BadData`` with place and reason if the document says more than ``statements``."""
    _Document(data, base, name).check(statements)


class _Document:
    def __init__(self, data: bytes, base: str, name: str) -> None:
        self._text = data.decode("utf-8-sig", "replace")
        self._base = base
        self._name = name
        self._said: set[tuple[Any, ...]] = set()

    def check(self, statements: int) -> None:
        try:
            source = json.loads(self._text, object_pairs_hook=self._object)
        except (ValueError, RecursionError):
            return  # the parser has told so
        options = {"base": self._base, "documentLoader": _nothing_is_fetched}
        try:
            expanded = jsonld.expand(source, options, on_property_dropped=self._dropped)
        except jsonld.JsonLdError as error:
            reason = " ".join(str(error.args[0] if error.args else error).split())[:SHOWN]
            self._refuse(
                "", f"Das ist kein gültiges JSON-LD: {reason}", f"No valid JSON-LD: {reason}"
            )
        self._floating(source)
        for node in expanded:
            self._node(node, "")
        if len(self._said) > statements:
            self._refuse(
                "",
                f"Das Dokument macht {len(self._said)} Aussagen, gelesen wurden {statements}. "
                "Geschrieben wurde nichts.",
                f"The document makes {len(self._said)} statements, {statements} were read. "
                "Nothing was written.",
            )

    # ------------------------------------------------------------ what is dropped on expansion

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self._refuse(
                    key,
                    f"Der Schlüssel „{key}“ steht zweimal im selben Objekt; nur der letzte zählte.",
                    f"The key “{key}” is twice in one object; only the last would count.",
                )
            if key.startswith("@") and key not in KEYWORDS and key[1:].isalpha():
                self._refuse(
                    key,
                    f"„{key}“ ist kein Schlüsselwort von JSON-LD und fiele weg.",
                    f"“{key}” is no keyword of JSON-LD and would be dropped.",
                )
            found[key] = value
        return found

    def _dropped(self, key: str | None) -> None:
        if key is not None:  # else the context itself says that it is to be passed over
            self._refuse(
                key,
                f"Zum Schlüssel „{key}“ nennt kein @context eine Eigenschaft; er fiele weg. Bitte "
                "im @context erklären, als volle IRI schreiben oder dort auf null setzen.",
                f"No @context explains the key “{key}”; it would be dropped. Please explain it in "
                "the @context, write a full IRI, or set it to null there.",
            )

    def _floating(self, source: Any) -> None:
        for item in source if isinstance(source, list) else [source]:
            if not isinstance(item, dict | list):
                self._refuse(
                    str(item),
                    f"Ein Wert ohne Subjekt fiele weg: {_short(item)}",
                    f"A value without a subject would be dropped: {_short(item)}",
                )

    # ------------------------------------------------------------ what is dropped on the way to RDF

    def _node(self, node: dict[str, Any], graph: str) -> str:
        """Look at a node object of the expanded form; its name."""
        name = node.get("@id", f"_:{id(node)}")
        self._iri(name)
        for kind in _several(node.get("@type", ())):
            self._iri(kind)
            self._said.add((graph, name, "@type", kind))
        for inner in _several(node.get("@graph", ())):
            self._node(inner, name if _is_named(node) else graph)
        for inner in _several(node.get("@included", ())):
            self._node(inner, graph)
        for key, values in node.get("@reverse", {}).items():
            self._property(key)
            for value in values:
                self._said.add((graph, self._node(value, graph), key, name))
        for key, values in node.items():
            if not key.startswith("@"):
                self._property(key)
                for value in values:
                    self._said.add((graph, name, key, self._value(value, graph)))
        return str(name)

    def _value(self, value: dict[str, Any], graph: str) -> Any:
        if "@list" in value:
            for number, item in enumerate(value["@list"]):
                self._said.add((graph, id(value), number, "first", self._value(item, graph)))
                self._said.add((graph, id(value), number, "rest"))
            return ("list", id(value)) if value["@list"] else "nil"
        if "@value" not in value:
            return self._node(value, graph)
        literal, kind, language = value["@value"], value.get("@type"), value.get("@language")
        if "@direction" in value:
            self._refuse(
                str(literal),
                f"Eine Schreibrichtung (@direction) wird nicht gespeichert: {_short(literal)}",
                f"A base direction (@direction) is not stored: {_short(literal)}",
            )
        if kind is not None and kind != "@json":
            self._iri(kind)
        if language is not None:
            try:
                ox.Literal("", language=language)
            except ValueError:
                self._refuse(
                    language,
                    f"„{language}“ ist keine Sprache; der Text fiele weg: {_short(literal)}",
                    f"“{language}” is no language; the text would be dropped: {_short(literal)}",
                )
        if isinstance(literal, float) and literal.is_integer() and abs(literal) < 1e21:
            literal = int(literal)
        return (type(literal).__name__, json.dumps(literal, sort_keys=True), kind, language)

    def _property(self, key: str) -> None:
        if key.startswith("_:"):
            self._refuse(
                key,
                f"Ein leerer Knoten als Eigenschaft ({key}) fiele weg.",
                f"A blank node as property ({key}) would be dropped.",
            )
        self._iri(key)

    def _iri(self, iri: Any) -> None:
        if isinstance(iri, str) and iri.startswith("_:"):
            return
        try:
            ox.NamedNode(iri)
        except (ValueError, TypeError) as error:
            reason = " ".join(str(error).split())
            self._refuse(
                str(iri).removeprefix(self._base.rsplit("/", 1)[0] + "/"),
                f"„{_short(iri)}“ ist keine IRI ({reason}); was davon handelt, fiele weg.",
                f"“{_short(iri)}” is no IRI ({reason}); what is said of it would be dropped.",
            )

    # ------------------------------------------------------------ telling

    def _refuse(self, word: str, german: str, english: str) -> NoReturn:
        where = f"{self._name}: " if self._name else ""
        facts: dict[str, Any] = {"file": self._name} if self._name else {}
        place_de = place_en = ""
        position = self._text.find(word) if word else -1
        if position >= 0:
            line = self._text.count("\n", 0, position) + 1
            column = position - self._text.rfind("\n", 0, position)
            facts |= {"line": line, "column": column}
            place_de = f"Zeile {line}, Spalte {column}: "
            place_en = f"Line {line}, column {column}: "
        raise BadData(f"{where}{place_de}{german}", f"{where}{place_en}{english}", **facts)


def _nothing_is_fetched(url: str, options: object) -> NoReturn:
    raise jsonld.JsonLdError(f"remote context {url}", "jsonld.LoadDocumentError")


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _is_named(node: dict[str, Any]) -> bool:
    """A graph object has a name of its own, unless it only wraps the default graph."""
    return "@id" in node or len(node.keys() - {"@graph", "@index"}) > 0


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"
