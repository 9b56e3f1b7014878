"""The switchover, guided: the checks first, then each phase as it happens, then what was verified."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.operations import SwitchoverChecks
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.sentence import Tone
from twinhelm_client.models.checks_model import verdict_line
from twinhelm_client.theme.theme import Theme
from twinhelm_client.wizards.operation_guide import CHECKS, PHASES, RESULT, OperationGuide

__all__ = ["CHECKS", "PHASES", "RESULT", "SwitchoverWizard"]


class SwitchoverWizard(OperationGuide):
    """Loses nothing: refused while anything vetoes it, and it can go back until the role was given away."""

    def __init__(self, theme: Theme, bridge: PairBridge, parent: QWidget | None = None) -> None:
        super().__init__(theme, bridge, "", ("", "", ""), parent)
        self.entitle(self.tr("Switch over"))
        self.steps.rename((self.tr("Checks"), self.tr("Under way"), self.tr("Verified")))

    @Slot()
    def begin(self) -> None:
        """Ask for the checks."""
        self.turn_to(CHECKS)
        self.say(Tone.BUSY, self.tr("Looking at both servers…"), self.tr("Nothing is changed by this."))
        self.offer(back=self.tr("Cancel"), go=self.tr("Switch over"))
        self.ask(self._bridge.check_switchover(), self.show_checks, self._checks_failed)

    def show_checks(self, answer: SwitchoverChecks) -> None:
        """Show the checks and offer to go on unless one vetoes."""
        self.turn_to(CHECKS)
        self.checks.show(answer.checks)
        if answer.ready:
            stays = self.tr("{0} {1} stays as its passive. Applications stop for a moment; nothing that was written is lost.")
            headline = self.tr("{0} can take over from {1}.").format(answer.to_server, answer.from_server)
            self.say(Tone.OK, headline, stays.format(verdict_line(answer.checks), answer.from_server))
        else:
            one = sum(c.verdict is Verdict.VETO for c in answer.checks) == 1
            mend = self.tr("{0} Mend this, then check again.") if one else self.tr("{0} Mend these points, then check again.")
            self.say(Tone.BAD, self.tr("A switchover is not possible now."), mend.format(verdict_line(answer.checks)))
        self.reason.setEnabled(answer.ready)
        go = self.tr("Switch over to {0}").format(answer.to_server) if answer.to_server else self.tr("Switch over")
        self.offer(back=self.tr("Cancel"), again=self.tr("Check again"), go=go, ready=answer.ready)
        (self.go if answer.ready else self.again).setFocus()

    def start(self) -> None:
        """Ask for the switchover."""
        reason = self.reason.text().strip()
        self.reason.setEnabled(False)  # it was given
        self.say(Tone.BUSY, self.tr("Asking for the switchover…"), "")
        self.offer(back=self.tr("Close"), go=self.tr("Switch over"))
        self.ask(self._bridge.start_switchover(reason), self.watch_and_show, self._not_started)

    def _checks_failed(self, error: GatewayError) -> None:
        self.say(Tone.BAD, self.tr("The checks could not be made."), str(error))
        self.offer(back=self.tr("Cancel"), again=self.tr("Check again"), go=self.tr("Switch over"))

    def _not_started(self, error: GatewayError) -> None:
        self.say(Tone.BAD, self.tr("The switchover was not started."), str(error))
        self.offer(back=self.tr("Close"), again=self.tr("Check again"), go=self.tr("Switch over"))
