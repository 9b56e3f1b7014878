"""Definitions of applications between domain.definition and admin/v1, both ways."""

from twinhelm.admin.v1 import application_service_pb2 as pb
from twinhelm_node.domain.definition import ApplicationDefinition, DefinitionParameter


def definition_to_proto(one: ApplicationDefinition) -> pb.ApplicationDefinition:
    """Translate a definition."""
    return pb.ApplicationDefinition(
        name=one.name,
        description=one.description,
        parameters=[
            pb.ApplicationParameter(name=p.name, default_value=p.default, required_by=p.required_by, used_by=p.used_by)
            for p in one.parameters
        ],
        drivers=one.drivers,
        default_driver=one.default_driver,
        exclude=one.exclude,
    )


def definition_from_proto(one: pb.ApplicationDefinition) -> ApplicationDefinition:
    """Translate a definition back."""
    return ApplicationDefinition(
        name=one.name,
        description=one.description,
        parameters=tuple(DefinitionParameter(p.name, p.default_value, tuple(p.required_by), tuple(p.used_by)) for p in one.parameters),
        drivers=tuple(one.drivers),
        default_driver=one.default_driver,
        exclude=tuple(one.exclude),
    )
