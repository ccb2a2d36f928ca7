"""The draft of one Paper: its own attributes, then ours, then the text of its file.

Every attribute of OParl 1.0 and 1.1 is used, asked, or named among the stretches; what a Paper
without text cannot say is unread, not absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeAlias

from leitgraph.fields.codes import ART
from leitgraph.fields.table import FIELDS
from leitgraph.model import Text
from leitgraph.vorlage import amounts
from leitgraph.vorlage.formats.base import Known
from leitgraph.vorlage.formats.oparl_paper import words
from leitgraph.vorlage.formats.oparl_paper.files import MainText, main_text
from leitgraph.vorlage.formats.oparl_paper.findings import Findings, place
from leitgraph.vorlage.formats.oparl_paper.objects import Delivery
from leitgraph.vorlage.formats.oparl_paper.parties import charge, deliberation
from leitgraph.vorlage.reading import DocumentDraft, State, Stretch, Use
from leitgraph.vorlage.recognise import codes
from leitgraph.vorlage.recognise.names import NAMES

PREFIX = "insek:"
ReadText: TypeAlias = Callable[[str], list[DocumentDraft]]
"""Reads the text of a file like any text."""
_ADMINISTRATIVE = {
    *("id", "type", "body", "license", "created", "modified", "web", "deleted", "context"),
    *("subordinatedPaper", "accessToken", "sha1Checksum", "publishedDate"),
}
_TOLD = {"keyword", "originatorPerson"}
"""Understood, though no field holds it."""
_KINDS = (
    ("antrag", re.compile(r"antr[aä]g", re.I)),
    ("anfrage", re.compile(r"anfrage|interpellation", re.I)),
    ("beschlussvorlage", re.compile(r"beschluss", re.I)),
    ("informationsvorlage", re.compile(r"information|mitteilung|bericht|kenntnis", re.I)),
)
_ANSWER = re.compile(r"antwort|stellungnahme|protokoll", re.I)


def of_paper(
    paper: dict[str, Any], delivery: Delivery, name: str, read_text: ReadText, known: Known
) -> DocumentDraft:
    """The draft of a Paper. ``known``: what the graph calls the thing behind an address."""
    findings = Findings()
    _head(paper, findings)
    kind = findings.draft.get("art", "")
    charge(paper, delivery, known, findings, kind.lower() in {"antrag", "anfrage"})
    deliberation(paper, delivery, known, findings)
    _places(paper, delivery, findings)
    _cited(paper, delivery, known, findings)
    own = _own(paper, findings)
    main = main_text(paper, delivery, findings)
    _others(paper, findings)
    full = _full(read_text(main.text), findings.draft) if main.text else None
    if full is None:
        _ask_title(paper, findings)
    return _joined(findings, full, main, own, name)


# -- attributes --------------------------------------------------------------------------------


def _head(paper: dict[str, Any], findings: Findings) -> None:
    for attribute, field in (("reference", "kennung"), ("name", "titel")):
        read, wrong = words.said(paper.get(attribute))
        if wrong is not None:
            findings.wrong(attribute, wrong, read)
        if read:
            findings.take(field, read, attribute, paper[attribute])
        elif paper.get(attribute):
            findings.used(attribute, paper[attribute], "unread", field)
    _date(paper, findings)
    _kind(paper, findings)


def _date(paper: dict[str, Any], findings: Findings) -> None:
    given = paper.get("date")
    day = words.day(given)
    if day is not None and day.real:
        findings.take("datum", day.value, "date", given)
    elif given not in (None, ""):
        created = words.day(paper.get("created"))
        options = [created.value] if created is not None and created.real else []
        written = words.text(given) or words.shown(given)[:80]
        findings.ask(
            "datum",
            Text(
                f"Datum: „{written}“ steht für keinen wirklichen Tag; von wann ist die Vorlage?",
                f"Date: “{written}” stands for no real day; of when is the paper?",
            ),
            "date",
            given,
            options,
        )


def _kind(paper: dict[str, Any], findings: Findings) -> None:
    given = paper.get("paperType")
    read, wrong = words.said(given)
    if wrong is not None:
        findings.wrong("paperType", wrong, read)
    code = kind_of_paper(read)
    if code is not None:
        findings.take("art", code.capitalize(), "paperType", given)
    elif read:
        findings.ask(
            "art",
            Text(
                f"Art der Vorlage: „{read}“ ist keine der bekannten Arten; welche ist es?",
                f"Kind of paper: “{read}” is none of the known kinds; which is it?",
            ),
            "paperType",
            given,
            [one.label.de for one in ART.codes],
        )
    elif given:
        findings.used("paperType", given, "unread", "art")


def kind_of_paper(written: str) -> str | None:
    """The kind that a ``paperType`` names; None if it names none, or two."""
    code = codes.code("art", written)
    if code is not None or _ANSWER.search(written):
        return code
    found = [code for code, pattern in _KINDS if pattern.search(written)]
    return found[0] if len(found) == 1 else None


def _places(paper: dict[str, Any], delivery: Delivery, findings: Findings) -> None:
    """Stadtbezirk or Ortschaft; a description is only what a question can offer."""
    given = paper.get("location")
    areas: list[str] = []
    described: list[str] = []
    for one in words.several(given):
        location = delivery.object(one) or {}
        area = words.text(location.get("subLocality"))
        described += [] if area else [_description(location) or words.address(one)]
        areas += [area] if area else []
    areas, described = list(dict.fromkeys(areas)), list(filter(None, dict.fromkeys(described)))
    if areas:
        findings.take("raum", areas, "location", given)
    elif described:
        listed = "; ".join(described)[:300]
        findings.ask(
            "raum",
            Text(
                f"Räumlicher Bezug: Zu welchem Bezirk oder Ort gehört „{listed}“?",
                f"Place: to which district or locality does “{listed}” belong?",
            ),
            "location",
            given,
            described if len(described) == 1 and not described[0].startswith("http") else (),
        )
    elif given:
        findings.used("location", given, "unread", "raum")


def _description(location: dict[str, Any]) -> str:
    for attribute in ("description", "streetAddress", "room", "locality"):
        if words.text(location.get(attribute)):
            return words.text(location[attribute])
    return ""


def _cited(paper: dict[str, Any], delivery: Delivery, known: Known, findings: Findings) -> None:
    """Papers that this one rests on, by their Kennung; an address that says none is named."""
    numbers: list[str] = []
    for attribute in ("superordinatedPaper", "relatedPaper"):
        for one in words.several(paper.get(attribute)):
            other = delivery.object(one) or {}
            number = words.said(other.get("reference")).text or known(words.address(one)) or ""
            numbers += [number] if number else []
            findings.used(attribute, one, "field" if number else "unread", "zitiert")
    if numbers:
        value = list(dict.fromkeys(numbers))
        before = len(findings.stretches)
        findings.take("zitiert", value, "relatedPaper")
        del findings.stretches[before:]


def _own(paper: dict[str, Any], findings: Findings) -> bool:
    """Take the fields of a draft with our prefix; True if there are any."""
    there = False
    for attribute, value in paper.items():
        field = attribute.removeprefix(PREFIX)
        if attribute.startswith(PREFIX) and field in NAMES:
            there = True
            if value not in (None, "", [], {}):
                findings.take(field, _exact(value), attribute)
    return there


def _exact(value: Any) -> Any:
    """Numbers as a draft has them: exact, as text."""
    if isinstance(value, Decimal):
        return amounts.plain(value)
    if isinstance(value, list):
        return [_exact(one) for one in value]
    if isinstance(value, dict):
        return {key: _exact(one) for key, one in value.items()}
    return value


def _others(paper: dict[str, Any], findings: Findings) -> None:
    """Name what no field holds, and what none could be made of."""
    told = {one.place.removeprefix(place("")).split(".")[0] for one in findings.stretches}
    for attribute, value in paper.items():
        if value in (None, "", [], {}) or attribute in told:
            continue
        use: Use = "unread"
        if attribute in _ADMINISTRATIVE:
            use = "furniture"
        elif attribute in _TOLD:
            use = "text"
        findings.used(attribute, value, use)


def _ask_title(paper: dict[str, Any], findings: Findings) -> None:
    if "titel" in findings.found:
        return
    given = [text for one in words.several(paper.get("name")) if (text := words.text(one))]
    findings.ask(
        "titel",
        Text(
            "Titel: Das Paper hat keinen Namen (name); wie heißt die Vorlage?",
            "Title: the Paper has no name; what is it called?",
        ),
        "name",
        None,
        given,
    )


# -- with the text -----------------------------------------------------------------------------


def _full(read: list[DocumentDraft], draft: dict[str, Any]) -> DocumentDraft:
    """What the text says; of several Vorlagen in it the one with the number of the Paper."""
    number = str(draft.get("kennung") or "")
    same = [one for one in read if number and one.draft.get("kennung") == number]
    return (same or read)[0]


def _joined(
    findings: Findings, full: DocumentDraft | None, main: MainText, own: bool, name: str
) -> DocumentDraft:
    """Attributes go before text; of a sequence that is half addresses, that of the text counts."""
    draft = findings.draft
    asked = {_root(question.field) for question in findings.questions}
    if full is not None and full.draft.get("beratungsfolge") and "beratungsfolge" in asked:
        draft.pop("beratungsfolge", None)
    recognised = [one for one in findings.found.values() if one.field in draft]
    questions = list(findings.questions)
    stretches = list(findings.stretches)
    states: dict[str, State] = {}
    if full is not None:
        recognised += [one for one in full.recognised if _root(one.field) not in draft]
        told = [one for one in full.questions if _root(one.field) not in draft]
        in_text = {_root(one.field) for one in told} | set(full.draft)
        questions = [one for one in questions if _root(one.field) not in in_text] + told
        draft = {**full.draft, **draft}
        stretches = [_settled(one, draft) for one in stretches] + list(full.stretches)
        states = dict(full.states)
    elif not own:
        states = dict.fromkeys(FIELDS, State.UNREAD)
    states |= dict.fromkeys((field for field in draft if field in FIELDS), State.STATED)
    found = DocumentDraft(draft, tuple(recognised), tuple(questions), "oparl", 1, name)
    layout = full.layout if full is not None else ""
    return replace(
        found,
        layout=layout,
        stretches=tuple(stretches),
        states=states,
        remarks=tuple(findings.remarks),
    )


def _settled(one: Stretch, draft: dict[str, Any]) -> Stretch:
    """An attribute that says nothing, of a field that the text does say."""
    open_ = one.use == "unread" and _root(one.field) in draft
    return replace(one, use="text") if open_ else one


def _root(field: str) -> str:
    return field.split("[")[0]
