"""The names of a city, read when first asked for and kept as long as the reader lives."""

from __future__ import annotations

from leitgraph.linking.names import Known, Names
from leitgraph.linking.scan import Scanner
from leitgraph.linking.things import read
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.host.job import ReaderContext

_KEPT = 32
_LOOSE = {"ziel"}
_UNBENT = {"raum", "produkt"}
"""Kinds whose names have no endings to take away: „Neuhausen“ is not „Neuhaus“."""
_shelves: dict[tuple[int, tuple[str, ...], tuple[int, str], str], CityNames] = {}


class CityNames:
    """What a city knows by name, kind by kind, each read when first asked for.

    ``root``: beginning of the city's IRIs, without a slash at its end; "": those of all cities.
    """

    def __init__(self, layers: Layers, root: str) -> None:
        self.layers = layers
        self.root = root
        self._kinds: dict[str, Names] = {}
        self._scanners: dict[str, Scanner] = {}

    def of(self, kind: str) -> Names:
        """The names of a kind (``things.KINDS``)."""
        if kind not in self._kinds:
            things = read(self.layers, self.root, kind)
            self._kinds[kind] = Names(things, kind in _LOOSE, kind not in _UNBENT)
        return self._kinds[kind]

    def scanner(self, kind: str) -> Scanner:
        """Finds the names of a kind in running text."""
        if kind not in self._scanners:
            self._scanners[kind] = Scanner(self.of(kind))
        return self._scanners[kind]

    def known(self, kind: str, name: str) -> Known:
        """Whether the city knows a thing of that name: the same, something like it, or none.

        That the register lacks a name is a gap of the register, no fault of who wrote it.
        """
        return self.of(kind).look(name)


def city_names(ctx: ReaderContext, root: str) -> CityNames:
    """The names that this reader's asker may see."""
    store = ctx.public if ctx.public is not None else ctx.store
    # What is kept holds its store, so no other store comes to stand at this place meanwhile.
    seen = tuple(str(graph) for graph in ctx.default_graph)
    mine = (id(store), seen, ctx.changes.state, root)
    if mine not in _shelves:
        if len(_shelves) >= _KEPT:
            _shelves.clear()
        _shelves[mine] = CityNames(visible(ctx), root)
    return _shelves[mine]


def visible(ctx: ReaderContext) -> Layers:
    """The graph as this reader's asker sees it."""
    return Layers(ctx.public) if ctx.public is not None else Layers(ctx.store, ctx.default_graph)
