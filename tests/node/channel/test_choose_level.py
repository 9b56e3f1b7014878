"""Which level is chosen: a story of samples in, the levels in force out."""

import pytest

from twinhelm_node.channel.economy.choose import Choice, Measured, choose, rate_words
from twinhelm_node.domain.economy import Compression, Level

MBIT = 125_000.0


def told(link_bytes_per_s: float, seconds: float, state: Choice, *, since_s: float = 0.0, growth: float = 0.0, **more: float) -> Choice:
    """Choose five times a second for a while, with one and the same measurement."""
    for number in range(round(seconds * 5)):
        measured = Measured(since_s + number / 5, link_bytes_per_s, growth, **more)
        state = choose(Compression.AUTO, measured, state)
    return state


def test_it_begins_with_fast_and_stays_there_while_nothing_waits_for_the_link() -> None:
    state = told(0, 60, Choice())
    assert (state.level, state.reason) == (Level.FAST, "The rate of the link is not known yet.")


@pytest.mark.parametrize(
    ("link", "level"), [(1 * MBIT, Level.STRONG), (10 * MBIT, Level.STRONG), (190 * MBIT, Level.STRONG), (1000 * MBIT, Level.FAST),
                        (8000 * MBIT, Level.OFF)]
)  # fmt: skip
def test_the_link_decides(link: float, level: Level) -> None:
    assert told(link, 5, Choice()).level is level


def test_a_queue_that_grows_makes_it_sooner() -> None:
    assert told(10 * MBIT, 1.0, Choice()).level is Level.FAST
    assert told(10 * MBIT, 1.0, Choice(), growth=1e6).level is Level.STRONG


def test_a_rate_about_the_limit_does_not_let_the_level_swing() -> None:
    state = told(20e6, 5, Choice())
    assert state.level is Level.STRONG
    for number, rate in enumerate([26e6, 24e6, 49e6, 30e6] * 10):
        state = told(rate, 5, state, since_s=5 + number * 5)
        assert state.level is Level.STRONG
    state = told(60e6, 5, state, since_s=300)
    assert state.level is Level.FAST
    for number, rate in enumerate([49e6, 26e6] * 10):
        state = told(rate, 5, state, since_s=305 + number * 5)
        assert state.level is Level.FAST


def test_strong_is_for_those_who_wait() -> None:
    state = told(100 * MBIT, 60, Choice(), held_ratio=0.1)
    assert (state.level, state.reason) == (Level.FAST, "The link carries 100.0 Mbit/s.")
    state = told(100 * MBIT, 5, state, since_s=60, held_ratio=0.6)
    assert state.level is Level.STRONG
    assert told(100 * MBIT, 60, state, since_s=65, held_ratio=0.1).level is Level.STRONG  # it helps: it would be more without
    state = told(100 * MBIT, 8, state, since_s=65, held_ratio=0.0)
    assert state.level is Level.STRONG
    assert told(100 * MBIT, 4, state, since_s=73, held_ratio=0.0).level is Level.FAST


def test_on_a_narrow_link_bytes_always_matter() -> None:
    state = told(10 * MBIT, 5, Choice(), held_ratio=0.0)
    assert state.level is Level.STRONG
    assert told(10 * MBIT, 60, state, since_s=5, held_ratio=0.0).level is Level.STRONG


def test_a_short_break_changes_nothing() -> None:
    state = told(1000 * MBIT, 5, Choice())
    state = told(10 * MBIT, 1.6, state, since_s=5)
    assert state.level is Level.FAST
    state = told(1000 * MBIT, 1, state, since_s=7)
    state = told(10 * MBIT, 1.6, state, since_s=8)
    assert state.level is Level.FAST


def test_when_the_processor_is_the_limit_strong_is_left_for_a_minute() -> None:
    state = told(20e6, 5, Choice())
    state = told(5e6, 5, state, since_s=5, growth=1e6, compressing_ratio=0.95)
    assert (state.level, state.reason) == (Level.FAST, "The processor and not the link was the limit a moment ago.")
    state = told(5e6, 50, state, since_s=10)
    assert state.level is Level.FAST
    assert told(5e6, 30, state, since_s=60).level is Level.STRONG


def test_a_busy_processor_is_no_reason_while_the_queue_does_not_grow() -> None:
    state = told(20e6, 5, Choice())
    assert told(20e6, 20, state, since_s=5, compressing_ratio=0.95, growth=-1.0).level is Level.STRONG


def test_content_that_does_not_shrink_is_sent_as_it_is_on_a_link_that_is_not_slow() -> None:
    state = told(100e6, 5, Choice(), saved_ratio=0.01)
    assert (state.level, state.reason) == (Level.OFF, "The link carries 800.0 Mbit/s, and the content does not shrink.")
    assert told(100e6, 5, state, since_s=5, saved_ratio=0.05).level is Level.OFF
    assert told(100e6, 5, state, since_s=5, saved_ratio=0.4).level is Level.FAST
    assert told(1e6, 5, Choice(), saved_ratio=0.0).level is Level.STRONG


@pytest.mark.parametrize("setting", [Compression.OFF, Compression.FAST, Compression.STRONG])
def test_what_is_set_holds_at_once_whatever_is_measured(setting: Compression) -> None:
    state = choose(setting, Measured(1.0, 1e3, 1e9, 1.0, 0.0), Choice(Level.FAST))
    assert (state.level.value, state.reason) == (setting.value, f"Set to {setting.value}.")


def test_back_from_a_setting_to_auto_it_chooses_again() -> None:
    pinned = choose(Compression.STRONG, Measured(1.0), Choice())
    assert told(0, 5, pinned, since_s=1).level is Level.FAST
    assert told(10 * MBIT, 5, pinned, since_s=1).level is Level.STRONG


def test_rates_are_spoken_of_as_links_are() -> None:
    assert [rate_words(rate) for rate in (1e3, 1.25e6, 2.5e8)] == ["8 kbit/s", "10.0 Mbit/s", "2.0 Gbit/s"]
