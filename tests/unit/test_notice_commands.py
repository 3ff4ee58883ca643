"""`kb notice`: what a coordinator is asked and told, and the file that it becomes."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest

from cases import _number
from commands import Ended, Run, run_kb
from conftest import ROOT
from notices import at, update, values, write

NEW = ("--title", "SAMSA går inte att nå", "--text", "Följ reservrutinen.", "--system", "samsa", "--state", "avbrott")
STOP = ("--kind", "underhall", "--title", "Planerat stopp", "--text", "Följ reservrutinen.", "--system", "samsa")
SAVED = "data/notices/2026-11-22-samsa-gar-inte-att-na.yml"


@pytest.fixture
def root(mini: Path) -> Path:
    """The small base with the templates of this project, which the preview needs."""
    (mini / "overrides").symlink_to(ROOT / "overrides")
    (mini / "mkdocs.yml").write_text("site_url: https://kunskapsbasen.example/\n", encoding="utf-8")
    return mini


@pytest.fixture
def run(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: str, answers: tuple[str, ...] = (), now: datetime | None = None) -> Ended:
        monkeypatch.delenv("KB_TODAY")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int((now or at("2026-11-22 09:15")).timestamp())))
        ended = run_kb(capsys, monkeypatch, ["--root", root, *args], answers)
        monkeypatch.setenv("KB_TODAY", "2026-11-22")
        return ended

    return run


def _text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_a_disturbance_is_written_from_a_few_words(run: Run, root: Path) -> None:
    ended = run("notice", "new", "--kind", "storning", *NEW, "--when", "för 20 minuter sedan", "--yes")
    assert ended.code == 0, ended.err
    text = _text(root, SAVED)
    assert "start: 2026-11-22T08:55+01:00\n" in text
    assert "state: undersoks\n" in text
    assert run("check", "--strict").code == 0
    assert run("fmt", "--check").code == 0


def test_the_time_is_read_back_in_full_before_saving(run: Run, root: Path) -> None:
    ended = run("notice", "new", *STOP, "--state", "underhall", "--when", "i morgon 18–20", answers=("",) * 10 + ("n",))
    assert "Måndag 23 november 2026 kl. 18.00–20.00 (2 timmar)." in ended.out
    assert "Stämmer det? Spara?" in ended.out
    assert "Ingenting sparades." in ended.out
    assert list((root / "data/notices").iterdir()) == [root / "data/notices/planerat-stopp.yml"]


def test_all_is_asked_for_in_swedish_and_the_preview_says_where_it_shows(run: Run, root: Path) -> None:
    replies = ("storning", "SAMSA segt", "", "Vänta.", "", "", "", "samsa, siths", "samsa=forsamrad, siths=avbrott")
    ended = run("notice", "new", answers=(*replies, "", "", "snart", "nu", "", "gits", "", "", "j"))
    assert ended.code == 0, ended.out + ended.err
    for said in (
        "Vad händer, och vad gör man under tiden?",
        "går inte att förstå som en tid",
        "Visas: i en ruta på ",
        "  Inskrivningsmeddelande",
        "Visas också: i raden överst på alla sidor, nu.",
        "Sparad: data/notices/2026-11-22-samsa-segt.yml",
    ):
        assert said in ended.out
    text = _text(root, "data/notices/2026-11-22-samsa-segt.yml")
    assert "  - system: samsa\n    state: forsamrad\n  - system: siths\n    state: avbrott\n" in text


@pytest.mark.parametrize(
    ("args", "told", "code"),
    [
        (("--kind", "underhall", *NEW, "--when", "nu"), "ett planerat stopp måste ha ett slut", 1),
        (("--kind", "storning", *NEW, "--when", "i morgon 18"), "börjar efter sin första uppdatering", 1),
        (("--kind", "storning", *NEW, "--when", "25/11 20 – 24/11 18"), "slutar innan det börjar", 2),
        (("--kind", "storning", *NEW[:4], "--system", "samas", "--when", "nu"), 'menade du "samsa"?', 2),
        (("--kind", "storning", *NEW[:6], "--state", "trasig", "--when", "nu"), "finns inte. Välj ett av", 2),
        (("--kind", "storning", *NEW[:6], "--state", "avbrott"), "--when saknas.", 2),
    ],
)
def test_what_is_wrong_is_refused_in_words(args: tuple[str, ...], told: str, code: int, run: Run, root: Path) -> None:
    ended = run("notice", "new", *args, "--yes")
    assert ended.code == code
    assert told in ended.err
    assert not (root / SAVED).exists()


def test_a_personal_identity_number_is_refused(run: Run, root: Path) -> None:
    words = ("--title", "X", "--text", f"Gäller {_number('800101')}.", "--system", "samsa", "--state", "avbrott")
    ended = run("notice", "new", "--kind", "storning", *words, "--when", "nu", "--yes")
    assert ended.code == 1
    assert "KB501" in ended.err
    assert "Ingenting sparades." in ended.err
    assert len(list((root / "data/notices").iterdir())) == 1


def test_a_disturbance_is_updated_and_resolved_and_keeps_its_history_and_comments(run: Run, root: Path) -> None:
    file = write(root, values("storning", "2026-11-22 09:00", id="avbrott"))
    file.write_text("# Ring leverantören först.\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    said = ("--state", "identifierad", "--text", "Ett kort är trasigt.", "--system", "samsa=delvis-avbrott")
    assert run("notice", "update", "avbrott", *said, "--yes").code == 0
    ended = run("notice", "resolve", "avbrott", "--at", "10.05", "--yes", now=at("2026-11-22 10:10"))
    assert ended.code == 0, ended.err
    assert ended.out.startswith("\nLöst: SAMSA går inte att nå")
    text = _text(root, "data/notices/avbrott.yml")
    assert text.startswith("# Ring leverantören först.\n")
    assert "end: 2026-11-22T10:05+01:00\n" in text
    assert [line.strip() for line in text.splitlines() if "state:" in line] == [
        "state: avbrott",
        "state: undersoks",
        "state: identifierad",
        "state: delvis-avbrott",
        "state: lost",
    ]
    assert run("check", "--strict").code == 0


def test_a_resolved_disturbance_that_comes_back_loses_its_end(run: Run, root: Path) -> None:
    resolved = [update("2026-11-22 08:00", "undersoks"), update("2026-11-22 08:30", "lost")]
    write(root, values("storning", "2026-11-22 08:00", "2026-11-22 08:30", id="avbrott", updates=resolved))
    assert run("notice", "update", "avbrott", "--state", "undersoks", "--text", "Igen.", "--yes").code == 0
    assert "\nend:" not in _text(root, "data/notices/avbrott.yml")


def test_a_stop_is_moved_and_cancelled_but_a_disturbance_is_not(run: Run, root: Path) -> None:
    assert run("notice", "update", "planerat-stopp", "--text", "En timme till.", "--end", "24/11 21", "--yes").code == 0
    assert "end: 2026-11-24T21:00+01:00" in _text(root, "data/notices/planerat-stopp.yml")
    ended = run("notice", "cancel", "planerat-stopp", "--yes")
    assert ended.code == 0
    assert "Stoppet är inställt: Planerat stopp i SAMSA" in ended.out
    write(root, values("storning", "2026-11-22 09:00", id="avbrott"))
    ended = run("notice", "cancel", "avbrott", "--yes")
    assert ended.code == 2
    assert "kan inte ställas in" in ended.err


def test_a_stop_is_moved_to_another_day(run: Run, root: Path) -> None:
    ended = run("notice", "update", "planerat-stopp", "--text", "Flyttat.", "--when", "26/11 22–01", "--yes")
    assert ended.code == 0, ended.err
    assert "Torsdag 26 november 2026 kl. 22.00 – fredag 27 november 2026 kl. 01.00 (3 timmar)." in ended.out
    text = _text(root, "data/notices/planerat-stopp.yml")
    assert "start: 2026-11-26T22:00+01:00\nend: 2026-11-27T01:00+01:00\n" in text
    assert run("check", "--strict").code == 0


def test_what_is_suggested_is_said_in_both_languages(run: Run, root: Path) -> None:
    run("notice", "new", "--kind", "storning", *NEW, "--when", "nu", "--yes")
    assert "sv: Störningen undersöks.\n      en: The disruption is being investigated.\n" in _text(root, SAVED)
    run("notice", "resolve", Path(SAVED).stem, "--yes")
    assert "en: The disruption is resolved.\n" in _text(root, SAVED)
    run("notice", "cancel", "planerat-stopp", "--text", "Leverantören är sjuk.", "--yes")
    assert "sv: Leverantören är sjuk.\n" in _text(root, "data/notices/planerat-stopp.yml")
    assert "The stop is cancelled." not in _text(root, "data/notices/planerat-stopp.yml")


def test_a_notice_for_no_page_but_one_says_so_and_one_far_ahead_from_when_it_shows(run: Run) -> None:
    words = (
        "--kind",
        "information",
        "--title",
        "Nya tider",
        "--text",
        "Supporten har nya tider.",
        "--when",
        "nu",
        "--yes",
    )
    assert "Visas: bara på sidan Driftinformation." in run("notice", "new", *words).out
    ended = run("notice", "new", *STOP, "--state", "underhall", "--when", "24 december 18–20", "--yes")
    assert "Rutan visas från torsdag 10 december 2026 kl. 18.00." in ended.out


def test_a_stop_that_is_ready_early_ends_then(run: Run, root: Path) -> None:
    assert run("notice", "resolve", "planerat-stopp", "--yes", now=at("2026-11-24 19:10")).code == 0
    text = _text(root, "data/notices/planerat-stopp.yml")
    assert "end: 2026-11-24T19:10+01:00" in text
    assert "state: genomford" in text


def test_an_update_cannot_be_made_in_the_future(run: Run) -> None:
    ended = run("notice", "update", "planerat-stopp", "--text", "x", "--at", "i morgon 18", "--yes")
    assert ended.code == 2
    assert "i framtiden" in ended.err


def test_a_file_that_someone_else_has_changed_meanwhile_is_left_alone(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / "data/notices/planerat-stopp.yml"

    class Slow(io.StringIO):
        def readline(self, *_: object) -> str:
            file.write_text(file.read_text(encoding="utf-8") + "# någon annan\n", encoding="utf-8")
            return "j\n"

    monkeypatch.setattr(io, "StringIO", lambda _: Slow())
    ended = run("notice", "cancel", "planerat-stopp", "--text", "x", "--text-en", "x", "--at", "nu")
    assert ended.code == 1
    assert "har ändrats av någon annan" in ended.err
    assert "installd" not in file.read_text(encoding="utf-8")


def test_an_unknown_notice_gets_the_nearest_id(run: Run) -> None:
    ended = run("notice", "text", "planerat-stop")
    assert ended.code == 2
    assert 'menade du "planerat-stopp"?' in ended.err


def test_text_and_list_show_how_notices_stand(run: Run) -> None:
    assert run("notice", "text", "planerat-stopp", "--sms").out == (
        "Planerat stopp: Planerat stopp i SAMSA. Tisdag 24 november 2026 kl. 18.00–20.00 (2 timmar). "
        "https://kunskapsbasen.example/driftinformation/\n"
    )
    english = run("notice", "text", "planerat-stopp", "--lang", "en").out
    assert english.startswith("Planned stop: Planned stop in SAMSA\nTuesday 24 November 2026, 18:00–20:00 (2 hours).\n")
    assert run("notice", "list").out.startswith("planerat-stopp\n  Planerat stopp: Planerat stopp i SAMSA\n")


def test_help_is_in_swedish(run: Run) -> None:
    for command in ((), ("new",), ("update",), ("publish",), ("text",)):
        out = run("notice", *command, "--help").out
        assert "Användning: kb" in out
        assert not {"Usage:", "Options:", "Show", "the", "[OPTIONS]"} & set(out.split())
