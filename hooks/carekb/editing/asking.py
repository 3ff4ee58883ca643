"""Asks an editor, in Swedish, until the answers make sense. Options given on the command line are not asked for.

A number always means a line of the list that was shown last. What is shown may also be typed. `tillbaka` goes one
question back. What has been answered is kept in a file until it is used, so that Ctrl-C only pauses.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from ..base.base import Base
from ..language.alphabet import slug
from ..source.problems import nearest
from .questions import Answers, Choices, Field, Scaffold

_SHOWN = 40
"""More choices than this are searched rather than listed."""
_NAMED = 10
"""So many choices are named in a line of their own faults; more are not."""
_BACK = "tillbaka"
_HOW = f'Skriv "{_BACK}" för att gå en fråga bakåt. Ctrl-C pausar, och svaren finns kvar.'


class Paused(click.Abort):
    """The editor stopped in the middle; the answers are kept."""


class _Back(Exception):
    """The editor wants the question before this one."""


def answers_to(
    scaffold: Scaffold, base: Base, options: dict[str, Any], *, silent: bool, kept: Path | None = None
) -> Answers:
    """Return an answer to each question: from `options`, else by asking, else (`silent`) the suggested one.

    What is answered is kept in the file `kept` until `forget` is called. Raises click.UsageError for an option that
    will not do, and when `silent` for one that is missing; Paused when the editor stops.
    """
    given: Answers = {name: value for name, value in options.items() if value not in (None, "", ())}
    for field in scaffold.fields:
        if field.name in given:
            given[field.name] = _from_option(field, base, given[field.name])
    if silent:
        return _taken(scaffold, base, given)
    return _Interview(scaffold, base, given, kept).answers()


def forget(kept: Path) -> None:
    """Throw away answers that have been used."""
    with contextlib.suppress(OSError):
        kept.unlink(missing_ok=True)


def agrees(question: str, *, default: bool) -> bool:
    """Ask for yes or no. Raises Paused when the editor stops: what has been answered is kept."""
    while True:
        try:
            reply = _line(f"{question} [{'J/n' if default else 'j/N'}]").lower()
        except (click.Abort, KeyboardInterrupt):
            raise Paused from None
        if not reply:
            return default
        if reply in ("j", "ja", "n", "nej"):
            return reply.startswith("j")
        click.echo("  Svara j eller n.")


def _taken(scaffold: Scaffold, base: Base, answers: Answers) -> Answers:
    """Return what is suggested for each question that no option answers."""
    for field in scaffold.fields:
        if field.name in answers or not field.asked(answers):
            continue
        suggested = _suggestion(field, base, answers)
        if not suggested and field.required(answers):
            raise click.UsageError(f"--{field.name} saknas. {field.ask}")
        if suggested and (fault := field.fault(base, suggested)):
            raise click.UsageError(f"--{field.name}: {fault}")
        if suggested:
            answers[field.name] = suggested
    return answers


class _Interview:
    """The questions of a scaffold, put to someone who may go back and may go away."""

    def __init__(self, scaffold: Scaffold, base: Base, given: Answers, kept: Path | None) -> None:
        self.fields, self.base, self.given, self.kept = scaffold.fields, base, given, kept
        self.replies: dict[str, Any] = {}
        """What has been answered, in order; None for a question that was passed over."""
        self.before: dict[str, Any] = {}
        """Answers to questions that the editor has gone back over; suggested again."""

    def answers(self) -> Answers:
        """Ask all that is left to ask."""
        self._resume()
        if self._next():
            click.echo(_HOW)
        try:
            while field := self._next():
                self._ask(field)
        except (click.Abort, KeyboardInterrupt):
            if self.replies and self.kept:
                raise Paused from None
            raise
        return self._so_far()

    def _so_far(self) -> Answers:
        return self.given | {name: value for name, value in self.replies.items() if value}

    def _next(self) -> Field | None:
        answers = self._so_far()
        open_ = (field for field in self.fields if field.name not in self.given and field.name not in self.replies)
        return next((field for field in open_ if field.asked(answers)), None)

    def _ask(self, field: Field) -> None:
        answers = self._so_far()
        suggested = _as_text(self.before.pop(field.name, None)) or _suggestion(field, self.base, answers)
        try:
            self.replies[field.name] = _asked(field, self.base, suggested, required=field.required(answers))
        except _Back:
            if not self.replies:
                click.echo("  Det här är den första frågan.")
                return
            name, value = self.replies.popitem()
            self.before[name] = value
        self._keep()

    def _keep(self) -> None:
        if self.kept:
            # Where nothing can be written the answers last as long as the questions.
            with contextlib.suppress(OSError, UnicodeEncodeError):
                self.kept.parent.mkdir(parents=True, exist_ok=True)
                self.kept.write_text(json.dumps(self.replies, ensure_ascii=False), encoding="utf-8")

    def _resume(self) -> None:
        """Take up what was answered before, as far as it still is an answer."""
        found = _read(self.kept)
        if not found or not agrees("Det finns svar kvar från förra gången. Fortsätta med dem?", default=True):
            return
        for field in self.fields:
            if field.name in found and field.name not in self.given:
                value = found[field.name]
                parts = value if field.many and isinstance(value, list) else [value]
                if value is None or all(isinstance(one, str) and not _fault(field, self.base, one) for one in parts):
                    self.replies[field.name] = value
        for name, value in self.replies.items():
            if value:
                click.echo(f"  {name}: {_as_text(value)}")


def _read(kept: Path | None) -> dict[str, Any]:
    try:
        found = json.loads(kept.read_text(encoding="utf-8")) if kept else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _as_text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else value or ""


def _suggestion(field: Field, base: Base, answers: Answers) -> str:
    if field.choices:
        allowed = field.choices(base)
        suggested = field.default(base, answers)
        return suggested if suggested in allowed else ""
    return field.default(base, answers)


def _from_option(field: Field, base: Base, value: Any) -> Any:
    given: Sequence[str] = value if field.many else (value,)
    found = []
    for text in given:
        meant = _meant(field, text, field.choices(base) if field.choices else {}, [])
        if fault := _fault(field, base, meant):
            raise click.UsageError(f"--{field.name}: {fault}")
        found.append(meant)
    return found if field.many else found[0]


def _fault(field: Field, base: Base, text: str) -> str | None:
    if not _is_text(text):
        return "Texten innehåller tecken som inte går att skriva i en fil. Skriv om den."
    if field.choices:
        allowed = field.choices(base)
        chosen = _part(field, text)
        if chosen not in allowed:
            return f'"{chosen}" finns inte{nearest(chosen, allowed) or _instead(allowed)}'
    return field.fault(base, text)


def _instead(allowed: Choices) -> str:
    """Return what can be said instead, where it can be said in a line."""
    return f". Välj ett av {', '.join(allowed)}." if len(allowed) <= _NAMED else "."


def _is_text(text: str) -> bool:
    """Whether a text can be written as UTF-8: a terminal may give bytes that are none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _part(field: Field, text: str) -> str:
    """Return the part of an answer that is chosen from the list."""
    first, equals, second = text.partition("=")
    return second if equals and field.pairs == "second" else first if field.pairs else text


