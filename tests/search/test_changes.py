"""The host knows what changed since; and when it cannot know, it says so."""

from __future__ import annotations

import pytest

from leitgraph.model import Patch
from leitgraph.store.rdf.changes import Changes
from leitgraph.store.rdf.layers import CATALOGUE, ONTOLOGY, SICHTBARKEIT

TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def patch(number: int, *lines: str, removed: tuple[str, ...] = ()) -> Patch:
    """A patch of quads given as lines without their final dot."""

    def quads(of: tuple[str, ...]) -> bytes:
        return "".join(f"{line} .\n" for line in of).encode()

    return Patch(quads(lines), quads(removed), "a", "b", number=number, hash=f"hash-{number}")


def line(subject: str, graph: str = "<urn:g>", predicate: str = "<urn:p>") -> str:
    """A quad about a subject."""
    return f'<urn:{subject}> {predicate} "x > y <urn:no>" {graph}'


def changes(*patches: Patch, most: int = 100) -> Changes:
    """What is known after some patches on state 1."""
    found = Changes(most)
    found.begin(1, "hash-1")
    for one in patches:
        found.note(one)
    return found


def test_nothing_changed_since_the_state_itself() -> None:
    assert changes().since(1, "hash-1") == frozenset()
    assert changes(patch(2, line("a"))).since(2, "hash-2") == frozenset()


def test_the_subjects_of_all_later_patches_are_told() -> None:
    found = changes(patch(2, line("a")), patch(3, line("b"), removed=(line("c"),)))
    assert found.state == (3, "hash-3")
    assert found.since(1, "hash-1") == frozenset({"urn:a", "urn:b", "urn:c"})
    assert found.since(2, "hash-2") == frozenset({"urn:b", "urn:c"})
    assert found.since(2, "hash") == frozenset({"urn:b", "urn:c"})


def test_a_state_of_another_history_is_not_known() -> None:
    found = changes(patch(2, line("a")))
    assert found.since(2, "other") is None
    assert found.since(0, "") is None
    assert found.since(3, "hash-3") is None


def test_older_patches_are_forgotten_first() -> None:
    found = changes(*(patch(n, line(f"s{n}")) for n in range(2, 9)), most=3)
    assert found.since(1, "hash-1") is None
    assert found.since(5, "hash-5") == frozenset({"urn:s6", "urn:s7", "urn:s8"})
    assert found.since(4, "hash-4") is None


def test_a_patch_with_too_many_subjects_is_a_new_beginning() -> None:
    found = changes(patch(2, *(line(f"s{n}") for n in range(4))), most=3)
    assert found.since(1, "hash-1") is None
    assert found.since(2, "hash-2") == frozenset()


def entry(graph: str, predicate: str) -> str:
    """A quad of the catalogue."""
    return line(graph, str(CATALOGUE), predicate)


@pytest.mark.parametrize(
    "far",
    [
        patch(2, line("klasse", str(ONTOLOGY))),
        patch(2, entry("g", str(SICHTBARKEIT)), removed=(entry("g", str(SICHTBARKEIT)),)),
        patch(2, entry("g", str(SICHTBARKEIT))),
    ],
)
def test_what_changes_the_truth_or_sight_of_others_is_a_new_beginning(far: Patch) -> None:
    assert changes(far).since(1, "hash-1") is None


def test_a_graph_that_comes_or_goes_whole_brings_its_subjects_with_it() -> None:
    whole = (entry("g", str(SICHTBARKEIT)), entry("g", TYPE), line("a"))
    assert changes(patch(2, *whole)).since(1, "hash-1") == frozenset({"urn:a", "urn:g"})
    assert changes(patch(2, removed=whole)).since(1, "hash-1") == frozenset({"urn:a", "urn:g"})
    label = entry("g", "<http://www.w3.org/2004/02/skos/core#prefLabel>")
    assert changes(patch(2, label)).since(1, "hash-1") == frozenset({"urn:g"})
