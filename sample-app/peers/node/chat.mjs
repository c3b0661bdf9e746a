// chat in a group: node chat.mjs [--address 4803@localhost] [--name kim] [group]
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

import { SpreadError, SpreadPeer } from './spread-peer.mjs';

function show(event) {
  if (event.kind === 'message') {
    console.log(`${event.sender}: ${event.body}`);
  } else if (event.kind === 'membership') {
    const who = event.changed ? ` of ${event.changed}` : '';
    console.log(`* ${event.group}: ${event.cause}${who}; members: ${event.members.join(' ') || 'none'}`);
  }
}

async function main() {
  const { values: { address, name, help }, positionals: [group = 'chat'] } = parseArgs({
    options: {
      address: { type: 'string', default: '4803@localhost' },
      name: { type: 'string', default: '' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (help) {
    return console.log('Usage: node chat.mjs [--address 4803@localhost] [--name kim] [group]');
  }
  const peer = await SpreadPeer.connect(address, { name });
  peer.join(group);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    try {
      peer.multicast(group, line, { selfDiscard: true });
    } catch (error) {
      console.error(`! ${error.message}`);
    }
  });
  lines.on('close', () => peer.interrupt());
  process.on('SIGINT', () => lines.close());
  for (let event = await peer.receive(); event; event = await peer.receive()) {
    show(event);
  }
  await peer.disconnect();
}

try {
  await main();
} catch (error) {
  const known = error instanceof SpreadError || error instanceof RangeError || error.code?.startsWith('ERR_PARSE_ARGS');
  if (!known) {
    throw error;
  }
  console.error(error.message);
  process.exit(1);
}
