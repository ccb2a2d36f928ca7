"""What an answer rests on, city by city: "none", "not recorded" and "recorded" told apart.

An answer without rows says three different things: that there is none, that nobody recorded it, or
that there is none among what is recorded. ``docs/howto-query.md`` says what decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from leitgraph.model import Text

COMPLETE, PARTLY, NOTHING, UNKNOWN = "vollstaendig", "teilweise", "nichts", "unbekannt"
"""How far a kind is recorded; ``UNKNOWN``: nobody has said."""
NONE, UNRECORDED, RECORDED = "keine", "nicht-erfasst", "erfasst"
"""The three answers."""
HEADING = Text("Erfassung", "Coverage")


@dataclass(frozen=True)
class KindKnown:
    """A kind of things, or a feature of it: how far it is recorded, until when, by whom.

    ``until``: ISO date up to which the statement holds, or empty; ``stale``: the day that is asked
    for lies beyond it. ``source``: IRI of the passage.
    """

    kind: str
    feature: str
    label: Text
    degree: str = UNKNOWN
    until: str = ""
    stale: bool = False
    by: str = ""
    source: str = ""

    def as_plain(self, language: str) -> dict[str, Any]:
        """As data for programs."""
        return {
            "kind": self.kind,
            "feature": self.feature or None,
            "label": self.label.get(language),
            "degree": self.degree,
            "as_of": self.until or None,
            "beyond": self.stale,
            "by": self.by or None,
            "source": self.source or None,
        }


@dataclass
class CityKnown:
    """A city that an answer speaks of, what is recorded of it, and its number of rows."""

    iri: str
    name: str
    kinds: tuple[KindKnown, ...]
    rows: int = 0

    @property
    def answer(self) -> str:
        """``NONE``, ``UNRECORDED`` or ``RECORDED``; the first only if all is complete."""
        if self.rows:
            return RECORDED
        if self.missing:
            return UNRECORDED
        return NONE if self.complete else RECORDED

    @property
    def complete(self) -> bool:
        """True if every kind is recorded completely, for the day that is asked for."""
        return all(kind.degree == COMPLETE and not kind.stale for kind in self.kinds)

    @property
    def missing(self) -> list[KindKnown]:
        """The kinds of which nothing is recorded, or nobody has said that anything is."""
        return [kind for kind in self.kinds if kind.degree in {NOTHING, UNKNOWN}]

    def text(self, language: str) -> str:
        """The answer in words: "nicht erfasst: Haushaltsposition"."""
        german = language != "en"
        until = min((kind.until for kind in self.kinds if kind.until), default="")
        as_of = ""
        if until:
            shown = ".".join(reversed(until.split("-"))) if german else until
            as_of = f", Stand {shown}" if german else f", as of {shown}"
            if any(kind.stale for kind in self.kinds):
                as_of += ", danach nicht bekannt" if german else ", not known after that"
        named = ", ".join(dict.fromkeys(kind.label.get(language) for kind in self.missing))
        if self.answer == UNRECORDED:
            return f"nicht erfasst: {named}" if german else f"not recorded: {named}"
        if self.answer == NONE:
            return f"keine; vollständig erfasst{as_of}" if german else f"none; all recorded{as_of}"
        unsaid = [kind for kind in self.kinds if kind.degree == UNKNOWN]
        partly = any(kind.degree in {PARTLY, NOTHING} for kind in self.kinds)
        nothing = [kind.label.get(language) for kind in self.missing if kind not in unsaid]
        words = ("teilweise erfasst", "partly recorded") if partly else ("erfasst", "recorded")
        told = words[0 if german else 1] + as_of
        if not self.rows:
            told += "; darunter keine" if german else "; none among that"
        if nothing:
            told += "; nicht erfasst: " if german else "; not recorded: "
            told += ", ".join(dict.fromkeys(nothing))
        if unsaid:
            told += (
                "; wie vollständig, sagt niemand: " if german else "; how completely is not said: "
            )
            told += ", ".join(dict.fromkeys(kind.label.get(language) for kind in unsaid))
        return told

    def as_plain(self, language: str) -> dict[str, Any]:
        """As data for programs: the answer, in words, and what it rests on."""
        return {
            "city": {"iri": self.iri, "text": self.name},
            "answer": self.answer,
            "text": self.text(language),
            "rows": self.rows,
            "rests_on": [kind.as_plain(language) for kind in self.kinds],
        }


@dataclass
class Known:
    """All cities that an answer speaks of; the rows are counted as they pass."""

    cities: dict[str, CityKnown] = field(default_factory=dict)

    def count(self, city: str | None) -> None:
        """A row, of a city's IRI; without one it is of the only city that is asked about."""
        if city is None and len(self.cities) == 1:
            city = next(iter(self.cities))
        if city in self.cities:
            self.cities[city].rows += 1

    def ahead(self, city: str | None, language: str) -> str:
        """What to say beside a row of a city, before all rows are counted."""
        if city is None and len(self.cities) == 1:
            city = next(iter(self.cities))
        found = self.cities.get(city or "")
        return replace(found, rows=max(found.rows, 1)).text(language) if found else ""

    def without_rows(self) -> list[CityKnown]:
        """The cities of which there is no row."""
        return [city for city in self.cities.values() if not city.rows]

    def as_plain(self, language: str) -> list[dict[str, Any]]:
        """As data for programs."""
        return [city.as_plain(language) for city in self.cities.values()]

    @classmethod
    def of_plain(cls, plain: list[dict[str, Any]]) -> Known:
        """What ``as_plain`` wrote, in the language it was written in."""
        return cls(
            {
                one["city"]["iri"]: CityKnown(
                    one["city"]["iri"],
                    one["city"]["text"],
                    tuple(
                        KindKnown(
                            kind["kind"],
                            kind["feature"] or "",
                            Text(kind["label"], kind["label"]),
                            kind["degree"],
                            kind["as_of"] or "",
                            kind["beyond"],
                            kind["by"] or "",
                            kind["source"] or "",
                        )
                        for kind in one["rests_on"]
                    ),
                    one["rows"],
                )
                for one in plain
            }
        )
