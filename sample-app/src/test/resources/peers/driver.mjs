// does with the Node client what the test says: a JSON command on each line of stdin, an answer on each of stdout
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { SpreadError, SpreadPeer } = await import(pathToFileURL(`${process.env.PEERS}/spread-peer.mjs`));
const { readHeaders, writeHeaders } = await import(pathToFileURL(`${process.env.PEERS}/spread-headers.mjs`));

let peer;

const commands = {
  async connect({ address, timeout = 10, ...options }) {
    peer = await SpreadPeer.connect(address, { ...options, timeoutMillis: timeout * 1000 });
    return { privateGroup: peer.privateGroup };
  },
  join: ({ group }) => peer.join(group),
  leave: ({ group }) => peer.leave(group),
  multicast: ({ groups, body, ...options }) => peer.multicast(groups, Buffer.from(body, 'base64'), options),
  async receive({ timeout = 10 }) {
    const event = await peer.receive(timeout * 1000) ?? { kind: 'nothing' };
    return event.body ? { ...event, body: event.body.toString('base64') } : event;
  },
  interrupt: () => peer.interrupt(),
  disconnect: () => peer.disconnect(),
  write: ({ headers, body }) => ({ bytes: writeHeaders(headers, Buffer.from(body, 'base64')).toString('base64') }),
  read({ bytes }) {
    const block = readHeaders(Buffer.from(bytes, 'base64'));
    return block ? { headers: block.headers, body: block.body.toString('base64') } : { headers: null };
  },
};

async function answer({ do: command, ...options }) {
  try {
    return await commands[command](options) ?? {};
  } catch (error) {
    if (error instanceof SpreadError) {
      return { lost: error.message };
    }
    if (error instanceof RangeError) {
      return { refused: error.message };
    }
    throw error;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await answer(JSON.parse(line))));
}
process.exit();
