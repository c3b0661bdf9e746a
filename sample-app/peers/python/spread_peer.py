"""A small client for Spread daemons, in one file and with the standard library only. Python 3.9 or newer.

    with SpreadPeer.connect("4803@localhost") as peer:
        peer.join("chat")
        peer.multicast("chat", b"hello")
        event = peer.receive(timeout=10)

What comes are Message, Membership and Rejected. Receive all the time: a daemon disconnects a client for which more
than about 1000 messages wait. There is no reconnect: a lost connection is a SpreadError.
"""

from __future__ import annotations

import os
import re
import selectors
import socket
import struct
import threading
import time
from dataclasses import dataclass

SERVICES = {"UNRELIABLE": 0x01, "RELIABLE": 0x02, "FIFO": 0x04, "CAUSAL": 0x08, "AGREED": 0x10, "SAFE": 0x20}

# body and 32 bytes for each group; a 5.0.1 daemon can die of one byte more
MAX_BODY_AND_GROUPS = 143_151
MAX_GROUPS = 43

_SELF_DISCARD = 0x40
_CAUSES = {0x100: "JOIN", 0x200: "LEAVE", 0x400: "DISCONNECT", 0x800: "NETWORK"}
_REGULAR_VIEW, _TRANSITION = 0x1000, 0x2000
_JOIN, _LEAVE, _KILL = 0x10000, 0x20000, 0x40000
_REJECT = 0x400000
_ENDIAN_BITS = 0x80000080

_REFUSALS = {
    -3: "the daemon has no room for another session",
    -4: "the daemon wants a name",
    -5: "the name is not allowed: up to 10 characters from $ to ~ are",
    -6: "the name is in use at this daemon: leave it out and the daemon assigns one",
    -7: "the daemon does not speak with clients of this version",
    -9: "the daemon wants an authentication that failed or that this client does not know",
}


class SpreadError(Exception):
    """No connection: the daemon refused it, does not speak Spread, or the connection is lost."""


@dataclass(frozen=True)
class Message:
    """What somebody sent. ``type`` is the sender's message type, -32768 to 32767."""

    sender: str
    groups: list[str]
    service: str
    self_discard: bool
    type: int
    body: bytes


@dataclass(frozen=True)
class Membership:
    """Who is in a group now, and why that changed.

    ``cause`` is JOIN, LEAVE, DISCONNECT or NETWORK; TRANSITION ahead of a NETWORK (messages up to there may not have
    reached all old members); or SELF_LEAVE, the answer to one's own leave. The last two have no members.
    ``changed`` is who joined, left or disconnected; ``stayed``, of a NETWORK, who came here together with us.
    """

    group: str
    cause: str
    members: list[str]
    changed: str | None = None
    stayed: list[str] | None = None
    group_id: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Rejected:
    """What the daemon's access policy denied us: JOIN, LEAVE or MESSAGE."""

    what: str
    groups: list[str]
    body: bytes


