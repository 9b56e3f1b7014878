"""What a definition of an application asks for, so that a person can fill it in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DefinitionParameter:
    """One value to give. `required_by` are the drivers that cannot do without, `used_by` those that use it at all."""

    name: str
    default: str
    required_by: tuple[str, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ApplicationDefinition:
    """A definition that ships. `exclude` is what its protected set should leave out."""

    name: str
    description: str
    parameters: tuple[DefinitionParameter, ...]
    drivers: tuple[str, ...]
    default_driver: str
    exclude: tuple[str, ...]
