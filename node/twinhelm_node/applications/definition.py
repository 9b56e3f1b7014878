"""Definitions of applications that ship with Twinhelm, as TOML with parameters, turned into `Application` values."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from string import Formatter

import msgspec

from twinhelm_node.domain.definition import ApplicationDefinition, DefinitionParameter
from twinhelm_node.domain.errors import DataError, InvalidInput, NotFound
from twinhelm_node.domain.pair import Application

RESOURCES = "twinhelm_resources.applications"
DRIVER = "driver"


class _Drive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    units: list[str] = []
    start: list[str] = []
    stop: list[str] = []
    health: list[str] = []


class _Definition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    description: str
    drivers: dict[str, _Drive]
    default_driver: str
    parameters: dict[str, str] = {}
    exclude: list[str] = []
    start_timeout_s: float = 60.0
    stop_timeout_s: float = 60.0
    health_interval_s: float = 2.0


def definition_names() -> tuple[str, ...]:
    """Return the names of the definitions that ship."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in files(RESOURCES).iterdir() if one.name.endswith(".toml")))


def describe_definition(name: str) -> ApplicationDefinition:
    """Return what a definition asks for; raises NotFound."""
    definition = _read(name)
    used = {driver: _parameters(drive) for driver, drive in definition.drivers.items()}
    parameters = []
    for parameter, default in definition.parameters.items():
        used_by = tuple(driver for driver, names in used.items() if parameter in names)
        parameters.append(DefinitionParameter(parameter, default, () if default else used_by, used_by))
    drivers = tuple(definition.drivers)
    return ApplicationDefinition(
        name, definition.description, tuple(parameters), drivers, definition.default_driver, tuple(definition.exclude)
    )


def load_definition(name: str, /, **parameters: str) -> tuple[Application, tuple[str, ...]]:
    """Return the application and the patterns that its protected set excludes.

    `driver` chooses among the definition's drivers ("systemd", "commands"); the other parameters fill the `{...}` of the file. One
    without a default ("") that the chosen driver uses has to be given.
    """
    definition = _read(name)
    chosen = parameters.pop(DRIVER, definition.default_driver)
    drive = definition.drivers.get(chosen)
    if drive is None:
        raise InvalidInput(f"{name} has no driver {chosen!r}; there are: {', '.join(definition.drivers)}", "BAD_PARAMETER")
    unknown = sorted(set(parameters) - set(definition.parameters))
    if unknown:
        allowed = ", ".join((DRIVER, *definition.parameters))
        raise InvalidInput(f"{name} has no parameter {unknown[0]!r}; there are: {allowed}", "BAD_PARAMETER")
    values = definition.parameters | parameters
    _check_values(name, parameters, drive.units)
    application = Application(
        name=name,
        units=_filled(name, drive.units, values),
        start=_filled(name, drive.start, values),
        stop=_filled(name, drive.stop, values),
        health=_filled(name, drive.health, values),
        start_timeout_s=definition.start_timeout_s,
        stop_timeout_s=definition.stop_timeout_s,
        health_interval_s=definition.health_interval_s,
    )
    return application, tuple(definition.exclude)


def _check_values(name: str, given: Mapping[str, str], units: list[str]) -> None:
    """Refuse what could leave its place in a command or a unit's name."""
    in_units = {parameter for text in units for _, parameter, _, _ in Formatter().parse(text)}
    for parameter, value in given.items():
        control = any(ord(character) < 32 or ord(character) == 127 for character in value)
        if control or (parameter in in_units and "/" in value):
            raise InvalidInput(
                f"the parameter {parameter!r} of {name} has a character that is not allowed; correct {value!r}", "BAD_PARAMETER"
            )


def _read(name: str) -> _Definition:
    if name not in definition_names():
        raise NotFound(f"there is no definition called {name}; there are: {', '.join(definition_names())}", "UNKNOWN_APPLICATION")
    try:
        return msgspec.convert(tomllib.loads(files(RESOURCES).joinpath(f"{name}.toml").read_text()), _Definition)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DataError(f"the definition {name} cannot be read: {error}") from error


def _parameters(drive: _Drive) -> set[str]:
    texts = (*drive.units, *drive.start, *drive.stop, *drive.health)
    return {parameter for text in texts for _, parameter, _, _ in Formatter().parse(text) if parameter is not None}


def _filled(name: str, texts: list[str], values: Mapping[str, str]) -> tuple[str, ...]:
    for text in texts:
        for _, parameter, _, _ in Formatter().parse(text):
            if parameter is not None and not values.get(parameter):
                raise InvalidInput(f"{name} needs the parameter {parameter!r}; give it with --parameter {parameter}=VALUE", "BAD_PARAMETER")
    return tuple(text.format_map(values) for text in texts)
