"""What is a body of the council by its name."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"\b(?:\w*(?:rat|rates|räte|ausschuss|ausschuß|ausschusses|beirat|versammlung|vertretung|"
    r"kommission|kreistag|magistrat|bürgerschaft|senat|fraktion(?:en)?|dienstberatung|"
    r"konferenz|runde)|DB OBM|DB OB|SBB|FA|UA|OR|BV|SR|GR|BA)(?=$|[\s,;:()/.])",
    re.I,
)
_MOST_WORDS = 16


def is_body(text: str) -> bool:
    """True if a text names a committee, a council or the like, and says no more."""
    words = " ".join(text.split())
    short = 0 < len(words.split()) <= _MOST_WORDS and not words.endswith((".", ":", "?"))
    return short and _BODY.search(words) is not None
