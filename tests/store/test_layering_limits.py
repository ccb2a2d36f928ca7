"""Which changes are carried through and which derive everything anew, and what stands meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from leitgraph.model import Patch
from leitgraph.store.inference.layering import Layering, PublicCopy, TooMuch
from leitgraph.store.rdf.layers import (
    CATALOGUE,
    INTERNAL_LAYER,
    PUBLIC_LAYER,
    SICHTBARKEIT,
    STATE,
)
from leitgraph.store.views.following import HASH, VERSION, VIEW, FollowingView

OPEN, OTHER, SHUT = (ox.NamedNode(f"http://ex/{name}") for name in ("auf", "auch", "zu"))
P = ox.NamedNode("http://ex/p")
PUBLIC_WORD = ox.Literal("public")


def quad(number: int, graph: ox.NamedNode = OPEN) -> ox.Quad:
    return ox.Quad(ox.NamedNode(f"http://ex/s{number}"), P, ox.Literal(str(number)), graph)


def lines(*quads: ox.Quad) -> bytes:
    return b"".join(sorted(f"{q} .\n".encode() for q in quads))


def called(graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(graph, SICHTBARKEIT, PUBLIC_WORD, CATALOGUE)


class Watched(FollowingView):
    """A view in memory that remembers how each change was made."""

    def __init__(self, store: ox.Store | None = None) -> None:
        self.bulks: list[bool] = []
        super().__init__(store or ox.Store(), PublicCopy())

    def _changed(self, *, bulk: bool) -> None:
        self.bulks.append(bulk)

    def write(self, added: list[ox.Quad], removed: list[ox.Quad] | None = None) -> None:
        """The next patch."""
        number = self.version + 1
        patch = Patch(
            lines(*added),
            lines(*(removed or [])),
            "Amt",
            "Prüfung",
            number=number,
            hash=f"h{number}",
        )
        self.apply(patch)

    def layer(self, graph: ox.NamedNode | ox.DefaultGraph = PUBLIC_LAYER) -> set[str]:
        """Objects in a layer."""
        found = self._store.quads_for_pattern(None, P, None, graph)
        return {str(q.object.value) for q in found}

    def copied(self) -> set[str]:
        """Objects in the copy of the public layer."""
        store = self.public_store()
        assert store is not None
        return {str(q.object.value) for q in store.quads_for_pattern(None, P, None, None)}

    def state(self) -> set[tuple[ox.NamedNode, str]]:
        """What the store itself says of its state."""
        return {
            (q.predicate, q.object.value)
            for q in self._store.quads_for_pattern(VIEW, None, None, STATE)
        }


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Carry four lines, or a tenth of the store."""
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_LIMIT", 4)
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_FACTOR", 10)


@pytest.mark.usefixtures("small")
def test_a_change_up_to_the_limit_is_carried_one_line_more_derives_anew() -> None:
    view = Watched()
    view.write([called(OPEN), quad(1), quad(2), quad(3)])
    view.write([quad(number) for number in range(4, 9)])
    view.write([quad(9), quad(10)], [quad(1), quad(2)])
    view.write([quad(11), quad(12), quad(13)], [quad(3), quad(4)])
    assert view.bulks == [False, True, False, True]
    assert view.layer() == view.copied() == {str(n) for n in range(5, 14)}


