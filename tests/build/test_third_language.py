"""A third language is words: a row in `languages.py`, one in `mkdocs.yml`, and a file of words give a whole site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from projects import ROOT, build, built, copy_mini, kb, tree

pytestmark = pytest.mark.slow

OVERLAY = ROOT / "tests" / "fixtures" / "finnish"
"""The words in Finnish, and two pages."""
CHANGED = {
    "hooks/carekb/languages.py": ('LANGUAGES = ("sv", "en")', 'LANGUAGES = ("sv", "en", "fi")'),
    "mkdocs.yml": (
        "          name: English\n",
        "          name: English\n        - locale: fi\n          name: Suomi\n",
    ),
}
CODE = ROOT / "hooks" / "carekb"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_mini(tmp_path_factory.mktemp("finnish") / "project")
    shutil.copytree(OVERLAY, root, dirs_exist_ok=True)
    for path, (old, new) in CHANGED.items():
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, path
        (root / path).write_text(text.replace(old, new), encoding="utf-8")
    built(root)
    return root


def test_a_third_language_changes_one_row_of_python() -> None:
    assert [path for path in tree(OVERLAY) if path.endswith(".py")] == []
    assert [path for path in CHANGED if path.endswith(".py")] == ["hooks/carekb/languages.py"]
    old, new = CHANGED["hooks/carekb/languages.py"]
    assert "\n" not in old + new


def test_the_checks_pass_with_a_third_language(project: Path) -> None:
    checked = kb(project, "check", "--strict")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_frame_of_every_page_is_in_the_third_language(project: Path) -> None:
    words = _words()["frame"]
    pages = [path for path in tree(project / "site") if path.startswith("fi/") and path.endswith("/index.html")]
    assert len(pages) > 30
    for path in pages:
        page = _page(project, path)
        if page.css_first("meta[http-equiv=refresh]"):
            assert page.css_first("h1").text() == _words()["outputs"]["moved"], path
            continue
        assert page.css_first("html").attributes["lang"] == "fi", path
        assert page.css_first(".kb-skip").text() == words["skip"], path
        assert page.css_first("#kb-nav").attributes["aria-label"] == words["main_menu"], path


def test_pages_written_in_the_third_language_are_read_in_it_and_others_say_that_they_are_borrowed(
    project: Path,
) -> None:
    start, sip, step = (_page(project, f"fi/{path}index.html") for path in ("", "sip/", "rutiner/inskrivning/"))
    assert "Täältä näet, kuka tekee mitä" in start.css_first(".kb-lead").text()
    assert sip.css_first("h1").text() == "SIP-suunnitelma"
    assert sip.css_first("figure + details summary").text() == "Kuva tekstinä"
    assert not sip.css_first(".kb-content").attributes.get("lang")
    assert _words()["frame"]["fallback_title"] in step.css_first(".kb-notice").text()
    assert step.css_first(".kb-content").attributes["lang"] == "sv"


def test_pages_made_from_data_have_their_titles_and_headings_in_the_third_language(project: Path) -> None:
    assert _page(project, "fi/roller/index.html").css_first("h1").text() == "Roolit"
    assert _page(project, "fi/ordlista/index.html").css_first("h1").text() == "Sanasto"
    lead = _page(project, "fi/kontakt/omrade/index.html").css_first("h1").text()
    assert lead == "Yhteyspolut alueittain"


def test_dates_and_times_are_told_in_the_third_language(project: Path) -> None:
    built_on = _page(project, "fi/index.html").css_first(".kb-footer-line time").text()
    assert built_on == "22. marraskuuta 2026"
    asof = _page(project, "fi/driftinformation/index.html").css_first(".kb-drift-asof").text()
    assert asof == "Tilanne sunnuntai 22. marraskuuta 2026 klo 00.00 tietojen mukaan."
    start = _page(project, "fi/index.html").css_first(".kb-content").text()
    assert "tiistai, torstai 09.00–12.00 ja 13.00–15.00" in start


def test_each_language_offers_the_others(project: Path) -> None:
    for path in ("index.html", "en/index.html", "fi/index.html"):
        names = [link.text() for link in _page(project, path).css(".kb-lang a")]
        assert names == ["Svenska", "English", "Suomi"]
    lost = _page(project, "404.html")
    assert [part.attributes["lang"] for part in lost.css(".kb-lost-part")] == ["sv", "en", "fi"]
    assert "fi/ordlista/" in {(link.attributes["href"] or "").lstrip("/") for link in lost.css("a")}


def test_what_scripts_show_is_in_the_third_language(project: Path) -> None:
    choice = next((project / "site").glob("choice/*/fi/words.js")).read_text(encoding="utf-8")
    assert _words()["choice"]["removed"] in choice
    notices = (project / "site" / "notiser" / "fi.js").read_text(encoding="utf-8")
    assert "Häiriötiedotteet: " in notices
    hits = json.loads(_page(project, "fi/index.html").css_first("#kb-search").attributes["data-words"] or "")
    assert hits["kinds"]["ordlista"] == "Sanasto"
    chooser = json.loads(_page(project, "kontakt/index.html").css_first("#kb-choose").attributes["data-words"] or "")
    assert chooser["locale"] == "sv-SE"


@pytest.mark.parametrize(
    ("asked", "first"),
    [("suunnitelma", "fi/sip/"), ("koolle", "fi/sip/"), ("sanasto", "fi/ordlista/"), ("roolit", "fi/roller/")],
)
def test_search_finds_pages_by_words_of_a_language_that_has_no_stemmer(project: Path, asked: str, first: str) -> None:
    found = _search(project, "fi", asked)
    assert found["hits"][0]["url"] == first


@pytest.mark.parametrize(
    ("text", "told"), [(None, "fi.yml finns inte"), ("language: Suomi\n", "fi.yml saknar a_to_o.description, ")]
)
def test_a_language_whose_words_are_not_there_is_refused_in_a_sentence(
    project: Path, tmp_path: Path, text: str | None, told: str
) -> None:
    root = shutil.copytree(project, tmp_path / "project")
    words = root / "hooks" / "carekb" / "words" / "fi.yml"
    words.unlink()
    if text:
        words.write_text(text, encoding="utf-8")
    for run in (kb(root, "check"), build(root)):
        assert run.returncode == 1
        assert "Traceback" not in run.stderr
        assert told in run.stdout + run.stderr


def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load((OVERLAY / "hooks/carekb/words/fi.yml").read_text(encoding="utf-8"))
    return words


def _page(project: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((project / "site" / path).read_text(encoding="utf-8"))


def _search(project: Path, lang: str, asked: str) -> dict[str, Any]:
    """Return what the engine of the finished site answers, run without a browser."""
    (folder,) = (project / "site" / "search").glob(f"*/{lang}")
    code = f"""
      const fs = require("fs"), vm = require("vm");
      globalThis.self = globalThis;
      vm.runInThisContext(fs.readFileSync({json.dumps(str(folder.parent / "engine.js"))}, "utf8"));
      const text = (name) => fs.readFileSync({json.dumps(f"{folder}/")} + name + ".js", "utf8");
      const read = (name) => JSON.parse(text(name).slice(8, -2));
      KbEngine((name) => Promise.resolve(read(name))).query({json.dumps(asked)}, {{}})
        .then((out) => console.log(JSON.stringify(out)));
    """
    finished = subprocess.run(["node", "-e", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer
