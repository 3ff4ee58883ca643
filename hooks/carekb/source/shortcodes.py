"""Shortcodes in texts: `[[kind:id]]`, `[[kind:id|own words]]`, and blocks alone on a line.

Finding them is here, once; what they become is in `carekb.site.expand`, whether they resolve in `carekb.checks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Two brackets, no brackets inside: the same form whether the shortcode is well made or not, so that a bad one is seen.
SHORTCODE = re.compile(r"\[\[(?P<code>[^\[\]\n]*)\]\]")
# A code span opens and closes with the same number of backticks; what it holds is shown, not read.
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")

BLOCKS = ("figur", "steg", "kontaktvag", "kontaktval", "larandemal", "undersidor")
"""Shortcodes that stand alone on a line."""


@dataclass(frozen=True, slots=True)
class Shortcode:
    """One shortcode in a line of text; `start` and `end` are offsets in the line."""

    start: int
    end: int
    kind: str
    target: str
    words: str | None

    @property
    def is_block(self) -> bool:
        """Whether it stands for a whole block rather than a few words."""
        return self.kind in BLOCKS


def without_code(line: str) -> str:
    """Return `line` with its code spans blanked out, so that offsets stay."""
    return _CODE_SPAN.sub(lambda match: " " * len(match[0]), line)


def find(line: str) -> Iterator[Shortcode]:
    """Yield the shortcodes of one line, outside code spans."""
    if "[[" in line:
        yield from map(made, SHORTCODE.finditer(without_code(line)))


def made(match: re.Match[str]) -> Shortcode:
    """Return what a match of `SHORTCODE` says."""
    head, bar, words = match["code"].partition("|")
    kind, _, target = head.partition(":")
    return Shortcode(match.start(), match.end(), kind.strip(), target.strip(), words.strip() if bar else None)
