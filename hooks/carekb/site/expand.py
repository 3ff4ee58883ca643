"""Texts with shortcodes to plain Markdown, for one page in one language."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..base.addresses import relative, target
from ..base.base import Base
from ..base.shortcode_words import resolve, words_of
from ..language.alphabet import first_upper
from ..source.markdown import TARGET
from ..source.markdown_tree import code_in
from ..source.shortcodes import SHORTCODE, Shortcode, made

# Shortcodes, and addresses: "[words](/sip/index.md)" begins at the root of docs/, where a text has no page of its own.
_WRITTEN = re.compile(rf"{SHORTCODE.pattern}|{TARGET.pattern}", re.MULTILINE)

_MAY_CHANGE = re.compile(r"\[\[|\]\([ \t]*\n?[ \t]*<?/|\]:[ \t]*<?/")

# What stands before the first word of a sentence: nothing, marks of a list, quote, table or emphasis, or a full stop.
_SENTENCE_START = re.compile(r"(?:^[\s>*+|:-]*(?:\d+\.\s+)?(?:\[[ xX]\]\s+)?[*_\s]*|[.!?][*_)\"”]*\s+[*_]*)$")

_NEAR = 400
"""How much of a line before a shortcode says whether it begins a sentence."""

# The sign of what a statement rests on, before the sentence that it marks.
_SIGN = re.compile(r"\[\[grund:[^\[\]]*\]\]\s*")

Block = Callable[[str, str], str]
"""Renders what is more than words: a block shortcode, a sign (`grund`), or one of the templates' own.

(kind, target) to Markdown. `sida` is a link with a page's title, `tillagg` a local addition beside others.
"""


def expand(text: str, base: Base, lang: str, page: str, block: Block) -> str:
    """Return `text` as Markdown on the page at `page`; code is left as it is."""
    if not _MAY_CHANGE.search(text):
        return text
    reading = code_in(text)

    def write(match: re.Match[str]) -> str:
        if reading.is_code(match.start()):
            return match[0]
        link = match["target"]
        if link is None:
            return _expanded(text, made(match), base, lang, page, block)
        return match[0].removesuffix(link) + (relative(link[1:], page) if _is_from_root(link) else link)

    return _WRITTEN.sub(write, text)


def _is_from_root(link: str) -> bool:
    return link.startswith("/") and not link.startswith("//")


def _expanded(text: str, code: Shortcode, base: Base, lang: str, page: str, block: Block) -> str:
    if code.is_block:
        return "\n" + block(code.kind, code.target).strip("\n") + "\n"
    if code.kind in ("grund", "sida", "tillagg"):
        return block(code.kind, code.target)
    start = max(text.rfind("\n", 0, code.start) + 1, code.start - _NEAR)
    return _inline(text[start : code.start], code, base, lang, page)


def _inline(before: str, code: Shortcode, base: Base, lang: str, page: str) -> str:
    words = words_of(code, base, lang)
    if not code.words and _SENTENCE_START.search(_SIGN.sub("", before)):
        words = first_upper(words)
    kind, record_id = resolve(code, base)
    place = target(base, kind, record_id)
    if not place or (place.partition("#")[0] == page and kind != "provision" and "#" not in place):
        return words
    return f"[{words}]({relative(place, page)})"
