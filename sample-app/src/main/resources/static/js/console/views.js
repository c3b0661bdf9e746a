// The tab "Views": for each group a picture of its views, what the chosen view says, and the same as a table.

import { byId, el, reconcile } from '../common/dom.js';
import { count, memberName, youTag } from '../common/names.js';
import { clockTime } from './entries.js';
import { draw, mark, MARKS, MAX_LANES, svg } from './views-picture.js';

const DRAW_AFTER = 120;

export class Views {
  #history;
  #filter;
  #section = byId('views');
  #changed = new Set();
  #scheduled = false;
  #width = 0;
  /** By group, the step that was last under pointer or focus. */
  #chosen = new Map();

  constructor(history, filter) {
    this.#history = history;
    this.#filter = filter;
    legend();
    new ResizeObserver(() => this.#resized()).observe(this.#section);
  }

  /** The views of a group have changed; without a group, those of all may have. */
  update(group) {
    (group === undefined ? this.#history.groups : [group]).forEach((name) => this.#changed.add(name));
    if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => {
        this.#scheduled = false;
        this.render();
      }, DRAW_AFTER);
    }
  }

  /** Draws what has changed, if anybody can see it. */
  render() {
    if (this.#section.hidden) {
      return;
    }
    const shown = this.#history.groups.filter((name) => this.#filter.group === null || this.#filter.group === name);
    byId('views-empty').hidden = shown.length > 0;
    byId('views-legend').hidden = shown.length === 0;
    reconcile(byId('views-groups'), shown, (name) => name, (name) => {
      this.#changed.add(name);
      return card(name);
    });
    for (const element of byId('views-groups').children) {
      if (this.#changed.delete(element.dataset.key)) {
        this.#draw(element, element.dataset.key);
      }
    }
  }

  #resized() {
    if (this.#section.clientWidth !== this.#width && !this.#section.hidden) {
      this.#width = this.#section.clientWidth;
      this.#history.groups.forEach((name) => this.#changed.add(name));
      this.render();
    }
  }

  #draw(element, name) {
    const steps = this.#history.steps(name);
    const box = element.querySelector('.picture-box');
    const labels = element.querySelector('.lane-names');
    const info = element.querySelector('.view-info');
    const focused = box.contains(document.activeElement);
    // Who looks at a step goes on looking at it when another one comes.
    const looking = focused || box.matches(':hover') ? steps.indexOf(this.#chosen.get(name)) : -1;
    const current = looking < 0 ? steps.length - 1 : looking;
    const { rows, more, picture } = draw(steps, box.clientWidth, name, current, (step, line) => {
      this.#chosen.set(name, step);
      box.querySelector('.chosen')?.classList.remove('chosen');
      line.classList.add('chosen');
      describe(info, step);
    });
    labels.replaceChildren(...rows.map((row) =>
      el('li', { title: row.member }, memberName(row.member), row.self ? youTag() : null)));
    box.replaceChildren(picture);
    // Who has scrolled away from the newest view stays there.
    if (!('away' in box.dataset)) {
      box.scrollLeft = box.scrollWidth;
    }
    if (focused) {
      picture.querySelector('[tabindex="0"]').focus({ preventScroll: true });
    }
    element.querySelector('.count').textContent = `${count(steps.filter(({ type }) => type === 'view').length, 'view')}${
      more > 0 ? `; drawn are the ${MAX_LANES} members that came or went last, ${more} more are in the table` : ''}`;
    picture.querySelector('.step[tabindex="0"]').classList.add('chosen');
    describe(info, steps[current]);
    const details = element.querySelector('details');
    if (details.open) {
      fillTable(details, steps);
    }
    details.ontoggle = () => details.open && fillTable(details, steps);
  }
}

function card(name) {
  const box = el('div', { class: 'picture-box' });
  box.addEventListener('scroll', () => box.toggleAttribute('data-away',
    box.scrollWidth - box.scrollLeft - box.clientWidth > 40), { passive: true });
  return el('section', { class: 'view-card', 'aria-label': `Views of ${name}` },
    el('div', { class: 'view-head' }, el('h3', { class: 'mono', text: name }), el('span', { class: 'count' })),
    el('div', { class: 'view-frame' },
      el('ul', { class: 'lane-names', 'aria-label': `Members of ${name}, one lane each` }),
      box),
    el('div', { class: 'view-info' }),
    el('details', { class: 'view-table' }, el('summary', {}, 'Views as a table'),
      el('div', { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': `Views of ${name} as a table` })));
}

function describe(info, step) {
  const time = el('span', { class: 'meta', text: clockTime(step.at) });
  if (step.type !== 'view') {
    info.replaceChildren(el('p', {}, time, ' ', plain(step)));
    return;
  }
  info.replaceChildren(
    el('p', {}, time, ' ', el('b', { text: step.cause ?? 'Found' }), step.cause ? ' ' : ' when this page asked',
      ...step.who.map((id) => el('span', { class: 'who' }, memberName(id))),
      step.transitional ? el('span', { class: 'meta', text: ' after a transitional signal' }) : null),
    el('p', { class: 'meta' }, `View ${step.groupId} with ${count(step.members.length, 'member')}: `,
      step.members.join(', ')));
}

const plain = ({ type, reason }) => type === 'left' ? 'You left the group.'
  : type === 'lost' ? `The connection was lost${reason ? `: ${reason}` : ''}. Until the next view nobody knows who was in the group.`
    : 'This page did not hear the application. What happened until the next view is not known.';

function fillTable(details, steps) {
  const cell = (text, kind = 'td') => el(kind, kind === 'th' ? { scope: 'col', text } : { text });
  details.querySelector('.table-box').replaceChildren(el('table', {},
    el('thead', {}, el('tr', {}, ...['Time', 'Cause', 'Who', 'Members', 'View'].map((text) => cell(text, 'th')))),
    el('tbody', {}, ...[...steps].reverse().map((step) => step.type === 'view'
      ? el('tr', {}, cell(clockTime(step.at)), cell(step.cause ?? 'found'), cell(step.who.join(', ')),
        cell(step.members.join(', ')), cell(step.groupId ?? ''))
      : el('tr', {}, cell(clockTime(step.at)), el('td', { colspan: '4', text: plain(step) }))))));
}

function legend() {
  const sign = (...content) => svg('svg', { width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true' }, ...content);
  const pattern = svg('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)' }, svg('rect', { class: 'hatch-line', width: 2, height: 7 }));
  byId('views-legend').replaceChildren(
    ...Object.entries(MARKS).map(([cause, [, meaning]]) =>
      el('li', {}, sign(mark(cause, 0, 0)), el('b', { text: cause }), ` ${meaning}`)),
    el('li', {}, sign(svg('rect', { class: 'bar', x: -9, y: -5, width: 18, height: 10, rx: 3 })), 'in the group'),
    el('li', {}, sign(svg('defs', {}, pattern), svg('rect', { class: 'hatched', x: -9, y: -8, width: 18, height: 16,
      fill: 'url(#hatch)' })), 'our own gap: nobody knows'));
}
