"""The data of a pair as it is looked at: which set, folder and view, what came of the questions, and what is asked of the pair."""

import uuid
from collections.abc import Callable, Coroutine
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from twinhelm_client.domain.data import CheckAction, Extracted, FileState, Listed, Orphan, SetCheck, above, with_action
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.protection import Divergence, Divergences, ProtectedSet
from twinhelm_client.domain.set_settings import SetChange, meanings
from twinhelm_client.models.answer import Answer
from twinhelm_client.models.data_tables import ArchivesModel, FilesModel, FindingsModel, OrphansModel
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.table import ValueTable
from twinhelm_client.rpc.data_gateway import DataGateway

CHECKS_EVERY_S = 1.0
LIST_EVERY_S = 5.0


class View(IntEnum):
    """What the table shows."""

    FILES = 0
    FOUND = 1
    ORPHANS = 2
    ARCHIVES = 3


class AsksData(Protocol):
    """What is asked of the pair; bridge.pair_bridge.PairBridge does it."""

    @property
    def data(self) -> DataGateway:
        """What may be asked; give the coroutines to `run`."""
        ...

    def run(self, work: Coroutine[Any, Any, Any]) -> Answer:
        """Run a coroutine; the answer carries its result."""
        ...

    def divergences(self) -> Answer:
        """Ask what is kept aside."""
        ...


