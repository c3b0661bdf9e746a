// The picture of the network: daemons, and a line between two that reach each other.

import { enumerate } from '../common/names.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 132;
const LEVEL = 72;
const RADIUS = 19;

const WORDS = {
  up: 'reach each other',
  noticing: 'have not noticed a change yet',
  down: 'do not reach each other',
};

export const STATES = {
  RUNNING: ['Running', 'check'],
  FROZEN: ['Frozen', 'snow'],
  KILLED: ['Killed', 'off'],
};

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
  element.append(...children);
  return element;
}

/** How it is between two daemons: the lines as they are, and what the daemons have noticed of them. */
function linkState(a, b, sides) {
  const sameSide = sides.some((side) => side.includes(a.name) && side.includes(b.name));
  const wired = sameSide && a.state === 'RUNNING' && b.state === 'RUNNING';
  const together = a.component.includes(b.name);
  if (wired === together) {
    return wired ? 'up' : 'down';
  }
  return 'noticing';
}

/** Neighbours have a straight line, the others an arc above those between. */
function line(from, to, neighbours, state) {
  const middle = (from + to) / 2;
  const path = neighbours
    ? `M${from + RADIUS + 6} ${LEVEL}H${to - RADIUS - 6}`
    : `M${from + 12} ${LEVEL - RADIUS - 6}C${from + 60} 12 ${to - 60} 12 ${to - 12} ${LEVEL - RADIUS - 6}`;
  const link = svg('g', { class: `network-link ${state}` }, svg('path', { d: path }));
  if (state !== 'up') {
    const y = neighbours ? LEVEL : 22.2;
    link.append(svg('circle', { cx: middle, cy: y, r: 10, class: 'network-link-mark' }),
      svg('use', { href: `icons.svg#i-${state === 'down' ? 'close' : 'wait'}`, x: middle - 7, y: y - 7, width: 14,
        height: 14, class: 'network-link-icon' }));
  }
  return link;
}

function node({ name, state }, x, sight) {
  const [word, image] = STATES[state];
  return svg('g', { class: 'network-node', 'data-state': state },
    svg('circle', { cx: x, cy: LEVEL, r: RADIUS }),
    svg('use', { href: `icons.svg#i-${image}`, x: x - 9, y: LEVEL - 9, width: 18, height: 18,
      class: 'network-node-icon' }),
    svg('text', { x, y: LEVEL + RADIUS + 17, 'text-anchor': 'middle' },
      document.createTextNode(state === 'RUNNING' ? name : `${name} · ${word.toLowerCase()}`)),
    svg('text', { x, y: LEVEL + RADIUS + 34, 'text-anchor': 'middle',
      class: `network-node-sight ${sight.partial ? 'partial' : ''}` }, document.createTextNode(sight.words)));
}

/** Draws all daemons side by side at `positions`, in a picture of this width, each with what is seen there. */
export function draw(picture, { daemons, sides }, sights, positions, width) {
  picture.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
  picture.setAttribute('height', HEIGHT);
  const links = [];
  const words = [];
  daemons.forEach((a, i) => daemons.slice(i + 1).forEach((b, j) => {
    const state = linkState(a, b, sides);
    links.push(line(positions[i], positions[i + 1 + j], j === 0, state));
    words.push(`${a.name} and ${b.name} ${WORDS[state]}`);
  }));
  picture.setAttribute('aria-label', `${enumerate(words)}.`);
  picture.replaceChildren(...links, ...daemons.map((daemon, i) => node(daemon, positions[i], sights[i])));
}
