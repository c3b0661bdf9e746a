// The timeline: keeps a bounded number of entries in the order they came, shows those that pass the filter, follows
// the end only for a reader who is there.
//
// Entries stand in blocks. The browser lays out and paints only blocks near the window (content-visibility in
// timeline.css), and still finds text in all of them.

import { byId, el } from '../common/dom.js';

const MAX_ENTRIES = 10_000;
const MAX_CHARACTERS = 8_000_000;
const BLOCK = 50;
const FLUSH_AFTER = 40;
const USUAL_HEIGHT = 64;

export class Timeline {
  #list = byId('timeline');
  #scroller = byId('scroller');
  #filter;
  #entries = [];
  #waiting = [];
  #weight = 0;
  #dropped = 0;
  #unread = 0;
  #scheduled = false;
  #following = true;
  #top = 0;

  constructor() {
    byId('clear').addEventListener('click', () => this.#clear());
    byId('latest').addEventListener('click', () => this.toEnd());
    this.#scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.#scroller.addEventListener('keydown', (event) => this.#move(event));
    // A composer that grows takes room, and entries get their true height when they are laid out.
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(this.#scroller);
    sizes.observe(this.#list);
  }

  /** How many entries there are, shown or not. */
  get size() {
    return this.#entries.length + this.#waiting.length;
  }

  /**
   * Adds an entry; `make(at)` builds its element when its turn comes. Of the entry: `kind` (message, membership or
   * notice), `groups`, `personal`, and `weight`, the length of its text.
   */
  add(make, { kind = 'notice', groups = [], personal = false, weight = 0 } = {}) {
    this.#waiting.push({ make, kind, groups, personal, weight, at: new Date(), element: null });
    if (this.#waiting.length > MAX_ENTRIES) {
      this.#waiting.shift();
      this.#dropped++;
    }
    if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => this.#flush(), FLUSH_AFTER);
    }
  }

  /** Shows what this filter lets pass from now on. */
  filterBy(filter) {
    this.#filter = filter;
    this.#list.replaceChildren();
    this.#append(this.#entries);
    this.#unread = 0;
    this.toEnd();
  }

  toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#top = this.#scroller.scrollTop;
    this.#following = true;
    this.#showUnread();
  }

  #flush() {
    this.#scheduled = false;
    const batch = this.#waiting;
    this.#waiting = [];
    this.#entries.push(...batch);
    const shown = this.#append(batch);
    this.#filter.countHidden(batch.length - shown);
    this.#trim(batch);
    byId('empty').hidden = true;
    if (this.#following) {
      this.toEnd();
    } else if (shown > 0) {
      this.#unread += shown;
      this.#showUnread();
    }
  }

  /** Puts entries at the end, those that pass the filter; returns how many these are. */
  #append(entries) {
    const shown = entries.filter((entry) => this.#filter.matches(entry));
    let block = this.#list.lastElementChild;
    let room = block ? BLOCK - block.childElementCount : 0;
    for (const entry of shown) {
      if (room <= 0) {
        block = el('div', { class: 'block' });
        block.style.containIntrinsicHeight = `auto ${BLOCK * USUAL_HEIGHT}px`;
        this.#list.append(block);
        room = BLOCK;
      }
      entry.element ??= entry.make(entry.at);
      block.append(entry.element);
      room--;
    }
    return shown.length;
  }

  /** Lets the oldest entries go, many at once and therefore seldom. */
  #trim(batch) {
    batch.forEach(({ weight }) => {
      this.#weight += weight;
    });
    if (this.#entries.length < MAX_ENTRIES + BLOCK && this.#weight <= MAX_CHARACTERS) {
      return;
    }
    let gone = 0;
    while (this.#entries.length - gone > MAX_ENTRIES
        || (this.#weight > MAX_CHARACTERS && this.#entries.length - gone > 1)) {
      const { element, weight } = this.#entries[gone];
      const block = element?.parentElement;
      element?.remove();
      if (block && block.childElementCount === 0) {
        block.remove();
      }
      this.#weight -= weight;
      gone++;
    }
    this.#entries.splice(0, gone);
    this.#dropped += gone;
    byId('dropped').hidden = this.#dropped === 0;
    byId('dropped').textContent = `${this.#dropped.toLocaleString('en')} older ${
      this.#dropped === 1 ? 'entry is' : 'entries are'} no longer shown; this page keeps the newest ${
      MAX_ENTRIES.toLocaleString('en')}.`;
  }

  #clear() {
    this.#list.replaceChildren();
    this.#entries = [];
    this.#weight = 0;
    this.#dropped = 0;
    this.#unread = 0;
    byId('dropped').hidden = true;
    this.toEnd();
    this.onCleared?.();
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < 40;
  }

  /** Only who scrolls up leaves the end: entries that become higher do so too, but nobody has moved. */
  #scrolled() {
    const { scrollTop } = this.#scroller;
    this.#following = this.#atEnd() || (this.#following && scrollTop >= this.#top);
    this.#top = scrollTop;
    this.#showUnread();
  }

  #resized() {
    if (this.#following) {
      this.toEnd();
    } else {
      this.#showUnread();
    }
  }

  #showUnread() {
    if (this.#following) {
      this.#unread = 0;
    }
    byId('latest').hidden = this.#following;
    byId('latest-text').textContent = this.#unread > 0 ? `${this.#unread.toLocaleString('en')} new` : 'Newest';
  }

  /** Arrow keys walk through the entries that are shown. */
  #move(event) {
    if (!['ArrowUp', 'ArrowDown'].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const current = event.target.closest('.entry');
    const next = current ? neighbour(current, event.key === 'ArrowUp') : this.#list.lastElementChild?.lastElementChild;
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

function neighbour(entry, before) {
  return before
    ? entry.previousElementSibling ?? entry.parentElement.previousElementSibling?.lastElementChild
    : entry.nextElementSibling ?? entry.parentElement.nextElementSibling?.firstElementChild;
}
