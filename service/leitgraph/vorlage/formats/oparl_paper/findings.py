"""What reading a Paper has found so far: values, questions, and what became of each attribute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from leitgraph.model import Text
from leitgraph.vorlage.formats.oparl_paper import words
from leitgraph.vorlage.reading import CERTAIN, Question, Recognised, Stretch, Use, passage


@dataclass
class Findings:
    """Gathered attribute by attribute; a field keeps the first value that it got."""

    found: dict[str, Recognised] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)

    def take(self, name: str, value: Any, attribute: str, said: Any = None) -> None:
        """A value for a field, from an attribute, which said it as ``said`` (else as it is)."""
        words_there = {attribute: value if said is None else said}
        self.found.setdefault(
            name,
            Recognised(name, value, place(attribute), passage(words.shown(words_there)), 0.95),
        )
        self.used(attribute, words_there[attribute], "field", name)

    def ask(
        self,
        name: str,
        text: Text,
        attribute: str,
        said: Any,
        options: Iterable[str] = (),
    ) -> None:
        """A question about an attribute that could not be read for certain."""
        given = passage(words.shown({attribute: said})) if said is not None else ""
        self.questions.append(Question(name, text, tuple(options), place(attribute), given))
        if said is not None:
            self.used(attribute, said, "unread", name)

    def used(self, attribute: str, said: Any, use: Use, name: str = "") -> None:
        """What became of an attribute, each time it is spoken of."""
        given = passage(f"{attribute}: {words.shown(said)}")
        self.stretches.append(Stretch(given, place(attribute), use, name))

    def wrong(self, attribute: str, kind: Text, read: str) -> None:
        """Tell that an attribute is of another type than OParl says, and what was made of it."""
        self.remarks.append(
            Text(
                f"Das Attribut „{attribute}“ ist {kind.de} und kein Text; "
                + (f"gelesen wurde „{read}“." if read else "es wurde nicht gelesen."),
                f"The attribute “{attribute}” is {kind.en} and no text; "
                + (f"“{read}” was read." if read else "it was not read."),
            )
        )

    @property
    def draft(self) -> dict[str, Any]:
        """The values that are certain."""
        return {one.field: one.value for one in self.found.values() if one.confidence >= CERTAIN}


def place(attribute: str) -> str:
    """Where an attribute stands, as a passage tells it."""
    return f"Attribut {attribute}"
