"""Goals in lines under their label: entries of a list, boxes, names with their level.

A sentence is none of them: what it says of a goal is found by the names of the city's goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from leitgraph.vorlage.blocks import BULLET, entries, joined
from leitgraph.vorlage.recognise import checkboxes, codes
from leitgraph.vorlage.recognise.entries import Entry
from leitgraph.vorlage.recognise.labels import NOTHING, normal

_LEVEL = (
    r"(?:Leitziel|Oberziel|Hauptziel|Zukunftsthema|Leitlinie|Strategisches Ziel|Ziel|"
    r"Handlungsschwerpunkt|Unterziel|Teilziel|Einzelziel)"
)
_QUOTED = re.compile(rf"\b{_LEVEL}s?\s*:?\s*(?:[\d.]+\s*[–:-]?\s*)?„(?P<name>[^“]{{2,200}})“")
_WAY = re.compile(
    r"\bWirkung:?\s*(?P<way>[\w-]+(?:\s\([^)]*\))?)\s*[;:,.–-]?\s*(?P<reason>.*)$", re.S
)
_DIRECTION = re.compile(
    r"^(?P<ziel>.{1,200}?)\s*(?:[:,–(-]\s*|\s)(?P<richtung>fördert|hemmt|neutral|nicht relevant|"
    r"fördernd|hemmend|positiv|negativ|\+(?=\))|-(?=\)))\)?(?![\w])\s*(?:[:;,.–-]\s*)?"
    r"(?:Begr\.:\s*)?(?P<grund>.*)$",
    re.IGNORECASE | re.S,
)
_REASON = re.compile(
    r"^Begründung\s+(?:zu|für)\s+(?:Ziel\s+)?(?P<ziel>[^:]{1,80}):\s*(?P<grund>.+)$"
)
_ENDS = re.compile(r"(?<=[a-zäöüß“)])\.\s+(?=[A-ZÄÖÜ])")
_HELPS = re.compile(r"\b(?:unterstützt|fördert|dient|trägt\b.{0,60}\bbei|stärkt|verbessert)\b")
_HARMS = re.compile(r"\b(?:hemmt|widerspricht|beeinträchtigt|steht\b.{0,60}\bentgegen|erschwert)\b")
_SUPPORTED = ("unterstuetzte", "gefoerderte", "foerdert", "unterstuetzt")
_NAME_WORDS = 16
"""The name of a goal has at most so many words."""
_AMOUNT = re.compile(r"€|\b(?:EUR|Euro|TEUR)\b|\d{2}\.\d{2}\.\d{4}")
_ONE = {
    *("korridorthema", "handlungsschwerpunkt", "leitziel", "unterziel", "oberziel"),
    *("zukunftsthema", "ziel"),
}
"""Labels of one goal: nothing beside them is no goal."""
Texts = dict[str, str]


def lines(found: Entry) -> Iterator[tuple[Texts, str, bool]]:
    """The goals of an entry by column, with the passage, and whether it is surely one."""
    supported = normal(found.label.rstrip(" :")).startswith(_SUPPORTED)
    grid = list(_grid(found))
    if grid:
        yield from grid
        for line in found.lines:
            reason = _REASON.match(" ".join(line.text.split()))
            if reason is not None:
                yield {"ziel": reason["ziel"], "begruendung": reason["grund"]}, line.text, True
        return
    if checkboxes.options(found.text):
        for option in checkboxes.options(found.text):
            if option.ticked and option.text and normal(option.text) not in {"ja", "nein"}:
                texts = _plain(option.text)
                if supported and "richtung" not in texts:
                    texts["richtung"] = "fördert"
                yield texts, option.text, True
        return
    listed = any(BULLET.match(line.text) for line in found.lines)
    if found.label.endswith(":") and not listed:
        beside = [line for line in found.lines if line.place == found.place or not line.opens]
        if beside and found.lines[0].place == found.place:
            yield from _beside(" ".join(joined(beside).split("\n")), supported)
            return
        if normal(found.label.rstrip(" :")) in _ONE:
            return
    prose = False
    for text in entries(found.text):
        one = _entry(text)
        if one is None:
            prose = prose or len(text.split()) > 8
        elif not prose or "richtung" in one or _QUOTED.search(text):
            yield one, text, _is_name(one["ziel"])


def _grid(found: Entry) -> Iterator[tuple[Texts, str, bool]]:
    """Lines that end with a box for each direction that a line above them names:
    „Ziel fördert hemmt neutral“, „7.2 Sportstätten ☒ ☐ ☐“."""
    ways: list[str] = []
    for line in found.lines:
        words = line.text.split()
        said = [code for word in words[1:] if (code := codes.code("richtung", word))]
        if len(words) > 2 and len(said) == len(words) - 1:
            ways = words[1:]
            continue
        signs = list(checkboxes.SIGN.finditer(line.text))
        text = line.text[: signs[0].start()].strip() if signs else ""
        if not ways or not text or len(signs) != len(ways):
            continue
        ticked = [way for way, sign in zip(ways, signs, strict=True) if sign[1] is not None]
        if len(ticked) == 1:
            yield {"ziel": text, "richtung": ticked[0]}, line.text, _is_name(text)
        elif ticked:
            yield {"ziel": text, "richtung": " ".join(ticked)}, line.text, _is_name(text)


def _beside(text: str, supported: bool) -> Iterator[tuple[Texts, str, bool]]:
    """„Handlungsschwerpunkt: nachhaltige Mobilität. Die Maßnahme unterstützt ihn, weil …“"""
    entry = _entry(text)
    name, *rest = _ENDS.split(text, maxsplit=1)
    if rest and (entry is None or "richtung" not in entry) and len(name.split()) <= _NAME_WORDS:
        first = _ENDS.split(rest[0], maxsplit=1)[0].rstrip(".") + "."
        texts = _plain(name)
        if "richtung" not in texts and _HELPS.search(first) and not _HARMS.search(first):
            texts |= {"richtung": "fördert", "begruendung": first}
        elif "richtung" not in texts and _HARMS.search(first) and not _HELPS.search(first):
            texts |= {"richtung": "hemmt", "begruendung": first}
        yield texts, text, _is_name(texts["ziel"])
    elif entry is not None:
        if supported and "richtung" not in entry:
            entry["richtung"] = "fördert"
        yield entry, text, _is_name(entry["ziel"])


def _entry(text: str) -> Texts | None:
    """An entry of a list; None for a sentence."""
    quoted = list(_QUOTED.finditer(text))
    way = _WAY.search(text)
    if quoted and (way is not None or BULLET.match(text) or len(text.split()) <= _NAME_WORDS):
        texts = {"ziel": quoted[-1]["name"]}
        if way is not None:
            texts |= {"richtung": way["way"], "begruendung": way["reason"].strip()}
        return texts
    texts = _plain(text)
    sentence = len(text.split()) > 8 and text.rstrip().endswith(".")
    if sentence and "richtung" not in texts and "begruendung" not in texts:
        return None
    return texts if _is_name(texts["ziel"]) else None


def _plain(text: str) -> Texts:
    reason, match = _REASON.match(text), _DIRECTION.match(text)
    if reason is not None:
        return {"ziel": reason["ziel"], "begruendung": reason["grund"]}
    if match is not None and _apart(text, match):
        found = {"ziel": match["ziel"], "richtung": match["richtung"]}
        return found | {"begruendung": match["grund"]}
    return {"ziel": text.strip(" .")}


def _apart(text: str, match: re.Match[str]) -> bool:
    """True if a direction stands apart from the goal, or ends what is said: „…: fördert, weil“;
    in „Das Vorhaben fördert das Ziel“ it is a verb."""
    before = text[: match.start("richtung")].rstrip()[-1:]
    after = text[match.end("richtung") :].lstrip()[:1]
    return before in set(":,–(-") or after in set(".,;:)–-") or not after


def _is_name(text: str) -> bool:
    """True if a text has the shape of a goal's name, number or id."""
    words = text.strip()
    if not words or normal(words) in NOTHING or len(words.split()) > _NAME_WORDS + 4:
        return False
    if _AMOUNT.search(words) or words.endswith(":"):
        return False
    if re.fullmatch(r"\d{2,}", words) or (len(normal(words)) < 2 and not words[0].isdigit()):
        return False
    return codes.code("richtung", words) is None


def direction(text: str) -> str | None:
    """The code of a direction: „fördert (gering)“ is ``foerdert``."""
    plain = re.sub(r"\s*\([^)]*\)", "", text).strip()
    said = codes.code("richtung", text) or codes.code("richtung", plain)
    if said is None and plain.split():
        said = codes.code("richtung", plain.split()[-1]) if len(plain.split()) == 2 else None
    return said
