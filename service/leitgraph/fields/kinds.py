"""What an entry of the table says: kinds of values, columns of lists, fields, sections."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from leitgraph.config import NS
from leitgraph.model import Text

_PREFIXES = {"insek": NS, "dcterms": "http://purl.org/dc/terms/"}
_YES = Text("ja", "yes")
_NO = Text("nein", "no")


# -- kinds of values ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """A text. ``lines``: those it begins with in the form; more than one: a long text.

    ``mark``: it is a sign such as a Kennung, in no language.
    """

    lines: int = 1
    mark: bool = False


@dataclass(frozen=True)
class Amount:
    """An amount in EUR, not negative."""


@dataclass(frozen=True)
class Day:
    """A date."""


@dataclass(frozen=True)
class Year:
    """A year."""


@dataclass(frozen=True)
class Share:
    """A share of a whole: 0,6 or „60 %“."""


@dataclass(frozen=True)
class Flag:
    """Yes or no. ``yes``, ``no``: the choices of the form, ``no_first``: in this order.

    ``said_no``: what else in a document means no, parted by semicolons.
    """

    yes: Text = _YES
    no: Text = _NO
    no_first: bool = False
    said_no: str = ""


@dataclass(frozen=True)
class Code:
    """A code, how people call it, and what else papers write for it, parted by semicolons."""

    code: str
    label: Text
    aliases: str = ""


@dataclass(frozen=True)
class CodeList:
    """A list of codes. ``scheme``: the code list of the ontology; "": the codes are classes."""

    name: str
    scheme: str
    codes: tuple[Code, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The codes themselves."""
        return tuple(one.code for one in self.codes)


@dataclass(frozen=True)
class Choice:
    """A code of a list."""

    of: CodeList


@dataclass(frozen=True)
class Name:
    """What bears a name in the graph: units, places, goals …; the first of ``kinds`` that fits.

    ``unknown``: what is said of a name not known, „{}“ standing for it; None: a rule says it.
    ``repeats``: the note bears the name as its value too.
    """

    kinds: tuple[str, ...]
    unknown: Text | None = None
    repeats: bool = False


@dataclass(frozen=True)
class Weighing:
    """A long text that becomes a node of its own (``insek:Abwaegung``) with its reason."""


Value: TypeAlias = Words | Amount | Day | Year | Share | Flag | Choice | Name | Weighing


# -- lists of entries --------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A field of the entries of a list. Attributes as those of ``Field``; ``width``: in papers.

    ``paper``: its heading in a paper, where the label is too broad for the column.
    """

    name: str
    label: Text
    kind: Value
    aliases: str = ""
    term: str = ""
    form: Text | None = None
    required: bool = False
    width: int = 3
    paper: str = ""

    @property
    def iri(self) -> str:
        """The property."""
        return expanded(self.term or self.name)


@dataclass(frozen=True)
class Rows:
    """A list of entries with columns.

    ``one``: what one entry is called. ``node`` and ``of_class``: part of the IRI and class of the
    node that an entry becomes; "": it becomes none. ``back``: the property that leads from the
    node to the Vorlage. ``short``: the column that an entry of bare text is. ``begin``: rows the
    form begins with. ``crossed``: headings of columns that hold a cross for a code. ``told_by``:
    the columns of which a table has one, beside its first, to be taken for this list.
    """

    columns: tuple[Column, ...]
    one: Text
    node: str = ""
    of_class: str = ""
    back: str = ""
    short: str = ""
    begin: int = 1
    crossed: tuple[tuple[str, str], ...] = ()
    told_by: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)


# -- fields ------------------------------------------------------------------------------------


class Many(Enum):
    """How many values a field has; of ``NUMBERED`` ones commas part the entries too."""

    ONE = "one"
    SEVERAL = "several"
    NUMBERED = "numbered"


class Part(Enum):
    """The parts of a council paper, in their order, with their headings."""

    HEAD = ("head", "")
    DELIBERATION = ("deliberation", "")
    SUBJECT = ("subject", "")
    PLACE = ("place", "Zeitlicher Rahmen")
    MONEY = ("money", "Finanzielle Auswirkungen")
    GOALS = ("goals", "Bezug zu Zielen und Konzepten")
    CLIMATE = ("climate", "Klima und Nachhaltigkeit")
    END = ("end", "")

    @property
    def heading(self) -> str:
        """Its heading, or an empty text."""
        return self.value[1]


@dataclass(frozen=True)
class Field:
    """A field of a Vorlage.

    ``label``: what it is called in reports, questions and papers; ``form``: in the form, where
    that differs. ``hint``: what the form says below it; ``help``: what may stand in it, in
    German, for the docs. ``term``: its property (``insek:`` if no prefix is given; as its name if
    empty; "-": none). ``aliases``: what documents call it, parted by semicolons, beside the label.
    ``mentions``: beginnings of words by which running text speaks of it, parted likewise; a
    document in which one stands is not silent on it. ``heads``: one of these is the heading of a
    section too, so only what answers it is taken. ``wide``: it stands alone on its line of the
    form. ``paper``: what papers call it, where that differs; a long text then stands under this
    heading. ``part``: its part of the paper, if not that of its section.
    """

    name: str
    label: Text
    kind: Value | Rows
    aliases: str = ""
    help: str = ""
    hint: Text | None = None
    form: Text | None = None
    term: str = ""
    many: Many = Many.ONE
    required: bool = False
    heads: bool = False
    wide: bool = False
    paper: str = ""
    part: Part | None = None
    mentions: str = ""

    @property
    def iri(self) -> str:
        """The property; an empty text if there is none."""
        return "" if self.term == "-" else expanded(self.term or self.name)

    @property
    def several(self) -> bool:
        """True if it may have several values."""
        return self.many is not Many.ONE


@dataclass(frozen=True)
class Section:
    """A section of the form. ``short``: its name in the list of sections."""

    name: str
    short: Text
    legend: Text
    part: Part
    fields: tuple[Field, ...]
    hint: Text | None = None


def expanded(term: str) -> str:
    """The IRI of a property written short."""
    prefix, _, local = term.rpartition(":")
    return _PREFIXES[prefix or "insek"] + local


def long(kind: Value | Rows) -> bool:
    """True for texts that go on over several lines."""
    return isinstance(kind, Weighing) or (isinstance(kind, Words) and kind.lines > 1)


def asked_for(entry: Field | Column) -> Text:
    """What the form calls it; amounts say their unit."""
    name = entry.form or entry.label
    if isinstance(entry.kind, Amount):
        return Text(f"{name.de} in Euro", f"{name.en} in EUR")
    return name
