// What the console asks of the application.

import { call } from '../common/http.js';

const group = (name) => `api/groups?name=${encodeURIComponent(name)}`;

export const getConnection = () => call('GET', 'api/connection');
export const getGroups = () => call('GET', 'api/groups');
export const joinGroup = (name) => call('PUT', group(name));
export const leaveGroup = (name) => call('DELETE', group(name));
export const sendMessage = (message) => call('POST', 'api/messages', message);
