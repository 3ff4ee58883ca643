"""Swedish compounds by their parts: `betalningsansvar` is `betalning` and `ansvar`.

The parts are words that are known otherwise: those of the base, and the most productive ones of the language. The
browser does the same with the words that a reader makes up (`split` in kb/search/engine.js): it gets the constants with
the index, and a test compares the two over every word of the base.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

LEAST = 3
"""A part has at least so many letters, if it is not named as an exception (`it`, `id`)."""
SHORT = 5
"""A shorter word of the base is a part only where it is known to be one: too many endings look like words."""
BEST = 4
"""The worth of a part that makes many compounds; such a word, if short, is itself left whole."""
WHOLE = 8
"""A word of at most so many letters whose worth is the best is left whole."""
LINKED = ("ing", "het", "ion", "nad", "skap", "dom", "tet")
"""After such a part an s is a link, and does not begin the next part."""
KEPT = ("", "a", "e", "are", "else")
"""What a first part may have after its stem: it stands in its basic form."""


class Splitter:
    """Splits words. `worth` says how good a part a stem is, 0 for none; `fixed` overrules with {word: its parts}."""

    def __init__(
        self,
        stem: Callable[[str], str],
        worth: Callable[[str], int],
        wholes: Container[str] = (),
        fixed: Mapping[str, list[str]] | None = None,
    ) -> None:
        self.stem, self.worth, self.wholes, self.fixed = stem, worth, wholes, fixed or {}
        self._done: dict[str, list[str]] = {}

    def __call__(self, word: str) -> list[str]:
        """Return the parts of a word in order, each as a word of its own; none for a word that is whole."""
        found = self._done.get(word)
        if found is None:
            found = self._done[word] = self._split(word)
        return found

    def _split(self, word: str) -> list[str]:
        if word in self.fixed:
            return self.fixed[word]
        if len(word) < LEAST + 2 or not word.isalpha() or (len(word) <= WHOLE and self.worth(self.stem(word)) == BEST):
            return []
        best: list[str] = []
        score = (99, 0)
        for at in range(2, len(word) - 1):
            last = word[at:]
            worth = self._last(last)
            rest = [last] if worth else self(last) if len(last) > SHORT else []
            if not rest:
                continue
            for first in modifiers(word[:at]):
                if value := self._first(first):
                    parts = [*(self(first) or [first]), *rest]
                    # fewest parts first; then those of which the poorer is the best, and longest
                    odd = 12 if last[0] == "s" and first.endswith(LINKED) else 2 if first != word[:at] else 0
                    this = len(parts), odd - min(value, worth or value) * min(len(first), len(last), 6)
                    if this < score:
                        best, score = parts, this
        return best

    def _last(self, word: str) -> int:
        return self.worth(self.stem(word))

    def _first(self, word: str) -> int:
        stem = self.stem(word)
        rest = word[len(stem) :] if word.startswith(stem) else "?"
        return self.worth(stem) if rest in KEPT or word in self.wholes else 0


def modifiers(text: str) -> list[str]:
    """Return the words that a first part may be: with a linking s, or with the vowel that it has lost or changed."""
    last, cut = text[-1], text[:-1]
    if last == "s":
        return [text, cut, cut + "e"] if len(text) > LEAST else [text]
    if last in "ou":
        return [text, cut + "a"]
    if last == "e":
        return [text, cut]
    if text.endswith("ar"):
        return [text, text + "e"]
    return [text]
