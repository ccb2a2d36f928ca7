"""A view on a journal, and readers beside it."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from leitgraph.model import Patch, Role
from leitgraph.store.journal.journal import Journal
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    ONTOLOGY,
)
from leitgraph.store.rdf.skolem import canonical
from leitgraph.store.views import View, dataset_for, open_view

PREFIXES = """
@prefix : <http://ex/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix insek: <https://w3id.org/insek/ns#> .
"""
AXIOMS = f"""
{ONTOLOGY} {{ :Beschlussvorlage rdfs:subClassOf :Vorlage .
  :untersteht a owl:TransitiveProperty . :gehoertZu rdfs:subPropertyOf :untersteht ;
    owl:inverseOf :umfasst . }}
{CATALOGUE} {{ {ONTOLOGY} insek:sichtbarkeit "public" . :auf insek:sichtbarkeit "public" .
  :auch insek:sichtbarkeit "public" . :zu insek:sichtbarkeit "internal" . }}
"""


def quads(trig: str) -> bytes:
    store = ox.Store()
    store.load((PREFIXES + trig).encode(), format=ox.RdfFormat.TRIG)
    return canonical(store, "http://ex")


class Bench:
    """A view with its journal, as the host would have them."""

    def __init__(self, kind: str, data: Path) -> None:
        self.kind, self.data = kind, data
        self.journal = Journal.open(f"sqlite:///{data / 'journal.sqlite'}", data)
        self.view: View = open_view(kind, data)

    def write(self, add: str = "", remove: str = "") -> Patch:
        patch = self.journal.append(Patch(quads(add), quads(remove), "Amt 61", "Test"))
        self.view.apply(patch)
        return patch

    def note(self, add: str = "", remove: str = "") -> None:
        """Only into the journal."""
        self.journal.append(Patch(quads(add), quads(remove), "Amt 61", "Test"))

    def reopen(self) -> None:
        self.view.close()
        self.view = open_view(self.kind, self.data)

    @property
    def saved(self) -> Path:
        return self.data / "view"

    def ask(self, query: str, role: Role = Role.PUBLIC) -> list[str]:
        """Rows of a SELECT, local names joined by spaces, asked as a reader does: in a fork."""
        return in_reader(self.view, lambda store: select(store, query, role))

    def content(self) -> list[str]:
        """All quads but the state, as lines."""

        def dump(store: ox.Store) -> list[str]:
            lines = (store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines()
            return sorted(line for line in lines if "urn:leitgraph:state" not in line)

        return in_reader(self.view, dump)

    def close(self) -> None:
        self.view.close()
        self.journal.close()


def select(store: ox.Store, query: str, role: Role) -> list[str]:
    default, named = dataset_for(store, role)
    found = store.query(
        "PREFIX : <http://ex/> PREFIX insek: <https://w3id.org/insek/ns#> " + query,
        default_graph=default,
        named_graphs=[*named],
    )
    assert isinstance(found, ox.QuerySolutions)
    return sorted(
        " ".join(str(row[v]).strip('<>"').rsplit("/", 1)[-1] for v in found.variables)
        for row in found
    )


def in_reader(view: View, work: Callable[[ox.Store], list[str]]) -> list[str]:
    return start_reader(view, work)()


def start_reader(view: View, work: Callable[[ox.Store], list[str]]) -> Callable[[], list[str]]:
    """Fork a reader; what comes back waits for its answer."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(30)
        try:
            store = view.store_for_reader()
            public = view.public_store()
            if public is not None:
                layer = store.quads_for_pattern(None, None, None, ox.DefaultGraph())
                assert set(public) == set(layer), "the copy of the public layer lags"
            answer = json.dumps(work(store)).encode()
            while answer:
                answer = answer[os.write(send, answer) :]
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(0)
    os.close(send)

    def finish() -> list[str]:
        with os.fdopen(receive, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(child, 0)
        assert answer, f"the reader died: {os.waitstatus_to_exitcode(status)}"
        return list(json.loads(answer))

    return finish


def changes(bench: Bench) -> None:
    bench.write(":auf { :x :gehoertZu :y . :v a :Beschlussvorlage } :zu { :y :gehoertZu :z }")
    bench.write(":auch { :x :gehoertZu :y }", remove=":auf { :x :gehoertZu :y }")
    bench.write(":zu { :v a :Vorlage } :auf { :z :gehoertZu :w }")
