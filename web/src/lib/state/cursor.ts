// A cursor over a counter (a chat's or the user's): how far every change is known, and what is known beyond it.

/** Invariant: `ahead` is ascending, without repeats, and its first value is greater than `at + 1`. */
export type Cursor = {
  /** Every change up to here is known. */
  at: number;
  /** Changes known beyond a gap. */
  ahead: number[];
};

export function cursorAt(at: number): Cursor {
  return { at, ahead: [] };
}

/** Notes that the change `version` is known. Repeats change nothing and give back the same object. */
export function advance(cursor: Cursor, version: number): Cursor {
  if (version <= cursor.at || cursor.ahead.includes(version)) return cursor;
  return settle(
    cursor.at,
    [...cursor.ahead, version].sort((a, b) => a - b),
  );
}

/** Notes that everything up to `version` is known, as after a sync. Never goes back. */
export function advanceTo(cursor: Cursor, version: number): Cursor {
  if (version <= cursor.at) return cursor;
  return settle(version, cursor.ahead);
}

export function hasGap(cursor: Cursor): boolean {
  return cursor.ahead.length > 0;
}

function settle(at: number, ahead: number[]): Cursor {
  let top = at;
  const rest: number[] = [];
  for (const version of ahead) {
    if (version <= top) continue;
    if (version === top + 1) top = version;
    else rest.push(version);
  }
  return { at: top, ahead: rest };
}
