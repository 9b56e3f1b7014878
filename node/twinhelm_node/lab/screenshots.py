"""`./dev screenshots`: every picture of the console, those of a real pair included. `python -m twinhelm_node.lab.screenshots [--no-lab] …`.

A lab is brought up for them, with a database under load, and taken down afterwards. Where no lab is possible, that is said and the
simulated ones are rendered alone. Everything else on the command line is for `twinhelm_client.screenshots`.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from twinhelm_node.domain.errors import TwinhelmError
from twinhelm_node.domain.status import Mode
from twinhelm_node.lab.demo_load import ConfirmedLoad
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up
from twinhelm_node.system import spawn

NO_LAB = "--no-lab"


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, file=sys.stderr, flush=True)


def render(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """Run the part of the console that renders; returns its exit status."""
    running = spawn.spawn([sys.executable, "-m", "twinhelm_client.screenshots", *arguments], env={**os.environ, **(environment or {})})
    try:
        return running.wait()
    finally:
        running.kill()
        running.wait()


def render_with_lab(arguments: Sequence[str], directory: Path) -> int:
    """Render with a pair of our own; without it, and said so, where it cannot be brought up."""
    lab = Lab(directory)
    try:
        try:
            bring_up(lab, application="postgresql", mode=Mode.ASYNC, say=say)
        except TwinhelmError as error:
            say(f"No lab is possible here, so there will be no pictures of a real pair: {error}")
            status = render(arguments)
            say(f"Missing: the pictures of a real pair, because {error}")
            return status
        way = lab.console()
        assert way is not None
        real = ["--server", way.address, "--user", way.user, "--fingerprint", way.fingerprint]
        with ConfirmedLoad(lab) as load:
            load.wait_for_commits(1, 60.0)
            return render([*arguments, *real], {"TWINHELM_PASSWORD": way.password})
    finally:
        lab.down()


def main() -> int:
    """Read what is for us from the command line, and render."""
    arguments = [argument for argument in sys.argv[1:] if argument != NO_LAB]
    given = any(argument.partition("=")[0] in {"--server", "--help", "-h"} for argument in arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the lab is taken down on the way out
    try:
        if given or NO_LAB in sys.argv:
            return render(arguments)
        with tempfile.TemporaryDirectory(prefix="twinhelm-pictures-", dir="/var/tmp") as directory:
            return render_with_lab(arguments, Path(directory) / "lab")
    except TwinhelmError as error:
        say(f"The pictures cannot go on: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
