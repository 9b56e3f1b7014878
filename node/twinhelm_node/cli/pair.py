"""`twinhelm pair`: making a pair out of two servers."""

import re
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from twinhelm_node.cli.connection import ask_password, connection
from twinhelm_node.cli.output import AsJson, terminal, write_json
from twinhelm_node.config.load import load_server_configuration, parse_server_configuration
from twinhelm_node.config.server import HeartbeatLink, Ports, Public, ServerConfiguration, Timing
from twinhelm_node.domain.errors import AlreadyExists, InvalidInput
from twinhelm_node.domain.pair import Application, ProtectedSet, User, UserRole
from twinhelm_node.domain.roles import Identity
from twinhelm_node.domain.status import Mode

app = typer.Typer(no_args_is_help=True, help="Make a pair: init on the primary, token there, join on the secondary.")

ServerName = Annotated[str, typer.Option("--name", help="Name of this server.")]
PeerName = Annotated[str, typer.Option("--peer-name", help="Name of the other server.")]
Interface = Annotated[str, typer.Option("--interface", help="Network card of the public network.")]
ServiceAddresses = Annotated[
    list[str] | None, typer.Option("--service-address", help="Address that clients use, with prefix length. May be repeated.")
]
Gateway = Annotated[str, typer.Option("--gateway", help="IPv4 gateway of the public network, asked before a takeover.")]
Gateway6 = Annotated[str, typer.Option("--gateway6", help="IPv6 gateway.")]
ManagementAddresses = Annotated[
    list[str] | None,
    typer.Option("--management-address", help="Own address on that card that stays reachable while silent. May be repeated."),
]
Heartbeats = Annotated[
    list[str] | None,
    typer.Option("--heartbeat", metavar="NAME,CARD,ADDRESS,PEER", help="A heartbeat link: hb0,eth1,10.99.0.1,10.99.0.2. May be repeated."),
]
StateDirectory = Annotated[str, typer.Option("--state-directory", help="Queues, keys, events.")]
RuntimeDirectory = Annotated[str, typer.Option("--runtime-directory", help="Sockets.")]
START_IT = "  twinhelm node install-units   and what it tells; without systemd: twinhelm node run"
STATE, RUNTIME = "/var/lib/twinhelm", "/run/twinhelm"


@app.command("init")
def initialise(
    context: typer.Context,
    pair_name: Annotated[str, typer.Option(help="Name of the pair.")] = "",
    name: ServerName = "",
    peer_name: PeerName = "",
    interface: Interface = "",
    service_address: ServiceAddresses = None,
    gateway: Gateway = "",
    gateway6: Gateway6 = "",
    management_address: ManagementAddresses = None,
    heartbeat: Heartbeats = None,
    state_directory: StateDirectory = STATE,
    runtime_directory: RuntimeDirectory = RUNTIME,
    protect: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=FOLDER", help="A protected set. May be repeated.")] = None,
    mode: Annotated[Mode, typer.Option(help="Of the sets given here.")] = Mode.ASYNC,
    application: Annotated[str, typer.Option(help="A definition that ships, such as postgresql; its excludes go to the first set.")] = "",
    parameter: Annotated[list[str] | None, typer.Option(metavar="NAME=VALUE", help="Of the application. May be repeated.")] = None,
    admin_user: Annotated[str, typer.Option(help="First user; leave it out to add users later as root.")] = "",
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read that user's password from standard input.")] = False,
) -> None:
    """Make a new pair on this server, its primary. What is not given is asked for; a configuration that exists is kept as it is."""
    from twinhelm_node.cli.pair_setup import initialise_pair, write_boot_filter
    from twinhelm_node.config.write import write_server_configuration
    from twinhelm_node.security.passwords import hash_password

    path = connection(context).config
    configuration = _configuration(
        path, Identity.PRIMARY, name, peer_name, interface, service_address, gateway, gateway6, management_address, heartbeat,
        state_directory, runtime_directory,
    )  # fmt: skip
    pair_name = _asked(pair_name, "--pair-name", "Name of the pair", f"{configuration.name}-pair")
    applications, excludes = _application(application, parameter or [])
    sets = tuple(_protected_set(text, mode, excludes if not number else ()) for number, text in enumerate(protect or []))
    users: tuple[User, ...] = ()
    if admin_user:
        password = ask_password(f"New password of {admin_user}", from_stdin=password_stdin, confirm=True)
        users = (User(admin_user, UserRole.ADMIN, hash_password(password)),)
    document = initialise_pair(configuration, pair_name, sets=sets, applications=applications, users=users)
    if not path.exists():
        write_server_configuration(path, configuration)
    write_boot_filter(path.parent, configuration)
    say = partial(terminal().print, markup=False, soft_wrap=True)
    say(f"The pair {document.pair_name} exists, with {configuration.name} as its primary. Configuration: {path}")
    say("Next:")
    say(START_IT)
    if not users:
        say("  twinhelm user add NAME --role admin   for the console")
    say("  twinhelm pair token   and use it on the other server")


