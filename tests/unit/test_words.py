"""Words for readers are in one file for each language: none in templates or Python, none missing, none left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from carekb.languages import LANGUAGES, WordsFault, word, words
from projects import ROOT

PACKAGE, OVERRIDES = ROOT / "hooks" / "carekb", ROOT / "overrides"
TEMPLATES = sorted([*OVERRIDES.glob("*.html"), *(OVERRIDES / "kb").rglob("*.html"), *(OVERRIDES / "kb").rglob("*.md")])
FOR_EDITORS = ("checks", "cli", "editing", "review", "model", "source", "disk", "build", "language")
"""Wings that speak to editors, in Swedish, or not at all."""
READ_AS_TABLES = {
    "frame": ("main.html", "404.html", "kb/frame", "kb/choice/line.html"),
    "search": ("main.html", "404.html", "kb/frame", "assets/search.js"),
    "lost": ("404.html",),
    "choice": ("assets/choice.js",),
    "contact_chooser": ("kb/blocks/kontaktval.html", "assets/contact.js"),
    "notices": ("kb/notices", "assets/notices.js", "../hooks/carekb/notices"),
    "times": ("kb/parts.md", "kb/blocks/kontaktval.html", "../hooks/carekb/days", "../hooks/carekb/notices"),
}
"""Parts of which templates or scripts are given the whole, and the places below `overrides/` that read their keys."""


def leaves(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield path + key, value


def places(value: Any) -> set[str]:
    """Return the names of the places in a text that values fill."""
    texts = value if isinstance(value, list) else [value]
    return {name for text in texts if isinstance(text, str) for _, name, _, _ in Formatter().parse(text) if name}


def differing(first: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the keys that one of two languages lacks, or in which they ask for different values."""
    one, two = dict(leaves(first)), dict(leaves(other))
    asked = [
        key for key in one.keys() & two.keys() if type(one[key]) is not type(two[key]) or not two_ask(key, one, two)
    ]
    return sorted([*(one.keys() ^ two.keys()), *asked])


def two_ask(key: str, one: dict[str, Any], two: dict[str, Any]) -> bool:
    free = {"glossary.other_language": {"swedish", "english"}, "municipality.description": {"name", "official"}}
    return key in free or places(one[key]) == places(two[key])


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_has_every_word_with_the_same_places_for_values(lang: str) -> None:
    assert differing(words(LANGUAGES[0]), words(lang)) == []


def test_a_word_that_a_language_lacks_and_a_value_that_it_does_not_place_are_found() -> None:
    first = {"area": {"title": "Område", "due": "senast {day}"}, "only": "bara"}
    other = {"area": {"title": "Area", "due": "by {date}"}, "more": "more"}
    assert differing(first, other) == ["area.due", "more", "only"]


def _uses(texts: dict[str, str]) -> tuple[set[str], set[str]]:
    """Return the keys that templates and code name in full, and the beginnings of those that they put together."""
    everything = "\n".join(texts.values())
    return (
        set(re.findall(r"""["']([a-z_]+(?:\.[\w-]+)*)["']""", everything)),
        set(re.findall(r"""\(["']([a-z_]+(?:\.[\w-]+)*\.)["'] ~""", everything)),
    )


