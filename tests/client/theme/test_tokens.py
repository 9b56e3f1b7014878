"""The colours: whatever is written in one can be read on the surfaces it stands on (WCAG 2.2, 1.4.3: 4.5 to 1 for small text)."""

import pytest

from twinhelm_client.theme.tokens import DARK, LIGHT, Hue

WRITTEN = (Hue.TEXT, Hue.MUTED, Hue.ACCENT, Hue.ACTIVE, Hue.PASSIVE, Hue.UNSAFE, Hue.SAFE, Hue.OK, Hue.WARN, Hue.BAD, Hue.STALE)


def luminance(color: str) -> float:
    shares = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("hue", WRITTEN)
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_written_can_be_read(tokens, hue):
    assert contrast(tokens.of(hue), tokens.panel) >= 4.5
    assert contrast(tokens.of(hue), tokens.background) >= 4.2


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_on_buttons_can_be_read(tokens):
    for surface in (tokens.accent, tokens.active, tokens.bad):
        assert contrast(tokens.on_accent, surface) >= 4.5
