// The table of files, newest first.

import { byId, el, icon, reconcile } from '../common/dom.js';
import { count } from '../common/names.js';
import { bytes, time } from './format.js';

const STATES = {
  WAITING: ['waiting', 'wait'],
  DONE: ['done', 'check'],
  UNREADABLE: ['not readable', 'warning'],
};

let known = null;

export function showTable({ uploads, total }) {
  reconcile(byId('rows'), uploads, (upload) => String(upload.id), row, fill);
  byId('table').hidden = uploads.length === 0;
  byId('empty').hidden = uploads.length > 0;
  byId('count').textContent = total > uploads.length ? `the newest ${uploads.length} of ${total.toLocaleString('en')}`
    : total > 0 ? count(total, 'file') : '';
  announce(uploads);
}

const cell = (label, name) => el('td', { role: 'cell', class: name, 'data-label': label });

function row() {
  return el('tr', { role: 'row' }, cell('Id', 'id number mono'), cell('Name', 'name'), cell('Size', 'size number'),
    cell('Lines', 'lines number'), cell('State', 'status'), cell('Time', 'time'));
}

function fill(element, upload) {
  const key = `${upload.state} ${upload.answered}`;
  if (element.dataset.shown === key) {
    return;
  }
  element.classList.toggle('filled', element.dataset.shown !== undefined);
  element.dataset.shown = key;
  element.dataset.state = upload.state;
  const [id, name, size, lines, status, at] = element.children;
  id.textContent = upload.id;
  name.replaceChildren(upload.name === null ? el('i', { text: 'by another program' }) : el('bdi', { text: upload.name }));
  size.textContent = upload.size === null ? '–' : bytes(upload.size);
  size.title = upload.size === null ? '' : `${upload.size.toLocaleString('en')} bytes`;
  lines.textContent = upload.lines === null ? '–' : upload.lines.toLocaleString('en');
  lines.dataset.unit = upload.lines === 1 ? 'line' : 'lines';
  const [word, picture] = STATES[upload.state] ?? [upload.state, 'dots'];
  status.replaceChildren(el('span', { class: 'badge' }, icon(picture), word));
  if (upload.problem) {
    status.append(el('span', { class: 'problem', text: upload.problem }));
  }
  at.replaceChildren(el('time', { datetime: upload.created, title: new Date(upload.created).toLocaleString('en-GB'),
    text: time(upload.created) }));
}

/** Tells screen readers what was answered since the last time. */
function announce(uploads) {
  const waiting = new Set(uploads.filter((upload) => upload.state === 'WAITING').map((upload) => upload.id));
  const newest = Math.max(0, ...uploads.map((upload) => upload.id));
  if (known) {
    const answered = uploads.filter((upload) => upload.state !== 'WAITING'
      && (known.waiting.has(upload.id) || upload.id > known.newest));
    if (answered.length > 0) {
      byId('said').textContent = answered.slice(0, 3).map((upload) => `${upload.name ?? `File ${upload.id}`}: `
        + (upload.problem ?? `${bytes(upload.size)}, ${count(upload.lines, 'line')}`)).join('. ');
    }
  }
  known = { waiting, newest };
}
