"""What hangs on what could not be read in a document: rules that are open instead of broken.

A rule that complains of something missing (``regel:vermisst``) is open while a field it misses is
unread: its finding is withdrawn. It is open too where it found nothing to judge because a field
that ``regel:gilt`` asks for is unread, unless what it would miss is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from leitgraph.config import NS
from leitgraph.fields.table import FIELDS
from leitgraph.model import Rule
from leitgraph.shacl.rules.validate import Result
from leitgraph.vorlage.reading import State

_PROPERTY = re.compile(r"\binsek:(\w+)")
_FIELD_OF = {field.iri.removeprefix(NS): name for name, field in FIELDS.items() if field.iri}

Open = Mapping[str, tuple[str, ...]]
"""Fields that could not be read, by the ids of the rules that hang on them."""


def withdrawn(
    results: Iterable[Result], rule: Rule, states: Mapping[str, State]
) -> tuple[list[Result], tuple[str, ...]]:
    """The results of a rule that stand, and the unread fields for which others were withdrawn."""
    standing: list[Result] = []
    fields: dict[str, None] = {}
    for result in results:
        missed = _unread(rule.misses.get(result.constraint, ()), states)
        fields |= dict.fromkeys(missed)
        if not missed:
            standing.append(result)
    return standing, tuple(fields)


def kept_from(rule: Rule, states: Mapping[str, State]) -> tuple[str, ...]:
    """The unread fields that keep a rule which had nothing to judge from being judged."""
    missed = {name for names in rule.misses.values() for name in names}
    if not missed or all(states.get(name) is State.STATED for name in missed):
        return ()
    asked = tuple(name for name in fields_asked(rule) if name != "datum")
    if any(states.get(name) is State.ABSENT for name in missed & set(asked)):
        return ()
    columns = [name for name in sorted(missed) if name.partition(".")[0] in asked and "." in name]
    return _unread((*asked, *columns), states)


def _unread(names: Iterable[str], states: Mapping[str, State]) -> tuple[str, ...]:
    return tuple(name for name in names if states.get(name) is State.UNREAD)


def fields_asked(rule: Rule) -> tuple[str, ...]:
    """The fields of a Vorlage that decide whether a rule has something to judge."""
    return _asked_by(rule.applies)


@lru_cache(maxsize=512)
def _asked_by(query: str) -> tuple[str, ...]:
    """The fields of a Vorlage whose properties stand in a query."""
    found = (_FIELD_OF.get(name) for name in _PROPERTY.findall(query))
    return tuple(dict.fromkeys(name for name in found if name))
