"""The icons: every one that is named exists in the font, and can be drawn in any size."""

import re
from pathlib import Path

import pytest

import twinhelm_client
from twinhelm_client.theme import icons
from twinhelm_client.theme.glyphs import drawn, glyph
from twinhelm_client.theme.tokens import Hue

NAMES = sorted({n for p in Path(twinhelm_client.__file__).parent.rglob("*.py") for n in re.findall(r'"(mdi6\.[a-z0-9-]+)"', p.read_text())})


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_that_is_named_exists(qapp, name):
    bounds = glyph(name).boundingRect()
    assert 0 < bounds.width() <= 512
    assert abs(bounds.center().x()) < 128, "it stands in the middle"
    assert abs(bounds.center().y()) < 128


def test_an_icon_that_does_not_exist_is_refused(qapp):
    with pytest.raises(KeyError):
        glyph("mdi6.no-such-icon")


def test_an_icon_is_drawn_in_its_colour_and_size(theme):
    color = theme.color(Hue.BAD)
    image = drawn("mdi6.close-octagon", color, 24).toImage()
    assert (image.width(), image.height()) == (24, 24)
    assert image.pixelColor(5, 12).name() == color.name()
    assert image.pixelColor(0, 0).alpha() == 0


def test_an_icon_for_a_sharp_screen_has_twice_the_pixels(theme):
    picture = icons.pixmap(theme, ("mdi6.check", Hue.OK), 16, 2.0)
    assert picture.width() == 32
    assert picture.deviceIndependentSize().width() == 16
