// What the panel asks of the application.

import { call } from '../common/http.js';

const daemon = (name, action) => `api/network/daemons/${encodeURIComponent(name)}/${action}`;

export const getNetwork = (group) => call('GET', `api/network${group ? `?group=${encodeURIComponent(group)}` : ''}`);
export const split = (components) => call('POST', 'api/network/partition', { components });
export const merge = () => call('POST', 'api/network/merge');
export const act = (name, action) => call('POST', daemon(name, action));
export const say = (name, group, text) => call('POST', daemon(name, 'say'), { group, text });
