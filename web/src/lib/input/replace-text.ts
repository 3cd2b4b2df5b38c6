// Changes a part of a field as if it had been typed, so that the browser's undo takes it back, and what was typed before.

/** Afterwards the caret stands behind the new text, or `select` is selected. */
export type TextEdit = { from: number; to: number; insert: string; select?: [from: number, to: number] };

/** A phone shows its keyboard for any field that gets the focus, and has no undo. */
const touch = globalThis.window?.matchMedia('(pointer: coarse)');

/** The field takes the focus while it changes, and gives it back if another element had it. */
export function replaceText(
  field: HTMLTextAreaElement,
  { from, to, insert, select = [from + insert.length, from + insert.length] }: TextEdit,
): void {
  const focused = document.activeElement;
  const isHere = focused === field;
  if ((touch?.matches && !isHere) || !typeInto(field, from, to, insert)) {
    field.setRangeText(insert, from, to, 'end');
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  field.setSelectionRange(...select);
  if (!isHere && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
}

/** False where the browser does not know how. */
function typeInto(field: HTMLTextAreaElement, from: number, to: number, insert: string): boolean {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  // No other API writes into a field and its undo list.
  return insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert);
}
