"""What the programs of the upload pipeline share: options, headers, and a loop that ends properly."""

import argparse
import re
import signal
import sys

from spread_headers import read_headers
from spread_peer import Membership, Message, Rejected, SpreadError, SpreadPeer

FILES = "uploadfiles"
RESPONSES = "uploadresponses"


class Unusable(Exception):
    """A message that this program cannot use. It says so and goes on with the next one."""


def options(description):
    """The options that all programs have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--address", default="4803@localhost", help="4803@localhost, or 4803 for this machine")
    parser.add_argument("--name", default="", help="up to 10 characters; the daemon assigns one otherwise")
    return parser


def run(main):
    """Run a program; what goes wrong is told in one line."""
    try:
        main()
    except (SpreadError, ValueError, OSError) as error:
        sys.exit(f"{error}")
    except KeyboardInterrupt:
        sys.exit(130)


def serve(arguments, group, handle):
    """Join a group and handle each message, until --count of them have come or a signal asks to end."""
    asked = []
    with SpreadPeer.connect(arguments.address, arguments.name) as peer:
        def end(*_):
            asked.append(True)
            peer.interrupt()

        signal.signal(signal.SIGINT, end)
        signal.signal(signal.SIGTERM, end)
        peer.join(group)
        handled = 0
        while not asked and handled != arguments.count:
            event = peer.receive()
            if isinstance(event, Membership) and event.changed == peer.private_group:
                tell(f"In {group} as {peer.private_group}")
            if isinstance(event, Rejected):
                raise SpreadError(f"The daemon does not allow {event.what} to {', '.join(event.groups)}")
            if isinstance(event, Message):
                handled += 1
                try:
                    handle(peer, event)
                except Unusable as problem:
                    tell(f"A message of {event.sender} cannot be used: {problem}")
        peer.leave(group)


def headers(message, *numbers):
    """Read the headers of a message, some of which have to be numbers, and its body."""
    block, body = read_headers(message.body) or ({}, b"")
    for name in numbers:
        if not re.fullmatch("[0-9]{1,18}", block.get(name, "")):
            raise Unusable(f"it has no header {name} with a number")
        block[name] = int(block[name])
    return block, body


def tell(text):
    """Tell the user something; what the program is for goes to the standard output."""
    print(text, file=sys.stderr, flush=True)
