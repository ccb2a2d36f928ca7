"""The documentation is true: settings, commands and their output, links, counts."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from leitgraph.cli import app
from leitgraph.config import Settings

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *ROOT.glob("docs/**/*.md"),
    ]
)
PORT = "localhost:8000"


def examples() -> list[tuple[str, str, str]]:
    """Page, command and expected output of every ``console`` block."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                while command.endswith("\\") or command.count("'") % 2:
                    more, _, output = output.partition("\n")
                    command = f"{command.removesuffix(chr(92))} {more.strip()}"
                found.append((page.name, command, output.rstrip("\n")))
    return found


EXAMPLES = examples()


OWN = {*Settings.model_fields, "config", "shared"}
"""„config“ names the file of settings; „shared“ is the folder of foreign papers, for tests only."""


def default_of(name: str) -> str:
    """A setting's default as the page writes it."""
    value = Settings.model_fields[name].default
    value = value.get_secret_value() if hasattr(value, "get_secret_value") else value
    if value is None or value == "":
        return "leer"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_setting_is_documented_with_its_default_and_meaning(name: str) -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    meaning = Settings.model_fields[name].description
    assert f"| `LEITGRAPH_{name.upper()}` | {default_of(name)} | {meaning} |" in text


def test_no_setting_is_documented_that_is_not_there() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    named = {name.lower() for name in re.findall(r"^\| `LEITGRAPH_([A-Z_]+)`", text, re.MULTILINE)}
    assert named == set(Settings.model_fields)


def test_every_environment_variable_that_a_page_names_is_a_setting() -> None:
    for page in PAGES:
        named = re.findall(r"\bLEITGRAPH_([A-Z][A-Z_]*[A-Z])\b", page.read_text("utf-8"))
        assert {name.lower() for name in named} <= OWN, page


def test_the_readme_shows_the_two_commands_and_a_tour() -> None:
    commands = [command for page, command, _ in EXAMPLES if page == "README.md"]
    assert {"make run", "make test"} <= set(commands)
    assert len([command for command in commands if command.startswith("leitgraph ")]) >= 4
    assert len([command for command in commands if command.startswith("curl ")]) >= 2


@pytest.mark.parametrize(("page", "command", "output"), EXAMPLES)
def test_a_command_in_the_documentation_says_what_the_page_shows(
    served: Shell, page: str, command: str, output: str
) -> None:
    words = shlex.split(command)
    words = [word for word in words if not re.fullmatch(r"LEITGRAPH_\w+=\S*", word)]
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        return
    if words[0] in {"git", "cd"}:
        return
    if words[0] == "leitgraph":
        done = served(*words[1:], COLUMNS="120")
        assert done.code in {0, 1}, done.err
        matches(output, done.out)
    else:
        assert words[0] == "curl", command
        matches(output, fetched(served.url, words[1:]))


def fetched(url: str, words: list[str]) -> str:
    """What curl would print, for the options that the documentation uses."""
    headers: dict[str, str] = {}
    fields: list[tuple[str, Any]] = []
    content, method, target = None, "GET", ""
    words = list(words)
    while words:
        word = words.pop(0)
        if word in {"-s", "-G", "--get"}:
            continue
        if word in {"-H", "--header"}:
            name, _, value = words.pop(0).partition(":")
            headers[name] = value.strip()
        elif word == "--data-urlencode":
            name, _, value = words.pop(0).partition("=")
            fields.append((name, value))
        elif word == "--data-binary":
            content, method = (ROOT / words.pop(0).removeprefix("@")).read_bytes(), "POST"
        else:
            assert word.removeprefix("http://").startswith(PORT), word
            target = url + word.removeprefix("http://").removeprefix(PORT)
    with httpx2.Client() as client:
        if fields:
            answer = client.get(target, params=fields, headers=headers)
        else:
            answer = client.request(method, target, headers=headers, content=content)
    return answer.text.replace("\r\n", "\n")


def matches(shown: str, said: str) -> None:
    """Line by line; ``…`` alone stands for any lines, at the end of a line for its rest."""
    if not shown:
        return
    pattern = ""
    for line in shown.split("\n"):
        if line.strip() in {"…", "..."}:
            pattern += r"(?:.*\n)*?"
        elif line.endswith("…"):
            pattern += re.escape(line[:-1].rstrip()) + r".*\n"
        else:
            pattern += re.escape(line.rstrip()) + r"[ ]*\n"
    assert re.fullmatch(pattern, said.rstrip("\n") + "\n"), said


def test_every_link_between_the_pages_leads_somewhere() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, anchor = target.partition("#")
            if path.startswith(("http://", "https://")):
                continue
            there = (page.parent / path) if path else page
            assert there.exists(), (page.name, target)
            if anchor:
                headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
                slugs = {
                    re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
                    for heading in headings
                }
                assert anchor in slugs, (page.name, target)


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    names = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert names == {
        "serve", "load", "ask", "sparql", "check", "verify", "export", "log", "backup", "restore",
        "demo", "profile", "read", "suggest", "history", "report",
    }  # fmt: skip
    assert not [name for name in names if f"`{name}`" not in text]


def test_the_figures_in_the_readme_are_those_of_the_content() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rules = len(list((ROOT / "shapes" / "rules").glob("*/*.ttl")))
    cities = len(list((ROOT / "data" / "cities").glob("*/city.toml")))
    queries = [p for p in (ROOT / "service" / "queries").glob("*.rq") if "options" not in p.stem]
    there = {"Regeln": rules, "Fragen": len(queries), "Gebietskörperschaften": cities}
    told = {
        what: int(figure)
        for figure, what in re.findall(r"mehr als (\d+) (\w+)", text)
        if what in there
    }
    assert set(told) == set(there)
    assert {what: n for what, n in there.items() if n <= told[what]} == {}


def test_the_project_has_its_licence() -> None:
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_no_page_of_the_documentation_runs_a_command_that_changes_data() -> None:
    changing = [command for _, command, _ in EXAMPLES if command.split()[:2][1:] == ["restore"]]
    assert changing == []


def test_make_knows_every_target_that_the_pages_name() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z]+)", page.read_text("utf-8")))
        assert named <= targets, page
    assert subprocess.run(["bash", "-n", ROOT / ".ci" / "run"]).returncode == 0
