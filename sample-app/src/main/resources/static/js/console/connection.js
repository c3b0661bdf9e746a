// The header: the connection in words, and the banner when something is wrong.

import { byId } from '../common/dom.js';
import { setText, showState } from '../common/status.js';
import { duration } from './gaps.js';

export function showConnection(state) {
  const { connection } = state;
  const reachable = state.streamOpen !== false;
  showState(reachable ? (connection.state ?? 'LOADING') : 'UNKNOWN');
  byId('state').title = reachable && connection.state ? connection.state : '';

  setText('fact-self', connection.privateGroup ?? 'nobody yet');
  setText('fact-address', connection.address ?? '–');
  setText('fact-transport', connection.transport ?? '–');
  setText('fact-embedded', embedded(connection.embedded));

  const trouble = banner(state);
  setText('banner-text', trouble ?? '');
  setText('banner-detail', trouble && reachable ? attempt(state.attempt) : '');
  byId('banner').hidden = !trouble;
}

function embedded(value) {
  return value === null || value === undefined ? '–' : value ? 'in use (development)' : 'not in use';
}

/** Which attempt to connect this is, where it went, and what comes next. */
function attempt(now) {
  if (!now) {
    return '';
  }
  const among = now.addresses?.length > 1 ? `, one of ${now.addresses.join(', ')}` : '';
  const reason = now.reason ? ` ${String(now.reason).split('\n')[0]}` : '';
  const next = `begins within ${duration(now.withinMillis)}.`;
  if (now.state === 'CONNECTING') {
    return `Attempt ${now.number} is under way, ${now.address}${among}.${reason}`;
  }
  return now.number > 0 ? `Attempt ${now.number} at ${now.address}${among} failed; the next one ${next}${reason}`
    : `The first attempt at ${now.address}${among} ${next}${reason}`;
}

function banner(state) {
  if (state.streamOpen === false) {
    return 'This page has lost the application and tries to reach it again. What is shown may be out of date.';
  }
  switch (state.connection.state) {
    case 'BACKING_OFF':
    case 'CONNECTING':
    case 'DISCONNECTED':
      return 'There is no connection to a Spread daemon. The application keeps trying and joins its groups again '
        + 'afterwards.';
    case 'CLOSED':
      return 'The application has closed its Spread session. Start it again to go on.';
    default:
      return null;
  }
}
