/*
 * A small client for Spread daemons, in one file and without any package. Node 18 or newer.
 *
 *     const peer = await SpreadPeer.connect('4803@localhost');
 *     peer.join('chat');
 *     peer.multicast('chat', 'hello');
 *     const event = await peer.receive(10_000);
 *     await peer.disconnect();
 *
 * What comes are objects with a `kind`:
 *
 * - message {sender, groups, service, selfDiscard, type, body}: body is a Buffer, type the sender's message type
 *   (-32768 to 32767).
 * - membership {group, cause, members, changed, stayed, groupId}: cause is JOIN, LEAVE, DISCONNECT or NETWORK;
 *   TRANSITION ahead of a NETWORK (messages up to there may not have reached all old members); or SELF_LEAVE, the
 *   answer to one's own leave. The last two have no members. `changed` is who joined, left or disconnected;
 *   `stayed`, of a NETWORK, who came here together with us.
 * - rejected {what, groups, body}: the daemon's access policy denied us a JOIN, LEAVE or MESSAGE.
 *
 * Receive all the time: a daemon disconnects a client for which more than about 1000 messages wait. There is no
 * reconnect: a lost connection is a SpreadError. What cannot be sent is a RangeError.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import net from 'node:net';

export const SERVICES = { UNRELIABLE: 0x01, RELIABLE: 0x02, FIFO: 0x04, CAUSAL: 0x08, AGREED: 0x10, SAFE: 0x20 };

// body and 32 bytes for each group; a 5.0.1 daemon can die of one byte more
const MAX_BODY_AND_GROUPS = 143_151;
const MAX_GROUPS = 43;

const SELF_DISCARD = 0x40;
const CAUSES = { 0x100: 'JOIN', 0x200: 'LEAVE', 0x400: 'DISCONNECT', 0x800: 'NETWORK' };
const REGULAR_VIEW = 0x1000;
const TRANSITION = 0x2000;
const JOIN = 0x10000;
const LEAVE = 0x20000;
const KILL = 0x40000;
const REJECT = 0x400000;

const REFUSALS = {
  '-3': 'the daemon has no room for another session',
  '-4': 'the daemon wants a name',
  '-5': 'the name is not allowed: up to 10 characters from $ to ~ are',
  '-6': 'the name is in use at this daemon: leave it out and the daemon assigns one',
  '-7': 'the daemon does not speak with clients of this version',
  '-9': 'the daemon wants an authentication that failed or that this client does not know',
};

/** No connection: the daemon refused it, does not speak Spread, or the connection is lost. */
export class SpreadError extends Error {}

/** A connection to a daemon. */
export class SpreadPeer {
  #socket;
  #bytes;
  #header = null;
  #events = [];
  #waiting = null;
  #interrupted = false;
  #lost = null;
  #room = null;

  constructor(socket, bytes, privateGroup) {
    this.#socket = socket;
    this.#bytes = bytes;
    this.privateGroup = privateGroup;
    bytes.changed = () => this.#read();
    this.#read();
  }

