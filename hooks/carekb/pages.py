"""Hand-written pages: Markdown files with front matter, Swedish `x.md` and English `x.en.md` beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .problems import Mark, Problem, problem
from .records.editorial import Page, Translation
from .validate import build
from .yamlnodes import Document, decode, parse

DOCS = "docs"

# A fence opens with three or more backticks or tildes and closes with at least as many of the same.
_FENCE = re.compile(r"^ {0,12}(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Source:
    """One language of a page: its front matter's document, its text, and where the text starts."""

    file: str
    """Path from the project root, `docs/sip/index.md`."""
    document: Document
    body: str
    body_line: int
    """The line of the file on which the body starts, from 1."""

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield (line number in the file, line) for every line outside code fences."""
        fence = ""
        for number, line in enumerate(self.body.split("\n"), self.body_line):
            match = _FENCE.match(line)
            if match and not fence:
                fence = match[1]
            elif match and match[1][0] == fence[0] and len(match[1]) >= len(fence):
                fence = ""
            elif not fence:
                yield number, line


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A hand-written page in Swedish, with its translation where there is one."""

    path: str
    """Path below `docs/`, `sip/index.md`."""
    meta: Page
    source: Source
    translation: tuple[Translation, Source] | None = field(default=None)

    def text(self, lang: str) -> tuple[Page | Translation, Source]:
        """Return (front matter, source) in `lang`, or the Swedish ones where there is no translation."""
        if lang == "en" and self.translation:
            return self.translation
        return self.meta, self.source

    def translated(self, lang: str) -> bool:
        """Whether the page is written in `lang`."""
        return lang == "sv" or self.translation is not None


def split_front_matter(file: str, text: str) -> tuple[Source, list[Problem]]:
    """Split a Markdown file into front matter and body."""
    head, _, rest = text.partition("\n")
    if head.rstrip() != "---":
        message = (
            "sidan saknar sidhuvud. Börja med en rad ---, "
            "skriv title, description och resten, och avsluta med ---."
        )
        return Source(file, Document(file), text, 1), [problem(file, Mark(), "KB107", message)]
    yaml_lines: list[str] = []
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() == "---":
            document = parse(file, "\n".join(yaml_lines), 2)
            return Source(file, document, "\n".join(lines[number + 1 :]), number + 3), document.problems
        yaml_lines.append(line)
    message = "sidhuvudet tar aldrig slut. Skriv en rad --- efter den sista nyckeln."
    return Source(file, Document(file), "", 1), [problem(file, Mark(), "KB107", message)]


def read_pages(files: dict[str, bytes]) -> tuple[dict[str, SourcePage], list[Problem]]:
    """Read every page in `files`, {path below docs: bytes}, and return {path: page} and all faults."""
    problems: list[Problem] = []
    pages: dict[str, SourcePage] = {}
    translations: dict[str, tuple[Translation, Source]] = {}
    for path in sorted(files):
        file = f"{DOCS}/{path}"
        text, faults = decode(file, files[path])
        if faults:
            problems += faults
            continue
        source, faults = split_front_matter(file, text)
        problems += faults
        if faults or not isinstance(source.document.value, dict):
            if not faults:
                what = "är tomt" if source.document.value is None else "har fel form"
                message = f"sidhuvudet {what}. Skriv en nyckel på varje rad: title, description och resten."
                problems.append(problem(file, Mark(2, 1), "KB107", message))
            continue
        if path.endswith(".en.md"):
            translation, faults = build(Translation, source.document)
            problems += faults
            if translation:
                translations[path.removesuffix(".en.md") + ".md"] = (translation, source)
        else:
            meta, faults = build(Page, source.document)
            problems += faults
            if meta:
                pages[path] = SourcePage(path, meta, source)
    for path, (translation, source) in translations.items():
        if path in pages:
            page = pages[path]
            pages[path] = SourcePage(path, page.meta, page.source, (translation, source))
        elif path not in files:
            message = f"översättningen har ingen svensk sida. Skriv docs/{path} först."
            problems.append(problem(source.file, Mark(), "KB407", message))
    return pages, problems
