"""Reads a page and says what is not sound in it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}
INPUTS = {"input", "select", "textarea"}


@dataclass
class Page(HTMLParser):
    """A parsed page: texts by element, links, ids, and what is wrong."""

    source: str
    open: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    inputs: list[dict[str, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    refers: list[str] = field(default_factory=list)
    language: str = ""
    text: str = ""
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.source)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]
        self.wrong += [f"id {id_} twice" for id_ in set(self.ids) if self.ids.count(id_) > 1]
        self.wrong += [f"{id_} is not there" for id_ in self.refers if id_ not in self.ids]
        named = set(self.labels)
        for found in self.inputs:
            labelled = found.get("id") in named or "aria-label" in found
            if found.get("type") not in {"hidden", "submit"} and not labelled:
                self.wrong.append(f"no label for {found}")
        levels = [level for level, _ in self.headings]
        if levels.count(1) != 1:
            self.wrong.append(f"{levels.count(1)} first headings")
        for before, after in itertools.pairwise(levels):
            if after > before + 1:
                self.wrong.append(f"heading of level {after} after {before}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        if "style" in found or any(name.startswith("on") for name in found):
            self.wrong.append(f"inline style or script in <{tag}>")
        if tag == "html":
            self.language = found.get("lang", "")
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif tag in {"link", "script", "img"}:
            self.loaded.append(found.get("href") or found.get("src", ""))
        elif tag == "label":
            self.labels.append(found.get("for", ""))
        elif tag in INPUTS:
            self.inputs.append(found)
        elif tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((int(tag[1]), ""))
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.refers += found.get(name, "").split()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at the wrong place")

    def handle_data(self, data: str) -> None:
        self.text += data
        self.words += data.split()
        if self.headings and self.open and self.open[-1] in {"h1", "h2", "h3", "h4"}:
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)
