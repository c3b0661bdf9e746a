// The views of one group as a picture: members as lanes, views as lines, causes as marks.

import { clockTime } from './entries.js';
import { lanes } from './view-history.js';

const SVG = 'http://www.w3.org/2000/svg';
const LANE = 28;
const TOP = 24;
const BAR = 10;
const LEFT = 14;
const MIN_STEP = 34;
const MAX_STEP = 92;
const LABEL = 62;

export const MAX_LANES = 40;

/** Shape (around 0,0) and meaning of each cause; colours are in views.css. */
export const MARKS = {
  JOIN: ['M0-6A6 6 0 0 1 0 6 6 6 0 0 1 0-6ZM-3 0H3M0-3V3', 'joined'],
  LEAVE: ['M-5.5-5.5H5.5V5.5H-5.5ZM-3 0H3', 'left'],
  DISCONNECT: ['M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5', 'its connection ended'],
  NETWORK: ['M0-7 7 0 0 7-7 0Z', 'the network changed'],
};

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

export function mark(cause, x, y) {
  return svg('path', { class: `mark mark-${cause.toLowerCase()}`, d: MARKS[cause][0], transform: `translate(${x} ${y})` });
}

/** What happened at a step, in a sentence. */
export function sentence(step) {
  switch (step.type) {
    case 'left': return 'You left the group.';
    case 'lost': return 'The connection was lost: nobody knows who was in the group until the next view.';
    case 'unheard': return 'This page did not hear the application until the next view.';
    default: {
      const who = step.who.length > 0 ? ` ${step.who.join(', ')}` : '';
      return `${step.cause ?? 'Found'}${who}. ${step.members.length === 1 ? '1 member' : `${step.members.length} members`}: ${
        step.members.join(', ')}.`;
    }
  }
}

/**
 * Draws the steps; `chosen(step)` is called for the one under pointer or focus, and the Tab key leads to the one at the
 * index `current`. Returns {rows, more, picture}.
 */
export function draw(steps, width, name, current, chosen) {
  const { lanes: rows, more } = lanes(steps, MAX_LANES);
  const step = Math.max(MIN_STEP, Math.min(MAX_STEP, (width - 2 * LEFT) / steps.length));
  const x = (index) => LEFT + index * step;
  const end = x(steps.length - 1) + Math.max(step, MIN_STEP);
  const height = TOP + rows.length * LANE + 6;
  const y = (row) => TOP + row * LANE + LANE / 2;
  const picture = svg('svg', { width: end + 6, height, class: 'picture', role: 'group',
    'aria-label': `Views of ${name}; arrow left and right move between them` });
  rows.forEach((row, index) => picture.append(svg('line', { class: 'lane', x1: 0, x2: end + 6, y1: y(index), y2: y(index) })));
  steps.forEach((at, index) => {
    if (at.type === 'lost' || at.type === 'unheard') {
      picture.append(svg('rect', { class: 'hatched', x: x(index), y: TOP, height: height - TOP - 4,
        width: (index + 1 < steps.length ? x(index + 1) : end) - x(index), fill: 'url(#hatch)' }));
    }
  });
  rows.forEach((row, index) => row.spans.forEach(({ from, to, begin }) => {
    // what was there before the first step comes from further left
    const left = from === 0 && !begin ? 0 : x(from);
    const right = to === steps.length ? end + 6 : x(to);
    picture.append(svg('rect', { class: row.self ? 'bar self' : 'bar', x: left, y: y(index) - BAR / 2,
      width: right - left, height: BAR, rx: 3 }));
  }));
  let labelled = -LABEL;
  const lines = steps.map((at, index) => {
    const line = svg('g', { class: `step ${at.type}`, role: 'img', tabindex: index === current ? 0 : -1,
      'aria-label': `${clockTime(at.at)}. ${sentence(at)}` },
    svg('rect', { class: 'hit', x: x(index) - step / 2, y: 0, width: step, height }),
    svg('line', { class: at.transitional ? 'view-line transitional' : 'view-line', x1: x(index), x2: x(index), y1: TOP - 4, y2: height - 4 }));
    if (x(index) - labelled >= LABEL) {
      labelled = x(index);
      line.append(svg('text', { class: 'time', x: index === 0 ? 2 : x(index),
        y: 13, 'text-anchor': index === 0 ? 'start' : 'middle' }, clockTime(at.at)));
    }
    const choose = () => chosen(at, line);
    line.addEventListener('focus', choose);
    line.addEventListener('pointerenter', choose);
    line.addEventListener('click', choose);
    return line;
  });
  picture.append(...lines);
  rows.forEach((row, index) => row.spans.forEach(({ from, to, begin, end: cause }) => {
    if (begin in MARKS) {
      picture.append(mark(begin, x(from), y(index)));
    }
    if (cause in MARKS) {
      picture.append(mark(cause, x(to), y(index)));
    }
  }));
  picture.addEventListener('keydown', (event) => moveFocus(event, lines));
  return { rows, more, picture };
}

function moveFocus(event, lines) {
  const at = lines.indexOf(document.activeElement);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: lines.length - 1 }[event.key];
  if (at >= 0 && lines[next]) {
    event.preventDefault();
    lines[at].setAttribute('tabindex', '-1');
    lines[next].setAttribute('tabindex', '0');
    lines[next].focus();
    lines[next].scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}
