"""A network that can be cut, reset, delayed or fall silent: stands between a process and a server."""

from __future__ import annotations

import select
import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Self

NO_LINGER = struct.pack("ii", 1, 0)


class Proxy:
    """`state`: "well"; "cut" and "reset" end every connection, new ones too; "silent" keeps all that is said
    to itself; "lost" does so for ever with the connections there are, and is well to new ones; "slow" passes
    each piece on after DELAY seconds."""

    DELAY = 0.4

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.state = "well"
        self._open: set[socket.socket] = set()
        self._lost: set[socket.socket] = set()

    def become(self, state: str) -> None:
        self.state = state
        if state == "lost":
            self._lost |= self._open
        if state in ("cut", "reset"):
            for line in list(self._open):
                self._end(line)

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.become("cut")
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self.state in ("cut", "reset"):
                    self._end(near)
                    continue
                far = socket.create_connection(self._target)
                self._open |= {near, far}
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError, ValueError):
            while piece := self._heard(one):
                if self.state == "slow":
                    time.sleep(self.DELAY)
                while self.state == "silent":
                    time.sleep(0.05)
                if one not in self._lost:
                    other.sendall(piece)
        while self.state == "silent":
            time.sleep(0.05)
        self._end(one)
        self._end(other)

    def _heard(self, line: socket.socket) -> bytes:
        """A socket that a thread is reading from is not closed before it has read."""
        while not select.select([line], [], [], 0.1)[0]:
            pass
        return line.recv(65536)

    def _end(self, line: socket.socket) -> None:
        self._open.discard(line)
        with suppress(OSError):
            if self.state == "reset":
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            else:
                line.shutdown(socket.SHUT_RDWR)
            line.close()