@pytest.mark.usefixtures("small")
def test_a_large_graph_carries_up_to_a_tenth_of_itself() -> None:
    view = Watched()
    view.write([called(OPEN), *(quad(number) for number in range(100))])
    store = view._store
    size = len(store)
    assert size // 10 > 15
    view.write([quad(1000 + number) for number in range(size // 10)])
    assert view.bulks == [True, False]
    view.write([quad(2000 + number) for number in range(len(store) // 10 + 1)])
    assert view.bulks == [True, False, True]


@pytest.mark.usefixtures("small")
def test_what_is_carried_makes_the_graph_larger_and_what_goes_makes_it_smaller() -> None:
    view = Watched()
    view.write([called(OPEN), *(quad(number) for number in range(100))])
    start = len(view._store)
    for step in range(5):
        view.write([quad(1000 + 10 * step + n) for n in range(10)])
    assert view._size == start + 50
    view.write([], [quad(1000 + n) for n in range(10)])
    assert view._size == start + 40
    assert view.bulks == [True, *[False] * 6]


@pytest.mark.parametrize("bulk", [False, True], ids=["getragen", "neu abgeleitet"])
def test_after_each_change_the_store_says_once_on_which_patch_it_stands(
    bulk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_LIMIT", -1 if bulk else 100)
    monkeypatch.setattr("leitgraph.store.views.following.CARRY_FACTOR", 10**9)
    view = Watched()
    for number in (1, 2, 3):
        view.write([quad(number)])
        assert (view.version, view.hash) == (number, f"h{number}")
        assert view.state() == {(VERSION, str(number)), (HASH, f"h{number}")}
    assert set(view.bulks) == {bulk}
    again = Watched(view._store)
    assert (again.version, again.hash) == (3, "h3")


def test_while_many_patches_are_replayed_the_store_says_nothing_of_its_state() -> None:
    view = Watched()
    view.write([quad(1)])
    states = []

    def patches() -> Iterator[Patch]:
        for number in (2, 3, 4):
            states.append(len(view.state()))
            yield Patch(lines(quad(number)), b"", "Amt", "", number=number, hash=f"h{number}")

    assert view.replay(patches()) == 3
    assert states == [2, 0, 0]
    assert view.state() == {(VERSION, "4"), (HASH, "h4")}


def test_replaying_nothing_changes_nothing() -> None:
    view = Watched()
    view.write([quad(1)])
    assert view.replay([]) == 0
    assert (view.version, view.state()) == (1, {(VERSION, "1"), (HASH, "h1")})
    assert view.bulks == [False]


@pytest.mark.parametrize("number", [0, 1, 3])
def test_only_the_very_next_patch_is_applied(number: int) -> None:
    view = Watched()
    view.write([quad(1)])
    wrong = Patch(lines(quad(9)), b"", "Amt", "", number=number, hash="x")
    with pytest.raises(ValueError, match=f"patch {number} does not follow version 1"):
        view.apply(wrong)
    with pytest.raises(ValueError, match=f"patch {number} does not follow version 1"):
        view.replay([wrong])
    assert (view.version, view.hash) == (1, "h1")


def test_what_is_added_and_removed_in_one_patch_is_there_afterwards() -> None:
    view = Watched()
    view.write([called(OPEN), quad(1)])
    view.write([quad(1)], [quad(1), quad(5)])
    assert view.layer() == view.copied() == {"1"}


# ---- visibility


def opened(count: int, *others: ox.Quad) -> tuple[ox.Store, Layering]:
    """An internal graph of so many facts, ready to be opened."""
    store = ox.Store()
    store.extend([called(OPEN), *(quad(n, SHUT) for n in range(count)), *others])
    layering = Layering(store, PublicCopy())
    layering.rebuild()
    return store, layering


def test_a_graph_is_opened_if_its_facts_fit_the_limit_and_not_touched_if_they_do_not() -> None:
    store, layering = opened(5)
    # Five facts of the graph and the entry itself.
    with pytest.raises(TooMuch):
        layering.carry([called(SHUT)], [], [], limit=5)
    assert called(SHUT) not in store
    assert len(list(store.quads_for_pattern(None, P, None, PUBLIC_LAYER))) == 0
    layering.carry([called(SHUT)], [], [], limit=6)
    assert len(list(store.quads_for_pattern(None, P, None, PUBLIC_LAYER))) == 5
    assert len(list(store.quads_for_pattern(None, P, None, INTERNAL_LAYER))) == 0


def test_a_fact_that_is_public_elsewhere_stays_when_its_graph_is_shut() -> None:
    store, layering = opened(0, quad(1, OPEN), quad(1, OTHER), quad(2, OTHER), called(OTHER))
    layering.carry([], [called(OTHER)], [], limit=100)
    public = {q.object.value for q in store.quads_for_pattern(None, P, None, PUBLIC_LAYER)}
    internal = {q.object.value for q in store.quads_for_pattern(None, P, None, INTERNAL_LAYER)}
    assert (public, internal) == ({"1"}, {"2"})
    assert layering.copy is not None
    assert {q.object.value for q in layering.copy.store.quads_for_pattern(None, P, None)} == {"1"}


def test_the_entry_of_a_graph_is_as_public_as_the_graph() -> None:
    title = ox.Quad(SHUT, P, ox.Literal("Titel"), CATALOGUE)
    store, layering = opened(1, title)

    def entries(layer: ox.NamedNode | ox.DefaultGraph) -> int:
        return len(list(store.quads_for_pattern(SHUT, P, None, layer)))

    assert (entries(PUBLIC_LAYER), entries(INTERNAL_LAYER)) == (0, 1)
    layering.carry([called(SHUT)], [], [], limit=100)
    assert (entries(PUBLIC_LAYER), entries(INTERNAL_LAYER)) == (1, 0)
    layering.carry([], [called(SHUT)], [], limit=100)
    assert (entries(PUBLIC_LAYER), entries(INTERNAL_LAYER)) == (0, 1)


def test_the_old_state_goes_with_the_change_that_brings_the_new_one() -> None:
    store, layering = opened(1)
    one, two = (ox.Quad(VIEW, VERSION, ox.Literal(n), STATE) for n in ("1", "2"))
    layering.carry([quad(1)], [], [one], limit=10)
    layering.carry([], [quad(1)], [two], limit=10)
    assert set(store.quads_for_pattern(None, None, None, STATE)) == {two}
