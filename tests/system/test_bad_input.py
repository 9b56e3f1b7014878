"""Bad input to a pair that works: each case gets a clear error, and nothing is lost or changed by it."""

import dataclasses
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import grpc
import pytest

from tests.system.observe import events, role_of, twinhelm
from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.errors import TwinhelmError, Unauthenticated
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.status import SetState
from twinhelm_node.journal.segment import list_segments, segment_name
from twinhelm_node.lab.demo_evidence import lost
from twinhelm_node.lab.demo_load import ConfirmedLoad, present_numbers, wait_until
from twinhelm_node.lab.demo_run import is_at_rest, is_whole, wait_for_view
from twinhelm_node.lab.lab import Lab
from twinhelm_node.security.join_token import parse_join_token
from twinhelm_node.security.store import SecurityStore

STRANGER = ["--config", "/run/stranger/twinhelm.toml"]
STRANGER_SELF = [
    "--name", "pollux", "--peer-name", "castor", "--interface", "lan", "--gateway", "10.20.0.1", "--service-address", "10.20.0.10/24",
    "--heartbeat", "hb0,hb0,10.99.0.2,10.99.0.1", "--state-directory", "/run/stranger/state", "--runtime-directory", "/run/stranger/run",
]  # fmt: skip
BEAT_AS_STRANGER = """
import pathlib, sys, grpc
from twinhelm.peer.v1 import heartbeat_service_pb2 as pb, heartbeat_service_pb2_grpc as rpc
root, key, chain, name = (pathlib.Path(path).read_bytes() for path in sys.argv[1:5])
credentials = grpc.ssl_channel_credentials(root, key, chain)
with grpc.secure_channel("10.99.0.1:7411", credentials, options=[("grpc.ssl_target_name_override", name.decode())]) as channel:
    request = pb.BeatRequest(heartbeat=pb.Heartbeat(pair_id="other", role="active", generation=10**6))
    try:
        rpc.HeartbeatServiceStub(channel).Beat(request, timeout=5)
    except grpc.RpcError as error:
        print(error.code().name)
"""


def first_word_of_token(lab: Lab, change: Callable[[str], str]) -> tuple[int, str]:
    """Make a token on castor, change it, and try to join with it as a stranger from pollux."""
    status, text, complaint = twinhelm(lab, "castor", "pair", "token", "--replace")
    assert status == 0, complaint
    done = lab.exec("pollux", ["twinhelm", *STRANGER, "pair", "join", "-", *STRANGER_SELF], stdin=change(text.strip()).encode() + b"\n")
    lab.exec("pollux", ["rm", "-rf", "/run/stranger"])
    return done.returncode, done.stderr


def with_other_secret(text: str) -> str:
    token = parse_join_token(text)
    return dataclasses.replace(token, secret=bytes(reversed(token.secret))).text()


@pytest.fixture
def castor_is_active(pair: tuple[str, str]) -> None:
    assert pair == ("castor", "pollux"), "the module begins with castor active and changes no roles"


def test_a_wrong_token_admits_nobody(lab: Lab, castor_is_active: None) -> None:
    status, complaint = first_word_of_token(lab, with_other_secret)
    assert status != 0
    assert "token" in complaint
    assert "Traceback" not in complaint
    status, complaint = first_word_of_token(lab, lambda text: text[:-3])
    assert status != 0
    assert "token" in complaint


def test_an_expired_token_admits_nobody(lab: Lab, castor_is_active: None) -> None:
    make = (
        "from twinhelm_node.cli.pair_setup import create_join_token; from twinhelm_node.config.load import load_server_configuration; "
        "print(create_join_token(load_server_configuration('/srv/twinhelm/etc/twinhelm.toml'), lifetime_s=0.0, replace=True).text())"
    )
    expired = lab.exec("castor", [sys.executable, "-c", make]).require_success().stdout.strip()
    status, complaint = first_word_of_token(lab, lambda _: expired)
    assert status != 0
    assert "expired" in complaint


def test_a_wrong_password_is_refused_and_kept_in_the_audit_log(lab: Lab, castor_is_active: None) -> None:
    way = lab.console()
    assert way is not None
    with pytest.raises(Unauthenticated):
        AdminClient.remote(way.address, fingerprint=way.fingerprint, user=way.user, password="wrong")
    audit = (lab.disk("castor") / "state" / "audit.jsonl").read_text()
    assert "WRONG_PASSWORD" in audit
    assert "wrong" not in audit.replace("WRONG", "").lower() or '"password"' not in audit


