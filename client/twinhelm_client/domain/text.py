"""Figures as an administrator reads them: short, with units, never more precise than true."""

from collections.abc import Callable

from twinhelm_client.domain.language import decimal, translate

NEVER_S = 300 * 86_400.0  # servers write a year for "never"
_SHORT_UNITS = frozenset({"B", "kB", "MB", "GB", "TB", "s", "ms", "min", "h", "%"})
_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")


def size(value_bytes: float) -> str:
    """Write a number of bytes: "412 kB", "9.8 GB" (powers of 1000)."""
    amount = max(0.0, float(value_bytes))
    for unit in _UNITS:
        if amount < 999.5 or unit == _UNITS[-1]:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 99.95 else f"{decimal(amount, 1)} {unit}"
        amount /= 1000
    raise AssertionError("unreachable")


def of_total(used_bytes: float, total_bytes: float) -> str:
    """Write "9.8 of 16 GB": both in the unit of the total."""
    unit = 0
    while total_bytes / 1000**unit >= 9999.5 and unit < len(_UNITS) - 1:
        unit += 1
    while total_bytes / 1000**unit >= 1000 and unit < 3:
        unit += 1
    used, total = _short(used_bytes / 1000**unit), _short(total_bytes / 1000**unit)
    return translate("Figures", "{0} of {1} {2}").format(used, total, _UNITS[unit])


def _short(amount: float) -> str:
    if amount >= 99.5 or round(amount, 1).is_integer():
        return f"{amount:.0f}"
    return decimal(amount, 1)


def rate(bytes_per_s: float) -> str:
    """Write a rate: "18.4 MB/s"."""
    return f"{size(bytes_per_s)}/s"


def seconds(value_s: float, *, past: bool = False) -> str:
    """Write a short time as a figure: "0.2 s", "12 s", "3 min", "2 h 5 min", "4 days"; `past` is for "4 days ago", "for 4 days"."""
    value = max(0.0, value_s)
    if value < 9.95:
        return f"{decimal(value, 1)} s"
    if value < 99.5:
        return f"{value:.0f} s"
    minutes = int(value // 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    # In other languages the days "since when" take another form than the days "how long".
    return (translate("Past", "{0} days") if past else translate("Figures", "{0} days")).format(hours // 24)


def age(value_s: float) -> str:
    """Write how long ago something was: "0.3 s ago"."""
    return translate("Figures", "{0} ago").format(seconds(value_s, past=True))


def no_data(value_s: float) -> str:
    """Say since when a figure is missing: "no data for 4 s"."""
    if value_s >= NEVER_S:
        return translate("Figures", "never heard")
    return translate("Figures", "no data for {0}").format(f"{value_s:.0f} s" if value_s < 99.5 else seconds(value_s, past=True))


def unheard(value_s: float) -> str:
    """Say how long somebody has been silent, as the end of a sentence: "has not been heard for 3.1 s"."""
    if value_s >= NEVER_S:
        return translate("Figures", "has never been heard")
    return translate("Figures", "has not been heard for {0}").format(seconds(value_s, past=True))


def milliseconds(value_s: float) -> str:
    """Write a round trip: "0.3 ms"."""
    value = value_s * 1000
    return f"{decimal(value, 1)} ms" if value < 99.95 else f"{value:.0f} ms"


def percent(ratio: float) -> str:
    """Write a ratio: "34 %"."""
    return f"{ratio * 100:.0f} %"


def in_lines(words: str, fits: Callable[[str], bool], lines: int) -> tuple[str, ...]:
    """Break a sentence at its spaces into at most `lines` lines; what does not fit stays, too long, in the last one."""
    broken: list[str] = []
    rest: list[str] = []
    for word in words.split(" "):
        if rest and word in _SHORT_UNITS and rest[-1][-1:].isdigit():
            rest[-1] += f" {word}"  # a figure keeps its unit
        else:
            rest.append(word)
    while rest and len(broken) < lines - 1:
        taken = 1
        while taken < len(rest) and fits(" ".join(rest[: taken + 1])):
            taken += 1
        broken.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return (*broken, " ".join(rest)) if rest else tuple(broken)


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 entry", "38 entries". The nouns are translated by the caller."""
    return f"{number:,} {one if number == 1 else many}".replace(",", "\u202f")


def names(items: tuple[str, ...]) -> str:
    """Join names: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return translate("Figures", "{0} and {1}").format(", ".join(items[:-1]), items[-1])
