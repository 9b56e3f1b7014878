"""The joining server's side of JoinService."""

import time
from dataclasses import dataclass, field

import grpc

from twinhelm.peer.v1 import join_service_pb2 as pb
from twinhelm.peer.v1.join_service_pb2_grpc import JoinServiceStub
from twinhelm_node.api.errors import from_rpc_error
from twinhelm_node.api.pinning import fetch_pinned
from twinhelm_node.api.transport import channel_options
from twinhelm_node.config.pair_store import decode_document
from twinhelm_node.domain.errors import DataError, InvalidInput, Unreachable
from twinhelm_node.domain.pair import PairDocument
from twinhelm_node.security.certificates import create_request, fingerprint, pair_target, target_name
from twinhelm_node.security.join_token import JoinToken

TIMEOUT_S = 15.0
PATIENCE_S = 5.0
PAUSE_S = 0.2


@dataclass(frozen=True, slots=True)
class Joined:
    """What the primary gave: everything this server has to keep."""

    private_key: bytes = field(repr=False)
    certificate: bytes
    authority: bytes
    session_key: bytes = field(repr=False)
    document: PairDocument


def join(token: JoinToken, server_name: str, patience_s: float = PATIENCE_S) -> Joined:
    """Call the primary at the token's addresses, one after the other; trusts only the authority that the token names.

    Goes on trying for `patience_s`, because the primary opens its join port up to a second after the token was made.
    """
    deadline = time.monotonic() + patience_s
    while True:
        failures = []
        for address in token.addresses:
            try:
                return _join_at(address, token, server_name)
            except Unreachable as error:
                failures.append(str(error))
        if time.monotonic() > deadline:
            break
        time.sleep(PAUSE_S)
    raise Unreachable(
        f"the primary does not answer: {'; '.join(failures)}. Check the heartbeat network, and whether the token has been used or has "
        "expired (the port is closed then)"
    )


def _join_at(address: str, token: JoinToken, server_name: str) -> Joined:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise InvalidInput("the join token is damaged; copy the whole line that 'twinhelm pair token' printed", "WRONG_TOKEN")
    pinned = fetch_pinned(host.strip("[]"), int(port), token.authority_fingerprint)
    key, request = create_request(server_name)
    credentials = grpc.ssl_channel_credentials(pinned.root_pem)
    with grpc.secure_channel(address, credentials, options=channel_options(pinned.target_name)) as channel:
        try:
            answer = JoinServiceStub(channel).Join(
                pb.JoinRequest(token_id=token.id, token_proof=token.proof(request), certificate_request=request, server_name=server_name),
                timeout=TIMEOUT_S,
            )
        except grpc.RpcError as error:
            raise from_rpc_error(error, address) from error
    document = decode_document(answer.pair_document, "the pair document from the primary")
    if fingerprint(answer.authority) != token.authority_fingerprint or pair_target(answer.certificate) != target_name(document.pair_id):
        raise DataError(f"{address} answered with the papers of another pair; make a new token with 'twinhelm pair token'", "OTHER_PAIR")
    return Joined(key, answer.certificate, answer.authority, answer.session_secret, document)
