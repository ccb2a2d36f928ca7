"""The draft of a Vorlage (JSON, JSON-LD, Turtle) as a small graph of its own, ready to be checked.

Runs inside a reader process: the bytes are foreign. The draft's own inferences (a
Beschlussvorlage is a Vorlage, ``bezugVon`` is the other end of ``hatZielbezug``) are drawn by the
rules of the graph room, so a draft is judged as it would be once it stood in the graph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyoxigraph as ox

from leitgraph.config import NS
from leitgraph.errors import BadData, BadParameter, TooLarge, UnsupportedMediaType
from leitgraph.linking.shelf import CityNames
from leitgraph.model import Text
from leitgraph.shacl.rules.neighbourhood import Layers, as_store
from leitgraph.store.inference import closure
from leitgraph.store.inference.rules import Rules
from leitgraph.store.rdf import skolem
from leitgraph.store.rdf.layers import PUBLIC_LAYER
from leitgraph.store.rdf.rdf_input import read_into
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import parse
from leitgraph.vorlage.draft.from_json import JsonDraft
from leitgraph.vorlage.draft.register import Register
from leitgraph.vorlage.draft.versions import Versions
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE, XSD
from leitgraph.vorlage.reading import State
from leitgraph.vorlage.resolve import Resolver, slug
from leitgraph.vorlage.states import states_of_draft

JSON = "application/json"
JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
ENDINGS = {
    ".json": JSON,
    ".jsonld": JSON_LD,
    ".ttl": TURTLE,
    ".turtle": TURTLE,
    ".nt": N_TRIPLES,
}
"""Media types of drafts by file ending."""
MAX_TRIPLES = 20_000
_DATUM = ox.NamedNode(NS + "datum")
_VORLAGE = ox.NamedNode(NS + "Vorlage")
_KOMMUNE = ox.NamedNode(NS + "kommune")
_RDF = (JSON_LD, TURTLE, N_TRIPLES)
_OUR_CONTEXT = re.compile(r"https?://w3id\.org/insek/(ns/)?context(\.jsonld)?")


@dataclass(frozen=True)
class Note:
    """Something to say about the input itself: a field, a message, the value it is about.

    ``asks``: it is a question about what could not be read at ``place`` of a document.
    """

    field: str
    message: Text
    value: str
    asks: bool = False
    options: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class Draft:
    """A draft read: its quads in the default graph of ``store``, and the Vorlage in it.

    ``states``: of its fields, where it says that some of them are open.
    """

    store: ox.Store
    focus: ox.NamedNode
    notes: tuple[Note, ...]
    title: str
    kennung: str
    states: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What reading a draft needs to know. ``city``: beginning of the city's IRIs, or "" for RDF.

    ``now``: the date of a draft that bears none, where none is asked for; ``names``: what the city
    knows by name, if that is kept.
    """

    layers: Layers
    base: str
    city: str
    day: date | None
    rules: Rules
    context: dict[str, Any]
    now: date = field(default_factory=date.today)
    names: CityNames | None = None

    def today(self) -> date:
        """The date asked for, else today."""
        return self.day or self.now


def read_draft(body: bytes, media_type: str, reading: Reading, focus: str = "") -> Draft:
    """The draft. ``BadData`` for what cannot be read, ``BadParameter`` for a wrong field."""
    kind = media_type.split(";")[0].strip().lower() or JSON
    if kind not in {JSON, *_RDF}:
        raise UnsupportedMediaType(
            f"Geprüft werden JSON, JSON-LD und Turtle, nicht „{kind}“.",
            f"JSON, JSON-LD and Turtle can be checked, not “{kind}”.",
            supported=[JSON, *_RDF],
        )
    if not body.strip():
        raise BadData("Der Entwurf ist leer.", "The draft is empty.")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadData(
            f"Der Entwurf ist nicht in UTF-8 geschrieben (Byte {error.start}).",
            f"The draft is not written in UTF-8 (byte {error.start}).",
        ) from None
    if kind == JSON_LD and text.lstrip().startswith("["):
        text = f'{{"@graph": {text}}}'  # the expanded form, as most programs write it
    if kind in {JSON, JSON_LD}:
        data = parse(text)
        if kind == JSON and not _is_linked(data):
            return _from_json(data, reading)
        # Read again: JSON-LD knows numbers only as JSON writes them.
        text, kind = json.dumps(_with_context(json.loads(text), reading.context)), JSON_LD
    return _from_rdf(text, kind, reading, focus)


def read_fields(data: dict[str, Any], reading: Reading) -> Draft:
    """The draft of which the fields are there already, without decimal numbers among them."""
    if not _is_linked(data):
        return _from_json(data, reading)
    return _from_rdf(json.dumps(_with_context(data, reading.context)), JSON_LD, reading, "")


def _is_linked(data: dict[str, Any]) -> bool:
    """True for JSON-LD."""
    return bool({"@context", "@graph", "@id", "@type"} & set(data))


