"""A Paper of OParl as JSON, however sparse; and drafts that are JSON already.

What OParl has no attribute for stands in attributes with our prefix (``insek:gesamtbetrag``)
or in the full text of the main file (``mainFile.text``), which is read like any text.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.vorlage import amounts, exact_json
from leitgraph.vorlage.formats import text
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.reading import CERTAIN, DocumentDraft, Question, Recognised, passage
from leitgraph.vorlage.recognise import codes, lines
from leitgraph.vorlage.recognise.names import NAMES
from leitgraph.vorlage.recognise.recognise import documents

PREFIX = "insek:"
MEDIA = "application/json"
_PAPER = re.compile(rb'"type"\s*:\s*"[^"]{1,200}/Paper"')


def is_paper(data: Any) -> bool:
    """True for a Paper of OParl, of whatever version."""
    return isinstance(data, dict) and str(data.get("type", "")).endswith("/Paper")


def recognises(file: DocumentFile) -> bool:
    """True for JSON: said to be it, or an object where nothing else is said."""
    said = file.media_type
    return said == MEDIA or (said in {"", "text/plain"} and file.start.startswith(b"{"))


def claims(body: bytes) -> bool:
    """True for JSON that is a Paper, and no draft."""
    return _PAPER.search(body) is not None


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlage of a Paper; several of a list (``data``) of them."""
    name = file.name
    data = exact_json.loads(text.decoded(file.body, name))
    if isinstance(data, dict) and isinstance(data.get("data"), list) and "pagination" in data:
        data = data["data"]
    if isinstance(data, list):
        papers = [one for one in data if is_paper(one)]
        if papers and len(papers) == len(data):
            return [of_paper(paper, name) for paper in papers]
    if is_paper(data):
        return [of_paper(data, name)]
    if not isinstance(data, dict):
        raise BadData(
            f"{shown(name)} ist weder ein Entwurf noch ein Paper von OParl.",
            f"{shown(name, True)} is neither a draft nor a Paper of OParl.",
        )
    # A draft as it is; what is wrong in it is told when it is checked.
    return [DocumentDraft(exact_json.plain(data), (), (), "json", 1, name)]


def of_paper(paper: dict[str, Any], name: str) -> DocumentDraft:
    """The draft of a Paper: its own attributes first, then ours, then the full text."""
    found: dict[str, Recognised] = {}

    def take(field: str, value: Any, attribute: str, confidence: float = 0.95) -> None:
        if value not in (None, "", [], {}) and field not in found:
            words = json.dumps({attribute: value}, ensure_ascii=False, default=str)
            found[field] = Recognised(
                field, value, f"Attribut {attribute}", passage(words), confidence
            )

    take("kennung", _text(paper.get("reference")), "reference")
    take("titel", _text(paper.get("name")), "name")
    day = amounts.day(str(paper.get("date") or ""))
    take("datum", day.value if day else None, "date")
    art = codes.code("art", _text(paper.get("paperType")))
    take("art", art.capitalize() if art else None, "paperType")
    asked: list[Question] = []
    take("beratungsfolge", _consultations(paper, asked), "consultation")
    take("raum", _places(paper), "location")
    for attribute, value in paper.items():
        if attribute.removeprefix(PREFIX) in NAMES and attribute.startswith(PREFIX):
            take(attribute.removeprefix(PREFIX), _plain(value), attribute)
    file = paper.get("mainFile")
    words = _text(file.get("text")) if isinstance(file, dict) else ""
    draft = {r.field: r.value for r in found.values() if r.confidence >= CERTAIN}
    recognised = list(found.values())
    if words:
        full = documents(lines.blocks(text.numbered(words)), "oparl", 1, name)[0]
        for one in full.recognised:
            if one.field.split("[")[0] not in draft:
                recognised.append(one)
        draft = {**full.draft, **draft}
        asked += [q for q in full.questions if q.field.split("[")[0] not in draft]
    elif "titel" not in draft:
        asked.append(
            Question(
                "titel",
                Text(
                    "Titel: Das Paper hat keinen Namen (name); wie heißt die Vorlage?",
                    "Title: the Paper has no name; what is it called?",
                ),
                (),
                "Attribut name",
                "",
            )
        )
    return DocumentDraft(draft, tuple(recognised), tuple(asked), "oparl", 1, name)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(value: Any) -> Any:
    """Numbers as a draft has them: exact, as text."""
    if isinstance(value, Decimal):
        return amounts.plain(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _places(paper: dict[str, Any]) -> list[str]:
    """What the locations are called: Stadtbezirk, Ortschaft, else their description."""
    found: list[str] = []
    given = paper.get("location")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, dict):
            words = _text(one.get("subLocality")) or _text(one.get("description"))
            found += [words] if words else []
    return list(dict.fromkeys(found))


def _consultations(paper: dict[str, Any], asked: list[Question]) -> list[dict[str, str]]:
    """The sequence of deliberation; a body of which there is only an address is asked for."""
    found: list[dict[str, str]] = []
    given = paper.get("consultation")
    for one in given if isinstance(given, list) else []:
        if not isinstance(one, dict):
            continue
        bodies = one.get("organization")
        bodies = bodies if isinstance(bodies, list) else [bodies]
        names = [_text(body.get("name")) for body in bodies if isinstance(body, dict)]
        if not any(names):
            addresses = ", ".join(_text(body) for body in bodies if _text(body))
            if addresses:
                asked.append(
                    Question(
                        f"beratungsfolge[{len(found)}].gremium",
                        Text(
                            f"Beratungsfolge: Welches Gremium ist {addresses}?",
                            f"Sequence of deliberation: which body is {addresses}?",
                        ),
                        (),
                        "Attribut consultation",
                        passage(json.dumps(one, ensure_ascii=False, default=str)),
                    )
                )
            continue
        entry = {"gremium": next(filter(None, names))}
        meeting = one.get("meeting")
        day = amounts.day(_text(meeting.get("start"))[:10]) if isinstance(meeting, dict) else None
        if day is not None:
            entry["datum"] = day.value
        code = codes.code("beratungsart", _text(one.get("role")))
        if code is None and one.get("authoritative") is True:
            code = "beschlussfassung"
        if code is not None:
            entry["art"] = code
        found.append(entry)
    return found


FORMAT = DocumentFormat(
    name="oparl",
    media_type=MEDIA,
    endings=(".json",),
    label=Text("OParl-JSON", "OParl JSON"),
    file=Text("JSON-Datei", "JSON file"),
    priority=Priority.CONTENT,
    recognises=recognises,
    read=read,
    claims=claims,
)
