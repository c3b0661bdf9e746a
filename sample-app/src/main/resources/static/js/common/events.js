// The stream of server-sent events, reopened for as long as the page lives.

const REOPEN_AFTER = 3_000;

/**
 * Opens the stream. Handlers: `open(since)` with the time at which the stream broke before (null the first time),
 * `lost()`; every other one is called with the data of the events of its name.
 */
export function openEvents(path, handlers) {
  let brokenAt = null;
  let opened = false;

  function connect() {
    const source = new EventSource(path);
    source.addEventListener('open', () => {
      const since = opened ? (brokenAt ?? new Date()) : null;
      opened = true;
      brokenAt = null;
      handlers.open(since);
    });
    source.addEventListener('error', () => {
      if (brokenAt === null) {
        brokenAt = new Date();
        handlers.lost();
      }
      // The browser tries again by itself, except after an answer that is not an event stream.
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(connect, REOPEN_AFTER);
      }
    });
    for (const name of Object.keys(handlers).filter((key) => key !== 'open' && key !== 'lost')) {
      source.addEventListener(name, (event) => {
        const data = parse(event.data);
        if (data) {
          handlers[name](data);
        }
      });
    }
  }
  connect();
}

function parse(text) {
  try {
    const data = JSON.parse(text);
    return data !== null && typeof data === 'object' ? data : null;
  } catch {
    console.warn('An event without readable data was skipped.');
    return null;
  }
}
