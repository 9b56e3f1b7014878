"""A desktop without a monitor: an X server, a window manager, and a keyboard. What is seen is what the window manager is told."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.system.far_ends import screen
from twinhelm_node.lab.demo_load import wait_until
from twinhelm_node.system import process, spawn


class Desktop:
    """Types into whatever window has the focus, and reads the titles of windows."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display}

    def is_managed(self) -> bool:
        """Return whether a window manager answers for the screen."""
        return self._xdotool("get_num_desktops").returncode == 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other: "ctrl+k", "Tab", "Return"."""
        self._xdotool("key", *keys).require_success()

    def type(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "10", text).require_success()

    def front(self) -> str:
        """Return the title of the window that gets the keys."""
        return self._xdotool("getactivewindow", "getwindowname").stdout.strip()

    def kill_front(self) -> None:
        """End the program whose window has the focus, as its X server can: its connection is gone."""
        self._xdotool("getactivewindow", "windowkill").require_success()

    def titles(self) -> list[str]:
        """Return the titles of all windows that are on the screen."""
        found = self._xdotool("search", "--onlyvisible", "--name", ".").stdout.split()
        return [self._xdotool("getwindowname", number).stdout.strip() for number in found]

    def wait_for_front(self, *wanted: str, while_true: Callable[[], bool] = lambda: True, timeout_s: float = 120.0) -> None:
        """Wait until a window whose title holds all these words has the focus; otherwise say what was there instead."""
        seen: list[str] = []

        def there() -> bool:
            title = self.front()
            if title not in seen[-1:]:
                seen.append(title)
            return all(word in title for word in wanted) or not while_true()

        try:
            wait_until(f"a window with {wanted}", there, timeout_s)
            assert all(word in seen[-1] for word in wanted)
        except BaseException as error:
            error.add_note(f"the windows in front were {seen}")
            raise

    def _xdotool(self, *arguments: str) -> process.Completed:
        return process.run(["xdotool", *arguments], timeout_s=30.0, env=self.environment)


@contextmanager
def desktop() -> Iterator[Desktop]:
    """An X server with a window manager that is ready."""
    with screen(1280, 800) as display:
        made = Desktop(display)
        manager = spawn.spawn(["openbox", "--sm-disable"], env=made.environment, stdout=spawn.NOTHING, stderr=spawn.NOTHING)
        try:
            wait_until("the window manager", made.is_managed, 30.0)
            yield made
        finally:
            manager.terminate()
            manager.wait(10.0)
