// The state of the connection in the header of a page that has no stream of events: asked for every few seconds.

import { byId } from './dom.js';
import { call } from './http.js';

const EVERY = 3_000;

const WORDS = {
  CONNECTED: ['Connected', 'check'],
  CONNECTING: ['Connecting …', 'wait'],
  BACKING_OFF: ['Waiting for the next attempt', 'wait'],
  DISCONNECTED: ['Not connected', 'off'],
  CLOSED: ['Closed', 'off'],
};

/** Keeps the header up to date for as long as the page lives. */
export async function showStatus() {
  let banner = null;
  try {
    const { state } = await call('GET', 'api/connection');
    show(state, WORDS[state] ?? [state ?? 'Unknown', 'wait']);
    if (state !== 'CONNECTED') {
      banner = 'There is no connection to a Spread daemon. The application keeps trying.';
    }
  } catch {
    show('UNKNOWN', ['Unknown', 'wait']);
    banner = 'This page has lost the application and tries to reach it again. What is shown may be out of date.';
  }
  byId('banner').hidden = banner === null;
  setText('banner-text', banner ?? '');
  setTimeout(showStatus, EVERY);
}

function show(state, [word, icon]) {
  byId('state').dataset.state = state;
  setText('state-word', word);
  byId('state-icon').setAttribute('href', `icons.svg#i-${icon}`);
}

/** Writes only what is new, so that screen readers are not told the same twice. */
function setText(id, text) {
  const element = byId(id);
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
