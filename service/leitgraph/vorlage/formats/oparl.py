"""Papers of OParl as JSON, however sparse; and drafts that are JSON already.

What OParl has no attribute for stands in attributes with our prefix (``insek:gesamtbetrag``)
or in the text of a file, which is read like any text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from leitgraph.errors import BadData
from leitgraph.model import Text
from leitgraph.vorlage import exact_json
from leitgraph.vorlage.formats import text
from leitgraph.vorlage.formats.base import DocumentFile, DocumentFormat, Priority, shown
from leitgraph.vorlage.formats.oparl_paper import words
from leitgraph.vorlage.formats.oparl_paper.objects import (
    CLAIM,
    FILE,
    TYPES,
    Delivery,
    delivery,
    type_of,
)
from leitgraph.vorlage.formats.oparl_paper.paper import of_paper
from leitgraph.vorlage.reading import DOCUMENTS, DocumentDraft

MEDIA = "application/json"


def recognises(file: DocumentFile) -> bool:
    """True for JSON: said to be it, or an object where nothing else is said."""
    said = file.media_type
    return said == MEDIA or (said in {"", "text/plain"} and file.start.startswith(b"{"))


def claims(body: bytes) -> bool:
    """True for JSON with objects of OParl, and no draft."""
    return CLAIM.search(body) is not None


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlagen of a delivery, one for each Paper; a draft as it is.

    ``BadData`` for what holds neither, saying what it holds.
    """
    name = file.name
    data = exact_json.loads(text.decoded(file.body, name))
    found = delivery(data)
    if found is not None:
        return _papers(found, file)
    if not isinstance(data, dict):
        raise BadData(
            f"{shown(name)} ist weder ein Entwurf noch ein Paper von OParl.",
            f"{shown(name, True)} is neither a draft nor a Paper of OParl.",
        )
    # A draft as it is; what is wrong in it is told when it is checked.
    return [DocumentDraft(exact_json.plain(data), (), (), "json", 1, name)]


def _papers(found: Delivery, file: DocumentFile) -> list[DocumentDraft]:
    """The papers that are there to be read, each with what is to be told of the delivery."""
    if not found.papers:
        return _text_of_file(found, file)
    there = [paper for paper in found.papers if paper.get("deleted") is not True]
    if not there:
        raise _deleted(found.papers, file.name)
    remarks = _remarks(found, there)
    read_text = partial(_read_text, file)
    papers = [of_paper(one, found, file.name, read_text, file.known) for one in there[:DOCUMENTS]]
    return [replace(one, remarks=(*one.remarks, *remarks)) for one in papers]


def _read_text(file: DocumentFile, words_there: str) -> list[DocumentDraft]:
    return text.read(replace(file, body=words_there.encode(), media_type=text.MEDIA))


def _text_of_file(found: Delivery, file: DocumentFile) -> list[DocumentDraft]:
    """The text of the only File; ``BadData`` that says what else it is."""
    alone = found.others[0] if found.single == FILE else {}
    there = alone.get("text")
    if isinstance(there, str) and there.strip():
        return [replace(one, form="oparl") for one in _read_text(file, words.unmarked(there))]
    kinds = list(dict.fromkeys(one for other in found.others if (one := type_of(other))))
    if not kinds:
        raise BadData(
            f"{shown(file.name)} enthält nur Adressen von OParl, keine Vorlagen (Paper).",
            f"{shown(file.name, True)} holds only addresses of OParl, and no papers.",
        )
    german = ", ".join(f"{TYPES[kind].de} ({kind})" for kind in kinds)
    english = ", ".join(TYPES[kind].en for kind in kinds)
    without = found.single == FILE
    raise BadData(
        f"{shown(file.name)} ist {german} von OParl{' ohne ihren Text' if without else ''}; "
        "gebraucht wird eine Vorlage (Paper).",
        f"{shown(file.name, True)} is {english} of OParl{' without its text' if without else ''}; "
        "a Paper is needed.",
    )


def _deleted(papers: list[dict[str, Any]], name: str) -> BadData:
    """The error for papers that are no more."""
    day = words.day(papers[0].get("modified"))
    when = f" (Stand {day.value})" if day is not None and day.real else ""
    if len(papers) > 1:
        return BadData(
            f"Alle {len(papers)} Vorlagen in {shown(name)} sind im Ratsinformationssystem gelöscht "
            "(deleted); geprüft wird nichts.",
            f"All {len(papers)} papers in {shown(name, True)} were deleted in the council system; "
            "nothing is checked.",
        )
    return BadData(
        f"Diese Vorlage ist im Ratsinformationssystem gelöscht (deleted){when}; geprüft wird "
        "nichts.",
        "This paper was deleted in the council system; nothing is checked.",
    )


def _remarks(found: Delivery, there: list[dict[str, Any]]) -> list[Text]:
    """What is to be known of the delivery: pages to come, what was deleted, what is no Paper."""
    remarks: list[Text] = []
    more = _more(found)
    if more is not None:
        remarks.append(more)
    if len(there) < len(found.papers):
        count = len(found.papers) - len(there)
        remarks.append(
            Text(
                f"{count} weitere in dieser Lieferung sind gelöscht (deleted).",
                f"{count} more of this delivery were deleted.",
            )
        )
    if len(there) > DOCUMENTS:
        remarks.append(
            Text(
                f"Gelesen wurden die ersten {DOCUMENTS} von {len(there)} Vorlagen.",
                f"The first {DOCUMENTS} of {len(there)} papers were read.",
            )
        )
    if found.rest:
        remarks.append(
            Text(
                f"{found.rest} Einträge der Lieferung sind keine Objekte von OParl und wurden "
                "nicht gelesen.",
                f"{found.rest} entries of the delivery are no objects of OParl and were not read.",
            )
        )
    return remarks


def _more(found: Delivery) -> Text | None:
    """How many papers stand on pages that are not here; None if this is all."""
    total, pages = found.pagination.get("totalElements"), found.pagination.get("totalPages")
    at = found.pagination.get("currentPage")
    next_page = words.address(found.links.get("next"))
    count = total - len(found.papers) if isinstance(total, int) else 0
    last = isinstance(pages, int) and isinstance(at, int) and at >= pages and not next_page
    if not next_page and (count <= 0 or (last and pages == 1)):
        return None
    where = f" (links.next: {next_page[:200]})" if next_page else ""
    if count > 0:
        return Text(
            f"Das ist eine Seite einer Liste: {count} weitere Vorlagen stehen auf anderen "
            f"Seiten{where} und wurden nicht gelesen.",
            f"This is one page of a list: {count} more papers stand on other pages{where} and "
            "were not read.",
        )
    return Text(
        f"Das ist eine Seite einer Liste: weitere Vorlagen stehen auf anderen Seiten{where} und "
        "wurden nicht gelesen.",
        f"This is one page of a list: more papers stand on other pages{where} and were not read.",
    )


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
