"""New answers and pages: what to ask, and the file that the answers make.

Pure: asks nobody and writes nothing. The asking is in `carekb.editing.asking`; notices are in `carekb.notices.drafts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from ..base.base import Base
from ..base.read import read_base, read_more
from ..checks import run
from ..checks.open_base import open_base
from ..language.alphabet import slug
from ..model.canonical import dump
from ..model.kinds import ADDITIONS, DOCS
from ..model.records.faq import Faq
from ..model.records.front_matter import SOURCED_KINDS, Addition, Page, WrittenKind
from ..relations.fingerprints import fingerprint
from ..source.problems import Problem

Answers = dict[str, Any]
"""What was answered, by field; text, or a list of texts for a field with `many`. Unanswered fields are left out."""
Choices = dict[str, str]
"""What may be chosen, with what each means."""

_ID_LENGTH = 60
_LONGEST_ID = 100
"""An id is also the name of a file."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question to the editor; `name` is also the option on the command line."""

    name: str
    ask: str
    many: bool = False
    required: Callable[[Answers], bool] = lambda _: True
    asked: Callable[[Answers], bool] = lambda _: True
    """Whether the question has a meaning after the answers before it."""
    choices: Callable[[Base], Choices] | None = None
    default: Callable[[Base, Answers], str] = lambda *_: ""
    fault: Callable[[Base, str], str | None] = lambda *_: None
    """Says what is wrong with an answer, or None."""
    pairs: Literal["", "first", "second"] = ""
    """Whether an answer may be a pair, `a=b`, and which of its parts is chosen from the list."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that does not exist yet."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A kind of thing that can be made: its questions, and what they become."""

    word: str
    fields: tuple[Field, ...]
    draft: Callable[[Base, Answers], Draft]


def faults_of(root: Path, today: date, draft: Draft) -> list[Problem]:
    """Return the faults that the base below `root` would get with `draft` in it, besides those it has."""
    _, before = open_base(root, today)
    base, found = read_base(root, today)
    found += read_more(base, draft.path, draft.text)
    return sorted({*found, *run(base)} - {*before})


# --- what may be chosen


def named(kind: str) -> Callable[[Base], Choices]:
    """Return the records of a kind by their names."""

    def choices(base: Base) -> Choices:
        found = {}
        for record_id, record in base.records[kind].items():
            words = getattr(record, "name", None) or record.title  # type: ignore[attr-defined]  # one of the two is there
            found[record_id] = words if isinstance(words, str) else words.sv
        return found

    return choices


def pages(base: Base) -> Choices:
    """Return the written pages by their titles."""
    return {path: page.meta.title for path, page in base.pages.items()}


def literal(values: object, words: Mapping[str, str] | None = None) -> Callable[[Base], Choices]:
    """Return a closed list, with what each value means."""
    allowed = {value: (words or {}).get(value, "") for value in get_args(values)}
    return lambda _: allowed


def never(_: Answers) -> bool:
    """Say that an answer may be left out."""
    return False


def _sections_owner(section: str) -> Callable[[Base, Answers], str]:
    def owner(base: Base, answers: Answers) -> str:
        found = base.sections.get(answers.get("section", section))
        return found.owner if found else ""

    return owner


# --- what is wrong with an answer


def new_id(kind: str) -> Callable[[Base, str], str | None]:
    """Return a check that an id is free."""

    def fault(base: Base, text: str) -> str | None:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
            return "Använd bara a–z, siffror och bindestreck."
        if len(text) > _LONGEST_ID:
            return f"Skriv högst {_LONGEST_ID} tecken."
        taken = {*base.records[kind], *(old for record in base.records[kind].values() for old in record.former_ids)}
        if text in taken or base.knows(kind, text):
            return f'Id "{text}" finns redan. Välj ett annat.'
        return None

    return fault


def _new_page(base: Base, text: str) -> str | None:
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)+\.md", text):
        return "Skriv mapp och filnamn med a–z, siffror och bindestreck, till exempel sip/kalla.md."
    taken = {*base.pages, *(old for page in base.pages.values() for old in page.meta.old_paths)}
    if text in taken or base.knows("page", text):
        return f'Sidan "{text}" finns redan. Välj ett annat namn.'
    return None


def _months_fault(_: Base, text: str) -> str | None:
    return None if text.isdecimal() and 1 <= int(text) <= 36 else "Skriv ett tal från 1 till 36."


def _line_fault(_: Base, text: str) -> str | None:
    return None if len(text) <= 300 and "\n" not in text else "Skriv högst 300 tecken på en rad."


def short_id(text: str) -> str:
    """Return the id of a title, cut between words."""
    found = slug(text)
    return found if len(found) <= _ID_LENGTH else found[: _ID_LENGTH + 1].rpartition("-")[0]


