"""What would stop a takeover: the checks and what they amount to."""

from PySide6.QtWidgets import QWidget

from twinhelm_client.domain import text
from twinhelm_client.models.checks_model import ChecksModel, verdict_line
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.text import Text


class ChecksPanel(Panel):
    """Binds to a ChecksModel."""

    def __init__(self, theme: Theme, model: ChecksModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, "What would stop a takeover", parent)
        self._model = model
        self.list = CheckList(theme, model)
        self.verdict = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.body.addSpacing(2)
        self.body.addWidget(self.list)
        self.body.addStretch(1)
        self.body.addWidget(self.verdict)

    def show_age(self, age_s: float, *, known: bool, stale: bool) -> None:
        """Say how old the checks are."""
        self.list.set_stale(stale)
        self.note.say("" if not known else text.no_data(age_s) if stale else text.age(age_s), Hue.STALE if stale else Hue.MUTED)
        self.verdict.say(verdict_line(self._model.rows))
