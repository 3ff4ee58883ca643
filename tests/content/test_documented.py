"""The technical pages say what the code does: codes, commands, files, fields, targets and modules are all described.

`pytest tests/content/test_documented.py --bless` writes the tables of fields in `docs/om/filformat.md` anew.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from pydantic import BaseModel

from carekb.base.base import Base
from carekb.base.shortcode_words import resolve
from carekb.checks.open_base import open_base
from carekb.cli.main import kb
from carekb.model.kinds import KINDS, SHORTCODE_KINDS, VOCAB_PATH
from carekb.publish.outputs import base_document, pages_document
from carekb.site.assemble import build_site
from carekb.source.markdown import split_front_matter
from carekb.source.problems import CODES
from carekb.source.shortcodes import BLOCKS, find
from carekb.source.yaml import parse
from conftest import ROOT, TODAY, blessing
from field_tables import field_tables, models

ABOUT = ROOT / "docs" / "om"
FILES = ABOUT / "filformat.md"
FIELDS = "## Alla fält\n"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _fences(text: str, lang: str) -> list[str]:
    return re.findall(rf"^```{lang}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _code_page(code: str) -> str:
    return _text(ABOUT / "felkoder" / f"{code.lower()}.md")


# --- error codes


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_a_page_named_after_it(code: str) -> None:
    source, problems = split_front_matter(code, _code_page(code))
    assert not problems
    assert source.document.value["title"] == f"{code} – {CODES[code]}"


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_shows_wrong_and_right_and_what_to_do(code: str) -> None:
    text = _code_page(code)
    parts = ("\n## Var", "\n## Exempel\n", "\nFel:\n", "\nRätt:\n", "\n## Gör så här\n\n1. ")
    order = [text.index(part) for part in parts]
    assert order == sorted(order)


@pytest.mark.parametrize("code", CODES)
def test_the_page_of_a_code_quotes_a_report_that_the_tests_expect(code: str) -> None:
    quoted = [line for fence in _fences(_code_page(code), "text") for line in fence.splitlines()]
    expected = {
        line
        for file in (ROOT / "tests" / "broken").glob(f"{code.lower()}-*/expected.txt")
        for line in _text(file).splitlines()
    }
    assert [line for line in quoted if code in line and line in expected]


@pytest.mark.parametrize("code", CODES)
def test_the_right_example_is_readable_and_a_wrong_one_of_yaml_gives_its_code(code: str) -> None:
    examples = _fences(_code_page(code), "yaml")
    if not examples:
        return  # shown in words or in Markdown
    wrong, right = (parse("exempel.yml", text).problems for text in examples)
    assert not right
    assert {problem.code for problem in wrong} == ({code} if code in ("KB102", "KB103", "KB104", "KB105") else set())


def test_the_index_of_codes_links_each_code_with_its_heading_and_no_other() -> None:
    text = _text(ABOUT / "felkoder" / "index.md")
    rows = re.findall(r"^\| \[(KB\d+)\]\((kb\d+)\.md\) \| (.*) \|$", text, re.MULTILINE)
    assert rows == [(code, code.lower(), heading) for code, heading in CODES.items()]
    assert {path.stem.upper() for path in (ABOUT / "felkoder").glob("kb*.md")} == set(CODES)


# --- commands, targets, modules, decisions


def _commands(group: click.Group, words: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{words} {name}")
        else:
            yield f"{words} {name}"


def test_every_command_is_described_where_editors_look() -> None:
    text = _text(ABOUT / "skriva-sidor.md")
    assert [command for command in _commands(kb, "kb") if f"`{command}" not in text] == []


def test_every_make_target_is_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):.*##", _text(ROOT / "Makefile"), re.MULTILINE)
    readme = _text(ROOT / "README.md")
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []


def test_every_module_of_the_package_is_in_the_architecture() -> None:
    package = ROOT / "hooks" / "carekb"
    modules = {path.name for path in package.glob("*.py")}
    modules |= {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}
    text = _section(_text(ABOUT / "arkitektur.md"), "## Modulerna i carekb")
    assert sorted(re.findall(r"^\| `([\w/]+(?:\.py)?)` \|", text, re.MULTILINE)) == sorted(modules)


def test_every_event_of_the_hook_is_in_the_architecture() -> None:
    tree = ast.parse(_text(ROOT / "hooks" / "kb_site.py"))
    events = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")}
    described = re.findall(r"^\| `(on_\w+)` \|", _text(ABOUT / "arkitektur.md"), re.MULTILINE)
    assert set(described) == events


@pytest.mark.parametrize("path", sorted((ABOUT / "beslut").glob("0*.md")), ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_was_not_chosen(path: Path) -> None:
    text = _text(path)
    order = [text.index(words) for words in ("**Läge:**", "## Bakgrund", "## Beslut", "## Följder", "## Bortvalt")]
    assert order == sorted(order)
    assert f"title: {path.stem[:4]} – " in text


def _section(text: str, heading: str) -> str:
    return text.partition(f"{heading}\n")[2].partition("\n## ")[0]


# --- files and their fields


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_field_has_a_description_in_swedish(model: type[BaseModel]) -> None:
    for name, info in model.model_fields.items():
        text = info.description or ""
        assert text.endswith((".", ")", "lista.")), f"{name}: beskrivning saknas"
        assert not re.search(r"\b(the|of|and|is|are|this|which)\b", text), f"{name}: {text}"


def test_the_page_on_files_lists_every_field_as_the_models_have_it(bless: bool) -> None:
    head, mark, found = _text(FILES).partition(FIELDS)
    assert mark
    expected = "\n" + field_tables()
    if bless:
        FILES.write_text(head + mark + expected, encoding="utf-8", newline="\n")
        found = expected
    assert found == expected, blessing(__file__)


def test_the_page_on_files_names_every_file_and_every_shortcode() -> None:
    text = _text(FILES)
    assert [kind.path for kind in KINDS.values() if kind.path and f"`{kind.path}" not in text] == []
    assert f"`{VOCAB_PATH}`" in text
    assert [word for word in (*SHORTCODE_KINDS, *BLOCKS) if f"`[[{word}" not in text] == []


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(ROOT, TODAY)[0]


@pytest.mark.parametrize("page", ["filformat", "skriva-sidor", *(f"felkoder/{code.lower()}" for code in CODES)])
def test_the_shortcodes_of_the_examples_name_what_exists(page: str, base: Base) -> None:
    blocks = {
        "figur": {*base.figures, *base.processes, "organisation"},
        "steg": set(base.steps),
        "kontaktvag": set(base.topics),
        "kontaktval": {""},
        "larandemal": set(base.courses),
        "undersidor": {""},
    }
    for line in _text(ABOUT / f"{page}.md").replace("`", " ").splitlines():
        for code in find(line):
            if code.target == "…" or line.startswith("docs/") or line.startswith("data/"):
                continue  # a pattern, or a report on what is wrong
            if code.is_block:
                assert code.target in blocks[code.kind], line
            else:
                resolve(code, base)


# --- the published data


def test_the_page_on_the_api_names_every_field_and_every_kind(mini: Path) -> None:
    text = _text(ABOUT / "api.md")
    base, _ = open_base(mini, TODAY)
    pages = pages_document(build_site(base, ROOT, address="https://kunskapsbasen.example/"))
    records = base_document(base)
    names = {*pages, *pages["pages"][0], *records, *records["records"]}
    assert sorted(name for name in names if f"| `{name}` |" not in text) == []


def test_the_examples_of_the_api_have_the_fields_that_are_published(mini: Path) -> None:
    base, _ = open_base(mini, TODAY)
    pages = pages_document(build_site(base, ROOT, address="https://kunskapsbasen.example/"))
    records = base_document(base)
    shown_pages, shown_records = (json.loads(text) for text in _fences(_text(ABOUT / "api.md"), "json"))
    assert list(shown_pages) == list(pages)
    assert list(shown_pages["pages"][0]) == list(pages["pages"][0])
    assert list(shown_records) == list(records)
    assert list(shown_records["records"]["role"][0]) == list(records["records"]["role"][0])
    assert shown_pages["version"] == pages["version"] == records["version"]
