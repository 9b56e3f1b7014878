"""What the pair document says of access: which ports, which consoles, and that documents from before it still load."""

import json
from dataclasses import replace

import pytest

from twinhelm_node.config.pair_store import decode_document, encode_document
from twinhelm_node.config.relay_changes import with_console, with_relay_port, without_console, without_relay_port
from twinhelm_node.domain.errors import NotFound, TwinhelmError
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.domain.relay import ConsoleLink

EMPTY = PairDocument("id", "gemini", 1)
SERVERS = ("castor", "pollux")


def test_a_document_from_before_the_relay_has_the_usual_ports():
    old = json.loads(encode_document(EMPTY))
    del old["relay_ports"], old["consoles"]
    found = decode_document(json.dumps(old).encode())
    assert (found.relay_ports, found.consoles) == ((22, 3389, 5900), ())


def test_an_empty_list_stays_empty():
    document = EMPTY
    for port in EMPTY.relay_ports:
        document = without_relay_port(document, port)
    assert decode_document(encode_document(document)).relay_ports == ()


def test_ports_are_added_in_order_and_taken_away():
    document = with_relay_port(EMPTY, 443, own_ports=(7410,))
    assert (document.version, document.relay_ports) == (2, (22, 443, 3389, 5900))
    assert without_relay_port(document, 443).relay_ports == EMPTY.relay_ports
    with pytest.raises(NotFound, match="there are: 22, 3389, 5900"):
        without_relay_port(EMPTY, 443)


@pytest.mark.parametrize(
    ("port", "reason"), [(0, "BAD_PORT"), (-1, "BAD_PORT"), (65536, "BAD_PORT"), (7411, "OWN_PORT"), (22, "ALREADY_ALLOWED")]
)
def test_ports_that_cannot_be_allowed(port, reason):
    with pytest.raises(TwinhelmError) as caught:
        with_relay_port(EMPTY, port, own_ports=(7410, 7411))
    assert caught.value.reason == reason


def test_the_list_does_not_grow_for_ever():
    document = replace(EMPTY, relay_ports=tuple(range(10000, 10064)))
    with pytest.raises(TwinhelmError) as caught:
        with_relay_port(document, 22)
    assert caught.value.reason == "TOO_MANY_PORTS"


def test_a_console_is_named_after_its_host_unless_somebody_names_it():
    document = with_console(EMPTY, ConsoleLink("castor", "", "https://ilo-castor.example.org:8443/ui?x=1"), servers=SERVERS)
    document = with_console(document, ConsoleLink("castor", "Proxmox", "http://[fd20::5]/"), servers=SERVERS)
    assert [one.label for one in document.consoles] == ["ilo-castor.example.org", "Proxmox"]
    assert decode_document(encode_document(document)) == document
    assert without_console(document, "castor", "Proxmox").consoles == document.consoles[:1]
    with pytest.raises(NotFound, match="Proxmox of castor"):
        without_console(document, "pollux", "Proxmox")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "file:///etc/shadow", "ftp://host/", "ilo.example.org", "https://", "https:///path", "http://host:port/",
        "http://host:99999/", "https://ho st/", "https://host/\n", "http://[fd20::5/", "https://host/" + "x" * 1024, "", "//host/",
    ],
)  # fmt: skip
def test_addresses_that_no_browser_may_be_sent_to(url):
    with pytest.raises(TwinhelmError) as caught:
        with_console(EMPTY, ConsoleLink("castor", "iLO", url), servers=SERVERS)
    assert caught.value.reason == "BAD_URL"


@pytest.mark.parametrize("url", ["https://root:calvin@idrac.example.org/", "https://root@idrac.example.org/", "https://:calvin@idrac/"])
def test_an_address_with_a_password_is_refused_without_repeating_it(url):
    with pytest.raises(TwinhelmError) as caught:
        with_console(EMPTY, ConsoleLink("castor", "iDRAC", url), servers=SERVERS)
    assert caught.value.reason == "BAD_URL"
    assert "calvin" not in str(caught.value)


def test_consoles_that_cannot_be():
    known = with_console(EMPTY, ConsoleLink("castor", "iLO", "https://ilo/"), servers=SERVERS)
    for new, reason in (
        (ConsoleLink("helena", "iLO", "https://ilo/"), "UNKNOWN_SERVER"),
        (ConsoleLink("castor", "iLO", "https://other/"), "NAME_TAKEN"),
        (ConsoleLink("castor", "a\nb", "https://other/"), "BAD_NAME"),
        (ConsoleLink("castor", "x" * 41, "https://other/"), "BAD_NAME"),
        (ConsoleLink("castor", " iLO", "https://other/"), "BAD_NAME"),
    ):
        with pytest.raises(TwinhelmError) as caught:
            with_console(known, new, servers=SERVERS)
        assert caught.value.reason == reason
    for number in range(8):
        known = with_console(known, ConsoleLink("pollux", f"console {number}", "https://ilo/"), servers=SERVERS)
    with pytest.raises(TwinhelmError) as caught:
        with_console(known, ConsoleLink("pollux", "one more", "https://ilo/"), servers=SERVERS)
    assert caught.value.reason == "TOO_MANY_CONSOLES"
