"""Values to records: pydantic's findings told in Swedish, each at its line and column."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..source.problems import Problem, nearest
from ..source.yaml import Loc, YamlSource
from .fields import BiText

M = TypeVar("M", bound=BaseModel)

_FORMS = {
    "date": ("KB204", "är inte ett datum. Skriv år-månad-dag, till exempel 2026-11-22."),
    "moment": ("KB205", "är inte en tidpunkt med tidszon. Skriv till exempel 2026-11-22T18:00+01:00."),
    "clock": ("KB203", "är inte ett klockslag. Skriv timmar och minuter, till exempel 08:00."),
    "flag": ("KB203", "ska vara true eller false."),
    "whole": ("KB203", "ska vara ett heltal."),
}
"""The messages of the validators in `carekb.model.fields`, by the word they raise."""


def build(model: type[M], document: YamlSource, loc: Loc = ()) -> tuple[M | None, list[Problem]]:
    """Make a `model` of the value at `loc` in `document`; on faults return None and all of them."""
    value = document.value
    for part in loc:
        value = value[part]
    if not isinstance(value, dict):
        message = "här ska det stå en post med nycklar och värden (nyckel: värde)."
        return None, [document.at(loc, "KB106", message)]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_translate(model, document, loc, detail) for detail in _own_faults(error)]


def _own_faults(error: ValidationError) -> list[ErrorDetails]:
    """Leave out that a list is too short when that is only because an item in it is faulty."""
    details = error.errors(include_url=False)
    deeper = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    return [detail for detail in details if not (detail["type"] == "too_short" and detail["loc"] in deeper)]


def _translate(model: type[BaseModel], document: YamlSource, base: Loc, detail: ErrorDetails) -> Problem:
    inner = _real_loc(document, base, tuple(detail["loc"]))
    loc = (*base, *inner)
    kind = detail["type"]
    shown = _shown(detail["input"])
    name = next((part for part in reversed(inner) if isinstance(part, str)), "")
    context: dict[str, Any] = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        known = _field_names(model, inner[:-1])
        hint = nearest(name, known) or f". Tillåtna nycklar här: {', '.join(known)}."
        return document.at(loc, "KB201", f'nyckeln "{name}" finns inte{hint}', key=True)
    if kind == "missing":
        if name == "en" and _is_bitext(model, inner[:-1]):
            return document.at(
                loc[:-1], "KB208", 'engelsk text saknas. Lägg till raden "en: …" under "sv: …".', key=True
            )
        return document.at(loc[:-1], "KB202", f'nyckeln "{name}" saknas. Lägg till den.')
    if name == "en" and detail["input"] is None and _is_bitext(model, inner[:-1]):
        return document.at(loc, "KB208", 'engelsk text saknas. Skriv den efter "en:".')
    if kind == "value_error":
        code, message = _FORMS.get(str(context.get("error")), ("KB203", "har fel form."))
        return document.at(loc, code, f'"{name}": {shown} {message}')
    if kind in ("date_from_datetime_parsing", "date_parsing", "date_from_datetime_inexact"):
        return document.at(loc, "KB204", f'"{name}": datumet {shown} finns inte. Kontrollera månad och dag.')
    if kind.startswith(("datetime", "timezone")):
        return document.at(
            loc, "KB205", f'"{name}": tidpunkten {shown} finns inte. Kontrollera datum, klockslag och zon.'
        )
    if kind == "literal_error":
        allowed = str(context["expected"]).replace("'", '"').replace(" or ", ", ")
        return document.at(
            loc,
            "KB206",
            f'"{name}": {shown} är inte tillåtet{_near_literal(detail["input"], allowed) or "."} '
            f"Välj ett av {allowed}.",
        )
    if kind == "string_pattern_mismatch":
        code = "KB207" if "a-z0-9" in str(context["pattern"]) else "KB203"
        return document.at(
            loc, code, f'"{name}": {shown} har fel form. {_pattern_help(model, inner, str(context["pattern"]))}'
        )
    if kind in ("string_too_short", "string_too_long", "too_short", "too_long") or kind.startswith(
        ("greater_than", "less_than")
    ):
        return document.at(loc, "KB209", f'"{name}": {_limit(kind, context)}')
    if detail["input"] is None:
        return document.at(
            loc, "KB203", f'"{name}" har inget värde. Skriv ett, eller ta bort raden om den inte behövs.'
        )
    if kind.startswith("model_") and context.get("class_name") in ("Text", "BiText", "Heading"):
        message = f'"{name}": texten saknar språk. Skriv den på egna rader under: "sv: …" och "en: …".'
        return document.at(loc, "KB203", message)
    return document.at(loc, "KB203", f'"{name}": {shown} har fel form. {_expected(kind)}')


def _real_loc(document: YamlSource, base: Loc, loc: Loc) -> Loc:
    """Drop the parts that pydantic adds for unions, which name no place in the file."""
    real: Loc = ()
    for i, part in enumerate(loc):
        known = (*base, *real, part)
        is_last = i == len(loc) - 1
        if (
            known in document.values
            or known in document.keys
            or (is_last and isinstance(part, str) and not _is_union_tag(part))
        ):
            real = (*real, part)
    return real


def _is_union_tag(part: str) -> bool:
    return part.startswith(("constrained-", "function-")) or part[:1].isupper()


def _field_names(model: type[BaseModel], loc: Loc) -> list[str]:
    target = _model_at(model, loc)
    return [info.alias or name for name, info in target.model_fields.items()] if target else []


def _is_bitext(model: type[BaseModel], loc: Loc) -> bool:
    target = _model_at(model, loc)
    return bool(target and issubclass(target, BiText))


def _model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model that the mapping at `loc` is read as."""
    current: type[BaseModel] | None = model
    for part in loc:
        if current is None:
            return None
        if isinstance(part, int):
            continue
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        current = inner_model(field.annotation) if field else None
    return current


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside a field's type: of a tuple's items, or of one side of a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := inner_model(argument):
            return found
    return None


