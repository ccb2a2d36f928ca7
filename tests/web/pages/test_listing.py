"""The list of questions and the city pages: what stands where, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
from tests.web.markup import Page

from leitgraph.model import Query, Text
from leitgraph.web.pages.questions import grouped
from leitgraph.web.pages.start import once

if TYPE_CHECKING:
    from tests.shell import Shell


def test_questions_stand_under_what_they_are_about(served: Shell) -> None:
    source = httpx2.get(f"{served.url}/fragen", headers={"Accept-Language": "de"}).text
    levels = [heading for heading in Page(source).headings if heading[0] < 3]
    assert levels == [
        (1, "Fragen"),
        (2, "Geld und Steuerung"),
        (2, "Vorlagen"),
        (2, "Zuständigkeit"),
        (2, "Rat und Beteiligung"),
        (2, "Raum"),
        (2, "Konzepte und Indikatoren"),
        (2, "Vergleich und Güte der Angaben"),
        (2, "Weitere"),
    ]
    links = [link.rpartition("/")[2] for link in Page(source).links if "/fragen/" in link]
    assert links[:5] == [
        "money-by-year",
        "goals-without-budget",
        "positions-without-goal",
        "broken-chains",
        "shares-not-100",
    ]
    assert "consultation-participation" in links[15:]
    assert len(links) == len(set(links)) >= 19


def test_a_question_without_a_number_or_with_a_new_one_comes_last() -> None:
    names = {"a": (), "b": (99,), "c": (40,), "d": (1,)}
    queries = [Query(s, Text(s, s), Text(s, s), (), "", questions=n) for s, n in names.items()]
    assert [(title[0], [q.slug for q in found]) for title, found in grouped(queries)] == [
        ("Geld und Steuerung", ["d"]),
        ("Vergleich und Güte der Angaben", ["c"]),
        ("Weitere", ["a", "b"]),
    ]


def test_a_thing_with_two_names_stands_once_where_it_came_first() -> None:
    found = [{"ding": "b", "name": "1"}, {"ding": "a", "name": "2"}, {"ding": "b", "name": "3"}]
    assert once(found) == [{"ding": "b", "name": "1"}, {"ding": "a", "name": "2"}]


def test_the_demo_city_lists_its_papers_latest_first(served: Shell) -> None:
    source = httpx2.get(f"{served.url}/stadt/musterstadt", headers={"Accept-Language": "de"}).text
    papers = source.partition("<h2>Vorlagen</h2>")[2].partition("</ul>")[0]
    dates = [part[:10] for part in papers.split('<span class="hint">')[1:]]
    assert len(dates) == 23
    assert dates == sorted(dates, reverse=True)
    assert papers.count('<a href="/id/musterstadt/vorlage/') == 23
