// Parts that open and close.

import { byId } from './dom.js';

/** Makes a button open and close something; returns a function that does so from outside. */
export function disclosure(buttonId, show, words = null) {
  const button = byId(buttonId);
  const set = (open) => {
    button.setAttribute('aria-expanded', String(open));
    if (words) {
      button.textContent = open ? words.open : words.closed;
    }
    show(open);
  };
  button.addEventListener('click', () => set(button.getAttribute('aria-expanded') !== 'true'));
  return set;
}

export function helpDialog() {
  const dialog = byId('help');
  byId('help-open').addEventListener('click', () => dialog.showModal());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });
}
