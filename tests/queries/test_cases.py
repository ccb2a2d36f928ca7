"""What no city has, or not so clearly: each case in a small file beside this one."""

from __future__ import annotations

import pytest
from tests import content
from tests.queries.asking import asked, only, shown

from leitgraph.catalog.queries import listed


def test_each_euro_counts_once_however_its_shares_are_written() -> None:
    def money(**parameters: str) -> list[tuple[str, ...]]:
        rows = asked("money-by-year", only("money.ttl"), **parameters)
        keys = ("jahr", "betrag", "andere", "offen", "gesamt", "positionen", "ueberzeichnet")
        return [tuple(row[key] for key in keys) for row in rows]

    everything = [("2024", "1400", "0", "500", "1900", "3", "1")]
    assert money() == everything
    # The climate theme hangs on the guiding goal and, a second time, on its sub-goal.
    assert money(ziel="pruefstadt/thema/klima") == [
        ("2024", "1066.67", "333.33", "500", "1900", "3", "1")
    ]
    assert money(ziel="pruefstadt/ziel/l1") == money(ziel="pruefstadt/thema/klima")
    assert money(ziel="pruefstadt/ziel/u1") == [
        ("2024", "566.67", "833.33", "500", "1900", "2", "1")
    ]
    assert money(ziel="pruefstadt/ziel/l2") == [
        ("2024", "333.33", "1066.67", "500", "1900", "1", "1")
    ]


def test_income_and_what_a_paper_allocates_are_no_spending() -> None:
    rows = asked("money-by-year", only("money.ttl"))
    assert [row["gesamt"] for row in rows] == ["1900"]


def test_a_split_goal_names_both_successors_and_only_after_the_change() -> None:
    rows = asked("outdated-goals", only("papers.ttl"))
    assert shown(rows, ["kennung", "ziel", "aenderung", "seit", "nachfolger"]) == [
        {
            "kennung": "V3",
            "ziel": "pruefstadt/ziel/abgelaufen",
            "aenderung": "",
            "seit": "2023-12-31",
            "nachfolger": "",
        },
        *(
            {
                "kennung": "V2",
                "ziel": "pruefstadt/ziel/alt",
                "aenderung": "aenderungsart/geteilt",
                "seit": "2024-01-01",
                "nachfolger": f"pruefstadt/ziel/{successor}",
            }
            for successor in ("neu-1", "neu-2")
        ),
    ]


def test_sums_are_told_apart_by_what_is_wrong() -> None:
    rows = asked("sums-of-slices", only("papers.ttl"), alle="ja")
    assert {row["kennung"]: row["ergebnis"] for row in rows} == {
        "V1": "stimmt",
        "V2": "ve",
        "V3": "ohne-gesamtbetrag",
        "V4": "ohne-scheiben",
        "V5": "summe",
    }


def test_a_reason_and_a_weighing_are_enough() -> None:
    drafts = asked("drafts-without-goal", only("papers.ttl"), stichtag="2024-12-31")
    assert [row["kennung"] for row in drafts] == ["V4"]
    hampering = asked("hampering-without-weighing", only("papers.ttl"))
    assert [row["kennung"] for row in hampering] == ["V5"]


def test_responsibility_ends_with_its_last_day_or_with_its_unit() -> None:
    def nobody(day: str) -> dict[str, str]:
        rows = asked("nobody-responsible", only("responsible.ttl"), stichtag=day)
        return {row["sache"]: row["zuletzt"] for row in rows}

    always = {"pruefstadt/ziel/nur-beteiligt": "", "pruefstadt/ziel/nie": ""}
    assert nobody("2023-12-31") == always
    assert nobody("2024-01-01") == {
        **always,
        "pruefstadt/ziel/befristet": "Amt A (bis 2023-12-31)",
        "pruefstadt/ziel/amt-aufgeloest": "Amt B (bis 2023-12-31)",
    }


def test_a_later_follow_up_takes_the_place_of_the_one_before() -> None:
    def due(day: str) -> list[tuple[str, str]]:
        rows = asked("follow-ups-due", only("follow-ups.ttl"), stichtag=day, vorlauf="0")
        return [(row["kontrolle"], row["lage"]) for row in rows]

    first, second = "pruefstadt/kontrolle/erste", "pruefstadt/kontrolle/zweite"
    assert due("2024-05-31") == []
    assert due("2024-06-01") == [(first, "faellig")]
    assert due("2024-06-02") == [(first, "ueberfaellig")]
    assert due("2024-07-01") == []
    assert due("2025-01-02") == [(second, "ueberfaellig")]
    # Once it is reported as done, nothing is due any more.
    assert due("2025-06-01") == []


BARE = [
    ("broken-chains", "pruefstadt/ziel/z", 1),
    ("concept-goal-matrix", "pruefstadt/ziel/z", 1),
    ("consultation-participation", "pruefstadt/einheit/e", 1),
    ("contradictory-statements", "pruefstadt/aussage/a", 1),
    ("drafts-without-goal", "pruefstadt/vorlage/offen", 1),
    ("follow-ups-due", "pruefstadt/kontrolle/k", 1),
    ("goal-counts", "pruefstadt/ebene/e", 2),
    ("goals-of-a-city", "pruefstadt/ziel/z", 2),
    ("goals-without-budget", "pruefstadt/ziel/z", 1),
    ("hampering-without-weighing", "pruefstadt/vorlage/hemmt", 1),
    ("minimum-standard", "pruefstadt/baustein/b", 1),
    ("money-by-year", "2024", 1),
    ("nobody-responsible", "pruefstadt/ziel/z", 1),
    ("outdated-goals", "pruefstadt/vorlage/alt", 1),
    ("positions-without-goal", "pruefstadt/position/p", 1),
    ("projects-without-place", "pruefstadt/projekt/p", 1),
    ("shares-not-100", "pruefstadt/position/q", 1),
    ("suggestions-outcome", "pruefstadt/anregung/a", 1),
    ("sums-of-slices", "pruefstadt/vorlage/hemmt", 1),
]
"""Query, what it finds in bare.ttl, and how many rows that makes."""
KNOWN = {
    "konsultation": "pruefstadt/konsultation/k",
    "stadt": "pruefstadt",
    "stichtag": "2024-12-31",
}
"""What is asked for there, by those that have such a parameter."""


@pytest.mark.parametrize(("slug", "subject", "rows"), BARE)
def test_what_is_barely_recorded_is_there_once_and_says_that_it_has_no_source(
    slug: str, subject: str, rows: int
) -> None:
    names = {parameter.name for parameter in content.queries()[slug].parameters}
    found = asked(slug, only("bare.ttl"), **{k: v for k, v in KNOWN.items() if k in names})
    assert len(found) == rows
    assert sum(subject in row.values() for row in found) == 1
    assert {row["beleg"] for row in found} == {"ohne Beleg"}


def test_no_query_is_left_out_above() -> None:
    """Those that came with bare.ttl have a row in it; a later one makes up no source there."""
    assert {case[0] for case in BARE} <= {query.slug for query in listed(content.queries())}
    assert len(BARE) >= 19
    for query in listed(content.queries()):
        names = {parameter.name for parameter in query.parameters}
        given = {name: value for name, value in KNOWN.items() if name in names}
        rows = asked(query.slug, only("bare.ttl"), **given)
        assert {row["beleg"] for row in rows} <= {"ohne Beleg", ""}, query.slug
