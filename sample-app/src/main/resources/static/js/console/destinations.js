// Where a message goes: the joined groups as switches, everything else as removable chips.

import { byId, el, icon, reconcile, showError } from '../common/dom.js';
import { count, destinationProblem, enumerate, isMemberId, MAX_DESTINATIONS } from '../common/names.js';

export class Destinations {
  #state;
  #selected = new Set();
  #known = new Set();
  #input = byId('to-other');
  #error = byId('to-error');

  /** `changed()` is called whenever the selection is different. */
  constructor(state, changed) {
    this.#state = state;
    this.changed = changed;
    byId('to-add').addEventListener('click', () => {
      this.takeTyped();
      this.#input.focus();
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) {
        event.preventDefault();
        this.takeTyped();
      }
    });
    this.#input.addEventListener('input', () => this.report(null));
    state.subscribe(() => this.#followGroups());
  }

  get names() {
    return [...this.#selected];
  }

  report(text) {
    showError(this.#input, this.#error, text);
  }

  /** Takes over what stands in the text field; blanks separate. False if something is wrong with it. */
  takeTyped() {
    const names = this.#input.value.split(/\s+/).filter(Boolean);
    for (const name of names) {
      const problem = destinationProblem(name);
      if (problem) {
        this.report(names.length > 1 ? `${name}: ${problem}` : problem);
        return false;
      }
    }
    const all = new Set([...this.#selected, ...names]);
    if (all.size > MAX_DESTINATIONS) {
      this.report(`A message has at most ${MAX_DESTINATIONS} destinations; these are ${all.size}.`);
      return false;
    }
    this.#selected = all;
    this.#input.value = '';
    this.report(null);
    this.#render();
    return true;
  }

  /** Where the message goes, in one sentence. */
  sentence() {
    const names = this.names;
    if (names.length === 0) {
      return 'Choose at least one destination.';
    }
    if (names.length === 1) {
      return isMemberId(names[0]) ? `Only ${names[0]} gets this.` : `Everybody in ${names[0]} gets this.`;
    }
    return `Goes to ${names.length > 4 ? count(names.length, 'destination') : enumerate(names)} as one message.`;
  }

  /** A group just joined is selected if nothing else is; a group just left is no destination any more. */
  #followGroups() {
    const joined = new Set(this.#state.groups.keys());
    for (const name of this.#known) {
      if (!joined.has(name)) {
        this.#selected.delete(name);
      }
    }
    const fresh = [...joined].filter((name) => !this.#known.has(name));
    if (this.#selected.size === 0 && fresh.length > 0) {
      this.#selected.add(fresh[0]);
    }
    this.#known = joined;
    this.#render();
  }

  #render() {
    const joined = [...this.#known].sort();
    const others = this.names.filter((name) => !this.#known.has(name));
    const items = [...joined.map((name) => ({ name, joined: true })), ...others.map((name) => ({ name }))];
    reconcile(byId('chips'), items, (item) => `${item.joined ? 'joined' : 'other'}:${item.name}`,
      (item) => item.joined ? this.#groupChip(item.name) : this.#otherChip(item.name),
      (chip, item) => {
        const on = this.#selected.has(item.name);
        if (item.joined && chip.getAttribute('aria-pressed') !== String(on)) {
          chip.setAttribute('aria-pressed', String(on));
          chip.replaceChildren(icon(on ? 'check' : 'plus'), item.name);
        }
      });
    this.changed();
  }

  #groupChip(name) {
    return el('button', { type: 'button', class: 'chip', on: { click: () => {
      if (!this.#selected.delete(name)) {
        this.#selected.add(name);
      }
      this.report(null);
      this.#render();
    } } });
  }

  #otherChip(name) {
    const personal = isMemberId(name);
    return el('button', { type: 'button', class: personal ? 'chip extra private' : 'chip extra',
      'aria-label': `Remove ${name}`, title: `Remove ${name}`, on: { click: () => {
        this.#selected.delete(name);
        this.report(null);
        this.#input.focus();
        this.#render();
      } } }, personal ? icon('lock') : null, name, icon('close'));
  }
}
