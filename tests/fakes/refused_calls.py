"""A disk that refuses by quota: a filter of system calls (seccomp(2)) that answers some of this process's own calls with EDQUOT.

No kernel option is needed, as a real quota would need. Only for a process made for it: a filter is never taken away again.
"""

import ctypes
import errno
import platform
import struct

FAR = 1 << 32  # writes and fallocates from here on are refused
MODE = 0o751  # mkdirat with this mode is refused
_CALLS = {"x86_64": (0xC000003E, 18, 285, 258, 77), "aarch64": (0xC00000B7, 68, 47, 34, 46)}  # pwrite64, fallocate, mkdirat, ftruncate
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EDQUOT
_SET_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2


def supported() -> bool:
    """Whether this machine's calls are known here."""
    return platform.machine() in _CALLS


def refuse_by_quota() -> None:
    """Refuse from now on, in every thread that begins after this."""
    architecture, pwrite, fallocate, mkdir, truncate = _CALLS[platform.machine()]
    answers = [(_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    program = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _ALLOW), (_LOAD, 0, 0, 0)]
    for call, argument in ((pwrite, 3), (fallocate, 2), (truncate, 1)):
        program += [(_EQUAL, 0, 4, call), (_LOAD, 0, 0, 16 + 8 * argument + 4), (_AT_LEAST, 0, 1, FAR >> 32), *answers]
    program += [(_EQUAL, 0, 4, mkdir), (_LOAD, 0, 0, 16 + 8 * 2), (_EQUAL, 0, 1, MODE), *answers]
    program.append(answers[1])
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in program))
    head = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (_SET_SECCOMP, _FILTER, ctypes.c_char_p(head), 0, 0)):
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
