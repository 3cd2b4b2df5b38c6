// The meaning of a key: whether it belongs to an input method, which letter it is for a shortcut, and whether it
// writes.

export const mac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.userAgent ?? '');

type Modifiers = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'>;

/** Fields that take no text. */
const MARKS = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** Signs that shortcuts use, by the position of their key on a US keyboard. */
const PLACES: Record<string, string> = { Period: '.', Slash: '/' };

/**
 * The key belongs to an input method: it picks a candidate, ends or cancels a composition. Safari ends the composition
 * before it fires the event of the key that ended it, and marks that event by its key code only.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || (event.keyCode === 229 && !event.ctrlKey && !event.metaKey);
}

/** From now on no listener gets the keys that an input method uses: not an Enter, not an Escape, not an arrow. */
export function leaveKeysToInputMethods(): void {
  const onKey = (event: KeyboardEvent) => {
    if (isComposing(event) && isWritten(event.target)) event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKey, { capture: true });
}

/**
 * The key that shortcuts compare with, in lower case: the character that it writes if that is ASCII, as on AZERTY and
 * Dvorak; else the one that it would write on a US keyboard, as on Arabic and Cyrillic ones.
 */
export function shortcutKey({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? PLACES[code] ?? key.toLowerCase();
}

/** Held down for a shortcut: ⌘ on a Mac, where Ctrl moves the caret, and Ctrl elsewhere. AltGr writes letters. */
export function isCommand(event: Modifiers): boolean {
  return mac
    ? event.metaKey && !event.ctrlKey
    : event.ctrlKey && !event.metaKey && !event.getModifierState('AltGraph');
}

/** The key writes something visible, or begins to: the first half of an accented letter, or what an input method takes. */
export function isWriting(event: Modifiers & Pick<KeyboardEvent, 'key'>): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if ((ctrlKey || metaKey || altKey) && !(event.getModifierState('AltGraph') && !metaKey)) return false;
  return key === 'Dead' || key === 'Process' || (key !== ' ' && [...key].length === 1);
}

/** The element that has the focus takes text. */
export function isWritten(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !MARKS.has(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}
