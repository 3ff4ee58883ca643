"""What a page must have to say: every step of its role, more than what is not known, and nothing twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from posixpath import dirname

from ..base.base import Base
from ..base.pages import SourcePage
from ..model.records.organisation import Process, Step
from ..source.markdown import MarkdownSource, is_internal, resolve
from ..source.problems import Mark, Problem, problem
from ..source.shortcodes import find

_ROLE_PAGES = "roll"
"""The folder beside a process's page where each page tells one role, or some that work together, what they do."""

_UNKNOWN = re.compile(
    r"\binte (?:\w+ )?(?:kän[dt]|kända|belag[dt]a?|bekräfta[dt]e?|fastställ[dt]a?|framgår)\b"
    r"|\bvet (?:vi |ingen )?inte\b|\bokän[dt]a?\b"
    r"|\bnot (?:\w+ )?(?:known|confirmed|established)\b|\b(?:do|does) not know\b|\bunknown\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\[])")
_PROSE = re.compile(r"\w")
_LEAST = 4
"""How many sentences a text has at least before what is not known can be too much of it."""


def check_role_steps(base: Base) -> Iterator[Problem]:
    """The page of a role in a process has every step where the role acts or receives."""
    for process in base.processes.values():
        for page in _role_pages(base, process):
            steps = [step for step in process.steps if step.page and _takes_part(step, page.meta.audience)]
            for _, _, source in page.versions():
                told = _told(source, page.path)
                for step in steps:
                    if step.page not in told and step.id not in told:
                        message = (
                            f'steget "{step.name.sv}" saknas på rollens sida. '
                            f"Länka till {step.page}, eller skriv [[steg:{step.id}]]."
                        )
                        yield problem(source.file, Mark(source.body_line, 1), "KB412", message)


def _role_pages(base: Base, process: Process) -> list[SourcePage]:
    folder = f"{dirname(process.page or '')}/{_ROLE_PAGES}"
    return [page for path, page in base.pages.items() if dirname(path) == folder and not path.endswith("/index.md")]


def _takes_part(step: Step, roles: Iterable[str]) -> bool:
    return bool({*step.actors, *step.receivers} & {*roles})


def _told(source: MarkdownSource, path: str) -> set[str]:
    """Return the pages that a page links to, and the steps whose boxes it has."""
    found = {resolve(link.target, path) for link in source.reading.links if is_internal(link.target)}
    for _, line in source.lines():
        found |= {code.target for code in find(line) if code.kind == "steg"}
    return found


def check_lead(base: Base) -> Iterator[Problem]:
    """The first paragraph does not begin with the description, which stands right above it."""
    for page in base.pages.values():
        for _, meta, source in page.versions():
            number, first = _first_paragraph(source)
            if _plain(first).startswith(_plain(meta.description)):
                message = "första stycket upprepar description, som visas ovanför. Ta bort det som upprepas."
                yield problem(source.file, Mark(number, 1), "KB413", message)


def _first_paragraph(source: MarkdownSource) -> tuple[int, str]:
    first, words = 0, []
    for number, line in source.lines():
        if line.strip():
            first = first or number
            words.append(line.strip())
        elif words:
            break
    return first, " ".join(words)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def check_unknown(base: Base) -> Iterator[Problem]:
    """A page or an answer says more than what is not known."""
    advice = "Samla det okända i en lucka, och skriv vad läsaren kan göra i stället."
    for page in base.pages.values():
        for _, _, source in page.versions():
            if mostly_unknown(line for _, line in source.lines()):
                message = f"mer än hälften av sidan säger att något inte är känt. {advice}"
                yield problem(source.file, Mark(source.body_line, 1), "KB414", message)
    for faq in base.faq.values():
        for lang in ("sv", "en"):
            if mostly_unknown(faq.answer.get(lang).split("\n"), least=1):
                message = f"mer än hälften av svaret säger att något inte är känt. {advice}"
                yield base.places["faq", faq.id].at("answer", lang, code="KB414", message=message)


def mostly_unknown(lines: Iterable[str], least: int = _LEAST) -> bool:
    """Whether more than half of the sentences only say that something is not known."""
    said = [part for line in lines if not line.startswith("#") for part in _SENTENCE_END.split(line)]
    sentences = [part for part in said if _PROSE.search(part)]
    unknown = sum(1 for part in sentences if _UNKNOWN.search(part))
    return len(sentences) >= least and 2 * unknown > len(sentences)
