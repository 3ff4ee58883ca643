"""The finished site, read as a whole: links, languages, redirects, edit links, order, and what must not be in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic.json_schema import models_json_schema
from selectolax.lexbor import LexborHTMLParser

from carekb.checks.one_address import RESERVED
from carekb.model.kinds import KINDS, PageKind
from crawl import dead_links, outside
from projects import ROOT, build, kb, tree

pytestmark = pytest.mark.slow

ADDRESS = "https://kunskapsbasen.example/"
PROMISED = Path(__file__).parent / "api_v1"
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzåäö"
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def pages(site: Path) -> list[dict[str, Any]]:
    """What `pages.json` says of every page."""
    found: list[dict[str, Any]] = _api(site, "pages")["pages"]
    return found


def test_every_link_leads_to_a_page_and_an_anchor(site: Path) -> None:
    assert dead_links(site, address=ADDRESS) == []


def test_nothing_is_loaded_from_another_site(site: Path) -> None:
    own = (ADDRESS, "data:image/svg+xml")
    assert [found for found in outside(site) if found[1] != "a" and not found[2].startswith(own)] == []


def test_no_page_holds_script_or_style_of_its_own(site: Path) -> None:
    found = []
    for file, html in _pages(site):
        tree = LexborHTMLParser(html)
        found += [f"{file}: script" for node in tree.css("script") if not node.attributes.get("src")]
        found += [f"{file}: style" for _ in tree.css("style")]
        for node in tree.css("*"):
            found += [f"{file}: {name}" for name in node.attributes if name == "style" or name.startswith("on")]
        found += [f"{file}: javascript:" for _ in tree.css("a[href^='javascript:']")]
    assert found == []


def test_the_site_holds_nothing_of_the_theme(site: Path) -> None:
    assets = {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    own = ROOT / "overrides"
    assert assets == {path.relative_to(own).as_posix() for path in (own / "assets").rglob("*") if path.is_file()}
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [name for name in names if re.search(r"javascripts|stylesheets|bundle|\.map$|search_index|gz$", name)] == []


def test_every_page_is_there_in_both_languages(site: Path, pages: list[dict[str, Any]]) -> None:
    assert [url for page in pages for url in page["url"].values() if not _file(site, url).is_file()] == []


def test_a_page_without_translation_says_so_and_is_marked_as_swedish(small_project: Path) -> None:
    site = small_project / "site"
    untranslated = [page for page in _api(site, "pages")["pages"] if page["languages"] == ["sv"]]
    assert untranslated
    for page in untranslated:
        tree = _tree(site, page["url"]["en"])
        assert tree.css_first("html").attributes["lang"] == "en"
        assert tree.css_first("h1").attributes["lang"] == "sv"
        assert tree.css_first(".kb-content").attributes["lang"] == "sv"
        assert "Swedish" in tree.css_first(".kb-notice").text()
        assert tree.css("link[hreflang]") == []
        assert tree.css("link[rel=alternate]") == []


def test_a_translated_page_names_its_translations_and_the_switcher_stays_on_it(
    site: Path, pages: list[dict[str, Any]]
) -> None:
    for page in pages:
        for lang in page["languages"]:
            tree = _tree(site, page["url"][lang])
            links = tree.css("link[rel=alternate][hreflang]")
            alternates = {node.attributes["hreflang"]: node.attributes["href"] for node in links}
            assert alternates == {lang: page["url"][lang] for lang in page["languages"]}
            assert tree.css_first("link[rel=canonical]").attributes["href"] == page["url"][lang]
            assert tree.css_first("html").attributes["lang"] == lang
            assert not tree.css(".kb-content[lang]")


def test_the_sitemap_names_every_written_page_and_its_translations(site: Path, pages: list[dict[str, Any]]) -> None:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    found = {}
    for entry in root.findall("s:url", XML):
        address = entry.findtext("s:loc", "", XML)
        found[address] = {link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall("x:link", XML)}
    expected = {}
    for page in pages:
        written = {lang: page["url"][lang] for lang in page["languages"]}
        expected |= {url: {**written, "x-default": written["sv"]} for url in written.values()}
    assert found == expected
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


NOT_IN_LISTS = {"", "a-o/", "sok/"}
"""The start page, the list itself, and the page of hits: nobody looks for them by name."""


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_listed_exists_and_what_exists_is_listed(site: Path, pages: list[dict[str, Any]], lang: str) -> None:
    top = ADDRESS if lang == "sv" else f"{ADDRESS}{lang}/"
    known = {page["url"][lang] for page in pages}
    built = {_url(file.relative_to(site)) for file in site.rglob("index.html") if not _leads_on(file)}
    assert {url for url in built if url.startswith(f"{ADDRESS}en/") == (lang == "en")} == known
    assert {url for url in _in_sitemap(site) if url in known} == {
        page["url"][lang] for page in pages if lang in page["languages"]
    }
    assert known - _in_a_to_o(site, top) <= {top + path for path in NOT_IN_LISTS}
    assert _in_a_to_o(site, top) <= known
    assert known - _in_search(site, lang) <= {top + path for path in NOT_IN_LISTS}
    assert _in_search(site, lang) <= known


def _url(file: Path) -> str:
    folder = file.parent.as_posix()
    return ADDRESS if folder == "." else f"{ADDRESS}{folder}/"


def _leads_on(file: Path) -> bool:
    """Whether a page only leads from an old address to the new one."""
    return 'http-equiv="refresh"' in file.read_text(encoding="utf-8")


def _in_sitemap(site: Path) -> set[str]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    return {entry.findtext("s:loc", "", XML) for entry in root.findall("s:url", XML)}


def _in_a_to_o(site: Path, top: str) -> set[str]:
    links = _tree(site, f"{top}a-o/").css(".kb-content ul a")
    return {urljoin(f"{top}a-o/", str(link.attributes["href"])).partition("#")[0] for link in links}


def _in_search(site: Path, lang: str) -> set[str]:
    (core,) = (file for file in (site / "search").rglob("core*.js") if file.parent.name == lang)
    text = core.read_text(encoding="utf-8")
    found = json.loads(text[text.index("(") + 1 : text.rindex(")")])["pages"]
    return {urljoin(ADDRESS, page[0]) for page in found}


@pytest.mark.parametrize(("lang", "folder"), [("sv", ""), ("en", "en")])
def test_only_pages_pictures_and_what_is_reserved_is_at_the_top(
    site: Path, pages: list[dict[str, Any]], lang: str, folder: str
) -> None:
    top = site / folder
    own = {page["url"][lang].removeprefix(f"{ADDRESS}{folder}").strip("/").split("/")[0] for page in pages}
    moved = {file.relative_to(top).parts[0] for file in top.rglob("index.html") if _leads_on(file)}
    pictures = {path.name for path in (ROOT / "docs").iterdir()}
    assert {path.name for path in top.iterdir()} - own - moved - pictures - {"index.html", "en"} <= set(RESERVED)


def test_no_two_pages_share_a_title_in_one_language(pages: list[dict[str, Any]]) -> None:
    for lang in ("sv", "en"):
        titles = Counter(page["title"][lang] for page in pages if lang in page["title"])
        assert [title for title, count in titles.items() if count > 1] == []


def test_leftovers_and_unknown_files_do_not_go_out(small: Path) -> None:
    rests = ["overrides/assets/kb.js~", "docs/om/~$avtal.docx", "docs/om/index (1).md", "docs/bilder/.ruta.png.swp"]
    for name in rests:
        (small / name).write_text("Rest", encoding="utf-8")
    finished = kb(small, "check")
    assert [name for name in rests if f"{name}:1:1: KB904" not in finished.stdout] == []
    assert build(small, "--no-strict").returncode == 0
    assert [path for path in tree(small / "site") if "~" in path or "(1)" in path or ".swp" in path] == []


def test_the_published_pages_keep_to_their_schema_and_are_of_known_kinds(site: Path) -> None:
    schema = json.loads((PROMISED / "pages.schema.json").read_text(encoding="utf-8"))
    assert _faults(schema, _api(site, "pages")) == []
    assert {page["kind"] for page in _api(site, "pages")["pages"]} <= set(PageKind)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_kind_of_page_has_a_label_beside_its_hits(site: Path, prefix: str) -> None:
    form = _tree(site, f"{ADDRESS}{prefix}sok/").css_first("#kb-search")
    assert form
    labels = json.loads(str(form.attributes["data-words"]))["kinds"]
    assert [kind for kind in PageKind if not labels.get(kind)] == []


def test_the_published_records_are_as_their_models_say(site: Path) -> None:
    models = [kind.model for kind in KINDS.values()]
    of_model, schema = models_json_schema([(model, "serialization") for model in models])
    records = _api(site, "base")["records"]
    found = {kind: [_as_written(record) for record in some] for kind, some in records.items()}
    items = {name: {"type": "array", "items": of_model[KINDS[name].model, "serialization"]} for name in found}
    assert _faults({**schema, "properties": items}, found) == []


def test_every_record_has_the_fields_that_programs_were_promised(site: Path) -> None:
    promised = yaml.safe_load((PROMISED / "promised.yml").read_text(encoding="utf-8"))
    found = _api(site, "base")["records"]
    assert set(found) >= set(promised)
    missing = [
        f"{record['id']}: {field}"
        for kind, fields in promised.items()
        for record in found[kind]
        for field in fields
        if field not in record
    ]
    assert missing == []


def test_every_edit_link_leads_to_the_file_and_the_line_that_the_page_comes_from(
    site: Path, project: Path, pages: list[dict[str, Any]]
) -> None:
    for page in pages:
        for lang in ("sv", "en"):
            link = _tree(site, page["url"][lang]).css_first(".kb-edit a")
            assert link, page["path"]
            way = str(link.attributes["href"]).partition("/edit/main/")[2]
            assert way == page["edit"].get(lang, page["edit"]["sv"])
            path, _, line = way.partition("#L")
            assert (project / path).exists(), way
            if line:
                text = (project / path).read_text(encoding="utf-8").split("\n")[int(line) - 1]
                assert re.search(rf"\bid: {re.escape(Path(page['path']).stem)}$", text), (way, text)
            elif not page["generated"]:
                assert way.endswith(".md")


def test_lists_are_in_swedish_order(site: Path) -> None:
    municipalities = _texts(site, "kontakt/kommun/", ".kb-content li > a")
    assert len(municipalities) == 49
    assert _unsorted(municipalities) == []
    assert municipalities[-1].startswith("Öckerö")
    terms = _texts(site, "ordlista/", ".kb-content h3")
    assert len(terms) >= 140
    assert _unsorted(terms) == []
    letters = _texts(site, "ordlista/", ".kb-content h2")
    assert _unsorted([letter for letter in letters if len(letter) == 1]) == []
    assert "Å" in letters or "Ö" in letters
    for section in LexborHTMLParser(_file(site, ADDRESS + "a-o/").read_text(encoding="utf-8")).css(".kb-content ul"):
        assert _unsorted([node.text().strip() for node in section.css("li")]) == []


def test_the_error_page_helps_in_both_languages_from_any_depth(site: Path) -> None:
    tree = LexborHTMLParser((site / "404.html").read_text(encoding="utf-8"))
    assert [node.attributes["lang"] for node in tree.css("main section")] == ["sv", "en"]
    links = [node.attributes["href"] or "" for node in tree.css("a[href], link[href]")]
    assert [link for link in links if not link.startswith(("/", "#"))] == []


def test_the_policy_is_in_the_examples_for_both_servers(site: Path) -> None:
    policy = (site / "csp.txt").read_text(encoding="utf-8").strip().removeprefix("Content-Security-Policy: ")
    assert "unsafe" not in policy
    for server in ("nginx", "apache"):
        assert f'Content-Security-Policy "{policy}"' in (site / "server" / f"{server}.conf").read_text(encoding="utf-8")


def test_both_servers_send_calendars_as_calendars(site: Path) -> None:
    """A program cannot subscribe to what comes as application/octet-stream."""
    nginx = (site / "server/nginx.conf").read_text(encoding="utf-8")
    assert "types { text/calendar ics; }" in nginx.partition(r"location ~ \.ics$")[2].partition("}")[0] + "}"
    assert 'AddType "text/calendar; charset=utf-8" .ics' in (site / "server/apache.conf").read_text(encoding="utf-8")


def test_renamed_pages_and_records_lead_on_in_both_languages(small: Path) -> None:
    renamed = (("roles", "slutenvarden", "vardavdelningen"), ("systems", "samsa", "klara"), ("laws", "ul", "bal"))
    for name, old, former in renamed:
        data = small / "data" / f"{name}.yml"
        text = data.read_text(encoding="utf-8")
        assert f"- id: {old}\n" in text
        data.write_text(text.replace(f"- id: {old}\n", f"- id: {old}\n  former_ids: [{former}]\n"), encoding="utf-8")
    finished = build(small)
    assert finished.returncode == 0, finished.stderr
    moved = {
        "rutiner/inskrivningsmeddelande": "rutiner/inskrivning",  # old_paths of the small base
        "roller/vardavdelningen": "roller/slutenvarden",
        "system/klara": "system/samsa",
        "styrdokument/lagar/bal": "styrdokument/lagar/ul",
    }
    for old, new in moved.items():
        for prefix in ("", "en/"):
            file = small / "site" / f"{prefix}{old}" / "index.html"
            tree = LexborHTMLParser(file.read_text(encoding="utf-8"))
            assert tree.css_first("html").attributes["lang"] == (prefix.rstrip("/") or "sv")
            way = str(tree.css_first("meta[http-equiv=refresh]").attributes["content"]).partition("url=")[2]
            assert (file.parent / way).resolve() == (small / "site" / f"{prefix}{new}").resolve()
            assert way == tree.css_first("a").attributes["href"]


def test_an_answer_that_was_merged_or_moved_is_reached_at_its_old_address(site: Path) -> None:
    answers = _api(site, "base")["records"]["faq"]
    old = [
        (topic, each, faq)
        for faq in answers
        for topic in (faq["topic"], *faq.get("former_topics", ()))
        for each in (faq["id"], *faq.get("former_ids", ()))
    ]
    assert len(old) > len(answers)
    for prefix in ("", "en/"):
        trees = {topic: _tree(site, f"{ADDRESS}{prefix}fragor/{topic}/") for topic, _, _ in old}
        assert [each for topic, each, _ in old if not trees[topic].css(f"[id='{each}']")] == []
        moved = [(trees[topic], f"{faq['topic']}/#{faq['id']}") for topic, _, faq in old if topic != faq["topic"]]
        assert [way for tree, way in moved if not tree.css(f"main a[href$='{way}']")] == []


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(site.rglob("*.html")):
        yield file.relative_to(site).as_posix(), file.read_text(encoding="utf-8")


def _as_written(record: dict[str, Any]) -> dict[str, Any]:
    """Return a published record without the state that follows from its review: its model has no such field."""
    return {key: value for key, value in record.items() if key != "state" or "reviewed" not in record}


def _faults(schema: dict[str, Any], document: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    faults = Draft202012Validator(schema).iter_errors(document)
    return [f"{fault.json_path}: {fault.message}"[:200] for fault in faults]


def _api(site: Path, document: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / "api" / "v1" / f"{document}.json").read_text(encoding="utf-8"))
    return found


def _file(site: Path, url: str) -> Path:
    assert url.startswith(ADDRESS)
    return site / url.removeprefix(ADDRESS) / "index.html"


def _tree(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser(_file(site, url).read_text(encoding="utf-8"))


def _texts(site: Path, path: str, selector: str) -> list[str]:
    found = _tree(site, ADDRESS + path).css(selector)
    return [re.sub(r"\s*¶$", "", node.text().strip()) for node in found]


def _unsorted(texts: list[str]) -> list[tuple[str, str]]:
    """Return neighbours in the wrong order, by the Swedish alphabet; what is no letter comes first."""

    def key(text: str) -> list[int]:
        plain = text.lower().replace("é", "e").replace("ü", "u")
        return [ALPHABET.index(letter) if letter in ALPHABET else ord(letter) - 0x110000 for letter in plain]

    return [(one, other) for one, other in pairwise(texts) if key(one) > key(other)]
