"""Does with the Python client what the test says: a JSON command on each line of stdin, an answer on each of stdout."""

import base64
import json
import os
import sys

sys.path.insert(0, os.environ["PEERS"])
from spread_headers import read_headers, write_headers  # noqa: E402
from spread_peer import Membership, Message, Rejected, SpreadError, SpreadPeer  # noqa: E402

peer = None


def connect(address, name="", membership=True, timeout=10):
    global peer
    peer = SpreadPeer.connect(address, name, membership, timeout)
    return {"privateGroup": peer.private_group}


def join(group):
    peer.join(group)


def leave(group):
    peer.leave(group)


def multicast(groups, body, **options):
    options["self_discard"] = options.pop("selfDiscard", False)
    peer.multicast(groups, base64.b64decode(body), **options)


def receive(timeout=10):
    event = peer.receive(timeout)
    if isinstance(event, Message):
        return {"kind": "message", "sender": event.sender, "groups": event.groups, "service": event.service,
                "selfDiscard": event.self_discard, "type": event.type, "body": encoded(event.body)}
    if isinstance(event, Membership):
        return {"kind": "membership", "group": event.group, "cause": event.cause, "members": event.members,
                "changed": event.changed, "stayed": event.stayed, "groupId": event.group_id}
    if isinstance(event, Rejected):
        return {"kind": "rejected", "what": event.what, "groups": event.groups, "body": encoded(event.body)}
    return {"kind": "nothing"}


def interrupt():
    peer.interrupt()


def disconnect():
    peer.disconnect()


def write(headers, body):
    return {"bytes": encoded(write_headers(headers, base64.b64decode(body)))}


def read(bytes):
    block = read_headers(base64.b64decode(bytes))
    return {"headers": block[0], "body": encoded(block[1])} if block else {"headers": None}


def encoded(data):
    return base64.b64encode(data).decode()


for line in sys.stdin:
    command = json.loads(line)
    try:
        answer = globals()[command.pop("do")](**command) or {}
    except SpreadError as error:
        answer = {"lost": str(error)}
    except ValueError as error:
        answer = {"refused": str(error)}
    print(json.dumps(answer), flush=True)