@app.command("token")
def token(
    context: typer.Context,
    minutes: Annotated[float, typer.Option(min=1, max=1440, help="How long it can be used.")] = 60.0,
    replace: Annotated[bool, typer.Option("--replace", help="Let another server in, in place of the one that has joined.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a one-time token with which the second server joins. Run it on the primary."""
    from twinhelm_node.cli.pair_setup import create_join_token

    made = create_join_token(load_server_configuration(connection(context).config), lifetime_s=minutes * 60, replace=replace)
    if as_json:
        write_json({"token": made.text(), "expires_in_s": minutes * 60, "addresses": list(made.addresses)})
        return
    # The token alone on standard output, so that a script can take it.
    print(f"It admits one server within {minutes:g} minutes. On the other server: twinhelm pair join TOKEN", file=sys.stderr)
    print(made.text())


@app.command("join")
def join(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="TOKEN", help="What 'twinhelm pair token' printed on the primary; '-' reads it from standard input.")
    ],
    name: ServerName = "",
    peer_name: PeerName = "",
    interface: Interface = "",
    service_address: ServiceAddresses = None,
    gateway: Gateway = "",
    gateway6: Gateway6 = "",
    management_address: ManagementAddresses = None,
    heartbeat: Heartbeats = None,
    state_directory: StateDirectory = STATE,
    runtime_directory: RuntimeDirectory = RUNTIME,
) -> None:
    """Join a pair as its secondary. What is not given is asked for; a configuration that exists is kept as it is."""
    from twinhelm_node.cli.pair_setup import join_pair, write_boot_filter
    from twinhelm_node.config.write import write_server_configuration
    from twinhelm_node.security.join_token import parse_join_token

    parsed = parse_join_token(sys.stdin.readline() if text == "-" else text)
    path = connection(context).config
    configuration = _configuration(
        path, Identity.SECONDARY, name, peer_name, interface, service_address, gateway, gateway6, management_address, heartbeat,
        state_directory, runtime_directory,
    )  # fmt: skip
    document = join_pair(configuration, parsed)
    if not path.exists():
        write_server_configuration(path, configuration)
    write_boot_filter(path.parent, configuration)
    say = partial(terminal().print, markup=False, soft_wrap=True)
    say(f"{configuration.name} has joined the pair {document.pair_name}. Configuration: {path}")
    for one in document.sets:
        if not Path(one.path).is_dir():
            say(f"  mkdir -p {one.path}   the folder of the set {one.name} does not exist here yet")
    say("Next:")
    say(START_IT)
    say("  twinhelm status   shows how far the first copy is")


@app.command("bandwidth")
def bandwidth(
    context: typer.Context,
    text: Annotated[
        str | None, typer.Argument(metavar="[CAP]", help="'10mbit', '08:00-18:00 10mbit, else unlimited', or 'unlimited'.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show or set the cap of the channel that all sets share, by the local time of the active. It takes effect at once.

    Copies and checks count, and so do the frames around the data; the heartbeats' share is taken off beforehand.
    """
    with connection(context).open() as client:
        kept = client.bandwidth() if text is None else client.change_bandwidth(text)
    if as_json:
        write_json({"bandwidth": kept})
    else:
        terminal().print(f"The channel may use: {kept or 'unlimited'}.", markup=False)


@app.command("fingerprint")
def fingerprint(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what a console and the command line pin: the SHA-256 fingerprint of the pair's authority, the same on both servers."""
    from twinhelm_node.config.addresses import admin_endpoints
    from twinhelm_node.security.store import load_server_credentials

    configuration = load_server_configuration(connection(context).config)
    found = load_server_credentials(configuration.state_directory).authority_fingerprint
    if as_json:
        write_json({"fingerprint": found, "addresses": list(admin_endpoints(configuration))})
    else:
        print(found)


def _configuration(
    path: Path,
    identity: Identity,
    name: str,
    peer_name: str,
    interface: str,
    service_addresses: list[str] | None,
    gateway: str,
    gateway6: str,
    management_addresses: list[str] | None,
    heartbeat: list[str] | None,
    state_directory: str,
    runtime_directory: str,
) -> ServerConfiguration:
    """Return the configuration that exists, or one made of flags and answers, checked but not written yet."""
    if path.exists():
        if name or interface or heartbeat or service_addresses:
            raise AlreadyExists(
                f"{path} exists; leave the network flags out to use it, or move it away to make a new one", "CONFIGURATION_EXISTS"
            )
        return load_server_configuration(path)
    from twinhelm_node.config.write import render_server_configuration

    configuration = ServerConfiguration(
        name=_asked(name, "--name", "Name of this server"),
        identity=identity,
        state_directory=state_directory,
        runtime_directory=runtime_directory,
        public=Public(
            interface=_asked(interface, "--interface", "Network card of the public network"),
            service_addresses=tuple(_asked_list(service_addresses, "--service-address", "Address that clients use, with prefix length")),
            gateway=_asked(gateway, "--gateway", "IPv4 gateway of the public network"),
            gateway6=gateway6,
            management_addresses=tuple(management_addresses or ()),
        ),
        heartbeat=tuple(_link(text) for text in _asked_list(heartbeat, "--heartbeat", "Heartbeat link as NAME,CARD,ADDRESS,PEER")),
        ports=Ports(),
        timing=Timing(),
        peer_name=peer_name,
    )
    return parse_server_configuration(render_server_configuration(configuration), "the configuration given")


def _asked(value: str, flag: str, question: str, default: str | None = None) -> str:
    if value:
        return value
    if not sys.stdin.isatty():
        if default is not None:
            return default
        raise InvalidInput(f"{flag} is missing and there is nobody to ask; give it", "MISSING_FIELD")
    return str(typer.prompt(question, default=default))


def _asked_list(values: list[str] | None, flag: str, question: str) -> list[str]:
    if values:
        return values
    found = [_asked("", flag, question)]
    while another := str(typer.prompt(f"{question} (another, or empty)", default="", show_default=False)):
        found.append(another)
    return found


def _link(text: str) -> HeartbeatLink:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4:
        raise InvalidInput(f"the heartbeat link {text!r} is not NAME,CARD,ADDRESS,PEER; write for example hb0,eth1,10.99.0.1,10.99.0.2")
    return HeartbeatLink(*parts)


def _protected_set(text: str, mode: Mode, exclude: tuple[str, ...]) -> ProtectedSet:
    name, equals, folder = text.partition("=")
    if not equals:
        raise InvalidInput(f"the set {text!r} is not NAME=FOLDER; write for example data=/srv/data")
    return ProtectedSet(name, folder, exclude=exclude, mode=mode)


def _application(name: str, parameters: list[str]) -> tuple[tuple[Application, ...], tuple[str, ...]]:
    if not name:
        if parameters:
            raise InvalidInput("--parameter needs --application NAME; add it")
        return (), ()
    from twinhelm_node.applications.definition import load_definition

    given = {}
    for text in parameters:
        key, equals, value = text.partition("=")
        if not equals or re.fullmatch(r"[a-z_]+", key) is None:
            raise InvalidInput(f"the parameter {text!r} is not NAME=VALUE; write for example version=15")
        given[key] = value
    application, excludes = load_definition(name, **given)
    return (application,), excludes
