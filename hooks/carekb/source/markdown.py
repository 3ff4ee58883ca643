"""Markdown source: front matter, text, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote

from .markdown_tree import MarkdownReading, code_in, read
from .problems import Mark, Problem, problem
from .yaml import YamlSource, parse

# Where an address begins: after the words of a link, or after the name of a reference.
TARGET = re.compile(
    r"(?:\]\([ \t]*\n?[ \t]*<?|^ {0,3}\[[^\[\]\n]+\]:[ \t]*<?)(?P<target>(?:(?!\[\[)[^\s<>()])+)", re.MULTILINE
)


def is_internal(link: str) -> bool:
    """Whether a link leads to a file or anchor of the base."""
    return not re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE)


def moved(text: str, page: str, to: str) -> str:
    """Return a text written for the page at `page` with its links as they are from the page at `to`."""
    if page == to:
        return text
    reading = code_in(text)

    def move(match: re.Match[str]) -> str:
        link = match["target"]
        if link.startswith("/") or not is_internal(link) or reading.is_code(match.start("target")):
            return match[0]
        path = link.partition("#")[0].partition("?")[0]
        place = normpath(join(dirname(page), path)) if path else page
        return match[0].removesuffix(link) + relpath(place, dirname(to) or ".") + link[len(path) :]

    return TARGET.sub(move, text)


def resolve(link: str, page: str) -> str:
    """Return the path below `docs/` that a link on `page` leads to; a leading slash means the root of `docs/`."""
    path = unquote(link.partition("#")[0].partition("?")[0])
    if not path:
        return page
    return normpath(path[1:] if path.startswith("/") else join(dirname(page), path))


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """One language of a page: its front matter's document, its text, and where the text starts."""

    file: str
    """Path from the project root, `docs/sip/index.md`."""
    document: YamlSource
    body: str
    body_line: int
    """The line of the file on which the body starts, from 1."""

    @property
    def reading(self) -> MarkdownReading:
        """What Markdown makes of the text."""
        return read(self.body)

    def mark(self, offset: int) -> Mark:
        """Return where in the file an offset of the text is."""
        line, col = self.reading.place(offset)
        return Mark(self.body_line + line, col)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number in the file, line) for every line, with all code blanked out."""
        yield from enumerate(self.reading.prose().split("\n"), self.body_line)


def split_front_matter(file: str, text: str) -> tuple[MarkdownSource, list[Problem]]:
    """Split a Markdown file into front matter and body."""
    head, _, rest = text.partition("\n")
    if head.rstrip() != "---":
        message = (
            "sidan saknar sidhuvud. Börja med en rad ---, skriv title, description och resten, och avsluta med ---."
        )
        return MarkdownSource(file, YamlSource(file), text, 1), [problem(file, Mark(), "KB107", message)]
    yaml_lines: list[str] = []
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == "---":
            document = parse(file, "\n".join(yaml_lines), 2)
            return MarkdownSource(file, document, "\n".join(lines[number + 1 :]), number + 3), document.problems
        yaml_lines.append(line)
    message = "sidhuvudet tar aldrig slut. Skriv en rad --- efter den sista nyckeln."
    return MarkdownSource(file, YamlSource(file), "", 1), [problem(file, Mark(), "KB107", message)]
