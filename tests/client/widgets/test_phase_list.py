"""The phases of an operation: under each other their bars show where the time went."""

import pytest

from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.wizards.phase_list import PhaseList


def test_each_bar_begins_where_the_one_before_ended(theme, qtbot):
    model = PhasesModel()
    phases = PhaseList(theme, model)
    qtbot.addWidget(phases)
    model.show_phases(
        [
            Phase("stop applications", "castor", PhaseState.DONE, 0.6),
            Phase("hide", "castor", PhaseState.RUNNING, 0.2),
            Phase("promote", "pollux", PhaseState.WAITING),
        ]
    )
    spans = [line.bar.span for line in phases._lines]
    assert spans[0] == pytest.approx((0.0, 0.75))
    assert spans[1] == pytest.approx((0.75, 0.25))
    assert spans[2][1] == 0.0
    phases.grab()
