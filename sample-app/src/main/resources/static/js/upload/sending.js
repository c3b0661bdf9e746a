// Files on their way to the application: one after the other, with progress and what went wrong.

import { byId, el, icon } from '../common/dom.js';
import { count } from '../common/names.js';
import { sendFile } from './api.js';

export class Sending {
  #list = byId('sending');

  #queue = [];

  #busy = false;

  #sent;

  #max = Infinity;

  constructor(sent) {
    this.#sent = sent;
  }

  limit(max) {
    this.#max = max;
  }

  get busy() {
    return this.#busy;
  }

  add(files) {
    for (const file of files) {
      const item = this.#item(file);
      this.#list.append(item.element);
      if (file.size > this.#max) {
        item.failed(`It has ${count(file.size, 'byte')}; at most ${count(this.#max, 'byte')} fit into one Spread message.`);
      } else {
        this.#queue.push(item);
      }
    }
    this.#work();
  }

  async #work() {
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    for (let item = this.#queue.shift(); item; item = this.#queue.shift()) {
      try {
        await sendFile(item.file, item.progress);
        item.element.remove();
      } catch (error) {
        item.failed(error.message);
      }
      this.#sent();
    }
    this.#busy = false;
  }

  #item(file) {
    const bar = el('progress', { max: 1, value: 0, 'aria-label': `Sending ${file.name}` });
    const element = el('li', {}, el('span', { class: 'name', text: file.name }), bar);
    return {
      file,
      element,
      progress(part) {
        bar.value = part;
      },
      failed(message) {
        element.classList.add('failed');
        const dismiss = el('button', { type: 'button', class: 'quiet', 'aria-label': `Dismiss ${file.name}`,
          on: { click: () => element.remove() } }, icon('close'));
        element.replaceChildren(icon('warning'), el('span', { class: 'name', text: file.name }),
          el('span', { class: 'why', role: 'alert', text: message }), dismiss);
      },
    };
  }
}
