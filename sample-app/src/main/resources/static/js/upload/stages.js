// Which stage runs where, as far as that can be known, and who is missing when a file waits for long.

import { byId } from '../common/dom.js';
import { count } from '../common/names.js';

const LONG = 5_000;

const GROUPS = { PROCESSOR: ['processors', 'uploadfiles'], WRITER: ['writers', 'uploadresponses'] };

export function showStages(answer) {
  for (const stage of document.querySelectorAll('.stage')) {
    const { role } = stage.dataset;
    const here = answer.roles.includes(role);
    stage.classList.toggle('here', here);
    stage.querySelector('.where').textContent = where(answer, role, here);
  }
  const text = missing(answer);
  const element = byId('missing');
  element.hidden = text === null;
  if (text !== null && element.textContent !== text) {
    element.textContent = text;
  }
}

/** Only members of a group are told who is in it. */
function where(answer, role, here) {
  const members = GROUPS[role] && answer[GROUPS[role][0]];
  const others = here && members > 1 ? `, ${count(members - 1, 'other')} in the group` : '';
  return here ? `in this process${others}` : 'another program, if one runs';
}

function missing(answer) {
  const late = answer.uploads.filter((upload) => upload.state === 'WAITING'
    && Date.now() - Date.parse(upload.created) > LONG).length;
  if (late === 0) {
    return null;
  }
  const absent = Object.keys(GROUPS).filter((role) => !answer.roles.includes(role));
  const files = late === 1 ? '1 file waits' : `${late} files wait`;
  if (absent.length === 0) {
    return `${files} for longer than usual. Processor and writer run in this process; its log may tell why.`;
  }
  const programs = absent.map((role) => `a ${role.toLowerCase()} (group ${GROUPS[role][1]})`).join(' and ');
  return `${files} for longer than usual. Is ${programs} running? Spread tells only the members of a group who is in it, `
    + 'so this process cannot know. Spread keeps nothing either: what was sent while nobody was there has to be sent '
    + 'again.';
}
