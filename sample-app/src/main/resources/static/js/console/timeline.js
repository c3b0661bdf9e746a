// The timeline: appends entries in the order they came, keeps a bounded number, follows the end only for a reader
// who is there.

import { byId, el } from '../common/dom.js';
import { enumerate } from '../common/names.js';

const MAX_ENTRIES = 2_000;
const MAX_CHARACTERS = 8_000_000;
const FLUSH_AFTER = 40;

export class Timeline {
  #list = byId('timeline');
  #scroller = byId('scroller');
  #waiting = [];
  #weights = [];
  #weight = 0;
  #dropped = 0;
  #unread = 0;
  #scheduled = false;
  #following = true;
  #height = 0;

  constructor() {
    byId('show').addEventListener('change', (event) => {
      this.#list.dataset.show = event.target.value;
      this.toEnd();
    });
    byId('clear').addEventListener('click', () => this.#clear());
    byId('latest').addEventListener('click', () => this.toEnd());
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroller.addEventListener('keydown', (event) => this.#move(event));
    new ResizeObserver(() => this.#resized()).observe(this.#scroller);
  }

  /** Adds an entry; `make(at)` builds its element when its turn comes, `weight` is the length of its text. */
  add(make, weight = 0) {
    this.#waiting.push({ make, weight, at: new Date() });
    if (this.#waiting.length > MAX_ENTRIES) {
      this.#waiting.shift();
      this.#dropped++;
    }
    if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => this.#flush(), FLUSH_AFTER);
    }
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#following = true;
    this.#unread = 0;
    this.#showUnread();
  }

  /** What to do first, as long as the timeline has no entries. */
  showEmpty(state, join) {
    const empty = byId('empty');
    empty.hidden = this.#list.childElementCount > 0 || this.#dropped > 0;
    if (empty.hidden) {
      return;
    }
    const names = [...state.groups.keys()].sort();
    const kind = `${state.connected} ${names.join(' ')}`;
    if (empty.dataset.kind === kind) {
      return;
    }
    empty.dataset.kind = kind;
    empty.replaceChildren(...(names.length > 0 ? alreadyIn(names) : firstSteps(state.connected, join)));
  }

  #flush() {
    this.#scheduled = false;
    const follow = this.#following && (this.#atEnd() || this.#sizeIsNew());
    const batch = this.#waiting;
    this.#waiting = [];
    const fragment = document.createDocumentFragment();
    for (const { make, weight, at } of batch) {
      fragment.append(make(at));
      this.#weights.push(weight);
      this.#weight += weight;
    }
    byId('empty').hidden = true;
    this.#list.append(fragment);
    this.#trim();
    if (follow) {
      this.toEnd();
    } else {
      this.#unread += batch.length;
      this.#showUnread();
    }
  }

  #trim() {
    while (this.#weights.length > MAX_ENTRIES || (this.#weight > MAX_CHARACTERS && this.#weights.length > 1)) {
      this.#list.firstElementChild.remove();
      this.#weight -= this.#weights.shift();
      this.#dropped++;
    }
    byId('dropped').hidden = this.#dropped === 0;
    byId('dropped').textContent = `${this.#dropped.toLocaleString('en')} older ${
      this.#dropped === 1 ? 'entry is' : 'entries are'} no longer shown; this page keeps the newest ${
      MAX_ENTRIES.toLocaleString('en')}.`;
  }

  #clear() {
    this.#list.replaceChildren();
    this.#weights = [];
    this.#weight = 0;
    this.#dropped = 0;
    this.#unread = 0;
    byId('dropped').hidden = true;
    this.#showUnread();
    this.onCleared?.();
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 40;
  }

  #scrolled() {
    if (!this.#sizeIsNew()) {
      this.#following = this.#atEnd();
    }
    this.#showUnread();
  }

  /** A composer that grows takes room from the timeline: stay at the end if that is where the reader was. */
  #resized() {
    this.#height = this.#scroller.clientHeight;
    if (this.#following) {
      this.toEnd();
    } else {
      this.#showUnread();
    }
  }

  #sizeIsNew() {
    return this.#scroller.clientHeight !== this.#height;
  }

  #showUnread() {
    const atEnd = this.#atEnd();
    if (atEnd) {
      this.#unread = 0;
    }
    byId('latest').hidden = atEnd;
    byId('latest-text').textContent = this.#unread > 0 ? `${this.#unread.toLocaleString('en')} new` : 'Newest';
  }

  /** Arrow keys walk through the entries that are shown. */
  #move(event) {
    const step = { ArrowUp: 'previousElementSibling', ArrowDown: 'nextElementSibling' }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const current = event.target.closest('.entry');
    let next = current ? current[step] : this.#list.lastElementChild;
    while (next && next.offsetParent === null) {
      next = next[current ? step : 'previousElementSibling'];
    }
    if (next) {
      event.preventDefault();
      next.focus();
    }
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
    el('h3', { text: `You are in ${enumerate(names)}` }),
    el('p', { text: 'From now on, messages and membership changes appear here as they happen. Spread keeps nothing '
      + 'from the past.' }),
  ];
}
