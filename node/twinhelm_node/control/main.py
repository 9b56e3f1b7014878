"""Entry of the control process: `twinhelm node control`. The packet filter comes before everything else."""

import asyncio
import logging
import signal
import sys

from twinhelm_node.config.load import load_server_configuration
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.network.packet_filter import PacketFilter


def run(config_path: str) -> None:
    """Run until SIGTERM or SIGINT. Raises TwinhelmError with a sentence when this server cannot start at all."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    configuration = load_server_configuration(config_path)
    voice = PacketFilter(configuration.public.interface, configuration.public.management_addresses)
    voice.install()
    asyncio.run(serve(configuration, voice))


async def serve(configuration: ServerConfiguration, voice: PacketFilter) -> None:
    """Run one server."""
    from twinhelm_node.control.node import ControlNode
    from twinhelm_node.control.parts import real_parts
    from twinhelm_node.domain.events import Severity
    from twinhelm_node.network.filter_guard import keep_whole

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    node = ControlNode(configuration, real_parts(configuration, voice))
    await node.start()
    guard = asyncio.create_task(keep_whole(voice, lambda sentence: node.event(Severity.CRITICAL, "packet_filter", sentence)))
    try:
        await stop.wait()
    finally:
        guard.cancel()
        await node.stop()
