// second stage of the upload pipeline: counts the bytes and lines of each file, for files of text
import { FILES, headers, options, RESPONSES, run, serve, tell } from './program.mjs';
import { writeHeaders } from './spread-headers.mjs';

const LINE_FEED = 0x0a;

async function answerFile(peer, message) {
  const { headers: { f_id: id }, body } = headers(message, 'f_id');
  const answer = { f_id: id, size: body.length, lines: 0 };
  if (isText(body)) {
    const lastLineIsOpen = body.length > 0 && body.at(-1) !== LINE_FEED;
    answer.lines = body.filter((byte) => byte === LINE_FEED).length + (lastLineIsOpen ? 1 : 0);
  } else {
    answer.problem = 'it is no text in UTF-8';
  }
  await peer.multicast(RESPONSES, writeHeaders(answer));
  tell(`File ${id}: ${body.length.toLocaleString('en')} bytes, ${answer.lines.toLocaleString('en')} lines`);
}

function isText(bytes) {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

await run(async () => {
  const given = options('node processor.mjs [OPTIONS]', { count: 'end after so many messages' });
  await serve(given, FILES, answerFile);
});
