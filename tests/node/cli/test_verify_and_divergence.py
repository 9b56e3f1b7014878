"""`twinhelm verify` and `twinhelm divergence` against the real admin server, and an archive taken apart."""

import asyncio
import json
import os
from pathlib import Path

import pytest

from tests.fakes.admin_api import admin_api
from twinhelm_node.cli.main import main
from twinhelm_node.config.server import HeartbeatLink, Public, ServerConfiguration
from twinhelm_node.config.write import write_server_configuration
from twinhelm_node.domain.roles import Identity
from twinhelm_node.domain.verification import CheckPhase, OrphanPolicy
from twinhelm_node.journal.record import Kind, Record, check_run, encode
from twinhelm_node.journal.recovery import recover
from twinhelm_node.journal.safe_queue import SafeQueueWriter
from twinhelm_node.replicator.divergence import set_aside


@pytest.fixture
async def api(tmp_path):
    async with admin_api(tmp_path) as api:
        yield api


@pytest.fixture
def twinhelm(api, tmp_path, monkeypatch, capfd):
    """Runs `twinhelm ARGUMENTS` as root of castor; returns (exit status, standard output, standard error)."""
    config = tmp_path / "twinhelm.toml"
    links = (HeartbeatLink("hb0", "hb0", "10.99.0.1", "10.99.0.2"),)
    public = Public("lan", ("10.20.0.10/24",), "10.20.0.1")
    write_server_configuration(config, ServerConfiguration("castor", Identity.PRIMARY, str(tmp_path), str(tmp_path / "run"), public, links))
    monkeypatch.setenv("TWINHELM_CONFIG", str(config))

    async def run(*arguments):
        status = await asyncio.to_thread(main, arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


async def test_a_check_is_started_and_its_progress_shown(api, twinhelm):
    status, out, _ = await twinhelm("verify", "data", "orders")
    assert (status, api.control.data.started[0][:2]) == (0, ("data", b"orders"))
    assert "orders of data is being compared" in out
    status, out, _ = await twinhelm("verify")
    assert status == 0
    assert "running 25%" in out
    assert "4,000 of 16,000" in out
    assert "32 s" in out  # three quarters of 4 GiB at 100 MB/s
    status, out, _ = await twinhelm("verify", "--json")
    (told,) = json.loads(out)
    assert (told["state"], told["check"]["phase"], told["check"]["position"]) == ("synchronized", "running", "base/16384")
    assert round(told["eta_s"]) == 32


async def test_a_check_is_started_at_a_rate_paused_resumed_and_cancelled(api, twinhelm):
    data = api.control.data
    assert (await twinhelm("verify", "start", "data", "--rate", "20MB/s"))[0] == 0
    assert data.started[-1][1:3] == (b"", 20_000_000)
    assert (await twinhelm("verify", "pause", "data"))[0] == 0
    assert data.current.phase == CheckPhase.PAUSED
    assert "paused 25%" in (await twinhelm("verify", "status"))[1]
    assert (await twinhelm("verify", "resume", "data"))[0] == 0
    assert data.current.phase == CheckPhase.RUNNING
    assert "at most 5MB a second" in (await twinhelm("verify", "rate", "data", "5MB", "--check"))[1]
    assert (data.current.rate_bytes_per_s, data.rate_bytes_per_s) == (5_000_000, 0)
    assert (await twinhelm("verify", "rate", "data", "8MB"))[0] == 0
    assert data.rate_bytes_per_s == 8_000_000
    assert (await twinhelm("verify", "cancel", "data"))[0] == 0
    assert data.current is None
    assert "last cancelled" in (await twinhelm("verify"))[1]
    status, _, err = await twinhelm("verify", "pause", "data")
    assert (status, "No check of this set is at work" in err) == (5, True)
    status, _, err = await twinhelm("verify", "rate", "data", "10kB")
    assert (status, "at least 65536" in err) == (1, True)


async def test_files_are_listed_with_their_state_and_one_is_shown(twinhelm):
    status, out, _ = await twinhelm("verify", "list", "data")
    assert status == 0
    assert "base/" in out
    assert "not compared" in out
    entries = json.loads((await twinhelm("verify", "list", "data", "--state", "repaired", "--json"))[1])["entries"]
    assert [(entry["path"], entry["sequence"], entry["changed_since"]) for entry in entries] == [("orders.db", 998, True)]
    found = json.loads((await twinhelm("verify", "list", "data", "--found", "--json"))[1])["entries"]
    assert [(one["state"], one["server"], one["repaired_ns"] > 0) for one in found] == [
        ("differing", "pollux", True),
        ("orphan", "pollux", False),
    ]
    status, out, _ = await twinhelm("verify", "show", "data", "/srv/data/orders.db")
    assert (status, "repaired" in out, "sequence 998" in out) == (0, True, True)
    assert json.loads((await twinhelm("verify", "show", "data", os.fsdecode(b"gr\xfc\xdfe"), "--json"))[1])["state"] == "not_compared"
    status, _, err = await twinhelm("verify", "show", "data", "nothing")
    assert (status, "is not in /srv/data" in err) == (1, True)


async def test_orphans_are_listed_restored_and_deleted(twinhelm):
    (kept,) = json.loads((await twinhelm("verify", "orphans", "list", "--json"))[1])["orphans"]
    status, _, err = await twinhelm("verify", "orphans", "restore", "data", kept["path"])
    assert (status, "passive" in err) == (5, True)
    status, out, _ = await twinhelm("verify", "orphans", "restore", "data", kept["path"], "--to", "/srv/restored")
    assert (status, "/srv/restored" in out) == (0, True)
    assert "Nothing is set aside" in (await twinhelm("verify", "orphans", "list"))[1]
    status, _, err = await twinhelm("verify", "orphans", "delete", "data", kept["path"])
    assert (status, "is in no quarantine" in err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("dat",), "no set called dat"),
        (("data", "../etc"), "does not lie in"),
        (("data", "/etc"), "does not lie in"),
        (("data", "a//b"), "does not lie in"),
    ],
)
async def test_what_is_no_path_of_a_set_is_refused(api, twinhelm, arguments, sentence):
    status, _, err = await twinhelm("verify", *arguments)
    assert status == 1
    assert sentence in err
    assert api.control.data.started == []


