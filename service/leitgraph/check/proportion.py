"""How much a Vorlage is checked: the rules of its city, and the city's exemption list.

What is on the list (staff matters, street names) and names no goal is not relevant in one step;
only the arithmetic (stage 1, if the city says no other) is judged all the same. A Vorlage that
gives its own reason in a sentence needs no list. Where the form of
a city lets one tick „not relevant“ and asks for no reason, the tick is such an exemption.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pyoxigraph as ox

from leitgraph.catalog.local.exemptions import Exemption
from leitgraph.catalog.local.laender import Law, under
from leitgraph.catalog.profiles import CityProfile
from leitgraph.check.report import EXEMPT
from leitgraph.config import NS
from leitgraph.model import Finding, Rule, Severity, Text
from leitgraph.shacl.rules.neighbourhood import Source
from leitgraph.vorlage.draft.writer import DCTERMS, RDF_TYPE
from leitgraph.vorlage.values import MAX_AMOUNT

_AMOUNTS = ("gesamtbetrag", "investitionskosten", "lebenszykluskosten")
_NOT_SMALL = Decimal("Infinity")
_SENTENCE = 3
"""So many words at least give a reason."""
_TICKED = Text("Im Formular als nicht relevant angekreuzt", "Ticked as not relevant in the form")


@dataclass(frozen=True)
class Proportion:
    """The rules in force for a Vorlage, and the exemption that covers it, if any."""

    rules: dict[str, Rule]
    exemption: Exemption | None
    profile: CityProfile

    @classmethod
    def of(
        cls,
        profile: CityProfile,
        rules: Mapping[str, Rule],
        source: Source,
        focus: ox.NamedNode,
        law: Law | None = None,
    ) -> Proportion:
        """What the profile of its city, and the law of its Land, make of a Vorlage."""
        return cls(
            profile.applied_to(under(rules, law or {})),
            _exemption(profile, source, focus),
            profile,
        )

    def judged(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Which of some rules judge this Vorlage."""
        return tuple(
            id_
            for id_ in ids
            if id_ in self.rules
            and (self.exemption is None or self.rules[id_].stage <= self.profile.stage)
        )

    def findings(self, focus: str) -> list[Finding]:
        """The one finding that names the exemption, if there is one."""
        found = self.exemption
        if found is None:
            return []
        ground = found.ground
        name = found.name
        if ground.resolution:
            message = Text(
                f"Nicht zu prüfen: „{name.de}“ steht auf der Ausnahmeliste der Stadt "
                f"({ground.resolution}).",
                f"Not to be checked: “{name.en}” is on the city’s exemption list "
                f"({ground.resolution}).",
            )
        else:
            message = Text(
                f"Nicht zu prüfen: „{name.de}“ nehmen Städte üblicherweise von der Prüfung aus.",
                f"Not to be checked: cities usually exempt “{name.en}” from the check.",
            )
        return [
            Finding(
                rule=EXEMPT,
                severity=Severity.INFO,
                message=message,
                hint=Text(
                    "Es ist nichts zu tun. Berührt die Vorlage doch ein Ziel, nennen Sie es; dann "
                    "wird sie geprüft wie jede andere.",
                    "Nothing needs doing. If the paper does touch a goal, name it; then it is "
                    "checked like any other.",
                ),
                source="; ".join(part for part in (ground.resolution, ground.source) if part),
                focus=focus,
                path=f"{DCTERMS}title" if found.words or found.patterns else None,
            )
        ]

    def told(self) -> dict[str, Any]:
        """What the city's profile changed here, for ``Report.facts``."""
        return {
            "exemption": self.exemption.name.de if self.exemption else None,
            "stage": self.profile.stage,
            "changes": [
                {
                    "rule": change.rule,
                    "severity": change.severity.value if change.severity else None,
                    "resolution": change.ground.resolution,
                    "source": change.ground.source,
                }
                for _, change in sorted(self.profile.changes.items())
            ],
        }


def _exemption(profile: CityProfile, source: Source, focus: ox.NamedNode) -> Exemption | None:
    paper = _Paper(source, focus)
    if paper.names_goal() or paper.gives_reason():
        return None
    if profile.tick is not None and paper.ticked_irrelevant():
        return Exemption(_TICKED, profile.tick)
    kinds, title, units, amounts = paper.kinds(), paper.title(), paper.units(), paper.amounts()
    reasons = paper.reasons()
    covering = (e for e in profile.exemptions if e.covers(kinds, title, units, amounts, reasons))
    return next(covering, None)


class _Paper:
    """What an exemption asks of a Vorlage."""

    def __init__(self, source: Source, focus: ox.NamedNode) -> None:
        self._source = source
        self._focus = focus

    def values(self, name: str, node: ox.NamedNode | None = None) -> Iterator[Any]:
        """Values of one of our properties."""
        return self._source.objects(node or self._focus, ox.NamedNode(NS + name))

    def names_goal(self) -> bool:
        """True if the Vorlage names a goal, known or not."""
        return any(
            any(self.values("ziel", bezug))
            for bezug in self.values("hatZielbezug")
            if isinstance(bezug, ox.NamedNode)
        )

    def gives_reason(self) -> bool:
        """True if it says itself, in a sentence, why it touches no goal; „entfällt“ is none."""
        said = (str(term.value) for term in self.values("nichtRelevantWeil"))
        return any(
            len(re.findall(r"\w{3,}", text)) >= _SENTENCE
            and not re.search(r"\bnicht (?:relevant|betroffen|berührt)", text, re.IGNORECASE)
            for text in said
        )

    def ticked_irrelevant(self) -> bool:
        """True if the form is ticked to say that no goal is touched."""
        return any(term.value == "false" for term in self.values("zielrelevant"))

    def reasons(self) -> str:
        """Why it says that no goal is touched, and why it is not public."""
        names = ("nichtRelevantWeil", "nichtoeffentlichWeil")
        terms = (term for name in names for term in self.values(name))
        return " ".join(sorted(term.value for term in terms if isinstance(term, ox.Literal)))

    def kinds(self) -> set[str]:
        """Local names of its classes."""
        return {
            term.value.removeprefix(NS)
            for term in self._source.objects(self._focus, RDF_TYPE)
            if isinstance(term, ox.NamedNode)
        }

    def title(self) -> str:
        """Its title, in all languages."""
        terms = self._source.objects(self._focus, ox.NamedNode(DCTERMS + "title"))
        return " ".join(sorted(term.value for term in terms if isinstance(term, ox.Literal)))

    def units(self) -> set[str]:
        """Geschäftszeichen of the lead unit, or what stands in its place."""
        found: set[str] = set()
        for unit in self.values("federfuehrung"):
            signs = self.values("geschaeftszeichen", unit) if _named(unit) else iter([unit])
            found |= {sign.value for sign in signs if isinstance(sign, ox.Literal)}
        return found

    def amounts(self) -> list[Decimal]:
        """Its amounts in euros; yearly slices as their sum."""
        slices = [part for part in self.values("hatJahresscheibe") if _named(part)]
        parts = [_decimal(term) for part in slices for term in self.values("betrag", part)]
        return [
            *(_decimal(t) for name in _AMOUNTS for t in self.values(name)),
            sum(parts, Decimal()),
        ]


def _named(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def _decimal(term: object) -> Decimal:
    """The number of a literal; what is no number, or no amount of this world, is not small."""
    try:
        number = Decimal(term.value) if isinstance(term, ox.Literal) else _NOT_SMALL
    except InvalidOperation:
        return _NOT_SMALL
    return number if number.is_finite() and number.copy_abs() < MAX_AMOUNT else _NOT_SMALL