def unused(table: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """Return the keys that nothing asks for; `texts` are templates, scripts and code by path below `overrides/`."""
    named, begun = _uses(texts)
    found = []
    for key, _ in leaves(table):
        part, *inner = key.split(".")
        if key in named or any(key.startswith(beginning) for beginning in begun):
            continue
        read = "\n".join(text for path, text in texts.items() if path.startswith(READ_AS_TABLES.get(part, "-")))
        if not inner or not any(re.search(rf"""[.'"]{re.escape(name)}\b""", read) for name in inner):
            found.append(key)
    return found


def sources() -> dict[str, str]:
    """Return what may ask for words, by path below `overrides/`."""
    code = {f"../{file.relative_to(ROOT).as_posix()}": file for file in PACKAGE.rglob("*.py")}
    shown = {file.relative_to(OVERRIDES).as_posix(): file for file in [*TEMPLATES, *OVERRIDES.glob("assets/*.js")]}
    return {path: file.read_text(encoding="utf-8") for path, file in (code | shown).items()}


def test_every_word_is_used() -> None:
    assert unused(words(LANGUAGES[0]), sources()) == []


def test_a_word_that_nothing_uses_is_found() -> None:
    texts = sources()
    assert unused({"area": {"planted": "x"}, "frame": {"planted": "x"}, "search": {"kinds": {"any": "x"}}}, texts) == [
        "area.planted",
        "frame.planted",
    ]


def test_every_word_that_a_template_asks_for_is_there() -> None:
    texts = {str(file): file.read_text(encoding="utf-8") for file in TEMPLATES}
    for path, text in texts.items():
        for key in re.findall(r'"([a-z_]+\.[\w.-]+)"\)?\|w\b', text):
            assert dict(leaves(words(LANGUAGES[0]))).get(key) is not None, (path, key)


def test_an_unknown_word_is_an_error_that_says_where_it_belongs() -> None:
    with pytest.raises(WordsFault, match='"finns-inte" finns inte'):
        word("area.finns-inte", "sv")


def words_in_template(text: str) -> list[str]:
    """Return what in a template chooses words by language, or is a word for readers in itself."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    chosen = re.findall(r"\bif sv\b|\bset sv\b|\blang *[!=]= *['\"]|\[0 if |['\"]en['\"] *:", text)
    return [*chosen, *re.findall(r"[^\W\d]*[åäöÅÖ][^\W\d]*", text)]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(OVERRIDES).as_posix())
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    if file.name not in ("apache.md", "nginx.md"):  # examples for those who run servers, in Swedish
        assert words_in_template(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '{{ "Ansvarig" if sv else "Owner" }}',
        '{% set sv = lang == "sv" %}',
        '{{ "Owner" if lang != "sv" }}',
        '{{ ("Lokalt", "Local")[0 if other else 1] }}',
        '{% set words = {"sv": {"a": "b"}, "en": {"a": "c"}} %}',
        "## Källor",
    ],
)
def test_words_planted_in_a_template_are_found(text: str) -> None:
    assert words_in_template(text)


def words_in_code(text: str) -> list[str]:
    """Return the texts in code that are told by language, or are Swedish."""
    tree = ast.parse(text)
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if keys & set(LANGUAGES) and any(_is_text(value) for value in node.values):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.IfExp) and any(
            isinstance(part, ast.Constant) and part.value in LANGUAGES for part in ast.walk(node.test)
        ):
            if _is_text(node.body) or _is_text(node.orelse):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            found += re.findall(r"[^\W\d]*[åäö][^\W\d]*", node.value)
    return found


def _is_text(node: ast.expr) -> bool:
    """Whether a value is a text, or texts, that somebody could read."""
    return any(
        isinstance(part, ast.Constant)
        and isinstance(part.value, str)
        and part.value not in LANGUAGES
        and re.search(r"[^\W\d_]", part.value)
        for part in ([node] if isinstance(node, ast.Constant) else getattr(node, "elts", []))
    )


NOT_FOR_READERS = {
    "languages.py": "faults",
    "base/pages.py": "faults",
    "base/read.py": "faults",
    "search/lexicon.py": "faults",
    "days/spoken.py": "how those who write notices tell a time",
    "days/clock.py": "faults in how the clock is set",
    "notices/drafts.py": "questions to those who write notices",
    "notices/demo.py": "made for showing",
    "notices/publishing.py": "faults",
    "notices/reading.py": "faults",
}


@pytest.mark.parametrize(
    "file",
    [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.relative_to(PACKAGE).parts[0] not in FOR_EDITORS
        and file.relative_to(PACKAGE).as_posix() not in NOT_FOR_READERS
    ],
    ids=lambda file: file.relative_to(PACKAGE).as_posix(),
)
def test_code_has_no_words_for_readers(file: Path) -> None:
    assert words_in_code(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '_AND = {"sv": " och ", "en": " and "}',
        'DAYS = {"sv": ["måndag"], "en": ["Monday"]}',
        'at = " kl. " if lang == "sv" else ", "',
        'title = "Källor"',
    ],
)
def test_words_planted_in_code_are_found(text: str) -> None:
    assert words_in_code(text)


def test_the_files_of_words_have_a_key_once() -> None:
    for lang in LANGUAGES:
        text = (PACKAGE / "words" / f"{lang}.yml").read_text(encoding="utf-8")
        _refuse_repeated(yaml.compose(text))


def _refuse_repeated(node: Any) -> None:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), keys
        for _, value in node.value:
            _refuse_repeated(value)
