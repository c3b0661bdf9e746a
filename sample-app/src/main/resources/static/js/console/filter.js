// Which entries are shown: a group or all of them, and a kind.

import { byId, el } from '../common/dom.js';

/** In place of a group: what was sent to somebody alone. No group has such a name. */
const PRIVATE = '#private';

const MAX_GROUPS = 500;

const KINDS = {
  all: () => true,
  messages: ({ kind }) => kind !== 'membership',
  membership: ({ kind }) => kind !== 'message',
};

export class Filter {
  #state;
  #changed;
  #groups = byId('group-filter');
  #kinds = byId('show');
  #seen = new Set();
  #hidden = 0;

  /** `changed()` is called when another choice was made. */
  constructor(state, changed) {
    this.#state = state;
    this.#changed = changed;
    this.#groups.addEventListener('change', () => this.#apply());
    this.#kinds.addEventListener('change', () => this.#apply());
    byId('filter-clear').addEventListener('click', () => {
      this.#groups.value = '';
      this.#kinds.value = 'all';
      this.#apply();
      this.#groups.focus();
    });
    state.subscribe(() => this.#offer());
  }

  /** The group that is chosen; null for all, and for private messages. */
  get group() {
    const { value } = this.#groups;
    return value === '' || value === PRIVATE ? null : value;
  }

  /** Chooses a group; if it is the one already, all of them. */
  toggle(group) {
    this.see([group]);
    this.#groups.value = this.group === group ? '' : group;
    this.#apply();
  }

  /** Offers groups from now on, even when we are not in them. */
  see(groups) {
    const fresh = groups.filter((group) => !this.#seen.has(group));
    if (fresh.length > 0) {
      fresh.forEach((group) => this.#seen.add(group));
      this.#forget();
      this.#offer();
    }
  }

  /** Lets the groups go that were seen first, but not the one that is chosen, nor one that we are in. */
  #forget() {
    for (const group of this.#seen) {
      if (this.#seen.size <= MAX_GROUPS) {
        return;
      }
      if (group !== this.group && !this.#state.groups.has(group)) {
        this.#seen.delete(group);
      }
    }
  }

  /** Whether an entry is shown: {kind, groups, personal}; notices about gaps always are. */
  matches(entry) {
    const group = this.#groups.value;
    return entry.kind === 'notice' || (KINDS[this.#kinds.value](entry)
      && (group === '' || (group === PRIVATE ? entry.personal : entry.groups.includes(group))));
  }

  /** Counts a new entry that is not shown. */
  countHidden(number) {
    if (number > 0) {
      this.#hidden += number;
      this.#describe();
    }
  }

  #apply() {
    this.#hidden = 0;
    this.#describe();
    this.#changed();
  }

  #describe() {
    const group = this.#groups.value;
    const kind = this.#kinds.value;
    const words = [group === PRIVATE ? 'private messages' : group, kind === 'all' ? '' : kind].filter(Boolean);
    byId('filter-line').hidden = words.length === 0;
    byId('filter-words').textContent = `Only ${words.join(', ')}`;
    byId('filter-hidden').textContent = this.#hidden === 0 ? ''
      : `${this.#hidden.toLocaleString('en')} new ${this.#hidden === 1 ? 'entry' : 'entries'} hidden`;
  }

  #offer() {
    for (const name of this.#state.groups.keys()) {
      this.#seen.add(name);
    }
    const wanted = [...this.#seen].sort();
    const offered = [...this.#groups.options].slice(1, -1).map((option) => option.value);
    if (wanted.join(' ') !== offered.join(' ') || this.#groups.options.length === 0) {
      const chosen = this.#groups.value;
      this.#groups.replaceChildren(el('option', { value: '', text: 'All groups' }),
        ...wanted.map((name) => el('option', { value: name, text: name })),
        el('option', { value: PRIVATE, text: 'Private messages' }));
      this.#groups.value = chosen;
    }
  }
}
