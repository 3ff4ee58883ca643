"""Characters that nobody sees and that change how a text is read: pasted from the web, or put there to deceive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import name

from .problems import Mark, Problem, problem

_NAMES = {
    "\u00ad": "mjukt bindestreck",
    "\u200b": "mellanslag utan bredd",
    "\ufeff": "mellanslag utan bredd",
    "\u2060": "håller ihop ord",
    "\u2028": "radbrott",
    "\u2029": "radbrott",
    "\x85": "radbrott",
}
_DIRECTIONS = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_UNSEEN = re.compile(f"[{''.join(_NAMES)}{_DIRECTIONS}\u2061-\u2064]")
_WIDE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# White space that is no blank and no tab: before the first word of a line, after a key, or last on the line.
_WHERE = re.compile(f"^[ -]*(?P<first>[{_WIDE}])|^[ -]*[\\w-]+: *(?P<after>[{_WIDE}])|(?P<last>[{_WIDE}])[ \t]*$", re.M)


def unseen(path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each character that nobody sees, with its place; those that YAML allows escaped are fine."""
    for match in _UNSEEN.finditer(text):
        what = _NAMES.get(match[0], "ändrar skrivriktning")
        message = f"här står ett osynligt tecken: {what} ({_code(match[0])}). Skriv om tecknen före och efter."
        yield problem(path, _place(text, match.start()), "KB110", message)


def wide_blanks(path: str, text: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each line of YAML with a blank that is no ordinary one where YAML needs one."""
    for match in _WHERE.finditer(text):
        start = match.start(str(match.lastgroup))
        mark = _place(text, start)
        message = (
            f"här står ett hårt mellanslag ({_code(text[start])}) där det ska vara ett vanligt, eller inget. "
            "Skriv om mellanslagen på raden."
        )
        yield problem(path, Mark(mark.line + first_line - 1, mark.col), "KB110", message)


def _code(char: str) -> str:
    return f"U+{ord(char):04X} {name(char, '').lower()}".strip()


def _place(text: str, offset: int) -> Mark:
    return Mark(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
