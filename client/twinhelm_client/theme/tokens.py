"""The colours of both themes, the type scale and the spacing: the only place where they are written."""

from dataclasses import dataclass
from enum import Enum, StrEnum


class Hue(StrEnum):
    """What a colour means; the fields of Tokens by name."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ACTIVE = "active"
    PASSIVE = "passive"
    UNSAFE = "unsafe"
    SAFE = "safe"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    STALE = "stale"
    LINE = "line"
    ON_ACCENT = "on_accent"


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme. Values are #RRGGBB."""

    name: str
    background: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    active: str
    passive: str
    unsafe: str
    safe: str
    ok: str
    warn: str
    bad: str
    stale: str
    on_accent: str  # text on the accent and on the role colours

    def of(self, hue: Hue) -> str:
        """Return the colour for a meaning."""
        return str(getattr(self, hue.value))


LIGHT = Tokens(
    name="light",
    background="#F5F6F8",
    panel="#FFFFFF",
    line="#DDE1E7",
    text="#1B2430",
    muted="#5E6977",
    accent="#1F6FB2",
    active="#0F7B6C",
    passive="#5B5FC7",
    unsafe="#AD6115",
    safe="#2775B3",
    ok="#1A7F50",
    warn="#9A6612",
    bad="#C0392B",
    stale="#6C7682",
    on_accent="#FFFFFF",
)
DARK = Tokens(
    name="dark",
    background="#14181E",
    panel="#1C222A",
    line="#2D3540",
    text="#E6EAF0",
    muted="#94A0AE",
    accent="#5AA9E6",
    active="#3CC4AE",
    passive="#9A9EF2",
    unsafe="#E8A15C",
    safe="#67B3EA",
    ok="#4CC38A",
    warn="#E0A84A",
    bad="#EF6A5B",
    stale="#7F8A97",
    on_accent="#14181E",
)


class Type(Enum):
    """The type scale: pixels and weight."""

    FIGURE = (30, 600)
    GRAPH_VALUE = (20, 600)
    SERVER = (17, 600)
    HEADING = (15, 600)
    BODY = (13, 400)
    BODY_STRONG = (13, 600)
    CAPTION = (12, 400)
    CAPTION_STRONG = (12, 600)
    AXIS = (11, 400)


GAP = (4, 8, 12, 16, 24)
PANEL_RADIUS = 10
BUTTON_RADIUS = 6
MOTION_MS = 150
