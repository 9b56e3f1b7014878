"""What would stop a takeover: the checks and what they amount to."""

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from twinhelm_client.domain import text
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.checks_model import ChecksModel, verdict_line
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class ChecksPanel(Panel):
    """Binds to a ChecksModel."""

    def __init__(self, theme: Theme, model: ChecksModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("ChecksPanel", "What would stop a takeover"), parent)
        self._model = model
        self.heading.yield_room()
        self.list = CheckList(theme, model, fit=True)
        self.verdict = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.body.addSpacing(2)
        self.body.addWidget(self.list, 1)
        self.more = Text(theme, "", Type.CAPTION, Hue.MUTED)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.verdict, 1)
        last.addWidget(self.more)
        self.body.addLayout(last)
        self.list.fitted.connect(self._count)

    def show_age(self, age_s: float, *, known: bool, stale: bool) -> None:
        """Say how old the checks are."""
        self.list.set_stale(stale)
        age = text.age(age_s) if known else ""
        self.say_note(text.no_data(age_s) if known and stale else age, age, Hue.STALE if stale else Hue.MUTED)
        self.verdict.say(verdict_line(self._model.rows), Hue.STALE if stale else Hue.MUTED)
        self._count()
        self.more.setToolTip("\n".join(said(c.sentence) for c in self._model.rows))

    @Slot()
    def _count(self) -> None:
        """Say how many checks have no room, also when only the window has changed."""
        self.more.say(f"+ {self.list.left_out}" if self.list.left_out > 0 else "")
        self.more.setVisible(self.list.left_out > 0)
