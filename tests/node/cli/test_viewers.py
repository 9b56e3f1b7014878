"""Which viewer is started, and with which arguments."""

import pytest

from twinhelm_node.cli.viewers import VIEWERS, choose, command
from twinhelm_node.domain.errors import InvalidInput, NotFound
from twinhelm_node.domain.relay import RelayProtocol


def started(protocol, wanted="", extra=(), there=()):
    found = choose(protocol, wanted, extra, is_there=lambda program: program in there)
    assert found is not None
    return command(*found, port=40123, server="pollux")


def test_the_first_that_is_there():
    assert started(RelayProtocol.RDP, there={"remmina", "xfreerdp"}) == ["xfreerdp", "/v:127.0.0.1:40123", "/t:pollux", "/cert:tofu"]
    assert started(RelayProtocol.RDP, there={"mstsc.exe"}) == ["mstsc.exe", "/v:127.0.0.1:40123"]
    assert started(RelayProtocol.RDP, there={"remmina"}) == ["remmina", "-c", "rdp://127.0.0.1:40123"]
    assert started(RelayProtocol.VNC, there={"vncviewer"}) == ["vncviewer", "127.0.0.1::40123"]


def test_ssh_knows_the_server_by_its_name_and_takes_what_follows():
    assert started(RelayProtocol.SSH, extra=["-l", "root", "uname {port}"], there={"ssh"}) == [
        "ssh", "-p", "40123", "-o", "HostKeyAlias=pollux", "-o", "CheckHostIP=no", "127.0.0.1", "-l", "root", "uname {port}",
    ]  # fmt: skip


def test_a_viewer_that_was_asked_for():
    rdp = RelayProtocol.RDP
    assert started(rdp, "/opt/bin/xfreerdp /f") == ["/opt/bin/xfreerdp", "/v:127.0.0.1:40123", "/t:pollux", "/cert:tofu", "/f"]
    assert started(rdp, "myviewer --title '{server} here' {host} {port}") == ["myviewer", "--title", "pollux here", "127.0.0.1", "40123"]
    assert started(rdp, "myviewer -x", ["-y"]) == ["myviewer", "-x", "127.0.0.1:40123", "-y"]
    assert started(RelayProtocol.TCP, "psql -p {port} -h {host} '{a}'") == ["psql", "-p", "40123", "-h", "127.0.0.1", "{a}"]


def test_a_plain_port_needs_none():
    assert choose(RelayProtocol.TCP, "", (), is_there=bool) is None


def test_none_is_there():
    with pytest.raises(NotFound, match=r"no viewer for vnc is installed .looked for vncviewer, .*name one with --viewer"):
        started(RelayProtocol.VNC)
    for unreadable in ("xfreerdp '", "   "):
        with pytest.raises(InvalidInput, match="write it like a command"):
            started(RelayProtocol.RDP, unreadable)


def test_every_viewer_is_told_the_port():
    for protocol, viewers in VIEWERS.items():
        for viewer in viewers:
            assert any("40123" in argument for argument in command(viewer, (), port=40123, server="pollux")), (protocol, viewer.program)
