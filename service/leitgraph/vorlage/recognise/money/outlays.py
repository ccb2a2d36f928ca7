"""What is spent once: what something is bought for, and lines of the budget for one year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leitgraph.vorlage import amounts
from leitgraph.vorlage.recognise import roles
from leitgraph.vorlage.recognise.cells import Cells
from leitgraph.vorlage.recognise.money import sentences
from leitgraph.vorlage.recognise.money.sentences import Said, Sentence

_PRICE = re.compile(
    r"\bzu[mr]? (?:einem |dem )?(?:Kauf|Gesamt|Anschaffungs|Angebots|Brutto|Fest)?[Pp]reis "
    r"(?:von |in Höhe von )(?:insgesamt |rund |ca\. |brutto )?$"
)
_BOUGHT = re.compile(
    r"[Bb]eschaff|[Aa]nschaff|[Ee]rw[eio]rb|[Gg]ekauft|\b(?:Ank|K)auf|[Aa]uftrag|[Ll]iefer|[Vv]erg[ae]b"
)
_OFFERED = re.compile(r"angeboten|anbieten|hatten?\b|könn|\bkonnte|würde|möchte|\bmuss|müss")
_ONCE = re.compile(
    r"\b[Ee]inmalig(?:e[nr]? (?:Kosten|Auszahlung(?:en)?|Aufwendungen|Ausgaben?)"
    r"(?: von| in Höhe von)?)? $"
)
_LINE = re.compile(
    r"^\W{0,3}(?:[A-ZÄÖÜ][^:;\d]{2,60}:\s)?(?:Im )?(?P<art>Finanzhaushalt|Ergebnishaushalt)"
    r",? (?:Haushaltsjahr |HHJ )?(?P<year>20\d\d)(?!\s?[-/–]|\d| (?:bis|und|ff))[^;\d]{0,3}"
    r"(?:(?:Produkt|Investition|Maßnahme|PSP|Konto|Sachkonto)[^;:€]{0,120})?:?\s*"
    r"(?:(?:einmalige )?(?:Auszahlung(?:en)?|Aufwand|Aufwendungen|Kosten|Ausgaben)"
    r"(?: von| in Höhe von)?:?\s*)?$"
)
_BUDGET = re.compile(
    r"\b(?P<art>Finanzhaushalt|Ergebnishaushalt)(?: des Jahres| für)?,? (?:Haushaltsjahr )?"
    r"(?P<year>20\d\d)(?!\s?[-/–]|\d| (?:bis|und|ff))"
)
_OTHER = re.compile(
    r"Einzahlung|[Ee]rtr[aä]g|Einnahme|[Ee]rlös|Zuwendung|Förder|Eigenmittel|Eigenanteil|Spende|"
    r"[Ee]inspar|Minder|\bgespart|[Ee]ntfäll|[Jj]ährlich|\b(?:im|pro|je) (?:\w+)?[Jj]ahr\b(?! 20)|"
    r"Verpflichtungserm|\bVE\b|Folge|[Ll]aufende|[Vv]erk[aä]uf|[Vv]eräußer|Deckung|Miete|Pacht|"
    r"\b(?:je|pro) |davon|Stück|ursprünglich|bisher|bislang|trägt|übernimmt|erstattet"
)


@dataclass(frozen=True)
class Outlay:
    """An amount spent once, with the budget and the year that the same sentence names."""

    number: Decimal
    sure: float
    one: Sentence
    year: str = ""
    art: str = ""


def found(said: Sequence[Sentence]) -> list[Outlay]:
    """What the sentences say is spent once."""
    return [
        outlay
        for one in said
        if not one.labelled
        for clause in one.clauses
        if (outlay := _outlay(one, clause)) is not None
    ]


def _outlay(one: Sentence, clause: str) -> Outlay | None:
    money = [each for each in amounts.amounts(clause) if each.unit and each.number > 0]
    if len(money) != 1 or _OTHER.search(clause):
        return None
    before = clause[: money[0].start]
    line = _LINE.match(before)
    budget = line or _BUDGET.search(clause)
    price = _PRICE.search(before[-80:]) and _BOUGHT.search(clause) and not _OFFERED.search(clause)
    if not (line or price or (_ONCE.search(before[-60:]) and budget)):
        return None
    others = {each["year"] for each in _BUDGET.finditer(clause)}
    if budget is None or len(others) > 1:
        return Outlay(money[0].number, money[0].confidence, one)
    art = roles.budget(budget["art"])
    return Outlay(money[0].number, money[0].confidence, one, budget["year"], art)


def total(outlays: Sequence[Outlay]) -> Iterator[Said]:
    """The one amount that all of them name; several are asked about, with the sum of the years."""
    if not outlays:
        return
    values = tuple(dict.fromkeys(amounts.plain(each.number) for each in outlays))
    first = outlays[0].one
    if _by_year(outlays):
        sums = sum((each.number for each in outlays), Decimal(0))
        values = (amounts.plain(sums), *values)
    if len(values) > 1:
        yield Said("gesamtbetrag", values[0], 0.5, first.place, first.text, values)
        return
    sure = min(0.85, *(each.sure for each in outlays))
    yield Said("gesamtbetrag", values[0], sure, first.place, first.text)


def slices(outlays: Sequence[Outlay], whole: Decimal | None) -> list[Cells]:
    """The slice of the one year in which the whole is spent, or of several years of one budget
    if they do not contradict the total; none if anything is open."""
    dated = [each for each in outlays if each.year]
    if _by_year(outlays):
        sums = sum((each.number for each in outlays), Decimal(0))
        return [_slice(each) for each in outlays] if whole in {None, sums} else []
    if whole is None or len({(each.year, each.art) for each in dated}) != 1:
        return []
    if any(each.number != whole for each in outlays):
        return []
    return [_slice(dated[0])]


def _by_year(outlays: Sequence[Outlay]) -> bool:
    """True for lines of one budget for several years, one for each."""
    years = [each.year for each in outlays if each.year]
    several = len(outlays) == len(years) == len(set(years)) > 1
    return several and len({each.art for each in outlays}) == 1


def _slice(outlay: Outlay) -> Cells:
    amount = amounts.plain(outlay.number)
    return {
        "jahr": sentences.cell(outlay.year, outlay.one, 0.85),
        "betrag": sentences.cell(amount, outlay.one, min(0.85, outlay.sure)),
        "haushaltsart": sentences.cell(outlay.art, outlay.one, 0.85),
    }
