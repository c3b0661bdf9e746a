// Small helpers to build elements. Data only ever becomes text nodes and attributes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. Properties: `class`, `text`, `on` (listeners by event name); everything else is an attribute
 * (null, undefined and false leave it out). Children are nodes or strings; null ones are skipped.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name === 'text') {
      element.textContent = value;
    } else if (name === 'on') {
      Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of icons.svg; decoration, so a word has to stand next to it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `icons.svg#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Brings the children of `parent` in line with `items`: keeps elements whose key is still there (and with them focus
 * and scroll position), makes new ones, removes the others.
 */
export function reconcile(parent, items, keyOf, create, update = () => {}) {
  const present = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = new Set(items.map(keyOf));
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let child = present.get(key);
    if (child) {
      present.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    while (next && next !== child && !wanted.has(next.dataset.key)) {
      const gone = next;
      next = next.nextElementSibling;
      present.delete(gone.dataset.key);
      gone.remove();
    }
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
  present.forEach((gone) => gone.remove());
}

/** Shows or hides the error text that belongs to a control. */
export function showError(control, message, text) {
  message.textContent = text ?? '';
  message.hidden = !text;
  if (text) {
    control.setAttribute('aria-invalid', 'true');
    message.scrollIntoView({ block: 'nearest' });
  } else {
    control.removeAttribute('aria-invalid');
  }
}
