"""What cannot be read is told in a clear sentence, wherever it is sent, and harms nothing."""

from __future__ import annotations

from functools import cache

import httpx2
import pytest
from tests.vorlage.formats.unreadable import UNREADABLE, check, read, unharmed


@cache
def unreadable(name: str) -> tuple[bytes, str, int, str]:
    """A row of the table; documents that take their time are made when they are asked for."""
    made_or_given, media, status, words = UNREADABLE[name]
    body = made_or_given if isinstance(made_or_given, bytes) else made_or_given()
    return body, media, status, words


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_in_a_clear_sentence(client: httpx2.Client, name: str) -> None:
    body, media, status, sentence = unreadable(name)
    answer = read(client, body, media)
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["detail"]) == (status, sentence)
    unharmed(client)


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_check_refuses_it_as_well(client: httpx2.Client, name: str) -> None:
    body, media, status, _ = unreadable(name)
    answer = check(client, body, media)
    assert answer.status_code in {status, 400}
    assert answer.json()["detail"]
