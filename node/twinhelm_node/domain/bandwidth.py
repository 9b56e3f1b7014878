"""A bandwidth cap with its hours: "08:00-18:00 10mbit, else unlimited". Pure; the local time comes in as an argument."""

import re
from dataclasses import dataclass

from twinhelm_node.domain.errors import InvalidInput

UNLIMITED = 0
SMALLEST_BYTES_PER_S = 8_000  # 64 kbit/s: below, one record of the largest size takes minutes
LONGEST_TEXT = 400
DAY_MINUTES = 24 * 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_UNITS = {"kbit": 125, "mbit": 125_000, "gbit": 125_000_000}
_RATE = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) ?(kbit|mbit|gbit)(?:/s)?")
_HOURS = re.compile(r"(?:([a-z]{3})(?:-([a-z]{3}))? )?(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2}) (.+)")


@dataclass(frozen=True, slots=True)
class Hours:
    """A cap from one minute of the day to another (exclusive, may pass midnight) on some weekdays (0: Monday).

    After midnight it still belongs to the day on which it began.
    """

    days: tuple[int, ...]
    begin_minute: int
    end_minute: int
    bytes_per_s: int

    def holds(self, weekday: int, minute: int) -> bool:
        """Whether this cap is in force at that time of the week."""
        if self.begin_minute < self.end_minute:
            return weekday in self.days and self.begin_minute <= minute < self.end_minute
        return (weekday in self.days and minute >= self.begin_minute) or ((weekday - 1) % 7 in self.days and minute < self.end_minute)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Caps with hours, and the one for all other times. Bytes a second; UNLIMITED: no cap."""

    hours: tuple[Hours, ...] = ()
    otherwise: int = UNLIMITED

    def at(self, weekday: int, minute: int) -> int:
        """Return the cap at a minute of a weekday (0: Monday)."""
        return next((one.bytes_per_s for one in self.hours if one.holds(weekday, minute)), self.otherwise)

    def __str__(self) -> str:
        """Return the text that `parse_schedule` reads; empty for no cap at any time."""
        if not self.hours:
            return rate_text(self.otherwise) if self.otherwise else ""
        return ", ".join([*(_hours_text(one) for one in self.hours), f"else {rate_text(self.otherwise)}"])


def parse_schedule(text: str) -> Schedule:
    """Read "10mbit", "unlimited", or hours and the rest: "mon-fri 08:00-18:00 10mbit, else 50mbit". Raises InvalidInput (BAD_BANDWIDTH)."""
    words = " ".join(text.lower().split())
    if len(words) > LONGEST_TEXT:
        raise _refusal(f"it has {len(words)} characters, at most {LONGEST_TEXT} are allowed")
    if not words:
        return Schedule()
    *first, last = [part.strip() for part in words.split(",")]
    hours = tuple(_hours(part) for part in first)
    if last.startswith("else "):
        if not hours:
            raise _refusal("there is an 'else' without hours before it")
        otherwise = _rate(last.removeprefix("else "))
    elif _HOURS.fullmatch(last):
        hours, otherwise = (*hours, _hours(last)), UNLIMITED
    elif hours:
        raise _refusal(f"{last!r} has no hours; write 'else {last}'")
    else:
        otherwise = _rate(last)
    for day, minute in ((day, one.begin_minute) for one in hours for day in one.days):
        if sum(one.holds(day, minute) for one in hours) > 1:  # of two that overlap, one begins within the other
            raise _refusal(f"two caps hold on {DAYS[day]} at {_clock(minute)}")
    return Schedule(hours, otherwise)


def rate_text(bytes_per_s: int) -> str:
    """Return a rate as it is written in a schedule: "10mbit", "unlimited"."""
    if bytes_per_s == UNLIMITED:
        return "unlimited"
    unit, size = next(((unit, size) for unit, size in reversed(_UNITS.items()) if bytes_per_s >= size), ("kbit", 125))
    return f"{bytes_per_s / size:.3f}".rstrip("0").rstrip(".") + unit


def _hours(part: str) -> Hours:
    found = _HOURS.fullmatch(part)
    if found is None:
        raise _refusal(f"{part!r} is not a time of the day with a rate")
    first_day, last_day, *clock, rate = found.groups()
    begin_hour, begin_minute, end_hour, end_minute = (int(number) for number in clock)
    if begin_minute > 59 or end_minute > 59 or begin_hour > 23 or end_hour * 60 + end_minute > DAY_MINUTES:
        raise _refusal(f"{part!r} holds a time that does not exist")
    begin, end = begin_hour * 60 + begin_minute, end_hour * 60 + end_minute
    if begin == end:
        raise _refusal(f"{part!r} begins and ends at the same minute; write 00:00-24:00 for the whole day")
    return Hours(_days(first_day, last_day), begin, end, _rate(rate))


def _days(first: str | None, last: str | None) -> tuple[int, ...]:
    if first is None:
        return tuple(range(7))
    for name in (first, last or first):
        if name not in DAYS:
            raise _refusal(f"{name!r} is not a day; use {', '.join(DAYS)}")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    return tuple(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))


def _rate(words: str) -> int:
    if words in {"unlimited", "none"}:
        return UNLIMITED
    found = _RATE.fullmatch(words)
    if found is None:
        raise _refusal(f"{words!r} is not a rate")
    bytes_per_s = int(float(found[1]) * _UNITS[found[2]])
    if bytes_per_s < SMALLEST_BYTES_PER_S:
        raise _refusal(f"{words} is less than {rate_text(SMALLEST_BYTES_PER_S)}, with which no set stays synchronized")
    return bytes_per_s


def _hours_text(one: Hours) -> str:
    days = ""
    if len(one.days) < 7:
        first, last = DAYS[one.days[0]], DAYS[one.days[-1]]
        days = f"{first} " if first == last else f"{first}-{last} "
    return f"{days}{_clock(one.begin_minute)}-{_clock(one.end_minute)} {rate_text(one.bytes_per_s)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _refusal(why: str) -> InvalidInput:
    return InvalidInput(
        f"the bandwidth cannot be used: {why}; write for example '10mbit' or '08:00-18:00 10mbit, else unlimited'", "BAD_BANDWIDTH"
    )
