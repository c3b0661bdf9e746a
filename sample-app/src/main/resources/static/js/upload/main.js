// Puts the parts of the upload page together.

import { byId } from '../common/dom.js';
import { showStatus } from '../common/status.js';
import { getUploads } from './api.js';
import { Sending } from './sending.js';
import { showStages } from './stages.js';
import { showTable } from './table.js';

const SOON = 1_000;
const LATER = 3_000;

const sending = new Sending(() => refresh());
let timer = null;
let asking = false;

/** Reads the table; every second while something waits, else now and then, because others may upload too. */
async function refresh() {
  clearTimeout(timer);
  if (asking) {
    timer = setTimeout(refresh, 100);
    return;
  }
  asking = true;
  let waits = sending.busy;
  try {
    const answer = await getUploads();
    sending.limit(answer.maxSize);
    byId('limit').textContent = `Up to ${answer.maxSize.toLocaleString('en')} bytes each: a file is one Spread message.`;
    showStages(answer);
    showTable(answer);
    waits ||= answer.uploads.some((upload) => upload.state === 'WAITING');
  } catch {
    // the header says so
  }
  asking = false;
  clearTimeout(timer);
  timer = setTimeout(refresh, waits && !document.hidden ? SOON : LATER);
}

function dropping() {
  const drop = byId('drop');
  let depth = 0;
  const over = (change) => {
    depth = change === 0 ? 0 : depth + change;
    drop.classList.toggle('over', depth > 0);
  };
  // a file that misses the box must not replace the page
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('dragenter', () => over(1));
  document.addEventListener('dragleave', () => over(-1));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    over(0);
    sending.add(event.dataTransfer.files);
  });
}

byId('choose').addEventListener('click', () => byId('files').click());
byId('files').addEventListener('change', (event) => {
  sending.add(event.target.files);
  // the same file can be chosen again
  event.target.value = '';
});
dropping();
showStatus();
refresh();
