"""Foreign RDF read with care: only ever called in a reader, which may die of it.

What is known to crash or to swell the parser is refused before it is tried: JSON-LD and quoted
triples nested too deeply, entity bombs. Nothing is fetched: neither remote contexts nor external
entities.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

import pyoxigraph as ox

from leitgraph.errors import BadData, UnsupportedMediaType
from leitgraph.store.rdf.jsonld_losses import refuse_losses

FORMATS: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
NAMES = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/trig": "trig",
    "application/n-triples": "ntriples",
    "text/plain": "ntriples",
    "application/n-quads": "nquads",
    "application/rdf+xml": "rdfxml",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "rdf": "rdfxml",
    "owl": "rdfxml",
    "xml": "rdfxml",
    "json": "jsonld",
}
WITH_GRAPHS = frozenset({"trig", "nquads", "jsonld"})

JSON_DEPTH = 200
TRIPLE_DEPTH = 20
ENTITIES = 500
ENTITY_CHARACTERS = 4096
EXPANDED_CHARACTERS = 32 << 20


def format_name(name: str) -> str:
    """Short name of a format from a media type, a file ending or itself."""
    plain = name.split(";")[0].strip().lower().lstrip(".")
    plain = NAMES.get(plain, plain)
    if plain not in FORMATS:
        raise UnsupportedMediaType(
            f"Das Format „{name}“ wird nicht gelesen. Gelesen werden: {', '.join(FORMATS)}.",
            f"The format “{name}” is not read. What is read: {', '.join(FORMATS)}.",
        )
    return plain


def read_into(
    store: ox.Store,
    data: bytes,
    *,
    format_: str,
    base: str,
    graph: ox.NamedNode | None,
    name: str = "",
) -> int:
    """Parse ``data`` into a scratch store; ``BadData`` with line and column where it cannot be.

    Triples without a graph of their own go into ``graph``. Relative IRIs are resolved against
    ``base``. ``name`` (a file name) goes into the error. Returns how many statements the document
    makes that the store did not hold; nothing that it says is dropped.
    """
    format_ = format_name(format_)
    _examine(data, format_, name)
    options: dict[str, Any] = {"format": FORMATS[format_], "base_iri": base}
    if graph is not None and format_ not in WITH_GRAPHS:
        options["to_graph"] = graph
    moved = graph is not None and format_ in WITH_GRAPHS
    target = ox.Store() if moved else store
    before = len(target)
    try:
        if format_ == "jsonld":
            quads = set(ox.parse(data, **options))
            refuse_losses(data, base, len(quads), name)
            target.bulk_extend(quads)
        else:
            target.bulk_load(data, **options)
    except SyntaxError as error:
        raise _bad_data(error, name) from error
    except (ValueError, OSError) as error:
        raise _bad(name, str(error), str(error)) from error
    read = len(target) - before
    if moved:
        store.bulk_extend(
            ox.Quad(q.subject, q.predicate, q.object, graph)
            if isinstance(q.graph_name, ox.DefaultGraph)
            else q
            for q in target
        )
    return read


def _bad(name: str, german: str, english: str, **facts: Any) -> BadData:
    where = f"{name}: " if name else ""
    if name:
        facts["file"] = name
    return BadData(f"{where}{german}", f"{where}{english}", **facts)


def _bad_data(error: SyntaxError, name: str) -> BadData:
    message = " ".join(str(error.msg).split())[:300]
    if "LoadDocumentCallback" in message or "remote context" in message:
        return _bad(
            name,
            "Ein fremder @context wird nicht geholt. Bitte den Kontext in das Dokument schreiben.",
            "A remote @context is not fetched. Please put the context into the document.",
        )
    facts: dict[str, Any] = {}
    where_de = where_en = ""
    if error.lineno:
        facts = {"line": error.lineno, "column": error.offset}
        where_de = f"Zeile {error.lineno}, Spalte {error.offset}: "
        where_en = f"Line {error.lineno}, column {error.offset}: "
    return _bad(name, where_de + message, where_en + message, **facts)


# -- before parsing ------------------------------------------------------------------------------


def _examine(data: bytes, format_: str, name: str) -> None:
    if format_ == "jsonld":
        if json_depth(data) > JSON_DEPTH:
            raise _too_deep(name)
    elif format_ == "rdfxml":
        _examine_entities(data, name)
    elif b"<<" in data and triple_depth(data) > TRIPLE_DEPTH:
        raise _too_deep(name)


def _too_deep(name: str) -> BadData:
    return _bad(
        name, "Das Dokument ist zu tief verschachtelt.", "The document is nested too deeply."
    )


_STEP = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}
_NOT_BRACKETS = bytes(set(range(256)) - set(_STEP))


def json_depth(data: bytes) -> int:
    """How deep objects and arrays are nested, without parsing."""
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in data else data
    outside = b"".join(plain.split(b'"')[::2])
    brackets = outside.translate(None, _NOT_BRACKETS)
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0)


_QUOTED = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    rb'|"(?:[^"\\\r\n]|\\.)*"|\'(?:[^\'\\\r\n]|\\.)*\''
    rb"|<(?!<)[^<>\s]*>|\#[^\r\n]*|<<|>>",
    re.DOTALL,
)


def triple_depth(data: bytes) -> int:
    """How deep quoted triples are nested in Turtle and its kin."""
    depth = deepest = 0
    for match in _QUOTED.finditer(data):
        sign = match.group()
        if sign == b"<<":
            depth += 1
            deepest = max(deepest, depth)
        elif sign == b">>":
            depth -= 1
    return deepest


_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?([^\s\"'>]+)\s+(?:\"([^\"]*)\"|'([^']*)'|([A-Z]+))")
_REFERENCE = re.compile(rb"&([A-Za-z_:][\w.:-]*);")
_OWN = frozenset({b"lt", b"gt", b"amp", b"quot", b"apos"})


def _examine_entities(data: bytes, name: str) -> None:
    """Refuse entity bombs and external entities; namespaces as entities (Protégé) are fine."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:64]:
        raise _bad(name, "RDF/XML wird in UTF-8 gelesen.", "RDF/XML is read in UTF-8.")
    if data.count(b"<!ENTITY") > ENTITIES:
        raise _entity_bomb(name)
    texts: dict[bytes, bytes] = {}
    found = 0
    for match in _ENTITY.finditer(data):
        found += 1
        if match[1] or match[5]:
            raise _bad(
                name,
                "Externe Entitäten und Parameter-Entitäten werden nicht gelesen.",
                "External entities and parameter entities are not read.",
            )
        texts.setdefault(match[2], match[3] if match[3] is not None else match[4])
    if found != data.count(b"<!ENTITY"):
        raise _bad(
            name,
            "Eine Entität ist nicht lesbar deklariert.",
            "An entity is not declared readably.",
        )
    if not texts:
        return
    lengths: dict[bytes, int] = {}
    total = 0
    for reference in _REFERENCE.findall(data):
        if reference not in _OWN:
            total += _expanded(reference, texts, lengths, (), name)
            if total > EXPANDED_CHARACTERS:
                raise _entity_bomb(name)


def _expanded(
    entity: bytes,
    texts: dict[bytes, bytes],
    lengths: dict[bytes, int],
    inside: tuple[bytes, ...],
    name: str,
) -> int:
    """Length of an entity with all it refers to; ``BadData`` if too long, too deep or circular."""
    if entity in lengths:
        return lengths[entity]
    if entity in inside or len(inside) > 8:
        raise _entity_bomb(name)
    text = texts.get(entity, b"")
    length = len(text)
    for reference in _REFERENCE.findall(text):
        if reference not in _OWN:
            length += _expanded(reference, texts, lengths, (*inside, entity), name)
    if length > ENTITY_CHARACTERS:
        raise _entity_bomb(name)
    lengths[entity] = length
    return length


def _entity_bomb(name: str) -> BadData:
    return _bad(
        name,
        "Die Entitäten des Dokuments wachsen beim Lesen über jedes Maß.",
        "The document's entities grow out of all proportion when read.",
    )
