"""The console's entry: read the command line, find the pair and the password, open the window."""

import argparse
import os
import signal
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from twinhelm_client.bridge.async_thread import AsyncThread
from twinhelm_client.bridge.credentials import Credentials
from twinhelm_client.bridge.garbage import GuiGarbage
from twinhelm_client.bridge.language import Language, system_language
from twinhelm_client.console import Connect, Console, connect_by_grpc
from twinhelm_client.dialogs.sign_in import SignIn
from twinhelm_client.domain.connection import Endpoint, is_token, parse_endpoint, parse_fingerprint
from twinhelm_client.models.fleet import Reach
from twinhelm_client.models.known_pairs import KnownPair, KnownPairs
from twinhelm_client.models.preferences import LanguageChoice, Preferences, ThemeChoice
from twinhelm_client.rpc.demo_fleet import demo_fleet
from twinhelm_client.rpc.demo_gateway import DemoGateway
from twinhelm_client.rpc.demo_pair import DemoPair
from twinhelm_client.rpc.gateway import Gateway
from twinhelm_client.theme.theme import Theme
from twinhelm_client.theme.tokens import DARK, LIGHT
from twinhelm_client.window import FIRST_PAGE

Found = tuple[Gateway | None, str, SignIn | None, bool]  # and whether the keyring has to be asked for the password


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; ends with a sentence when something is wrong."""
    parser = argparse.ArgumentParser(prog="twinhelm-console", description="The console of a Twinhelm pair.")
    parser.add_argument(
        "--server", metavar="HOST:PORT", type=_argument(parse_endpoint), help="service address of the pair (port 7410 unless given)"
    )
    parser.add_argument(
        "--user", metavar="NAME", default="", help="user of the pair; the password comes from the keyring, TWINHELM_PASSWORD or a question"
    )
    parser.add_argument(
        "--token-file",
        dest="token",
        metavar="FILE",
        type=_argument(read_token),
        help="file with a token to sign in with instead of a password; also TWINHELM_TOKEN",
    )
    parser.add_argument("--fingerprint", metavar="SHA256", type=_argument(parse_fingerprint), help="fingerprint of the pair's authority")
    parser.add_argument("--demo", action="store_true", help="show a simulated pair and fleet; needs no server")
    parser.add_argument("--demo-pairs", metavar="NUMBER", type=int, default=42, help="how many pairs the simulated fleet has")
    parser.add_argument("--theme", choices=("light", "dark"), help="instead of the choice in the settings")
    parser.add_argument("--language", choices=("en", "de"), help="instead of the choice in the settings")
    return parser.parse_args(arguments)


def read_token(path: str) -> str:
    """Return the token in a file that only its owner may read; raises ValueError with a sentence."""
    try:
        with Path(path).open(encoding="utf-8") as file:
            mode, token = os.fstat(file.fileno()).st_mode, file.readline().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read ({error})") from error
    if os.name == "posix" and mode & 0o077:
        raise ValueError(f"{path} may be read by others; keep it to yourself: chmod 600 {path}")
    if not is_token(token):
        raise ValueError(f"{path} holds no token; write into it what 'twinhelm user token' showed")
    return token


def _argument(parse: Callable[[str], object]) -> Callable[[str], object]:
    def read(value: str) -> object:
        try:
            return parse(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read


def end_on_interrupt(end: Callable[[int], None]) -> None:
    """Let Ctrl+C in the terminal close the console: an interrupt that is raised in a slot would only be printed."""
    signal.signal(signal.SIGINT, lambda *_: end(128 + signal.SIGINT))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the console until its window is closed."""
    signal.signal(signal.SIGINT, lambda *_: sys.exit(128 + signal.SIGINT))  # until there is a loop that can end
    options = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    application = QApplication.instance() or QApplication(["twinhelm-console"])
    assert isinstance(application, QApplication)
    application.setApplicationName("Twinhelm")
    application.setDesktopFileName("twinhelm-console")
    settings = QSettings("Twinhelm", "Console")
    preferences = Preferences(settings)
    chosen = options.theme or str(preferences.theme)
    theme = Theme(application, {ThemeChoice.LIGHT: LIGHT, ThemeChoice.DARK: DARK}.get(ThemeChoice(chosen)))
    theme.move_less(less=preferences.less_motion)
    language = Language(application)
    wanted = options.language or str(preferences.language)
    language.speak(system_language() if wanted == LanguageChoice.SYSTEM else wanted)
    thread = AsyncThread()
    garbage = GuiGarbage()
    try:
        gateway, user, to_store, ask_keyring = _demo() if options.demo else _real(settings, options)
        fleet, reach, connect = demo_pairs(options.demo_pairs) if options.demo else ((), None, connect_by_grpc)
        console = Console(
            theme,
            thread,
            gateway,
            user,
            None if options.demo else settings,
            to_store,
            credentials=Credentials(use_system=not options.demo),
            connect=connect,
            fleet=fleet,
            reach=reach,
            language=language,
            ask_keyring=ask_keyring,
        )
        console.window.resize(1440, 900)
        garbage.settle()
        end_on_interrupt(application.exit)
        console.start(first_page(options, len(console.known.pairs)))
        status = application.exec()
        console.stop()
        return int(status)
    finally:
        thread.close()
        garbage.stop()


def _demo() -> Found:
    return DemoGateway(DemoPair(time.time()), role="admin"), "anna", None, False


def demo_pairs(count: int) -> tuple[tuple[KnownPair, ...], Reach, Connect]:
    """Return a simulated fleet, how its pairs are followed, and how the window turns to one of them."""
    made = demo_fleet(count)
    gateways: dict[str, Gateway] = {str(gateway.endpoint): gateway for _, _, gateway in made}
    known = tuple(KnownPair(str(gateway.endpoint), name, "anna", "", site) for name, site, gateway in made)

    def connect(pair: KnownPair, password: str) -> Gateway:  # noqa: ARG001  a simulated pair has none
        return DemoGateway(
            DemoPair(time.time(), zlib.crc32(pair.endpoint.encode()), name=pair.name), endpoint=parse_endpoint(pair.endpoint)
        )

    return known, lambda pair: (gateways[pair.endpoint], None), connect


def _real(settings: QSettings, options: argparse.Namespace) -> Found:
    """Find the pair: the one that is named, else the last one, else none."""
    known = KnownPairs(settings)
    endpoint: Endpoint | None = options.server
    if endpoint is None and known.pairs:
        endpoint = parse_endpoint(known.pairs[0].endpoint)
    if endpoint is None:
        return None, "", None, False
    from twinhelm_client.rpc.grpc_gateway import GrpcGateway

    pair = known.find(str(endpoint))
    user: str = options.user or pair.user
    secret = options.token or os.environ.get("TWINHELM_TOKEN", "") or os.environ.get("TWINHELM_PASSWORD", "")
    gateway = GrpcGateway(endpoint, user, secret, options.fingerprint or pair.fingerprint)
    given = SignIn(endpoint, user, secret, remember=False) if secret else None  # the fleet may use it too, once it was right
    return gateway, user, given, not secret


def first_page(options: argparse.Namespace, pairs: int) -> str:
    """Return the page to open on; empty is the one of last time. The fleet is home, but who names a pair wants to see how it is."""
    if options.server is not None:
        return FIRST_PAGE
    return "" if pairs == 1 else "Fleet"


if __name__ == "__main__":
    sys.exit(main())
