"""What every field of every model is, as tables in Markdown: the part of `docs/om/filformat.md` that is not written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from carekb.model.fields import BiText, Clock, Id, Line, Ref, Text, Url
from carekb.model.kinds import KINDS, VOCAB_MODEL, VOCAB_PATH, Kind
from carekb.model.records.front_matter import Addition, AdditionTranslation, Page, Translation

_PLAIN: tuple[tuple[Any, str], ...] = (
    (Line, "en rad text"),
    (Url, "webbadress"),
    (Id, "id"),
    (Text, "text, `en` får saknas"),
    (BiText, "text på båda språken"),
    (Clock, "klockslag"),
    (date, "datum"),
    (datetime, "tidpunkt"),
    (bool, "`true` eller `false`"),
    (int, "heltal"),
    (str, "text"),
)


def models() -> list[type[BaseModel]]:
    """Return every model that editors' files are read as, and those inside them."""
    found: dict[type[BaseModel], None] = {}

    def visit(model: type[BaseModel]) -> None:
        if model not in found:
            found[model] = None
            for info in model.model_fields.values():
                for part in _parts(info.annotation):
                    if isinstance(part, type) and issubclass(part, BaseModel):
                        visit(part)

    for model in (
        *(kind.model for kind in KINDS.values()),
        VOCAB_MODEL,
        Page,
        Translation,
        Addition,
        AdditionTranslation,
    ):
        visit(model)
    return list(found)


# A file, a key, or a fixed value that a description explains: "flode: …" at the start of a sentence.
_WRITTEN = re.compile(r"data/\w+\.yml|\bformer_ids\b|\b(?:true|false)\b|(?:^|(?<=\. ))[a-z]+(?:-[a-z]+)*(?=: )")


def field_tables() -> str:
    """Return a table of fields for the front matter of pages, each kind of record, and the vocabulary."""
    parts = [
        _model_tables("Sidhuvud på svenska", "Varje fil `docs/**/x.md`.", Page),
        _model_tables("Sidhuvud på engelska", "Varje fil `docs/**/x.en.md`.", Translation),
    ]
    parts += [
        _model_tables("Lokala tillägg", "Varje fil `data/additions/<område eller kommun>/x.md`.", Addition),
        _model_tables("Lokala tillägg på engelska", "Filen `x.en.md` bredvid.", AdditionTranslation),
    ]
    parts += [_model_tables(kind.plural, _place(kind), kind.model) for kind in KINDS.values() if kind.path]
    parts.append(_model_tables("Ämnen, nivåer och avsnitt", f"Filen `{VOCAB_PATH}`, en enda post.", VOCAB_MODEL))
    return "\n".join(parts)


def _place(kind: Kind) -> str:
    return f"En fil för varje post: `{kind.path}<id>.yml`." if kind.is_folder else f"Filen `{kind.path}`, en lista."


def _model_tables(title: str, place: str, model: type[BaseModel]) -> str:
    text = f"### {title}\n\n{place}\n\n{_table(model)}"
    for name, inner in _nested(model):
        text += f"\n#### {title}: `{name}`\n\n{_table(inner)}"
    return text


def _nested(model: type[BaseModel], outer: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    for name, inner in _inner(model).items():
        yield f"{outer}{name}", inner
        yield from _nested(inner, f"{outer}{name}.")


def _inner(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the records that stand in a model's fields, by key."""
    return {
        info.alias or name: part
        for name, info in model.model_fields.items()
        for part in _parts(info.annotation)
        if isinstance(part, type) and issubclass(part, BaseModel) and not issubclass(part, Text)
    }


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)


def _table(model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = ["| Nyckel | Krävs | Form | Vad |", "| --- | --- | --- | --- |"]
    for name, info in model.model_fields.items():
        what = _described(info.description or "")
        rows.append(f"| `{info.alias or name}` | {_required(info)} | {_form(hints[name])} | {what} |")
    return "\n".join(rows) + "\n"


def _described(text: str) -> str:
    """Return a description with what stands in files as code: quoted words, names of files and keys, fixed values."""
    return re.sub(r'"([^"]*)"', r"`\1`", _WRITTEN.sub(r"`\g<0>`", text))


def _required(info: FieldInfo) -> str:
    if info.is_required():
        return "ja, men får vara tom" if type(None) in get_args(info.annotation) else "ja"
    return f"nej, annars `{info.default}`" if info.default not in (None, ()) else "nej"


def _form(hint: Any) -> str:
    for known, words in _PLAIN:
        if hint is known or hint == known:
            return words
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        refs = [part.kind for part in arguments[1:] if isinstance(part, Ref)]
        return _reference(refs[0]) if refs else _form(arguments[0])
    if origin is tuple:
        return f"lista: {_form(arguments[0])}"
    if origin is Literal:
        return "ett av " + ", ".join(f"`{value}`" for value in arguments)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "post, se nedan"
    return " eller ".join(_form(argument) for argument in arguments if argument is not type(None))


def _reference(kind: str) -> str:
    if kind == "page":
        return "sidans fil"
    inside = KINDS[kind].inside
    outer = KINDS.get(inside[0]) if inside else KINDS[kind]
    return f"id ur `{outer.path if outer else VOCAB_PATH}`"
