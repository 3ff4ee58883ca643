"""Searches that readers hand over: what is read, what is dropped, what is told as one, and what is suggested."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from carekb.base.base import Base
from carekb.checks.open_base import open_base
from carekb.cli.main import main
from carekb.review.asked import LONGEST, MOST, Batch, Nearby, looks_like_a_number, read_file, suggestions, wishes
from conftest import MINI, ROOT, TODAY


def handed(*entries: object, lang: str = "sv", **more: object) -> str:
    return json.dumps({"version": 1, "lang": lang, "searches": list(entries), **more}, ensure_ascii=False)


def entry(q: object = "tolk", count: object = 1, last: object = "2026-11-20", **more: object) -> dict[str, object]:
    return {"q": q, "count": count, "last": last, **more}


def batch(*entries: dict[str, object], lang: str = "sv") -> Batch:
    read, faults = read_file("a.json", handed(*entries, lang=lang))
    assert faults == []
    return read


@pytest.fixture(scope="module")
def base() -> Base:
    return open_base(ROOT, TODAY)[0]


# ---- reading ----


def test_a_file_as_the_page_saves_it_is_read() -> None:
    read = batch(entry("tolk på  möte ", 3, "2026-11-20"), entry("\u202epcn\n", 1))
    assert [(one.text, one.count, one.last) for one in read.searches] == [
        ("tolk på möte", 3, date(2026, 11, 20)),
        ("pcn", 1, date(2026, 11, 20)),
    ]


def test_a_file_without_searches_is_read() -> None:
    assert batch() == Batch((), 0)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", (1, 1), "Filen är inte hel JSON"),
        ('{"version": 1,\n "lang": sv}', (2, 10), "Filen är inte hel JSON"),
        ("[" * 100_000, (1, 1), "Filen"),
        ("[]", (1, 1), "Filen har fel form"),
        ('{"version": 1, "lang": "sv"}', (1, 1), "Filen har fel form"),
        (handed(version=2), (1, 1), '"version" ska vara 1'),
        (handed(version=True), (1, 1), '"version" ska vara 1'),
        (handed(lang="fi"), (1, 1), '"lang" ska vara'),
        (handed(searches={}), (1, 1), '"searches" ska vara en lista'),
        (handed(*[entry()] * (MOST + 1)), (1, 1), f"högst {MOST}"),
    ],
)
def test_a_file_of_another_form_is_told_where_it_is_wrong(text: str, place: tuple[int, int], said: str) -> None:
    read, faults = read_file("fil.json", text)
    assert read == Batch((), 0)
    assert [(fault.path, fault.line, fault.col) for fault in faults] == [("fil.json", *place)]
    assert said in str(faults[0])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("tolk", 'ska ha "q", "count" och "last"'),
        ({"q": "tolk"}, 'ska ha "q", "count" och "last"'),
        (entry(email="x"), "inget annat"),
        (entry(q=7), '"q" ska vara en text'),
        (entry(q="a" * (LONGEST + 1)), f"högst {LONGEST} tecken"),
        (entry(count=0), '"count" ska vara ett heltal'),
        (entry(count=True), '"count" ska vara ett heltal'),
        (entry(count="3"), '"count" ska vara ett heltal'),
        (entry(last="20/11"), '"last" ska vara ett datum'),
        (entry(last="20261120"), '"last" ska vara ett datum'),
        (entry(last="2026-02-30"), "ett datum som inte finns"),
    ],
)
def test_a_wrong_search_is_told_by_line_and_column(wrong: object, said: str) -> None:
    text = json.dumps({"version": 1, "lang": "sv", "searches": [entry('["searches": ['), wrong]}, indent=1)
    read, faults = read_file("fil.json", text)
    line = text[: text.rindex("{" if isinstance(wrong, dict) else '"tolk"')].count("\n") + 1
    assert [(fault.line, fault.col) for fault in faults] == [(line, 3)]
    assert said in str(faults[0])
    assert len(read.searches) == 1


# ---- what is never kept ----


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1212",
        "kalle 191212121212 sip",
        "1212121212",
        "19121212-1213",  # a slip of the finger in the check digit
        "121212 - 1212",
        "1912-12-12-1212",
        "121212-T123",  # how some systems write a temporary number
        "\uff11\uff12\uff11\uff12\uff11\uff12\u20131212",
    ],
)
def test_what_looks_like_an_identity_number_is_dropped_and_never_shown(text: str) -> None:
    assert looks_like_a_number(text)
    read, faults = read_file("a.json", handed(entry(text), entry(text, count=0, wrong="too"), entry("tolk")))
    assert [one.text for one in read.searches] == ["tolk"]
    assert read.dropped == 2
    assert faults == []


@pytest.mark.parametrize(
    "text", ["2017:612", "16 kap 4 §", "sfs 2025:400", "1177", "7-dagarsregeln", "2026-11-20", "112"]
)
def test_laws_dates_and_short_numbers_are_kept(text: str) -> None:
    assert not looks_like_a_number(text)


# ---- merging ----


def test_several_files_are_merged_and_the_last_day_kept() -> None:
    one, other = batch(entry("tolk", 2, "2026-11-20")), batch(entry("Tolk", 3, "2026-10-01"))
    (wish,) = wishes([one, other])
    assert (wish.text, wish.count, wish.files, wish.last) == ("tolk", 5, 2, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("byta kod på kortet", "byta koden på kort"),
        ("hur byter jag kod", "byter kod hur"),
        ("hjälpmedelscentralen", "hjälpmedelcentralen"),
        ("säbo", "sabo"),
    ],
)
def test_queries_that_ask_the_same_are_one_wish(one: str, other: str) -> None:
    (wish,) = wishes([batch(entry(one, 5), entry(other, 1))])
    assert [search.text for search in wish.searches] == [one, other]


def test_other_words_and_another_language_are_other_wishes() -> None:
    found = wishes([batch(entry("tolk"), entry("rullstol")), batch(entry("tolk"), lang="en")])
    assert [(wish.lang, wish.text) for wish in found] == [("sv", "rullstol"), ("sv", "tolk"), ("en", "tolk")]


def test_the_order_of_the_files_changes_nothing_but_who_is_counted() -> None:
    files = [batch(entry("tolk", 2), entry("tolken")), batch(entry("rullstol", 9)), batch(entry("tolkar", 1))]
    assert wishes(files) == wishes(files[::-1])


# ---- suggesting ----


def test_the_nearest_answer_gives_topic_and_page(base: Base) -> None:
    (found,) = suggestions(base, wishes([batch(entry("byta kod på kortet", 3))]))
    assert found.near[0].url == "fragor/inloggning/#jag-har-glomt-koden-till-kortet"
    assert found.topic == "inloggning"
    assert shlex.split(found.command)[:5] == ["kb", "new", "faq", "--question", "byta kod på kortet"]
    assert "--topic inloggning" in found.command


def test_what_nothing_in_the_base_is_about_has_nothing_near(base: Base) -> None:
    (found,) = suggestions(base, wishes([batch(entry("rullstol"))]))
    assert (found.near, found.topic, found.command) == ((), None, "kb new faq --question rullstol")


def test_english_searches_are_compared_with_english_names(base: Base) -> None:
    near = Nearby(base, "en").places("who calls the SIP meeting")
    assert near[0].url.startswith("en/")
    assert "SIP" in near[0].title


def test_a_strangers_words_stay_one_word_of_the_shell(base: Base) -> None:
    nasty = "x'; rm -rf ~; echo $(id) `id`"
    (found,) = suggestions(base, wishes([batch(entry(nasty))]))
    assert nasty in shlex.split(found.command)


# ---- the command ----


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(MINI), "report", "sokningar", *map(str, args)])
    return int(ended.value.code or 0), *capsys.readouterr()


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., list[Path]]:
    def write(*texts: str) -> list[Path]:
        paths = [tmp_path / f"{number}.json" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return write


def test_the_report_tells_what_was_asked_and_how_to_answer(
    files: Callable[..., list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    first = handed(entry("var finns hissen", 4), entry("19121212-1212"))
    code, out, err = run(capsys, *files("\ufeff" + first, handed(entry("Var finns hissen?", 1))))
    assert (code, err) == (0, "")
    assert "1 saker" not in out
    assert "1 sökning liknade personnummer och är borttagna" not in out
    assert "1 sökning liknade personnummer och är borttagen." in out
    assert "19121212" not in out
    assert "5 gånger, senast 2026-11-20" in out
    assert "kb new faq --question 'var finns hissen'" in out


def test_the_report_for_programs_says_the_same(
    files: Callable[..., list[Path]], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--json", *files(handed(entry("var finns hissen", 4)), handed()))
    told: dict[str, Any] = json.loads(out)
    assert code == 0
    assert (told["files"], told["dropped"]) == (2, 0)
    (one,) = told["suggestions"]
    assert one["question"] == "var finns hissen"
    assert one["wordings"] == [{"q": "var finns hissen", "count": 4}]


def test_a_broken_file_stops_the_report(files: Callable[..., list[Path]], capsys: pytest.CaptureFixture[str]) -> None:
    paths = files(handed(entry()), handed(entry(count=-1)))
    code, out, err = run(capsys, *paths)
    assert (code, out) == (1, "")
    assert f"{paths[1]}:1:" in err
    assert "lämna bort den" in err


def test_files_that_are_not_there_or_not_text_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bild.png").write_bytes(b"\x89PNG\xff")
    assert run(capsys, tmp_path / "saknas.json")[0] == 2
    code, _, err = run(capsys, tmp_path / "bild.png")
    assert code == 2
    assert "inte UTF-8" in err
    assert run(capsys)[0] == 2


def test_a_full_file_is_merged_with_nothing_lost() -> None:
    words = [f"{first}{number}" for first in ("sjuk", "hem", "skol", "barn") for number in range(MOST // 4)]
    found = wishes([batch(*map(entry, words))])
    assert sum(wish.count for wish in found) == MOST
