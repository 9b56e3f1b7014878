"""Entry of the replicator process: `twinhelm node replicator`."""

import asyncio
import logging
import resource
import signal
import sys
from pathlib import Path

from twinhelm_node.api.replicator_service import serve_replicator
from twinhelm_node.config.load import load_server_configuration
from twinhelm_node.config.server import ServerConfiguration
from twinhelm_node.replicator.replicator import ReplicatorCore

_log = logging.getLogger(__name__)
SOCKET_NAME = "replicator.sock"


def run(config_path: str) -> None:
    """Run until SIGTERM or SIGINT; then unmount and note where every tree stands."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    configuration = load_server_configuration(config_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    # the default of 5 ms would let the applying thread hold up acknowledgements
    sys.setswitchinterval(0.0005)
    asyncio.run(_serve(configuration))


async def _serve(configuration: ServerConfiguration) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    Path(configuration.runtime_directory).mkdir(parents=True, exist_ok=True)
    core = ReplicatorCore(configuration)
    server = await serve_replicator(core, str(Path(configuration.runtime_directory) / SOCKET_NAME))
    _log.info("replicator of %s is ready, passive", configuration.name)
    try:
        await stop.wait()
    finally:
        await core.close()
        await server.stop(0.5)
