"""`kb notice`: what a coordinator is asked and told, and the file that it becomes."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
        monkeypatch.delenv("KB_TODAY", raising=False)
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


def test_a_disturbance_is_updated_and_resolved_and_keeps_its_history(run: Run, root: Path) -> None:
    write(root, values("storning", "2026-11-22 09:00", id="avbrott"))
    said = ("--state", "identifierad", "--text", "Ett kort är trasigt.", "--system", "samsa=delvis-avbrott")
    assert run("notice", "update", "avbrott", *said, "--yes").code == 0
    ended = run("notice", "resolve", "avbrott", "--at", "10.05", "--yes", now=at("2026-11-22 10:10"))
    assert ended.code == 0, ended.err
    assert ended.out.startswith("\nLöst: SAMSA går inte att nå")
    text = _text(root, "data/notices/avbrott.yml")
    assert "    since: 2026-11-22T10:05+01:00\n" in text
    assert [line.strip() for line in text.splitlines() if "state:" in line] == [
        "state: avbrott",
        "state: undersoks",
        "state: identifierad",
        "state: delvis-avbrott",
        "state: lost",
    ]
    assert run("check", "--strict").code == 0


def test_a_notice_that_cannot_be_read_is_reported_and_not_called_missing(run: Run, root: Path) -> None:
    file = write(root, values("storning", "2026-11-22 09:00", id="avbrott"))
    file.write_text("# Ring leverantören först.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    before = file.read_bytes()
    ended = run("notice", "resolve", "avbrott", "--yes")
    assert ended.code == 1
    assert "data/notices/avbrott.yml:1:1: KB105 kommentarer läses inte" in ended.err
    assert "finns inte" not in ended.err
    assert file.read_bytes() == before


def test_a_resolved_disturbance_that_comes_back_keeps_its_first_end(run: Run, root: Path) -> None:
    resolved = [update("2026-11-22 08:00", "undersoks"), update("2026-11-22 08:30", "lost")]
    write(root, values("storning", "2026-11-22 08:00", "2026-11-22 08:30", id="avbrott", updates=resolved))
    assert run("notice", "update", "avbrott", "--state", "undersoks", "--text", "Igen.", "--yes").code == 0
    assert "\nend: 2026-11-22T08:30:00+01:00\n" in _text(root, "data/notices/avbrott.yml")
    told = run("notice", "text", "avbrott", now=at("2026-11-22 09:20")).out
    assert "Sedan söndag 22 november 2026 kl. 09.15. Tidigare: " in told
    assert "08.00–08.30" in told


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
    assert "    start: 2026-11-26T22:00+01:00\n    end: 2026-11-27T01:00+01:00\n" in text
    assert "\nstart: 2026-11-24T18:00+01:00\n" in text, "det som först sades står kvar"
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
    assert "state: genomford" in text
    assert "kl. 18.00–19.10 (1 timme 10 minuter)." in run("notice", "list", now=at("2026-11-24 19:20")).out


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


# --- told as it went

OUT = ("--title", "SAMSA nere", "--text", "Text", "--system", "samsa", "--state", "avbrott", "--id", "avbrott", "--yes")
LATE = at("2026-11-22 11:00")


def _when(run: Run, name: str, now: datetime) -> str:
    return run("notice", "text", name, now=now).out.splitlines()[1]


@pytest.mark.parametrize(
    "steps",
    [
        [("new", "--kind", "storning", *OUT, "--when", "i dag 8–9.30")],
        [("new", "--kind", "storning", *OUT, "--when", "i dag 8"), ("resolve", "avbrott", "--yes", "--at", "9.30")],
        [("new", "--kind", "storning", *OUT, "--when", "i dag 8", "--end", "9.30")],
        [("new", "--kind", "storning", *OUT, "--when", "i dag 8"), ("resolve", "avbrott", "--yes", "--end", "9.30")],
        [
            ("new", "--kind", "storning", *OUT, "--when", "nu"),
            ("resolve", "avbrott", "--yes", "--when", "i dag 8–9.30"),
        ],
        [
            ("new", "--kind", "storning", *OUT, "--when", "i dag 8"),
            ("resolve", "avbrott", "--yes"),
            ("update", "avbrott", "--yes", "--said", "Tiden är rättad.", "--at", "9.30"),
        ],
        [
            ("new", "--kind", "storning", *OUT, "--when", "i dag 8"),
            ("update", "avbrott", "--yes", "--state", "lost", "--text", "Löst.", "--end", "9.30"),
        ],
    ],
)
def test_an_outage_told_afterwards_gets_the_times_it_had(steps: list[tuple[str, ...]], run: Run) -> None:
    for step in steps:
        ended = run("notice", *step, now=LATE)
        assert ended.code == 0, ended.err
    assert _when(run, "avbrott", LATE).startswith("Söndag 22 november 2026 kl. 08.00–09.30 (1 timme 30 minuter).")
    assert run("check", "--strict").code == 0


def test_an_outage_that_is_over_is_told_from_the_questions_alone(run: Run) -> None:
    replies = ("storning", "SAMSA nere", "", "Vänta.", "", "", "", "samsa", "avbrott")
    ended = run("notice", "new", answers=(*replies, "", "", "i dag 8–9.30", "", "", "", "avbrott", "j"), now=LATE)
    assert ended.code == 0, ended.out + ended.err
    assert "Första uppdateringen? [Störningen är löst.]" in ended.out
    assert _when(run, "avbrott", LATE) == "Söndag 22 november 2026 kl. 08.00–09.30 (1 timme 30 minuter)."


def test_a_resolved_outage_is_asked_when_it_ended_and_when_it_began(run: Run, root: Path) -> None:
    write(root, values("storning", "2026-11-22 08:20", id="avbrott"))
    ended = run("notice", "resolve", "avbrott", answers=("", "i dag 8–9.30", "j"), now=LATE)
    assert ended.code == 0, ended.out + ended.err
    assert "08.00–09.30 (1 timme 30 minuter)" in _when(run, "avbrott", LATE)
    assert "08.20" in ended.out, "det som stod före rättelsen syns"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("update", "avbrott", "--state", "lost", "--text", "x", "--end", "i natt"), '"i natt" kan betyda två nätter'),
        (("update", "avbrott", "--state", "lost", "--text", "x", "--when", "hej"), "går inte att förstå"),
        (("update", "avbrott", "--state", "lost", "--text", "x", "--end", "25"), "Klockslaget 25.00 finns inte."),
        (("update", "avbrott", "--text", "x", "--end", "10"), "En störning har inget slut förrän den är löst."),
        (("update", "avbrott", "--state", "lost", "--text", "x", "--end", "i morgon 10"), "ligger i framtiden"),
        (("resolve", "avbrott", "--at", "7"), "innan den har börjat"),
        (("resolve", "avbrott", "--when", "i dag 8–13"), "ligger i framtiden"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_a_line(args: tuple[str, ...], told: str, run: Run, root: Path) -> None:
    write(root, values("storning", "2026-11-22 08:20", id="avbrott"))
    ended = run("notice", *args, "--yes", now=LATE)
    assert ended.code in (1, 2)
    assert told in ended.err
    assert _text(root, "data/notices/avbrott.yml").count("  - at:") == 1


def test_a_disturbance_that_comes_back_is_told_as_two_spans(run: Run) -> None:
    run("notice", "new", "--kind", "storning", *OUT, "--when", "i dag 8", now=at("2026-11-22 08:05"))
    run("notice", "resolve", "avbrott", "--yes", now=at("2026-11-22 09:30"))
    back = ("--state", "undersoks", "--text", "Felet är tillbaka.", "--at", "15.15")
    assert run("notice", "update", "avbrott", "--yes", *back, now=at("2026-11-22 15:30")).code == 0
    assert run("notice", "resolve", "avbrott", "--yes", now=at("2026-11-22 17:00")).code == 0
    told = _when(run, "avbrott", at("2026-11-22 17:05"))
    assert told == "Söndag 22 november 2026 kl. 08.00–09.30 och kl. 15.15–17.00 (3 timmar 15 minuter)."


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([("21:45", "resolve", "--yes")], "18.00–21.45"),
        (
            [("18:40", "update", "--yes", "--state", "pagar", "--text", "Nu."), ("20:30", "resolve", "--yes")],
            "18.40–20.30",
        ),
        (
            [
                ("18:40", "update", "--yes", "--state", "pagar", "--text", "Nu.", "--at", "18.30"),
                ("20:30", "resolve", "--yes", "--at", "20.15"),
            ],
            "18.30–20.15",
        ),
        ([("19:00", "update", "--yes", "--text", "Halva är gjort.")], "18.00–20.00"),
        ([("19:30", "update", "--yes", "--text", "Drar ut på tiden.", "--end", "21")], "18.00–21.00"),
        ([("20:15", "update", "--yes", "--state", "pagar", "--text", "Drar ut.", "--end", "21")], "18.00–21.00"),
        ([("20:15", "update", "--yes", "--text", "Drar ut.", "--end", "21")], "18.00–21.00"),
        ([("17:50", "update", "--yes", "--state", "pagar", "--text", "Tidigt.")], "17.50–20.00"),
    ],
)
def test_a_stop_is_told_as_long_as_it_was(steps: list[tuple[str, ...]], told: str, run: Run) -> None:
    for clock, command, *more in steps:
        ended = run("notice", command, "planerat-stopp", *more, now=at(f"2026-11-24 {clock}"))
        assert ended.code == 0, ended.err
    now = at("2026-11-24 22:00")
    assert told in _when(run, "planerat-stopp", now)
    assert told in run("notice", "list", now=now).out


# --- what may be a mistake

TWICE = ("notice", "new", "--kind", "storning", *NEW, "--when", "nu", "--yes")


def test_the_same_notice_is_not_written_twice(run: Run, root: Path) -> None:
    assert run(*TWICE).code == 0
    ended = run(*TWICE)
    assert ended.code == 1
    assert "Notisen finns redan:" in ended.err
    asked = run(*TWICE[:-1], answers=("",) * 9 + ("n",))
    assert "Är det meningen? [j/N]" in asked.out
    assert len(list((root / "data/notices").glob("*samsa-gar*"))) == 1


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("resolve", "resolve", "redan avslutad"),
        ("cancel", "cancel", "redan inställd"),
        ("cancel", "resolve", "redan inställd"),
    ],
)
def test_what_is_over_is_not_ended_again(first: str, then: str, told: str, run: Run, root: Path) -> None:
    name, now = ("avbrott", LATE) if first == "resolve" else ("planerat-stopp", LATE)
    write(root, values("storning", "2026-11-22 08:20", id="avbrott"))
    assert run("notice", first, name, "--yes", now=now).code == 0
    before = _text(root, f"data/notices/{name}.yml")
    ended = run("notice", then, name, "--yes", now=now)
    assert (ended.code, told in ended.err) == (2, True)
    assert _text(root, f"data/notices/{name}.yml") == before


def test_ending_again_with_the_same_time_changes_nothing_and_with_another_puts_it_right(run: Run, root: Path) -> None:
    write(root, values("storning", "2026-11-22 08:20", id="avbrott"))
    assert run("notice", "resolve", "avbrott", "--yes", "--at", "9.30", now=LATE).code == 0
    before = _text(root, "data/notices/avbrott.yml")
    again = run("notice", "resolve", "avbrott", "--yes", "--at", "9.30", now=LATE)
    assert (again.code, "Ingenting ändrades." in again.out) == (0, True)
    assert _text(root, "data/notices/avbrott.yml") == before
    assert run("notice", "resolve", "avbrott", "--yes", "--at", "9.40", now=LATE).code == 0
    assert "08.20–09.40" in _when(run, "avbrott", LATE)


def test_a_stop_that_has_not_begun_is_cancelled_and_not_resolved(run: Run) -> None:
    ended = run("notice", "resolve", "planerat-stopp", "--yes")
    assert ended.code == 2
    assert "kb notice cancel planerat-stopp" in ended.err


def test_a_stop_that_someone_has_said_goes_on_is_resolved_and_not_cancelled(run: Run) -> None:
    now = at("2026-11-24 18:10")
    run("notice", "update", "planerat-stopp", "--state", "pagar", "--text", "Nu.", "--yes", now=now)
    ended = run("notice", "cancel", "planerat-stopp", "--yes", now=now)
    assert ended.code == 2
    assert "kb notice resolve planerat-stopp" in ended.err


def test_a_system_that_was_never_in_a_notice_is_not_added_by_mistake(run: Run, root: Path) -> None:
    write(root, values("storning", "2026-11-22 09:00", id="avbrott"))
    said = ("notice", "update", "avbrott", "--text", "x", "--system", "siths=avbrott")
    ended = run(*said, "--yes")
    assert ended.code == 1
    assert 'Systemet "siths" finns inte i notisen.' in ended.err
    assert run(*said, answers=("", "", "", "", "j", "j")).code == 0
    assert "system: siths" in _text(root, "data/notices/avbrott.yml")


def test_hours_over_midnight_that_may_be_the_wrong_way_round_are_asked_about(run: Run) -> None:
    stop = ("notice", "new", *STOP, "--state", "underhall", "--id", "stopp")
    ended = run(*stop, "--when", "i morgon 20-18", "--yes")
    assert ended.code == 1
    assert "blir 22 timmar" in ended.err
    assert run(*stop, "--when", "i morgon 20 – i övermorgon 18", "--yes").code == 0
    assert run(*stop[:-1], "natt", "--when", "i morgon 22-04", "--yes").code == 0


def test_a_time_that_has_passed_is_asked_about(run: Run) -> None:
    stop = ("notice", "new", *STOP, "--state", "underhall", "--id", "stopp", "--when", "20/11 18–20")
    asked = run(*stop, answers=("",) * 9 + ("n",))
    assert "Tiden har redan passerat. Notisen skrivs som avslutad.\nÄr det meningen? [j/N]" in asked.out
    told = run(*stop, "--yes")
    assert (told.code, "har redan passerat" in told.err) == (0, True)
    assert run("notice", "list").out.startswith("stopp\n  Stoppet är klart")


def test_who_ends_a_stop_the_day_after_is_asked_when_it_ended(run: Run) -> None:
    morning = at("2026-11-25 08:00")
    asked = run("notice", "resolve", "planerat-stopp", answers=("", "", "", "n"), now=morning)
    assert "slutar enligt det här 12 timmar efter sin planerade tid." in asked.out
    told = run("notice", "resolve", "planerat-stopp", "--yes", "--at", "i går 20.30", now=morning)
    assert (told.code, "planerade tid" in told.err) == (0, False)
    assert "18.00–20.30" in _when(run, "planerat-stopp", morning)


def test_systems_that_have_ended_are_not_offered(run: Run, root: Path) -> None:
    file = root / "data/systems.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("life: i-drift", "life: avvecklad", 1), encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    gone = text[: text.index("life: avvecklad")].rpartition("- id: ")[2].split()[0]
    for more in (("--system", gone, "--state", "avbrott"), ("--system", f"{gone}=avbrott")):
        ended = run("notice", "new", "--kind", "storning", *NEW[:4], *more, "--when", "nu", "--yes")
        assert (ended.code, "finns inte" in ended.err) == (2, True)


# --- the questions


def test_a_number_means_the_list_shown_last(run: Run, root: Path) -> None:
    """A refused answer shows a new list; a number after that is a line of the new one."""
    file = root / "data/systems.yml"
    base = file.read_text(encoding="utf-8")
    first = base[: base.index("\n- id:", 1)] if "\n- id:" in base[1:] else base
    known = first.partition("- id: ")[2].split()[0]
    more = "".join("\n" + first.replace(f"- id: {known}", f"- id: zeta-{n}") for n in (1, 2))
    file.write_text(base.rstrip("\n") + more.rstrip("\n") + "\n", encoding="utf-8")
    ended = run(
        *("notice", "new", "--kind", "storning", "--title", "X", "--text", "Y", "--when", "nu", "--id", "x"),
        answers=("", "", "", "", "zeta", "2", "avbrott", "", "", "", "", "", "j"),
    )
    assert ended.code == 0, ended.out + ended.err
    assert "system: zeta-2" in _text(root, "data/notices/x.yml")


def test_numbers_work_in_a_list_that_was_searched_and_mean_nothing_before(run: Run, root: Path) -> None:
    for number in range(50):
        page = (root / "docs/rutiner/inskrivning.md").read_text(encoding="utf-8")
        (root / f"docs/rutiner/kopia-{number:02}.md").write_text(page, encoding="utf-8")
    said = ("notice", "new", "--kind", "storning", *NEW, "--when", "nu", "--id", "x")
    ended = run(*said, answers=("", "", "", "", "", "", "1", "kopia-1", "2", "", "", "", "j"))
    assert '"1" finns inte' in ended.out
    assert "routine: rutiner/kopia-11.md" in _text(root, "data/notices/x.yml")


@pytest.mark.parametrize("kind", ["2", "underhall", "planerat stopp", "Planerat stopp", "underhall – planerat stopp"])
def test_what_is_shown_can_be_typed(kind: str, run: Run, root: Path) -> None:
    said = ("notice", "new", *STOP[2:], "--state", "stängt för underhåll", "--when", "i morgon 18–20", "--id", "x")
    ended = run(*said, answers=(kind, *("",) * 8, "", "j"))
    assert ended.code == 0, ended.out + ended.err
    text = _text(root, "data/notices/x.yml")
    assert "kind: underhall\n" in text
    assert "state: underhall\n" in text


@pytest.mark.parametrize("more", [("--system", "samsa=forsamrad"), ("--system", "SAMSA", "--state", "samsa=Försämrat")])
def test_a_system_can_be_given_with_its_state(more: tuple[str, ...], run: Run, root: Path) -> None:
    ended = run("notice", "new", "--kind", "storning", *NEW[:4], *more, "--when", "nu", "--id", "x", "--yes")
    assert ended.code == 0, ended.err
    assert "  - system: samsa\n    state: forsamrad\n" in _text(root, "data/notices/x.yml")


def test_one_can_go_back_and_the_earlier_answer_is_suggested(run: Run, root: Path) -> None:
    said = (
        "notice",
        "new",
        "--kind",
        "storning",
        "--text",
        "Y",
        "--system",
        "samsa=avbrott",
        "--when",
        "nu",
        "--id",
        "x",
    )
    ended = run(*said, answers=("tillbaka", "Samsa ner", "Tillbaka", "", "SAMSA down", *("",) * 9, "j"))
    assert ended.code == 0, ended.out + ended.err
    assert "Det här är den första frågan." in ended.out
    assert "Rubrik: vilket system, och vad märks? [Samsa ner]" in ended.out
    assert "title:\n  sv: Samsa ner\n  en: SAMSA down\n" in _text(root, "data/notices/x.yml")


def test_who_stops_in_the_middle_goes_on_where_it_was(run: Run, root: Path) -> None:
    said = ("notice", "new", "--text", "Y", "--system", "samsa=avbrott", "--when", "nu", "--id", "x")
    stopped = run(*said, answers=("storning", "Samsa ner", ""))
    assert stopped.code == 2
    assert "Pausat. Svaren finns kvar" in stopped.err
    ended = run(*said, answers=("", *("",) * 9, "j"))
    assert "Det finns svar kvar från förra gången. Fortsätta med dem? [J/n]" in ended.out
    assert ended.code == 0, ended.out + ended.err
    assert "sv: Samsa ner" in _text(root, "data/notices/x.yml")
    assert not list((root / ".build/svar").iterdir()), "det som har använts ligger inte kvar"


def test_who_does_not_save_has_the_answers_left(run: Run) -> None:
    said = ("notice", "new", "--kind", "storning", *NEW[2:], "--when", "nu", "--id", "x")
    assert "Svaren finns kvar" in run(*said, answers=("Samsa ner", *("",) * 9, "n")).out
    assert "title: Samsa ner" in run(*said, answers=("j", "", "j")).out


def test_who_stops_at_the_last_question_has_the_answers_left_and_no_other_notice_takes_them(run: Run) -> None:
    said = ("notice", "new", "--kind", "storning", *NEW[2:], "--when", "nu", "--id", "x")
    assert "Pausat." in run(*said, answers=("Samsa ner", *("",) * 9)).err
    assert run(*TWICE).code == 0
    assert "title: Samsa ner" in run(*said, answers=("j", "n")).out


def test_a_folder_that_cannot_be_written_is_told_in_a_line(run: Run, root: Path, tmp_path: Path) -> None:
    (root / "data/notices/planerat-stopp.yml").unlink()
    (root / "data/notices").rmdir()
    (root / "data/notices").write_text("", encoding="utf-8")
    ended = run(*TWICE)
    assert (ended.code, "går inte att skriva" in ended.err or "KB" in ended.err) == (1, True)
    for path in ("x" * 5000, "\udcff", tmp_path / "fil"):
        assert run("notice", "publish", "--to", path).code == 2


def test_every_message_is_in_swedish(run: Run, tmp_path: Path) -> None:
    for args, told in (
        (("notice", "publish", "--to", tmp_path / "finns-inte"), "finns inte. Ange den färdiga webbplatsen"),
        (("notice", "text", "planerat-stopp", "--lang", "de"), "välj ett av sv, en."),
        (("new", "fraga"), "Kommandot finns inte. Välj ett av addition, faq, notice, page."),
        (("notice", "ny"), "Välj ett av cancel, list, new, publish, resolve, text, update."),
        (("notice", "update"), "saknas."),
    ):
        ended = run(*args)
        assert ended.code == 2
        assert told in ended.err
        assert not {"does", "not", "is", "exist.", "one", "Missing", "Usage:"} & set(ended.err.split())


def test_an_update_is_said_with_one_option_in_every_command(run: Run) -> None:
    for command in ("new", "update", "resolve", "cancel"):
        assert "--said" in run("notice", command, "--help").out


NASTY = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "-",
                "--",
                "nu",
                "1",
                "0",
                "-1",
                "99999999999999999999",
                "²",
                "samsa",
                "samsa=",
                "=avbrott",
                "=",
            ),
            *(
                "samsa=avbrott=x",
                "avbrott",
                "lost",
                "../../etc/passwd",
                "x" * 5000,
                "å" * 300,
                "\udcff\udce5",
                "\x1b[31m",
            ),
            *("a: b # c", "[[roll:x]]", "{{ x }}", "i natt", "31/12 9999 22–02", "i morgon 20-18", "0001-01-01 00:00"),
            *("2026-11-24T18:00+99:00", "om 999 veckor", "\n", "\u2028", "%s", "tillbaka", "storning", "underhall"),
        ]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    command=st.sampled_from(["new", "update", "resolve", "cancel", "text"]),
    name=st.sampled_from(["planerat-stopp"]) | NASTY,
    options=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    *("kind", "title", "text", "said", "system", "state", "area", "role", "when", "end", "at"),
                    *("routine", "contact", "id", "works", "fails", "lang"),
                ]
            ),
            NASTY,
        ),
        max_size=6,
    ),
    whole=st.booleans(),
)
def test_no_argument_gives_a_traceback(
    command: str, name: str, options: list[tuple[str, str]], whole: bool, run: Run, root: Path
) -> None:
    """Whatever is written, the command ends by itself and says why in Swedish."""
    args = [] if command == "new" else [name]
    basis = ("--kind", "storning", *NEW, "--when", "nu") if whole and command == "new" else ()
    given_ = [part for option, value in options for part in (f"--{option}", value)]
    ended = run("notice", command, *args, *basis, *given_, *(() if command == "text" else ("--yes",)))
    assert ended.code in (0, 1, 2)
    assert ended.code == 0 or ended.err.strip()
    for file in (root / "data/notices").glob("*.yml"):
        if file.stem != "planerat-stopp":
            file.unlink()
