"""Sectoral concepts that a sentence calls so: „Konkretisierendes Fachkonzept ist das …“."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = (
    r"(?P<name>(?:„[^“\n]{3,80}“|[A-ZÄÖÜ][\wäöüß-]*(?:[Kk]onzept|[Ss]trategie|plan|[Pp]rogramm|"
    r"[Ll]eitlinien?)\w*(?:\s+der\s+(?:Landeshauptstadt|Stadt)(?:\s+[A-ZÄÖÜ][a-zäöüß]+)?)?"
    r"(?:,?\s+(?:Fortschreibung\s+)?(?:19|20)\d\d(?:\s+bis\s+(?:19|20)\d\d)?)?"
    r"(?:\s+„[^“\n]{3,80}“)?))"
)
_CALLED = re.compile(
    r"\b[Ff]achkonzept(?:e|es|s)?\b(?:\s+(?:ist|sind|bildet|:)|:)?\s*(?:das|der|die|dem|ist|sind|\s)*\s*"
    + _NAME
)
_CONCRETE = re.compile(
    r"\b[Kk]onkretisier(?:t|end|ung)\b[^.;:\n]{0,50}?\b(?:durch|im|in der|mit)\s+"
    r"(?:das|die|den|der|dem)?\s*" + _NAME
)
_LABELLED = re.compile(r"\bFachkonzept:\s*(?P<name>[A-ZÄÖÜ„][^.;\n]{3,80})")
_PROPOSES = re.compile(
    r"\b(?:Das|Die|Der)\s+" + _NAME + r"\s+(?:schlägt|sieht|enthält|nennt|empfiehlt|fordert)\b"
)


def concepts(texts: Iterable[tuple[str, str]]) -> tuple[list[str], str, str]:
    """Their names, with place and passage of the first."""
    found: dict[str, tuple[str, str]] = {}
    for text, place in texts:
        for pattern in (_LABELLED, _CALLED, _CONCRETE, _PROPOSES):
            for match in pattern.finditer(text):
                name = match["name"].strip(" ,.")
                if not any(name in known or known in name for known in found):
                    found[name] = (place, match[0])
    place, passage = next(iter(found.values()), ("", ""))
    return list(found), place, passage
