"""The answer of a concept profile as text for the terminal: counts first, then what is missing."""

from __future__ import annotations

from typing import Any

_WORDS = {
    "de": ("Stand", "geprüft", "ohne Befund", "von", "Nichts zu prüfen.", "fehlt"),
    "en": ("as of", "checked", "without finding", "of", "Nothing to check.", "missing"),
}


def render(answer: dict[str, Any]) -> str:
    """Text lines; see ``docs/howto-profile.md``."""
    stand, checked, fine, of, nothing, missing = _WORDS[answer["language"]]
    lines = [
        f"{answer['title']}: {answer['fassung_title']} ({stand} {answer['date']})",
        f"{answer['checked']} {checked}, {answer['fulfilled']} {fine}",
    ]
    if not answer["checked"]:
        lines.append(nothing)
    width = max(len(one["title"]) for one in answer["criteria"])
    digits = max(len(str(one["checked"])) for one in answer["criteria"])
    for one in answer["criteria"]:
        met, all_ = f"{one['met']:>{digits}}", f"{one['checked']:>{digits}}"
        lines.append(f"  {one['title']:<{width}}  {met} {of} {all_}  {one['severity']}")
    names = {one["id"]: one["title"] for one in answer["criteria"]}
    open_ = [one for one in answer["subjects"] if one["missing"]]
    if open_:
        lines.append("")
    for one in open_:
        name = " ".join(part for part in (one["notation"], one["label"]) if part)
        lines.append(f"{name}: {missing} {', '.join(names[id_] for id_ in one['missing'])}")
    return "\n".join(lines) + "\n"
