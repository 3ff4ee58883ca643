"""How easy the Swedish texts are to read: sentences, words and LIX of every written page and answer.

LIX is Björnsson's index: words per sentence, plus the percentage of words longer than six letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, median

from markdown import Markdown
from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..base.base import Base
from ..base.shortcode_words import plain
from ..source.shortcodes import find

LIMIT = 45
"""The highest LIX that guides and answers should have, as their median."""
GUIDES = ("guide", "rutin", "manual")
ANSWER = "fraga"
LONG = 6
"""A word with more letters than this is a long one."""
FULL = 7
"""A sentence of at least so many words can be called hard or easy by itself."""

# Markdown as `mkdocs.yml` has it; what draws pictures or colours code is not needed to read words.
_EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "sane_lists",
    "tables",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "carekb.site.markdown_extension",
)
_SKIPPED = frozenset({"code", "pre", "table", "figure", "svg", "script", "style", "input"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
_BLOCKS = _HEADINGS | _LISTS | {"p", "div", "summary", "label", "blockquote", "br"}
# A word holds letters or digits, and inside itself also the marks of "SIP-möte", "SAMSA:s" and "12.00".
_WORD = re.compile(r"[^\W_]+(?:[-:.,/’'][^\W_]+)*")
# A sentence ends where a large letter or a digit follows the full stop: "kl. 12" and "t.ex. en" go on.
_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"”(]?[A-ZÅÄÖ])")
_ABBREVIATED = re.compile(r"(?:\b(?:t\.ex|bl\.a|m\.m|d\.v\.s|s\.k|kap|kl|nr|ca)\.)$")


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a heading or an item of a list, which are read like one."""

    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(_WORD.findall(self.text))

    @property
    def lix(self) -> float:
        """The index of this sentence alone."""
        return lix([self])


@dataclass(frozen=True)
class Reading:
    """A page or an answer as its reader meets it: sentence by sentence."""

    path: str
    """The file an editor opens, from the project root."""
    title: str
    kind: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def lix(self) -> float:
        """The index of the whole text."""
        return lix(self.sentences)

    @property
    def words(self) -> int:
        """The number of words."""
        return sum(len(sentence.words) for sentence in self.sentences)

    @property
    def long_words(self) -> int:
        """The number of long words."""
        return sum(_is_long(word) for sentence in self.sentences for word in sentence.words)

    @property
    def sentence_length(self) -> float:
        """Words in a sentence, on average."""
        return mean(len(sentence.words) for sentence in self.sentences)

    @property
    def word_length(self) -> float:
        """Letters in a word, on average."""
        return mean(_letters(word) for sentence in self.sentences for word in sentence.words)

    @property
    def hardest(self) -> list[Sentence]:
        """The sentences, hardest first; a heading of one long word is no hard sentence, so short ones are left out."""
        full = [sentence for sentence in self.sentences if len(sentence.words) >= FULL]
        return sorted(full, key=lambda sentence: (-sentence.lix, sentence.text))


def lix(sentences: Iterable[Sentence]) -> float:
    """Return words per sentence plus the percentage of long words; 0 where there are no words."""
    found = [sentence.words for sentence in sentences]
    words = [word for sentence in found for word in sentence]
    if not words:
        return 0.0
    return len(words) / len(found) + 100 * sum(_is_long(word) for word in words) / len(words)


def readings(base: Base) -> list[Reading]:
    """Return every written page and every answer in Swedish, hardest first; empty ones are left out."""
    found = [*_pages(base), *_answers(base)]
    return sorted((one for one in found if one.sentences), key=lambda one: (-one.lix, one.path))


def median_lix(found: Iterable[Reading], kinds: tuple[str, ...]) -> float:
    """Return the median LIX of the texts of some kinds; 0 where there are none."""
    return median([one.lix for one in found if one.kind in kinds] or [0.0])


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a Markdown text; each block ends one, tables, figures and code are left out."""
    html = Markdown(extensions=list(_EXTENSIONS)).convert(text)
    found: list[Sentence] = []
    for block in "".join(_text(LexborHTMLParser(html).body)).split("\n\n"):
        words = " ".join(block.split())
        found += [one for part in _split(words) if (one := Sentence(part)).words]
    return tuple(found)


def words_of(line: str, base: Base, lang: str = "sv") -> str:
    """Return a line with each shortcode as its words; a block shortcode is no words."""
    if any(code.is_block for code in find(line)):
        return ""
    return plain(line, base, lang)


def _pages(base: Base) -> Iterator[Reading]:
    for page in base.pages.values():
        body = _expanded((line for _, line in page.source.lines()), base)
        yield Reading(page.source.file, page.meta.title, page.meta.kind, sentences(body))
    for addition in base.additions.values():
        body = _expanded((line for _, line in addition.source.lines()), base)
        yield Reading(addition.source.file, addition.meta.title, "tillägg", sentences(body))


def _answers(base: Base) -> Iterator[Reading]:
    for faq in base.faq.values():
        question, answer = (_expanded(text.sv.split("\n"), base) for text in (faq.question, faq.answer))
        path = base.places["faq", faq.id].document.path
        yield Reading(path, question, ANSWER, sentences(f"{question}\n\n{answer}"))


def _expanded(lines: Iterable[str], base: Base) -> str:
    return "\n".join(words_of(line, base) for line in lines)


def _text(node: LexborNode | None) -> Iterator[str]:
    """Yield the words below a node, with an empty line around each block."""
    child = node.child if node else None
    while child:
        if child.tag == "-text":
            yield re.sub(r"\s+", " ", child.text_content or "")
        elif child.tag not in _SKIPPED:
            edge = "\n\n" if child.tag in _BLOCKS else ""
            yield edge
            yield from _text(child)
            yield edge
        child = child.next


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for part in _END.split(text):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return parts


def _letters(word: str) -> int:
    return sum(c.isalnum() for c in word)


def _is_long(word: str) -> bool:
    return _letters(word) > LONG
