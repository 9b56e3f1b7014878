"""The real command line against the real admin server: what it shows, its exit status, its JSON."""

import asyncio
import io
import json
import subprocess
import sys
from dataclasses import replace

import pytest

from tests.fakes.admin_api import PASSWORD, admin_api
from tests.fakes.ports import free_port
from twinhelm.peer.v1.join_service_pb2_grpc import add_JoinServiceServicer_to_server
from twinhelm_node.api.peer_join import JoinServicer
from twinhelm_node.api.server import JoinServer
from twinhelm_node.cli.main import main
from twinhelm_node.config.load import parse_server_configuration
from twinhelm_node.config.pair_store import PairStore
from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration
from twinhelm_node.config.write import write_server_configuration
from twinhelm_node.domain.economy import Compression, EconomyStatus, Level
from twinhelm_node.domain.operations import Check, Verdict
from twinhelm_node.domain.queue_fill import Durability, FillAlarm, QueueFill, QueuePolicy
from twinhelm_node.domain.roles import Identity, Role
from twinhelm_node.domain.status import ApplicationState
from twinhelm_node.security.audit_log import AuditLog
from twinhelm_node.security.join_token import parse_join_token
from twinhelm_node.security.store import SecurityStore
from twinhelm_node.system.process import start


@pytest.fixture
async def api(tmp_path):
    async with admin_api(tmp_path) as api:
        yield api


