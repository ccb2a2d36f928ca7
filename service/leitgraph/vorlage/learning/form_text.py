"""A proposal as the text of a form's file, to be read over and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable

from leitgraph.vorlage.learning import guesses
from leitgraph.vorlage.learning.box_groups import YES, Group
from leitgraph.vorlage.learning.proposed import Proposal, ProposedEntry


def form_text(proposal: Proposal, name: str, city: str) -> str:
    """The file. Below each label stands on how many papers it was found."""
    marks = sum(1 for entry in proposal.entries if entry.mark)
    lines = [
        f"# Vorschlag aus {proposal.papers} Vorlagen. Bitte durchsehen: streichen, was keine",
        "# Beschriftung ist; wo feld fehlt und eines gemeint ist, eintragen (docs/howto-form.md).",
        f"name = {_text(name)}",
        f"titel = {_text(f'Vorschlag für {city}')}",
        f"stadt = {_text(city)}",
        'sprache = "de"',
        f"quelle = {_text(f'gelernt aus {proposal.papers} Vorlagen')}",
        f"mindestens = {max(2, marks // 2)}",
    ]
    if proposal.kennung:
        lines.append(f"kennung = {_pattern(proposal.kennung)}")
    lines += _listed("einheiten", (_text(unit) for unit in proposal.units))
    lines += _listed("beiwerk", (_pattern(one) for one in proposal.furniture))
    pages = [one for one in proposal.furniture if len(one) <= 12]
    lines += _listed("ende", (_pattern(one) for one in pages))
    if proposal.kinds:
        lines += ["", "[arten]"]
        lines += [f"{_text(words)} = {_text(code)}" for words, code in proposal.kinds.items()]
    goals = {entry.condition for entry in proposal.entries if entry.field == "zielbezuege"}
    for entry in proposal.entries:
        lines += _entry(entry, proposal, goals)
    if proposal.combination:
        degree, direction, relevant = proposal.combination
        lines += [
            "",
            "[[verbindung]]",
            'feld = "klimawirkung"',
            f"aus = [{_text(degree)}, {_text(direction)}]",
            f"muster = {_text('{' + degree + '}-{' + direction + '}')}",
            *([f"wenn = {_text(relevant)}"] if relevant else []),
        ]
    return "\n".join(lines) + "\n"


def _entry(entry: ProposedEntry, proposal: Proposal, goals: set[str]) -> Iterable[str]:
    yield from ("", "[[angabe]]", f"# auf {entry.papers} von {proposal.papers} Vorlagen")
    yield f"beschriftung = [{', '.join(_text(one) for one in entry.labels)}]"
    if entry.field:
        yield f"feld = {_text(entry.field)}"
    for key, said in (
        ("kennzeichen", entry.mark),
        ("selbst", entry.is_value),
        ("inmitten", entry.inline),
        ("frei", entry.free),
    ):
        if said:
            yield f"{key} = true"
    if entry.then:
        yield f"danach = {_text(entry.then)}"
    if entry.columns:
        yield f"spalten = [{', '.join(_text(one) for one in entry.columns)}]"
    if entry.condition:
        yield f"wenn = {_text(entry.condition)}"
    for field, name, group, condition in entry.groups:
        yield from ("", "[[angabe.gruppe]]")
        yield f"feld = {_text(field)}" if field else f"name = {_text(name)}"
        yield f"kaestchen = {_text(group.side)}"
        if condition:
            yield f"wenn = {_text(condition)}"
        if not field:
            yield "freiwillig = true"
        goal = name if name in goals else ""
        yield f"wahl = {{ {', '.join(_boxes(field, goal, group, entry.labels[0]))} }}"


def _boxes(field: str, goal: str, group: Group, label: str) -> Iterable[str]:
    for words in group.words:
        low = words.casefold()
        value = _text(words)
        if group.answers:
            value = "true" if low in YES else "false"
        elif low in guesses.DEGREES or low in guesses.DIRECTIONS:
            value = _text({**guesses.DEGREES, **guesses.DIRECTIONS}[low])
        if goal and value == "false":
            said = _text(f"{label.rstrip(' :')}: {words}")
            value = f"{{ wert = false, nichtRelevantWeil = {said} }}"
        yield f"{_text(words)} = {value}"


def _listed(key: str, values: Iterable[str]) -> list[str]:
    found = list(values)
    return [f"{key} = [", *(f"    {value}," for value in found), "]"] if found else []


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _pattern(words: str) -> str:
    return _text(words) if "'" in words else f"'{words}'"
