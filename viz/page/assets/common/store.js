/** What the reader has chosen: a few values, and readers who want to know when one of them changes. */
export function store(state) {
  const readers = [];
  return {
    state,
    set(changes) {
      const changed = Object.keys(changes).filter((key) => state[key] !== changes[key]);
      Object.assign(state, changes);
      for (const { keys, read } of readers) if (keys.some((key) => changed.includes(key))) read();
    },
    on(keys, read) {
      readers.push({ keys, read });
      read();
    },
  };
}
