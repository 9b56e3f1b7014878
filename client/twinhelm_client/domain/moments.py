"""Moments in the user's own time zone."""

from datetime import UTC, datetime

from twinhelm_client.domain.language import marked, translate

_DAYS = (
    marked("Moments", "Mon"),
    marked("Moments", "Tue"),
    marked("Moments", "Wed"),
    marked("Moments", "Thu"),
    marked("Moments", "Fri"),
    marked("Moments", "Sat"),
    marked("Moments", "Sun"),
)
_MONTHS = (
    marked("Moments", "Jan"),
    marked("Moments", "Feb"),
    marked("Moments", "Mar"),
    marked("Moments", "Apr"),
    marked("Moments", "May"),
    marked("Moments", "Jun"),
    marked("Moments", "Jul"),
    marked("Moments", "Aug"),
    marked("Moments", "Sep"),
    marked("Moments", "Oct"),
    marked("Moments", "Nov"),
    marked("Moments", "Dec"),
)


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
        return f"{translate('Moments', _DAYS[moment.weekday()])} {moment.strftime('%H:%M')}"
    return translate("Moments", "{0} {1}").format(moment.day, translate("Moments", _MONTHS[moment.month - 1]))


def when_exactly(at_s: float, now_s: float) -> str:
    """Write a moment with its time of day, however long ago: "12 Nov 03:14"."""
    day, clock = when(at_s, now_s), local(at_s).strftime("%H:%M")
    return day if day.endswith(clock) else f"{day} {clock}"
