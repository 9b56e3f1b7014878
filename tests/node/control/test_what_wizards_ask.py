"""What the console's wizards ask of two real control processes: sets before they are added, applications, tokens, a forwarded failover."""

import json
import os
import subprocess
import time
from collections.abc import AsyncIterator, Iterator

import msgspec
import pytest

from tests.node.control.pair_in_memory import PairInMemory
from twinhelm_node.apply.quarantine import Taken
from twinhelm_node.domain.errors import InvalidInput, NotFound, NotReady, Unreachable
from twinhelm_node.domain.operations import OperationKind, OperationState, Verdict
from twinhelm_node.domain.pair import ProtectedSet
from twinhelm_node.domain.roles import Role
from twinhelm_node.domain.verification import CheckAction, CheckPhase, CheckRun, FileState, Finding, Mark, SetChecks
from twinhelm_node.journal.findings import Findings
from twinhelm_node.security.join_token import parse_join_token
from twinhelm_node.system.open_files import programs_with_open_files


@pytest.fixture
async def pair(tmp_path) -> AsyncIterator[PairInMemory]:
    pair = PairInMemory(tmp_path)
    await pair.start("castor")
    await pair.start("pollux")
    await pair.until_active("castor")
    await pair.until_ready()
    yield pair
    await pair.close()


async def verdicts(pair: PairInMemory, new: ProtectedSet) -> dict[str, Verdict]:
    return {check.name: check.verdict for check in await pair.nodes["castor"].admin.check_set(new)}


async def test_a_folder_is_looked_at_on_both_servers_before_it_is_protected(pair, tmp_path):
    more = tmp_path / "more"
    more.mkdir()
    (more / "a").write_bytes(b"x" * 5000)
    checks = await pair.nodes["castor"].admin.check_set(ProtectedSet("more", str(more), exclude=("*.tmp",)))
    assert [check.name for check in checks] == ["folder", "overlap", "filters", "open_files", "size", "passive", "space"]
    assert all(check.verdict is not Verdict.VETO for check in checks), checks
    sentences = {check.name: check.sentence for check in checks}
    assert sentences["filters"] == "filters: without *.tmp"
    assert "1 file" in sentences["size"]
    assert "pollux" in sentences["passive"]


async def test_what_would_be_refused_is_a_veto_with_its_reason(pair, tmp_path):
    (checks,) = await pair.nodes["castor"].admin.check_set(ProtectedSet("inner", str(tmp_path / "data")))
    assert checks.verdict is Verdict.VETO
    assert "overlaps" in checks.sentence
    (missing,) = await pair.nodes["castor"].admin.check_set(ProtectedSet("nowhere", str(tmp_path / "nowhere")))
    assert "not a folder" in missing.sentence
    with pytest.raises(NotReady) as passive:
        await pair.nodes["pollux"].admin.check_set(ProtectedSet("more", str(tmp_path)))
    assert passive.value.reason == "NOT_ACTIVE"


async def test_a_passive_that_does_not_answer_is_said(pair, tmp_path):
    (tmp_path / "more").mkdir()
    await pair.stop("pollux")
    checks = await pair.nodes["castor"].admin.check_set(ProtectedSet("more", str(tmp_path / "more")))
    assert checks[-1].verdict is Verdict.HINT
    assert "pollux could not be asked" in checks[-1].sentence


def test_a_program_with_an_open_file_is_named(tmp_path):
    process = tmp_path / "proc" / "4711"
    (process / "fd").mkdir(parents=True)
    (process / "comm").write_text("psql\n")
    (process / "maps").write_text("00400000-0040b000 r-xp 00000000 08:01 131104 /usr/bin/psql\n")
    folder = tmp_path / "data"
    folder.mkdir()
    assert programs_with_open_files(str(folder), tmp_path / "proc") == ()
    os.symlink(folder / "base" / "1", process / "fd" / "7")
    assert programs_with_open_files(str(folder), tmp_path / "proc") == ("psql (4711)",)
    assert programs_with_open_files(str(tmp_path / "dat"), tmp_path / "proc") == ()