  /**
   * Connect to `port@host`, or to `port` of this machine: its Unix socket /tmp/<port> if there is one.
   *
   * Without a name the daemon assigns one, which nobody else has. Without membership only messages come.
   */
  static async connect(address = '4803', { name = '', membership = true, timeoutMillis = 10_000 } = {}) {
    if (!/^[$-~]{0,10}$/.test(name)) {
      throw new RangeError(`Name "${name}" is not allowed: up to 10 characters from $ to ~ are`);
    }
    const socket = await open(address, timeoutMillis);
    const timer = setTimeout(
      () => socket.destroy(new SpreadError('No answer in time: is that a Spread daemon?')), timeoutMillis);
    try {
      const bytes = new Bytes(socket);
      return new SpreadPeer(socket, bytes, await shakeHands(socket, bytes, name, membership));
    } catch (error) {
      socket.destroy();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Join a group. The answer is a membership with us in it; none comes if we are in the group already. */
  join(group) {
    this.#send(JOIN, [requireGroup(group)]);
  }

  /** Leave a group. The answer is a membership with cause SELF_LEAVE. */
  leave(group) {
    this.#send(LEAVE, [requireGroup(group)]);
  }

  /**
   * Send text or bytes to one group or several, or to members by their private groups. The sender need not be in them.
   *
   * AGREED keeps one order for all; RELIABLE and UNRELIABLE may overtake. Every receiver gets one copy. The promise is
   * kept when there is room for more: wait for it when sending much, which is kept in memory otherwise.
   */
  multicast(groups, body, { service = 'AGREED', type = 0, selfDiscard = false } = {}) {
    const destinations = [groups].flat();
    const bytes = Buffer.from(body);
    for (const group of destinations) {
      if (!/^[#-~]{1,31}$/.test(group)) {
        throw new RangeError(`Destination "${group}" is not allowed: 1 to 31 characters from # to ~ are`);
      }
    }
    const count = destinations.length;
    if (count < 1 || count > MAX_GROUPS) {
      throw new RangeError(`${count} destinations are not allowed: 1 to ${MAX_GROUPS} are`);
    }
    if (!Object.hasOwn(SERVICES, service)) {
      throw new RangeError(`Service "${service}" is not known: ${Object.keys(SERVICES).join(', ')} are`);
    }
    if (!Number.isInteger(type) || type < -32768 || type > 32767) {
      throw new RangeError(`Message type ${type} is not allowed: -32768 to 32767 are`);
    }
    if (bytes.length > maxBody(count)) {
      throw new RangeError(`A body of ${bytes.length.toLocaleString('en')} bytes is not allowed: one Spread message `
        + `to ${count} group(s) carries up to ${maxBody(count).toLocaleString('en')}`);
    }
    this.#send(SERVICES[service] | (selfDiscard ? SELF_DISCARD : 0), destinations, type, bytes);
    return this.#hasRoom();
  }

  /** Wait for what comes next; null when the milliseconds are over, or after interrupt(). One receive at a time. */
  async receive(timeoutMillis = Infinity) {
    if (this.#events.length === 0 && !this.#lost && !this.#interrupted) {
      this.#socket.resume();
      let timer;
      await new Promise((resolve) => {
        this.#waiting = resolve;
        timer = Number.isFinite(timeoutMillis) ? setTimeout(resolve, timeoutMillis) : undefined;
      });
      clearTimeout(timer);
      this.#waiting = null;
    }
    if (this.#interrupted) {
      this.#interrupted = false;
      return null;
    }
    if (this.#events.length === 0 && this.#lost) {
      throw this.#lost;
    }
    return this.#events.shift() ?? null;
  }

  /** End a receive that waits, or else the next one. For signal handlers and timers. */
  interrupt() {
    this.#interrupted = true;
    this.#waiting?.();
  }

  /** End the session: wait until the daemon has all that was sent and the name is free again, or a few seconds. */
  async disconnect() {
    if (!this.#lost) {
      this.#send(KILL, [this.privateGroup]);
      this.#lost = new SpreadError('This peer has disconnected: connect again');
      this.#events = [];
      this.#waiting?.();
      const timer = setTimeout(() => this.#socket.destroy(), 5_000);
      await this.#bytes.end();
      clearTimeout(timer);
    }
    this.#socket.destroy();
  }

  #hasRoom() {
    if (!this.#socket.writableNeedDrain) {
      return Promise.resolve();
    }
    return this.#room ??= new Promise((resolve) => {
      const done = () => {
        this.#room = null;
        this.#socket.off('drain', done).off('close', done);
        resolve();
      };
      this.#socket.on('drain', done).on('close', done);
    });
  }

  #send(kind, groups, type = 0, body = Buffer.alloc(0)) {
    if (this.#lost) {
      throw this.#lost;
    }
    // big-endian, which a frame says by having none of the endian bits
    const head = Buffer.alloc(48 + 32 * groups.length);
    head.writeUInt32BE(kind, 0);
    head.write(this.privateGroup, 4, 'latin1');
    head.writeUInt32BE(groups.length, 36);
    head.writeUInt32BE((type & 0xffff) << 8, 40);
    head.writeUInt32BE(body.length, 44);
    groups.forEach((group, index) => head.write(group, 48 + 32 * index, 'latin1'));
    this.#socket.write(Buffer.concat([head, body]));
  }

