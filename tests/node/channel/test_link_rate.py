"""What a link carries, measured from acknowledgements: only time in which something waited counts."""

from twinhelm_node.channel.economy.link_rate import LinkRate


def carry(link: LinkRate, begin_s: float, seconds: float, bytes_per_s: float, step_s: float = 0.05) -> float:
    now_s = begin_s
    while now_s < begin_s + seconds:
        now_s += step_s
        link.acknowledged(now_s, int(bytes_per_s * step_s), delay_s=0.2, waiting=True)
    return now_s


def test_a_busy_link_is_measured() -> None:
    link = LinkRate()
    carry(link, 100, 3, 1_250_000)
    assert 1_200_000 < link.bytes_per_s < 1_300_000


def test_single_batches_say_nothing_about_the_link() -> None:
    link = LinkRate()
    for second in range(60):
        link.acknowledged(second, 2_000, delay_s=0.03, waiting=False)
    assert link.bytes_per_s == 0
    assert link.round_trip_s == 0.03


def test_time_in_which_nothing_waited_does_not_count() -> None:
    link = LinkRate()
    for number in range(100):
        link.acknowledged(number * 0.02, 8_000, delay_s=0.001, waiting=True)  # a batch that was just leaving
        link.idle()
    assert link.bytes_per_s == 0


def test_what_was_measured_stays_while_nothing_waits_and_across_a_break() -> None:
    link = LinkRate()
    now_s = carry(link, 0, 3, 1_000_000)
    link.acknowledged(now_s + 0.01, 10_000, delay_s=0.01, waiting=False)
    link.acknowledged(now_s + 500, 10, delay_s=0.01, waiting=False)
    link.interrupted()
    assert 900_000 < link.bytes_per_s < 1_100_000


def test_a_link_that_becomes_slower_is_noticed_within_two_seconds() -> None:
    link = LinkRate()
    now_s = carry(link, 0, 5, 10_000_000)
    carry(link, now_s, 2, 1_000_000)
    assert link.bytes_per_s < 1_200_000


def test_batches_acknowledged_together_count_once_for_the_time_that_passed() -> None:
    link = LinkRate()
    for number in range(40):
        now_s = number * 0.1
        for _ in range(5):
            link.acknowledged(now_s, 10_000, delay_s=0.1, waiting=True)
    assert 450_000 < link.bytes_per_s < 550_000


def test_the_round_trip_is_the_shortest_of_late() -> None:
    link = LinkRate()
    link.acknowledged(0, 1, delay_s=0.010, waiting=False)
    link.acknowledged(1, 1, delay_s=0.500, waiting=False)
    assert link.round_trip_s == 0.010
    link.acknowledged(25, 1, delay_s=0.200, waiting=False)
    assert link.round_trip_s == 0.200
