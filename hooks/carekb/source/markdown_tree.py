"""One reading of Markdown: what the generator will make of a text, and where in the text each thing is.

The parser is the one that builds, Python-Markdown with the site's extensions. Its tree has no places, so the text is
marked before it is parsed: a private character, which means nothing to Markdown, after each bracket, run of backticks
and hash, and in place of each shortcode. Where that character comes out says what its place in the text became.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import AMP_SUBSTITUTE, HTML_PLACEHOLDER_RE

from .doubts import in_blocks, in_lists, in_words, unclosed
from .shortcodes import SHORTCODE

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
"""What `mkdocs.yml` names; a test compares them."""
EXTENSION_CONFIGS = {"pymdownx.highlight": {"use_pygments": False}, "pymdownx.tabbed": {"alternate_style": True}}

_FIRST, _PLANE = 0xF0000, 0xFFFE
_MOST = 2 * _PLANE
_PROBE = re.compile("[\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
# What gets a mark: a shortcode, a bracket that may begin a link, backticks, the hashes of a heading. Not a bracket that
# a mark would change: a checkbox, [TOC], or the empty one of [words][]; nor backticks before attributes.
_MARKED = re.compile(
    rf"{SHORTCODE.pattern}|(?P<fence>^[ \t>]*`{{3,}})|(?P<ticks>`+)(?![`{{])"
    r"|(?P<bracket>\[)(?![ xX]\]|TOC\]|(?<=\]\[)\]|(?<=\]\s\[)\])"
    r"|(?P<hash>^[ \t>*+:-]*(?:\d+\.[ ]+)?#{1,6})",
    re.MULTILINE,
)
_CODE_MAYBE = re.compile(r"`|~~~|^[ >]*(?: {4}|\t)", re.MULTILINE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ESCAPED = re.compile("\x02(\\d+)\x03")
_UNREADABLE = "texten är så hopbyggd att den inte går att läsa som Markdown. Förenkla den: färre listor i varandra."


@dataclass(frozen=True, slots=True)
class MarkdownLink:
    """A link or picture that readers will meet; `offset` is where it begins in the text."""

    offset: int
    words: str
    target: str
    is_picture: bool


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading, with the anchor that it gets."""

    offset: int
    level: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class MarkdownDoubt:
    """Markdown that comes out otherwise than meant."""

    offset: int
    code: str
    message: str


@dataclass(slots=True)
class MarkdownReading:
    """What a text becomes."""

    text: str
    links: list[MarkdownLink] = field(default_factory=list)
    headings: list[MarkdownHeading] = field(default_factory=list)
    doubts: list[MarkdownDoubt] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    """(start, end) of all that is code, in order."""
    contexts: dict[int, str] = field(default_factory=dict)
    """What each shortcode outside code is part of, by offset: `text`, `heading`, `link` or `attribute`."""

    def is_code(self, offset: int) -> bool:
        """Whether what is at `offset` is shown letter for letter."""
        before = bisect_right(self.code, (offset, len(self.text)))
        return before > 0 and offset < self.code[before - 1][1]

    def prose(self) -> str:
        """Return the text with all code blanked out, so that offsets and lines stay."""
        parts, place = [], 0
        for start, end in self.code:
            parts += [self.text[place:start], re.sub(r"[^\n]", " ", self.text[start:end])]
            place = max(place, end)
        return "".join((*parts, self.text[place:]))

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line from 0, column from 1) of an offset."""
        return self.text.count("\n", 0, offset), offset - self.text.rfind("\n", 0, offset)


@lru_cache(maxsize=2048)
def read(text: str) -> MarkdownReading:
    """Return what Markdown makes of `text`."""
    reading = MarkdownReading(text)
    if fault := unclosed(text):
        reading.doubts.append(MarkdownDoubt(*fault))
        return reading
    try:
        _Reader(reading).read()
    except Exception:  # the parser lets any kind of exception out of what is hostile enough, RecursionError first
        _parser.cache_clear()  # it stopped halfway, and remembers where
        return MarkdownReading(text, doubts=[MarkdownDoubt(0, "KB415", _UNREADABLE)])
    return reading


@lru_cache(maxsize=512)
def code_in(text: str) -> MarkdownReading:
    """Return a reading that is right about code, and says nothing else where the text can hold no code."""
    return read(text) if _CODE_MAYBE.search(text) else MarkdownReading(text)


class _References(dict[str, Any]):
    """The definitions of reference links, found whatever marks their names have got."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[str] = set()

    def __contains__(self, name: object) -> bool:
        return super().__contains__(_PROBE.sub("", str(name)))

    def __getitem__(self, name: str) -> Any:
        self.used.add(plain := _PROBE.sub("", name))
        return super().__getitem__(plain)

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(_PROBE.sub("", name), value)


