"""The state of the check page, as sent or as kept: form, city, day, and what travels along."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from leitgraph.errors import BadData, BadInput, BadParameter, LeitgraphError
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.draft import JSON
from leitgraph.vorlage.draft.kept_drafts import Kept
from leitgraph.web.pages.check import file as check_file
from leitgraph.web.pages.check.document import Document
from leitgraph.web.pages.check.fields import MAX_ROWS
from leitgraph.web.pages.check.file import Source
from leitgraph.web.pages.check.form import Form, clean

CARRIED = 4 << 20
"""Of several Vorlagen in a file, so many bytes go into the page to choose from; one always."""
CHECK = "pruefen"
"""The button that checks; with a colon after it an answer is taken first, and then all checked."""
LAST = "zuletzt"
READ = "erkannt"
REVISION = "stand"


@dataclass
class State:
    """The page's state. ``last``: the check before, as ``progress.Last`` dumps it.

    ``documents``: several Vorlagen of one file, to choose from; so many are ``left_out``. ``id``
    and ``revision`` are those of a kept draft; ``focus`` is the field to go on with.
    """

    form: Form = field(default_factory=Form)
    city: str = ""
    day: str = ""
    action: str = ""
    text: str = ""
    last: str = ""
    document: Document = field(default_factory=Document)
    documents: list[dict[str, Any]] = field(default_factory=list)
    left_out: int = 0
    source: Source | None = None
    notes: list[LeitgraphError] = field(default_factory=list)
    id: str = ""
    revision: int = 0
    kept: Kept | None = None
    focus: str = ""

    def take(self, fields: Iterable[tuple[str, str]]) -> None:
        """Fill from submitted fields."""
        pairs = list(fields)
        given = dict(pairs)
        self.form = Form.read(pairs)
        self.city = given.get("city", "").strip()
        self.day = given.get("date", "").strip()
        self.action = given.get("tun", "")
        self.text = clean(given.get("text", ""))
        self.last = given.get(LAST, "")
        self.document = Document.read(given.get(READ, ""))
        number = given.get(REVISION, "")
        self.revision = int(number) if number.isdecimal() and len(number) < 10 else 0
        if given.get("entwurf"):
            self.source = check_file.again(given["entwurf"], given.get("entwurfsart", ""))
            self.fill()
        else:
            self.document.moved(self.form)

    def fill(self) -> None:
        """Show a draft in JSON in the form. What cannot be read is said by the check."""
        if self.source is None or self.source.media != JSON:
            return
        try:
            self._becomes(check_file.as_form(self.source.content) or self.form)
        except BadData:
            return
        except BadInput as error:
            self.notes.append(error)

    def recognised(self, documents: list[dict[str, Any]]) -> None:
        """Show the Vorlage that was read; several are shown to choose from."""
        if len(documents) > 1:
            self.documents = _at_most(documents, CARRIED)
            self.left_out = len(documents) - len(self.documents)
            return
        (only,) = documents
        if not only["draft"]:
            name = only["name"]
            raise BadData(
                f"In „{name}“ wurde keine Angabe einer Vorlage erkannt; die Angaben lassen sich "
                "unten in das Formular eintragen.",
                f"No entry of a council paper was recognised in “{name}”; the entries can be made "
                "in the form below.",
                parameter="datei",
            )
        self.source, self.text = None, ""
        self.document = Document.of(only)
        self._becomes(Form.of_draft(only["draft"]))

    def _becomes(self, form: Form) -> None:
        """Another draft; of another paper the last check says nothing."""
        name = "kennung" if form.get("kennung") else "titel"
        if form.get(name).strip() != self.form.get(name).strip():
            self.last = ""
        self.form = form

    def act(self) -> None:
        """What a button asks for beside checking: a row, an answer, an accepted goal."""
        what, _, of = self.action.partition(":")
        if what in {"antwort", CHECK}:
            number, _, option = of.partition(":")
            self.focus = self.document.answer(number, option, self.form)
        elif what == "ziel" and of:
            rows = self.form.rows.setdefault("zielbezuege", [])
            if len(rows) < MAX_ROWS and all(row.get("ziel") != of for row in rows):
                rows.append({"ziel": clean(of)[:500]})
                self.focus = f"zielbezuege[{len(rows) - 1}].richtung"

    def dump(self) -> str:
        """What is kept of it."""
        data = {"city": self.city, "date": self.day, LAST: self.last, READ: self.document.dump()}
        fields = [*data.items(), *self.form.fields()]
        return json.dumps(fields, ensure_ascii=False)

    def restore(self, kept: Kept) -> None:
        """Take up a kept draft."""
        self.take((str(name), str(text)) for name, text in json.loads(kept.content))
        self.holds(kept)

    def holds(self, kept: Kept) -> None:
        """The draft is kept as it stands here."""
        self.kept, self.id, self.revision = kept, kept.id, kept.revision

    def on(self) -> str:
        """The day that the lists are to be of, in ISO form; empty: today."""
        for given in (self.day, self.form.get("datum")):
            try:
                return values.day("date", given).isoformat()
            except BadParameter:
                continue
        return ""


def _at_most(documents: list[dict[str, Any]], size: int) -> list[dict[str, Any]]:
    """The first documents that have no more than ``size`` characters together; one at least."""
    sizes = accumulate(len(json.dumps(document, ensure_ascii=False)) for document in documents)
    return documents[: max(1, sum(total <= size for total in sizes))]
