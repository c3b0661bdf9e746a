"""First stage of the upload pipeline: send a file to the group "uploadfiles"."""

import os
import random

from program import FILES, options, run
from spread_headers import write_headers
from spread_peer import SpreadPeer, max_body


def main():
    parser = options(__doc__)
    parser.add_argument("file")
    parser.add_argument("--f-id", type=int, help="the number that the answer will have; made up otherwise")
    arguments = parser.parse_args()
    # beyond the ids that a table gives, and exact in every language
    f_id = random.randrange(2**52, 2**53) if arguments.f_id is None else arguments.f_id
    if not 0 <= f_id < 10**18:
        raise ValueError(f"--f-id {f_id} is not allowed: a number of up to 18 digits is")
    head = write_headers({"f_id": f_id})

    size, limit = os.path.getsize(arguments.file), max_body() - len(head)
    if size > limit:
        raise ValueError(f"{arguments.file} has {size:,} bytes; at most {limit:,} are allowed, "
                         "because a file travels as one Spread message")
    with open(arguments.file, "rb") as file:
        content = file.read()
    with SpreadPeer.connect(arguments.address, arguments.name, membership=False) as peer:
        peer.multicast(FILES, head + content)
    print(f_id)


run(main)
