"""The whole life of each kind of notice, with the clock as an argument."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from carekb.model.records.knowledge import System
from carekb.relations.notice_life import (
    AFTERWARDS,
    AHEAD,
    Phase,
    by_time,
    effects,
    is_shown,
    spans,
    standing,
    turns,
    worst,
)
from notices import at, notice, stamp, update

SECOND = timedelta(seconds=1)

# --- a disturbance


OUTAGE = notice(
    "storning",
    "2026-11-22 09:00",
    "2026-11-22 11:30",
    updates=[
        update("2026-11-22 09:10", "undersoks"),
        update("2026-11-22 10:00", "identifierad", systems=[{"system": "samsa", "state": "delvis-avbrott"}]),
        update("2026-11-22 11:00", "bevakas", systems=[{"system": "samsa", "state": "forsamrad"}]),
        update("2026-11-22 11:40", "lost"),
    ],
)


@pytest.mark.parametrize(
    ("clock", "phase", "state", "samsa", "major"),
    [
        ("09:10", Phase.ONGOING, "undersoks", "avbrott", True),
        ("09:59", Phase.ONGOING, "undersoks", "avbrott", True),
        ("10:00", Phase.ONGOING, "identifierad", "delvis-avbrott", False),
        ("11:00", Phase.ONGOING, "bevakas", "forsamrad", False),
        ("11:40", Phase.ENDED, "lost", None, False),
        ("23:59", Phase.ENDED, "lost", None, False),
    ],
)
def test_a_disturbance_goes_from_investigated_to_resolved_as_it_is_said(
    clock: str, phase: Phase, state: str, samsa: str | None, major: bool
) -> None:
    now = standing(OUTAGE, at(f"2026-11-22 {clock}"))
    assert (now.phase, now.state, now.systems.get("samsa"), now.is_major) == (phase, state, samsa, major)


def test_a_resolved_disturbance_ended_when_it_ended_and_not_when_that_was_said() -> None:
    now = standing(OUTAGE, at("2026-11-22 12:00"))
    assert (now.begin, now.end, now.by_plan) == (at("2026-11-22 09:00"), at("2026-11-22 11:30"), False)


def test_a_disturbance_without_an_end_goes_on_until_someone_says_otherwise() -> None:
    going_on = notice("storning", "2026-11-22 09:00")
    assert standing(going_on, at("2027-03-01 00:00")).phase is Phase.ONGOING
    assert turns(going_on, at("2026-11-22 09:00")) == []


def test_a_resolved_disturbance_that_comes_back_goes_on_again() -> None:
    again = notice(
        "storning",
        "2026-11-22 09:00",
        updates=[
            update("2026-11-22 09:00", "undersoks"),
            update("2026-11-22 10:00", "lost"),
            update("2026-11-22 10:20", "undersoks"),
        ],
    )
    assert standing(again, at("2026-11-22 10:10")).phase is Phase.ENDED
    assert standing(again, at("2026-11-22 10:20")).phase is Phase.ONGOING


BACK = notice(
    "storning",
    "2026-11-24 08:00",
    "2026-11-24 09:30",
    updates=[
        update("2026-11-24 08:05", "undersoks"),
        update("2026-11-24 09:40", "lost"),
        update("2026-11-24 15:40", "undersoks", "Felet är tillbaka.", since=stamp("2026-11-24 15:30")),
        update("2026-11-24 17:00", "lost"),
    ],
)


def test_a_disturbance_that_comes_back_has_two_periods_and_good_hours_between() -> None:
    now = standing(BACK, at("2026-11-24 18:00"))
    assert [(one.begin, one.end) for one in now.periods] == [
        (at("2026-11-24 08:00"), at("2026-11-24 09:30")),
        (at("2026-11-24 15:30"), at("2026-11-24 17:00")),
    ]
    assert now.length == timedelta(hours=3)
    assert sum((s.end - s.start for s in spans(BACK, at("2026-11-24 18:00"))), timedelta()) == timedelta(hours=3)
    between = standing(BACK, at("2026-11-24 12:00"))
    assert (between.phase, between.end) == (Phase.ENDED, at("2026-11-24 09:30"))
    assert standing(BACK, at("2026-11-24 16:00")).begin == at("2026-11-24 15:30")


def test_a_system_said_to_work_before_it_was_resolved_is_down_again_when_the_disturbance_comes_back() -> None:
    well = {"systems": [{"system": "samsa", "state": "fungerar"}]}
    updates = [
        update("2026-11-24 08:00", "undersoks"),
        update("2026-11-24 09:00", "bevakas", **well),
        update("2026-11-24 09:30", "lost"),
        update("2026-11-24 15:30", "undersoks"),
    ]
    again = standing(notice("storning", "2026-11-24 08:00", updates=updates), at("2026-11-24 16:00"))
    assert again.is_major


def test_a_stop_that_resumes_has_two_periods_too() -> None:
    updates = [
        update("2026-11-01 09:00", "planerad"),
        update("2026-11-24 19:00", "genomford"),
        update("2026-11-24 21:00", "pagar", end=stamp("2026-11-24 22:00")),
    ]
    stop = notice("underhall", "2026-11-24 18:00", "2026-11-24 20:00", updates=updates)
    assert standing(stop, at("2026-11-24 20:00")).phase is Phase.ENDED
    assert standing(stop, at("2026-11-24 21:30")).phase is Phase.ONGOING
    assert standing(stop, at("2026-11-24 23:00")).length == timedelta(hours=2)


def test_the_start_of_a_disturbance_is_put_right_and_what_was_said_before_stays_in_the_file() -> None:
    updates = [
        update("2026-11-24 08:30", "undersoks"),
        update("2026-11-24 09:00", "identifierad", start=stamp("2026-11-24 07:50")),
    ]
    told = notice("storning", "2026-11-24 08:30", updates=updates)
    assert standing(told, at("2026-11-24 08:45")).begin == at("2026-11-24 08:30")
    assert standing(told, at("2026-11-24 09:00")).begin == at("2026-11-24 07:50")
    assert told.start == at("2026-11-24 08:30")


def test_the_end_of_what_is_resolved_is_put_right_by_one_more_update() -> None:
    updates = [
        update("2026-11-24 08:00", "undersoks"),
        update("2026-11-24 11:00", "lost"),
        update("2026-11-24 12:00", "lost", since=stamp("2026-11-24 09:30")),
        update("2026-11-24 12:30", "lost", "Tack för i dag."),
    ]
    told = standing(notice("storning", "2026-11-24 08:00", updates=updates), at("2026-11-24 13:00"))
    assert (len(told.periods), told.end) == (1, at("2026-11-24 09:30"))


@pytest.mark.parametrize(
    ("updates", "begin", "end"),
    [
        ([update("2026-11-24 21:45", "genomford")], "18:00", "21:45"),
        ([update("2026-11-24 18:40", "pagar", since=stamp("2026-11-24 18:30"))], "18:30", "20:00"),
        ([update("2026-11-24 19:00", "pagar", "Halva är gjort.")], "18:00", "20:00"),
        ([update("2026-11-24 19:30", "pagar", end=stamp("2026-11-24 21:00"))], "18:00", "21:00"),
        ([update("2026-11-24 20:15", "pagar", "Det drar ut på tiden.")], "18:00", None),
        ([update("2026-11-24 20:15", "pagar"), update("2026-11-24 21:00", "genomford")], "18:00", "21:00"),
    ],
)
def test_a_stop_goes_on_as_it_really_does_and_keeps_what_was_planned(
    updates: list[dict[str, object]], begin: str, end: str | None
) -> None:
    planned = [update("2026-11-01 09:00", "planerad"), *updates]
    stop = notice("underhall", "2026-11-24 18:00", "2026-11-24 20:00", updates=planned)
    now = standing(stop, at("2026-11-24 22:00"))
    assert (now.begin, now.end) == (at(f"2026-11-24 {begin}"), end and at(f"2026-11-24 {end}"))
    assert now.planned[0] == at("2026-11-24 18:00")
    assert now.phase is (Phase.ENDED if end else Phase.ONGOING)


def test_history_stays_after_the_end() -> None:
    assert len(standing(OUTAGE, at("2027-11-22 09:00")).said) == 4


# --- a planned stop

STOP = notice("underhall", "2026-11-24 18:00", "2026-11-24 20:00", updates=[update("2026-11-01 09:00", "planerad")])


@pytest.mark.parametrize(
    ("moment", "phase", "state", "shown", "major"),
    [
        ("2026-11-10 17:59", Phase.PLANNED, "planerad", False, False),
        ("2026-11-10 18:00", Phase.PLANNED, "planerad", True, False),
        ("2026-11-24 17:59", Phase.PLANNED, "planerad", True, False),
        ("2026-11-24 18:00", Phase.ONGOING, "pagar", True, True),
        ("2026-11-24 19:59", Phase.ONGOING, "pagar", True, True),
        ("2026-11-24 20:00", Phase.ENDED, "genomford", True, False),
        ("2026-11-25 07:59", Phase.ENDED, "genomford", True, False),
        ("2026-11-25 08:00", Phase.ENDED, "genomford", False, False),
    ],
)
def test_a_planned_stop_announces_itself_begins_ends_and_goes_by_the_clock_alone(
    moment: str, phase: Phase, state: str, shown: bool, major: bool
) -> None:
    now = standing(STOP, at(moment))
    assert (now.phase, now.state, is_shown(STOP, at(moment)), now.is_major) == (phase, state, shown, major)


def test_the_turns_of_a_stop_are_the_moments_where_it_changes_and_no_others() -> None:
    start, end = at("2026-11-24 18:00"), at("2026-11-24 20:00")
    assert turns(STOP, at("2026-11-02 00:00")) == [start - AHEAD, start, end, end + AFTERWARDS]
    for turn in turns(STOP, at("2026-11-02 00:00")):
        before, after = turn - SECOND, turn
        seen = [(standing(STOP, m).phase, is_shown(STOP, m)) for m in (before, after)]
        assert seen[0] != seen[1]


def test_a_stop_that_ends_by_its_time_alone_says_so() -> None:
    assert standing(STOP, at("2026-11-24 21:00")).by_plan


def test_a_stop_can_begin_early_be_checked_and_end_early() -> None:
    early = notice(
        "underhall",
        "2026-11-24 18:00",
        "2026-11-24 20:00",
        updates=[
            update("2026-11-01 09:00", "planerad"),
            update("2026-11-24 17:45", "pagar"),
            update("2026-11-24 19:00", "verifieras"),
            update("2026-11-24 19:20", "genomford"),
        ],
    )
    assert standing(early, at("2026-11-24 17:44")).phase is Phase.PLANNED
    assert standing(early, at("2026-11-24 17:45")).begin == at("2026-11-24 17:45")
    assert standing(early, at("2026-11-24 19:10")).state == "verifieras"
    over = standing(early, at("2026-11-24 19:20"))
    assert (over.phase, over.end, over.by_plan) == (Phase.ENDED, at("2026-11-24 19:20"), False)


def test_nobody_sees_a_stop_as_going_on_after_its_end_even_if_it_was_last_said_to_go_on() -> None:
    forgotten = notice(
        "underhall",
        "2026-11-24 18:00",
        "2026-11-24 20:00",
        updates=[update("2026-11-24 18:00", "pagar")],
    )
    assert standing(forgotten, at("2026-11-24 20:00")).phase is Phase.ENDED


def test_a_stop_that_is_moved_follows_its_new_time() -> None:
    moved = STOP.model_copy(update={"start": at("2026-11-26 18:00"), "end": at("2026-11-26 20:00")})
    assert standing(moved, at("2026-11-24 19:00")).phase is Phase.PLANNED


def test_a_cancelled_stop_is_cancelled_before_during_and_after_its_time() -> None:
    called_off = notice(
        "underhall",
        "2026-11-24 18:00",
        "2026-11-24 20:00",
        updates=[update("2026-11-01 09:00", "planerad"), update("2026-11-23 12:00", "installd")],
    )
    assert standing(called_off, at("2026-11-23 11:59")).phase is Phase.PLANNED
    for moment in ("2026-11-23 12:00", "2026-11-24 19:00", "2026-11-25 00:00"):
        assert standing(called_off, at(moment)).phase is Phase.CANCELLED
    assert list(spans(called_off, at("2026-11-25 00:00"))) == []
    assert len(called_off.updates) == 2


# --- information


def test_information_holds_from_its_start_to_its_end() -> None:
    told = notice("information", "2026-11-23 00:00", "2026-11-30 00:00")
    phases = [standing(told, at(f"2026-11-{day} 00:00")).phase for day in (22, 23, 29, 30)]
    assert phases == [Phase.PLANNED, Phase.ONGOING, Phase.ONGOING, Phase.ENDED]
    assert not standing(told, at("2026-11-24 00:00")).is_major


def test_information_without_an_end_holds_until_it_is_ended() -> None:
    told = notice(
        "information",
        "2026-11-23 00:00",
        updates=[update("2026-11-22 09:00", "planerad"), update("2026-12-01 09:00", "genomford")],
    )
    assert standing(told, at("2026-11-30 00:00")).phase is Phase.ONGOING
    assert standing(told, at("2026-12-01 09:00")).phase is Phase.ENDED


# --- the odd nights


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", 1.0),
        ("2026-10-25T01:30+02:00", "2026-10-25T03:30+01:00", 3.0),
        ("2026-10-25T02:15+02:00", "2026-10-25T02:15+01:00", 1.0),
        ("2026-11-24T23:00+01:00", "2026-11-25T01:00+01:00", 2.0),
        ("2026-12-31T23:30+01:00", "2027-01-01T00:30+01:00", 1.0),
    ],
)
def test_a_stop_over_summer_time_midnight_or_new_year_lasts_as_long_as_it_really_does(
    start: str, end: str, length: float
) -> None:
    stop = notice("underhall", start, end)
    first, last = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert standing(stop, first - SECOND).phase is Phase.PLANNED
    assert standing(stop, first).phase is Phase.ONGOING
    assert standing(stop, last - SECOND).phase is Phase.ONGOING
    assert standing(stop, last).phase is Phase.ENDED
    (span,) = spans(stop, last)
    assert (span.end.astimezone(UTC) - span.start.astimezone(UTC)) == timedelta(hours=length)


def test_the_hour_that_comes_twice_is_two_hours_to_a_notice() -> None:
    stop = notice("underhall", stamp("2026-10-25 02:30"), stamp("2026-10-25 02:30", fold=1))
    assert standing(stop, at("2026-10-25 02:45")).phase is Phase.ONGOING
    assert standing(stop, at("2026-10-25 02:15", fold=1)).phase is Phase.ONGOING
    assert standing(stop, at("2026-10-25 02:45", fold=1)).phase is Phase.ENDED


# --- what it means for systems


def test_a_stop_in_one_system_is_felt_in_those_that_lean_on_it_and_no_further() -> None:
    def system(name: str, *needs: str) -> System:
        text = {"sv": "x", "en": "x"}
        return System.model_validate(
            {
                "id": name,
                "sources": ["l1"],
                "name": text,
                "kind": "gemensam",
                "life": "i-drift",
                "purpose": text,
                "depends_on": [{"system": n, "effect": {"sv": f"utan {n}", "en": "x"}} for n in needs],
            }
        )

    systems = {s.id: s for s in (system("register"), system("samsa", "register"), system("sip-till-1177", "samsa"))}
    found = effects(systems, ["register"])
    assert {name: [(cause, felt.sv) for cause, felt in rows] for name, rows in found.items()} == {
        "samsa": [("register", "utan register")]
    }
    assert effects(systems, ["register", "samsa"]).keys() == {"sip-till-1177"}


def test_the_time_in_each_state_is_cut_where_the_state_was_said_to_change() -> None:
    found = [(span.state, span.start, span.end) for span in spans(OUTAGE, at("2026-11-22 12:00"))]
    assert found == [
        ("avbrott", at("2026-11-22 09:00"), at("2026-11-22 10:00")),
        ("delvis-avbrott", at("2026-11-22 10:00"), at("2026-11-22 11:00")),
        ("forsamrad", at("2026-11-22 11:00"), at("2026-11-22 11:30")),
    ]


def test_the_worst_of_states_wins_and_of_none_it_works_as_far_as_is_known() -> None:
    assert worst(["forsamrad", "avbrott", "underhall"]) == "avbrott"
    assert worst([]) == "fungerar"


def test_what_goes_on_stands_newest_first_and_what_is_planned_soonest_first() -> None:
    a = notice("underhall", "2026-11-24 18:00", "2026-11-24 20:00", id="a")
    b = notice("underhall", "2026-11-23 18:00", "2026-11-23 20:00", id="b")
    assert [n.id for n in by_time([a, b], at("2026-11-22 00:00"))[Phase.PLANNED]] == ["b", "a"]
    assert [n.id for n in by_time([a, b], at("2026-12-22 00:00"))[Phase.ENDED]] == ["a", "b"]
