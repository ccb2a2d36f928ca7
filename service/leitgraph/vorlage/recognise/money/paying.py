"""What sentences say of who pays: how it is covered, from which programme, and how much each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise import roles
from leitgraph.vorlage.recognise.cells import Cell, Cells
from leitgraph.vorlage.recognise.money.sentences import Said, Sentence

_BUDGETED = re.compile(r"\b(?:veranschlagt|eingestellt|eingeplant|enthalten|vorgesehen)\b", re.I)
_BOOKS = re.compile(
    r"Haushaltspl[aä]n|Haushaltsjahr|Finanzplanung|Doppelhaushalt|Finanzhaushalt|Ergebnishaushalt|"
    r"\bProdukt\b|Eigenmittel|Eigenanteil|Haushaltsmittel|Wirtschaftsplan|\bBudget\b|\bMittel\b"
)
_COVERED = re.compile(
    r"\bDeckung\b(?! der)[^.]{0,30}(?:erfolgt|ist|im|aus|durch|über|gegeben)|"
    r"\b(?:Maßnahme|Vorhaben|Kosten|Finanzierung|Mittel|Auszahlungen)\b[^;]{0,120}\baus\b[^;]*"
    r"\b(?:finanziert|gedeckt|bereitgestellt)\b|\bFinanzierung erfolgt\b|"
    r"\b(?:wird|werden)\b[^;]*\d[^;]*\baus\b[^;]*\bfinanziert\b|"
    r"\bMittel\b[^.;]{0,80}\bstehen\b[^.;]{0,80}(?:zur Verfügung|bereit)"
)
_DENIED = re.compile(
    r"\bnicht\s+(?:\w+\s+)?(?:veranschlagt|gedeckt|enthalten|eingeplant|eingestellt|vorgesehen)|"
    r"\bkeine (?:Deckung|Mittel|Haushaltsmittel)\b"
)
_LABEL = re.compile(r"(?:^|\s)Deckung(?:svorschlag|squelle)?:\s+(?P<words>\S.{8,})$", re.S)
_UNFILLED = re.compile(
    r"\b(?:in Höhe von|i\. ?H\. ?v\.)\s+(?:€|EUR|Euro|für|die|ist|wird|werden|stehen)\b"
)
"""A blank of the form that nobody filled in: „Kosten in Höhe von … für die Deckung gegeben ist“."""
_LONGEST = 1200
"""No sentence is longer; what is comes from a text that lost its full stops."""
_NO_MONEY = re.compile(r"Folgekosten|Abbau ist nicht|Stellenabbau|Verkaufserlös|Alternativ")
_GRANT = re.compile(
    r"Zuwendung|Fördermittel|Förderung|[Bb]escheid|bewilligt|beantragt|Einzahlung|gefördert|Mittel|"
    r"finanziert|finanzierung"
)
_REFUSED = re.compile(r"\b(?:nicht|keine?r?)\b[^.;]{0,40}(?:Anspruch|Förder|beantragt|förderfähig)")
_PROGRAMME = re.compile(
    r"\b(?P<name>(?:Förderrichtlinie|Förderprogramm|Bundesprogramm|Landesprogramm|"
    r"Bund-Länder-Programm|Städtebauförderungsprogramm|Zuwendungsrichtlinie|Programm|Richtlinie)\s+"
    r"(?:„[^“]{2,80}“|(?:des|der|für|zur|zum|von|über)?\s*[A-ZÄÖÜ0-9][^.;,“]{1,120}?|"
    r"(?:für|zur|zum|des|der) [^.;,]{3,120}?))"
    r"(?=\s+(?:ist|sind|wird|werden|wurden?|mit|in Höhe|beantragt|bewilligt|gefördert|bereit|vom|"
    r"und (?:zu|aus|die|der))\b|[.;,]|$)"
)
_FROM = re.compile(
    r"\b(?:aus|nach|gemäß|durch|über|mit|und|zum|zur|Zuwendung(?:en)?|Förderung|Fördermittel)\s+"
    r"(?:Mitteln\s+)?(?:(?:der|dem|des|die|das|den)\s+)?$"
)
_OWN = re.compile(r"\bder Stadt\b|Kenntnis|gestartet|beschlossen|zu stellen")
_KNOWN = re.compile(
    r"\b(?:EFRE|ESF(?: Plus)?|LEADER|GRW(?:-Infra)?|ELER|JTF|Interreg|KInvFG|"
    r"DigitalPakt(?: Schule)?|Städtebauförderung|Kommunalrichtlinie|Stadtumbau|Soziale Stadt|"
    r"Sozialer Zusammenhalt|Lebendige Zentren|Wachstum und nachhaltige Erneuerung)\b"
)
_EACH = re.compile(r"^\s*(?:\([^)]{0,40}\)\s*)?aus\s+(?:der |dem |den )?(?P<name>[^.,;()\d]{4,80})")
_NAMED = re.compile(
    r"\b(?P<name>Zuwendung(?:en)?|Fördermitteln?|Eigenmitteln?|Eigenanteil|Landesmitteln?|"
    r"Bundesmitteln?|Spenden)\s+(?:von|in Höhe von|:)\s+(?:insgesamt |rund |ca\. )?$"
)
_STOP = re.compile(r"\s+(?:nach|und|gemäß|sowie|des|im|für|in|finanziert|gedeckt|mit)\b.*$", re.S)
_WORDS = 4
_MOST = 3
"""So many sentences say how it is paid."""


def read(sentences: Sequence[Sentence], known: set[str]) -> Iterator[Said]:
    """The cover and the programmes; ``known``: fields that a label has given already."""
    if "deckung" not in known:
        yield from _cover(sentences)
    if "foerderprogramm" not in known:
        for one in sentences:
            for name in programmes(one.text):
                yield Said("foerderprogramm", [name], 0.85, one.place, one.text)


def _cover(sentences: Sequence[Sentence]) -> Iterator[Said]:
    found: list[Sentence] = []
    for one in sentences:
        named = _LABEL.search(one.text)
        if named is not None:
            yield Said("deckung", named["words"], 0.9, one.place, one.text)
            return
    for one in sentences:
        text = one.text
        if len(text) > _LONGEST or text.rstrip().endswith(":") or _UNFILLED.search(text):
            continue
        said = _COVERED.search(text) or (_BUDGETED.search(text) and _BOOKS.search(text))
        if not said or len(text.split()) < _WORDS or _NO_MONEY.search(text):
            continue
        if one.field in {"auftraege", "gegenstand"}:
            continue
        if _DENIED.search(text):
            if not found:
                yield Said("deckung", text, 0.5, one.place, text)
            continue
        found.append(one)
    chosen = found[:_MOST]
    if chosen:
        words = " ".join(one.text for one in chosen)
        yield Said("deckung", words, 0.85, chosen[0].place, words)


def programmes(text: str) -> list[str]:
    """The programmes that a sentence says money comes from."""
    if not _GRANT.search(text) or _REFUSED.search(text):
        return []
    found: list[str] = []
    for match in _PROGRAMME.finditer(text):
        name = " ".join(match["name"].split())
        given = _FROM.search(text[max(0, match.start() - 40) : match.start()])
        if given and not _OWN.search(name) and re.search(r"[A-ZÄÖÜ„]", name.partition(" ")[2]):
            found.append(name)
    held = " ".join(found)
    for match in _KNOWN.finditer(text):
        if match[0] not in held and _FROM.search(text[max(0, match.start() - 40) : match.start()]):
            found.append(match[0])
    return found


def sources(sentences: Sequence[Sentence]) -> list[Cells]:
    """Who pays how much, where sentences name at least two, or the own funds among them."""
    found: dict[str, Cells] = {}
    for one in sentences:
        money = [each for each in amounts.amounts(one.text) if each.unit and each.number > 0]
        for each in money:
            after = _EACH.match(one.text[each.end : each.end + 120])
            before = _NAMED.search(one.text[max(0, each.start - 60) : each.start])
            if after is not None and re.search(r"finanzier|gedeckt|Finanzierung", one.text):
                name = re.sub(r"^Mitteln? (?:aus )?(?:der|des|dem) ", "", after["name"])
                name = re.sub(r"mitteln$", "mittel", _STOP.sub("", name).strip())
            elif before is not None:
                name = before["name"].replace("mitteln", "mittel")
            else:
                continue
            if roles.role(name) != roles.EINNAHME and after is None:
                continue
            sure = min(0.85, each.confidence)
            found.setdefault(
                name,
                {
                    "quelle": Cell(name, one.place, one.text, 0.85),
                    "betrag": Cell(each.value, one.place, one.text, sure),
                },
            )
    return whole(list(found.values()))


def whole(rows: list[Cells]) -> list[Cells]:
    """The rows if they can be all that pay: two at least, own funds among them. Else none."""
    names = [row["quelle"].value.lower() for row in rows]
    own = any(name.startswith("eigen") or "haushalt" in name for name in names)
    return rows if own and len(rows) > 1 else []


def budget_of(sentences: Sequence[Sentence]) -> Cell | None:
    """The budget that the paper says its money stands in, if it is only one."""
    found: dict[str, Cell] = {}
    for one in sentences:
        text = one.text
        if "olgekosten" in text or "olgeaufw" in text:
            continue
        for match in _IN_BUDGET.finditer(text):
            art = roles.budget(match[0])
            if art:
                found.setdefault(art, Cell(art, one.place, text[:200], 0.85))
    return next(iter(found.values())) if len(found) == 1 else None


_IN_BUDGET = re.compile(
    r"(?:^|\bHaushalt(?:sart)?:\s*)(?:Finanzhaushalt|Ergebnishaushalt)\b"
    r"|\b(?:veranschlagt|eingestellt|Mittel|Auszahlung(?:en)?|Investition(?:en)?|Aufwendungen)\b"
    r"[^.;]{0,60}\b(?:im|aus dem|Teil)\s*(?:Finanzhaushalt|Ergebnishaushalt)"
    r"|\bTeil(?:finanzhaushalt|ergebnishaushalt)\b",
    re.IGNORECASE,
)
