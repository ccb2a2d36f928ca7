"""Text of Word paragraphs run by run: what is hidden or struck out is not read, signs of fonts are.

A raised digit is a mark of a note and no part of the figure before it, but for m² and m³.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from leitgraph.plain_text import WINGDINGS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
YES = {"1", "true", "on"}
_RAISED = ("\ue000", "\ue001")
"""Signs around a raised run, until what stands before it is known."""
_RAISED_RUN = re.compile("\ue000([^\ue000\ue001]*)\ue001")
_MARK = re.compile(r"[\s,;/]*(?:(?:\(?\d{1,3}\)?|\*{1,5}|[a-z]\))[\s,;/]*)+")
_METRE = re.compile(r"(?:^|[^A-Za-zÄÖÜäöüß])[kcdmµ]?m$")
_POWERS = {"2": "²", "3": "³"}
_SIGN_FONTS = ("wingdings", "symbol", "webdings")
_STEPS = 20
"""So many styles may be based on one another."""


@dataclass(frozen=True)
class Look:
    """How a run looks, as far as it matters; None: not said, so as its style has it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, and where it says nothing the one below."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
        )


PLAIN = Look()


def look_of(properties: Any) -> Look:
    """What the properties of a run or style (``w:rPr``) say."""
    if properties is None:
        return PLAIN
    raised = properties.find(W + "vertAlign")
    strikes = [switched(properties, name) for name in ("strike", "dstrike")]
    return Look(
        hidden=switched(properties, "vanish"),
        struck=True if True in strikes else False if False in strikes else None,
        raised=None if raised is None else raised.get(W + "val") == "superscript",
    )


def looks(styles: dict[str, Any]) -> dict[str, Look]:
    """The look of each style, inherited from the one it is based on."""
    found: dict[str, Look] = {}
    for id_ in styles:
        look, current = PLAIN, id_
        for _ in range(_STEPS):
            if current not in styles:
                break
            look = look.over(look_of(styles[current].find(W + "rPr")))
            based = styles[current].find(W + "basedOn")
            current = "" if based is None else based.get(W + "val") or ""
        if look != PLAIN:
            found[id_] = look
    return found


def switched(properties: Any, name: str) -> bool | None:
    """What a switch says; None if it is not there."""
    found = properties.find(W + name)
    return None if found is None else (found.get(W + "val") or "1").lower() in YES


def raised(words: str) -> str:
    """A raised run, marked until ``settled`` knows what stands before it."""
    return f"{_RAISED[0]}{words}{_RAISED[1]}" if words.strip() else words


def settled(text: str) -> tuple[str, bool]:
    """Text without marks of notes; and whether it begins with one, so is a note itself."""
    if _RAISED[0] not in text:
        return text, False
    text = text.replace("".join(reversed(_RAISED)), "")
    begins = text.lstrip().startswith(_RAISED[0])
    parts: list[str] = []
    end = 0
    for run in _RAISED_RUN.finditer(text):
        parts.append(text[end : run.start()])
        parts.append(_read(run[1], parts[-1]))
        end = run.end()
    first = _RAISED_RUN.search(text)
    note = begins and first is not None and _MARK.fullmatch(first[1]) is not None
    return "".join([*parts, text[end:]]).translate({0xE000: None, 0xE001: None}), note


def _read(words: str, before: str) -> str:
    if words.strip() in _POWERS and _METRE.search(before):
        return _POWERS[words.strip()]
    return "" if _MARK.fullmatch(words) else words


def drawn(run: Any, text: str) -> str:
    """The text of a run; in a font of signs its letters are boxes and bullets."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    if fonts is None:
        return text
    name = (fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "").lower()
    if not name.startswith(_SIGN_FONTS):
        return text
    return "".join(WINGDINGS.get(0xF000 + (ord(sign) & 0xFF), sign) for sign in text)


def sign(code: str) -> str:
    """A sign of such a font by its number in hexadecimal; an unknown one is left out."""
    number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{2,4}", code) else 0
    return WINGDINGS.get(number if number >= 0xF000 else 0xF000 + number, "")


def field(element: Any) -> str:
    """A field of an old form: the sign of a box, or what was chosen from a list."""
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        state = box.find(W + "checked")
        state = box.find(W + "default") if state is None else state
        ticked = state is not None and (state.get(W + "val") or "1").lower() in YES
        return "☒" if ticked else "☐"
    choice = element.find(f"{W}ffData/{W}ddList")
    if choice is not None:
        offered = [entry.get(W + "val") or "" for entry in choice.iter(W + "listEntry")]
        result = choice.find(W + "result")
        number = int("0" if result is None else result.get(W + "val") or "0")
        return offered[number] if 0 <= number < len(offered) else ""
    return ""
