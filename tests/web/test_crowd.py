"""More askers than the service can bear: some are answered, the others know when to come back."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import httpx2
import pytest
from tests.shell import Shell
from tests.shell import service as running_service
from tests.web.conftest import ADMIN
from tests.web.test_sparql import ask, refused

pytestmark = pytest.mark.alone
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def lone(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Shell]:
    """A service with a single reader, for which 32 may wait, two seconds each."""
    limits = {
        "LEITGRAPH_READERS": "1",
        "LEITGRAPH_READERS_MAX": "1",
        "LEITGRAPH_DEADLINE_PUBLIC": "4",
        "LEITGRAPH_QUEUE_SECONDS": "2",
    }
    with running_service(all_cities(tmp_path_factory.mktemp("lone")), **limits) as shell:
        yield shell


def test_too_many_at_once_are_sent_away_at_once_and_admins_are_not(lone: Shell) -> None:
    with httpx2.Client(base_url=lone.url, timeout=60) as client, ThreadPoolExecutor(60) as pool:

        def one(number: int) -> tuple[httpx2.Response, float]:
            begun = time.monotonic()
            answer = ask(client, f"{SLOW} # {number}")
            return answer, time.monotonic() - begun

        first = pool.submit(one, 0)
        time.sleep(0.3)
        asked = [pool.submit(one, number) for number in range(1, 60)]
        wait(asked[:5], timeout=1)
        started = time.monotonic()
        assert client.get("/health").json()["status"] == "ok"
        assert client.get("/ready").status_code == 200
        assert "leitgraph_graph_waiting 32.0" in client.get("/metrics").text
        assert time.monotonic() - started < 1
        admin = client.get("/sparql", params={"query": "ASK {}"}, headers=ADMIN)
        assert admin.status_code in {200, 503}, "an admin waits rather than being sent away"
        answers = [one.result() for one in asked]
    refused(first.result()[0], 504, "deadline-exceeded")
    statuses = Counter(answer.status_code for answer, _ in answers)
    assert statuses == {503: 32, 429: 27}
    for answer, seconds in answers:
        slug = "busy" if answer.status_code == 503 else "too-many-requests"
        refused(answer, answer.status_code, slug)
        assert int(answer.headers["retry-after"]) > 0
        assert seconds < (4 if answer.status_code == 503 else 2)


def test_afterwards_everything_is_as_ever(lone: Shell) -> None:
    with httpx2.Client(base_url=lone.url, timeout=60) as client:
        assert ask(client, "ASK { ?s a insek:Leitziel }").json()["boolean"] is True
        assert "leitgraph_graph_waiting 0.0" in client.get("/metrics").text


def test_the_same_question_asked_at_once_by_many_is_asked_once(lone: Shell) -> None:
    with httpx2.Client(base_url=lone.url, timeout=60) as client, ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: ask(client, SLOW), range(20)))
        # One after the other, most would have waited longer for the reader than one may.
        for answer in answers:
            refused(answer, 504, "deadline-exceeded")
        kinds = "insek:Ziel insek:Fundstelle insek:Befund insek:Aussage"
        query = f"""SELECT ?s {{ VALUES ?c {{ {kinds} }} ?s a ?c ; ?p ?o ; ?q ?r }}
            ORDER BY STR(?r) STR(?o) LIMIT 5"""
        alike = list(pool.map(lambda _: ask(client, query), range(20)))
        assert {answer.status_code for answer in alike} == {200}
        assert len({answer.content for answer in alike}) == 1
        assert len({answer.headers["etag"] for answer in alike}) == 1
        assert "leitgraph_cache_shared 19.0" in client.get("/metrics").text
