"""Documents (DOCX, PDF and others) on their way into a draft, read in a reader and checked.

What was recognised keeps its place, so that a finding can say where in the document it belongs;
what was not certain is asked beside the findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NotRequired, TypedDict

from leitgraph.config import Settings
from leitgraph.errors import (
    BadData,
    BadParameter,
    Busy,
    DeadlineExceeded,
    NotFound,
    OutOfMemory,
    TooLarge,
)
from leitgraph.linking.kommune import knows
from leitgraph.linking.shelf import CityNames, city_names, visible
from leitgraph.model import Principal, Role, Text
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.store.host import limits
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph
from leitgraph.vorlage.addresses import name_behind
from leitgraph.vorlage.draft.draft import (
    JSON,
    Draft,
    Note,
    Reading,
    read_draft,
    read_fields,
)
from leitgraph.vorlage.formats.base import Known, shown, unknown
from leitgraph.vorlage.formats.kinds import is_document, media_types, read_document, warm
from leitgraph.vorlage.linked.goals import city_of_document, linked
from leitgraph.vorlage.paper_date import asked_for_date, first_deliberation
from leitgraph.vorlage.reading import DocumentDraft, Question, Recognised, State, Stretch
from leitgraph.vorlage.stated import with_stated
from leitgraph.vorlage.states import not_understood, spoken_of, states_of

__all__ = ["DOCUMENTS", "read_documents", "warm"]
DOCUMENTS = media_types()
"""Media types that are documents whatever is in them; JSON is one if it is a Paper of OParl."""

PROCESSOR_SHARE = 0.6
"""Of its deadline a reader may work so much on one document; the rest is for waiting."""
RETRY_SECONDS = 30


class DocumentPayload(TypedDict):
    """What the file is said to be, and what it is called."""

    media_type: str
    name: str
    city: NotRequired[str]


def job(ctx: ReaderContext, payload: DocumentPayload, body: bytes, out: Out) -> None:
    """Job "read-document": payload ``media_type``, ``name`` (of the file), ``city``.

    Without a city it is taken from the head of the paper, if that tells it.
    """
    name = payload["name"]
    city = payload.get("city") or ""
    if city and not knows(visible(ctx), ctx.settings.base, city):
        raise NotFound(
            f"Die Stadt „{city}“ ist nicht im Graphen.", f"The city “{city}” is not in the graph."
        )
    known = name_behind(Layers(ctx.store, ctx.default_graph))
    admin = ctx.role is Role.ADMIN
    deadline = ctx.settings.deadline_admin if admin else ctx.settings.deadline_public
    with limits.processor_time(PROCESSOR_SHARE * deadline):
        read = read_document(body, payload["media_type"], name, known)
        found = [_linked(ctx, one, city) for one in read]
    found = [replace(one, states=states_of(one)) for one in found]
    out.head({"content_type": JSON, "documents": len(found)})
    data = {"documents": [dump(document) | _spoken(document) for document in found]}
    out.write(json.dumps(data, ensure_ascii=False, default=str).encode())


def _linked(ctx: ReaderContext, document: DocumentDraft, city: str) -> DocumentDraft:
    base = ctx.settings.base
    document = with_stated(document)
    slug = city or city_of_document(document, visible(ctx), base)
    return linked(document, city_names(ctx, f"{base}/{slug}")) if slug else document


READ_DOCUMENT = Job("read-document", DocumentPayload, job)


async def read_documents(
    graph: Graph,
    settings: Settings,
    body: bytes,
    media_type: str,
    principal: Principal,
    name: str = "",
    city: str = "",
) -> list[DocumentDraft]:
    """The Vorlagen in a document, linked with what the city knows (by default that of its head).

    ``TooLarge`` also for one that outgrows its reader, by memory or by its share of the deadline as
    processor time; ``Busy`` if the deadline passed while the reader waited for the processor.
    """
    if len(body) > settings.draft_mb << 20:
        raise TooLarge(
            f"{shown(name)} ist größer als {settings.draft_mb} MB.",
            f"{shown(name, True)} is larger than {settings.draft_mb} MB.",
            limit_mb=settings.draft_mb,
        )
    payload: DocumentPayload = {"media_type": media_type, "name": name, "city": city}
    try:
        answer = await graph.run(READ_DOCUMENT(payload), principal=principal, body=body)
        data = json.loads(await answer.read())
    except (DeadlineExceeded, OutOfMemory) as error:
        if isinstance(error, DeadlineExceeded) and not error.facts.get("processor"):
            raise Busy(
                f"{shown(name)} konnte nicht gelesen werden, weil der Rechner gerade ausgelastet "
                "ist. Bitte später noch einmal abgeben.",
                f"{shown(name, True)} could not be read, as the machine is busy at the moment. "
                "Please send it again later.",
                retry_after=RETRY_SECONDS,
            ) from error
        raise TooLarge(
            f"{shown(name)} lässt sich nicht mit vertretbarem Aufwand lesen. Bitte die Angaben in "
            "das Formular eintragen.",
            f"{shown(name, True)} cannot be read with reasonable effort. Please fill in the form.",
        ) from error
    return [load(document) for document in data["documents"]]


def dump(document: DocumentDraft, language: str | None = None) -> dict[str, Any]:
    """As JSON; questions in one language, or in both as a list (``load`` is the way back)."""
    return {
        "draft": document.draft,
        "recognised": [
            {
                "field": one.field,
                "value": one.value,
                "place": one.place,
                "passage": one.passage,
                "confidence": round(one.confidence, 2),
            }
            for one in document.recognised
        ],
        "questions": [
            {
                "field": one.field,
                "text": one.text.get(language) if language else [one.text.de, one.text.en],
                "options": list(one.options),
                "place": one.place,
                "passage": one.passage,
            }
            for one in document.questions
        ],
        "form": document.form,
        "pages": document.pages,
        "name": document.name,
        "layout": document.layout,
        "states": {name: state.value for name, state in document.states.items()},
        "unread": not_understood(document),
        "remarks": [
            one.get(language) if language else [one.de, one.en] for one in document.remarks
        ],
    }


def _spoken(document: DocumentDraft) -> dict[str, Any]:
    """The parts that speak of fields which are unread: what is asked about them rests on these."""
    found = spoken_of(document).values()
    return {"spoken": [[one.text, one.place, one.use, one.field] for one in found]}


def load(data: dict[str, Any]) -> DocumentDraft:
    """What the job wrote; of the stretches those that were not understood or speak of fields."""
    return DocumentDraft(
        data["draft"],
        tuple(Recognised(**one) for one in data["recognised"]),
        tuple(
            Question(
                one["field"],
                Text(*one["text"]),
                tuple(one["options"]),
                one["place"],
                one["passage"],
            )
            for one in data["questions"]
        ),
        data["form"],
        data["pages"],
        data["name"],
        data["layout"],
        (
            *(Stretch(*one) for one in data["spoken"]),
            *(Stretch(one["text"], one["place"], "unread") for one in data["unread"]),
        ),
        {name: State(said) for name, said in data["states"].items()},
        remarks=tuple(Text(*one) for one in data["remarks"]),
    )


# -- in the reader that checks -----------------------------------------------------------------


def draft_of(
    body: bytes, media_type: str, reading: Reading, wanted: str = ""
) -> tuple[Draft, DocumentDraft | None]:
    """The draft in ``body``, and the document it stands in if it is one.

    Of a document the questions are among the notes. ``wanted``: which of several is meant.
    """
    if not is_document(body, media_type):
        return read_draft(body, media_type, reading, wanted), None
    names = reading.names or CityNames(reading.layers, reading.city)
    found = chosen(body, media_type, wanted, name_behind(reading.layers))
    document = linked(with_stated(found), names, reading.day)
    if reading.day is None:
        document = asked_for_date(document)
    document = replace(document, states=states_of(document))
    # Names have to be looked up on some day; a report never calls it the date of the paper.
    supposed = replace(reading, now=first_deliberation(document) or reading.now)
    draft = read_fields(titled(document), supposed)
    return replace(draft, notes=(*draft.notes, *notes(document))), document


def chosen(body: bytes, media_type: str, wanted: str = "", known: Known = unknown) -> DocumentDraft:
    """The Vorlage to check: the only one, or the one of that Kennung or file name."""
    found = read_document(body, media_type, "", known)
    named = [one for one in found if wanted and wanted in _names(one)]
    if len(named) == 1 or len(found) == 1:
        document = (named or found)[0]
        broken = [q for q in document.questions if not document.form and not q.field]
        if broken:
            raise BadData(broken[0].text.de, broken[0].text.en)
        return document
    numbers = [str(one.draft.get("kennung") or "") for one in found]
    choices = [
        number if numbers.count(number) == 1 and number else one.name or number
        for number, one in zip(numbers, found, strict=True)
    ]
    raise BadParameter(
        f"In der Datei stehen {len(found)} Vorlagen ({', '.join(choices[:10])}); nennen Sie die, "
        "die zu prüfen ist.",
        f"There are {len(found)} Vorlagen in the file ({', '.join(choices[:10])}); name the one "
        "to check.",
        parameter="focus",
        choices=choices[:20],
    )


def _names(document: DocumentDraft) -> list[str]:
    found = [str(document.draft.get("kennung") or ""), document.name]
    return [name for name in found if name]


def titled(document: DocumentDraft) -> dict[str, Any]:
    """The draft. One without a title gets a stopgap, so that all else can be judged."""
    stem = PurePosixPath(document.name).stem
    title = document.draft.get("kennung") or stem or "Vorlage ohne Titel"
    return {"titel": title, **document.draft}


def notes(document: DocumentDraft) -> Iterator[Note]:
    """The questions as notes beside the findings."""
    yield from map(note_of, document.questions)


def note_of(question: Question) -> Note:
    """A question as a note; what it is about is the passage."""
    value = "" if question.field in {"", "zitiert"} else question.passage
    return Note(
        question.field,
        question.text,
        value,
        asks=True,
        options=question.options,
        place=question.place,
    )
