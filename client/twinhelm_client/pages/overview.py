"""The Overview: the pair as a picture, the two questions at 3 a.m., how far behind, the day."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.bridge.access import Access
from twinhelm_client.domain import text
from twinhelm_client.domain.moments import when_exactly
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.domain.picture import picture
from twinhelm_client.pages.page import PageAction, PageParts
from twinhelm_client.theme.tokens import Hue
from twinhelm_client.widgets.checks_panel import ChecksPanel
from twinhelm_client.widgets.connect_menu import ConnectButton
from twinhelm_client.widgets.day_strip import DayStrip
from twinhelm_client.widgets.failure_panel import FailurePanel
from twinhelm_client.widgets.pair_picture import PairPictureWidget
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.queue_graph import QueueGraph
from twinhelm_client.widgets.recent_events import RecentEvents

if TYPE_CHECKING:
    from twinhelm_client.wizards.bring_back import BringBackWizard
    from twinhelm_client.wizards.failover import FailoverWizard
    from twinhelm_client.wizards.protect import ProtectWizard
    from twinhelm_client.wizards.switchover import SwitchoverWizard


class OverviewPage(QWidget):
    """Binds a LivePair; opens the switchover wizard."""

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._live = parts.live
        self._drawn = False
        theme = parts.theme
        self._wizard: SwitchoverWizard | None = None
        self.picture = PairPictureWidget(theme)
        self.switch_over = QPushButton(self.tr("Switch over…"))
        self.switch_over.setProperty("primary", True)
        self.switch_over.clicked.connect(self.open_switchover)
        self.more = QPushButton(self.tr("More"))
        self.more.setMenu(QMenu(self.more))
        self.more.menu().aboutToShow.connect(self._fill_more)
        access = Access(parts.bridge, self, parts.settings) if parts.bridge is not None else None
        self.connect_to = ConnectButton(theme, parts.live, access) if access is not None else None
        self._pair = Panel(theme, self.tr("The pair"))
        self._pair.body.addWidget(self.picture, 1)
        self._pair.body.addLayout(self._buttons())
        self._failure = FailurePanel(theme)
        self._checks = ChecksPanel(theme, parts.live.checks)
        self.unsafe = QueueGraph(theme, self.tr("Unsafe queue"), Hue.UNSAFE)
        self.safe = QueueGraph(theme, self.tr("Safe queue"), Hue.SAFE)
        self._recent = RecentEvents(theme, parts.live.events, self._live.server_now_s)
        self._lay_out(DayStrip(theme, parts.live))
        self._live.changed.connect(self.refresh)
        self.refresh()

    def page_actions(self) -> tuple[PageAction, ...]:
        """Offer switchover, wizards and connections to the command palette."""
        palette = self.connect_to.actions_for_palette() if self.connect_to is not None else ()
        reach = tuple(PageAction(title, run, self.connect_to.isEnabled) for title, run in palette if self.connect_to is not None)
        return (PageAction(self.tr("Switch over…"), self.open_switchover, self.switch_over.isEnabled), *self._wizards(), *reach)

    def _wizards(self) -> tuple[PageAction, ...]:
        return (
            PageAction(self.tr("Protect a folder or an application…"), self.open_protect, self._connected),
            PageAction(self.tr("Bring the failed server back…"), self.open_bring_back, self._connected),
            PageAction(self.tr("Failover…"), self.open_failover, self._known),
        )

    @Slot()
    def _fill_more(self) -> None:
        menu = self.more.menu()
        menu.clear()
        for action in self._wizards():
            menu.addAction(action.title, action.run).setEnabled(action.enabled())

    def _known(self) -> bool:
        return self._parts.bridge is not None and self._live.status is not None

    def _connected(self) -> bool:
        return self._known() and not self._live.stale

    @Slot()
    def open_protect(self) -> None:
        """Open the wizard that protects a folder or an application."""
        from twinhelm_client.wizards.protect import ProtectWizard

        if self._parts.bridge is not None:
            self._begin(ProtectWizard(self._parts.theme, self._parts.bridge, self))

    @Slot()
    def open_bring_back(self) -> None:
        """Open the wizard that follows a server on its way back."""
        from twinhelm_client.wizards.bring_back import BringBackWizard

        if self._parts.bridge is not None:
            self._begin(BringBackWizard(self._parts.theme, self._parts.bridge, self._live, self))

    @Slot()
    def open_failover(self) -> None:
        """Open the failover wizard."""
        from twinhelm_client.wizards.failover import FailoverWizard

        if self._parts.bridge is not None:
            self._begin(FailoverWizard(self._parts.theme, self._parts.bridge, self._live, self))

    def _begin(self, wizard: "ProtectWizard | BringBackWizard | FailoverWizard") -> None:
        wizard.finished.connect(wizard.deleteLater)
        wizard.begin()
        wizard.open()

    @Slot()
    def open_switchover(self) -> None:
        """Open the wizard, or bring it to the front."""
        from twinhelm_client.wizards.switchover import SwitchoverWizard

        if self._parts.bridge is None:
            return
        if self._wizard is None:
            self._wizard = SwitchoverWizard(self._parts.theme, self._parts.bridge, self)
            self._wizard.finished.connect(self._forget_wizard)
            running = self._live.status.running_operation if self._live.status else ""
            self._wizard.follow(running) if running else self._wizard.begin()
        self._wizard.open()

    @Slot()
    def refresh(self) -> None:
        """Show what is known now."""
        if not self.isVisible() and self._drawn:
            return  # the next look draws it
        self._drawn = True
        live, status, stale = self._live, self._live.status, self._live.stale
        if status is None:
            self.picture.show_picture(None, self.tr("The picture appears with the first answer of the pair."))
        else:
            self.picture.show_picture(picture(status, live.age_s, stale=stale))
        self._pair.note.say(self._generation(status))
        self._failure.show_status(status, live.age_s, stale=stale)
        self._checks.show_age(live.age_s, known=status is not None, stale=stale)
        self._refresh_queues(status, stale=stale)
        running = status is not None and bool(status.running_operation)
        self.switch_over.setText(self.tr("Follow it…") if running else self.tr("Switch over…"))
        self.switch_over.setEnabled(self._may_switch(status, stale=stale))

    def _refresh_queues(self, status: PairStatus | None, *, stale: bool) -> None:
        active = status.active if status else None
        passive = status.other(active.name) if status and active else None
        if status is None or active is None or passive is None or not status.sets:
            self.unsafe.show_queue(self.tr("captured, not yet on the passive"), None, "", stale=stale)
            self.safe.show_queue(self.tr("on the passive, not yet applied"), None, "", stale=stale)
        else:
            figure_age = self._live.figure_age_s(status.set_age_s)
            age = text.no_data(figure_age) if stale else text.age(figure_age)
            where = self.tr("on {0}, not yet on {1}").format(active.name, passive.name)
            self.unsafe.show_queue(where, status.unsafe_queue, age, stale=stale)
            heard = status.heard(passive)
            safe_age = age if heard else text.no_data(self._live.figure_age_s(passive.age_s))
            where = self.tr("on {0}, not yet applied").format(passive.name)
            self.safe.show_queue(where, status.safe_queue, safe_age, stale=stale or not heard)
        now, points = self._live.now_s, self._live.queues.points()
        self.unsafe.show_points([(p.at_s - now, p.unsafe_age_s) for p in points])
        self.safe.show_points([(p.at_s - now, p.safe_age_s) for p in points])

    def _may_switch(self, status: PairStatus | None, *, stale: bool) -> bool:
        session = self._live.session
        if session is not None and not session.may_operate:
            self.switch_over.setToolTip(self.tr("A switchover needs the role operator or admin; sign in as such a user."))
            return False
        self.switch_over.setToolTip("")
        if status is None or stale:
            return False
        return bool(status.running_operation) or (status.active is not None and len(status.servers) == 2)

    def _generation(self, status: PairStatus | None) -> str:
        if status is None:
            return ""
        if status.active is None or status.active_since_s <= 0:
            return self.tr("generation {0}").format(status.generation)
        since = when_exactly(status.active_since_s, self._live.server_now_s())
        return self.tr("generation {0} · since {1}").format(status.generation, since)

    def _forget_wizard(self) -> None:
        if self._wizard is not None:
            self._wizard.deleteLater()
            self._wizard = None

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.switch_over)
        if self.connect_to is not None:
            row.addWidget(self.connect_to)
        row.addWidget(self.more)
        row.addStretch(1)
        return row

    def _lay_out(self, day: DayStrip) -> None:
        upper = QVBoxLayout()
        upper.setSpacing(14)
        upper.addWidget(self._failure)
        upper.addWidget(self._checks, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        grid.addWidget(self._pair, 0, 0, 1, 2)
        grid.addLayout(upper, 0, 2)
        grid.addWidget(self.unsafe, 1, 0)
        grid.addWidget(self.safe, 1, 1)
        grid.addWidget(self._recent, 1, 2)
        grid.addWidget(day, 2, 0, 1, 3)
        for column, stretch in ((0, 15), (1, 14), (2, 0)):  # the unsafe queue has the longer name
            grid.setColumnStretch(column, stretch)
        grid.setRowStretch(0, 5)
        grid.setRowStretch(1, 3)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        # A fixed right column: its words change every second and must not push the picture about.
        width = min(360, max(328, int(self.width() * 0.30)))
        for panel in (self._failure, self._checks, self._recent):
            panel.setFixedWidth(width)
        super().resizeEvent(event)