def texts_of(answers: Answers, name: str) -> dict[str, str]:
    """Return the languages answered of a text."""
    return {lang: answers[key] for lang, key in (("sv", name), ("en", f"{name}-en")) if answers.get(key)}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what has no value."""
    return {key: value for key, value in values.items() if value}


_MONTHS = Field("months", "Hur många månader mellan granskningar?", default=lambda *_: "12", fault=_months_fault)
_SOURCES = Field("source", "Källor?", many=True, choices=named("source"))


# --- an answer to a question


def _draft_faq(_: Base, answers: Answers) -> Draft:
    values = {
        "id": answers["id"],
        "question": texts_of(answers, "question"),
        "answer": texts_of(answers, "answer"),
        "topic": answers["topic"],
        "roles": answers.get("role"),
        "pages": answers["page"],
        "sources": answers["source"],
        "owner": answers["owner"],
        "review_months": answers["months"],
    }
    return Draft(f"data/faq/{answers['id']}.yml", dump(filled(values), Faq))


FAQ = Scaffold(
    "en ny fråga",
    (
        Field("question", "Frågan, så som den ställs?"),
        Field("question-en", "Frågan på engelska?", required=never),
        Field("answer", "Svaret, kort?"),
        Field("answer-en", "Svaret på engelska?", required=never),
        Field("topic", "Ämne?", choices=named("topic")),
        Field("role", "Roller som frågar?", many=True, required=never, choices=named("role")),
        Field("page", "Sidor som svaret vilar på?", many=True, choices=pages),
        _SOURCES,
        Field("owner", "Roll som äger svaret?", choices=named("role"), default=_sections_owner("fragor")),
        _MONTHS,
        Field(
            "id",
            "Id, som också blir filens namn?",
            default=lambda _, answers: short_id(answers["question"]),
            fault=new_id("faq"),
        ),
    ),
    _draft_faq,
)


# --- a page


def _draft_page(_: Base, answers: Answers) -> Draft:
    values = {
        "title": answers["title"],
        "description": answers["description"],
        "kind": answers["kind"],
        "owner": answers["owner"],
        "review_months": answers["months"],
        "audience": answers.get("role"),
        "sources": answers.get("source"),
    }
    return Draft(f"{DOCS}/{answers['path']}", f"---\n{dump(filled(values), Page)}---\n\n{_BODY}")


_BODY = """\
Skriv svaret först: vem ska göra vad?

## Gör så här

1. Skriv det första steget.
2. Skriv nästa steg.

## Om något går fel

Skriv vad som brukar gå fel, och vad man gör då.
"""

PAGE = Scaffold(
    "en ny sida",
    (
        Field("title", "Sidans rubrik?", fault=_line_fault),
        Field("description", "Sidan i en mening?", fault=_line_fault),
        Field("kind", "Sort?", choices=literal(WrittenKind)),
        Field("section", "Avsnitt?", asked=lambda answers: "path" not in answers, choices=named("section")),
        Field("owner", "Roll som äger sidan?", choices=named("role"), default=_sections_owner("")),
        Field(
            "role",
            "Roller som sidan är till för (tomt betyder alla)?",
            many=True,
            required=never,
            choices=named("role"),
        ),
        Field(
            "source",
            "Källor?",
            many=True,
            required=lambda answers: answers.get("kind") in SOURCED_KINDS,
            choices=named("source"),
        ),
        _MONTHS,
        Field(
            "path",
            "Filens namn under docs/?",
            default=lambda _, answers: f"{answers.get('section', '')}/{short_id(answers['title'])}.md",
            fault=_new_page,
        ),
    ),
    _draft_page,
)


# --- a local addition


def _places(base: Base) -> Choices:
    return named("area")(base) | named("municipality")(base)


def _free_addition(base: Base, answers: Answers) -> str:
    """Return the first file name that is free: the page's own, then the same with a number."""
    page = answers["page"].removesuffix(".md").removesuffix("/index").rpartition("/")[2]
    numbers = ("", *(f"-{number}" for number in range(2, 100)))
    names = (f"{answers['place']}/{page}{number}.md" for number in numbers)
    return next(path for path in names if path not in base.additions)


def _new_addition(base: Base, text: str) -> str | None:
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9-]+\.md", text):
        return "Skriv områdets eller kommunens id och ett filnamn, till exempel skaraborg/kalla.md."
    return f"{ADDITIONS}{text} finns redan. Välj ett annat namn." if text in base.additions else None


def _draft_addition(base: Base, answers: Answers) -> Draft:
    values = {
        "title": answers["title"],
        "page": answers["page"],
        "after": answers.get("after"),
        "owner": answers["owner"],
        "reviewed": base.today.isoformat(),
        "review_months": answers["months"],
        "sources": answers["source"],
        "fingerprint": fingerprint(base, base.pages[answers["page"]]),
    }
    body = "Skriv det som gäller hos er, utöver texten på sidan.\n"
    return Draft(f"{ADDITIONS}{answers['path']}", f"---\n{dump(filled(values), Addition)}---\n\n{body}")


ADDITION = Scaffold(
    "ett nytt lokalt tillägg",
    (
        Field("place", "Område eller kommun?", choices=_places),
        Field("page", "Sidan som tillägget hör till?", choices=pages),
        Field("after", "Ankaret för avsnittet (tomt betyder sist på sidan)?", required=never),
        Field("title", "Vad handlar tillägget om?", fault=_line_fault),
        Field("owner", "Roll som äger tillägget?", choices=named("role")),
        _SOURCES,
        _MONTHS,
        Field("path", f"Filens namn under {ADDITIONS}?", default=_free_addition, fault=_new_addition),
    ),
    _draft_addition,
)

SCAFFOLDS = {"faq": FAQ, "page": PAGE, "addition": ADDITION}