def _asked(field: Field, base: Base, suggested: str, *, required: bool) -> Any:
    allowed = field.choices(base) if field.choices else {}
    click.echo("")
    shown = _show(allowed) if allowed else []
    kept: list[str] = []
    while True:
        hint = f" [{suggested}]" if suggested else "" if required else " (tomt går bra)"
        reply = _line(f"{field.ask}{' Flera skiljs med komma.' if field.many else ''}{hint}") or suggested
        if reply.lower() == _BACK:
            raise _Back
        if not reply and not kept:
            if not required:
                return None
            click.echo("  Ett svar behövs här.")
            continue
        meant = [_meant(field, part, allowed, shown) for part in _parts(field, reply, allowed)]
        faults = {part: fault for part in meant if (fault := _fault(field, base, part))}
        if field.many:
            kept += [part for part in meant if part not in faults and part not in kept]
        if not faults:
            return kept if field.many else meant[0]
        for fault in faults.values():
            click.echo(f"  {fault}")
        shown = _show(_joined(_search(_part(field, part), allowed) for part in faults)) if allowed else []
        if kept:
            click.echo(f"  Hittills: {', '.join(kept)}. Skriv det som saknas.")
            suggested, required = "", False


def _parts(field: Field, reply: str, choices: Choices) -> list[str]:
    if not field.many or any(slug(reply) == slug(words) for words in choices.values()):
        return [reply]
    return [part.strip() for part in reply.split(",") if part.strip()]


def _line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


def _show(choices: Choices) -> list[str]:
    """Show a list, and return what its numbers mean. Of a long one nothing is shown, and no number means anything."""
    if len(choices) > _SHOWN:
        click.echo(f"  {len(choices)} att välja på: skriv id, eller en del av namnet för att söka.")
        return []
    for number, (choice, words) in enumerate(choices.items(), 1):
        click.echo(f"  {number:>2}  {choice}{f' – {words}' if words else ''}")
    return list(choices)


def _search(part: str, choices: Choices) -> Choices:
    """Return what a text that was no answer may have meant: what holds it, else all where they can be listed."""
    wanted = part.lower()
    found = {choice: words for choice, words in choices.items() if wanted in choice or wanted in words.lower()}
    if not found and len(choices) <= _SHOWN:
        return choices
    return dict(list(found.items())[:_SHOWN])


def _joined(some: Iterable[Choices]) -> Choices:
    return {choice: words for choices in some for choice, words in choices.items()}


def _meant(field: Field, text: str, choices: Choices, shown: Sequence[str]) -> str:
    """Return the answer that a number, an id or the words of a choice means."""
    if not choices:
        return text
    first, equals, second = text.partition("=")
    if equals and field.pairs == "second":
        return f"{slug(first)}={_choice(second.strip(), choices, shown)}"
    if equals and field.pairs:
        return f"{_choice(first.strip(), choices, shown)}={slug(second)}"
    return _choice(text, choices, shown)


def _choice(part: str, choices: Choices, shown: Sequence[str]) -> str:
    if part in choices:
        return part
    if part.isdecimal():
        return shown[int(part) - 1] if 0 < int(part) <= len(shown) else part
    named = part.partition(" – ")[0]
    wanted = {slug(part), slug(named)}
    found = [choice for choice, words in choices.items() if {choice, slug(words)} & wanted]
    return found[0] if len(found) == 1 else part
