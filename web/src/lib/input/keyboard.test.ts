// Which keys belong to an input method, and which letter a key is for a shortcut.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { isCommand, isComposing, isWriting, leaveKeysToInputMethods, shortcutKey } from './keyboard';

function press(key: string, init: Partial<KeyboardEvent> & { graph?: boolean } = {}): KeyboardEvent {
  const { graph = false, ...rest } = init;
  const plain = { isComposing: false, keyCode: 0, code: '', ctrlKey: false, metaKey: false, altKey: false };
  const getModifierState = (name: string) => graph && name === 'AltGraph';
  return { ...plain, key, getModifierState, ...rest } as KeyboardEvent;
}

test('the key that ends a composition is the input method’s, also in the order of Safari', () => {
  expect(isComposing(press('Enter', { isComposing: true, keyCode: 229 }))).toBe(true);
  expect(isComposing(press('Enter', { isComposing: false, keyCode: 229 }))).toBe(true);
  expect(isComposing(press('Enter', { keyCode: 13 }))).toBe(false);
});

afterEach(() => vi.unstubAllGlobals());

test('nobody hears of a key that an input method uses in a field', () => {
  class Field {
    tagName = 'TEXTAREA';
    isContentEditable = false;
  }
  let listener = (_: KeyboardEvent) => {};
  vi.stubGlobal('HTMLElement', Field);
  vi.stubGlobal('HTMLInputElement', class {});
  vi.stubGlobal('window', { addEventListener: (_: string, listen: typeof listener) => (listener = listen) });
  leaveKeysToInputMethods();
  const isHeard = (event: KeyboardEvent, target: object) => {
    const stop = vi.fn();
    listener({ ...event, target, stopImmediatePropagation: stop } as unknown as KeyboardEvent);
    return stop.mock.calls.length === 0;
  };
  expect(isHeard(press('Enter', { keyCode: 229 }), new Field())).toBe(false);
  expect(isHeard(press('Enter', { keyCode: 13 }), new Field())).toBe(true);
  expect(isHeard(press('Process', { keyCode: 229 }), {})).toBe(true);
});

test('no handler decides for itself whether an input method composes', () => {
  const src = join(import.meta.dirname, '../..');
  const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/keyboard(\.test)?\.ts$/.test(name),
  );
  expect(sources.filter((name) => /isComposing|keyCode/.test(readFileSync(join(src, name), 'utf8')))).toEqual(
    [],
  );
});

test('a shortcut stays one while the letter alone would begin an accent', () => {
  expect(isComposing(press('Dead', { code: 'KeyN', keyCode: 229, metaKey: true, altKey: true }))).toBe(false);
});

test('a shortcut goes by what a Latin key writes, wherever it is', () => {
  for (const [key, code, heard] of [
    ['k', 'KeyK', 'k'],
    ['K', 'KeyK', 'k'],
    ['k', 'KeyV', 'k'], // Dvorak
    ['q', 'KeyA', 'q'], // AZERTY
    ['/', 'Digit7', '/'], // German
    ['Escape', 'Escape', 'escape'],
    ['ArrowUp', 'ArrowUp', 'arrowup'],
  ] as const) {
    expect(shortcutKey({ key, code })).toBe(heard);
  }
});

test('where a key writes no Latin letter, a shortcut goes by its place', () => {
  for (const [key, code, heard] of [
    ['ن', 'KeyK', 'k'],
    ['л', 'KeyK', 'k'],
    ['ю', 'Period', '.'],
    ['ظ', 'Slash', '/'],
    ['ı', 'KeyI', 'i'],
    ['€', 'KeyE', 'e'],
    ['Dead', 'KeyN', 'n'],
    ['ş', 'Semicolon', 'ş'],
  ] as const) {
    expect(shortcutKey({ key, code })).toBe(heard);
  }
});

test('AltGr, which is Ctrl and Alt on some systems, writes letters and is no shortcut', () => {
  const polish = press('ę', { code: 'KeyE', ctrlKey: true, altKey: true, graph: true });
  expect([isCommand(polish), isWriting(polish)]).toEqual([false, true]);
  const chosen = press('e', { code: 'KeyE', ctrlKey: true, altKey: true });
  expect([isCommand(chosen), isWriting(chosen)]).toEqual([true, false]);
});

test('letters, signs and their beginnings write; keys that move, and the space bar, do not', () => {
  expect(['a', 'ن', '7', '?', '😀', 'Dead', 'Process'].filter((key) => !isWriting(press(key)))).toEqual([]);
  expect(
    [' ', 'Enter', 'Tab', 'F5', 'ArrowUp', 'Escape', 'Shift'].filter((key) => isWriting(press(key))),
  ).toEqual([]);
  expect(isWriting(press('c', { ctrlKey: true }))).toBe(false);
});
