"""What tells the lines of a form apart: labels, heads, questions, words that go on."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from leitgraph.vorlage.blocks import Block, Line
from leitgraph.vorlage.recognise import labels
from leitgraph.vorlage.recognise.checkboxes import SIGN

LABEL = re.compile(r"^\s*(?P<label>[^:\n]{2,90}?)\s*:\s*(?P<rest>.*)$", re.DOTALL)
HEAD = re.compile(
    r"^(?:[A-ZÄÖÜ][^:–|]{2,50}\s[–-]\s)?"
    r"(?P<art>Beschlussvorlage|Informationsvorlage|Mitteilungsvorlage|Berichtsvorlage|Antrag|"
    r"Anfrage|Vorlage|Beschlusskontrolle zu)"
    r"(?:\s*[-–:]?\s*(?:Nr\.?:?\s*|Nummer:?\s*)?(?P<kennung>[A-ZÄÖÜ0-9][\w./-]*\d[\w./-]*))?"
    r"(?:\s*\([^()]{3,60}\))?$"
)
_AMIDST = re.compile(r"(?<=\s)(?P<label>[A-ZÄÖÜ][\w./-]*(?: [\w./-]+){0,3}):(?=\s|$)")
_AFTER_SENTENCE = re.compile(r"(?:[.!?;]|☐|☒)\s+(?P<label>[A-ZÄÖÜ][^:.!?;\n|]{2,60}):(?=\s|$)")
PLACE_AND_DAY = re.compile(
    r"(?P<label>[A-ZÄÖÜ][\wäöüß./ -]{2,40},\s+(?:den|am)?:?)\s*"
    r"(?P<day>\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ][a-zäöü]+)\s?\d{4})"
)
AGENDA_POINT = re.compile(r"^(?:TOP|Tagesordnungspunkt)(?:\s+\d{1,3}(?:\.\d{1,2})?)?\s*:\s*(?=\S)")
"""Before a title: which point of an agenda it is."""
_REASONED = {"klimarelevant", "klimawirkung", "zielbezuege"}
_CO2 = ("CO", "2", "-")
QUESTION = re.compile(
    rf"^(?!(?:ja|nein)\b)[^☐☒\[(]{{3,70}}?\s+(?:ja|nein)\s*(?:{SIGN.pattern})", re.I
)
"""Another question with its answer beside it."""
STEP = re.compile(
    r"(?:^|(?<=[.;!?\n])\s*)"
    r"(?P<label>(?:Stufe\s+\d|Klima\w*|Relevanz|Einschätzung|Bewertung|Begründung|Erläuterung|"
    r"Grundlage|Wirkung|Auswirkung|Ergebnis|Grad)\b[^:.;\n]{0,60}):\s*",
)
"""A label inside what is said of the climate."""
_REASON = ("Begründung", "Erläuterung", "Grundlage")
UNFINISHED = re.compile(
    r"(?:^(?:Eigenbetrieb|Ortsverwaltung|Amt|Fachbereich|Referat|Dezernat|Stabsstelle|[A-ZÄÖÜ]\w+er)|"
    r"\b(?:für|und|der|des|die|zur|zum)|[,/&-])$"
)
"""A unit's name is longer than this."""


def run_in(text: str, under: str = "") -> list[str]:
    """The parts of a line, parted where a label stands after the end of a sentence.

    „Stellenplan: keine Änderung. Bisherige Beschlüsse: keine.“ are two entries.
    """
    cuts = [0]
    head = LABEL.match(text)
    own = {under, labels.field_of(head["label"]) if head else ""}
    for match in _AFTER_SENTENCE.finditer(text):
        if labels.normal(match["label"]) == "begruendung" and own & _REASONED:
            continue  # the reason of what stands before it
        if (
            head
            and labels.field_of(head["label"]) is not None
            and match.end() <= head.start("rest")
        ):
            continue  # the end of an abbreviation in the label: „Räuml. Bezug:“
        if labels.field_of(match["label"]) is not None:
            cuts.append(match.start("label"))
    first = LABEL.match(text)
    if first is not None and labels.field_of(first["label"]) is not None:
        # „Vorlage Nr.: 2026/0459 Verantwortlich: Dez. 6“: two labels with short values.
        for match in _AMIDST.finditer(text, first.start("rest")):
            words = match["label"].split()
            for count in range(len(words), 0, -1):
                label = " ".join(words[-count:])
                if label[0].isupper() and labels.field_of(label) is not None:
                    cuts.append(match.end("label") - len(label))
                    break
    cuts = sorted(set(cuts))
    return [text[start:end] for start, end in pairwise([*cuts, len(text)])]


def is_step(text: str) -> bool:
    """True for „Bewertung: erheblich positiv“, which goes on with the question before it."""
    match = STEP.match(text)
    return match is not None and not match["label"].startswith(_REASON)


def is_heading(text: str) -> bool:
    """True for a short line that is neither a sentence nor an entry."""
    return len(text.split()) <= 4 and not text.endswith((".", ":", ";", ","))


def carbon_dioxide(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with „CO“, „2“ and „-Relevanz“ on lines of their own put together."""
    waiting: list[Block] = []
    for block in blocks:
        text = block.text if block.kind != "table" else ""
        if len(waiting) == len(_CO2) - 1 and text.startswith(_CO2[-1]):
            line = Line("CO2" + text, waiting[0].place)
            yield dataclasses.replace(block, lines=(line, *block.lines[1:]))
            waiting = []
        elif text and text == _CO2[len(waiting)]:
            waiting.append(block)
        else:
            yield from waiting
            waiting = []
            yield block
    yield from waiting


def split(cell: str) -> tuple[str, str]:
    """Label and value of a cell: parted by a colon, or the first line and those below it."""
    first, _, below = cell.partition("\n")
    match = LABEL.match(first)
    if match is not None and labels.field_of(match["label"]) is not None:
        return match["label"], "\n".join(part for part in (match["rest"], below) if part.strip())
    if labels.field_of(first) is not None:
        return first, below
    if labels.field_of(cell.replace("\n", " ")) is not None:
        return cell.replace("\n", " "), ""
    return "", ""
