"""Parameters of a named query bound as RDF terms, never as text.

The body has ``VALUES ?name { <default> }`` once for each parameter. What a user gives becomes a
term of the parameter's type first; the term, as the engine writes it, replaces what stands between
the braces. So no value can leave its place. No value at all is ``UNDEF``, which joins with
everything: "all".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from leitgraph.config import VOCAB_BASE
from leitgraph.errors import BadParameter, BadQuery
from leitgraph.model import Parameter, Query
from leitgraph.store.sparql import guard
from leitgraph.store.sparql.tokens import place, tokenise

ALL = "*"
"""Given for an optional parameter: no restriction, also where there is a default."""
UNDEF = "UNDEF"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LONGEST = 2000
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_RELATIVE = re.compile(r"/?[A-Za-z0-9][A-Za-z0-9._~%-]*(/[A-Za-z0-9._~%-]+)*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")

Term = ox.NamedNode | ox.Literal


def bound(
    query: Query,
    values: Mapping[str, str],
    *,
    base: str,
    today: str,
    codes: Collection[str] | None = None,
) -> str:
    """The body with the parameters' terms in it.

    ``values``: as users write them, by name; empty means not given, ``*`` means all. ``today`` is
    an ISO date; ``codes`` are the IRIs of all codes, if they are to be checked. Raises
    ``BadParameter``.
    """
    chosen = terms(query, values, base=base, today=today, codes=codes)
    body = query.body
    for start, end, name in sorted(_blocks(query), reverse=True):
        term = chosen[name]
        body = f"{body[:start]} {UNDEF if term is None else term} {body[end:]}"
    return body


def terms(
    query: Query,
    values: Mapping[str, str],
    *,
    base: str,
    today: str,
    codes: Collection[str] | None = None,
) -> dict[str, Term | None]:
    """The term of each parameter; None means all. Raises ``BadParameter``."""
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            known = ", ".join(names) or "–"
            raise BadParameter(
                f"„{name}“ gibt es hier nicht. Möglich: {known}.",
                f"There is no “{name}” here. Possible: {known}.",
                parameter=name,
            )
    return {
        p.name: _chosen(p, values.get(p.name, ""), base, today, codes) for p in query.parameters
    }


def header_defaults(query: Query, base: str, *, only: str) -> dict[str, Term | None]:
    """The term of one parameter's default in the header. Raises ``BadParameter``."""
    chosen = next(p for p in query.parameters if p.name == only)
    return {only: _chosen(chosen, "", base, "2000-01-01", None)}


def body_defaults(query: Query, base: str) -> dict[str, Term | None]:
    """The term in each VALUES of the body; None for UNDEF. Raises ``BadQuery`` with its line."""
    prologue = query.body[: _start_of_select(query.body)]
    found: dict[str, Term | None] = {}
    for start, end, name in _blocks(query):
        text = f"{prologue} SELECT ?{name} WHERE {{ VALUES ?{name} {{ {query.body[start:end]} }} }}"
        try:
            results = ox.Store().query(text, base_iri=base + "/", prefixes=dict(guard.PREFIXES))
        except SyntaxError as error:
            at = place(query.body, start)
            raise BadQuery(f"VALUES ?{name}: {error}", line=at["line"]) from error
        assert isinstance(results, ox.QuerySolutions)
        rows = [row[0] for row in results]
        if len(rows) != 1 or isinstance(rows[0], ox.BlankNode | ox.Triple):
            raise BadQuery(
                f"VALUES ?{name} hat {len(rows)} Werte, es braucht einen.",
                f"VALUES ?{name} has {len(rows)} values, one is needed.",
                line=place(query.body, start)["line"],
            )
        found[name] = rows[0]
    return found


def _start_of_select(body: str) -> int:
    for token in tokenise(body):
        if token.kind == "word" and token.text.upper() == "SELECT":
            return token.start
    return 0


def _blocks(query: Query) -> list[tuple[int, int, str]]:
    """Where the value of each parameter stands: right after the brace, the closing one, name."""
    tokens = tokenise(query.body)
    blocks: list[tuple[int, int, str]] = []
    for index, token in enumerate(tokens[:-2]):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        variable, brace = tokens[index + 1], tokens[index + 2]
        if variable.kind != "var" or brace.text != "{":
            continue
        end = next((t.start for t in tokens[index + 3 :] if t.text == "}"), None)
        if end is not None:
            blocks.append((brace.start + 1, end, variable.text[1:]))
    wanted = {parameter.name for parameter in query.parameters}
    blocks = [block for block in blocks if block[2] in wanted]
    found = [name for _, _, name in blocks]
    for name in sorted(wanted):
        if found.count(name) != 1:
            raise BadQuery(
                f"VALUES ?{name} {{ … }} steht {found.count(name)}-mal da, es braucht einmal.",
                f"VALUES ?{name} {{ … }} is there {found.count(name)} times, one is needed.",
            )
    return blocks


