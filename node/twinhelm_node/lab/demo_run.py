"""One run of the demo: a pair under load loses its active, carries on, takes the lost server back, switches over, and is compared.

The pair is asked what it did and how long that took; whether it did right is concluded from the workstation's file, the
database, the frames on the bridge and the two disks.
"""

import contextlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

from twinhelm_node.api.admin_client import AdminClient
from twinhelm_node.domain.errors import NotReady, TwinhelmError, Unreachable
from twinhelm_node.domain.operations import Operation, OperationKind, OperationState
from twinhelm_node.domain.status import ApplicationState, Mode, SetState
from twinhelm_node.domain.view import PairView
from twinhelm_node.failover.executor import DETECT
from twinhelm_node.lab import layout, load_compare
from twinhelm_node.lab.demo_evidence import Commit, Frame, UnsafeQueue, lost, only_unsafe_lost, outage_s, speakers
from twinhelm_node.lab.demo_frames import read_frames
from twinhelm_node.lab.demo_load import (
    POLL_S,
    ConfirmedLoad,
    DemoTimeout,
    checksum_complaints,
    database_complaints,
    present_numbers,
    wait_until,
)
from twinhelm_node.lab.lab import Lab
from twinhelm_node.lab.pair import bring_up
from twinhelm_node.system import spawn

