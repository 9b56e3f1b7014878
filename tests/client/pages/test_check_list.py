"""The checks panel shows as much as fits, the worst first, and says how many it left out."""

import pytest

from twinhelm_client.domain.pair import Check, Verdict
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.widgets.checks_panel import ChecksPanel


@pytest.fixture
def panel(theme, qtbot):
    model = ChecksModel()
    panel = ChecksPanel(theme, model)
    qtbot.addWidget(panel)
    panel.resize(300, 240)
    panel.show()
    well = [Check(f"c{n}", Verdict.OK, f"thing {n} is well") for n in range(9)]
    model.show(
        [*well, Check("channel", Verdict.VETO, "the channel is not connected; look at heartbeat link hb0 and at the replicator of pollux")]
    )
    panel.show_age(0.3, known=True, stale=False)
    return panel


def shown(panel) -> list[str]:
    return [row.words.text() for row in panel.list._rows if not row.isHidden()]


def test_the_veto_comes_first_in_two_lines(panel):
    assert shown(panel)[0].startswith("the channel is not connected")
    first = panel.list._rows[0].words
    assert first.height() == 2 * first.fontMetrics().height()


def test_what_has_no_room_is_counted_not_forgotten(panel):
    assert 3 <= len(shown(panel)) < 10
    assert panel.more.text() == f"+ {10 - len(shown(panel))}"
    assert "thing 8 is well" in panel.more.toolTip()


def test_more_room_shows_more(panel, qtbot):
    panel.resize(300, 600)
    qtbot.waitUntil(lambda: len(shown(panel)) == 10)
    assert panel.more.isHidden(), "nobody has to wait for the next age"