class SpreadPeer:
    """A connection to a daemon. One thread may receive while others send."""

    @classmethod
    def connect(cls, address: str = "4803", name: str = "", membership: bool = True,
                timeout: float = 10) -> SpreadPeer:
        """Connect to ``port@host``, or to ``port`` of this machine: its Unix socket /tmp/<port> if there is one.

        Without a name the daemon assigns one, which nobody else has. Without membership only messages come.
        """
        if not re.fullmatch(r"[$-~]{0,10}", name):
            raise ValueError(f'Name "{name}" is not allowed: up to 10 characters from $ to ~ are')
        connection = _open(address, timeout)
        try:
            connection.settimeout(timeout)
            return cls(connection, _shake_hands(connection, name, membership))
        except socket.timeout:
            connection.close()
            raise SpreadError(f"Nothing came from {address} within {timeout} s: is that a Spread daemon?") from None
        except OSError as error:
            connection.close()
            raise SpreadError(f"The connection to {address} is lost: {error}") from error
        except BaseException:
            connection.close()
            raise

    def __init__(self, connection: socket.socket, private_group: str):
        self.private_group = private_group
        self._socket = connection
        self._socket.settimeout(None)
        self._sending = threading.Lock()
        self._received = bytearray()
        self._interrupted = False
        self._waker, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)

    def join(self, group: str) -> None:
        """Join a group. The answer is a Membership with us in it; none comes if we are in the group already."""
        self._send(_JOIN, [_group(group)])

    def leave(self, group: str) -> None:
        """Leave a group. The answer is a Membership with cause SELF_LEAVE."""
        self._send(_LEAVE, [_group(group)])

    def multicast(self, groups: str | list[str], body: bytes, service: str = "AGREED", type: int = 0,
                  self_discard: bool = False) -> None:
        """Send bytes to one group or several, or to members by their private groups. The sender need not be in them.

        AGREED keeps one order for all; RELIABLE and UNRELIABLE may overtake. Every receiver gets one copy.
        """
        groups = [groups] if isinstance(groups, str) else list(groups)
        for group in groups:
            if not re.fullmatch(r"[#-~]{1,31}", group):
                raise ValueError(f'Destination "{group}" is not allowed: 1 to 31 characters from # to ~ are')
        if not 1 <= len(groups) <= MAX_GROUPS:
            raise ValueError(f"{len(groups)} destinations are not allowed: 1 to {MAX_GROUPS} are")
        if service not in SERVICES:
            raise ValueError(f'Service "{service}" is not known: {", ".join(SERVICES)} are')
        if not -32768 <= type <= 32767:
            raise ValueError(f"Message type {type} is not allowed: -32768 to 32767 are")
        limit = max_body(len(groups))
        if len(body) > limit:
            raise ValueError(f"A body of {len(body):,} bytes is not allowed: one Spread message to {len(groups)} "
                             f"group(s) carries up to {limit:,}")
        self._send(SERVICES[service] | (_SELF_DISCARD if self_discard else 0), groups, type, bytes(body))

    def receive(self, timeout: float | None = None) -> Message | Membership | Rejected | None:
        """Wait for what comes next; None when the seconds are over, or after interrupt()."""
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            self._require_connection()
            if self._interrupted:
                self._interrupted = False
                return None
            event = self._next_event()
            if event:
                return event
            left = None if end is None else max(end - time.monotonic(), 0)
            ready = [key.fileobj for key, _ in self._selector.select(left)]
            if self._woken in ready:
                self._woken.recv(1024)  # perhaps for an interrupt that has been answered: what counts is the flag
            if self._socket in ready:
                self._read()
            if not ready:
                return None

    def interrupt(self) -> None:
        """End a receive that waits, or else the next one. For other threads and signal handlers."""
        self._interrupted = True
        try:
            self._waker.send(b"!")
        except OSError:
            pass  # disconnected already

    def disconnect(self) -> None:
        """End the session: wait until the daemon has all that was sent and the name is free again, or a few seconds."""
        if self._socket.fileno() < 0:
            return
        end = time.monotonic() + 5
        try:
            self._socket.settimeout(5)
            self._send(_KILL, [self.private_group])
            while self._socket.recv(65536) and time.monotonic() < end:
                pass
        except (OSError, SpreadError):
            pass  # the connection has been lost before
        finally:
            self._selector.close()
            for each in (self._socket, self._waker, self._woken):
                each.close()

    def __enter__(self) -> SpreadPeer:
        return self

    def __exit__(self, *_) -> None:
        self.disconnect()

    def _send(self, kind, groups, type=0, body=b""):
        self._require_connection()
        # big-endian, which a frame says by having none of the endian bits
        header = struct.pack(">I32sIII", kind, self.private_group.encode(), len(groups), (type & 0xffff) << 8,
                             len(body))
        names = b"".join(struct.pack("32s", group.encode()) for group in groups)
        try:
            with self._sending:
                self._socket.sendall(header + names + body)
        except OSError as error:
            raise SpreadError(f"The connection to the daemon is lost: {error}") from error
        except BaseException:
            self._socket.shutdown(socket.SHUT_RDWR)  # after a part of a frame nothing else can follow
            raise

    def _require_connection(self):
        if self._socket.fileno() < 0:
            raise SpreadError("This peer has disconnected: connect again")

    def _read(self):
        try:
            data = self._socket.recv(65536)
        except OSError as error:
            raise SpreadError(f"The connection to the daemon is lost: {error}") from error
        if not data:
            raise SpreadError("The daemon has closed the connection: it was stopped, or it did not like this client, "
                              "which may have been too slow")
        self._received += data

    def _next_event(self):
        """Take one frame from what has been read: 48 bytes of header, 32 for each group, the body."""
        data = self._received
        if len(data) < 48:
            return None
        # the daemon's byte order shows in the type, the sender's in the hint
        order = "<" if data[0] & 0x80 else ">"
        kind, name, count, length = struct.unpack_from(order + "I32si4xi", data)
        kind &= ~_ENDIAN_BITS
        hint, = struct.unpack_from("<I" if data[40] & 0x80 else ">I", data, 40)
        if not (0 <= count <= 100_000 and 0 <= length <= 10_000_000):
            raise SpreadError(f"The daemon sent {count} groups and {length} bytes in one frame: that is not Spread")
        start = 52 if kind & _REJECT else 48
        end = start + 32 * count + length
        if len(data) < end:
            return None
        groups = _names(data, start, count)
        body = bytes(data[end - length:end])
        if kind & _REJECT:
            old, = struct.unpack_from(order + "I", data, 48)
            event = Rejected({0x100: "JOIN", 0x200: "LEAVE"}.get(old & 0xf00, "MESSAGE"), groups[:-1], body)
        elif kind & 0x3f or not kind & 0x3f00:
            service = next((service for service, bit in SERVICES.items() if kind & bit), "UNKNOWN")
            type = (hint >> 8 & 0xffff ^ 0x8000) - 0x8000
            event = Message(_text(name), groups, service, bool(kind & _SELF_DISCARD), type, body)
        else:
            event = _membership(kind, _text(name), groups, body, order)
        del data[:end]
        return event


