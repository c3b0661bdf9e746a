// What each button does, in words, and how long it takes.

import { el } from '../common/dom.js';

/** "1 second", "0.2 seconds". */
export function seconds(millis) {
  const number = Math.round(millis / 100) / 10;
  return `${number} ${number === 1 ? 'second' : 'seconds'}`;
}

function sentences({ detectionMillis, silenceMillis }) {
  const noticed = `after about ${seconds(detectionMillis)}`;
  return {
    split: `Cuts the lines between side A and side B. The daemons notice ${noticed}. Then each side goes on alone, `
      + 'with the members it still reaches.',
    merge: 'Mends all lines. Everybody is together again at once. What was said on the other side meanwhile is not '
      + 'delivered afterwards.',
    kill: 'Ends the daemon without a word, as kill -9 does. Its clients notice at once, and go to another daemon if '
      + `they know one. The other daemons notice ${noticed}.`,
    start: 'Starts it again at its old port. The other daemons find it at once. It knows nobody any more: clients have '
      + 'to connect anew, which sessions do by themselves.',
    freeze: 'Lets the daemon stand still, as kill -STOP does: nothing closes, nothing is answered. The other daemons '
      + `notice ${noticed}, its clients after at most ${seconds(silenceMillis)} without an answer.`,
    thaw: 'Lets it go on where it stood. The other daemons find it again at once. Clients that have given it up are '
      + 'gone there.',
  };
}

export const hintId = (action) => `network-does-${action}`;

/** An empty sentence about a button, to be filled by `explain`. */
export const hint = (tag, action) => el(tag, { class: 'hint', id: hintId(action) });

export function explain(root, network) {
  for (const [action, sentence] of Object.entries(sentences(network))) {
    const element = root.querySelector(`#${hintId(action)}`);
    if (element.textContent !== sentence) {
      element.textContent = sentence;
    }
  }
}
