"""Reading `twinhelm.toml` strictly: an unknown key, a wrong address or impossible timing is refused with its place and its remedy."""

import ipaddress
import re
import tomllib
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration, Timing
from twinhelm_node.domain.errors import InvalidInput, NotFound

DEFAULT_CONFIGURATION = Path("/etc/twinhelm/twinhelm.toml")
NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LINK_NAME = re.compile(r"[a-z0-9-]{1,32}")
INTERFACE = re.compile(r"[A-Za-z0-9_.:-]{1,15}")


class ConfigurationError(InvalidInput):
    """`twinhelm.toml` cannot be used; the sentence names the file, the key and what is allowed."""

    reason = "BAD_CONFIGURATION"


def load_server_configuration(path: Path | str) -> ServerConfiguration:
    """Read, check and freeze the configuration of this server. Heartbeat addresses come back without a prefix length."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound(
            f"{path} does not exist; make it with 'twinhelm pair init' or name another file with --config", "CONFIGURATION_MISSING"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from error
    return parse_server_configuration(text, str(path))


def parse_server_configuration(text: str, file: str = "twinhelm.toml") -> ServerConfiguration:
    """Like `load_server_configuration`, from text; `file` only appears in messages."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{file} is not valid TOML: {error}") from error
    _refuse_unknown_keys(table, ServerConfiguration, "", file)
    try:
        configuration = msgspec.convert(table, ServerConfiguration)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{file}: {_sentence(error)}") from error
    return _checked(configuration, file)


def _refuse_unknown_keys(table: object, kind: Any, place: str, file: str) -> None:
    """Compare a TOML table with a dataclass, level by level; types are left to msgspec."""
    if get_origin(kind) is tuple:
        if isinstance(table, list):
            for number, item in enumerate(table):
                _refuse_unknown_keys(item, get_args(kind)[0], f"{place}[{number}]", file)
        return
    if not is_dataclass(kind) or not isinstance(table, dict):
        return
    allowed = {field.name for field in fields(kind)}
    hints = get_type_hints(kind)
    for key, value in table.items():
        where = f"{place}.{key}" if place else key
        if key not in allowed:
            raise ConfigurationError(f"{file}: unknown key '{where}'; allowed here: {', '.join(sorted(allowed))}")
        _refuse_unknown_keys(value, hints[key], where, file)


def _sentence(error: msgspec.ValidationError) -> str:
    """Turn msgspec's "Expected `int`, got `str` - at `$.ports.admin`" into a sentence with the key first."""
    message, _, place = str(error).partition(" - at ")
    message = message.replace("Object missing required field", "is missing the key").replace("`", "'")
    key = place.strip("`").removeprefix("$").removeprefix(".")
    return f"{key}: {message}" if key else message


def _checked(configuration: ServerConfiguration, file: str) -> ServerConfiguration:
    def refuse(key: str, why: str) -> None:
        raise ConfigurationError(f"{file}: {key} {why}")

    for key, name in (("name", configuration.name), ("peer_name", configuration.peer_name)):
        if (name or key == "name") and NAME.fullmatch(name) is None:
            refuse(key, f"is {name!r}; allowed are 1 to 63 lower-case letters, digits and inner hyphens")
    if configuration.name == configuration.peer_name:
        refuse("peer_name", "is the name of this server; the two servers of a pair need different names")
    for key, directory in (("state_directory", configuration.state_directory), ("runtime_directory", configuration.runtime_directory)):
        if not directory.startswith("/") or ".." in Path(directory).parts:
            refuse(key, f"is {directory!r}; it must be an absolute path without '..'")
    if len(configuration.runtime_directory) > 80:
        refuse("runtime_directory", "is longer than 80 characters; the sockets in it would exceed the limit of unix(7)")
    links = _checked_links(configuration, file)
    _check_public(configuration.public, links, file)
    _check_ports(configuration.ports, file)
    _check_timing(configuration.timing, file)
    return replace(configuration, heartbeat=links)


def _checked_links(configuration: ServerConfiguration, file: str) -> tuple[HeartbeatLink, ...]:
    if not configuration.heartbeat:
        raise ConfigurationError(
            f"{file}: heartbeat needs at least one link; add a [[heartbeat]] table with name, interface, address, peer_address"
        )
    seen: dict[str, str] = {}
    links = []
    for number, link in enumerate(configuration.heartbeat):
        place = f"heartbeat[{number}]"
        if LINK_NAME.fullmatch(link.name) is None:
            raise ConfigurationError(f"{file}: {place}.name is {link.name!r}; allowed are 1 to 32 lower-case letters, digits and hyphens")
        _check_interface(link.interface, f"{place}.interface", file)
        if link.interface == configuration.public.interface:
            raise ConfigurationError(f"{file}: {place}.interface is the public interface; a heartbeat link needs an interface of its own")
        address = _host(link.address, f"{place}.address", file)
        peer_address = _host(link.peer_address, f"{place}.peer_address", file)
        if ipaddress.ip_address(address).version != ipaddress.ip_address(peer_address).version:
            raise ConfigurationError(f"{file}: {place} mixes IPv4 and IPv6; both ends of a link speak the same")
        for key, value in (("name", link.name), ("address", address), ("peer_address", peer_address)):
            place_before = seen.setdefault(value, f"{place}.{key}")
            if place_before != f"{place}.{key}":
                raise ConfigurationError(f"{file}: {place}.{key} repeats {value!r} of {place_before}; give each link its own")
        links.append(replace(link, address=address, peer_address=peer_address))
    return tuple(links)


