"""`twinhelm-console` as a program of its own on a desktop, driven by its keyboard; what it shows is read from the titles of its windows."""

import sys
from pathlib import Path

from tests.system.desktop import Desktop
from twinhelm_node.lab.demo_load import DemoTimeout, wait_until
from twinhelm_node.lab.lab import Lab
from twinhelm_node.system import spawn

PATIENCE_S = 120.0


class ConsoleProgram:
    """Told where the pair is; `home` is all that it knows of its user."""

    def __init__(self, screen: Desktop, lab: Lab, home: Path) -> None:
        way = lab.console()
        assert way is not None
        self._screen = screen
        self._complaints = home / "complaints"
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"), str(home))
        given = {"QT_QPA_PLATFORM": "xcb", "TWINHELM_PASSWORD": way.password, "LC_ALL": "C.UTF-8", **homes}
        command = [str(Path(sys.executable).parent / "twinhelm-console"), "--server", way.address, "--user", way.user]
        command += ["--fingerprint", way.fingerprint, "--language", "en"]
        with self._complaints.open("wb") as output:
            environment = {**screen.environment, **given}
            self.process = spawn.spawn(command, env=environment, stdout=output.fileno(), stderr=output.fileno())

    def complaints(self) -> str:
        return self._complaints.read_text(errors="replace")

    def shows(self, *words: str, timeout_s: float = PATIENCE_S) -> None:
        """Wait until a window with these words in its title has the focus."""
        try:
            self._screen.wait_for_front(*words, while_true=lambda: self.process.poll() is None, timeout_s=timeout_s)
        except BaseException as error:
            error.add_note(f"the console ended with {self.process.poll()} and said: {self.complaints()}")
            raise

    def command(self, letters: str, *opens: str) -> None:
        """Run a command from the palette. While the figures are too old to act upon it is grey: then once more, as a person would."""

        def opened() -> bool:
            self._screen.press("ctrl+k")
            self.shows("Go anywhere")
            self._screen.type(letters)
            self._screen.press("Return")
            try:
                self.shows(*opens, timeout_s=5.0)
            except DemoTimeout:
                if "Go anywhere" in self._screen.front():
                    self._screen.press("Escape")
                    self.shows("lab – Twinhelm")
                    return False
                self.shows(*opens)
            return True

        wait_until(f"a window that {letters} opens", opened, PATIENCE_S)

    def checks_pass(self, headline: str) -> None:
        """Wait until the wizard says that it may go; on a busy machine a heartbeat may come late, and a person checks again."""

        def passed() -> bool:
            title = self._screen.front()
            if "not possible now" in title:
                self._screen.press("space")  # the button "Check again" has the focus
            return headline in title

        wait_until(headline, passed, PATIENCE_S)

    def quit(self) -> None:
        """Close it by keyboard; it must end well."""
        self._screen.press("ctrl+q")
        wait_until("the end of the console", lambda: self.process.poll() is not None, PATIENCE_S)
        assert self.process.returncode == 0
        assert "Traceback" not in self.complaints()
