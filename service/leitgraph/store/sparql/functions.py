"""Functions by IRI that the engine does not have: their value is an error, so nothing is bound.

SPARQL 1.1, section 17.6, leaves it to an endpoint which such functions it has; the engine refuses
the whole query (``geof:buffer``, functions of other stores). Here an expression with one of them
comes to nothing, and the rest of the query is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

import pyoxigraph as ox

_MOST = 50
_LACKING = "is not supported"
Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Functions: TypeAlias = dict[ox.NamedNode, Callable[..., Term | None]]


def lacking(called: Iterable[str]) -> Functions:
    """Of IRIs that a query calls, those that the engine does not have, each with what stands in."""
    names = list(dict.fromkeys(called))[:_MOST]
    return {ox.NamedNode(iri): _nothing for iri in names if not _has(iri)}


def _nothing(*_: object) -> None:
    """What such a function comes to."""


@lru_cache(maxsize=512)
def _has(iri: str) -> bool:
    """True if the engine has a function of this name, or if the name is none."""
    try:
        ox.Store().query(f"ASK {{ FILTER({ox.NamedNode(iri)}()) }}")
    except RuntimeError as error:
        return _LACKING not in str(error)  # a function may also miss its arguments
    except (ValueError, SyntaxError, OSError):
        return True
    return True
