"""Icons: our own wheel, and state icons from QtAwesome. A state is never shown by colour alone."""

from importlib.resources import files

from PySide6.QtGui import QColor, QIcon, QPixmap

from twinhelm_client.domain.events import Severity
from twinhelm_client.domain.operations import PhaseState
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.theme import glyphs
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue

TONES: dict[Tone, tuple[str, Hue]] = {
    Tone.OK: ("mdi6.check-circle", Hue.OK),
    Tone.WARN: ("mdi6.alert-circle", Hue.WARN),
    Tone.BAD: ("mdi6.close-octagon", Hue.BAD),
    Tone.STALE: ("mdi6.clock-alert-outline", Hue.STALE),
    Tone.BUSY: ("mdi6.progress-clock", Hue.ACCENT),
}
VERDICTS: dict[Verdict, tuple[str, Hue]] = {
    Verdict.OK: ("mdi6.check-circle-outline", Hue.OK),
    Verdict.HINT: ("mdi6.alert-circle-outline", Hue.WARN),
    Verdict.VETO: ("mdi6.close-octagon-outline", Hue.BAD),
    Verdict.UNKNOWN: ("mdi6.help-circle-outline", Hue.STALE),
}
PHASES: dict[PhaseState, tuple[str, Hue]] = {
    PhaseState.WAITING: ("mdi6.circle-outline", Hue.STALE),
    PhaseState.RUNNING: ("mdi6.progress-clock", Hue.ACCENT),
    PhaseState.DONE: ("mdi6.check-circle", Hue.OK),
    PhaseState.FAILED: ("mdi6.close-octagon", Hue.BAD),
    PhaseState.SKIPPED: ("mdi6.minus-circle-outline", Hue.STALE),
    PhaseState.UNKNOWN: ("mdi6.help-circle-outline", Hue.STALE),
}
SEVERITIES: dict[Severity, tuple[str, Hue]] = {
    Severity.INFO: ("mdi6.circle-medium", Hue.MUTED),
    Severity.OK: ("mdi6.check", Hue.OK),
    Severity.WARNING: ("mdi6.alert", Hue.WARN),
    Severity.CRITICAL: ("mdi6.close-octagon", Hue.BAD),
}


def pixmap(theme: Theme, icon: tuple[str, Hue], size: int, ratio: float = 1.0) -> QPixmap:
    """Draw one of the icons above in the theme's colour."""
    name, hue = icon
    drawn = glyphs.drawn(name, theme.color(hue), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    return drawn


def named(theme: Theme, name: str, hue: Hue) -> QIcon:
    """Return a QtAwesome icon in one colour."""
    return glyphs.icon(name, theme.color(hue), QColor(theme.tokens.stale))


def application_icon() -> QIcon:
    """Return the wheel of Twinhelm as a window icon."""
    return QIcon(str(files("twinhelm_resources") / "icons" / "twinhelm.svg"))
