"""Both ends of a measured connection: `serve PORT` on a server, `measure HOST PORT MIB` where somebody connects; prints JSON.

Knows nothing of the relay, so that the same ends measure a direct connection beside it.
"""

import json
import os
import socket
import sys
import threading
import time

MIB = 1024 * 1024
ROUND_TRIPS = 500
POUR, DRAIN, ECHO = b"p", b"d", b"e"


def serve(port: int) -> None:
    """Do for each connection what its first bytes ask for: pour so many MiB, drain as many and say so, or echo."""
    with socket.create_server(("0.0.0.0", port)) as listener:
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=converse, args=(connection,), daemon=True).start()


def converse(connection: socket.socket) -> None:
    """One connection."""
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        kind, size = connection.recv(1), int.from_bytes(connection.recv(4), "big") * MIB
        block = bytearray(os.urandom(MIB))  # nothing on the way gains by what the bytes are
        if kind == POUR:
            for _ in range(size // MIB):
                connection.sendall(block)
        elif kind == DRAIN:
            left = size
            while left > 0 and (count := connection.recv_into(block)):
                left -= count
            connection.sendall(b"!")
        else:
            while data := connection.recv(64):
                connection.sendall(data)


def begin(address: tuple[str, int], kind: bytes, mebibytes: int) -> socket.socket:
    """Connect and ask."""
    connection = socket.create_connection(address, 10.0)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(120.0)
    connection.sendall(kind + mebibytes.to_bytes(4, "big"))
    return connection


def measure(address: tuple[str, int], mebibytes: int) -> dict[str, float]:
    """Return MB/s from and to the server, and the median of a round trip in µs."""
    block, size = bytearray(os.urandom(MIB)), mebibytes * MIB
    with begin(address, POUR, mebibytes) as connection:
        since, got = time.perf_counter(), 0
        while count := connection.recv_into(block):
            got += count
        from_mb_per_s = size / 1e6 / (time.perf_counter() - since)
    if got != size:
        raise ValueError(f"{got} bytes arrived instead of {size}")
    with begin(address, DRAIN, mebibytes) as connection:
        since = time.perf_counter()
        for _ in range(mebibytes):
            connection.sendall(block)
        if connection.recv(1) != b"!":
            raise ValueError("not everything was taken")
        to_mb_per_s = size / 1e6 / (time.perf_counter() - since)
    trips = []
    with begin(address, ECHO, 0) as connection:
        for _ in range(ROUND_TRIPS):
            since = time.perf_counter()
            connection.sendall(b"x")
            connection.recv(1)
            trips.append(time.perf_counter() - since)
    return {"from_mb_per_s": from_mb_per_s, "to_mb_per_s": to_mb_per_s, "round_trip_us": sorted(trips)[len(trips) // 2] * 1e6}


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(int(sys.argv[2]))
    else:
        print(json.dumps(measure((sys.argv[2], int(sys.argv[3])), int(sys.argv[4]))))
