"""What a paper states in running text, for the rules: its kind, versions, years of commitment.

Only what a fixed turn of German administration says for certain is taken; where two sentences
disagree, or a value is there already, nothing is. Nothing is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from leitgraph.vorlage import amounts
from leitgraph.vorlage.reading import DocumentDraft, Recognised, Stretch, passage

_SURE = 0.85
_HEAD = 15
_LONG = 4000
_REPORT = re.compile(
    r"(?:beschlusskontrolle\b|sachstandsbericht\b|zwischenbericht\b|umsetzungsbericht\b"
    r"|folgender zwischenstand\b|bericht über die umsetzung\b)",
    re.IGNORECASE,
)
_NAME = r"(?:I?INSEK|ISEK|SEKo|STEK|(?:integrierte\w* )?stadtentwicklungskonzept\w*)"
_RELIES = re.compile(
    r"(?:ma(?:ß|ss)geblich|gemäß|nach dem|entspricht|stützt sich|beruht|grundlage|bezug zum"
    r"|auf basis|im sinne|folgt|dient|fördert|einordnung in|ziele? (?:des|aus dem))"
    rf"[^.;]{{0,60}}?\b{_NAME}\b",
    re.IGNORECASE,
)
_CONCEPT = re.compile(rf"\b{_NAME}\b[^;]{{0,150}}", re.IGNORECASE)
_DAY = (
    r"\d{1,2}\.\s?(?:\d{1,2}\.\s?|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September"
    r"|Oktober|November|Dezember)\s)\d{4}"
)
_ADOPTED = re.compile(
    r"(?:(?:beschlossen\w*|beschluss\w*|stadtratsbeschluss\w*|fassung|fortschreibung|verabschiedet\w*)"
    rf"[^.;,]{{0,25}}?\b(?:vom|am)\s({_DAY})|\b(?:vom|am)\s({_DAY})\s(?:beschlossen|verabschiedet))",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\b(?!stadtentwicklungs)\w{3,}(?:konzept|plan|strategie)\w*", re.IGNORECASE)
_MARK = re.compile(r"\b20\d\d\s?\+?|\d{1,2}\.\s?Fortschreibung|\bEntwurf\b")
_YEAR = r"(?:19|20)\d\d(?:\s*\([^)]{0,40}\))?"
_COMMITTED = re.compile(
    r"(?:für|zulasten|zu lasten)\s+(?:die |der |des |das )?(?:haushalts)?jahr(?:e|es)?\s+"
    rf"({_YEAR}(?:\s*(?:,|und|sowie|bis|–|-)\s*{_YEAR}){{0,8}})",
    re.IGNORECASE,
)
_MANDATE = re.compile(r"\b(?:wird|werden)\s+(?:\S+\s+){0,4}?beauftragt\b", re.IGNORECASE)
_MONTH = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
_POINT = re.compile(rf"(?:^|\s)\d{{1,2}}[.)]\s+(?!(?:{_MONTH})|\d)(?=\w)")
_UNTIL = re.compile(r"\bbis\s+(?:spätestens\s+)?(?:zum\s+)?$", re.IGNORECASE)
_INTERVAL = re.compile(
    r"\b(?:halb|viertel)?jährlich\w*|\bmonatlich\w*|\bquartalsweise|\bregelmäßig", re.IGNORECASE
)
_DELIVERED = re.compile(
    r"\b(?:liegt\s+(?:als|bei|vor)|vorgelegt|fertiggestellt|abgeschlossen|übergeben"
    r"|veröffentlicht|erfüllt|erledigt|umgesetzt|verschob\w*|verzöger\w*|verlängert|neuer?\s+termin"
    r"|entfallen|aufgehoben)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{4,}\b")
_NO_THING = {
    "Stadtrat",
    "Stadtrates",
    "Oberbürgermeister",
    "Verwaltung",
    "Gemeinderat",
    "Entwicklung",
}
_GOALS = re.compile(
    r"(?:insek|bezug zum insek|insek[- ]bezug|zielbezug|bezug zu den zielen)\b.{0,40}",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:entfällt|nicht relevant|kein bezug|keine? ziele?)\b.{3,280}", re.IGNORECASE)
_EXAMINED = re.compile(
    r"(?:Als Alternativen? (?:wurden?|kamen?|kommt|kommen|waren|war|steht|standen)\b"
    r"|(?:Geprüft|Untersucht) wurden? (?:auch |als |folgende )?(?:Alternativ|Variant)"
    r"|Alternativ(?:en)? (?:wurden?|kamen?) .{3,300}\b(?:geprüft|untersucht|betrachtet|verworfen)"
    r"|Alternativen? .{3,300}\bwurden? (?:geprüft|untersucht|betrachtet|verworfen))"
)
_STEPS = re.compile(r"\bStufe 1\b.{0,300}?\bStufe 3\b[^:]{0,40}:\s*(.{20,400})", re.DOTALL)
"""Some forms ask for the effect on the climate in three steps, the third in words."""
_SENTENCE = re.compile(r"(?<=[a-zäöüß)“\"][.!?])\s+(?=[A-ZÄÖÜ„])")

Found = tuple[str, Any, str, str]
"""Field, value, place and passage."""


def with_stated(document: DocumentDraft) -> DocumentDraft:
    """The document with what its running text states beside what was read from its labels."""
    texts = [
        one for one in document.stretches if one.use in {"text", "unread"} and one.text.strip()
    ]
    draft = dict(document.draft)
    found: list[Found] = []
    for look in (_art, _no_goal, _versions, _years, _alternatives):
        for name, value, place, words in look(texts, draft):
            draft[name] = value
            found.append((name, value, place, words))
    if draft.get("art") == "bericht" and not draft.get("auftraege"):
        rows = list(_mandates(texts))
        if rows:
            draft["auftraege"] = [row for row, _ in rows]
        for number, (row, place) in enumerate(rows):
            path = f"auftraege[{number}]"
            found += [(f"{path}.{k}", v, place, row["auftrag"]) for k, v in row.items()]
    for one in document.stretches:
        steps = _STEPS.search(one.text[:_LONG]) if draft.get("klimarelevant") is True else None
        if steps and not draft.get("klimabegruendung"):
            draft["klimabegruendung"] = passage(steps[1])
            found.append(("klimabegruendung", passage(steps[1]), one.place, steps[1]))
    if not found:
        return document
    told = [
        Recognised(name, value, place, passage(words), _SURE) for name, value, place, words in found
    ]
    return replace(document, draft=draft, recognised=(*document.recognised, *told))


def _art(texts: Sequence[Stretch], draft: dict[str, Any]) -> Iterator[Found]:
    """A report on resolutions says so at its head."""
    if draft.get("art"):
        return
    title = str(draft.get("titel") or "")
    heads = [Stretch(title, "", "text"), *texts[:_HEAD]]
    for one in heads:
        if _REPORT.match(one.text.strip()):
            yield "art", "bericht", one.place, one.text
            return


def _no_goal(texts: Sequence[Stretch], draft: dict[str, Any]) -> Iterator[Found]:
    """Under the heading for goals it says that there is none, and why."""
    if draft.get("zielbezuege") or draft.get("nichtRelevantWeil"):
        return
    for heading, answer in pairwise(texts):
        said = answer.text.strip()
        if _GOALS.fullmatch(heading.text.strip().rstrip(":")) and _NONE.fullmatch(said):
            yield "nichtRelevantWeil", said, answer.place, said
            return


def _alternatives(texts: Sequence[Stretch], draft: dict[str, Any]) -> Iterator[Found]:
    """A sentence that says which alternatives were looked at."""
    if draft.get("alternativen"):
        return
    for one, sentence in _sentences(texts):
        if _EXAMINED.match(sentence.strip()):
            yield "alternativen", sentence.strip(), one.place, sentence
            return


def _versions(texts: Sequence[Stretch], draft: dict[str, Any]) -> Iterator[Found]:
    """The version of the concept that the paper relies on, by day or by name."""
    if draft.get("zitierteFassungen"):
        return
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for one, sentence in _sentences(texts):
        relies = _RELIES.search(sentence)
        concept = _CONCEPT.search(sentence, relies.start()) if relies else None
        if concept is None:
            continue
        adopted = _ADOPTED.search(concept[0])
        before = concept[0][: adopted.start()] if adopted else concept[0]
        if _OTHER.search(before):
            continue
        day = amounts.day(adopted[1] or adopted[2]) if adopted else None
        if day is not None or _MARK.search(concept[0][:60]):
            words = concept[0].strip(" ,.:)")
            rows.setdefault((words, day.value if day else ""), (one.place, sentence))
    if rows:
        found = [
            {"fassung": words, **({"beschlossen": day} if day else {})} for words, day in rows
        ][:3]
        place, sentence = next(iter(rows.values()))
        yield "zitierteFassungen", found, place, sentence


def _years(texts: Sequence[Stretch], draft: dict[str, Any]) -> Iterator[Found]:
    """The years that the commitment authorisation burdens, if one sentence says it."""
    if draft.get("verpflichtungsjahre"):
        return
    said = {
        tuple(_listed(match[1])): (one.place, sentence)
        for one, sentence in _sentences(texts)
        if "erpflichtung" in sentence
        for match in _COMMITTED.finditer(sentence)
    }
    if len(said) == 1:
        ((years, (place, sentence)),) = said.items()
        yield "verpflichtungsjahre", list(years), place, sentence


def _listed(text: str) -> list[str]:
    """„2026 bis 2028“ is three years."""
    plain = re.sub(r"\([^)]*\)", "", text)
    found: list[str] = []
    for first, last in re.findall(r"(\d{4})(?:\s*(?:bis|–|-)\s*(\d{4}))?", plain):
        end = int(last or first)
        found += [str(year) for year in range(int(first), min(end, int(first) + 20) + 1)]
    return list(dict.fromkeys(found))


def _mandates(texts: Sequence[Stretch]) -> Iterator[tuple[dict[str, str], str]]:
    """The mandates on which a report reports, each with what the report says was delivered."""
    start = next((at for at, one in enumerate(texts) if _MANDATE.search(one.text)), None)
    if start is None:
        return
    quoted, end = "", start
    for end in range(start, min(start + 8, len(texts))):
        quoted += " " + texts[end].text
        if re.search(r"[.!?][“\"«]\s*$", texts[end].text):
            break
    told = " ".join(one.text for one in texts[end + 1 :])[:_LONG]
    points = [part.strip(' ,;“"«') for part in _POINT.split(quoted[:_LONG])]
    wanted = points[1:] if len(points) > 1 else points
    for text in wanted[:20]:
        row = {"auftrag": text}
        due = [d for d in amounts.dates(text) if _UNTIL.search(text[: d[1]])]
        if len(due) == 1:
            row["frist"] = due[0][0]
        interval = _INTERVAL.search(text)
        if interval:
            row["turnus"] = interval[0]
        delivered = _delivered(text, told)
        if delivered:
            row["ergebnis"] = passage(delivered)
        yield row, texts[start].place


def _delivered(mandate: str, told: str) -> str:
    """A sentence that says what became of what the mandate asks for, or why it is late."""
    things = [noun for noun in _NOUN.findall(mandate) if noun not in _NO_THING][:6]
    for sentence in _SENTENCE.split(told):
        if _DELIVERED.search(sentence) and any(thing[:8] in sentence for thing in things):
            return sentence
    return ""


def _sentences(texts: Sequence[Stretch]) -> Iterator[tuple[Stretch, str]]:
    for one in texts:
        for sentence in _SENTENCE.split(one.text[:_LONG]):
            yield one, sentence
