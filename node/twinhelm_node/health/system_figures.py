"""Load of this machine (psutil)."""

import os

import psutil

from twinhelm_node.domain.status import SystemFigures


class SystemMeter:
    """Measures since the call before; the first call reports the processor as 0. `path`: a folder on the disk to watch, or ""."""

    def __init__(self) -> None:
        psutil.cpu_percent(None)

    def measure(self, path: str) -> SystemFigures:
        """Return the figures now. A folder that is missing or hangs half-mounted leaves the disk at 0."""
        memory = psutil.virtual_memory()
        used = total = 0
        if path:
            try:
                disk = os.statvfs(path)
            except OSError:
                pass
            else:
                total = disk.f_blocks * disk.f_frsize
                used = (disk.f_blocks - disk.f_bfree) * disk.f_frsize
        return SystemFigures(
            processor_ratio=psutil.cpu_percent(None) / 100.0,
            memory_used_bytes=memory.total - memory.available,
            memory_total_bytes=memory.total,
            disk_used_bytes=used,
            disk_total_bytes=total,
            disk_path=path,
        )
