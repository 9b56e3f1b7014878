"""ApplicationService: protected applications."""

import asyncio
from typing import Any

from twinhelm.admin.v1 import application_service_pb2 as pb
from twinhelm.admin.v1.application_service_pb2_grpc import ApplicationServiceServicer
from twinhelm_node.api.caller import caller
from twinhelm_node.api.ports import PairControl
from twinhelm_node.api.request import request_id, required
from twinhelm_node.api.translate_definition import definition_to_proto
from twinhelm_node.api.translate_status import application_to_proto
from twinhelm_node.domain.status import ApplicationState, ApplicationStatus
from twinhelm_node.domain.view import ApplicationView


class ApplicationServicer(ApplicationServiceServicer):
    """Lists the applications of both servers; starts and stops those of the active."""

    def __init__(self, control: PairControl) -> None:
        self._control = control

    async def ListApplications(self, request: pb.ListApplicationsRequest, context: Any) -> pb.ListApplicationsResponse:
        """Every application on each server."""
        return pb.ListApplicationsResponse(applications=[application_to_proto(one) for one in self._control.view().applications])

    async def StartApplication(self, request: pb.StartApplicationRequest, context: Any) -> pb.StartApplicationResponse:
        """Start one."""
        status = await self._control.start_application(required("name", request.name), user=caller().user)
        return pb.StartApplicationResponse(application=application_to_proto(self._here(status, ApplicationState.RUNNING)))

    async def StopApplication(self, request: pb.StopApplicationRequest, context: Any) -> pb.StopApplicationResponse:
        """Stop one; a health rule may start it again."""
        status = await self._control.stop_application(required("name", request.name), user=caller().user)
        return pb.StopApplicationResponse(application=application_to_proto(self._here(status, ApplicationState.STOPPED)))

    async def ListApplicationDefinitions(
        self, request: pb.ListApplicationDefinitionsRequest, context: Any
    ) -> pb.ListApplicationDefinitionsResponse:
        """What ships."""
        definitions = await asyncio.to_thread(self._control.definitions)
        return pb.ListApplicationDefinitionsResponse(definitions=[definition_to_proto(one) for one in definitions])

    async def AddApplication(self, request: pb.AddApplicationRequest, context: Any) -> pb.AddApplicationResponse:
        """Protect one, from its definition."""
        name, exclude = await self._control.add_application(
            required("definition", request.definition),
            request.name,
            dict(request.parameters),
            user=caller().user,
            request_id=request_id(request.request_id),
        )
        return pb.AddApplicationResponse(name=name, exclude=exclude)

    async def RemoveApplication(self, request: pb.RemoveApplicationRequest, context: Any) -> pb.RemoveApplicationResponse:
        """Leave one to others."""
        name = required("name", request.name)
        await self._control.remove_application(name, user=caller().user, request_id=request_id(request.request_id))
        return pb.RemoveApplicationResponse()

    def _here(self, status: ApplicationStatus, wanted: ApplicationState) -> ApplicationView:
        return ApplicationView(status, self._control.view().answering_server, status.state is wanted, 0.0)
