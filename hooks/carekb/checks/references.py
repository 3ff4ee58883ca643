"""Ids that point at something: that it is there, that it still holds, that it does not point back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from ..base.base import Base
from ..base.pages import SourceAddition, SourcePage
from ..base.texts import texts
from ..model.fields import Ref
from ..model.kinds import KINDS
from ..model.records.front_matter import RepealedUse
from ..relations.made_pages import all_paths
from ..source.problems import Problem, nearest, problem
from ..source.shortcodes import find
from ..source.yaml import Loc, YamlSource

_WORDS = {"page": "sidan", **{name: kind.word for name, kind in KINDS.items()}}


def check_references(base: Base) -> Iterator[Problem]:
    """Every id in a field that refers to a record names one that exists."""
    known: dict[str, Any] = {**base.records, "page": all_paths(base)}
    for kind, unread in base.unread.items():
        # A kind whose file could not be read is left out, so that one fault does not become a hundred.
        known[kind] = None if unread is None else {*known[kind], *unread}
    for (kind, record_id), place in base.places.items():
        inside = KINDS[kind].inside
        if not inside or inside[0] == "vocab":
            yield from _resolve(base.records[kind][record_id], place.document, place.loc, known)
    for page in base.pages.values():
        yield from _resolve(page.meta, page.source.document, (), known, skip=("old_paths",))
    for addition in base.additions.values():
        yield from _resolve(addition.meta, addition.source.document, (), known)


def _resolve(
    model: BaseModel, document: YamlSource, loc: Loc, known: Mapping[str, Any], skip: tuple[str, ...] = ()
) -> Iterator[Problem]:
    for name, field in type(model).model_fields.items():
        if name in skip:
            continue
        ref = _ref(field.annotation, tuple(field.metadata))
        yield from _value(getattr(model, name), ref, document, (*loc, field.alias or name), known)


def _value(value: Any, ref: Ref | None, document: YamlSource, loc: Loc, known: Mapping[str, Any]) -> Iterator[Problem]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _value(item, ref, document, (*loc, index), known)
    elif isinstance(value, BaseModel):
        yield from _resolve(value, document, loc, known)
    elif ref and isinstance(value, str) and known[ref.kind] is not None and value not in known[ref.kind]:
        message = f'{_WORDS[ref.kind]} "{value}" finns inte{nearest(value, known[ref.kind]) or "."}'
        yield document.at(loc, "KB301", message)


def _ref(annotation: Any, metadata: tuple[Any, ...] = ()) -> Ref | None:
    """Return the reference marker of a field's type, wherever it sits in it."""
    for item in metadata:
        if isinstance(item, Ref):
            return item
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        return _ref(inner, tuple(extra))
    if origin in (tuple, Union, UnionType):
        for argument in get_args(annotation):
            if found := _ref(argument):
                return found
    return None


def check_cycles(base: Base) -> Iterator[Problem]:
    """No forum reports to itself, no system leans on itself, by however long a way."""
    forums = {forum.id: forum.reports_to for forum in base.forums.values()}
    systems = {system.id: tuple(d.system for d in system.depends_on) for system in base.systems.values()}
    documents = {document.id: document.replaces for document in base.documents.values()}
    for kind, field, graph in (
        ("forum", "reports_to", forums),
        ("system", "depends_on", systems),
        ("document", "replaces", documents),
    ):
        for cycle in _cycles(graph):
            way = " → ".join((*cycle, cycle[0]))
            message = f"{_WORDS[kind]} leder tillbaka till sig självt: {way}. Ta bort ett av leden."
            yield base.places[kind, cycle[0]].at(field, code="KB305", message=message)


def _cycles(graph: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return each cycle once, beginning with its first id in alphabetical order."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(graph):
        stack: list[tuple[str, tuple[str, ...]]] = [(start, (start,))]
        while stack:
            node, way = stack.pop()
            for following in graph.get(node, ()):
                if following in way:
                    cycle = way[way.index(following) :]
                    first = cycle.index(min(cycle))
                    found.add(cycle[first:] + cycle[:first])
                elif following not in done:
                    stack.append((following, (*way, following)))
        done.add(start)
    return sorted(found)


def check_former_ids(base: Base) -> Iterator[Problem]:
    """A former id is not in use, and leads to one record only."""
    for kind, table in base.records.items():
        taken: dict[str, str] = {}
        for record in table.values():
            for index, old in enumerate(record.former_ids):
                other = old if old in table else taken.get(old)
                if other:
                    message = f'det tidigare id:t "{old}" används redan av "{other}". Ta bort det på ett av ställena.'
                    yield base.places[kind, record.id].at("former_ids", index, code="KB302", message=message)
                taken[old] = record.id


def check_repealed(base: Base) -> Iterator[Problem]:
    """A page or answer that refers to a repealed provision says why."""
    for page in base.pages.values():
        excused = {use.id for use in page.meta.provisions if isinstance(use, RepealedUse)}
        for index, use in enumerate(page.meta.provisions):
            if isinstance(use, str):
                yield from _repealed(base, use, page.source.document.at, ("provisions", index), excused)
        yield from _repealed_in_text(base, page, excused)
    for addition in base.additions.values():
        yield from _repealed_in_text(base, addition, set())
    for faq in base.faq.values():
        place = base.places["faq", faq.id]
        for index, use in enumerate(faq.provisions):
            if isinstance(use, str):
                yield from _repealed(base, use, place.document.at, ("provisions", index), set())
    for written in texts(base):
        if written.kind != "faq":
            continue
        excused = {use.id for use in base.faq[written.record_id].provisions if isinstance(use, RepealedUse)}
        for part in written.value.split("\n"):
            for code in find(part):
                if code.kind == "lag" and code.target in base.provisions and code.target not in excused:
                    message = _repealed_message(base, code.target)
                    if message:
                        yield problem(written.document.path, written.mark, "KB306", message)


def _repealed_in_text(base: Base, page: SourcePage | SourceAddition, excused: set[str]) -> Iterator[Problem]:
    for _, _, source in page.versions():
        for line, text in source.lines():
            for code in find(text):
                if code.kind == "lag" and code.target in base.provisions and code.target not in excused:
                    message = _repealed_message(base, code.target)
                    if message:
                        yield Problem(source.file, line, code.start + 1, "KB306", message)


def _repealed(base: Base, provision: str, at: Any, loc: Loc, excused: set[str]) -> Iterator[Problem]:
    if provision in base.provisions and provision not in excused and (message := _repealed_message(base, provision)):
        yield at(loc, "KB306", message)


def _repealed_message(base: Base, provision_id: str) -> str | None:
    provision = base.provisions[provision_id]
    law = base.laws[base.owner_of[provision_id]]
    ended: date | None = provision.to_date or law.repealed
    if not ended or ended > base.today:
        return None
    instead = f' Använd "{provision.replaced_by}".' if provision.replaced_by else ""
    return (
        f'lagrummet "{provision_id}" är upphävt sedan {ended}.{instead} '
        "Behövs det ändå, skriv det i provisions med id och reason."
    )
