// The composer: text, service type, self-discard, message type; sends, and shows what is wrong next to the field.

import { sendMessage } from './api.js';
import { byId, el, showError } from '../common/dom.js';
import { Destinations } from './destinations.js';
import { disclosure } from '../common/layout.js';
import { enumerate } from '../common/names.js';
import { DEFAULT_SERVICE_TYPE, SERVICE_TYPES } from './service-types.js';

const DONE_FOR = 4_000;

export class Composer {
  #state;
  #sent;
  #text = byId('text');
  #service = byId('service');
  #type = byId('type');
  #destinations;
  #showOptions = disclosure('options-toggle', (open) => byId('composer').classList.toggle('open', open));
  #doneTimer = null;
  #sentence = '';
  #refusedOffline = false;
  /** The member that everything goes to while a private chat is open, and what was written elsewhere meanwhile. */
  #member = null;
  #drafts = new Map();
  #placeholder;

  /** `sent(message, note)` is called for a message that does not come back to this application, with the reason. */
  constructor(state, { sent }) {
    this.#state = state;
    this.#sent = sent;
    this.#service.append(...Object.keys(SERVICE_TYPES).map((name) =>
      el('option', { value: name, text: name, selected: name === DEFAULT_SERVICE_TYPE })));
    this.#service.addEventListener('change', () => this.#explain());
    this.#explain();
    this.#destinations = new Destinations(state, () => this.#summarize());
    state.subscribe(() => this.#forgetOffline());
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#text.addEventListener('input', () => showError(this.#text, byId('text-error'), null));
    this.#type.addEventListener('input', () => showError(this.#type, byId('type-error'), null));
    // Enter sends where there is a keyboard; on a touch screen it is the only way to a new line.
    const touch = matchMedia('(pointer: coarse)').matches;
    this.#placeholder = touch ? 'Write a message' : 'Write a message. Enter sends, Shift+Enter makes a new line.';
    this.#text.placeholder = this.#placeholder;
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && (!touch || event.ctrlKey)) {
        event.preventDefault();
        this.#send();
      }
    });
  }

  /** Everything goes to this member alone from now on, AGREED; with null, where the destinations say. */
  bind(member) {
    this.#drafts.set(this.#member, this.#text.value);
    this.#member = member;
    this.#text.value = this.#drafts.get(member) ?? '';
    this.#drafts.delete(member);
    ['to', 'payload', 'serviceType', 'type'].forEach((field) => this.#report(field, null));
    byId('composer').classList.toggle('bound', member !== null);
    byId('text-label').textContent = member ? `Private message to ${member}` : 'Message text';
    this.#text.placeholder = member ? `Write privately to ${member}` : this.#placeholder;
    this.#summarize(true);
    if (member) {
      this.#text.focus();
    }
  }

  async #send() {
    const button = byId('send');
    const message = this.#checked();
    const member = this.#member;
    if (!message || button.disabled) {
      return;
    }
    button.disabled = true;
    try {
      await sendMessage(message);
      this.#forgetDraft(member, message.payload);
      const note = this.#staysAway(message);
      if (note) {
        this.#sent({ groups: message.to, sender: this.#state.self, ...message }, note);
      }
      this.#done(`Sent to ${message.to.length > 4 ? `${message.to.length} destinations` : enumerate(message.to)}`);
    } catch (error) {
      this.#report(error.field, error.message);
      this.#refusedOffline = error.status === 503;
    } finally {
      button.disabled = false;
    }
  }

  /** What was sent need not be written any more, wherever it stands by now. */
  #forgetDraft(member, text) {
    if (this.#member === member && this.#text.value === text) {
      this.#text.value = '';
    } else if (this.#drafts.get(member) === text) {
      this.#drafts.delete(member);
    }
  }

  /** The message as the fields have it, or null after telling what is wrong. */
  #checked() {
    ['to', 'payload', 'serviceType', 'type'].forEach((field) => this.#report(field, null));
    if (this.#member) {
      return this.#hasText() ? { to: [this.#member], payload: this.#text.value, serviceType: DEFAULT_SERVICE_TYPE,
        type: 0, selfDiscard: false } : null;
    }
    if (!this.#destinations.takeTyped()) {
      byId('to-other').focus();
      return null;
    }
    const to = this.#destinations.names;
    if (to.length === 0) {
      this.#report('to', this.#state.groups.size > 0 ? 'Choose a group above, or add another destination.'
        : 'Join a group first, or add a group or a member id as destination.');
      return null;
    }
    if (!this.#hasText()) {
      return null;
    }
    const type = Number(this.#type.value);
    if (this.#type.value === '' || !Number.isInteger(type) || type < -32768 || type > 32767) {
      this.#report('type', 'The message type is a whole number from −32768 to 32767.');
      this.#type.focus();
      return null;
    }
    return { to, payload: this.#text.value, serviceType: this.#service.value, type,
      selfDiscard: byId('self-discard').checked };
  }

  #hasText() {
    if (this.#text.value !== '') {
      return true;
    }
    this.#report('payload', 'Write a text first.');
    this.#text.focus();
    return false;
  }

  #report(field, text) {
    if (text && field === 'to' && this.#member) {
      showError(this.#text, byId('text-error'), text);
      return;
    }
    if (text && (field === 'type' || field === 'serviceType')) {
      this.#showOptions(true);
      byId('more').open ||= field === 'type';
    }
    switch (field) {
      case 'to':
        this.#destinations.report(text);
        break;
      case 'serviceType':
        showError(this.#service, byId('service-error'), text);
        break;
      case 'type':
        showError(this.#type, byId('type-error'), text);
        break;
      default:
        showError(this.#text, byId('text-error'), text);
    }
  }

  /** Why this application will not see the message itself; null if it will. */
  #staysAway({ to, selfDiscard }) {
    const { groups, self } = this.#state;
    const reaches = to.some((name) => groups.has(name) || name === self);
    if (!reaches) {
      return 'It does not come back to you, because you are not among the receivers.';
    }
    return selfDiscard ? 'It does not come back to you, because of self-discard.' : null;
  }

  /** "Not connected" is no longer true once the connection is back. */
  #forgetOffline() {
    if (this.#refusedOffline && this.#state.connected) {
      this.#refusedOffline = false;
      this.#report('payload', null);
    }
  }

  #explain() {
    byId('service-hint').textContent = SERVICE_TYPES[this.#service.value];
    showError(this.#service, byId('service-error'), null);
  }

  #done(text) {
    clearTimeout(this.#doneTimer);
    this.#sentence = this.#where();
    byId('summary').textContent = text;
    byId('summary').classList.add('done');
    this.#doneTimer = setTimeout(() => {
      this.#doneTimer = null;
      this.#summarize();
    }, DONE_FOR);
  }

  #where() {
    return this.#member ? `Only ${this.#member} gets this. ${DEFAULT_SERVICE_TYPE}.` : this.#destinations.sentence();
  }

  /** Says where the next message goes; "sent" stays a moment unless the destinations change. */
  #summarize(anew = false) {
    if (!this.#destinations) {
      return;
    }
    const text = this.#where();
    const summary = byId('summary');
    if (!anew && this.#doneTimer !== null && text === this.#sentence) {
      return;
    }
    clearTimeout(this.#doneTimer);
    this.#doneTimer = null;
    summary.classList.remove('done');
    if (summary.textContent !== text) {
      summary.textContent = text;
    }
  }
}
