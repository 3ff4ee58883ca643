"""What Git leaves in a file when two have changed the same lines: both texts, between markers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .problems import Mark, Problem, problem

# Git writes seven signs at the start of a line, and more where conflicts are inside each other.
_MARKER = re.compile(r"^(<{7,}|>{7,}|\|{7,}|={7,})(?: .*)?$", re.MULTILINE)
_MESSAGE = "konflikt från Git: {what}. Behåll den text som gäller, ta bort raderna med {signs}, och kör kb check igen."
_SIGNS = "<<<<<<<, =======, |||||||, >>>>>>>"


def conflicts(path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each conflict, where it begins, and for each marker that is left of one."""
    is_open = False
    for match in _MARKER.finditer(text):
        sign = match[1][0]
        line = text.count("\n", 0, match.start()) + 1
        if sign == "<":
            yield _problem(path, line, "här börjar två versioner av samma text")
        elif not is_open and not (sign == "=" and _is_underline(path, text, match.start())):
            yield _problem(path, line, f"raden {match[1]} är kvar efter en konflikt")
        is_open = sign == "<" or (is_open and sign != ">")


def _is_underline(path: str, text: str, start: int) -> bool:
    """Whether the signs underline a heading, as Markdown may: then there is a text right above."""
    return path.endswith(".md") and bool(text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : start].strip())


def _problem(path: str, line: int, what: str) -> Problem:
    return problem(path, Mark(line), "KB109", _MESSAGE.format(what=what, signs=_SIGNS))
