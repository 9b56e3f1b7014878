"""Pictures of the console, rendered offscreen: every page, wizard and dialog in each state, light and dark, in two sizes and languages."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.garbage import GuiGarbage
from twinhelm_client.bridge.language import ENGLISH, LANGUAGES, Language
from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.dialogs.command_palette import CommandPalette
from twinhelm_client.dialogs.confirm import DestructiveConfirmation
from twinhelm_client.dialogs.fingerprint import FingerprintDialog
from twinhelm_client.dialogs.shortcuts import ShortcutsDialog
from twinhelm_client.dialogs.sign_in import SignInDialog
from twinhelm_client.domain.connection import Connection, Link, Session, parse_endpoint, parse_fingerprint
from twinhelm_client.domain.errors import SignInRefused
from twinhelm_client.domain.history import DAY_S, WINDOW_S
from twinhelm_client.domain.language import translate
from twinhelm_client.domain.operations import Operation, OperationState, PhaseState
from twinhelm_client.domain.pair import Check, PairStatus, QueueSample, Verdict
from twinhelm_client.domain.phrasebook import said
from twinhelm_client.domain.verification import verified
from twinhelm_client.frame_commands import commands, shortcut_lines
from twinhelm_client.models.fleet import Fleet
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.page_pictures import page_pictures
from twinhelm_client.pages.catalog import PAGES
from twinhelm_client.pages.page import PageParts
from twinhelm_client.real_pictures import RealPair
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import DARK, LIGHT, Tokens
from twinhelm_client.window import MainWindow
from twinhelm_client.wizard_pictures import guide_pictures
from twinhelm_client.wizards.switchover import SwitchoverWizard

Size = tuple[int, int]
SIZES: tuple[Size, ...] = ((1280, 800), (1920, 1080))
THEMES: tuple[Tokens, ...] = (LIGHT, DARK)
NOON = 1_795_341_600.0  # a fixed moment, so that pictures of two versions can be compared
ENDPOINT = "10.20.0.10:7410"


class Camera:
    """Writes PNG files of widgets."""

    def __init__(self, theme: Theme, output: Path, sizes: Sequence[Size] = SIZES) -> None:
        self.theme = theme
        self.sizes = tuple(sizes)  # of the window; wizards and dialogs have their own
        self.language = ""  # "-de" in the names of the pictures in another language
        self._output = output
        self.written = 0

    def take(self, widget: QWidget, name: str, *, settle: bool = True) -> None:
        """Render a widget as it is now; `settle` lets it lay itself out first, and whatever has arrived arrive."""
        application = QApplication.instance()
        assert application is not None
        for _ in range(3 if settle else 0):
            application.processEvents()
        path = self._output / f"{name}-{self.theme.tokens.name}{self.language}-{widget.width()}x{widget.height()}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not widget.grab().save(str(path)):
            raise OSError(f"{path} cannot be written; choose another folder with --output.")
        self.written += 1


class Stage:
    """A window on a simulated pair at a standstill: time moves only when a scene says so."""

    def __init__(self, camera: Camera, bridge: PairBridge | None, fleet: Fleet | None = None) -> None:
        self.camera = camera
        self.now_s = 1000.0
        self.pair = DemoPair(NOON)
        self.live = LivePair(ENDPOINT, lambda: self.now_s)
        self.window = MainWindow(PageParts(camera.theme, self.live, bridge, fleet=fleet), PAGES, "anna", ticks=False)
        self.window.show()

    def play(self, status: PairStatus, samples: Sequence[QueueSample] | None = None, role: str = "operator") -> None:
        """Let everything arrive that a connected console has."""
        self.live.on_session(Session("anna", role, status.pair_name))
        self.live.on_connection(Connection(Link.CONNECTED, ENDPOINT))
        self.live.on_events(self.pair.events())
        self.live.on_status(status)
        self.live.on_queue_history(tuple(samples) if samples is not None else self.pair.history(WINDOW_S))
        self.live.on_day_history(self.pair.history(DAY_S))
        self.now_s += 0.3
        self.live.tick()

    def lose(self, seconds: float) -> None:
        """Break the connection and let this much time pass."""
        self.live.on_connection(Connection(Link.LOST, ENDPOINT, translate("Gateway", "The connection to the server was lost.")))
        self.now_s += seconds
        self.live.tick()

    def take(self, name: str) -> None:
        """Take the window in every size."""
        for width, height in self.camera.sizes:
            self.window.resize(width, height)
            self.camera.take(self.window, name)

    def take_dialog(self, name: str, dialog: QDialog) -> None:
        """Take a dialog at the size at which it opens, and end it."""
        dialog.show()
        dialog.adjustSize()
        self.camera.take(dialog, name)
        dialog.reject()
        dialog.deleteLater()

    def close(self) -> None:
        """End the scene."""
        self.window.close()
        self.window.deleteLater()


def overview_pictures(camera: Camera, bridge: PairBridge) -> None:
    """Take every state of the Overview."""
    plays: dict[str, Callable[[Stage], None]] = {
        "overview-healthy": lambda s: s.play(scenes.healthy(s.pair)),
        "overview-behind": lambda s: s.play(scenes.behind(s.pair), scenes.growing(s.pair.history(WINDOW_S), 41.7)),
        "overview-failover": lambda s: s.play(scenes.failover(s.pair)),
        "overview-alone": lambda s: s.play(scenes.alone(s.pair), scenes.growing(s.pair.history(WINDOW_S), 93.0)),
        "overview-lost": _lost,
        "overview-viewer": lambda s: s.play(scenes.healthy(s.pair), role="viewer"),
        "overview-first": lambda s: s.live.tick(),
        "overview-refused": _refused,
    }
    for name, play in plays.items():
        stage = Stage(camera, bridge)
        stage.window.go_to("Overview")
        play(stage)
        stage.take(name)
        stage.close()


def _lost(stage: Stage) -> None:
    stage.play(scenes.healthy(stage.pair))
    stage.lose(12.0)


def _refused(stage: Stage) -> None:
    refusal = SignInRefused("the name or the password is wrong; check both", "WRONG_PASSWORD")
    stage.live.on_connection(Connection(Link.SIGN_IN_REFUSED, ENDPOINT, str(refusal)))
    stage.window.on_person_needed(refusal)
    for dialog in stage.window.findChildren(SignInDialog):
        dialog.reject()


def frame_pictures(camera: Camera) -> None:
    """Take what the frame opens: the command palette, the shortcuts, the question before something destructive."""
    stage = Stage(camera, None)
    stage.play(scenes.healthy(stage.pair))
    dialogs: dict[str, QWidget] = {
        "frame-palette": CommandPalette(camera.theme, commands(stage.window)),
        "frame-shortcuts": ShortcutsDialog(camera.theme, shortcut_lines(stage.window)),
        "frame-confirm": DestructiveConfirmation(
            camera.theme,
            translate("Pictures", "Force a failover to {0}").format("pollux"),
            [translate("Pictures", "What waits in the unsafe queue of {0} is lost.").format("castor")],
            "pollux",
            translate("Pictures", "Force it"),
        ),
    }
    for name, dialog in dialogs.items():
        dialog.show()
        camera.take(dialog, name)
        dialog.close()
        dialog.deleteLater()
    stage.close()


def first_pictures(camera: Camera) -> None:
    """Take the window of a console that knows no pair."""
    live = LivePair("")
    live.on_connection(Connection(Link.NO_PAIR, ""))
    window = MainWindow(PageParts(camera.theme, live, None), PAGES, "", ticks=False)
    window.go_to("Fleet")
    window.show()
    for width, height in camera.sizes:
        window.resize(width, height)
        camera.take(window, "fleet-no-pair")
    window.close()
    window.deleteLater()


def wizard_pictures(camera: Camera, thread: AsyncThread) -> None:
    """Take every page of the switchover wizard, and the dialogs."""
    pair = DemoPair(NOON)
    bridge = PairBridge(DemoGateway(pair), thread)
    checks = pair.checks()
    vetoed = replace(
        checks, ready=False, checks=(Check("channel", Verdict.VETO, "the channel is not connected; look at link hb0"), *checks.checks[:3])
    )
    operation = pair.start_switchover("patches", "1")
    pair.advance(1.3)
    running = pair.operation(operation.id)
    pair.advance(0.4)
    moving = pair.operation(operation.id)
    pair.advance(5.0)
    done = pair.operation(operation.id)
    failed_phases = tuple(
        replace(p, state=PhaseState.FAILED, detail="a file in /srv/data is still open")
        if i == 3
        else replace(p, state=PhaseState.WAITING, detail="")
        if i > 3
        else p
        for i, p in enumerate(done.phases)
    )
    error = "capture could not be unmounted: a file in /srv/data is still open by process 4711 (psql); close it and try again."
    failed = replace(done, state=OperationState.FAILED, phases=failed_phases, error=error)
    evidence = verified(done, pair.status())
    shots: dict[str, Callable[[SwitchoverWizard], object]] = {
        "wizard-1-checks": lambda w: w.show_checks(checks),
        "wizard-1-vetoed": lambda w: w.show_checks(vetoed),
        "wizard-2-running": lambda w: w.show_operation(running),
        "wizard-2-reconnecting": lambda w: (
            w.show_operation(moving),
            w.show_away(translate("Gateway", "The connection to the server was lost.")),
        ),
        "wizard-2-failed": lambda w: w.show_operation(failed),
        "wizard-3-verified": lambda w: _finished(w, done, evidence),
    }
    for name, play in shots.items():
        wizard = SwitchoverWizard(camera.theme, bridge)
        play(wizard)
        wizard.show()
        wizard.resize(760, 620)
        camera.take(wizard, name)
        wizard.done(0)
        wizard.deleteLater()
    _dialogs(camera)


def _finished(wizard: SwitchoverWizard, done: Operation, evidence: tuple[Check, ...]) -> None:
    wizard.show_operation(done)
    wizard.show_verified(evidence)


def _dialogs(camera: Camera) -> None:
    one, other = "3f9a" * 16, "b07c" * 16
    dialogs: dict[str, QWidget] = {
        "dialog-sign-in": SignInDialog(camera.theme, ENDPOINT, "anna", said("Name or password are not right; type them again.")),
        "dialog-sign-in-token": SignInDialog(camera.theme, ENDPOINT, "", by_token=True),
        "dialog-fingerprint-first": FingerprintDialog(camera.theme, ENDPOINT, one),
        "dialog-fingerprint-changed": FingerprintDialog(camera.theme, ENDPOINT, one, other),
    }
    for name, dialog in dialogs.items():
        dialog.show()
        dialog.adjustSize()
        camera.take(dialog, name)
        dialog.close()
        dialog.deleteLater()


def real_pictures(camera: Camera, thread: AsyncThread, options: argparse.Namespace, language: Language) -> bool:
    """Take a real pair and a switchover of it; False when that did not work out."""
    gateway = GrpcGateway(options.server, options.user, os.environ.get("TWINHELM_PASSWORD", ""), options.fingerprint or "")
    pair = RealPair(camera, thread, gateway, options.user, language, _themes(options), _wait)
    return pair.take_all(_languages(options))


def _themes(options: argparse.Namespace) -> list[Tokens]:
    return [tokens for tokens in THEMES if tokens.name in (options.theme or (tokens.name,))]


def _languages(options: argparse.Namespace) -> list[str]:
    return [code for code, _ in LANGUAGES if code in (options.language or (code,))]


def _wait(reached: Callable[[], bool], seconds: float) -> bool:
    deadline = QDeadlineTimer(int(seconds * 1000))
    application = QApplication.instance()
    assert application is not None
    while not reached() and not deadline.hasExpired():
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)
    return reached()


def _size(value: str) -> Size:
    width, height = value.split("x")
    return int(width), int(height)


def main(arguments: Sequence[str] | None = None) -> int:
    """Render everything; with --server also from a real pair."""
    parser = argparse.ArgumentParser(prog="python -m twinhelm_client.screenshots", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--server", type=parse_endpoint, help="also this real pair, switched over (password in TWINHELM_PASSWORD)")
    parser.add_argument("--real-only", action="store_true", help="only the real pair, nothing simulated")
    parser.add_argument("--user", default="admin")
    parser.add_argument("--fingerprint", type=parse_fingerprint)
    parser.add_argument("--language", choices=[code for code, _ in LANGUAGES], action="append", help="one language; may be repeated")
    parser.add_argument("--theme", choices=[tokens.name for tokens in THEMES], action="append", help="one theme; may be repeated")
    parser.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT", action="append", help="one size of the window; may be repeated")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["twinhelm-screenshots"])
    assert isinstance(application, QApplication)
    thread = AsyncThread()
    garbage = GuiGarbage()
    theme = Theme(application, LIGHT)
    camera = Camera(theme, options.output, options.size or SIZES)
    answered = True
    language = Language(application)
    try:
        for code, tokens in product(_languages(options) if not options.real_only else (), _themes(options)):
            language.speak(code)
            camera.language = "" if code == ENGLISH else f"-{code}"
            theme.use(tokens)
            frame_pictures(camera)
            first_pictures(camera)
            bridge = PairBridge(DemoGateway(DemoPair(NOON)), thread)
            overview_pictures(camera, bridge)
            wizard_pictures(camera, thread)
            guide_pictures(camera, thread, NOON)
            page_pictures(lambda fleet: Stage(camera, None, fleet), thread)
        if options.server is not None:
            answered = real_pictures(camera, thread, options, language)
    finally:
        language.speak(ENGLISH)
        thread.close()
        garbage.stop()
    print(f"{camera.written} pictures in {options.output}")
    return 0 if answered else 1


if __name__ == "__main__":
    sys.exit(main())
