"""Pictures of a real pair: Overview, Replication, and the wizard page by page while it switches over; with each theme and language once."""

import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.language import ENGLISH, Language
from twinhelm_client.console import Console
from twinhelm_client.domain.pair import Verdict
from twinhelm_client.domain.queue_head import QueueName
from twinhelm_client.pages.overview import OverviewPage
from twinhelm_client.pages.replication import ReplicationPage
from twinhelm_client.rpc.grpc_gateway import GrpcGateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import Tokens
from twinhelm_client.wizards.switchover import CHECKS, PHASES, RESULT, SwitchoverWizard

ANSWER_S, READY_S, RUN_S = 30.0, 120.0, 120.0
MOST_PICTURES = 16  # of one run
WIZARD_SIZE = (760, 620)
_PAGES = {CHECKS: "checks", PHASES: "under-way", RESULT: "verified"}
Wait = Callable[[Callable[[], bool], float], bool]  # lets the application live until something is reached, or for so many seconds


class TakesPictures(Protocol):
    """The camera of `screenshots.py`."""

    theme: Theme
    language: str
    sizes: tuple[tuple[int, int], ...]

    def take(self, widget: Any, name: str, *, settle: bool = True) -> None:
        """Render a widget as it is now."""
        ...


class RealPair:
    """A console in front of a real pair. For each theme and language the roles are exchanged once."""

    def __init__(
        self,
        camera: TakesPictures,
        thread: AsyncThread,
        gateway: GrpcGateway,
        user: str,
        language: Language,
        themes: Sequence[Tokens],
        wait: Wait,
    ) -> None:
        self._camera = camera
        self._themes = tuple(themes)
        self._wait = wait
        self._language = language
        self._console = Console(camera.theme, thread, gateway, user, None, language=language)

    def take_all(self, languages: Sequence[str]) -> bool:
        """Take every picture; False, with a sentence on standard error, when the pair did not answer or did not switch over."""
        console = self._console
        console.start()
        try:
            live = console.live
            if not self._wait(lambda: live.status is not None and bool(live.queues.points()) and bool(live.day), ANSWER_S):
                return _say(f"{live.sentence().text} {live.sentence().detail}")
            return all(self._take(code, tokens) for code in languages for tokens in self._themes)
        finally:
            self._language.speak(ENGLISH)  # while there is a window that follows it
            console.window.close()
            console.stop()

    def _take(self, code: str, tokens: Tokens) -> bool:
        self._language.speak(code)
        self._wait(lambda: False, 0.3)  # a window that is new is not dressed yet, and would keep the colours of the theme before
        self._camera.language = "" if code == ENGLISH else f"-{code}"
        self._camera.theme.use(tokens)
        if not self._wait(self._ready, READY_S):
            return _say("the pair is not ready for a switchover; its Overview says why")
        for page in ("Overview", "Replication"):
            self._page(page)
        return self._switch_over()

    def _ready(self) -> bool:
        status = self._console.live.status
        return status is not None and not self._console.live.stale and status.ready_for_switchover

    def _open(self, title: str) -> object:
        """Open a page and return it. The window may hold an older one of another language, which is deleted later."""
        window = self._console.window
        window.go_to(title)
        return window.page_widget(next(number for number, entry in enumerate(window.entries) if entry.title == title))

    def _page(self, title: str) -> None:
        page = self._open(title)
        if isinstance(page, ReplicationPage):
            heads = page.model.heads
            # They are asked for once somebody looks; both queues may be empty, and then say so.
            self._wait(lambda: all(heads[queue].rows for queue in QueueName), 3.0)
        for width, height in self._camera.sizes:
            self._console.window.resize(width, height)
            self._camera.take(self._console.window, f"lab/{title.lower()}")

    def _switch_over(self) -> bool:
        overview = self._open("Overview")
        assert isinstance(overview, OverviewPage)
        overview.open_switchover()
        wizard = next(one for one in overview.findChildren(SwitchoverWizard) if one.isVisible())
        wizard.resize(*WIZARD_SIZE)
        album = Album(self._camera, wizard)
        if not self._wait(album.looks_until(lambda: _may_go(wizard)), READY_S):
            return _say(f"{wizard.headline.text()} {wizard.explanation.text()}")
        wizard.go.click()
        done = self._wait(album.looks_until(lambda: _whole(wizard)), RUN_S)
        if not done:
            _say(f"{wizard.headline.text()} {wizard.explanation.text()}")
        wizard.done(0)
        return done


class Album:
    """The pictures of one run: one for each headline, in the order in which they came."""

    def __init__(self, camera: TakesPictures, wizard: SwitchoverWizard) -> None:
        self._camera = camera
        self._wizard = wizard
        self._before: tuple[int, str] | None = None
        self._taken: list[tuple[int, str]] = []

    def looks_until(self, reached: Callable[[], bool]) -> Callable[[], bool]:
        """Return a question that takes a picture of what is new each time before it answers."""

        def look() -> bool:
            self._look()
            return reached() and (self._before in self._taken or len(self._taken) >= MOST_PICTURES)

        return look

    def _look(self) -> None:
        """Take what stood still since the look before: so it is laid out, and painted as it is."""
        now = self._wizard.pages.currentIndex(), self._wizard.headline.text()
        if now == self._before and now not in self._taken and len(self._taken) < MOST_PICTURES:
            self._taken.append(now)
            self._camera.take(self._wizard, f"lab/switchover-{len(self._taken):02}-{_PAGES[now[0]]}", settle=False)
        self._before = now


def _may_go(wizard: SwitchoverWizard) -> bool:
    if not wizard.go.isEnabled() and wizard.again.isVisible():  # something came late
        wizard.again.click()
    return wizard.go.isEnabled()


def _whole(wizard: SwitchoverWizard) -> bool:
    rows = wizard.verified.rows
    return bool(rows) and all(check.verdict in (Verdict.OK, Verdict.HINT) for check in rows)


def _say(sentence: str) -> bool:
    sys.stderr.write(f"pictures of the real pair: {sentence.strip()}\n")
    return False