def max_body(groups: int = 1) -> int:
    """How many bytes one message carries."""
    return MAX_BODY_AND_GROUPS - 32 * groups


def _group(name):
    if not re.fullmatch(r"[$-~]{1,31}", name):
        raise ValueError(f'Group "{name}" is not allowed: 1 to 31 characters from $ to ~ are')
    return name


def _text(field):
    return bytes(field).split(b"\0", 1)[0].decode("latin-1")


def _names(data, start, count):
    return [_text(data[at:at + 32]) for at in range(start, start + 32 * count, 32)]


def _membership(kind, group, members, body, order):
    try:
        if kind & _TRANSITION:
            return Membership(group, "TRANSITION", [], group_id=struct.unpack_from(order + "iii", body))
        if not kind & _REGULAR_VIEW:
            return Membership(group, "SELF_LEAVE", [])
        cause = next(cause for bit, cause in _CAUSES.items() if kind & bit)
        *group_id, _, own = struct.unpack_from(order + "iiiiI", body)
        size, = struct.unpack_from(order + "I", body, 20 + own)
        if 24 + own + 32 * size > len(body):
            raise ValueError(f"a set of {size} members in {len(body)} bytes")
        own_set = _names(body, 24 + own, size)
        if cause == "NETWORK":
            return Membership(group, cause, members, stayed=own_set, group_id=tuple(group_id))
        return Membership(group, cause, members, changed=own_set[0], group_id=tuple(group_id))
    except (struct.error, ValueError, IndexError, StopIteration) as error:
        raise SpreadError(f"The daemon sent a membership that cannot be read: {error}") from error


def _open(address, timeout):
    match = re.fullmatch(r"([0-9]{1,5})(?:@(\S+))?", address)
    if not match or not 0 < int(match[1]) < 65536:
        raise ValueError(f'Address "{address}" is not allowed: 4803@localhost, or 4803 for this machine, are')
    port, host = int(match[1]), match[2]
    if not host and hasattr(socket, "AF_UNIX") and os.path.exists(f"/tmp/{port}"):
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(timeout)
            connection.connect(f"/tmp/{port}")
            return connection
        except OSError:
            connection.close()  # a file that a daemon left behind: it may listen on TCP again
    try:
        connection = socket.create_connection((host or "localhost", port), timeout)
    except OSError as error:
        raise SpreadError(f"No daemon at {address}: {error}") from error
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return connection


def _shake_hands(connection, name, membership):
    # the daemon reads each of the two in one piece
    connection.sendall(bytes([5, 0, 1, 1 if membership else 0, len(name)]) + name.encode())
    length, = struct.unpack("b", _exactly(connection, 1))
    _check(length)
    _require_spread(length <= 90)
    text = _exactly(connection, length).decode("latin-1")
    _require_spread(re.fullmatch("[ -~]*", text))
    methods = text.split()
    if methods and "NULL" not in methods:
        raise SpreadError(f"The daemon wants authentication by {' or '.join(methods)}, which this client does not know")
    connection.sendall(struct.pack("90s", b"NULL"))
    accepted, = struct.unpack("b", _exactly(connection, 1))
    _check(accepted)
    _require_spread(accepted == 1)
    _exactly(connection, 3)  # the daemon's version
    private_group = _exactly(connection, _exactly(connection, 1)[0]).decode("latin-1")
    _require_spread(re.fullmatch("#[$-~]{1,10}#[$-~]{1,19}", private_group))
    return private_group


def _require_spread(sure):
    if not sure:
        raise SpreadError("What listens there does not speak Spread")


def _check(code):
    if code < 0:
        raise SpreadError(f"Refused ({code}): {_REFUSALS.get(code, 'the daemon does not say more')}")


def _exactly(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise SpreadError("The connection was closed during the handshake: is that a Spread daemon?")
        data += part
    return data
