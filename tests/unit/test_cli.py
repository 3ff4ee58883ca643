"""What the command says, in Swedish, and how it ends: 0 well, 1 problems, 2 used wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carekb.cli.main import kb
from cases import apply, read_case
from commands import Ended, Run, run_kb
from conftest import MINI, ROOT


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: object, root: Path | None = None, answers: tuple[str, ...] = ()) -> Ended:
        return run_kb(capsys, monkeypatch, [*(["--root", root] if root else []), *args], answers)

    return run


NEW_FAQ = ("--question", "Var finns rutinen?", "--answer", "I [[dokument:lansgemensam-rutin]].", "--topic", "rutin")
NEW_FAQ += ("--page", "rutiner/index.md", "--source", "l1", "--owner", "redaktor")


# --- help and wrong use


@pytest.mark.parametrize("command", [(), *((name,) for name in sorted(kb.commands)), ("new", "faq"), ("new", "page")])
def test_help_is_in_swedish(command: tuple[str, ...], run: Run) -> None:
    ended = run(*command, "--help", root=MINI)
    assert ended.code == 0
    assert "Användning: kb" in ended.out
    assert "Visa den här hjälpen." in ended.out
    assert not {"Usage:", "Options:", "Commands:", "Show", "this", "[OPTIONS]", "COMMAND", "the"} & set(
        ended.out.split()
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("chek",), "Kommandot finns inte. Välj ett av build, check"),
        (("check", "--strikt"), "Flaggan --strikt finns inte – menade du --strict?"),
        (("check", "en", "till"), "Det står för många ord"),
        (("stage",), "'MAPP' saknas."),
        (("fmt", "finns-inte.yml"), 'Det finns ingen fil eller mapp "finns-inte.yml".'),
        (("new", "fax"), "Kommandot finns inte."),
        (("new", "faq", "--yes"), "--question saknas."),
        (("new", "faq", "--topic", "rutn"), 'menade du "rutin"?'),
    ],
)
def test_wrong_use_is_told_in_swedish_and_ends_with_two(args: tuple[str, ...], said: str, run: Run) -> None:
    ended = run(*args, root=MINI)
    assert ended.code == 2
    assert said in ended.err
    assert "Error" not in ended.err


def test_a_folder_that_is_no_base_is_wrong_use(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run("check")
    assert ended.code == 2
    assert "--root" in ended.err


def test_the_nearest_base_upwards_is_used(run: Run, mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(mini / "docs" / "sip")
    assert run("check").out == "0 fel, 0 varningar.\n"


def test_a_clock_that_cannot_be_read_is_wrong_use(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_TODAY", "i dag")
    ended = run("check", root=MINI)
    assert ended.code == 2
    assert "KB_TODAY" in ended.err


# --- check


def test_check_tells_the_faults_and_ends_with_one(run: Run, mini: Path) -> None:
    apply(read_case("kb404-bild-utan-text"), mini)
    ended = run("check", root=mini)
    assert ended.code == 1
    assert "docs/rutiner/inskrivning.md:44:1: KB404" in ended.out
    assert ended.out.endswith("1 fel, 0 varningar.\n")


def test_warnings_count_only_under_strict(run: Run, mini: Path) -> None:
    apply(read_case("kb901-forsenad-sida"), mini)
    assert run("check", root=mini).code == 0
    assert run("check", "--strict", root=mini).code == 1


def test_check_tells_programs_the_same_in_json(run: Run, mini: Path) -> None:
    apply(read_case("flera-fel-pa-en-gang"), mini)
    found = json.loads(run("check", "--json", root=mini).out)
    assert [row["path"] for row in found] == sorted(row["path"] for row in found)
    assert {row["severity"] for row in found} == {"error", "warning"}
    assert set(found[0]) == {"path", "line", "col", "code", "severity", "message"}
    assert json.loads(run("check", "--json", root=MINI).out) == []


# --- fmt


def test_fmt_changes_what_is_not_in_form_and_nothing_else(run: Run, mini: Path) -> None:
    file = mini / "data" / "gaps.yml"
    right = file.read_bytes()
    file.write_bytes(b"\xef\xbb\xbf" + right.replace(b"\n", b"\r\n"))
    ended = run("fmt", root=mini)
    assert ended.code == 0
    assert ended.out.startswith("data/gaps.yml: ändrad\n1 ändrade, ")
    assert file.read_bytes() == right
    assert run("fmt", root=mini).out.startswith("0 ändrade, ")


def test_fmt_check_writes_nothing_and_says_what_to_run(run: Run, mini: Path) -> None:
    file = mini / "docs" / "sip" / "index.md"
    file.write_text(file.read_text(encoding="utf-8").replace("kind: guide", "kind:   guide"), encoding="utf-8")
    before = file.read_bytes()
    ended = run("fmt", "--check", file, root=mini)
    assert ended.code == 1
    assert "docs/sip/index.md: skulle ändras" in ended.out
    assert ended.out.endswith("Kör: kb fmt\n")
    assert file.read_bytes() == before


def test_fmt_reports_a_file_with_faults_and_leaves_it_alone(run: Run, mini: Path) -> None:
    for name in ("kb104-nyckel-tva-ganger-i-post", "kb101-data-i-latin-1", "kb107-utan-sidhuvud"):
        apply(read_case(name), mini)
    before = {file: file.read_bytes() for file in mini.rglob("*") if file.is_file()}
    ended = run("fmt", root=mini)
    assert ended.code == 1
    assert all(code in ended.out for code in ("KB104", "KB101", "KB107"))
    assert "3 lämnade orörda" in ended.out
    assert {file: file.read_bytes() for file in mini.rglob("*") if file.is_file()} == before


def test_fmt_of_a_folder_leaves_others_alone(run: Run, mini: Path) -> None:
    for name in ("data/gaps.yml", "data/faq/vem-skickar.yml"):
        file = mini / name
        file.write_text(file.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert run("fmt", mini / "data" / "faq", root=mini).out.startswith("data/faq/vem-skickar.yml: ändrad\n1 ändrade, 0")


# --- schema, stage, build


def test_schema_writes_fresh_files_and_check_tells_stale_ones(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "schema"
    assert run("schema", target, root=ROOT).code == 0
    assert run("schema", "--check", target, root=ROOT).code == 0
    (target / "roles.json").write_text("{}\n", encoding="utf-8")
    (target / "gammalt.json").write_text("{}\n", encoding="utf-8")
    ended = run("schema", "--check", target, root=ROOT)
    assert ended.code == 1
    assert ended.out.endswith("Schemana är inaktuella. Kör: kb schema\n")
    assert run("schema", target, root=ROOT).code == 0
    assert run("schema", "--check", target, root=ROOT).code == 0


def test_stage_never_empties_a_folder_it_did_not_write(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kär.txt").write_text("kvar", encoding="utf-8")
    ended = run("stage", tmp_path, root=MINI)
    assert ended.code == 2
    assert "är inte tom" in ended.err
    assert (tmp_path / "kär.txt").exists()


def test_stage_stops_on_faults(run: Run, mini: Path, tmp_path: Path) -> None:
    apply(read_case("kb404-bild-utan-text"), mini)
    ended = run("stage", tmp_path / "ut", root=mini)
    assert ended.code == 1
    assert "KB404" in ended.err
    assert not (tmp_path / "ut").exists()


def test_stage_writes_the_real_pages_in_both_languages_and_again(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "ut"
    assert run("stage", target, root=ROOT).code == 0
    assert (target / "index.md").is_file()
    assert (target / "index.en.md").is_file()
    assert (target / "roller" / "slutenvarden.md").is_file()
    assert run("stage", target, root=ROOT).code == 0


def test_build_ends_as_mkdocs_ends(run: Run, mini: Path) -> None:
    assert run("build", root=mini).code not in (0, 2)


# --- new


def test_new_faq_with_every_answer_given_writes_a_valid_file_in_form(run: Run, mini: Path) -> None:
    ended = run("new", "faq", *NEW_FAQ, "--yes", root=mini)
    assert ended.code == 0
    assert (mini / "data/faq/var-finns-rutinen.yml").read_text(encoding="utf-8") == (
        "id: var-finns-rutinen\n"
        "question:\n  sv: Var finns rutinen?\n"
        "answer:\n  sv: I [[dokument:lansgemensam-rutin]].\n"
        "topic: rutin\npages: [rutiner/index.md]\nsources: [l1]\nowner: redaktor\n"
        "review_months: 12\n"
    )
    assert run("check", "--strict", root=mini).code == 0
    assert run("fmt", "--check", root=mini).code == 0


def test_new_refuses_an_id_that_is_taken(run: Run, mini: Path) -> None:
    ended = run("new", "faq", *NEW_FAQ, "--id", "vem-skickar", "--yes", root=mini)
    assert ended.code == 2
    assert 'Id "vem-skickar" finns redan.' in ended.err


def test_new_saves_nothing_that_breaks_a_check(run: Run, mini: Path) -> None:
    ended = run("new", "faq", *NEW_FAQ, "--answer", "Inom 24 timmar.", "--yes", root=mini)
    assert ended.code == 1
    assert "KB410" in ended.out
    assert not (mini / "data/faq/var-finns-rutinen.yml").exists()


def test_new_asks_for_what_is_missing_until_the_answer_makes_sense(run: Run, mini: Path) -> None:
    answers = ("", "Var finns rutinen?", "", "I rutinen.", "", "fel", "2", "", "6, sip/index.md", "l1", "", "redaktor")
    ended = run("new", "faq", root=mini, answers=(*answers, "99", "6", "vem-skickar", "", "j"))
    assert ended.code == 0
    for said in (
        "Ett svar behövs här.",
        '"fel" finns inte',
        "2  rutin – Rutin",
        "Skriv ett tal från 1 till 36.",
        'Id "vem-skickar" finns redan.',
        "[var-finns-rutinen]",
        "Spara? [J/n]",
        "Sparad: data/faq/var-finns-rutinen.yml",
    ):
        assert said in ended.out
    text = (mini / "data/faq/var-finns-rutinen.yml").read_text(encoding="utf-8")
    assert "pages: [rutiner/index.md, sip/index.md]" in text
    assert "review_months: 6" in text


def test_new_saves_nothing_when_the_editor_says_no_or_leaves(run: Run, mini: Path) -> None:
    ended = run("new", "faq", *NEW_FAQ, "--id", "ny", root=mini, answers=("", "", "", "", "nja", "n"))
    assert ended.code == 0
    assert "Svara j eller n." in ended.out
    assert "Ingenting sparades." in ended.out
    ended = run("new", "faq", *NEW_FAQ, "--id", "ny", root=mini)
    assert ended.code == 2
    assert "Svaren finns kvar" in ended.err
    assert not (mini / "data/faq/ny.yml").exists()


def test_new_page_writes_front_matter_and_a_body_to_fill_in(run: Run, mini: Path) -> None:
    words = ("--title", "Kalla till SIP", "--description", "Så kallar du.", "--kind", "guide", "--section", "sip")
    assert run("new", "page", *words, "--yes", root=mini).code == 2
    ended = run("new", "page", *words, "--source", "l1", "--yes", root=mini)
    assert ended.code == 0
    text = (mini / "docs/sip/kalla-till-sip.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntitle: Kalla till SIP\ndescription: Så kallar du.\nkind: guide\nowner: redaktor\n")
    assert "\n1. Skriv det första steget.\n" in text
    assert run("check", "--strict", root=mini).code == 0
    assert run("fmt", "--check", root=mini).code == 0
    assert run("new", "page", *words, "--source", "l1", "--yes", root=mini).code == 2


@pytest.mark.parametrize("path", ["kalla.md", "Sip/kalla.md", "../x.md", "sip/index.md", "sip/å.md"])
def test_new_page_refuses_a_path_that_will_not_do(path: str, run: Run, mini: Path) -> None:
    words = ("--title", "A", "--description", "B", "--kind", "om", "--owner", "redaktor")
    assert run("new", "page", *words, "--path", path, "--yes", root=mini).code == 2
