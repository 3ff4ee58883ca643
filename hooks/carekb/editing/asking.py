"""Asks an editor, in Swedish, until the answers make sense. Options given on the command line are not asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from ..base.base import Base
from ..source.problems import nearest
from .questions import Answers, Choices, Field, Scaffold

_SHOWN = 40
"""More choices than this are searched rather than listed."""


def answers_to(scaffold: Scaffold, base: Base, options: dict[str, Any], *, silent: bool) -> Answers:
    """Return an answer to each question: from `options`, else by asking, else (`silent`) the suggested one.

    Raises click.UsageError for an option that will not do, and when `silent` for one that is missing.
    """
    answers: Answers = {name: value for name, value in options.items() if value not in (None, "", ())}
    for field in scaffold.fields:
        if field.name in answers:
            answers[field.name] = _from_option(field, base, answers[field.name])
    for field in scaffold.fields:
        if field.name in answers or not field.asked(answers):
            continue
        suggested = _suggestion(field, base, answers)
        if silent:
            if not suggested and field.required(answers):
                raise click.UsageError(f"--{field.name} saknas. {field.ask}")
            found: Any = suggested
            if suggested and (fault := field.fault(base, suggested)):
                raise click.UsageError(f"--{field.name}: {fault}")
        else:
            found = _asked(field, base, suggested, required=field.required(answers))
        if found:
            answers[field.name] = found
    return answers


def agrees(question: str, *, default: bool) -> bool:
    """Ask for yes or no."""
    while True:
        reply = _line(f"{question} [{'J/n' if default else 'j/N'}]").lower()
        if not reply:
            return default
        if reply in ("j", "ja", "n", "nej"):
            return reply.startswith("j")
        click.echo("  Svara j eller n.")


def _suggestion(field: Field, base: Base, answers: Answers) -> str:
    if field.choices:
        allowed = field.choices(base)
        suggested = field.default(base, answers)
        return suggested if suggested in allowed else ""
    return field.default(base, answers)


def _from_option(field: Field, base: Base, value: Any) -> Any:
    given: Sequence[str] = value if field.many else (value,)
    for text in given:
        fault = _fault(field, base, text)
        if fault:
            raise click.UsageError(f"--{field.name}: {fault}")
    return list(given) if field.many else value


def _fault(field: Field, base: Base, text: str) -> str | None:
    if field.choices:
        allowed = field.choices(base)
        if text not in allowed:
            return f'"{text}" finns inte{nearest(text, allowed) or "."}'
    return field.fault(base, text)


def _asked(field: Field, base: Base, suggested: str, *, required: bool) -> Any:
    allowed = field.choices(base) if field.choices else {}
    click.echo("")
    if allowed:
        _show(allowed)
    while True:
        hint = f" [{suggested}]" if suggested else "" if required else " (tomt går bra)"
        reply = _line(f"{field.ask}{' Flera skiljs med komma.' if field.many else ''}{hint}") or suggested
        if not reply:
            if not required:
                return None
            click.echo("  Ett svar behövs här.")
            continue
        parts = [part.strip() for part in reply.split(",")] if field.many else [reply]
        chosen = [_chosen(part, allowed) for part in parts if part]
        faults = [fault for part in chosen if (fault := _fault(field, base, part))]
        if not faults:
            return chosen if field.many else chosen[0]
        for fault in faults:
            click.echo(f"  {fault}")
        for part in chosen:
            if part not in allowed:
                _show(_search(part, allowed))


def _line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


def _show(choices: Choices) -> None:
    if len(choices) > _SHOWN:
        click.echo(f"  {len(choices)} att välja på: skriv id, eller en del av namnet för att söka.")
        return
    for number, (choice, words) in enumerate(choices.items(), 1):
        click.echo(f"  {number:>2}  {choice}{f' – {words}' if words else ''}")


def _search(part: str, choices: Choices) -> Choices:
    wanted = part.lower()
    found = {choice: words for choice, words in choices.items() if wanted in choice or wanted in words.lower()}
    return dict(list(found.items())[:_SHOWN])


def _chosen(part: str, choices: Choices) -> str:
    """Return the choice that a number or an id means."""
    if part.isdecimal() and part not in choices and 0 < int(part) <= len(choices) <= _SHOWN:
        return list(choices)[int(part) - 1]
    return part
