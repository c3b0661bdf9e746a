// The left side: joining, leaving, and who is in which group.

import { joinGroup, leaveGroup } from './api.js';
import { byId, el, icon, reconcile, showError } from '../common/dom.js';
import { count, groupProblem, memberName, youTag } from '../common/names.js';

export class GroupPanel {
  #state;
  #chat;
  #filter;
  #isChosen;
  #failures = new Map();

  /**
   * `chat(member)` is called when somebody selects a member, `filter(group)` for a group; `isChosen(group)` tells which
   * one the filter lets pass.
   */
  constructor(state, { chat, filter, isChosen }) {
    this.#state = state;
    this.#chat = chat;
    this.#filter = filter;
    this.#isChosen = isChosen;
    byId('join').addEventListener('submit', (event) => {
      event.preventDefault();
      this.join(byId('join-name').value.trim());
    });
    byId('join-name').addEventListener('input', () => showError(byId('join-name'), byId('join-error'), null));
    state.subscribe(() => this.render());
  }

  async join(name) {
    const input = byId('join-name');
    const button = byId('join-button');
    const report = (text) => showError(input, byId('join-error'), text);
    const problem = groupProblem(name) ?? (this.#state.groups.has(name) ? `You are already in ${name}.` : null);
    report(problem);
    if (problem || button.disabled) {
      input.focus();
      return false;
    }
    button.disabled = true;
    button.textContent = 'Joining …';
    try {
      const { version } = this.#state;
      const view = await joinGroup(name);
      this.#state.setGroup({ ...view, group: view?.group ?? name }, version);
      if (input.value.trim() === name) {
        input.value = '';
      }
      return true;
    } catch (error) {
      report(error.message);
      input.focus();
      return false;
    } finally {
      button.disabled = false;
      button.textContent = 'Join';
    }
  }

  async #leave(name, button) {
    button.disabled = true;
    this.#failures.delete(name);
    try {
      await leaveGroup(name);
      this.#gone(name);
    } catch (error) {
      if (error.status === 404) {
        this.#gone(name);
      } else {
        this.#failures.set(name, error.message);
        this.render();
      }
    } finally {
      button.disabled = false;
    }
  }

  #gone(name) {
    this.#state.removeGroup(name);
    byId('groups-title').focus();
  }

  render() {
    const groups = [...this.#state.groups.values()].sort((a, b) => a.group < b.group ? -1 : 1);
    byId('groups-count').textContent = groups.length ? `${groups.length} joined` : '';
    byId('groups-empty').hidden = groups.length > 0;
    reconcile(byId('group-list'), groups, (view) => view.group,
      (view) => this.#createGroup(view), (card, view) => this.#updateGroup(card, view));
  }

  #createGroup({ group }) {
    const leave = el('button', { type: 'button', class: 'quiet', 'aria-label': `Leave ${group}`, text: 'Leave',
      on: { click: () => this.#leave(group, leave) } });
    return el('li', { class: 'group' },
      el('div', { class: 'group-head' },
        el('div', {}, el('h3', { class: 'group-name mono', text: group }), el('span', { class: 'count' })),
        el('button', { type: 'button', class: 'quiet only', 'aria-label': `Show only ${group}`, text: 'Only',
          title: `Show only what concerns ${group}`, on: { click: () => this.#filter(group) } }), leave),
      el('ul', { class: 'members', 'aria-label': `Members of ${group}` }),
      el('p', { class: 'group-note hint' }),
      el('p', { class: 'group-note error', role: 'alert' }));
  }

  #updateGroup(card, { group, groupId, members }) {
    const { connected, self } = this.#state;
    card.classList.toggle('stale', !connected);
    card.querySelector('.only').setAttribute('aria-pressed', String(this.#isChosen(group)));
    card.title = groupId ? `View ${typeof groupId === 'object' ? JSON.stringify(groupId) : groupId}` : '';
    card.querySelector('.count').textContent = count(members.length, 'member');
    const [note, failure] = card.querySelectorAll('.group-note');
    note.textContent = connected
      ? 'Nobody else is here.' : 'As last seen; nobody knows while there is no connection.';
    note.hidden = connected && members.some((member) => member !== self);
    failure.textContent = this.#failures.get(group) ?? '';
    failure.hidden = !failure.textContent;
    const rows = card.querySelector('.members');
    const filled = rows.childElementCount > 0;
    // The key carries "you", because a new connection may turn an id from mine into somebody else's.
    reconcile(rows, members, (id) => `${id === self}${id}`, (id) => this.#createMember(id, filled),
      (row, id) => this.#updateMember(row, id));
  }

  #createMember(id, arrived) {
    return el('li', { class: arrived ? 'arrived' : null },
      el('button', { type: 'button', class: 'member-button', on: { click: () => this.#chat(id) } }, memberName(id),
        id === this.#state.self ? youTag() : null, el('span', { class: 'badge' }), icon('lock')));
  }

  #updateMember(row, id) {
    const number = this.#state.unread.get(id) ?? 0;
    const button = row.firstElementChild;
    const label = `${id === this.#state.self ? `${id}, you: write a note to yourself` : `Chat privately with ${id}`}${
      number > 0 ? `, ${count(number, 'unread message')}` : ''}`;
    if (button.getAttribute('aria-label') !== label) {
      button.setAttribute('aria-label', label);
      button.title = label;
      row.querySelector('.badge').textContent = number > 0 ? number : '';
    }
  }
}
