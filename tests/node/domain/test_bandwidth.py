"""A bandwidth with hours, as an administrator writes it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinhelm_node.domain.bandwidth import DAY_MINUTES, UNLIMITED, Schedule, parse_schedule, rate_text
from twinhelm_node.domain.errors import InvalidInput

MBIT = 125_000
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
NOON, NIGHT = 12 * 60, 2 * 60


@pytest.mark.parametrize("text", ["", "unlimited", "  Unlimited "])
def test_no_cap(text: str) -> None:
    schedule = parse_schedule(text)
    assert schedule == Schedule()
    assert schedule.at(MONDAY, NOON) == UNLIMITED
    assert str(schedule) == ""


def test_one_cap_for_all_times() -> None:
    schedule = parse_schedule("10 Mbit/s")
    assert schedule.at(SUNDAY, NIGHT) == 10 * MBIT
    assert str(schedule) == "10mbit"


def test_day_and_night() -> None:
    schedule = parse_schedule("08:00-18:00 10mbit, else unlimited")
    caps = [schedule.at(MONDAY, minute) for minute in (7 * 60 + 59, 8 * 60, 17 * 60 + 59, 18 * 60)]
    assert caps == [UNLIMITED, 10 * MBIT, 10 * MBIT, UNLIMITED]
    assert parse_schedule("8:00-18:00 10mbit") == schedule


def test_hours_that_pass_midnight_belong_to_the_day_on_which_they_began() -> None:
    schedule = parse_schedule("fri 22:00-06:00 1gbit, else 2.5mbit")
    assert schedule.at(FRIDAY, 23 * 60) == schedule.at(SATURDAY, NIGHT) == 1000 * MBIT
    assert schedule.at(FRIDAY, NIGHT) == schedule.at(SATURDAY, 23 * 60) == 2.5 * MBIT


def test_days_may_pass_the_end_of_the_week() -> None:
    schedule = parse_schedule("sat-mon 00:00-24:00 unlimited, else 512kbit")
    assert [schedule.at(day, NOON) for day in range(7)] == [UNLIMITED, 64_000, 64_000, 64_000, 64_000, UNLIMITED, UNLIMITED]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("fast", "'fast' is not a rate"),
        ("10", "'10' is not a rate"),
        ("10 mbyte", "not a rate"),
        ("-5mbit", "not a rate"),
        ("0mbit", "less than 64kbit"),
        ("10kbit", "less than 64kbit"),
        ("08:00-18:00", "not a rate"),
        ("25:00-26:00 10mbit", "does not exist"),
        ("08:60-09:00 10mbit", "does not exist"),
        ("23:00-24:01 10mbit", "does not exist"),
        ("08:00-08:00 10mbit", "same minute"),
        ("else 10mbit", "without hours"),
        ("08:00-18:00 10mbit, 20mbit", "write 'else 20mbit'"),
        ("10mbit, else 20mbit", "not a time of the day"),
        ("xyz 08:00-18:00 10mbit", "'xyz' is not a day"),
        ("08:00-18:00 10mbit, 17:00-19:00 5mbit", "two caps hold on mon at 17:00"),
        ("sun 22:00-06:00 1mbit, mon 05:00-07:00 2mbit", "two caps hold on mon at 05:00"),
        ("08:00-18:00 10mbit,", "not a rate|no hours"),
        ("9" * 500, "500 characters"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_way_to_write_it(text: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as refused:
        parse_schedule(text)
    assert refused.value.reason == "BAD_BANDWIDTH"
    assert "write for example" in str(refused.value)


rates = st.sampled_from([UNLIMITED, 8_000, 64_000, MBIT, 10 * MBIT, 12_345_000, 125_000_000])


@settings(deadline=None)
@given(
    rates, rates, st.integers(0, DAY_MINUTES - 1), st.integers(0, DAY_MINUTES - 1), st.sampled_from(["", "mon-fri ", "sun ", "sat-tue "])
)
def test_a_schedule_is_read_again_as_it_is_written(rate: int, otherwise: int, begin: int, end: int, days: str) -> None:
    clock = f"{begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"
    if begin == end:
        return
    schedule = parse_schedule(f"{days}{clock} {rate_text(rate)}, else {rate_text(otherwise)}")
    assert parse_schedule(str(schedule)) == schedule
    assert {schedule.at(day, minute) for day in range(7) for minute in range(0, DAY_MINUTES, 60)} <= {rate, otherwise}


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    try:
        schedule = parse_schedule(text)
    except InvalidInput:
        return
    assert parse_schedule(str(schedule)) == schedule
