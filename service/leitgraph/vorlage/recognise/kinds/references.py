"""Numbers of papers and resolutions, as the council information systems of cities give them."""

from __future__ import annotations

import re

_END = r"(?![\w/])"
_PATTERNS = (
    r"[A-ZÄÖÜ]{2,5}/\d{2,5}/\d{2,4}(?:/[A-ZÄÖÜ]{1,5})?",  # BV/9001/25/BL, VO/2014/0718
    r"[IVX]{1,4}-[A-ZÄÖÜa-z]{1,4}-\d{3,6}(?:-[A-Za-z]{2,4}-\d\d)?",  # VII-DS-00190-NF-01
    r"[A-ZÄÖÜ]{2,3}-\d{1,2}/\d{3,4}",  # G-21/223 and longer
    r"[A-ZÄÖÜ]{1,4}[ -]?\d{2,6}/\d{2,4}(?:/\d{1,4})?",  # V0001/25, BA-024/2021, BSV 16/01273
    r"[A-ZÄÖÜ]{1,4}\d{3,5}-[A-Z]{2}\d{1,3}-\d{2}",  # V2119-SR60-07
    r"(?:FB|Dez|E|GB)\s?(?:\d{1,3}|[IVX]{1,4})?/\d{3,5}/WP\d{2}",  # FB 36/0456/WP17
    r"\d{2,5}/\d{4}(?:/[A-ZÄÖÜ][A-Za-z]{0,4}|\s[A-Z]\d{1,2})?",  # 0236/2023/BV, 0534/2022 N1
    r"\d{4}/[A-ZÄÖÜ]{2,3}/\d{3,5}(?:-\d\d)?",  # 2021/BV/2114
    r"\d{4}/\d{2}-[A-Z]{2}",  # 0033/06-EV
    r"\d{2}/[A-Z]{3}/\d{4}",  # 04/SVV/0171
    r"\d{4}-\d{2}/DS-[IVX]{1,3}\([A-Z]\)\d{3,5}",  # 2016-21/DS-I(A)0456
    r"[A-Z][A-Za-zäöü]{1,5}/\d{2,5}/\d{4}",  # Käm/214/2014
    r"[A-Z]{3}/\d{1,3}/\d{1,3}/\d{2}",  # HFS/7/11/23
    r"[A-Z]{2,5}/[A-Z]{2,4}/\d{2}/\d{3,5}(?:/\d{1,3})?",  # VI/STR/20/0410/16
    r"[A-Z]{2}-\d-\d{3,5}",  # SV-8-0802
    r"GRDrs\.?\s\d{2,5}/\d{4}",
)
REFERENCE = re.compile(rf"(?<![\w/])(?:{'|'.join(_PATTERNS)}){_END}")
"""A number inside a sentence."""
KENNUNG = re.compile(
    rf"(?:{'|'.join(_PATTERNS)}|[A-ZÄÖÜ0-9][\w()./-]{{0,40}}\d[\w()./-]{{0,40}}|\d{{1,6}})"
)
"""A value that is nothing but a number of a paper."""
_FRACTION = re.compile(
    r"(?:19|20)\d\d/(?:19|20)?\d\d|\d{1,4}/(?:19|20)\d\d(?=\s*(?:Jahr|Schuljahr))"
)


def references(text: str) -> list[str]:
    """The numbers in a text, without school years and double budgets such as 2025/2026."""
    found = [match[0] for match in REFERENCE.finditer(text)]
    return [one for one in dict.fromkeys(found) if not _FRACTION.fullmatch(one)]
