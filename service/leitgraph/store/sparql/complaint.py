"""What is wrong with a query, in a sentence, and where: not what the engine's parser expected.

The engine tells the furthest place it came to and all terminals that could stand there. Here the
terminals are looked through once more for what people do: quotation marks of a word processor,
misspelt words, prefixes that are not declared, brackets left open, variables missing in GROUP BY.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from leitgraph.errors import BadQuery
from leitgraph.model import Text
from leitgraph.store.sparql.slips import Complaint, slips
from leitgraph.store.sparql.tokens import Token, place, tokenise
from leitgraph.store.sparql.words import AGGREGATES, FUNCTIONS, KEYWORDS, OPERATORS, meant

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_CURLY = "\u201e\u201c\u201d\u201f\u201a\u2018\u2019\u201b\u00ab\u00bb\u2039\u203a"
_OPEN = {"{": "}", "(": ")", "[": "]"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_SENTENCE = re.compile(r"(?:^|, |one of )([A-Z][a-z]+(?: [\w?$-]+){2,12})")
_EXPECTED = re.compile(r'"([^"\s]{1,8})"|\b([A-Z]{2,20})\b')
_LISTED = 6
_UNWANTED = {"SERVICE", "LOAD", "LATERAL"}
"""What the engine would take, and nobody should be led to."""


def complaint(text: str, error: SyntaxError, prefixes: Mapping[str, str]) -> BadQuery:
    """The error for a query that the engine cannot read, with what, line and column."""
    found = _PLACE.match(str(error))
    tokens = tokenise(text)
    said = found[3] if found else str(error)
    at = _position(text, int(found[1]), int(found[2])) if found else 0
    fault = next(_faults(tokens, said, prefixes), None) or _generic(tokens, at, said)
    where = place(text, min(fault.position, len(text)))
    line, column = where["line"], where["column"]
    return BadQuery(
        f"Zeile {line}, Spalte {column}: {fault.text.de}",
        f"Line {line}, column {column}: {fault.text.en}",
        line=line,
        column=column,
    )


def _faults(tokens: list[Token], said: str, prefixes: Mapping[str, str]) -> Iterator[Complaint]:
    """Faults that people make, the surest first."""
    yield from _quotes(tokens)
    yield from _words(tokens)
    if "Prefix not found" in said:
        yield from _prefixes(tokens, prefixes)
    if "variable that is unbound" in said:
        yield from _ungrouped(tokens)
    if "Duplicated variable" in said:
        yield from _doubled(tokens)
    yield from _brackets(tokens)
    yield from _prefixes(tokens, prefixes)
    yield from slips(tokens)


def _quotes(tokens: list[Token]) -> Iterator[Complaint]:
    """Quotation marks that are none for SPARQL, and strings that do not end in their line."""
    for token in tokens:
        if token.kind != "sign":
            continue
        if token.text in _CURLY:
            yield Complaint(
                token.start,
                Text(
                    f"Das Anführungszeichen {token.text} gilt in SPARQL nicht; Texte stehen in "
                    "geraden Anführungszeichen (\" oder ').",
                    f"The quotation mark {token.text} does not count in SPARQL; texts stand in "
                    "straight ones (\" or ').",
                ),
            )
        elif token.text in "\"'":
            yield Complaint(
                token.start,
                Text(
                    f"Der Text, der hier mit {token.text} beginnt, endet nicht in seiner Zeile.",
                    f"The text that begins here with {token.text} does not end in its line.",
                ),
            )


def _words(tokens: list[Token]) -> Iterator[Complaint]:
    """Words that SPARQL does not have."""
    for token in tokens:
        if token.kind == "word" and token.text.upper() not in KEYWORDS | FUNCTIONS:
            yield unknown_word(token)


def unknown_word(token: Token) -> Complaint:
    """The complaint about a word, with the one that was probably meant."""
    word = OPERATORS.get(token.text.upper()) or meant(token.text)
    known = word and word != token.text.upper()
    german = f"gemeint ist wohl {word}" if known else "ein Name braucht ein Präfix (insek:…)"
    english = f"probably {word} is meant" if known else "a name needs a prefix (insek:…)"
    shown = token.text[:40]
    return Complaint(
        token.start,
        Text(
            f"„{shown}“ ist kein Wort von SPARQL; {german}.",
            f"“{shown}” is no word of SPARQL; {english}.",
        ),
    )


def _prefixes(tokens: list[Token], prefixes: Mapping[str, str]) -> Iterator[Complaint]:
    """Prefixes that nobody declared before they are used."""
    known = set(prefixes)
    for number, token in enumerate(tokens):
        if token.kind != "name":
            continue
        prefix = token.text.partition(":")[0]
        before = tokens[number - 1].text.upper() if number else ""
        if before == "PREFIX":
            known.add(prefix)
        elif prefix not in known:
            shown = prefix[:40]
            yield Complaint(
                token.start,
                Text(
                    f"Das Präfix „{shown}:“ ist nicht vereinbart; es fehlt PREFIX {shown}: <…>.",
                    f"The prefix “{shown}:” is not declared; PREFIX {shown}: <…> is missing.",
                ),
            )


def _ungrouped(tokens: list[Token]) -> Iterator[Complaint]:
    """Variables of a SELECT with aggregates that its GROUP BY does not have."""
    for chosen, grouped in _selects(tokens):
        for token in chosen:
            if token.text[1:] in grouped:
                continue
            name = token.text[:60]
            listed = ", ".join(sorted(f"?{one}" for one in grouped)) or "–"
            yield Complaint(
                token.start,
                Text(
                    f"{name} steht in SELECT, aber nicht in GROUP BY ({listed}); fassen Sie es "
                    f"zusammen, etwa (SAMPLE({name}) AS …), oder gruppieren Sie danach.",
                    f"{name} is in SELECT but not in GROUP BY ({listed}); aggregate it, such as "
                    f"(SAMPLE({name}) AS …), or group by it.",
                ),
            )


def _selects(tokens: list[Token]) -> Iterator[tuple[list[Token], set[str]]]:
    """Of each SELECT: its plain variables, and the variables of the GROUP BY that belongs to it."""
    words = [token.text.upper() if token.kind == "word" else token.text for token in tokens]
    for start, word in enumerate(words):
        if word != "SELECT":
            continue
        at, depth, chosen = start + 1, 0, []
        while at < len(tokens) and (depth or words[at] not in {"WHERE", "{", "FROM"}):
            depth += {"(": 1, ")": -1}.get(words[at], 0)
            plain = tokens[at].kind == "var" and (depth == 0 or not _aggregated(words, start, at))
            named = words[at - 1] == "AS"
            if plain and not named:
                chosen.append(tokens[at])
            at += 1
        grouped: set[str] = set()
        depth = 0
        while at < len(tokens) and depth >= 0:
            depth += {"{": 1, "}": -1}.get(words[at], 0)
            if depth == 0 and words[at : at + 2] == ["GROUP", "BY"]:
                grouped = {token.text[1:] for token in _until_next(tokens[at + 2 :])}
                break
            at += 1
        yield chosen, grouped


def _aggregated(words: list[str], start: int, at: int) -> bool:
    """True within the brackets of COUNT, SUM and the like."""
    depth = 0
    for number in range(at - 1, start, -1):
        if words[number] == ")":
            depth += 1
        elif words[number] == "(":
            depth -= 1
            if depth < 0 and words[number - 1] in AGGREGATES:
                return True
    return False


def _until_next(tokens: list[Token]) -> Iterator[Token]:
    """The variables up to the clause that follows GROUP BY."""
    for token in tokens:
        ends = token.kind == "word" and token.text.upper() in {"HAVING", "ORDER", "LIMIT", "OFFSET"}
        if ends or token.text == "}":
            return
        if token.kind == "var":
            yield token


def _doubled(tokens: list[Token]) -> Iterator[Complaint]:
    """A variable that one SELECT has twice."""
    for chosen, _ in _selects(tokens):
        seen: set[str] = set()
        for token in chosen:
            if token.text[1:] in seen:
                name = token.text[:60]
                yield Complaint(
                    token.start,
                    Text(f"{name} steht in SELECT zweimal.", f"{name} is in SELECT twice."),
                )
            seen.add(token.text[1:])


def _brackets(tokens: list[Token]) -> Iterator[Complaint]:
    """Brackets that close nothing, or that nothing closes."""
    open_: list[Token] = []
    for token in tokens:
        sign = token.text
        if token.kind != "sign" or (sign not in _OPEN and sign not in _CLOSE):
            continue
        if sign in _OPEN:
            open_.append(token)
        elif open_ and open_[-1].text == _CLOSE[sign]:
            open_.pop()
        else:
            yield Complaint(
                token.start,
                Text(
                    f"Die Klammer „{sign}“ schließt keine, die davor geöffnet wurde.",
                    f"The bracket “{sign}” closes none that was opened before.",
                ),
            )
            return
    if open_:
        sign = open_[-1].text
        yield Complaint(
            open_[-1].start,
            Text(
                f"Die Klammer „{sign}“, die hier steht, wird nicht geschlossen; es fehlt "
                f"„{_OPEN[sign]}“.",
                f"The bracket “{sign}” that stands here is not closed; “{_OPEN[sign]}” is missing.",
            ),
        )


def _generic(tokens: list[Token], at: int, said: str) -> Complaint:
    """What stands where the engine gave up, the reason it gives, and what could stand there."""
    sentence = _SENTENCE.search(said)
    near = next((token for token in tokens if token.start + len(token.text) > at), tokens[-1])
    expected = {one or two for one, two in _EXPECTED.findall(said)} - _UNWANTED
    german, english = f"nahe „{near.text[:40]}“", f"near “{near.text[:40]}”"
    if sentence is not None:
        rest = Text(f" ({sentence[1]})", f" ({sentence[1]})")
    elif 0 < len(expected) <= _LISTED:
        listed = ", ".join(sorted(expected))
        rest = Text(f"; möglich wäre {listed}", f"; possible would be {listed}")
    else:
        rest = Text("", "")
    return Complaint(
        near.start,
        Text(
            f"Die Abfrage ist {german} nicht gültig{rest.de}.",
            f"The query is not valid {english}{rest.en}.",
        ),
    )


def _position(text: str, line: int, column: int) -> int:
    """The position of a line and column, both from 1."""
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
