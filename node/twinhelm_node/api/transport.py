"""Turning the pair's PEM files into gRPC credentials, and the options of every server and channel."""

from collections.abc import Sequence

import grpc

from twinhelm_node.security.store import ServerCredentials

ADMIN_MESSAGE_BYTES = 1024 * 1024
PEER_MESSAGE_BYTES = 4 * 1024 * 1024


def server_options(message_bytes: int) -> Sequence[tuple[str, int]]:
    """Limits of a server: message size, dead callers noticed within 20 s, no port shared with another process."""
    return (
        ("grpc.max_receive_message_length", message_bytes),
        ("grpc.max_send_message_length", PEER_MESSAGE_BYTES),
        ("grpc.so_reuseport", 0),
        ("grpc.keepalive_time_ms", 10_000),
        ("grpc.keepalive_timeout_ms", 10_000),
        ("grpc.keepalive_permit_without_calls", 1),
        # Callers ask every few seconds whether this server lives; the default ends their connection as "too many pings".
        ("grpc.http2.max_ping_strikes", 0),
        ("grpc.max_concurrent_streams", 200),
    )


def channel_options(target_name: str = "") -> Sequence[tuple[str, str | int]]:
    """Options of a channel: check the server for `target_name`, go straight to the address, notice a dead server."""
    options: list[tuple[str, str | int]] = [
        ("grpc.max_receive_message_length", PEER_MESSAGE_BYTES),
        ("grpc.enable_http_proxy", 0),
        ("grpc.http2.max_pings_without_data", 0),
        ("grpc.keepalive_time_ms", 3_000),
        ("grpc.keepalive_timeout_ms", 3_000),
        ("grpc.initial_reconnect_backoff_ms", 200),
        ("grpc.max_reconnect_backoff_ms", 2_000),
    ]
    if target_name:
        options.append(("grpc.ssl_target_name_override", target_name))
    return options


def tls_server_credentials(credentials: ServerCredentials) -> grpc.ServerCredentials:
    """TLS without client certificates: the admin API and joining."""
    return grpc.ssl_server_credentials([(credentials.private_key, credentials.certificate_chain)])


def mutual_server_credentials(credentials: ServerCredentials) -> grpc.ServerCredentials:
    """TLS that demands a certificate signed by the pair's authority of every caller: the peer API and the channel."""
    return grpc.ssl_server_credentials(
        [(credentials.private_key, credentials.certificate_chain)], root_certificates=credentials.authority, require_client_auth=True
    )


def mutual_channel_credentials(credentials: ServerCredentials) -> grpc.ChannelCredentials:
    """What a server shows and demands when it calls the other. Use with `channel_options(credentials.target_name)`."""
    return grpc.ssl_channel_credentials(credentials.authority, credentials.private_key, credentials.certificate_chain)
