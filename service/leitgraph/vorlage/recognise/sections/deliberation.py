"""The order of deliberation: rows and lines that name bodies, days and what is done there.

Each cell says by its kind what it is, since forms give their columns different names: a date, a
kind of deliberation, public or not, the rest is the body. Lines may hold all of it, or bodies,
kinds and days one below the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leitgraph.vorlage import amounts
from leitgraph.vorlage.blocks import BULLET
from leitgraph.vorlage.recognise import codes
from leitgraph.vorlage.recognise.cells import SURE, Cell, Cells
from leitgraph.vorlage.recognise.kinds.bodies import is_body
from leitgraph.vorlage.recognise.labels import normal

PUBLIC = re.compile(r"\b(?:nicht[ -]?)?öffentlich\b|\bN?Ö\b[:,]?|\bnö\b|\bö\b", re.IGNORECASE)
_LEFT = re.compile(r"^[\s,;:|()/.–-]+|[\s,;:|()/–-]+$")
_ARTS = (
    r"(?:zur\s+)?(?:Anhörung/Empfehlung|Anhörung|Vorberatung|Beschlussfassung|Information|Umlauf|"
    r"Kenntnisnahme|Kenntnis|Entscheidung|Bestätigung|Beratung|Empfehlung|Beschluss|Vorabstimmung|"
    r"Behandlung|[12]\. Lesung|beschließend|beratend|vorberatend|anhörend)"
)
_ART_LAST = re.compile(rf"^(?P<name>.{{2,}}?)[\s,;|(]+(?P<art>{_ARTS})\)?$", re.IGNORECASE)
_ART = re.compile(rf"\b{_ARTS}(?![\w/])", re.IGNORECASE)
_RESULTS = {
    *("erledigt", "geplant", "offen", "vertagt", "zurueckgestellt", "ungeaendert beschlossen"),
    *("einstimmig beschlossen", "mehrheitlich beschlossen", "abgelehnt", "zugestimmt", "x", "n"),
    *("o", "oe", "noe", "ja", "nein", "zur kenntnis genommen", "empfohlen", "angenommen"),
}
_WRAPPED = re.compile(r"(?:\b(?:und|für|der|des|die|zu|zur|im|in|sowie)|[,/&-])$", re.IGNORECASE)
_SITTING = re.compile(
    r"(?:\d{1,3}\.\s+)?(?:(?:nicht\s?)?öffentliche\s+|gemeinsame\s+|außerordentliche\s+|"
    r"konstituierende\s+|Sonder)*[Ss]itzung\s+(?:de[sr]|von)\b.*",
    re.IGNORECASE,
)
"""The name of a sitting, which council systems write below its day: the body stands above."""
_LONG = 14
"""A line of more words is no body but a sentence."""


@dataclass
class _Session:
    name: str
    place: str
    passage: str
    days: list[tuple[str, float]] = field(default_factory=list)
    art: str = ""


def row(texts: dict[str, str], cells: Sequence[str], place: str, passage: str) -> Cells:
    """The entry of a row; ``texts``: by column, as far as the heads tell; ``cells``: all."""
    named = " ".join(texts.get("gremium", "").split())
    days: list[tuple[str, float]] = []
    arts: list[str] = []
    unknown = ""
    for cell in cells:
        words = " ".join(cell.split())
        if not words or words == named:
            continue
        found = amounts.dates(words)
        if found:
            days += [(value, SURE) for value, _, _ in found]
            words = _LEFT.sub("", amounts.DATE.sub(" ", words))
        rest = _LEFT.sub("", PUBLIC.sub(" ", words))
        if not rest or normal(rest) in _RESULTS or re.fullmatch(r"[\d./ ]+", rest):
            continue
        code = codes.code("beratungsart", rest)
        if code:
            arts.append(code)
        elif not named and not found and is_body(rest):
            named = rest
        elif words == " ".join(texts.get("art", "").split()):
            unknown = rest
    if not named or normal(named) in {"summe", "gremium"}:
        return {}
    return _cells(_Session(named, place, passage, days, arts[0] if arts else ""), unknown, texts)


def _cells(one: _Session, unknown: str = "", texts: dict[str, str] | None = None) -> Cells:
    entry = {"gremium": Cell(one.name, one.place, one.passage)}
    if len(one.days) == 1:
        entry["datum"] = Cell(one.days[0][0], one.place, one.passage, one.days[0][1])
    elif one.days:
        entry["datum"] = Cell(one.days[0][0], one.place, one.passage, 0.5)
    elif texts and re.search(r"\d", texts.get("datum", "")):
        entry["datum"] = Cell(texts["datum"], one.place, one.passage, 0.0)
    if one.art:
        entry["art"] = Cell(one.art, one.place, one.passage)
    elif unknown:
        entry["art"] = Cell(unknown, one.place, one.passage, 0.0)
    return entry


def listed(lines: Iterable[tuple[str, str]]) -> Iterator[Cells]:
    """The entries of lines, each with its place."""
    found: list[_Session] = []
    bare_days: list[tuple[str, float]] = []
    bare_arts: list[str] = []
    for text, place in lines:
        if found and bare_days and _SITTING.fullmatch(text.strip()):
            _sat(found, bare_days.pop(), place, text.strip())
            continue
        for part in re.split(r";\s*", BULLET.sub("", text)):
            name, days, art = _parted(part)
            if name and found and _goes_on(found[-1], name):
                last = found[-1]
                last.name, last.passage = f"{last.name} {name}", f"{last.passage} {part}"
                last.days, last.art = days, art
            elif name:
                found.append(_Session(name, place, part.strip(), days, art))
            else:
                bare_days += days[:1]
                bare_arts += [art] if art else []
    open_days = [one for one in found if not one.days]
    if bare_days and len(bare_days) == len(open_days):
        for one, day in zip(open_days, bare_days, strict=True):
            one.days = [day]
    open_arts = [one for one in found if not one.art]
    if bare_arts and len(bare_arts) == len(open_arts):
        for one, art in zip(open_arts, bare_arts, strict=True):
            one.art = art
    for one in found:
        yield _cells(one)


def _sat(found: list[_Session], day: tuple[str, float], place: str, passage: str) -> None:
    """The day of a sitting, for the body above; of each further one an entry of its own."""
    last = found[-1]
    if last.days:
        found.append(_Session(last.name, place, passage, [day], last.art))
    else:
        last.days, last.passage = [day], f"{last.passage} {passage}"


def _goes_on(before: _Session, name: str) -> bool:
    """True if the name of a body was wrapped: „Ausschuss für Umwelt und“, „Gesundheit 12.3.“"""
    open_ = not before.days and not before.art
    return open_ and (bool(_WRAPPED.search(before.name)) or name[:1].islower())


def _parted(text: str) -> tuple[str, list[tuple[str, float]], str]:
    """Body, days and kind of a line; the body is empty where the line names none."""
    found = amounts.dates(text)
    if not found:
        name, art = _art(_LEFT.sub("", PUBLIC.sub(" ", text)))
        plain = re.sub(r"^(?:In|An|in|an)\s+(?:den|die|das)\s+", "", name)
        body = is_body(plain) and len(plain.split()) <= _LONG
        short = name[:1].islower() or bool(art) or (len(name.split()) <= 3 and '"' in name)
        named = plain if body or (short and not name.endswith((".", ":"))) else ""
        return "" if normal(name) in _RESULTS else named, [], art
    before, after = text[: found[0][1]], text[found[-1][2] :]
    days = [(value, SURE) for value, _, _ in found]
    name, art = _art(_LEFT.sub("", PUBLIC.sub(" ", before)))
    later = _LEFT.sub("", PUBLIC.sub(" ", after))
    if not art:
        said = _ART.search(later)
        art = codes.code("beratungsart", said[0]) or "" if said else ""
    name = re.sub(r"\s+(?:am|den|vom)$", "", name).strip(" ,;:–-")
    if not name or not (is_body(name) or (name[0].isupper() and len(name.split()) <= _LONG)):
        rest = [_LEFT.sub("", part) for part in re.split(r"[|,;()]|\s[–-]\s", later)]
        name = next((part for part in rest if is_body(part)), "") if not before.strip() else ""
    return name, days, art


def _art(text: str) -> tuple[str, str]:
    """Body and kind of deliberation of „Stadtrat (Vorberatung)“."""
    alone = codes.code("beratungsart", text)
    if alone:
        return "", alone
    last = _ART_LAST.match(text)
    if last is not None:
        code = codes.code("beratungsart", last["art"])
        if code:
            return _LEFT.sub("", last["name"]), code
    return text, ""
