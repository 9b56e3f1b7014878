"""`./dev demo`: a database survives the loss of its server. `python -m twinhelm_node.lab.demo [--headless]`.

Headless, both modes run one after the other and one line of JSON for each is printed at the end; the exit status is 0 only if all of it
holds. With a screen the lab stays up under load and the console opens.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import ConfirmedLoad
from twinhelm_node.lab.demo_run import LOAD_S, Verdict, play_in_own_lab
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up
from twinhelm_node.system import spawn

LOGS = Path("build/demo")
CONSOLE_S = 5.0  # to close its window and its connections


def say(sentence: str) -> None:
    """Tell the person at the terminal; standard output is for the results."""
    print(sentence, file=sys.stderr, flush=True)


def headless(modes: list[Mode], load_s: float) -> int:
    """Run the modes, print the results. Returns the exit status."""
    verdicts: list[Verdict] = []
    for mode in modes:
        with tempfile.TemporaryDirectory(prefix="twinhelm-demo-", dir="/var/tmp") as directory:
            verdicts.append(play_in_own_lab(Path(directory) / "lab", mode, say, load_s, LOGS / mode.value))
    for verdict in verdicts:
        for complaint in verdict.complaints:
            say(f"not as it should be, mode {verdict.result.mode}: {complaint}")
    for verdict in verdicts:
        print(verdict.result.line(), flush=True)
    return 1 if any(verdict.complaints for verdict in verdicts) else 0


def on_screen(mode: Mode) -> int:
    """Start a lab under load and the console, and take everything down when the console is closed."""
    with tempfile.TemporaryDirectory(prefix="twinhelm-demo-", dir="/var/tmp") as directory:
        lab = Lab(Path(directory) / "lab")
        try:
            bring_up(lab, application="postgresql", mode=mode, console_port=0, say=say)
            way = lab.console()
            assert way is not None
            say("castor is active, pollux is passive, and the workstation commits rows. While you watch, in another terminal:")
            for command in ("crash castor", "start castor", "cut hb0", "heal hb0", "status"):
                say(f"  ./dev run twinhelm lab {command} --directory {lab.directory}")
            say("Everything ends when the console is closed.")
            arguments = [sys.executable, "-m", "twinhelm_client.main", "--server", way.address, "--user", way.user]
            arguments += ["--fingerprint", way.fingerprint]
            with ConfirmedLoad(lab):
                console = spawn.spawn(arguments, env={**os.environ, "TWINHELM_PASSWORD": way.password})
                try:
                    return console.wait()
                finally:
                    _end(console)
        finally:
            lab.down()


def _end(console: spawn.Process) -> None:
    """Let the console end with the lab, also after Ctrl+C, which it gets as well and may be about to follow."""
    if console.poll() is None:
        console.terminate()
        try:
            console.wait(CONSOLE_S)
        except spawn.Expired:
            console.kill()
            console.wait()


def main() -> int:
    """Read the command line and play."""
    parser = argparse.ArgumentParser(
        prog="./dev demo", description="A pair in the lab, a real application, its server lost: see it survive."
    )
    parser.add_argument("--headless", action="store_true", help="without a screen: crash, compare, print one line of JSON a mode")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], help="this mode only (default: both; with a screen async)")
    parser.add_argument("--load-seconds", type=float, default=LOAD_S, help="load before the crash (default: %(default)g)")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the lab is taken down on the way out
    try:
        if options.headless:
            return headless([Mode(options.mode)] if options.mode else list(Mode), options.load_seconds)
        return on_screen(Mode(options.mode or Mode.ASYNC))
    except TwinhelmError as error:
        say(f"The demo cannot go on: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