class DataLook(QObject):
    """Binds a LivePair and asks the bridge; `bridge` is None where nothing can be asked.

    Signals: checks_changed(); list_changed() when the rows, the trouble or the place changed; settings_changed() when the settings of
    the set may have changed; told(str, bool) what came of something that was asked, and whether it went well.
    """

    checks_changed = Signal()
    list_changed = Signal()
    settings_changed = Signal()
    told = Signal(str, bool)

    def __init__(self, live: LivePair, bridge: AsksData | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._bridge = bridge
        self.set_name = ""
        self.folder = b""
        self.state: FileState | None = None
        self.view = View.FILES
        self.checks: dict[str, SetCheck] = {}
        self.checks_trouble = ""
        self.trouble = ""
        self.loaded = False
        self.more = False
        self.not_answering: tuple[str, ...] = ()
        self.tables: dict[View, ValueTable[Any]] = {
            View.FILES: FilesModel(self), View.FOUND: FindingsModel(self), View.ORPHANS: OrphansModel(self),
            View.ARCHIVES: ArchivesModel(self),
        }  # fmt: skip
        self._looked_at = False
        self._checks_due_s = self._list_due_s = 0.0
        self._asked_checks: Answer | None = None
        self._asked_list: Answer | None = None
        self._asked_sets: Answer | None = None
        self._sets: dict[str, ProtectedSet] = {}
        self._doing: list[Answer] = []
        live.changed.connect(self._on_live)

    @property
    def check(self) -> SetCheck | None:
        """The checks of the set that is looked at."""
        return self.checks.get(self.set_name)

    @property
    def settings(self) -> ProtectedSet | None:
        """The settings of the set that is looked at; known while orphans are."""
        return self._sets.get(self.set_name)

    @Slot(bool)
    def look(self, looked_at: bool) -> None:
        """Say whether somebody looks: only then is anything asked for."""
        self._looked_at = looked_at
        if looked_at:
            self._checks_due_s = self._list_due_s = 0.0
            self._on_live()

    def choose_set(self, name: str) -> None:
        """Look at another set."""
        if name != self.set_name:
            self.set_name, self.folder = name, b""
            self._anew()
            self.checks_changed.emit()

    def choose_view(self, view: View) -> None:
        """Look at files, findings, orphans or archives."""
        self.view = view
        self._anew()

    def choose_state(self, state: FileState | None) -> None:
        """Look at files of one state only."""
        self.state = state
        self._anew()

    def enter(self, folder: bytes) -> None:
        """Look into a folder."""
        self.folder = folder
        self._anew()

    def leave(self) -> None:
        """Look into the folder above."""
        self.enter(above(self.folder))

    # --- what may be asked

    @Slot()
    def start_everything(self) -> None:
        """Compare the set."""
        self.start(b"")

    def start(self, path: bytes) -> None:
        """Compare one path of the set; b"" is everything."""
        set_name = self.set_name
        self._do(
            lambda data: data.start_check(set_name, path, 0, request_id=uuid.uuid4().hex),
            lambda _: translate("Data", "The check has been asked for."),
        )

    def steer(self, action: CheckAction) -> None:
        """Pause, resume or cancel the check at work."""
        set_name, check = self.set_name, self.check
        if check is not None:
            self.checks[set_name] = with_action(check, action)
            self.checks_changed.emit()
        self._do(lambda data: data.steer_check(set_name, action, request_id=uuid.uuid4().hex), lambda _: "")

    def set_rate(self, rate_bytes_per_s: int) -> None:
        """Change what checks of the set may read."""
        set_name = self.set_name
        self._do(lambda data: data.set_check_rate(set_name, rate_bytes_per_s), lambda _: "")

    def change_set(self, change: SetChange) -> None:
        """Change settings of the set."""
        set_name = self.set_name

        def words(changed: ProtectedSet) -> str:
            self._sets[set_name] = changed
            self.settings_changed.emit()
            return " ".join(meanings(change, None))

        self._do(lambda data: data.change_set(set_name, change, request_id=uuid.uuid4().hex), words)

    def restore(self, orphan: Orphan, to_folder: str) -> None:
        """Put something out of the quarantine."""
        self._do(
            lambda data: data.restore_orphan(orphan, to_folder, request_id=uuid.uuid4().hex),
            lambda place: translate("Data", "It is in {0} on {1} now.").format(place, orphan.server),
        )

    def delete(self, orphan: Orphan) -> None:
        """Delete something from the quarantine."""
        self._do(
            lambda data: data.delete_orphan(orphan, request_id=uuid.uuid4().hex),
            lambda _: translate("Data", "It has been deleted on {0}.").format(orphan.server),
        )

    def extract(self, archive: Divergence, target: str) -> None:
        """Take an archive apart."""

        def words(done: Extracted) -> str:
            return translate("Data", "{0} files and a list of {1} changes are in {2} on {3}.").format(
                done.files, done.entries, target, archive.server
            )

        self._do(
            lambda data: data.extract(archive.server, archive.set_name, archive.generation, target, request_id=uuid.uuid4().hex), words
        )

    # --- inside

    def _do(self, ask: Callable[[DataGateway], Coroutine[Any, Any, Any]], words: Callable[[Any], str]) -> None:
        if self._bridge is None:
            return
        answer = self._bridge.run(ask(self._bridge.data))
        self._doing.append(answer)

        def done(result: Any) -> None:
            self._doing.remove(answer)
            self._checks_due_s = self._list_due_s = 0.0
            self._on_live()
            if sentence := words(result):
                self.told.emit(sentence, True)

        def failed(error: GatewayError) -> None:
            self._doing.remove(answer)
            self._checks_due_s = 0.0
            self.settings_changed.emit()
            self.told.emit(str(error), False)

        answer.then(done, failed)

    @Slot()
    def _on_live(self) -> None:
        status = self._live.status
        names = [one.name for one in status.sets] if status is not None else []
        if names and self.set_name not in names:
            self.choose_set(names[0])
        if self._bridge is None or not self._looked_at or self._live.stale or not self.set_name:
            return
        if self._live.now_s >= self._checks_due_s and self._asked_checks is None:
            self._checks_due_s = self._live.now_s + CHECKS_EVERY_S
            self._asked_checks = self._bridge.run(self._bridge.data.checks()).then(self._on_checks, self._on_checks_failed)
        if self._live.now_s >= self._list_due_s and self._asked_list is None:
            self._ask_list(self._bridge)

    def _anew(self) -> None:
        """Another place: what was there is not what is here."""
        if self._asked_list is not None:
            self._asked_list.drop()
            self._asked_list = None
        self.loaded, self.trouble, self.more, self.not_answering = False, "", False, ()
        self.tables[self.view].replace_all(())
        self._list_due_s = 0.0
        self.list_changed.emit()
        self._on_live()

    def _ask_list(self, bridge: AsksData) -> None:
        self._list_due_s = self._live.now_s + LIST_EVERY_S
        data = bridge.data
        if self.view is View.FILES:
            states = (self.state,) if self.state is not None else ()
            answer = bridge.run(data.files(self.set_name, self.folder, states))
        elif self.view is View.FOUND:
            answer = bridge.run(data.findings(self.set_name))
        elif self.view is View.ORPHANS:
            answer = bridge.run(data.orphans(self.set_name))
            self._asked_sets = bridge.run(data.sets()).then(self.show_sets, lambda _: None)
        else:
            answer = bridge.divergences()
        self._asked_list = answer.then(self.show_list, self._on_list_failed)

    def _on_checks(self, checks: tuple[SetCheck, ...]) -> None:
        self._asked_checks = None
        self.show_checks(checks)

    def show_checks(self, checks: tuple[SetCheck, ...]) -> None:
        """Show how far checks are."""
        self.checks_trouble = ""
        self.checks = {one.set_name: one for one in checks}
        self.checks_changed.emit()

    def _on_checks_failed(self, error: GatewayError) -> None:
        self._asked_checks = None
        self.checks_trouble = str(error)
        self.checks_changed.emit()

    def show_list(self, listed: Listed | Divergences) -> None:
        """Show the rows of the present view."""
        self._asked_list = None
        self.loaded, self.trouble, self.not_answering = True, "", listed.not_answering
        if isinstance(listed, Divergences):
            self.more = False
            self.tables[View.ARCHIVES].replace_all([one for one in listed.kept if one.set_name == self.set_name])
        else:
            self.more = listed.more
            self.tables[self.view].replace_all(listed.rows)
        self.list_changed.emit()

    def show_sets(self, sets: tuple[ProtectedSet, ...]) -> None:
        """Show these settings."""
        self._asked_sets = None
        self._sets = {one.name: one for one in sets}
        self.settings_changed.emit()

    def _on_list_failed(self, error: GatewayError) -> None:
        self._asked_list = None
        self.show_trouble(str(error))

    def show_trouble(self, sentence: str) -> None:
        """Show why the rows cannot be had."""
        self.trouble = said(sentence)
        self.tables[self.view].replace_all(())
        self.list_changed.emit()