  #read() {
    try {
      for (let event = this.#nextEvent(); event; event = this.#nextEvent()) {
        this.#events.push(event);
      }
      this.#lost ??= this.#bytes.lost;
    } catch (error) {
      this.#lost = error;
      this.#socket.destroy();
    }
    if (this.#events.length > 0) {
      this.#socket.pause(); // the next receive that has to wait goes on
    }
    if (this.#events.length > 0 || this.#lost) {
      this.#waiting?.();
    }
  }

  /** Take one frame from what has come: 48 bytes of header, 32 for each group, the body. */
  #nextEvent() {
    this.#header ??= this.#bytes.take(48);
    const rest = this.#header && this.#bytes.take(frameSize(this.#header) - 48);
    if (!rest) {
      return null;
    }
    const header = this.#header;
    this.#header = null;
    return readEvent(header, rest);
  }
}

/** How many bytes one message carries. */
export function maxBody(groups = 1) {
  return MAX_BODY_AND_GROUPS - 32 * groups;
}

/** What has come from a socket, whatever the pieces were. */
class Bytes {
  #pieces = [];
  #length = 0;
  #closed;
  #socket;
  lost = null;
  changed = () => {};

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (piece) => {
      this.#pieces.push(piece);
      this.#length += piece.length;
      this.changed();
    });
    socket.on('error', (error) => this.#fail(error instanceof SpreadError ? error
      : new SpreadError(`The connection to the daemon is lost: ${error.message}`)));
    this.#closed = new Promise((resolve) => socket.on('close', () => {
      this.#fail(new SpreadError('The daemon has closed the connection: it was stopped, or it did not like this '
        + 'client, which may have been too slow'));
      resolve();
    }));
  }

  /** Take exactly so many bytes, or null while they are not there. */
  take(count) {
    if (this.#length < count) {
      return null;
    }
    const all = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces);
    this.#pieces = [all.subarray(count)];
    this.#length -= count;
    return all.subarray(0, count);
  }

  /** Wait for exactly so many bytes. */
  async exactly(count) {
    let taken = this.take(count);
    while (!taken) {
      if (this.lost) {
        throw this.lost;
      }
      await new Promise((resolve) => {
        this.changed = resolve;
      });
      taken = this.take(count);
    }
    return taken;
  }

  /** Drop what still comes, until the daemon closes the connection. */
  end() {
    this.changed = () => this.take(this.#length);
    this.#socket.resume();
    return this.#closed;
  }

  #fail(error) {
    this.lost ??= error;
    this.changed();
  }
}

function frameSize(header) {
  const int = integers(header[0]);
  const count = int(header, 36);
  const length = int(header, 44);
  if (count < 0 || count > 100_000 || length < 0 || length > 10_000_000) {
    throw new SpreadError(`The daemon sent ${count} groups and ${length} bytes in one frame: that is not Spread`);
  }
  return 48 + (int(header, 0) & REJECT ? 4 : 0) + 32 * count + length;
}

function readEvent(header, rest) {
  // the daemon's byte order shows in the type, the sender's in the hint
  const int = integers(header[0]);
  const kind = int(header, 0) & 0x7fffff7f;
  const name = text(header.subarray(4, 36));
  const hint = integers(header[40])(header, 40);
  const body = rest.subarray(rest.length - int(header, 44));
  const groups = names(rest.subarray(kind & REJECT ? 4 : 0, rest.length - body.length));
  if (kind & REJECT) {
    const what = { 0x100: 'JOIN', 0x200: 'LEAVE' }[int(rest, 0) & 0xf00] ?? 'MESSAGE';
    return { kind: 'rejected', what, groups: groups.slice(0, -1), body };
  }
  if (kind & 0x3f || !(kind & 0x3f00)) {
    const service = Object.keys(SERVICES).find((each) => kind & SERVICES[each]) ?? 'UNKNOWN';
    const type = (hint << 8) >> 16;
    return { kind: 'message', sender: name, groups, service, selfDiscard: (kind & SELF_DISCARD) !== 0, type, body };
  }
  return { kind: 'membership', group: name, ...membership(kind, groups, body, int) };
}

