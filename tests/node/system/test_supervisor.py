"""Children are kept running, their lines passed on, and ended one after the other."""

import asyncio
import os
import signal
import sys

from twinhelm_node.system.supervisor import Child, supervise

# Says its pid, and notes when it ends; `late` makes the end take a moment.
CODE = """
import os, signal, sys, time
def end(*_):
    time.sleep({late}); open({trace!r}, "a").write({name!r} + " ended\\n"); sys.exit(0)
signal.signal(signal.SIGTERM, end)
print("pid", os.getpid(), flush=True)
while True: time.sleep(100)
"""


def child(tmp_path, name, late=0.0, stop_timeout_s=20.0):
    return Child(name, (sys.executable, "-c", CODE.format(late=late, trace=str(tmp_path / "trace"), name=name)), stop_timeout_s)


class Lines:
    """What the supervisor said, and a way to wait for the next pid of a child."""

    def __init__(self):
        self.all = []
        self.queues = {}

    def say(self, line):
        self.all.append(line)
        name, _, rest = line.partition("] ")
        if rest.startswith("pid "):
            self.queue(name.strip("[")).put_nowait(int(rest.split()[1]))

    def queue(self, name):
        return self.queues.setdefault(name, asyncio.Queue())

    async def pid(self, name):
        return await self.queue(name).get()


async def test_a_killed_child_comes_back_and_the_other_goes_on(tmp_path):
    lines = Lines()
    task = asyncio.create_task(supervise((child(tmp_path, "control", late=0.3), child(tmp_path, "replicator")), lines.say))
    first, other = await lines.pid("control"), await lines.pid("replicator")
    os.kill(first, signal.SIGKILL)
    second = await lines.pid("control")
    assert second != first
    assert "[control] ended with -9; it is started again" in lines.all
    os.kill(other, 0)
    os.kill(os.getpid(), signal.SIGTERM)
    await task
    assert (tmp_path / "trace").read_text() == "control ended\nreplicator ended\n", "control first, and waited for"
    assert lines.queue("replicator").empty()


async def test_a_child_that_does_not_listen_is_killed(tmp_path):
    lines = Lines()
    deaf = Child("deaf", ("sh", "-c", "trap '' TERM; echo pid $$; while :; do sleep 0.05; done"), 0.2)
    task = asyncio.create_task(supervise((deaf,), lines.say))
    pid = await lines.pid("deaf")
    os.kill(os.getpid(), signal.SIGINT)
    await task
    assert "[deaf] did not end within 0.2 s and is killed" in lines.all
    assert not os.path.exists(f"/proc/{pid}/exe")


async def test_a_child_that_cannot_live_is_not_started_without_pause(tmp_path):
    lines = Lines()
    task = asyncio.create_task(supervise((Child("short", ("sh", "-c", "echo pid $$; exit 3"), 1.0),), lines.say))
    loop = asyncio.get_running_loop()
    await lines.pid("short")
    began = loop.time()
    await lines.pid("short")
    assert loop.time() - began > 0.3
    os.kill(os.getpid(), signal.SIGTERM)
    await task
