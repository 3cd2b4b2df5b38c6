// The heights of a timeline's rows: measured, or the average of measured ones. Pure arithmetic, no elements.

/** The height of a row before any was measured. */
const FIRST_GUESS = 56;
/** The heights of at most this many rows that have left the list are remembered. */
const REMEMBERED = 4_000;

export class RowHeights {
  readonly #known = new Map<string, number>();
  #sum = 0;
  #keys: readonly string[] = [];
  #index = new Map<string, number>();
  #tops: number[] | null = null;

  /** The likely height of a row. */
  get guess(): number {
    return this.#known.size === 0 ? FIRST_GUESS : this.#sum / this.#known.size;
  }

  measured(key: string, height: number): void {
    const was = this.#known.get(key);
    if (was === height) return;
    this.#known.set(key, height);
    this.#sum += height - (was ?? 0);
    this.#tops = null;
  }

  /** All rows have another width now. */
  forget(): void {
    this.#known.clear();
    this.#sum = 0;
    this.#tops = null;
  }

  /** The present rows, from top to bottom. */
  use(keys: readonly string[]): void {
    if (keys === this.#keys) return;
    this.#keys = keys;
    this.#index = new Map(keys.map((key, i) => [key, i]));
    this.#tops = null;
    if (this.#known.size > REMEMBERED) {
      for (const [key, height] of this.#known) {
        if (this.#index.has(key)) continue;
        this.#known.delete(key);
        this.#sum -= height;
      }
    }
  }

  get count(): number {
    return this.#keys.length;
  }

  get total(): number {
    return this.top(this.#keys.length);
  }

  key(row: number): string | undefined {
    return this.#keys[row];
  }

  indexOf(key: string): number | undefined {
    return this.#index.get(key);
  }

  /** The distance of a row from the beginning of the first one. */
  top(row: number): number {
    this.#tops ??= this.#sumUp();
    return this.#tops[Math.max(0, Math.min(row, this.#keys.length))] ?? 0;
  }

  /** The last row that begins at `y` or before; the first one when none does. */
  rowAt(y: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (high - low > 1) {
      const mid = (low + high) >> 1;
      if (this.top(mid) <= y) low = mid;
      else high = mid;
    }
    return low;
  }

  #sumUp(): number[] {
    const { guess } = this;
    const tops = [0];
    let top = 0;
    for (const key of this.#keys) {
      top += this.#known.get(key) ?? guess;
      tops.push(top);
    }
    return tops;
  }
}

/** Rows from `start` up to but not `end`. */
export type Range = { start: number; end: number };

/**
 * The rows to have around a view that begins at `top`. The present ones stay while they reach `least` beyond the view on
 * both sides; otherwise the rows are chosen anew, `ample` beyond it.
 */
export function rangeAround(
  rows: RowHeights,
  there: Range,
  view: { top: number; height: number },
  { least, ample }: { least: number; ample: number },
): Range {
  const bottom = view.top + view.height;
  const reachesUp = there.start === 0 || rows.top(there.start) <= view.top - least;
  const reachesDown = there.end === rows.count || rows.top(there.end) >= bottom + least;
  if (there.end > there.start && reachesUp && reachesDown) return there;
  return { start: rows.rowAt(view.top - ample), end: Math.min(rows.count, rows.rowAt(bottom + ample) + 1) };
}
