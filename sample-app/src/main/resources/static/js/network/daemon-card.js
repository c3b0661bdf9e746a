// One daemon: what it is doing, what can be done to it, and what is seen there.

import { act, say } from './api.js';
import { el, icon, showError } from '../common/dom.js';
import { hintId } from './explain.js';
import { STATES } from './links.js';
import { enumerate } from '../common/names.js';
import { Sight } from './sight.js';

const DONE = { kill: 'is killed', start: 'is started', freeze: 'is frozen', thaw: 'goes on' };

export class DaemonCard {
  element;
  name;
  #perform;
  #group = null;
  #state = null;
  #pill = el('span', { class: 'daemon-pill' });
  #home = el('span', { class: 'you', text: 'console is here',
    title: 'The session of this application is connected here' });
  #reach = el('p', { class: 'daemon-reach' });
  #life = this.#button(() => this.#state === 'KILLED' ? 'start' : 'kill');
  #pause = this.#button(() => this.#state === 'FROZEN' ? 'thaw' : 'freeze');
  #radios;
  #text;
  #send;
  #error;
  #sight;

  /** `perform(action, words)` runs an action and shows what became of it. */
  constructor(daemon, side, perform) {
    this.name = daemon.name;
    this.#perform = perform;
    this.#sight = new Sight(this.name);
    this.#radios = ['A', 'B'].map((value) => el('input', { type: 'radio', name: `side-${this.name}`, value,
      checked: value === side }));
    const errorId = `say-error-${this.name}`;
    this.#error = el('p', { class: 'error', id: errorId, role: 'alert', hidden: true });
    this.#text = el('input', { type: 'text', class: 'small', 'aria-label': `Say on ${this.name}`,
      placeholder: `Say on ${this.name}`, autocomplete: 'off', 'aria-describedby': errorId });
    this.#send = el('button', { type: 'submit', 'aria-label': `Send from ${this.name}` }, icon('sent'));
    this.element = el('li', { class: 'daemon-card', 'data-key': this.name },
      el('div', { class: 'daemon-head' }, el('h3', { text: this.name }), this.#pill, this.#home),
      el('div', {}, this.#reach, el('p', { class: 'daemon-address mono', text: daemon.address })),
      el('div', { class: 'daemon-controls' },
        el('fieldset', { class: 'daemon-side' },
          el('legend', { class: 'visually-hidden', text: `Side of ${this.name}` }),
          ...this.#radios.map((radio) => el('label', {}, radio, el('span', { text: `Side ${radio.value}` })))),
        this.#life, this.#pause),
      this.#sight.element,
      el('form', { class: 'daemon-say', novalidate: true, on: { submit: (event) => this.#say(event) } },
        this.#text, this.#send),
      this.#error);
  }

  get side() {
    return this.#radios.find((radio) => radio.checked).value;
  }

  set side(side) {
    this.#radios.forEach((radio) => { radio.checked = radio.value === side; });
  }

  show(daemon, all, group) {
    this.#group = group;
    if (this.#state !== daemon.state) {
      this.#state = daemon.state;
      this.#showState();
    }
    this.#home.hidden = !daemon.home;
    this.#reach.textContent = reach(daemon);
    this.#text.disabled = !daemon.observer.member || !group;
    this.#send.disabled = this.#text.disabled;
    this.#sight.show(daemon, all, group);
  }

  #showState() {
    const [word, image] = STATES[this.#state];
    this.element.dataset.state = this.#state;
    this.#pill.replaceChildren(icon(image), word);
    const killed = this.#state === 'KILLED';
    label(this.#life, killed ? 'start' : 'kill', killed ? 'Start' : 'Kill', this.name);
    const frozen = this.#state === 'FROZEN';
    label(this.#pause, frozen ? 'thaw' : 'freeze', frozen ? 'Thaw' : 'Freeze', this.name);
    this.#pause.disabled = killed;
  }

  #button(action) {
    return el('button', { type: 'button', on: { click: () => {
      const what = action();
      this.#perform(() => act(this.name, what), `${this.name} ${DONE[what]}.`);
    } } });
  }

  async #say(event) {
    event.preventDefault();
    const text = this.#text.value.trim();
    if (!text) {
      showError(this.#text, this.#error, 'Write something first.');
      return;
    }
    try {
      await this.#perform(() => say(this.name, this.#group, text), `Said on ${this.name}.`, { rethrow: true });
      this.#text.value = '';
      showError(this.#text, this.#error, null);
    } catch (error) {
      showError(this.#text, this.#error, error.message);
    }
  }
}

function label(button, action, word, name) {
  button.dataset.action = action;
  button.textContent = word;
  button.setAttribute('aria-label', `${word} ${name}`);
  button.setAttribute('aria-describedby', hintId(action));
}

function reach({ name, state, component }) {
  const others = component.filter((other) => other !== name);
  if (state === 'KILLED') {
    return 'Does not run';
  }
  if (state === 'FROZEN') {
    return others.length ? 'Not missed yet' : 'Lost by the others';
  }
  return others.length ? `Together with ${enumerate(others)}` : 'On its own';
}
