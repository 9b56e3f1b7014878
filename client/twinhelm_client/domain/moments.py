"""Moments in the user's own time zone."""

from datetime import UTC, datetime


def local(at_s: float) -> datetime:
    """Return a moment (seconds since 1970) in the time zone of this machine."""
    return datetime.fromtimestamp(at_s, UTC).astimezone()


def when(at_s: float, now_s: float) -> str:
    """Write a moment: "03:40" today, "Mon 22:05" within a week, "12 Nov" before."""
    moment = local(at_s)
    days = (local(now_s).date() - moment.date()).days
    if days <= 0:
        return moment.strftime("%H:%M")
    if days < 7:
        return moment.strftime("%a %H:%M")
    return f"{moment.day} {moment.strftime('%b')}"


def when_exactly(at_s: float, now_s: float) -> str:
    """Write a moment with its time of day, however long ago: "12 Nov 03:14"."""
    day, clock = when(at_s, now_s), local(at_s).strftime("%H:%M")
    return day if day.endswith(clock) else f"{day} {clock}"
