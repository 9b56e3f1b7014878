"""Installing the systemd units that ship, made to start this very installation with this very configuration."""

import shlex
import sys
from importlib.resources import files
from pathlib import Path

from twinhelm_node.config.load import DEFAULT_CONFIGURATION
from twinhelm_node.domain.errors import NotFound, TwinhelmError
from twinhelm_node.system.files import write_atomically
from twinhelm_node.system.process import run

UNIT_DIRECTORY = Path("/etc/systemd/system")
UNITS = ("twinhelm-packet-filter.service", "twinhelm-replicator.service", "twinhelm-control.service")
PROGRAM = "/usr/bin/env twinhelm"


def render_unit(name: str, config: Path) -> str:
    """Return a unit's text with the paths of this installation in place of the usual ones."""
    program = [sys.executable, "-m", "twinhelm_node.cli.main"]
    if config != DEFAULT_CONFIGURATION:
        program += ["--config", str(config)]
    text = files("twinhelm_resources.systemd").joinpath(name).read_text(encoding="utf-8")
    # A percent sign is a specifier to systemd (systemd.unit(5)).
    return text.replace(PROGRAM, shlex.join(program).replace("%", "%%")).replace(
        str(DEFAULT_CONFIGURATION.parent), str(config.parent).replace("%", "%%")
    )


def install_units(config: Path, directory: Path = UNIT_DIRECTORY) -> None:
    """Write the units and let systemd read them. Raises NotFound where systemd does not run, TwinhelmError when it refuses."""
    if not Path("/run/systemd/system").is_dir():
        raise NotFound("systemd does not run on this server; start Twinhelm with 'twinhelm node run' instead", "NO_SYSTEMD")
    try:
        for name in UNITS:
            write_atomically(directory / name, render_unit(name, config).encode(), 0o644)
    except OSError as error:
        raise TwinhelmError(f"the units cannot be written to {directory}: {error}; run the command as root", "NOT_PERMITTED") from error
    run(("systemctl", "daemon-reload"), timeout_s=60.0).require_success()