async def test_an_application_is_added_on_the_active_and_reaches_the_passive(pair):
    castor, pollux = pair.nodes["castor"], pair.nodes["pollux"]
    given = {"driver": "commands", "bin": "/nowhere/bin", "data": "/srv/pg"}
    name, exclude = await castor.admin.add_application("postgresql", "shop-db", given, user="ada", request_id="r1")
    assert name == "shop-db"
    assert "postmaster.pid" in exclude
    assert await castor.admin.add_application("postgresql", "shop-db", given, user="ada", request_id="r1") == (name, exclude)
    await pair.until(lambda: [one.name for one in pollux.documents.current.applications] == ["shop-db"], "the passive knows it")
    await castor.admin.remove_application("shop-db", user="ada", request_id="r2")
    await pair.until(lambda: pollux.documents.current.applications == (), "the passive forgot it")
    assert castor.applications.statuses() == ()


@pytest.mark.parametrize(
    ("definition", "given", "kind"),
    [
        ("mysql", {}, NotFound),
        ("postgresql", {}, InvalidInput),  # systemd needs a version
        ("postgresql", {"version": "../15"}, InvalidInput),
        ("postgresql", {"version": "15", "name": "x"}, InvalidInput),
    ],
)
async def test_an_application_that_cannot_be_is_refused(pair, definition, given, kind):
    with pytest.raises(kind):
        await pair.nodes["castor"].admin.add_application(definition, "", given, user="ada", request_id="r1")
    assert pair.nodes["castor"].documents.current.applications == ()


async def test_the_definitions_say_what_each_driver_needs(pair):
    (postgresql,) = pair.nodes["castor"].admin.definitions()
    needed = {one.name: one.required_by for one in postgresql.parameters}
    assert needed["version"] == ("systemd",)
    assert needed["data"] == ("commands",)
    assert needed["cluster"] == ()


async def test_the_primary_makes_a_token_and_the_secondary_does_not(pair):
    issued = await pair.nodes["castor"].admin.create_join_token(lifetime_s=600, replace=False, user="ada", request_id="r1")
    assert parse_join_token(issued.text).addresses == issued.addresses
    again = await pair.nodes["castor"].admin.create_join_token(lifetime_s=600, replace=False, user="ada", request_id="r1")
    assert again == issued
    with pytest.raises(NotReady) as refused:
        await pair.nodes["pollux"].admin.create_join_token(lifetime_s=600, replace=False, user="ada", request_id="r2")
    assert refused.value.reason == "NOT_PRIMARY"


async def test_a_failover_asked_of_the_active_is_carried_out_by_the_passive(pair):
    castor = pair.nodes["castor"]
    operation = await castor.admin.start_failover(
        user="anna", reason="the channel is slow", force=True, request_id="r1", to_server="pollux"
    )
    assert operation.kind is OperationKind.FAILOVER
    assert (operation.from_server, operation.to_server) == ("castor", "pollux")
    assert operation.phases
    repeated = await castor.admin.start_failover(user="anna", reason="", force=True, request_id="r1", to_server="pollux")
    assert repeated.id == operation.id
    await pair.until_active("pollux")
    await pair.until(lambda: castor.admin.operation(operation.id).state is OperationState.SUCCEEDED, "castor knows the end")
    assert castor.helm.published.role is Role.PASSIVE
    with pytest.raises(InvalidInput, match="no server helena"):
        await castor.admin.start_failover(user="anna", reason="", force=True, request_id="r2", to_server="helena")
    assert "anna asked for a failover" in castor.admin.operation(operation.id).reason


async def test_a_failover_asked_of_an_active_that_is_alone_says_so(pair):
    await pair.stop("pollux")
    with pytest.raises(Unreachable, match="pollux"):
        await pair.nodes["castor"].admin.start_failover(user="anna", reason="", force=True, request_id="r1", to_server="pollux")
    assert pair.nodes["castor"].helm.published.role is Role.ACTIVE


