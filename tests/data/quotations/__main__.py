"""Prints how much of each document is quoted, and which quotation still fails, for who mends it."""

from __future__ import annotations

from collections.abc import Iterable

from tests.data.quotations import document, of, quotations, register, share, too_long


def report() -> Iterable[str]:
    """The present state, line by line."""
    for file in register():
        text = document(file)
        yield f"{file}: " + ("nicht da" if text is None else f"{share(file, text):.1%}")
        for quotation in of(file) if text else []:
            if text and not text.has(quotation.text):
                yield f"  nicht im Dokument: {quotation.passage}: {quotation.text}"
    for quotation in quotations():
        if too_long(quotation):
            yield f"zu lang: {quotation.passage}"
        for fact in quotation.misses():
            yield f"ohne gemeinsames Wort: {quotation.passage} „{quotation.text}“ für {fact}"


print(*report(), sep="\n")
