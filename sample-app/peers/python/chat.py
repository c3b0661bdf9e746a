"""Chat in a group: what you type goes to all its members; who comes and goes is shown.

    python3 chat.py [--address 4803@localhost] [--name kim] [group]
"""

import argparse
import sys
import threading

from spread_peer import Membership, Message, SpreadError, SpreadPeer


def send_lines(peer, group):
    try:
        for line in sys.stdin:
            peer.multicast(group, line.rstrip("\n").encode(), self_discard=True)
    except (SpreadError, ValueError) as error:
        print(f"! {error}", file=sys.stderr)
    peer.interrupt()


def show(event):
    if isinstance(event, Message):
        print(f"{event.sender}: {event.body.decode(errors='replace')}", flush=True)
    elif isinstance(event, Membership):
        who = f" of {event.changed}" if event.changed else ""
        print(f"* {event.group}: {event.cause}{who}; members: {' '.join(event.members) or 'none'}", flush=True)


def main():
    parser = argparse.ArgumentParser(description="Chat in a group.")
    parser.add_argument("group", nargs="?", default="chat")
    parser.add_argument("--address", default="4803@localhost")
    parser.add_argument("--name", default="", help="up to 10 characters; the daemon assigns one otherwise")
    arguments = parser.parse_args()
    with SpreadPeer.connect(arguments.address, arguments.name) as peer:
        peer.join(arguments.group)
        threading.Thread(target=send_lines, args=(peer, arguments.group), daemon=True).start()
        while event := peer.receive():
            show(event)


try:
    main()
except (SpreadError, ValueError) as error:
    sys.exit(f"{error}")
except KeyboardInterrupt:
    pass