def _chosen(
    parameter: Parameter, value: str, base: str, today: str, codes: Collection[str] | None
) -> Term | None:
    value = value.strip()
    if value == ALL and not parameter.required:
        return None
    value = value or parameter.default or ""
    if not value:
        if parameter.required:
            raise BadParameter(
                f"„{parameter.label.de}“ ({parameter.name}) fehlt.",
                f"“{parameter.label.en}” ({parameter.name}) is missing.",
                parameter=parameter.name,
            )
        return None
    if len(value) > _LONGEST:
        raise _bad(parameter, value, "Text, höchstens 2000 Zeichen", "text of 2000 characters")
    if parameter.type == "date" and value == "today":
        value = today
    if parameter.type in _LITERALS:
        return _LITERALS[parameter.type](parameter, value)
    if parameter.type == "code":
        return _code(parameter, value, codes)
    if parameter.type == "city" and not _ABSOLUTE.match(value) and "/" not in value:
        if not _SLUG.fullmatch(value):
            raise _bad(parameter, value, "Kurzname, etwa auerbach", "slug, such as auerbach")
        value = f"{base}/{value}/kommune/stadt"
    return _node(parameter, value, base)


def _node(parameter: Parameter, value: str, base: str) -> ox.NamedNode:
    """An absolute IRI, or one relative to the base (``auerbach/ziel/3``)."""
    node = None
    if _ABSOLUTE.match(value) or _RELATIVE.fullmatch(value):
        absolute = value if _ABSOLUTE.match(value) else f"{base}/{value.lstrip('/')}"
        with suppress(ValueError, UnicodeEncodeError):
            node = ox.NamedNode(absolute)
    if node is None or re.search(r"[\x00-\x20<>\"{}|^`\\]", node.value):
        raise _bad(parameter, value, "IRI, etwa auerbach/ziel/3", "IRI, such as auerbach/ziel/3")
    return node


def _code(parameter: Parameter, value: str, codes: Collection[str] | None) -> ox.NamedNode:
    """A code of the parameter's list by its notation or its IRI."""
    scheme = f"{VOCAB_BASE}{parameter.options}/"
    notation = value.removeprefix(scheme)
    known = sorted(c.removeprefix(scheme) for c in codes or () if c.startswith(scheme))
    if not _CODE.fullmatch(notation) or (codes is not None and notation not in known):
        offer = ", ".join(known)
        raise _bad(parameter, value, f"Code aus: {offer}", f"code out of: {offer}")
    return ox.NamedNode(scheme + notation)


def _string(parameter: Parameter, value: str) -> ox.Literal:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _bad(parameter, ascii(value), "Text", "text") from None
    return ox.Literal(value)


def _integer(parameter: Parameter, value: str) -> ox.Literal:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise _bad(parameter, value, "ganze Zahl", "whole number")
    return ox.Literal(int(value))


def _decimal(parameter: Parameter, value: str) -> ox.Literal:
    """With a point (1650000.50) or as Germans write it (1.650.000,50); 1.650 could be either."""
    plain = value
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})*,\d+|[+-]?\d+,\d+|[+-]?\d{1,3}(\.\d{3}){2,}", value):
        plain = value.replace(".", "").replace(",", ".")
    unclear = re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", value)
    if unclear or not re.fullmatch(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", plain):
        raise _bad(parameter, value, "Zahl, etwa 1650000.50", "number, such as 1650000.50")
    number = Decimal(plain)
    return ox.Literal(f"{number:f}", datatype=ox.NamedNode(_XSD + "decimal"))


def _date(parameter: Parameter, value: str) -> ox.Literal:
    """As 2025-06-30 or as 30.06.2025."""
    german = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value)
    try:
        if german:
            day = date(int(german[3]), int(german[2]), int(german[1]))
        elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            day = date.fromisoformat(value)
        else:
            raise ValueError(value)
    except ValueError:
        raise _bad(parameter, value, "Datum, etwa 2025-06-30", "date, such as 2025-06-30") from None
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(_XSD + "date"))


def _year(parameter: Parameter, value: str) -> ox.Literal:
    if not re.fullmatch(r"[1-9][0-9]{3}", value):
        raise _bad(parameter, value, "Jahr mit vier Ziffern", "year of four digits")
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + "gYear"))


def _boolean(parameter: Parameter, value: str) -> ox.Literal:
    known = {"true": True, "ja": True, "1": True, "false": False, "nein": False, "0": False}
    if value.lower() not in known:
        raise _bad(parameter, value, "ja oder nein", "true or false")
    return ox.Literal(known[value.lower()])


_LITERALS: Mapping[str, Callable[[Parameter, str], ox.Literal]] = {
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "year": _year,
    "boolean": _boolean,
}


def _bad(parameter: Parameter, value: str, german: str, english: str) -> BadParameter:
    shown = value if len(value) <= 80 else value[:80] + " …"
    shown = shown.encode("utf-8", "backslashreplace").decode()
    return BadParameter(
        f"„{shown}“ passt nicht für „{parameter.label.de}“: erwartet wird {german}.",
        f"“{shown}” does not fit “{parameter.label.en}”: expected is {english}.",
        parameter=parameter.name,
    )
