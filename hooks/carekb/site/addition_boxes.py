"""Local additions as boxes in the Markdown of the page they add to."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.pages import SourceAddition, SourcePage
from ..relations.additions import anchors
from ..source.markdown_tree import read


def weave(body: str, page: SourcePage, added: Iterable[tuple[SourceAddition, str]]) -> str:
    """Return the Markdown of a page with its additions, each (addition, Markdown), at the end of its section.

    An addition names the Swedish heading. A translation has the heading in the same place; where it has not, the
    addition stands last on the page.
    """
    lines = body.rstrip("\n").split("\n")
    reading = read(body)
    found = [(reading.place(heading.offset)[0], heading.level) for heading in reading.headings]
    swedish = anchors(page.source)
    before: dict[int, list[str]] = {}
    for addition, text in added:
        order = next((n for n, (_, anchor) in enumerate(swedish) if anchor == addition.meta.after), None)
        if order is not None and (order >= len(found) or found[order][1] != swedish[order][0]):
            order = None
        end = len(lines)
        if order is not None:
            level = found[order][1]
            end = next((line for line, other in found[order + 1 :] if other <= level), end)
        before.setdefault(end, []).append(text)
    for place in sorted(before, reverse=True):
        lines[place:place] = ["", *"\n\n".join(text.strip("\n") for text in before[place]).split("\n"), ""]
    return "\n".join(lines) + "\n"


def indented(text: str, steps: int = 1) -> str:
    """Return Markdown as the content of a box: every line that is not empty set in by four spaces a step."""
    return "\n".join(f"{'    ' * steps}{line}" if line else "" for line in text.strip("\n").split("\n"))
