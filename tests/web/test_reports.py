"""The yearly report: its numbers are those of the checks and of the graph, in every form."""

from __future__ import annotations

import asyncio
import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import httpx2
import pypdf
import pytest
from tests.web.markup import Page

from leitgraph.check.batch.batch import OUTCOMES
from leitgraph.config import Settings
from leitgraph.errors import BadParameter, Busy
from leitgraph.model import City
from leitgraph.reports.year import year_of
from leitgraph.store.service import Graph
from leitgraph.web.pages import charts
from leitgraph.web.transport import year_reports

if TYPE_CHECKING:
    from pathlib import Path

    from tests.shell import Shell

YEAR = 2024
PATH = f"/berichte/musterstadt/{YEAR}"
PAPERS = """SELECT ?v ?einheit (STR(?tag) AS ?datum) {
  ?v insek:kommune <https://w3id.org/insek/id/musterstadt/kommune/stadt> ; a insek:Vorlage ;
     insek:datum ?tag . OPTIONAL { ?v insek:federfuehrung ?einheit }
  FILTER (YEAR(?tag) >= 2023 && YEAR(?tag) <= 2024) }"""
NAMED = """SELECT ?v ?ziel ?richtung { ?b insek:bezugVon ?v ; insek:ziel ?ziel .
  ?v insek:datum ?tag . ?v insek:kommune <https://w3id.org/insek/id/musterstadt/kommune/stadt> .
  OPTIONAL { ?b insek:wirkungsrichtung ?richtung } FILTER (YEAR(?tag) = 2024) }"""


@pytest.fixture(scope="module")
def asker(served: Shell) -> Iterator[httpx2.Client]:
    """Asks for pages in German."""
    with httpx2.Client(
        base_url=served.url, timeout=60, headers={"Accept-Language": "de", "Accept": "text/html"}
    ) as client:
        yield client


def got(asker: httpx2.Client, path: str, status: int = 200) -> httpx2.Response:
    """An answer, also of a report that takes a little longer."""
    for _ in range(20):
        answer = asker.get(path)
        if answer.status_code != 503:
            break
        time.sleep(1)
    assert answer.status_code == status, answer.text
    return answer


@pytest.fixture(scope="module")
def report(asker: httpx2.Client) -> dict[str, Any]:
    """The report as data."""
    found: dict[str, Any] = got(asker, f"{PATH}?format=json").json()
    return found


def rows(asker: httpx2.Client, query: str) -> list[dict[str, str]]:
    """The rows of a query."""
    headers = {"Accept": "application/sparql-results+json"}
    answer = asker.get("/sparql", params={"query": query}, headers=headers)
    bindings = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in bindings]


@pytest.fixture(scope="module")
def checked(asker: httpx2.Client) -> dict[str, dict[str, Any]]:
    """Each Vorlage of the two years with its date, its unit and the check of it alone."""
    found = {}
    for row in rows(asker, PAPERS):
        answer = asker.post(
            "/api/v1/checks",
            params={"city": "musterstadt", "vorlage": row["v"]},
            headers={"Accept": "application/json"},
        )
        found[row["v"]] = row | answer.json()
    return found


def of_year(checked: dict[str, dict[str, Any]], year: int = YEAR) -> list[dict[str, Any]]:
    """The checks of one year."""
    return [one for one in checked.values() if one["datum"].startswith(str(year))]


def test_it_counts_vorlagen_as_their_checks_come_out(
    report: dict[str, Any], checked: dict[str, dict[str, Any]]
) -> None:
    own = of_year(checked)
    assert len(own) >= 3
    counted = Counter(one["verdict"] for one in own)
    assert report["total"] == len(own)
    assert report["outcomes"] == {name: counted[name] for name in OUTCOMES}
    fine = counted["konform"] + counted["nicht-relevant"]
    assert report["rate"] == round(fine / len(own), 4)
    assert {one["iri"]: one["outcome"] for one in report["papers"]} == {
        one["v"]: one["verdict"] for one in own
    }


def test_quarters_show_the_year_and_the_one_before(
    report: dict[str, Any], checked: dict[str, dict[str, Any]]
) -> None:
    names = [f"{year}-Q{number}" for year in (YEAR - 1, YEAR) for number in range(1, 5)]
    assert [one["quarter"] for one in report["quarters"]] == names

    def quarter(one: dict[str, Any]) -> str:
        return f"{one['datum'][:4]}-Q{(int(one['datum'][5:7]) - 1) // 3 + 1}"

    counted = Counter(quarter(one) for one in checked.values())
    assert [one["total"] for one in report["quarters"]] == [counted[name] for name in names]