def test_a_configuration_with_an_unknown_key_is_named(lab: Lab, castor_is_active: None) -> None:
    text = (lab.disk("pollux") / "etc" / "twinhelm.toml").read_text()
    lab.exec("pollux", ["tee", "/run/unknown.toml"], stdin=f'colour = "blue"\n{text}'.encode()).require_success()
    for process in ("control", "replicator", "run"):
        done = lab.exec("pollux", ["twinhelm", "--config", "/run/unknown.toml", "node", process])
        assert done.returncode != 0
        assert "colour" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("path", "reason"), [("/srv/data/inner", "PATH_OVERLAPS"), ("/srv", "PATH_OVERLAPS"), ("/srv/nowhere", "PATH_MISSING")]
)
def test_a_folder_that_cannot_be_protected_is_refused(
    lab: Lab, client: AdminClient, castor_is_active: None, path: str, reason: str
) -> None:
    lab.exec("castor", ["mkdir", "-p", "/srv/data/inner"]).require_success()
    with pytest.raises(TwinhelmError) as refused:
        client.add_set(ProtectedSet("more", path))
    assert refused.value.reason == reason
    assert path in str(refused.value) or "/srv/data" in str(refused.value)
    assert [one.name for one in client.sets()] == ["data"]


def test_a_malformed_and_an_oversized_request_are_refused(lab: Lab, client: AdminClient, castor_is_active: None) -> None:
    call = client._channel.unary_unary("/twinhelm.admin.v1.SetService/AddSet", request_serializer=None, response_deserializer=None)
    for content, code in ((b"\xff" * 40, grpc.StatusCode.INVALID_ARGUMENT), (b"\x0a\x04" * 8_000_000, grpc.StatusCode.RESOURCE_EXHAUSTED)):
        with pytest.raises(grpc.RpcError) as refused:
            call(content, metadata=client._metadata, timeout=15)
        assert refused.value.code() is code
    assert client.view().ready_for_switchover


