"""The systemd units that ship: they start this installation, and systemd itself finds nothing wrong with them."""

import configparser
import os
import shutil
import sys
from pathlib import Path

import pytest

from twinhelm_node.cli.units import UNITS, install_units, render_unit
from twinhelm_node.config.server import HeartbeatLink, Public, ServerConfiguration
from twinhelm_node.config.write import write_server_configuration
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.roles import Identity
from twinhelm_node.system.process import run


def parsed(text):
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    parser.read_string(text)
    return parser


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_this_installation_with_its_configuration(name):
    text = render_unit(name, Path("/opt/100%/twinhelm.toml"))
    start = parsed(text)["Service"]["ExecStart"]
    assert start.startswith(f"{sys.executable} -m twinhelm_node.cli.main --config /opt/100%%/twinhelm.toml node ")
    assert "/etc/twinhelm" not in text
    assert "--config" not in render_unit(name, Path("/etc/twinhelm/twinhelm.toml"))


def test_the_packet_filter_comes_before_the_network_and_never_goes():
    unit = parsed(render_unit("twinhelm-packet-filter.service", Path("/etc/twinhelm/twinhelm.toml")))
    assert "network-pre.target" in unit["Unit"]["Before"]
    assert "ExecStop" not in unit["Service"]
    assert unit["Service"]["RemainAfterExit"] == "yes"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong(tmp_path):
    for name in UNITS:
        (tmp_path / name).write_text(render_unit(name, Path("/etc/twinhelm/twinhelm.toml")))
    done = run(("systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)), timeout_s=60)
    ours = [line for line in done.stderr.splitlines() if "twinhelm" in line and "Failed to" not in line]
    assert not ours, done.stderr


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("nft") is None, reason="needs root and nftables")
def test_the_packet_filter_is_loaded_before_its_card_is_there_and_can_be_loaded_by_nft_alone(tmp_path):
    """In a network namespace of its own: what the boot unit runs, and then its first line with the file that was left."""
    links = (HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"),)
    public = Public("lan", ("10.20.0.10/24",), "10.20.0.1")
    config = tmp_path / "twinhelm.toml"
    write_server_configuration(config, ServerConfiguration("castor", Identity.PRIMARY, "/state", "/run/x", public, links))
    alone = ("unshare", "--net", "--")
    listing = "nft list table inet twinhelm"
    program = f"{sys.executable} -m twinhelm_node.cli.main --config {config} node packet-filter"
    made = run((*alone, "sh", "-c", f"{program} && {listing}"), timeout_s=60).require_success().stdout
    loaded = run((*alone, "sh", "-c", f"nft -f {tmp_path}/packet-filter.nft && {listing}"), timeout_s=60).require_success().stdout
    assert loaded == made
    assert '"lan"' in made
    assert "drop" in made


@pytest.mark.skipif(Path("/run/systemd/system").is_dir(), reason="systemd runs here")
def test_without_systemd_the_other_way_is_told(tmp_path):
    with pytest.raises(NotFound, match="twinhelm node run"):
        install_units(Path("/etc/twinhelm/twinhelm.toml"), tmp_path)
    assert not list(tmp_path.iterdir())