async def test_what_is_kept_aside_on_either_server_is_listed(pair, tmp_path):
    folder = tmp_path / "pollux" / "state" / "sets" / "data" / "divergence-3"
    folder.mkdir(parents=True)
    (folder / "list.json").write_text(
        json.dumps({"first_sequence": 40, "last_sequence": 51, "kinds": {"WRITE": 12}, "paths": ["a.db", "b.db"]})
    )
    damaged = tmp_path / "castor" / "state" / "sets" / "data" / "divergence-2"
    damaged.mkdir(parents=True)
    (damaged / "list.json").write_text("{")
    known = await pair.nodes["castor"].admin.divergences()
    assert [(server, one.generation, one.entries, one.paths) for server, one in known.kept] == [("pollux", 3, 12, ("a.db", "b.db"))]
    await pair.stop("pollux")
    assert (await pair.nodes["castor"].admin.divergences()).not_answering == ("pollux",)


async def test_a_check_is_asked_of_the_active_alone(pair, tmp_path):
    admin = pair.nodes["castor"].admin
    await admin.data.start("data", os.fsencode(tmp_path / "data" / "orders"), 0, user="ada")
    await admin.data.start("data", b"gr\xfc\xdfe", 1 << 20, user="ada")
    await admin.data.steer("data", CheckAction.PAUSE, user="ada")
    start, pause = CheckAction.START, CheckAction.PAUSE
    assert pair.replicators["castor"].compared == [
        ("data", start, b"orders", 0), ("data", start, b"gr\xfc\xdfe", 1 << 20), ("data", pause, b"", 0),
    ]  # fmt: skip
    assert "asked to compare gr\\xfc\\xdfe of the set data" in admin.events("", 2)[1].sentence
    assert [one.set_name for one in await admin.data.verifications()] == ["data"]
    with pytest.raises(InvalidInput) as outside:
        await admin.data.start("data", b"../etc", 0, user="ada")
    assert outside.value.reason == "BAD_PATH"
    with pytest.raises(InvalidInput) as slow:
        await admin.data.set_rate("data", 1000, only_this_check=False, user="ada")
    assert slow.value.reason == "BAD_RATE"
    await admin.data.set_rate("data", 1 << 20, only_this_check=False, user="ada")
    assert admin.document().sets[0].check_rate_bytes_per_s == 1 << 20
    passive = pair.nodes["pollux"].admin.data
    for asked in (passive.verifications(), passive.start("data", b"", 0, user="ada"), passive.list_files("data", b"", frozenset(), b"", 9)):
        with pytest.raises(NotReady) as refused:
            await asked
        assert refused.value.reason == "NOT_ACTIVE"


async def test_files_are_judged_by_the_checks_and_findings_of_both_servers(pair, tmp_path):
    castor, folder = pair.nodes["castor"].admin.data, tmp_path / "data"
    for name in ("early", "late", "mended", "wrong"):
        (folder / name).write_bytes(b"content")
    now_ns = time.time_ns()
    marks = (Mark(b"n", now_ns + 10**9, 50),)
    run = CheckRun(9, phase=CheckPhase.RUNNING, started_ns=now_ns, generation=1, sequence=50, position=b"n", marks=marks)
    pair.replicators["castor"].known_checks = (SetChecks("data", run),)
    findings = Findings(tmp_path / "pollux" / "state" / "sets" / "data" / "findings.jsonl")
    (tmp_path / "pollux" / "state" / "sets" / "data").mkdir(parents=True)
    findings.add(Finding(b"mended", FileState.DIFFERING, now_ns, 1, 40, 4096))
    findings.repaired(41, now_ns + 5)
    findings.add(Finding(b"wrong", FileState.DIFFERING, now_ns, 1, 45, 4096))
    findings.add(Finding(b"unknown", FileState.ORPHAN, now_ns, 1, 46, detail="it was left where it is"))
    listed = await castor.list_files("data", b"", frozenset(), b"", 100)
    assert {entry.path: entry.state for entry in listed.entries} == {
        b"early": FileState.VERIFIED, b"late": FileState.VERIFIED, b"mended": FileState.REPAIRED, b"unknown": FileState.ORPHAN,
        b"wrong": FileState.DIFFERING,
    }  # fmt: skip
    assert (await castor.file("data", b"early"))[0].sequence == 50
    await pair.stop("pollux")
    entry, silent = await castor.file("data", b"wrong")
    assert (entry.state, silent) == (FileState.NOT_COMPARED, ("pollux",))


