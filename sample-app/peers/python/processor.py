"""Second stage of the upload pipeline: count the bytes and lines of each file, for files of text."""

from program import FILES, RESPONSES, headers, options, run, serve, tell
from spread_headers import write_headers


def process(peer, message):
    block, content = headers(message, "f_id")
    answer = {"f_id": block["f_id"], "size": len(content), "lines": 0}
    if is_text(content):
        answer["lines"] = content.count(b"\n") + (not content.endswith(b"\n") if content else 0)
    else:
        answer["problem"] = "it is no text in UTF-8"
    peer.multicast(RESPONSES, write_headers(answer))
    tell(f"File {answer['f_id']}: {answer['size']:,} bytes, {answer['lines']:,} lines")


def is_text(content):
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def main():
    parser = options(__doc__)
    parser.add_argument("--count", type=int, default=-1, help="end after so many messages")
    serve(parser.parse_args(), FILES, process)


run(main)
