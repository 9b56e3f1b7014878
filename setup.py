"""Builds the compiled parts of a server, only where libfuse3 is present, so that the console installs on any desktop."""

import subprocess
import sys

from setuptools import Extension, setup


def libfuse3_flags() -> list[str] | None:
    """Compiler and linker flags of libfuse3, or None where it is not installed."""
    try:
        found = subprocess.run(["pkg-config", "--cflags", "--libs", "fuse3"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.split()


def extensions() -> list[Extension]:
    """The capture and the hash of blocks, or nothing on machines that only run the console."""
    flags = libfuse3_flags() if sys.platform == "linux" else None
    if flags is None:
        return []
    from Cython.Build import cythonize

    capture = Extension(
        "twinhelm_node.capture._capture",
        sources=["node/twinhelm_node/capture/_capture.pyx"],
        include_dirs=["node/twinhelm_node/capture", "node/twinhelm_node/journal"],
        depends=["node/twinhelm_node/capture/native.h", "node/twinhelm_node/journal/xxh64.h"],
        extra_compile_args=["-O2", "-g", *[flag for flag in flags if not flag.startswith("-l")]],
        extra_link_args=[flag for flag in flags if flag.startswith(("-l", "-L"))],
    )
    block = Extension(
        "twinhelm_node.journal._block",
        sources=["node/twinhelm_node/journal/_block.pyx"],
        include_dirs=["node/twinhelm_node/journal"],
        depends=["node/twinhelm_node/journal/xxh64.h"],
        extra_compile_args=["-O2", "-g"],
    )
    return list(cythonize([capture, block], language_level=3))


setup(ext_modules=extensions())
