"""The suite: what is asked, what counts as right, and how a list of answers is judged. Knows no search engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import yaml

FOLDER = Path(__file__).parent
LANGS = ("sv", "en")
LIMITS = {"queries": (0.85, 0.97), "others": (0.85, 0.92)}
"""The least share with a right answer first, and among three. Of `others`, which the search was not tuned to, less."""
SHOWN = 3
"""The most places on one page that any of the engines shows; this project's own shows two."""


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the addresses that answer it, best first, counted from the site's root."""

    lang: str
    group: str
    text: str
    right: tuple[str, ...]


@cache
def queries(name: str = "queries") -> tuple[Query, ...]:
    """Return a whole suite, in the order of its file: `queries`, or `others`, which the search was not tuned to."""
    written = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return tuple(
        Query(lang, group, query["q"], tuple(query["right"]))
        for lang, groups in written.items()
        for group, members in groups.items()
        for query in members
    )


@cache
def compounds() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return {word: the ways in which it may be split}; a way of one part is the word unsplit."""
    written = yaml.safe_load((FOLDER / "compounds.yml").read_text(encoding="utf-8"))
    return {
        word: tuple(map(tuple, ways)) if isinstance(ways[0], list) else (tuple(ways),)
        for group in written.values()
        for word, ways in group.items()
    }


def address(url: str, root: str = "") -> str:
    """Return `url` as the suite writes it: from the site's root, without language, query string or `index.html`."""
    rest, _, fragment = url.removeprefix(root).removeprefix("/").partition("#")
    path = rest.partition("?")[0].removesuffix("index.html")
    while path.startswith("en/"):
        path = path.removeprefix("en/")
    path = path.removesuffix(".html") + "/" if path.endswith(".html") else path
    anchor = unquote(fragment.partition(":~:")[0])
    return f"{path}#{anchor}" if anchor else path


def pages(answers: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Group addresses by page, in order: yield each page with the anchors a reader sees below it."""
    found: dict[str, list[str]] = {}
    for answer in answers:
        page, _, anchor = answer.partition("#")
        found.setdefault(page, [])
        if anchor and anchor not in found[page]:
            found[page].append(anchor)
    for page, anchors in found.items():
        yield page, tuple(anchors[:SHOWN])


def rank(answers: Sequence[str], right: Sequence[str]) -> int | None:
    """Return the place of the first right answer, 1 for the top; None if there is none.

    A page counts wherever on it the answer lands. An address with an anchor wants that very anchor, and each anchor
    before it on the same page counts as one place.
    """
    found = []
    for place, (page, anchors) in enumerate(pages(answers), 1):
        if page in right:
            found.append(place)
        found += [place + step for step, anchor in enumerate(anchors) if f"{page}#{anchor}" in right]
    return min(found, default=None)


def without_anchors(query: Query) -> tuple[str, ...]:
    """Return the pages of the right addresses: a milder judge, for engines that do not know of anchors."""
    return tuple(right.partition("#")[0] for right in query.right)


@dataclass(frozen=True, slots=True)
class Score:
    """How many of `asked` had a right answer first, and among the first three."""

    asked: int
    first: int
    third: int

    @property
    def at_1(self) -> float:
        return self.first / self.asked

    @property
    def at_3(self) -> float:
        return self.third / self.asked

    def __str__(self) -> str:
        return f"{self.at_1:6.1%} {self.at_3:6.1%}"


def score(ranks: Sequence[int | None]) -> Score:
    """Return success@1 and success@3 of the places in `ranks`."""
    found = [rank for rank in ranks if rank]
    return Score(len(ranks), found.count(1), sum(place <= 3 for place in found))
