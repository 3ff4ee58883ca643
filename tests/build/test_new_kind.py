"""A kind of record is told once: a made-up kind, blankett, needs five files and its words, and is then everywhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from carekb.languages import LANGUAGES
from projects import built, copy_mini, kb, tree

pytestmark = pytest.mark.slow

OVERLAY = Path(__file__).parent.parent / "fixtures" / "blankett"
"""The files that are new: the model, the records and the two templates."""
CHANGED = {
    "hooks/carekb/model/kinds.py": (
        ("from .records.figures", "from .records.form import Form\nfrom .records.figures"),
        ("    SOK = ", '    BLANKETT = "blankett", 90\n    SOK = '),
        (
            '        Kind("notice", ',
            '        Kind("form", Form, "blanketten", "Blanketter", "data/forms.yml", "blankett",'
            ' page=RecordPage("sip/blanketter/{id}.md", PageKind.BLANKETT),'
            ' listed=ListPage("sip/blanketter/index.md", PageKind.BLANKETT)),\n        Kind("notice", ',
        ),
    ),
    "hooks/carekb/words/sv.yml": (
        ("    ordlista: Ordlista\n    fraga:", "    ordlista: Ordlista\n    blankett: Blankett\n    fraga:"),
        ("\nforum:\n", "\nforms:\n  title: Blanketter\n  description: Blanketter att fylla i.\n\nforum:\n"),
    ),
    "hooks/carekb/words/en.yml": (
        ("    ordlista: Glossary\n    fraga:", "    ordlista: Glossary\n    blankett: Form\n    fraga:"),
        ("\nforum:\n", "\nforms:\n  title: Forms\n  description: Forms to fill in.\n\nforum:\n"),
    ),
}
"""What is changed in the files that tell of kinds: the row and the words."""
PAGE = "sip/blanketter/samtycke-sip"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_mini(tmp_path_factory.mktemp("blankett") / "project")
    shutil.copytree(OVERLAY, root, dirs_exist_ok=True)
    for path, changes in CHANGED.items():
        text = (root / path).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, (path, old)
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")
    built(root)
    return root


def test_five_files_and_one_of_words_for_each_language_are_enough_for_a_new_kind() -> None:
    assert len([*tree(OVERLAY), *CHANGED]) <= 5 + len(LANGUAGES)


@pytest.mark.parametrize(
    ("prefix", "name", "several"), [("", "Samtycke till SIP", "Blanketter"), ("en/", "Consent to a SIP", "Forms")]
)
def test_each_record_of_a_new_kind_has_a_page_in_the_menu_and_in_the_list_of_all_pages(
    project: Path, prefix: str, name: str, several: str
) -> None:
    page = _page(project, f"{prefix}{PAGE}")
    assert page.css_first("h1").text().strip() == name
    assert several in [link.text().strip() for link in page.css(".kb-branch a")]
    listed = _page(project, f"{prefix}sip/blanketter")
    assert name in [link.text().strip() for link in listed.css("main li a")]
    everything = _page(project, f"{prefix}a-o")
    assert {name, several} <= {link.text().strip() for link in everything.css("main li a")}


@pytest.mark.parametrize(("prefix", "label"), [("", "Blankett"), ("en/", "Form")])
def test_a_hit_of_a_new_kind_has_its_label(project: Path, prefix: str, label: str) -> None:
    words = json.loads(str(_page(project, f"{prefix}{PAGE}").css_first("#kb-search").attributes["data-words"]))
    assert words["kinds"]["blankett"] == label


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_search_reads_a_new_kind_with_its_weight(project: Path, lang: str) -> None:
    known = json.loads((project / ".build" / "search" / f"{lang}.json").read_text(encoding="utf-8"))
    found = {page["path"]: page for page in known["pages"]}
    assert found[f"{PAGE}.md"]["kind"] == "blankett"
    assert found[f"{PAGE}.md"]["whole"]
    assert found[f"{PAGE}.md"]["weight"] == 90 - 5 * 2
    assert found["sip/blanketter/index.md"]["weight"] < found[f"{PAGE}.md"]["weight"]


def test_programs_and_editors_are_given_a_new_kind(project: Path, tmp_path: Path) -> None:
    published = json.loads((project / "site" / "api" / "v1" / "base.json").read_text(encoding="utf-8"))
    assert [record["id"] for record in published["records"]["form"]] == ["samtycke-sip"]
    assert kb(project, "schema", str(tmp_path)).returncode == 0
    schema = json.loads((tmp_path / "forms.json").read_text(encoding="utf-8"))
    assert schema["items"]["properties"]["about"]["description"] == "När den fylls i, och av vem."


def test_faults_in_a_new_kind_and_in_what_refers_to_it_are_found(project: Path, tmp_path: Path) -> None:
    root = shutil.copytree(project, tmp_path / "project", ignore=shutil.ignore_patterns("site", ".build"))
    page = root / "docs" / "sip" / "mote.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nSe [[blankett:samtycke]].\n", encoding="utf-8")
    records = root / "data" / "forms.yml"
    records.write_text(records.read_text(encoding="utf-8") + "- id: utan-namn\n", encoding="utf-8")
    report = kb(root, "check").stdout
    assert 'KB301 [[blankett:samtycke]]: "samtycke" finns inte' in report
    assert "data/forms.yml:8:" in report


def _page(project: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((project / "site" / path / "index.html").read_text(encoding="utf-8"))
