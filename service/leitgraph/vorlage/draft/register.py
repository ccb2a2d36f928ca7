"""What the registers of a city hold completely, and the names of a draft that they lack.

A name that is not found is a mistake only where the city declares the register complete
(``insek:Abdeckung``); everywhere else it is the register's gap, and one note tells all such names.
"""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS, VOCAB_BASE
from leitgraph.model import Text
from leitgraph.shacl.rules.neighbourhood import Layers

_CLASSES = {
    "ziel": "Ziel",
    "einheit": "Organisationseinheit",
    "gremium": "Gremium",
    "raum": "Raum",
    "produkt": "Produkt",
    "vorlage": "Vorlage",
    "beschluss": "Vorlage",
    "thema": "Thema",
    "konzept": "Konzept",
    "fassung": "Konzept",
    "konflikt": "Ziel",
    "foerderprogramm": "Foerderprogramm",
}
"""By the kinds that names are looked up as: the class whose coverage decides."""
_COMPLETE = NamedNode(f"{VOCAB_BASE}abdeckungsgrad/vollstaendig")
_LIMITS = ("abgedecktesMerkmal", "jahr", "inFassung", "einheit")
"""What a statement may be limited to; it says nothing of the whole register then."""
_SHOWN = 8


class Register:
    """The registers of one city, asked on one day."""

    def __init__(self, layers: Layers, city: str, day: str) -> None:
        """``city``: beginning of its IRIs; ``day``: ISO date of the paper."""
        self._layers = layers
        self._day = day
        self._missing: dict[str, None] = {}
        kommune = NamedNode(f"{city}/kommune/stadt") if city else None
        stated = () if kommune is None else self._subjects("abdeckungIn", kommune)
        self._complete = {
            term.value.removeprefix(NS)
            for node in stated
            if self._holds(node)
            for term in layers.objects(node, NamedNode(NS + "abgedeckt"))
            if isinstance(term, NamedNode)
        }

    def complete(self, kinds: Iterable[str]) -> bool:
        """True if every register that could hold such a name is declared complete."""
        return all(_CLASSES.get(kind) in self._complete for kind in kinds)

    def miss(self, written: str) -> None:
        """Remember a name that a register which need not be complete lacks."""
        self._missing.setdefault(written)

    def note(self) -> Text | None:
        """What is to be said of all these names together; None if there are none."""
        names = list(self._missing)
        if not names:
            return None
        told = ", ".join(f"„{name}“" for name in names[:_SHOWN])
        told_en = ", ".join(f"“{name}”" for name in names[:_SHOWN])
        more = len(names) - _SHOWN
        rest, rest_en = (f" und {more} weitere", f" and {more} more") if more > 0 else ("", "")
        return Text(
            f"Nicht erfasst und darum nicht nachgeprüft: {told}{rest}. Die Verzeichnisse der Stadt "
            "gelten nicht als vollständig; der Vorlage wird das nicht angelastet.",
            f"Not recorded and therefore not checked: {told_en}{rest_en}. The registers of the "
            "city do not count as complete; this is not held against the paper.",
        )

    def _subjects(self, name: str, value: NamedNode) -> list[NamedNode]:
        found = self._layers.subjects(NamedNode(NS + name), value)
        return [node for node in found if isinstance(node, NamedNode)]

    def _holds(self, node: NamedNode) -> bool:
        """True for a statement of completeness without a limit that reaches as far as the day."""
        if _COMPLETE not in self._layers.objects(node, NamedNode(NS + "abdeckungsgrad")):
            return False
        if any(list(self._layers.objects(node, NamedNode(NS + limit))) for limit in _LIMITS):
            return False
        ends = [
            term.value
            for term in self._layers.objects(node, NamedNode(NS + "stand"))
            if isinstance(term, Literal)
        ]
        return all(end >= self._day for end in ends)
