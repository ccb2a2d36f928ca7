"""The law of the Länder: ``data/laender.toml`` says, rule by rule, on what a finding rests there.

What was not looked up in its wording is shown as such; nothing is passed off as verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from leitgraph.catalog.refusal import Refused
from leitgraph.catalog.text.toml_file import TomlFile
from leitgraph.model import Rule

FILE = "laender.toml"
Law = Mapping[str, str]
"""By the id of a rule: what the law of a Land says to it, with whether it was verified."""


def laws_of(data: Path, refused: Refused) -> dict[str, Law]:
    """The law by the name of the Land; none where there is no such file."""
    path = data / FILE
    if not path.is_file():
        return {}
    file = TomlFile(path, refused)
    found: dict[str, Law] = {}
    for number, land in enumerate((file.facts or {}).get("land", ()), 1):
        try:
            name = str(land["name"])
            found[name] = {one["regel"]: _shown(name, one) for one in land.get("recht", ())}
        except (KeyError, TypeError) as error:
            file.refuse(
                "", "angabe", f"[[land]] {number}: {error} fehlt", f"[[land]] {number}: no {error}",
                table="land", number=number,
            )  # fmt: skip
    return found


def lands_of(data: Path) -> dict[str, str]:
    """The name of the Land of each city, by its slug."""
    found: dict[str, str] = {}
    for folder in (*sorted((data / "cities").glob("*")), data / "demo"):
        facts = TomlFile(folder / "city.toml", Refused()).facts or {}
        slug, state = facts.get("slug"), facts.get("state")
        if isinstance(slug, str) and isinstance(state, str):
            found[slug] = state
    return found


def under(rules: Mapping[str, Rule], law: Law) -> dict[str, Rule]:
    """The rules, each with what the law of the Land says to it in its source."""
    return {
        id_: replace(rule, source=f"{rule.source} {law[id_]}") if id_ in law else rule
        for id_, rule in rules.items()
    }


def _shown(land: str, entry: dict[str, Any]) -> str:
    verified = entry.get("geprueft")
    said = f"nachgesehen: {verified}" if verified else "nicht nachgeprüft"
    return f"In {land}: {entry['stelle']} ({said})."
