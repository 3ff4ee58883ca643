"""Every page is valid HTML, as html-validate reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from browser.places import NODE_MODULES

RELAXED = {
    # HTML allows any text without spaces as an id; the theme of this rule is old selectors. Terms begin with digits.
    "valid-id": ["error", {"relaxed": True}],
    # Python-Markdown writes `<br />` and `checked="checked"`; HTML reads both forms alike.
    "void-style": "off",
    "attribute-boolean-style": "off",
    # Advice for search engines. A function's name is as long as it is, and the site's name stands last.
    "long-title": "off",
}
"""The rules that are not taken as they come, each with its reason."""


@pytest.mark.slow
def test_every_page_of_the_site_is_valid_html(site: Path, tmp_path: Path) -> None:
    tool = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "Node saknas"
    assert tool.is_file(), "html-validate saknas: kör npm ci i tests/"
    config = tmp_path / "rules.json"
    config.write_text(
        json.dumps({"root": True, "extends": ["html-validate:recommended", "html-validate:a11y"], "rules": RELAXED}),
        encoding="utf-8",
    )
    run = subprocess.run(
        [node, str(tool), "--config", str(config), "--formatter", "json", "**/*.html"],
        cwd=site, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    faults = [
        f"{Path(file['filePath']).relative_to(site)}:{message['line']}: {message['ruleId']}: {message['message']}"
        for file in json.loads(run.stdout)
        for message in file["messages"]
    ]
    assert faults == []
    assert run.returncode == 0, run.stderr


def test_no_page_explains_an_abbreviation_to_a_mouse_alone(site: Path) -> None:
    # The stock theme's fault: abbreviations explain only to a mouse
    assert [str(file) for file in site.rglob("*.html") if "<abbr" in file.read_text(encoding="utf-8")] == []


def test_no_page_has_a_script_a_style_or_a_handler_of_its_own(site: Path) -> None:
    # The stock theme's fault: inline scripts need a hash for each depth; table alignment writes style=
    faults = []
    for file in site.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        name = file.relative_to(site).as_posix()
        faults += [f"{name}: script" for node in tree.css("script:not([src])")]
        faults += [f"{name}: style" for node in tree.css("style, [style]")]
        faults += [
            f"{name}: {attribute}"
            for node in tree.css("*")
            for attribute in node.attributes
            if attribute.startswith("on") and node.tag != "svg"
        ]
    assert faults == []


def test_no_class_meant_for_a_list_ends_on_its_last_item(site: Path) -> None:
    faults = []
    for file in site.rglob("*.html"):
        tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
        name = file.relative_to(site).as_posix()
        faults += [f"{name}: on an item" for _ in tree.css("li.kort, li.uppgifter, li.undersidor, li.spalter")]
        faults += [f"{name}: in the text" for node in tree.css("main p, main li") if "{ ." in node.text()]
    assert faults == []
