"""A cap on what a set sends, as a person chooses it: none, one at all times, one by day and another by night. Pure.

The text that servers keep is "10mbit" or "mon-fri 08:00-18:00 10mbit, else unlimited", in local time of the active.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from twinhelm_client.domain.language import decimal, translate

UNLIMITED = "unlimited"
SMALLEST_KBIT = 64
_KBIT = {"k": 1, "m": 1000, "g": 1_000_000}
_TYPED = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([kmg])bit(?:/s)?")
_HOURS = re.compile(r"(mon-fri )?(\d\d:\d\d)-(\d\d:\d\d) (\S+), else (\S+)")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class CapKind(StrEnum):
    """How the cap is chosen."""

    NONE = "none"
    ALWAYS = "always"
    HOURS = "hours"
    WRITTEN = "written"  # something with more hours, as the command line takes it


@dataclass(frozen=True, slots=True)
class Cap:
    """`rate` within the hours from `begin` to `end`, `otherwise` outside; rates as servers write them."""

    kind: CapKind = CapKind.NONE
    rate: str = ""
    begin: str = "08:00"
    end: str = "18:00"
    weekdays: bool = False
    otherwise: str = UNLIMITED
    written: str = ""

    def __str__(self) -> str:
        """Return the text that servers keep."""
        if self.kind is CapKind.ALWAYS:
            return self.rate
        if self.kind is CapKind.HOURS:
            return f"{'mon-fri ' if self.weekdays else ''}{self.begin}-{self.end} {self.rate}, else {self.otherwise}"
        return self.written.strip() if self.kind is CapKind.WRITTEN else ""


def read_cap(text: str) -> Cap:
    """Read what a server keeps."""
    if not text:
        return Cap()
    hours = _HOURS.fullmatch(text)
    if hours is not None and all(rate_of(rate) for rate in hours.group(4, 5)):
        weekdays, begin, end, rate, otherwise = hours.groups()
        return Cap(CapKind.HOURS, rate, begin, end, weekdays is not None, otherwise)
    rate = rate_of(text)
    return Cap(CapKind.ALWAYS, rate) if rate else Cap(CapKind.WRITTEN, written=text)


def rate_of(typed: str) -> str | None:
    """Read "10 Mbit/s" or "512 kbit" as servers write it, nothing as unlimited; None for what is no rate or too little."""
    words = typed.strip().lower()
    if words in ("", UNLIMITED, translate("Cap", "no limit")):
        return UNLIMITED
    found = _TYPED.fullmatch(words)
    if found is None:
        return None
    number = found[1].replace(",", ".")
    return f"{number}{found[2]}bit" if float(number) * _KBIT[found[2]] >= SMALLEST_KBIT else None


def clock_of(typed: str) -> str | None:
    """Read "8:00" as "08:00"; None for what is no time of the day."""
    found = _CLOCK.fullmatch(typed.strip())
    return f"{int(found[1]):02d}:{found[2]}" if found else None


def rate_words(rate: str) -> str:
    """Write "10mbit" as people read it: "10 Mbit/s"."""
    found = _TYPED.fullmatch(rate)
    if found is None:
        return translate("Cap", "no limit")
    value = float(found[1])
    number = f"{value:.0f}" if value.is_integer() else decimal(value, 3).rstrip("0")
    return f"{number} {'k' if found[2] == 'k' else found[2].upper()}bit/s"


def cap_words(text: str) -> str:
    """Say in words what a server keeps: "10 Mbit/s from 08:00 to 18:00, else no limit"."""
    cap = read_cap(text)
    if cap.kind is CapKind.HOURS:
        sentence = translate("Cap", "{0} from {1} to {2}, else {3}")
        if cap.weekdays:
            sentence = translate("Cap", "{0} from {1} to {2}, Monday to Friday, else {3}")
        return sentence.format(rate_words(cap.rate), cap.begin, cap.end, rate_words(cap.otherwise))
    return cap.written if cap.kind is CapKind.WRITTEN else rate_words(cap.rate)
