"""Codes as papers write them: „geringe Verschlechterung“ is ``gering-negativ``."""

from __future__ import annotations

import re

from leitgraph.fields.codes import CODE_LISTS
from leitgraph.fields.table import words
from leitgraph.vorlage.recognise import checkboxes
from leitgraph.vorlage.recognise.labels import normal

_CODE = {
    of.name: {
        normal(word): one.code
        for one in of.codes
        for word in (one.code, one.label.de, *words(one.aliases))
    }
    for of in CODE_LISTS
}
_NAMES = {of.name: of.names for of in CODE_LISTS}
_SIGNS = {"+": "foerdert", "++": "foerdert", "↑": "foerdert", "-": "hemmt", "\u2212": "hemmt"}
_SIGNS |= {"–": "hemmt", "--": "hemmt", "↓": "hemmt", "0": "neutral", "o": "neutral"}
_YES = {"ja", "j", "yes", "wahr", "true", "nichtoeffentlich", "nicht oeffentlich", "vertraulich"}
_NO = {"nein", "n", "no", "falsch", "false", "oeffentlich"}


def code(kind: str, text: str) -> str | None:
    """The code a text stands for; None if it stands for none."""
    if kind == "richtung" and text.strip() in _SIGNS:
        return _SIGNS[text.strip()]
    return _CODE[kind].get(normal(text.strip(" .,;:")))


def ticked(kind: str, text: str) -> tuple[bool, list[str]]:
    """Whether the text has boxes, and the codes of those ticked (unknown ones as written)."""
    offered = checkboxes.options(text)
    return bool(offered), [code(kind, o.text) or o.text for o in offered if o.ticked]


def truth(text: str, said_no: str = "") -> bool | None:
    """Yes or no, in words or by a cross; None if it is neither.

    ``said_no``: what else means no here, parted by semicolons.
    """
    offered = checkboxes.options(text)
    if offered:
        chosen = [option.text for option in offered if option.ticked]
        if not chosen and len(offered) == 1:
            return False  # a box of its own, left empty
        if len(chosen) != 1:
            return None
        if len(offered) == 1 and not chosen[0]:
            return True
        text = chosen[0]
    first = re.split(r"[,;.(–]| -", text.strip(), maxsplit=1)[0]
    no = _NO | {normal(word) for word in words(said_no)}
    for said in (normal(text), normal(first)):
        if said in _YES:
            return True
        if said in no:
            return False
    return None


def code_list(kind: str) -> tuple[str, ...]:
    """All codes of a kind."""
    return _NAMES[kind]
