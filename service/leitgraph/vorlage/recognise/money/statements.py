"""What sentences say a paper costs: in all, every year, over its life, and what is committed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from leitgraph.vorlage import amounts, budget_numbers
from leitgraph.vorlage.amounts import Amount
from leitgraph.vorlage.reading import CERTAIN
from leitgraph.vorlage.recognise.money.sentences import Said, Sentence

_TOTAL = re.compile(
    r"\bGesamt(?:kosten|auszahlung(?:en)?|ausgaben|aufwand|aufwendungen|betrag|bedarf|volumen|"
    r"investition(?:en|ssumme|skosten)?|baukosten|finanz(?:ierungs)?bedarf|mittelbedarf|summe|"
    r"herstellungskosten)\b|\b(?:Investitions|Finanzierungs|Mittel|Finanz)bedarf\b|\bInvestitionsvolumen\b|\bGesamtinvestitionsvolumen\b"
)
_GRANTED = re.compile(
    r"\b(?:Mittel|Haushaltsmittel|Betrag|Summe|Budget)\b[^.;]{0,60}?\d[^.;]{0,20}(?:[.,]\d+)*[^;]*"
    r"\b(?:bestätigt|bereitgestellt|bewilligt|freigegeben|genehmigt|zur Verfügung gestellt)\b"
)
_COSTS = re.compile(
    r"\b(?:(?:Bau|Herstellungs|Sanierungs|Anschaffungs|Investitions)?[Kk]osten|Kaufpreis|"
    r"Auszahlungen|Aufwendungen|Ausgaben)\b[^.;\n]{0,80}?"
    r"\b(?:von|betr[aä]gt|betragen|belaufen sich auf|in Höhe von)\s|\bkostet\s|\bfür insgesamt\s"
)
_ALLOWED = re.compile(
    r"\b(?:bewilligt|beschließt|genehmigt|stimmt)\b[^.;]{0,80}\b(?:über|außer)planmäßige[rn]?\s"
    r"(?:Auszahlung|Aufwendung|Ausgabe|Mittel)"
)
_ELSEWHERE = re.compile(r"\bDeckung\b|\bgedeckt\b|Minder(?:aus|auf)|Mehrertr|Mehreinz")
_COSTS_OF = re.compile(
    r"\bKosten (?:der|des|für (?:die|das))\s(?:\w+\s)?(?:\w*[Mm]aßnahme|\w*[Vv]orhabens?|"
    r"\w*[Pp]rojekte?s?)\b[^.;\d]{0,60}\b(?:betragen|belaufen sich auf)\s"
)
_PAID_BY_OTHERS = re.compile(r"\b(?:trägt|tragen|übernimmt|übernehmen)\s+(?!die Stadt\b)")
_FIGURE = re.compile(r"\d")
_LINK = re.compile(
    r"(?:\b(?:von|vom|betr[aä]g\w*|belaufen|beläuft|Höhe|liegen|auf|mit|sind|ist|wird|werden)\b|:|\()"
)
_BOUND = re.compile(r"Verpflichtungsermächtigung(?:en)?|\bVE\b|\bVerpflichtungen zu ?[Ll]asten")
_LATER = re.compile(
    r"\b(?:(?:Jahresf|F)olge(?:kosten|aufwand|aufwendungen|lasten)|"
    r"[Ll]aufende[rn]? (?:Folgekosten|Kosten|Auszahlungen|Aufwendungen|Ausgaben|Belastung)|"
    r"Betriebskosten|Unterhaltungskosten|"
    r"[Jj]ährliche[rn]? (?:Kosten|Auszahlungen|Aufwendungen|Ausgaben|Belastung|Mehrkosten))\b"
)
_YEARLY = re.compile(
    r"[Jj]ährlich|\bJahresfolgekosten\b"
    r"|\b(?:im|pro|je) (?:Schul|Kalender|Haushalts)?[Jj]ahr\b(?!\s+20\d\d)|/ ?(?:Jahr|a\b)|p\. ?a\b"
)
_LIFE = re.compile(
    r"Lebenszyklus|\bNutzungsdauer\b|\büber (?:einen Zeitraum von |die )?\d{2,3} Jahren?\b|"
    r"Bau und Betrieb|Investition und Betrieb"
)
_LIFE_SUM = re.compile(
    r"zusammen|insgesamt|Gesamtkosten|ergeben|betragen|beläuft|belaufen|kosten|:", re.I
)
_RECEIVED = re.compile(
    r"Einzahlung|[Ee]rtr[aä]g|Einnahme|Erlös|[Gg]ebühr|Entgelt|Zuwendung|Förder|Eigenmittel|"
    r"Eigenanteil|Sonderposten"
)
_SAVED = re.compile(
    r"[Ee]in(?:zu)?spar|Minderau[fs]|\bentfäll?t?|\bentfallen\b(?! auf)|gespart|entlaste"
)
_LOAN = re.compile(r"Kredit|Darlehen|Erbbau|\bMiet|\bPacht|Abschreib")
_NONE = re.compile(
    r"\bkeine(?:rlei)?\s+(?:\w+\s+){0,2}(?:Folge\w+|laufenden? Kosten)|Folge\w+[^.;]{0,40}\bnicht\b"
    r"|\bFolge\w+\? ?(?:nein|keine)\b"
)
_ANSWER = re.compile(r"^[^?]*\?\s*(?:nein|keine)[,;:.]?\s*(?:weil|da|denn)?\s+")
_REASON = re.compile(r"\b(?:weil|da|denn)\b|;|\bnur\b")
_AFTER = re.compile(
    r"\b(?:[Nn]ach|[Aa]b)\b[^.;]{0,25}\bentstehen\b[^.;]{0,30}(?:Kosten|Aufwendungen|Auszahlungen)"
)
_BEFORE = re.compile(r"\b(?:ursprünglich|bisherige[rnm]?|bislang|damals)\b")
_CHARGED = re.compile(
    r"\b(?:zu ?[Ll]asten|für) (?:des Jahres|der Jahre|die Jahre|der Haushaltsjahre) "
    r"(?P<years>20\d\d(?:(?:, | und | bis |[–/-])20\d\d){0,6})"
)
_YEAR_FIRST = re.compile(r"(?P<year>20\d\d)\s*(?:\(|:|mit|=|in Höhe von)?\s*$")
_YEAR_LAST = re.compile(
    r"^\)?\s*(?:auf|im|für|in)\s+(?:(?:das|den|dem)\s+)?(?:(?:Haushalts)?[Jj]ahr\s+|H?HJ\s+)?"
    r"(?P<year>20\d\d)\b"
)


def read(sentences: Sequence[Sentence]) -> Iterator[Said]:
    """What the sentences say, each value with its field."""
    totals: list[Said] = []
    for one in sentences:
        if not _FIGURE.search(one.text) and not _NONE.search(one.text):
            continue
        for clause in one.clauses:
            if _LIFE.search(clause) and (life := _life(one, clause)) is not None:
                yield life
            elif _BOUND.search(clause):
                yield from _bound(one, clause)
            elif _LATER.search(clause) or _AFTER.search(clause):
                yield from _later(one, clause)
            elif not one.labelled:
                totals += _total(one, clause)
        for name, number, at in budget_numbers.labelled(one.text):
            before = one.text[:at].rpartition("; ")[2]
            sure = 0.6 if _ELSEWHERE.search(before) else 0.9
            yield Said(name, number, sure, one.place, one.text[max(0, at - 60) : at + 200])
    yield from _kept(totals)


def _money(text: str) -> list[Amount]:
    return [one for one in amounts.amounts(text) if one.unit and one.number >= 0]


def _said(field: str, one: Sentence, clause: str, found: list[Amount], most: float) -> Said:
    """One of the amounts if it is clear which, else a question with all of them."""
    before = re.sub(r".*\d", "", clause[max(0, found[0].start - 25) : found[0].start])
    around = amounts.amount(before + clause[found[0].start : found[0].end])
    sure = min(most, found[0].confidence, around.confidence if around else most)
    if amounts.each(clause[found[0].end : found[0].end + 60]):
        sure = min(sure, 0.6)
    values = tuple(dict.fromkeys(amount.value for amount in found))
    if len(values) > 1:
        return Said(field, values[0], 0.5, one.place, one.text, values)
    return Said(field, values[0], sure, one.place, clause)


# -- in all ------------------------------------------------------------------------------------


def _total(one: Sentence, clause: str) -> Iterator[Said]:
    named = _TOTAL.search(clause)
    if named is not None:
        tail = clause[named.end() :]
        found = _money(tail)
        if not found or _YEARLY.search(tail[: found[0].end + 15]):
            return
        if _SAVED.search(tail[found[0].end : found[0].end + 120]):
            return
        gap = tail[: found[0].start]
        rest = "" if _LINK.search(gap) or gap.strip(" :(") == "" else "?"
        chosen = amounts.meant(tail, _near(tail, found))
        old = _BEFORE.search(clause) and len(chosen) == 1 and chosen[0] is found[0]
        most = 0.6 if rest or old or len(gap) > 120 else 0.9
        yield _said("gesamtbetrag", one, tail, chosen, most)
    elif _granted(clause):
        found = amounts.meant(clause, _money(clause))
        if found and not _YEARLY.search(clause):
            most = 0.85 if one.field == "beschluss" else 0.6
            yield _said("gesamtbetrag", one, clause, found, most)
    elif (costs := _COSTS.search(clause)) and not _SAVED.search(clause):
        found = _money(clause[costs.end() :])
        near = clause[: costs.end()]
        own = not _RECEIVED.search(near) and not _PAID_BY_OTHERS.search(clause)
        if found and found[0].start < 30 and not _YEARLY.search(clause) and own:
            tail = clause[costs.end() :]
            most = 0.85 if _COSTS_OF.search(clause) else 0.6
            yield _said("gesamtbetrag", one, tail, amounts.meant(tail, found)[:1], most)


def _granted(clause: str) -> bool:
    """True for „Die Mittel von … werden bereitgestellt“ and what is allowed beyond the budget."""
    if not _GRANTED.search(clause) and not _ALLOWED.search(clause):
        return False
    return _RECEIVED.search(clause.split("davon")[0]) is None


def _near(tail: str, found: list[Amount]) -> list[Amount]:
    """Those that stand together: up to where another subject begins."""
    cut = re.search(r"\b(?:werden|wird|sowie|beschlossen)\b", tail[found[0].end :])
    end = found[0].end + cut.start() if cut else len(tail)
    return [one for one in found if one.start <= end] or found[:1]


def _kept(totals: list[Said]) -> Iterator[Said]:
    """Without net amounts where gross ones stand, and without rounded ones of exact ones."""
    gross = [one for one in totals if re.search(r"\bbrutto\b", one.passage, re.I)]
    if gross:
        totals = [
            one for one in totals if not re.search(r"\bnetto\b", one.passage, re.I) or one in gross
        ]
    sure = [one for one in totals if one.confidence >= CERTAIN]
    for one in sure or totals:
        number = Decimal(str(one.value))
        exact = [Decimal(str(other.value)) for other in sure if other.value != one.value]
        if not any(_rounds(other, number) for other in exact):
            yield one


def _rounds(exact: Decimal, about: Decimal) -> bool:
    """True if one amount is the other, rounded to two or three figures."""
    if not about or about % 1000:
        return False
    digits = len(str(int(about)).rstrip("0"))
    step = Decimal(10) ** (len(str(int(about))) - digits)
    return digits <= 3 and exact != about and abs(exact - about) <= step / 2


# -- committed ---------------------------------------------------------------------------------


def _bound(one: Sentence, clause: str) -> Iterator[Said]:
    named = _BOUND.search(clause)
    if named is None:
        return
    if re.search(r"\b(?:kein\w*|nicht)\b", clause):
        return
    found = _money(clause[named.end() :])
    text = clause[named.end() :] if found else clause[: named.start()]
    found = found or _money(text)[-1:]
    if not found:
        return
    parts = [one for one in found if year_of(text, one)]
    if len(found) > 1 and len(parts) == len(found):
        total = sum((part.number for part in found), Decimal(0))
        sure = min(0.85, *(part.confidence for part in found))
        yield Said("verpflichtungsermaechtigung", amounts.plain(total), sure, one.place, clause)
        years = [year_of(text, part) for part in parts]
        yield Said("verpflichtungsjahre", sorted(set(years)), 0.85, one.place, clause)
        return
    if one.field == "verpflichtungsermaechtigung":
        return  # its label tells it
    charged = _CHARGED.search(clause)
    dated = sorted({year for part in found if (year := year_of(text, part))})
    if charged is not None:
        yield Said("verpflichtungsjahre", _years(charged["years"]), 0.85, one.place, clause)
    elif len(dated) > 1:
        yield Said("verpflichtungsjahre", dated, 0.85, one.place, clause)
    yield _said("verpflichtungsermaechtigung", one, text, amounts.meant(text, found), 0.9)


def _years(words: str) -> list[str]:
    found = amounts.years(words)
    if len(found) == 2 and re.search(r"bis|[–-]", words):
        return [
            str(year) for year in range(int(found[0]), min(int(found[1]), int(found[0]) + 20) + 1)
        ]
    return found


def year_of(text: str, amount: Amount) -> str:
    """The year that an amount is for: „2026 (1.600.000 Euro)“, „500.000 € auf 2026“; or ""."""
    before = _YEAR_FIRST.search(text[: amount.start][-30:])
    after = _YEAR_LAST.search(text[amount.end : amount.end + 40])
    return before["year"] if before else after["year"] if after else ""


# -- every year, and over the life -------------------------------------------------------------


def _later(one: Sentence, clause: str) -> Iterator[Said]:
    found = _money(clause)
    if _NONE.search(clause) or _AFTER.search(clause):
        if not one.labelled and _REASON.search(one.text) and len(one.text.split()) > 4:
            words = _ANSWER.sub("", one.text)
            yield Said("folgekostenBegruendung", words, 0.85, one.place, one.text)
        return
    named = _LATER.search(clause)
    if not found or named is None or _SAVED.search(clause[: named.end()]):
        return
    chosen = amounts.meant(clause, found)
    if _RECEIVED.search(clause[named.end() : chosen[0].start]) or not _YEARLY.search(clause):
        return
    if _LOAN.search(clause[named.end() : chosen[0].start]):
        return
    if len({amount.number for amount in chosen}) > 1:
        total = amounts.plain(sum((amount.number for amount in chosen), Decimal(0)))
        options = (total, *dict.fromkeys(amount.value for amount in chosen))
        yield Said("folgekostenProJahr", total, 0.5, one.place, one.text, options)
    elif not one.labelled:
        yield _said("folgekostenProJahr", one, clause, chosen, 0.9)


def _life(one: Sentence, clause: str) -> Said | None:
    named = _LIFE.search(clause)
    if named is None or one.field == "lebenszykluskosten":
        return None
    found = [amount for amount in _money(clause) if amount.start > named.end()]
    if not found:
        return None
    chosen = amounts.meant(clause, found)
    gap = clause[named.end() : chosen[0].start]
    if not _LIFE_SUM.search(gap) or _LOAN.search(clause[: chosen[0].start]):
        return None
    return _said("lebenszykluskosten", one, clause, chosen, 0.9)
