// What a key means: whose it is while an input method composes, which letter a shortcut hears, and whether it writes.

export const mac = /Mac|iP(hone|ad)/.test(globalThis.navigator?.userAgent ?? '');

type Modifiers = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'getModifierState'>;

/** Fields that take no text. */
const MARKS = new Set(['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit']);

/** Signs that shortcuts name, by the place of their key on a keyboard of the United States. */
const PLACES: Record<string, string> = { Period: '.', Slash: '/' };

/**
 * The key belongs to an input method: it picks a candidate, ends or cancels a composition. Safari ends the composition
 * before it tells of the key that ended it, and marks that key by its code only.
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || (event.keyCode === 229 && !event.ctrlKey && !event.metaKey);
}

/** From now on nobody hears of the keys that an input method uses: not an Enter, not an Escape, not an arrow. */
export function leaveKeysToInputMethods(): void {
  const onKey = (event: KeyboardEvent) => {
    if (isComposing(event) && isWritten(event.target)) event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', onKey, { capture: true });
}

/**
 * What a shortcut is compared with, in lower case: what the key writes where that is a sign of ASCII, as on AZERTY and
 * Dvorak; else what it would write on a keyboard of the United States, as on Arabic and Cyrillic ones.
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
