// Private chats: what we and one other member sent to each other alone.

import { byId, el, icon, reconcile } from '../common/dom.js';
import { count, enumerate, isMemberId, memberName, youTag } from '../common/names.js';
import { clockTime } from './entries.js';
import { payloadBody } from './payload.js';

const MAX_ENTRIES = 500;
const MAX_CHATS = 100;
const list = (value) => Array.isArray(value) ? value : [];

export class Chats {
  #state;
  #bind;
  /** By member, the one with the newest message last: elements of the conversation. */
  #chats = new Map();
  /** Members whose connection has ended, as we were told, and when. */
  #gone = new Map();
  #member = null;
  #opener = null;
  #log = byId('chat-log');

  /** `bind(member)` binds the composer to a member, or (null) to none. */
  constructor(state, { bind }) {
    this.#state = state;
    this.#bind = bind;
    byId('chat-back').addEventListener('click', () => this.close());
    byId('chats-unread').addEventListener('click', () => this.open([...this.#state.unread.keys()].at(-1)));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#member && !event.isComposing && !document.querySelector('dialog[open]')) {
        event.preventDefault();
        this.close();
      }
    });
    state.subscribe(() => this.#render());
  }

  get member() {
    return this.#member;
  }

  open(member) {
    if (this.#member === null) {
      this.#opener = document.activeElement;
    }
    this.#member = member;
    this.#state.setUnread(member, 0);
    byId('stage').dataset.chat = 'open';
    byId('chat').hidden = false;
    byId('chat-name').replaceChildren(memberName(member), member === this.#state.self ? youTag() : '');
    this.#log.replaceChildren(...this.#chats.get(member) ?? []);
    this.#log.setAttribute('aria-label', `Private messages with ${member}`);
    this.#bind(member);
    this.#render();
    this.#toEnd();
    this.opened?.();
  }

  close({ focus = true } = {}) {
    if (this.#member === null) {
      return;
    }
    this.#member = null;
    delete byId('stage').dataset.chat;
    byId('chat').hidden = true;
    this.#log.replaceChildren();
    this.#bind(null);
    this.#render();
    if (focus) {
      (this.#opener?.isConnected && this.#opener.checkVisibility() ? this.#opener : byId('scroller')).focus();
    }
    this.closed?.();
  }

  /** Takes note of a message if it is private; `sent` tells that it is ours and did not come back. */
  note(event, at, { sent = false } = {}) {
    const { self } = this.#state;
    const mine = sent || event.sender === self;
    if (!mine) {
      this.#gone.delete(event.sender);
    }
    for (const member of others(event, self, mine)) {
      const said = entry(event, mine, at, member);
      const chat = this.#chats.get(member) ?? [];
      this.#chats.delete(member);
      this.#chats.set(member, chat);
      chat.push(said);
      if (chat.length > MAX_ENTRIES) {
        chat.shift().remove();
      }
      if (member === this.#member) {
        this.#log.append(said);
        this.#toEnd();
      } else if (!mine) {
        this.#state.setUnread(member, (this.#state.unread.get(member) ?? 0) + 1);
      }
    }
    while (this.#chats.size > MAX_CHATS) {
      const [oldest] = this.#chats.keys();
      this.#chats.delete(oldest);
      this.#gone.delete(oldest);
      this.#state.setUnread(oldest, 0);
    }
    this.#render();
  }

  /** Takes note of a member's end, and of members that are there. */
  follow({ cause, disconnected, members }, at) {
    list(members).forEach((member) => this.#gone.delete(member));
    if (cause === 'DISCONNECT' && (this.#chats.has(disconnected) || disconnected === this.#member)) {
      this.#gone.set(disconnected, at);
      this.#render();
    }
  }

  #toEnd() {
    const scroller = byId('chat-scroller');
    scroller.scrollTop = scroller.scrollHeight;
  }

  #render() {
    const { unread } = this.#state;
    const members = [...this.#chats.keys()].reverse();
    byId('chats').hidden = members.length === 0;
    reconcile(byId('chat-list'), members, (member) => member, (member) => this.#createRow(member), (row, member) => {
      const number = unread.get(member) ?? 0;
      const button = row.firstElementChild;
      button.setAttribute('aria-current', String(member === this.#member));
      button.setAttribute('aria-label', `Private chat with ${member}${number > 0 ? `, ${number} unread` : ''}`);
      row.querySelector('.badge').textContent = number > 0 ? number : '';
    });
    const all = [...unread.values()].reduce((sum, number) => sum + number, 0);
    byId('chats-unread').hidden = all === 0;
    byId('chats-unread-text').textContent = `${all} private`;
    byId('chats-unread').setAttribute('aria-label', `Read ${count(all, 'private message')}`);
    document.title = `${all > 0 ? `(${all}) ` : ''}Group console – Spread`;
    if (this.#member) {
      this.#describe();
    }
  }

  #createRow(member) {
    return el('li', {}, el('button', { type: 'button', class: 'member-button', on: { click: () => this.open(member) } },
      icon('lock'), memberName(member), el('span', { class: 'badge' })));
  }

  /** Where we know the member from; nobody is told of members that share no group with us. */
  #describe() {
    const { groups, self, connected } = this.#state;
    const shared = [...groups.values()].filter(({ members }) => members.includes(this.#member)).map(({ group }) => group);
    const words = !connected ? 'No connection at the moment'
      : this.#member === self ? 'Notes to yourself'
        : shared.length > 0 ? `With you in ${enumerate(shared.sort())}`
          : this.#gone.has(this.#member) ? `Its connection to the daemon ended at ${clockTime(this.#gone.get(this.#member))}`
            : 'In no group with you, so nobody tells whether it is there';
    if (byId('chat-presence').textContent !== words) {
      byId('chat-presence').textContent = words;
    }
    byId('chat-empty').hidden = this.#log.childElementCount > 0;
  }
}

/** The members in whose chat a message belongs: none, unless it went to somebody alone. */
function others(event, self, mine) {
  const personal = list(event.groups).filter(isMemberId);
  if (personal.length === 0) {
    return [];
  }
  if (!mine) {
    return [event.sender];
  }
  const receivers = personal.filter((id) => id !== self);
  return receivers.length > 0 ? receivers : [self];
}

function entry(event, mine, at, member) {
  const also = list(event.groups).filter((group) => group !== member && !(isMemberId(group) && !mine));
  const meta = [mine ? 'You' : null, clockTime(at), event.serviceType === 'AGREED' ? null : event.serviceType,
    event.type ? `type ${event.type}` : null, also.length > 0 ? `also to ${enumerate(also)}` : null];
  return el('li', { class: mine ? 'say mine' : 'say' }, payloadBody(event),
    el('p', { class: 'meta', text: meta.filter(Boolean).join(' · ') }));
}
