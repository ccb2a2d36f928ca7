"""The fields that say how a paper acts on the climate."""

from __future__ import annotations

from leitgraph.fields.codes import KLIMAWIRKUNG
from leitgraph.fields.kinds import Choice, Field, Flag, Part, Section, Words
from leitgraph.model import Text

SECTION = Section(
    "klima",
    Text("Klima", "Climate"),
    Text("Klima", "Climate"),
    Part.CLIMATE,
    (
        Field(
            "klimarelevant",
            Text("Klimarelevanz", "Relevance to the climate"),
            Flag(
                Text("klimarelevant", "relevant to the climate"),
                Text("nicht klimarelevant", "not relevant to the climate"),
            ),
            "Klimarelevant; Klimarelevante Maßnahme; Klimarelevanz der Vorlage; "
            "Hat die Vorlage Klimarelevanz; CO2 Relevanz; "
            "CO2 Relevanz Auswirkung auf den Klimaschutz",
        ),
        Field(
            "klimawirkung",
            Text("Klimawirkung", "Effect on the climate"),
            Choice(KLIMAWIRKUNG),
            "Klimawirkungen; Auswirkungen auf das Klima; Klimacheck; Klimaauswirkung; "
            "Klimaauswirkungen; Auswirkung auf das Klima; Klimaschutz; Klima Check; "
            "Auswirkungen auf den Klimaschutz; Bewertung der Klimawirkung; Stufe; "
            "Stufe der Klimawirkung",
        ),
        Field(
            "klimabegruendung",
            Text("Zur Klimawirkung", "On the effect on the climate"),
            Words(lines=2),
            "Begründung der Klimawirkung; Klimabegründung; Begründung Klimawirkung; "
            "Klimawirkung Begründung; Erläuterung der Klimawirkung; "
            "Begründung zur Klimawirkung; Begründung der Klimarelevanz",
            wide=True,
            paper="Begründung der Klimawirkung",
            mentions="Klimawirkung; Klimarelevan; Klimacheck; Klimaauswirkung",
        ),
    ),
    hint=Text(
        "Zuerst, ob die Vorlage das Klima berührt; wenn ja, wie stark, und warum.",
        "First whether the paper touches the climate; if so how much, and why.",
    ),
)