LOAD_S = 20.0
TAKEOVER_TIMEOUT_S = 60.0
REJOIN_TIMEOUT_S = 180.0
SWITCHOVER_TIMEOUT_S = 90.0
OLDEST_STATUS_S = 5.0  # on which a view still stands: control takes the replicator for dead then
COMMITS_AFTERWARDS = 200
Say = Callable[[str], None]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Result:
    """What one run has shown. The names are those of the line of JSON."""

    mode: str
    outage_s: float | None
    detect_s: float | None
    promote_s: float | None
    confirmed: int
    lost: int
    unsafe_at_crash: int
    database_ok: bool
    silent_passive_ok: bool
    trees_equal_after_switchover: bool

    def line(self) -> str:
        """The line of JSON."""
        return json.dumps({name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A result, and whether everything holds that has to. `complaints` has one sentence for each thing that does not."""

    result: Result
    complaints: tuple[str, ...]


class Listener:
    """The ears on the public network. Use as a context manager; `frames` are complete once it was left."""

    def __init__(self, lab: Lab) -> None:
        self._path = Path(lab.directory) / "log" / "frames"
        self._lab = lab
        self.dropped = 0

    def __enter__(self) -> Self:
        arguments = [sys.executable, "-m", "twinhelm_node.lab.demo_frames", str(self._path.resolve())]
        self._process = self._lab.spawn("hall", arguments, stdout=spawn.PIPE)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != b"listening\n":
            raise NotReady("Nobody can listen on the public network of the lab; run the demo as root or with user namespaces allowed.")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        said = self._process.communicate()[0]
        self.dropped = int(json.loads(said)["dropped"]) if said else -1

    def speakers(self) -> tuple[str, ...]:
        """Who spoke, in order."""
        return speakers(self._frames())

    def probes(self) -> tuple[str, ...]:
        """Who asked without claiming an address, in order."""
        return speakers(replace(frame, probe=False) for frame in self._frames() if frame.probe)

    def _frames(self) -> tuple[Frame, ...]:
        with self._path.open(encoding="ascii") as lines:
            return tuple(read_frames(iter(lines)))


@contextlib.contextmanager
def administrator(lab: Lab) -> Iterator[AdminClient]:
    """The admin API through the way for the console: whoever is active answers, also after a takeover."""
    way = lab.console()
    if way is None:
        raise NotReady("The lab has no way for the console; start it with: twinhelm lab up", "LAB_NOT_RUNNING")
    with AdminClient.remote(way.address, fingerprint=way.fingerprint, user=way.user, password=way.password) as client:
        yield client


def patiently(call: Callable[[], Answer], timeout_s: float = TAKEOVER_TIMEOUT_S) -> Answer:
    """Ask again while nobody answers: after a takeover the connection has to find the new active first. Raises Unreachable."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            return call()
        except Unreachable:
            if time.monotonic() > deadline:
                raise
        time.sleep(POLL_S)


def wait_for_view(client: AdminClient, what: str, holds: Callable[[PairView], bool], timeout_s: float) -> PairView:
    """Wait until the pair is as it should be. Raises DemoTimeout that also says what stands in the way."""
    seen: list[PairView] = []

    def asked() -> bool:
        try:
            seen.append(client.view())
        except Unreachable:
            return False
        return holds(seen[-1])

    try:
        wait_until(what, asked, timeout_s)
    except DemoTimeout as error:
        states = [f"{one.status.name} is {one.status.state} {one.status.detail}".strip() for one in seen[-1].sets] if seen else []
        raise DemoTimeout(f"{error} ({'; '.join([*(seen[-1].why_not if seen else ()), *states]) or 'nobody answered'})") from error
    return seen[-1]


def is_whole(view: PairView) -> bool:
    """Whether both servers stand ready and everything is replicated as it happens."""
    return view.ready_for_switchover and all(one.status.state is SetState.SYNCHRONIZED for one in view.sets)


def is_at_rest(view: PairView) -> bool:
    """Whether the passive has applied everything that was captured."""
    return all(one.status.captured_sequence == one.status.applied_sequence and one.status.unsafe_queue.entries == 0 for one in view.sets)


def switch_over(client: AdminClient, reason: str) -> Operation:
    """Switch over and wait for the end. Raises NotReady with the reason when it did not succeed."""
    started = patiently(lambda: client.start_switchover(reason))
    *_, operation = (started, *client.watch_operation(started.id))
    if operation.state is not OperationState.SUCCEEDED:
        raise NotReady(f"The switchover did not succeed: {operation.error}")
    return operation


def last_failover(client: AdminClient) -> Operation | None:
    """Return the newest finished failover that the active knows of."""
    succeeded = (one for one in patiently(client.operations) if one.state is OperationState.SUCCEEDED)
    return next((one for one in succeeded if one.kind is OperationKind.FAILOVER), None)


def takeover_times(operation: Operation, crashed_wall_ns: int) -> tuple[float, float]:
    """Seconds from the crash until the takeover was decided, and from there to its end.

    The operation begins when the active was last heard; how long that was before the decision is its phase `detect`.
    """
    before = sum(phase.elapsed_s for phase in operation.phases if phase.name == DETECT)
    detected_s = (operation.started_ns - crashed_wall_ns) / 1e9 + before
    return detected_s, operation.elapsed_s - before


def stop_applications(client: AdminClient) -> None:
    """Stop what runs on the active, and wait until the passive has applied the last of it."""
    for application in patiently(client.applications):
        if application.status.state is ApplicationState.RUNNING:
            client.stop_application(application.status.name)
    wait_for_view(client, "an empty queue", is_at_rest, REJOIN_TIMEOUT_S)


def tree_differences(lab: Lab, client: AdminClient) -> tuple[str, ...]:
    """Compare the protected folders as they lie on both disks, beneath any mount. Both must be at rest.

    A view that says so may stand on a status of before the applications' last words: what differs is looked at again until no status can
    be as old as that.
    """
    deadline = time.monotonic() + OLDEST_STATUS_S
    while True:
        found: list[str] = []
        for one in client.sets():
            below = Path(one.path).relative_to("/srv")
            found += load_compare.differences(lab.disk("castor") / below, lab.disk("pollux") / below, one.exclude)
        if not found or time.monotonic() > deadline:
            return tuple(found)
        time.sleep(POLL_S)


def unsafe_queue_at_crash(lab: Lab, *, lost_server: str, survivor: str) -> UnsafeQueue:
    """Read both disks: what the lost server had captured beyond the place from which the survivor went on."""
    entries, oldest = 0, 0
    for directory in sorted((lab.disk(survivor) / "state" / "sets").iterdir()):
        held = load_compare.where_generation_grew_from(directory / "unsafe")
        one = load_compare.unsafe_queue_beyond(lab.disk(lost_server) / "state" / "sets" / directory.name / "unsafe", held)
        entries += one.entries
        oldest = min(filter(None, (oldest, one.oldest_ns)), default=0)
    return UnsafeQueue(entries, oldest)


class Run:
    """The story of one mode."""

    def __init__(self, lab: Lab, mode: Mode, say: Say, load_s: float = LOAD_S) -> None:
        self._lab = lab
        self._mode = mode
        self._say = say
        self._load_s = load_s
        self._complaints: list[str] = []

    def play(self) -> Verdict:
        """Tell the whole story; the lab is up before and after. Raises TwinhelmError when it cannot go on."""
        lab = self._lab
        with administrator(lab) as client, Listener(lab) as listener, ConfirmedLoad(lab) as load:
            load.wait_for_commits(1, TAKEOVER_TIMEOUT_S)
            self._say(f"the workstation commits rows through {layout.SERVICE_ADDRESS}; castor loses its power in {self._load_s:g} s")
            time.sleep(self._load_s)
            crashed_wall_ns, crashed_ns = lab.crash("castor"), time.monotonic_ns()
            self._say("castor is gone")
            load.wait_for_commits(COMMITS_AFTERWARDS, TAKEOVER_TIMEOUT_S, crashed_ns)
            outage = outage_s(load.commits(), crashed_ns)
            self._say(f"the workstation commits again, after {outage or 0.0:.2f} s without a commit")
            unsafe = unsafe_queue_at_crash(lab, lost_server="castor", survivor="pollux")
            missing = self._compare_commits(load.commits(), unsafe)
            self._check("the database on pollux", database_complaints(lab))
            detect, promote = self._phases(client, crashed_wall_ns)

            lab.start("castor")
            self._say("castor has its power back; waiting until it is synchronized")
            wait_for_view(client, "a whole pair", is_whole, REJOIN_TIMEOUT_S)
            self._say("castor is the passive now and ready to take over; switching over")
            switched = switch_over(client, "the demo")
            load.wait_for_commits(COMMITS_AFTERWARDS, SWITCHOVER_TIMEOUT_S, time.monotonic_ns())
            self._say(f"castor is active again, after a switchover of {switched.elapsed_s:.2f} s")
            load.stop()
            commits = load.commits()
            later_lost = [commit for commit in lost(commits, present_numbers(lab)) if commit not in missing]
            self._check("the switchover", f"{len(later_lost)} confirmed commits are missing" if later_lost else "")
            self._check("the database on castor", database_complaints(lab))
            stop_applications(client)
            differing = tree_differences(lab, client)
            self._check("both trees", "\n".join(differing[:20]))
            self._check("the cluster on castor", checksum_complaints(lab, "castor"))
        voices = listener.speakers()
        silent = voices == ("castor", "pollux", "castor") and listener.dropped == 0
        self._check("the passive's silence", "" if silent else f"heard in this order: {voices}, {listener.dropped} frames not seen")
        database_ok = not any("database" in complaint or "cluster" in complaint for complaint in self._complaints)
        result = Result(
            mode=self._mode.value, outage_s=outage, detect_s=detect, promote_s=promote, confirmed=len(commits),
            lost=len(missing) + len(later_lost), unsafe_at_crash=unsafe.entries, database_ok=database_ok, silent_passive_ok=silent,
            trees_equal_after_switchover=not differing,
        )  # fmt: skip
        return Verdict(result, tuple(self._complaints))

    def _check(self, what: str, complaint: str) -> None:
        if complaint:
            self._complaints.append(f"{what}: {complaint}")
        self._say(f"{what}: {complaint or 'as it should be'}")

    def _compare_commits(self, commits: tuple[Commit, ...], unsafe: UnsafeQueue) -> tuple[Commit, ...]:
        missing = lost(commits, present_numbers(self._lab))
        complaint = ""
        if self._mode is Mode.DURABLE and missing:
            complaint = f"{len(missing)} confirmed commits are missing although the mode is durable"
        elif not only_unsafe_lost(missing, unsafe):
            complaint = (
                f"{len(missing)} confirmed commits are missing, not all of them younger than the unsafe queue ({unsafe.entries} entries)"
            )
        self._check(f"{len(commits)} confirmed commits, {len(missing)} missing, {unsafe.entries} entries unsafe at the crash", complaint)
        return missing

    def _phases(self, client: AdminClient, crashed_wall_ns: int) -> tuple[float | None, float | None]:
        """Seconds from the crash until pollux began to take over, and from there until it was done, application started."""
        operation = last_failover(client)
        if operation is None:
            self._check("the failover", "pollux knows of no finished failover")
            return None, None
        spent = ", ".join(f"{phase.name} {phase.elapsed_s:.2f} s" for phase in operation.phases)
        self._say(f"pollux took over in generation {operation.generation}: {spent}")
        return takeover_times(operation, crashed_wall_ns)


def play_in_own_lab(directory: Path, mode: Mode, say: Say, load_s: float = LOAD_S, logs: Path | None = None) -> Verdict:
    """Bring a lab up, play one run in it, take it down, whatever happens. When not all is as it should be, its logs go to `logs`."""
    lab = Lab(directory)
    say(f"--- mode {mode.value}: starting the lab")
    verdict = Verdict(Result(mode.value, None, None, None, 0, 0, 0, False, False, False), ("it did not end",))
    try:
        bring_up(lab, application="postgresql", mode=mode, console_port=0, say=say)
        verdict = Run(lab, mode, say, load_s).play()
    except TwinhelmError as error:
        verdict = replace(verdict, complaints=(str(error),))
    finally:
        if verdict.complaints and logs is not None:
            keep_logs(lab, logs)
            say(f"what the machines said is in {logs}")
        lab.down()
    return verdict


def keep_logs(lab: Lab, target: Path) -> None:
    """Copy what the machines and their services said, and their events, out of a lab that is about to go."""
    sources = [*(Path(lab.directory) / "log").glob("*.log"), *(lab.disk(server) / "state" / "events.jsonl" for server in layout.SERVERS)]
    for source in sources:
        name = source.name if source.suffix == ".log" else f"{source.parent.parent.name}-events.jsonl"
        target.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(source, target / name)