@pytest.fixture
def twinhelm(api, tmp_path, monkeypatch, capfd):
    """Runs `twinhelm ARGUMENTS` with this server's configuration; returns (exit status, standard output, standard error)."""
    config = tmp_path / "twinhelm.toml"
    public = Public("lan", ("10.20.0.10/24",), "10.20.0.1")
    links = (HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"),)
    configuration = ServerConfiguration("castor", Identity.PRIMARY, str(tmp_path), str(tmp_path / "run"), public, links)
    write_server_configuration(config, configuration)
    monkeypatch.setenv("TWINHELM_CONFIG", str(config))

    async def run(*arguments):
        status = await asyncio.to_thread(main, arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def remote(api):
    return ("--server", f"127.0.0.1:{api.server.port}", "--fingerprint", api.server.fingerprint)


async def test_status_begins_with_the_sentence(twinhelm):
    status, out, _ = await twinhelm("status")
    assert status == 0
    assert out.splitlines()[0] == "castor is active. pollux is 0.2 s behind and ready to take over."
    assert "3 (12.3 kB, 0.2 s)" in out


async def test_status_as_json_has_the_keys_that_scripts_rely_on(twinhelm):
    status, out, err = await twinhelm("status", "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert {key: found["servers"][0][key] for key in ("name", "identity", "role", "generation", "reachable", "age_s")} == {
        "name": "castor",
        "identity": "primary",
        "role": "active",
        "generation": 7,
        "reachable": True,
        "age_s": 0.1,
    }
    (one,) = found["sets"]
    assert one["name"] == "data"
    assert one["state"] == "synchronized"
    assert one["unsafe"] == {"entries": 3, "bytes": 12288, "oldest_age_s": 0.2}
    assert set(one["safe"]) == {"entries", "bytes", "oldest_age_s"}
    assert (one["captured_sequence"], one["acknowledged_sequence"], one["applied_sequence"]) == (1042, 1039, 1034)
    assert (found["ready_for_switchover"], found["why_not"]) == (True, [])


async def test_a_pair_that_is_not_ready_says_why(api, twinhelm):
    api.control.checks = (Check("sets", Verdict.VETO, "data is being copied, 40 % done"),)
    _, out, _ = await twinhelm("status")
    assert out.splitlines()[0] == "castor is active. pollux cannot take over. data is being copied, 40 % done."
    status, out, err = await twinhelm("switchover")
    assert status == 5
    assert "✗ data is being copied" in out
    assert err == "twinhelm: a switchover is not possible now: data is being copied, 40 % done\n"
    assert not api.control.known_operations
    status, out, _ = await twinhelm("switchover", "--check", "--json")
    assert status == 5
    assert json.loads(out)["ready"] is False


async def test_two_actives_and_nobody_active_are_called_by_their_names(api, twinhelm):
    api.control.roles = (Role.ACTIVE, Role.ACTIVE)
    assert "castor and pollux both say that they are active" in (await twinhelm("status"))[1]
    api.control.roles = (Role.PASSIVE, Role.PASSIVE)
    assert (await twinhelm("status"))[1].startswith("Nobody is active.")


async def test_a_switchover_shows_checks_and_each_phase(api, twinhelm):
    status, out, err = await twinhelm("switchover", "--reason", "patch day")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "✓ heartbeat on 2 of 2 links",
        "✓ data is synchronized",
        "stop applications on castor: done in 0.10 s",
        "drain unsafe queue on castor: done in 0.10 s",
        "promote on pollux: done in 0.10 s",
        "pollux is active since 0.3 s after the start, generation 8.",
    ]
    assert api.control.known_operations[0].reason == "root: patch day"
    assert (await twinhelm("status"))[1].startswith("pollux is active. castor is")


async def test_a_check_alone_changes_nothing(api, twinhelm):
    status, out, _ = await twinhelm("switchover", "--check")
    assert status == 0
    assert "✓ heartbeat on 2 of 2 links" in out
    assert not api.control.known_operations


async def test_a_failover_without_force_and_one_that_is_refused(twinhelm):
    status, _, err = await twinhelm("failover")
    assert status == 5
    assert "--force" in err
    status, _, err = await twinhelm("failover", "--force")
    assert (status, err) == (5, "twinhelm: castor is active already; ask pollux\n")


async def test_queues_once_and_as_json(twinhelm):
    _, out, _ = await twinhelm("queues")
    assert [line.split("│")[2].strip() for line in out.splitlines() if "data" in line] == ["unsafe", "safe"]
    _, out, _ = await twinhelm("queues", "--json")
    assert json.loads(out)["sets"][0]["safe"]["entries"] == 5


async def test_what_compressing_saves_is_shown_with_its_reason(api, twinhelm):
    api.control.set_status = replace(
        api.control.set_status,
        raw_bytes_total=10_000_000,
        sent_bytes_total=500_000,
        economy=EconomyStatus(
            Compression.AUTO, Level.STRONG, "The link carries 10.0 Mbit/s: fewer bytes matter more than the processor.", 0.95, 1.25,
            1_250_000, 128 << 20, 1_250_000, "08:00-18:00 10mbit, else unlimited",
        ),
    )  # fmt: skip
    _, out, _ = await twinhelm("queues")
    for words in ("95.0%", "strong (auto)", "10.0 MB", "500.0 kB", "10mbit"):
        assert words in out
    _, out, _ = await twinhelm("status")
    assert "95% strong" in out
    _, out, _ = await twinhelm("queues", "--json")
    told = json.loads(out)["sets"][0]
    assert told["saved_ratio"] == 0.95
    assert told["low_bandwidth"]["level"] == "strong"
    assert told["low_bandwidth"]["processor_s"] == 1.25
    assert told["low_bandwidth"]["cap"] == "08:00-18:00 10mbit, else unlimited"


async def test_compression_and_bandwidth_of_a_set_are_changed_while_it_works(api, twinhelm):
    status, out, _ = await twinhelm(
        "set", "channel", "data", "--compression", "strong", "--bandwidth", "8:00-18:00  10 mbit, else unlimited"
    )
    assert status == 0
    assert "compression strong" in out
    assert "bandwidth 08:00-18:00 10mbit, else unlimited" in out
    (kept,) = api.control.pair.sets
    assert (kept.compression, kept.bandwidth) == (Compression.STRONG, "08:00-18:00 10mbit, else unlimited")
    status, out, _ = await twinhelm("set", "channel", "data", "--bandwidth", "unlimited")
    assert "bandwidth unlimited" in out
    assert api.control.pair.sets[0].bandwidth == ""
    assert api.control.pair.sets[0].compression is Compression.STRONG
    status, _, err = await twinhelm("set", "channel", "data", "--bandwidth", "fast")
    assert status != 0
    assert "write for example '10mbit'" in err


async def test_the_bandwidth_of_the_pair_is_shown_and_set(api, twinhelm):
    assert (await twinhelm("pair", "bandwidth"))[1] == "The channel may use: unlimited.\n"
    assert (await twinhelm("pair", "bandwidth", "10 Mbit"))[1] == "The channel may use: 10mbit.\n"
    assert json.loads((await twinhelm("pair", "bandwidth", "--json"))[1]) == {"bandwidth": "10mbit"}
    status, _, err = await twinhelm("pair", "bandwidth", "1bit")
    assert status != 0
    assert "'1bit' is not a rate" in err
    assert api.control.pair.bandwidth == "10mbit"


async def test_the_heads_of_the_queues_with_names_of_any_bytes(twinhelm):
    status, out, _ = await twinhelm("queues", "--head", "2")
    assert status == 0
    assert "Head of the unsafe queue of data, on castor" in out
    assert "Head of the safe queue of data, on pollux" in out
    assert r"gr\xfc\xdfe\n.tmp → grüße" in out
    assert "pg_wal" not in out
    _, out, _ = await twinhelm("queues", "--head", "3", "--json")
    heads = json.loads(out)["heads"]
    assert [(head["queue"], head["server"], len(head["entries"])) for head in heads] == [("unsafe", "castor", 3), ("safe", "pollux", 3)]
    assert heads[0]["entries"][2]["copied"]


async def test_sets_are_added_listed_and_removed(api, twinhelm, tmp_path):
    (tmp_path / "more").mkdir()
    status, out, _ = await twinhelm(
        "set", "add", "more", str(tmp_path / "more"), "--exclude", "*.tmp", "--mode", "durable", "--quota", "1GiB"
    )
    assert status == 0
    assert "is protected as more" in out
    _, out, _ = await twinhelm("set", "list", "--json")
    listed = json.loads(out)[1]
    assert {key: listed[key] for key in ("name", "path", "include", "exclude", "mode", "quota_bytes", "compression", "bandwidth")} == {
        "name": "more",
        "path": str(tmp_path / "more"),
        "include": [],
        "exclude": ["*.tmp"],
        "mode": "durable",
        "quota_bytes": 1024**3,
        "compression": "auto",
        "bandwidth": "",
    }
    status, _, err = await twinhelm("set", "add", "inner", str(tmp_path / "more"))
    assert status == 1
    assert f"overlaps {tmp_path / 'more'} of the set more" in err
    assert (await twinhelm("set", "remove", "more"))[0] == 0
    status, _, err = await twinhelm("set", "remove", "more")
    assert (status, err) == (1, "twinhelm: there is no set called more; there are: data\n")
    assert "data" in (await twinhelm("set", "list"))[1]


async def test_mode_and_limits_are_changed_at_once(api, twinhelm):
    status, out, _ = await twinhelm("set", "mode", "data", "durable", "--when-away", "stall")
    assert (status, "data is durable, stall" in out) == (0, True)
    status, out, _ = await twinhelm("set", "queue", "data", "--quota", "1GiB", "--floor", "0", "--when-full", "throttle")
    assert (status, "holds 1.1 GB and leaves 0 B free; when full: throttle" in out) == (0, True)
    now = api.control.pair.sets[0]
    assert (now.mode, now.when_away, now.when_full, now.quota_bytes, now.floor_bytes) == ("durable", "stall", "throttle", 1024**3, 0)
    status, _, err = await twinhelm("set", "queue", "data", "--quota", "1MiB")
    assert (status, "at least 67108864 (64 MiB)" in err) == (1, True)
    status, _, err = await twinhelm("set", "queue", "data")
    assert (status, "nothing is said that should change" in err) == (1, True)
    status, _, err = await twinhelm("set", "mode", "letters", "async")
    assert (status, err) == (1, "twinhelm: there is no set called letters; there are: data\n")


async def test_the_fill_of_a_queue_is_shown_with_what_writers_paid(api, twinhelm):
    fill = QueueFill(
        quota_bytes=1000, limit_bytes=800, used_bytes=720, floor_bytes=100, free_bytes=180, policy=QueuePolicy.THROTTLE,
        alarm=FillAlarm.WARNING, time_to_full_s=420.0, delayed_writes=15, delay_total_s=1.5, delay_longest_s=0.25, held_now=2,
        delays=(12, 3), durability=Durability.GROWING,
    )  # fmt: skip
    api.control.set_status = replace(api.control.set_status, fill=fill)
    _, out, _ = await twinhelm("queues")
    assert "90% of 800 B" in out
    assert "warning: the unsafe queue holds 90% of 800 B and is full in 7 min at this rate." in out
    assert "15 writes were slowed down by 1.5 s in all, 0.25 s at most (below 2 ms: 12, 2 to 4 ms: 3); 2 wait now." in out
    _, out, _ = await twinhelm("status")
    assert "the passive is away" in out.replace("\n", " ")
    shown = json.loads((await twinhelm("status", "--json"))[1])["sets"][0]["fill"]
    assert (shown["policy"], shown["time_to_full_s"], shown["delays"], shown["durability"], shown["ratio"]) == (
        "throttle", 420.0, [12, 3], "growing", 0.9,
    )  # fmt: skip


async def test_a_size_that_is_none(twinhelm):
    status, _, err = await twinhelm("set", "add", "more", "/srv/more", "--quota", "lots")
    assert status == 1
    assert "'lots' is not a size" in err


async def test_users_from_the_environment_and_from_standard_input(api, twinhelm, monkeypatch, tmp_path):
    monkeypatch.setenv("TWINHELM_PASSWORD", "a good password")
    assert (await twinhelm("user", "add", "grace", "--role", "operator"))[1] == "grace may sign in as operator.\n"
    monkeypatch.delenv("TWINHELM_PASSWORD")
    status, _, err = await twinhelm("user", "add", "hugo")
    assert status == 1
    assert "nobody to ask" in err
    (tmp_path / "password").write_text("from standard input\n")
    with (tmp_path / "password").open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert (await twinhelm("user", "add", "hugo", "--password-stdin"))[0] == 0
    _, out, _ = await twinhelm("user", "list", "--json")
    assert {"name": "hugo", "role": "viewer"} in json.loads(out)
    assert "hash" not in out
    assert (await twinhelm("user", "remove", "hugo"))[0] == 0
    assert "hugo" not in (await twinhelm("user", "list"))[1]


async def test_applications(api, twinhelm):
    assert (await twinhelm("app", "stop", "postgresql"))[1] == "postgresql is stopped on castor.\n"
    assert api.control.application_state is ApplicationState.STOPPED
    assert (await twinhelm("app", "start", "postgresql"))[0] == 0
    _, out, _ = await twinhelm("app", "list", "--json")
    assert [(one["server"], one["state"]) for one in json.loads(out)] == [("castor", "running"), ("pollux", "stopped")]
    status, _, err = await twinhelm("app", "start", "oracle")
    assert (status, err) == (1, "twinhelm: there is no application called oracle; there are: postgresql\n")


async def test_events_have_the_newest_last(api, twinhelm):
    for number in range(30):
        api.control.happen(f"event {number}")
    _, out, _ = await twinhelm("events", "-n", "3")
    assert [line.rpartition("  ")[2] for line in out.splitlines()] == ["event 27", "event 28", "event 29"]
    _, out, _ = await twinhelm("events", "--json")
    assert [event["sentence"] for event in json.loads(out)][-1] == "event 29"
    assert len(json.loads(out)) == 20


async def test_from_afar_with_password_and_pinned_fingerprint(api, twinhelm, remote, monkeypatch):
    monkeypatch.setenv("TWINHELM_PASSWORD", PASSWORD)
    status, out, _ = await twinhelm("status", *remote, "--user", "vera")
    assert status == 0
    assert out.startswith("castor is active.")
    status, _, err = await twinhelm(*remote, "--user", "vera", "switchover")
    assert status == 4
    assert err == "twinhelm: vera is viewer, and this needs operator; ask an admin of the pair\n"
    assert (await twinhelm(*remote, "--user", "otto", "switchover"))[0] == 0


async def test_a_token_serves_instead_of_the_password(api, twinhelm, remote, monkeypatch, tmp_path):
    status, token, note = await twinhelm("user", "token", "vera", "--days", "30")
    assert (status, token.count("\n")) == (0, 1)
    assert token.startswith("twinhelm-token-")
    assert note.startswith("Valid until ")
    monkeypatch.setenv("TWINHELM_TOKEN", token)
    assert (await twinhelm("status", *remote))[1].startswith("castor is active.")
    status, _, err = await twinhelm(*remote, "switchover")
    assert (status, err) == (4, "twinhelm: vera is viewer, and this needs operator; ask an admin of the pair\n")
    monkeypatch.delenv("TWINHELM_TOKEN")
    file = tmp_path / "token"
    file.touch(0o600)
    file.write_text(token)
    assert (await twinhelm("status", *remote, "--token-file", str(file)))[0] == 0
    assert (await twinhelm("user", "token", "vera", "--list"))[1].split()[-2:][0][:2] == "20"
    assert (await twinhelm("user", "token", "vera", "--revoke"))[1] == "1 token of vera revoked.\n"
    status, _, err = await twinhelm("status", *remote, "--token-file", str(file))
    assert status == 4
    assert err == "twinhelm: the token is not known to this pair or has been revoked; ask an admin of the pair for a new one\n"
    assert "no token" in (await twinhelm("user", "token", "vera", "--list"))[1]


async def test_a_token_file_that_others_may_read_is_empty_or_missing_is_not_used(twinhelm, remote, tmp_path):
    file = tmp_path / "token"
    status, _, err = await twinhelm("status", *remote, "--token-file", str(file))
    assert (status, "cannot be read" in err) == (1, True), err
    file.write_text("twinhelm-token-x")
    file.chmod(0o644)
    assert f"chmod 600 {file}" in (await twinhelm("status", *remote, "--token-file", str(file)))[2]
    file.write_text("\n")
    file.chmod(0o600)
    assert "is empty" in (await twinhelm("status", *remote, "--token-file", str(file)))[2]


async def test_one_of_several_tokens_is_revoked(twinhelm):
    ids = [json.loads((await twinhelm("user", "token", "otto", "--json"))[1])["id"] for _ in range(2)]
    assert (await twinhelm("user", "token", "otto", "--revoke", "--id", ids[0]))[0] == 0
    assert [one["id"] for one in json.loads((await twinhelm("user", "token", "otto", "--list", "--json"))[1])] == [ids[1]]
    assert (await twinhelm("user", "token", "otto", "--id", ids[1]))[0] == 2


async def test_from_afar_with_a_wrong_password(twinhelm, remote, monkeypatch):
    monkeypatch.setenv("TWINHELM_PASSWORD", "guess")
    status, _, err = await twinhelm("status", *remote, "--user", "vera")
    assert (status, err) == (4, "twinhelm: the name or the password is wrong; check both\n")


async def test_another_fingerprint_is_not_spoken_to(api, twinhelm, remote, monkeypatch):
    monkeypatch.setenv("TWINHELM_PASSWORD", PASSWORD)
    wrong = "0" * 64
    status, _, err = await twinhelm("status", *remote[:3], wrong, "--user", "vera")
    assert status == 4
    assert "shows another fingerprint than the pinned one" in err
    assert not [line for line in api.audit() if line["method"].endswith("SignIn")]
    status, _, err = await twinhelm("status", *remote[:3], "abc", "--user", "vera")
    assert status == 1
    assert "is not a SHA-256" in err


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("status", "--server", "127.0.0.1:1"), 1, "needs --user NAME and --fingerprint"),
        (("status", "--user", "vera"), 1, "need --server HOST:PORT"),
        (("status", "--server", "127.0.0.1", "--user", "v", "--fingerprint", "0" * 64), 1, "is not HOST:PORT"),
        (("status", "--server", "127.0.0.1:1", "--user", "v", "--fingerprint", "0" * 64), 3, "does not answer"),
        (("status", "--config", "/nowhere.toml"), 1, "/nowhere.toml does not exist"),
        (("stauts",), 2, "No such command"),
        (("queues", "--interval", "0"), 2, "0.1"),
    ],
)
async def test_wrong_usage_is_told_in_a_sentence(twinhelm, monkeypatch, arguments, status, told):
    monkeypatch.setenv("TWINHELM_PASSWORD", PASSWORD)
    found, _, err = await twinhelm(*arguments)
    assert (found, told in err) == (status, True), err


