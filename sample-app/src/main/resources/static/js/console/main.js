// Puts the parts together: events change the state and the timeline, the state is shown, people act through the API.

import { getConnection, getGroups } from './api.js';
import { Composer } from './composer.js';
import { showConnection } from './connection.js';
import { byId } from '../common/dom.js';
import { clockTime, membershipEntry, messageEntry, noticeEntry } from './entries.js';
import { openEvents } from '../common/events.js';
import { GroupPanel } from './groups.js';
import { disclosure, helpDialog } from '../common/layout.js';
import { mountNetwork } from '../network/panel.js';
import { State } from './state.js';
import { tabs } from '../common/tabs.js';
import { Timeline } from './timeline.js';

const RETRY_AFTER = 2_000;

const state = new State();
const timeline = new Timeline();
const writeTo = (member) => composer.writeTo(member);
const composer = new Composer(state, { sent: (message, note) => addMessage({ ...message, note }, { sent: true }) });
const groups = new GroupPanel(state, { writeTo });

const showGroups = disclosure('groups-toggle', (open) => byId('groups').classList.toggle('closed', !open),
  { open: 'Hide', closed: 'Show' });
disclosure('facts-toggle', (open) => document.querySelector('.top').classList.toggle('open', open));
helpDialog();

tabs(byId('tabs'), (panel) => {
  byId('stage').dataset.tab = panel === 'stream' ? 'timeline' : panel;
});
mountNetwork(byId('network'), {
  reveal() {
    byId('tab-network').hidden = false;
  },
});

async function join(name) {
  byId('join-name').value = name;
  await groups.join(name);
}

const showEmpty = () => timeline.showEmpty(state, join);
timeline.onCleared = showEmpty;
state.subscribe(showConnection);
state.subscribe(showEmpty);

// On a phone the list of groups gives way to the timeline once there is a group, and comes back with the last one.
let inGroups = false;
state.subscribe(() => {
  if (inGroups !== state.groups.size > 0) {
    inGroups = !inGroups;
    showGroups(!inGroups);
  }
});

function addMessage(event, options) {
  const { self } = state;
  timeline.add((at) => messageEntry(event, self, at, { ...options, writeTo }),
    (event.payload ?? event.payloadBase64 ?? '').length);
}

const notice = (kind, sentence) => timeline.add((at) => noticeEntry(kind, sentence, at));

let loading = 0;

/** Reads what the events do not carry; tries again until it succeeds or a newer load has begun. */
async function load() {
  const mine = ++loading;
  while (mine === loading && state.streamOpen) {
    try {
      const { version } = state;
      const [connection, joined] = await Promise.all([getConnection(), getGroups()]);
      if (mine === loading) {
        // The event stream tells state and private group in order; this answer may be older.
        const { transport = null, embedded = null } = connection ?? {};
        state.setConnection(state.connection.state ? { transport, embedded } : connection);
        state.setGroups(Array.isArray(joined) ? joined : [], version);
      }
      return;
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, RETRY_AFTER); });
    }
  }
}

openEvents('api/events', {
  open(since) {
    state.setStreamOpen(true);
    if (since) {
      notice('gap', `This page did not hear the application from ${clockTime(since)} to ${clockTime(new Date())}. `
        + 'What happened meanwhile is not shown.');
    }
    load();
  },
  lost() {
    state.setStreamOpen(false);
  },
  connection(event) {
    const { state: now = null, privateGroup = null, address = null } = event;
    const before = state.setConnection({ state: now, privateGroup, address: address ?? state.connection.address });
    if (before.state === null) {
      return;
    }
    const was = before.state === 'CONNECTED';
    const is = now === 'CONNECTED';
    if (was && !is) {
      notice('gap', 'The connection to the daemon is lost. What is sent from now on does not arrive here.');
    } else if (is && (!was || before.privateGroup !== privateGroup)) {
      notice('link', `Connected to the daemon ${address ?? ''} as ${privateGroup ?? '?'}.`);
      load();
    }
  },
  message: (event) => addMessage(event),
  membership(event) {
    state.apply(event);
    const { self } = state;
    timeline.add((at) => membershipEntry(event, self, at));
  },
});
