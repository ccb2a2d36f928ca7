"""The forms that papers are held against, loaded once, before readers are forked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from leitgraph.catalog.forms.form import Form
from leitgraph.catalog.forms.form_file import forms_of
from leitgraph.config import Settings
from leitgraph.vorlage.blocks import Block
from leitgraph.vorlage.forms.form_reading import FormReading, read_by_form
from leitgraph.vorlage.forms.label_chain import Found, chain, compact
from leitgraph.vorlage.forms.sheet import Sheet
from leitgraph.vorlage.reading import DOCUMENTS

_KEPT: dict[str, Mapping[str, Form]] = {}


def warm(settings: Settings) -> None:
    """Load the forms that the settings name, for all that is read in this process from now on."""
    _KEPT["forms"] = forms_of(settings)


def known_forms() -> Mapping[str, Form]:
    """The forms in use; those of the settings of the environment if none were loaded."""
    if "forms" not in _KEPT:
        warm(Settings())
    return _KEPT["forms"]


def read_forms(blocks: Sequence[Block], is_label: Callable[[str], bool]) -> list[FormReading]:
    """The papers of a document that are written on a known form; none if the form is not known.

    Every block of the document is in one of them: what its form does not claim is its ``rest``.
    ``is_label``: whether papers of any city have a label, which then ends the value before it.
    """
    forms = known_forms()
    if not forms:
        return []
    sheet = Sheet(blocks)
    chains = _chains(forms, sheet)
    starts = [0, *(labels[0].start for _, labels in chains[1:])]
    firsts = [sheet.between(start, start + 1)[0] for start in starts] if chains else []
    edges = [*firsts, len(sheet.parts)]
    return [
        read_by_form(form, sheet, labels, span, is_label)
        for (form, labels), span in zip(chains, pairwise(edges), strict=True)
        if span[1] > span[0]
    ]


def _chains(forms: Mapping[str, Form], sheet: Sheet) -> list[tuple[Form, list[Found]]]:
    """The form with most labels, then again on what follows."""
    found: list[tuple[Form, list[Found]]] = []
    begin, small = 0, compact(sheet.text)
    while len(found) < DOCUMENTS:
        tried = [(form, chain(form, sheet.text, begin, small)) for form in forms.values()]
        form, labels = max(tried, key=lambda one: _score(one[1]))
        if not labels:
            break
        found.append((form, labels))
        begin = labels[-1].end
    return found


def _score(labels: Sequence[Found]) -> float:
    return sum(1.5 if one.whole else 1.0 for one in labels)
