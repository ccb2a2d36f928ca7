"""What labels, groups of boxes and values are taken for when a form is learnt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from leitgraph.fields.kinds import Amount, Flag, Rows
from leitgraph.fields.table import FIELDS
from leitgraph.vorlage.forms.signs import SIGN
from leitgraph.vorlage.learning.box_groups import Group
from leitgraph.vorlage.learning.common_lines import BoxWords
from leitgraph.vorlage.recognise import labels

_COLUMNS = {
    "gremium": "gremium",
    "gremien": "gremium",
    "beratungsfolge": "gremium",
    "ausschuss": "gremium",
    "termin": "datum",
    "datum": "datum",
    "sitzung": "datum",
    "sitzungsdatum": "datum",
    "top": "top",
    "ö": "oeffentlich",
    "öffentlichkeitsstatus": "oeffentlich",
    "öffentlichkeit": "oeffentlich",
    "zuständigkeit": "art",
    "art": "art",
    "ergebnis": "ergebnis",
}
_GOAL = re.compile(r"thema|ziel|leitlinie|handlungsfeld|strateg", re.IGNORECASE)
_CLIMATE = re.compile(r"klima|co2|co₂", re.IGNORECASE)
_MONEY = re.compile(r"finanzielle auswirkungen|haushaltsrelevan|kosten", re.IGNORECASE)
_FUNDING = re.compile(r"finanzierung|deckung", re.IGNORECASE)
_FOLLOW_UP = re.compile(r"folgekosten|laufende (?:kosten|belastung)", re.IGNORECASE)
DEGREES = {
    "geringfügig": "gering",
    "gering": "gering",
    "leicht": "gering",
    "erheblich": "erheblich",
    "stark": "erheblich",
    "deutlich": "erheblich",
}
DIRECTIONS = {"positiv": "positiv", "negativ": "negativ"}
_FREE = {"gegenstand", "alternativen", "abwaegung", "sachverhalt", "beschluss"}


def field_of(label: str) -> str:
    """The field a label stands for by its name; "" if it stands for none that a form can hold."""
    plain = label.rstrip(" :")
    if _FOLLOW_UP.search(plain):
        return "folgekostenProJahr"
    if _GOAL.search(plain) and len(plain.split()) <= 3:
        return "zielbezuege"
    name = labels.field_of(plain) or ""
    if name not in FIELDS or name in _FREE:
        return ""
    kind = FIELDS[name].kind
    if isinstance(kind, Rows | Flag) and name != "zielbezuege":
        return ""
    return name


def columns_of(text: str) -> list[str]:
    """The columns that a line of headings names, in order, each once."""
    found = [_COLUMNS.get(word.strip("/,;:").casefold(), "") for word in text.split()]
    return list(dict.fromkeys(name for name in found if name)) if len(found) <= 12 else []


def is_table_head(text: str) -> bool:
    """True for the line of headings of a table of committees."""
    found = columns_of(text)
    return len(found) >= 3 and {"gremium", "datum"} <= set(found)


def group_field(label: str, group: Group) -> str:
    """The field that a group fills by what its label says."""
    if group.answers:
        if _CLIMATE.search(label):
            return "klimarelevant"
        return "finanzielleAuswirkungen" if _MONEY.search(label) else ""
    several = len(group.words) > 1 and all(" " in word for word in group.words)
    gegen = re.search(r"gegenfinanz", label, re.IGNORECASE)
    return "deckung" if several and _FUNDING.search(label) and not gegen else ""


def is_direction(group: Group) -> bool:
    """True for positive and negative."""
    return {word.casefold() for word in group.words} == set(DIRECTIONS)


def is_degree(group: Group) -> bool:
    """True for two degrees or more, of which each is known."""
    return len(group.words) > 1 and all(word.casefold() in DEGREES for word in group.words)


def is_amount(name: str) -> bool:
    """True for a field that holds an amount."""
    return name in FIELDS and isinstance(FIELDS[name].kind, Amount)


def boxes_in(text: str, known: Iterable[BoxWords]) -> Iterator[tuple[str, int, bool]]:
    """The boxes of a line with known words: words, where, and whether ticked."""
    signs = [one for one in SIGN.finditer(text) if one[0].lower() != "x"]
    if not signs:
        return
    for box in known:
        for sign in signs:
            if box.side == "vor":
                beside = text[sign.end() :].lstrip().startswith(box.words)
            else:
                before = text[: sign.start()].rstrip()
                beside = before.endswith(box.words) and not before[: -len(box.words)][-1:].isalnum()
            if beside:
                yield box.words, sign.start(), sign["ticked"] is not None


def pattern_of(values: Sequence[str]) -> str:
    """The pattern of most Kennungen: figures by their number, capitals as such."""
    count: Counter[str] = Counter()
    for value in values:
        first = value.split(" ")[0].strip(",;")
        if re.search(r"\d", first):
            count[_shape(first)] += 1
    total = sum(count.values())
    kept = [shape for shape, many in count.most_common(6) if many >= max(2, 0.004 * total)]
    return "|".join(sorted(kept, key=len, reverse=True))


def _shape(value: str) -> str:
    parts: list[str] = []
    for run in re.finditer(r"\d+|[A-ZÄÖÜ]+|[a-zäöüß]+|.", value):
        word = run[0]
        if word.isdigit():
            parts.append(rf"\d{{{len(word)}}}")
        elif word.isupper() and word.isalpha():
            parts.append(f"[A-Z]{{{len(word)}}}")
        else:
            parts.append(re.escape(word))
    return "".join(parts)
