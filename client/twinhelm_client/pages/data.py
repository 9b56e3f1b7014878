"""Data: the check of a set, what is known of its files, what checks found, what is set aside, what former actives never sent."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from twinhelm_client.dialogs.confirm import DestructiveConfirmation
from twinhelm_client.dialogs.set_settings import ask_to_delete
from twinhelm_client.dialogs.where_to import WhereTo
from twinhelm_client.domain import text, words
from twinhelm_client.domain.data import CheckAction, CheckPhase, FileEntry, FileState, Orphan
from twinhelm_client.domain.data_states import OrphanPolicy
from twinhelm_client.domain.protection import Divergence
from twinhelm_client.domain.queue_head import shown_path
from twinhelm_client.domain.set_settings import SetChange, orphans_mean
from twinhelm_client.models.data import DataLook, View
from twinhelm_client.models.table import OBJECT_ROLE, SORT_ROLE
from twinhelm_client.pages.page import PageAction, PageParts
from twinhelm_client.pages.set_page import SetPage
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_panel import CheckPanel
from twinhelm_client.widgets.choice import Choice
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.set_fields import ORPHAN_POLICIES
from twinhelm_client.widgets.text import Text
from twinhelm_client.widgets.value_view import ValueView

_FILTERS = (
    None, FileState.VERIFIED, FileState.NOT_COMPARED, FileState.DIFFERING, FileState.MISSING, FileState.REPAIRED, FileState.ORPHAN,
    FileState.EXCLUDED,
)  # fmt: skip
_SHOWN_PATHS = 12


class DataPage(SetPage):
    """Binds a DataLook: forwards choices to it and shows what it has. Signals: none for others."""

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parts, parent)
        self.model = self.looking = DataLook(parts.live, parts.bridge, self)
        self.check = CheckPanel(parts.theme)
        self.check.start_wanted.connect(self.model.start_everything)
        self.check.action_wanted.connect(self.model.steer)
        self.check.rate_wanted.connect(self.model.set_rate)
        self._make_controls()
        self._make_tables()
        self._lay_out()
        self.model.checks_changed.connect(self._show_checks)
        self.model.list_changed.connect(self._show_list)
        self.model.settings_changed.connect(self._show_policy)
        self.model.told.connect(self._tell)
        self._live.changed.connect(self.refresh)
        self._tell("", True)
        self.refresh()

    def page_actions(self) -> tuple[PageAction, ...]:
        """What the command palette offers of this page."""
        check = self.model.check
        run = check.current if check is not None else None
        paused = run is not None and run.phase is CheckPhase.PAUSED
        steer = CheckAction.RESUME if paused else CheckAction.PAUSE
        views = (self.tr("Show files"), self.tr("Show what checks found"), self.tr("Show orphans"), self.tr("Show archives"))
        return (
            PageAction(self.tr("Check everything"), self.model.start_everything, self.check.start.isEnabled),
            PageAction(
                self.tr("Go on with the check") if paused else self.tr("Pause the check"),
                lambda: self.model.steer(steer),
                self.check.pause.isEnabled,
            ),
            PageAction(self.tr("Cancel the check"), lambda: self.model.steer(CheckAction.CANCEL), self.check.cancel.isEnabled),
            *(PageAction(title, lambda number=number: self.choose_view(number)) for number, title in enumerate(views)),  # type: ignore[misc]
        )

    @Slot()
    def refresh(self) -> None:
        """Show what is known now."""
        self.offer_sets(self._set_names())
        self._show_checks()
        self._show_list()

    @Slot(int)
    def choose_view(self, number: int) -> None:
        """Show files (0), findings (1), orphans (2) or archives (3)."""
        self.views.choose(number)
        self._tell("", True)
        self.tables.setCurrentIndex(number)
        self.model.choose_view(View(number))

    # --- parts

    def _make_controls(self) -> None:
        self.make_set_controls()
        self.views = Choice(self.tr("Show"), [self.tr("Files"), self.tr("Found"), self.tr("Orphans"), self.tr("Archives")])
        self.views.chosen.connect(self.choose_view)
        self.states = QComboBox()
        self.states.setAccessibleName(self.tr("Only files in this state"))
        self.states.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for state in _FILTERS:
            self.states.addItem(words.of(state) if state is not None else self.tr("All states"), state)
        self.states.activated.connect(lambda number: self.model.choose_state(_FILTERS[number]))
        self.orphans = QComboBox()
        self.orphans.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for policy in ORPHAN_POLICIES:
            self.orphans.addItem(words.of(policy), policy)
        self.orphans.activated.connect(self._choose_policy)
        self.orphans_label = QLabel(self.tr("&Only on the passive:"))
        self.orphans_label.setBuddy(self.orphans)
        self.orphans.setAccessibleName(self.tr("What becomes of what only the passive has"))
        self.up = QPushButton(self.tr("Folder above"))
        self.up.clicked.connect(self.model.leave)
        self.place = Text(self._theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.compare = QPushButton(self.tr("Check this"))
        self.compare.setToolTip(self.tr("Compare the selected file or folder with its copy, and repair what differs."))
        self.compare.clicked.connect(self._compare)
        self.restore = QPushButton(self.tr("Restore…"))
        self.restore.clicked.connect(self._restore)
        self.delete = QPushButton(self.tr("Delete…"))
        self.delete.clicked.connect(self._delete)
        self.extract = QPushButton(self.tr("Extract…"))
        self.extract.clicked.connect(self._extract)
        self.told = Text(self._theme, "", Type.CAPTION, Hue.MUTED, wrap=True)

    def _make_tables(self) -> None:
        names = (self.tr("Files"), self.tr("What checks found"), self.tr("Orphans"), self.tr("Archives"))
        widths = ((0, 168, 176, 110, 84, 210), (0, 168, 84, 168, 84, 168, 150), (0, 90, 80, 90, 176), (90, 96, 90, 90, 0))
        stretch = (0, 0, 0, 4)
        self.tables = QStackedWidget()
        self.lists: dict[View, ValueView] = {}
        for view in View:
            proxy = QSortFilterProxyModel(self)
            proxy.setSourceModel(self.model.tables[view])
            proxy.setSortRole(SORT_ROLE)
            table = self.lists[view] = ValueView(self._theme, proxy, names[view], widths[view], stretch[view])
            table.setSortingEnabled(view is not View.FOUND)
            if view is View.FILES:
                table.sortByColumn(0, table.horizontalHeader().sortIndicatorOrder().AscendingOrder)
            table.activated.connect(self._open)
            table.selectionModel().selectionChanged.connect(self._on_selection)
            self.tables.addWidget(table)
        self.panel = Panel(self._theme, names[View.FILES])
        self.empty = Text(self._theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.detail = Text(self._theme, "", Type.CAPTION, Hue.MUTED, wrap=True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(12)
        for control in (self.sets, self.views, self.states, self.orphans_label, self.orphans):
            bar.addWidget(control)
        bar.addStretch(1)
        bar.addWidget(self.settings)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.up)
        row.addWidget(self.place, 1)
        for button in (self.compare, self.restore, self.delete, self.extract):
            row.addWidget(button)
        self.panel.body.addLayout(row)
        self.panel.body.addWidget(self.empty, 1)
        self.panel.body.addWidget(self.tables, 1)
        self.panel.body.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.check)
        column.addLayout(bar)
        column.addWidget(self.told)
        column.addWidget(self.panel, 1)

    # --- showing

    @Slot()
    def _show_checks(self) -> None:
        stale = self._live.stale
        self.check.show_check(self.model.check, self.model.checks_trouble, may_ask=not stale and bool(self.model.set_name))
        self.check.say_age(self._live.age_s, stale=stale)

    @Slot()
    def _show_list(self) -> None:
        model, view, stale = self.model, self.model.view, self._live.stale
        rows = model.tables[view].rowCount()
        headings = (self.tr("Files"), self.tr("What checks found"), self.tr("Orphans"), self.tr("Archives"))
        self.panel.heading.say(headings[view])
        self.panel.note.say(text.no_data(self._live.age_s) if stale else self._note(), Hue.STALE if stale else Hue.MUTED)
        self.empty.say(self._why_empty(), Hue.WARN if model.trouble else Hue.MUTED)
        self.empty.setVisible(not rows)
        self.tables.setVisible(bool(rows))
        self.lists[view].show_stale(stale=stale)
        files = view is View.FILES
        self.states.setVisible(files)
        self._show_policy()
        self.up.setVisible(files)
        self.up.setEnabled(bool(model.folder))
        folder = next((one.path for one in self._live.status.sets if one.name == model.set_name), "") if self._live.status else ""
        self.place.say(f"{folder}/{shown_path(model.folder)}".rstrip("/") if files else "")
        self._on_selection()

    @Slot()
    def _show_policy(self) -> None:
        """Show what becomes of orphans, where they are looked at; who may not change it sees it."""
        settings, shown = self.model.settings, self.model.view is View.ORPHANS
        for widget in (self.orphans, self.orphans_label):
            widget.setVisible(shown)
        session = self._live.session
        self.orphans.setEnabled(settings is not None and not self._live.stale and session is not None and session.role == "admin")
        if not self.orphans.view().isVisible():
            self.orphans.setCurrentIndex(self.orphans.findData(settings.orphans) if settings is not None else -1)
        self.orphans.setToolTip(orphans_mean(settings.orphans) if settings is not None else "")

    def _note(self) -> str:
        model = self.model
        if model.not_answering:
            return self.tr("{0} could not be asked").format(text.names(model.not_answering))
        return self.tr("only the first are shown") if model.more else ""

    def _why_empty(self) -> str:
        model = self.model
        if model.trouble:
            return model.trouble
        if not model.set_name:
            return self.tr("No folder is protected yet.")
        if not model.loaded:
            return self.tr("Asking the servers…")
        return (
            self.tr("There is no file in this state in this folder.") if model.state is not None else self.tr("This folder is empty."),
            self.tr("No check has found anything that was not right."),
            self.tr("Nothing is set aside: the passive has nothing that the active does not have."),
            self.tr("Nothing is kept aside: everything that was captured was sent."),
        )[model.view]

    @Slot()
    def _on_selection(self) -> None:
        chosen, stale = self._chosen(), self._live.stale
        view = self.model.view
        places = {self.compare: View.FILES, self.restore: View.ORPHANS, self.delete: View.ORPHANS, self.extract: View.ARCHIVES}
        for button, place in places.items():
            button.setVisible(view is place)
            button.setEnabled(chosen is not None and not stale)
        self.detail.say(self._paths(chosen) if isinstance(chosen, Divergence) else "")
        self.detail.setVisible(isinstance(chosen, Divergence))

    def _paths(self, archive: Divergence) -> str:
        paths = ", ".join(archive.paths[:_SHOWN_PATHS])
        if archive.paths_total > _SHOWN_PATHS:
            return self.tr("It speaks of {0} and {1} more.").format(paths, archive.paths_total - _SHOWN_PATHS)
        return self.tr("It speaks of {0}.").format(paths)

    def _chosen(self) -> object | None:
        table = self.lists[self.model.view]
        rows = table.selectionModel().selectedRows()
        return rows[0].data(OBJECT_ROLE) if rows else None

    @Slot(str, bool)
    def _tell(self, sentence: str, went_well: bool) -> None:
        self.told.say(sentence, Hue.MUTED if went_well else Hue.WARN)
        self.told.setVisible(bool(sentence))

    # --- doing

    @Slot(int)
    def _choose_policy(self, number: int) -> None:
        policy, settings = OrphanPolicy(self.orphans.itemData(number)), self.model.settings
        if settings is None or policy is settings.orphans:
            return
        if policy is OrphanPolicy.DELETE:
            self.asking_delete = ask_to_delete(self._theme, self._live, self.model.set_name, self)
            self.asking_delete.confirmed.connect(lambda: self.model.change_set(SetChange(orphans=policy)))
            self.asking_delete.rejected.connect(self._show_policy)
            self.asking_delete.open()
        else:
            self.model.change_set(SetChange(orphans=policy))

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        entry = index.data(OBJECT_ROLE)
        if isinstance(entry, FileEntry) and entry.is_folder:
            self.model.enter(entry.path)

    @Slot()
    def _compare(self) -> None:
        entry = self._chosen()
        if isinstance(entry, FileEntry):
            self.model.start(entry.path)

    @Slot()
    def _restore(self) -> None:
        orphan = self._chosen()
        if isinstance(orphan, Orphan):
            headline = self.tr("Restore {0}").format(shown_path(orphan.path))
            hint = self.tr("A folder on {0} outside the protected ones; left empty, it goes back to where it was, on the active only.")
            self.asking = WhereTo(self._theme, headline, hint.format(orphan.server), self.tr("Restore"), may_be_empty=True, parent=self)
            self.asking.chosen.connect(lambda folder: self.model.restore(orphan, folder))
            self.asking.open()

    @Slot()
    def _delete(self) -> None:
        orphan = self._chosen()
        if isinstance(orphan, Orphan):
            headline = self.tr("Delete {0} from the quarantine").format(shown_path(orphan.path))
            loss = self.tr("{0} files with {1} are deleted for good.").format(orphan.files, text.size(orphan.size_bytes))
            question = DestructiveConfirmation(self._theme, headline, [loss], orphan.server, self.tr("Delete"), self)
            question.confirmed.connect(lambda: self.model.delete(orphan))
            self.asking_delete = question
            question.open()

    @Slot()
    def _extract(self) -> None:
        archive = self._chosen()
        if isinstance(archive, Divergence):
            headline = self.tr("Extract what {0} never sent in generation {1}").format(archive.server, archive.generation)
            hint = self.tr("A folder on {0} that does not exist yet, outside the protected ones.").format(archive.server)
            self.asking = WhereTo(self._theme, headline, hint, self.tr("Extract"), parent=self)
            self.asking.chosen.connect(lambda folder: self.model.extract(archive, folder))
            self.asking.open()