def _from_json(data: dict[str, Any], reading: Reading) -> Draft:
    notes: list[Note] = []
    kennung = values.text("kennung", data.get("kennung") or "")
    focus = ox.NamedNode(f"{reading.city}/vorlage/{slug(kennung) or 'entwurf'}")
    written = values.day("datum", data["datum"]) if data.get("datum") else None
    day = reading.day or written or reading.now
    resolver = Resolver(reading.layers, reading.city, day, reading.names)
    draft = JsonDraft(
        data,
        focus,
        reading.city,
        resolver,
        Register(reading.layers, reading.city, day.isoformat()),
        lambda: Versions(reading.layers, reading.city),
        lambda field, message, value: notes.append(Note(field, message, value)),
        day,
    )
    draft.read()
    store = _closed(draft.triples, reading)
    set_date(store, focus, reading.day or written or reading.now)
    title, states = values.text("titel", data["titel"]), states_of_draft(data)
    return Draft(store, focus, tuple(notes), title, kennung, states)


def _from_rdf(text: str, kind: str, reading: Reading, focus: str) -> Draft:
    raw = ox.Store()
    read_into(raw, text.encode(), format_=kind, base=reading.base + "/", graph=None)
    if len(raw) > MAX_TRIPLES:
        raise TooLarge(
            f"Der Entwurf hat mehr als {MAX_TRIPLES} Aussagen.",
            f"The draft has more than {MAX_TRIPLES} statements.",
        )
    flat = (ox.Quad(q.subject, q.predicate, q.object, PUBLIC_LAYER) for q in raw)
    named = skolem.skolemise(flat, reading.base)
    store = _closed([quad.triple for quad in named], reading)
    node = _find_focus(store, focus)
    own = _first(store, node, _DATUM)
    if reading.day is not None or own is None:
        set_date(store, node, reading.today())
    title = _first(store, node, ox.NamedNode(DCTERMS + "title"))
    kennung = _first(store, node, ox.NamedNode(NS + "kennung"))
    return Draft(
        store,
        node,
        (),
        title.value if isinstance(title, ox.Literal) else "",
        kennung.value if isinstance(kennung, ox.Literal) else "",
    )


def _find_focus(store: ox.Store, focus: str) -> ox.NamedNode:
    papers = sorted(
        {
            quad.subject.value
            for quad in store.quads_for_pattern(None, RDF_TYPE, _VORLAGE, PUBLIC_LAYER)
            if isinstance(quad.subject, ox.NamedNode)
        }
    )
    if focus and focus in papers:
        return ox.NamedNode(focus)
    if not papers:
        raise BadData(
            "In dem Entwurf steht keine Vorlage (insek:Vorlage oder eine ihrer Arten).",
            "There is no Vorlage in the draft (insek:Vorlage or one of its kinds).",
        )
    if focus or len(papers) > 1:
        raise BadParameter(
            f"In dem Entwurf stehen {len(papers)} Vorlagen; nennen Sie die, die zu prüfen ist.",
            f"There are {len(papers)} Vorlagen in the draft; name the one to check.",
            parameter="focus",
            choices=papers[:20],
        )
    return ox.NamedNode(papers[0])


def _closed(triples: Iterable[ox.Triple], reading: Reading) -> ox.Store:
    """A store with the triples and with what follows from them about what they describe."""
    plus = {(t.subject, t.predicate, t.object) for t in triples}
    facts = closure.Facts(ox.Store(), [PUBLIC_LAYER])
    gained, _ = closure.change(
        facts, closure.Forms(reading.rules), plus, (), lambda fact: fact in plus
    )
    own = {subject for subject, _, _ in plus}
    return as_store(ox.Triple(*fact) for fact in plus | {f for f in gained if f[0] in own})


def set_date(store: ox.Store, focus: ox.NamedNode, day: date) -> None:
    """Let the Vorlage bear this date and no other."""
    for quad in list(store.quads_for_pattern(focus, _DATUM, None, PUBLIC_LAYER)):
        store.remove(quad)
    value = ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
    store.add(ox.Quad(focus, _DATUM, value, PUBLIC_LAYER))


def date_of(store: ox.Store, focus: ox.NamedNode) -> str:
    """The date the Vorlage bears, or an empty text."""
    value = _first(store, focus, _DATUM)
    return value.value if isinstance(value, ox.Literal) else ""


def city_of(store: ox.Store, focus: ox.NamedNode) -> str:
    """The IRI of the Kommune of the Vorlage, or an empty text."""
    value = _first(store, focus, _KOMMUNE)
    return value.value if isinstance(value, ox.NamedNode) else ""


def _first(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> Any:
    quad = next(iter(store.quads_for_pattern(node, predicate, None, PUBLIC_LAYER)), None)
    return None if quad is None else quad.object


def _with_context(data: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    """Our published context is put in place; no other is fetched from anywhere."""

    def local(value: Any) -> Any:
        if isinstance(value, list):
            return [local(one) for one in value]
        if isinstance(value, str):
            if _OUR_CONTEXT.fullmatch(value) and context:
                return context
            raise BadData(
                f"Der JSON-LD-Kontext „{value[:100]}“ wird nicht aus dem Netz geholt; "
                "schreiben Sie ihn in den Entwurf.",
                f"The JSON-LD context “{value[:100]}” is not fetched from the net; put it inline.",
            )
        return value

    if "@context" not in data:
        return {"@context": context, **data} if context else data
    return {**data, "@context": local(data["@context"])}