def _check_public(public: Public, links: tuple[HeartbeatLink, ...], file: str) -> None:
    _check_interface(public.interface, "public.interface", file)
    if not public.service_addresses:
        raise ConfigurationError(
            f"{file}: public.service_addresses is empty; name at least one address with prefix length, such as '10.20.0.10/24'"
        )
    taken = {link.address for link in links} | {link.peer_address for link in links}
    for number, address in enumerate(public.service_addresses):
        place = f"public.service_addresses[{number}]"
        host = str(_interface_address(address, place, file).ip)
        if host in taken:
            raise ConfigurationError(f"{file}: {place} repeats {host}; every address is used once")
        taken.add(host)
    if ipaddress.ip_address(_host(public.gateway, "public.gateway", file)).version != 4:
        raise ConfigurationError(f"{file}: public.gateway is an IPv6 address; put it into public.gateway6")
    if public.gateway6 and ipaddress.ip_address(_host(public.gateway6, "public.gateway6", file)).version != 6:
        raise ConfigurationError(f"{file}: public.gateway6 is an IPv4 address; put it into public.gateway")
    for number, address in enumerate(public.management_addresses):
        try:
            ipaddress.ip_interface(address)
        except ValueError as error:
            raise ConfigurationError(
                f"{file}: public.management_addresses[{number}]: {error}; allowed is an address, with prefix length or without"
            ) from error


def _check_ports(ports: Ports, file: str) -> None:
    seen: dict[int, str] = {}
    for field in fields(Ports):
        number = getattr(ports, field.name)
        if not 1 <= number <= 65535:
            raise ConfigurationError(f"{file}: ports.{field.name} is {number}; allowed is 1 to 65535")
        if number in seen:
            raise ConfigurationError(f"{file}: ports.{field.name} repeats {number} of ports.{seen[number]}; give each its own")
        seen[number] = field.name


def _check_timing(timing: Timing, file: str) -> None:
    for field in fields(Timing):
        value = getattr(timing, field.name)
        if not 0.01 <= value <= 3600:
            raise ConfigurationError(f"{file}: timing.{field.name} is {value:g}; allowed is 0.01 to 3600 seconds")
    if not timing.interval_s < timing.suspect_s < timing.dead_s:
        raise ConfigurationError(
            f"{file}: timing needs interval_s < suspect_s < dead_s, but has {timing.interval_s:g}, {timing.suspect_s:g}, {timing.dead_s:g}"
        )
    if not timing.interval_s < timing.contact_s:
        raise ConfigurationError(f"{file}: timing.contact_s is {timing.contact_s:g}; it must be above interval_s ({timing.interval_s:g})")
    if not timing.interval_s < timing.voice_s:
        raise ConfigurationError(f"{file}: timing.voice_s is {timing.voice_s:g}; it must be above interval_s ({timing.interval_s:g})")
    silent_s, speaks_s = timing.contact_s + timing.voice_s, timing.dead_s - timing.interval_s
    if not silent_s < speaks_s:
        raise ConfigurationError(
            f"{file}: timing lets two servers speak at once: contact_s + voice_s is {silent_s:g} s and must stay below "
            f"dead_s - interval_s, which is {speaks_s:g} s; raise dead_s or lower voice_s"
        )


def _check_interface(name: str, place: str, file: str) -> None:
    if INTERFACE.fullmatch(name) is None:
        raise ConfigurationError(f"{file}: {place} is {name!r}; allowed are 1 to 15 letters, digits and _ . : -")


def _interface_address(text: str, place: str, file: str) -> ipaddress.IPv4Interface | ipaddress.IPv6Interface:
    if "/" not in text:
        raise ConfigurationError(f"{file}: {place} is {text!r}; add the prefix length, such as '10.20.0.10/24'")
    try:
        return ipaddress.ip_interface(text)
    except ValueError as error:
        raise ConfigurationError(f"{file}: {place}: {error}") from error


def _host(text: str, place: str, file: str) -> str:
    """Check an address (a prefix length is allowed and dropped) and return it in its canonical form."""
    try:
        return str(ipaddress.ip_interface(text).ip)
    except ValueError as error:
        raise ConfigurationError(f"{file}: {place}: {error}; allowed is an IPv4 or IPv6 address") from error