function membership(kind, members, body, int) {
  if (!(kind & (TRANSITION | REGULAR_VIEW))) {
    return { cause: 'SELF_LEAVE', members: [] };
  }
  try {
    const groupId = [int(body, 0), int(body, 4), int(body, 8)];
    if (kind & TRANSITION) {
      return { cause: 'TRANSITION', members: [], groupId };
    }
    const cause = CAUSES[kind & 0xf00];
    const own = 20 + int(body, 16);
    const set = names(body.subarray(own + 4, own + 4 + 32 * int(body, own)));
    if (!cause || set.length !== int(body, own) || set.length === 0) {
      throw new RangeError(`a set of ${int(body, own)} members in ${body.length} bytes`);
    }
    return cause === 'NETWORK'
      ? { cause, members, stayed: set, groupId } : { cause, members, changed: set[0], groupId };
  } catch (error) {
    throw new SpreadError(`The daemon sent a membership that cannot be read: ${error.message}`);
  }
}

function integers(firstByte) {
  return firstByte & 0x80 ? (bytes, at) => bytes.readInt32LE(at) : (bytes, at) => bytes.readInt32BE(at);
}

function text(field) {
  return field.toString('latin1').split('\0', 1)[0];
}

function names(fields) {
  return Array.from({ length: Math.floor(fields.length / 32) },
    (_, index) => text(fields.subarray(32 * index, 32 * index + 32)));
}

function requireGroup(name) {
  if (!/^[$-~]{1,31}$/.test(name)) {
    throw new RangeError(`Group "${name}" is not allowed: 1 to 31 characters from $ to ~ are`);
  }
  return name;
}

async function open(address, timeoutMillis) {
  const [, port, host] = /^([0-9]{1,5})(?:@(\S+))?$/.exec(address) ?? [];
  if (!(port > 0 && port < 65536)) {
    throw new RangeError(`Address "${address}" is not allowed: 4803@localhost, or 4803 for this machine, are`);
  }
  if (!host && existsSync(`/tmp/${port}`)) {
    try {
      return await opened(net.connect({ path: `/tmp/${port}` }), timeoutMillis);
    } catch {
      // a file that a daemon left behind: it may listen on TCP again
    }
  }
  try {
    return await opened(net.connect({
      port: Number(port), host: host ?? 'localhost', autoSelectFamily: true, noDelay: true, keepAlive: true,
    }), timeoutMillis);
  } catch (error) {
    throw new SpreadError(`No daemon at ${address}: ${error.message || error.code}`);
  }
}

async function opened(socket, timeoutMillis) {
  const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), timeoutMillis);
  try {
    await once(socket, 'connect');
    return socket;
  } finally {
    clearTimeout(timer);
  }
}

async function shakeHands(socket, bytes, name, membership) {
  // the daemon reads each of the two in one piece
  socket.write(Buffer.concat([Buffer.from([5, 0, 1, membership ? 1 : 0, name.length]), Buffer.from(name)]));
  const length = await code(bytes);
  requireSpread(length <= 90);
  const offer = (await bytes.exactly(length)).toString('latin1');
  requireSpread(/^[ -~]*$/.test(offer));
  const methods = offer.split(' ').filter(Boolean);
  if (methods.length > 0 && !methods.includes('NULL')) {
    throw new SpreadError(`The daemon wants authentication by ${methods.join(' or ')}, which this client does not `
      + 'know');
  }
  const choice = Buffer.alloc(90);
  choice.write('NULL');
  socket.write(choice);
  requireSpread(await code(bytes) === 1);
  await bytes.exactly(3); // the daemon's version
  const [size] = await bytes.exactly(1);
  const privateGroup = (await bytes.exactly(size)).toString('latin1');
  requireSpread(/^#[$-~]{1,10}#[$-~]{1,19}$/.test(privateGroup));
  return privateGroup;
}

function requireSpread(sure) {
  if (!sure) {
    throw new SpreadError('What listens there does not speak Spread');
  }
}

/** One signed byte of the handshake; a negative one refuses. */
async function code(bytes) {
  const answer = (await bytes.exactly(1)).readInt8();
  if (answer < 0) {
    throw new SpreadError(`Refused (${answer}): ${REFUSALS[answer] ?? 'the daemon does not say more'}`);
  }
  return answer;
}
