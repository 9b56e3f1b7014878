"""Writing `twinhelm.toml` for `pair init` and `pair join`, commented so that an administrator can go on from it."""

import json
from collections.abc import Sequence
from pathlib import Path

from twinhelm_node.config.load import parse_server_configuration
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.system.files import write_atomically


def write_server_configuration(path: Path, configuration: ServerConfiguration) -> None:
    """Write the file (0644: it holds no secret). Raises ConfigurationError if the result could not be read back."""
    text = render_server_configuration(configuration)
    parse_server_configuration(text, str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text.encode(), 0o644)


def render_server_configuration(configuration: ServerConfiguration) -> str:
    """Return the whole file as text."""
    public, ports, timing = configuration.public, configuration.ports, configuration.timing
    lines = [
        "# This server of a Twinhelm pair. What both servers share (sets, applications, users) is in pair.json.",
        "# After a change: systemctl restart twinhelm-control twinhelm-replicator",
        f"name = {_text(configuration.name)}",
        f"identity = {_text(configuration.identity.value)}  # never changes",
        f"peer_name = {_text(configuration.peer_name)}",
        f"state_directory = {_text(configuration.state_directory)}",
        f"runtime_directory = {_text(configuration.runtime_directory)}",
        "",
        "[public]",
        f"interface = {_text(public.interface)}",
        f"service_addresses = {_list(public.service_addresses)}  # carried by both servers, spoken by the active",
        f"gateway = {_text(public.gateway)}  # asked as the third opinion",
        f"gateway6 = {_text(public.gateway6)}",
        f"management_addresses = {_list(public.management_addresses)}  # own addresses that stay reachable while this server is silent",
    ]
    for link in configuration.heartbeat:
        lines += [
            "",
            "[[heartbeat]]",
            f"name = {_text(link.name)}",
            f"interface = {_text(link.interface)}",
            f"address = {_text(link.address)}",
            f"peer_address = {_text(link.peer_address)}",
        ]
    lines += ["", "[ports]", f"admin = {ports.admin}", f"peer = {ports.peer}", f"channel = {ports.channel}", f"join = {ports.join}"]
    lines += [
        "",
        "[timing]  # seconds; contact_s + voice_s must stay below dead_s - interval_s",
        f"interval_s = {timing.interval_s!r}",
        f"suspect_s = {timing.suspect_s!r}",
        f"dead_s = {timing.dead_s!r}",
        f"contact_s = {timing.contact_s!r}",
        f"voice_s = {timing.voice_s!r}",
        "",
    ]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A TOML basic string. JSON's escapes are a subset of TOML's as long as no surrogate pair is written (ensure_ascii off)."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(_text(value) for value in values) + "]"