def test_a_peer_of_another_pair_is_not_heard(lab: Lab, client: AdminClient, castor_is_active: None, tmp_path: Path) -> None:
    generation = client.view().generation
    other = SecurityStore(tmp_path / "other").initialise_primary(pair_id="other", server_name="pollux", addresses=[], now=datetime.now(UTC))
    authority = (lab.disk("castor") / "state" / "security" / "authority.pem").read_bytes()
    subject = subprocess.run(
        ["openssl", "x509", "-noout", "-ext", "subjectAltName", "-in", str(lab.disk("castor") / "state/security/server.pem")],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    name = next(word.removeprefix("DNS:").rstrip(",") for word in subject.split() if word.startswith("DNS:"))
    files = []
    for number, content in enumerate((authority, other.private_key, other.certificate_chain, name.encode())):
        files.append(lab.disk("pollux") / "log" / f"stranger-{number}")
        files[-1].write_bytes(content)
    inside = [f"/srv/log/{file.name}" for file in files]
    done = lab.exec("pollux", [sys.executable, "-c", BEAT_AS_STRANGER, *inside]).require_success()
    assert done.stdout.strip() == "UNAVAILABLE", "the handshake of a stranger succeeded"
    assert client.view().generation == generation


NAME = b"\xff\xfe caf\xe9 \x1b[2J\nend"
MAKE_STRANGE_NAMES = """
import os, sys
name = bytes.fromhex(sys.argv[1])
os.chdir(b"/srv/data")
os.mkdir(b"dir " + name)
with open(b"dir " + name + b"/old", "wb") as file:
    file.write(b"content")
os.rename(b"dir " + name + b"/old", b"dir " + name + b"/" + name)
os.symlink(name, b"link " + name)
os.setxattr(b"dir " + name, b"user.note", name)
"""


def test_names_that_are_not_utf8_go_all_the_way(lab: Lab, client: AdminClient, castor_is_active: None) -> None:
    lab.freeze("pollux")  # so that the records wait in the unsafe queue and can be looked at
    try:
        lab.exec("castor", [sys.executable, "-c", MAKE_STRANGE_NAMES, NAME.hex()]).require_success()
        status, text, complaint = twinhelm(lab, "castor", "queues", "--head", "200", "--json")
        assert status == 0, complaint
        heads = {head["queue"]: head.get("entries", ()) for head in json.loads(text)["heads"]}
        paths = {word for entry in heads["unsafe"] for word in (entry["path"], entry["other_path"])}
        shown = "\\xff\\xfe caf\\xe9 \\x1b[2J\\nend"
        assert f"dir {shown}/{shown}" in paths
        status, text, complaint = twinhelm(lab, "castor", "queues", "--head", "200")
        assert status == 0, complaint
        assert "\x1b[2J" not in text, "a file's name commands the terminal"
    finally:
        lab.thaw("pollux")
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    client.data.start("data", b"dir " + NAME)
    wait_until("the end of the check", lambda: is_whole(client.view()) and is_at_rest(client.view()), 60.0)
    tree = os.fsencode(lab.disk("pollux") / "data" / "dir ") + NAME
    assert Path(os.fsdecode(tree + b"/" + NAME)).read_bytes() == b"content"
    assert os.getxattr(tree, "user.note") == NAME
    assert os.readlink(os.fsencode(lab.disk("pollux") / "data" / "link ") + NAME) == NAME


def newest_segment(lab: Lab, server: str) -> Path:
    directory = lab.disk(server) / "state" / "sets" / "data" / "safe"
    return directory / segment_name(list_segments(directory)[-1])


@pytest.fixture
def pollux_is_off(lab: Lab, client: AdminClient, castor_is_active: None, load: ConfirmedLoad) -> Iterator[None]:
    """The passive loses its power under load, with records in its safe queue; it is switched on by the test."""
    load.wait_for_commits(200, 30.0, time.monotonic_ns())
    lab.crash("pollux")
    wait_until("castor's notice of the loss", lambda: not is_whole(client.view()), 30.0)
    yield
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    load.stop()
    assert lost(load.commits(), present_numbers(lab)) == ()


def test_a_torn_tail_is_cut_and_said(lab: Lab, client: AdminClient, pollux_is_off: None) -> None:
    at_ns = time.time_ns()
    segment = newest_segment(lab, "pollux")
    size = segment.stat().st_size
    with segment.open("ab") as file:
        file.write(b"half a rec")
    lab.start("pollux")
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    assert segment.stat().st_size == size if segment.exists() else True
    said = [event["sentence"] for event in events(lab, "pollux") if event["at_ns"] >= at_ns] + lab.log("pollux").read_text().splitlines()
    assert any("10 bytes" in sentence for sentence in said)


def test_a_corrupted_safe_queue_is_kept_aside_said_and_mended(lab: Lab, client: AdminClient, pollux_is_off: None) -> None:
    at_ns = time.time_ns()
    segment = newest_segment(lab, "pollux")
    damaged = bytearray(segment.read_bytes())
    damaged[64 + 90] ^= 0xFF
    segment.write_bytes(damaged)
    lab.start("pollux")
    evidence = lab.disk("pollux") / "state" / "sets" / "data" / "damaged"
    wait_until("the damaged segment to be kept", lambda: any(evidence.glob("*.segment")), 60.0)
    assert [path.read_bytes() for path in evidence.glob("*.segment")] == [damaged]
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    said = [event["sentence"] for event in events(lab, "pollux") if event["at_ns"] >= at_ns] + lab.log("pollux").read_text().splitlines()
    assert any("corrupt at byte" in sentence for sentence in said)


def test_a_corrupted_unsafe_queue_is_kept_aside_said_and_mended(lab: Lab, client: AdminClient, castor_is_active: None) -> None:
    """The disk of the active spoils a record that the passive does not hold yet."""
    at_ns = time.time_ns()
    lab.freeze("pollux")
    try:
        # what was under way lies in the memory of the kernel, where no disk can spoil it
        wait_until("the end of the stream", lambda: not any(one.status.channel_connected for one in client.view().sets), 60.0)
        lab.exec("castor", ["sh", "-c", "head -c 100K /dev/urandom > /srv/data/spoiled"]).require_success()
        directory = lab.disk("castor") / "state" / "sets" / "data" / "unsafe"
        segment = directory / segment_name(list_segments(directory)[-1])
        raw = segment.read_bytes()
        with segment.open("r+b") as file:
            file.seek(raw.rindex(b"spoiled"))
            file.write(b"S")
    finally:
        lab.thaw("pollux")

    def said() -> bool:
        told = [event for event in events(lab, "castor") if event["at_ns"] >= at_ns and "cannot be read any more" in event["sentence"]]
        return any(event["severity"] == "critical" for event in told)

    wait_until("the alarm", said, 60.0)
    wait_for_view(client, "a whole pair", is_whole, 120.0)
    here, there = (lab.disk(server) / "data" / "spoiled" for server in ("castor", "pollux"))
    wait_until("the file of the lost record", lambda: there.exists() and there.read_bytes() == here.read_bytes(), 60.0)


def test_a_full_disk_under_the_safe_queue_stops_nothing_but_replication(
    lab: Lab, client: AdminClient, pollux_is_off: None, load: ConfirmedLoad
) -> None:
    safe = lab.disk("pollux") / "state" / "sets" / "data" / "safe"
    size = sum(file.stat().st_size for file in safe.iterdir()) // 1024 + 4096
    small = f"mount -t tmpfs -o size={size}k small {safe}.small && cp -a {safe}/. {safe}.small/ && mount --move {safe}.small {safe}"
    Path(f"{safe}.small").mkdir()
    lab.exec("hall", ["sh", "-c", small]).require_success()
    lab.start("pollux")
    try:
        wait_until("the control process of pollux", lambda: role_of(lab, "pollux") == "passive", 60.0)
        lab.exec("castor", ["sh", "-c", "head -c 16M /dev/urandom > /srv/data/large && sync /srv/data/large"]).require_success()

        def says_full() -> bool:
            return any(one.status.state is SetState.ERROR and "full" in one.status.detail for one in client.view().sets)

        wait_until("the word of the full disk", says_full, 60.0)
        wait_until("a veto", lambda: not client.view().ready_for_switchover, 30.0)
        load.wait_for_commits(100, 30.0, time.monotonic_ns())
    finally:
        lab.exec("hall", ["mount", "-o", "remount,size=1g", str(safe)])
    wait_for_view(client, "replication that goes on by itself", is_whole, 60.0)
