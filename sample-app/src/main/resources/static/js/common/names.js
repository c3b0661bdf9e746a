// Group names, member ids and how they are shown.

import { el } from './dom.js';

export const MAX_DESTINATIONS = 43;

const GROUP = /^[$-~]{1,31}$/;
const MEMBER = /^#([^#\s]+)#([^#\s]+)$/;

export const isMemberId = (name) => typeof name === 'string' && name.startsWith('#');

/** What is wrong with the name of a group to join, in words; null if nothing is. */
export function groupProblem(name) {
  if (name === '') {
    return 'Write the name of the group first.';
  }
  if (isMemberId(name)) {
    return 'A name with # at the beginning belongs to a member. It cannot be joined; messages can be sent to it.';
  }
  if (name.length > 31) {
    return `A group name has at most 31 characters; this one has ${name.length}.`;
  }
  return GROUP.test(name) ? null
    : 'A group name has no blanks, no ! " # and only plain ASCII characters.';
}

/** What is wrong with a destination, which is a group or a member id; null if nothing is. */
export function destinationProblem(name) {
  if (!isMemberId(name)) {
    return groupProblem(name);
  }
  return MEMBER.test(name) && name.length <= 31 ? null
    : 'A member id looks like #private-name#daemon and has at most 31 characters.';
}

/** A member id with its private name in the foreground. */
export function memberName(id) {
  const parts = MEMBER.exec(id);
  return parts
    ? el('bdi', { class: 'member-id mono' }, `#${parts[1]}`, el('span', { class: 'daemon', text: `#${parts[2]}` }))
    : el('bdi', { class: 'member-id mono', text: id ?? 'unknown' });
}

export const youTag = () => el('span', { class: 'you', text: 'you' });

/** "a", "a and b", "a, b and c". */
export function enumerate(words) {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** "1 member", "3 members". */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
