"""What an administrator asks of the checks of a set, done to their book. The walker does what the book says."""

import time

from twinhelm_node.domain.errors import NotReady
from twinhelm_node.domain.verification import MOST_WAITING, CheckAction, CheckPhase, CheckRun
from twinhelm_node.replicator.check_book import CheckBook, new_number


def order_check(book: CheckBook, action: CheckAction, path: bytes, rate_bytes_per_s: int, user: str) -> None:
    """Start, pause, resume or cancel a check, or change its rate. Reasons: NO_CHECK, COPY_NEEDED, TOO_MANY_CHECKS."""
    if action is CheckAction.START:
        _start(book, path, rate_bytes_per_s, user)
        return
    run = book.current
    if run is None:
        raise NotReady("No check of this set is at work; start one with 'twinhelm verify start'.", "NO_CHECK")
    if action is CheckAction.PAUSE:
        book.change(run.number, phase=CheckPhase.PAUSED)
    elif action is CheckAction.RESUME:
        if run.phase is CheckPhase.PAUSED:
            book.change(run.number, phase=CheckPhase.RUNNING if run.started_ns else CheckPhase.WAITING)
    elif action is CheckAction.RATE:
        book.change(run.number, rate_bytes_per_s=rate_bytes_per_s)
    elif not run.trusted:
        raise NotReady("The copy cannot be used without this check, so it cannot be cancelled; pause it if it has to wait.", "COPY_NEEDED")
    else:
        book.change(run.number, phase=CheckPhase.CANCELLED, ended_ns=time.time_ns())


def _start(book: CheckBook, path: bytes, rate_bytes_per_s: int, user: str) -> None:
    """A check of the same that is at work or waits is not started twice; a paused one goes on."""
    for known in (book.current, *book.waiting):
        if known is not None and known.path == path and known.trusted:
            if known.phase is CheckPhase.PAUSED:
                book.change(known.number, phase=CheckPhase.RUNNING if known.started_ns else CheckPhase.WAITING)
            if rate_bytes_per_s:
                book.change(known.number, rate_bytes_per_s=rate_bytes_per_s)
            return
    if not book.add(CheckRun(new_number(book), path, rate_bytes_per_s=rate_bytes_per_s, user=user)):
        raise NotReady(f"{MOST_WAITING} checks of this set wait already; cancel some with 'twinhelm verify cancel'.", "TOO_MANY_CHECKS")
