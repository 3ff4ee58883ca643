"""JSON Schemas of the data files and of front matter, derived from the models, for editors' completion.

An editor reads YAML with types where `carekb` reads text; so a bare number is let through where a text may be one.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from .kinds import KINDS, VOCAB_MODEL, VOCAB_PATH
from .records.front_matter import Addition, AdditionTranslation, Page, Translation

FOLDER = "data/schema"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$"
"""RFC 3339 wants seconds, and so does the format date-time; we do not."""

Node = dict[str, Any]


def schemas() -> dict[str, str]:
    """Return {file name: JSON text} of every schema."""
    found: dict[str, Node] = {}
    for kind in KINDS.values():
        if kind.path:
            name = kind.path.removeprefix("data/").removesuffix("/").removesuffix(".yml")
            record = _of(kind.model)
            title = f"{kind.path}{'*.yml' if kind.is_folder else ''}"
            found[name] = {"title": title, **(record if kind.is_folder else {"type": "array", "items": record})}
    found["vocab"] = {"title": VOCAB_PATH, **_of(VOCAB_MODEL)}
    found["page"] = {"title": "Sidhuvud på en svensk sida, docs/**/x.md", **_of(Page)}
    found["translation"] = {"title": "Sidhuvud på en översatt sida, docs/**/x.en.md", **_of(Translation)}
    found["addition"] = {"title": "Sidhuvud på ett lokalt tillägg, data/additions/*/x.md", **_of(Addition)}
    title = "Sidhuvud på ett översatt tillägg, data/additions/*/x.en.md"
    found["addition-translation"] = {"title": title, **_of(AdditionTranslation)}
    return {
        f"{name}.json": json.dumps({"$schema": _DRAFT, **node}, ensure_ascii=False, indent=2) + "\n"
        for name, node in sorted(found.items())
    }


def differences(written: Mapping[str, str]) -> str:
    """Return a diff from the files as they are written, {file name: text}, to what the models say; empty when equal."""
    fresh = schemas()
    lines: list[str] = []
    for name in sorted({*fresh, *written}):
        old, new = (texts.get(name, "").splitlines(keepends=True) for texts in (written, fresh))
        lines += difflib.unified_diff(old, new, f"{FOLDER}/{name}", f"{FOLDER}/{name} (ur modellerna)", n=1)
    return "".join(lines)


def _of(model: type[BaseModel]) -> Node:
    raw = model.model_json_schema(by_alias=True, mode="validation")
    defs = raw.pop("$defs", {})
    node = _plain(raw, defs, required=True)
    node.pop("description", None)
    return node


def _plain(raw: Node, defs: Mapping[str, Node], *, required: bool) -> Node:
    """Return a schema without references (not every editor follows them) and without what only Python needs."""
    node = dict(raw)
    if "$ref" in node:
        # The description of a model is written for programmers; the field's own is for editors.
        target = {k: v for k, v in defs[node.pop("$ref").rpartition("/")[2]].items() if k != "description"}
        node = {**target, **node}
    node.pop("title", None)
    for own, word in (("ge", "minimum"), ("le", "maximum")):  # pydantic's own words for bounds it checks itself
        if own in node:
            node[word] = node.pop(own)
    if node.get("default") in (None, [], ()):
        node.pop("default", None)
    choices = [_plain(choice, defs, required=True) for choice in node.pop("anyOf", [])]
    if not required:
        choices = [choice for choice in choices if choice != {"type": "null"}]
    if len(choices) == 1:
        node = {**choices[0], **node}
    elif choices:
        node["anyOf"] = choices
    if "properties" in node:
        needed = node.get("required", [])
        node["properties"] = {
            key: _plain(value, defs, required=key in needed) for key, value in node["properties"].items()
        }
    if "items" in node:
        node["items"] = _plain(node["items"], defs, required=True)
    if node.get("type") == "string" and "enum" not in node and "const" not in node:
        _loosen(node)
    return {key: node[key] for key in sorted(node, key=_ORDER.index)}


def _loosen(node: Node) -> None:
    if node.get("format") == "date-time":
        del node["format"]
        node["pattern"] = _MOMENT
    elif "format" not in node and not str(node.get("pattern", "")).startswith(("^[a-z0-9", "^http")):
        node["type"] = ["string", "number"]


_ORDER = (
    "title",
    "description",
    "type",
    "enum",
    "const",
    "default",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "anyOf",
    "items",
    "properties",
    "required",
    "additionalProperties",
)
"""The order of keywords in the files; a keyword that is not here is news, and should be looked at."""
