"""The full-text index of all entries: written once for a state of the graph, read by many.

Words are prepared here (``words``) and stored ready-made, so Tantivy needs no analyser of ours to
open the files. Nothing that is shown comes from the index: it gives IRIs, and the graph is asked
what they are. Queries are put together from terms; no text of a user is ever parsed as a query.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from leitgraph.search.entries import Entry
from leitgraph.search.words import STOP, Words, count, folded, key

_HEAP = 128 << 20
_WORDS = "words.json"
FUZZY_FROM = 5
"""From so many letters on a word may have one fault."""
PREFIX_FROM = 4
"""From so many letters on a word may go on, also if it is not the last."""


def schema() -> tantivy.Schema:
    """``words`` as written (folded), ``stems`` of label and number with the pieces of compounds,
    ``text`` the same of everything, ``goal`` the same of goals alone, for their weights."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("iri", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("city", "kind", "number"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("words", "stems", "text", "goal"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(folder: Path, entries: Iterable[Entry]) -> int:
    """Write the index of the entries into an empty folder; the number of entries."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    words = Words.of(count(text for entry in ordered for text in (entry.label, entry.text)))
    index = tantivy.Index(schema(), path=str(folder))
    # One thread, one segment: what follows from equal scores is then the order of the entries.
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for entry in ordered:
        writer.add_document(tantivy.Document(**_fields(entry, words)))
    writer.commit()
    writer.wait_merging_threads()
    (folder / _WORDS).write_text(json.dumps(words.known, ensure_ascii=False), "utf-8")
    return len(ordered)


def _fields(entry: Entry, words: Words) -> dict[str, Any]:
    label = folded(entry.label)
    number = folded(entry.number)
    stems = spread(label, words)
    fields = {
        "iri": entry.iri,
        "city": entry.city,
        "kind": entry.kind,
        "number": key(entry.number) or None,
        "words": " ".join([*label, *number]),
        "stems": " ".join([*stems, *number]),
        "text": " ".join([*stems, *spread(folded(entry.text), words)]),
        "goal": " ".join(dict.fromkeys(stems)) if entry.kind == "ziel" else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def spread(plain: Iterable[str], words: Words) -> list[str]:
    """Stems of folded words and of the pieces of compounds, without function words."""
    found: list[str] = []
    for word in plain:
        if word not in STOP:
            found += [words.stem(word), *words.parts(word)]
    return found


class Index:
    """An index that was written, open for reading. To be opened after a fork, not before."""

    def __init__(self, folder: Path) -> None:
        self.words = Words(json.loads((folder / _WORDS).read_text("utf-8")))
        self._index = tantivy.Index.open(str(folder))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._goals = max(1, self._searcher.doc_freq("kind", "ziel"))

    def find(
        self,
        typed: Sequence[str],
        whole: str,
        open_end: bool,
        lacking: int,
        city: str,
        kind: str,
        most: int,
    ) -> list[str]:
        """IRIs of the best entries that have all words but some; ``whole`` is what was typed, as a
        number. ``open_end``: the last word may go on; function words need not be there.
        """
        every = [(Occur.Should, self._word(word, len(word) >= PREFIX_FROM)) for word in typed[:-1]]
        every += [(Occur.Should, self._word(word, open_end)) for word in typed[-1:]]
        telling = sum(word not in STOP for word in typed) or len(typed)
        needed = max(1, telling - lacking)
        wanted = [
            (Occur.Should, Query.boolean_query(every, minimum_number_should_match=needed)),
            (Occur.Should, Query.boost_query(self._term("number", whole), 100.0)),
            (Occur.Should, Query.boost_query(self._begins("number", whole), 10.0)),
        ]
        return self._ask(Query.boolean_query(wanted), city, kind, most)

    def like(self, stems: dict[str, float], city: str, kind: str, most: int) -> list[str]:
        """IRIs of the entries that have most of some weighted stems in their labels."""
        terms = [
            (Occur.Should, Query.boost_query(self._term("stems", stem), weight))
            for stem, weight in stems.items()
        ]
        return self._ask(Query.boolean_query(terms), city, kind, most) if terms else []

    def weight(self, stem: str) -> float:
        """How much a stem says, 0 to 1: little if many goals have it, or many texts at all."""
        goals = self._searcher.doc_freq("goal", stem)
        every = self._searcher.doc_freq("text", stem)
        number = max(1, self._searcher.num_docs)
        by_goals = math.log((self._goals + 1) / (goals + 1)) / math.log(self._goals + 1)
        by_texts = math.log((number + 1) / (every + 1)) / math.log(number + 1)
        return max(0.0, min(by_goals, by_texts))

    def _ask(self, query: Query, city: str, kind: str, most: int) -> list[str]:
        filters = [("city", city), ("kind", kind)]
        parts = [(Occur.Must, query)]
        parts += [
            (Occur.Must, Query.const_score_query(self._term(name, value), 0.0))
            for name, value in filters
            if value
        ]
        hits = self._searcher.search(Query.boolean_query(parts), most, count=False).hits
        return [str(self._searcher.doc(address)["iri"][0]) for _, address in hits]

    def _word(self, word: str, open_end: bool) -> Query:
        """An entry has the word, or what it begins, or a piece of it, or is one letter off."""
        ways = [
            (self._term("number", word), 8.0),
            (self._term("words", word), 6.0),
            (self._term("stems", self.words.stem(word)), 4.0),
            (self._term("text", self.words.stem(word)), 1.0),
        ]
        ways += [(self._term("stems", part), 1.5) for part in self.words.parts(word)]
        if open_end:
            ways.append((self._begins("words", word), 3.0))
        if len(word) >= FUZZY_FROM and word.isalpha():
            ways.append((self._similar(word, open_end), 1.0))
        return Query.boolean_query(
            [(Occur.Should, Query.boost_query(query, boost)) for query, boost in ways]
        )

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self._schema, field, value, "basic")

    def _begins(self, field: str, value: str) -> Query:
        return Query.fuzzy_term_query(self._schema, field, value, distance=0, prefix=True)

    def _similar(self, word: str, prefix: bool) -> Query:
        return Query.fuzzy_term_query(
            self._schema, "words", word, distance=1, transposition_cost_one=True, prefix=prefix
        )