class CodeSpans(BacktickInlineProcessor):
    """Finds code spans as Python-Markdown does, but passes over no more than the backticks that open none."""

    def find_code_spans(self, start: int, text: str) -> Any:
        """Return where the code of a span begins and ends, or (where the backticks end, None)."""
        found: Any = super().find_code_spans(start, text)
        end = start
        while found[1] is None and text.startswith("`", end):
            end += 1
        return found if found[1] is not None else (end, None)


@lru_cache(maxsize=1)
def _parser() -> Markdown:
    parser = Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSION_CONFIGS)
    parser.inlinePatterns.register(CodeSpans(BACKTICK_RE), "backtick", 190)
    parser.treeprocessors.deregister("indent-highlight")  # would take indented code out of the tree
    return parser


class _Reader:
    """Reads one text."""

    def __init__(self, reading: MarkdownReading, literal: frozenset[int] = frozenset()) -> None:
        self.reading = reading
        self.literal = literal
        """The shortcodes that stay as they are written: in the code of a heading they are part of its anchor."""
        self.in_headings: set[int] = set()
        self.text = reading.text
        self.offsets: list[int] = []
        """Of each mark, in the order of the marks: where in the text the marked thing begins."""
        self.ticks: dict[int, int] = {}
        """Where each run of backticks ends, by where it begins."""
        self.seen: dict[int, str] = {}
        """What each marked place became, by its offset."""
        self.placed: dict[str, int] = {}
        self.marked = self._marked()
        self.lines = self.marked.split("\n")
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def read(self) -> None:
        if not self.text.strip():
            return
        root, blocks = self._parse()
        self._walk(root, "text")
        if shown := frozenset(place for place in self.in_headings if self.seen[place] == "code") - self.literal:
            self.reading.__init__(self.text)  # type: ignore[misc]
            _Reader(self.reading, shown).read()
            return
        self.reading.code.sort()
        for offset in (match.start() for match in SHORTCODE.finditer(self.text)):
            context = self.seen.get(offset, "attribute")
            if context != "code" and not self.reading.is_code(offset):
                self.reading.contexts[offset] = context
        for line, message in in_lists(self.reading.prose().split("\n")):
            self._doubt(self._start(line), "KB905", message)
        for tag, block in blocks:
            for fragment, code, message in in_blocks(tag, block):
                self._doubt(self._find(fragment), code, message)

    # --- before

    def _marked(self) -> str:
        plain = _PROBE.sub("\ufffd", self.text)
        return _MARKED.sub(self._mark, plain)

    def _mark(self, match: re.Match[str]) -> str:
        if match["fence"] or len(self.offsets) == _MOST or match.start() in self.literal:
            return match[0]
        number = len(self.offsets)
        probe = chr(_FIRST + number if number < _PLANE else 0x100000 + number - _PLANE)
        self.offsets.append(match.start())
        if match["ticks"]:
            self.ticks[match.start()] = match.end()
        return probe if match["code"] is not None else match[0] + probe

    def _parse(self) -> tuple[Element, list[tuple[str, str]]]:
        parser = _parser().reset()
        parser.references = _References()
        fences: Any = parser.preprocessors["fenced_code_block"]
        fences.extension.superfences[0]["formatter"] = lambda **_: "\x00"
        reassemble = type(fences).reassemble
        fences.reassemble = lambda lines: reassemble(self._fences(fences), lines)
        lines = self.lines
        for preprocessor in parser.preprocessors:
            lines = preprocessor.run(lines)
        root = cast("Element", parser.parser.parseDocument(lines).getroot())
        blocks = [(element.tag, element.text) for element in root.iter() if element.text and element.tag != "code"]
        self.raw_headings = [element.text or "" for element in root.iter() if element.tag in _HEADINGS]
        for processor in parser.treeprocessors:
            if not isinstance(processor, UnescapeTreeprocessor):
                root = processor.run(root) or root
        self.stash = parser.htmlStash.rawHtmlBlocks
        for name in parser.references.keys() - parser.references.used:
            fragment = next((line for line in self.lines if f"[{name}]:" in _plain(line).lower()), "")
            self._doubt(
                self._find(fragment), "KB905", f"[{name}]: används inte. Ta bort raden, eller länka med [{name}]."
            )
        return root, blocks

    def _fences(self, fences: Any) -> Any:
        for _, first, end in fences.stack:
            self.reading.code.append((self._start(first), self._start(end)))
        return fences

    # --- after

    def _walk(self, element: Element, context: str) -> None:
        tag = str(element.tag)
        if tag == "a":
            self._link(element, "href", "".join(element.itertext()), is_picture=False)
            context = "link" if context == "text" else context
        elif tag == "img":
            self._link(element, "src", element.get("alt", ""), is_picture=True)
        elif tag == "pre":
            self._indented("".join(element.itertext()))
        elif tag in _HEADINGS:
            self._heading(element)
            context = "heading"
        inner = "code" if tag in ("code", "pre") else context
        for value in element.attrib.values():
            self._see(value, "attribute")
        self._said(element.text, inner, tag)
        for child in element:
            if child.tag == "code" and tag != "pre":
                self._code_span(child)
            self._walk(child, inner)
            self._said(child.tail, inner, tag)

    def _said(self, text: str | None, context: str, tag: str) -> None:
        if not text or not text.strip():
            return
        self._see(text, context)
        if context == "code" or (tag == "a" and "://" in text):
            return
        for start, code, message in in_words(text):
            self._doubt(self._beside(text, start), code, message)

    def _beside(self, text: str, start: int) -> int:
        """Return where in the text something is that the parser left in `text` at `start`."""
        probe = _PROBE.search(text, start, start + 2)
        if probe:
            return self._offset(probe[0])
        before = list(_PROBE.finditer(text, 0, start))
        if before:
            lines = text.count("\n", before[-1].end(), start)
            place = self._offset(before[-1][0])
            return self._start(self._number(place) + lines) if lines else place
        return self._find(_around(text, start), again=True)

    def _see(self, text: str, context: str) -> None:
        for probe in _PROBE.findall(text):
            self.seen[self._offset(probe)] = context

    def _code_span(self, element: Element) -> None:
        probe, after = _PROBE.search(element.text or ""), _PROBE.match(element.tail or "")
        start = self._offset(probe[0]) if probe else -1
        end = self.ticks.get(self._offset(after[0]), -1) if after else -1
        if start in self.ticks and end < 0:  # what follows is an attribute list, which a mark would have kept apart
            run = "`" * (self.ticks[start] - start)
            end = self.text.find(f"{run}{{", self.ticks[start]) + len(run)
        elif start not in self.ticks and after:
            run = self.text[self._offset(after[0]) : end] or "`"
            start = self.text.rfind(run, 0, end - len(run))
        if 0 <= start < end:
            self.reading.code.append((start, end))

    def _indented(self, text: str) -> None:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        first = -1
        for line in filter(str.strip, text.split("\n")):
            number = self._line(line.strip())
            if number is not None:
                first = number if first < 0 else first
                self.reading.code.append((self._start(number), self._start(number + 1)))
        message = (
            "raden blir kod, för att den börjar med fyra blanksteg. Ta bort indraget, eller skriv ``` före och efter."
        )
        self._doubt(self._start(max(first, 0)), "KB905", message)

    def _heading(self, element: Element) -> None:
        raw = self.raw_headings.pop(0) if self.raw_headings else ""
        probe = _PROBE.match(raw.strip())
        is_marked = probe and self.text[self._offset(probe[0])] not in "[`"
        place = self._start(self._number(self._offset(probe[0]))) if probe and is_marked else self._find(raw)
        shown = "".join(element.itertext())
        self.in_headings |= {self._offset(probe) for probe in _PROBE.findall(shown)}
        words = " ".join(_plain(shown).split())
        anchor = self._value(element.get("id", ""))
        self.reading.headings.append(MarkdownHeading(place, int(str(element.tag)[1]), words, anchor))

    def _link(self, element: Element, name: str, words: str, *, is_picture: bool) -> None:
        target = element.get(name, "")
        if AMP_SUBSTITUTE in target:  # an address of e-mail, written letter by letter to hide it from robots
            target = "mailto:"
        target = self._value(target)
        probe = _PROBE.search(words)
        place = self._offset(probe[0]) if probe else self._find(target or "[")
        if is_picture and probe:
            place -= 1
        self.reading.links.append(MarkdownLink(place, " ".join(_plain(words).split()), target, is_picture))
        if not is_picture and not _plain(words).strip() and element.find(".//img") is None:
            self._doubt(place, "KB905", "länken har inga ord. Skriv vart den leder mellan [ och ].")

    def _value(self, text: str) -> str:
        """Return an attribute as a browser will read it."""
        text = HTML_PLACEHOLDER_RE.sub(lambda match: str(self.stash[int(match[1])]), _plain(text))
        return unescape(_ESCAPED.sub(lambda match: chr(int(match[1])), text)).strip()

    # --- places

    def _doubt(self, offset: int, code: str, message: str) -> None:
        self.reading.doubts.append(MarkdownDoubt(offset, code, message))

    def _offset(self, probe: str) -> int:
        number = ord(probe) - _FIRST
        return self.offsets[number if number < _PLANE else ord(probe) - 0x100000 + _PLANE]

    def _number(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def _start(self, line: int) -> int:
        return self.starts[line] if line < len(self.starts) else len(self.text)

    def _line(self, wanted: str) -> int | None:
        """Return the next line that ends as `wanted`, after the one found for the same text before."""
        first = self.placed.get(wanted, -1) + 1
        number = next((n for n in range(first, len(self.lines)) if self.lines[n].rstrip().endswith(wanted)), None)
        if number is not None:
            self.placed[wanted] = number
        return number

    def _find(self, fragment: str, *, again: bool = False) -> int:
        """Return where a piece of the marked text is in the text: its line, at the first sign that is no space."""
        fragment = fragment.strip().split("\n")[0]
        first = 0 if again else self.placed.get(f"\n{fragment}", -1) + 1
        place = self.marked.find(fragment, first) if fragment else 0
        if place < 0:
            return 0
        if not again:
            self.placed[f"\n{fragment}"] = place
        start = self._start(self.marked.count("\n", 0, place))
        return start + len(self.text[start:]) - len(self.text[start:].lstrip(" \t"))


def _plain(text: str) -> str:
    return _PROBE.sub("", text)


def _around(text: str, start: int) -> str:
    """Return the piece of one line around `start` that has no sign which stands for something else."""
    before = max(text.rfind(sign, 0, start) for sign in "\n\x02\x03")
    return re.split("[\n\x02\x03]", text[before + 1 :], maxsplit=1)[0]
