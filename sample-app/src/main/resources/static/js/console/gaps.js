// What is missing at a place of the stream, in words: [kind of notice, sentence, label].

import { count, enumerate } from '../common/names.js';

export function describeGap(event) {
  switch (event.kind) {
    case 'LOST':
      return ['gap', `The connection to the daemon is lost${event.reason ? `: ${event.reason}` : ''}. What is sent from `
        + 'now on does not arrive here.', 'GAP BEGINS'];
    case 'RESTORED':
      return ['gap', `Connected again after ${duration(event.gapMillis)} as ${event.privateGroup}${
        event.previous === event.privateGroup ? '' : `, before that ${event.previous}`}. What was sent meanwhile is `
        + 'missing here.', 'GAP ENDS'];
    case 'DROPPED':
      return ['gap', `${count(event.messages ?? 0, 'message')} with ${count(event.bytes ?? 0, 'byte')} `
        + `${event.messages === 1 ? 'is' : 'are'} missing here: they came faster than this application could take them.`,
        'DROPPED'];
    case 'OVERFLOWED':
      return ['gap', `Taken out of ${enumerate(event.groups ?? [])}: messages came faster than this application could `
        + 'take them. Join again to hear what comes next.', 'OVERFLOW'];
    default:
      return ['gap', 'Something is missing here.', 'GAP'];
  }
}

export function duration(millis) {
  if (!Number.isFinite(millis)) {
    return 'some time';
  }
  return millis < 1_000 ? `${millis} ms` : `${Number((millis / 1_000).toFixed(millis < 10_000 ? 1 : 0))} s`;
}
