"""Which file of a Paper is the paper itself, and what the others are.

Many systems leave ``mainFile`` empty: there the paper is the ``auxiliaryFile`` that is called so.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from leitgraph.model import Text
from leitgraph.vorlage.formats.oparl_paper import words
from leitgraph.vorlage.formats.oparl_paper.findings import Findings
from leitgraph.vorlage.formats.oparl_paper.objects import Delivery

_ITSELF = re.compile(
    r"(?:\d[\w./-]{0,20}\s+)?(?:öffentliche\s+|nichtöffentliche\s+)?"
    r"(?:(?:\w{0,30}vorlage|antrag|anfrage|\w{0,20}drucksache|\w{0,20}bericht)\b)",
    re.IGNORECASE,
)
_SHOWN = ("id", "name", "fileName", "mimeType")


class MainText(NamedTuple):
    """The text of the paper, and the attribute it stands in; both empty if there is none.

    ``there``: the paper itself is among the files, with its text or without.
    """

    text: str
    attribute: str
    there: bool


def main_text(paper: dict[str, Any], delivery: Delivery, findings: Findings) -> MainText:
    """The text of the paper itself; every file is accounted for."""
    files: list[tuple[str, Any, dict[str, Any]]] = []
    for attribute in ("mainFile", "auxiliaryFile"):
        for one in words.several(paper.get(attribute)):
            files.append((attribute, one, delivery.object(one) or {}))
    main = [found for found in files if found[0] == "mainFile"]
    called = [
        found
        for found in files
        if found[0] == "auxiliaryFile" and _ITSELF.match(words.text(found[2].get("name")))
    ]
    with_text = [found for found in files if _text(found[2])]
    sure = [found for found in (*main, *called) if _text(found[2])]
    chosen = sure[0] if sure else with_text[0] if len(with_text) == 1 and not called else None
    for found in files:
        attribute, said, file = found
        shown = {key: file[key] for key in _SHOWN if key in file} or said
        if found is chosen:
            findings.used(attribute, shown, "text")
        elif _text(file):
            findings.used(f"{attribute}.text", shown, "unread")
        elif chosen is None and (found in main or found in called):
            findings.used(attribute, shown, "unread")
        else:
            findings.used(attribute, shown, "furniture")
    there = bool(main or called)
    if chosen is None and files:
        _tell(findings, (*main, *called) or files)
    if chosen is None:
        return MainText("", "", there)
    return MainText(words.unmarked(_text(chosen[2])), f"{chosen[0]}.text", there)


def _tell(findings: Findings, files: Any) -> None:
    """Say which files there are of which no text is in this delivery."""
    names = [
        words.text(file.get("name")) or words.text(file.get("fileName")) or words.address(said)
        for _, said, file in files
    ]
    listed = ", ".join(f"„{name}“" for name in list(filter(None, names))[:5])
    findings.remarks.append(
        Text(
            f"Der Text der Dateien {listed} steht nicht in dieser Lieferung und wurde nicht "
            "gelesen. Geben Sie die Datei selbst ab, um alles prüfen zu lassen.",
            f"The text of the files {listed} is not in this delivery and was not read. Hand in "
            "the file itself to have all of it checked.",
        )
    )


def _text(file: dict[str, Any]) -> str:
    found = file.get("text")
    return found if isinstance(found, str) and found.strip() else ""
