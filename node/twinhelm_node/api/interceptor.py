"""The wrapping that every server shares: typed errors become gRPC statuses, an unreadable request an error, a bug a plain sentence."""

import asyncio
import contextlib
import inspect
import logging
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc
import grpc.aio

from twinhelm_node.api.errors import details, status_code
from twinhelm_node.domain.errors import InvalidInput, TwinhelmError

LOG = logging.getLogger(__name__)
ASK_AGAIN_S = 1.0
FIRST_REQUEST_S = 1.0
if TYPE_CHECKING:  # generic for grpc-stubs only, not when it runs
    Context = grpc.aio.ServicerContext[Any, Any]
    Handler = grpc.RpcMethodHandler[Any, Any]
    Interceptor = grpc.aio.ServerInterceptor[Any, Any]
else:
    Context = grpc.aio.ServicerContext
    Handler = grpc.RpcMethodHandler
    Interceptor = grpc.aio.ServerInterceptor


@dataclass(frozen=True, slots=True)
class _Malformed:
    """Stands for a request that could not be decoded until the call has been admitted."""

    why: str


class ErrorInterceptor(Interceptor):
    """Wraps each method. Subclasses decide in `admit` whether a call may pass and note in `concluded` what became of it."""

    async def admit(self, method: str, context: Context) -> Callable[[], None]:  # noqa: ARG002  # for subclasses
        """Let a call pass or raise a TwinhelmError. The returned function is asked again before every message of a stream."""
        return _always

    def concluded(self, method: str, context: Context, request: object, error: TwinhelmError | None) -> None:
        """Called once for each call that has ended, with the error it ended with."""

    async def intercept_service(  # type: ignore[override]  # grpc-stubs types the handler for one request type only
        self, continuation: Callable[[grpc.HandlerCallDetails], Awaitable[Handler]], handler_call_details: grpc.HandlerCallDetails
    ) -> Handler | None:
        """Return the method's handler, wrapped; None (UNIMPLEMENTED) for a method nobody serves."""
        handler = await continuation(handler_call_details)
        return None if handler is None else self._wrapped(handler, handler_call_details.method)

    def _wrapped(self, handler: Any, method: str) -> Handler:
        behaviour = handler.unary_unary or handler.unary_stream or handler.stream_unary or handler.stream_stream

        async def answer(request: Any, context: Context) -> Any:
            error: TwinhelmError | None = None
            try:
                try:
                    still_admitted = await self.admit(method, context)
                except TwinhelmError:
                    if handler.request_streaming:
                        await _first_arrives(request)
                    raise
                if isinstance(request, _Malformed):
                    raise InvalidInput(
                        f"the request cannot be read ({request.why}); use a matching version of Twinhelm", "MALFORMED_REQUEST"
                    )
                answered = behaviour(request, context)
                if not handler.response_streaming:
                    return await answered
                if inspect.isawaitable(answered):
                    await _while_admitted(answered, still_admitted)
                else:
                    await _write_all(answered, context, still_admitted)
            except TwinhelmError as caught:
                error = caught
            except asyncio.CancelledError:
                error = TwinhelmError("the caller went away", "CANCELLED")
                raise
            except (grpc.aio.AbortError, grpc.aio.UsageError):
                raise
            except Exception:
                LOG.exception("%s failed", method)
                error = TwinhelmError("the server met an unexpected error; see its log (journalctl -u twinhelm-control) and try again")
            finally:
                self.concluded(method, context, request, error)
            if error is not None:
                await context.abort(status_code(error), str(error), details(error))
            return None

        read = handler.request_deserializer
        if handler.request_streaming:
            make = grpc.stream_stream_rpc_method_handler if handler.response_streaming else grpc.stream_unary_rpc_method_handler
        else:
            read = _tolerant(read)
            make = grpc.unary_stream_rpc_method_handler if handler.response_streaming else grpc.unary_unary_rpc_method_handler
        wrapped: Handler = make(answer, read, handler.response_serializer)
        return wrapped


async def _write_all(answers: AsyncIterable[Any], context: Context, still_admitted: Callable[[], None]) -> None:
    async for answer in answers:
        still_admitted()
        await context.write(answer)


async def _first_arrives(requests: AsyncIterable[Any]) -> None:
    """Wait a moment for the first request of a stream, so that the caller is not refused while it sends.

    WORKAROUND https://github.com/grpc/grpc/issues/36066: callers in Python would see INTERNAL instead of the refusal.
    """
    with contextlib.suppress(Exception):
        async with asyncio.timeout(FIRST_REQUEST_S):
            async for _ in requests:
                break


async def _while_admitted(answering: Awaitable[None], still_admitted: Callable[[], None]) -> None:
    """Let a method that writes by itself go on for as long as its caller may, asked again every second."""
    task = asyncio.ensure_future(answering)
    try:
        while not (await asyncio.wait({task}, timeout=ASK_AGAIN_S))[0]:
            still_admitted()
    finally:
        task.cancel()
        await asyncio.wait({task})
    await task


def _tolerant(deserialize: Callable[[bytes], Any] | None) -> Callable[[bytes], Any]:
    def read(data: bytes) -> Any:
        if deserialize is None:
            return data
        try:
            return deserialize(data)
        except Exception as error:  # noqa: BLE001  # protobuf raises more than DecodeError on hostile bytes
            return _Malformed(type(error).__name__)

    return read


def _always() -> None:
    """No later doubt about a call that needs no credentials."""
