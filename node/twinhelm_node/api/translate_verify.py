"""Checks, files and findings between domain and admin/v1, both ways. The local and the peer API speak of them in the same messages."""

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm_node.api.translate_time import nanoseconds, timestamp
from twinhelm_node.domain.status import SetState
from twinhelm_node.domain.verification import (
    CheckPhase,
    CheckRun,
    FileEntry,
    FileState,
    Finding,
    Mark,
    Orphan,
    SetChecks,
    Verification,
)

_RUN_FIELDS = (
    "number", "path", "user", "generation", "sequence", "position", "visited_objects", "compared_bytes", "sent_bytes", "differing_bytes",
    "differing_files", "missing", "orphans", "total_objects", "total_bytes", "progress_ratio", "rate_bytes_per_s",
)  # fmt: skip


def run_to_proto(run: CheckRun) -> pb.CheckRun:
    """Translate a check."""
    return pb.CheckRun(
        **{field: getattr(run, field) for field in _RUN_FIELDS},
        phase=run.phase.value,
        needed=not run.trusted,
        started_at=timestamp(run.started_ns) if run.started_ns else None,
        ended_at=timestamp(run.ended_ns) if run.ended_ns else None,
        marks=[pb.CheckMark(path=mark.path, at=timestamp(mark.at_ns), sequence=mark.sequence) for mark in run.marks],
    )


def run_from_proto(message: pb.CheckRun) -> CheckRun:
    """Translate a check back."""
    return CheckRun(
        **{field: getattr(message, field) for field in _RUN_FIELDS},
        phase=CheckPhase(message.phase),
        trusted=not message.needed,
        started_ns=nanoseconds(message.started_at) if message.HasField("started_at") else 0,
        ended_ns=nanoseconds(message.ended_at) if message.HasField("ended_at") else 0,
        marks=tuple(Mark(mark.path, nanoseconds(mark.at), mark.sequence) for mark in message.marks),
    )


def checks_to_proto(checks: SetChecks) -> pb.SetChecks:
    """Translate the checks of a set."""
    return pb.SetChecks(
        set_name=checks.set_name,
        current=run_to_proto(checks.current) if checks.current else None,
        waiting=[run_to_proto(run) for run in checks.waiting],
        last=run_to_proto(checks.last) if checks.last else None,
        rate_bytes_per_s=checks.rate_bytes_per_s,
        measured_bytes_per_s=checks.measured_bytes_per_s,
        held_because=checks.held_because,
        ended=[run_to_proto(run) for run in checks.ended],
    )


def checks_from_proto(message: pb.SetChecks) -> SetChecks:
    """Translate the checks of a set back."""
    return SetChecks(
        message.set_name,
        run_from_proto(message.current) if message.HasField("current") else None,
        tuple(run_from_proto(run) for run in message.waiting),
        run_from_proto(message.last) if message.HasField("last") else None,
        message.rate_bytes_per_s,
        message.measured_bytes_per_s,
        message.held_because,
        tuple(run_from_proto(run) for run in message.ended),
    )


def verification_to_proto(one: Verification) -> pb.Verification:
    """Translate how far a set is."""
    return pb.Verification(
        set_name=one.set_name,
        state=one.state.value,
        detail=one.detail,
        progress_ratio=one.progress_ratio,
        visited_objects=one.visited_objects,
        compared_bytes=one.compared_bytes,
        sent_bytes=one.sent_bytes,
        checks=checks_to_proto(one.checks),
    )


def verification_from_proto(message: pb.Verification) -> Verification:
    """Translate how far a set is back."""
    return Verification(
        message.set_name, SetState(message.state), message.detail, message.progress_ratio, message.visited_objects, message.compared_bytes,
        message.sent_bytes, checks_from_proto(message.checks),
    )  # fmt: skip


def entry_to_proto(entry: FileEntry) -> pb.FileEntry:
    """Translate what is known of a file."""
    return pb.FileEntry(
        path=entry.path,
        is_folder=entry.is_folder,
        size_bytes=entry.size_bytes,
        state=entry.state.value,
        at=timestamp(entry.at_ns) if entry.at_ns else None,
        generation=entry.generation,
        sequence=entry.sequence,
        changed_since=entry.changed_since,
        detail=entry.detail,
    )


def entry_from_proto(message: pb.FileEntry) -> FileEntry:
    """Translate what is known of a file back."""
    return FileEntry(
        message.path, message.is_folder, message.size_bytes, FileState(message.state),
        nanoseconds(message.at) if message.HasField("at") else 0, message.generation, message.sequence, message.changed_since,
        message.detail,
    )  # fmt: skip


def finding_to_proto(one: Finding) -> pb.Finding:
    """Translate a finding."""
    return pb.Finding(
        path=one.path,
        state=one.state.value,
        at=timestamp(one.at_ns),
        generation=one.generation,
        sequence=one.sequence,
        bytes=one.bytes,
        repaired_at=timestamp(one.repaired_ns) if one.repaired_ns else None,
        server=one.server,
        detail=one.detail,
    )


def finding_from_proto(message: pb.Finding) -> Finding:
    """Translate a finding back."""
    return Finding(
        message.path, FileState(message.state), nanoseconds(message.at), message.generation, message.sequence, message.bytes,
        nanoseconds(message.repaired_at) if message.HasField("repaired_at") else 0, message.server, message.detail,
    )  # fmt: skip


def orphan_to_proto(one: Orphan) -> pb.Orphan:
    """Translate an orphan."""
    return pb.Orphan(
        server=one.server,
        set_name=one.set_name,
        round=one.round,
        path=one.path,
        is_folder=one.is_folder,
        files=one.files,
        size_bytes=one.size_bytes,
        taken_at=timestamp(one.taken_ns),
    )


def orphan_from_proto(message: pb.Orphan) -> Orphan:
    """Translate an orphan back."""
    return Orphan(
        message.server, message.set_name, message.round, message.path, message.is_folder, message.files, message.size_bytes,
        nanoseconds(message.taken_at),
    )  # fmt: skip
