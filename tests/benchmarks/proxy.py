"""A proxy on this machine that counts the bytes a server sends: what travels on the wire, compression included."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PIECE = 65_536


@dataclass
class Counter:
    """Where the proxy listens, and how many bytes came from the server so far."""

    port: int
    received: int = 0


@contextmanager
def count_bytes(server_port: int) -> Iterator[Counter]:
    """Forward connections to `server_port` while the block runs, and count what comes back."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        counter = Counter(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, server_port, counter), daemon=True).start()
        yield counter


def _accept(listener: socket.socket, server_port: int, counter: Counter) -> None:
    while True:
        try:
            reader, _address = listener.accept()
        except OSError:  # the block is over
            return
        server = socket.create_connection(("127.0.0.1", server_port))
        threading.Thread(target=_forward, args=(reader, server, None), daemon=True).start()
        threading.Thread(target=_forward, args=(server, reader, counter), daemon=True).start()


def _forward(source: socket.socket, target: socket.socket, counter: Counter | None) -> None:
    try:
        while piece := source.recv(PIECE):
            if counter:
                counter.received += len(piece)
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:  # either side hung up
        return
