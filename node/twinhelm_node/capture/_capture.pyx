# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, warn.unused=False
"""The compiled half of capture: a FUSE file system over a folder that records every change before it answers.

`capture.py` is the typed face; nothing else imports this module. Everything that serves a request runs without the GIL and without Python.
Reading order: _core (structures and locks), _journal (records), _names (nodes, paths, filters), _operations_*, _service (threads), _copy and _verify (walker).

Invariants: *Order* and *Local first*, as in ARCHITECTURE.md. A change that failed locally leaves no record; a record stands in the unsafe queue before
the application is answered; a record that cannot be written never fails the application's call but is counted and said (`failure`).
"""

include "_native.pxi"
include "_core.pxi"
include "_changed.pxi"
include "_journal.pxi"
include "_names.pxi"
include "_operations_unnamed.pxi"
include "_operations_names.pxi"
include "_operations_files.pxi"
include "_operations_attributes.pxi"
include "_copy.pxi"
include "_verify.pxi"
include "_throttle.pxi"
include "_service.pxi"
include "_class.pxi"
