"""Figures as an administrator reads them: short, with units, never more precise than true."""

from collections.abc import Callable

NEVER_S = 300 * 86_400.0  # servers write a year for "never"
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def size(value_bytes: float) -> str:
    """Write a number of bytes: "412 kB", "9.8 GB" (powers of 1000)."""
    amount = max(0.0, float(value_bytes))
    for unit in _UNITS:
        if amount < 999.5 or unit == _UNITS[-1]:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 99.95 else f"{amount:.1f} {unit}"
        amount /= 1000
    raise AssertionError("unreachable")


def of_total(used_bytes: float, total_bytes: float) -> str:
    """Write "9.8 of 16 GB": both in the unit of the total."""
    unit = 0
    while total_bytes / 1000**unit >= 9999.5 and unit < len(_UNITS) - 1:
        unit += 1
    while total_bytes / 1000**unit >= 1000 and unit < 3:
        unit += 1
    return f"{_short(used_bytes / 1000**unit)} of {_short(total_bytes / 1000**unit)} {_UNITS[unit]}"


def _short(amount: float) -> str:
    text = f"{amount:.0f}" if amount >= 99.5 else f"{amount:.1f}"
    return text.removesuffix(".0")


def rate(bytes_per_s: float) -> str:
    """Write a rate: "18.4 MB/s"."""
    return f"{size(bytes_per_s)}/s"


def seconds(value_s: float) -> str:
    """Write a short time as a figure: "0.2 s", "12 s", "3 min", "2 h 5 min", "4 days"."""
    value = max(0.0, value_s)
    if value < 9.95:
        return f"{value:.1f} s"
    if value < 99.5:
        return f"{value:.0f} s"
    minutes = int(value // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{hours // 24} days"


def age(value_s: float) -> str:
    """Write how long ago something was: "0.3 s ago"."""
    return f"{seconds(value_s)} ago"


def no_data(value_s: float) -> str:
    """Say since when a figure is missing: "no data for 4 s"."""
    if value_s >= NEVER_S:
        return "never heard"
    return f"no data for {f'{value_s:.0f} s' if value_s < 99.5 else seconds(value_s)}"


def unheard(value_s: float) -> str:
    """Say how long somebody has been silent, as the end of a sentence: "has not been heard for 3.1 s"."""
    return "has never been heard" if value_s >= NEVER_S else f"has not been heard for {seconds(value_s)}"


def milliseconds(value_s: float) -> str:
    """Write a round trip: "0.3 ms"."""
    value = value_s * 1000
    return f"{value:.1f} ms" if value < 99.95 else f"{value:.0f} ms"


def percent(ratio: float) -> str:
    """Write a ratio: "34 %"."""
    return f"{ratio * 100:.0f} %"


def in_lines(words: str, fits: Callable[[str], bool], lines: int) -> tuple[str, ...]:
    """Break a sentence at its spaces into at most `lines` lines; what does not fit stays, too long, in the last one."""
    broken: list[str] = []
    rest = words.split(" ")
    while rest and len(broken) < lines - 1:
        taken = 1
        while taken < len(rest) and fits(" ".join(rest[: taken + 1])):
            taken += 1
        broken.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return (*broken, " ".join(rest)) if rest else tuple(broken)


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 entry", "38 entries"."""
    return f"{number:,} {one if number == 1 else many}".replace(",", "\u202f")


def names(items: tuple[str, ...]) -> str:
    """Join names: "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
