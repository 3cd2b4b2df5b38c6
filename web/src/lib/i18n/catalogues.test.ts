// Every language has every text, and no screen assumes that writing runs from left to right.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clockTime } from '@/lib/time/format';
import { ar, en } from '@/testing/texts';
import { isolating } from './isolate';
import { number, setLocale } from './locale';

const src = join(import.meta.dirname, '../..');

/** The entries of a catalogue: the path of each, and its parameters. */
function shape(value: unknown, path = ''): string[] {
  if (typeof value === 'function') return [`${path}(${value.length})`];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => shape(inner, `${path}/${key}`));
}

/** Every text of a catalogue; functions are called with fitting arguments. */
function texts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, '']];
  return Object.entries(value as object).flatMap(([key, inner]) => texts(inner, `${path}/${key}`));
}

test('Arabic has the entries of English, and no others', () => {
  expect(shape(ar)).toEqual(shape(en));
});

test('Arabic is Arabic throughout', () => {
  const foreign = texts(ar).filter(
    ([path, text]) =>
      text !== '' && path !== '/app/name' && path !== '/common/comma' && !/\p{Script=Arabic}/u.test(text),
  );
  expect(foreign).toEqual([]);
});

test('nothing that English says is empty in Arabic', () => {
  const said = new Map(texts(en));
  expect(texts(ar).filter(([path, text]) => text === '' && said.get(path) !== '')).toEqual([]);
});

test('Arabic tells its six kinds of number apart', () => {
  const said = [0, 1, 2, 3, 11, 100].map((n) => ar.chats.members(n));
  expect(new Set(said).size).toBe(6);
  expect(ar.chats.members(2)).toBe('عضوان');
});

test.each([
  ['ar-EG', '٧'],
  ['ar-MA', '7'],
])('in %s every number is written in the digits of that region', (region, seven) => {
  setLocale(region);
  const said = [number(7), ar.chats.members(7), ar.app.title(7), clockTime(Date.UTC(2026, 0, 1, 7, 7))];
  setLocale('en');
  expect(said.filter((text) => !text.includes(seven))).toEqual([]);
});

test('English counts one and many', () => {
  expect(en.chats.members(1)).toBe('1 member');
  expect(en.chats.members(1_024)).toBe('1,024 members');
});

test('a name of the other direction keeps to itself in every sentence, and one of the same is left as it is', () => {
  const [ltr, rtl] = [isolating(en, false), isolating(ar, true)];
  expect(ltr.system.added('Maya', ['دينا', 'Ann'])).toBe('Maya added \u2068دينا\u2069 and Ann');
  expect(ltr.system.role.admin('دينا', 'Ann')).toBe('\u2068دينا\u2069 made Ann an admin');
  expect(rtl.system.removed('Maya', 'دينا')).toBe('أزال \u2068Maya\u2069 دينا');
  expect(rtl.chats.by('دينا', 'see you at 8')).toBe('دينا: \u2068see you at 8\u2069');
  expect(ltr.chats.members(3)).toBe('3 members');
  // Text that people copy into a configuration has nothing invisible in it.
  expect(rtl.app.connection.refused('https://example.org/chat')).toContain('"https://example.org/chat"');
});

/** Sources that put words or boxes on the screen. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(tsx|css)$/.test(entry.name) ? [path] : [];
  });
}

const PHYSICAL =
  /(?<![\w-])-?(?:[mp][lr]|scroll-[mp][lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr]))-(?:\d|\[|\(|auto|px|full|sm|md|lg|xl|none)|(?<![\w-])(?:text|float|clear)-(?:left|right)(?![\w-])|(?<!-)\b(?:margin|padding|border)-(?:left|right)\b|^\s*(?:left|right):/m;

test('boxes are placed by start and end, never by left and right', () => {
  const found = sources(src).filter((path) => PHYSICAL.test(readFileSync(path, 'utf8')));
  expect(found).toEqual([]);
});

test('what moves sideways moves the other way from right to left', () => {
  const sideways = sources(src)
    .filter((path) => path.endsWith('.tsx'))
    .flatMap((path) => readFileSync(path, 'utf8').match(/["'`][^"'`]*[\s:]-?translate-x-[^"'`]*["'`]/g) ?? [])
    .filter((classes) => !classes.includes('rtl:'));
  expect(sideways).toEqual([]);
});

test('icons that point somewhere point the other way from right to left', () => {
  const POINTING = /<(?:Arrow|Chevron|Corner\w*)(?:Left|Right)\b[^>]*>|<(?:SendHorizontal|LogOut)\b[^>]*>/g;
  const fixed = sources(src)
    .flatMap((path) => readFileSync(path, 'utf8').match(POINTING) ?? [])
    .filter((icon) => !icon.includes('rtl:-scale-x-100'));
  expect(fixed).toEqual([]);
});

/** An element that holds nothing but text that a person wrote, with its tag and attributes. */
const WRITTEN =
  /<([A-Za-z][\w.]*)((?:[^<>]|=>)*)>\s*@?\{(?:[\w.]+\.)?(?:user|face|me|sender|choice|chat|row)\??\.(?:name|about|username|title|description|draft)[^{}]*\}/g;

test('what somebody wrote about themselves stands in an element with a direction of its own', () => {
  const bare = sources(src)
    .filter((path) => !path.includes('/design/'))
    .flatMap((path) => [...readFileSync(path, 'utf8').matchAll(WRITTEN)])
    .filter(
      ([, tag = '', attributes = '']) =>
        !/^(Line|Words|bdi)$/.test(tag) && !attributes.includes('dir="auto"'),
    )
    .map(([found]) => found);
  expect(bare).toEqual([]);
});
