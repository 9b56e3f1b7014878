"""SetService: protected sets."""

from typing import Any

from twinhelm.admin.v1 import set_service_pb2 as pb
from twinhelm.admin.v1.set_service_pb2_grpc import SetServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id, required
from twinhelm_node.api.translate_fill import change_from_proto
from twinhelm_node.api.translate_pair import set_from_proto, set_to_proto
from twinhelm_node.api.translate_status import check_to_proto
from twinhelm_node.domain.operations import Verdict


class SetServicer(SetServiceServicer):
    """The control process judges path, name and filters; see config.pair_changes."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def ListSets(self, request: pb.ListSetsRequest, context: Any) -> pb.ListSetsResponse:
        """All sets of the pair document."""
        return pb.ListSetsResponse(sets=[set_to_proto(one) for one in self._control.document().sets])

    async def CheckSet(self, request: pb.CheckSetRequest, context: Any) -> pb.CheckSetResponse:
        """The evidence, without consequences."""
        required("set.name", request.set.name)
        required("set.path", request.set.path)
        checks = await self._control.check_set(set_from_proto(request.set))
        ready = all(check.verdict is not Verdict.VETO for check in checks)
        return pb.CheckSetResponse(ready=ready, checks=[check_to_proto(check) for check in checks])

    async def AddSet(self, request: pb.AddSetRequest, context: Any) -> pb.AddSetResponse:
        """Protect a folder."""
        required("set.name", request.set.name)
        required("set.path", request.set.path)
        added = await self._control.add_set(set_from_proto(request.set), user=caller().user, request_id=request_id(request.request_id))
        return pb.AddSetResponse(set=set_to_proto(added))

    async def ChangeSet(self, request: pb.ChangeSetRequest, context: Any) -> pb.ChangeSetResponse:
        """Other settings of a set, at once."""
        name, change = required("name", request.name), change_from_proto(request)
        changed = await self._control.change_set(name, change, user=caller().user, request_id=request_id(request.request_id))
        return pb.ChangeSetResponse(set=set_to_proto(changed))

    async def RemoveSet(self, request: pb.RemoveSetRequest, context: Any) -> pb.RemoveSetResponse:
        """Stop protecting a folder."""
        await self._control.remove_set(required("name", request.name), user=caller().user, request_id=request_id(request.request_id))
        return pb.RemoveSetResponse()

    async def ListDivergences(self, request: pb.ListDivergencesRequest, context: Any) -> pb.ListDivergencesResponse:
        """What is kept aside on both servers."""
        known = await self._control.divergences()
        return pb.ListDivergencesResponse(
            divergences=[
                pb.Divergence(
                    server=server,
                    set_name=one.set_name,
                    generation=one.generation,
                    entries=one.entries,
                    paths=one.paths,
                    paths_total=one.paths_total,
                    folder=one.folder,
                )
                for server, one in known.kept
            ],
            not_answering=known.not_answering,
        )
