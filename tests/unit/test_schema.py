"""The schemas say what the models say, in Swedish, and are the ones that are written down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from carekb.model.json_schema import FOLDER, differences, schemas
from carekb.model.kinds import KINDS
from conftest import MINI, ROOT

WRITTEN = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / FOLDER).glob("*.json")}
SCHEMAS = schemas()
MAPPED = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]


def files_of(pattern: str, root: Path) -> list[Path]:
    return sorted(root.glob(pattern.removeprefix("/")))


def as_an_editor_reads(file: Path) -> Any:
    """Read YAML 1.2 with its types, but for time stamps, which are no type there."""
    value = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return json.loads(json.dumps(value, default=str))


def fields(node: Any, way: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        for key, value in node.get("properties", {}).items():
            yield f"{way}.{key}", value
        for key, value in node.items():
            yield from fields(value, f"{way}.{key}")
    elif isinstance(node, list):
        for item in node:
            yield from fields(item, way)


def test_the_written_schemas_are_fresh() -> None:
    assert differences(WRITTEN) == "", "Kör: kb schema"


def test_a_stale_schema_is_shown_as_a_diff() -> None:
    assert '+      "id": {' in differences({**WRITTEN, "gaps.json": "{}\n"})
    assert "-{}" in differences({**WRITTEN, "gammal.json": "{}\n"})


def test_every_kind_of_data_file_has_a_schema_and_the_editor_knows_it() -> None:
    for kind in KINDS.values():
        if kind.path:
            pattern = f"/{kind.path}*.yml" if kind.is_folder else f"/{kind.path}"
            assert pattern in MAPPED.values()
    heads = {"page.json", "translation.json", "addition.json", "addition-translation.json"}  # of Markdown files
    assert {Path(path).name for path in MAPPED} | heads == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_field_is_described_in_swedish(name: str) -> None:
    for way, field in fields(json.loads(SCHEMAS[name])):
        assert field.get("description"), way
        assert not {"the", "and", "of", "is"} & set(field["description"].split()), way


@pytest.mark.parametrize("path", sorted(MAPPED))
def test_the_small_base_is_valid_by_the_schema_as_an_editor_reads_it(path: str) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMAS[Path(path).name]))
    found = files_of(MAPPED[path], MINI)
    assert found
    for file in found:
        faults = [fault for fault in validator.iter_errors(as_an_editor_reads(file))]
        assert not faults, f"{file.name}: {faults[0].json_path} {faults[0].message}"
