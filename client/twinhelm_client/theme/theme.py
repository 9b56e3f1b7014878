"""The theme in force: palette, style sheet and fonts of the application, and a signal when it changes."""

import os
from importlib.resources import files

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from twinhelm_client.theme.tokens import BUTTON_RADIUS, DARK, LIGHT, Hue, Tokens, Type


class Theme(QObject):
    """Light or dark, for the whole application.

    Signals: changed() after another theme was applied.
    """

    changed = Signal()

    def __init__(self, application: QApplication, tokens: Tokens | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._family = "Inter" if "Inter" in QFontDatabase.families() else application.font().family()
        self._follows = tokens is None
        self._less_motion = False
        self._tokens = tokens or _system_tokens()
        application.setStyle(QStyleFactory.create("Fusion"))
        self._apply()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system)

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def moves(self) -> bool:
        """Whether things may move: not when the person or the desktop asks for less motion."""
        if self._less_motion or os.environ.get("TWINHELM_REDUCED_MOTION"):
            return False
        return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)

    def move_less(self, *, less: bool) -> None:
        """Let nothing move, whatever the desktop says; or leave it to the desktop again."""
        if less != self._less_motion:
            self._less_motion = less
            self.changed.emit()

    def follow_system(self) -> None:
        """Use the desktop's choice, now and whenever it changes."""
        self._follows = True
        self._show(_system_tokens())

    @Slot()
    def _on_system(self) -> None:
        if self._follows:
            self._show(_system_tokens())

    def use(self, tokens: Tokens) -> None:
        """Apply this theme and keep it, whatever the desktop does."""
        self._follows = False
        self._show(tokens)

    def _show(self, tokens: Tokens) -> None:
        if tokens is not self._tokens:
            self._tokens = tokens
            self._apply()
            self.changed.emit()

    def toggle(self) -> None:
        """From light to dark and back."""
        self.use(LIGHT if self._tokens is DARK else DARK)

    def color(self, hue: Hue, alpha: float = 1.0) -> QColor:
        """Return a colour by its meaning."""
        color = QColor(self._tokens.of(hue))
        color.setAlphaF(alpha)
        return color

    def font(self, type_: Type) -> QFont:
        """Return a font of the scale, with tabular figures."""
        size, weight = type_.value
        font = QFont(self._family)
        font.setPixelSize(size)
        font.setWeight(QFont.Weight(weight))
        if hasattr(QFont, "Tag"):
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _apply(self) -> None:
        self._application.setFont(self.font(Type.BODY))
        self._application.setPalette(_palette(self._tokens))
        self._application.setStyleSheet(_style_sheet(self._tokens))


def _system_tokens() -> Tokens:
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    colors = {
        role.Window: tokens.background,
        role.WindowText: tokens.text,
        role.Base: tokens.panel,
        role.AlternateBase: tokens.background,
        role.Text: tokens.text,
        role.Button: tokens.panel,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.PlaceholderText: tokens.muted,
        role.ToolTipBase: tokens.panel,
        role.ToolTipText: tokens.text,
        role.Mid: tokens.line,
        role.Midlight: tokens.line,
        role.Dark: tokens.line,
        role.Light: tokens.panel,
    }
    for group_role, color in colors.items():
        palette.setColor(group_role, QColor(color))
    for disabled in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, disabled, QColor(tokens.stale))
    return palette


