// first stage of the upload pipeline: sends a file to the group "uploadfiles"
import { randomInt } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import { FILES, Mistake, options, run } from './program.mjs';
import { writeHeaders } from './spread-headers.mjs';
import { maxBody, SpreadPeer } from './spread-peer.mjs';

await run(async () => {
  const { address, name, rest: [file], 'f-id': given } = options(
    'node upload.mjs [OPTIONS] FILE', { 'f-id': 'the number that the answer will have; made up otherwise' }, 1);
  // beyond the ids that a table gives, and exact in every language
  const id = given ?? String(2 ** 52 + randomInt(2 ** 47));
  if (!/^[0-9]{1,18}$/.test(id)) {
    throw new Mistake(`--f-id ${id} is not allowed: a number of up to 18 digits is`);
  }
  const head = writeHeaders({ f_id: id });

  const { size } = await stat(file).catch((error) => {
    throw new Mistake(error.message);
  });
  const limit = maxBody() - head.length;
  if (size > limit) {
    throw new Mistake(`${file} has ${size.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} are `
      + 'allowed, because a file travels as one Spread message');
  }
  const content = await readFile(file);
  const peer = await SpreadPeer.connect(address, { name, membership: false });
  await peer.multicast(FILES, Buffer.concat([head, content]));
  await peer.disconnect();
  console.log(id);
});
