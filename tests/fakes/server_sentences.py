"""Every sentence template that a server may send, read from the node's sources: f-strings and texts that look like words for people."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NODE = Path(__file__).parents[2] / "node" / "twinhelm_node"
# What only the command line, another server or a log ever says; the console meets none of it.
NOT_FOR_THE_CONSOLE = (
    "api/admin_client.py",
    "api/configuration_client.py",
    "api/join_client.py",
    "api/peer_configuration.py",
    "api/peer_join.py",
    "api/pinning.py",
    "api/relay_client.py",
    "api/replicator_service.py",
    "api/server.py",
    "api/translate_replicator.py",
    "cli/",
    "config/load.py",
    "config/write.py",
    "failover/heartbeat/translate.py",
    "failover/invariants.py",
    "journal/divergence_extract.py",
    "lab/",
    "network/packet_filter.py",
    "network/ruleset.py",
    "relay/local_port.py",
    "security/certificates.py",
    "security/store.py",
    "system/mounts.py",
    "system/namespaces.py",
    "system/supervisor.py",
)
LOGS = frozenset({"LOG", "_LOG", "_log", "log", "logging"})
LEVELS = frozenset({"debug", "info", "warning", "error", "exception", "critical"})
_WORDS = re.compile(r"[a-z]{2,}[,;:]? [a-z({]|\} [a-z]{2,}")


@dataclass(frozen=True, slots=True)
class Template:
    """One of them; `text` has "\\x00" for each value that is put in."""

    where: str
    text: str


def templates() -> list[Template]:
    """Return those of every file that speaks to the console, each text once."""
    found: dict[str, Template] = {}
    for path in sorted(NODE.rglob("*.py")):
        name = path.relative_to(NODE).as_posix()
        if not name.startswith(NOT_FOR_THE_CONSOLE):
            for line, text in _texts(ast.parse(path.read_text())):
                found.setdefault(text, Template(f"{name}:{line}", text))
    return list(found.values())


def _texts(node: ast.AST) -> Iterator[tuple[int, str]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue  # a docstring
        if isinstance(child, ast.Call) and _is_log(child):
            continue
        text = _template(child)
        if text is not None:
            if _WORDS.search(text.replace("\0", "{}")) and "\n" not in text:
                yield getattr(child, "lineno", 0), text
            yield from (inner for value in ast.walk(child) if isinstance(value, ast.FormattedValue) for inner in _texts(value))
        else:
            yield from _texts(child)


def _template(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
    return None


def _is_log(call: ast.Call) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in LEVELS
        and isinstance(function.value, ast.Name)
        and function.value.id in LOGS
    )


def event_kinds() -> set[str]:
    """Return the kinds of events that the node's sources name: the word before the sentence where an event is noted or told."""
    found: set[str] = set()
    for path in NODE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and _name(call.func) in {"event", "_event", "append", "log_event"}:
                texts = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if len(call.args) > 1 and texts and re.fullmatch(r"[a-z_]{3,20}", texts[0]):
                    found.add(texts[0])
            if isinstance(call, ast.Return) and isinstance(call.value, ast.Tuple) and len(call.value.elts) == 3:
                kind = call.value.elts[1]
                if isinstance(kind, ast.Constant) and isinstance(kind.value, str) and re.fullmatch(r"[a-z_]{3,20}", kind.value):
                    found.add(kind.value)
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
