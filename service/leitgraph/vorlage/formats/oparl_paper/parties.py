"""Who is in charge and who deliberates: organizations that stand in a file or behind an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from leitgraph.model import Text
from leitgraph.vorlage.formats.base import Known
from leitgraph.vorlage.formats.oparl_paper import words
from leitgraph.vorlage.formats.oparl_paper.findings import Findings
from leitgraph.vorlage.formats.oparl_paper.objects import Delivery
from leitgraph.vorlage.recognise import codes

_OFFICE = re.compile(
    r"amt\b|ämter\b|^(?:amt|dezernat|fachbereich|referat|fachdienst|eigenbetrieb|stabs?stelle|"
    r"abteilung|sachgebiet|fb|gb|geschäftsbereich|büro|betrieb|dienststelle)\b|verwaltung\b|"
    r"dezernat|fachbereich|referat\b|betrieb\b|stelle\b",
    re.IGNORECASE,
)
_NO_OFFICE = re.compile(r"fraktion|gruppe|partei|rat\b|beirat|ausschuss|bürgermeister", re.I)


def charge(
    paper: dict[str, Any], delivery: Delivery, known: Known, findings: Findings, motion: bool
) -> None:
    """The unit in charge: ``underDirectionOf``, else an office that brings in the paper.

    ``motion``: the paper comes from the council, so that who brings it in is not in charge.
    """
    directing = named(paper.get("underDirectionOf"), delivery, known)
    bringing = named(paper.get("originatorOrganization"), delivery, known)
    offices = [
        one
        for one in bringing
        if one[1] and not motion and _OFFICE.search(one[1]) and not _NO_OFFICE.search(one[1])
    ]
    if directing:
        if bringing:
            findings.used("originatorOrganization", paper["originatorOrganization"], "text")
        _take(directing, "underDirectionOf", findings)
    elif len(offices) == len(bringing) == 1:
        _take(offices, "originatorOrganization", findings)
    elif bringing:
        said = paper["originatorOrganization"]
        if motion:
            findings.used("originatorOrganization", said, "text")
        else:
            _ask(bringing, "originatorOrganization", findings)


def named(value: Any, delivery: Delivery, known: Known) -> list[tuple[Any, str]]:
    """Organizations as they are given, each with its name, empty where only an address is known."""
    found: list[tuple[Any, str]] = []
    for one in words.several(value):
        organization = delivery.object(one) or {}
        name = words.text(organization.get("name")) or words.text(organization.get("shortName"))
        place = words.address(one)
        if not name and place:
            name = known(place) or ""
        if not name and isinstance(one, str) and not place:
            name = words.cleaned(one)
        if name or place or one:
            found.append((one, name))
    return found


def _take(units: list[tuple[Any, str]], attribute: str, findings: Findings) -> None:
    if len(units) == 1 and units[0][1]:
        findings.take("federfuehrung", units[0][1], attribute, units[0][0])
    else:
        _ask(units, attribute, findings)


def _ask(units: list[tuple[Any, str]], attribute: str, findings: Findings) -> None:
    names = list(dict.fromkeys(name for _, name in units if name))
    places = ", ".join(words.address(one) or words.shown(one) for one, name in units if not name)
    if places:
        text = Text(
            f"Federführung: Welche Einheit ist {places[:300]}? Die Datei nennt nur die Adresse.",
            f"Unit in charge: which unit is {places[:300]}? The file has only the address.",
        )
    else:
        text = Text(
            f"Federführung: Welche Einheit hat sie? Genannt sind {'; '.join(names)[:300]}.",
            f"Unit in charge: which one is it? Named are {'; '.join(names)[:300]}.",
        )
    findings.ask("federfuehrung", text, attribute, [one for one, _ in units], names)


def deliberation(
    paper: dict[str, Any], delivery: Delivery, known: Known, findings: Findings
) -> None:
    """The sequence of deliberation; bodies of which there are only addresses are asked for once."""
    rows: list[dict[str, str]] = []
    unknown: list[str] = []
    secret: list[bool] = []
    given: list[Any] = []
    for one in _consultations(paper, delivery):
        given.append(one)
        consultation = delivery.object(one)
        if consultation is None:
            unknown.append(words.address(one) or words.shown(one))
            continue
        meeting = delivery.object(consultation.get("meeting")) or {}
        item = delivery.object(consultation.get("agendaItem")) or {}
        if isinstance(item.get("public"), bool):
            secret.append(not item["public"])
        bodies = named(consultation.get("organization"), delivery, known)
        bodies = bodies or named(meeting.get("organization"), delivery, known)
        name = next((name for _, name in bodies if name), "")
        if not name:
            places = [words.address(body) for body, _ in bodies]
            unknown.append(next(filter(None, places), "") or words.address(consultation))
            continue
        rows.append(_row(name, consultation, meeting, len(rows), findings))
    if rows:
        findings.take("beratungsfolge", rows, "consultation", given)
    if unknown:
        _ask_bodies(unknown, given, len(rows), findings)
    if secret and all(secret):
        findings.take("nichtoeffentlich", True, "consultation.agendaItem.public")


def _consultations(paper: dict[str, Any], delivery: Delivery) -> Iterable[Any]:
    """Those of the paper, and those that stand elsewhere in the file and name it."""
    own = words.several(paper.get("consultation"))
    places = {words.address(one) for one in own}
    elsewhere = delivery.consultations.get(words.address(paper), [])
    return (*own, *(one for one in elsewhere if words.address(one) not in places))


def _row(
    name: str,
    consultation: dict[str, Any],
    meeting: dict[str, Any],
    number: int,
    findings: Findings,
) -> dict[str, str]:
    row = {"gremium": name}
    start = meeting.get("start")
    day = words.day(start) if start is not None else None
    if day is not None and day.real:
        row["datum"] = day.value
    elif start is not None:
        findings.ask(
            f"beratungsfolge[{number}].datum",
            Text(
                f"Beratungsfolge: Wann tagt {name}? „{words.text(start)}“ ist kein wirklicher Tag.",
                f"Sequence of deliberation: when does {name} meet? “{words.text(start)}” is no "
                "real day.",
            ),
            "consultation.meeting.start",
            start,
        )
    role = words.text(consultation.get("role"))
    code = codes.code("beratungsart", role)
    if code is None and consultation.get("authoritative") is True:
        code = "beschlussfassung"
    if code is not None:
        row["art"] = code
    elif role and role.lower() != "unbekannt":
        findings.used("consultation.role", role, "unread", f"beratungsfolge[{number}].art")
    return row


def _ask_bodies(places: list[str], given: Any, number: int, findings: Findings) -> None:
    listed = ", ".join(dict.fromkeys(places))[:300]
    many = len(places) > 1
    findings.ask(
        "beratungsfolge" if many or not number else f"beratungsfolge[{number}].gremium",
        Text(
            f"Beratungsfolge: Welche{'' if many else 's'} Grem{'ien sind' if many else 'ium ist'} "
            f"{listed}? Die Datei nennt nur die Adresse{'n' if many else ''}.",
            f"Sequence of deliberation: which {'bodies are' if many else 'body is'} {listed}? "
            f"The file has only the address{'es' if many else ''}.",
        ),
        "consultation",
        given,
    )
