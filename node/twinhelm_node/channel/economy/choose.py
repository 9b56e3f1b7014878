"""Chooses how batches are compressed from what was measured. Pure: no clock, no I/O.

Measured with real streams (./dev bench, rows "LBM"): `fast` compresses about 450 MB a second and `strong` 220 on one core, and `strong`
leaves a third to a half of what `fast` leaves. So `strong` brings more across as long as the link carries less than about 25 MB a second.
"""

from dataclasses import dataclass, replace

from twinhelm_node.domain.economy import Compression, Level

STRONG_BELOW_BYTES_PER_S = 25_000_000
STRONG_UNTIL_BYTES_PER_S = 50_000_000
# below, the link is shared with others who need it; above, bytes matter only while records wait for the link
FRUGAL_BELOW_BYTES_PER_S = 2_000_000
WAITED_FOR = 0.25
HARDLY_WAITED_FOR = 0.05
OFF_ABOVE_BYTES_PER_S = 600_000_000
OFF_UNTIL_BYTES_PER_S = 300_000_000
USELESS_BELOW = 0.03  # of the bytes saved: not worth the processor on a link that is not slow
USEFUL_ABOVE = 0.08
STUCK_ABOVE = 0.8  # of the time spent in compressing: not the link is the limit
HOLD_S = 2.0
HOLD_GROWING_S = 0.6
HOLD_IDLE_S = 10.0
REST_S = 60.0
UNKNOWN = "The rate of the link is not known yet."


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known now.

    `link_bytes_per_s` 0: nothing has waited for the link yet. `saved_ratio`: of what was compressed last. `held_ratio`: the
    share of the time in which records waited for the link, of late.
    """

    now_s: float
    link_bytes_per_s: float = 0.0
    growth_bytes_per_s: float = 0.0
    compressing_ratio: float = 0.0
    saved_ratio: float = 1.0
    held_ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The level in force and why; `wanted` since `wanted_s` if another one is about to follow; no `strong` before `strong_not_before_s`."""

    level: Level = Level.FAST
    reason: str = UNKNOWN
    wanted: Level = Level.FAST
    wanted_s: float = 0.0
    strong_not_before_s: float = float("-inf")


def choose(setting: Compression, measured: Measured, state: Choice) -> Choice:
    """Return the next choice. Same inputs, same answer.

    A level changes after it was wanted for HOLD_S without a break (sooner while the queue grows), and the limits between two levels lie
    apart in both directions, so that a rate near one of them does not let the level swing.
    """
    if setting is not Compression.AUTO:
        level = Level(setting.value)
        return Choice(level, f"Set to {level.value}.", level, measured.now_s)
    wanted, reason = _wanted(measured, state)
    if wanted is state.level:
        return replace(state, reason=reason, wanted=wanted, wanted_s=measured.now_s)
    if wanted is not state.wanted:
        return replace(state, wanted=wanted, wanted_s=measured.now_s)
    hold_s = HOLD_GROWING_S if measured.growth_bytes_per_s > 0 else HOLD_S
    if state.level is Level.STRONG and not _matters(measured, state):
        hold_s = HOLD_IDLE_S  # the next burst will want it again
    if measured.now_s - state.wanted_s < hold_s:
        return state
    stuck = state.level is Level.STRONG and _is_stuck(measured)
    not_before_s = measured.now_s + REST_S if stuck else state.strong_not_before_s
    return Choice(wanted, reason, wanted, measured.now_s, not_before_s)


def _wanted(measured: Measured, state: Choice) -> tuple[Level, str]:
    rate = measured.link_bytes_per_s
    if state.level is Level.STRONG and _is_stuck(measured):
        return Level.FAST, "The processor and not the link is the limit."
    if not rate:
        return Level.FAST, UNKNOWN
    words = f"The link carries {rate_words(rate)}"
    if rate < (STRONG_UNTIL_BYTES_PER_S if state.level is Level.STRONG else STRONG_BELOW_BYTES_PER_S):
        if measured.now_s < state.strong_not_before_s:
            return Level.FAST, "The processor and not the link was the limit a moment ago."
        if not _matters(measured, state):
            return Level.FAST, f"{words}."
        return Level.STRONG, f"{words}: fewer bytes matter more than the processor."
    if rate > (OFF_UNTIL_BYTES_PER_S if state.level is Level.OFF else OFF_ABOVE_BYTES_PER_S):
        return Level.OFF, f"{words}, more than can be compressed."
    if measured.saved_ratio < (USEFUL_ABOVE if state.level is Level.OFF else USELESS_BELOW):
        return Level.OFF, f"{words}, and the content does not shrink."
    return Level.FAST, f"{words}."


def _matters(measured: Measured, state: Choice) -> bool:
    """Whether fewer bytes help anybody on a link that is slower than a processor compresses."""
    least = HARDLY_WAITED_FOR if state.level is Level.STRONG else WAITED_FOR
    return measured.link_bytes_per_s < FRUGAL_BELOW_BYTES_PER_S or measured.held_ratio >= least


def _is_stuck(measured: Measured) -> bool:
    return measured.compressing_ratio > STUCK_ABOVE and measured.growth_bytes_per_s > 0


def rate_words(bytes_per_s: float) -> str:
    """A rate as link speeds are spoken of: bits a second, decimal."""
    bits = bytes_per_s * 8
    return f"{bits / 1e9:.1f} Gbit/s" if bits >= 1e9 else f"{bits / 1e6:.1f} Mbit/s" if bits >= 1e6 else f"{bits / 1e3:.0f} kbit/s"
