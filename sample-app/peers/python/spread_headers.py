"""Headers in front of a body, as in the article "LAMP and the Spread Toolkit": Spread itself has none."""

from __future__ import annotations

import unicodedata


def write_headers(headers: dict[str, object], body: bytes = b"") -> bytes:
    """Put headers in front of a body: a line ``name: value`` for each, an empty line, the body."""
    lines, empty = [], []
    for name, value in headers.items():
        value = str(value)
        if not name or any(c == ":" or c.isspace() or _unreadable(c) for c in name):
            raise ValueError(f"Header name {name!r} is not allowed: no blanks, colons or control characters are")
        if value[:1].isspace() or any(c != "\t" and _unreadable(c) for c in value):
            raise ValueError(f'The value of header "{name}" is not allowed: one line that begins with no blank is')
        (lines if value else empty).append(f"{name}: {value}\n")
    if len(empty) > 1:
        raise ValueError("Only one header of a message can be empty: peers take the next line for its value")
    if not lines + empty:
        raise ValueError("At least one header is needed: peers lose the body otherwise")
    return "".join(lines + empty + ["\n"]).encode() + body


def read_headers(data: bytes) -> tuple[dict[str, str], bytes] | None:
    """Split headers and body: a dictionary and bytes, or None if there are no headers and an empty line."""
    headers, start = {}, 0
    while True:
        end = data.find(b"\n", start)
        if end < 0:
            return None
        line = data[start:end]
        start = end + 1
        if line.endswith(b"\r"):
            line = line[:-1]
        if not line:
            return (headers, data[start:]) if headers else None
        name, colon, value = line.partition(b":")
        name = name.strip(b" \t")
        if colon and name:
            headers[name.decode(errors="replace")] = value.lstrip(b" \t").decode(errors="replace")


def _unreadable(character):
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
