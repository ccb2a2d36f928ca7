"""Plain data shared by all rooms. No input or output here, and no import of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

Visibility = Literal["public", "internal"]


class Role(StrEnum):
    """Who asks. More roles come later; each sees a set of visibilities."""

    PUBLIC = "public"
    ADMIN = "admin"

    @property
    def sees(self) -> frozenset[Visibility]:
        """Visibilities of the graphs this role may read."""
        return frozenset({"public"} if self is Role.PUBLIC else {"public", "internal"})


@dataclass(frozen=True)
class Principal:
    """Who asks, for limits, visibility and the journal."""

    role: Role = Role.PUBLIC
    name: str = "öffentlich"


@dataclass(frozen=True)
class Patch:
    """One change of the graph: N-Quads removed and added (UTF-8, one quad a line, sorted).

    ``number`` is 0 until the journal has given it one; ``time`` is UTC. ``hash`` chains it to
    all patches before it (hexadecimal SHA-256; empty until the journal has set it).
    """

    added: bytes
    removed: bytes
    actor: str
    reason: str
    source: str = ""
    number: int = 0
    time: datetime | None = None
    hash: str = ""

    @property
    def empty(self) -> bool:
        """True if nothing would change."""
        return not self.added and not self.removed


@dataclass(frozen=True)
class Text:
    """A text in German and English."""

    de: str
    en: str

    def get(self, language: str) -> str:
        """The English text for ``en``, else the German one."""
        return self.en if language == "en" else self.de


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query.

    ``type``: string, iri, integer, decimal, date, year, boolean, code, goal, unit, city.
    ``default`` may be ``today`` for a date. Without a value an optional one means "all".
    ``options``: the code list of a code, else the slug of a query with view ``options``.
    """

    name: str
    type: str
    label: Text
    default: str | None = None
    required: bool = False
    options: str | None = None


@dataclass(frozen=True)
class Column:
    """A column of a named query's answer.

    ``kind``: text, iri, code, source, integer, decimal, money (EUR), share (0 to 1), date, year,
    boolean, geometry (WKT). ``text`` is the variable that holds what to show for an IRI; such a
    variable is no column of its own. ``values`` says what to show for some values of a text.
    """

    name: str
    label: Text
    kind: str = "text"
    text: str | None = None
    values: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Basis:
    """What an answer rests on: a class, or a feature (property) of it, by their local names.

    ``year``, ``day``: the parameters that say for which year, and on which day, it is asked for.
    """

    kind: str
    feature: str | None = None
    year: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Query:
    """A named query: a file ``<slug>.rq`` with its header. ``docs/howto-query.md`` says more.

    ``chart`` names the columns that ``view`` draws: x, y, series for bar and line; rows, columns,
    value for a matrix; geometry, text for a map. ``rests_on``: what must be recorded completely
    before an answer may say that there is none.
    """

    slug: str
    title: Text
    description: Text
    parameters: tuple[Parameter, ...]
    body: str
    view: str = "table"
    questions: tuple[int, ...] = ()
    examples: tuple[dict[str, Any], ...] = ()
    columns: tuple[Column, ...] = ()
    chart: dict[str, str] = field(default_factory=dict)
    rests_on: tuple[Basis, ...] = ()


@dataclass(frozen=True)
class City:
    """A folder ``data/cities/<slug>/`` with its ``city.toml``. ``files`` are absolute paths.

    ``ags``: official municipality key of eight digits, empty for a Land. ``sources``: title,
    location, date, licence-note of each. ``licence``: IRI of the licence of the files, if it is not
    that of Leitgraph.
    """

    slug: str
    name: str
    state: str
    ags: str
    synthetic: bool
    visibility: Visibility
    files: tuple[str, ...]
    sources: tuple[dict[str, str], ...] = ()
    licence: str = ""


class Severity(StrEnum):
    """Weight of a rule by its wording: muss, sollte, kann."""

    VIOLATION = "muss"
    WARNING = "sollte"
    INFO = "kann"


class Verdict(StrEnum):
    """Answer of a check."""

    KONFORM = "konform"
    HINWEISE = "hinweise"
    KLAERUNGSBEDUERFTIG = "klaerungsbeduerftig"
    NICHT_RELEVANT = "nicht-relevant"
    NICHT_BEURTEILBAR = "nicht-beurteilbar"


@dataclass(frozen=True)
class RuleExample:
    """An example in a rule file: data (Turtle), its focus, the shapes it breaks (none: good)."""

    label: str
    data: str
    focus: str
    breaks: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A conformity rule: a file ``shapes/rules/<area>/<id>.ttl``. ``docs/howto-rule.md`` says more.

    ``stage`` 1: arithmetic, counts always; 2: form; 3: content. ``shapes`` maps each shape's IRI
    to its path, ``reach`` are the paths it looks along, ``applies`` is a SELECT that has a
    row where the rule has something to judge (empty: always), ``messages`` maps the IRI of a
    constraint to its message templates, ``misses`` to the fields that its message says are
    missing: it holds only where these could be read or are surely not there.
    """

    id: str
    area: str
    title: Text
    why: Text
    severity: Severity
    stage: int
    hint: Text
    praise: Text
    source: str
    shapes: dict[str, str]
    reach: tuple[str, ...]
    applies: str
    messages: dict[str, Text]
    good: tuple[RuleExample, ...]
    bad: tuple[RuleExample, ...]
    turtle: str
    misses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """What a finding rests on: in words, with the IRI where it stands in the graph."""

    text: str
    iri: str | None = None


@dataclass(frozen=True)
class Finding:
    """One broken rule: which, how grave, where, why, what to do, and from which source.

    ``field``: the form's field, such as ``zielbezuege[0].ziel``; ``place``: where the document it
    was read from says it, such as "Seite 2, Tabelle 1, Zeile 3". ``asks``: it is no finding but a
    question about what could not be read, with ``options`` to choose from.
    """

    rule: str
    severity: Severity
    message: Text
    hint: Text
    source: str
    focus: str
    path: str | None = None
    value: str | None = None
    field: str | None = None
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    asks: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """Answer of a check of one Vorlage."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    fassung: str | None
    graph_version: int
    focus: str
    date: str
    facts: dict[str, Any] = field(default_factory=dict)
