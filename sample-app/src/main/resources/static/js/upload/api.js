// What the upload page asks of the application.

import { ApiError, call, words } from '../common/http.js';

export const getUploads = () => call('GET', 'api/uploads');

/** Sends a file; `progress` is told the part that is sent, 0 to 1. Resolves with its row. */
export function sendFile(file, progress) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    form.append('file', file);
    // fetch does not tell how far an upload is
    const request = new XMLHttpRequest();
    request.open('POST', 'api/uploads');
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', (event) => progress(event.total > 0 ? event.loaded / event.total : 0));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      if (request.status === 202) {
        resolve(answer);
      } else {
        reject(new ApiError(words(request, answer), request.status));
      }
    });
    request.addEventListener('error', () =>
      reject(new ApiError('The file could not be sent: it cannot be read, or the application does not answer.', 0)));
    request.send(form);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
