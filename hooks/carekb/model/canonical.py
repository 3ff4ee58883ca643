"""One written form of data files and front matter: the same values always look the same.

Reads text and gives text; knows models only as the order of keys. Values and the body of a page are never changed:
`canonical` gives back nothing at all rather than a text that says something else. There are no comments to keep: they
are refused where YAML is read.

The form: keys in the model's order, two spaces, an empty line between the records of a list file, short lists as
`[a, b]`, long texts folded with a new line for each sentence, `"` only where YAML needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ..languages import LANGUAGES, written_in
from ..source.markdown import split_front_matter
from ..source.yaml import YamlSource, parse
from .kinds import ADDITIONS, DOCS, KINDS, VOCAB_MODEL, VOCAB_PATH
from .records.front_matter import Addition, AdditionTranslation, Page, Translation
from .validate import inner_model

WIDTH = 100

Model = type[BaseModel]


class Unfit(ValueError):
    """The text cannot be written in canonical form without changing what it says."""


def canonical(path: str, text: str) -> tuple[str | None, YamlSource]:
    """Return `text`, the file at `path`, in canonical form, and how it was read; None where it has YAML faults.

    Raises Unfit rather than losing a value.
    """
    if _is_page(path):
        return _page(path, text)
    document = parse(path, text)
    if document.problems:
        return None, document
    return _yaml(path, text, document, _model_of(path)), document


def _page(path: str, text: str) -> tuple[str | None, YamlSource]:
    source, problems = split_front_matter(path, text)
    if problems or not isinstance(source.document.value, dict):
        return None, replace(source.document, problems=problems)
    head = "\n".join(text.split("\n")[1 : source.body_line - 2])
    models = (Addition, AdditionTranslation) if path.startswith(ADDITIONS) else (Page, Translation)
    written = _yaml(path, head, source.document, models[written_in(path)[1] != LANGUAGES[0]])
    body = source.body.rstrip("\n")
    return f"---\n{written}---\n{body}\n" if body else f"---\n{written}---\n", source.document


def _model_of(path: str) -> Model | None:
    if path == VOCAB_PATH:
        return VOCAB_MODEL
    for kind in KINDS.values():
        if kind.path and (path == kind.path or (kind.is_folder and path.startswith(kind.path))):
            return kind.model
    return None


def _yaml(path: str, text: str, document: YamlSource, model: Model | None) -> str:
    if document.value is None:
        return text.strip("\n") + "\n" if text.strip("\n") else ""
    written = dump(document.value, model)
    if parse(path, written).value != document.value:
        raise Unfit(path)
    return written


def dump(value: Any, model: Model | None) -> str:
    """Return values (text, None, list, dict) as YAML in canonical form."""
    if isinstance(value, list) and value:
        lines = [
            line for index, item in enumerate(value) for line in ([""] if index else []) + list(_item(item, model, 0))
        ]
    elif isinstance(value, dict) and value:
        lines = list(_mapping(value, model, 0))
    else:
        lines = [_quoted(value) if isinstance(value, str) else _flow(value) or ""]
    return "\n".join(lines) + "\n"


def _mapping(value: dict[str, Any], model: Model | None, indent: int) -> Iterator[str]:
    order = _order(model)
    for number, key in enumerate(sorted(value, key=lambda key: order.get(key, len(order)))):
        if number and model is VOCAB_MODEL:
            yield ""
        yield from _value(f"{' ' * indent}{_key(key)}:", value[key], _model_in(model, key), indent + 2)


def _item(value: Any, model: Model | None, indent: int) -> Iterator[str]:
    if isinstance(value, dict) and value:
        first, *rest = _mapping(value, model, indent + 2)
        yield f"{' ' * indent}- {first[indent + 2 :]}"
        yield from rest
    else:
        yield from _value(f"{' ' * indent}-", value, model, indent + 2)


def _value(head: str, value: Any, model: Model | None, indent: int) -> Iterator[str]:
    """Write `head` and the value after it, or below it."""
    if isinstance(value, dict) and value:
        yield head
        yield from _mapping(value, model, indent)
    elif isinstance(value, list) and value:
        flow = _flow(value)
        if flow and len(head) + 1 + len(flow) <= WIDTH:
            yield f"{head} {flow}"
            return
        yield head
        for item in value:
            yield from _item(item, model, indent)
    elif value is None:
        yield head + (" null" if head.strip() == "-" else "")
    else:
        first, *below = _scalar(value, len(head) + 1, indent) if isinstance(value, str) else [_flow(value) or ""]
        yield f"{head} {first}"
        yield from below


# --- scalars


# A plain text may hold nothing that YAML would read as something else, in a block or in [a, b].
_PLAIN_START = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|[-?:](?=[^\s,\[\]{}]))")
_NOT_PLAIN = re.compile(r": |:$|\s#|\s$")
_NOT_FLOW = re.compile(r"[,\[\]{}]|:(?![^\s,\[\]{}])|^[-?:]")
# What YAML lets stand in a text without escapes; line breaks of other alphabets would be read as line breaks.
_UNPRINTABLE = re.compile(
    "[^\\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|"
    # Nor what nobody sees, which is refused where it stands in a file as it is.
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]"
)
# A sentence ends in . ? or ! after a word (not "t.ex.", not "kl."), and the next one starts with a capital.
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{4,}|[A-ZÅÄÖ]{2,}|[)\]*\"”])[.?!][)\"”*]*$")
_SENTENCE_START = re.compile(r"[\[(*\"”]*[A-ZÅÄÖ]")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def _model_in(model: Model | None, key: str) -> Model | None:
    """Return the model of the records in the field `key`, if it holds records."""
    for name, info in model.model_fields.items() if model else ():
        if key in (name, info.alias):
            return inner_model(info.annotation)
    return None


def _order(model: Model | None) -> dict[str, int]:
    names = [info.alias or name for name, info in model.model_fields.items()] if model else []
    return {name: number for number, name in enumerate(names)}


def _key(key: str) -> str:
    return key if _is_plain(key) and "\n" not in key else _quoted(key)


def _scalar(text: str, col: int, indent: int) -> list[str]:
    """Return the text as what stands after its key, and the lines below that; `col` is where it would start."""
    if "\n" in text:
        if _fits_literal(text):
            header = "|" if text.endswith("\n") else "|-"
            lines = text.removesuffix("\n").split("\n")
            return [header, *(f"{' ' * indent}{line}" if line else "" for line in lines)]
        return [_quoted(text)]
    short = text if _is_plain(text) else _quoted(text)
    folds = _UNPRINTABLE.search(text) is None and text == text.strip() and text != ""
    if not folds or (col + len(short) <= WIDTH and not (short != text and re.search(r'["\\]', text))):
        return [short]
    lines = _folded(text, WIDTH - indent)
    if len(lines) == 1 and short == text:
        return [short]
    return [">-", *(f"{' ' * indent}{line}" for line in lines)]


def _folded(text: str, width: int) -> list[str]:
    """Break a text at single spaces: after each sentence, and before a line grows too long."""
    lines = [""]
    # Only a space between two other characters may be a line break and come back as the same space.
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", text):
        line = lines[-1]
        ends = _SENTENCE_END.search(line) and _SENTENCE_START.match(word)
        if not line:
            lines[-1] = word
        elif ends or len(line) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{line} {word}"
    return lines


def _fits_literal(text: str) -> bool:
    first = next((line for line in text.split("\n") if line), " ")
    return (
        _UNPRINTABLE.search(text) is None
        and not first.startswith((" ", "\t"))
        and not text.startswith("\n")
        and not text.endswith("\n\n")
    )


def _is_plain(text: str) -> bool:
    return (
        text not in ("", "null", "~")
        and _PLAIN_START.match(text) is not None
        and _NOT_PLAIN.search(text) is None
        and _UNPRINTABLE.search(text) is None
        and not text.startswith(("---", "..."))
    )


def _quoted(text: str) -> str:
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if _UNPRINTABLE.match(char):
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return char


def _flow(value: Any) -> str | None:
    """Return a scalar or a list of one-line texts on one line; None for what needs more."""
    if value == {}:
        return "{}"
    if isinstance(value, list):
        items = [_flow_item(item) for item in value]
        return None if None in items else f"[{', '.join(filter(None, items))}]"
    return _flow_item(value)


def _flow_item(value: Any) -> str | None:
    if value is None:
        return "null"
    if not isinstance(value, str) or "\n" in value:
        return None
    return value if _is_plain(value) and not _NOT_FLOW.search(value) else _quoted(value)


def has_form(path: str) -> bool:
    """Whether the file at `path` (from the root) has a canonical form."""
    return _is_page(path) or _model_of(path) is not None


def _is_page(path: str) -> bool:
    return path.startswith((f"{DOCS}/", ADDITIONS)) and path.endswith(".md")
