"""Programs are run to their end, and no longer."""

import asyncio
import os

import pytest

from twinhelm_node.domain.errors import NotFound
from twinhelm_node.system.process import OUTPUT_LIMIT_BYTES, ProcessFailed, ProcessTimeout, run, run_async


async def both(arguments, **more):
    """Run it both ways; they must not differ."""
    one = run(arguments, **more)
    assert await run_async(arguments, **more) == one
    return one


async def test_output_status_and_input():
    done = await both(("sh", "-c", "cat; echo bad >&2; exit 3"), timeout_s=10, stdin=b"hello\n")
    assert (done.returncode, done.stdout, done.stderr, done.complaint) == (3, "hello\n", "bad\n", "bad")
    with pytest.raises(ProcessFailed, match="sh failed with exit status 3: bad"):
        done.require_success()


async def test_the_environment_is_replaced_when_given():
    assert (await both(("/usr/bin/env",), timeout_s=10, env={"A": "b"})).stdout == "A=b\n"


async def test_a_program_that_is_missing():
    with pytest.raises(NotFound, match="cannot be run"):
        run(("/no/such/program",), timeout_s=1)
    with pytest.raises(NotFound, match="install it"):
        await run_async(("/no/such/program",), timeout_s=1)


async def test_a_daemon_that_keeps_the_output_holds_up_nobody(tmp_path):
    """Its parent ends at once; a pipe would stay open as long as the daemon, and the test would time out."""
    script = f"sleep 1000 & echo $! > {tmp_path}/pid; echo started"
    for go in (lambda: asyncio.to_thread(run, ("sh", "-c", script), timeout_s=10), lambda: run_async(("sh", "-c", script), timeout_s=10)):
        assert (await go()).stdout == "started\n"
        os.kill(int((tmp_path / "pid").read_text()), 9)


async def test_too_late():
    with pytest.raises(ProcessTimeout):
        run(("sleep", "1000"), timeout_s=0.1)
    with pytest.raises(ProcessTimeout, match="sleep did not end within"):
        await run_async(("sleep", "1000"), timeout_s=0.1)


async def test_a_cancelled_call_takes_its_program_with_it(tmp_path):
    task = asyncio.create_task(
        run_async(("sh", "-c", f"echo $$ > {tmp_path}/pid.new; mv {tmp_path}/pid.new {tmp_path}/pid; sleep 1000"), timeout_s=60)
    )
    while not (tmp_path / "pid").exists():  # noqa: ASYNC110  # the program has no other way to tell
        await asyncio.sleep(0.005)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


async def test_much_output_keeps_its_end():
    done = await both(("sh", "-c", "yes | head -c 3000000; echo end"), timeout_s=30)
    assert len(done.stdout) == OUTPUT_LIMIT_BYTES
    assert done.stdout.endswith("end\n")
