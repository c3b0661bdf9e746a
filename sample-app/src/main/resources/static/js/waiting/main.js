// A request that waits: asks, counts the seconds, shows what came.

import { byId, el, icon, showError } from '../common/dom.js';
import { call } from '../common/http.js';
import { groupProblem } from '../common/names.js';
import { showStatus } from '../common/status.js';

// the application answers in time; this is for one that does not
const GRACE = 15_000;

let stop = null;

const group = () => byId('group').value.trim();

/** The group stands in the path, or in a parameter when it has characters that a path does not bear. */
function path() {
  const timeout = `timeout=${byId('timeout').value}`;
  return /^[\w-][\w.-]*$/.test(group()) ? `api/groups/${group()}/next?${timeout}`
    : `api/groups/next?name=${encodeURIComponent(group())}&${timeout}`;
}

function showCurl() {
  const here = new URL('.', location.href).href;
  const message = JSON.stringify({ to: [group()], payload: 'hello' }).replaceAll("'", "'\\''");
  byId('curl-send').textContent = `curl ${here}api/messages -H 'Content-Type: application/json' -d '${message}'`;
  byId('curl-wait').textContent = `curl -i '${here}${path().replaceAll("'", '%27')}'`;
}

function show(kind, ...parts) {
  const answer = byId('answer');
  answer.dataset.kind = kind;
  answer.replaceChildren(...parts);
}

const title = (picture, text, ...more) => el('p', { class: 'answer-title' }, icon(picture), text, ...more);

const fact = (name, value, style = null) => el('div', {}, el('dt', { text: name }), el('dd', { text: value, class: style }));

function showMessage(message, seconds) {
  show('message', title('message', `A message came after ${seconds} s`),
    el('pre', { class: 'payload', dir: 'auto', text: message.payload ?? `${message.payloadBase64} (Base64)` }),
    el('dl', { class: 'details' }, fact('From', message.sender, 'mono'), fact('To', message.groups.join(', '), 'mono'),
      fact('Service type', message.serviceType), fact('Message type', String(message.type))));
}

/** Shows the seconds without telling screen readers each of them. */
function countSeconds(since) {
  const seconds = el('span', { class: 'waiting-time', 'aria-hidden': 'true', text: '0 s' });
  show('waiting', title('wait', `Waiting for a message to ${group()} …`, seconds));
  return setInterval(() => {
    seconds.textContent = `${Math.floor((performance.now() - since) / 1000)} s`;
  }, 250);
}

async function wait() {
  const problem = groupProblem(group());
  showError(byId('group'), byId('ask-error'), problem);
  if (problem) {
    byId('group').focus();
  }
  if (problem || stop) {
    return;
  }
  stop = new AbortController();
  busy(true);
  const since = performance.now();
  const clock = countSeconds(since);
  try {
    const timeout = parseInt(byId('timeout').value, 10) * 1000 + GRACE;
    const message = await call('GET', path(), undefined, { timeout, signal: stop.signal });
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    if (message === null) {
      show('none', title('off', 'No message came'), el('p', { class: 'hint',
        text: `Nobody sent anything to ${group()} within ${seconds} s. The answer was 204 No Content.` }));
    } else {
      showMessage(message, seconds);
    }
  } catch (error) {
    if (stop.signal.aborted) {
      show('none', title('off', 'Given up'), el('p', { class: 'hint', text: 'This page waits no longer.' }));
    } else {
      show('error', title('warning', 'The request failed'), el('p', { text: error.message }));
    }
  } finally {
    clearInterval(clock);
    stop = null;
    busy(false);
  }
}

function busy(waiting) {
  byId('stop').hidden = !waiting;
  byId('wait').hidden = waiting;
  byId('group').readOnly = waiting;
  byId('timeout').disabled = waiting;
  byId(waiting ? 'stop' : 'wait').focus();
}

byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  wait();
});
byId('stop').addEventListener('click', () => stop?.abort());
byId('ask').addEventListener('input', showCurl);
byId('group').addEventListener('input', () => showError(byId('group'), byId('ask-error'), null));
showCurl();
showStatus();
