// What the observer at one daemon sees: who is in the group, and what happened last.

import { el, icon, reconcile } from '../common/dom.js';
import { count, memberName } from '../common/names.js';

const ICONS = { MESSAGE: 'message', JOIN: 'plus', LEAVE: 'minus', DISCONNECT: 'bolt', NETWORK: 'network',
  TRANSITION: 'dots', CONNECTED: 'check', LOST: 'warning' };

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Everybody whom some observer sees in the group. */
export function everybody(daemons, group) {
  return [...new Set(daemons.flatMap((daemon) => membersAt(daemon, group) ?? []))];
}

function membersAt({ observer }, group) {
  return observer.views.find((view) => view.group === group)?.members ?? null;
}

/** What is seen of the group at a daemon, for the picture. */
export function brief(daemon, all, group) {
  const members = membersAt(daemon, group);
  if (!daemon.observer.member || daemon.state === 'KILLED' || members === null) {
    return { words: 'sees nobody', partial: true };
  }
  const partial = members.length < all.length;
  return { words: partial ? `sees ${members.length} of ${all.length}` : `sees all ${all.length}`, partial };
}

export class Sight {
  element;
  #summary = el('p', { class: 'sight-summary' });
  #who;
  #events;

  constructor(name) {
    this.#who = el('ul', { class: 'sight-members', 'aria-label': `Members that ${name} sees` });
    this.#events = el('ol', { class: 'sight-events', tabindex: '0',
      'aria-label': `What the observer at ${name} saw last, newest first` });
    this.element = el('div', { class: 'sight' }, this.#summary, this.#who, this.#events);
  }

  show(daemon, all, group) {
    const members = membersAt(daemon, group);
    const [tone, words] = summary(daemon, members, all, group);
    this.#summary.dataset.tone = tone;
    if (this.#summary.textContent !== words) {
      this.#summary.replaceChildren(icon(tone === 'good' ? 'check' : 'warning'), words);
    }
    reconcile(this.#who, members ? all : [], (id) => `${members.includes(id)}${id}`,
      (id) => chip(id, members.includes(id)));
    reconcile(this.#events, [...daemon.observer.events].reverse(), (event) => `${event.number} ${event.at}`, seen);
  }
}

function summary({ state, observer }, members, all, group) {
  if (!group) {
    return ['warn', 'In no group yet'];
  }
  if (!observer.member || state === 'KILLED') {
    return ['bad', 'Not connected: sees nobody'];
  }
  if (members === null) {
    return ['warn', `Not in ${group} yet`];
  }
  const before = state === 'FROZEN' ? 'Stands still: saw ' : 'Sees ';
  if (members.length === all.length) {
    return [state === 'FROZEN' ? 'warn' : 'good', `${before}all ${count(all.length, 'member')} of ${group}`];
  }
  return ['warn', `${before}${members.length} of ${count(all.length, 'member')} of ${group}`];
}

function chip(id, present) {
  return el('li', { class: present ? 'present' : 'missing', title: present ? id : `${id}: not seen from here` },
    memberName(id), present ? null : el('span', { class: 'visually-hidden', text: ', not seen from here' }));
}

function seen({ at, kind, from, text }) {
  const time = new Date(at);
  return el('li', { class: 'sight-event', 'data-kind': kind }, icon(ICONS[kind] ?? 'dots'),
    el('div', {}, from ? memberName(from) : null,
      from ? el('p', { class: 'sight-said', text }) : el('span', { text }), ' ',
      kind === 'MESSAGE' ? null : el('span', { class: 'visually-hidden', text: kind })),
    el('time', { datetime: time.toISOString(), text: clock.format(time) }));
}
