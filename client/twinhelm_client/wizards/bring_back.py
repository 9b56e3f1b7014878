"""The way back of a failed server, guided: what it does by itself, how far it is, and what was verified at the end."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain import comeback, text
from twinhelm_client.domain.operations import Phase, PhaseState
from twinhelm_client.domain.pair import PairStatus, Verdict
from twinhelm_client.domain.protection import Divergences
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.checks_model import ChecksModel
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.models.phases_model import PhasesModel
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Hue, Type
from twinhelm_client.widgets.check_list import CheckList
from twinhelm_client.widgets.text import Text
from twinhelm_client.wizards.divergence_words import divergence_checks
from twinhelm_client.wizards.guide import Guide
from twinhelm_client.wizards.phase_list import PhaseList

STATE, RETURN, RESULT = range(3)


class BringBackWizard(Guide):
    """Starts nothing on the pair: the failed server is started by a person, and then everything happens by itself.

    Signals: ended() when the server stands by again.
    """

    ended = Signal()

    def __init__(
        self,
        theme: Theme,
        bridge: PairBridge,
        live: LivePair,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, "", ("", "", ""), parent)
        self._bridge = bridge
        self._live = live
        self._clock = clock
        self._began_s = 0.0
        self._phases: tuple[Phase, ...] = ()
        self._whole = False
        self._divergences = Divergences()
        self.checks = ChecksModel(self)
        self.phases = PhasesModel(self)
        self.verified = ChecksModel(self)
        self.entitle(self.tr("Bring the failed server back"))
        self.steps.rename((self.tr("Now"), self.tr("Coming back"), self.tr("Verified")))
        self.story = Text(theme, "", Type.BODY, Hue.MUTED, wrap=True)
        self.add_page(CheckList(theme, self.checks, wrap=True), self.story)
        self.add_page(PhaseList(theme, self.phases))
        self.add_page(CheckList(theme, self.verified, wrap=True))
        self.back.clicked.connect(self.reject)
        self.go.clicked.connect(self._forward)
        bridge.status_arrived.connect(self._on_status)
        live.changed.connect(self._on_change)

    @Slot()
    def begin(self) -> None:
        """Show how the pair stands and what will happen."""
        self.turn_to(STATE)
        self.ask(self._bridge.divergences(), self._kept, lambda _: None)
        self._on_change()

    def show_state(self, status: PairStatus) -> None:
        """Show what holds now, and say what the other server does by itself."""
        failed, active = comeback.failed_server(status), status.active
        if failed is None or active is None:
            self.checks.show(comeback.verified_return(status))
            self.say(
                Tone.BAD, self.tr("No server is active."), self.tr("A server comes back to an active one; look at the Overview first.")
            )
            self.offer(back=self.tr("Close"))
            return
        points = comeback.verified_return(status)
        self.checks.show((*points, *divergence_checks(self._divergences, status.generation)))
        self.story.say(
            self.tr(
                "{0} always starts silent and passive: its packet filter is loaded before its network. It sees that generation {1} is "
                "newer than its own, keeps what it never sent aside, and takes the differences from {2} over the heartbeat network while "
                "applications on {2} go on. Nothing has to be typed on {0}."
            ).format(failed.name, status.generation, active.name)
        )
        if all(c.verdict is Verdict.OK for c in points):
            self.say(Tone.OK, self.tr("{0} stands by already.").format(failed.name), self.tr("Every point below was looked at just now."))
            self.offer(back=self.tr("Close"))
        elif status.heard(failed):
            headline = self.tr("{0} is back and becomes whole again.").format(failed.name)
            self.say(Tone.BUSY, headline, self.tr("Watch it, or close this: it goes on by itself."))
            self.offer(back=self.tr("Close"), go=self.tr("Watch it"), ready=True)
        else:
            silent = self.tr("{0} {1}.").format(failed.name, text.unheard(failed.age_s))
            how = self.tr("Start the server, or mend its power or its heartbeat cables; the way in is its out-of-band console.")
            self.say(Tone.WARN, silent, how)
            self.offer(back=self.tr("Close"), go=self.tr("Watch it come back"), ready=True)

    @Slot()
    def watch(self) -> None:
        """Follow the steps until the server stands by."""
        self._began_s = self._clock()
        self._phases = ()
        self.turn_to(RETURN)
        self._on_change()

    @Slot()
    def _forward(self) -> None:
        if self.pages.currentIndex() == STATE:
            self.watch()
        else:
            self.accept()

    @Slot(object)
    def _on_status(self, status: PairStatus) -> None:
        self.show_status(status)

    @Slot()
    def _on_change(self) -> None:
        """Time has passed, or the connection changed: never show an old picture as the present."""
        status = self._live.status
        if status is None:
            self.say(Tone.BUSY, self.tr("Looking at the pair…"), "")
            self.offer(back=self.tr("Close"))
        elif self._live.stale and not self._whole:
            headline = self.tr("The pair does not answer now.")
            self.say(Tone.STALE, headline, self.tr("{0} Below is what was last known.").format(text.no_data(self._live.age_s)))
        else:
            self.show_status(status)

    def show_status(self, status: PairStatus) -> None:
        """Show this status on the page that is open."""
        page = self.pages.currentIndex()
        if page == STATE:
            self.show_state(status)
        elif page == RETURN:
            self.show_return(status)
        else:
            self.verified.show((*comeback.verified_return(status), *divergence_checks(self._divergences, status.generation)))

    def show_return(self, status: PairStatus) -> None:
        """Show how far the return is; at its end, what was verified."""
        elapsed_s = self._clock() - self._began_s
        self._phases = comeback.steps_of_return(status, self._phases, elapsed_s)
        self.phases.show_phases(self._phases)
        failed = comeback.failed_server(status)
        name = failed.name if failed is not None else ""
        running = next((p for p in self._phases if p.state is PhaseState.RUNNING), None)
        if running is None and self._phases:
            self._finish(status, name, elapsed_s)
            return
        waits = running is not None and running.name == comeback.HEARD
        headline = self.tr("Waiting until {0} is heard.") if waits else self.tr("{0} becomes whole again.")
        so_far = self.tr("{0} so far. Applications go on; closing this window stops nothing.").format(text.seconds(elapsed_s))
        self.say(Tone.BUSY, headline.format(name), so_far)
        self.offer(back=self.tr("Close"))

    def _finish(self, status: PairStatus, name: str, elapsed_s: float) -> None:
        self._whole = True
        self.turn_to(RESULT)
        self.verified.show((*comeback.verified_return(status), *divergence_checks(self._divergences, status.generation)))
        took = self.tr("It took {0}. Every point below was looked at afterwards and holds.").format(text.seconds(elapsed_s))
        self.say(Tone.OK, self.tr("{0} stands by again.").format(name), took)
        self.offer(go=self.tr("Close"), ready=True)
        self.go.setFocus()
        self.ask(self._bridge.divergences(), self._kept, lambda _: None)
        self.ended.emit()

    def _kept(self, found: Divergences) -> None:
        self._divergences = found
        if self._live.status is not None and not self._live.stale:
            self.show_status(self._live.status)