def _shown(value: object) -> str:
    if isinstance(value, str):
        text = value if len(value) <= 60 else value[:57] + "…"
        return f'"{text}"'.replace("\n", " ")
    return "en lista" if isinstance(value, list) else "en post" if isinstance(value, dict) else "ett tomt värde"


def _near_literal(value: object, allowed: str) -> str:
    return nearest(value, allowed.replace('"', "").split(", ")) if isinstance(value, str) else ""


def _pattern_help(model: type[BaseModel], loc: Loc, pattern: str) -> str:
    if ".md" in pattern:
        return "Skriv sidans filnamn under docs/, till exempel sip/kalla.md."
    if "a-z0-9" in pattern:
        return "Använd bara a–z, siffror och bindestreck, till exempel fast-vardkontakt."
    if "https?" in pattern:
        return "Skriv hela adressen, med https://."
    if "[^\\n]" in pattern:
        return "Texten ska stå på en enda rad."
    return _description(model, loc)


def _description(model: type[BaseModel], loc: Loc) -> str:
    """Return what the field at `loc` is for."""
    target = _model_at(model, loc[:-1])
    fields = target.model_fields.items() if target else ()
    return next((str(info.description) for name, info in fields if loc and loc[-1] in (name, info.alias)), "")


def _limit(kind: str, context: dict[str, Any]) -> str:
    if kind == "too_short":
        return f"listan är för kort. Den behöver minst {context['min_length']}."
    if kind == "too_long":
        return f"listan är för lång. Den får ha högst {context['max_length']}."
    if kind == "string_too_short":
        return "texten är tom. Skriv en text, eller ta bort raden om den inte behövs."
    if kind == "string_too_long":
        return f"texten är för lång. Den får ha högst {context['max_length']} tecken."
    bound = context.get("ge", context.get("gt", context.get("le", context.get("lt"))))
    return f"talet ska vara {'minst' if kind.startswith('greater') else 'högst'} {bound}."


def _expected(kind: str) -> str:
    return {
        "string_type": "Här ska det stå en text.",
        "tuple_type": "Här ska det stå en lista: [ett, två] eller en rad med bindestreck för varje.",
        "model_type": "Här ska det stå en post med nycklar och värden.",
        "model_attributes_type": "Här ska det stå en post med nycklar och värden.",
        "int_parsing": "Här ska det stå ett heltal.",
        "bool_parsing": "Här ska det stå true eller false.",
    }.get(kind, "Se fältets beskrivning i schemat.")
