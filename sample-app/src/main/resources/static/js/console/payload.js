// The payload of a message as text, or as hexadecimal bytes when it is not text.

import { el } from '../common/dom.js';
import { count } from '../common/names.js';

const PREVIEW = 1_500;
const PREVIEW_LINES = 15;
const HEX_BYTES = 128;

export function payloadBody(event) {
  if (typeof event.payloadBase64 === 'string') {
    return el('div', { class: 'body binary', text: binary(event.payloadBase64) });
  }
  const text = typeof event.payload === 'string' ? event.payload
    : event.payload === null || event.payload === undefined ? '' : JSON.stringify(event.payload);
  if (text === '') {
    return el('div', { class: 'body hint', text: '(no payload)' });
  }
  const short = preview(text);
  const body = el('div', { class: 'body', dir: 'auto', text: short.length < text.length ? `${short} …` : text });
  if (short.length === text.length) {
    return body;
  }
  const more = el('button', { type: 'button', class: 'quiet body-more', 'aria-expanded': 'false' });
  const label = `Show all ${count(text.length, 'character')}`;
  more.textContent = label;
  more.addEventListener('click', () => {
    const open = more.getAttribute('aria-expanded') === 'true';
    more.setAttribute('aria-expanded', String(!open));
    more.textContent = open ? label : 'Show less';
    body.textContent = open ? `${short} …` : text;
  });
  return el('div', {}, body, more);
}

function preview(text) {
  let end = Math.min(text.length, PREVIEW);
  for (let line = 0, at = -1; line < PREVIEW_LINES; line++) {
    at = text.indexOf('\n', at + 1);
    if (at < 0 || at >= end) {
      break;
    }
    if (line === PREVIEW_LINES - 1) {
      end = at;
    }
  }
  // Never cut a character in two, and do not hide only a few.
  if (text.length - end < 100 && end === PREVIEW) {
    return text;
  }
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? text.slice(0, end - 1) : text.slice(0, end);
}

function binary(base64) {
  try {
    const bytes = atob(base64);
    const hex = [...bytes.slice(0, HEX_BYTES)].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'));
    return `Binary, ${count(bytes.length, 'byte')}\n${hex.join(' ')}${bytes.length > HEX_BYTES ? ' …' : ''}`;
  } catch {
    return 'Binary, not readable';
  }
}
