// Puts the parts together: events change the state and the timeline, the state is shown, people act through the API.

import { getConnection, getGroups } from './api.js';
import { Chats } from './chats.js';
import { Composer } from './composer.js';
import { showConnection } from './connection.js';
import { byId } from '../common/dom.js';
import { showEmpty } from './empty.js';
import { clockTime, membershipEntry, messageEntry, noticeEntry } from './entries.js';
import { openEvents } from '../common/events.js';
import { Filter } from './filter.js';
import { describeGap } from './gaps.js';
import { GroupPanel } from './groups.js';
import { disclosure, helpDialog } from '../common/layout.js';
import { isMemberId } from '../common/names.js';
import { mountNetwork } from '../network/panel.js';
import { State } from './state.js';
import { tabs } from '../common/tabs.js';
import { Timeline } from './timeline.js';
import { ViewHistory } from './view-history.js';
import { Views } from './views.js';

const RETRY_AFTER = 2_000;

const state = new State();
const history = new ViewHistory();
const timeline = new Timeline();
const filter = new Filter(state, () => {
  timeline.filterBy(filter);
  views.render();
  groups.render();
});
timeline.filterBy(filter);
const views = new Views(history, filter);
const composer = new Composer(state, { sent: (message, note) => addMessage({ ...message, note }, { sent: true }) });
const chats = new Chats(state, { bind: (member) => composer.bind(member) });
const openChat = (member) => {
  showTab('stream');
  chats.open(member);
};
const groups = new GroupPanel(state, { chat: openChat, filter: (group) => filter.toggle(group),
  isChosen: (group) => filter.group === group });

const showGroups = disclosure('groups-toggle', (open) => byId('groups').classList.toggle('closed', !open),
  { open: 'Hide', closed: 'Show' });
disclosure('facts-toggle', (open) => document.querySelector('.top').classList.toggle('open', open));
helpDialog();

const showTab = tabs(byId('tabs'), (panel) => {
  byId('stage').dataset.tab = panel === 'stream' ? 'timeline' : panel;
  chats.close({ focus: false });
  views.render();
});
// There is something to write in only beside the timeline.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  if (byId('stream').hidden) {
    showTab('stream');
  }
  byId('text').focus();
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

const invite = () => showEmpty(state, timeline.size === 0, join);
timeline.onCleared = invite;
state.subscribe(showConnection);
state.subscribe(invite);

// On a phone the list of groups gives way to an open chat, and to the timeline once there is a group; it comes back with
// the last one.
chats.opened = () => showGroups(false);
let inGroups = false;
state.subscribe(() => {
  if (inGroups !== state.groups.size > 0) {
    inGroups = !inGroups;
    showGroups(!inGroups);
  }
});

function addMessage(event, options) {
  const { self } = state;
  const to = Array.isArray(event.groups) ? event.groups : [];
  const receivers = to.filter((name) => !isMemberId(name));
  filter.see(receivers);
  timeline.add((at) => messageEntry(event, self, at, { ...options, writeTo: openChat }), { kind: 'message',
    groups: receivers, personal: to.some(isMemberId), weight: (event.payload ?? event.payloadBase64 ?? '').length });
  chats.note(event, new Date(), options);
}

const notice = (kind, sentence, label) => timeline.add((at) => noticeEntry(kind, sentence, at, label));

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
        state.groups.forEach((view) => history.found(view, state.self, new Date()));
        views.update();
      }
      return;
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, RETRY_AFTER); });
    }
  }
}

/** Who we are after a gap that the timeline has told of already. */
let restored = null;

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
    history.interrupt('unheard', new Date());
    views.update();
  },
  connection(event) {
    const { state: now = null, privateGroup = null, address = null } = event;
    const before = state.setConnection({ state: now, privateGroup, address: address ?? state.connection.address });
    if (before.state === null) {
      return;
    }
    const was = before.state === 'CONNECTED';
    if (now === 'CONNECTED' && (!was || before.privateGroup !== privateGroup)) {
      state.setAttempt(null);
      if (restored !== privateGroup) {
        notice('link', `Connected to the daemon ${address ?? ''} as ${privateGroup ?? '?'}.`);
      }
      load();
    }
    restored = null;
  },
  attempt(event) {
    // Told beside the stream, which may be behind: the state itself changes when the stream says so.
    state.setAttempt(event);
  },
  gap(event) {
    notice(...describeGap(event));
    if (event.kind === 'LOST') {
      history.interrupt('lost', new Date(), event.reason);
      views.update();
    }
    restored = event.kind === 'RESTORED' ? event.privateGroup : null;
  },
  message: (event) => addMessage(event),
  membership(event) {
    state.apply(event);
    chats.follow(event, new Date());
    const { self } = state;
    filter.see(typeof event.group === 'string' ? [event.group] : []);
    timeline.add((at) => membershipEntry(event, self, at), { kind: 'membership', groups: [event.group] });
    history.apply(event, self, new Date());
    views.update(event.group);
  },
});
