"""Work for the asyncio thread, also when it has ended."""

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.pair_bridge import Reply


async def answer() -> int:
    return 42


def test_work_is_done():
    thread = AsyncThread()
    assert thread.submit(answer()).result(timeout=20) == 42
    thread.close()


def test_what_is_asked_after_the_end_is_asked_of_nobody(qapp):
    thread = AsyncThread()
    thread.close()
    told: list[object] = []
    reply = Reply(thread, answer()).then(told.append, told.append)
    qapp.processEvents()
    assert told == []
    reply.drop()
