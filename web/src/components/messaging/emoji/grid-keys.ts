// The keys in a grid of emoji or stickers, whose rows are as wide as the screen has room.
import type { KeyboardEvent } from 'react';

/** Moves the focus among the elements that the selector finds, by the arrow keys, Home and End. */
export function moveFocus(event: KeyboardEvent<HTMLElement>, selector: string): void {
  const from = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
  if (from === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = all.indexOf(from);
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const ways: Record<string, () => HTMLElement | undefined> = {
    ArrowRight: () => all[at + forward],
    ArrowLeft: () => all[at - forward],
    ArrowDown: () => nextRow(all.slice(at + 1), from),
    ArrowUp: () => nextRow(all.slice(0, at).reverse(), from),
    Home: () => all[0],
    End: () => all.at(-1),
  };
  const to = ways[event.key]?.();
  if (to === undefined) return;
  event.preventDefault();
  to.focus();
  to.scrollIntoView({ block: 'nearest' });
}

/** The one nearest to the same column, in the next row in that direction. */
function nextRow(way: HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const { x, y } = from.getBoundingClientRect();
  let row: number | null = null;
  let best: { element: HTMLElement; off: number } | undefined;
  for (const element of way) {
    const box = element.getBoundingClientRect();
    if (Math.abs(box.y - y) < 4) continue;
    row ??= box.y;
    if (Math.abs(box.y - row) > 4) break;
    const off = Math.abs(box.x - x);
    if (best === undefined || off < best.off) best = { element, off };
  }
  return best?.element;
}
