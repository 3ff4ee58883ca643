"""Texts with shortcodes to plain Markdown, for one page in one language."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..base.addresses import relative, target
from ..base.base import Base
from ..base.shortcode_words import resolve, words_of
from ..language.alphabet import first_upper
from ..source.markdown import outside_fences
from ..source.shortcodes import Shortcode, find

# A link that begins at the root of docs/, "[words](/sip/index.md)": the form used where a text has no page of its own.
_FROM_ROOT = re.compile(r"\]\(/([^)\s]*)")

# What stands before the first word of a sentence: nothing, marks of a list, quote, table or emphasis, or a full stop.
_SENTENCE_START = re.compile(r"(?:^[\s>*+|:-]*(?:\d+\.\s+)?(?:\[[ xX]\]\s+)?[*_\s]*|[.!?][*_)\"”]*\s+[*_]*)$")

# The sign of what a statement rests on, before the sentence that it marks.
_SIGN = re.compile(r"\[\[grund:[^\[\]]*\]\]\s*")

Block = Callable[[str, str], str]
"""Renders what is more than words: a block shortcode, a sign (`grund`), or one of the templates' own.

(kind, target) to Markdown. `sida` is a link with a page's title, `tillagg` a local addition beside others.
"""


def expand(text: str, base: Base, lang: str, page: str, block: Block) -> str:
    """Return `text` as Markdown on the page at `page`; lines inside code fences are left as they are."""
    lines = text.split("\n")
    for number, line in outside_fences(lines, 0):
        if "[[" in line:
            line = _line(line, base, lang, page, block)
        if "](/" in line:
            line = _FROM_ROOT.sub(lambda match: f"]({relative(match[1], page)}", line)
        lines[number] = line
    return "\n".join(lines)


def _line(line: str, base: Base, lang: str, page: str, block: Block) -> str:
    for code in reversed(list(find(line))):
        if code.is_block:
            replacement = "\n" + block(code.kind, code.target).strip("\n") + "\n"
        elif code.kind in ("grund", "sida", "tillagg"):
            replacement = block(code.kind, code.target)
        else:
            replacement = _inline(line, code, base, lang, page)
        line = line[: code.start] + replacement + line[code.end :]
    return line


def _inline(line: str, code: Shortcode, base: Base, lang: str, page: str) -> str:
    words = words_of(code, base, lang)
    if not code.words and _SENTENCE_START.search(_SIGN.sub("", line[: code.start])):
        words = first_upper(words)
    kind, record_id = resolve(code, base)
    place = target(base, kind, record_id)
    if not place or (place.partition("#")[0] == page and kind != "provision" and "#" not in place):
        return words
    return f"[{words}]({relative(place, page)})"
