// The arrow keys in a list of links and buttons: one goes from row to row, in all parts of the list.
import { type KeyboardEvent, useRef } from 'react';

/** What can be chosen in a list; a row's lesser buttons are out of the tab order. */
export function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('a, button:enabled') ?? [])].filter(
    (row) => row.tabIndex >= 0,
  );
}

/** For the `onKeyDown` of the list. The browser scrolls to what gets the focus. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = rowsOf(event.currentTarget);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = to === undefined || at === -1 ? undefined : rows[to];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
}

/** A list below a search field: the arrow leads from the field to the first row. */
export function useListBelowField() {
  const list = useRef<HTMLDivElement>(null);
  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    rowsOf(list.current)[0]?.focus();
  };
  return { list, onFieldKey };
}