async def test_a_control_process_that_does_not_run(api, twinhelm):
    await api.server.stop()
    status, _, err = await twinhelm("status")
    assert status == 3
    assert "twinhelm-control" in err


async def test_watching_queues_brings_one_document_a_line_at_each_change(api, twinhelm):
    command = [sys.executable, "-m", "twinhelm_node.cli.main", "queues", "--watch", "--json", "--interval", "0.1"]
    process = await start(command)
    assert process.stdout is not None
    first = json.loads(await process.stdout.readline())
    api.control.set_status = replace(api.control.set_status, captured_sequence=2000)
    api.control.changed.set()
    while json.loads(await process.stdout.readline())["sets"][0]["captured_sequence"] != 2000:
        pass
    assert first["sets"][0]["captured_sequence"] == 1042
    process.terminate()
    await process.communicate()


@pytest.mark.parametrize(
    ("arguments", "run"), [(["node", "control", "--config", "x"], "control"), (["--config", "x", "node", "replicator"], "replicator")]
)
def test_starting_a_process_loads_no_command(arguments: list[str], run: str):
    code = (
        f"import sys; import twinhelm_node.{run}.main as process; process.run = lambda config: print('run', config);"
        f"from twinhelm_node.cli.main import main; main({arguments!r});"
        "print([name for name in ('typer', 'rich', 'twinhelm_node.cli.status', 'twinhelm_node.lab', 'argon2') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "run x\n[]\n"


def test_help_of_a_process_is_a_command(capfd):
    assert main(["node", "control", "--help"]) == 0
    assert "heartbeat" in capfd.readouterr().out


INIT = (
    "--pair-name", "gemini", "--name", "castor", "--peer-name", "pollux", "--interface", "lan", "--service-address", "10.20.0.10/24",
    "--service-address", "fd20::10/64", "--gateway", "10.20.0.1", "--gateway6", "fd20::1", "--heartbeat", "hb0,hb0,127.0.0.1,127.0.0.2",
)  # fmt: skip


def test_a_pair_is_made_and_its_token_names_the_primary(tmp_path, capfd, monkeypatch):
    (tmp_path / "data").mkdir()
    config = str(tmp_path / "etc" / "twinhelm.toml")
    monkeypatch.setenv("TWINHELM_PASSWORD", PASSWORD)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    state = ("--state-directory", str(tmp_path / "state"), "--runtime-directory", str(tmp_path / "run"))
    extra = ("--set", f"data={tmp_path / 'data'}", "--mode", "durable", "--application", "postgresql", "--parameter", "version=15")
    assert main(["pair", "init", "--config", config, *INIT, *state, *extra, "--admin-user", "ada"]) == 0
    out = capfd.readouterr().out
    assert "The pair gemini exists, with castor as its primary." in out
    assert "twinhelm pair token" in out
    document = PairStore(tmp_path / "state" / "pair.json").load()
    assert (document.pair_name, document.sets[0].mode.value, document.users[0].name) == ("gemini", "durable", "ada")
    assert "postmaster.pid" in document.sets[0].exclude
    assert document.applications[0].units == ("postgresql@15-main.service",)
    configuration = parse_server_configuration((tmp_path / "etc" / "twinhelm.toml").read_text())
    assert configuration.public.gateway6 == "fd20::1"
    for secret in ("authority.key", "server.key", "session.key"):
        assert (tmp_path / "state" / "security" / secret).stat().st_mode & 0o777 == 0o600

    assert main(["pair", "fingerprint", "--config", config]) == 0
    fingerprint = capfd.readouterr().out.strip()
    assert main(["pair", "token", "--config", config]) == 0
    token = parse_join_token(capfd.readouterr().out)
    assert (token.addresses, token.authority_fingerprint) == (("127.0.0.1:7413",), fingerprint)

    assert main(["pair", "init", "--config", config]) == 1
    assert "belongs to a pair already" in capfd.readouterr().err
    assert main(["pair", "init", "--config", config, "--name", "other"]) == 1
    assert "leave the network flags out" in capfd.readouterr().err
    assert main(["pair", "join", "--config", config, token.text()]) == 1
    assert "is the primary by its configuration" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--heartbeat", "hb1,hb1,10.99.1.1"), "is not NAME,CARD,ADDRESS,PEER"),
        (("--heartbeat", "hb1,lan,10.99.1.1,10.99.1.2"), "an interface of its own"),
        (("--gateway", "nowhere"), "public.gateway"),
        (("--set", "data"), "is not NAME=FOLDER"),
        (("--set", "data=/no/such/folder"), "/no/such/folder is not a folder"),
        (("--set", "data=STATE"), "where Twinhelm keeps its own files"),
        (("--parameter", "version=15"), "--parameter needs --application"),
        (("--application", "oracle"), "there is no definition called oracle"),
    ],
)
def test_a_pair_that_cannot_be_leaves_nothing_behind(tmp_path, capfd, monkeypatch, change, told):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    (tmp_path / "state").mkdir()
    state = ("--state-directory", str(tmp_path / "state"), "--runtime-directory", str(tmp_path / "run"))
    change = tuple(text.replace("STATE", str(tmp_path / "state")) for text in change)
    assert main(["pair", "init", "--config", str(tmp_path / "twinhelm.toml"), *INIT, *state, *change]) == 1
    err = capfd.readouterr().err
    assert told in err
    assert err.count("\n") == 1
    assert not (tmp_path / "twinhelm.toml").exists()
    assert not list((tmp_path / "state").iterdir())


