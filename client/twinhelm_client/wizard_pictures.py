"""Every page and state of the wizards and of the access to a server, for `screenshots.py`: simulated, at a standstill."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from twinhelm_client.bridge.access import Access
from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.pair_bridge import PairBridge
from twinhelm_client.dialogs.accesses import AccessesDialog
from twinhelm_client.dialogs.other_port import OtherPortDialog
from twinhelm_client.dialogs.viewers import ViewersDialog
from twinhelm_client.domain.access import AccessKind, AccessTarget, OpenAccess, Started, ViewerEnd
from twinhelm_client.domain.connection import Connection, Endpoint, Link, Session
from twinhelm_client.domain.errors import GatewayError
from twinhelm_client.domain.loss import failover_outlook
from twinhelm_client.domain.pair import PairStatus
from twinhelm_client.domain.protecting import ProtectionPlan
from twinhelm_client.domain.protection import Divergence, Divergences, JoinToken, ProtectedSet
from twinhelm_client.models.live_pair import LivePair
from twinhelm_client.rpc import scenes
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.demo_protection import FINGERPRINT, POSTGRESQL, check_folder
from twinhelm_client.theme.theme import Theme
from twinhelm_client.wizards.bring_back import BringBackWizard
from twinhelm_client.wizards.connect_pair import ConnectWizard
from twinhelm_client.wizards.create_pair import CreatePairWizard
from twinhelm_client.wizards.failover import FailoverWizard
from twinhelm_client.wizards.guide import Guide
from twinhelm_client.wizards.protect import CHECKS, COPY, ProtectWizard

ENDPOINT = "10.20.0.10:7410"
KEPT = Divergence("castor", "data", 7, 31, ("base/16384/2619", "pg_wal/00A3"), 5, "/var/lib/twinhelm/sets/data/divergence-7")


class TakesPictures(Protocol):
    """The camera of `screenshots.py`."""

    theme: Theme

    def take(self, widget: Any, name: str) -> None:
        """Render a widget as it is now."""
        ...


class Studio:
    """A simulated pair that stands still, and a clock that moves when told."""

    def __init__(self, camera: TakesPictures, thread: AsyncThread, noon_s: float) -> None:
        self.camera = camera
        self.thread = thread
        self.noon_s = noon_s
        self.now_s = 1000.0

    def bridge(self) -> PairBridge:
        """Return a bridge that follows nothing: the pictures say what has arrived."""
        return PairBridge(DemoGateway(DemoPair(self.noon_s), role="admin"), self.thread)

    def live(self, status: PairStatus | None) -> LivePair:
        """Return a live pair that has this status."""
        live = LivePair(ENDPOINT, lambda: self.now_s)
        live.on_session(Session("anna", "admin", "erp-zurich"))
        live.on_connection(Connection(Link.CONNECTED, ENDPOINT))
        if status is not None:
            live.on_status(status)
        return live

    def take(self, name: str, wizard: Guide) -> None:
        """Take a wizard at the size at which it opens, then end it."""
        wizard.show()
        wizard.resize(max(760, wizard.minimumWidth()), max(620, wizard.minimumHeight()))
        self.camera.take(wizard, name)
        wizard.done(0)
        wizard.deleteLater()


def guide_pictures(camera: TakesPictures, thread: AsyncThread, noon_s: float) -> None:
    """Take everything."""
    studio = Studio(camera, thread, noon_s)
    _failover(studio)
    _bring_back(studio)
    _protect(studio)
    _connect(studio)
    _create(studio)
    _access(studio)


def _all(*deeds: Callable[[Any], object]) -> Callable[[Any], object]:
    """Do one after the other."""

    def play(subject: Any) -> None:
        for deed in deeds:
            deed(subject)

    return play


def _failover(studio: Studio) -> None:
    pair = DemoPair(studio.noon_s)
    healthy, behind = scenes.healthy(pair), scenes.behind(pair)
    operation = pair.start_failover("pollux", "smoke in the rack", "1")
    pair.advance(1.4)
    running = pair.operation(operation.id)
    pair.advance(8.0)
    done, waiting = pair.operation(operation.id), pair.status()
    pair.advance(16.0)
    whole = pair.status()

    def typed(wizard: FailoverWizard) -> None:
        wizard.begin()
        wizard.typed.setText("castor")

    def ended(status: PairStatus) -> Callable[[FailoverWizard], object]:
        def play(wizard: FailoverWizard) -> None:
            wizard._divergences = Divergences((KEPT,))  # noqa: SLF001  what the pair would have answered
            wizard.show_operation(done)
            wizard.forget_answer()
            wizard.show_verified(wizard.evidence(done, status))

        return play

    shots: tuple[tuple[str, PairStatus, Callable[[FailoverWizard], object]], ...] = (
        ("failover-1-loss", behind, lambda w: w.begin()),
        ("failover-1-typed", healthy, typed),
        (
            "failover-1-unreachable",
            healthy,
            _all(lambda w: w.begin(), lambda w: w.show_outlook(failover_outlook(healthy, 12.4, stale=True))),
        ),
        ("failover-2-running", healthy, lambda w: w.show_operation(running)),
        ("failover-3-following", waiting, ended(waiting)),
        ("failover-3-verified", whole, ended(whole)),
    )
    for name, status, play in shots:
        wizard = FailoverWizard(studio.camera.theme, studio.bridge(), studio.live(status))
        play(wizard)
        studio.take(name, wizard)


def _bring_back(studio: Studio) -> None:
    pair = DemoPair(studio.noon_s)
    pair.advance(1.0)
    pair.changes.lose("pollux", pair.now_s, pair.now_s + 60.0)
    pair.advance(41.0)
    away = pair.status()
    pair.advance(23.0)
    checking = pair.status()
    pair.advance(20.0)
    whole = pair.status()
    kept = Divergences((replace(KEPT, server="pollux", generation=6),))

    def watched(*statuses: PairStatus) -> Callable[[BringBackWizard], object]:
        def play(wizard: BringBackWizard) -> None:
            wizard._kept(kept)  # noqa: SLF001  what the pair would have answered
            wizard.watch()
            for status in statuses:
                studio.now_s += 21.0
                wizard.show_return(status)

        return play

    shots: tuple[tuple[str, PairStatus, Callable[[BringBackWizard], object]], ...] = (
        ("bring-back-1-away", away, _all(lambda w: w.begin(), lambda w: w.forget_answer(), lambda w: w._kept(kept))),  # noqa: SLF001  as above
        ("bring-back-1-whole", whole, lambda w: w.begin()),
        ("bring-back-2-waiting", away, watched(away)),
        ("bring-back-2-checking", checking, watched(away, checking, checking)),
        ("bring-back-3-verified", whole, watched(away, checking, checking, whole)),
    )
    for name, status, play in shots:
        wizard = BringBackWizard(studio.camera.theme, studio.bridge(), studio.live(status), clock=lambda: studio.now_s)
        play(wizard)
        wizard.forget_answer()
        studio.take(name, wizard)


def _protect(studio: Studio) -> None:
    documents = ProtectedSet("documents", "/srv/documents", exclude=("*.tmp", "cache/*"))
    good = check_folder(documents, (), "castor", "pollux")
    open_files = check_folder(replace(documents, name="mail", path="/srv/mail"), (), "castor", "pollux")
    pair = DemoPair(studio.noon_s)
    pair.changes.add_set(documents, pair.now_s)
    pair.advance(3.4)
    copying = pair.status()
    pair.advance(9.0)
    whole = pair.status()

    def filled(wizard: ProtectWizard) -> None:
        wizard.begin()
        wizard.show_definitions((POSTGRESQL,))
        wizard.path.setText("/srv/documents")
        wizard.exclude.setText("*.tmp, cache/*")

    def application(wizard: ProtectWizard) -> None:
        wizard.begin()
        wizard.show_definitions((POSTGRESQL,))
        wizard.choose_application()
        wizard.path.setText("/var/lib/postgresql/16/main")
        wizard.planned()

    def under_way(wizard: ProtectWizard, *statuses: PairStatus) -> None:
        wizard._plan, wizard._set_added = ProtectionPlan(documents), True  # noqa: SLF001  the folder was accepted
        wizard._began_s = studio.now_s  # noqa: SLF001  as above
        wizard.turn_to(COPY)
        for status in statuses:
            studio.now_s += 3.4
            wizard._on_status(status)  # noqa: SLF001  a status arrives

    def checked(path: str, answer: Any) -> Callable[[ProtectWizard], object]:
        def play(wizard: ProtectWizard) -> None:
            wizard._plan = ProtectionPlan(replace(documents, path=path))  # noqa: SLF001  as above
            wizard.turn_to(CHECKS)
            wizard.show_checks(answer)

        return play

    shots: tuple[tuple[str, Callable[[ProtectWizard], object]], ...] = (
        ("protect-1-folder", filled),
        ("protect-1-application", application),
        ("protect-2-checks", checked("/srv/documents", good)),
        ("protect-2-vetoed", checked("/srv/mail", open_files)),
        ("protect-3-copy", lambda w: under_way(w, copying)),
        ("protect-4-verified", lambda w: under_way(w, copying, whole)),
    )
    for name, play in shots:
        wizard = ProtectWizard(studio.camera.theme, studio.bridge(), clock=lambda: studio.now_s)
        play(wizard)
        wizard.forget_answer()
        studio.take(name, wizard)


def _connect(studio: Studio) -> None:
    pair = DemoPair(studio.noon_s)

    def compare(wizard: ConnectWizard, typed: str) -> None:
        wizard._endpoint = Endpoint("10.20.0.10", 7410)  # noqa: SLF001  what the address page gave
        wizard.show_fingerprint(FINGERPRINT)
        wizard.typed.setText(typed)

    def signing(wizard: ConnectWizard) -> None:
        compare(wizard, FINGERPRINT)
        wizard.trust()
        wizard.user.setText("anna")
        wizard.password.setText("not shown")
        wizard._keyring_known(usable=False)  # noqa: SLF001  the answer of a system without a keyring

    def verified(wizard: ConnectWizard) -> None:
        signing(wizard)
        wizard.show_verified((Session("anna", "operator", "erp-zurich"), pair.status()))

    shots: tuple[tuple[str, Callable[[ConnectWizard], object]], ...] = (
        ("connect-1-address", lambda w: w.begin()),
        ("connect-2-fingerprint", lambda w: compare(w, "")),
        ("connect-2-differs", lambda w: compare(w, "0" * 64)),
        ("connect-3-sign-in", signing),
        ("connect-4-verified", verified),
    )
    for name, play in shots:
        wizard = ConnectWizard(studio.camera.theme, studio.thread, lambda *_: DemoGateway(pair, trusted=False))
        play(wizard)
        wizard.forget_answer()
        studio.take(name, wizard)


def _create(studio: Studio) -> None:
    pair = DemoPair(studio.noon_s)
    pair.changes.lose("pollux", pair.now_s, pair.now_s + 60.0)
    pair.advance(20.0)
    waiting = pair.status()
    pair.advance(44.0)
    copying = pair.status()
    pair.advance(30.0)
    whole = pair.status()

    def facts(wizard: CreatePairWizard) -> None:
        wizard.begin()
        for field in (*wizard.facts.values(), *(field for link in wizard.links for field in link)):
            field.setText(field.placeholderText())

    def wrong(wizard: CreatePairWizard) -> None:
        facts(wizard)
        wizard.facts["gateway"].setText("10.30.0.1")
        wizard.links[1][2].setText("10.99.0.77/24")
        wizard.check()

    def joining(wizard: CreatePairWizard, *statuses: PairStatus) -> None:
        facts(wizard)
        wizard.show_secondary(JoinToken("twinhelm-join-" + "k7Qz2mVt" * 12, 0.0, ("10.99.0.1:7413",)))
        for status in statuses:
            studio.now_s += 31.0
            wizard.show_status(status)

    shots: tuple[tuple[str, Callable[[CreatePairWizard], object]], ...] = (
        ("create-1-facts", facts),
        ("create-2-checks", _all(facts, lambda w: w.check())),
        ("create-2-wrong", wrong),
        ("create-3-primary", _all(facts, lambda w: w.show_primary())),
        ("create-4-waiting", lambda w: joining(w, waiting)),
        ("create-4-copying", lambda w: joining(w, waiting, copying, copying)),
        ("create-5-verified", lambda w: joining(w, waiting, copying, copying, whole)),
    )
    for name, play in shots:
        wizard = CreatePairWizard(studio.camera.theme, studio.thread, lambda *_: DemoGateway(pair), clock=lambda: studio.now_s)
        play(wizard)
        wizard.forget_answer()
        studio.take(name, wizard)


def _access(studio: Studio) -> None:
    ssh, rdp = AccessTarget("pollux", AccessKind.SSH, 22), AccessTarget("pollux", AccessKind.RDP, 3389)
    odd = AccessTarget("pollux", AccessKind.TCP, 8443)
    now_s = studio.now_s
    opened = (
        OpenAccess(1, rdp, 41873, now_s - 754.0, "hb0", 1, 1_840_000, 214_000_000),
        OpenAccess(2, ssh, 38211, now_s - 41.0, "hb0", 2, 18_400, 96_300),
    )
    ended = ViewerEnd("ssh", 255, "root@127.0.0.1: Permission denied (publickey).", connected=True)
    refusal = "port 8443 is not on the list of this pair, which has 22, 3389, 5900; an admin adds it: twinhelm relay allow"
    shots: tuple[tuple[str, Callable[[AccessesDialog], object]], ...] = (
        ("access-none", lambda d: d.show_accesses(())),
        ("access-open", _all(lambda d: d.show_accesses(opened), lambda d: d.show_opened(opened[0], Started("FreeRDP")))),
        ("access-no-viewer", _all(lambda d: d.show_accesses(opened[1:]), lambda d: d.show_opened(opened[1], Started()))),
        ("access-viewer-missing", _all(lambda d: d.show_accesses(opened), lambda d: d.show_opened(opened[0], Started(missing="xfreerdp")))),
        ("access-viewer-ended", _all(lambda d: d.show_accesses(opened), lambda d: d.show_ended(opened[1], ended))),
        ("access-refused", _all(lambda d: d.show_accesses(opened), lambda d: d.show_refused(odd, GatewayError(refusal, "NOT_ALLOWED")))),
    )
    for name, play in shots:
        dialog = AccessesDialog(studio.camera.theme, Access(studio.bridge()), clock=lambda: now_s)
        play(dialog)
        dialog.show()
        dialog.resize(820, 400)
        studio.camera.take(dialog, f"dialog-{name}")
        dialog.close()
        dialog.deleteLater()
    small = {
        "dialog-access-port": OtherPortDialog(studio.camera.theme, "pollux"),
        "dialog-access-viewers": ViewersDialog(studio.camera.theme, Access(studio.bridge())),
    }
    for name, window in small.items():
        window.show()
        window.adjustSize()
        studio.camera.take(window, name)
        window.close()
        window.deleteLater()
