// What is remembered of the views of each group: a bounded list of steps, oldest first.
//
// A step is {type, at, …}: "view" with cause, groupId, members and who came or went; "left" when we left the group;
// "lost" when the connection ended and "unheard" when the page did not hear the application: from there to the next
// view nobody knows who was in the group.

const MAX_STEPS = 200;
const MAX_GROUPS = 200;
const list = (value) => Array.isArray(value) ? value : [];

export class ViewHistory {
  #groups = new Map();
  #changing = new Set();

  get groups() {
    return [...this.#groups.keys()].sort();
  }

  steps(group) {
    return this.#groups.get(group) ?? [];
  }

  /** Takes note of a membership event. */
  apply(event, self, at) {
    const { group, cause } = event;
    if (typeof group !== 'string') {
      return;
    }
    if (cause === 'TRANSITION') {
      this.#changing.add(group);
      return;
    }
    if (cause === 'LEAVE' && list(event.members).length === 0) {
      this.#add(group, { type: 'left', at, cause, who: [event.left], self });
      return;
    }
    const step = { type: 'view', at, cause, groupId: event.groupId, members: list(event.members), self,
      who: whoMoved(event), joined: event.joined ?? null, transitional: this.#changing.delete(group) };
    const steps = this.steps(group);
    const last = steps.at(-1);
    if (last?.type === 'view' && last.cause === null && last.groupId === step.groupId) {
      // found by asking before the event came
      steps.pop();
    }
    this.#add(group, step);
  }

  /** Takes note of a view that was found, without knowing how it came about. */
  found({ group, groupId, members }, self, at) {
    const last = this.steps(group).at(-1);
    if (last?.type !== 'view' || last.groupId !== groupId) {
      this.#add(group, { type: 'view', at, cause: null, groupId, members: list(members), self, who: [], joined: null,
        transitional: false });
    }
  }

  /** From now on nobody knows; the type is "lost" or "unheard". */
  interrupt(type, at, reason = '') {
    this.#changing.clear();
    for (const [group, steps] of this.#groups) {
      if (steps.at(-1)?.type === 'view') {
        this.#add(group, { type, at, reason });
      }
    }
  }

  #add(group, step) {
    const steps = this.steps(group);
    this.#groups.delete(group);
    this.#groups.set(group, steps);
    steps.push(step);
    if (steps.length > MAX_STEPS) {
      steps.shift();
    }
    if (this.#groups.size > MAX_GROUPS) {
      this.#groups.delete(this.#groups.keys().next().value);
    }
  }
}

function whoMoved({ joined, left, disconnected, arrived, departed }) {
  return [joined, left, disconnected, ...list(arrived), ...list(departed)].filter((id) => typeof id === 'string');
}

/**
 * The members as lanes, ourselves first: [{member, self, spans: [{from, to, begin, end}]}]. `from` and `to` are indexes
 * of steps (`to` is the number of steps while the member is still there); `begin` and `end` the causes, null when they
 * are not known.
 */
export function lanes(steps, max) {
  const all = new Map();
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    const there = new Set(step.type === 'view' ? step.members : []);
    for (const lane of all.values()) {
      const open = lane.spans.at(-1);
      if (open.to === steps.length && open.from < index && !there.has(lane.member)) {
        open.to = index;
        open.end = endCause(step, lane.member);
      }
    }
    for (const member of there) {
      if (!all.has(member)) {
        all.set(member, { member, self: false, spans: [] });
      }
      const lane = all.get(member);
      lane.self ||= member === step.self;
      if (lane.spans.length === 0 || lane.spans.at(-1).to !== steps.length) {
        const known = before?.type === 'view' || step.joined === member;
        lane.spans.push({ from: index, to: steps.length, begin: known ? step.cause : null, end: null });
      }
    }
  });
  // Where there is no room for all of them: ourselves, and who came or went last.
  const moved = ({ spans }) => spans.at(-1).to < steps.length ? spans.at(-1).to : spans.at(-1).from;
  const newest = [...all.values()].sort((a, b) => b.self - a.self || moved(b) - moved(a)).slice(0, max);
  const shown = [...all.values()].filter((lane) => newest.includes(lane));
  return { lanes: [...shown.filter(({ self }) => self), ...shown.filter(({ self }) => !self)],
    more: all.size - shown.length };
}

function endCause(step, member) {
  if (step.type === 'view') {
    return step.cause;
  }
  return step.type === 'left' && step.who.includes(member) ? 'LEAVE' : null;
}
