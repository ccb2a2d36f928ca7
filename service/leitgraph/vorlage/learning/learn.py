"""``form learn``: the papers of a folder, what the council system says of them, and the form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypedDict

from leitgraph.errors import BadData, BadInput
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.vorlage.blocks import Block
from leitgraph.vorlage.formats import docx, pdf, text
from leitgraph.vorlage.forms.sheet import Sheet
from leitgraph.vorlage.learning.common_lines import PaperLine
from leitgraph.vorlage.learning.form_text import form_text
from leitgraph.vorlage.learning.proposal import propose
from leitgraph.vorlage.learning.system_facts import Facts, facts_of
from leitgraph.vorlage.recognise import lines

ENDINGS = (".txt", ".pdf", ".docx")
FEWEST = 5
"""From fewer papers nothing can be learnt: what stands on two may be chance."""
JSON = "application/json"


class LinesPayload(TypedDict):
    """What the file is called."""

    name: str


def job(ctx: ReaderContext, payload: LinesPayload, body: bytes, out: Out) -> None:
    """Job "read-lines": the lines of a document as JSON, each with whether a blank one precedes."""
    found = lines_of(body, payload["name"])
    out.head({"content_type": JSON})
    out.write(json.dumps([[line.text, line.gap] for line in found], ensure_ascii=False).encode())


READ_LINES = Job("read-lines", LinesPayload, job)


def lines_of(body: bytes, name: str) -> list[PaperLine]:
    """The lines of a document. What stands in one line or row of a table is one line."""
    found: list[PaperLine] = []
    last = ""
    for part in Sheet(_blocks(body, name)).parts:
        if part.place == last and found:
            found[-1] = PaperLine(f"{found[-1].text} {part.text}", found[-1].gap)
        else:
            found.append(PaperLine(part.text, part.gap))
        last = part.place
    return found


def _blocks(body: bytes, name: str) -> Sequence[Block]:
    if name.lower().endswith(".docx"):
        return docx.blocks_of(body, name)[0]
    if name.lower().endswith(".pdf"):
        return pdf.blocks_of(body, name)
    return lines.blocks(text.numbered(text.decoded(body, name)))


def learned(papers: Mapping[str, Sequence[PaperLine]], system: bytes, name: str, city: str) -> str:
    """The proposal as a file. ``papers``: lines by the name of the file without its ending.

    ``system``: what the council system says, as JSON, or nothing. Raises ``BadInput`` for too few
    papers, ``BadData`` for what is no JSON.
    """
    if len(papers) < FEWEST:
        raise BadInput(
            f"Im Ordner liegen {len(papers)} Vorlagen; zum Lernen braucht es mindestens {FEWEST}, "
            "besser dreißig.",
            f"There are {len(papers)} papers in the folder; at least {FEWEST} are needed to learn "
            "from, better thirty.",
        )
    facts = _facts(system)
    listed = list(papers.items())
    by_number = {at: facts[stem] for at, (stem, _) in enumerate(listed) if stem in facts}
    proposal = propose([paper for _, paper in listed], by_number)
    if not any(entry.mark for entry in proposal.entries):
        raise BadInput(
            "Auf den Vorlagen steht zu wenig an gleicher Stelle; ist es ein Formblatt?",
            "Too little stands at the same place on the papers; are they on one form?",
        )
    return form_text(proposal, name, city)


def _facts(system: bytes) -> dict[str, Facts]:
    if not system:
        return {}
    try:
        return facts_of(json.loads(system))
    except (ValueError, RecursionError) as error:
        raise BadData(
            "Die Datei des Ratsinformationssystems ist kein JSON.",
            "The file of the council system is no JSON.",
        ) from error
