// What to do first, as long as the timeline has no entries.

import { byId, el } from '../common/dom.js';
import { count, enumerate } from '../common/names.js';

export function showEmpty(state, isEmpty, join) {
  const empty = byId('empty');
  empty.hidden = !isEmpty;
  if (empty.hidden) {
    return;
  }
  const names = [...state.groups.keys()].sort();
  const kind = `${state.connected} ${names.join(' ')}`;
  if (empty.dataset.kind !== kind) {
    empty.dataset.kind = kind;
    empty.replaceChildren(...(names.length > 0 ? alreadyIn(names) : firstSteps(state.connected, join)));
  }
}

function firstSteps(connected, join) {
  const step = (title, words, ...more) => el('li', {}, el('strong', { text: title }), el('p', {}, ...[words].flat()),
    ...more);
  return [
    el('h3', { text: 'Nothing has happened here yet' }),
    el('ol', {},
      step('Join a group', connected ? 'Any name will do. You then see who is in it and what is sent to it.'
        : 'Possible as soon as the application is connected to a daemon.',
        el('button', { type: 'button', text: 'Join “chat”', on: { click: () => join('chat') } })),
      step('Bring in a second member', ['Start another copy of this application on another port, for example with ',
        el('code', { text: '--server.port=8081' }), ', open its page in a second window and join the same group.']),
      step('Write a message below', 'Every member of the group gets it. Then stop one of the copies and see what the '
        + 'others are told.')),
  ];
}

function alreadyIn(names) {
  return [
    el('h3', { text: `You are in ${names.length > 4 ? count(names.length, 'group') : enumerate(names)}` }),
    el('p', { text: 'From now on, messages and membership changes appear here as they happen. Spread keeps nothing '
      + 'from the past.' }),
  ];
}
