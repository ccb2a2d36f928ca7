"""One spelling for all text that comes in, whatever program wrote it; and keys to look it up by.

Files spell a word in many ways: „für“ as two signs or three (macOS), „öffentlich“ with a ligature,
„Gewerbepark“ with a hyphen that nobody sees, „2 400 €“ with blanks that do not break. ``plain``
takes off what nobody sees and keeps what is read: m² and CO₂ stay, quotation marks and dashes too,
so that a passage can be shown as it stood. ``look_up_key`` also forgets case, umlauts and
punctuation.
"""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u0132": "IJ",
    "\u0133": "ij",
}
_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
_UNSEEN = (
    "\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
    "\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufe0e\ufe0f\ufeff\ufff9\ufffa\ufffb"
)
_SIGNS = {
    "\u2010": "-",  # hyphen
    "\u2011": "-",  # hyphen that does not break
    "\u2212": "-",  # minus
    "\u2327": "☒",
    "\u2bbd": "☒",
    "\U0001f5f5": "☒",
    "\U0001f5f7": "☒",
    "\U0001f5f9": "☑",
    "\u2705": "☑",
    "\u25a2": "☐",
    "\u25fb": "☐",
    "\u25fd": "☐",
}
WINGDINGS = {
    **dict.fromkeys((0xF051, 0xF052, 0xF053, 0xF054, 0xF078), "☒"),
    **dict.fromkeys((0xF0FB, 0xF0FC, 0xF0FD, 0xF0FE), "☒"),
    **dict.fromkeys((0xF06F, 0xF070, 0xF071, 0xF072, 0xF0A3, 0xF0A8), "☐"),
    **dict.fromkeys((0xF0B7, 0xF06C, 0xF076), "•"),
    **{0xF0A7: "▪", 0xF06E: "▪", 0xF0D8: "‣", 0xF0E0: "→"},
}
"""Signs of the fonts Wingdings, Wingdings 2 and Symbol, as Word and PDF put them into text."""
_TABLE: dict[int, str | None] = {
    **dict.fromkeys((*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of a sign are none
    **dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys(map(ord, _UNSEEN)),
    **dict.fromkeys(map(ord, _BLANKS), " "),
    **{ord(sign): words for sign, words in {**_LIGATURES, **_SIGNS}.items()},
    **WINGDINGS,
}
_SOFT_AT_END = re.compile("\u00ad+(?=[ \t]*(?:\n|$))")
_NOTE_MARK = re.compile(r"(?<=[0-9€%])\s?[¹²³⁰⁴-⁹]{1,3}\)?")
_PROMPT = re.compile(
    r"\b(?:Klicken (?:oder tippen )?Sie (?:hier|auf)[^.\n]{0,60}\.|Klicken Sie, um[^.\n]{0,60}\."
    r"|Wählen Sie (?:ein Element|ein Datum|einen Baustein|einen Wert)(?: aus)?\."
    r"|Bitte (?:aus)?wählen Sie[^.\n]{0,60} aus\.?"
    r"|Click (?:or tap )?here to enter[^.\n]{0,40}\.|Choose an item\.)"
)
"""What Word shows in a content control that is empty."""
_LOOK_UP = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NO_LETTER = re.compile(r"[^a-z0-9]+")


def plain(text: str) -> str:
    """Text as it is read: composed, ligatures as letters, every blank a blank, nothing unseen.

    A soft hyphen at the end of a line is the hyphen that was seen there. A raised digit behind a
    figure („850.000¹ €“) marks a note and goes. Line ends become „\\n“; a blank stays one blank
    each, so columns keep their place.
    """
    text = text.replace("\r\n", "\n")
    if not text.isascii():
        text = _SOFT_AT_END.sub("-", text).replace("\u00ad", "")
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _NOTE_MARK.sub("", text)
    return text.translate(_TABLE)


def look_up_key(text: str) -> str:
    """What two spellings of one name have in common: letters and digits, in small letters.

    „Bürger­haus am Markt“ and „BUERGERHAUS  am Markt.“ have the same key.
    """
    words = unicodedata.normalize("NFKC", plain(text)).casefold().translate(_LOOK_UP)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", words) if not _accent(sign))
    return " ".join(_NO_LETTER.sub(" ", bare).split())


def _accent(sign: str) -> bool:
    return not sign.isascii() and unicodedata.combining(sign) != 0


def unprompted(text: str) -> str:
    """Text without what programs write where nobody has filled anything in yet."""
    return _PROMPT.sub("", text) if "ie" in text or "Click" in text or "Choose" in text else text