def test_units_have_rates_by_quarter(
    report: dict[str, Any], checked: dict[str, dict[str, Any]]
) -> None:
    counted = Counter(one.get("einheit", "") for one in of_year(checked))
    assert {one["iri"]: one["total"] for one in report["units"]} == dict(counted)
    for unit in report["units"]:
        assert sum(quarter["total"] for quarter in unit["quarters"]) == unit["total"]
        assert [q["rate"] is None for q in unit["quarters"]] == [
            q["total"] == 0 for q in unit["quarters"]
        ]


def test_frequent_findings_count_vorlagen(
    report: dict[str, Any], checked: dict[str, dict[str, Any]]
) -> None:
    counted: Counter[str] = Counter()
    for one in of_year(checked):
        counted.update({finding["rule"] for finding in one["findings"]})
    assert {one["rule"]: one["papers"] for one in report["rules"]} == dict(counted)
    numbers = [one["papers"] for one in report["rules"]]
    assert numbers == sorted(numbers, reverse=True)


def test_goals_say_by_how_many_vorlagen_and_in_which_direction(
    report: dict[str, Any], asker: httpx2.Client
) -> None:
    named: dict[str, list[str]] = {}
    for row in rows(asker, NAMED):
        named.setdefault(row["ziel"], []).append(row["richtung"].rpartition("/")[2])
    assert len(named) >= 4
    goals = {goal["iri"]: goal for goal in report["goals"]}
    assert {iri for iri, goal in goals.items() if goal["papers"]} == set(named)
    for iri, directions in named.items():
        counted = {name: n for name, n in goals[iri]["directions"].items() if n}
        assert counted == dict(Counter(directions))
    assert sum(goal["core"] for goal in report["goals"]) == 25
    effect = [goal for goal in report["goals"] if not goal["core"]]
    assert all(goal["papers"] for goal in effect)


def test_concepts_say_how_many_of_their_goals_are_named(report: dict[str, Any]) -> None:
    goals = {goal["iri"]: goal for goal in report["goals"] if goal["core"]}
    assert len(report["concepts"]) == 11
    for concept in report["concepts"]:
        of_it = [goal for goal in goals.values() if concept["name"] in goal["concepts"]]
        assert concept["goals"] == len(of_it) > 0
        assert concept["goals_named"] == sum(1 for goal in of_it if goal["papers"])
        for direction, number in concept["directions"].items():
            each = [goal["directions"][direction] for goal in of_it]
            assert max(each) <= number <= sum(each)
    schools = next(one for one in report["concepts"] if one["name"] == "Bildungsnetzplan")
    assert (schools["papers_of_goals"], schools["directions"]["foerdert"]) == (1, 1)


def test_the_page_shows_each_number_in_a_table(
    report: dict[str, Any], asker: httpx2.Client
) -> None:
    answer = got(asker, PATH)
    page = Page(answer.text)
    assert page.wrong == []
    assert "Synthetisch: Nichts hier beschreibt eine wirkliche Stadt" in page.text
    assert answer.text.count('<svg class="chart" role="img"') == 4
    assert answer.text.count("<table>") == 6
    for goal in report["goals"]:
        assert f"{goal['number']} {goal['name']}" in page.text
    basis = report["basis"]
    for text in (f"Stand {basis['graph_version']}", basis["rules"], "2024"):
        assert text in page.text
    english = asker.get(PATH, headers={"Accept-Language": "en"}).text
    assert "Council papers and goals 2024" in english
    assert Page(english).wrong == []