async def test_names_that_are_not_utf8_reach_the_server(api, twinhelm):
    assert (await twinhelm("verify", "data", os.fsdecode(b"gr\xfc\xdfe")))[0] == 0
    assert api.control.data.started[0][1] == b"gr\xfc\xdfe"


async def test_archives_are_listed_and_shown(twinhelm):
    status, out, _ = await twinhelm("divergence", "list")
    assert status == 0
    assert "pollux" in out
    assert "divergence-6" in out
    assert json.loads((await twinhelm("divergence", "list", "--json"))[1])["divergences"][0]["paths"] == ["orders.db", "orders.db-wal"]
    status, out, _ = await twinhelm("divergence", "show", "data", "6")
    assert (status, "orders.db-wal" in out) == (0, True)
    status, _, err = await twinhelm("divergence", "show", "data", "5")
    assert status == 1
    assert "nothing of data is kept aside from generation 5" in err


def archive(tmp_path: Path) -> None:
    unsafe, place = tmp_path / "unsafe", tmp_path / "sets/data/divergence-6"
    unsafe.mkdir()
    records = [
        Record(1, 6, Kind.WRITE, b"sent", b"known to the other server"),
        Record(2, 6, Kind.CREATE, b"d/new", a=0o100644),
        Record(3, 6, Kind.WRITE, b"d/new", b"precious"),
        Record(4, 6, Kind.RENAME, b"d", b"e"),
        Record(5, 6, Kind.WRITE, b"large", b"end", a=1 << 30),
        Record(6, 6, Kind.UNLINK, b"gone"),
        Record(7, 6, Kind.WRITE, b"../outside", b"never written"),
    ]
    raw = b"".join(encode(record) for record in records)
    writer = SafeQueueWriter(unsafe, b"s" * 16, 0)
    writer.append([(raw, check_run(raw, 1))])
    writer.close()
    assert set_aside(unsafe, recover(unsafe), 1, place) == 6


async def test_an_archive_is_taken_apart(twinhelm, tmp_path):
    archive(tmp_path)
    target = tmp_path / "out"
    status, out, _ = await twinhelm("divergence", "extract", "data", "6", str(target))
    assert status == 0
    assert "2 files with 11 B and a list of 6 changes" in out
    assert (target / "files/e/new").read_bytes() == b"precious"
    assert (target / "files/large").stat().st_size == (1 << 30) + 3
    assert (target / "files/large").stat().st_blocks < 100
    assert not (target / "files/sent").exists()
    assert not (tmp_path / "out/outside").exists()
    changes = [json.loads(line) for line in (target / "changes.jsonl").read_text().splitlines()]
    assert [change["kind"] for change in changes] == ["create", "write", "rename", "write", "unlink", "write"]
    status, _, err = await twinhelm("divergence", "extract", "data", "6", str(target))
    assert (status, "exists already" in err) == (1, True)


async def test_one_path_of_an_archive(twinhelm, tmp_path):
    archive(tmp_path)
    assert (await twinhelm("divergence", "extract", "data", "6", str(tmp_path / "out"), "--path", "large"))[0] == 0
    assert [path.name for path in (tmp_path / "out/files").iterdir()] == ["large"]
    status, _, err = await twinhelm("divergence", "extract", "data", "9", str(tmp_path / "other"))
    assert (status, "There is no archive" in err) == (1, True)


async def test_what_becomes_of_orphans_is_chosen_for_each_set(api, twinhelm):
    status, out, _ = await twinhelm("set", "orphans", "data", "quarantine", "--days", "7", "--size", "20GB")
    assert (status, "kept for 7 days, at most 20.0 GB" in out) == (0, True)
    one = api.control.pair.sets[0]
    assert (one.orphans, one.orphan_days, one.orphan_bytes) == (OrphanPolicy.QUARANTINE, 7, 20 * 10**9)
    assert (await twinhelm("set", "orphans", "data", "delete"))[0] == 0
    assert api.control.pair.sets[0].orphans is OrphanPolicy.DELETE
    status, _, err = await twinhelm("set", "orphans", "data", "quarantine", "--days", "99999999")
    assert (status, "at most 36500 days" in err) == (1, True)
