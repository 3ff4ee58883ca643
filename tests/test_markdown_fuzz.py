"""What the checks see on a page is what the built page holds, however nasty the Markdown.

Pages are made at random from parts that Markdown reads in surprising ways. `KB_FUZZ_PAGES=20000` tries as many.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import yaml
from markdown import Markdown

from carekb.base.base import Base
from carekb.base.read import read_more
from carekb.checks import CHECKS
from carekb.checks.open_base import open_base
from carekb.site.expand import expand
from carekb.site.markdown_extension import CareExtension
from carekb.source.markdown_tree import EXTENSION_CONFIGS, EXTENSIONS, MarkdownReading, read
from conftest import MINI, ROOT, TODAY

PAGES = int(os.environ.get("KB_FUZZ_PAGES", "300"))
CHUNKS = 10

WORDS = [
    "ring",
    "växeln",
    "först",
    "SIP",
    "24 timmar",
    "å",
    "1.",
    "-",
    "#tagg",
    "a_b_c",
    "2*3*4",
    "x",
    "[ ]",
    "&amp;",
    "\\[",
    "\\`",
    "`",
    "``",
    "*",
    "**",
    "_",
    "__",
    "~~",
    "<",
    ">",
    "|",
    "(",
    ")",
    "[",
    "]",
    "!",
    "![",
    "](",
    "][",
    "\\",
    "^",
    ":",
    "{",
    "}",
]
TARGETS = [
    "a.md",
    "../b/c.md#d",
    "#ankare",
    "/sip/index.md",
    "//www.1177.se/",
    "https://x.se/?a=1&b=2",
    "a%20b.pdf",
    "%C3%A4.md",
    "<å ä.pdf>",
    "a b.pdf",
    "a(b).md",
    "mailto:a@b.se",
    "a_b_c.md",
    "",
    "x.md 'titel'",
    'x.md "t [y] t"',
    'x.md\n"titel"',
]
PREFIXES = [
    "",
    "",
    "",
    "",
    "- ",
    "  - ",
    "    - ",
    "1. ",
    "   1. ",
    "> ",
    "> > ",
    "    ",
    "  ",
    "\t",
    "## ",
    "### ",
    "#",
    "####### ",
    ": ",
    ":   ",
    "!!! note\n    ",
    '??? tip "T"\n    ',
    '=== "Flik"\n    ',
    "| ",
    "* ",
    "+ ",
    "- [ ] ",
    "        ",
]
SUFFIXES = [
    "",
    "",
    "",
    "",
    "",
    "  ",
    " ##",
    "\n===",
    "\n---",
    " { #eget }",
    " {.klass}",
    '{: title="a" }',
    "\\",
    " |",
    " | b |\n|---|---|\n| c | d |",
]
HTML = [
    "<b>fet</b>",
    "<br>",
    "<div>",
    "</div>",
    "<!-- dold [a](b.md) -->",
    "<a@b.se>",
    "<https://y.se/z>",
    "<span title='[q](r.md)'>",
    "&lt;i&gt;",
]

INLINE = [part for part in HTML if part[1] in "ahl"]
"""Without what no built page holds: a page with HTML is refused. Addresses in angle brackets are Markdown."""


class Writer:
    """Writes pages, each from a seed of its own."""

    def __init__(self, seed: int, html: list[str] = HTML) -> None:
        self.random = random.Random(seed)
        self.html = html
        self.codes = 0

    def page(self) -> str:
        blocks = [self.block() for _ in range(self.random.randint(1, 7))]
        text = "".join(block + self.random.choice(["\n", "\n\n", "\n\n", "\n\n\n"]) for block in blocks)
        return re.sub(r"\[(?=\[[^\[\]\n]*\]\])(?!\[grund:)", "[ ", text)  # a shortcode by chance, of no kind

    def block(self) -> str:
        kind = self.random.random()
        if kind < 0.12:
            return self.fence()
        if kind < 0.2:
            return f"[{self.name()}]: {self.random.choice(TARGETS[:10])}"
        lines = [self.random.choice(PREFIXES) + self.line() for _ in range(self.random.randint(1, 4))]
        return "\n".join(line + self.random.choice(SUFFIXES) for line in lines)

    def fence(self) -> str:
        sign = self.random.choice(["```", "~~~", "````", "```text", "~~~~ text"])
        end = self.random.choice([sign.split("t")[0].strip()] * 4 + ["```", "", "  ```"])
        indent = self.random.choice(["", "", "", "    ", "> ", "  "])
        return "\n".join(indent + line for line in (sign, self.line(), "## ej rubrik", self.line(), end))

    def line(self) -> str:
        return " ".join(self.piece(0) for _ in range(self.random.randint(1, 5)))

    def piece(self, depth: int) -> str:
        inner: Callable[[], str] = (lambda: self.piece(depth + 1)) if depth < 2 else (lambda: "ord")
        make: list[Callable[[], str]] = [
            lambda: self.random.choice(WORDS),
            lambda: self.random.choice(WORDS),
            lambda: self.shortcode() if self.random.random() < 0.6 else "ord",
            lambda: f"[{inner()}]({self.random.choice(TARGETS)})",
            lambda: f"[{inner()}\n{inner()}]({self.random.choice(TARGETS)})",
            lambda: f"![{inner()}]({self.random.choice(TARGETS)})",
            lambda: f"[![{inner()}](p.png)]({self.random.choice(TARGETS)})",
            lambda: f"[{inner()}][{self.name()}]",
            lambda: f"[{self.name()}]",
            lambda: f"`{inner()}`",
            lambda: f"``{inner()} ` {inner()}``",
            lambda: f"**{inner()}**",
            lambda: f"_{inner()}_",
            lambda: self.random.choice(self.html),
        ]
        return self.random.choice(make)()

    def name(self) -> str:
        return self.random.choice(["k", "K", "två ord", "a`b`"])

    def shortcode(self) -> str:
        self.codes += 1
        return f"[[grund:{self.codes}]]"


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(MINI, TODAY)[0]


@pytest.fixture(scope="module")
def generator() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, CareExtension()], extension_configs=EXTENSION_CONFIGS)


def test_the_checks_read_with_the_extensions_that_build() -> None:
    class Loader(yaml.SafeLoader):
        """Reads past the tags of MkDocs."""

    named: list[str | dict[str, object]] = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)[
        "markdown_extensions"
    ]
    settings = {name: None for name in named if isinstance(name, str)}
    for entry in named:
        settings |= entry if isinstance(entry, dict) else {}
    assert sorted(settings) == sorted(EXTENSIONS)
    assert {name: values for name, values in settings.items() if values} == EXTENSION_CONFIGS


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_checks_see_what_the_built_page_holds(chunk: int, base: Base, generator: Markdown) -> None:
    compared = 0
    for seed in range(chunk, PAGES, CHUNKS):
        text = Writer(seed, INLINE).page()
        reading = read(text)
        if is_refused(reading):
            continue
        html = built(text, base, generator)
        page = Held(html)
        assert seen(reading) == (page.links, page.headings, page.codes), f"seed {seed}:\n{text}\n{html}"
        compared += 1
    assert compared > 0.25 * PAGES / CHUNKS


def is_refused(reading: MarkdownReading) -> bool:
    """Whether the page is never built: it says what we do not use, or has shortcodes where none may be."""
    return any(doubt.code == "KB415" for doubt in reading.doubts) or not {*reading.contexts.values()} <= {
        "text",
        "link",
    }


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_page_is_checked_without_a_traceback(chunk: int, base: Base) -> None:
    head = (MINI / "docs" / "om" / "index.md").read_text(encoding="utf-8").split("---\n")[1]
    of_text = [check for check in CHECKS if check.__module__.endswith((".content", ".grounds", ".substance"))]
    for seed in range(chunk, PAGES, CHUNKS):
        copy = replace(base, pages=dict(base.pages), files=dict(base.files))
        assert read_more(copy, "docs/om/index.md", f"---\n{head}---\n{Writer(seed).page()}") == []
        lines = copy.files["docs/om/index.md"].count("\n") + 1
        for found in (problem for check in of_text for problem in check(copy)):
            assert found.path != "docs/om/index.md" or 1 <= found.line <= lines, (seed, found)


def built(text: str, base: Base, generator: Markdown) -> str:
    expanded = expand(text, base, "sv", "om/index.md", lambda _, target: f"KORTKOD{target}.")
    return generator.reset().convert(expanded)


Page = tuple[Counter[str], list[tuple[int, str]], dict[str, str]]


def seen(reading: MarkdownReading) -> Page:
    """Return the links, the headings and the shortcodes that a reading tells of."""
    links = Counter(target_of(link.target) for link in reading.links)
    codes = {
        reading.text[offset:].split(":", 1)[1].split("]", 1)[0]: context for offset, context in reading.contexts.items()
    }
    return links, [(heading.level, heading.anchor) for heading in reading.headings], codes


class Held(HTMLParser):
    """What a built page holds, tag by tag: a tree would mend what is badly nested, and move links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: Counter[str] = Counter()
        self.headings: list[tuple[int, str]] = []
        self.codes: dict[str, str] = {}
        self.open: Counter[str] = Counter()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        address = given.get({"a": "href", "img": "src"}.get(tag, ""))
        if address is not None:
            self.links[target_of(address)] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), given.get("id") or ""))
            tag = "heading"
        self.open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        self.open["heading" if re.fullmatch(r"h[1-6]", tag) else tag] -= 1

    def handle_data(self, data: str) -> None:
        if self.open["code"] > 0 or self.open["pre"] > 0:
            return
        assert "[[grund:" not in data
        for number in re.findall(r"KORTKOD(\d+)\.", data):
            self.codes[number] = "heading" if self.open["heading"] > 0 else "link" if self.open["a"] > 0 else "text"


def target_of(address: str) -> str:
    """Return an address with what the page's own place adds taken away, and all of e-mail alike."""
    if address.startswith("mailto:") and "@" in address:
        return "mailto:"
    if "](" in address:
        return "]("  # an address that was never closed has taken in the links after it, shortcodes and all
    return re.sub(r"KORTKOD\d+\.", "", address).replace("../sip/index.md", "/sip/index.md")
