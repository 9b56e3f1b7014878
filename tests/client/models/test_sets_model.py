"""What the table of sets says of compression: the word, and behind it the reason, the price and the cap."""

import pytest
from PySide6.QtCore import Qt

from twinhelm_client.domain.pair import Compression, Economy, PairStatus, SetState, SetStatus
from twinhelm_client.models.sets_model import SetsModel


def shown(economy: Economy | None) -> tuple[str, str]:
    status = PairStatus(
        pair_name="gemini",
        answering_server="castor",
        taken_at_s=0.0,
        servers=(),
        sets=(SetStatus("data", SetState.SYNCHRONIZED, raw_bytes_total=1000, sent_bytes_total=100, economy=economy),),
    )
    model = SetsModel()
    model.show(status)
    index = model.index(0, model.column("compressed"))
    return model.data(index), model.data(index, Qt.ItemDataRole.ToolTipRole)


def test_where_nobody_sends_there_is_nothing_to_say(qapp) -> None:
    assert shown(None) == ("–", "")


@pytest.mark.parametrize(
    ("economy", "word", "lines"),
    [
        (
            Economy(Compression.AUTO, Compression.STRONG, "The link carries 10.0 Mbit/s.", 2.5, 1_250_000),
            "strong",
            ["The link carries 10.0 Mbit/s.", "Compressing has taken 2.5 s of processor time."],
        ),
        (
            Economy(Compression.OFF, Compression.OFF, "Set to off.", cap_bytes_per_s=1_250_000, cap="08:00-18:00 10mbit, else unlimited"),
            "not compressed",
            [
                "Set by an administrator, not chosen by the rate of the link.",
                "Compressing has taken 0.0 s of processor time.",
                "At most 1.2 MB/s at this hour (08:00-18:00 10mbit, else unlimited).",
            ],
        ),
        (
            Economy(Compression.AUTO, Compression.FAST, "The rate of the link is not known yet.", cap="22:00-06:00 1mbit, else unlimited"),
            "fast",
            [
                "The rate of the link is not known yet.",
                "Compressing has taken 0.0 s of processor time.",
                "Not limited at this hour (22:00-06:00 1mbit, else unlimited).",
            ],
        ),
    ],
)
def test_the_word_and_what_is_behind_it(qapp, economy: Economy, word: str, lines: list[str]) -> None:
    assert shown(economy) == (word, "\n".join(lines))
