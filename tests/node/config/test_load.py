"""The configuration file: what is right is read, what is wrong is refused with its place."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinhelm_node.config.load import ConfigurationError, load_server_configuration, parse_server_configuration
from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration, Timing
from twinhelm_node.config.write import render_server_configuration, write_server_configuration
from twinhelm_node.domain.errors import NotFound
from twinhelm_node.domain.roles import Identity

EXAMPLE = files("twinhelm_resources").joinpath("defaults/twinhelm.toml").read_text()
CONFIGURATION = ServerConfiguration(
    name="castor",
    identity=Identity.PRIMARY,
    state_directory="/var/lib/twinhelm",
    runtime_directory="/run/twinhelm",
    public=Public("lan", ("10.20.0.10/24", "fd20::10/64"), "10.20.0.1", "fd20::1", ("10.20.0.200",)),
    heartbeat=(HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"), HeartbeatLink("hb1", "hb1", "10.99.1.1", "10.99.1.2")),
    peer_name="pollux",
)


def test_the_example_that_ships_is_valid_and_shows_the_defaults():
    configuration = parse_server_configuration(EXAMPLE)
    assert configuration.identity is Identity.PRIMARY
    assert [link.name for link in configuration.heartbeat] == ["hb0", "hb1"]
    assert configuration.ports == Ports()
    assert configuration.timing == Timing()


def test_what_is_written_is_read_back(tmp_path):
    write_server_configuration(tmp_path / "etc" / "twinhelm.toml", CONFIGURATION)
    assert load_server_configuration(tmp_path / "etc" / "twinhelm.toml") == CONFIGURATION


@given(st.from_regex(r"[A-Za-z0-9_.:-]{1,15}", fullmatch=True))
def test_any_interface_name_survives_the_round_trip(interface):
    if interface in {"hb0", "hb1"}:
        return
    public = Public(interface, ("10.20.0.10/24",), "10.20.0.1")
    configuration = ServerConfiguration("castor", Identity.PRIMARY, "/s", "/r", public, CONFIGURATION.heartbeat)
    assert parse_server_configuration(render_server_configuration(configuration)) == configuration


def test_a_prefix_length_on_a_heartbeat_address_is_dropped():
    text = EXAMPLE.replace('"10.99.0.1"', '"10.99.0.1/24"')
    assert parse_server_configuration(text).heartbeat[0].address == "10.99.0.1"


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(NotFound, match="pair init"):
        load_server_configuration(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "castor"', 'name = "castor"\ncolour = "red"', r"unknown key 'colour'; allowed here: .*identity"),
        ("admin = 7410", "admin = 7410\nadmn = 1", r"unknown key 'ports.admn'; allowed here: admin, channel, join, peer"),
        ('name = "hb1"', 'name = "hb1"\nspeed = 1', r"unknown key 'heartbeat\[1\].speed'"),
        ("admin = 7410", 'admin = "7410"', "ports.admin: Expected 'int', got 'str'"),
        ('identity = "primary"', 'identity = "first"', "identity: Invalid enum value 'first'"),
        ('gateway = "10.20.0.1" ', "", "public: .*is missing the key 'gateway'"),
        ('name = "castor"', 'name = "Castor "', "name is 'Castor '; allowed"),
        ('peer_name = "pollux"', 'peer_name = "castor"', "different names"),
        ('state_directory = "/var/lib/twinhelm"', 'state_directory = "var"', "state_directory is 'var'; it must be an absolute path"),
        ('"10.20.0.10/24"', '"10.20.0.10"', "add the prefix length"),
        ('"10.20.0.10/24"', '"10.20.0.300/24"', r"public.service_addresses\[0\]"),
        ('"10.20.0.10/24"', '"10.99.0.1/24"', "repeats 10.99.0.1"),
        ('gateway = "10.20.0.1"', 'gateway = "fd20::1"', "gateway6"),
        ('address = "10.99.1.1"', 'address = "10.99.0.1"', r"heartbeat\[1\].address repeats '10.99.0.1' of heartbeat\[0\].address"),
        ('name = "hb1"', 'name = "hb0"', r"heartbeat\[1\].name repeats 'hb0'"),
        ('interface = "eth1"', 'interface = "eth0"', "an interface of its own"),
        ("peer = 7411", "peer = 7410", "ports.peer repeats 7410 of ports.admin"),
        ("join = 7413", "join = 70000", "ports.join is 70000; allowed is 1 to 65535"),
        ("voice_s = 1.25", "voice_s = 1.6", "lets two servers speak at once: contact_s .* is 2.35 s .* 2.25 s"),
        ("suspect_s = 1.0", "suspect_s = 3.0", "interval_s < suspect_s < dead_s"),
        ("dead_s = 2.5", "dead_s = nan", "timing.dead_s is nan"),
        ('interface = "eth0"', 'interface = "eth 0"', "public.interface is 'eth 0'; allowed are"),
        ('["10.20.0.12/24"]', '["some where"]', r"public.management_addresses\[0\]"),
        ("[ports]", "[ports", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_key_and_remedy(tmp_path, old, new, told):
    assert old in EXAMPLE
    path = tmp_path / "twinhelm.toml"
    path.write_text(EXAMPLE.replace(old, new, 1))
    with pytest.raises(ConfigurationError, match=told) as caught:
        load_server_configuration(path)
    assert str(path) in str(caught.value)


def test_a_pair_without_heartbeat_is_refused():
    text = EXAMPLE[: EXAMPLE.index("[[heartbeat]]")].replace('name = "castor"', 'heartbeat = []\nname = "castor"')
    with pytest.raises(ConfigurationError, match="at least one link"):
        parse_server_configuration(text)


def test_the_border_of_the_timing_is_exact():
    at_border = EXAMPLE.replace("voice_s = 1.25", "voice_s = 1.5")
    with pytest.raises(ConfigurationError, match="speak at once"):
        parse_server_configuration(at_border)
    assert parse_server_configuration(EXAMPLE.replace("voice_s = 1.25", "voice_s = 1.49")).timing.voice_s == 1.49
