// The network and its faults: three daemons that can be split, killed and frozen, and what is seen at each.

import { getNetwork, merge, split } from './api.js';
import { DaemonCard } from './daemon-card.js';
import { el, icon, reconcile } from '../common/dom.js';
import { explain, hint, hintId } from './explain.js';
import { draw } from './links.js';
import { brief, everybody } from './sight.js';

const EVERY = 1_000;
const START = 'mvn -pl sample-app -am spring-boot:run -Dspring-boot.run.profiles=network';

/** Fills the section; `reveal()` makes its tab available. Asks the application only while the section is seen. */
export function mountNetwork(section, { reveal }) {
  const panel = new NetworkPanel(section);
  new IntersectionObserver((entries) => panel.setSeen(entries.at(-1).isIntersecting)).observe(section);
  reveal();
}

class NetworkPanel {
  #section;
  #seen = false;
  #timer = null;
  #asked = 0;
  #network = null;
  #sides = '';
  #cards = [];
  /** Why the last action failed, and why the application could not be asked. */
  #failure = null;
  #unreachable = null;
  #sights = [];
  #picture;
  #group = el('select', { id: 'network-group', class: 'small mono', on: { change: () => this.#refresh() } });
  #noGroup = el('p', { class: 'hint', text: 'The console is in no group yet. Join one; the observers follow.' });
  #status = el('p', { class: 'hint network-status', role: 'status' });
  #error = el('p', { class: 'error', role: 'alert', hidden: true });

  constructor(section) {
    this.#section = section;
  }

  setSeen(seen) {
    this.#seen = seen;
    clearTimeout(this.#timer);
    if (seen) {
      this.#refresh();
    }
  }

  async #refresh() {
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    try {
      const network = await getNetwork(this.#group.value);
      if (asked === this.#asked) {
        this.#show(network);
      }
    } catch (error) {
      if (error.status === 404) {
        this.#showAbsence();
        return;
      }
      this.#unreachable = error.message;
      this.#showErrors();
    }
    if (asked === this.#asked && this.#seen) {
      this.#timer = setTimeout(() => this.#refresh(), EVERY);
    }
  }

  #showAbsence() {
    this.#section.replaceChildren(el('div', { class: 'network-absent' }, icon('network'),
      el('h3', { text: 'One daemon cannot lose another' }),
      el('p', { text: 'Start the sample with the profile “network”. It then runs three daemons, which can be split, '
        + 'killed and frozen here, and shows what is seen at each.' }),
      el('pre', { class: 'mono', tabindex: '0', 'aria-label': 'How to start it' }, el('code', { text: START }))));
  }

  #show(network) {
    if (this.#network === null) {
      this.#build(network);
    }
    this.#network = network;
    this.#unreachable = null;
    this.#showErrors();
    explain(this.#section, network);
    this.#showSides(network.sides);
    const group = this.#showGroups(network.daemons);
    const all = everybody(network.daemons, group);
    this.#sights = network.daemons.map((daemon) => group ? brief(daemon, all, group) : { words: '', partial: false });
    this.#cards.forEach((card, i) => card.show(network.daemons[i], all, group));
    this.#draw();
  }

  #build({ daemons }) {
    this.#picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.#picture.setAttribute('class', 'network-picture');
    this.#picture.setAttribute('role', 'img');
    const last = daemons.at(-1).name;
    this.#cards = daemons.map((daemon) => new DaemonCard(daemon, daemon.name === last ? 'B' : 'A',
      (...action) => this.#perform(...action)));
    const button = (action, word, listener) => el('button', { type: 'button', id: `network-${action}`,
      'aria-describedby': hintId(action), on: { click: listener } }, icon(action), word);
    const term = (action, word) => el('div', {}, el('dt', { text: word }), hint('dd', action));
    this.#section.replaceChildren(
      el('div', { class: 'network-bar' },
        el('div', { class: 'network-action' }, button('split', 'Split', () => this.#split()), hint('p', 'split')),
        el('div', { class: 'network-action' }, button('merge', 'Merge', () => this.#merge()), hint('p', 'merge'))),
      this.#picture,
      el('div', { class: 'network-line' }, el('label', { for: 'network-group', text: 'What is seen of group' }),
        this.#group, this.#noGroup, this.#status, this.#error),
      el('ul', { class: 'daemons', 'aria-label': 'Daemons' }, ...this.#cards.map((card) => card.element)),
      el('dl', { class: 'network-help', 'aria-label': 'What the buttons of a daemon do' },
        term('kill', 'Kill'), term('start', 'Start'), term('freeze', 'Freeze'), term('thaw', 'Thaw')));
    new ResizeObserver(() => this.#draw()).observe(this.#picture);
  }

  /** Takes over sides that somebody has split; keeps what is chosen here while all are together. */
  #showSides(sides) {
    const told = JSON.stringify(sides);
    if (told !== this.#sides && sides.length > 1) {
      this.#cards.forEach((card) => { card.side = sides[0].includes(card.name) ? 'A' : 'B'; });
    }
    this.#sides = told;
  }

  #showGroups(daemons) {
    const groups = [...new Set(daemons.flatMap(({ observer }) => observer.views.map(({ group }) => group)))].sort();
    const chosen = this.#group.value;
    reconcile(this.#group, groups, (group) => group, (group) => el('option', { value: group, text: group }));
    this.#group.hidden = groups.length === 0;
    this.#noGroup.hidden = groups.length > 0;
    if (this.#group.value !== chosen) {
      queueMicrotask(() => this.#refresh());
    }
    return this.#group.value;
  }

  /** Under the cards' middles where they stand side by side, else evenly. */
  #draw() {
    const width = this.#picture.clientWidth;
    const left = this.#picture.getBoundingClientRect().left;
    const middles = this.#cards.map(({ element }) => {
      const box = element.getBoundingClientRect();
      return box.left - left + box.width / 2;
    });
    const stacked = middles[0] === middles.at(-1);
    const positions = stacked ? middles.map((_, i) => width * (i + 0.5) / middles.length) : middles;
    draw(this.#picture, this.#network, this.#sights, positions, width);
  }

  #split() {
    const components = ['A', 'B'].map((side) => this.#cards.filter((card) => card.side === side)
      .map((card) => card.name));
    if (components.some((side) => side.length === 0)) {
      this.#tell(null, 'All daemons are on one side. Put at least one on the other side first.');
      return;
    }
    this.#perform(() => split(components), `Split: ${components.map((side) => side.join(' and ')).join(' from ')}.`);
  }

  #merge() {
    this.#perform(merge, 'Merged.');
  }

  async #perform(action, words, { rethrow = false } = {}) {
    try {
      await action();
      this.#tell(words, null);
    } catch (error) {
      if (rethrow) {
        throw error;
      }
      this.#tell(null, error.message);
    }
    this.#refresh();
  }

  #tell(done, failure) {
    this.#status.textContent = done ?? '';
    this.#failure = failure;
    this.#showErrors();
  }

  #showErrors() {
    const text = this.#unreachable ?? this.#failure ?? '';
    this.#error.hidden = !text;
    if (this.#error.textContent !== text) {
      this.#error.textContent = text;
    }
  }
}
