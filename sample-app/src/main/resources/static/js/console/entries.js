// How one event looks in the timeline. Each function returns an element.

import { el } from '../common/dom.js';
import { count, isMemberId, memberName, youTag } from '../common/names.js';
import { payloadBody } from './payload.js';
import { SERVICE_TYPES } from './service-types.js';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const list = (value) => Array.isArray(value) ? value : [];

function time(at) {
  return el('time', { datetime: at.toISOString(), title: `Seen by this page on ${at.toLocaleString()}`,
    text: clock.format(at) });
}

/** An entry with a mark of marks.svg, which is one picture for all of them: thousands of entries stay light. */
function entry(kind, mark, ...content) {
  return el('div', { class: `entry ${kind}`, role: 'group', tabindex: '-1' },
    el('span', { class: `entry-mark mark-${mark}` }), el('div', {}, ...content));
}

function destination(name, self) {
  const mine = name === self && name !== undefined;
  return el('bdi', { class: isMemberId(name) ? 'tag private' : 'tag', text: mine ? 'you' : name, title: name });
}

/** A message that arrived, or (with `sent`) the page's own note of one that does not come back. */
export function messageEntry(event, self, at, { sent = false, writeTo } = {}) {
  const groups = list(event.groups);
  const mine = sent || (self && event.sender === self);
  const personal = groups.some(isMemberId);
  const kind = ['message', mine ? 'mine' : '', personal ? 'private' : '', sent ? 'sent' : ''].join(' ');
  const sender = event.sender ?? self ?? null;
  const line = el('div', { class: 'entry-line' },
    el('button', { type: 'button', class: 'sender', tabindex: '-1', disabled: !sender,
      title: `Write privately to ${sender}`, on: { click: () => writeTo(sender) } }, memberName(sender)),
    mine ? youTag() : null,
    el('span', { class: 'meta', text: 'to' }),
    ...groups.map((group) => destination(group, self)),
    personal ? el('span', { class: 'cause', text: 'PRIVATE' }) : null,
    el('span', { class: 'meta', text: event.serviceType ?? '', title: SERVICE_TYPES[event.serviceType] ?? '' }),
    event.type ? el('span', { class: 'meta', text: `type ${event.type}` }) : null,
    time(at));
  const item = entry(kind, sent ? 'sent' : personal ? 'lock' : 'message', line, payloadBody(event),
    sent ? el('p', { class: 'entry-note', text: `Sent by you. ${event.note}` }) : null);
  item.addEventListener('keydown', (key) => {
    if (key.key === 'Enter' && key.target === item && sender) {
      key.preventDefault();
      writeTo(sender);
    }
  });
  return item;
}

function who(id, self) {
  return el('span', {}, memberName(id), id && id === self ? ' ' : null, id && id === self ? youTag() : null);
}

function people(ids, self) {
  return ids.flatMap((id, index) => [index === 0 ? '' : ', ', who(id, self)]);
}

/** A membership event as [kind, icon, cause, sentence, note]. */
function describe(event, self) {
  const group = el('bdi', { class: 'tag', text: event.group ?? 'unknown group' });
  const size = Array.isArray(event.members) ? `now ${count(event.members.length, 'member')}` : '';
  if (event.cause === 'JOIN' && event.joined === self) {
    return ['self-in', 'enter', 'JOIN', ['You are in ', group], Array.isArray(event.members)
      ? (event.members.length === 1 ? 'nobody else yet' : count(event.members.length, 'member')) : ''];
  }
  if (event.cause === 'LEAVE' && event.left === self) {
    return ['self-out', 'exit', 'LEAVE', ['You left ', group], ''];
  }
  switch (event.cause) {
    case 'JOIN':
      return ['join', 'plus', 'JOIN', [who(event.joined, self), ' joined ', group], size];
    case 'LEAVE':
      return ['leave', 'minus', 'LEAVE', [who(event.left, self), ' left ', group], size];
    case 'DISCONNECT':
      return ['disconnect', 'bolt', 'DISCONNECT',
        [who(event.disconnected, self), ' is gone from ', group, ': its connection to the daemon ended'], size];
    case 'NETWORK':
      return ['network-change', 'network', 'NETWORK', networkSentence(event, group, self), size];
    case 'TRANSITION':
      return ['transition', 'dots', 'TRANSITION', ['The network is changing in ', group],
        'transitional signal: up to the next view, messages may not reach everybody'];
    default:
      return ['other', 'dots', String(event.cause ?? 'MEMBERSHIP'), ['Membership of ', group, ' changed'], size];
  }
}

function networkSentence(event, group, self) {
  const departed = list(event.departed);
  const arrived = list(event.arrived);
  const sentence = ['The network changed in ', group];
  if (departed.length > 0) {
    sentence.push(' · lost contact with ', ...people(departed, self));
  }
  if (arrived.length > 0) {
    sentence.push(' · now in contact with ', ...people(arrived, self));
  }
  return sentence;
}

export function membershipEntry(event, self, at) {
  const [kind, image, cause, sentence, note] = describe(event, self);
  return entry(kind, image, el('div', { class: 'entry-line' },
    el('span', { class: 'entry-sentence' }, ...sentence),
    note ? el('span', { class: 'entry-note', text: note }) : null,
    el('span', { class: 'cause', text: cause }), time(at)));
}

/** A note about the connection or about what is missing; kind is "gap" or "link", the label says it in a word. */
export function noticeEntry(kind, sentence, at, label = kind === 'gap' ? 'GAP' : '') {
  return entry(kind, kind === 'gap' ? 'warning' : 'check', el('div', { class: 'entry-line' },
    el('span', { class: 'entry-sentence', text: sentence }),
    label ? el('span', { class: 'cause', text: label }) : null, time(at)));
}

export const clockTime = (at) => clock.format(at);
