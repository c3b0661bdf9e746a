// What the page knows: the connection, the event stream, and the joined groups with their members.

const list = (value) => Array.isArray(value) ? value : [];

export class State {
  connection = { state: null, privateGroup: null, address: null, transport: null, embedded: null };
  streamOpen = null;
  /** Joined groups by name: {group, groupId, members}. */
  groups = new Map();
  /** The attempt to connect that is under way; null while there is a connection. */
  attempt = null;
  /** How many private messages of a member nobody has seen yet. */
  unread = new Map();

  #listeners = [];
  #scheduled = false;
  #version = 0;
  /** Which version last changed a group, so that an older answer does not overwrite a newer event. */
  #changed = new Map();

  get self() {
    return this.connection.privateGroup;
  }

  get connected() {
    return this.connection.state === 'CONNECTED';
  }

  /** Calls the listener after changes; several changes in a short time make one call. */
  subscribe(listener) {
    this.#listeners.push(listener);
    this.#notify();
  }

  setStreamOpen(open) {
    this.streamOpen = open;
    this.#notify();
  }

  /** Takes over what is present in `update`; returns the connection as it was before. */
  setConnection(update) {
    const before = this.connection;
    this.connection = { ...before, ...update };
    this.#notify();
    return before;
  }

  setAttempt(attempt) {
    this.attempt = attempt;
    this.#notify();
  }

  setUnread(member, number) {
    if (number > 0) {
      this.unread.set(member, number);
    } else {
      this.unread.delete(member);
    }
    this.#notify();
  }

  /** To be remembered before a request whose answer then goes to setGroups or setGroup. */
  get version() {
    return this.#version;
  }

  setGroups(groups, version) {
    const told = new Set(groups.map(({ group }) => group));
    for (const name of [...this.groups.keys()].filter((known) => !told.has(known))) {
      if (!this.#newer(name, version)) {
        this.groups.delete(name);
      }
    }
    groups.forEach((view) => this.setGroup(view, version));
    this.#notify();
  }

  setGroup(view, version) {
    if (typeof view?.group === 'string' && !this.#newer(view.group, version)) {
      this.#put(view);
    }
  }

  removeGroup(name) {
    this.groups.delete(name);
    this.#touch(name);
  }

  /** Applies a membership event. */
  apply(event) {
    if (typeof event.group !== 'string' || event.cause === 'TRANSITION') {
      return;
    }
    if (event.cause === 'LEAVE' && event.left === this.self) {
      this.removeGroup(event.group);
    } else if (this.groups.has(event.group) || list(event.members).includes(this.self)) {
      this.#put(event);
      this.#touch(event.group);
    }
  }

  #put({ group, groupId, members }) {
    this.groups.set(group, { group, groupId, members: [...new Set(list(members))] });
    this.#notify();
  }

  #touch(name) {
    this.#changed.set(name, ++this.#version);
    this.#notify();
  }

  #newer(name, version) {
    return (this.#changed.get(name) ?? 0) > version;
  }

  #notify() {
    if (this.#scheduled) {
      return;
    }
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#listeners.forEach((listener) => listener(this));
    }, 16);
  }
}
