/*
 * What the programs of the upload pipeline share: options, headers, and a loop that ends properly.
 */
import { parseArgs } from 'node:util';

import { readHeaders } from './spread-headers.mjs';
import { SpreadError, SpreadPeer } from './spread-peer.mjs';

export const FILES = 'uploadfiles';
export const RESPONSES = 'uploadresponses';

/** A message that this program cannot use. It says so and goes on with the next one. */
export class Unusable extends Error {}

/** What the user asked for cannot be done. */
export class Mistake extends Error {}

/**
 * Read the command line: --address and --name, which all programs have, and others; --help tells of them and ends.
 *
 * @param usage the program and its arguments
 * @param more what each further option is for
 */
export function options(usage, more = {}, positionals = 0) {
  const known = {
    address: '4803@localhost (the default), or 4803 for this machine',
    name: 'up to 10 characters; the daemon assigns one otherwise',
    ...more,
  };
  const types = Object.fromEntries(Object.keys(known).map((name) => [name, { type: 'string' }]));
  try {
    const { values: { help, ...values }, positionals: rest } = parseArgs({
      options: { ...types, help: { type: 'boolean', short: 'h' } }, allowPositionals: true,
    });
    if (help) {
      console.log(`Usage: ${usage}\n`);
      Object.entries(known).forEach(([name, purpose]) => console.log(`  --${name.padEnd(9)}${purpose}`));
      process.exit();
    }
    if (!/^-?[0-9]{1,15}$/.test(values.count ?? '-1')) {
      throw new Error(`--count ${values.count} is not allowed: a number is`);
    }
    if (rest.length === positionals) {
      return { address: '4803@localhost', name: '', ...values, rest };
    }
  } catch (error) {
    throw new Mistake(`${error.message}\nUsage: ${usage}`);
  }
  throw new Mistake(`Usage: ${usage}`);
}

/** Run a program; what goes wrong is told in one line. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SpreadError || error instanceof RangeError || error instanceof Mistake)) {
      throw error;
    }
    tell(error.message);
    process.exitCode = 1;
  }
}

/** Join a group and handle each message, until --count of them have come or a signal asks to end. */
export async function serve({ address, name, count = -1 }, group, handle) {
  const peer = await SpreadPeer.connect(address, { name });
  let asked = false;
  const end = () => {
    asked = true;
    peer.interrupt();
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    peer.join(group);
    for (let left = Number(count); !asked && left !== 0;) {
      const event = await peer.receive();
      if (event?.changed === peer.privateGroup) {
        tell(`In ${group} as ${peer.privateGroup}`);
      }
      if (event?.kind === 'rejected') {
        throw new SpreadError(`The daemon does not allow ${event.what} to ${event.groups.join(', ')}`);
      }
      if (event?.kind === 'message') {
        left--;
        await handleOrTell(handle, peer, event);
      }
    }
    peer.leave(group);
  } finally {
    await peer.disconnect();
  }
}

async function handleOrTell(handle, peer, message) {
  try {
    await handle(peer, message);
  } catch (problem) {
    if (!(problem instanceof Unusable)) {
      throw problem;
    }
    tell(`A message of ${message.sender} cannot be used: ${problem.message}`);
  }
}

/** Read the headers of a message, some of which have to be numbers, and its body. The numbers are BigInts. */
export function headers(message, ...numbers) {
  const { headers: all, body } = readHeaders(message.body) ?? { headers: {}, body: Buffer.alloc(0) };
  for (const name of numbers) {
    if (!/^[0-9]{1,18}$/.test(all[name] ?? '')) {
      throw new Unusable(`it has no header ${name} with a number`);
    }
    all[name] = BigInt(all[name]);
  }
  return { headers: all, body };
}

/** Tell the user something; what the program is for goes to the standard output. */
export function tell(text) {
  console.error(text);
}