def test_the_pdf_says_the_same_and_is_tagged(report: dict[str, Any], asker: httpx2.Client) -> None:
    answer = got(asker, f"{PATH}?format=pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].endswith('"vorlagen-musterstadt-2024.pdf"')
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    assert pdf.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Vorlagen und Ziele 2024" in text
    assert "Synthetisch: Nichts hier beschreibt" in text
    for rule in report["rules"]:
        assert f"[{rule['rule']}]" in text
    assert report["basis"]["rules"] in text.replace(" ", "")
    words = "".join(text.split())
    for goal in report["goals"]:
        assert "".join(f"{goal['number']}{goal['name']}".split()) in words


def test_the_command_makes_the_same_report(
    served: Shell, report: dict[str, Any], tmp_path: Path
) -> None:
    import json

    out = tmp_path / "bericht.json"
    given = ("report", "--city", "musterstadt", "--year", str(YEAR))
    done = served(*given, "--out", out)
    assert done.code == 0, done.err
    made = json.loads(out.read_text("utf-8"))
    assert made.pop("basis").keys() == report["basis"].keys()
    assert made == {name: value for name, value in report.items() if name != "basis"}
    assert served(*given, "--out", tmp_path / "bericht.pdf").code == 0
    assert (tmp_path / "bericht.pdf").read_bytes().startswith(b"%PDF-")
    for wrong, why in [
        ((*given, "--out", tmp_path / "bericht.xls"), ".pdf"),
        (("report", "--city", "nirgendwo", "--year", "2024", "--out", out), "nirgendwo"),
        (("report", "--city", "musterstadt", "--year", "24", "--out", out), "kein Jahr"),
    ]:
        refused = served(*wrong)
        assert (refused.code, why in refused.err) == (2, True), refused.err


def test_a_year_without_vorlagen_says_so(asker: httpx2.Client) -> None:
    page = Page(got(asker, "/berichte/auerbach/1999").text)
    assert page.wrong == []
    assert "In diesem Jahr trägt keine Vorlage des Graphen ein Datum." in page.text
    assert got(asker, "/berichte/auerbach/1999?format=pdf").content.startswith(b"%PDF-")
    assert "Synthetisch: Nichts hier" not in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/berichte/atlantis/2024", 404),
        ("/berichte/musterstadt/24", 404),
        ("/berichte/musterstadt/2024?format=doc", 422),
    ],
)
def test_what_there_is_no_report_of_is_said(asker: httpx2.Client, path: str, status: int) -> None:
    got(asker, path, status)


def test_the_page_of_a_city_leads_to_its_reports(asker: httpx2.Client) -> None:
    links = [link for link in Page(asker.get("/stadt/musterstadt").text).links]
    years = sorted(link for link in links if link.startswith("/berichte/"))
    assert len(years) == 9
    assert PATH in years
    assert not re.search("/berichte/", asker.get("/stadt/kaiserslautern").text)


def test_a_chart_shows_texts_as_texts() -> None:
    drawn = charts.bars("<b>", ['<script>"'], [1], ["&"])
    assert "<script>" not in drawn
    assert "&lt;script&gt;" in drawn
    assert "&lt;b&gt;" in drawn
    parts = charts.columns("t", ["a"], [[1, 3]], ["x", "y"], ["konform", "hinweise"])
    heights = [float(h) for h in re.findall(r'class="\w+" [^>]*height="([\d.]+)"', parts)]
    assert heights[:2] == [40.0, 120.0]


def test_a_year_is_four_digits() -> None:
    assert year_of("2024") == 2024
    for text in ("24", "1899", "2200", "20\uff12\uff14", "2024x"):
        with pytest.raises(BadParameter):
            year_of(text)


def test_one_report_is_made_at_a_time_and_not_too_many_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running: list[int] = []
    gate = asyncio.Event()

    async def slow(*given: Any, **_: Any) -> dict[str, Any]:
        running.append(given[4])
        await gate.wait()
        return {"year": given[4]}

    graph = cast(Graph, type("Graph", (), {"version": 3})())
    city = cast(City, type("City", (), {"slug": "m"})())

    async def scene() -> None:
        reports = year_reports.YearReports(Settings(), {})
        monkeypatch.setattr(year_reports, "PATIENCE", 0.05)
        for year in range(2020, 2020 + year_reports.WAITING + 2):
            with pytest.raises(Busy):
                await reports.report(graph, city, year)
        with pytest.raises(Busy):
            await reports.report(graph, city, 2020)
        assert running == [2020]
        gate.set()
        monkeypatch.setattr(year_reports, "PATIENCE", 5.0)
        assert await reports.report(graph, city, 2023) == {"year": 2023}
        assert await reports.report(graph, city, 2020) == {"year": 2020}
        assert running == [2020, 2021, 2022, 2023]
        await reports.close()

    monkeypatch.setattr(year_reports, "year_report", slow)
    asyncio.run(scene())
