"""Markdown source: front matter, fences, links, pictures and headings, with their lines and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath, relpath

from markdown.extensions.toc import slugify, unique

from .problems import Mark, Problem, problem
from .shortcodes import without_code
from .yaml import YamlSource, parse

# [words](target "title"), with a leading ! for pictures; words may hold one level of brackets, the target no spaces.
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]*)>?(?:\s+\"[^\"]*\")?\s*\)")
# [name]: target, the definition of a reference link; footnotes ([^1]:) and abbreviations (*[…]:) are not links.
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s+<?([^\s>]+)")
# A fence opens with three or more backticks or tildes and closes with at least as many of the same.
_FENCE = re.compile(r"^ {0,12}(`{3,}|~{3,})")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
_HEADING_ID = re.compile(r"\{[^}]*#([A-Za-z0-9_-]+)[^}]*\}\s*$")


@dataclass(frozen=True, slots=True)
class MarkdownLink:
    """A link or picture in a line; `col` counts from 1."""

    col: int
    words: str
    target: str
    is_picture: bool

    @property
    def is_internal(self) -> bool:
        """Whether it leads to a file or anchor of the base."""
        return not re.match(r"[a-z][a-z0-9+.-]*:|//", self.target, re.IGNORECASE)


def links(line: str) -> Iterator[MarkdownLink]:
    """Yield the links and pictures of a line, outside code spans."""
    line = without_code(line)
    for match in _LINK.finditer(line):
        yield MarkdownLink(match.start() + 1, match[2].strip(), match[3], bool(match[1]))
    if definition := _DEFINITION.match(line):
        yield MarkdownLink(definition.start(1) + 1, "", definition[1], is_picture=False)


def moved(line: str, page: str, to: str) -> str:
    """Return a line written for the page at `page` with its links as they are from the page at `to`."""
    if page == to:
        return line
    for match in reversed(list(_LINK.finditer(without_code(line)))):
        link = match[3]
        if link and not link.startswith("/") and MarkdownLink(0, "", link, bool(match[1])).is_internal:
            tail = link[len(link.partition("#")[0].partition("?")[0]) :]
            line = (
                line[: match.start(3)] + relpath(resolve(link, page), dirname(to) or ".") + tail + line[match.end(3) :]
            )
    return line


def resolve(link: str, page: str) -> str:
    """Return the path below `docs/` that a link on `page` leads to; a leading slash means the root of `docs/`."""
    path = link.partition("#")[0].partition("?")[0]
    if not path:
        return page
    return normpath(path[1:] if path.startswith("/") else join(dirname(page), path))


def headings(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, int, str, str]]:
    """Yield (line number, level, words, anchor) of each heading, with the anchors that Markdown gives them."""
    used: set[str] = set()
    for number, line in lines:
        match = _HEADING.match(line)
        if not match:
            continue
        words = match[2]
        explicit = _HEADING_ID.search(words)
        plain = re.sub(r"\s*\{[^}]*\}\s*$", "", words)
        # What Markdown renders of the heading: emphasis and code marks gone, links reduced to their words.
        shown = re.sub(r"[*`]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain))
        anchor = explicit[1] if explicit else unique(slugify(shown, "-"), used)
        used.add(anchor)
        yield number, len(match[1]), plain, anchor


def outside_fences(lines: Iterable[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of the lines outside code fences; the first has the number `first`."""
    fence = ""
    for number, line in enumerate(lines, first):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1][0] == fence[0] and len(match[1]) >= len(fence):
            fence = ""
        elif not fence:
            yield number, line


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """One language of a page: its front matter's document, its text, and where the text starts."""

    file: str
    """Path from the project root, `docs/sip/index.md`."""
    document: YamlSource
    body: str
    body_line: int
    """The line of the file on which the body starts, from 1."""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number in the file, line) for every line outside code fences."""
        return outside_fences(self.body.split("\n"), self.body_line)


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
