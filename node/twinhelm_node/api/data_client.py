"""Checks, files, orphans and archives from the caller's side; reached as `AdminClient.data`."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

import grpc

from twinhelm.admin.v1 import verify_service_pb2 as pb
from twinhelm.admin.v1.verify_service_pb2_grpc import VerifyServiceStub
from twinhelm_node.api.translate_verify import entry_from_proto, finding_from_proto, orphan_from_proto, verification_from_proto
from twinhelm_node.domain.divergence import Extracted
from twinhelm_node.domain.verification import FileEntry, FileList, FileState, Findings, Orphan, Orphans, Verification


class DataClient:
    """`call` makes one call and raises the TwinhelmError that the server meant."""

    def __init__(self, channel: grpc.Channel, call: Callable[[Any, Any], Any]) -> None:
        self._stub = VerifyServiceStub(channel)
        self._call = call

    def start(self, set_name: str, path: bytes = b"", rate_bytes_per_s: int = 0) -> None:
        """Compare a set, or a path in it, with the passive's copy."""
        request = pb.StartVerificationRequest(set_name=set_name, path=path, rate_bytes_per_s=rate_bytes_per_s, request_id=_new_id())
        self._call(self._stub.StartVerification, request)

    def pause(self, set_name: str) -> None:
        """Let the check at work wait."""
        self._call(self._stub.PauseVerification, pb.PauseVerificationRequest(set_name=set_name, request_id=_new_id()))

    def resume(self, set_name: str) -> None:
        """Let it go on."""
        self._call(self._stub.ResumeVerification, pb.ResumeVerificationRequest(set_name=set_name, request_id=_new_id()))

    def cancel(self, set_name: str) -> None:
        """End it where it is."""
        self._call(self._stub.CancelVerification, pb.CancelVerificationRequest(set_name=set_name, request_id=_new_id()))

    def set_rate(self, set_name: str, rate_bytes_per_s: int, *, only_this_check: bool) -> None:
        """Change what checks may read; 0: no limit."""
        request = pb.SetVerificationRateRequest(set_name=set_name, rate_bytes_per_s=rate_bytes_per_s, only_this_check=only_this_check)
        self._call(self._stub.SetVerificationRate, request)

    def verifications(self) -> tuple[Verification, ...]:
        """Return how far every set is."""
        answer = self._call(self._stub.ListVerifications, pb.ListVerificationsRequest())
        return tuple(verification_from_proto(one) for one in answer.verifications)

    def files(
        self, set_name: str, folder: bytes = b"", states: Iterable[FileState] = (), after: bytes = b"", count: int = 1000
    ) -> FileList:
        """Return what is known of the names in one folder."""
        request = pb.ListFilesRequest(set_name=set_name, folder=folder, states=[one.value for one in states], after=after, page_size=count)
        answer = self._call(self._stub.ListFiles, request)
        return FileList(tuple(entry_from_proto(one) for one in answer.entries), answer.more, tuple(answer.not_answering))

    def file(self, set_name: str, path: bytes) -> tuple[FileEntry, tuple[str, ...]]:
        """Return what is known of one file or folder, and which server could not be asked."""
        answer = self._call(self._stub.GetFile, pb.GetFileRequest(set_name=set_name, path=path))
        return entry_from_proto(answer.entry), tuple(answer.not_answering)

    def findings(self, set_name: str, states: Iterable[FileState] = ()) -> Findings:
        """Return what checks found, newest first."""
        answer = self._call(self._stub.ListFindings, pb.ListFindingsRequest(set_name=set_name, states=[one.value for one in states]))
        return Findings(tuple(finding_from_proto(one) for one in answer.findings), tuple(answer.not_answering))

    def orphans(self, set_name: str = "") -> Orphans:
        """Return what is set aside."""
        answer = self._call(self._stub.ListOrphans, pb.ListOrphansRequest(set_name=set_name))
        return Orphans(tuple(orphan_from_proto(one) for one in answer.orphans), tuple(answer.not_answering))

    def restore(self, orphan: Orphan, to_folder: str) -> str:
        """Put something out of a quarantine; returns where it is now."""
        request = pb.RestoreOrphanRequest(
            server=orphan.server, set_name=orphan.set_name, round=orphan.round, path=orphan.path, to_folder=to_folder, request_id=_new_id()
        )
        return str(self._call(self._stub.RestoreOrphan, request).path)

    def delete(self, orphan: Orphan) -> None:
        """Delete something from a quarantine."""
        request = pb.DeleteOrphanRequest(
            server=orphan.server, set_name=orphan.set_name, round=orphan.round, path=orphan.path, request_id=_new_id()
        )
        self._call(self._stub.DeleteOrphan, request)

    def extract(self, server: str, set_name: str, generation: int, target: str, path: bytes = b"") -> Extracted:
        """Take an archive apart on the server that keeps it."""
        request = pb.ExtractDivergenceRequest(
            server=server, set_name=set_name, generation=generation, target=target, path=path, request_id=_new_id()
        )
        answer = self._call(self._stub.ExtractDivergence, request)
        return Extracted(answer.files, answer.entries, answer.bytes)


def _new_id() -> str:
    return uuid.uuid4().hex