async def test_what_is_set_aside_on_either_server_is_restored_where_it_harms_nobody(pair, tmp_path):
    for server in ("castor", "pollux"):
        quarantine = tmp_path / server / "state" / "sets" / "data" / "quarantine"
        (quarantine / "r1/d").mkdir(parents=True)
        (quarantine / "r1/d/left").write_bytes(server.encode())
        (quarantine / "r1.jsonl").write_bytes(msgspec.json.encode(Taken(b"d/left", time.time_ns())) + b"\n")
    data = pair.nodes["castor"].admin.data
    assert [(one.server, one.path, one.files) for one in (await data.orphans("data")).kept] == [
        ("pollux", b"d/left", 1),
        ("castor", b"d/left", 1),
    ]
    with pytest.raises(NotReady) as refused:
        await data.restore_orphan("pollux", "data", "r1", b"d/left", "", user="ada")
    assert refused.value.reason == "NOT_ON_ACTIVE"
    with pytest.raises(InvalidInput) as protected:
        await data.restore_orphan("pollux", "data", "r1", b"d/left", str(tmp_path / "data"), user="ada")
    assert protected.value.reason == "TARGET_PROTECTED"
    with pytest.raises(NotFound):
        await data.restore_orphan("pollux", "data", "r1", b"../../../origin.json", str(tmp_path), user="ada")
    assert await data.restore_orphan("pollux", "data", "r1", b"d/left", str(tmp_path), user="ada") == str(tmp_path / "left")
    assert (tmp_path / "left").read_bytes() == b"pollux"
    (tmp_path / "data" / "d").mkdir()
    assert await data.restore_orphan("castor", "data", "r1", b"d/left", "", user="ada") == str(tmp_path / "data/d/left")
    assert (await data.orphans("")).kept == ()
    assert not (tmp_path / "pollux/state/sets/data/quarantine/r1").exists()


@pytest.fixture
def folder_in_use(tmp_path) -> Iterator[str]:
    """A folder in which a program works."""
    folder = tmp_path / "more"
    folder.mkdir()
    with subprocess.Popen(["cat"], cwd=folder, stdin=subprocess.PIPE):
        yield str(folder)


async def test_a_folder_with_open_files_is_not_protected(pair, folder_in_use):
    admin = pair.nodes["castor"].admin
    with pytest.raises(NotReady, match=r"cat .* would not be captured") as refused:
        await admin.add_set(ProtectedSet("more", folder_in_use), user="ada", request_id="r")
    assert refused.value.reason == "FILES_OPEN"
    assert "more" not in [one.name for one in pair.nodes["castor"].documents.current.sets]


async def test_the_bandwidth_of_the_pair_reaches_the_replicators_of_both_servers(pair):
    admin = pair.nodes["castor"].admin
    kept = "08:00-18:00 10mbit, else unlimited"
    assert await admin.change_bandwidth("8:00-18:00 10mbit, else unlimited", user="ada", request_id="one") == kept
    assert await admin.change_bandwidth("1mbit", user="ada", request_id="one") == kept
    for name in ("castor", "pollux"):
        await pair.until(lambda name=name: {path.bandwidth for path in pair.replicators[name].paths} == {kept}, f"{name} knows the cap")
    sentences = [event.sentence for event in pair.nodes["castor"].log.list("", 50)]
    assert f"ada set the bandwidth of the channel to {kept}" in sentences
    with pytest.raises(InvalidInput, match="is not a rate"):
        await admin.change_bandwidth("a lot", user="ada", request_id="two")
    with pytest.raises(NotReady):
        await pair.nodes["pollux"].admin.change_bandwidth("1mbit", user="ada", request_id="three")
