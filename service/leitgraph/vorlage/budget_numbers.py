"""Numbers of the budget: products and elements of projects, told apart by label and pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator

PRODUKT, PSP = "produkt", "pspElement"
_PRODUCT = (
    r"(?:1\.100(?:\.\d{1,3}){3,6}|\d{5,8}\.\d{8,10}"
    # „60.000“ is an amount.
    r"|(?!\d{2}(?:\.\d{3})+(?![.\d]))\d{2}(?:\.\d{1,3}){1,5}(?:-\d{1,4})?)"
)
_ELEMENT = (
    r"(?:I-\d{3,6}-\d{3,6}|7\.\d{5,9}(?:\.\d{1,4}){1,3}|[A-Z]{1,4}\.\d{3,8}(?:\.\d{1,4}){1,3}"
    r"|[A-Z]{1,3}\d{2}[.-]\d{3,9}(?:[.-]\d{1,6}){0,3}|\d{3,7}-\d{3,6}|[A-Z]{1,3}-\d{4,9}|\d{9,16})"
)
_WHOLE = r"(?!(?:19|20|21)\d\d\b)\d{4,6}(?![.,]\d|\s?(?:€|EUR|Euro|T€|Tsd|Mio))"
"""The number of a product without points: „Produkt 5471“, „Produkt 090101“."""
_LABELLED = re.compile(
    rf"\b(?:(?P<product>Produkt(?:e|gruppe|konto|nummer|bereich|-Nr\.?)?)"
    rf"|(?P<element>Investitions?(?:nummer|maßnahmen?|objekt|auftrag|-Nr\.?)?|PSP(?:-?Elemente?)?"
    rf"|Projekt(?:nummer)?|Maßnahmen?(?:nummer|-Nr\.?)?))"
    rf"\s*(?:Nr\.?|Nummer)?\s*:?\s*(?P<number>{_ELEMENT}|{_PRODUCT}|{_WHOLE})(?![\w.]*\d)"
)
_BARE = re.compile(rf"(?<![\w.-]){_ELEMENT}(?![\w-]|\.\d)")
_BARE_PRODUCT = re.compile(rf"(?<![\w.-]){_PRODUCT}(?![\w-]|\.\d)")


def found(text: str) -> Iterator[tuple[str, str]]:
    """The numbers in a cell that says where money stands in the budget, each with its field."""
    elements = _BARE.findall(text)
    yield from ((PSP, number) for number in elements)
    if not elements:
        yield from ((PRODUKT, number) for number in _BARE_PRODUCT.findall(text))


def labelled(text: str) -> Iterator[tuple[str, str, int]]:
    """The numbers that running text calls by what they are, with where they stand.

    Only where label and pattern agree: „Produkt I-2111-9001“ is neither.
    """
    for match in _LABELLED.finditer(text):
        number = match["number"]
        element = re.fullmatch(_ELEMENT, number) is not None
        if element == bool(match["element"]):
            yield PSP if element else PRODUKT, number, match.start()


def agrees(field: str, value: str) -> bool:
    """False if a value bears the pattern of the other kind of number and not its own."""
    element = _BARE.search(value) is not None
    product = re.search(rf"(?<![\w.-]){_PRODUCT}(?![\w-])", value) is not None
    return not (element and not product) if field == PRODUKT else not (product and not element)
