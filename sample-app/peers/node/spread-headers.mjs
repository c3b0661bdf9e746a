/*
 * Headers in front of a body, as in the article "LAMP and the Spread Toolkit": Spread itself has none.
 */

/** Put headers in front of a body: a line `name: value` for each, an empty line, the body. */
export function writeHeaders(headers, body = '') {
  const lines = [];
  const empty = [];
  for (const [name, value] of Object.entries(headers)) {
    const text = String(value);
    if (!/^[^:\p{Cc}\p{Z}\p{Cs}]+$/u.test(name)) {
      throw new RangeError(`Header name "${name}" is not allowed: no blanks, colons or control characters are`);
    }
    if (/^[\t\p{Z}]|(?!\t)[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(text)) {
      throw new RangeError(`The value of header "${name}" is not allowed: one line that begins with no blank is`);
    }
    (text ? lines : empty).push(`${name}: ${text}\n`);
  }
  if (empty.length > 1) {
    throw new RangeError('Only one header of a message can be empty: peers take the next line for its value');
  }
  if (lines.length + empty.length === 0) {
    throw new RangeError('At least one header is needed: peers lose the body otherwise');
  }
  return Buffer.concat([Buffer.from([...lines, ...empty, '\n'].join('')), Buffer.from(body)]);
}

/** Split headers and body: {headers, body}, or null if there are no headers and an empty line. */
export function readHeaders(bytes) {
  const headers = new Map();
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0) {
      return null;
    }
    const line = bytes.toString('utf8', start, end).replace(/\r$/, '');
    start = end + 1;
    if (line === '') {
      return headers.size > 0 ? { headers: Object.fromEntries(headers), body: bytes.subarray(start) } : null;
    }
    const colon = line.indexOf(':');
    const name = trimEnd(trimStart(line.slice(0, Math.max(colon, 0))));
    if (name) {
      headers.set(name, trimStart(line.slice(colon + 1)));
    }
  }
}

// only blanks and tabs; an expression like / +$/ would need very long for a value of many blanks
function trimStart(text) {
  return text.replace(/^[ \t]+/, '');
}

function trimEnd(text) {
  let end = text.length;
  while (text[end - 1] === ' ' || text[end - 1] === '\t') {
    end--;
  }
  return text.slice(0, end);
}
