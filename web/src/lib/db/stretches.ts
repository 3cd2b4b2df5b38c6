// Which parts of a chat's history are on this device without holes, as ranges of `seq`. Pure.
// Changes take seqs too, so not every seq has a message: within a stretch, a missing one is known to have none.

/** Both ends are in it; `from` 0 means that no older message is visible. */
export type Stretch = { from: number; to: number };

/** Adds a stretch. Invariant of the result: ascending, neither overlapping nor touching. */
export function addStretch(known: Stretch[], added: Stretch): Stretch[] {
  if (added.to < added.from) return known;
  const apart = known.filter((one) => one.to + 1 < added.from || one.from > added.to + 1);
  const touching = known.filter((one) => !apart.includes(one));
  const from = Math.min(added.from, ...touching.map((one) => one.from));
  const to = Math.max(added.to, ...touching.map((one) => one.to));
  return [...apart, { from, to }].sort((a, b) => a.from - b.from);
}

/** Adds all changes between two states of the chat, as after a sync or events without a gap. */
export function extendStretches(known: Stretch[], before: number, now: number): Stretch[] {
  return addStretch(known, { from: before + 1, to: now });
}

/** Forgets everything before `from`. */
export function cutStretches(known: Stretch[], from: number): Stretch[] {
  return known.filter((one) => one.to >= from).map((one) => ({ ...one, from: Math.max(one.from, from) }));
}

export function stretchAt(known: Stretch[], seq: number): Stretch | undefined {
  return known.find((one) => one.from <= seq && seq <= one.to);
}
