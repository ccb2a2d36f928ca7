"""The journal's patches, packed and made into a store again, give the graph of that version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import sqlalchemy as sa

from leitgraph.errors import BadData, Damaged, NotFound, TooLarge
from leitgraph.model import Patch
from leitgraph.store.journal import file as journal_file
from leitgraph.store.journal.journal import Journal
from leitgraph.store.views.rebuild import pack, rebuilt

if TYPE_CHECKING:
    from tests.conftest import Service

NUMBERS = (1, 2, 3, 4)
A, B = "https://example.org/a", "https://example.org/b"


def quad(number: int) -> bytes:
    return f'<{A}> <{B}> "{number}" <https://example.org/g> .\n'.encode()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Four patches: each puts a number in place of the one before."""
    opened = Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}", tmp_path)
    for number in NUMBERS:
        removed = quad(number - 1) if number > 1 else b""
        opened.append(Patch(quad(number), removed, "x", "y"))
    yield opened
    opened.close()


@pytest.mark.parametrize("until", NUMBERS)
def test_each_version_is_what_it_was(journal: Journal, until: int) -> None:
    packed = pack(journal, until, 1 << 20)
    view = rebuilt(packed.sizes, packed.data)
    assert (view.version, view.hash) == (until, journal.hash_at(until))
    found = view.store_for_reader().quads_for_pattern(ox.NamedNode(A), None, None, None)
    assert {q.object.value for q in found} == {str(until)}


def test_a_version_that_is_not_there_is_not_made_up(journal: Journal) -> None:
    with pytest.raises(NotFound, match="Stand 5 gibt es in diesem Journal nicht"):
        pack(journal, 5, 1 << 20)


def test_more_than_allowed_is_too_large(journal: Journal) -> None:
    with pytest.raises(TooLarge, match="größer als"):
        pack(journal, 4, 100)


def test_a_patch_changed_on_disk_is_found(journal: Journal) -> None:
    with journal.engine().begin() as connection:
        patch = journal_file.PATCH
        connection.execute(sa.update(patch).where(patch.c.number == 2).values(actor="z"))
    assert pack(journal, 1, 1 << 20).sizes
    with pytest.raises(Damaged, match="Patch 2"):
        pack(journal, 3, 1 << 20)


def test_bytes_that_are_no_patches_are_told(journal: Journal) -> None:
    packed = pack(journal, 4, 1 << 20)
    with pytest.raises(BadData, match="Patch 1"):
        rebuilt(packed.sizes, packed.data[1:])


def test_the_store_rebuilt_holds_all_that_the_running_one_holds(
    service_with: Callable[..., Service],
) -> None:
    """Asserted in small steps there, at once here: layers and inferred triples are the same."""
    service = service_with()
    ontology = (service.settings.content_dir("ontology") / "core.ttl").read_bytes()
    service.run(service.load(ontology, "https://w3id.org/insek/ns"))
    ns = "https://w3id.org/insek/ns#"
    service.run(service.load(f"<{A}> a <{ns}Ziel> ; <{ns}traegtBeiZu> <{B}> .", A))
    service.run(service.load(f"<{B}> a <{ns}Leitziel> .", B, visibility="internal"))
    service.run(service.update(f"DELETE DATA {{ GRAPH <{A}> {{ <{A}> a <{ns}Ziel> }} }}"))
    packed = pack(service.graph.journal, service.graph.version, 1 << 20)
    made = rebuilt(packed.sizes, packed.data)
    public = set(made.store_for_reader().quads_for_pattern(None, None, None, ox.DefaultGraph()))
    lines = service.run(service.ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", form="ntriples"))
    running = {q.triple for q in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES)}
    assert len(running) > 100
    assert {q.triple for q in public} == running
