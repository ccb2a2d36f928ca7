"""What the fields of a draft are called in questions, and of which kind their values are."""

from __future__ import annotations

from leitgraph.fields.kinds import Amount, Day, Flag, long
from leitgraph.fields.table import FIELDS, of_kind
from leitgraph.model import Text

NAMES: dict[str, Text] = {name: field.label for name, field in FIELDS.items()}
AMOUNTS = set(of_kind(Amount))
DATES = set(of_kind(Day))
FLAGS = set(of_kind(Flag))
LISTS = {name for name, field in FIELDS.items() if field.several}
TEXTS = {name for name, field in FIELDS.items() if long(field.kind)}
HEADS = {name for name, field in FIELDS.items() if field.heads}
"""Fields of which a label is the heading of a section too."""
LONG = TEXTS | {"sachverhalt", "beschluss", "abwaegung", "folgekosten"}
"""Values that go on over several paragraphs."""


def name_of(field: str) -> Text:
    """What a field is called; of an entry of a list, the list."""
    return NAMES.get(field.split("[")[0], Text(field, field))
