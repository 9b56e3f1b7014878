"""Fleet: every pair this console knows, the worst first, as a table or as cards."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from twinhelm_client.domain import text
from twinhelm_client.domain.fleet import FleetFilter, FleetPair
from twinhelm_client.models.fleet_model import NAMES, FleetModel
from twinhelm_client.models.table import OBJECT_ROLE
from twinhelm_client.pages.page import PageAction, PageParts
from twinhelm_client.theme.theme import Theme
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.empty_state import EmptyState
from twinhelm_client.widgets.fleet_delegate import FleetPainter
from twinhelm_client.widgets.fleet_views import FleetCards, FleetTable
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.state_chips import StateChips

_AGES_MS = 1000


class FleetPage(QWidget):
    """Binds the FleetModel of the console's Fleet; without one (pictures of other pages) it says so."""

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._fleet = parts.fleet
        self.model = parts.fleet.model if parts.fleet is not None else FleetModel(parent=self)
        self._paints = FleetPainter(parts.theme)
        self._make_controls()
        self._make_views(parts.theme)
        self._lay_out(parts.theme)
        self.model.counts_changed.connect(self._say_counts)
        self.model.rowsInserted.connect(self._say_counts)
        self.model.rowsRemoved.connect(self._say_counts)
        self._ages = QTimer(self)
        self._ages.setInterval(_AGES_MS)
        self._ages.timeout.connect(self._grow_older)
        self._ages.start()
        self.arrange()
        self._say_counts()

    def page_actions(self) -> tuple[PageAction, ...]:
        """What the command palette offers of this page."""
        return (
            PageAction(self.tr("Add a pair"), self._parts.wishes.another_pair_wanted.emit),
            PageAction(self.tr("Find a pair"), self.search.setFocus),
            PageAction(self.tr("Show the fleet as a table"), lambda: self.show_as(0)),
            PageAction(self.tr("Show the fleet as cards"), lambda: self.show_as(1)),
            *(
                PageAction(self.tr("Go to pair {0}").format(pair.title), partial(self._parts.wishes.pair_wanted.emit, pair.endpoint))
                for pair in list(self.model.pairs.values())[:200]
            ),
        )

    @property
    def current(self) -> FleetPair | None:
        """The pair that is chosen."""
        index = self._view().currentIndex()
        line = index.data(OBJECT_ROLE) if index.isValid() else None
        return line if isinstance(line, FleetPair) else None

    @Slot()
    def arrange(self) -> None:
        """Show what the controls say."""
        self.model.use_filter(FleetFilter(self.search.text(), self.restless.isChecked(), self.states.word))
        self.model.group_by_site(self.group.isChecked(), headings=self.looks.current == 0)

    @Slot()
    def _leave_empty(self) -> None:
        """Do what the button in the empty list says."""
        if not self.model.pairs:
            self._parts.wishes.another_pair_wanted.emit()
            return
        self.search.clear()
        self.restless.setChecked(False)
        self.states.choose(None)

    @Slot()
    def open_current(self) -> None:
        """Turn the window to the chosen pair."""
        pair = self.current
        if pair is not None:
            self._parts.wishes.pair_wanted.emit(pair.endpoint)
            self._parts.wishes.page_wanted.emit("Overview")

    # --- small matters of one pair

    @Slot()
    def give_site(self) -> None:
        """Ask where the chosen pair stands."""
        pair = self.current
        if pair is None or self._fleet is None:
            return
        site, given = QInputDialog.getText(self, self.tr("Site"), self.tr("Where does {0} stand?").format(pair.title), text=pair.site)
        if given:
            self._fleet.give_site(pair.endpoint, site.strip())

    @Slot()
    def forget(self) -> None:
        """Ask, and take the chosen pair off the list."""
        pair = self.current
        if pair is None or self._fleet is None:
            return
        question = self.tr("Take {0} off the list? Its fingerprint is forgotten too; the pair itself is not touched.").format(pair.title)
        if QMessageBox.question(self, self.tr("Forget a pair"), question) == QMessageBox.StandardButton.Yes:
            self._fleet.known.forget(pair.endpoint)

    @Slot(QPoint)
    def _menu(self, place: QPoint) -> None:
        if self.current is None:
            return
        menu = QMenu(self)
        for title, run in (
            (self.tr("Open"), self.open_current),
            (self.tr("Site…"), self.give_site),
            (self.tr("Forget…"), self.forget),
        ):
            action = QAction(title, menu)
            action.triggered.connect(run)
            menu.addAction(action)
        menu.popup(self._view().viewport().mapToGlobal(place))

    # --- what is shown

    @Slot()
    def _say_counts(self) -> None:
        pairs = len(self.model.pairs)
        self._panel.heading.say(text.count(pairs, self.tr("pair"), self.tr("pairs")) if pairs else self.tr("Fleet"))
        self.states.show_counts(self.model.counts)
        nothing = not self.model.rowCount()
        self._stack.setCurrentIndex(2 if nothing else self.looks.current)
        if not nothing:
            return
        if pairs:
            words = self.tr("Search for something else, or show all {0} pairs again.").format(pairs)
            self._empty.say("mdi6.magnify", self.tr("No pair matches what you are looking for."), words, self.tr("Show all"))
        else:
            words = self.tr("Add one by its service address; its fingerprint is shown before anything is sent.")
            self._empty.say("mdi6.server-network-outline", self.tr("No pair is known yet."), words, self.tr("Add a pair…"))

    @Slot()
    def _grow_older(self) -> None:
        if self.isVisible():
            self._view().grow_older()

    @Slot(int)
    def show_as(self, number: int) -> None:
        """Show a table (0) or cards (1)."""
        current = self._view().currentIndex()
        self.looks.choose(number)
        self.arrange()
        self._stack.setCurrentIndex(number)
        self._view().setCurrentIndex(current)
        self._say_counts()

    @Slot(int, Qt.SortOrder)
    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.model.sort_by(NAMES[column], reverse=order is Qt.SortOrder.DescendingOrder)

    def _view(self) -> FleetTable | FleetCards:
        return self.cards if self.looks.current == 1 else self.table

    # --- building

    def _make_controls(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, address, site or sentence"))
        self.search.setAccessibleName(self.tr("Find a pair"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.arrange)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.restless, self.group = QPushButton(self.tr("Needs attention")), QPushButton(self.tr("By site"))
        for button in (self.restless, self.group):
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.toggled.connect(self.arrange)
        self.restless.setToolTip(self.tr("Leave out the pairs that are well."))
        self.group.setToolTip(self.tr("Put the pairs of a site together, the site with the worst pair first."))
        self.states = StateChips(self._parts.theme)
        self.states.chosen.connect(self.arrange)
        self.looks = Choice(self.tr("Show as"), [self.tr("Table"), self.tr("Cards")])
        self.looks.chosen.connect(self.show_as)
        self.add = QPushButton(self.tr("Add a pair…"))
        self.add.setProperty("primary", True)
        self.add.clicked.connect(self._parts.wishes.another_pair_wanted)

    def _make_views(self, theme: Theme) -> None:
        name = self.tr("Pairs")
        self.table = FleetTable(theme, self._paints, self.model, name)
        column, reverse = self.model.sorted_by
        heads = self.table.horizontalHeader()
        heads.setSortIndicator(NAMES.index(column), Qt.SortOrder.DescendingOrder if reverse else Qt.SortOrder.AscendingOrder)
        heads.sortIndicatorChanged.connect(self._sort)
        self.cards = FleetCards(self._paints, self.model, name)
        for view in (self.table, self.cards):
            view.activated.connect(self._on_activated)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(self._menu)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self.open_current()

    def _lay_out(self, theme: Theme) -> None:
        self._empty = EmptyState(theme)
        self._empty.wanted.connect(self._leave_empty)
        self._stack = QStackedWidget()
        for view in (self.table, self.cards, self._empty):
            self._stack.addWidget(view)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        for control in (self.restless, self.group, self.looks, self.add):
            bar.addWidget(control)
        self._panel = Panel(theme, self.tr("Fleet"))
        self._panel.body.setContentsMargins(12, 12, 12, 12)
        self._panel.head.setContentsMargins(8, 0, 8, 0)
        self._panel.head.insertWidget(1, self.states)
        self._panel.body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self._panel, 1)
