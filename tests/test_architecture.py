"""Imports go one way: a wing imports only from the wings before it in ORDER. See docs/om/arkitektur.md.

Thirty lines of our own instead of import-linter: they read the source without importing it, so a planted arrow needs
only a file, and the failure says what to do.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "hooks" / "carekb"
ORDER = ["languages", "days", "language", "disk", "source", "model", "base", "relations", "checks", "site", "editing"]
CAPABILITIES = ["notices", "choosers", "search", "review", "training", "packs"]
"""Strangers to each other."""
TOP = ["publish", "build", "cli"]
RANK = {wing: rank for rank, wing in enumerate([*ORDER, "capability", *TOP])} | dict.fromkeys(CAPABILITIES, len(ORDER))
SAME_PLACES = {"model.records", "relations", "checks", "cli"}
"""Where a capability has a module of its own name beside its wing."""


def modules(package: Path) -> list[Path]:
    """Return the modules of the wings; what lies beside the wings only starts the command."""
    return sorted(file for file in package.rglob("*.py") if file.parent != package or file.stem in RANK)


def wing_of(file: Path, package: Path) -> str:
    return file.relative_to(package).with_suffix("").parts[0]


def imported_wings(file: Path, package: Path) -> Iterator[str]:
    """Yield the wing of each import in a file, also of those inside functions."""
    above = file.relative_to(package).parts[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            path = [*above[: len(above) - node.level + 1], *(node.module or "").split(".")]
            yield next((part for part in path if part), node.names[0].name)


def wrong_arrows(package: Path) -> list[str]:
    found = []
    for file in modules(package):
        own = wing_of(file, package)
        for wing in imported_wings(file, package):
            if wing != own and RANK[wing] >= RANK[own]:
                found.append(
                    f"{file.relative_to(package)} får inte importera från {wing}: {wing} kommer inte före {own}"
                )
    return found


def test_a_wing_imports_only_from_the_wings_before_it() -> None:
    assert wrong_arrows(PACKAGE) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("base/planted.py", "from ..site.site import Site"),
        ("search/planted.py", "from ..notices import board"),
        ("model/records/planted.py", "from ...base.base import Base"),
        ("checks/planted.py", "def late() -> None:\n    from ..build import session"),
    ],
)
def test_a_planted_arrow_is_found(tmp_path: Path, path: str, line: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(f"{line}\n", encoding="utf-8")
    assert len(wrong_arrows(tmp_path)) == 1


def test_every_wing_has_a_place_in_the_order_and_says_what_it_is_for() -> None:
    wings = {folder.name: folder / "__init__.py" for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists()}
    assert set(wings) <= set(RANK)
    for wing, init in wings.items():
        tree = ast.parse(init.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), wing


def test_a_wing_is_imported_without_what_is_in_it() -> None:
    """The hook and the index step must load neither the base nor its models."""
    for init in (*PACKAGE.glob("*/__init__.py"), *PACKAGE.glob("*/*/__init__.py")):
        if init.parent.name != "checks":
            assert len(ast.parse(init.read_text(encoding="utf-8")).body) == 1, init


def test_a_class_name_is_used_once() -> None:
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in modules(PACKAGE)]
    names = Counter(node.name for tree in trees for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1] == []


def test_a_module_name_is_used_once_outside_the_four_places_of_a_capability() -> None:
    names = Counter(
        file.stem
        for file in modules(PACKAGE)
        if file.stem != "__init__" and ".".join(file.relative_to(PACKAGE).parts[:-1]) not in SAME_PLACES
    )
    assert [name for name, count in names.items() if count > 1] == []
