"""Events: what happened on both servers and why, live; filtered, searched, exported; and who was active when."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QStandardPaths, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from twinhelm_client.domain import text, words
from twinhelm_client.domain.event_story import ROLE, EventFilter, Reign, reigns
from twinhelm_client.domain.events import Event, Severity
from twinhelm_client.domain.moments import local, when
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.models.event_export import EventExport
from twinhelm_client.models.event_history import EventHistory, kind_word
from twinhelm_client.models.table import OBJECT_ROLE
from twinhelm_client.pages.page import PageAction, PageParts
from twinhelm_client.theme import icons
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.event_delegate import EventDelegate
from twinhelm_client.widgets.panel import Panel
from twinhelm_client.widgets.role_timeline import RoleTimeline
from twinhelm_client.widgets.text import Text
from twinhelm_client.widgets.value_view import ValueView

_TYPING_MS = 150


class EventsPage(QWidget):
    """Binds an EventHistory."""

    def __init__(self, parts: PageParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = parts.theme
        self._live = parts.live
        self.history = EventHistory(parts.bridge, self)
        self.exporting = EventExport(self.history, parts.bridge, self)
        self.exporting.waiting.connect(self._on_waiting)
        self.exporting.written.connect(self._on_written)
        self.exporting.failed.connect(self._on_not_written)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.apply_filter)
        self._story = QTimer(self)  # the timeline is told anew at most once a second
        self._story.setSingleShot(True)
        self._story.setInterval(0)
        self._story.timeout.connect(self._tell_story)
        self._make_filters(parts.theme)
        self._make_table(parts.theme)
        self.timeline = RoleTimeline(parts.theme)
        self.timeline.reign_chosen.connect(self._on_reign)
        self._lay_out(parts.theme)
        self.history.show(self._live.events.rows)
        self._news = QTimer(self)  # a burst of events is told once
        self._news.setSingleShot(True)
        self._news.setInterval(50)
        self._news.timeout.connect(self._on_known)
        self.history.known_changed.connect(self._on_change)
        self.history.fetch_changed.connect(self._say_count)
        self._live.events_came.connect(self.history.show)
        self._live.event_batch_came.connect(self.history.add_all)
        self._live.changed.connect(self._on_live)
        self._on_known()
        self._on_live()

    def page_actions(self) -> tuple[PageAction, ...]:
        """What the command palette offers of this page."""
        known = lambda: bool(self.history.known)  # noqa: E731
        return (
            PageAction(self.tr("Search the events"), self.search.setFocus),
            PageAction(self.tr("Export the events as CSV"), lambda: self.export("csv"), known),
            PageAction(self.tr("Export the events as JSON"), lambda: self.export("json"), known),
        )

    # --- filter

    @Slot()
    def apply_filter(self) -> None:
        """Show what the controls say."""
        severities = frozenset(severity for severity, button in self.severities.items() if button.isChecked())
        self.history.use_filter(EventFilter(severities, _chosen(self.kinds), _chosen(self.servers), self.search.text()))
        self._say_count()

    @Slot()
    def clear_filter(self) -> None:
        """Show everything."""
        for button in self.severities.values():
            button.setChecked(False)
        for box in (self.kinds, self.servers):
            box.setCurrentIndex(0)
        self.search.clear()
        self.apply_filter()

    # --- export

    def export(self, kind: str) -> None:
        """Ask where to, and write what the filter lets through."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        pair = self._live.status.pair_name if self._live.status else "twinhelm"
        suggested = str(Path(folder) / f"{pair}-events.{kind}")
        names = {"csv": self.tr("CSV for spreadsheets (*.csv)"), "json": self.tr("JSON for programs (*.json)")}
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export events"), suggested, names[kind])
        if path:
            self.write(Path(path), kind)

    def write(self, path: Path, kind: str) -> None:
        """Write all events that pass the filter, newest first, and say so; those that are not known yet are fetched before."""
        self._allow_export(allowed=False)
        self.exporting.start(path, kind)

    @Slot(int)
    def _on_waiting(self, number: int) -> None:
        known = text.count(number, self.tr("event"), self.tr("events"))
        self.told.say(self.tr("Fetching older events for the export, {0} so far…").format(known), Hue.MUTED)

    @Slot(object, int, bool)
    def _on_written(self, path: Path, number: int, whole: bool) -> None:
        count = text.count(number, self.tr("event"), self.tr("events"))
        if whole:
            self.told.say(self.tr("{0} written to {1}.").format(count, path), Hue.OK)
        else:
            self.told.say(self.tr("{0} written to {1}; older ones could not be fetched.").format(count, path), Hue.WARN)
        self._allow_export(allowed=True)

    @Slot(object, str)
    def _on_not_written(self, path: Path, problem: str) -> None:
        self.told.say(self.tr("{0} cannot be written ({1}); choose another folder.").format(path, problem), Hue.BAD)
        self._allow_export(allowed=True)

    def _allow_export(self, *, allowed: bool) -> None:
        for button in (self.to_csv, self.to_json):
            button.setEnabled(allowed)

    # --- what arrives

    @Slot()
    def _on_change(self) -> None:
        if not self._news.isActive():
            self._news.start()

    @Slot()
    def _on_known(self) -> None:
        self._offer(self.kinds, self.history.kinds, kind_word)
        self._offer(self.servers, self.history.servers, str)
        self._say_count()
        if not self._story.isActive():
            self._story.start()

    @Slot()
    def _tell_story(self) -> None:
        self._story.setInterval(1000)
        status = self._live.status
        active = status.active if status is not None else None
        since = status.active_since_s if status is not None else 0.0
        generation = status.generation if status is not None else 0
        found = reigns((e for e in self.history.known if e.kind == ROLE), active.name if active else "", since, generation)
        names = [s.name for s in status.servers] if status is not None else sorted({r.server for r in found})
        self.timeline.show_reigns(found, names, self._live.server_now_s(), stale=self._live.stale)
        changes = text.count(max(0, len(found) - 1), self.tr("change of role"), self.tr("changes of role"))
        self._time_panel.note.say(changes if found else "")

    @Slot()
    def _on_live(self) -> None:
        if not self._story.isActive():
            self._story.start()
        stale = self._live.stale
        age = text.no_data(self._live.age_s) if stale else self.tr("live")
        self._panel.note.say(age if self._live.status is not None else "", Hue.STALE if stale else Hue.OK)

    @Slot()
    def _say_count(self) -> None:
        model = self.history
        known = text.count(len(model.known), self.tr("event"), self.tr("events"))
        if model.searching:
            words_ = self.tr("searching in {0}…").format(known)
        elif model.filter == EventFilter():
            words_ = known
        else:
            words_ = self.tr("{0} of {1}").format(f"{model.matching_count:,}".replace(",", "\u202f"), known)
        self.count.say(f"{words_} · {self._more()}" if model.known else "", Hue.WARN if model.trouble else Hue.MUTED)
        nothing = not model.rowCount()
        self.table.setVisible(not nothing)
        self.empty.setVisible(nothing)
        self.empty.say(self._why_nothing())

    def _more(self) -> str:
        """What is known of older events."""
        model = self.history
        if model.trouble:
            return said(model.trouble)
        if model.looking_back:
            oldest_s = model.known[0].at_s
            return self.tr("searched back to {0}…").format(when(oldest_s, self._live.server_now_s() or oldest_s))
        if model.fetching:
            return self.tr("asking for older ones…")
        return self.tr("all that the server keeps") if model.complete else self.tr("older ones follow as you scroll")

    def _why_nothing(self) -> str:
        model = self.history
        if not model.known:
            return self.tr("What happens appears here, with the reason.")
        if model.looking_back:
            return self.tr("Nothing matches so far; older events are being searched.")
        if model.trouble:
            return self.tr("Nothing matches in what is known; older events could not be fetched.")
        return self.tr("Nothing matches.")

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        event = index.data(OBJECT_ROLE) if index.isValid() else None
        self._show_detail(event)

    def _show_detail(self, event: Event | None) -> None:
        if event is None:
            self.detail.say(self.tr("Choose an event to read it whole."), Hue.MUTED)
            self.about.say("")
            return
        self.detail.say(said(event.sentence), Hue.TEXT)
        about = [
            local(event.at_s).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
            event.server,
            words.of(event.severity),
            kind_word(event.kind),
            self.tr("generation {0}").format(event.generation),
        ]
        self.about.say(" · ".join([*about, *([self.tr("asked for by {0}").format(event.user)] if event.user else [])]))

    @Slot(object)
    def _on_reign(self, reign: Reign) -> None:
        """Go to the event with which a server became active, or say in words what is known."""
        for row in range(self.history.rowCount()):
            event = self.history.event_at(row)
            if event.kind == ROLE and event.generation == reign.generation and event.sentence == reign.why:
                self.table.setCurrentIndex(self.history.index(row, 0))
                self.table.scrollTo(self.history.index(row, 0))
                return
        self.detail.say(said(reign.why) or self.tr("{0} became active").format(reign.server), Hue.TEXT)
        self.about.say(self.tr("generation {0}").format(reign.generation))

    # --- building

    def _make_filters(self, theme: Theme) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search the events"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._typing.start)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        self.severities: dict[Severity, QPushButton] = {}
        for severity in (Severity.CRITICAL, Severity.WARNING, Severity.OK, Severity.INFO):
            button = QPushButton(words.of(severity))
            button.setCheckable(True)
            button.setProperty("choice", True)
            button.setIcon(icons.named(theme, *icons.SEVERITIES[severity]))
            button.setAccessibleName(self.tr("Only severity {0}").format(words.of(severity)))
            button.clicked.connect(self.apply_filter)
            self.severities[severity] = button
        theme.changed.connect(self._draw_icons)
        self.kinds, self.servers = QComboBox(), QComboBox()
        for box, name, everything in (
            (self.kinds, self.tr("Kind"), self.tr("every kind")),
            (self.servers, self.tr("Server"), self.tr("both servers")),
        ):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.addItem(everything, "")
            box.activated.connect(self.apply_filter)
        self.to_csv, self.to_json = QPushButton(self.tr("CSV…")), QPushButton(self.tr("JSON…"))
        for button, kind in ((self.to_csv, "csv"), (self.to_json, "json")):
            button.setProperty("choice", True)
            button.setAccessibleName(self.tr("Export what is shown as {0}").format(kind.upper()))
            button.clicked.connect(lambda _=False, kind=kind: self.export(kind))

    @Slot()
    def _draw_icons(self) -> None:
        for severity, button in self.severities.items():
            button.setIcon(icons.named(self._theme, *icons.SEVERITIES[severity]))

    def _make_table(self, theme: Theme) -> None:
        column = self.history.column
        widths = {"at": 152, "severity": 106, "server": 96, "kind": 110, "user": 84}
        order = ("at", "severity", "server", "kind", "sentence", "user")
        self.table = ValueView(theme, self.history, self.tr("Events"), tuple(widths.get(n, 0) for n in order), column("sentence"))
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setItemDelegate(EventDelegate(theme, column("severity"), column("sentence"), self.table))
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.history.modelReset.connect(lambda: self._show_detail(None))
        self.empty = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.empty.fill()
        self.count = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.told = Text(theme, "", Type.CAPTION, Hue.OK, elide=True)
        self.detail = Text(theme, "", Type.BODY, wrap=True)
        self.detail.fill()
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.detail.setFixedHeight(36)  # two lines, so that the list does not jump
        self.about = Text(theme, "", Type.CAPTION, Hue.MUTED, elide=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show_detail(None)

    def _lay_out(self, theme: Theme) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 1)
        for button in self.severities.values():
            bar.addWidget(button)
        for control in (self.kinds, self.servers, self.to_csv, self.to_json):
            bar.addWidget(control)
        self._time_panel = Panel(theme, self.tr("Who was active"))
        self._time_panel.body.setSpacing(4)
        self._time_panel.body.addWidget(self.timeline)
        self._panel = Panel(theme, self.tr("Events"))
        self._panel.body.setContentsMargins(12, 12, 12, 12)
        self._panel.head.setContentsMargins(8, 0, 8, 0)
        self._panel.head.insertWidget(1, self.count, 1)
        self._panel.head.insertWidget(2, self.told, 1)
        self._panel.body.addWidget(self.table, 1)
        self._panel.body.addWidget(self.empty, 1)
        self._detail_panel = Panel(theme)
        self._detail_panel.body.setSpacing(2)
        self._detail_panel.body.addWidget(self.detail)
        self._detail_panel.body.addWidget(self.about)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(bar)
        column.addWidget(self._time_panel)
        column.addWidget(self._panel, 1)
        column.addWidget(self._detail_panel)

    @staticmethod
    def _data(box: QComboBox) -> list[str]:
        return [str(box.itemData(number)) for number in range(1, box.count())]

    def _offer(self, box: QComboBox, values: set[str], word: object) -> None:
        assert callable(word)
        for value in sorted(values - set(self._data(box))):
            box.addItem(str(word(value)), value)


def _chosen(box: QComboBox) -> frozenset[str]:
    value = str(box.currentData() or "")
    return frozenset({value}) if value else frozenset()