def _style_sheet(t: Tokens) -> str:
    """Only what the Fusion style cannot say through the palette."""
    chevron = files("twinhelm_resources") / "icons" / "chevron-down.svg"
    accent = QColor(t.accent)
    chosen = f"rgba({accent.red()}, {accent.green()}, {accent.blue()}, 0.14)"  # a chosen line looks like the chosen page of the sidebar
    tick = files("twinhelm_resources") / "icons" / f"check-{t.name}.svg"
    return f"""
    QPushButton {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line};
        border-radius: {BUTTON_RADIUS}px; padding: 7px 18px; }}
    QPushButton:hover {{ border-color: {t.muted}; }}
    QPushButton:pressed {{ background: {t.background}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 6px 17px; }}
    QPushButton:disabled {{ color: {t.stale}; }}
    QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
    QPushButton[primary="true"]:hover {{ border-color: {t.text}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[primary="true"]:disabled {{ background: {t.line}; color: {t.muted}; border-color: {t.line}; }}
    QPushButton[flat="true"] {{ background: transparent; border: 1px solid transparent; padding: 6px 8px;
        color: {t.muted}; text-align: left; }}
    QPushButton[flat="true"]:hover {{ color: {t.text}; }}
    QPushButton[flat="true"]:focus {{ border: 1px solid {t.accent}; }}
    QLineEdit {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line};
        border-radius: {BUTTON_RADIUS}px; padding: 7px 10px; }}
    QLineEdit:focus {{ border: 2px solid {t.accent}; padding: 6px 9px; }}
    QPushButton[choice="true"] {{ padding: 5px 12px; color: {t.muted}; }}
    QPushButton[choice="true"]:focus {{ border: 2px solid {t.accent}; padding: 4px 11px; }}
    QPushButton[choice="true"]:checked {{ color: {t.text}; border-color: {t.accent}; background: {t.background}; font-weight: 600; }}
    QPushButton[chip="true"] {{ padding: 3px 8px; border: 1px solid transparent; background: transparent; color: {t.muted}; }}
    QPushButton[chip="true"]:hover {{ border-color: {t.line}; color: {t.text}; }}
    QPushButton[chip="true"]:checked {{ border-color: {t.accent}; background: {t.background}; color: {t.text}; }}
    QPushButton[chip="true"]:focus {{ border: 2px solid {t.accent}; padding: 2px 7px; }}
    QPushButton[destructive="true"]:enabled {{ background: {t.bad}; color: {t.on_accent}; border-color: {t.bad}; font-weight: 600; }}
    QPushButton[destructive="true"]:focus {{ border: 2px solid {t.text}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {t.muted}; background: {t.panel}; }}
    QCheckBox::indicator {{ border-radius: 3px; }}
    QRadioButton::indicator {{ border-radius: 8px; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 4px solid {t.accent}; }}
    QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {t.accent}; }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {t.line}; }}
    QCheckBox:focus, QRadioButton:focus {{ color: {t.accent}; }}
    QPlainTextEdit {{ background: {t.background}; color: {t.text}; border: 1px solid {t.line};
        border-radius: {BUTTON_RADIUS}px; padding: 4px; }}
    QPlainTextEdit:focus {{ border: 1px solid {t.accent}; }}
    QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {t.line}; border-radius: 4px; min-width: 24px; margin: 1px; }}
    QComboBox {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; border-radius: {BUTTON_RADIUS}px; padding: 5px 10px; }}
    QComboBox:focus {{ border: 2px solid {t.accent}; padding: 4px 9px; }}
    QComboBox::drop-down {{ border: none; width: 22px; }}
    QComboBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {t.panel}; border: 1px solid {t.line}; }}
    QTableView, QListView {{ background: {t.panel}; color: {t.text}; border: none; outline: none;
        selection-background-color: {chosen}; selection-color: {t.text}; }}
    QTableView[stale="true"] {{ color: {t.stale}; }}
    QTableView::item {{ padding: 0 8px; border: none; }}
    QTableView::item:focus {{ border: none; }}
    QHeaderView, QHeaderView::section {{ background: {t.panel}; color: {t.muted}; border: none; font-weight: 400; }}
    QHeaderView::section {{ padding: 4px 8px 4px 11px; border-bottom: 1px solid {t.line}; }}
    QToolTip {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QScrollArea {{ border: none; background: transparent; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.line}; border-radius: 4px; min-height: 24px; margin: 1px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0; width: 0; border: none;
    }}
    """
