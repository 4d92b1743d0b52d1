// The state of the page: one object, replaced as a whole; whoever draws is told which of its fields changed.

export function makeStore(initial) {
  let state = initial;
  const listeners = [];
  return {
    get: () => state,
    set(changes) {
      const changed = new Set(Object.keys(changes).filter((key) => changes[key] !== state[key]));
      if (!changed.size) return;
      state = { ...state, ...changes };
      for (const listener of listeners) listener(state, changed);
    },
    subscribe: (listener) => listeners.push(listener),
  };
}

/** A copy of a set in which an item is, or is not. */
export function withItem(set, item, present) {
  const copy = new Set(set);
  if (present) copy.add(item);
  else copy.delete(item);
  return copy;
}
