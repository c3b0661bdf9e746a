// The state of the connection in the header, and on a page without a stream of events the questions for it.

import { byId } from './dom.js';
import { call } from './http.js';

const EVERY = 3_000;

const WORDS = {
  LOADING: ['Loading …', 'wait'],
  UNKNOWN: ['Unknown', 'wait'],
  CONNECTED: ['Connected', 'check'],
  CONNECTING: ['Connecting …', 'wait'],
  BACKING_OFF: ['Connecting …', 'wait'],
  DISCONNECTED: ['Not connected', 'off'],
  CLOSED: ['Closed', 'off'],
};

/** Keeps the header up to date for as long as the page lives. */
export async function showStatus() {
  let banner = null;
  try {
    const { state } = await call('GET', 'api/connection');
    showState(state ?? 'UNKNOWN');
    if (state !== 'CONNECTED') {
      banner = 'There is no connection to a Spread daemon. The application keeps trying.';
    }
  } catch {
    showState('UNKNOWN');
    banner = 'This page has lost the application and tries to reach it again. What is shown may be out of date.';
  }
  byId('banner').hidden = banner === null;
  setText('banner-text', banner ?? '');
  setTimeout(showStatus, EVERY);
}

/** Shows a state as the application names it, or UNKNOWN. */
export function showState(state) {
  const [word, icon] = WORDS[state] ?? [state, 'wait'];
  byId('state').dataset.state = state;
  setText('state-word', word);
  byId('state-icon').setAttribute('href', `icons.svg#i-${icon}`);
}

/** Writes only what is new, so that screen readers are not told the same twice. */
export function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
