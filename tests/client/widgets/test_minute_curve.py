"""The curve of the last minute: its scale, its gaps, and that it is painted at all."""

import pytest

from twinhelm_client.theme.tokens import Hue
from twinhelm_client.widgets.minute_curve import MinuteCurve


@pytest.fixture
def curve(theme, qtbot):
    curve = MinuteCurve(theme, Hue.UNSAFE)
    qtbot.addWidget(curve)
    curve.resize(300, 120)
    return curve


def test_what_was_not_measured_is_a_gap(curve):
    curve.show_points([(-50.0, 0.1), (-49.0, 0.2), (-20.0, 0.3), (-19.0, 0.4)])
    assert [len(piece) for piece in curve.stretches] == [2, 2]
    curve.show_points([])
    assert curve.stretches == ()


def test_the_scale_changes_in_calm_steps(curve):
    curve.show_points([(-2.0, 0.2), (-1.0, 0.4)])
    assert curve.top == 1.0
    curve.show_points([(-2.0, 0.2), (-1.0, 41.7)])
    assert curve.top == 50.0


def test_it_is_drawn_in_its_colour_and_grey_when_told(curve):
    curve.show_points([(-x, 0.5) for x in range(60, -1, -1)])

    def strongest() -> float:
        image = curve.grab().toImage()
        pixels = [image.pixelColor(150, y).getRgbF()[:3] for y in range(image.height())]
        return max(max(pixel) - min(pixel) for pixel in pixels)

    assert strongest() > 0.3
    curve.use_hue(Hue.STALE)
    assert strongest() < 0.15
