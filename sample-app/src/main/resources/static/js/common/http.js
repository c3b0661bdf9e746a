// The HTTP side of the application. Every failure becomes an ApiError whose message can be shown to a person.

const TIMEOUT = 15_000;

export class ApiError extends Error {
  /** status is 0 when there was no answer; field names the field of the request that was refused, if known. */
  constructor(message, status, field = null) {
    super(message);
    this.status = status;
    this.field = field;
  }
}

/**
 * Calls the application; returns what it answered as JSON, or throws an ApiError that can be shown to a person. Options:
 * `timeout` in milliseconds, `signal` to give up earlier.
 */
export async function call(method, path, body, { timeout = TIMEOUT, signal = null } = {}) {
  const request = { method, headers: { Accept: 'application/json, application/problem+json' }, cache: 'no-store' };
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  const clock = new AbortController();
  const alarm = setTimeout(() => clock.abort(), timeout);
  signal?.addEventListener('abort', () => clock.abort());
  try {
    const response = await fetch(path, { ...request, signal: clock.signal });
    const answer = await json(response);
    if (!response.ok) {
      throw new ApiError(words(response, answer), response.status, fieldOf(answer));
    }
    return answer;
  } catch (error) {
    if (error instanceof ApiError) {
      throw error;
    }
    throw new ApiError(clock.signal.aborted ? 'The application took too long to answer.'
      : 'The application does not answer. Is it still running?', 0);
  } finally {
    clearTimeout(alarm);
  }
}

async function json(response) {
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** The words of a problem document (RFC 9457): its details, or its errors, or its title. */
export function words(response, problem) {
  const details = errorsOf(problem).map((error) => error.text).filter(Boolean);
  const said = problem?.detail || (details.length ? '' : problem?.title) || '';
  const all = [said, ...details.filter((detail) => !said.includes(detail))].filter(Boolean);
  if (all.length > 0) {
    return all.map(String).join(' ');
  }
  switch (response.status) {
    case 404: return 'You are not in this group.';
    case 413: return 'The message is too long.';
    case 503: return 'Not connected to a Spread daemon at the moment.';
    case 504: return 'The daemon did not answer in time. Try again in a moment.';
    default: return `The application refused this (HTTP status ${response.status}).`;
  }
}

function fieldOf(problem) {
  const field = problem?.field ?? errorsOf(problem).find((error) => error.field)?.field;
  return typeof field === 'string' ? field.replace(/^#?\/|\[.*$/g, '').split(/[/.]/)[0] : null;
}

/** "errors" as a list, whether it came as objects, as plain texts or as a map from field to text. */
function errorsOf(problem) {
  const errors = problem?.errors;
  if (Array.isArray(errors)) {
    return errors.filter(Boolean).map((error) => typeof error === 'object'
      ? { field: error.field ?? error.pointer, text: error.detail ?? error.message ?? error.defaultMessage }
      : { text: String(error) });
  }
  return errors && typeof errors === 'object'
    ? Object.entries(errors).map(([field, text]) => ({ field, text: `${field}: ${text}` }))
    : [];
}