def test_a_flag_that_is_missing_is_named(tmp_path, capfd, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert main(["pair", "init", "--config", str(tmp_path / "twinhelm.toml"), "--name", "castor"]) == 1
    assert "--interface is missing" in capfd.readouterr().err


def test_a_damaged_token_is_told_before_anything_is_asked(tmp_path, capfd):
    assert main(["pair", "join", "--config", str(tmp_path / "twinhelm.toml"), "twinhelm-join-AAAA"]) == 1
    assert "copy the whole line" in capfd.readouterr().err


async def test_two_servers_become_a_pair_by_command_line_alone(tmp_path, capfd, monkeypatch):
    """`pair init`, `pair token` and `pair join`, with the join port of the primary served as control does it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    configurations = {}
    for name, identity, own, other in (
        ("castor", Identity.PRIMARY, "127.0.0.1", "127.0.0.2"),
        ("pollux", Identity.SECONDARY, "127.0.0.2", "127.0.0.1"),
    ):
        public = Public("lan", ("10.20.0.10/24",), "10.20.0.1")
        directory = tmp_path / name
        configuration = ServerConfiguration(
            name,
            identity,
            str(directory / "state"),
            str(directory / "run"),
            public,
            (HeartbeatLink("hb0", "hb0", own, other),),
            Ports(join=free_port()),
        )
        write_server_configuration(directory / "twinhelm.toml", configuration)
        configurations[name] = configuration
    castor, pollux = (("--config", str(tmp_path / name / "twinhelm.toml")) for name in ("castor", "pollux"))

    async def twinhelm(*arguments):
        status = await asyncio.to_thread(main, arguments)
        return status, *capfd.readouterr()

    assert (await twinhelm("pair", "init", *castor, "--pair-name", "gemini"))[0] == 0
    _, token, hint = await twinhelm("pair", "token", *castor)
    assert token.count("\n") == 1
    assert "admits one server" in hint

    store = SecurityStore(tmp_path / "castor/state/security")
    document = PairStore(tmp_path / "castor/state/pair.json").load()
    audit = AuditLog(tmp_path / "audit.jsonl")
    servicer = JoinServicer(store=store, document=lambda: document, server_name="castor", peer_name="", addresses=[], audit=audit)
    server = JoinServer(
        ["127.0.0.1"],
        configurations["castor"].ports.join,
        store=store,
        register=lambda server: add_JoinServiceServicer_to_server(servicer, server),
        poll_s=0.02,
    )
    await server.start()
    status, out, err = await twinhelm("pair", "join", *pollux, token.strip())
    assert (status, err) == (0, "")
    assert "pollux has joined the pair gemini" in out
    assert PairStore(tmp_path / "pollux/state/pair.json").load() == document
    assert (await twinhelm("pair", "fingerprint", *pollux))[1] == (await twinhelm("pair", "fingerprint", *castor))[1]
    status, _, err = await twinhelm("pair", "join", *pollux, token.strip())
    assert (status, "belongs to a pair already" in err) == (5, True)
    status, _, err = await twinhelm("pair", "token", *pollux)
    assert (status, "on the primary" in err) == (1, True)
    status, _, err = await twinhelm("pair", "token", *castor)
    assert (status, "pollux has joined" in err) == (5, True)
    await server.stop()
    audit.close()
